"""Define what a reader is and find them: a module of this package that has a `READER` is one more format."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import ingest.readers
from graph.model.statement import Location
from ingest.choices import NO_CHOICES, Choices
from ingest.issues import problem
from ingest.records import ReadResult


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """
    Hold what a person chose about the reading.

    Parameters
    ----------
    choices
        Repairs refused and cells corrected.
    folder
        Folder where the person's settings are kept (saved column mappings), or None.
    """

    choices: Choices = NO_CHOICES
    folder: Path | None = None


NO_OPTIONS = ReadOptions()

SNIFFED = 64 * 1024
"""Bytes of a file that a reader may look at to know whether it is its own."""


class Reader(Protocol):
    """
    Turn one file into records and problems.

    Attributes
    ----------
    name
        Short ASCII name, given with `--reader` and kept in the journal.
    title
        French name of the format.
    rank
        Place among the readers: those that know their files by what is in them come first (low), those that take
        any file of an extension come last.
    """

    name: str
    title: str
    rank: int

    def accepts(self, path: Path, options: ReadOptions = NO_OPTIONS) -> bool:
        """Tell, from the name, the kind and at most the beginning of a file, whether this reader should read it."""
        ...

    def read(self, path: Path, options: ReadOptions = NO_OPTIONS) -> ReadResult:
        """Return everything the file says; any defect of the file is a problem in the result, never an exception."""
        ...

    def files(self, path: Path) -> list[Path]:
        """Return the files that are really read: what the digest of the import covers, in order."""
        ...


def readers() -> dict[str, Reader]:
    """Return every reader by name, in the order in which they are asked (see `Reader.rank`)."""
    found: list[Reader] = []
    for module in sorted(pkgutil.iter_modules(ingest.readers.__path__), key=lambda entry: entry.name):
        loaded = importlib.import_module(f"{ingest.readers.__name__}.{module.name}")
        reader: Reader | None = getattr(loaded, "READER", None)
        if reader is not None:
            found.append(reader)
    return {reader.name: reader for reader in sorted(found, key=lambda entry: (entry.rank, entry.name))}


def reader_for(path: Path, options: ReadOptions = NO_OPTIONS) -> Reader | None:
    """Return the first reader that accepts a file, or None."""
    for reader in readers().values():
        if reader.accepts(path, options):
            return reader
    return None


def beginning(path: Path) -> bytes:
    """Return the first bytes of a file, at most `SNIFFED`; none when it is a folder or cannot be read."""
    try:
        with path.open("rb") as stream:
            return stream.read(SNIFFED)
    except OSError:
        return b""


def unreadable(path: Path, reader: str, error: OSError) -> ReadResult:
    """Return the result of a file that the system does not let us read."""
    if isinstance(error, FileNotFoundError):
        reason = "le fichier n’existe pas"
    else:
        reason = "le système en refuse la lecture" if isinstance(error, PermissionError) else "sa lecture a échoué"
    return ReadResult(reader=reader, issues=[problem("ING-101", Location(file=path.name), reason)])
