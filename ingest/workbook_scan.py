"""Look over a workbook before it is read: is it one, is it protected, how many rows, columns and bytes it holds.

The library that reads workbooks unpacks a whole sheet as a rectangle: one cell at the far corner would fill the
memory. Everything is counted here first, in one pass over the compressed parts, in bounded memory.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO
from xml.etree import ElementTree

from python_calamine import CalamineWorkbook, load_workbook

from graph.model.statement import Location
from ingest.issues import Issue, problem
from ingest.limits import MAX_BYTES, MAX_CELLS, MAX_COLUMNS, MAX_ROWS, MAX_UNPACKED, size, too_many_rows
from ingest.ods_scan import CONTENT, ERRORS_SHOWN, measure_tables
from ingest.sheets import is_ignored
from ingest.tables import letters
from ingest.zip_sizes import unpacked_size

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CHUNK = 1 << 20
_ROW = re.compile(rb"<(?:\w+:)?row\b")
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*)>\s*<(?:\w+:)?(?:v|is|f)\b")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|is)\b")
_PLACE = re.compile(rb"\br=[\"']([A-Z]{1,3})\d+[\"']")
_NUMBER = re.compile(rb"^[^>]*\br=[\"'](\d+)[\"']")
_DOCUMENT = "xl/workbook.xml"
_LARGEST_INDEX = 5 * 1024 * 1024
_ERROR = re.compile(rb"<(?:\w+:)?c\b(?=[^>]*\bt=[\"']e[\"'])[^>]*\br=[\"']([A-Z]{1,3})\d+[\"'][^>]*>")
_TAG = 64
_LONGEST_ROW = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class SheetSize:
    """
    Hold what a sheet really contains: filled rows, last filled row, last filled column (from 1), cells in error.

    An error is (row, letters of the column); the library that reads the workbook would give an empty cell.
    """

    rows: int
    last_row: int
    last_column: int
    errors: tuple[tuple[int, str], ...] = ()


def scan(path: Path) -> list[Issue]:
    """
    Return the defects that make a workbook unreadable, or too large to read; empty when it can be read.

    Raises
    ------
    OSError
        If the system does not let us read the file.
    """
    where = Location(file=path.name)
    length = path.stat().st_size
    with path.open("rb") as stream:
        beginning = stream.read(8)
    if not beginning:
        return [problem("ING-103", where, "le fichier est vide")]
    if length > MAX_BYTES:
        limit = f"La limite est de {size(MAX_BYTES)}."
        return [problem("ING-107", where, f"le fichier pèse {size(length)}", expected=limit)]
    if beginning == _OLE:
        return [_ole(path, where)]
    if not beginning.startswith(b"PK"):
        return [_not_a_workbook(beginning, where)]
    try:
        with zipfile.ZipFile(path) as archive, path.open("rb") as stream:
            return list(_scan_archive(archive, stream, where))
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        ElementTree.ParseError,
        KeyError,
        NotImplementedError,
        ValueError,
    ):
        return [problem("ING-106", where, "le fichier est abîmé ou incomplet")]
    except RuntimeError:  # zipfile's word for a part that needs a password
        return [problem("ING-105", where, "le classeur est protégé par un mot de passe")]


def open_workbook(path: Path) -> CalamineWorkbook:
    """
    Open a workbook by what it holds: the library would believe the name `.xls` of a newer one.

    Raises
    ------
    python_calamine.CalamineError
        If it is not one.
    OSError
        If the system does not let us read the file.
    """
    return load_workbook(io.BytesIO(path.read_bytes()) if path.suffix.lower() == ".xls" else path)


def sheet_titles(path: Path) -> list[str]:
    """Return the names of the sheets, from the index of the archive only; none when it cannot be read."""
    try:
        with zipfile.ZipFile(path) as archive:
            return list(_titles(archive).values())
    except (OSError, zipfile.BadZipFile, zlib.error, ElementTree.ParseError, KeyError, ValueError, RuntimeError):
        return []


def measure(stream: IO[bytes]) -> SheetSize:
    """
    Count what a sheet contains, and stop soon after the limits.

    Parameters
    ----------
    stream
        XML of the sheet.
    """
    rows = last_row = last_column = current = 0
    errors: list[tuple[int, str]] = []
    for part in _rows(stream):
        number = _NUMBER.match(part)
        current = int(number.group(1)) if number else current + 1
        if not _VALUE.search(part):
            continue
        rows += 1
        last_row = max(last_row, current)
        last_column = max(last_column, _last_column(part))
        errors += [(current, match.group(1).decode()) for match in _ERROR.finditer(part)][: ERRORS_SHOWN - len(errors)]
        if rows > MAX_ROWS + 1:
            break
    return SheetSize(rows, last_row, last_column, tuple(errors))


def _scan_archive(archive: zipfile.ZipFile, stream: IO[bytes], where: Location) -> Iterator[Issue]:
    names = set(archive.namelist())
    heavy = unpacked_size(archive, stream, _is_read, MAX_UNPACKED)
    if heavy > MAX_UNPACKED:
        yield problem(
            "ING-107",
            where,
            f"le classeur pèse plus de {size(MAX_UNPACKED)} une fois décompressé",
            expected=f"La limite est de {size(MAX_UNPACKED)}.",
        )
        return
    if CONTENT in names and _DOCUMENT not in names:
        yield from _scan_open_document(archive, where)
        return
    if _DOCUMENT not in names:
        yield problem("ING-104", where, "ce fichier n’est pas un classeur .xlsx")
        return
    titles = _titles(archive)
    if not titles:
        yield problem("ING-109", where, "le classeur n’a aucune feuille")
        return
    yield from _parts_not_read(names, where)
    for name in sorted(names):
        if name in titles:
            with archive.open(name) as part:
                found = measure(part)
            sheet = Location(file=where.file, sheet=titles[name])
            issue = _too_large(sheet, found.rows, found.last_row, found.last_column)
            if issue:
                yield issue
                return
            yield from _in_error(sheet, found.errors)


def _is_read(name: str) -> bool:
    """Tell whether a part of the archive is opened when the workbook is read."""
    return name.startswith("xl/") or name in {CONTENT, "styles.xml", "META-INF/manifest.xml"}


def _parts_not_read(names: set[str], where: Location) -> Iterator[Issue]:
    """Say what a workbook holds beside its cells: macros never run, and other files are never opened."""
    if any(name.endswith("vbaProject.bin") for name in names):
        yield problem("ING-121", where, "le classeur contient des macros : elles ne sont ni lues ni lancées")
    if any(name.startswith("xl/externalLinks/") for name in names):
        yield problem(
            "ING-121",
            where,
            "des formules renvoient à d’autres classeurs : ils ne sont pas ouverts, la dernière valeur enregistrée "
            "est lue",
        )


def _scan_open_document(archive: zipfile.ZipFile, where: Location) -> Iterator[Issue]:
    kind = archive.read("mimetype")[:200] if "mimetype" in archive.namelist() else b""
    if b"spreadsheet" not in kind:
        yield problem("ING-104", where, "ce fichier n’est pas un classeur .xlsx")
        return
    tables = measure_tables(archive, MAX_ROWS)
    if not tables:
        yield problem("ING-109", where, "le classeur n’a aucune feuille")
    for table in tables:
        sheet = Location(file=where.file, sheet=table.title)
        issue = _too_large(sheet, table.rows, table.last_row, table.last_column)
        if issue:
            yield issue
            return
        yield from _in_error(sheet, [(row, letters(column - 1)) for row, column in table.errors])


def _in_error(sheet: Location, errors: Iterable[tuple[int, str]]) -> Iterator[Issue]:
    """Yield a problem for each cell that the spreadsheet could not compute; none for a sheet that is not read."""
    for row, column in errors if not is_ignored(sheet.sheet or "") else ():
        yield problem("ING-212", replace(sheet, row=row), "le tableur n’a pas pu calculer la cellule", column=column)


def _too_large(sheet: Location, rows: int, last_row: int, last_column: int) -> Issue | None:
    if rows > MAX_ROWS + 1:
        return too_many_rows(sheet)
    if last_column > MAX_COLUMNS or last_row * last_column > MAX_CELLS:
        return problem(
            "ING-118",
            sheet,
            f"le tableau s’étend sur {last_row} lignes et {last_column} colonnes",
            expected=f"Limites : {MAX_COLUMNS} colonnes, {MAX_CELLS // 1_000_000} millions de cellules.",
        )
    return None


def _rows(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield the XML of each row, from the end of its tag's name; what precedes the first row is left out."""
    # The first piece is what precedes the first row. A tag cut by the end of a chunk is seen with the next one.
    rest, started = b"", False
    while chunk := stream.read(_CHUNK):
        *parts, rest = _ROW.split(rest + chunk)
        for part in parts:
            if started:
                yield part
            started = True
        if not started:
            rest = rest[-_TAG:]
        elif len(rest) > _LONGEST_ROW:
            msg = "a row too long to be one"
            raise ValueError(msg)
    if started:
        yield rest


def _last_column(part: bytes) -> int:
    cells = _CELL.findall(part)
    if not cells:
        return 0
    place = _PLACE.search(cells[-1])
    if place is None:
        return len(cells)
    number = 0
    for letter in place.group(1):
        number = number * 26 + letter - 64
    return number


def _titles(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the sheets: name of the part of the archive -> title."""
    relations = {
        entry.get("Id", ""): entry.get("Target", "")
        for entry in _index(archive, "xl/_rels/workbook.xml.rels").iter()
        if entry.tag.endswith("}Relationship")
    }
    found: dict[str, str] = {}
    for entry in _index(archive, _DOCUMENT).iter():
        if entry.tag.endswith("}sheet"):
            key = next((value for name, value in entry.attrib.items() if name.endswith("}id")), "")
            target = relations.get(key, "")
            found[target.lstrip("/") if target.startswith("/") else f"xl/{target}"] = entry.get("name", "")
    return found


def _index(archive: zipfile.ZipFile, name: str) -> ElementTree.Element:
    if archive.getinfo(name).file_size > _LARGEST_INDEX:
        msg = f"{name} is too large for an index"
        raise ValueError(msg)
    content = archive.read(name)
    if b"<!DOCTYPE" in content:
        msg = f"{name} declares entities"
        raise ValueError(msg)
    return ElementTree.fromstring(content)  # noqa: S314 - small, and without entities: checked above


def _ole(path: Path, where: Location) -> Issue:
    """Tell a protected workbook from an old one: both are OLE files."""
    if _ENCRYPTED in path.read_bytes():
        return problem("ING-105", where, "le classeur est protégé par un mot de passe")
    return problem("ING-104", where, "ce classeur est à l’ancien format .xls, qui n’est pas lu")


def _not_a_workbook(beginning: bytes, where: Location) -> Issue:
    kind = "un fichier PDF" if beginning.startswith(b"%PDF") else "un autre type de fichier"
    return problem("ING-104", where, f"ce n’est pas un classeur : le contenu est {kind}, malgré son nom")
