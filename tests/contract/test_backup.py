"""Hold the backup: it carries a store from one engine to the other and back, and never half of it."""

import gzip
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graph.model.statement import relationship_id
from graph.plan import Change, ChangeKind, NodeState, Plan, RelationshipState, State
from graph.settings import Settings
from graph.store.backup import BackupInvalid, StoreNotEmpty, read_backup, restore, write_backup
from graph.store.journal import JournalEntry
from graph.store.store import Store
from tests.support.stores import emptied

pytestmark = pytest.mark.contract

# Ids of journal entries sort by time.
FIRST, SECOND = "imp-20200101T000000000000-a", "imp-20200102T000000000000-b"


def facts() -> list[State]:
    """Return a small graph with every kind of value that the graph stores."""
    nodes: list[State] = [
        NodeState(
            id="acteur:essai",
            labels=("Acteur", "Dispositif"),
            properties={
                "nom": "Essai « d’été »",
                "alias": ["Un", "Deux"],
                "collectif": False,
                "generation": 2,
                "duree_initiale_ans": 3.5,
                "preuve_sources": ["a.txt"],
                "preuve_citations": ["ligne\nsuivante"],
            },
            fait=True,
            origines=("a.xlsx", "b.xlsx"),
        ),
        NodeState(
            id="COM-35236",
            labels=("Territoire",),
            properties={"nom": "Redon", "type_territoire": "commune"},
            reference=True,
        ),
    ]
    link = relationship_id("INTERVIENT_SUR", "acteur:essai", "COM-35236")
    return [
        *nodes,
        RelationshipState(
            id=link,
            type="INTERVIENT_SUR",
            start="acteur:essai",
            end="COM-35236",
            properties={"confidence": 0.5, "valid_from": "2020-01-01"},
            fait=True,
            origines=("a.xlsx",),
        ),
    ]


def entry(id_: str) -> JournalEntry:
    return JournalEntry(
        id=id_,
        nature="import",
        fichier=f"{id_}.xlsx",
        sha256="0" * 64,
        lecteur="classeur",
        date="",
        lignes={"lues": 3},
        comptes={"crees": {"Acteur": 1}},
    )


def fill(store: Store) -> None:
    """Write the small graph in two journal entries."""
    states = facts()
    for name, part in ((FIRST, states[:2]), (SECOND, states[2:])):
        changes = tuple(Change(ChangeKind.CREE, None, state) for state in part)
        store.apply(Plan(changes=changes, unchanged=0, base_version=store.version()), entry(name))


def content(store: Store) -> tuple[str, list[State]]:
    return store.version(), list(store.dump())


def rewritten(path: Path, change: Callable[[list[dict[str, Any]]], None]) -> Path:
    """Return a copy whose lines were changed by someone who also repaired its checksum."""
    lines = [json.loads(line) for line in gzip.decompress(path.read_bytes()).splitlines()][:-1]
    change(lines)
    body = b"".join(json.dumps(line).encode() + b"\n" for line in lines)
    end = json.dumps({"fin": hashlib.sha256(body).hexdigest()}).encode() + b"\n"
    copy = path.with_name("copie.gz")
    copy.write_bytes(gzip.compress(body + end))
    return copy


def test_a_store_comes_back_whole(engine_settings: Settings, tmp_path: Path) -> None:
    out = tmp_path / "base.gz"
    with emptied(engine_settings) as store:
        fill(store)
        before, journal = content(store), store.journal()
        header = write_backup(store, out)
    assert [path.name for path in tmp_path.iterdir()] == ["base.gz"]
    assert (header.noeuds, header.relations, header.journal) == (2, 1, 2)
    with emptied(engine_settings) as store:
        told = restore(store, out)
        assert content(store) == before
        assert store.recompute_version() == store.version() == header.version_donnees == told.version_apres
        newest, *older = store.journal()
        assert (newest.nature, newest.fichier) == ("restauration", "base.gz")
        assert older == journal


def test_a_backup_carries_a_store_across_engines_and_back(
    embedded_settings: Settings, neo4j_settings: Settings, tmp_path: Path
) -> None:
    there, back = tmp_path / "aller.gz", tmp_path / "retour.gz"
    with emptied(embedded_settings) as store:
        fill(store)
        before = content(store)
        write_backup(store, there)
    with emptied(neo4j_settings) as store:
        restore(store, there)
        assert content(store) == before
        write_backup(store, back)
    with emptied(embedded_settings) as store:
        restore(store, back)
        assert content(store) == before
        assert store.recompute_version() == before[0]
        assert [found.id for found in reversed(store.journal())][:2] == [FIRST, SECOND]


def test_a_store_that_holds_something_is_replaced_only_when_asked(engine_settings: Settings, tmp_path: Path) -> None:
    out = tmp_path / "base.gz"
    other = NodeState(id="acteur:autre", labels=("Acteur",), properties={"nom": "Autre"}, fait=True)
    changed = NodeState(id="COM-35236", labels=("Territoire",), properties={"nom": "Ailleurs"}, fait=True)
    with emptied(engine_settings) as store:
        fill(store)
        before = content(store)
        write_backup(store, out)
    with emptied(engine_settings) as store:
        changes = tuple(Change(ChangeKind.CREE, None, state) for state in (other, changed))
        store.apply(
            Plan(changes=changes, unchanged=0, base_version=store.version()), entry("imp-20200103T000000000000-c")
        )
        kept = content(store)
        with pytest.raises(StoreNotEmpty):
            restore(store, out)
        assert content(store) == kept
        told = restore(store, out, replace_all=True)
        assert content(store) == before
        assert store.recompute_version() == before[0]
        assert told.comptes["retires"] == 1
        assert {found.id for found in store.journal()} == {FIRST, SECOND, told.id}


def test_restoring_twice_changes_nothing_more(engine_settings: Settings, tmp_path: Path) -> None:
    out = tmp_path / "base.gz"
    with emptied(engine_settings) as store:
        fill(store)
        before = content(store)
        write_backup(store, out)
        restore(store, out, replace_all=True)
        assert content(store) == before


def _cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _flip(data: bytes) -> bytes:
    return data[:-12] + bytes([data[-12] ^ 1]) + data[-11:]


@pytest.mark.parametrize(
    "damage", [_cut, _flip, lambda _: b"", lambda _: b"PK\x03\x04", lambda _: gzip.compress(b"{}")]
)
def test_a_damaged_file_writes_nothing(
    embedded_settings: Settings, tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    out = tmp_path / "base.gz"
    with emptied(embedded_settings) as store:
        fill(store)
        write_backup(store, out)
        before = content(store)
        out.write_bytes(damage(out.read_bytes()))
        with pytest.raises(BackupInvalid):
            restore(store, out, replace_all=True)
        assert content(store) == before


def _unknown_label(lines: list[dict[str, Any]]) -> None:
    lines[1]["entite"]["labels"] = ["Acteur) DETACH DELETE (n"]


def _lost_end(lines: list[dict[str, Any]]) -> None:
    lines[3]["entite"]["end"] = "COM-00000"


def _other_value(lines: list[dict[str, Any]]) -> None:
    lines[1]["entite"]["properties"]["nom"] = "Un autre nom"


def _missing_node(lines: list[dict[str, Any]]) -> None:
    del lines[2]


def _twice(lines: list[dict[str, Any]]) -> None:
    lines[0]["noeuds"] += 1
    lines.insert(2, lines[1])


def _future(lines: list[dict[str, Any]]) -> None:
    lines[0]["version"] = 99


@pytest.mark.parametrize("change", [_unknown_label, _lost_end, _other_value, _missing_node, _twice, _future])
def test_a_file_put_together_wrongly_is_refused(
    embedded_settings: Settings, tmp_path: Path, change: Callable[[list[dict[str, Any]]], None]
) -> None:
    out = tmp_path / "base.gz"
    with emptied(embedded_settings) as store:
        fill(store)
        write_backup(store, out)
    assert read_backup(out).header.noeuds == 2
    with pytest.raises(BackupInvalid) as raised:
        read_backup(rewritten(out, change))
    assert raised.value.code == "GRA-241"
    assert raised.value.remedy.startswith("Rien n’a été écrit.")
