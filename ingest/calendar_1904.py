"""Tell workbooks that count days from 1904 (old spreadsheets of Macintosh), and mark their numbers as such.

Dates are read rightly by the library; a day that the spreadsheet left as a number would be four years too early.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from ingest.ods_scan import CONTENT
from ingest.tables import Cells

GAP = 1_462
"""Days between the two calendars."""

_DOCUMENT = "xl/workbook.xml"
_BEGINNING = 1 << 20
_WORKBOOK = re.compile(rb"<(?:\w+:)?workbookPr\b[^>]*\bdate1904=[\"'](?:1|true|on)[\"']")
_OPEN_DOCUMENT = re.compile(rb"<(?:\w+:)?null-date\b[^>]*\bdate-value=[\"']1904-01-01[\"']")


class Since1904(float):
    """Hold a number of a workbook that counts days from 1904."""


def counts_from_1904(path: Path) -> bool:
    """Tell whether a workbook counts days from 1904, from the beginning of its index; False when it cannot be read."""
    try:
        with zipfile.ZipFile(path) as archive:
            name, sign = (_DOCUMENT, _WORKBOOK) if _DOCUMENT in archive.namelist() else (CONTENT, _OPEN_DOCUMENT)
            with archive.open(name) as stream:
                return sign.search(stream.read(_BEGINNING)) is not None
    except (OSError, zipfile.BadZipFile, zlib.error, KeyError, EOFError, RuntimeError, NotImplementedError):
        return False


def marked(rows: Iterable[tuple[int, Cells]]) -> Iterator[tuple[int, Cells]]:
    """Yield the rows, their numbers marked."""
    for number, cells in rows:
        yield number, [Since1904(cell) if type(cell) is float else cell for cell in cells]
