"""Overlaps become a matrix, words and a map without a store; what is unknown looks like nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from app.view_models import recouvrements as views
from app.view_models.overlap_matrix import LEGEND, build_matrix
from graph.answer import Answer, Part, Row, Table
from graph.certainty import Certitude

A, B, C, D = "disp:a", "disp:b", "disp:c", "disp:d"
NAMES = {A: "Contrat A", B: "Communauté B", C: "Conseil C", D: "Dispositif D"}


def row(a: str, b: str, **values: Any) -> Row:
    common: dict[str, Any] = {
        "rang": None, "a_id": a, "a": NAMES[a], "type_a": "CLS", "b_id": b, "b": NAMES[b], "type_b": "CPTS",
        "classe": "recouvrement", "n_communes": 3, "population": 1200, "themes_communs": ["acces_soins"],
        "publics_communs": [], "noms_acteurs_communs": ["ARS Bretagne"], "indice": 0.69, "confiance": 0.65,
        "indice_bas": 0.54, "indice_haut": 0.83, "n_dimensions": 2, "lecture": "redondance possible",
    }  # fmt: skip
    return Row({**common, **values}, Certitude.INCERTAIN)


def answer(
    rows: Sequence[Row] = (),
    tables: Mapping[str, Sequence[Row]] | None = None,
    *,
    question: str = "recouvrements",
    **measures: Any,
) -> Answer:
    names = ("confiance_faible", "indetermines", "cadres", "non_compares", "communes", "themes", "publics", "membres")
    found = {name: Table((), tuple((tables or {}).get(name, ()))) for name in names}
    return Answer(
        question=question, titre="", parametres={}, date="2021-09-15", perimetre="", etat_donnees="partiel",
        phrase="", colonnes=(), lignes=tuple(rows), mesures=measures, tableaux=found,
    )  # fmt: skip


def listed(**measures: Any) -> Answer:
    apart = {"dispositif_id": A, "dispositif": NAMES[A], "autre_id": D, "autre": NAMES[D]}
    return answer(
        [row(A, B, rang=1)],
        {
            "confiance_faible": [row(A, C, indice=1.0, confiance=0.35)],
            "indetermines": [row(B, C, classe="indetermine", indice=0.4, population=None, n_communes=None)],
            "non_compares": [Row({**apart, "raison": "l’un renouvelle ou remplace l’autre"})],
        },
        **{"n_dispositifs": 4, "n_recouvrements": 2, "n_indetermines": 1, **measures},
    )


def texts(found: Answer, most: int = 25) -> list[list[str]]:
    return [[cell.text for cell in line] for line in build_matrix(found, most).cells]


def test_the_matrix_is_symmetric_and_says_what_is_unknown() -> None:
    matrix = build_matrix(listed())
    assert [name for _, name in matrix.schemes] == ["Communauté B", "Conseil C", "Contrat A"]
    assert texts(listed()) == [["", "?", "0,69"], ["?", "", "(1,00)"], ["0,69", "(1,00)", ""]]
    assert [cell.pair for cell in matrix.cells[0]] == [(), (B, C), (A, B)]
    assert [sign for sign, _ in matrix.signs] == ["0,69", "(0,69)", "?"]
    assert all(meaning for meaning in LEGEND.values())


def test_a_little_documented_pair_never_looks_strong() -> None:
    strengths = {cell.text: cell.strength for line in build_matrix(listed()).cells for cell in line}
    assert strengths["(1,00)"] < strengths["0,69"]


def test_what_is_not_listed_shares_nothing_unless_the_list_is_cut() -> None:
    rows = [row(A, B), row(C, D)]
    whole = answer(rows, n_recouvrements=2, n_indetermines=0)
    cut = answer(rows, n_recouvrements=9, n_indetermines=0)
    assert {text for line in texts(whole) for text in line} == {"", "0,69", "–"}
    assert {text for line in texts(cut) for text in line} == {"", "0,69", "…"}


def test_a_renewal_is_neither_an_overlap_nor_an_absence() -> None:
    found = listed()
    pairs = answer([*found.lignes, row(B, D)], {name: t.lignes for name, t in found.tableaux.items()}, **found.mesures)
    matrix = build_matrix(pairs)
    place = [id_ for id_, _ in matrix.schemes]
    cell = matrix.cells[place.index(A)][place.index(D)]
    assert (cell.text, cell.pair) == ("=", (A, D))
    assert "renouvelle" in cell.help


def test_a_scheme_and_its_part_have_their_own_sign() -> None:
    apart = {"dispositif_id": A, "dispositif": NAMES[A], "autre_id": C, "autre": NAMES[C]}
    rows = {"non_compares": [Row({**apart, "raison": "l’un fait partie de l’autre"})]}
    assert "⊂" in {text for line in texts(answer([row(A, B), row(B, C)], rows, n_recouvrements=2)) for text in line}


def test_framework_pairs_are_in_the_matrix_and_counted_apart() -> None:
    found = answer([row(A, B)], {"cadres": [row(C, D, indice=0.9)]}, n_dispositifs=4, n_recouvrements=1, n_cadres=1)
    assert {"0,90", "0,69", "–"} <= {text for line in texts(found) for text in line}
    assert ("1", "paire de documents-cadres, à part") in views.headline(found)
    assert f"{C}|{D}" in views.pair_options(found)


def test_a_large_matrix_is_cut_and_says_so() -> None:
    matrix = build_matrix(listed(), 2)
    assert (len(matrix.schemes), matrix.left) == (2, 1)


def test_an_empty_answer_has_no_matrix_and_no_zero() -> None:
    empty = answer(n_dispositifs=0, n_recouvrements=0, n_indetermines=0)
    assert build_matrix(empty).schemes == ()
    assert views.headline(empty) == ()
    assert views.pair_options(empty) == {}


def test_pairs_are_named_with_their_index() -> None:
    options = views.pair_options(listed())
    assert list(options) == [f"{A}|{B}", f"{A}|{C}", f"{B}|{C}"]
    assert options[f"{A}|{B}"].startswith("Contrat A et Communauté B")
    assert "0,69" in options[f"{A}|{B}"]


def test_the_table_of_pairs_is_in_words() -> None:
    table = views.pair_table(listed().lignes, {}, "Paires")
    cells = table.rows[0].cells
    assert str(cells["paire"]) == "Contrat A et Communauté B"
    assert "1 200 habitants" in str(cells["territoire"]).replace("\u202f", " ").replace("\u00a0", " ")
    assert str(cells["contenus"]) == "Accès aux soins · ARS Bretagne"
    assert {id_ for id_, _ in table.rows[0].links} == {A, B}
    undetermined = views.pair_table(listed().tableaux["indetermines"].lignes, {}, "Paires").rows[0].cells
    assert undetermined["territoire"] == "inconnu"


def test_two_and_three_schemes_make_one_and_three_pairs() -> None:
    assert views.pairs_of([A, B]) == [(A, B)]
    assert views.pairs_of([A, B, C, D]) == [(A, B), (A, C), (B, C)]
    assert views.letters_of([A, B, C], (B, C)) == "B et C"


@pytest.mark.parametrize(
    ("low", "high", "dimensions", "said"),
    [
        (0.54, 0.83, 2, "beaucoup"),
        (0.60, 0.75, 3, "assez"),
        (0.60, 0.65, 4, "peu"),
        (1.0, 1.0, 1, "que sur une dimension"),
        (0.6, 0.6, 2, "ne dépend pas"),
    ],
)
def test_the_interval_is_said_in_words(low: float, high: float, dimensions: int, said: str) -> None:
    found = answer([row(A, B, indice_bas=low, indice_haut=high, n_dimensions=dimensions)])
    assert said in views.steadiness(found)


def test_no_interval_no_words() -> None:
    assert views.steadiness(answer([row(A, B, indice=None, indice_bas=None, indice_haut=None)])) == ""


def test_an_unknown_part_is_not_a_zero() -> None:
    parts = (Part("territoire", "Territoire", 1.0, 0.35, "tout"), Part("themes", "Thèmes", None, 0.3, "rien"))
    found = answer([Row(row(A, B).valeurs, Certitude.INCERTAIN, (), "", parts)])
    assert [line[1] for line in views.calculation(found)] == ["1,00", "non documenté"]
    nothing = answer([row(A, B, indice=None, population=None, confiance=0.0)])
    assert [what for _, what in views.figures(nothing)] == ["des poids reposent sur des données"]


def test_a_pair_too_little_documented_shows_no_rank() -> None:
    weak = answer([row(A, B, indice=1.0, confiance=0.15)])
    assert views.figures(weak)[0][0] == "non classé"
    assert "1,00" in views.figures(weak)[0][1]
    assert views.figures(answer([row(A, B)]))[0][0] == "0,69"


def test_sides_say_which_one_is_not_documented() -> None:
    themes = [
        Row({"theme_id": "theme:x", "theme": "Nutrition", "cote": "A seul"}),
        Row({"theme_id": "theme:y", "theme": "Accès aux soins", "cote": "commun"}),
    ]
    publics = [Row({"public_id": "public:x", "public": "Enfants", "cote": "A seul"})]
    found, people, members = views.build_sides(answer([row(A, B)], {"themes": themes, "publics": publics}))
    assert (found.only_a, found.both, found.only_b, found.missing) == (("Nutrition",), ("Accès aux soins",), (), "")
    assert "Communauté B" in people.missing
    assert "Contrat A" not in people.missing
    assert "Contrat A" in members.missing


def test_the_map_of_three_schemes_joins_their_pairs() -> None:
    def commune(code: str, side: str) -> Row:
        return Row({"territoire_id": f"COM-{code}", "cote": side})

    answers = {
        (A, B): answer([row(A, B)], {"communes": [commune("1", "commun"), commune("2", "A seul")]}),
        (A, C): answer(
            [row(A, C, classe="indetermine")], {"communes": [commune("1", "A seul"), commune("2", "A seul")]}
        ),
        (B, C): answer([row(B, C, classe="indetermine")], {"communes": [commune("1", "A seul")]}),
    }
    layer = views.build_layer([A, B, C], NAMES, answers)
    assert [scheme.nom for scheme in layer.schemes] == ["Contrat A", "Communauté B", "Conseil C"]
    assert [sorted(scheme.territoires) for scheme in layer.schemes] == [["COM-1", "COM-2"], ["COM-1"], []]
    assert layer.undetermined
    assert [scheme.partial for scheme in layer.schemes] == [False, False, True]


def test_similar_actions_of_the_chosen_schemes_only() -> None:
    rows = [
        Row({"dispositifs_a": ["Contrat A"], "dispositifs_b": ["Communauté B"]}),
        Row({"dispositifs_a": ["Contrat A"], "dispositifs_b": ["Autre"]}),
        Row({"dispositifs_a": None, "dispositifs_b": ["Communauté B"]}),
    ]
    found = answer(rows, question="actions_semblables")
    assert views.similar_between(found, ["Contrat A", "Communauté B"]).lignes == (rows[0],)
