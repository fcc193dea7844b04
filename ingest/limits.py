"""State the limits of what a file may hold; the messages and the guide say them too."""

from __future__ import annotations

from graph.model.statement import Location
from ingest.issues import Issue, problem

MAX_BYTES = 50 * 1024 * 1024
"""Largest file, in bytes."""

MAX_UNPACKED = 500 * 1024 * 1024
"""Largest workbook once unpacked, in bytes: a workbook is a ZIP."""

MAX_ROWS = 200_000
"""Most rows of data in one sheet or CSV file; empty rows do not count."""

MAX_COLUMNS = 500
"""Widest table."""

MAX_CELLS = 15_000_000
"""Largest rectangle that holds all the values of a sheet, empty cells included."""


def size(length: int) -> str:
    """Return a number of bytes as people read it: `50 Mo`."""
    return f"{length / 1024 / 1024:.0f} Mo"


def too_many_rows(where: Location) -> Issue:
    """Say that a table has more rows than the limit."""
    return problem(
        "ING-108",
        where,
        f"plus de {thousands(MAX_ROWS)} lignes de données",
        expected=f"La limite est de {thousands(MAX_ROWS)} lignes par feuille.",
    )


def thousands(number: int) -> str:
    """Return a number with thin spaces between its thousands."""
    return f"{number:,}".replace(",", "\u202f")


def counted(number: int, singular: str, plural: str = "") -> str:
    """Return a number and its words, agreed: from two on, the plural, which adds an `s` unless it is given."""
    return f"{thousands(number)} {singular if abs(number) < 2 else plural or f'{singular}s'}"
