"""Say what may be deposited, and the size of a file, in words."""

from __future__ import annotations

from typing import Final

from app.view_models.typography import NBSP, number
from ingest.limits import MAX_BYTES, MAX_ROWS, size

LIMITS: Final = (
    f"Au plus {size(MAX_BYTES)} par fichier et {number(MAX_ROWS)} lignes par feuille. Formats{NBSP}: classeur "
    "du modèle, fichiers CSV ou leur archive .zip, extrait FINESS, listing d’une ARS (un dispositif et une commune "
    "par ligne), export JSON, GEXF ou GraphML de Maillage, ou n’importe quel tableau dont vous direz ce que veulent "
    "dire les colonnes."
)


def weight(count: int) -> str:
    """Return a number of bytes as people say it."""
    if count < 1024:
        return f"{number(count)}{NBSP}octets"
    if count < 1024 * 1024:
        return f"{number(round(count / 1024))}{NBSP}ko"
    return f"{number(round(count / 1024 / 1024, 1))}{NBSP}Mo"
