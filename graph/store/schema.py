"""Create the constraints that the model implies: unique ids, for every node and every relationship type."""

from __future__ import annotations

from graph.model.ontology import ENTITE, node_specs, relationship_specs
from graph.store.connection import Connection

ETAT = "EtatMaillage"
"""Technical label of the one node that holds the graph's version."""

ENTREE = "EntreeJournal"
"""Technical label of the journal's nodes."""

MORCEAU = "JournalMorceau"
"""Technical label of the nodes that keep the changes of each journal entry."""


def ensure_schema(connection: Connection) -> None:
    """
    Create what is missing: labels, types, unique `id` of nodes and of each relationship type.

    Idempotent; run when a store opens, so that a newly declared type has its constraint at once.
    """
    wanted = constraints()
    existing = {row["name"] for row in connection.read("SHOW CONSTRAINTS YIELD name RETURN name")} if wanted else set()
    missing = [statement for name, statement in wanted.items() if name not in existing]
    if not missing:
        return
    # All at once: a transaction for each takes twice as long, and a fresh store lacks them all.
    with connection.transaction() as transaction:
        for statement in missing:
            transaction.run(statement)


def constraints() -> dict[str, str]:
    """Return the statement that creates each constraint, by the name of the constraint."""
    labels = [ENTITE, ETAT, ENTREE, MORCEAU, *(spec.label for spec in node_specs())]
    wanted = {
        f"unique_{label}": f"CREATE CONSTRAINT unique_{label} IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
        for label in labels
    }
    for spec in relationship_specs():
        wanted[f"unique_{spec.type}"] = (
            f"CREATE CONSTRAINT unique_{spec.type} IF NOT EXISTS FOR ()-[r:{spec.type}]-() REQUIRE r.id IS UNIQUE"
        )
    return wanted
