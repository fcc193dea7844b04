"""Check what the screen of coverage and gaps draws: figures, states, maps, without a screen."""

from typing import Any

import pytest

from app.view_models.manques import (
    coverage_map,
    coverage_tables,
    declared_beside,
    gap_table,
    gaps_first,
    has_map,
    headline,
    no_suggestion,
    offers_table,
    state_counts,
    states_map,
    type_label,
)
from graph.analysis.coverage import coverage
from graph.answer import Answer, Column, Row, Table
from graph.snapshot import Snapshot
from graph.territory import Territories
from queries.catalogue import get
from tests.support.facts import MemoryFacts, link, node

REDON = "EPCI-243500741"


def gap(etat: str, objet: str = "x", **values: Any) -> Row:
    return Row({**dict.fromkeys(get("manques").colonnes), "objet": objet, "etat": etat, **values})


def gaps(nature: str, *rows: Row, **measures: Any) -> Answer:
    question = get("manques")
    return answer("manques", {"nature": nature}, rows, measures, {"offres": Table(_columns(question, "offres"), ())})


def cover(*rows: Row, areas: tuple[Row, ...] = (), **measures: Any) -> Answer:
    question = get("couverture")
    tables = {name: Table(_columns(question, name), ()) for name in question.tableaux}
    tables["epci"] = Table(_columns(question, "epci"), areas)
    return answer("couverture", {"type": "CLS", "elaboration": "non"}, rows, measures, tables)


def answer(name: str, parameters: Any, rows: tuple[Row, ...], measures: Any, tables: Any) -> Answer:
    spec = get(name)
    columns = tuple(Column(c.nom, c.type, c.description, c.titre) for c in spec.colonnes.values())
    return Answer(
        question=name, titre=spec.titre, parametres=parameters, date="2021-09-15", perimetre="", etat_donnees="partiel",
        phrase="", colonnes=columns, lignes=rows, mesures=measures, tableaux=tables,
    )  # fmt: skip


def _columns(question: Any, table: str) -> tuple[Column, ...]:
    return tuple(Column(c.nom, c.type, c.description, c.titre) for c in question.tableaux[table].colonnes.values())


def area(place: str, etat: str, **values: Any) -> Row:
    empty: dict[str, Any] = {"n_dispositifs": None, "dispositifs": [], "autres": [], "taux": None}
    return Row({"territoire_id": place, "etat": etat, **empty, **values})


def computed(rate: float | None, statut: str | None = "minimum") -> Row:
    return Row({**dict.fromkeys(get("couverture").colonnes), "origine": "calcule", "taux": rate, "statut": statut})


# ------------------------------------------------------------------------------------------------- states


def test_each_state_has_its_own_sign_word_and_look() -> None:
    found = state_counts(gaps("type", gap("present"), gap("en_projet"), gap("non_documente"), gap("present")))
    assert [(item.look.code, item.count) for item in found] == [
        ("present", 2),
        ("en_projet", 1),
        ("non_documente", 1),
        ("absent_confirme", 0),
    ]
    assert len({item.text[0] for item in found}) == len(found)
    assert len({(item.look.fill, item.look.strokes) for item in found}) == len(found)
    # Without any colour the grounds alone would not tell them apart: their strokes do.
    assert len({tuple((s.kind, s.angle) for s in item.look.strokes) for item in found}) == len(found)


def test_attached_actors_are_counted_and_not_listed() -> None:
    (attached, lost) = state_counts(gaps("acteur", gap("non_documente"), n_presents=42))
    assert (attached.look.code, attached.count, lost.count) == ("present", 42, 1)
    assert state_counts(gaps("besoin")) == ()


def test_what_is_missing_comes_first_and_keeps_its_order() -> None:
    rows = [gap("present", "a"), gap("non_documente", "b"), gap("absent_confirme", "c"), gap("non_documente", "d")]
    assert [row.valeurs["objet"] for row in gaps_first(rows)] == ["c", "b", "d", "a"]


def test_a_table_names_what_it_is_about_and_not_how_sure_it_is() -> None:
    table = gap_table(gaps("besoin", gap("non_documente", "Mobilité", proximite="voisin", proche="Une action")), {})
    assert [column.title for column in table.columns][:4] == ["Besoin", "État", "Proximité", "Action la plus proche"]
    assert table.rows[0].title == "Mobilité"
    assert not table.has_certainty
    assert offers_table(gaps("besoin"), {}) is None


# ------------------------------------------------------------------------------------------------ figures


def test_the_headline_says_when_the_rate_is_a_minimum() -> None:
    measures: dict[str, Any] = {
        "taux": 0.213, "population_couverte": 709_999, "population": 3_333_969, "n_dispositifs": 3, "cible": 0.9,
        "ecart_points": 68.7, "taux_certain": 0.021,
    }  # fmt: skip
    found = dict(headline(cover(computed(0.213), **measures)))
    assert found["21,3\u00a0%"] == "de la population (au moins\u00a0: part calculée)"
    assert found["68,7\u00a0points"] == "jusqu’à la cible de 90\u00a0%"
    assert found["2,1\u00a0%"] == "d’après les seuls énoncés certains"
    whole = dict(headline(cover(computed(1.0, "complet"), **{**measures, "taux": 1.0, "ecart_points": 0.0})))
    assert whole["90\u00a0%"] == "cible atteinte"
    assert whole["100\u00a0%"] == "de la population (part calculée)"


def test_an_unknown_rate_is_a_question_mark_and_not_a_zero() -> None:
    found = headline(cover(computed(None, None), taux=None, population=66_478))
    assert found[0][0] == "?"
    assert all(value != "0" for value, _ in found)
    assert headline(cover(taux=None, population=None)) == ()


@pytest.mark.parametrize(
    ("measures", "words"),
    [
        ({"taux": None}, "Sans couverture connue"),
        ({"taux": 0.2, "cible": None}, "Aucune cible"),
        ({"taux": 0.9, "cible": 0.9}, "La cible est atteinte"),
    ],
)
def test_an_empty_list_of_suggestions_is_explained(measures: dict[str, Any], words: str) -> None:
    assert no_suggestion(cover(**measures)).startswith(words)
    assert coverage_tables(cover(**measures), {}) == {}


def test_shares_are_read_in_percent() -> None:
    table = declared_beside(cover(computed(0.2136)), {})
    assert table.rows[0].cells["taux"] == "21,4\u00a0%"


def test_a_type_is_shown_with_its_name() -> None:
    assert type_label("CLS") == "CLS : Contrat local de santé"
    assert type_label("UNITE_MOBILE") == "Unité mobile de prévention"


# ---------------------------------------------------------------------------------------------------- maps


def test_the_map_of_communes_keeps_silence_apart_from_zero() -> None:
    nodes = [node("disp:0", "Dispositif", type_dispositif="CLS", cycle="mise_en_oeuvre")]
    links = [link("COUVRE", "disp:0", "COM-35236"), link("COUVRE", "disp:0", "COM-35219", part=0.5)]
    territories = Territories()
    communes = territories.communes(REDON)
    result = coverage(Snapshot(MemoryFacts(nodes, links), "2022-01-01"), territories, REDON, "CLS", 2021)
    layer = coverage_map("CLS", result, communes, frozenset({"56001"}), {"disp:0": "CLS de Redon"})
    assert set(layer.counts) == {f"COM-{code}" for code in communes}
    assert layer.counts["COM-35236"] == 1
    assert layer.counts["COM-56001"] == 0
    assert layer.counts["COM-35045"] is None
    assert list(layer.covered_by["COM-35219"]) == ["CLS de Redon (50\u00a0% de la commune)"]


def test_the_map_of_states_tells_what_stands_behind() -> None:
    places = (
        area("EPCI-1", "present", n_dispositifs=1, dispositifs=["CLS a"], taux=0.482),
        area("EPCI-2", "non_documente"),
    )
    layer = states_map(cover(areas=places))
    assert layer.states == {"EPCI-1": "present", "EPCI-2": "non_documente"}
    assert layer.details["EPCI-1"] == ("CLS a", "48,2\u00a0% de ses habitants")
    assert has_map(cover(areas=places))
    assert not has_map(cover(areas=places[:1]))
