"""The example goes through the door of any file, on both engines: nothing lost, nothing twice."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.model.ontology import ENTITE
from graph.plan import ChangeKind
from graph.settings import Settings
from graph.store.store import Store
from ingest.examples import example_paths
from ingest.importer import apply, check, plan
from ingest.workbook_writer import write_workbook
from tests.support.stores import emptied
from tests.unit.ingest.test_example_workbooks import NODES, RELATIONSHIPS

pytestmark = pytest.mark.contract


@pytest.fixture(scope="module")
def store(engine_settings: Settings) -> Iterator[Store]:
    """Open each engine in turn with the example imported: the facts, then the notes."""
    with emptied(engine_settings) as store:
        for path in example_paths():
            checked = check([path], store)
            assert apply(checked, plan(checked, store), store) is not None
        yield store


def test_counts_label_by_label_and_type_by_type(store: Store) -> None:
    counts = store.counts()
    assert (counts.total_noeuds, counts.total_relations) == (412, 787)
    assert dict(counts.noeuds) == NODES
    assert dict(counts.relations) == RELATIONSHIPS
    assert (counts.notes, counts.relations_notes) == (13, 27)
    assert counts.reference_noeuds["Territoire"] > 1_000


def test_every_statement_is_in_the_graph_as_the_file_says_it(store: Store) -> None:
    states = {state.id: state for state in store.dump()}
    for statement in check(example_paths(), None).statements:
        state = states[statement.id]
        assert state.fait
        missing = {k: v for k, v in statement.properties.items() if state.properties.get(k) != v}
        assert missing == {}, statement.id
        assert state.properties["preuve_sources"] == [preuve.source for preuve in statement.preuves], statement.id
        assert state.properties["preuve_citations"] == [preuve.citation for preuve in statement.preuves], statement.id


def test_the_same_file_again_writes_nothing(store: Store) -> None:
    before, journal = store.version(), len(store.journal())
    for path in example_paths():
        checked = check([path], store)
        again = plan(checked, store)
        assert again.is_empty
        assert again.unchanged == len(checked.statements)
        assert again.disparus == again.rapproches == ()
        assert apply(checked, again, store) is None
    assert store.version() == before == store.recompute_version()
    assert len(store.journal()) == journal


def test_the_journal_says_what_was_imported(store: Store) -> None:
    notes, facts = store.journal()
    assert (facts.fichier, facts.lecteur, facts.nature) == ("bretagne.xlsx", "classeur", "import")
    assert facts.sha256 == check(example_paths()[:1], None).report.sha256
    assert facts.lignes == {"lues": 1218, "chargees": 1218, "reparees": 0, "rejetees": 0}
    assert facts.comptes["crees"]["Acteur"] == 78
    assert facts.comptes["referentiel"]["Territoire"] > 1_000
    assert (notes.fichier, facts.id < notes.id) == ("bretagne_notes.xlsx", True)
    assert notes.version_avant == facts.version_apres


def test_an_export_read_back_changes_no_fact(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "export.xlsx"
    write_workbook(path, store.dump(), "Export")
    checked = check([path], store)
    assert not checked.report.refuse
    changes = plan(checked, store)
    assert {change.kind for change in changes.changes} <= {ChangeKind.REFERENTIEL}
    assert [change.differences() for change in changes.changes if change.differences()] == []
    assert changes.version_after == store.version()
    assert changes.unchanged == 412 + 787 + 13 + 27


def test_a_file_may_name_what_the_graph_holds(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "suite"
    folder.mkdir()
    (folder / "roles.csv").write_text(
        "acteur;type;cible;source\nacteur:ch-redon;EST_PARTENAIRE;action:redon1-01;003_0d997f4f84eba19d.txt\n",
        encoding="utf-8",
    )
    (folder / "preuves.csv").write_text(
        "objet;source;citation\nacteur:ch-redon;src:003;Centre hospitalier de Redon\n"
        "PILOTE|acteur:cpam-35|action:redon1-27|pilote|2019-02-05;src:003;encore une preuve\n",
        encoding="utf-8",
    )
    checked = check([folder], store)
    assert [str(issue) for issue in checked.report.problemes] == []
    changes = plan(checked, store)
    assert changes.counts_by_name(ChangeKind.CREE) == {"EST_PARTENAIRE": 1}
    assert changes.counts_by_name(ChangeKind.MODIFIE) == {"Acteur": 1, "PILOTE": 1}
    [hospital] = [c for c in changes.changes if c.state.id == "acteur:ch-redon"]
    assert hospital.before is not None
    assert hospital.state.properties["type_acteur"] == hospital.before.properties["type_acteur"]
    assert hospital.state.properties["preuve_sources"][-1] == "003_0d997f4f84eba19d.txt"  # type: ignore[index]


def test_the_reference_is_not_taken_for_facts(store: Store) -> None:
    rows = store.read(f"MATCH (n:{ENTITE}) WHERE n.est_fait AND n.id STARTS WITH 'COM-' RETURN count(n) AS n")
    assert rows == [{"n": 34}]
