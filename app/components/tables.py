"""Draw a table whose rows open their proof."""

from __future__ import annotations

from app.components import frame, proofs
from app.components.grid import grid
from app.view_models.table import TableView
from app.view_models.typography import number


def draw(table: TableView, key: str, *, height: int | None = None) -> None:
    """
    Draw a table; the row that the reader opens shows its proof in a drawer.

    Parameters
    ----------
    table
        What to draw.
    key
        Key of the table, one per table of the page.
    height
        Most height in pixels; the rows then scroll under their headings.
    """
    if table.hidden:
        shown, every = number(len(table.rows)), number(len(table.rows) + table.hidden)
        frame.note(
            f"Les {shown} premières lignes sur {every} sont affichées. Précisez la question, "
            "ou téléchargez la réponse\u00a0: le fichier a toutes les lignes."
        )
    opened = grid(table, key=key, height=height)
    if opened is not None:
        proofs.open_row(table, table.rows[opened])
