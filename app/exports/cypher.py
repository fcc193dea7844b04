"""Write the base, or chosen facts of it, as a Cypher script: what it builds, and what its comments say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from app.exports.facts import Facts
from app.exports.heading import heading
from graph.plan import NodeState, RelationshipState, State
from graph.store.cypher_script import write_cypher_script
from graph.store.journal import JournalEntry

_USE = (
    "Reconstruit ce graphe sur une base Neo4j 5 vide : cypher-shell -f ce-fichier.cypher, ou copier-coller dans Neo4j "
    "Browser. Maillage s’y relie ensuite par NEO4J_URI.",
    "La base doit être vide. Si le script s’interrompt, videz-la et recommencez : tant que la dernière ligne n’est pas "
    "passée, Maillage refuse de lire un graphe à moitié construit.",
)
_PART = (
    "Ce script ne tient que des faits choisis, avec tout le référentiel : la version du graphe reconstruit n’est pas "
    "celle de la base d’origine."
)


def write_cypher(path: Path, facts: Facts, states: Sequence[State], journal: Sequence[JournalEntry]) -> None:
    """
    Write a script.

    Parameters
    ----------
    path
        File to create, or to replace.
    facts
        What is exported.
    states
        All that the store holds: the reference goes along.
    journal
        Journal of the store, newest first; left out with a part of the facts, that no import wrote.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    whole = facts.territoire is None and facts.date is None and not facts.part
    about = [f"{what} : {said}" for what, said in heading(facts, _USE if whole else (*_USE, _PART)).rows()]
    write_cypher_script(path, states if whole else chosen(states, facts), journal if whole else (), about)


def chosen(states: Iterable[State], facts: Facts) -> list[State]:
    """Return the chosen facts with the reference: all of it, for the questions that go from a territory to others."""
    nodes = {node.id for node in facts.nodes}
    links = {link.id for link in facts.relationships}
    kept: list[State] = []
    ids: set[str] = set()
    for state in states:
        if isinstance(state, NodeState) and (state.id in nodes or state.reference or not state.fait):
            kept.append(state)
            ids.add(state.id)
        elif isinstance(state, RelationshipState) and (
            state.id in links or ((state.reference or not state.fait) and {state.start, state.end} <= ids)
        ):
            kept.append(state)
    return kept
