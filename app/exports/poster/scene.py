"""Compose a poster: choose the sheet, lay words around the picture, and say what found no room."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from app.exports.network_file import NetworkFile
from app.exports.poster.legend import closing, heading, line, moved
from app.exports.poster.lettering import printable, writable
from app.exports.poster.marks import CAPTION, bends, element_marks, link_marks, ring_marks
from app.exports.poster.paper import SMALLEST, Sheet, Size
from app.exports.poster.placing import Placement, cut_names, place, room_needed
from app.exports.poster.primitives import Area, Group, Scene
from app.view_models.labels import FONT_SIZE
from app.view_models.layouts.boxes import Extents
from app.view_models.network_view import LINE_HEIGHT, NetworkView, counted, number

_DENSEST: Final = 0.75
"""Share of the picture that names and shapes cover at most: beyond, a sheet is not even tried."""


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
    placement = _place(view, frame, sheet)
    if _reserves(placement, view, size):
        # Saying so takes lines, which the picture loses: what is said is what the smaller picture lacks.
        foot = closing(file, sheet, _reserves(placement, view, size))
        frame = _frame(sheet, head.bottom, foot.bottom)
        placement = _place(view, frame, sheet)
        foot = closing(file, sheet, _reserves(placement, view, size))
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
        cut=len(cut_names(placement, view)) if placement else 0,
    )


def _is_wide(view: NetworkView) -> bool:
    if not view.nodes:
        return True
    extents = Extents([node.box for node in view.nodes])
    left, top, right, bottom = extents.bounds(extents.points(view.positions))
    return right - left >= bottom - top


def _frame(sheet: Sheet, head: float, foot: float) -> tuple[float, float, float, float]:
    air = 0.5 * sheet.margin
    return (
        sheet.margin,
        head + air,
        sheet.width - sheet.margin,
        max(head + 2 * air, sheet.height - sheet.margin - foot - air),
    )


def _place(view: NetworkView, frame: tuple[float, float, float, float], sheet: Sheet) -> Placement | None:
    return place(view, frame, SMALLEST, sheet.largest) if view.nodes else None


def _reserves(placement: Placement | None, view: NetworkView, size: Size) -> tuple[str, ...]:
    """Say which names are not written, which are cut, and which hold signs that the font lacks."""
    if placement is None:
        return ()
    cut, unknown = len(cut_names(placement, view)), sum(not writable(node.label) for node in view.nodes)
    said = [_unnamed(len(view.nodes) - len(placement.labels), view, size)]
    if cut:
        verb = "noms trop longs sont coupés" if cut > 1 else "nom trop long est coupé"
        said.append(
            f"{number(cut)} {verb} par «\u00a0…\u00a0»\u00a0: le tableau de l’application et la page à partager "
            "les écrivent en entier."
        )
    if unknown:
        verb = "portent" if unknown > 1 else "porte"
        said.append(
            f"{counted(unknown, 'nom')} {verb} des signes que la police de l’affiche n’a pas (emoji, autres écritures)"
            "\u00a0: un carré les remplace dans le PDF et le PNG."
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
    for edge in view.edges:
        width = min(max(edge.width * placement.unit, 0.12 * edge.width), 0.35 * edge.width * sheet.scale)
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
    height = placement.font * LINE_HEIGHT / FONT_SIZE
    for label in placement.labels:
        words = tuple(
            line(text, (label.x, label.top + height * rank + 0.86 * placement.font), placement.font, anchor="middle")
            for rank, text in enumerate(label.lines)
        )
        yield Group("nom", "", words)


def _pace(placement: Placement) -> float:
    """Length of dashes and arrows: they follow the names, as everything a reader looks at."""
    return max(FONT_SIZE * placement.unit, 0.5 * placement.font) / 2.4


def _behind(box: tuple[float, float, float, float]) -> Area:
    """Return what keeps lines from crossing words."""
    left, top, right, bottom = box
    return Area(points=((left, top), (right, top), (right, bottom), (left, bottom)), fill="#ffffff", opacity=0.82)
