"""
Say what a document holds, whatever the file it is written to: title, sections, figures, tables, pictures, sources.

Texts are cleaned when they enter: what a printer cannot set (control characters, direction overrides, half characters)
is left out, and a name without end is cut. Nothing here knows a file format.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, Final, TypeVar, cast

from app.view_models.territory_map import MapView

MOST_TEXT: Final = 4000
"""Most characters of one paragraph or cell."""
MOST_NAME: Final = 160
"""Most characters of a title."""

_SPACES: Final = re.compile(r"[ \t\r\n\f\v\u2028\u2029]+")


def clean(text: str, most: int = MOST_TEXT) -> str:
    """
    Return a text that any file format takes, on one line.

    Parameters
    ----------
    text
        Text of a source, or of this program.
    most
        Most characters; what is cut ends with « … ».

    Notes
    -----
    Control and direction characters, unassigned and half characters go: they change how a page reads without being
    seen. Letters of every script, signs and emoji stay.
    """
    spaced = _SPACES.sub(" ", text[: most * 4]).strip(" ")
    kept = "".join(c for c in spaced if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn"})
    return kept if len(kept) <= most else kept[: most - 1].rstrip() + "…"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Hold one paragraph: `corps`, `chapeau` (the answer, larger), `note` (smaller) or `intertitre` (a heading)."""

    text: str
    style: str = "corps"


@dataclass(frozen=True, slots=True)
class Bullets:
    """Hold a list of sentences."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """Hold one key figure: as written, what it counts, where in the document it is explained."""

    value: str
    label: str
    origin: str


@dataclass(frozen=True, slots=True)
class Figures:
    """Hold the key figures, in order."""

    items: tuple[Figure, ...]

    @property
    def in_a_row(self) -> int:
        """Return how many stand side by side, so that the last row is not nearly empty."""
        return 4 if len(self.items) % 3 == 1 else 3

    @property
    def rows(self) -> tuple[tuple[Figure, ...], ...]:
        """Return the figures in rows."""
        wide = self.in_a_row
        return tuple(self.items[start : start + wide] for start in range(0, len(self.items), wide))


@dataclass(frozen=True, slots=True)
class Facts:
    """Hold names and values, one a line."""

    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """Describe one column of a table: heading, share of the width, whether it holds numbers."""

    text: str
    width: float
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """
    Hold one table.

    Parameters
    ----------
    title
        Caption, with its number: « Tableau 2. Les dispositifs ».
    headings
        Columns, in order.
    rows
        Cells as text, in the order of the columns.
    note
        What to know under the table: rows left out and where they are; empty when there is nothing.
    large
        Whether it is read standing, on a wall or on a table.
    """

    title: str
    headings: tuple[Heading, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    large: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """Hold a map: what is drawn, its caption, and the words that replace it for those who do not see it."""

    view: MapView
    caption: str
    alt: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """
    Hold a picture that is already drawn.

    Parameters
    ----------
    png
        Content of the file.
    width, height
        On paper, in millimetres.
    caption
        What it is.
    alt
        Words that replace it for those who do not see it.
    """

    png: bytes
    width: float
    height: float
    caption: str
    alt: str


@dataclass(frozen=True, slots=True)
class Ruled:
    """Hold room to write by hand: what is asked, and how many empty lines."""

    label: str
    lines: int = 3


@dataclass(frozen=True, slots=True)
class Subject:
    """Describe one column of a matrix: heading, family it belongs to, whether nothing stands in it."""

    text: str
    family: str = ""
    empty: bool = False


@dataclass(frozen=True, slots=True)
class Matrix:
    """
    Hold a wide table of short marks: its columns go over several tables when the page is too narrow.

    Parameters
    ----------
    title
        Caption, with its number.
    corner, last
        Headings of the names of rows, and of what ends each row.
    subjects
        Columns, in order; those of a family follow one another.
    rows
        Name of the row, one mark per subject, what ends the row.
    note
        What to know under the matrix.
    """

    title: str
    corner: str
    last: str
    subjects: tuple[Subject, ...]
    rows: tuple[tuple[str, tuple[str, ...], str], ...]
    note: str = ""

    def parts(self, most: int) -> tuple[Matrix, ...]:
        """Return the same rows with `most` columns at a time at most, shared evenly; the note ends the last part."""
        count = max(-(-len(self.subjects) // most), 1)
        size = max(-(-len(self.subjects) // count), 1)
        starts = range(0, max(len(self.subjects), 1), size)
        return tuple(
            Matrix(
                self.title if not start else f"{self.title} (suite)",
                self.corner,
                self.last,
                self.subjects[start : start + size],
                tuple((name, marks[start : start + size], end) for name, marks, end in self.rows),
                self.note if start == starts[-1] else "",
            )
            for start in starts
        )


Block = Paragraph | Bullets | Figures | Facts | Table | Picture | Drawing | Ruled | Matrix


@dataclass(frozen=True, slots=True)
class Section:
    """Hold one part of a document: heading, then blocks in reading order; it may start a page."""

    title: str
    blocks: tuple[Block, ...]
    new_page: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """
    Hold a whole document.

    Parameters
    ----------
    kind
        What it is, in words: « Portrait de territoire ».
    title
        What it is about.
    dates
        Lines under the title: date of the data, date of the document, scope, version of the data.
    seen
        ISO day of the data, or `toutes`.
    written
        ISO day on which the document is written.
    sections
        Parts, in order.
    version
        Version of the data.
    landscape
        Whether pages lie on their long side.
    """

    kind: str
    title: str
    dates: tuple[tuple[str, str], ...]
    seen: str
    written: str
    sections: tuple[Section, ...]
    version: str
    landscape: bool = False

    @property
    def running_title(self) -> str:
        """Return what stands at the foot of each page."""
        return clean(f"{self.kind} · {self.title}", 70)


def words_of(sections: Iterable[Section]) -> str:
    """Return every text of some parts, for a search of words; what maps say is left out."""
    found: list[str] = []
    for block in (block for section in sections for block in section.blocks):
        match block:
            case Paragraph():
                found.append(block.text)
            case Bullets():
                found.extend(block.items)
            case Figures():
                found.extend(f"{item.value} {item.label}" for item in block.items)
            case Facts():
                found.extend(f"{name} {value}" for name, value in block.items)
            case Table():
                found.extend([block.title, *(cell for row in block.rows for cell in row), block.note])
            case Picture() | Drawing():
                found.append(block.caption)
            case Ruled():
                found.append(block.label)
            case Matrix():
                found.extend([block.title, *(subject.text for subject in block.subjects)])
                found.extend(name for name, _, _ in block.rows)
                found.append(block.note)
    return " ".join(found)


def texts_of(part: object) -> Iterator[str]:
    """Yield every text of a document, or of a part of one, in order; maps are left to who draws them."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, tuple):
        for item in part:
            yield from texts_of(item)
    elif is_dataclass(part) and not isinstance(part, type | MapView):
        for item in fields(part):
            yield from texts_of(getattr(part, item.name))


_Part = TypeVar("_Part")


def cleaned(part: _Part) -> _Part:
    """Return a document, or a part of one, whose every text is clean; maps are left to who draws them."""
    found: Any = part
    if isinstance(found, str):
        found = clean(found)
    elif isinstance(found, tuple):
        found = tuple(cleaned(item) for item in found)
    elif is_dataclass(found) and not isinstance(found, type | MapView):
        found = replace(found, **{item.name: cleaned(getattr(found, item.name)) for item in fields(found)})
    return cast(_Part, found)
