"""Ask for load, conformity, deadlines and missing roles on the example: what the documents say, on every engine."""

from typing import Any

import pytest

from graph.answer import INSUFFISANT, PARTIEL, Answer, explain
from graph.answers import BadParameter, ask
from graph.answers.context import Context
from graph.model.norms import norm

pytestmark = pytest.mark.contract

REDON = "EPCI-243500741"
CPAM_35, REDON_AGGLO = "acteur:cpam-35", "acteur:redon-agglomeration"
BROCELIANDE, REDON_1, REDON_2, FOUGERES_2 = (
    "disp:cls-broceliande-1",
    "disp:cls-redon-1",
    "disp:cls-redon-2",
    "disp:cls-fougeres-2",
)
IN_SEPTEMBER, WHEN_LISTED = "2021-09-15", "2019-02-05"


def _ask(context: Context, name: str, date: str | None, **given: object) -> Answer:
    return ask(context.store, name, given, date=date, context=context)


def by(answer: Answer, column: str) -> dict[Any, dict[str, Any]]:
    """Return the values of each row by one of them."""
    return {row.valeurs[column]: dict(row.valeurs) for row in answer.lignes}


# ---------------------------------------------------------------------------------------------------------- load


@pytest.mark.parametrize(
    ("granularite", "acteur", "count"), [("organisation", REDON_AGGLO, 16), ("service", "acteur:ats-redon", 10)]
)
def test_who_leads_the_actions_of_the_first_contract(
    example: Context, granularite: str, acteur: str, count: int
) -> None:
    answer = _ask(example, "charge", WHEN_LISTED, dispositif=REDON_1, granularite=granularite)
    assert by(answer, "acteur_id")[acteur]["n_pilotages"] == count
    (row,) = [row.valeurs for row in answer.tableaux["pilotages"].lignes if row.valeurs["acteur_id"] == acteur]
    assert (row["dispositif_id"], row["n_actions"], row["n_total"]) == (REDON_1, count, 39)
    pilots = _ask(example, "pilotes", WHEN_LISTED, dispositif=REDON_1, granularite=granularite)
    expected = {row.valeurs["acteur_id"]: row.valeurs["n_actions"] for row in pilots.lignes}
    assert {id_: row["n_pilotages"] for id_, row in by(answer, "acteur_id").items() if row["n_pilotages"]} == expected


def test_where_the_fund_sits(example: Context) -> None:
    answer = _ask(example, "charge", IN_SEPTEMBER)
    row = by(answer, "acteur_id")[CPAM_35]
    assert {name: row[name] for name in ("n_cls", "n_instances", "n_copil", "n_gt", "n_animees", "n_prevues")} == {
        "n_cls": 6,
        "n_instances": 3,
        "n_copil": 1,
        "n_gt": 1,
        "n_animees": 1,
        "n_prevues": 1,
    }
    # Committee: 2 meetings × 2 h × member; working group: 4 × 2 h × leader; the regional instance has no rhythm.
    assert row["heures"] == 2 * 2 * 1 + 4 * 2 * 2
    assert row["representations"] == ["siège pour CPAM du Morbihan (CPAM 56) (COPIL du CLS 2 de Redon Agglomération)"]
    assert len(row["representations_possibles"]) == 1
    assert row["alerte"] is False
    (line,) = [line for line in answer.lignes if line.valeurs["acteur_id"] == CPAM_35]
    assert "3 instances documentées (dont 1 en projet)" in line.phrase.replace("\u00a0", " ")
    assert "pilote 2 actions (et 7 autres en proposition)" in line.phrase.replace("\u00a0", " ")
    seats = {part.nom: part.valeur for part in explain(line).parts}
    assert seats["inst:gt-am-redon"] == 16
    assert seats["inst:instance-iss-bretagne"] is None
    assert explain(line).sources == ("003_0d997f4f84eba19d.txt",)


def test_the_load_says_what_it_supposes(example: Context) -> None:
    answer = _ask(example, "charge", IN_SEPTEMBER)
    assert answer.etat_donnees == PARTIEL
    assert any("pas qui travaille le plus" in warning for warning in answer.avertissements)
    assert any("estimation" in warning for warning in answer.avertissements)
    assert answer.mesures["gini"] == pytest.approx(0.201, abs=0.0005)
    assert answer.mesures["part_top3"] == pytest.approx(52 / 92)
    changed = _ask(example, "charge", IN_SEPTEMBER, hypotheses=["duree=1", "groupe_de_travail=6", "animation=3"])
    assert by(changed, "acteur_id")[CPAM_35]["heures"] == 2 * 1 * 1 + 6 * 1 * 3
    with pytest.raises(BadParameter):
        _ask(example, "charge", IN_SEPTEMBER, hypotheses=["sieste=2"])
    with pytest.raises(BadParameter, match="hypothèse ne peut pas être négative"):
        _ask(example, "charge", IN_SEPTEMBER, hypotheses=["duree=-4"])


def test_nothing_known_is_not_an_empty_load(example: Context) -> None:
    early = _ask(example, "charge", "2010-01-01")
    assert (early.lignes, early.etat_donnees) == ((), INSUFFISANT)
    nowhere = _ask(example, "charge", IN_SEPTEMBER, territoire="Quimper", dispositif=REDON_1)
    assert (nowhere.lignes, nowhere.etat_donnees) == ((), INSUFFISANT)
    assert "on ne peut rien dire" in nowhere.phrase


# ---------------------------------------------------------------------------------------------------- conformity


def test_the_clauses_of_broceliande(example: Context) -> None:
    answer = _ask(example, "conformite", IN_SEPTEMBER, dispositif=BROCELIANDE)
    clauses = by(answer, "code")
    assert {code: row["etat"] for code, row in clauses.items()} == {
        "COPIL_MIN_PAR_AN": "non_documente",
        "POP_MIN_CLS": "verifie",
        "ELABORATION_MAX_MOIS": "non_documente",
        "SIGNATAIRES_MINIMAUX": "verifie",
        "SIGNATAIRES_HABITUELS": "non_respecte",
        "SIGNATAIRES_AU_COPIL": "non_documente",
        "ACTIONS_PILOTEES": "non_documente",
        "DUREE_CLS": "verifie",
        "TERME": "verifie",
    }
    assert clauses["SIGNATAIRES_HABITUELS"]["manquants"] == ["Centre Hospitalier", "Centre Hospitalier spécialisé"]
    assert answer.phrase.startswith("4 clauses sur 9 sont vérifiées\u202f; 4\u00a0ne sont pas documentées")
    assert answer.mesures["mois_restants"] == 9
    assert (answer.mesures["fin_au_plus_tot"], answer.mesures["fin_au_plus_tard"]) == ("2022-07-11", "2022-07-11")
    absent = [
        row.valeurs["categorie"] for row in answer.tableaux["signataires"].lignes if row.valeurs["etat"] == "absent"
    ]
    missing = _ask(example, "signataires_manquants", IN_SEPTEMBER, dispositif=BROCELIANDE)
    assert absent == [row.valeurs["categorie"] for row in missing.tableaux["absents"].lignes]


def test_the_clauses_of_redon(example: Context) -> None:
    second = by(_ask(example, "conformite", IN_SEPTEMBER, dispositif=REDON_2), "code")
    assert (second["POP_MIN_CLS"]["etat"], second["POP_MIN_CLS"]["mesure"]) == ("verifie", 66478)
    assert (second["COPIL_MIN_PAR_AN"]["etat"], second["COPIL_MIN_PAR_AN"]["mesure"]) == ("non_documente", 1)
    assert second["SIGNATAIRES_MINIMAUX"]["etat"] == "sans_objet"
    answer = _ask(example, "conformite", IN_SEPTEMBER, dispositif=REDON_1)
    first = by(answer, "code")
    assert (first["ACTIONS_PILOTEES"]["etat"], first["ACTIONS_PILOTEES"]["valeur"]) == ("non_respecte", "37 sur 39")
    assert len(first["ACTIONS_PILOTEES"]["manquants"]) == 2
    assert first["DUREE_CLS"]["etat"] == "non_documente"
    assert answer.mesures["jour_examine"] == "2020-12-31"
    assert any("Pays de la Loire" in warning for warning in answer.avertissements)


def test_the_second_contract_of_fougeres_was_prepared_in_six_months(example: Context) -> None:
    """The communes of its pays are not known, but it lies in Ille-et-Vilaine, hence in Bretagne."""
    answer = _ask(example, "conformite", IN_SEPTEMBER, dispositif=FOUGERES_2)
    clauses = by(answer, "code")
    assert (clauses["ELABORATION_MAX_MOIS"]["etat"], clauses["ELABORATION_MAX_MOIS"]["mesure"]) == ("verifie", 6)
    assert clauses["POP_MIN_CLS"]["etat"] == "non_documente"
    (row,) = [row for row in answer.lignes if row.valeurs["code"] == "ELABORATION_MAX_MOIS"]
    assert {proof.citation for proof in row.preuves} >= {norm("ELABORATION_MAX_MOIS").citation}
    assert len(row.preuves) == 2, "the norm, and the document that speaks of the contract"


def test_a_contract_that_is_over_is_examined_at_its_last_day(example: Context) -> None:
    after = _ask(example, "conformite", "2025-06-01", dispositif=BROCELIANDE)
    before = _ask(example, "conformite", IN_SEPTEMBER, dispositif=BROCELIANDE)
    assert after.mesures["jour_examine"] == "2022-07-11"
    assert {code: row["etat"] for code, row in by(after, "code").items()} == {
        code: row["etat"] for code, row in by(before, "code").items()
    }
    assert after.mesures["mois_restants"] == -34


def test_every_verified_clause_is_proved(example: Context) -> None:
    for scheme in (BROCELIANDE, REDON_1, REDON_2, FOUGERES_2, "disp:cls-brest"):
        for row in _ask(example, "conformite", IN_SEPTEMBER, dispositif=scheme).lignes:
            assert row.phrase
            if row.valeurs["etat"] in {"verifie", "non_respecte"}:
                assert row.preuves


def test_a_scheme_without_clause_gets_no_verdict(example: Context) -> None:
    answer = _ask(example, "conformite", IN_SEPTEMBER, dispositif="disp:cpts-redon")
    assert (answer.lignes, answer.etat_donnees) == ((), INSUFFISANT)
    assert "Aucune clause n’est enregistrée" in answer.phrase
    assert "pour un " not in answer.phrase
    unknown = ("n_clauses", "n_verifiees", "n_non_documentees", "evaluation", "etape_suivante")
    assert {answer.mesures[name] for name in unknown} == {None}, "nothing was counted, and a stage of a CLS is not its"


# ----------------------------------------------------------------------------------------------------- deadlines


def test_what_ends_in_bretagne(example: Context) -> None:
    answer = _ask(example, "echeances", IN_SEPTEMBER, territoire="REG-53", types=["CLS"])
    rows = by(answer, "dispositif_id")
    assert (rows[BROCELIANDE]["date_fin"], rows[BROCELIANDE]["mois_min"]) == ("2022-07-11", 9)
    assert (rows[FOUGERES_2]["mois_min"], rows[FOUGERES_2]["mois_max"]) == (51, 63)
    assert rows[FOUGERES_2]["evaluation_des"] == "2025"
    assert (rows[REDON_1]["terme"], rows[REDON_1]["suite_id"]) == ("termine", REDON_2)
    assert rows[REDON_2]["terme"] == "non_documente"
    assert list(rows)[:3] == [BROCELIANDE, FOUGERES_2, REDON_1]
    assert answer.mesures["n_proches"] == 1
    assert answer.etat_donnees == PARTIEL


def test_evaluations_to_start(example: Context) -> None:
    rows = by(_ask(example, "echeances", "2025-06-01", types=["CLS"]), "dispositif_id")
    assert (rows[FOUGERES_2]["evaluation"], rows[FOUGERES_2]["terme"]) == ("a_lancer_peut_etre", "en_projet")
    said = _ask(example, "echeances", "2025-06-01", types=["CLS"]).phrase.replace("\u00a0", " ")
    assert "1 évaluation est peut-être à lancer" in said
    assert ", en projet" in said
    early = by(_ask(example, "echeances", "2025-06-01", types=["CLS"], preavis="24"), "dispositif_id")
    assert early[FOUGERES_2]["evaluation"] == "a_lancer"
    assert rows[BROCELIANDE]["terme"] == "termine"
    every = _ask(example, "echeances", "toutes", types=["CLS"])
    assert {row.valeurs["mois_min"] for row in every.lignes} == {None}
    assert every.etat_donnees == PARTIEL


def test_an_unknown_type_or_a_negative_delay_is_refused(example: Context) -> None:
    with pytest.raises(BadParameter):
        _ask(example, "echeances", IN_SEPTEMBER, types=["contrat"])
    with pytest.raises(BadParameter):
        _ask(example, "echeances", IN_SEPTEMBER, preavis="-3")


# ------------------------------------------------------------------------------------------------- missing roles


def test_where_the_fund_has_no_documented_role(example: Context) -> None:
    answer = _ask(example, "absences", IN_SEPTEMBER, acteur=CPAM_35)
    rows = by(answer, "dispositif_id")
    assert {"disp:cls-vitre", "disp:cpts-redon", "disp:clsm-redon"} <= set(rows)
    held = {row.valeurs["dispositif_id"] for row in _ask(example, "engagements", IN_SEPTEMBER, acteur=CPAM_35).lignes}
    assert not held & set(rows)
    assert {row["etat"] for row in rows.values()} == {"sans_role_documente"}
    assert rows["disp:cpts-redon"]["part"] == pytest.approx(27374 / 66478)
    assert rows["disp:cls-vitre"]["part"] is None
    assert "Sans rôle documenté ne veut pas dire absent" in answer.phrase
    assert answer.mesures["n_dispositifs"] == answer.mesures["n_avec_role"] + len(rows)


def test_a_service_answers_for_its_organisation(example: Context) -> None:
    whole, service = (_ask(example, "absences", IN_SEPTEMBER, acteur=id_) for id_ in (CPAM_35, "acteur:cpam35-ces"))
    assert [row.valeurs for row in service.lignes] == [row.valeurs for row in whole.lignes]
    assert any("est compté avec" in warning for warning in service.avertissements)


def test_the_others_of_the_same_kind_are_told(example: Context) -> None:
    answer = _ask(example, "absences", None, acteur=CPAM_35, territoire="Brest")
    assert by(answer, "dispositif_id")["disp:cls-brest"]["pairs"] == ["CPAM du Finistère"]


def test_without_territory_nothing_is_said(example: Context) -> None:
    answer = _ask(example, "absences", IN_SEPTEMBER, acteur="acteur:carsat")
    assert (answer.lignes, answer.etat_donnees) == ((), INSUFFISANT)
    assert "choisissez un territoire" in answer.phrase
