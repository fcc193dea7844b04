"""Hold how documents are put together: who is there, what is counted, what is cut, what a document needs."""

from __future__ import annotations

import pytest

from app.exports.documents.content import (
    Document,
    Figure,
    Figures,
    Heading,
    Paragraph,
    Picture,
    Section,
    Table,
    cleaned,
    words_of,
)
from app.exports.documents.grouping import NO_THEME, by_actor, by_theme, certainty_words, few
from app.exports.documents.kinds import ACTEUR, DISPOSITIF, PORTRAIT, SUPERPOSITION, file_name, wanted
from app.view_models.territory_map import build_map
from graph.answer import Proof, Row
from graph.certainty import Certitude
from tests.support.maps import layer


def proof(source: str) -> Proof:
    return Proof(source, "2021-09-15", "citation", "explicite", "certain")


def role(acteur: str, raison: str, *, certitude: Certitude = Certitude.CERTAIN, source: str = "a.txt") -> Row:
    values = {"acteur_id": f"acteur:{acteur}", "acteur": acteur, "secteur": "sante", "raison": raison}
    return Row(values, certitude, (proof(source),))


def action(name: str, themes: list[str], pilotes: list[str]) -> Row:
    return Row({"action_id": f"action:{name}", "action": name, "themes": themes, "pilotes": pilotes})


def test_who_is_there_comes_once_with_every_ground_the_most_present_first() -> None:
    rows = [
        role("B", "ressort"),
        role("A", "pilote"),
        role("A", "pilote", source="b.txt"),
        role("A", "signataire", certitude=Certitude.INCERTAIN),
    ]
    first, second = by_actor(rows)
    assert (first.name, first.cells) == ("A", ("Santé", "pilote (2)\u202f; signataire"))
    assert first.certainty == "certain (2), incertain (1)"
    assert [found.source for found in first.proofs] == ["a.txt", "b.txt", "a.txt"]
    assert (second.name, second.certainty) == ("B", "certain")


def test_what_is_as_frequent_is_ordered_by_name() -> None:
    assert [group.name for group in by_actor([role("b", "pilote"), role("A", "pilote"), role("c", "x")])] == [
        "A",
        "b",
        "c",
    ]


def test_an_action_counts_in_each_of_its_themes_and_silence_is_a_theme_apart() -> None:
    rows = [action("1", ["Sport", "Tabac"], ["X"]), action("2", ["Sport"], []), action("3", [], ["Y"])]
    found = {group.name: group.cells for group in by_theme(rows)}
    assert found == {"Sport": ("2", "X"), "Tabac": ("1", "X"), NO_THEME: ("1", "Y")}


def test_what_is_only_planned_is_said_so() -> None:
    planned = Row({"statut": "prevu"}, Certitude.CERTAIN)
    assert certainty_words([planned]) == "en projet"
    assert certainty_words([planned, Row({"statut": None}, Certitude.INACTIF)]) == "pas à cette date (1), en projet (1)"


def test_a_long_list_says_how_many_it_leaves_out() -> None:
    assert few(["a", "b"], 2) == "a\u202f; b"
    assert few(["a", "b", "c"], 2) == "a\u202f; b\u202f; et 1\u00a0autre"
    assert few(["a", "b", "c", "d"], 2).endswith("et 2\u00a0autres")


@pytest.mark.parametrize(("count", "rows"), [(1, [1]), (3, [3]), (4, [4]), (5, [3, 2]), (6, [3, 3]), (7, [4, 3])])
def test_figures_stand_in_rows_without_a_lonely_one(count: int, rows: list[int]) -> None:
    found = Figures(tuple(Figure(str(rank), "", "") for rank in range(count)))
    assert [len(row) for row in found.rows] == rows


@pytest.mark.parametrize(
    ("kind", "count", "given_territory", "possible"),
    [
        (PORTRAIT, 0, True, True),
        (PORTRAIT, 0, False, False),
        (PORTRAIT, 1, True, False),
        (ACTEUR, 1, False, True),
        (ACTEUR, 2, False, False),
        (DISPOSITIF, 1, True, False),
        (DISPOSITIF, 0, False, False),
        (SUPERPOSITION, 2, False, True),
        (SUPERPOSITION, 2, True, True),
        (SUPERPOSITION, 0, True, True),
        (SUPERPOSITION, 1, False, False),
        (SUPERPOSITION, 0, False, False),
        (SUPERPOSITION, 3, False, False),
    ],
)
def test_a_document_says_what_it_lacks(kind: str, count: int, given_territory: bool, possible: bool) -> None:
    lacking = wanted(kind, count, given_territory=given_territory)
    assert (not lacking) == possible
    assert possible or lacking.startswith("Donnez ")


def test_a_file_has_a_plain_name() -> None:
    name = file_name(PORTRAIT, "Redon Agglomération (EPCI)", "2025-06-01", "pdf")
    assert name == "portrait-de-territoire-redon-agglomeration-epci-2025-06-01.pdf"
    hostile = file_name(ACTEUR, "../../<script>" + "x" * 900, "toutes", "docx")
    assert "/" not in hostile
    assert len(hostile) < 100
    assert file_name(ACTEUR, "🏥", "toutes", "docx") == "fiche-acteur-sans-nom-toutes.docx"


def test_every_text_of_a_document_is_cleaned_and_its_map_kept() -> None:
    view = build_map(layer("deux"))
    bad = "a\x00\u202eb"
    blocks = (Paragraph(bad), Table(bad, (Heading(bad, 1.0),), ((bad,),), bad), Picture(view, bad, bad))
    found = cleaned(
        Document(
            kind=bad,
            title=bad,
            dates=((bad, bad),),
            seen=bad,
            written=bad,
            version=bad,
            sections=(Section(bad, blocks),),
        )
    )
    (part,) = found.sections
    paragraph, table, picture = part.blocks
    assert (found.title, found.dates, part.title, paragraph) == ("ab", (("ab", "ab"),), "ab", Paragraph("ab"))
    assert table == Table("ab", (Heading("ab", 1.0),), (("ab",),), "ab")
    assert isinstance(picture, Picture)
    assert picture.view is view
    assert words_of(found.sections) == "ab ab ab ab ab"
