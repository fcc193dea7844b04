"""Check the French of sentences: plurals, numbers, lists."""

import pytest

from graph.answers.sentence import agree_type, fill, french_number, listing, of_name


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0\u00a0commune"), (1, "1\u00a0commune"), (2, "2\u00a0communes"), (1_253, "1\u202f253\u00a0communes")],
)
def test_the_plural_starts_at_two(count: int, words: str) -> None:
    assert fill("{n:commune|communes}", {"n": count}) == words


def test_numbers_are_written_in_french() -> None:
    assert fill("{a} {b} {c:.3f}", {"a": 66_478, "b": 0.656, "c": 0.656}) == "66\u202f478 0,66 0,656"
    assert french_number(None) == "inconnu"
    assert french_number(66.9, 1) == "66,9"


def test_missing_values_are_said_to_be_missing() -> None:
    assert fill("{a} {b}", {"a": None, "b": True}) == "non documenté oui"


def test_lists_are_cut_with_a_count() -> None:
    assert listing([]) == ""
    assert listing(["a"]) == "a"
    assert listing(["a", "b"]) == "a et b"
    assert listing("abcdefg", 5) == "a, b, c, d, e et 2 autres"
    assert listing("abcdef", 5) == "a, b, c, d, e et 1 autre"


@pytest.mark.parametrize(
    ("name", "joined"),
    [
        ("Pays de Saint-Malo", "du Pays de Saint-Malo"),
        ("Le Mans", "du Mans"),
        ("Les Herbiers", "des Herbiers"),
        ("La Rochelle", "de La Rochelle"),
        ("L’Isle-Adam", "de L’Isle-Adam"),
        ("Lescouët", "de Lescouët"),
        ("Ille-et-Vilaine (département)", "d’Ille-et-Vilaine (département)"),
        ("Évran", "d’Évran"),
        ("Yonne", "de Yonne"),
        ("CA Vitré Communauté (EPCI)", "de la CA Vitré Communauté (EPCI)"),
        ("Grand Est", "du Grand Est"),
        ("Grandchamp", "de Grandchamp"),
        ("Redon", "de Redon"),
        ("« Pays de Redon »", "de « Pays de Redon »"),
    ],
)
def test_de_is_contracted_or_elided_before_a_name(name: str, joined: str) -> None:
    assert of_name(name) == joined
    assert fill("{nom:de}", {"nom": name}) == joined
    assert fill("{nom}", {"nom": name}) == name


@pytest.mark.parametrize(
    ("code", "word"), [("MSP", "une"), ("CPTS", "une"), ("MAIA", "une"), ("CLS", "un"), ("?", "un")]
)
def test_words_agree_with_the_type_of_scheme(code: str, word: str) -> None:
    assert agree_type(code, "un", "une") == word
