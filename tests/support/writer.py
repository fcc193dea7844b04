"""Write a plan of a chosen size in a process of its own, that a test can watch, hold back or kill.

Run as a module with the number of changes and of changes per transaction. Prints one line when it begins (versions
before and after), one per transaction when asked to wait (it then waits for a line), one when it has ended.
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Iterator

from graph.model.statement import relationship_id
from graph.plan import Change, ChangeKind, NodeState, Plan, RelationshipState, State
from graph.settings import Settings
from graph.store.journal import JournalEntry
from graph.store.store import Store
from ingest.importer import new_id

BASE = 60
"""Actors that the store holds before."""


def actor(number: int, name: str, *, file: str) -> NodeState:
    """Return an actor."""
    return NodeState(
        id=f"acteur:{number:06}",
        labels=("Acteur",),
        properties={"nom": name, "preuve_sources": [file], "preuve_citations": [f"Ligne {number}"]},
        fait=True,
        origines=(file,),
    )


def tie(start: str, end: str, *, file: str) -> RelationshipState:
    """Return a tie between two actors."""
    return RelationshipState(
        id=relationship_id("LIEN", start, end, "cooperation"),
        type="LIEN",
        start=start,
        end=end,
        properties={"role": "cooperation", "valid_from": "2021-01-01"},
        fait=True,
        origines=(file,),
    )


def created(states: Iterator[State] | list[State]) -> tuple[Change, ...]:
    """Return the changes that create states."""
    return tuple(Change(ChangeKind.CREE, None, state) for state in states)


def base_changes() -> tuple[Change, ...]:
    """Return what a store holds before: some actors, each tied to the next."""
    actors = [actor(number, f"Base {number}", file="base.csv") for number in range(BASE)]
    ties = [tie(a.id, b.id, file="base.csv") for a, b in itertools.pairwise(actors)]
    return created([*actors, *ties])


def import_changes(count: int) -> tuple[Change, ...]:
    """Return an import: every former actor renamed, one tie removed, new actors, each tied to a former one."""
    renamed = [
        Change(
            ChangeKind.MODIFIE,
            actor(number, f"Base {number}", file="base.csv"),
            actor(number, f"Nom {number}", file="base.csv"),
        )
        for number in range(BASE)
    ]
    gone = Change(ChangeKind.RETIRE, tie("acteur:000000", "acteur:000001", file="base.csv"), None)
    new = [actor(BASE + number, f"Acteur {number}", file="liste.csv") for number in range((count - BASE) // 2)]
    ties = [tie(state.id, f"acteur:{index % BASE:06}", file="liste.csv") for index, state in enumerate(new)]
    return (gone, *renamed, *created([*new, *ties]))


def entry(id_: str | None = None, file: str = "liste.csv") -> JournalEntry:
    """Return a journal entry to apply a plan with."""
    return JournalEntry(id=id_ or new_id(), nature="import", fichier=file, sha256="0", lecteur="essai", date="")


def fill(store: Store) -> str:
    """Write what the store holds before, and return its version."""
    plan = Plan(changes=base_changes(), unchanged=0, base_version=store.version())
    return store.apply(plan, entry(file="base.csv")).version_apres


def main() -> None:
    """Apply the import."""
    count, batch, waits = int(sys.argv[1]), int(sys.argv[2]), "--wait" in sys.argv
    with Store.open(Settings()) as store:
        plan = Plan(changes=import_changes(count), unchanged=0, base_version=store.version())
        print("begin", plan.base_version, plan.version_after, flush=True)

        def told(done: float) -> None:
            if waits:
                print("done", done, flush=True)
                sys.stdin.readline()

        store.apply(plan, entry(), batch=batch, progress=told)
        print("end", flush=True)


if __name__ == "__main__":
    main()
