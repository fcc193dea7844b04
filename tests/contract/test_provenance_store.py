"""Who says what, through files and on each engine: contradictions, closings, a second person, a backup, an undo."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from app.exports.facts import choose_facts
from app.exports.facts_json import facts_json
from graph.answers.door import ask
from graph.certainty import Certitude
from graph.closing import Closing, Raison
from graph.plan import ChangeKind, contradictions
from graph.settings import Settings
from graph.store.backup import restore, write_backup
from graph.store.conflicts import StalePlan
from graph.store.journal import JournalEntry
from graph.store.store import Store
from ingest.choices import Choices
from ingest.importer import apply, check, new_id, plan
from ingest.provenance import plan_issues
from tests.support.stores import emptied
from tests.unit.ingest.builders import Tables, workbook

pytestmark = pytest.mark.contract

DAY = date(2026, 11, 22)
ACTEURS = ("id", "nom", "type_acteur", "sigle", "source", "citation")
RELATIONS = ("type", "de", "vers", "role", "valid_from", "note", "source", "citation")


@pytest.fixture
def store(engine_settings: Settings) -> Iterator[Store]:
    """Open an empty graph on each engine in turn."""
    with emptied(engine_settings) as store:
        yield store


def tables(acteurs: Sequence[tuple[object, ...]], relations: Sequence[tuple[object, ...]] = ()) -> Tables:
    """Return the sheets of a workbook: some actors, a scheme, some relationships."""
    scheme = [("id", "nom", "type_dispositif"), ("disp:d", "D", "CLS")]
    found: Tables = {"acteurs": [ACTEURS, *acteurs], "dispositifs": scheme}
    return {**found, "relations": [RELATIONS, *relations]} if relations else found


FIRST = tables(
    [
        ("acteur:a", "CPAM 35", "assurance_maladie", "CPAM", "a.pdf", "dit"),
        ("acteur:b", "ARS", "ars", None, None, None),
        ("acteur:c", "MSA", "msa", None, None, None),
    ],
    [
        ("SIGNE", "acteur:a", "disp:d", "signataire", "2021-01-01", "a", "a.pdf", "signe"),
        ("SIGNE", "acteur:b", "disp:d", "signataire", None, None, None, None),
        ("SIGNE", "acteur:c", "disp:d", "signataire", None, None, None, None),
    ],
)
SECOND = tables(
    [("acteur:a", "CPAM d’Ille-et-Vilaine", "assurance_maladie", None, "b.pdf", "redit")],
    [("SIGNE", "acteur:a", "disp:d", "signataire", None, "b", "b.pdf", "a signé")],
)


def load(store: Store, path: Path, content: Tables, **options: object) -> JournalEntry | None:
    """Write a workbook and import it."""
    checked = check([workbook(path, content)], store, today=DAY)
    assert not checked.report.refuse, [str(issue) for issue in checked.report.problemes]
    return apply(checked, plan(checked, store, day=DAY, **options), store)  # type: ignore[arg-type]


def test_two_files_then_the_first_again(store: Store, tmp_path: Path) -> None:
    first, second = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    load(store, first, FIRST)
    entry = load(store, second, SECOND)
    assert entry is not None
    assert (entry.comptes["rapproches"], entry.comptes["contradictions"], entry.comptes["fermes"]) == (1, 2, 0)
    states = {state.id: state for state in store.dump()}
    cpam = states["acteur:a"]
    assert cpam.origines == ("a.xlsx", "b.xlsx")
    assert cpam.properties["nom"] == "CPAM 35"
    assert cpam.properties["preuve_citations"] == ["dit", "redit"]
    assert [(one.propriete, one.valeurs) for one in contradictions(cpam)] == [
        ("nom", (("a.xlsx", "CPAM 35"), ("b.xlsx", "CPAM d’Ille-et-Vilaine")))
    ]
    assert len([state for state in states.values() if "SIGNE" in state.kinds]) == 3
    exported = {entry["id"]: entry for entry in facts_json(choose_facts(store))["noeuds"]}
    assert exported["acteur:a"]["contradictions"] == [
        {
            "propriete": "nom",
            "retenue": "CPAM 35",
            "tranchee": False,
            "valeurs": [
                {"fichier": "a.xlsx", "valeur": "CPAM 35"},
                {"fichier": "b.xlsx", "valeur": "CPAM d’Ille-et-Vilaine"},
            ],
        }
    ]
    assert "contradictions" not in exported["acteur:b"]
    assert load(store, first, FIRST) is None
    assert load(store, second, SECOND) is None
    assert {state.id: state for state in store.dump()} == states
    assert store.version() == store.recompute_version()


def test_the_question_lists_what_files_disagree_on(store: Store, tmp_path: Path) -> None:
    load(store, tmp_path / "a.xlsx", FIRST)
    assert ask(store, "contradictions").phrase.startswith("Les fichiers importés ne se contredisent")
    load(store, tmp_path / "b.xlsx", SECOND)
    other = ("SIGNE", "acteur:b", "disp:d", "signataire", "2022-05-01", None, None, None)
    load(store, tmp_path / "c.xlsx", tables([], [other]))
    answer = ask(store, "contradictions", date="toutes")
    rows = {(row.valeurs["objet_id"], row.valeurs["propriete"]): row for row in answer.lignes}
    assert set(rows) == {("acteur:a", "nom"), ("acteur:a", "note"), ("acteur:b", "valid_from")}
    name = rows["acteur:a", "nom"].valeurs
    assert (name["retenue"], name["autre"]) == ("CPAM 35", "CPAM d’Ille-et-Vilaine")
    assert (name["origine_retenue"], name["origine_autre"], name["tranchee"]) == ("a.xlsx", "b.xlsx", False)
    start = rows["acteur:b", "valid_from"].valeurs
    assert (start["retenue"], start["autre"]) == ("depuis le 1er mai 2022", "sans date de début")
    assert (start["relation"], start["vers_id"]) == ("SIGNE", "disp:d")
    assert {row.certitude for row in answer.lignes} == {Certitude.INCERTAIN}
    assert {preuve.citation for preuve in rows["acteur:a", "nom"].preuves} == {"dit", "redit"}


def test_a_new_version_closes_what_it_no_longer_says(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    load(store, path, FIRST)
    shorter = {**FIRST, "relations": FIRST["relations"][:3], "acteurs": FIRST["acteurs"][:3]}
    before = list(store.dump())
    entry = load(store, path, shorter)
    assert entry is not None
    assert (entry.comptes["fermes"], entry.comptes["clos"], entry.comptes["disparus"]) == (1, 1, 1)
    rows = store.read("MATCH (:Entite)-[r:SIGNE]->(:Entite) WHERE r.valid_to IS NOT NULL RETURN r.valid_to AS d")
    assert rows == [{"d": "2026-11-22"}]
    assert load(store, path, shorter) is None
    load(store, path, FIRST)
    assert list(store.dump()) == before, "what comes back is open again"


def test_rejected_rows_close_nothing(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    load(store, path, FIRST)
    wrong = ("SIGNE", "acteur:c", "disp:d", "rôle inventé zzz", None, None, None, None)
    workbook(path, {**FIRST, "relations": [*FIRST["relations"][:2], wrong]})
    checked = check([path], store, partial=True, today=DAY)
    found = plan(checked, store, day=DAY)
    assert found.is_empty
    assert {gone.raison for gone in found.disparus} == {Raison.LIGNES_REJETEES}
    assert plan(checked, store, day=DAY, closing=Closing.OUI).count(ChangeKind.CLOS) == 2


def test_a_file_may_be_the_new_version_of_another(store: Store, tmp_path: Path) -> None:
    load(store, tmp_path / "2025.xlsx", FIRST)
    shorter = {**FIRST, "relations": FIRST["relations"][:3]}
    entry = load(store, tmp_path / "2026.xlsx", shorter, replaces={"2026.xlsx": "2025.xlsx"})
    assert entry is not None
    assert (entry.comptes["fermes"], entry.comptes["contradictions"]) == (1, 0)
    told = {name for state in store.dump() if state.fait for name in state.origines}
    assert told == {"2025.xlsx", "2026.xlsx"}, "what is no longer said stays in the name of who said it"


def test_a_lent_date_is_told_and_may_be_refused(store: Store, tmp_path: Path) -> None:
    load(store, tmp_path / "a.xlsx", FIRST)
    path = workbook(tmp_path / "b.xlsx", SECOND)
    checked = check([path], store, today=DAY)
    [issue] = plan_issues(plan(checked, store))
    assert (issue.code, issue.fichier, issue.feuille, issue.ligne) == ("ING-517", "b.xlsx", "relations", 2)
    for refused in ("ING-517", issue.key):
        again = check([path], store, today=DAY, choices=Choices(refused=frozenset({refused})))
        assert plan(again, store).counts_by_name(ChangeKind.CREE)["SIGNE"] == 1


def test_two_files_read_together_disagree_without_being_refused(store: Store, tmp_path: Path) -> None:
    paths = [workbook(tmp_path / "a.xlsx", FIRST), workbook(tmp_path / "b.xlsx", SECOND)]
    checked = check(paths, store, today=DAY)
    assert not checked.report.refuse
    together = plan(checked, store, day=DAY)
    assert {one.propriete for _, one in together.contradictions()} == {"nom", "note"}
    apply(checked, together, store)
    states = {state.id: state for state in store.dump()}
    with emptied(store.settings) as other:
        load(other, tmp_path / "a.xlsx", FIRST)
        load(other, tmp_path / "b.xlsx", SECOND)
        assert {state.id: state for state in other.dump()} == states


def test_the_plan_of_a_second_person_is_stale_and_a_fresh_one_passes(
    store: Store, engine_settings: Settings, tmp_path: Path
) -> None:
    one = check([workbook(tmp_path / "a.xlsx", FIRST)], store, today=DAY)
    mine = plan(one, store, day=DAY)
    with Store.open(engine_settings) as theirs:
        two = check([workbook(tmp_path / "b.xlsx", SECOND)], theirs, today=DAY)
        apply(two, plan(two, theirs, day=DAY), theirs)
        version = theirs.version()
    with pytest.raises(StalePlan):
        apply(one, mine, store)
    assert store.version() == version
    fresh = plan(one, store, day=DAY)
    assert fresh.base_version == version
    assert {found.propriete for _, found in fresh.contradictions()} == {"nom"}
    assert apply(one, fresh, store) is not None
    assert store.version() == store.recompute_version() == fresh.version_after


@pytest.mark.parametrize("batch", [1, 20_000])
def test_the_inverse_and_a_backup_restore_who_said_what(store: Store, tmp_path: Path, batch: int) -> None:
    load(store, tmp_path / "a.xlsx", FIRST)
    before = list(store.dump())
    checked = check([workbook(tmp_path / "b.xlsx", SECOND)], store, today=DAY)
    done = plan(checked, store, day=DAY)
    store.apply(done, _entry(), batch=batch)
    after = list(store.dump())
    assert any(len(state.dits) > 1 for state in after)
    write_backup(store, tmp_path / "s.maillage")
    store.apply(done.inverse(), _entry(), batch=batch)
    assert list(store.dump()) == before
    restore(store, tmp_path / "s.maillage", replace_all=True)
    assert list(store.dump()) == after
    assert store.version() == store.recompute_version()


def _entry() -> JournalEntry:
    return JournalEntry(id=new_id(), nature="import", fichier="b.xlsx", sha256="", lecteur="classeur", date="")
