"""Lay the overlaps of a territory out as a matrix of schemes: each cell says its figure and can open its pair."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from app.view_models.recouvrements import all_rows
from app.view_models.typography import number, typeset
from graph.answer import Answer, Row

MOST_SCHEMES: Final = 25
"""Schemes that stay readable in one matrix."""

_NOTHING, _SAME, _PART, _LATER, _UNKNOWN, _CUT = "–", "=", "⊂", "≠", "?", "…"
_SURE, _UNSURE = "0,69", "(0,69)"
LEGEND: Final[Mapping[str, str]] = {
    _SURE: "indice, de 0 à 1 ; le fond est plus marqué quand il est plus fort",
    _UNSURE: "indice peu sûr : moins de la moitié des poids repose sur des données",
    _UNKNOWN: "des communes ne sont pas connues : le recouvrement ne peut pas être mesuré",
    _NOTHING: "aucune commune en commun",
    _SAME: "le même dispositif dans le temps : l’un renouvelle l’autre",
    _PART: "l’un fait partie de l’autre",
    _LATER: "périodes qui ne se croisent pas",
    _CUT: "paire non calculée ici : choisissez moins de types de dispositif",
}
"""What each cell of the matrix may say."""


@dataclass(frozen=True, slots=True)
class Cell:
    """
    Hold one cell of the matrix.

    Parameters
    ----------
    text
        What is written.
    help
        The same in words.
    strength
        0 to 4: how marked the ground is.
    pair
        Ids of the two schemes, when there is something to open; else empty.
    """

    text: str
    help: str = ""
    strength: int = 0
    pair: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Matrix:
    """
    Hold the matrix of schemes.

    Parameters
    ----------
    schemes
        Id and name of each scheme, in order.
    cells
        One row per scheme; empty on the diagonal.
    left
        How many schemes do not stand in it.
    signs
        Signs that it uses, with what they mean.
    """

    schemes: tuple[tuple[str, str], ...]
    cells: tuple[tuple[Cell, ...], ...]
    left: int
    signs: tuple[tuple[str, str], ...]


def build_matrix(answer: Answer, most: int = MOST_SCHEMES) -> Matrix:
    """
    Return the matrix of the schemes that overlap most.

    Parameters
    ----------
    answer
        Answer to the question `recouvrements`.
    most
        Most schemes in it: those that come first in the list of pairs.
    """
    rows = all_rows(answer)
    names: dict[str, str] = {}
    for row in rows:
        for side in ("a", "b"):
            names.setdefault(row.valeurs[f"{side}_id"], str(row.valeurs[side]))
    kept = sorted(list(names)[:most], key=lambda id_: (names[id_].casefold(), id_))
    by_pair = {frozenset((row.valeurs["a_id"], row.valeurs["b_id"])): row for row in rows}
    apart = {
        frozenset((row.valeurs["dispositif_id"], row.valeurs["autre_id"])): str(row.valeurs["raison"])
        for row in answer.tableaux["non_compares"].lignes
        if row.valeurs["autre_id"]
    }
    counted_pairs = sum(answer.mesures.get(name) or 0 for name in ("n_recouvrements", "n_indetermines", "n_cadres"))
    complete = len(rows) >= counted_pairs
    cells = tuple(
        tuple(
            Cell("") if one == other else _cell(frozenset((one, other)), by_pair, apart, complete, names)
            for other in kept
        )
        for one in kept
    )
    used = {_sign(cell.text) for line in cells for cell in line}
    signs = tuple((sign, meaning) for sign, meaning in LEGEND.items() if sign in used)
    return Matrix(tuple((id_, typeset(names[id_])) for id_ in kept), cells, len(names) - len(kept), signs)


def _sign(text: str) -> str:
    """Return the sign of the legend that a cell stands for."""
    return _SURE if text[:1].isdigit() else _UNSURE if text.startswith("(") else text


def _cell(
    pair: frozenset[str],
    rows: Mapping[frozenset[str], Row],
    apart: Mapping[frozenset[str], str],
    complete: bool,
    names: Mapping[str, str],
) -> Cell:
    ids = tuple(sorted(pair))
    title = " et ".join(names[id_] for id_ in ids)
    if pair in apart:
        text = _SAME if "renouvelle" in apart[pair] else _PART if "partie" in apart[pair] else _LATER
        return Cell(text, typeset(f"{title} : {apart[pair]}"), 0, ids)
    if pair not in rows:
        return Cell(
            _NOTHING if complete else _CUT, typeset(f"{title} : {'rien en commun' if complete else 'non calculé'}")
        )
    values = rows[pair].valeurs
    if values["classe"] == "indetermine":
        return Cell(_UNKNOWN, typeset(f"{title} : territoire commun inconnu"), 0, ids)
    index = values["indice"]
    text = number(index, 2)
    strength = min(4, int(index * 5))
    if values["confiance"] < 0.5:
        return Cell(f"({text})", typeset(f"{title} : indice {text}, peu sûr"), min(strength, 1), ids)
    return Cell(text, typeset(f"{title} : indice {text}"), strength, ids)
