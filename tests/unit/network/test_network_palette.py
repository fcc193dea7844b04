"""Hold that colours and shapes can be told apart, whoever looks and whatever the theme."""

import re

import pytest

from app.view_models.palette import (
    NATURES,
    SECTEURS,
    THEMES,
    ThemeStyle,
    colour_distance,
    contrast,
    least_distance,
    secteur_style,
)
from graph.model.vocabularies import vocabulary


def test_contrast_matches_published_values() -> None:
    assert contrast("#000000", "#ffffff") == 21.0
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#ffffff", "#777777") == contrast("#777777", "#ffffff")


def test_colour_blindness_confuses_what_it_should() -> None:
    red, green = "#c00000", "#4f7f00"
    assert colour_distance(red, green) > 3 * colour_distance(red, green, "deuteranopie")
    assert colour_distance("#0000ff", "#ffff00", "deuteranopie") > 0.3


@pytest.mark.parametrize("code", SECTEURS)
def test_letters_are_read_on_their_secteur(code: str) -> None:
    style = SECTEURS[code]
    assert contrast(style.fill, style.ink) >= 4.5
    assert len(style.letters) == 2


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_each_theme_is_read(theme: ThemeStyle) -> None:
    assert contrast(theme.text, theme.background) >= 4.5
    assert contrast(theme.neutral_ink, theme.neutral) >= 4.5
    assert contrast(theme.outline, theme.background) >= 3
    assert contrast(theme.edge, theme.background) >= 3


def test_secteurs_are_told_apart_by_everyone() -> None:
    # 0.02 is about the least difference anyone notices.
    assert least_distance(style.fill for style in SECTEURS.values()) >= 0.05
    assert len({style.letters for style in SECTEURS.values()}) == len(SECTEURS)


def test_every_secteur_of_the_vocabulary_has_a_style() -> None:
    assert {code: style.caption for code, style in SECTEURS.items()} == {
        term.code: term.libelle for term in vocabulary("secteurs").terms.values()
    }


def test_an_unknown_secteur_is_drawn_as_other_and_none_has_no_style() -> None:
    assert secteur_style("inconnu") is SECTEURS["autre"]
    assert secteur_style(None) is None


def test_shapes_differ_and_stay_in_their_square() -> None:
    drawings = {(style.path, style.inner) for style in NATURES.values()}
    assert len(drawings) == len(NATURES)
    for style in NATURES.values():
        numbers = [float(n) for n in re.findall(r"-?\d+\.?\d*", style.path)]
        assert max(map(abs, numbers)) <= 1.2
