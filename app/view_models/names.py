"""Offer the objects of the base by name: what a reader types is found by name, acronym, other name or code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from app.view_models.typography import typeset
from graph.answers.context import Context
from graph.answers.parameters import describe_territory
from graph.model.ontology import node_spec
from graph.model.vocabularies import vocabulary

MOST: Final = 6000
"""Most names that one list offers; beyond, communes without any fact are left to the search."""

_TYPES: Final = (
    ("type_territoire", "types_territoire"),
    ("type_dispositif", "types_dispositif"),
    ("type_acteur", "types_acteur"),
)
_WIDE: Final = {"region": 0, "departement": 1, "pays": 2, "epci": 3, "commune": 5}


def build_options(names: Iterable[Mapping[str, Any]], labels: Iterable[str]) -> dict[str, str]:
    """
    Return the label of each object by id, in the order of the list: facts first, then wide territories, then by name.

    Parameters
    ----------
    names
        Rows of the reading `noms`.
    labels
        Labels offered; an object with one of them is kept. None at all offers every object.
    """
    wanted = set(labels)
    rows = [row for row in names if not wanted or wanted & set(row["labels"])]
    if len(rows) > MOST:
        rows = [row for row in rows if row["est_fait"] or row["type_territoire"] != "commune"]
    rows.sort(
        key=lambda row: (
            not row["est_fait"],
            _WIDE.get(row["type_territoire"] or "", 4),
            row["nom"].casefold(),
            row["id"],
        )
    )
    return {row["id"]: option_label(row) for row in rows}


def option_label(row: Mapping[str, Any]) -> str:
    """Return a name with what tells it from others: nature, code, acronym."""
    nature = nature_words(row)
    code = f" {row['code']}" if row.get("code") and "Territoire" in row["labels"] else ""
    acronym = f" ({row['sigle']})" if row.get("sigle") and row["sigle"] not in row["nom"] else ""
    return typeset(f"{row['nom']}{acronym} · {nature}{code}")


def nature_words(row: Mapping[str, Any]) -> str:
    """Return what an object is: its type, without the examples in brackets, else its label."""
    for column, name in _TYPES:
        code = row.get(column)
        if code:
            return code if column == "type_dispositif" else _lower(vocabulary(name).label(code).split(" (")[0])
    spec = next((spec for label in row["labels"] if (spec := node_spec(label))), None)
    return spec.caption.lower() if spec else "objet"


def territory_name(context: Context, identifier: str) -> str:
    """Return a territory in words, typeset."""
    return typeset(describe_territory(context, identifier))


def _lower(text: str) -> str:
    """Return a text without its capital, unless it begins with an acronym."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]
