"""Compose the words around a poster's picture: title, legend of what is drawn, sources and licence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from app.exports.network_file import NetworkFile
from app.exports.poster.lettering import drawable, printable, width_of, wrapped
from app.exports.poster.marks import DASHES, EDGE, INK, MUTED, element_marks
from app.exports.poster.paper import Sheet
from app.exports.poster.primitives import Anchor, Area, Group, Mark, Point, Stroke, Words
from app.view_models.network_view import CERTITUDES, COLOURLESS, LegendItem, NetworkView, number
from app.view_models.palette import NATURES
from app.view_models.typography import typeset

_LEADING: Final = 1.35
_SEMICOLON: Final = "\u202f; "
_SOURCE_LINES: Final = 3
_GROUPS: Final = (
    ("Formes", ("nature", "collectif")),
    ("Couleurs et lettres", ("secteur",)),
    ("Liens", ("certitude",)),
)


@dataclass(frozen=True, slots=True)
class Band:
    """Groups drawn from a height downwards, and the height where they end."""

    groups: tuple[Group, ...]
    bottom: float


def line(
    text: str, at: Point, size: float, *, bold: bool = False, colour: str = INK, anchor: Anchor = "start"
) -> Words:
    """Return one line of text, measured."""
    text = printable(text)
    return Words(
        text=text, at=at, size=size, width=width_of(drawable(text), size, bold=bold), anchor=anchor, bold=bold,
        colour=colour,
    )  # fmt: skip


def heading(file: NetworkFile, sheet: Sheet) -> Band:
    """Return the title, the scope, the date, what is drawn and what is not."""
    room = sheet.width - 2 * sheet.margin
    y = sheet.margin
    marks: list[Mark] = []
    for text in wrapped(file.title, sheet.heading, room, most=2, bold=True):
        marks.append(line(text, (sheet.margin, y + 0.8 * sheet.heading), sheet.heading, bold=True))
        y += 1.2 * sheet.heading
    y += 0.3 * sheet.body
    scope = " · ".join(part for part in (file.date, file.scope) if part)
    said = ((scope, False, 2), (file.view.summary, False, 3), (file.view.note, False, 2))
    left_out = tuple((remark, True, 2) for remark in (*file.remarks, file.view.hidden_message))
    for text, bold, most in (*said, *left_out):
        for part in wrapped(text, 1.15 * sheet.body, room, most=most, bold=bold) if text else ():
            marks.append(line(part, (sheet.margin, y + 0.95 * sheet.body), 1.15 * sheet.body, bold=bold))
            y += 1.15 * _LEADING * sheet.body
    return Band((Group("texte", "", tuple(marks)),), y)


def closing(file: NetworkFile, sheet: Sheet, reserves: Sequence[str]) -> Band:
    """Return the legend, what to know of the names, the sources and the licence as they stand from height 0 down."""
    groups = tuple(_legend(file.view, sheet))
    y = groups[-1].bottom if groups else 0.0
    y += 0.6 * sheet.body
    rule = Stroke(points=((sheet.margin, y), (sheet.width - sheet.margin, y)), colour=MUTED, width=0.15 * sheet.scale)
    y += 0.5 * sheet.body
    size = 0.92 * sheet.body
    marks: list[Mark] = [rule]
    room = sheet.width - 2 * sheet.margin
    paragraphs: list[tuple[str, int, bool]] = [(reserve, 2, True) for reserve in reserves]
    paragraphs += [
        (_sources([*map(typeset, file.sources)], size, room), _SOURCE_LINES, False),
        (f"Licence\u00a0: {file.licence}", 2, False),
        (file.data_note, 2, False),
    ]
    for text, most, bold in paragraphs:
        for part in wrapped(text, size, room, most=most, bold=bold):
            marks.append(line(part, (sheet.margin, y + 0.85 * size), size, bold=bold))
            y += _LEADING * size
    return Band((*(group for band in groups for group in band.groups), Group("texte", "", tuple(marks))), y)


def moved(groups: Iterable[Group], down: float) -> tuple[Group, ...]:
    """Return groups lower on the sheet."""
    return tuple(
        Group(group.kind, group.title, tuple(_shifted(mark, 0.0, down) for mark in group.marks)) for group in groups
    )


def _sources(sources: Sequence[str], size: float, room: float) -> str:
    """Name as many documents as three lines hold, and count the others."""
    if not sources:
        return "Sources\u00a0: aucun document ne prouve les liens dessinés."
    for kept in range(len(sources), 0, -1):
        left = len(sources) - kept
        plural = "s" if left > 1 else ""
        tail = f" et {number(left)} autre{plural} document{plural}" if left else ""
        text = f"Sources des liens\u00a0: {_SEMICOLON.join(sources[:kept])}{tail}."
        if kept == 1 or len(wrapped(text, size, room)) <= _SOURCE_LINES:
            return text
    raise AssertionError("one source is always kept")


def _legend(view: NetworkView, sheet: Sheet) -> Iterator[Band]:
    """Yield one band per kind of sign that is drawn: its title, then each sign, its meaning and its count."""
    y = 0.0
    for title, kinds in _GROUPS:
        entries = [
            (_sample(item, sheet), f"{item.label} ({number(item.count)})") for item in view.legend if item.kind in kinds
        ]
        if kinds == ("certitude",) and len({edge.width for edge in view.edges}) > 1:
            entries.append((_line_sample(sheet, (), 3.0), "Trait plus épais\u00a0: lien plus fort"))
        if entries:
            band = _row(title, entries, sheet, y)
            yield band
            y = band.bottom


def _row(title: str, entries: Sequence[tuple[tuple[Mark, ...], str]], sheet: Sheet, y: float) -> Band:
    """Set signs and their meaning one after the other, on as many lines as they need."""
    size, step = sheet.body, 1.75 * sheet.body
    left = sheet.margin + max(width_of(name, size, bold=True) for name, _ in _GROUPS) + 1.2 * size
    groups = [Group("texte", "", (line(title, (sheet.margin, y + 1.2 * size), size, bold=True),))]
    x = left
    for marks, text in entries:
        words = line(text, (0.0, 0.0), size)
        sample = 3.4 * size if isinstance(marks[0], Stroke) else 1.8 * size
        if x > left and x + sample + words.width > sheet.width - sheet.margin:
            x, y = left, y + step
        placed = tuple(_shifted(mark, x, y) for mark in marks)
        said = replace(words, at=(x + sample, y + 1.2 * size))
        groups.append(Group("legende", text, (*placed, said)))
        x += sample + words.width + 1.6 * size
    return Band(tuple(groups), y + step)


def _sample(item: LegendItem, sheet: Sheet) -> tuple[Mark, ...]:
    """Return the sign of a line of the legend, in the corner of the sheet."""
    size = sheet.body
    at, radius, thin = (0.7 * size, 0.85 * size), 0.62 * size, 0.2 * sheet.scale
    if item.kind == "certitude":
        certitude = next(one for one in CERTITUDES if one == item.code)
        return _line_sample(sheet, DASHES[certitude], 1.0)
    if item.kind == "secteur":
        code = None if item.code in COLOURLESS else item.code
        return element_marks("acteur", code, at, 0.75 * size, collectif=False, thin=thin)
    if item.kind == "collectif":
        return element_marks("acteur", None, at, radius, collectif=True, thin=thin)
    nature = next(one for one in NATURES if one == item.code)
    return element_marks(nature, None, at, radius, collectif=False, thin=thin)


def _line_sample(sheet: Sheet, dash: tuple[float, ...], times: float) -> tuple[Mark, ...]:
    size = sheet.body
    return (
        Stroke(
            points=((0.0, 0.85 * size), (2.9 * size, 0.85 * size)),
            colour=EDGE,
            width=0.25 * sheet.scale * times,
            dash=tuple(length * sheet.scale for length in dash),
        ),
    )


def _shifted(mark: Mark, right: float, down: float) -> Mark:
    if isinstance(mark, Stroke | Area):
        return replace(mark, points=tuple((x + right, y + down) for x, y in mark.points))
    return replace(mark, at=(mark.at[0] + right, mark.at[1] + down))
