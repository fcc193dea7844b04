"""Hold the normalised form of place names."""

from __future__ import annotations

import pytest

from graph.reference.names import normalise_name


@pytest.mark.parametrize(
    ("name", "normalised"),
    [
        ("L’Île-d’Yeu", "ile d yeu"),
        ("L'ILE D'YEU", "ile d yeu"),
        ("La Garde", "garde"),
        ("Les Sables-d'Olonne", "sables d olonne"),
        ("LE MANS", "mans"),
        ("St-Méen-le-Grand", "saint meen le grand"),
        ("Ste. Anne d'Auray", "sainte anne d auray"),
        ("Hœdic", "hoedic"),
        ("Hoëdic", "hoedic"),
        ("  Saint  Brieuc ", "saint brieuc"),
        ("Y", "y"),
        ("Les", "les"),
        ("", ""),
        ("—", ""),
    ],
)
def test_normalised_form(name: str, normalised: str) -> None:
    assert normalise_name(name) == normalised


def test_an_inner_article_stays() -> None:
    assert normalise_name("Roche-la-Molière") != normalise_name("Roche-Molière")


def test_normalising_twice_changes_nothing() -> None:
    once = normalise_name("Saint-Étienne-de-Saint-Geoirs")
    assert normalise_name(once) == once
