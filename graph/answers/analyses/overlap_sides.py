"""Set the two schemes of a pair side by side: what only one has, and what both have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from graph.analysis.comparison import Comparison
from graph.analysis.content import Found
from graph.analysis.perimeters import commune_codes
from graph.answer import Row
from graph.answers.context import Context
from graph.answers.rows import fact_proofs, fact_state
from graph.answers.sentence import listing
from graph.certainty import Certitude
from graph.model.ontology import relationship_spec
from graph.reference.loader import load_reference
from graph.snapshot import Fact
from graph.territory import Territories

BOTH, ONLY_A, ONLY_B = SIDES = ("commun", "A seul", "B seul")
"""Sides, in the order they are listed."""


def sides_of(
    context: Context, compared: Comparison, perimeters: Sequence[Sequence[Fact]], territories: Territories
) -> dict[str, list[Row]]:
    """
    Return the themes, publics, members and communes of a pair, each with its side; shared ones first.

    Parameters
    ----------
    context, compared
        What surrounds the answer, and the pair.
    perimeters
        Statements of the perimeter of each scheme.
    territories
        Communes of the territories that they name.
    """
    one, other = compared.contents
    return {
        "themes": _terms(context, "theme", one.themes, other.themes),
        "publics": _terms(context, "public", one.publics, other.publics),
        "membres": _members(context, one.membres, other.membres),
        "communes": _communes(context, compared, perimeters, territories),
    }


def _terms(context: Context, name: str, one: Found, other: Found) -> list[Row]:
    rows = []
    for id_, side in _placed(one, other):
        facts = (*one.get(id_, ()), *other.get(id_, ()))
        values = {
            f"{name}_id": id_,
            name: context.name_of.get(id_, id_),
            "cote": side,
            "mentions_a": len(one.get(id_, ())),
            "mentions_b": len(other.get(id_, ())),
        }
        rows.append(Row(values, fact_state(facts), fact_proofs(context, facts)))
    return rows


def _members(context: Context, one: Found, other: Found) -> list[Row]:
    rows = []
    for id_, side in _placed(one, other):
        facts = (*one.get(id_, ()), *other.get(id_, ()))
        values = {
            "acteur_id": id_,
            "acteur": context.name_of.get(id_, id_),
            "cote": side,
            "roles_a": _roles(context, one.get(id_, ())),
            "roles_b": _roles(context, other.get(id_, ())),
        }
        rows.append(Row(values, fact_state(facts), fact_proofs(context, facts)))
    return rows


def _communes(
    context: Context, compared: Comparison, perimeters: Sequence[Sequence[Fact]], territories: Territories
) -> list[Row]:
    cover = compared.cover
    placed = [[(fact, territories.communes(fact.end)) for fact in facts] for facts in perimeters]
    shares = cover.shares.toarray()
    codes, communes = commune_codes(), load_reference().communes
    touched = np.flatnonzero(shares.any(axis=0))
    rows = []
    for place in touched:
        code, (part_a, part_b) = codes[place], shares[:, place].tolist()
        count = cover.population[place]
        values = {
            "territoire_id": f"COM-{code}",
            "territoire": communes[code].nom,
            "cote": BOTH if part_a and part_b else ONLY_A if part_a else ONLY_B,
            "part_a": part_a or None,
            "part_b": part_b or None,
            "population": None if np.isnan(count) else int(count),
        }
        sides = [side for side, part in zip(placed, (part_a, part_b), strict=True) if part]
        facts = [fact for side in sides for fact, inside in side if code in inside]
        rows.append(Row(values, Certitude.INCERTAIN, fact_proofs(context, facts)))
    return sorted(
        rows,
        key=lambda row: (SIDES.index(row.valeurs["cote"]), row.valeurs["territoire"], row.valeurs["territoire_id"]),
    )


def _placed(one: Found, other: Found) -> list[tuple[str, str]]:
    """Return what either side names, with its side; shared ones first, then those of A, then those of B."""
    sides = {id_: BOTH if id_ in one and id_ in other else ONLY_A if id_ in one else ONLY_B for id_ in (*one, *other)}
    return sorted(sides.items(), key=lambda item: (SIDES.index(item[1]), item[0]))


def _roles(context: Context, facts: Iterable[Fact]) -> list[str]:
    """Return what an actor does, in words: each kind of role once, then where."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for fact in facts:
        spec = relationship_spec(fact.type)
        found[spec.caption if spec else fact.type][f"« {context.name_of.get(fact.end, fact.end)} »"] = None
    return [f"{verb} {listing(names)}" for verb, names in found.items()]
