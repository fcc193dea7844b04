"""On each engine: a refused file writes nothing, an accepted one is written and taken back to the very same graph."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.settings import Settings
from graph.state import State
from graph.store.journal import JournalEntry
from graph.store.store import Store
from ingest.importer import ImportRefused, apply, check, new_id, plan
from tests.support.defects.case import ACTEURS, DISPOSITIFS, TODAY, Case, book, counts_of, tables, told_by
from tests.support.defects.corpus import CORPUS
from tests.support.hostile_tables import Table, as_workbook, hostile_tables, spoiled_tables
from tests.support.stores import emptied

pytestmark = pytest.mark.contract

GROUND = tables(
    acteurs=[ACTEURS[0], ("acteur:socle", "Socle", "autre"), ("libre", "Libre", "autre")],
    dispositifs=[DISPOSITIFS[0], ("disp:socle", "Socle", "PRS")],
    perimetres=[("dispositif", "territoire"), ("disp:socle", "REG-53"), ("disp:socle", "COM-13055")],
)
"""Facts that bring the régions of the corpus in, so that each case only writes its own rows."""


@pytest.fixture(scope="module")
def store(engine_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Open each engine in turn, with some facts in the graph."""
    with emptied(engine_settings) as store:
        checked = check([GROUND(tmp_path_factory.mktemp("socle"))], store)
        apply(checked, plan(checked, store), store)
        yield store


def states(store: Store) -> dict[str, State]:
    """Return everything that the graph holds, by id."""
    return {state.id: state for state in store.dump()}


def import_and_take_back(path: Path, store: Store, *, partial: bool) -> None:
    """Check, plan and apply a file, then the inverse of its plan; the graph ends where it began."""
    version, entries = store.version(), len(store.journal())
    checked = check([path], store, partial=partial, today=TODAY)
    if checked.report.refuse:
        with pytest.raises(ImportRefused):
            plan(checked, store)
    else:
        planned = plan(checked, store)
        entry = apply(checked, planned, store)
        assert (entry is None) == planned.is_empty
        assert store.version() == planned.version_after
        if entry is not None:
            entries += 2
            assert entry.lignes == checked.report.lignes.to_json()
            back = JournalEntry(id=new_id(), nature="import", fichier=path.name, sha256="", lecteur="", date="")
            store.apply(planned.inverse(), back)
    assert store.version() == version
    assert len(store.journal()) == entries


@pytest.mark.parametrize("partial", [False, True], ids=["whole", "partial"])
def test_the_corpus_leaves_the_graph_as_it_was(
    store: Store, partial: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = states(store)
    for number, case in enumerate(CORPUS):
        folder = tmp_path / str(number)
        folder.mkdir()
        with monkeypatch.context() as patch:
            for name, value in case.limits.items():
                patch.setattr(name, value)
            path = case.write(folder)
            import_and_take_back(path, store, partial=partial)
    assert states(store) == before
    assert store.recompute_version() == store.version()


@pytest.mark.parametrize("case", [case for case in CORPUS if not case.limits][::4], ids=lambda case: case.title)
def test_the_report_is_the_same_beside_other_facts(store: Store, case: Case, tmp_path: Path) -> None:
    checked = check([case.write(tmp_path)], store, today=TODAY)
    assert told_by(checked.report) == list(case.told)
    assert counts_of(checked.report) == case.rows


def test_hostile_tables_leave_the_graph_as_it_was(store: Store) -> None:
    before = states(store)

    @given(content=spoiled_tables() | hostile_tables(), partial=st.booleans())
    @settings(max_examples=30, deadline=None)
    def imported(content: list[Table], partial: bool) -> None:
        with TemporaryDirectory() as folder:
            import_and_take_back(as_workbook(Path(folder) / "essai.xlsx", content), store, partial=partial)

    imported()
    assert states(store) == before
    assert store.recompute_version() == store.version()


def test_a_file_refused_by_the_graph_alone(store: Store, tmp_path: Path) -> None:
    """An id of the graph takes no other nature, though the file alone is sound."""
    rows = [("id", "nom", "type_instance"), ("libre", "Libre", "COPIL")]
    path = book(tmp_path / "essai.xlsx", {"instances": rows})
    assert not check([path], None).report.refuse
    assert check([path], store).report.refuse
    import_and_take_back(path, store, partial=False)
