"""The JSON export, imported into an empty base, gives the same graph hash, on both engines."""

import json
from pathlib import Path

import pytest

from app.exports.facts import choose_facts
from app.exports.facts_json import facts_json
from graph.closing import Closing
from graph.plan import State
from graph.provenance import FERMETURE
from graph.settings import Settings
from graph.store.backup import write_backup
from graph.store.store import Store
from ingest.importer import apply, check, plan
from tests.support.example import load_example
from tests.support.stores import emptied
from tests.unit.ingest.builders import workbook

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


def test_who_said_what_comes_back(engine_settings: Settings, tmp_path: Path) -> None:
    heading = ("id", "nom", "type_acteur", "alias")
    roles = ("type", "de", "vers", "role")
    scheme = {"dispositifs": [("id", "nom", "type_dispositif"), ("disp:d", "D", "CLS")]}
    link = {"relations": [roles, ("PILOTE", "acteur:a", "disp:d", "pilote")]}
    (tmp_path / "un").mkdir()
    files = [
        workbook(tmp_path / "un.xlsx", {"acteurs": [heading, ("acteur:a", "A", "association", "B")], **scheme, **link}),
        workbook(tmp_path / "deux.xlsx", {"acteurs": [heading, ("acteur:a", "A", "commune", "C")]}),
        workbook(tmp_path / "un" / "un.xlsx", {"acteurs": [heading, ("acteur:a", "A", "association", "B")], **scheme}),
    ]
    path = tmp_path / "faits.json"

    def bring(store: Store, file: Path) -> None:
        checked = check([file], store)
        assert not checked.report.refuse
        apply(checked, plan(checked, store, closing=Closing.OUI), store)

    def told(store: Store) -> dict[str, State]:
        return {one.id: one for one in store.dump() if one.fait}

    with emptied(engine_settings) as store:
        for file in files:
            bring(store, file)
        before, said = store.version(), told(store)
        path.write_text(json.dumps(facts_json(choose_facts(store)), ensure_ascii=False), encoding="utf-8")
    assert any(FERMETURE in one.dits for one in said.values())
    with emptied(engine_settings) as store:
        bring(store, path)
        assert store.version() == before
        assert told(store) == said
        assert plan(check([path], store), store).is_empty


def test_a_part_closes_nothing_of_the_files_it_speaks_for(engine_settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "partie.json"
    with emptied(engine_settings) as store:
        load_example(store)
        document = facts_json(choose_facts(store))
        document["relations"] = document["relations"][:-3]
        path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
        found = plan(check([path], store), store, closing=Closing.OUI)
        assert found.is_empty
        assert found.disparus == ()


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
