"""Hold the accessibility statement to its official form, and the glossary to what screens expand."""

import re

from app.view_models.glossary import expansions
from app.view_models.statement import STATE, admitted, introduction, page, parts, title
from app.view_models.terms import acronyms


def test_the_statement_has_the_parts_of_the_official_form() -> None:
    assert title() == "Déclaration d’accessibilité"
    assert "article 47 de la loi n° 2005-102" in introduction()
    assert [heading for heading, _ in parts()] == [
        "État de conformité",
        "Contenus non accessibles",
        "Établissement de cette déclaration",
        "Retour d’information et contact",
        "Voies de recours",
    ]
    texts = dict(parts())
    assert STATE in texts["État de conformité"]
    assert "Défenseur des droits" in texts["Voies de recours"]
    assert not any("<!--" in text for text in texts.values())


def test_the_statement_announces_no_rate() -> None:
    assert not re.search(r"\d\s*%\s+(?:des critères|de conformité)", page())
    assert "aucun taux" in page()


def test_every_admitted_deviation_is_read_from_its_table() -> None:
    table = page().split("<!-- exceptions -->")[1].split("\n\n")[0]
    rows = [line for line in table.splitlines() if line.startswith("| `")]
    assert len(admitted()) == len(rows) > 0
    assert all(found.reason.endswith(".") for found in admitted())


def test_the_glossary_says_what_institutions_are() -> None:
    found = expansions()
    assert found["ARS"] == "Agence régionale de santé"
    assert found["CDS"] == "Centre de santé"
    assert "pays" not in found
    assert "FINESS" not in found


def test_acronyms_are_found_whatever_stands_beside_them() -> None:
    assert dict(acronyms("l’ARS, (CPAM). EPCI\u202f!")).keys() == {"ARS", "CPAM", "EPCI"}
    assert acronyms("le cls et les ars") == []
