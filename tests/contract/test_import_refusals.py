"""A refused file leaves the graph as it was, on both engines; a partial one loads the sound rows."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.settings import Settings
from graph.store.store import Store
from ingest.importer import ImportRefused, apply, check, plan
from tests.support.stores import emptied
from tests.unit.ingest.builders import ACTEURS, DISPOSITIFS, Tables, workbook
from tests.unit.ingest.test_readers import not_workbooks

pytestmark = pytest.mark.contract

DEFECTS: dict[str, Tables] = {
    "unknown code": {"dispositifs": DISPOSITIFS, "perimetres": [("dispositif", "territoire"), ("disp:prs", "EPCI-1")]},
    "dangling id": {"acteurs": ACTEURS, "liens": [("de", "vers"), ("acteur:ars", "acteur:z")]},
    "reversed dates": {
        "acteurs": ACTEURS,
        "liens": [("de", "vers", "valid_from", "valid_to"), ("acteur:ars", "acteur:cpam", "2021", "2020")],
    },
    "mobile number": {"acteurs": [*ACTEURS, ("acteur:x", "06 12 34 56 78", "ars")]},
}


@pytest.fixture
def store(engine_settings: Settings, tmp_path: Path) -> Iterator[Store]:
    """Open each engine in turn, with two actors in the graph."""
    with emptied(engine_settings) as store:
        checked = check([workbook(tmp_path / "debut.xlsx", {"acteurs": ACTEURS})], store)
        apply(checked, plan(checked, store), store)
        yield store


def test_a_refused_file_changes_nothing(store: Store, tmp_path: Path) -> None:
    before, journal = store.version(), len(store.journal())
    paths = {title: workbook(tmp_path / f"{title}.xlsx", tables) for title, tables in DEFECTS.items()}
    (tmp_path / "illisibles").mkdir()
    paths |= {title: path for title, (path, _) in not_workbooks(tmp_path / "illisibles").items()}
    for title, path in paths.items():
        checked = check([path], store)
        assert checked.report.refuse, title
        with pytest.raises(ImportRefused):
            plan(checked, store)
    assert store.version() == before == store.recompute_version()
    assert len(store.journal()) == journal


def test_a_partial_import_loads_the_sound_rows(store: Store, tmp_path: Path) -> None:
    tables = {
        "acteurs": [("id", "nom", "type_acteur"), ("acteur:b", "B", "ars"), ("acteur:c", "C", "faux")],
        "liens": [("de", "vers"), ("acteur:b", "acteur:ars"), ("acteur:c", "acteur:ars")],
    }
    checked = check([workbook(tmp_path / "mixte.xlsx", tables)], store, partial=True)
    assert checked.report.lignes.to_json() == {"lues": 4, "chargees": 2, "reparees": 0, "rejetees": 2}
    entry = apply(checked, plan(checked, store), store)
    assert entry is not None
    assert entry.lignes == {"lues": 4, "chargees": 2, "reparees": 0, "rejetees": 2}
    counts = store.counts()
    assert (counts.noeuds["Acteur"], dict(counts.relations)) == (3, {"LIEN": 1})


def test_what_the_graph_holds_survives_a_faulty_row_about_it(store: Store, tmp_path: Path) -> None:
    tables = {
        "acteurs": [("id", "nom", "type_acteur"), ("acteur:ars", "ARS", "faux")],
        "liens": [("de", "vers"), ("acteur:cpam", "acteur:ars")],
    }
    checked = check([workbook(tmp_path / "mixte.xlsx", tables)], store, partial=True)
    apply(checked, plan(checked, store), store)
    assert dict(store.counts().relations) == {"LIEN": 1}


def test_an_existing_object_needs_only_what_changes(store: Store, tmp_path: Path) -> None:
    tables = {"acteurs": [("id", "sigle"), ("acteur:ars", "ARS")], "dispositifs": DISPOSITIFS}
    checked = check([workbook(tmp_path / "sigle.xlsx", tables)], store)
    assert not checked.report.refuse
    apply(checked, plan(checked, store), store)
    state = store.current({"acteur:ars"}, set())["acteur:ars"]
    assert state.properties == {"nom": "ARS Bretagne", "type_acteur": "ars", "secteur": "sante", "sigle": "ARS"}


def test_a_forbidden_step_is_seen_against_the_graph(store: Store, tmp_path: Path) -> None:
    for stage, codes in (("prefiguration", set()), ("evaluation", {"ING-306"})):
        rows = [("id", "nom", "type_dispositif", "cycle"), ("disp:prs", "PRS Bretagne", "PRS", stage)]
        checked = check([workbook(tmp_path / f"{stage}.xlsx", {"dispositifs": rows})], store)
        assert {issue.code for issue in checked.report.problemes} == codes
        apply(checked, plan(checked, store), store)


def test_a_document_of_the_graph_is_not_added_again(store: Store, tmp_path: Path) -> None:
    for place, expected in ((0, 1), (1, 1)):
        rows = [("id", "nom", "type_acteur", "source"), (f"acteur:s{place}", f"S{place}", "ars", "rapport.pdf")]
        checked = check([workbook(tmp_path / f"{place}.xlsx", {"acteurs": rows})], store)
        apply(checked, plan(checked, store), store)
        assert store.counts().noeuds["Source"] == expected
    assert checked.report.problemes == ()
