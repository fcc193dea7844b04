"""Write the form, fill it in as people do, read it back."""

import io

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from app.workshops import capture_form
from app.workshops.capture_keep import with_forms
from app.workshops.capture_questions import MOMENTS, others
from app.workshops.capture_read import read_forms
from app.workshops.record import ABSENT, CONFIRMED, DAY, DECLINED, LATER, Contact, Form, Workshop
from tests.support.workshops import form, participant, rounds, workshop

HOSTILE = (
    "=cmd|' /C calc'!A0",
    "Café « L’Étape » : [accueil]/écoute?",
    "Мэрия 市役所 🏥 " + "très long " * 12,
    "CPAM d’Ille-et-Vilaine",
)


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def filled(workshop_: Workshop, *forms: Form) -> Workshop:
    return with_forms(workshop_, forms)


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_sheet_for_each_one_seated_lists_all_the_others(moment: str) -> None:
    people = (
        participant(1, "CPAM", statut=CONFIRMED),
        participant(2, "CCAS", statut=DECLINED),
        participant(3, "CCAS"),
        participant(4, "Hôpital"),
    )
    book = opened(capture_form.to_xlsx(workshop(participants=people), moment))
    assert book.sheetnames == ["_lisez-moi", "p01 CPAM", "p03 CCAS", "p04 Hôpital"]
    sheet = book["p03 CCAS"]
    assert isinstance(sheet, Worksheet)
    assert [sheet.cell(row, 1).value for row in range(7, 10)] == ["p01", "p04", None]
    kinds = {(rule.type, rule.formula1, rule.formula2) for rule in sheet.data_validations.dataValidation}
    assert ("whole", "0", "5") in kinds
    assert ("list", '"oui,non"', None) in kinds
    assert ("Lien avant (0 à 5)" in [cell.value for cell in sheet[6]]) == (moment == DAY)


def test_who_left_after_a_round_has_a_sheet_and_who_never_came_has_none() -> None:
    people = (participant(1), participant(2, statut=ABSENT), participant(3, statut=ABSENT), participant(4))
    held = workshop(participants=people, plan=rounds(("p01", "p02", "p04")), joues=1)
    assert opened(capture_form.to_xlsx(held)).sheetnames[1:] == [
        "p01 Organisme 1",
        "p02 Organisme 2",
        "p04 Organisme 4",
    ]
    assert [one.id for one in others(held, "p01")] == ["p02", "p04"]
    rows = capture_form.to_csv(held, LATER).decode()
    assert "Organisme 2 (p02);" in rows
    assert "p03" not in rows
    # The form of one who was not expected to answer makes it one who came.
    assert [one.id for one in filled(held, form("p03", {"p01": (0, True, 1)})).venus] == ["p01", "p02", "p03", "p04"]


def test_a_workbook_for_one_participant_opens_on_its_sheet() -> None:
    book = opened(capture_form.to_xlsx(workshop(), only=["p02"]))
    assert book.sheetnames == ["_lisez-moi", "p02 Organisme 2"]
    assert book.active is book["p02 Organisme 2"]


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
@pytest.mark.parametrize("moment", MOMENTS)
def test_what_is_written_reads_back_the_same(suffix: str, moment: str) -> None:
    people = tuple(participant(place, name) for place, name in enumerate(HOSTILE, start=1))
    before = None if moment == LATER else 0
    told = Contact(
        autre="p02", avant=before, rencontre=True, aujourd_hui=5, pas="+33 : -se revoir; =1+1", pour_quand="mai"
    )
    forms = (
        Form(participant="p01", moment=moment, contacts=(told, Contact(autre="p04", aujourd_hui=0)), recu="2026-03-20"),
        Form(participant="p03", moment=moment, absent="L’Éducation nationale", erreur="L’adresse"),
    )
    made = filled(workshop(participants=people), *forms)
    write = capture_form.to_xlsx if suffix == "xlsx" else capture_form.to_csv
    data = write(made, moment, filled=True)
    reading = read_forms(workshop(participants=people), f"réponses.{suffix}", data)
    assert reading.blocking == ()
    assert reading.forms == forms
    assert not read_forms(made, f"réponses.{suffix}", data).forms


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_an_empty_form_is_no_answer(suffix: str) -> None:
    write = capture_form.to_xlsx if suffix == "xlsx" else capture_form.to_csv
    reading = read_forms(workshop(3), f"vide.{suffix}", write(workshop(3)))
    assert reading.forms == ()
    assert reading.blocking == ()
    (note,) = reading.notes
    assert note.message == (
        "3\u00a0questionnaires sont vides\u00a0: ils comptent comme une absence de réponse (Organisme 1, Organisme 2 "
        "et Organisme 3)."
    )


def test_participants_of_one_name_are_told_apart_by_their_function() -> None:
    people = (participant(1, "CD 35", fonction="PMI"), participant(2, "CD 35", fonction="MDPH"), participant(3, "CLIC"))
    made = filled(workshop(participants=people), form("p03", {"p02": (1, True, 3)}))
    reading = read_forms(workshop(participants=people), "r.csv", capture_form.to_csv(made, filled=True))
    assert reading.forms == made.formulaires
    assert "CD 35, MDPH (p02)" in capture_form.to_csv(made).decode()


def test_a_sheet_has_a_name_that_spreadsheets_take() -> None:
    people = tuple(participant(place, name) for place, name in enumerate((*HOSTILE, "🏥" * 40, "'" * 40), start=1))
    titles = [capture_form.sheet_title(one) for one in people]
    assert len(set(titles)) == len(titles)
    for title in titles:
        assert 0 < len(title.encode("utf-16-le")) <= 62
        assert not set(title) & set("[]:*?/\\")
        assert not title.startswith("'")
        assert not title.endswith("'")
    book = opened(capture_form.to_xlsx(workshop(participants=people)))
    links = [cell.hyperlink.location for row in book["_lisez-moi"].iter_rows() for cell in row if cell.hyperlink]
    assert links == ["'" + title.replace("'", "''") + "'!A1" for title in titles]
