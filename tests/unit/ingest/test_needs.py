"""Check which territory has a need, and that closed lists win over objects of the same name."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from graph.model.statement import Preuve, RelationshipStatement
from ingest.importer import Checked
from tests.unit.ingest.builders import check_tables, codes, found

HEAD = ("id", "nom", "territoire", "territoires", "thematiques", "source", "citation")
MENDE, MARVEJOLS = "COM-48095", "COM-48092"


def edges(checked: Checked, type_: str) -> set[tuple[str, str]]:
    return {(s.start, s.end) for s in checked.statements if isinstance(s, RelationshipStatement) and s.type == type_}


@pytest.mark.parametrize(
    ("diagnosed", "having", "stated"),
    [
        (MENDE, None, {MENDE}),
        ("Mende", None, {MENDE}),
        (MENDE, MARVEJOLS, {MARVEJOLS}),
        (MENDE, f"{MENDE}|{MARVEJOLS}", {MENDE, MARVEJOLS}),
        (None, MARVEJOLS, {MARVEJOLS}),
        (None, None, set()),
    ],
)
def test_the_territory_of_a_diagnostic_has_its_needs(
    tmp_path: Path, diagnosed: str | None, having: str | None, stated: set[str]
) -> None:
    row = ("besoin:1", "Se soigner", diagnosed, having, None, "d.pdf", "mots")
    checked = check_tables(tmp_path, {"besoins": [HEAD, row]})
    assert not checked.report.refuse, checked.report.problemes
    assert edges(checked, "A_BESOIN") == {(territory, "besoin:1") for territory in stated}
    assert bool(found(checked, "ING-526")) is (diagnosed is not None and having is None)


def test_what_is_read_from_the_diagnostic_keeps_its_proof_and_is_told_once(tmp_path: Path) -> None:
    rows: Sequence[Sequence[object]] = [
        HEAD,
        ("besoin:1", "Se soigner", MENDE, None, None, "d.pdf", "mots"),
        ("besoin:2", "Bouger", MENDE, None, None, "d.pdf", "autres"),
    ]
    checked = check_tables(tmp_path, {"besoins": rows})
    proofs = {
        s.end: s.preuves for s in checked.statements if isinstance(s, RelationshipStatement) and s.type == "A_BESOIN"
    }
    assert proofs == {"besoin:1": (Preuve("d.pdf", "mots"),), "besoin:2": (Preuve("d.pdf", "autres"),)}
    (told,) = found(checked, "ING-526")
    assert "ces 2\u00a0besoins" in told.message
    assert told.ligne is None


def test_a_row_of_relationships_says_which_territory_has_the_need(tmp_path: Path) -> None:
    checked = check_tables(
        tmp_path,
        {
            "besoins": [HEAD, ("besoin:1", "Se soigner", MENDE, None, None, "d.pdf", "mots")],
            "relations": [("type", "de", "vers"), ("A_BESOIN", MARVEJOLS, "besoin:1")],
        },
    )
    assert edges(checked, "A_BESOIN") == {(MARVEJOLS, "besoin:1")}


@pytest.mark.parametrize("name", ["Addictions", "addictions", "Santé mentale"])
def test_an_object_named_as_a_theme_does_not_take_its_place(tmp_path: Path, name: str) -> None:
    row = ("besoin:1", name, None, MENDE, name, "d.pdf", "mots")
    checked = check_tables(tmp_path, {"besoins": [HEAD, row], "axes": [("id", "nom"), ("axe:1", name)]})
    assert not codes(checked, blocking=True), checked.report.problemes
    theme = "theme:sante_mentale" if "mentale" in name else "theme:addictions"
    assert edges(checked, "TRAITE") == {("besoin:1", theme)}


def test_only_themes_stand_where_themes_are_named(tmp_path: Path) -> None:
    row = ("besoin:1", "Se faire comprendre", None, MENDE, "Se faire comprendre", "d.pdf", "mots")
    checked = check_tables(tmp_path, {"besoins": [HEAD, row]})
    assert codes(checked, blocking=True) == {"ING-403"}
