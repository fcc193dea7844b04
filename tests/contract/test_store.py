"""Check the store on every engine: a plan is written whole or not at all, its hash follows, a crash is finished."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph import hashing
from graph.model.relationships import RELATIONSHIPS
from graph.model.statement import NodeStatement, Preuve, RelationshipStatement, Statement
from graph.plan import ChangeKind, Plan
from graph.planning import prepare_plan
from graph.settings import Settings
from graph.store import large
from graph.store.conflicts import StalePlan, StoreBusy
from graph.store.connection import Connection
from graph.store.errors import StoreError
from graph.store.journal import JournalEntry
from graph.store.redo import RedoLog, redo_path, write_redo
from graph.store.store import Store

pytestmark = pytest.mark.contract

ACTORS: list[Statement] = [
    NodeStatement(
        id=f"acteur:{name}",
        labels=("Acteur",),
        properties={"nom": name.upper(), "type_acteur": "association"},
        preuves=(Preuve("cr.txt", f"{name} est là"),),
    )
    for name in ("a", "b", "c")
]
CPTS = NodeStatement(
    id="disp:cpts",
    labels=("Acteur", "Dispositif"),
    properties={"nom": "CPTS", "type_dispositif": "CPTS", "type_acteur": "cpts"},
)
TIES: list[Statement] = [
    RelationshipStatement(
        type="LIEN",
        start="acteur:a",
        end="acteur:b",
        properties={"role": "cooperation", "intensite": 3, "statut": "effectif"},
    ),
    RelationshipStatement(type="COUVRE", start="disp:cpts", end="COM-35236", properties={"part": 0.5}),
]


@pytest.fixture
def store(empty_connection: Connection, engine_settings: Settings) -> Iterator[Store]:
    """Give an open store on an empty graph."""
    with Store.open(engine_settings) as opened:
        yield opened


def _entry(name: str) -> JournalEntry:
    return JournalEntry(id=name, nature="import", fichier="f.xlsx", sha256="0", lecteur="classeur", date="")


def _import(store: Store, statements: list[Statement], name: str = "e1", batch: int = 20_000) -> Plan:
    plan = prepare_plan(store, statements, origin="f.xlsx")
    store.apply(plan, _entry(name), batch=batch)
    return plan


def test_an_empty_graph_has_the_empty_version(store: Store) -> None:
    assert store.version() == hashing.EMPTY_VERSION == store.recompute_version()
    assert store.journal() == []


def test_a_plan_is_written_with_its_reference_journal_and_hash(store: Store) -> None:
    plan = _import(store, [*ACTORS, CPTS, *TIES])
    assert store.version() == plan.version_after == store.recompute_version()
    counts = store.counts()
    assert dict(counts.noeuds) == {"Acteur": 4, "Dispositif": 1}
    assert (counts.total_noeuds, counts.total_relations) == (4, 2)
    assert counts.reference_noeuds["Territoire"] > 1_200
    (entry,) = store.journal()
    assert (entry.version_avant, entry.version_apres) == (hashing.EMPTY_VERSION, plan.version_after)


def test_states_come_back_as_they_were_written(store: Store) -> None:
    plan = _import(store, [*ACTORS, CPTS, *TIES])
    written = {change.state.id: change.after for change in plan.changes}
    nodes = {state.id for state in written.values() if state and not hasattr(state, "type")}
    links = {(state.type, state.start, state.end) for state in written.values() if hasattr(state, "type")}  # type: ignore[union-attr]
    assert store.current(nodes, links) == written
    assert {state.id: state for state in store.dump()} == written


def test_the_same_statements_again_change_nothing(store: Store) -> None:
    _import(store, [*ACTORS, *TIES[:1]])
    again = prepare_plan(store, [*ACTORS, *TIES[:1]], origin="f.xlsx")
    assert again.is_empty
    assert again.unchanged == 4


def test_the_inverse_restores_the_exact_graph(store: Store) -> None:
    _import(store, ACTORS)
    before, version = {state.id: state for state in store.dump()}, store.version()
    plan = _import(store, [CPTS, *TIES], "e2")
    store.apply(plan.inverse(), _entry("e3"))
    assert store.version() == version == store.recompute_version()
    assert {state.id: state for state in store.dump()} == before


def test_a_stale_plan_writes_nothing(store: Store) -> None:
    late = prepare_plan(store, [*ACTORS, *TIES[:1]], origin="g.xlsx")
    _import(store, ACTORS[:1])
    version = store.version()
    with pytest.raises(StalePlan):
        store.apply(late, _entry("e2"))
    assert store.version() == version == store.recompute_version()
    assert len(store.journal()) == 1


def test_a_refused_write_leaves_nothing(store: Store) -> None:
    plan = prepare_plan(store, ACTORS, origin="f.xlsx")
    twice = Plan(changes=(*plan.changes, plan.changes[-1]), unchanged=0, base_version=plan.base_version)
    with pytest.raises(StoreError):
        store.apply(twice, _entry("e1"))
    assert store.version() == hashing.EMPTY_VERSION == store.recompute_version()
    assert store.journal() == []


def test_a_large_plan_goes_by_batches_and_gives_the_same_graph(store: Store, engine_settings: Settings) -> None:
    plan = _import(store, [*ACTORS, CPTS, *TIES], batch=500)
    assert store.version() == plan.version_after == store.recompute_version()
    assert not list((engine_settings.data_dir / "en-cours").iterdir())


class _Cut(Exception):
    """Stand for a crash between two batches."""


@pytest.mark.parametrize("batches", [0, 1, 3])
def test_a_plan_cut_in_the_middle_is_finished_at_the_next_opening(
    store: Store, engine_settings: Settings, monkeypatch: pytest.MonkeyPatch, batches: int
) -> None:
    plan = prepare_plan(store, [*ACTORS, CPTS, *TIES], origin="f.xlsx")
    real, done = large._go_on, []

    def cut(connection: Connection, *arguments: object) -> bool:
        transaction = connection.transaction

        def counted() -> object:
            if len(done) >= batches:
                raise _Cut
            done.append(1)
            return transaction()

        monkeypatch.setattr(connection, "transaction", counted)
        return real(connection, *arguments)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(large, "_go_on", cut)
        with pytest.raises(_Cut):
            store.apply(plan, _entry("e1"), batch=700)
    with Store.open(engine_settings) as reopened:
        assert reopened.recovered == "e1"
        assert reopened.version() == plan.version_after == reopened.recompute_version()
        assert [entry.id for entry in reopened.journal()] == ["e1"]
    with Store.open(engine_settings) as again:
        assert again.recovered is None


def test_a_plan_under_way_elsewhere_is_left_alone(store: Store, engine_settings: Settings, tmp_path: Path) -> None:
    plan = prepare_plan(store, ACTORS, origin="f.xlsx")
    write_redo(redo_path(tmp_path, "e9"), RedoLog(plan=plan, entry=_entry("e9")))
    with store.connection.transaction() as transaction:
        transaction.run("MERGE (e:EtatMaillage {id: 'etat'}) SET e.en_cours = 'e9', e.lot = 0")
    with pytest.raises(StoreBusy):
        Store.open(engine_settings)
    with pytest.raises(StoreBusy):
        store.apply(plan, _entry("e1"))


def test_closing_and_changes_are_told_apart(store: Store) -> None:
    _import(store, [*ACTORS, *TIES[:1]])
    closed = RelationshipStatement(
        type="LIEN", start="acteur:a", end="acteur:b", properties={"role": "cooperation", "valid_to": "2021-12-31"}
    )
    renamed = NodeStatement(id="acteur:c", labels=("Acteur",), properties={"nom": "Nouveau nom"})
    plan = prepare_plan(store, [closed, renamed], origin="f.xlsx")
    assert (plan.count(ChangeKind.CLOS), plan.count(ChangeKind.MODIFIE)) == (1, 1)


def test_a_new_relationship_type_needs_no_other_edit(
    store: Store, engine_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = RELATIONSHIPS["LIEN"]
    monkeypatch.setitem(
        RELATIONSHIPS,
        "PARRAINE",
        type(spec)(type="PARRAINE", caption="parraine", start=("Acteur",), end=("Acteur",), description="Parraine."),
    )
    with Store.open(engine_settings) as opened:
        statement = RelationshipStatement(type="PARRAINE", start="acteur:a", end="acteur:b", properties={"note": "x"})
        plan = _import(opened, [*ACTORS, statement])
        assert opened.counts().relations["PARRAINE"] == 1
        assert opened.version() == plan.version_after == opened.recompute_version()
        twice = Plan(changes=plan.changes[-1:], unchanged=0, base_version=plan.version_after)
        with pytest.raises(StoreError):
            opened.apply(twice, _entry("e2"))
