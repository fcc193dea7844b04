"""The JSON export, imported into an empty base, gives the same graph hash, on both engines."""

import json
from pathlib import Path

import pytest

from app.exports.facts import choose_facts
from app.exports.facts_json import facts_json
from graph.settings import Settings
from graph.store.backup import write_backup
from ingest.importer import apply, check, plan
from tests.support.example import load_example
from tests.support.stores import emptied

pytestmark = pytest.mark.contract


def test_export_then_import_gives_the_same_graph(engine_settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "faits.json"
    with emptied(engine_settings) as store:
        load_example(store)
        before, states = store.version(), list(store.dump())
        path.write_text(json.dumps(facts_json(choose_facts(store)), ensure_ascii=False), encoding="utf-8")
    with emptied(engine_settings) as store:
        checked = check([path], store)
        assert not checked.report.refuse
        assert apply(checked, plan(checked, store), store) is not None
        assert store.version() == before
        assert {(state.id, state.fait, state.reference) for state in store.dump()} == {
            (state.id, state.fait, state.reference) for state in states
        }
        again = check([path], store)
        assert plan(again, store).is_empty


def test_a_backup_given_to_import_is_refused_with_what_to_do(engine_settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "base.maillage.gz"
    with emptied(engine_settings) as store:
        load_example(store)
        write_backup(store, path)
        before = store.version()
        checked = check([path], store)
        assert checked.report.refuse
        assert "maillage restore" in checked.report.problemes[0].remede
        assert store.version() == before
