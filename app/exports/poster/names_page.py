"""Set the whole names of a poster on sheets that follow it: the number that stands on the poster, then the name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from app.exports.poster.legend import line
from app.exports.poster.lettering import width_of, wrapped
from app.exports.poster.paper import POINT, Sheet, Size
from app.exports.poster.primitives import Area, Group, Mark, Scene, Words

TITLE: Final = "Noms abrégés"
_SIZE: Final = 8.5 * POINT
_LEADING: Final = 1.3
_BETWEEN: Final = 0.45
"""White between two names, in heights of letters."""


def names_pages(names: Sequence[tuple[int, str]], title: str) -> tuple[Scene, ...]:
    """
    Return the sheets that list the names a poster cuts, in A4 whatever the poster: they are read in the hand.

    Parameters
    ----------
    names
        Number on the poster, and whole name.
    title
        Title of the poster.
    """
    sheet = Sheet(Size.A4, landscape=False)
    return tuple(_page(sheet, marks, title) for marks in _filled(sheet, names, title))


def _filled(sheet: Sheet, names: Sequence[tuple[int, str]], title: str) -> Iterator[list[Mark]]:
    """Yield the words of each sheet."""
    left, room = sheet.margin, sheet.width - 2 * sheet.margin
    aside = width_of(f"{names[-1][0]}  ", _SIZE, bold=True) if names else 0.0
    marks, y = _head(sheet, title)
    start = y
    for rank, name in names:
        lines = wrapped(name, _SIZE, room - aside, most=12)
        height = _LEADING * _SIZE * len(lines) + _BETWEEN * _SIZE
        if y > start and y + height > sheet.height - sheet.margin:
            yield marks
            marks, y = _head(sheet, title)
        marks.append(line(str(rank), (left, y + _SIZE), _SIZE, bold=True))
        marks += [
            line(text, (left + aside, y + _SIZE + _LEADING * _SIZE * place), _SIZE) for place, text in enumerate(lines)
        ]
        y += height
    if names:
        yield marks


def _head(sheet: Sheet, title: str) -> tuple[list[Mark], float]:
    y = sheet.margin
    marks: list[Mark] = [line(TITLE, (sheet.margin, y + 0.8 * sheet.heading), sheet.heading, bold=True)]
    y += 1.3 * sheet.heading
    for text in wrapped(title, _SIZE, sheet.width - 2 * sheet.margin, most=2):
        marks.append(line(text, (sheet.margin, y + _SIZE), _SIZE))
        y += _LEADING * _SIZE
    return marks, y + 1.5 * _SIZE


def _page(sheet: Sheet, marks: list[Mark], title: str) -> Scene:
    paper = ((0.0, 0.0), (sheet.width, 0.0), (sheet.width, sheet.height), (0.0, sheet.height))
    said = " ".join(mark.text for mark in marks if isinstance(mark, Words))
    return Scene(
        size=sheet.size,
        width=sheet.width,
        height=sheet.height,
        title=f"{TITLE}\u00a0: {title}",
        description=said,
        groups=(Group("fond", "", (Area(points=paper, fill="#ffffff"),)), Group("texte", "", tuple(marks))),
        frame=(sheet.margin, sheet.margin, sheet.width - sheet.margin, sheet.height - sheet.margin),
        unnamed=0,
    )
