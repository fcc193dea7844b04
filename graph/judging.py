"""Prepare a judgement and write it: read what the two records touch, compute the plan, journal it."""

from __future__ import annotations

import secrets
from collections import Counter
from datetime import UTC, datetime

from graph.judgement import Judgement, Verdict, judgement_plan
from graph.plan import ChangeKind, Plan
from graph.state import NodeState, RelationshipState, State
from graph.store.journal import JournalEntry
from graph.store.store import Store
from queries.catalogue import get

NATURE = "jugement"
"""Nature of the journal entries of judgements."""

_WORDS = {
    Verdict.ALIAS: "même objet, deux écritures",
    Verdict.FUSION: "l’un a repris l’autre",
    Verdict.DISTINCT: "deux objets différents",
}


def prepare_judgement(store: Store, judgement: Judgement) -> Plan:
    """
    Return the plan of a judgement; the store is only read.

    Raises
    ------
    JudgementRefused
        If it cannot be made.
    """
    base_version = store.version()
    return judgement_plan(judgement, read_around(store, judgement.garde, judgement.autre), base_version=base_version)


def read_around(store: Store, one: str, two: str) -> dict[str, State]:
    """Return two nodes and every relationship that touches either, or names it as its context, by id."""
    rows = store.read(get("autour_de_deux").cypher, {"ids": sorted({one, two})})
    return store.current({one, two}, {(row["type"], row["depart"], row["arrivee"]) for row in rows})


def fuller(store: Store, one: str, two: str) -> str:
    """Return the id of the record that most is said of: relationships, then properties; the first when both equal."""
    around = read_around(store, one, two)
    links = Counter(
        end for state in around.values() if isinstance(state, RelationshipState) for end in {state.start, state.end}
    )

    def said(id_: str) -> tuple[int, int]:
        state = around.get(id_)
        return links[id_], len(state.properties) if isinstance(state, NodeState) else 0

    return two if said(two) > said(one) else one


def apply_judgement(store: Store, judgement: Judgement, plan: Plan) -> JournalEntry | None:
    """
    Write a judgement whole or not at all; return its entry, or None when the graph says it already.

    Raises
    ------
    graph.store.conflicts.StalePlan
        If the graph changed since the plan was computed.
    """
    if plan.is_empty:
        return None
    entry = JournalEntry(
        id=f"jug-{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{secrets.token_hex(2)}",
        nature=NATURE,
        fichier=describe(judgement, _names(store, judgement)),
        sha256="",
        lecteur=NATURE,
        date="",
        comptes={
            "crees": plan.counts_by_name(ChangeKind.CREE),
            "modifies": plan.count(ChangeKind.MODIFIE),
            "clos": plan.count(ChangeKind.CLOS),
            "retires": plan.count(ChangeKind.RETIRE),
            "referentiel": {},
        },
    )
    return store.apply(plan, entry)


def describe(judgement: Judgement, names: tuple[str, str]) -> str:
    """Return a judgement in a few French words, for the journal."""
    return f"{names[1]} et {names[0]} ({_WORDS[judgement.verdict]})"


def _names(store: Store, judgement: Judgement) -> tuple[str, str]:
    found = store.current({judgement.garde, judgement.autre}, set())
    first, second = found.get(judgement.garde), found.get(judgement.autre)
    return (
        str(first.properties.get("nom")) if isinstance(first, NodeState) else judgement.garde,
        str(second.properties.get("nom")) if isinstance(second, NodeState) else judgement.autre,
    )
