"""Ask for duplicates on every engine: candidates, proposals for unclear records, judged pairs, territory, command."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.answer import Answer
from graph.answers import BadParameter, ask
from graph.answers.context import Context
from graph.judgement import Judgement, Verdict
from graph.judging import apply_judgement, fuller, prepare_judgement
from graph.settings import Settings
from graph.store.store import Store
from ingest.importer import apply, check, plan
from tests.support.command_base import Base
from tests.support.stores import emptied
from tests.unit.ingest.builders import TODAY, workbook

pytestmark = pytest.mark.contract

FILE = {
    "acteurs": [
        ("id", "nom", "sigle", "type_acteur", "finess_et", "a_preciser", "collectif", "partie_de", "territoires"),
        ("acteur:dep", "Département d’Ille-et-Vilaine", None, "departement", None, None, None, None, "DEP-35"),
        ("acteur:cd", "CD 35", None, "departement", None, None, None, None, None),
        ("acteur:ch", "Centre hospitalier de Redon", None, "etablissement_sante", "350000048", None, None, None, None),
        ("acteur:ch2", "CH Redon", None, "etablissement_sante", None, None, None, None, "COM-35236"),
        ("acteur:parc-35", "MSP du Parc", None, "msp", None, None, None, None, "DEP-35"),
        ("acteur:parc-29", "MSP du Parc", None, "msp", None, None, None, None, "DEP-29"),
        ("acteur:ars", "l’ARS", "ARS", "ars", None, "oui", None, None, None),
        ("acteur:ars-b", "ARS Bretagne", "ARS", "ars", None, None, None, None, "REG-53"),
        ("acteur:ars-p", "ARS Pays de la Loire", "ARS", "ars", None, None, None, None, "REG-52"),
        ("acteur:msps", "MSP du Parc et autres", None, "msp", None, None, "oui", None, "DEP-35"),
        ("acteur:prev", "CD 35 - Prévention", None, "service", None, None, None, "acteur:cd", None),
    ],
}


@pytest.fixture
def store(engine_settings: Settings, tmp_path: Path) -> Iterator[Store]:
    """Give a base with doubles, and with what looks like doubles."""
    with emptied(engine_settings) as opened:
        checked = check([workbook(tmp_path / "essai.xlsx", FILE)], opened, today=TODAY)
        assert not checked.report.refuse, checked.report.to_text()
        apply(checked, plan(checked, opened), opened)
        yield opened


def asked(store: Store, **given: object) -> Answer:
    return ask(store, "doublons", given, date="toutes")


def pairs(answer: Answer) -> set[tuple[str, str]]:
    return {(row.valeurs["a_id"], row.valeurs["b_id"]) for row in answer.lignes}


def test_doubles_are_found_and_what_only_looks_like_one_is_not(store: Store) -> None:
    answer = asked(store)
    assert pairs(answer) == {("acteur:cd", "acteur:dep"), ("acteur:ch", "acteur:ch2")}
    for row in answer.lignes:
        assert row.valeurs["raisons"][0].startswith("même nom")
        assert row.phrase.endswith("À vous de juger.")
        known = [part for part in row.parts if part.poids and part.valeur is not None]
        assert all(part.calcul for part in row.parts)
        mean = sum(part.valeur * part.poids for part in known) / sum(part.poids for part in known)  # type: ignore[operator, misc]
        assert row.valeurs["score"] <= mean + 1e-9
    proposed = answer.tableaux["a_preciser"].lignes
    assert [row.valeurs["proche_id"] for row in proposed] == ["acteur:ars-b", "acteur:ars-p"]
    assert answer.mesures["n_paires"] == 2


def test_a_territory_keeps_what_acts_on_it(store: Store) -> None:
    assert pairs(asked(store, territoire="COM-35236")) == {("acteur:cd", "acteur:dep"), ("acteur:ch", "acteur:ch2")}
    assert pairs(asked(store, territoire="DEP-29")) == set()


def test_judged_pairs_leave_the_queue_and_are_told(store: Store) -> None:
    judgement = Judgement(
        verdict=Verdict.DISTINCT, garde="acteur:ch", autre="acteur:ch2", jour="2026-11-22", note="non"
    )
    apply_judgement(store, judgement, prepare_judgement(store, judgement))
    judgement = Judgement(verdict=Verdict.ALIAS, garde="acteur:dep", autre="acteur:cd", jour="2026-11-22")
    apply_judgement(store, judgement, prepare_judgement(store, judgement))
    answer = asked(store)
    assert pairs(answer) == set()
    assert "en dehors de 2" in answer.phrase
    told = {row.valeurs["verdict"]: row.valeurs for row in answer.tableaux["juges"].lignes}
    assert set(told) == {"distinct", "alias"}
    assert told["alias"]["b_id"] == "acteur:cd"
    assert told["distinct"]["note"] == "non"
    to_name = ask(store, "a_preciser", {}, date="toutes")
    assert {row.valeurs["objet_id"] for row in to_name.lignes} == {"acteur:ars", "acteur:msps"}


@pytest.mark.parametrize(("name", "value"), [("seuil", "0"), ("seuil", "1.5"), ("limite", "0")])
def test_wrong_parameters_are_refused(store: Store, name: str, value: str) -> None:
    with pytest.raises(BadParameter):
        asked(store, **{name: value})


def test_the_example_has_no_probable_double(example: Context) -> None:
    answer = ask(example.store, "doublons", {}, context=example)
    assert pairs(answer) == {("acteur:addictions-france", "acteur:anpaa")}
    (row,) = answer.lignes
    assert row.valeurs["etat"] == "signale"
    assert row.valeurs["niveau"] == "a_examiner"
    unclear = {row.valeurs["objet_id"] for row in answer.tableaux["a_preciser"].lignes}
    assert {"acteur:ars-non-precisee", "acteur:msa-non-precisee"} <= unclear
    assert json.dumps(answer.to_json(), ensure_ascii=False)


def test_the_record_of_which_most_is_said_is_kept_whatever_the_order(store: Store) -> None:
    both = ("acteur:ars", "acteur:ars-b")
    assert {fuller(store, *both), fuller(store, *reversed(both))} == {"acteur:ars-b"}
    assert fuller(store, "acteur:msps", "acteur:parc-35") == "acteur:msps", "as much is said of both: the first"


def test_the_command_lists_judges_and_takes_back(store: Store) -> None:
    before = store.version()
    base = Base(store.settings)
    listed = base("duplicates", "--json").json
    assert "juges" not in listed["tableaux"]
    pair = next(row["valeurs"]["id"] for row in listed["lignes"] if row["valeurs"]["a_id"] == "acteur:cd")
    shown = base("judge", pair, "--verdict", "alias", "--keep", "acteur:dep", "--plan", "--json").json
    assert (shown["applique"], shown["plan"]["retires"]) == (False, 2)
    assert store.version() == before
    assert base("judge", pair, "--verdict", "alias").status == 2, "a pipe cannot answer"
    written = base("judge", pair, "--verdict", "alias", "--keep", "acteur:dep", "--note", "vu", "--yes", "--json").json
    assert written["entree"]["nature"] == "jugement"
    assert base("judge", pair, "--verdict", "alias", "--yes").status == 1, "a judged pair is no longer in the queue"
    assert base("judge", "acteur:dep|acteur:inconnu", "--verdict", "distinct", "--yes").status == 1
    assert base("judge", "acteur:ch|acteur:ch2", "--verdict", "alias", "--date", "2020", "--yes").status == 2
    assert base("judge", "acteur:ch|acteur:ch2", "--verdict", "alias", "--note", "Mme Dupont", "--yes").status == 2
    assert base("undo", written["entree"]["id"], "--yes").status == 0
    assert store.version() == before == store.recompute_version()
