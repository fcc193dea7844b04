"""
Write whole the names that three short lines cut, where the sheet has room; number those that stay cut.

A name takes more lines, wider ones, or smaller letters, never below what print is read at; nothing else moves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from app.exports.poster.lettering import printable, width_of, wrapped
from app.exports.poster.placing import Box, Label, Placement, around, caption_box, cut_names, label_places, meets
from app.view_models.labels import FONT_SIZE
from app.view_models.network_view import LINE_HEIGHT, NetworkView, number

_SIZES: Final = (1.0, 0.9, 0.8, 0.7)
"""Heights tried for the letters of a long name, against those of the others."""
_ROOMS: Final = (11.0, 14.0, 18.0, 24.0)
"""Widths tried, in heights of letters: the narrower ones stay under their shape."""
_MOST_LINES: Final = 7


def write_whole(placement: Placement, view: NetworkView, frame: Box, smallest: float) -> Placement:
    """
    Return a placement in which the names that were cut are written whole where there is room.

    Parameters
    ----------
    placement
        Shapes and names, none over another.
    view
        What is drawn, the most important elements first.
    frame
        Left, top, right, bottom of the picture, in millimetres.
    smallest
        Least height of a name, in millimetres.
    """
    cut = set(cut_names(placement, view))
    if not cut:
        return placement
    names = {node.id: printable(node.label) for node in view.nodes}
    shapes = np.array([around(placement.centres[node.id], placement.radii[node.id]) for node in view.nodes])
    order = {node.id: rank for rank, node in enumerate(view.nodes)}
    fixed = [caption_box(*caption) for caption in placement.captions]
    boxes = np.array([*fixed, *(label.box for label in placement.labels)])
    labels = list(placement.labels)
    for place, label in enumerate(labels):
        if label.id not in cut:
            continue
        others = np.delete(boxes, len(fixed) + place, axis=0)
        beside = np.delete(shapes, order[label.id], axis=0)
        at, radius = placement.centres[label.id], placement.radii[label.id]
        for other in _tries(names[label.id], label, at, radius, max(placement.font, smallest), smallest):
            left, top, right, bottom = other.box
            inside = left >= frame[0] and top >= frame[1] and right <= frame[2] and bottom <= frame[3]
            if inside and not meets(other.box, beside) and not meets(other.box, others):
                labels[place] = other
                boxes[len(fixed) + place] = other.box
                break
    return replace(placement, labels=tuple(labels))


def number_cut(placement: Placement, view: NetworkView) -> tuple[Placement, tuple[tuple[int, str], ...]]:
    """
    Return a placement in which each name still cut bears a number, and the whole names by number.

    Notes
    -----
    The number takes the place of letters: the name is no wider than it was.
    """
    names = {node.id: printable(node.label) for node in view.nodes}
    cut = {id_: rank for rank, id_ in enumerate(cut_names(placement, view), 1)}
    labels = tuple(
        replace(label, lines=_numbered(label, cut[label.id])) if label.id in cut else label
        for label in placement.labels
    )
    return replace(placement, labels=labels), tuple((rank, names[id_]) for id_, rank in cut.items())


def _tries(
    name: str, label: Label, at: tuple[float, float], radius: float, font: float, smallest: float
) -> Iterator[Label]:
    sizes = dict.fromkeys(max(share * font, smallest) for share in _SIZES)
    for size in sizes:
        seen: set[tuple[str, ...]] = set()
        for room in _ROOMS:
            lines = tuple(wrapped(name, size, room * size))
            if len(lines) > _MOST_LINES or lines in seen:
                continue
            seen.add(lines)
            width = max(width_of(line, size) for line in lines)
            height = size * LINE_HEIGHT / FONT_SIZE * len(lines)
            for middle, top in label_places(at, radius, size, width, height):
                yield Label(label.id, lines, middle, top, width, height, size)


def _numbered(label: Label, rank: int) -> tuple[str, ...]:
    """Return the lines of a cut name with its number at their end, no wider than they were."""
    *before, last = label.lines
    mark = f"\u00a0({rank})"
    kept = last.rstrip("…")
    while kept and width_of(f"{kept}…{mark}", label.font) > label.width:
        kept = kept[:-1]
    # A whole word reads better than half of one, unless little would be left.
    if len(kept) < len(last.rstrip("…")) and last[len(kept)].isalnum() and kept.rfind(" ") > len(kept) // 2:
        kept = kept[: kept.rfind(" ")]
    return (*before, f"{kept.rstrip(_LOOSE)}…{mark}")


_LOOSE: Final = "\u00ab\u00a0\u202f ,;:-–"


def numbers_said(names: Sequence[tuple[int, str]]) -> str:
    """Say where the whole names are, or nothing."""
    if not names:
        return ""
    verb = "noms trop longs sont coupés" if len(names) > 1 else "nom trop long est coupé"
    given = "les donne en entier, sous leur numéro" if len(names) > 1 else "le donne en entier, sous son numéro"
    return f"{number(len(names))} {verb} par «\u00a0…\u00a0»\u00a0: la page «\u00a0Noms abrégés\u00a0» du PDF {given}."
