"""Hold the pieces of the kit that need no base: hours, letters that fit, names of files, the matrix once written."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import pairwise

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from app.exports.documents.content import Document, Heading, Matrix, Paragraph, Ruled, Section, Subject, Table, words_of
from app.exports.documents.docx_writer import to_docx
from app.exports.documents.pdf_writer import to_pdf
from app.exports.kit.card_sheet import BADGES, CARDS, CardSheets, fits, fitted, text_height
from app.exports.kit.material import Seat, lettering, listed
from app.exports.kit.part import Part, plain
from app.exports.poster.lettering import width_of
from app.workshops.capture_paper import number_of, paper_form
from app.workshops.record import DAY, LATER, PAIRS, Participant, Workshop
from app.workshops.timetable import BREAK, MOVE, MOVE_PAIRS, clock, starts_at, timetable
from tests.support.workshops import workshop as form_workshop

POINT = 25.4 / 72
WORKSHOP = Workshop(id="a", titre="Rencontre", territoire="EPCI-1", date="2027-03-18", tours=4, minutes=20)


# ---------------------------------------------------------------------------------------------------------- hours


def test_hours_follow_from_the_start_the_rounds_and_their_length() -> None:
    steps = timetable(replace(WORKSHOP, debut="09:05"))
    assert [(step.kind, step.hours.replace("\u00a0", " ")) for step in steps] == [
        ("accueil", "9 h 05 – 9 h 20"),
        ("ouverture", "9 h 20 – 9 h 30"),
        ("tour", "9 h 30 – 9 h 50"),
        ("changement", "9 h 50 – 9 h 53"),
        ("tour", "9 h 53 – 10 h 13"),
        ("pause", "10 h 13 – 10 h 28"),
        ("tour", "10 h 28 – 10 h 48"),
        ("changement", "10 h 48 – 10 h 51"),
        ("tour", "10 h 51 – 11 h 11"),
        ("restitution", "11 h 11 – 11 h 31"),
        ("questionnaire", "11 h 31 – 11 h 36"),
        ("cloture", "11 h 36 – 11 h 41"),
    ]


@given(rounds=st.integers(0, 30), minutes=st.integers(1, 90), start=st.integers(0, 24 * 60 - 1), paired=st.booleans())
def test_steps_follow_one_another_and_every_round_is_there(
    rounds: int, minutes: int, start: int, *, paired: bool
) -> None:
    debut = f"{start // 60:02d}:{start % 60:02d}"
    workshop = replace(WORKSHOP, debut=debut, tours=rounds, minutes=minutes, mode=PAIRS if paired else "tables")
    steps = timetable(workshop)
    assert steps[0].start == start
    assert all(one.end == after.start for one, after in pairwise(steps))
    assert [step.round for step in steps if step.kind == "tour"] == list(range(1, rounds + 1))
    assert all(step.minutes == minutes for step in steps if step.kind == "tour")
    between = [step for step in steps if step.kind in {"changement", "pause"}]
    assert len(between) == max(rounds - 1, 0)
    moves = MOVE_PAIRS if paired else MOVE
    assert {step.minutes for step in between} <= {moves, BREAK}
    assert sum(step.kind == "pause" for step in steps) == (rounds >= 3 or (rounds == 2 and minutes >= 30))


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("09:00", 540), ("9h30", 570), (" 14 h 05 ", 845), ("8h", 480), ("24:00", None), ("9:75", None), ("matin", None)],
)
def test_a_start_is_read_as_people_write_it_or_not_at_all(text: str, minutes: int | None) -> None:
    assert starts_at(replace(WORKSHOP, debut=text)) == minutes


def test_a_start_that_is_no_hour_counts_as_nine() -> None:
    assert timetable(replace(WORKSHOP, debut="tôt"))[0].start == 9 * 60


def test_hours_go_over_midnight() -> None:
    assert clock(24 * 60 + 5) == "0\u00a0h\u00a005"


# ---------------------------------------------------------------------------------------------------------- letters


@given(st.text(st.sampled_from("aéW '-€mil "), min_size=1, max_size=200), st.booleans())
def test_words_never_leave_their_box(text: str, bold: bool) -> None:
    size, lines = fitted(text, 75.0, 31.0, largest=28, smallest=9, bold=bold)
    assert 9 <= size <= 28
    assert all(width_of(line, size * POINT, bold=bold) <= 75.0 + 1e-6 for line in lines)
    assert len(lines) * size * POINT * 1.2 <= 31.0 + 1e-6


def test_short_names_are_large_and_long_ones_keep_their_words_whole() -> None:
    assert fitted("MSA", 75.0, 31.0, largest=28, smallest=9, bold=True) == (28, ["MSA"])
    size, lines = fitted("Caisse primaire d’assurance maladie d’Ille-et-Vilaine", 75.0, 31.0, largest=28, smallest=9)
    assert size >= 16
    assert " ".join(lines) == "Caisse primaire d’assurance maladie d’Ille-et-Vilaine"


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("RRSS (sigle non développé dans la source)", "RRSS"),
        ("CPAM d’Ille-et-Vilaine (CPAM 35)", "CPAM d’Ille-et-Vilaine (CPAM 35)"),
        ("Mobisanté (Pays de Brest)", "Mobisanté (Pays de Brest)"),
        ("(sigle non développé)", "(sigle non développé)"),
    ],
)
def test_a_badge_has_the_name_alone(name: str, called: str) -> None:
    record = Participant(id="p01", nom=name)
    assert Seat("p01", name, "", "", "", record).called == called


def test_what_fits_is_what_is_written_whole() -> None:
    text = "Implication de l’assurance maladie dans les politiques territoriales " * 3
    for high in (2.0, 5.0, 12.0, 20.0):
        size, lines = fitted(text.strip(), 83.0, high, largest=5.5, smallest=5.5)
        assert fits(text.strip(), 83.0, high, size) == (not lines[-1].endswith("…"))
        assert text_height(size, len(lines)) <= max(high, text_height(size, 1)) + 1e-6


def test_what_does_not_fit_at_the_smallest_says_that_it_is_cut() -> None:
    size, lines = fitted("Organisme " * 80, 75.0, 31.0, largest=28, smallest=9)
    assert size == 9
    assert lines[-1].endswith("…")


def test_ten_badges_hold_on_a_sheet_with_room_for_cut_marks() -> None:
    assert (BADGES.each, BADGES.sheets(10), BADGES.sheets(11), BADGES.sheets(0)) == (10, 1, 2, 0)
    assert (BADGES.width, BADGES.height) == (85.0, 54.0)
    for grid in (BADGES, CARDS):
        assert grid.left >= 6.5
        assert grid.top >= 6.5


def test_cards_come_in_reading_order_on_as_many_sheets_as_needed() -> None:
    pdf = CardSheets(BADGES, "Badges", "2026-11-22")
    places = list(pdf.places(12))
    assert places[0] == (20.0, 13.5)
    assert places[1] == (105.0, 13.5)
    assert places[2] == (20.0, 67.5)
    assert places[10] == places[0]
    assert len(PdfReader(io.BytesIO(pdf.content())).pages) == 2


def test_pictograms_are_left_out_and_accents_are_joined() -> None:
    assert lettering("Sante\u0301 🌈\ufe0f pour l'été", 80) == "Santé pour l’été"
    assert lettering("a" * 300, 20) == "a" * 19 + "…"


def test_a_long_list_says_how_many_it_leaves_out() -> None:
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b et c"
    assert listed(["a", "b", "c", "d"], 2) == "a, b et 2\u00a0de plus"
    assert listed([]) == ""


# ------------------------------------------------------------------------------------------------------ names of files


@given(st.text(max_size=300))
def test_any_name_makes_a_name_of_file(text: str) -> None:
    name = plain(text)
    assert 0 < len(name) <= 48
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_files_bear_the_number_of_their_part() -> None:
    part = Part(number=2, name="fiches à corriger", purpose="", when="")
    assert part.path("pdf", "toutes") == "02-fiches-a-corriger-toutes.pdf"
    assert part.inside("docx", "p01", "../../étc/passwd") == "02-fiches-a-corriger/p01-etc-passwd.docx"


def test_the_number_of_a_participant_is_that_of_its_id() -> None:
    assert [number_of(id_) for id_ in ("p01", "p25", "p100", "q3", "p0")] == ["1", "25", "100", "q3", "0"]


# ----------------------------------------------------------------------------------------------------------- matrix


def matrix(columns: int, rows: int = 3) -> Matrix:
    """Return a matrix whose second column is empty."""
    subjects = tuple(Subject(f"Thème numéro {place}", f"f{place // 4}", place == 1) for place in range(columns))
    lines = tuple(
        (f"Organisme {row}", tuple("" if place == 1 else "PC(p)"[: place % 4] for place in range(columns)), "1, 2")
        for row in range(rows)
    )
    return Matrix("Qui fait quoi", "Organisme", "Sources", subjects, lines, "Colonne grise : personne.")


def document(*blocks: object, landscape: bool = False) -> Document:
    return Document(
        kind="Qui fait quoi",
        title="Redon",
        dates=(),
        seen="2025-06-01",
        written="2026-11-22",
        sections=(Section("La matrice", blocks),),  # type: ignore[arg-type]
        version="0123456789abcdef",
        landscape=landscape,
    )


@given(columns=st.integers(0, 60), most=st.integers(1, 30))
def test_the_parts_of_a_matrix_hold_all_of_it_once(columns: int, most: int) -> None:
    whole = matrix(columns)
    parts = whole.parts(most)
    assert all(len(part.subjects) <= most for part in parts)
    assert tuple(subject for part in parts for subject in part.subjects) == whole.subjects
    for row, (name, marks, end) in enumerate(whole.rows):
        assert tuple(mark for part in parts for mark in part.rows[row][1]) == marks
        assert {(part.rows[row][0], part.rows[row][2]) for part in parts} == {(name, end)}
    assert [part.note for part in parts] == [""] * (len(parts) - 1) + [whole.note]
    widths = [len(part.subjects) for part in parts]
    assert columns == 0 or max(widths) - min(widths) < len(parts)


def test_a_wide_matrix_goes_over_several_pages_with_its_headings() -> None:
    content = to_pdf(document(matrix(40, rows=40), landscape=True))
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    assert len(pages) >= 4
    assert sum("Organisme 0" in page for page in pages) == 2
    assert all("Sources" in page for page in pages)
    words = " ".join(" ".join(pages).split())
    assert all(f"Organisme {row}" in words for row in range(40))


@pytest.mark.parametrize("rows", [24, 26, 30])
def test_the_last_rows_of_a_matrix_come_closer_rather_than_go_to_another_page(rows: int) -> None:
    """Twenty-five participants and the row that counts them hold on one sheet."""
    content = to_pdf(document(matrix(2, rows=rows), landscape=True))
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    assert sum("Organisme 0" in page and f"Organisme {rows - 1}" in page for page in pages) == 1


@pytest.mark.parametrize("said", [1, 6, 12, 20])
def test_a_matrix_that_holds_on_a_page_is_not_cut_over_two(said: int) -> None:
    before = [Paragraph("Ce que la matrice dit.")] * said
    content = to_pdf(document(*before, matrix(19, rows=17), landscape=True))
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    assert sum("Organisme 0" in page and "Organisme 16" in page for page in pages) == 1


def test_a_matrix_is_a_table_of_a_word_processor() -> None:
    opened = docx.Document(io.BytesIO(to_docx(document(matrix(5), landscape=True))))
    (table,) = opened.tables
    assert [cell.text for cell in table.rows[0].cells][:2] == ["Organisme", "Thème numéro 0"]
    assert [cell.text for cell in table.rows[1].cells] == ["Organisme 0", "", "", "PC", "PC(", "", "1, 2"]
    shaded = [
        place
        for place, cell in enumerate(table.rows[1].cells)
        if cell._tc.tcPr is not None and cell._tc.tcPr.find(qn("w:shd")) is not None
    ]
    assert shaded == [2]
    assert [len(list(row._tr.iter(qn("w:tblHeader")))) for row in table.rows] == [1, 0, 0, 0]
    page = opened.sections[0]
    assert (page.page_width or 0) > (page.page_height or 0)


def test_room_to_write_a_heading_and_large_letters_are_in_both_files() -> None:
    blocks = (
        Paragraph("Dispositifs", "intertitre"),
        Ruled("Je propose", 3),
        Table("Tour 1", (Heading("Table", 10.0, numeric=True), Heading("Qui", 90.0)), (("1", "CPAM"),), large=True),
    )
    made = document(*blocks)
    assert words_of(made.sections) == "Dispositifs Je propose Tour 1 1 CPAM "
    opened = docx.Document(io.BytesIO(to_docx(made)))
    assert [p.text for p in opened.paragraphs if p.style is not None and p.style.name == "Heading 2"] == ["Dispositifs"]
    assert len(opened.tables[0].rows) == 3
    cell = opened.tables[1].rows[1].cells[1].paragraphs[0]
    assert cell.style is not None
    assert cell.style.name == "Grande cellule"
    words = PdfReader(io.BytesIO(to_pdf(made))).pages[0].extract_text()
    assert "Je propose" in words
    assert "CPAM" in words


@pytest.mark.parametrize("moment", [DAY, LATER])
def test_a_form_of_twenty_five_others_holds_on_one_page(moment: str) -> None:
    (page,) = PdfReader(io.BytesIO(to_pdf(paper_form(form_workshop(25), moment)))).pages
    assert "Une erreur sur votre" in page.extract_text()


def test_a_last_page_that_cannot_be_saved_leaves_the_others_as_they_are() -> None:
    def lines(count: int) -> list[int]:
        pages = PdfReader(io.BytesIO(to_pdf(document(*[Paragraph("Une ligne.")] * count)))).pages
        return [page.extract_text().count("Une ligne.") for page in pages]

    few, many = lines(46), lines(60)
    assert few[:-1] == many[:-1]
    assert 0 < few[-1] < many[-1]


def test_nothing_stands_between_lines_to_write_on_and_a_new_page() -> None:
    """On a page full to the brim, an empty paragraph would make a blank page in a word processor."""
    made = document(Ruled("Je propose", 3))
    made = replace(made, sections=(*made.sections, Section("Table 1", (Ruled("Je cherche", 2),), new_page=True)))
    opened = docx.Document(io.BytesIO(to_docx(made)))
    (heading,) = [p for p in opened.paragraphs if p.text == "Table 1"]
    before = heading._p.getprevious()
    assert before is not None
    assert before.tag == qn("w:tbl")
    assert opened.paragraphs[-1].paragraph_format.line_spacing == Pt(1)


def test_a_part_that_starts_a_page_does_so_in_both_files() -> None:
    made = document(Paragraph("Début"))
    made = replace(made, sections=(*made.sections, Section("Table 1", (Paragraph("CPAM"),), new_page=True)))
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(to_pdf(made))).pages]
    assert len(pages) == 2
    assert "Table 1" in pages[1]
    headings = [
        p for p in docx.Document(io.BytesIO(to_docx(made))).paragraphs if p.style and p.style.name == "Heading 1"
    ]
    assert [p.paragraph_format.page_break_before for p in headings] == [None, True]
