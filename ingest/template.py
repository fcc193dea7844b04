"""Write the empty workbook that people fill in: every table of the model, with help and drop-down lists."""

from __future__ import annotations

from pathlib import Path

from ingest.sheets import sheets
from ingest.workbook_writer import empty_tables, write_tables

TITLE = "Maillage : modèle de classeur"


def write_template(path: Path) -> None:
    """
    Write the template, from the model as it is declared at the time of the call.

    Parameters
    ----------
    path
        File to create, or to replace.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    write_tables(path, empty_tables(sheets()), TITLE)
