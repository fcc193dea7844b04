"""Open the screen on conformity and load: ends, clauses, load, each with its words, its table and its empty state."""

import pytest

from tests.app.conftest import Open
from tests.support.screens import fails, headings, links, tables, words

DAY = "2021-09-15"
BRETAGNE, REDON = "REG-53", "EPCI-243500741"
BROCELIANDE = "disp:cls-broceliande-1"


def test_ends_come_by_urgency_with_a_time_line(open_screen: Open) -> None:
    page = open_screen("conformite", date=DAY, territoire=BRETAGNE)
    assert fails(page) == []
    said = words(page)
    assert "2 contrats ou plans prennent fin dans les 24 mois" in said
    assert "données partielles" in said
    assert "De leur début à leur fin" in said
    assert "11 juillet 2022 · 9 mois" in said
    assert [table["title"] for table in tables(page)] == [
        "À préparer maintenant",
        "Terme passé",
        "Plus tard",
        "Fin non documentée",
    ]
    first = tables(page)[0]
    assert first["rows"][0]["cells"][0] == "CLS du Pays de Brocéliande 2017-2022"
    assert "Reste" in headings(first)


def test_a_shorter_horizon_moves_a_contract_to_later(open_screen: Open) -> None:
    page = open_screen("conformite", date=DAY, territoire=BRETAGNE, horizon="6")
    now = [table for table in tables(page) if table["title"] == "À préparer maintenant"]
    assert now == []
    assert "Aucune fin n’est documentée dans les 6 mois" in words(page)


def test_the_clauses_of_a_contract_are_read_one_by_one(open_screen: Open) -> None:
    page = open_screen("conformite", date=DAY, territoire=BRETAGNE, partie="conformite", dispositif=BROCELIANDE)
    assert fails(page) == []
    clauses, signatories = tables(page)
    states = {row["cells"][0]: row["cells"][1] for row in clauses["rows"]}
    assert states["Signataires minimaux d’un CLS"] == "✓\u00a0vérifiée"
    assert states["Signataires habituels d’un CLS"] == "✕\u00a0non\u00a0respectée"
    assert clauses["rows"][0]["cells"][0] == "Signataires habituels d’un CLS"
    assert "Centre Hospitalier spécialisé" in clauses["rows"][0]["cells"][2]
    assert len(signatories["rows"]) == 10
    presences = {cell for row in signatories["rows"] for cell in row["cells"]}
    assert "–\u00a0pas dans la liste documentée" in presences
    assert "✕\u00a0absent" not in presences
    said = words(page)
    assert "4 clauses sur 9 sont vérifiées" in said
    assert "Comment c’est calculé" in [box.label for box in page.expander]
    assert any("reseau" in target and BROCELIANDE.replace(":", "%3A") in target for target in links(page).values())


def test_without_a_contract_the_screen_says_what_to_do(open_screen: Open) -> None:
    page = open_screen("conformite", date=DAY, partie="conformite")
    assert fails(page) == []
    assert "Choisissez un contrat local de santé" in words(page)
    contracts = next(box for box in page.selectbox if box.label == "Contrat")
    assert len(contracts.options) == 12
    nothing = open_screen("conformite", date=DAY, partie="conformite", territoire="DEP-75")
    assert "Aucun contrat de ce territoire n’a de clause enregistrée" in words(nothing)


def test_the_load_says_that_hours_are_supposed(open_screen: Open) -> None:
    page = open_screen("conformite", date=DAY, territoire=REDON, partie="charge")
    assert fails(page) == []
    said = words(page)
    assert "mesurent ce qui est documenté, pas qui travaille le plus" in said
    assert "Les heures sont une estimation" in said
    load, pilots = tables(page)
    row = next(row for row in load["rows"] if row["cells"][0].startswith("CPAM d’Ille-et-Vilaine"))
    assert row["cells"][headings(load).index("Heures par an (estimées)")] == "20"
    alone = next(row for row in load["rows"] if row["cells"][0] == "Centre hospitalier de Redon")
    assert alone["cells"][headings(load).index("Instances")] == "", "nothing documented is not a zero"
    assert pilots["rows"][0]["cells"][-2:] == ["16", "39"]


def test_a_hypothesis_goes_to_the_address_and_to_the_figures(open_screen: Open) -> None:
    page = open_screen("conformite", date=DAY, territoire=REDON, partie="charge")
    field = next(one for one in page.number_input if one.label == "Heures par réunion")
    page = field.set_value(3.0).run()
    assert page.query_params["hypotheses"] == "duree=3"
    load = tables(page)[0]
    assert load["rows"][0]["cells"][headings(load).index("Heures par an (estimées)")] == "30"
    reset = next(button for button in page.button if button.label == "Revenir aux hypothèses d’origine")
    page = reset.click().run()
    assert "hypotheses" not in page.query_params


@pytest.mark.parametrize("part", ["echeances", "conformite", "charge"])
def test_before_the_first_document_every_part_says_why(open_screen: Open, part: str) -> None:
    page = open_screen("conformite", date="2005-01-01", partie=part, dispositif=BROCELIANDE)
    assert fails(page) == []
    assert "Aucune donnée à cette date" in words(page)
    assert tables(page) == []
