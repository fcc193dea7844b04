"""Ask every question of a graph that holds nothing, on every engine: an empty base is not an error, nor a zero."""

from collections.abc import Iterator

import pytest

from graph.answer import INSUFFISANT, PARTIEL, SUFFISANT
from graph.answers import BadParameter, UnknownName, ask
from graph.answers.context import Context
from graph.settings import Settings
from queries.catalogue import Question, catalogue
from tests.support.stores import emptied

pytestmark = pytest.mark.contract

PIPRIAC = "Pipriac"
"""A commune is known without any file: the national reference has it."""


@pytest.fixture(scope="module")
def nothing(engine_settings: Settings) -> Iterator[Context]:
    """Give an empty graph on each engine in turn."""
    store = emptied(engine_settings)
    yield Context(store)
    store.close()


def required(question: Question) -> set[str]:
    """Return the kinds of objects that the question cannot do without."""
    return {spec.type for spec in question.parametres.values() if spec.obligatoire}


@pytest.mark.parametrize("name", [name for name, q in catalogue().items() if required(q) <= {"Territoire"}])
def test_nothing_is_found_and_it_is_said(nothing: Context, name: str) -> None:
    question = catalogue()[name]
    given = {"territoire": PIPRIAC} if "Territoire" in {spec.type for spec in question.parametres.values()} else {}
    answer = ask(nothing.store, name, given, context=nothing)
    if question.analyse is None:
        assert (answer.lignes, answer.etat_donnees) == ((), question.vide)
    assert answer.etat_donnees in {SUFFISANT, PARTIEL, INSUFFISANT}
    assert answer.phrase
    assert "…" not in answer.phrase


@pytest.mark.parametrize(
    "name", [name for name, q in catalogue().items() if required(q) & {"Dispositif", "Acteur", "Instance", "Entite"}]
)
def test_what_is_not_there_cannot_be_asked_about(nothing: Context, name: str) -> None:
    question = catalogue()[name]
    given = {key: "CLS de Redon" for key, spec in question.parametres.items() if spec.obligatoire}
    with pytest.raises((UnknownName, BadParameter)) as error:
        ask(nothing.store, name, given, context=nothing)
    assert "CLS de Redon" in error.value.message


def test_without_source_the_date_is_today(nothing: Context) -> None:
    answer = ask(nothing.store, "sources", {}, context=nothing)
    assert "aujourd’hui" in answer.perimetre


def test_an_empty_base_says_so_and_still_knows_the_territories(nothing: Context) -> None:
    answer = ask(nothing.store, "couverture", {"territoire": "35"}, context=nothing)
    assert any("La base est vide" in warning for warning in answer.avertissements)
    assert "Ille-et-Vilaine (département)" in answer.perimetre
    assert answer.etat_donnees == INSUFFISANT
