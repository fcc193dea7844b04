"""Read CSV: a folder with one file per table, or one file whose name is that of its table."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from graph.model.statement import Location
from ingest.decode import decode
from ingest.issues import problem
from ingest.limits import MAX_BYTES, MAX_ROWS, size, too_many_rows
from ingest.readers.base import NO_OPTIONS, ReadOptions, unreadable
from ingest.records import ReadResult
from ingest.sheets import is_ignored
from ingest.tables import RawTable

_DELIMITERS = ";,\t"


class _TooManyRows(Exception):
    """Stop reading at the limit."""


class CsvReader:
    """Read a `.csv` file or a folder of them: UTF-8 with or without mark; `;`, `,` or tabulation."""

    name = "csv"
    title = "Fichiers CSV"

    def accepts(self, path: Path) -> bool:
        """Accept a `.csv` file or any folder."""
        return path.is_dir() or path.suffix.lower() == ".csv"

    def files(self, path: Path) -> list[Path]:
        """Return the file, or the CSV files of the folder in alphabetical order."""
        if not path.is_dir():
            return [path]
        return sorted(entry for entry in path.iterdir() if entry.is_file() and entry.suffix.lower() == ".csv")

    def read(self, path: Path, options: ReadOptions = NO_OPTIONS) -> ReadResult:
        """Return what the file or the folder says."""
        result = ReadResult(reader=self.name)
        try:
            files = self.files(path)
            if path.is_dir():
                _report_others(path, result)
        except OSError as error:
            return unreadable(path, self.name, error)
        if not files:
            result.issues.append(
                problem("ING-109", Location(file=path.name), "le dossier ne contient aucun fichier .csv")
            )
        for file in files:
            if not is_ignored(file.stem):
                try:
                    result.extend(_read_file(file, options))
                except OSError as error:
                    result.extend(unreadable(file, self.name, error))
        return result


def _report_others(folder: Path, result: ReadResult) -> None:
    for entry in sorted(folder.iterdir()):
        hidden = entry.name.startswith((".", "_")) or is_ignored(entry.stem)
        if not hidden and (entry.is_dir() or entry.suffix.lower() != ".csv"):
            result.issues.append(
                problem("ING-115", Location(file=entry.name), "seuls les fichiers .csv placés dans le dossier sont lus")
            )


def _read_file(path: Path, options: ReadOptions) -> ReadResult:
    failed = ReadResult(reader=CsvReader.name)
    where = Location(file=path.name)
    length = path.stat().st_size
    if length == 0:
        failed.issues.append(problem("ING-103", where, "le fichier est vide"))
        return failed
    if length > MAX_BYTES:
        failed.issues.append(
            problem(
                "ING-107", where, f"le fichier pèse {size(length)}", expected=f"La limite est de {size(MAX_BYTES)}."
            )
        )
        return failed
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        failed.issues.append(
            problem(
                "ING-114",
                where,
                f"le fichier n’est pas en UTF-8 (octet {error.start + 1})",
                expected="Un tableur français enregistre souvent en Windows-1252.",
            )
        )
        return failed
    table = RawTable(file=path.name, title=path.stem, sheet=None, rows=_rows(text))
    try:
        return decode(table, CsvReader.name, options.choices)
    except _TooManyRows:
        failed.issues.append(too_many_rows(where))
    except csv.Error:
        failed.issues.append(
            problem("ING-106", where, "le découpage en colonnes est impossible (guillemet non fermé ?)")
        )
    return failed


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    # A field may hold a whole document; the length of a cell is judged, and said, later.
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    kept = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    for number, cells in enumerate(reader, start=1):
        kept += any(cell.strip() for cell in cells)
        if kept > MAX_ROWS + 1:
            raise _TooManyRows
        yield number, cells


def _delimiter(text: str) -> str:
    """Choose the sign that cuts the heading row into the most cells."""
    heading = next((line for line in text.splitlines() if line.strip()), "")
    return max(_DELIMITERS, key=lambda sign: len(next(csv.reader([heading], delimiter=sign))))


READER = CsvReader()
