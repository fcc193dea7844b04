"""
Write the form of a workshop as a file to fill in: a workbook with one sheet per participant, or one long CSV table.

What is written here is read back by `app.workshops.capture_read`.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Final, cast

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from app.view_models.typography import NBSP, day, typeset
from app.workshops.capture_questions import (
    ABSENT,
    BEFORE,
    HEADINGS,
    HIGHEST,
    LEGAL,
    MET,
    MISTAKE,
    MOMENT,
    MOMENTS,
    NUMBER,
    OTHER,
    RECEIVED,
    RESPONDENT,
    STEP,
    TODAY,
    WHEN,
    WORKSHOP,
    asked,
    heading,
    others,
    scale,
    written,
)
from app.workshops.record import DAY, Contact, Form, Participant, Workshop
from ingest.formulas import guarded
from ingest.workbook_style import text_cell

GUIDE: Final = "_lisez-moi"
"""Name of the guide: it begins with `_`, so that no reading takes it for a form."""

_HEADING_ROW: Final = 6
_WIDTHS: Final = {NUMBER: 14, OTHER: 44, BEFORE: 12, MET: 14, TODAY: 14, STEP: 46, WHEN: 20}
_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_TITLE: Final = 31
_HEAD = PatternFill("solid", fgColor="1F4E5F")
_ASKED = PatternFill("solid", fgColor="F2F6F7")
_LINE = Side(style="thin", color="8A9BA1")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_YES_NO: Final = {True: "oui", False: "non"}


def to_xlsx(workshop: Workshop, moment: str = DAY, *, only: Iterable[str] = (), filled: bool = False) -> bytes:
    """
    Return the workbook of the forms: a guide, then one sheet per participant that lists all the others.

    Parameters
    ----------
    workshop
        Workshop; those who were there answer and are asked about (see `Workshop.venus`).
    moment
        `jour` or `trois_mois`: three months later nobody is asked again what stood before.
    only
        Ids of the participants whose sheet is wanted: a workbook to send to one of them. All of them when empty.
    filled
        Whether the forms already received are written in their sheets.
    """
    wanted = set(only)
    book = Workbook()
    book.properties.title = f"Questionnaire, {workshop.titre}"
    book.properties.creator = "Maillage"
    guide = book.worksheets[0]
    guide.title = GUIDE
    answering = [one for one in workshop.venus if not wanted or one.id in wanted]
    _write_guide(guide, workshop, moment, answering)
    received = {form.participant: form for form in workshop.formulaires if form.moment == moment} if filled else {}
    for one in answering:
        sheet = book.create_sheet(sheet_title(one))
        _write_form(sheet, workshop, moment, one, received.get(one.id))
    if len(answering) == 1:
        book.active = 1
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def to_csv(workshop: Workshop, moment: str = DAY, *, filled: bool = False) -> bytes:
    """
    Return the same forms as one CSV table: one row per participant and per other participant.

    Notes
    -----
    Semicolons and a mark of UTF-8, as French spreadsheets expect. The two last questions stand on the first row of
    each participant.
    """
    parts = (RESPONDENT, MOMENT, RECEIVED, OTHER, *asked(moment), ABSENT, MISTAKE, WORKSHOP)
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";")
    writer.writerow([heading(part, moment) for part in parts])
    received = {form.participant: form for form in workshop.formulaires if form.moment == moment} if filled else {}
    for one in workshop.venus:
        form = received.get(one.id, Form(participant=one.id, moment=moment))
        said = {contact.autre: contact for contact in form.contacts}
        for place, other in enumerate(others(workshop, one.id)):
            cells = {
                RESPONDENT: f"{written(workshop, one)} ({one.id})",
                MOMENT: MOMENTS[moment],
                RECEIVED: form.recu,
                OTHER: f"{written(workshop, other)} ({other.id})",
                WORKSHOP: workshop.id,
                **_answers(said.get(other.id)),
            }
            if not place:
                cells |= {ABSENT: form.absent, MISTAKE: form.erreur}
            writer.writerow([guarded(str(cells.get(part, ""))) for part in parts])
    return ("\ufeff" + stream.getvalue()).encode()


def sheet_title(one: Participant) -> str:
    """Return the name of the sheet of a participant: its id, then as many words of its name as a spreadsheet takes."""
    name = " ".join(_FORBIDDEN.sub(" ", f"{one.id} {typeset(one.nom)}").split())
    whole = name
    # A spreadsheet counts an emoji as two.
    while len(name.encode("utf-16-le")) > 2 * _LONGEST_TITLE:
        name = name[:-1]
    if name != whole and not whole[len(name)].isspace() and name.count(" ") > 1:
        name = name.rpartition(" ")[0]
    return name.strip(" '")


def _answers(contact: Contact | None) -> dict[str, str]:
    if contact is None:
        return {}
    return {
        BEFORE: "" if contact.avant is None else str(contact.avant),
        MET: "" if contact.rencontre is None else _YES_NO[contact.rencontre],
        TODAY: "" if contact.aujourd_hui is None else str(contact.aujourd_hui),
        STEP: contact.pas,
        WHEN: contact.pour_quand,
    }


def _write_form(sheet: Worksheet, workshop: Workshop, moment: str, one: Participant, form: Form | None) -> None:
    """Write the sheet of one participant; what is to be filled in is framed, what is not is locked."""
    parts = (NUMBER, OTHER, *asked(moment))
    for place, part in enumerate(parts, start=1):
        sheet.column_dimensions[_letter(place)].width = _WIDTHS[part]
    _put(sheet, 1, 1, HEADINGS[WORKSHOP], bold=True, size=14)
    _put(sheet, 1, 2, f"{workshop.titre}, {day(workshop.date)} ({workshop.id})", bold=True, size=14)
    for row, label, value in (
        (2, HEADINGS[RESPONDENT], f"{written(workshop, one)} ({one.id})"),
        (3, HEADINGS[MOMENT], MOMENTS[moment]),
        (4, HEADINGS[RECEIVED], form.recu if form else ""),
    ):
        _put(sheet, row, 1, label, bold=True)
        _put(sheet, row, 2, value, open_=row == 4)
    _put(sheet, 5, 1, f"De 0 à {HIGHEST}{NBSP}; une case vide veut dire que vous ne savez pas. {LEGAL}", size=9)
    for place, part in enumerate(parts, start=1):
        cell = _put(sheet, _HEADING_ROW, place, heading(part, moment), bold=True, box=True)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = _HEAD
    said = {contact.autre: contact for contact in form.contacts} if form else {}
    listed = others(workshop, one.id)
    for row, other in enumerate(listed, start=_HEADING_ROW + 1):
        _put(sheet, row, 1, other.id, box=True)
        _put(sheet, row, 2, written(workshop, other), box=True)
        answers = _answers(said.get(other.id))
        for place, part in enumerate(parts[2:], start=3):
            text = answers.get(part, "")
            number = part in {BEFORE, TODAY} and text
            _put(sheet, row, place, int(text) if number else text, box=True, open_=True)
    last = _HEADING_ROW + max(len(listed), 1)
    for row, part, text in (
        (last + 2, ABSENT, form.absent if form else ""),
        (last + 3, MISTAKE, form.erreur if form else ""),
    ):
        _put(sheet, row, 1, heading(part), bold=True)
        sheet.merge_cells(start_row=row, end_row=row, start_column=3, end_column=len(parts))
        _put(sheet, row, 3, text, box=True, open_=True)
    _validate(sheet, parts, last)
    sheet.freeze_panes = f"C{_HEADING_ROW + 1}"
    sheet.protection.formatColumns = sheet.protection.formatRows = False  # allowed: the format says it backwards
    sheet.protection.sheet = True  # without a password: it only keeps a slip of the hand from erasing a name
    _print(sheet, len(parts))


def _validate(sheet: Worksheet, parts: Sequence[str], last: int) -> None:
    """Let a cell take a grade, or yes and no, and nothing else."""
    for place, part in enumerate(parts, start=1):
        if part in {BEFORE, TODAY}:
            rule = DataValidation(type="whole", operator="between", formula1="0", formula2=str(HIGHEST))
            rule.errorTitle, rule.error = heading(part), f"Écrivez un nombre entier de 0 à {HIGHEST}, ou rien."
        elif part == MET:
            rule = DataValidation(type="list", formula1='"oui,non"')
            rule.errorTitle, rule.error = "Oui ou non", "Écrivez « oui » ou « non », ou rien."
        else:
            continue
        rule.allow_blank = True
        rule.showErrorMessage = True
        rule.add(f"{_letter(place)}{_HEADING_ROW + 1}:{_letter(place)}{last}")
        sheet.add_data_validation(rule)


def _write_guide(sheet: Worksheet, workshop: Workshop, moment: str, answering: Sequence[Participant]) -> None:
    sheet.column_dimensions["A"].width = 12
    sheet.column_dimensions["B"].width = 96
    lines: list[tuple[str, str]] = [
        ("", f"Questionnaire de l’atelier, {MOMENTS[moment]} ({day(workshop.date)})"),
        ("1", "Cinq minutes suffisent. Chaque participant a sa feuille : elle nomme tous les autres."),
        ("2", f"Un lien se note de 0 à {HIGHEST}. Une case vide veut dire « je ne sais pas »\u00a0: elle n’est jamais "
              "lue comme un zéro."),
        ("3", "« Rencontré »\u00a0: oui ou non. « Prochain pas »\u00a0: ce que vous ferez ensemble, et pour quand."),
        ("4", "Ne changez ni les titres des colonnes, ni la colonne « N° ». Une feuille laissée vide compte comme une "
              "absence de réponse."),
        ("5", LEGAL),
        ("6", "Rendez le fichier tel quel, ou enregistré en CSV. Rien n’est écrit dans la base avant que la personne "
              "qui anime ait relu ce qui changerait."),
        ("", "L’échelle des liens"),
        *((str(grade.value), grade.words) for grade in scale()),
        ("", "Les feuilles"),
    ]  # fmt: skip
    for row, (left, right) in enumerate(lines, start=1):
        _put(sheet, row, 1, left)
        cell = _put(sheet, row, 2, right, bold=not left, size=14 if row == 1 else 11)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    for row, one in enumerate(answering, start=len(lines) + 1):
        _put(sheet, row, 1, one.id)
        cell = _put(sheet, row, 2, written(workshop, one))
        title = sheet_title(one).replace("'", "''")
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{title}'!A1")
        cell.font = Font(underline="single", color="1F4E5F")
    _print(sheet, 2)


def _put(
    sheet: Worksheet,
    row: int,
    column: int,
    value: str | int,
    *,
    bold: bool = False,
    size: int = 11,
    box: bool = False,
    open_: bool = False,
) -> Cell:
    """Write one cell; a text is never taken for a formula, an error or an escape of the format."""
    cell = cast("Cell", sheet.cell(row=row, column=column))
    if isinstance(value, str):
        kept = text_cell(sheet, value)
        cell.value, cell.data_type = kept.value or None, "s" if kept.value else "n"
    else:
        cell.value = value
    cell.font = Font(bold=bold, size=size)
    wraps = box or open_
    cell.alignment = Alignment(wrap_text=wraps, vertical="center" if wraps else "bottom")
    if box:
        cell.border = _BOX
    if open_:
        cell.protection = Protection(locked=False)
        cell.fill = _ASKED
    return cell


def _print(sheet: Worksheet, columns: int) -> None:
    """Set a sheet out for A4 paper, as wide as the page, its headings repeated."""
    sheet.page_setup.orientation = "landscape" if columns > 3 else "portrait"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if columns > 3:
        sheet.print_title_rows = f"{_HEADING_ROW}:{_HEADING_ROW}"


def _letter(place: int) -> str:
    return "ABCDEFGHIJ"[place - 1]
