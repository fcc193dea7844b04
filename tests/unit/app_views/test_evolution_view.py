"""Check the words and figures of the screen of evolution on answers made by hand."""

from __future__ import annotations

import pytest

from app.view_models import evolution as views
from graph.answer import Answer, Column, Row, Table

COLUMNS = (Column("changement", "texte", "", ""), Column("objet", "texte", "", "Lien"))
MEASURE = (
    Column("mesure", "texte", "", "Code"),
    Column("libelle", "texte", "", "Mesure"),
    *(Column(name, "decimal", "", name) for name in views.VALUES),
)


def answer(measures: dict[str, float | None], *kinds: str, **tables: Table) -> Answer:
    empty = Table(COLUMNS, ())
    names = (views.OBJECTS, views.POSSIBLE, views.WAITING, views.MEASURES, views.ACTORS, views.TIES, views.LEVELS)
    return Answer(
        question="evolution",
        titre="",
        parametres={},
        date="2021-09-15",
        perimetre="",
        etat_donnees="partiel",
        phrase="",
        colonnes=COLUMNS,
        lignes=tuple(Row({"changement": kind, "objet": kind}) for kind in kinds),
        mesures=measures,
        tableaux={name: tables.get(name, empty) for name in names},
    )


def test_only_what_holds_something_is_listed() -> None:
    found = answer(
        {}, "cree", "cree", "decouvert", possibles=Table(COLUMNS, (Row({"changement": "cree", "objet": "x"}),))
    )
    assert views.lists(found) == {
        "cree": "Créés (2)",
        "decouvert": "Découverts (1)",
        "possibles": "Peut-être aussi (1)",
    }
    assert len(views.change_table(found, "cree", {}).rows) == 2
    assert views.lists(answer({})) == {}


def test_one_is_singular_and_what_is_not_compared_is_not_zero() -> None:
    counts = {"n_crees": 1, "n_termines": 0, "n_decouverts": 2}
    assert views.headline(answer({**counts})) == (
        ("1", "lien créé"), ("0", "lien terminé"), ("2", "liens découverts"),
    )  # fmt: skip
    assert views.headline(answer({})) == ()
    assert views.network_sentence(answer({**counts})) == ""


def test_ties_in_one_sentence() -> None:
    found = answer(
        {"n_liens_debut": 1, "n_liens_fin": 1200, "n_liens_communs": 1, "n_liens_apparus": 1199, "n_liens_disparus": 0}
    )
    assert views.network_sentence(found).replace("\u00a0", " ").replace("\u202f", " ") == (
        "1 lien entre acteurs à la première date, 1 200 liens à la seconde : 1 aux deux dates, "  # verbatim
        "1 199 à la seconde seulement, aucun à la première seulement."
    )


@pytest.mark.parametrize(
    ("value", "signed", "text"),
    [(57.0, False, "57"), (22.0, True, "+22"), (-0.0361, True, "−0,036"), (0.0, True, "0"), (None, True, "")],
)
def test_each_measure_has_the_digits_it_needs(value: float | None, signed: bool, text: str) -> None:
    assert views.figure(value, signed=signed) == text


def test_a_column_of_measures_mixes_counts_and_shares() -> None:
    rows = tuple(
        Row({"mesure": code, "libelle": code, "valeur_debut": first, "valeur_fin": last, "ecart": gap})
        for code, first, last, gap in (
            ("n", 25.0, 31.0, 6.0),
            ("densite", 0.0567, 0.0839, 0.0272),
            ("ei", None, 0.5, None),
        )
    )
    view = views.compared_table(answer({}, mesures_reseau=Table(MEASURE, rows)), views.MEASURES, {})
    assert [[row.cells[name] for name in views.VALUES] for row in view.rows] == [
        ["25", "31", "+6"], ["0,057", "0,084", "+0,027"], ["", "0,500", ""],
    ]  # fmt: skip
    # Sorting still goes by value.
    assert [row.sort["valeur_debut"] for row in view.rows][:2] == [25.0, 0.057]


def test_the_usual_first_dates() -> None:
    assert list(views.starts("2024-02-29")) == ["2023-02-28", "2021-02-28", "2019-02-28"]
    assert views.start_of("", "2021-09-15") == "2020-09-15"
    assert views.start_of("2019", "2021-09-15") == "2019-01-01"
    assert views.start_of("jadis", "2021-09-15") == "2020-09-15"


def test_what_changed_adds_up_in_one_sentence_or_is_not_said() -> None:
    figures: dict[str, float | None] = {
        "n_en_vigueur_debut": 13, "n_crees": 69, "n_decouverts": 528, "n_termines": 2, "n_en_vigueur_fin": 608,
    }  # fmt: skip
    assert views.balance(answer(figures)).replace("\u00a0", " ") == (
        "13 liens en vigueur et connus à la première date, + 69 créés, + 528 découverts, − 2 terminés = 608 à la "
        "seconde."
    )
    # Only the sure changes were asked for: nobody says that they add up.
    assert views.balance(answer({**figures, "n_decouverts": 0})) == ""
    assert views.balance(answer({})) == ""


def test_the_actors_measured_are_those_of_both_dates() -> None:
    row = Row({"mesure": "n", "libelle": "Acteurs", "valeur_debut": 25.0, "valeur_fin": 31.0, "ecart": 6.0})
    assert views.measured_actors(answer({}, mesures_reseau=Table(MEASURE, (row,)))) == (25, 31)
    assert views.measured_actors(answer({})) is None
