"""Ask every question of the catalogue on every engine: the answer keeps its promises, and is the same on both."""

import json
import logging
import re
from typing import Any
from uuid import uuid4

import pytest

from graph.answer import INSUFFISANT, PARTIEL, SUFFISANT, Answer
from graph.answers import BadParameter, UnknownQuestion, ask
from graph.answers.context import Context
from graph.model.ontology import node_specs, relationship_specs
from queries.catalogue import catalogue

pytestmark = pytest.mark.contract

REDON = "EPCI-243500741"
BY_TYPE: dict[str, object] = {
    "Territoire": REDON,
    "Dispositif": "disp:cls-redon-1",
    "Acteur": "acteur:cpam-35",
    "Action": "action:redon1-27",
    "Instance": "inst:gt-am-redon",
    "Thematique": "sante_mentale",
    "Public": "personnes_agees",
    "Entite": "disp:cpts-redon",
    "Source": "src:003",
    "date": "2019-01-01",
}
"""What a question is asked about when its own cases say nothing: a new question is tested without a line here."""

# Beside the required parameters: every optional one, other territories, other kinds of objects.
CASES: dict[str, list[dict[str, object]]] = {
    "acteurs_du_territoire": [
        {"territoire": "Pipriac", "secteur": "protection_sociale"},
        {"territoire": "REG-53", "granularite": "service"},
        {"territoire": "Guémené-Penfao", "certitude": "certain"},
    ],
    "actions_du_territoire": [
        {"territoire": "Allaire", "theme": "fam_prevention"},
        {"territoire": REDON, "public": "enfants"},
    ],
    "actions_du_dispositif": [
        {"dispositif": "disp:cls-redon-2", "theme": "nutrition"},
        {"dispositif": "disp:cls-redon-1", "public": "personnes_agees"},
    ],
    "actions_d_un_pilote": [
        {"acteur": "acteur:redon-agglomeration"},
        {"acteur": "acteur:redon-agglomeration", "granularite": "service"},
        {"acteur": "acteur:ats-redon"},
    ],
    "actions_par_public": [{"public": "enfants", "territoire": "Guémené-Penfao"}],
    "actions_par_theme": [{"theme": "nutrition", "territoire": REDON}, {"theme": "fam_prevention"}],
    "axes_du_dispositif": [{"dispositif": "disp:cls-cornouaille"}],
    "actions_semblables": [
        {"territoire": REDON, "poids": ["titre=0,7", "publics=0"]},
        {"territoire": "Pipriac", "seuil": "0,7", "limite": 3},
    ],
    "absences": [
        {"acteur": "acteur:cpam-35", "granularite": "service"},
        {"acteur": "acteur:cpam-35", "territoire": "Brest"},
        {"acteur": "acteur:carsat"},
    ],
    "articulations": [{"territoire": REDON, "granularite": "service"}, {"dispositif": "disp:cls-brest"}],
    "charge": [
        {"territoire": REDON, "granularite": "service"},
        {"dispositif": "disp:cls-redon-1"},
        {"hypotheses": ["duree=1,5", "COPIL=3"], "certitude": "certain"},
    ],
    "conformite": [
        {"dispositif": "disp:cls-broceliande-1"},
        {"dispositif": "disp:cls-fougeres-2"},
        {"dispositif": "disp:cls-brest"},
        {"dispositif": "disp:cpts-redon"},
    ],
    "echeances": [{"territoire": REDON}, {"types": ["CLS"], "horizon": "60", "preavis": "6"}],
    "calendrier": [
        {"debut": "2021-03-01", "fin": "2021-07-31", "territoire": REDON},
        {"dispositif": "disp:cls-brest"},
    ],
    "dispositifs_du_territoire": [
        {"territoire": "Brest"},
        {"territoire": "REG-53", "type": "CLS"},
        {"territoire": "terr:pays-broceliande", "certitude": "inactif"},
    ],
    "documentation_manquante": [{"territoire": REDON}],
    "engagements": [
        {"acteur": "acteur:cpam-35", "granularite": "service"},
        {"acteur": "acteur:cpam-35", "certitude": "inactif"},
        {"acteur": "acteur:cpam-finistere"},
        {"acteur": "disp:cpts-redon"},
    ],
    "financeurs": [{"dispositif": "disp:cls-cornouaille"}],
    "fraicheur": [{"territoire": REDON}, {"mois": "60"}],
    "indicateurs_du_dispositif": [{"dispositif": "disp:cpg-cpam-35"}],
    "instances_du_dispositif": [{"dispositif": "disp:cls-redon-2"}, {"dispositif": "disp:cls-brest"}],
    "couverture": [
        {"territoire": "REG-53", "elaboration": "oui"},
        {"territoire": "DEP-35", "type": "CPTS", "cible": 80},
    ],
    "liens_de_l_acteur": [{"acteur": "acteur:cpam-35", "granularite": "service"}, {"acteur": "acteur:qcd"}],
    "invites": [
        {"territoire": REDON, "granularite": "service", "places": 9, "max_par_organisme": 2},
        {"territoire": "REG-53", "themes": ["nutrition=2"], "obligatoires": ["acteur:ubo"], "certitude": "certain"},
    ],
    "liens_oublies": [
        {"territoire": REDON, "granularite": "service"},
        {"bonus": "0,5", "limite": 5, "certitude": "certain"},
    ],
    "manques": [
        {"territoire": REDON, "nature": "besoin", "dispositif": "disp:cls-redon-2"},
        {"territoire": REDON, "nature": "theme"},
        {"territoire": "Pipriac", "nature": "public"},
        {"territoire": "REG-53", "nature": "acteur", "granularite": "service"},
        {"territoire": REDON, "nature": "juridiction"},
    ],
    "membres_des_instances": [{"territoire": "Brest"}],
    "offres_du_territoire": [{"territoire": "Allaire", "theme": "mobilite_acces"}],
    "partenaires": [
        {"acteur": "acteur:cpam-35", "territoire": REDON, "themes": ["nutrition"], "granularite": "service"},
        {"acteur": "acteur:cpam-35", "territoire": "REG-53", "publics": ["enfants"], "mode": "nouveaux"},
    ],
    "perimetre_du_dispositif": [{"dispositif": "disp:cls-broceliande-1"}],
    "evolution": [
        {"debut": "2019-01-01", "fin": "2021-09-15", "territoire": REDON},
        {"debut": "2020", "fin": "2025-06", "natures": ["rôles", "liens directs"], "granularite": "service"},
        {"debut": "2019-01-01", "fin": "2022-12-31", "certitude": "certain"},
        {"debut": "2021-09-15", "fin": "2021-09-15"},
        {"debut": "2022-01-01", "fin": "2021-01-01", "territoire": "Pipriac"},
    ],
    "presenter": [
        {"de": "acteur:cpam-35", "vers": "acteur:ubo"},
        {"de": "acteur:cpam-35", "vers": "acteur:ch-redon", "granularite": "service"},
        {"de": "acteur:msa-portes-de-bretagne", "vers": "acteur:cpam-56", "k": 2, "territoire": REDON},
    ],
    "preuves": [{"id": "acteur:cpam-35"}, {"id": REDON}],
    "roles_du_dispositif": [{"dispositif": "disp:cls-broceliande-1"}, {"dispositif": "disp:cls-redon-2"}],
    "services_de_l_acteur": [{"acteur": "acteur:cpam-35", "certitude": "inactif"}],
    "statuts_incertains": [{"territoire": "Quimper"}],
    "suites_du_dispositif": [{"dispositif": "disp:cls-brest"}, {"dispositif": "disp:cls-redon-2"}],
    "themes_du_dispositif": [{"dispositif": "disp:cls-cornouaille"}],
    "recouvrements": [{"territoire": "REG-53", "types": ["CLS", "CPTS"]}, {"territoire": "Brest", "familles": "oui"}],
    "relais": [{"territoire": REDON}, {"granularite": "service"}, {"certitude": "certain"}],
    "sante_reseau": [{"territoire": REDON}, {"granularite": "service"}, {"certitude": "certain"}],
    # These take a territory or a scheme: neither is required by itself.
    "composition": [{"dispositif": "disp:cls-redon-1"}, {"territoire": REDON}],
    "juridictions": [{"dispositif": "disp:cls-redon-1"}, {"territoire": REDON}],
    # Two different schemes.
    "recouvrement": [
        {"a": "disp:cls-redon-2", "b": "disp:cpts-redon"},
        {"a": "disp:cls-saint-malo", "b": "disp:cpts-cote-emeraude", "poids": ["territoire=0"]},
    ],
}
ONE_OF_TWO = frozenset({"composition", "juridictions", "recouvrement"})
DATES = ("2021-09-15", None, "toutes")
NOTICES = "neo4j.notifications"


def cases() -> list[Any]:
    """Return (question, parameters) for every question: its required parameters, then its own cases."""
    found = []
    for name, question in catalogue().items():
        required = {key: BY_TYPE[spec.type] for key, spec in question.parametres.items() if spec.obligatoire}
        sets = [*([] if name in ONE_OF_TWO else [required]), *CASES.get(name, [])]
        found += [
            pytest.param(name, given, id=f"{name}[{','.join(str(value) for value in given.values())}]")
            for given in sets
        ]
    return found


@pytest.mark.parametrize(("name", "given"), cases())
def test_an_answer_keeps_the_promises_of_its_question(
    embedded_example: Context, name: str, given: dict[str, object]
) -> None:
    example, question = embedded_example, catalogue()[name]
    for date in DATES:
        answer = ask(example.store, name, given, date=date, context=example)
        declared = set(question.colonnes)
        assert [column.nom for column in answer.colonnes] == list(question.colonnes)
        assert all(set(row.valeurs) == declared for row in answer.lignes)
        assert set(answer.tableaux) == set(question.tableaux)
        assert set(answer.mesures) <= set(question.mesures)
        assert answer.etat_donnees in {SUFFISANT, PARTIEL, INSUFFISANT}
        assert answer.phrase.strip()
        assert "…" not in answer.phrase, f"a field of the sentence is not filled: {answer.phrase}"
        assert json.loads(json.dumps(answer.to_json())) == answer.to_json()
        _check_ids(example, answer)
        _check_no_row_twice(answer)


@pytest.mark.parametrize(("name", "given"), cases())
def test_both_engines_answer_alike(
    both_examples: tuple[Context, Context],
    name: str,
    given: dict[str, object],
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.INFO, logger=NOTICES):
        for date in DATES:
            embedded, neo4j = (
                ask(context.store, name, given, date=date, context=context).to_json() for context in both_examples
            )
            assert embedded["phrase"] == neo4j["phrase"]
            assert [row["valeurs"] for row in embedded["lignes"]] == [row["valeurs"] for row in neo4j["lignes"]]
            assert embedded == neo4j
    # Neo4j tells what is deprecated, slow or misspelt; a property that no file filled in yet is unknown to it.
    assert [notice for notice in _notices(caplog) if not _about_an_empty_property(notice)] == []


def test_the_server_speaks_of_what_is_deprecated(
    both_examples: tuple[Context, Context], caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without this the check above could never fail."""
    # Another test may have silenced the logger, and a plan that the server kept says nothing again.
    monkeypatch.setattr(logging.getLogger(NOTICES), "disabled", False)
    text = f"MATCH (n:Entite) CALL {{ WITH n RETURN n.id AS id }} RETURN count(id) AS n_{uuid4().hex}"
    with caplog.at_level(logging.INFO, logger=NOTICES):
        both_examples[1].store.read(text)
    assert any("DEPRECATION" in notice for notice in _notices(caplog))


def test_every_case_is_about_a_question() -> None:
    assert set(CASES) <= set(catalogue())


@pytest.mark.parametrize("name", list(CASES))
def test_each_question_finds_something_on_the_example(example: Context, name: str) -> None:
    """A query that matches nothing would pass every other check."""
    found = [ask(example.store, name, given, date="toutes", context=example) for given in CASES[name]]
    assert any(answer.lignes for answer in found)


def test_before_the_first_statement_there_is_no_answer(example: Context) -> None:
    for name, given in (
        ("engagements", {"acteur": "acteur:cpam-35"}),
        ("dispositifs_du_territoire", {"territoire": REDON}),
        ("actions_du_dispositif", {"dispositif": "disp:cls-redon-1"}),
    ):
        answer = ask(example.store, name, given, date="2010-01-01", context=example)
        assert (answer.lignes, answer.etat_donnees) == ((), INSUFFISANT)
        assert answer.phrase.startswith("Aucune donnée à cette date")


def test_the_default_date_is_that_of_the_newest_source(example: Context) -> None:
    answer = ask(example.store, "sources", {}, context=example)
    assert answer.date == "2025-06-01"
    assert answer.lignes[0].valeurs["date"] == "2025-06-01"


def test_certain_only_keeps_what_is_certain(example: Context) -> None:
    given = {"dispositif": "disp:cls-redon-2"}
    every = ask(example.store, "roles_du_dispositif", given, date="2021-09-15", context=example)
    certain = ask(
        example.store, "roles_du_dispositif", given | {"certitude": "certain"}, date="2021-09-15", context=example
    )
    states = [str(row.certitude) for row in every.lignes]
    assert {"certain", "incertain"} == set(states)
    assert [str(row.certitude) for row in certain.lignes] == ["certain"] * states.count("certain")


def test_a_wrong_call_is_explained(example: Context) -> None:
    with pytest.raises(UnknownQuestion) as unknown:
        ask(example.store, "engagement", {"acteur": "acteur:cpam-35"}, context=example)
    assert "engagements" in unknown.value.suggestions
    with pytest.raises(BadParameter):
        ask(example.store, "engagements", {}, context=example)
    with pytest.raises(BadParameter):
        ask(example.store, "engagements", {"acteur": "acteur:cpam-35", "couleur": "bleu"}, context=example)
    with pytest.raises(BadParameter):
        ask(example.store, "dispositifs_du_territoire", {"territoire": REDON, "type": "cls"}, context=example)


def _check_ids(context: Context, answer: Answer) -> None:
    """Every id of an answer is one of the graph, so that two answers can be joined."""
    ids = {
        row.valeurs[name]
        for row in answer.lignes
        for name in row.valeurs
        if name.endswith("_id") and row.valeurs[name] is not None
        # A type of scheme is a word of the vocabulary, not an object: its code stands in its column.
        if (name, row.valeurs.get("nature")) != ("objet_id", "type")
    }
    known = context.store.read("MATCH (n:Entite) WHERE n.id IN $ids RETURN n.id AS id", {"ids": sorted(ids)})
    links = {"ids": sorted(ids - {row["id"] for row in known})}
    known += context.store.read("MATCH (:Entite)-[r]->(:Entite) WHERE r.id IN $ids RETURN r.id AS id", links)
    assert {row["id"] for row in known} == ids


def _notices(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name == NOTICES]


def _about_an_empty_property(notice: str) -> bool:
    """Tell whether a notice is about a property that the model declares and that the graph does not have yet."""
    unknown = re.search(r"The property `(\w+)` does not exist", notice)
    specs = [*node_specs(), *relationship_specs()]
    declared = {name for spec in specs for declared in spec.properties for name in declared.storage_names}
    return unknown is not None and unknown[1] in declared


def _check_no_row_twice(answer: Answer) -> None:
    seen = [json.dumps(dict(row.valeurs), sort_keys=True) for row in answer.lignes]
    assert len(seen) == len(set(seen)), f"{answer.question}: a row stands twice"
