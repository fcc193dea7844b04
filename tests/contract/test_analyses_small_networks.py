"""Ask for brokers and health of graphs that hold little: nobody, one actor, few, nothing dated, everything over."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from graph.answer import INSUFFISANT, PARTIEL, Answer
from graph.answers import ask
from graph.answers.context import Context
from graph.model.statement import NodeStatement, RelationshipStatement, Stored
from graph.planning import prepare_plan
from graph.settings import Settings
from graph.store.journal import JournalEntry
from graph.store.store import Store
from ingest.importer import new_id
from tests.support.facts import link, node
from tests.support.stores import emptied

pytestmark = pytest.mark.contract

DAY = "2022-06-15"
Fill = Callable[..., Store]


@pytest.fixture
def fill(engine_settings: Settings) -> Iterator[Fill]:
    """Put actors that pilot one action together in an empty graph; the keywords are properties of their roles."""
    store = emptied(engine_settings)

    def filled(count: int, **properties: Stored) -> Store:
        nodes: list[NodeStatement | RelationshipStatement] = [
            node(f"acteur:{n}", "Acteur", type_acteur="association") for n in range(count)
        ]
        nodes.append(node("action:1", "Action"))
        links = [link("PILOTE", f"acteur:{n}", "action:1", **properties) for n in range(count)]
        plan = prepare_plan(store, [*nodes, *links], origin="essai")
        store.apply(
            plan, JournalEntry(id=new_id(), nature="import", fichier="essai", sha256="", lecteur="essai", date="")
        )
        return store

    yield filled
    store.close()


def both(store: Store, date: str = DAY) -> tuple[Answer, Answer]:
    context = Context(store)
    brokers, health = (ask(store, name, {}, date=date, context=context) for name in ("relais", "sante_reseau"))
    return brokers, health


def test_one_actor_is_not_a_network(fill: Fill) -> None:
    for answer in both(fill(1)):
        assert (answer.lignes, answer.etat_donnees) == ((), INSUFFISANT)
        assert answer.phrase.startswith("Aucun lien n’est documenté à cette date, pour 1\u00a0acteur connu")
        assert answer.mesures.get("m") is None


def test_few_actors_are_listed(fill: Fill) -> None:
    brokers, health = both(fill(4))
    assert brokers.phrase == "Aucun acteur ne se trouve entre deux autres dans ce qui est documenté au 15 juin 2022."
    assert (health.lignes, health.etat_donnees) == ((), INSUFFISANT)
    assert health.phrase.startswith("4\u00a0acteurs seulement")
    assert [row.valeurs["n_liens"] for row in health.tableaux["acteurs"].lignes] == [3, 3, 3, 3]
    assert health.mesures == {"n": 4, "m": 6}


def test_what_nobody_dated_is_uncertain_and_still_measured(fill: Fill) -> None:
    brokers, health = both(fill(6, valid_from="", observed_at=""))
    assert (health.mesures["n"], health.mesures["m"]) == (6, 15)
    assert {str(row.certitude) for row in health.lignes} == {"incertain"}
    assert health.etat_donnees == PARTIEL
    assert any("15 des 15 liens viennent d’un seul cadre" in warning for warning in health.avertissements)
    assert any("pas de classement" in warning for warning in brokers.avertissements)


def test_what_is_over_is_said_and_not_counted(fill: Fill) -> None:
    for answer in both(fill(6, valid_to="2021-12-31")):
        assert (answer.lignes, answer.etat_donnees) == ((), INSUFFISANT)
        assert "6\u00a0énoncés connus ne valent pas à cette date" in answer.phrase
        assert not answer.mesures.get("m")
