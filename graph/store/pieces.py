"""Keep the changes that each journal entry made, in pieces beside it, so that it can be taken back.

A piece is a packed list of changes (see `graph.store.redo.pack`) in one technical node, written in the transaction of
the changes it tells: what is in the graph can always be undone, what is not has left no piece.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph.model.ontology import node_spec, relationship_spec
from graph.plan import Change, NodeState, State
from graph.store.connection import Connection, Transaction
from graph.store.errors import StoreError
from graph.store.redo import unpack
from graph.store.schema import MORCEAU

_TOGETHER = 20
"""Pieces that one statement carries."""


class PiecesLost(StoreError):
    """The changes of an entry are not all there, or not readable."""

    code = "GRA-251"
    default_remedy = "Rien n’a été écrit. Restaurez une sauvegarde antérieure à cette écriture."


@dataclass(frozen=True, slots=True)
class Piece:
    """
    Hold one piece.

    Parameters
    ----------
    entree
        Id of the journal entry.
    rang
        Place among its pieces, from 0, in the order of application.
    contenu
        Packed changes.
    """

    entree: str
    rang: int
    contenu: str

    @property
    def id(self) -> str:
        """Return the id of its node."""
        return _id(self.entree, self.rang)


def write_pieces(transaction: Transaction, pieces: Iterable[Piece]) -> int:
    """Write pieces, in the place of those with the same ids; return how many."""
    rows = [{"id": piece.id, "entree": piece.entree, "rang": piece.rang, "contenu": piece.contenu} for piece in pieces]
    for start in range(0, len(rows), _TOGETHER):
        transaction.run(
            f"UNWIND $rows AS row MERGE (m:{MORCEAU} {{id: row.id}}) SET m = row",
            {"rows": rows[start : start + _TOGETHER]},
        )
    return len(rows)


def read_pieces(connection: Connection, entry_id: str, count: int) -> Iterator[Piece]:
    """
    Yield the pieces of an entry, in order.

    Raises
    ------
    PiecesLost
        If one is missing.
    """
    for start in range(0, count, _TOGETHER):
        wanted = [_id(entry_id, rang) for rang in range(start, min(start + _TOGETHER, count))]
        rows = connection.read(
            f"UNWIND $ids AS wanted MATCH (m:{MORCEAU} {{id: wanted}}) "
            "RETURN m.rang AS rang, m.contenu AS contenu ORDER BY rang",
            {"ids": wanted},
        )
        if len(rows) != len(wanted):
            raise PiecesLost(f"Les changements de l’écriture {entry_id} ne sont plus tous dans la base.")
        for row in rows:
            yield Piece(entry_id, row["rang"], row["contenu"])


def read_changes(connection: Connection, entry_id: str, count: int) -> Iterator[Change]:
    """
    Yield the changes of an entry, in the order of application.

    Raises
    ------
    PiecesLost
        If a piece is missing, damaged, or names a label or type that the model does not know: those would reach a
        statement, and a backup can come from anywhere.
    """
    for piece in read_pieces(connection, entry_id, count):
        try:
            changes = unpack(piece.contenu)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise PiecesLost(f"Les changements de l’écriture {entry_id} sont illisibles.") from error
        for change in changes:
            if not all(map(_is_known, (change.before, change.after))):
                raise PiecesLost(f"Cette version ne connaît pas tout ce que l’écriture {entry_id} a changé.")
            yield change


def delete_other_pieces(connection: Connection, kept: Iterable[str]) -> None:
    """Remove, in several transactions, the pieces of entries that are not among those kept."""
    entries = sorted(set(kept))
    while True:
        with connection.transaction() as transaction:
            rows = transaction.run(
                f"MATCH (m:{MORCEAU}) WHERE NOT m.entree IN $kept WITH m LIMIT {_TOGETHER * 10} "
                "DELETE m RETURN count(*) AS n",
                {"kept": entries},
            )
        if not rows or not rows[0]["n"]:
            return


def delete_pieces(connection: Connection, entry_id: str) -> None:
    """Remove the pieces of one entry, in several transactions."""
    while True:
        with connection.transaction() as transaction:
            rows = transaction.run(
                f"MATCH (m:{MORCEAU}) WHERE m.entree = $entree WITH m LIMIT {_TOGETHER * 10} "
                "DELETE m RETURN count(*) AS n",
                {"entree": entry_id},
            )
        if not rows or not rows[0]["n"]:
            return


def _id(entry_id: str, rang: int) -> str:
    return f"{entry_id}#{rang}"


def _is_known(state: State | None) -> bool:
    if state is None:
        return True
    if isinstance(state, NodeState):
        return all(node_spec(label) is not None for label in state.labels)
    return relationship_spec(state.type) is not None
