"""Read names as people write them: kinds, départements, numbers and the words that are a name's own."""

import pytest

from graph.analysis.name_forms import NameForm, forms_of, initials, is_ambiguous, read_name

SAME = [
    ("CPAM 35", "CPAM d’Ille-et-Vilaine", "C.P.A.M. 35", "Caisse primaire d’assurance maladie d’Ille et Vilaine"),
    ("CD 35", "CD35", "Département d’Ille-et-Vilaine", "Conseil départemental 35", "Dpt 35"),
    ("CH de Redon", "Centre hospitalier de Redon", "HÔPITAL DE REDON", "C.H. Redon"),
    ("ARS PDL", "ARS Pays de Loire", "Agence régionale de santé des Pays-de-la-Loire"),
    ("DD ARS 35", "DDARS 35", "ARS Bretagne - Délégation départementale d’Ille-et-Vilaine"),
    (
        "DAC DE LA LOZERE",
        "DISPOSITIF D4APPUI A LA COORDINATION DE LA LOZERE",
        "DOSPISITIF D’APPUI A LA COORDINATION 48",
    ),
    ("MSP ST AUBIN", "Maison de santé pluriprofressionnelle de Saint-Aubin"),
    ("MDPH du Lot", "Maison départementale des personnes handicapées 46"),
    ("Œuvres du Cœur", "oeuvres du coeur (association)"),
]


@pytest.mark.parametrize("texts", SAME, ids=lambda texts: texts[0])
def test_spellings_of_one_name_have_one_form(texts: tuple[str, ...]) -> None:
    assert len({forms_of(text)[0].key for text in texts}) == 1


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("CPAM 35", "CPAM 56"),
        ("Centre hospitalier de Redon", "CPTS de Redon"),
        ("Ville de Redon", "Redon Agglomération"),
        ("CLS 1 de Redon", "CLS 2 de Redon"),
        ("ARS Bretagne", "DD ARS 35"),
        ("Loire-Atlantique", "Loire"),
    ],
)
def test_different_names_keep_different_forms(one: str, two: str) -> None:
    assert read_name(one).key != read_name(two).key


@pytest.mark.parametrize(
    "text", ["l’ARS", "la MSA", "CARSAT (caisse non précisée)", "Centre de soins infirmiers", "", "()"]
)
def test_a_kind_alone_designates_nothing(text: str) -> None:
    assert forms_of(text)[0].is_generic


def test_there_is_only_one_national_fund() -> None:
    assert not read_name("CNAM").is_generic


def test_a_river_is_a_departement_only_after_a_kind_that_has_one() -> None:
    assert read_name("CPAM du Nord").places == ("59",)
    assert read_name("CPTS Nord Aveyron").places == ()
    assert read_name("MSP du Lot").words == ("lot",)


def test_what_stands_in_brackets_completes_or_renames() -> None:
    assert forms_of("Croix-Rouge (56)")[0].places == ("56",)
    assert forms_of("CLS de Fougères (2e)")[0].numbers == ("2",)
    assert [form.text for form in forms_of("Université de Brest (UBO)")] == ["universite brest", "ubo"]
    assert forms_of("Acsantis (cabinet de conseil)") == forms_of("ACSANTIS")


def test_an_acronym_with_several_meanings_is_not_a_name() -> None:
    assert is_ambiguous("mas")
    assert forms_of("Maison des aînés", "MAS") == forms_of("Maison des aînés")
    assert forms_of("Quimper Cornouaille Développement", "QCD")[1] == NameForm((), (), (), ("qcd",))


def test_initials_are_those_of_long_names_only() -> None:
    assert "qcd" in initials("Quimper Cornouaille Développement")
    assert "udaf" in initials("Union départementale des associations familiales du Morbihan")
    assert initials("Ville de Redon") == frozenset()
