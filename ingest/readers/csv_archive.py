"""Read the CSV files of a ZIP, such as the one that an export writes, without unpacking it anywhere."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path, PurePosixPath

from graph.model.statement import Location
from ingest.issues import problem
from ingest.kinds_of_files import is_workbook
from ingest.limits import MAX_BYTES, MAX_UNPACKED, size
from ingest.readers.base import NO_OPTIONS, ReadOptions, beginning, unreadable
from ingest.readers.csv_folder import read_table
from ingest.records import ReadResult
from ingest.sheets import is_ignored

_MOST_FILES = 1000


class ArchiveReader:
    """Read a `.zip` of CSV files as a workbook whose sheets they are; the names inside are never paths here."""

    name = "archive"
    title = "Archive de fichiers CSV"
    rank = 70

    def accepts(self, path: Path, options: ReadOptions = NO_OPTIONS) -> bool:
        """Accept a ZIP, by its name and by its first bytes: those of a workbook, which is one too."""
        return path.suffix.lower() == ".zip" and is_workbook(beginning(path))

    def files(self, path: Path) -> list[Path]:
        """Return the file."""
        return [path]

    def read(self, path: Path, options: ReadOptions = NO_OPTIONS) -> ReadResult:
        """Return what the files of the archive say."""
        result = ReadResult(reader=self.name)
        where = Location(file=path.name)
        limit = f"La limite est de {size(MAX_BYTES)} par fichier, et de {size(MAX_UNPACKED)} une fois décompressé."
        try:
            length = path.stat().st_size
            if length > MAX_BYTES:
                result.issues.append(problem("ING-107", where, f"le fichier pèse {size(length)}", expected=limit))
                return result
            with zipfile.ZipFile(path) as archive:
                tables = _tables(archive, where, result)
                # The index may lie about a part: it is then cut there, and its control sum is wrong.
                if max((part.file_size for part in tables), default=0) > MAX_BYTES or (
                    sum(part.file_size for part in tables) > MAX_UNPACKED
                ):
                    result.issues.append(problem("ING-107", where, "ses fichiers sont trop gros", expected=limit))
                    return result
                for part in tables:
                    title = _title(part)
                    table = Location(file=path.name, sheet=title)
                    result.extend(read_table(archive.read(part), title, table, options))
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
            return _failed(self.name, "ING-106", where, "l’archive est abîmée, ou compressée d’une façon inhabituelle")
        except RuntimeError:  # zipfile's word for a part that needs a password
            return _failed(self.name, "ING-105", where, "l’archive est protégée par un mot de passe")
        except OSError as error:
            return unreadable(path, self.name, error)
        return result


def _failed(reader: str, code: str, where: Location, message: str) -> ReadResult:
    return ReadResult(reader=reader, issues=[problem(code, where, message)])


def _tables(archive: zipfile.ZipFile, where: Location, result: ReadResult) -> list[zipfile.ZipInfo]:
    """Return the CSV files of an archive in alphabetical order, at its root or in its folders; tell the others."""
    parts = [part for part in archive.infolist() if not part.is_dir()]
    if len(parts) > _MOST_FILES:
        expected = f"La limite est de {_MOST_FILES} fichiers par archive."
        result.issues.append(problem("ING-107", where, f"l’archive contient {len(parts)} fichiers", expected=expected))
        return []
    found: dict[str, zipfile.ZipInfo] = {}
    for part in sorted(parts, key=lambda part: part.filename):
        inside = PurePosixPath(part.filename)
        if inside.name.startswith((".", "_")) or "__MACOSX" in inside.parts or is_ignored(inside.stem):
            continue
        if inside.suffix.lower() != ".csv":
            told = problem("ING-115", where, f"« {inside.name} » : seuls les fichiers .csv de l’archive sont lus")
        elif inside.stem.casefold() in found:
            told = problem("ING-106", where, f"deux fichiers de l’archive s’appellent « {inside.name} »")
        else:
            found[inside.stem.casefold()] = part
            continue
        result.issues.append(told)
    if not found:
        result.issues.append(problem("ING-109", where, "l’archive ne contient aucun fichier .csv"))
    return list(found.values())


def _title(part: zipfile.ZipInfo) -> str:
    return PurePosixPath(part.filename).stem


READER = ArchiveReader()
