"""Compose a poster: choose the sheet, lay words around the picture, and say what found no room."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import numpy as np

from app.exports.network_file import NetworkFile
from app.exports.poster.legend import closing, heading, line, moved
from app.exports.poster.lettering import UNKNOWN, lacking, printable
from app.exports.poster.marks import CAPTION, bends, element_marks, link_marks, ring_marks
from app.exports.poster.names_page import names_pages
from app.exports.poster.naming import number_cut, numbers_said, write_whole
from app.exports.poster.paper import SMALLEST, Sheet, Size
from app.exports.poster.placing import Box, Placement, place, room_needed
from app.exports.poster.primitives import Area, Group, Scene, Words
from app.exports.poster.typesetting import as_printed
from app.view_models.labels import FONT_SIZE
from app.view_models.layouts.boxes import Extents
from app.view_models.network_view import LINE_HEIGHT, NetworkView, counted, number

_DENSEST: Final = 0.75
"""Share of the picture that names and shapes cover at most: beyond, a sheet is not even tried."""


_MANY_LINKS: Final = 300
"""Links of an A4 sheet from which they are drawn finer."""


def build_scene(file: NetworkFile, size: Size | None = None) -> Scene:
    """
    Return the poster of a network.

    Parameters
    ----------
    file
        Picture and the words that go with it.
    size
        Sheet; by default the smallest one on which every name is written at a legible size, else A0.

    Returns
    -------
    scene
        Landscape unless the picture is higher than wide.
    """
    file = as_printed(file)
    if size is not None:
        return _compose(file, size)
    *smaller, largest = _large_enough(file.view)
    for candidate in smaller:
        scene = _compose(file, candidate)
        if not scene.unnamed:
            return scene
    return _compose(file, largest)


def _large_enough(view: NetworkView) -> list[Size]:
    """Return the sheets worth trying, the smallest first; the largest is always one of them."""
    need = room_needed(view, SMALLEST) / _DENSEST
    sheets = {size: Sheet(size, landscape=True) for size in Size}
    return [
        size for size, sheet in sheets.items() if size is Size.A0 or need <= 0.75 * sheet.width * sheet.height
    ]  # fmt: skip


def _compose(file: NetworkFile, size: Size) -> Scene:
    view = file.view
    sheet = Sheet(size, landscape=_is_wide(view))
    head, foot = heading(file, sheet), closing(file, sheet, ())
    frame = _frame(sheet, head.bottom, foot.bottom)
    placement, cut = _place(view, frame, sheet)
    around = (*head.groups, *foot.groups)
    if _reserves(placement, cut, around, view, size):
        # Saying so takes lines, which the picture loses: what is said is what the smaller picture lacks.
        foot = closing(file, sheet, _reserves(placement, cut, around, view, size))
        frame = _frame(sheet, head.bottom, foot.bottom)
        placement, cut = _place(view, frame, sheet)
        foot = closing(file, sheet, _reserves(placement, cut, around, view, size))
    missing = len(view.nodes) - len(placement.labels) if placement else 0
    drawn = tuple(_network(view, placement, sheet)) if placement else ()
    paper = ((0.0, 0.0), (sheet.width, 0.0), (sheet.width, sheet.height), (0.0, sheet.height))
    return Scene(
        size=size,
        width=sheet.width,
        height=sheet.height,
        title=printable(file.title),
        description=printable(
            " ".join(filter(None, (file.date, file.scope, view.summary, *file.remarks, view.hidden_message)))
        ),
        groups=(
            Group("fond", "", (Area(points=paper, fill="#ffffff"),)),
            *head.groups,
            *drawn,
            *moved(foot.groups, sheet.height - sheet.margin - foot.bottom),
        ),
        frame=frame,
        unnamed=missing,
        cut=len(cut),
        following=names_pages(cut, printable(file.title)),
    )


def _is_wide(view: NetworkView) -> bool:
    if not view.nodes:
        return True
    extents = Extents([node.box for node in view.nodes])
    left, top, right, bottom = extents.bounds(extents.points(view.positions))
    return right - left >= bottom - top


def _frame(sheet: Sheet, head: float, foot: float) -> Box:
    air = 0.5 * sheet.margin
    return (
        sheet.margin,
        head + air,
        sheet.width - sheet.margin,
        max(head + 2 * air, sheet.height - sheet.margin - foot - air),
    )


def _place(view: NetworkView, frame: Box, sheet: Sheet) -> tuple[Placement | None, tuple[tuple[int, str], ...]]:
    """Return where everything stands, and the names that are cut all the same, by number."""
    if not view.nodes:
        return None, ()
    placement = place(view, frame, SMALLEST, sheet.largest)
    return number_cut(write_whole(placement, view, frame, SMALLEST), view)


def _reserves(
    placement: Placement | None,
    cut: Sequence[tuple[int, str]],
    around: Iterable[Group],
    view: NetworkView,
    size: Size,
) -> tuple[str, ...]:
    """Say which names are not written, which are cut, and how many signs the font lacks."""
    if placement is None:
        return ()
    said = [_unnamed(len(view.nodes) - len(placement.labels), view, size), numbers_said(cut)]
    words = [mark.text for group in around for mark in group.marks if isinstance(mark, Words)]
    words += [line for label in placement.labels for line in label.lines]
    words += [text for text, _, _ in placement.captions]
    unknown = lacking("".join((*words, *(name for _, name in cut))))
    if unknown:
        verb = "sont remplacés" if unknown > 1 else "est remplacé"
        said.append(
            f"{counted(unknown, 'caractère')} que la police de l’affiche n’a pas (emoji, autres écritures) {verb} par "
            f"{UNKNOWN} dans le PDF et le PNG."
        )
    return tuple(filter(None, said))


def _unnamed(missing: int, view: NetworkView, size: Size) -> str:
    if not missing:
        return ""
    order = list(Size)
    larger = [other for other in _large_enough(view) if order.index(other) > order.index(size)]
    advice = f" Une feuille {larger[0]} en écrit davantage." if larger else ""
    one = "n’est pas écrit" if missing == 1 else "ne sont pas écrits"
    return f"{counted(missing, 'nom')} {one}, faute de place à une taille lisible sur une feuille {size}.{advice}"


def _network(view: NetworkView, placement: Placement, sheet: Sheet) -> Iterator[Group]:
    """Yield links, then elements over them, then names over all."""
    ends = {node.id: (placement.centres[node.id], placement.radii[node.id], node.nature) for node in view.nodes}
    bend = bends(view.edges)
    names = np.array([label.box for label in placement.labels]).reshape(-1, 4)
    thin = min(max(1.3 * placement.unit, 0.15), 0.3 * sheet.scale)
    if view.rings:
        yield Group("fond", "", tuple(ring_marks(view, placement.centres, 0.2 * sheet.scale)))
    # Thousands of links would blacken a sheet: the more there are for its size, the finer they are drawn.
    fine = min(1.0, max(0.4, (_MANY_LINKS * sheet.scale / max(len(view.edges), 1)) ** 0.5))
    for edge in view.edges:
        width = fine * min(max(edge.width * placement.unit, 0.12 * edge.width), 0.35 * edge.width * sheet.scale)
        marks = link_marks(
            edge,
            ends[edge.source],
            ends[edge.target],
            bend=bend[edge.id],
            width=width,
            scale=_pace(placement),
            names=names,
        )
        yield Group("lien", printable(edge.title), marks)
    for label in placement.labels:
        yield Group("fond", "", (_behind(label.box),))
    for node in view.nodes:
        at, radius, nature = ends[node.id]
        inside = number(node.count) if node.count else ""
        marks = element_marks(nature, node.secteur, at, radius, collectif=node.collectif, thin=thin, inside=inside)
        yield Group("element", printable(node.title), marks)
    for text, (x, y), size in placement.captions:
        caption = line(text, (x, y + 0.36 * size), size, bold=True, colour=CAPTION, anchor="middle")
        yield Group("nom", "", (_behind(caption.box), caption))
    for label in placement.labels:
        height = label.font * LINE_HEIGHT / FONT_SIZE
        words = tuple(
            line(text, (label.x, label.top + height * rank + 0.86 * label.font), label.font, anchor="middle")
            for rank, text in enumerate(label.lines)
        )
        yield Group("nom", "", words)


def _pace(placement: Placement) -> float:
    """Length of dashes and arrows: they follow the names, as everything a reader looks at."""
    return max(FONT_SIZE * placement.unit, 0.5 * placement.font) / 2.4


def _behind(box: Box) -> Area:
    """Return what keeps lines from crossing words."""
    left, top, right, bottom = box
    return Area(points=((left, top), (right, top), (right, bottom), (left, bottom)), fill="#ffffff", opacity=0.82)
