"""Judge two records on every engine: united, merged on a day or kept apart, undone exactly, held at later imports."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph import hashing
from graph.answers import ask
from graph.judgement import Judgement, JudgementRefused, Verdict
from graph.judging import apply_judgement, prepare_judgement
from graph.plan import NodeState, Plan, RelationshipState, State
from graph.settings import Settings
from graph.store.journal import JournalEntry
from graph.store.store import Store
from ingest.choices import Choices
from ingest.importer import Checked, apply, check, plan
from tests.support.stores import emptied
from tests.unit.ingest.builders import TODAY, workbook

pytestmark = pytest.mark.contract

DEP, CD, CLS = "acteur:departement-35", "acteur:cd-35", "disp:cls-redon-1"
FIRST = {
    "acteurs": [
        ("id", "nom", "type_acteur", "url", "source", "citation"),
        (DEP, "Département d’Ille-et-Vilaine", "departement", None, "contrat.txt", "le Département"),
        ("acteur:cpam-35", "CPAM 35", "assurance_maladie", None, "contrat.txt", "la CPAM"),
    ],
    "dispositifs": [("id", "nom", "type_dispositif"), (CLS, "CLS de Redon", "CLS"), ("disp:cls-2", "CLS 2", "CLS")],
    "relations": [
        ("type", "de", "vers", "role", "valid_from", "valid_to", "source", "citation"),
        ("SIGNE", DEP, CLS, "signataire", "2017-07-11", None, "contrat.txt", "signé par le Département"),
    ],
}
SECOND = {
    "acteurs": [
        ("id", "nom", "sigle", "type_acteur", "siren", "source", "citation"),
        (CD, "Conseil départemental 35", "CD 35", "autre", "223500018", "compte-rendu.txt", "le CD 35"),
    ],
    "dispositifs": [("id", "nom", "type_dispositif"), (CLS, "CLS de Redon", "CLS"), ("disp:cls-2", "CLS 2", "CLS")],
    "relations": [
        ("type", "de", "vers", "role", "valid_from", "valid_to", "source", "citation"),
        ("SIGNE", CD, CLS, "signataire", "2017-07-11", None, "compte-rendu.txt", "CD 35 signataire"),
        ("EST_PARTENAIRE", CD, "disp:cls-2", "partenaire", "2018", None, "compte-rendu.txt", "partenaire : CD 35"),
        ("EST_PARTENAIRE", CD, CLS, "partenaire", "2016", "2030-12-31", "compte-rendu.txt", "jusqu’en 2030"),
        ("POSSIBLE_DOUBLON", CD, DEP, None, None, None, "compte-rendu.txt", "sans doute le Département"),
    ],
}


@pytest.fixture
def store(engine_settings: Settings, tmp_path: Path) -> Iterator[Store]:
    """Give a base that two files fed: each knows one organisation under its own name."""
    with emptied(engine_settings) as opened:
        feed(opened, tmp_path, "un.xlsx", FIRST)
        feed(opened, tmp_path, "deux.xlsx", SECOND)
        yield opened


def read(store: Store, folder: Path, name: str, tables: dict[str, list[tuple[object, ...]]], *refused: str) -> Checked:
    path = workbook(folder / name, tables)
    return check([path], store, today=TODAY, choices=Choices(refused=frozenset(refused)))


def feed(store: Store, folder: Path, name: str, tables: dict[str, list[tuple[object, ...]]]) -> Plan:
    checked = read(store, folder, name, tables)
    assert not checked.report.refuse, checked.report.to_text()
    made = plan(checked, store)
    apply(checked, made, store)
    return made


def everything(store: Store) -> dict[str, State]:
    return {state.id: state for state in store.dump()}


def judge(store: Store, verdict: Verdict, **given: str) -> Plan:
    judgement = Judgement(verdict=verdict, garde=DEP, autre=CD, jour="2026-11-22", **given)
    made = prepare_judgement(store, judgement)
    entry = apply_judgement(store, judgement, made)
    assert entry is not None
    assert entry.nature == "jugement"
    assert store.version() == store.recompute_version() == made.version_after
    return made


def undo(store: Store, made: Plan) -> None:
    back = JournalEntry(id="retour", nature="annulation", fichier="", sha256="", lecteur="", date="")
    store.apply(made.inverse(), back)


def edges(store: Store, type_: str) -> list[RelationshipState]:
    found = [state for state in store.dump() if isinstance(state, RelationshipState) and state.type == type_]
    return sorted(found, key=lambda state: (state.start, str(state.properties.get("valid_from"))))


@pytest.mark.parametrize("verdict", list(Verdict))
def test_undoing_a_judgement_restores_the_exact_graph(store: Store, verdict: Verdict) -> None:
    before, version = everything(store), store.version()
    made = judge(store, verdict)
    assert everything(store) != before
    undo(store, made)
    assert store.version() == version == store.recompute_version()
    assert everything(store) == before


def test_one_organisation_written_twice_becomes_one_record(store: Store) -> None:
    judge(store, Verdict.ALIAS)
    graph = everything(store)
    assert CD not in graph
    kept = graph[DEP]
    assert isinstance(kept, NodeState)
    assert kept.properties["alias"] == ["Conseil départemental 35", "CD 35"]
    assert kept.properties["anciens_ids"] == [CD]
    assert kept.properties["siren"] == "223500018"
    assert kept.properties["type_acteur"] == "departement"
    assert kept.properties["preuve_citations"] == ["le Département", "le CD 35"]
    assert kept.dits["deux.xlsx"]["type_acteur"] == "autre", "what the other file says is kept beside"
    (signed,) = edges(store, "SIGNE")
    assert signed.start == DEP
    assert signed.properties["preuve_sources"] == ["contrat.txt", "compte-rendu.txt"]
    assert signed.origines == ("un.xlsx", "deux.xlsx")
    assert {edge.start for edge in edges(store, "EST_PARTENAIRE")} == {DEP}
    assert edges(store, "POSSIBLE_DOUBLON") == []


def test_the_files_come_again_and_change_nothing(store: Store, tmp_path: Path) -> None:
    judge(store, Verdict.ALIAS)
    before = everything(store)
    for name, tables in (("un.xlsx", FIRST), ("deux.xlsx", SECOND)):
        checked = read(store, tmp_path, name, tables)
        assert not checked.report.refuse, checked.report.to_text()
        made = plan(checked, store)
        assert [change.differences() for change in made.changes] == []
        assert made.is_empty
    assert everything(store) == before
    told = [issue for issue in checked.report.problemes if issue.code == "ING-516"]
    assert {(issue.feuille, issue.colonne, issue.valeur, issue.apres) for issue in told} == {
        ("acteurs", "id", CD, DEP),
        ("relations", "de", CD, DEP),
    }
    assert checked.report.lignes.reparees == 5


def test_a_new_file_that_names_the_former_id_feeds_the_kept_record(store: Store, tmp_path: Path) -> None:
    judge(store, Verdict.ALIAS)
    third = {
        "relations": [
            ("type", "de", "vers", "role", "source", "citation"),
            ("FINANCE", CD, "disp:cls-2", "financeur", "budget.txt", "le CD 35 finance"),
        ]
    }
    feed(store, tmp_path, "trois.xlsx", third)
    (funded,) = edges(store, "FINANCE")
    assert funded.start == DEP


def test_refusing_the_reading_makes_the_record_stand_again(store: Store, tmp_path: Path) -> None:
    judge(store, Verdict.ALIAS)
    checked = read(store, tmp_path, "deux.xlsx", SECOND, "ING-516")
    assert not checked.report.refuse
    assert CD in {change.state.id for change in plan(checked, store).changes}


def test_one_file_that_holds_both_records_is_read_again_without_contradiction(
    engine_settings: Settings, tmp_path: Path
) -> None:
    both = {
        "acteurs": [
            ("id", "nom", "sigle", "type_acteur", "alias", "siren"),
            (DEP, "Département d’Ille-et-Vilaine", None, "departement", "Dép. 35", None),
            (CD, "Conseil départemental 35", "CD 35", "autre", "Conseil général", "223500018"),
        ],
    }
    with emptied(engine_settings) as opened:
        feed(opened, tmp_path, "deux-fiches.xlsx", both)
        judge(opened, Verdict.ALIAS)
        before = everything(opened)
        again = read(opened, tmp_path, "deux-fiches.xlsx", both)
        assert not again.report.refuse, again.report.to_text()
        assert plan(again, opened).is_empty
        assert everything(opened) == before


def test_a_merger_closes_the_day_before_and_goes_on_with_the_other(store: Store, tmp_path: Path) -> None:
    judge(store, Verdict.FUSION, date="2023-01-01", note="délibération")
    (succession,) = edges(store, "REMPLACE")
    assert (succession.start, succession.end) == (DEP, CD)
    assert succession.properties["valid_from"] == "2023-01-01"
    assert succession.properties["note"] == "délibération"
    closed = {(edge.start, edge.end): edge.properties.get("valid_to") for edge in edges(store, "EST_PARTENAIRE")}
    assert closed == {
        (CD, "disp:cls-2"): "2022-12-31",
        (CD, CLS): "2022-12-31",
        (DEP, "disp:cls-2"): None,
        (DEP, CLS): "2030-12-31",
    }
    signed = {edge.start: edge.properties.get("valid_to") for edge in edges(store, "SIGNE")}
    assert signed == {DEP: None, CD: "2022-12-31"}, "what the other one already signs is not said twice"
    before = everything(store)
    assert feed(store, tmp_path, "deux.xlsx", SECOND).is_empty
    assert everything(store) == before, "the file that still says 2030 does not open it again"


def test_two_different_organisations_are_told_apart_for_good(store: Store) -> None:
    judge(store, Verdict.DISTINCT, note="deux collectivités")
    (doubt,) = edges(store, "POSSIBLE_DOUBLON")
    assert doubt.properties["verdict"] == "distinct"
    assert doubt.properties["note"] == "deux collectivités"
    assert doubt.properties["preuve_sources"] == ["compte-rendu.txt"]
    told = [row.valeurs["relation"] for row in ask(store, "fiche", {"id": CD}).lignes]
    assert any("n’est pas le même que" in words for words in told)
    assert not any("peut-être" in words for words in told)
    again = Judgement(verdict=Verdict.DISTINCT, garde=CD, autre=DEP, jour="2026-11-22", note="deux collectivités")
    assert prepare_judgement(store, again).is_empty


def test_what_cannot_be_judged_is_refused_in_words(store: Store) -> None:
    version = store.version()
    for other, verdict, words in (
        ("acteur:inconnu", Verdict.ALIAS, "n’existe plus"),
        (DEP, Verdict.ALIAS, "deux fois la même fiche"),
        ("disp:cls-2", Verdict.ALIAS, "pas de même nature"),
    ):
        with pytest.raises(JudgementRefused, match=words):
            prepare_judgement(store, Judgement(verdict=verdict, garde=DEP, autre=other, jour="2026-11-22"))
    # A dual node may unite a scheme and an actor only when its kind of scheme acts; the date must be one.
    with pytest.raises(JudgementRefused, match="n’est pas une date"):
        prepare_judgement(
            store, Judgement(verdict=Verdict.FUSION, garde=DEP, autre=CD, jour="2026-11-22", date="demain")
        )
    assert store.version() == version != hashing.EMPTY_VERSION
