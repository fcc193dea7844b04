"""Spell out acronyms on the words themselves, whatever else a text holds."""

from html.parser import HTMLParser

import pytest

from app.view_models.acronyms import abbreviated, in_words
from app.view_models.terms import acronyms
from tests.support.hostile_texts import TEXTS

ARS = [("ARS", "Agence régionale de santé")]


class _Reader(HTMLParser):
    """Keep the tags and the text that a browser makes of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, attrs))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_first_place_of_an_acronym_says_what_it_stands_for() -> None:
    said = abbreviated("L’ARS et la CPAM avec l’ARS", acronyms("ARS CPAM"))
    assert said.count("<abbr") == 2
    assert said.startswith('L’<abbr title="Agence régionale de santé">ARS</abbr> et')
    assert said.endswith("avec l’ARS")


def test_a_part_of_a_word_is_no_acronym() -> None:
    assert abbreviated("ARSENAL, MARS, ars, ARS_2", ARS) == "ARSENAL, MARS, ars, ARS_2"


@pytest.mark.parametrize("name", TEXTS)
def test_a_hostile_text_makes_no_other_tag(name: str) -> None:
    text = f"{name} ARS {name}"
    reader = _Reader()
    reader.feed(abbreviated(text, acronyms(text)))
    reader.close()
    assert [tag for tag, _ in reader.tags] == ["abbr"]
    assert reader.text == text


def test_acronyms_are_said_in_one_sentence() -> None:
    said = in_words([*ARS, ("CLS", "Contrat local de santé")])
    assert said == "ARS\u00a0: Agence régionale de santé\u202f; CLS\u00a0: Contrat local de santé."
    assert in_words([]) == ""
