"""Check the conversion of cells, both ways."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model.ontology import node_properties, relationship_properties
from graph.model.spec import PropertySpec, ValueType
from graph.model.values import ValueProblem, format_cell, merge_extra, parse_cell

ACTEUR = node_properties(["Acteur"])
OBSERVATION = node_properties(["Observation"])
TERRITOIRE = node_properties(["Territoire"])


def _spec(type_: ValueType, **more: object) -> PropertySpec:
    return PropertySpec(name="x", type=type_, caption="X", description="X.", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("type_", "raw", "stored"),
    [
        (ValueType.TEXTE, "  CPAM ", "CPAM"),
        (ValueType.TEXTE, 35236.0, "35236"),
        (ValueType.ENTIER, "66\u202f478", 66478),
        (ValueType.ENTIER, 31.0, 31),
        (ValueType.DECIMAL, "11,4", 11.4),
        (ValueType.DECIMAL, 22, 22.0),
        (ValueType.BOOLEEN, "Oui", True),
        (ValueType.BOOLEEN, False, False),
        (ValueType.DATE, datetime(2021, 7, 11), "2021-07-11"),
        (ValueType.DATE, date(2021, 7, 11), "2021-07-11"),
        (ValueType.DATE, "2021-07", "2021-07"),
        (ValueType.DATE, 2021.0, "2021"),
        (ValueType.LISTE, "a| b |", ["a", "b"]),
    ],
)
def test_a_cell_becomes_a_stored_value(type_: ValueType, raw: object, stored: object) -> None:
    assert parse_cell(_spec(type_), raw) == {"x": stored}


@pytest.mark.parametrize("raw", [None, "", "  ", "\u00a0"])
@pytest.mark.parametrize("type_", list(ValueType))
def test_an_empty_cell_says_nothing(type_: ValueType, raw: object) -> None:
    assert parse_cell(_spec(type_), raw) == {}


@pytest.mark.parametrize(
    ("type_", "raw", "kind"),
    [
        (ValueType.ENTIER, "beaucoup", "type"),
        (ValueType.ENTIER, "3,5", "type"),
        (ValueType.BOOLEEN, "peut-être", "type"),
        (ValueType.DATE, "11/07/2021", "date"),
        (ValueType.DATE, "2021-02-30", "date"),
        (ValueType.COUPLES, "sans signe égal", "type"),
    ],
)
def test_what_cannot_be_read_is_said(type_: ValueType, raw: object, kind: str) -> None:
    with pytest.raises(ValueProblem) as caught:
        parse_cell(_spec(type_), raw)
    assert caught.value.kind == kind
    assert caught.value.expected.endswith(".")


def test_a_code_or_its_label_is_accepted_and_another_is_not() -> None:
    assert parse_cell(ACTEUR["type_acteur"], "ars") == {"type_acteur": "ars"}
    assert parse_cell(ACTEUR["secteur"], "protection sociale") == {"secteur": "protection_sociale"}
    with pytest.raises(ValueProblem) as caught:
        parse_cell(ACTEUR["secteur"], "protection social")
    assert caught.value.suggestion == "Protection sociale"


def test_identifiers_are_checked() -> None:
    assert parse_cell(ACTEUR["siren"], "243500741") == {"siren": "243500741"}
    assert parse_cell(ACTEUR["finess_et"], "2A0000014") == {"finess_et": "2A0000014"}
    for name, wrong in (
        ("siren", "243500742"),
        ("siret", "123"),
        ("finess_ej", "350000021"),
        ("rna", "X123"),
        ("url", "ars.fr"),
    ):
        with pytest.raises(ValueProblem):
            parse_cell(ACTEUR[name], wrong)


def test_a_share_is_between_zero_and_one() -> None:
    part = relationship_properties("COUVRE")["part"]
    assert parse_cell(part, 0) == {"part": 0.0}
    with pytest.raises(ValueProblem):
        parse_cell(part, 1.2)


def test_pairs_become_two_parallel_lists() -> None:
    stored = parse_cell(OBSERVATION["comparateurs"], "Bretagne=11,4|Pays de la Loire=11")
    assert stored == {"comparateurs_cles": ["Bretagne", "Pays de la Loire"], "comparateurs_valeurs": [11.4, 11.0]}
    assert format_cell(OBSERVATION["comparateurs"], stored) == "Bretagne=11.4|Pays de la Loire=11"
    assert parse_cell(TERRITOIRE["inventaire_complet"], "CLS=2021-07") == {
        "inventaire_types": ["CLS"],
        "inventaire_dates": ["2021-07"],
    }


_WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Z")), min_size=1, max_size=12)


@given(st.dictionaries(_WORDS, _WORDS, min_size=1, max_size=4))
def test_pairs_survive_the_cell(pairs: dict[str, str]) -> None:
    spec = _spec(ValueType.COUPLES)
    stored = {"x_cles": list(pairs), "x_valeurs": list(pairs.values())}
    assert parse_cell(spec, format_cell(spec, stored)) == stored


def test_unknown_columns_are_kept_in_order_and_completed() -> None:
    extra = _spec(ValueType.COUPLES)
    properties: dict[str, object] = {"x_cles": ["a"], "x_valeurs": ["1"]}
    merge_extra(properties, {"b": "2", "a": "3"}, extra)  # type: ignore[arg-type]
    assert properties == {"x_cles": ["a", "b"], "x_valeurs": ["3", "2"]}


@given(st.lists(_WORDS, min_size=1, max_size=4))
def test_lists_survive_the_cell(items: list[str]) -> None:
    spec = _spec(ValueType.LISTE)
    assert parse_cell(spec, format_cell(spec, {"x": items})) == {"x": items}


def test_a_bar_inside_an_item_is_kept() -> None:
    spec = _spec(ValueType.LISTE)
    assert format_cell(spec, {"x": ["a|b", "c"]}) == "a\\|b|c"
    assert parse_cell(spec, "a\\|b|c") == {"x": ["a|b", "c"]}


def test_a_backslash_typed_by_a_person_stays() -> None:
    assert parse_cell(_spec(ValueType.LISTE), "C:\\dossier|fin\\") == {"x": ["C:\\dossier", "fin\\"]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bidule", None),
        ("club de bridge", None),
        ("arse", "Agence régionale de santé (siège ou délégation)"),
        ("CPAM", "Caisse d’assurance maladie (CNAM, CPAM)"),
        ("cnam", "Caisse d’assurance maladie (CNAM, CPAM)"),
        ("réseau de sante", "Réseau de santé ou thématique"),
    ],
)
def test_a_term_is_suggested_by_its_label_and_only_when_it_is_near(text: str, expected: str | None) -> None:
    spec = node_properties(("Acteur",))["type_acteur"]
    with pytest.raises(ValueProblem) as caught:
        parse_cell(spec, text)
    assert caught.value.suggestion == expected
