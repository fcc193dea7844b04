"""Hold the page of methods to the product: every figure of its worked examples is asked again and found in its text."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import pytest

from app.view_models.methods import SEATING, page, section_of, sections
from app.workshops.editing import add_all
from app.workshops.planning import guest_parameters, guests_from_answer, weights_of
from app.workshops.plans import seat
from app.workshops.record import Workshop
from graph.analysis.workshop.person_bound import free_bound
from graph.answer import Answer, Row
from graph.answers import ask
from graph.answers.context import Context
from queries.catalogue import catalogue

pytestmark = pytest.mark.contract

REDON, BRETAGNE = "EPCI-243500741", "REG-53"
DAY = "2021-09-15"
PILOTS = [
    f"acteur:{name}"
    for name in (
        "adec-35", "adecam-56", "agence-dep-pays-redon", "anpaa", "ars-bretagne", "ars-non-precisee",
        "ars-pays-de-la-loire", "cap-sante-plus", "cfpd-44", "ch-redon", "cpam-35", "gem-oxygene", "ireps-bretagne",
        "ireps-pdl", "mission-locale-redon", "ofis-redon", "pole-coord-sante-sexuelle", "redon-agglomeration", "rrss",
    )
]  # fmt: skip
"""Organisations that pilot the 39 actions of the first contract of Redon."""
Figures = Iterator[tuple[object, str]]
"""A value of the answer, and how the page writes it."""


def near(value: Any, text: str) -> bool:
    """Tell whether a value is what a text of the page says, at the precision of the text."""
    number = text.replace("\u202f", "").replace("\u00a0", "").replace(" ", "").rstrip("%")
    digits = len(number.partition(",")[2])
    wanted = float(number.replace(",", "."))
    found = float(value) * (100 if text.endswith("%") else 1)
    return abs(found - wanted) <= 0.5 * 10**-digits + 1e-9


def line(answer: Answer, **where: object) -> Row:
    """Return the first row of the answer that holds these values."""
    return next(row for row in answer.lignes if all(row.valeurs[key] == value for key, value in where.items()))


def second(answer: Answer, table: str, **where: object) -> Row:
    """Return the first row of a second table that holds these values."""
    rows = answer.tableaux[table].lignes
    return next(row for row in rows if all(row.valeurs[key] == value for key, value in where.items()))


def part(row: Row, name: str) -> float | None:
    """Return a part of the score of a row."""
    return next(item.valeur for item in row.parts if item.nom == name)


def overlap(answer: Answer) -> Figures:
    values = answer.lignes[0].valeurs
    yield values["n_communes"], "31"
    yield values["population"], "66 478"
    yield values["OC_themes"], "0,33"
    yield values["indice"], "0,69"
    yield values["confiance"], "0,65"
    yield values["indice_bas"], "0,54"
    yield values["indice_haut"], "0,83"


def overlap_with_the_region(answer: Answer) -> Figures:
    values = answer.lignes[0].valeurs
    yield values["n_communes"], "23"
    yield values["population"], "45 155"
    yield values["K_ab"], "68\u00a0%"


def overlap_of_successors(answer: Answer) -> Figures:
    values = answer.lignes[0].valeurs
    yield len(values["themes_communs"]), "8"
    yield values["J_themes"], "0,216"
    yield values["OC_themes"], "0,571"
    yield values["R_themes"], "0,202"


def similar(answer: Answer) -> Figures:
    first = answer.lignes[0]
    yield answer.mesures["n_paires"], "12"
    yield answer.mesures["n_actions"], "55"
    yield first.valeurs["score"], "74\u00a0%"
    yield first.valeurs["part_titre"], "0,25"
    pair = line(answer, a_id="action:redon1-01", b_id="action:redon1-02")
    yield pair.valeurs["score"], "69\u00a0%"
    assert (first.valeurs["type"], pair.valeurs["type"]) == ("continuite", "complement")


def partners(answer: Answer) -> Figures:
    first = line(answer, acteur_id="acteur:ats-redon")
    yield answer.mesures["n_partenaires"], "22"
    yield answer.mesures["n_deja_en_lien"], "7"
    yield first.valeurs["f_territoire"], "0,80"
    yield first.valeurs["f_theme"], "0,39"
    yield first.valeurs["score"], "72,5"
    assert first is answer.lignes[0]


def forgotten(answer: Answer) -> Figures:
    yield answer.mesures["n_paires"], "42"
    yield answer.mesures["n_acteurs"], "28"
    yield answer.mesures["n_liens"], "25"
    for row, text in zip(answer.lignes, ("2,82", "2,64", "1,91"), strict=False):
        yield row.valeurs["score"], text
    values = sorted((item.valeur or 0.0 for item in answer.lignes[0].parts), reverse=True)
    for value, text in zip(values, ("0,91", "0,91", "0,51", "0,48"), strict=True):
        yield value, text
    assert answer.mesures["auc"] is None


def introduction(answer: Answer) -> Figures:
    yield answer.lignes[0].valeurs["force"], "0,06"
    yield answer.lignes[1].valeurs["force"], "0,17"
    assert answer.mesures["n_chemins"] == 1


def load(answer: Answer) -> Figures:
    caisse = line(answer, acteur_id="acteur:cpam-35")
    yield caisse.valeurs["n_cls"], "6"
    yield caisse.valeurs["n_instances"], "3"
    yield caisse.valeurs["heures"], "20"
    yield answer.mesures["gini"], "0,201"
    yield answer.mesures["part_top3"], "57\u00a0%"
    pilots = second(answer, "pilotages", acteur_id="acteur:redon-agglomeration", dispositif_id="disp:cls-redon-1")
    yield pilots.valeurs["n_actions"], "16"
    yield pilots.valeurs["n_total"], "39"


def conformity(answer: Answer) -> Figures:
    yield answer.mesures["n_verifiees"], "4"
    yield answer.mesures["n_clauses"], "9"
    yield answer.mesures["mois_restants"], "9"


def absences(answer: Answer) -> Figures:
    yield answer.mesures["n_dispositifs"], "19"
    yield len(answer.lignes), "14"
    yield line(answer, dispositif_id="disp:cpts-redon").valeurs["part"], "41\u00a0%"


def coverage(answer: Answer) -> Figures:
    for scheme, text in (("cls-brest", "421 380"), ("cls-rennes", "217 728"), ("cls-broceliande-1", "70 891")):
        yield second(answer, "dispositifs", dispositif_id=f"disp:{scheme}").valeurs["population"], text
    yield answer.mesures["population_couverte"], "709 999"
    yield answer.mesures["population"], "3 333 969"
    yield answer.mesures["taux"], "21,3\u00a0%"
    yield answer.mesures["ecart_points"], "68,7"
    yield answer.mesures["population_restante"], "2 290 573"
    best = answer.tableaux["suggestions"].lignes[0].valeurs
    yield best["population"], "234 034"
    yield best["taux_cumule"], "28,3\u00a0%"


def coverage_with_projects(answer: Answer) -> Figures:
    yield answer.mesures["taux"], "30,7\u00a0%"
    redon = second(answer, "dispositifs", dispositif_id="disp:cls-redon-2").valeurs
    yield redon["population"], "45 155"
    yield redon["population_totale"], "66 478"


def needs(answer: Answer) -> Figures:
    yield answer.mesures["n_couverts"], "3"
    yield answer.mesures["n"], "11"
    yield answer.mesures["n_voisins"], "5"
    yield answer.mesures["n_sans_voisin"], "3"


def unattached(answer: Answer) -> Figures:
    yield answer.mesures["n_non_documentes"], "7"
    yield answer.mesures["n_acteurs"], "53"
    yield answer.mesures["n_en_projet"], "4"


def areas(answer: Answer) -> Figures:
    yield answer.mesures["fragmentation"], "0,656"


def articulation(answer: Answer) -> Figures:
    row = line(answer, a_id="disp:cls-redon-2", b_id="disp:cpts-redon")
    yield row.valeurs["indice"], "0,69"
    yield row.valeurs["confiance"], "0,65"
    yield row.valeurs["L"], "0,25"
    yield row.valeurs["O"], "0,52"
    yield part(row, "themes"), "0,333"


def articulation_of_brest(answer: Answer) -> Figures:
    row = second(answer, "confiance_faible", a_id="disp:cls-brest", b_id="disp:dac-brest")
    yield row.valeurs["L"], "0,64"


def brokers(answer: Answer) -> Figures:
    caisse = line(answer, acteur_id="acteur:cpam-35")
    yield answer.mesures["n"], "57"
    yield answer.mesures["n_articulations"], "4"
    yield caisse.valeurs["n_liens"], "22"
    yield caisse.valeurs["taille_efficace"], "11,6"
    yield caisse.valeurs["intermediarite"], "0,116"
    yield caisse.valeurs["contrainte"], "0,302"
    region = line(answer, acteur_id="acteur:region-bretagne")
    yield region.valeurs["n_liens"], "17"
    yield region.valeurs["liens_termines"], "14"


def brokers_on_the_day(answer: Answer) -> Figures:
    yield answer.mesures["n_articulations"], "2"


def health(answer: Answer) -> Figures:
    yield answer.mesures["n"], "57"
    yield answer.mesures["m"], "152"
    yield answer.mesures["densite"], "0,095"
    yield answer.mesures["n_composantes"], "24"
    yield answer.mesures["n_isoles"], "19"
    yield answer.mesures["fragmentation"], "0,742"
    yield answer.mesures["E"], "112"


def evolution(answer: Answer) -> Figures:
    figures = answer.mesures
    yield figures["n_crees"], "15"
    yield figures["n_termines"], "18"
    yield figures["n_decouverts"], "21"
    yield figures["n_peut_etre"], "8"
    yield figures["n_possibles"], "2"
    yield figures["n_sans_debut"], "651"
    yield figures["n_liens_disparus"], "104"
    yield figures["n_liens_communs"], "42"
    yield figures["n_liens_apparus"], "6"
    yield figures["J"], "0,276"
    density = second(answer, "mesures_reseau", mesure="densite").valeurs
    yield density["valeur_debut"], "0,091"
    yield density["valeur_fin"], "0,030"


def guests(answer: Answer) -> Figures:
    local = line(answer, acteur_id="acteur:mission-locale-redon")
    yield answer.mesures["n_candidats"], "30"
    yield answer.mesures["n_themes"], "40"
    yield answer.mesures["n_themes_representes"], "38"
    yield answer.mesures["part_themes"], "95\u00a0%"
    yield answer.mesures["n_liens_ouverts"], "17"
    yield answer.mesures["n_liens_manquants"], "27"
    yield answer.mesures["valeur"], "37,73"
    yield local.valeurs["gain"], "1,20"
    yield part(local, "themes"), "1,00"
    yield part(local, "secteurs"), "0,20"
    assert len(answer.lignes) == 12
    assert answer.mesures["optimale"] is True
    nobody = {row.valeurs["theme_id"] for row in answer.tableaux["themes"].lignes if not row.valeurs["n_candidats"]}
    assert nobody == {"theme:inclusion_numerique", "theme:mobilite_acces"}


def guests_who_pilot(answer: Answer) -> Figures:
    yield answer.mesures["n_invites"], "19"
    yield answer.mesures["n_paires"], "171"
    yield answer.mesures["n_paires_liees"], "14"
    yield answer.mesures["n_paires_sans_lien"], "157"


CASES: list[tuple[str, dict[str, object], str, Callable[[Answer], Figures]]] = [
    ("recouvrement", {"a": "disp:cls-redon-2", "b": "disp:cpts-redon"}, DAY, overlap),
    ("recouvrement", {"a": "disp:cls-redon-2", "b": "disp:prs-bretagne"}, DAY, overlap_with_the_region),
    (
        "recouvrement",
        {"a": "disp:cls-redon-1", "b": "disp:cls-redon-2", "territoire": REDON},
        DAY,
        overlap_of_successors,
    ),
    ("actions_semblables", {"territoire": REDON}, DAY, similar),
    (
        "partenaires",
        {"acteur": "acteur:cpam-35", "territoire": REDON, "themes": "nutrition", "granularite": "service"},
        DAY,
        partners,
    ),
    ("liens_oublies", {"territoire": REDON, "granularite": "service"}, DAY, forgotten),
    ("presenter", {"de": "acteur:cpam-35", "vers": "acteur:ubo"}, "toutes", introduction),
    ("invites", {"territoire": REDON, "places": "12"}, DAY, guests),
    ("invites", {"territoire": REDON, "places": "19", "obligatoires": PILOTS}, DAY, guests_who_pilot),
    ("charge", {}, DAY, load),
    ("conformite", {"dispositif": "disp:cls-broceliande-1"}, DAY, conformity),
    ("absences", {"acteur": "acteur:cpam-35"}, DAY, absences),
    ("couverture", {"territoire": BRETAGNE}, DAY, coverage),
    ("couverture", {"territoire": BRETAGNE, "elaboration": "oui"}, DAY, coverage_with_projects),
    ("manques", {"nature": "besoin", "territoire": REDON, "dispositif": "disp:cls-redon-2"}, DAY, needs),
    ("manques", {"nature": "acteur", "territoire": BRETAGNE}, DAY, unattached),
    ("manques", {"nature": "juridiction", "territoire": REDON}, DAY, areas),
    ("articulations", {"territoire": REDON}, DAY, articulation),
    ("articulations", {"territoire": "terr:pays-brest"}, "2025-09-01", articulation_of_brest),
    ("relais", {}, "toutes", brokers),
    ("relais", {}, DAY, brokers_on_the_day),
    ("sante_reseau", {}, "toutes", health),
    ("evolution", {"debut": DAY}, "2025-06-01", evolution),
]


def plain(text: str) -> str:
    """Return a text with ordinary spaces: the page is typeset, the figures above are not always."""
    return text.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize(("name", "given", "date", "figures"), CASES, ids=[case[3].__name__ for case in CASES])
def test_the_worked_examples_are_what_the_product_answers(
    embedded_example: Context,
    name: str,
    given: dict[str, object],
    date: str,
    figures: Callable[[Answer], Figures],
) -> None:
    answer = ask(embedded_example.store, name, given, date=date, context=embedded_example)
    text = plain(sections()[section_of(name)].text)
    for value, written in figures(answer):
        assert near(value, written), (value, written)
        assert plain(written) in text, written


@pytest.mark.parametrize(
    ("tours", "best", "counted", "written"),
    [
        (3, 48, 48, ("54 − 2 × 3 = 48, sur 66 paires", "(1 − (1 − 18 ÷ 66)³) = 40,6.", "en fait 48 :")),
        (4, 59, 61, ("72 − 3 × 3 = 63, et 61 quand", "ne dépasse 59 rencontres.")),
    ],
)
def test_the_table_plan_of_the_page_is_what_the_product_draws(
    embedded_example: Context, tours: int, best: int, counted: int, written: tuple[str, ...]
) -> None:
    def asking(name: str, given: Mapping[str, str | Sequence[str]]) -> Answer:
        return ask(embedded_example.store, name, given, date=DAY, context=embedded_example)

    empty = Workshop(id="essai", titre="Essai", territoire=REDON, date="2027-03-18", places=12, tables=3, tours=tours)
    invited = guests_from_answer(asking("invites", guest_parameters(empty)), embedded_example, DAY)
    workshop = add_all(empty, invited)
    _, figures = seat(workshop, weights_of(workshop, asking))
    assert len(workshop.presents) == 12
    assert figures.distinct == figures.bound == best
    assert free_bound((4, 4, 4), tours) == counted
    assert figures.chance == pytest.approx({3: 40.6, 4: 47.5}[tours], abs=0.05)
    text = plain(sections()[SEATING].text)
    assert [words for words in written if plain(words) not in text] == []


def test_every_analysis_has_its_section() -> None:
    lacking = [
        name for name, question in catalogue().items() if question.famille == "analyses" and not section_of(name)
    ]
    assert lacking == []
    assert {case[0] for case in CASES} | {"recouvrements", "echeances"} >= {
        name for name, question in catalogue().items() if question.famille == "analyses"
    }


def test_the_page_names_its_references() -> None:
    assert all("férence" in section.text for section in sections().values() if section.id != "absences")
    assert page().startswith("# ")
