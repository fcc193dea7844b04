"""The example is whole: every fact of the source documents, with its quote, and nothing personal."""

from collections import Counter

import pytest

from graph.model.statement import NodeStatement, RelationshipStatement
from ingest.examples import example_paths
from ingest.importer import Checked, check
from ingest.kinds import Gravite
from tests.unit.ingest.builders import TODAY

NODES = {
    "Acteur": 78, "Action": 55, "Axe": 24, "Besoin": 11, "Dispositif": 33, "Evenement": 23, "Indicateur": 10,
    "Instance": 8, "Observation": 44, "Offre": 19, "Public": 17, "Source": 5, "Territoire": 51, "Thematique": 44,
}  # fmt: skip
RELATIONSHIPS = {
    "ANIME": 2, "A_BESOIN": 11, "A_INSTANCE": 7, "CHEVAUCHE": 7, "CIBLE": 69, "COMPREND": 63, "COMPREND_AXE": 24,
    "CONCERNE": 20, "CORRESPOND_A": 4, "COUVRE": 27, "EST_MEMBRE": 29, "EST_PARTENAIRE": 18, "EVALUE": 2, "FINANCE": 2,
    "INCLUS_DANS": 44, "INTERVIENT_SUR": 99, "LIEN": 4, "MESURE": 44, "MESURE_PAR": 3, "ORGANISE": 3, "PARTICIPE": 15,
    "PARTIE_DE": 22, "PILOTE": 67, "PORTE": 10, "POSSIBLE_DOUBLON": 5, "PROPOSE": 17, "REPRESENTE": 2, "SIGNE": 19,
    "SUCCEDE_A": 2, "S_ARTICULE_AVEC": 6, "TRAITE": 140,
}  # fmt: skip


@pytest.fixture(scope="module")
def facts() -> Checked:
    return check(example_paths()[:1], None, today=TODAY)


@pytest.fixture(scope="module")
def whole() -> Checked:
    return check(example_paths(), None, today=TODAY)


def test_label_by_label_and_type_by_type(facts: Checked) -> None:
    nodes = [s for s in facts.statements if isinstance(s, NodeStatement)]
    edges = [s for s in facts.statements if isinstance(s, RelationshipStatement)]
    assert (len(nodes), len(edges)) == (412, 787)
    assert dict(Counter(label for node in nodes for label in node.labels)) == NODES
    assert dict(Counter(edge.type for edge in edges)) == RELATIONSHIPS
    assert sum(len(node.labels) == 2 for node in nodes) == 10


def test_every_fact_has_its_quote(facts: Checked) -> None:
    documents = {
        s.properties["fichier"] for s in facts.statements if isinstance(s, NodeStatement) and "Source" in s.labels
    }
    assert len(documents) == 5
    for statement in facts.statements:
        assert statement.preuves, statement.id
        assert all(preuve.citation and preuve.source in documents for preuve in statement.preuves), statement.id


def test_a_fact_as_the_source_says_it(facts: Checked) -> None:
    found = {s.id: s for s in facts.statements}
    action = found["action:redon1-27"]
    assert action.properties["nom"] == "Créer un centre d'Examen de Santé à Redon"
    assert action.properties["numero"] == 27
    assert action.preuves[0].citation == "27 Créer un centre d'Examen de Santé à Redon CPAM 35"
    pilot = found["r-5416988313"]
    assert pilot.properties["valid_from"] == "2019-02-05"
    assert pilot.properties["note"] == "date de la liste, pas de début de l'action"


def test_documents_are_known_by_their_digest(facts: Checked) -> None:
    digests = [str(s.properties["sha256"]) for s in facts.statements if s.id.startswith("src:")]
    assert len(set(digests)) == 5
    assert all(len(digest) == 64 for digest in digests)


def test_nothing_blocks(whole: Checked) -> None:
    assert [str(issue) for issue in whole.report.problemes if issue.gravite is Gravite.BLOQUANT] == []
    rows = whole.report.lignes
    assert rows.lues == rows.chargees


def test_the_rules_see_what_the_notes_say(facts: Checked) -> None:
    seen = {(issue.code, issue.valeur) for issue in facts.report.problemes}
    assert ("ING-308", "2021-08-07") in seen
    assert ("ING-410", "MAS") in seen
    assert len([issue for issue in facts.report.problemes if issue.code == "ING-304"]) == 2


def test_thirteen_notes_speak_of_facts(whole: Checked) -> None:
    notes = {s.id for s in whole.statements if isinstance(s, NodeStatement) and s.labels == ("Note",)}
    about = [s for s in whole.statements if isinstance(s, RelationshipStatement) and s.start in notes]
    assert len(notes) == 13
    assert {edge.start for edge in about} == notes
    assert {edge.type for edge in about} == {"CONCERNE"}
