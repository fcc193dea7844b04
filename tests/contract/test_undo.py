"""Hold the undo on every engine: what an entry changed goes back exactly, or the person is told why it cannot."""

import gzip
import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from graph import hashing
from graph.plan import Change, ChangeKind, NodeState, Plan, RelationshipState, State
from graph.settings import Settings
from graph.store import large
from graph.store.backup import BackupInvalid, read_backup, restore, write_backup
from graph.store.conflicts import StalePlan
from graph.store.connection import Connection
from graph.store.errors import ConstraintViolated
from graph.store.journal import JournalEntry
from graph.store.redo import pack, redo_path, state_to
from graph.store.store import Store
from graph.store.undoing import NothingToUndo, UndoRefused, UnknownEntry
from tests.support.stores import emptied
from tests.support.writer import actor, base_changes, created, entry, import_changes, tie

pytestmark = pytest.mark.contract

A, B, C = (actor(number, f"Nom {number}", file="a.csv") for number in (900001, 900002, 900003))
COMMUNE = NodeState(
    id="COM-35236",
    labels=("Territoire",),
    properties={"nom": "Redon", "type_territoire": "commune"},
    reference=True,
)
OTHER_COMMUNE = replace(COMMUNE, id="COM-35238", properties={**COMMUNE.properties, "nom": "Rennes"})


@pytest.fixture
def store(engine_settings: Settings) -> Iterator[Store]:
    """Give an open store with nothing in it."""
    with emptied(engine_settings) as opened:
        yield opened


def write(store: Store, name: str, *changes: Change, **more: int) -> JournalEntry:
    """Apply changes as one journal entry."""
    plan = Plan(changes=changes, unchanged=0, base_version=store.version())
    return store.apply(plan, entry(name, file=f"{name}.csv"), **more)  # type: ignore[arg-type]


def changed(before: State, **properties: str) -> Change:
    return Change(ChangeKind.MODIFIE, before, replace(before, properties={**before.properties, **properties}))


def located(state: NodeState, file: str = "a.csv") -> RelationshipState:
    return replace(tie(state.id, COMMUNE.id, file=file), type="INTERVIENT_SUR", id=f"essai-{state.id}", properties={})


def content(store: Store) -> tuple[str, list[State]]:
    assert store.recompute_version() == store.version()
    return store.version(), list(store.dump())


def undo(store: Store, name: str | None = None, **more: bool) -> JournalEntry:
    return store.apply_undo(store.prepare_undo(name, **more))


def pieces(store: Store) -> int:
    return int(store.read("MATCH (m:JournalMorceau) RETURN count(m) AS n")[0]["n"])


def test_the_last_entry_goes_and_comes_back_exactly(store: Store) -> None:
    write(store, "e1", *created([A, B]))
    before = content(store)
    shared = replace(A, origines=("a.csv", "b.csv"))
    write(store, "e2", Change(ChangeKind.REFERENTIEL, A, shared), changed(B, nom="Autre"), *created([C]))
    after = content(store)
    taken = undo(store)
    assert content(store) == before
    assert (taken.nature, taken.annule, taken.fichier) == ("annulation", ("e2",), "e2.csv")
    assert taken.comptes["retires"] == 1
    told = {found.id: found.annulee_par for found in store.journal()}
    assert told == {taken.id: None, "e2": taken.id, "e1": None}
    again = undo(store, taken.id)
    assert content(store) == after
    told = {found.id: found.annulee_par for found in store.journal()}
    assert told == {again.id: None, taken.id: again.id, "e2": None, "e1": None}
    undo(store, "e2")
    assert content(store) == before


def test_undoing_again_and_again_ends_with_nothing(store: Store) -> None:
    empty = content(store)
    write(store, "e1", *created([A]))
    write(store, "e2", *created([B]))
    assert undo(store).annule == ("e2",)
    assert undo(store).annule == ("e1",)
    assert content(store) == empty
    with pytest.raises(NothingToUndo):
        store.prepare_undo()
    with pytest.raises(UnknownEntry):
        store.prepare_undo("e7")


def test_an_older_independent_entry_goes_alone(store: Store) -> None:
    write(store, "e1", *created([A]))
    write(store, "e2", *created([B]))
    write(store, "e3", changed(B, nom="Autre"))
    undo(store, "e1")
    assert [state.id for state in content(store)[1]] == [B.id]


def test_entries_that_lean_on_one_are_named_and_go_with_it(store: Store) -> None:
    empty = content(store)
    write(store, "e1", *created([A, B]))
    write(store, "e2", *created([tie(A.id, B.id, file="e2.csv")]))
    write(store, "e3", *created([C]))
    write(store, "e4", changed(tie(A.id, B.id, file="e2.csv"), valid_from="2022-01-01"))
    found = store.prepare_undo("e1")
    assert [leaning.id for leaning in found.dependents] == ["e2", "e4"]
    assert not found.possible
    before = content(store)
    with pytest.raises(UndoRefused, match="e2, e4"):
        store.apply_undo(found)
    assert content(store) == before
    taken = undo(store, "e1", with_dependents=True)
    assert taken.annule == ("e1", "e2", "e4")
    assert [state.id for state in content(store)[1]] == [C.id]
    undo(store, "e3")
    assert content(store) == empty
    undo(store, taken.id)
    assert [state.id for state in content(store)[1]][:2] == [A.id, B.id]


def test_what_was_taken_back_no_longer_leans(store: Store) -> None:
    write(store, "e1", *created([A]))
    write(store, "e2", changed(A, nom="Autre"))
    undo(store, "e2")
    assert store.prepare_undo("e1").dependents == ()
    undo(store, "e1")
    assert content(store) == (hashing.EMPTY_VERSION, [])


def test_bringing_back_a_tie_needs_its_ends(store: Store) -> None:
    write(store, "e1", *created([A, B]))
    write(store, "e2", *created([tie(A.id, B.id, file="e2.csv")]))
    after = content(store)
    without_tie = undo(store, "e2")
    without_ends = undo(store, "e1")
    found = store.prepare_undo(without_tie.id)
    assert [leaning.id for leaning in found.dependents] == [without_ends.id]
    undo(store, without_tie.id, with_dependents=True)
    assert content(store) == after


def test_the_reference_that_others_need_stays(store: Store) -> None:
    reference = [Change(ChangeKind.REFERENTIEL, None, state) for state in (COMMUNE, OTHER_COMMUNE)]
    write(store, "e1", *created([A]), *reference, *created([located(A)]))
    write(store, "e2", *created([B, located(B)]))
    found = store.prepare_undo("e1")
    assert (found.possible, found.kept) == (True, 2)
    store.apply_undo(found)
    assert [state.id for state in content(store)[1]] == [COMMUNE.id, OTHER_COMMUNE.id, B.id, located(B).id]
    undo(store, "e2")
    assert [state.id for state in content(store)[1]] == [COMMUNE.id, OTHER_COMMUNE.id]


def test_the_reference_that_nobody_needs_goes(store: Store) -> None:
    write(store, "e1", Change(ChangeKind.REFERENTIEL, None, COMMUNE), *created([A, located(A)]))
    write(store, "e2", *created([B]))
    undo(store, "e1")
    assert [state.id for state in content(store)[1]] == [B.id]


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("MATCH (e:EntreeJournal {id: 'e1'}) REMOVE e.morceaux", "date d’avant"),
        ("MATCH (m:JournalMorceau) DELETE m", "plus tous dans la base"),
        ("MATCH (m:JournalMorceau) SET m.contenu = 'abîmé'", "illisibles"),
        ("MATCH (n:Entite) SET n.nom = 'Changé ailleurs'", "changée hors de Maillage"),
    ],
)
def test_what_cannot_be_taken_back_is_said(store: Store, damage: str, said: str) -> None:
    write(store, "e1", *created([A]))
    with store.connection.transaction() as transaction:
        transaction.run(damage)
    states = list(store.dump())
    found = store.prepare_undo()
    assert said in (found.lost_reason or "")
    with pytest.raises(UndoRefused):
        store.apply_undo(found)
    assert list(store.dump()) == states


def test_an_undone_entry_is_not_undone_twice(store: Store) -> None:
    write(store, "e1", *created([A]))
    taken = undo(store)
    assert taken.id in (store.prepare_undo("e1").lost_reason or "")


def test_an_undo_worked_out_before_another_write_is_stale(store: Store) -> None:
    write(store, "e1", *created([A]))
    found = store.prepare_undo()
    write(store, "e2", *created([B]))
    before = content(store)
    with pytest.raises(StalePlan):
        store.apply_undo(found)
    assert content(store) == before


def test_a_large_import_and_its_undo_go_by_batches(store: Store, engine_settings: Settings) -> None:
    write(store, "e1", *base_changes())
    before = content(store)
    told: list[float] = []
    plan = Plan(changes=import_changes(1700), unchanged=0, base_version=store.version())
    store.apply(plan, entry("e2"), batch=600, progress=told.append)
    after = content(store)
    assert told == sorted(told)
    assert (len(told), told[-1]) == (4, 1.0)
    assert len(store.changes_of("e2")) == len(plan.changes)
    store.apply_undo(store.prepare_undo(), batch=1000)
    assert content(store) == before
    undo(store, store.journal()[0].id)
    assert content(store) == after
    assert not list((engine_settings.data_dir / "en-cours").iterdir())


class _Cut(Exception):
    """Stand for a crash between two batches."""


@pytest.mark.parametrize("batches", [1, 3])
def test_a_large_undo_cut_in_the_middle_is_finished(
    store: Store, engine_settings: Settings, monkeypatch: pytest.MonkeyPatch, batches: int
) -> None:
    write(store, "e1", *base_changes())
    before = content(store)
    write(store, "e2", *import_changes(1700))
    found = store.prepare_undo()
    told: list[float] = []

    def cut(done: float) -> None:
        told.append(done)
        if len(told) == batches:
            raise _Cut

    with pytest.raises(_Cut):
        store.apply_undo(found, batch=500, progress=cut)
    assert store.state().pending
    assert store.state().done == told[-1]
    # The same process goes on, without opening the store again.
    assert store.settled_version() == before[0]
    assert content(store) == before
    assert [entry.id for entry in store.journal()][1:] == ["e2", "e1"]
    undo(store, store.journal()[0].id)
    assert undo(store, "e2").annule == ("e2",)
    assert content(store) == before


def test_a_large_plan_that_the_engine_refuses_is_taken_back(store: Store, engine_settings: Settings) -> None:
    write(store, "e1", *base_changes())
    before, kept = content(store), pieces(store)
    changes = import_changes(1700)
    twice = Change(ChangeKind.CREE, None, base_changes()[-1].after)
    with pytest.raises(ConstraintViolated):
        write(store, "e2", *changes, twice, batch=500)
    assert content(store) == before
    assert [found.id for found in store.journal()] == ["e1"]
    assert (pieces(store), store.state().pending) == (kept, False)
    assert not list((engine_settings.data_dir / "en-cours").iterdir())
    write(store, "e3", *changes, batch=500)
    undo(store)
    assert content(store) == before


def test_a_take_back_that_is_cut_goes_on_backwards(
    store: Store, engine_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(store, "e1", *base_changes())
    before = content(store)
    twice = Change(ChangeKind.CREE, None, base_changes()[-1].after)

    def cut(*_: object) -> None:
        raise _Cut

    with monkeypatch.context() as patch:
        patch.setattr(large, "_back", cut)
        with pytest.raises(_Cut):
            write(store, "e2", *import_changes(1700), twice, batch=500)
    with Store.open(engine_settings) as again:
        assert (again.recovered, again.taken_back) == (None, "e2")
        assert content(again) == before


def test_a_log_of_a_former_version_is_finished(store: Store, engine_settings: Settings) -> None:
    write(store, "e1", *base_changes())
    plan = Plan(changes=import_changes(1200), unchanged=0, base_version=store.version())
    told = replace(entry("e2"), version_avant=plan.base_version, version_apres=plan.version_after, date="2026-01-01")
    log = {
        "base_version": plan.base_version,
        "inchanges": 0,
        "entree": {
            name: getattr(told, name)
            for name in ("id", "nature", "fichier", "sha256", "lecteur", "date", "version_avant", "version_apres")
        },
        "historique": None,
        "changements": [[str(c.kind), state_to(c.before), state_to(c.after)] for c in plan.changes],
    }
    path = redo_path(engine_settings.data_dir, "e2").with_suffix(".json.gz")
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(gzip.compress(json.dumps(log).encode()))
    with store.connection.transaction() as transaction:
        transaction.run("MATCH (e:EtatMaillage {id: 'etat'}) SET e.en_cours = 'e2', e.lot = 0, e.verrou = 9")
    with Store.open(engine_settings) as again:
        assert again.recovered == "e2"
        assert content(again)[0] == plan.version_after
        assert undo(again).annule == ("e2",)
        assert content(again)[0] == plan.base_version


def test_a_backup_keeps_what_undoes(embedded_settings: Settings, neo4j_settings: Settings, tmp_path: Path) -> None:
    saved = tmp_path / "base.gz"
    with emptied(embedded_settings) as store:
        write(store, "e1", *created([A]))
        before = content(store)
        write(store, "e2", *created([B]))
        write_backup(store, saved)
    with emptied(neo4j_settings) as store:
        write(store, "autre", *created([C]))
        restored = restore(store, saved, replace_all=True)
        with pytest.raises(UnknownEntry):
            store.changes_of("autre")
        assert pieces(store) == 3
        undo(store, "e2")
        assert content(store) == before
        assert [found.annulee_par for found in store.journal()][1:3] == [None, store.journal()[0].id]
        assert restored.id in {found.id for found in store.journal()}


def test_a_restoration_is_undone_too(store: Store, tmp_path: Path) -> None:
    saved = tmp_path / "base.gz"
    write(store, "e1", *created([A]))
    write_backup(store, saved)
    write(store, "e2", *created([B, C]))
    before = content(store)
    restore(store, saved, replace_all=True)
    undo(store)
    assert content(store) == before


def _rewritten(path: Path, change: Callable[[list[dict[str, object]]], None]) -> Path:
    lines = [json.loads(line) for line in gzip.decompress(path.read_bytes()).splitlines()][:-1]
    change(lines)
    body = b"".join(json.dumps(line).encode() + b"\n" for line in lines)
    end = json.dumps({"fin": hashlib.sha256(body).hexdigest()}).encode() + b"\n"
    path.write_bytes(gzip.compress(body + end))
    return path


def _as_a_former_version(lines: list[dict[str, object]]) -> None:
    lines[:] = [line for line in lines if "morceau" not in line]
    lines[0]["version"] = 1
    del lines[0]["morceaux"]
    for line in lines:
        if isinstance(line.get("journal"), dict):
            line["journal"] = {k: v for k, v in line["journal"].items() if k not in {"morceaux", "annule"}}  # type: ignore[attr-defined]


def test_a_backup_of_a_former_version_restores_without_its_changes(store: Store, tmp_path: Path) -> None:
    saved = tmp_path / "base.gz"
    write(store, "e1", *created([A]))
    before = content(store)
    write_backup(store, saved)
    restore(store, _rewritten(saved, _as_a_former_version), replace_all=True)
    assert content(store) == before
    assert "date d’avant" in (store.prepare_undo("e1").lost_reason or "")
    write(store, "e2", *created([B]))
    undo(store)
    assert content(store) == before


def test_a_backup_that_lost_changes_is_refused(store: Store, tmp_path: Path) -> None:
    saved = tmp_path / "base.gz"
    write(store, "e1", *created([A]))
    write_backup(store, saved)

    def lose(lines: list[dict[str, object]]) -> None:
        lines.pop()

    with pytest.raises(BackupInvalid):
        read_backup(_rewritten(saved, lose))


def test_changes_that_name_what_the_model_does_not_know_never_reach_a_statement(store: Store) -> None:
    write(store, "e1", *created([A]))
    hostile = replace(A, labels=("Acteur) DETACH DELETE (n",))
    with store.connection.transaction() as transaction:
        transaction.run("MATCH (m:JournalMorceau) SET m.contenu = $c", {"c": pack(created([hostile]))})
    assert "ne connaît pas" in (store.prepare_undo().lost_reason or "")


def test_a_store_of_a_former_version_opens(empty_connection: Connection, engine_settings: Settings) -> None:
    with empty_connection.transaction() as transaction:
        transaction.run("CREATE (:EtatMaillage {id: 'etat', version: $v, verrou: 4})", {"v": hashing.EMPTY_VERSION})
        for name in ("imp-1", "imp-2"):
            transaction.run(
                "CREATE (:EntreeJournal {id: $id, nature: 'import', fichier: 'f', sha256: '', lecteur: 'x', "
                "date: '2026-01-01T00:00:00+00:00', lignes: '{}', comptes: '{}', version_avant: '', "
                "version_apres: ''})",
                {"id": name},
            )
    with Store.open(engine_settings) as store:
        assert [found.id for found in store.journal()] == ["imp-2", "imp-1"]
        write(store, "e1", *created([A]))
        assert [found.id for found in store.journal()] == ["e1", "imp-2", "imp-1"]
        undo(store)
        assert "date d’avant" in (store.prepare_undo().lost_reason or "")
