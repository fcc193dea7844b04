"""Read CSV: a folder with one file per table, or one file whose name is that of its table."""

from __future__ import annotations

from pathlib import Path

from graph.model.statement import Location
from ingest.csv_text import TableRefused, csv_rows, separator, separator_note
from ingest.decode import decode
from ingest.encodings import Decoded, decode_text
from ingest.issues import Issue, problem
from ingest.kinds_of_files import TEXTS, WORKBOOKS, is_text, is_workbook
from ingest.limits import MAX_BYTES, size
from ingest.readers.base import NO_OPTIONS, SNIFFED, ReadOptions, beginning, unreadable
from ingest.records import ReadResult
from ingest.sheets import find_sheet, is_ignored
from ingest.table_repairs import Repairs, mend_rows
from ingest.tables import RawTable


class CsvReader:
    """Read a `.csv` file or a folder of them, whatever its encoding and the sign between its columns."""

    name = "csv"
    title = "Fichiers CSV"
    rank = 90

    def accepts(self, path: Path, options: ReadOptions = NO_OPTIONS) -> bool:
        """Accept any folder, a `.csv`, `.tsv` or `.txt` file, and a text that has the name of a workbook."""
        if path.is_dir():
            return True
        if path.suffix.lower() in TEXTS:
            return not is_workbook(beginning(path))
        return path.suffix.lower() in WORKBOOKS and is_text(beginning(path))

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
    where = Location(file=path.name)
    length = path.stat().st_size
    if length > MAX_BYTES:
        expected = f"La limite est de {size(MAX_BYTES)}."
        issue = problem("ING-107", where, f"le fichier pèse {size(length)}", expected=expected)
        return ReadResult(reader=CsvReader.name, issues=[issue])
    result = read_table(path.read_bytes(), path.stem, where, options)
    if path.suffix.lower() in WORKBOOKS:
        result.issues.insert(0, problem("ING-119", where, "malgré son nom, ce fichier est un texte de type CSV"))
    return result


def read_table(content: bytes, title: str, where: Location, options: ReadOptions) -> ReadResult:
    """
    Return what one text table says.

    Parameters
    ----------
    content
        Bytes of the file.
    title
        Its name without the extension: that of its sheet.
    where
        File, and table when the file holds several.
    options
        What the person chose.
    """
    failed = ReadResult(reader=CsvReader.name)
    if not content:
        failed.issues.append(problem("ING-103", where, "le fichier est vide"))
        return failed
    if is_workbook(content[:SNIFFED]):
        expected = "Renommez-le en .xlsx et importez-le à part."
        failed.issues.append(problem("ING-102", where, "malgré son nom, ce fichier est un classeur", expected=expected))
        return failed
    decoded = decode_text(content)
    if "\0" in decoded.text:
        failed.issues.append(problem("ING-114", where, "ce fichier n’est pas un texte"))
        return failed
    sign = separator(decoded.text, find_sheet(title))
    notes = [note for note in (_encoding_note(decoded, where), separator_note(sign, where)) if note]
    repairs = Repairs()
    rows = mend_rows(csv_rows(decoded.text, sign, where), repairs)
    table = RawTable(file=where.file, title=title, sheet=where.sheet, rows=rows, repairs=repairs)
    try:
        result = decode(table, CsvReader.name, options.choices)
    except TableRefused as refused:
        failed.issues.append(refused.issue)
        return failed
    result.issues[:0] = notes
    return result


def _encoding_note(decoded: Decoded, where: Location) -> Issue | None:
    if not decoded.title:
        return None
    return problem("ING-522", where, f"le fichier n’est pas en UTF-8 : il est lu en {decoded.title}")


READER = CsvReader()
