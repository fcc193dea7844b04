"""Read forms as people really fill them in: everything wrong is said at once, and nothing half taken."""

import io
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.workshops import capture_form
from app.workshops.capture_faults import Reading, said_together
from app.workshops.capture_keep import accept, check_form, is_blocked, with_forms
from app.workshops.capture_read import read_files, read_forms
from app.workshops.capture_sort import what_differs
from app.workshops.record import DAY, LATER, Contact, Form, Workshop
from tests.support.workshops import form, participant, rounds, workshop

HEAD = (
    "Répondant;Participant;Lien avant (0-5);Rencontré;Lien aujourd’hui (0-5);Prochain pas;Pour quand;Absent à inviter"
)
PEOPLE = (
    participant(1, "CPAM d’Ille-et-Vilaine"),
    participant(2, "Centre hospitalier de Redon"),
    participant(3, "CCAS de Redon"),
    participant(4, "CCAS de Guichen"),
)


def made(**values: object) -> Workshop:
    return workshop(participants=PEOPLE, **values)


def read(*rows: str, name: str = "réponses.csv", encoding: str = "utf-8", **values: object) -> Reading:
    return read_forms(made(**values), name, "\r\n".join((HEAD, *rows)).encode(encoding))


def told(reading: Reading) -> str:
    return "\n".join(map(str, reading.faults))


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("3", 3),
        ("0", 0),
        ("5/5", 5),
        ("3,0", 3),
        ("cinq", 5),
        ("Zéro", 0),
        ("aucun lien", 0),
        ("", None),
        ("?", None),
        ("–", None),
    ],
)
def test_a_link_is_read_as_people_write_it(written: str, value: int | None) -> None:
    reading = read(f"CPAM d’Ille-et-Vilaine;CCAS de Redon;1;oui;{written};;;")
    assert reading.blocking == ()
    assert reading.forms == (form("p01", {"p03": (1, True, value)}),)


@pytest.mark.parametrize(
    "written", ["6", "-1", "2,5", "beaucoup", "2-3", "six", "10", "vrai", "❤", "市", "99999999999999999999"]
)
def test_what_is_no_link_is_refused_with_its_place(written: str) -> None:
    reading = read(f"p01;CCAS de Redon;1;oui;{written};;;")
    (fault,) = reading.blocking
    assert (fault.fichier, fault.ligne, fault.colonne) == ("réponses.csv", 2, "Lien aujourd’hui (0-5)")
    assert fault.valeur == written
    assert "0 à 5" in fault.remede
    assert (reading.forms, reading.sound) == ((), ())


def test_the_same_fault_of_a_column_is_said_once_with_its_rows() -> None:
    names = ("Centre hospitalier de Redon", "CCAS de Redon", "CCAS de Guichen")
    rows = [f"p01;{name};1;oui;beaucoup;;;" for name in names] + ["p02;CCAS de Redon;1;oui;2;;;"]
    reading = read(*rows, "p02;CCAS de Guichen;1;oui;beaucoup;;;", "p03;CCAS de Guichen;7;oui;2;;;")
    same, *_, other = said_together(reading.blocking)
    assert len(reading.blocking) == 5
    assert "lignes 2 à 4," in same
    assert "« beaucoup »" in same.replace("\u00a0", " ")
    assert "ligne 7, colonne « Lien avant" in other.replace("\u00a0", " ")


def test_an_empty_cell_is_unknown_and_never_zero() -> None:
    (found,) = read("p01;CCAS de Redon;;;2;;;").forms
    assert found.contacts == (Contact(autre="p03", avant=None, rencontre=None, aujourd_hui=2),)


def test_all_that_is_wrong_is_said_at_once_and_the_sound_forms_can_be_kept() -> None:
    reading = read(
        "CPAM d’Ile et Vilaine;CCAS de Redon;1;oui;2;;;",
        "p02;CCAS;1;oui;2;;;",
        "p02;Mairie de Brest;7;peut-être;douze;;;",
        "p02;p02;1;oui;2;;;",
        "p03;p01;0;oui;2;Voir Mme Dupont;mai;",
        "p04;p01;0;oui;2;;;La Mission locale",
    )
    text = told(reading)
    assert "Vouliez-vous dire «\u00a0CPAM d’Ille-et-Vilaine\u00a0» (p01)" in text
    assert "«\u00a0CCAS de Guichen\u00a0» (p04)" in text
    assert "«\u00a0CCAS de Redon\u00a0» (p03)" in text
    assert "«\u00a0Mairie de Brest\u00a0»" in text
    assert "7 n’est pas entre 0 et 5" in text
    assert "ni «\u00a0oui\u00a0» ni «\u00a0non\u00a0»" in text
    assert "ne répond pas de lui-même" in text
    assert "Dupont" not in text
    assert "donnée personnelle" in text
    assert len(reading.blocking) == 8
    assert reading.forms == ()
    (sound,) = reading.sound
    assert (sound.participant, sound.absent) == ("p04", "La Mission locale")
    assert accept(made(), reading).formulaires == ()
    assert accept(made(), reading, sound_only=True).formulaires == (sound,)


def test_the_same_form_twice_counts_once_and_a_different_one_is_a_question() -> None:
    row = "p01;CCAS de Redon;1;oui;3;;;"
    (first,) = read(row).forms
    kept = {"formulaires": (replace(first, recu="2026-03-20"),)}
    again = read(row, **kept)
    assert (again.forms, again.blocking) == ((), ())
    assert "déjà reçu, identique" in told(again)
    reading = read("p01;CCAS de Redon;1;oui;4;;;", "p02;p01;0;oui;2;;;", **kept)
    (conflict,) = reading.conflicts
    assert conflict.received
    assert "Dites lequel garder" in told(reading)
    assert (reading.forms, [one.participant for one in reading.sound]) == ((), ["p02"])
    before = made(**kept)
    assert accept(before, reading) == before
    assert accept(before, reading, chosen={("p01", DAY): 0}).formulaires[0] == kept["formulaires"][0]
    chosen = accept(before, reading, chosen={("p01", DAY): 1}).formulaires
    assert [(one.participant, one.contacts[0].aujourd_hui) for one in chosen] == [("p01", 4), ("p02", 2)]


def test_one_file_with_two_sheets_of_one_participant() -> None:
    book = openpyxl.load_workbook(io.BytesIO(capture_form.to_xlsx(made(), only=["p01"])))
    sheet = book["p01 CPAM d’Ille-et-Vilaine"]
    sheet["E7"] = 3
    copy = book.copy_worksheet(sheet)
    stream = io.BytesIO()
    book.save(stream)
    twice = read_forms(made(), "r.xlsx", stream.getvalue())
    assert len(twice.forms) == 1
    assert "est donné deux fois, identique" in told(twice)
    copy["E7"] = 4
    stream = io.BytesIO()
    book.save(stream)
    reading = read_forms(made(), "r.xlsx", stream.getvalue())
    (conflict,) = reading.conflicts
    assert not conflict.received
    assert [one.contacts[0].aujourd_hui for one in conflict.candidates] == [3, 4]
    assert reading.forms == ()


def test_a_workbook_tells_its_sheet_row_and_column() -> None:
    book = openpyxl.load_workbook(io.BytesIO(capture_form.to_xlsx(made(), only=["p02"])))
    sheet = book["p02 Centre hospitalier de Redon"]
    sheet["E8"], sheet["C7"], sheet["D9"] = 9, date(2026, 3, 2), "bof"
    sheet["B9"] = "CPAM d’Ille-et-Vilaine"
    stream = io.BytesIO()
    book.save(stream)
    reading = read_forms(made(), "r.xlsx", stream.getvalue())
    places = [(fault.ligne, fault.colonne) for fault in reading.blocking]
    assert places == [
        (7, "Lien avant (0 à 5)"),
        (8, "Lien aujourd’hui (0 à 5)"),
        (9, "Rencontré (oui ou non)"),
        (9, "Participant"),
    ]
    assert "en date" in reading.blocking[0].message
    assert "ne désignent pas le même participant" in reading.blocking[3].message
    assert reading.blocking[0].place == (
        "r.xlsx, feuille «\u00a0p02 Centre hospitalier de Redon\u00a0», ligne 7, "
        "colonne «\u00a0Lien avant (0 à 5)\u00a0»"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_csv_of_any_spreadsheet_is_read(encoding: str) -> None:
    reading = read(
        "CPAM d’Ille-et-Vilaine;Centre hospitalier de Redon;0;oui;2;Échanger les numéros;été;", encoding=encoding
    )
    assert reading.blocking == ()
    (found,) = reading.forms
    assert found.contacts[0].pas == "Échanger les numéros"


def test_three_months_later_is_told_by_the_file_or_by_who_gives_it() -> None:
    text = "Répondant,Participant,Lien aujourd’hui\np01,p02,3\n"
    (found,) = read_forms(made(), "r.csv", text.encode(), moment=LATER).forms
    assert found.moment == LATER
    data = capture_form.to_csv(with_forms(made(), [found]), LATER, filled=True)
    assert read_forms(made(), "r.csv", data).forms == (found,)
    wrong = read_forms(made(), "r.csv", data, moment=DAY)
    assert wrong.forms == ()
    assert "trois mois après" in told(wrong)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("r.csv", b""),
        ("r.csv", b"a;b;c\n1;2;3\n"),
        ("r.xlsx", b"PK\x03\x04 rien"),
        ("r.xlsx", b"%PDF-1.7"),
        ("r.csv", "Répondant;Participant\np01;p02\n".encode()),
        ("../../r.csv", b"\x00\x01\x02"),
    ],
)
def test_a_file_that_is_no_form_is_refused_with_what_to_do(name: str, data: bytes) -> None:
    reading = read_forms(made(), name, data)
    assert reading.forms == ()
    assert reading.blocking
    assert all(fault.remede for fault in reading.blocking)


def test_a_form_of_someone_who_left_the_list_is_refused() -> None:
    smaller = workshop(participants=PEOPLE[:2])
    text = f"{HEAD}\np01;CCAS de Redon;1;oui;2;;;\np03;p01;1;oui;2;;;\n"
    reading = read_forms(smaller, "r.csv", text.encode())
    assert len(reading.blocking) == 2
    assert all("pas dans la liste de l’atelier" in fault.message for fault in reading.blocking)


def test_two_answers_on_one_participant_are_a_fault_unless_they_are_the_same() -> None:
    same = read("p01;p02;1;oui;2;;;", "p01;Centre hospitalier de Redon;1;oui;2;;;")
    assert len(same.forms[0].contacts) == 1
    other = read("p01;p02;1;oui;2;;;", "p01;Centre hospitalier de Redon;1;oui;3;;;")
    assert "déjà une autre réponse" in told(other)


def test_a_form_typed_on_screen_is_checked_the_same_way() -> None:
    assert check_form(made(), form("p01", {"p02": (0, True, 3)})) == ()
    wrong = Form(
        participant="p01",
        contacts=(Contact(autre="p99", avant=8, pas="Mme Dupont"), Contact(autre="p01")),
        absent="x" * 600,
    )
    faults = check_form(made(), wrong)
    assert len(faults) == 5
    assert "Dupont" not in " ".join(map(str, faults))


def test_having_met_who_was_not_there_is_told_once_with_its_count() -> None:
    people = (*PEOPLE[:2], replace(PEOPLE[2], statut="absent"), PEOPLE[3])
    rows = "p01;CCAS de Redon;1;oui;3;;;", "p02;CCAS de Redon;0;oui;2;;;", "p04;CCAS de Redon;0;non;0;;;"
    reading = read_forms(workshop(participants=people), "réponses.csv", "\n".join((HEAD, *rows)).encode())
    assert len(reading.forms) == 3
    (note,) = reading.notes
    assert "2\u00a0réponses disent avoir rencontré un participant noté absent ou qui avait décliné" in note.message
    assert "(CCAS de Redon)\u00a0: elles sont gardées, vérifiez qui est venu." in note.message
    own = read_forms(workshop(participants=people), "réponses.csv", f"{HEAD}\np03;p01;1;oui;3;;;".encode())
    (note,) = own.notes
    assert "1\u00a0questionnaire vient d’un participant noté absent" in note.message
    assert read(*rows).notes == ()


def test_names_without_latin_letters_are_told_apart() -> None:
    people = (participant(1, "市役所"), participant(2, "Мэрия"), participant(3, "CCAS"))
    made_ = workshop(participants=people)
    text = f"{HEAD}\nCCAS;市役所;0;oui;2;;;\nCCAS;Мэрия;0;oui;3;;;\nCCAS;病院;0;oui;3;;;\n"
    reading = read_forms(made_, "r.csv", text.encode())
    (fault,) = reading.blocking
    assert fault.valeur == "病院"
    good = read_forms(made_, "r.csv", text.replace("CCAS;病院;0;oui;3;;;\n", "").encode())
    assert [contact.autre for contact in good.forms[0].contacts] == ["p01", "p02"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(
            st.sampled_from(
                ["", "p01", "p02", "CCAS", "9", "3", "oui", "Participant", "Lien avant", "\x00", '"', "=1", "é"]
            ),
            max_size=9,
        ),
        max_size=8,
    ),
    st.sampled_from([";", ",", "\t"]),
)
def test_any_table_is_read_without_an_error_and_gives_only_whole_forms(rows: list[list[str]], sign: str) -> None:
    text = "\n".join(sign.join(row) for row in [HEAD.split(";"), *rows])
    reading = read_forms(made(), "r.csv", text.encode())
    known = {one.id for one in PEOPLE}
    for one in reading.sound:
        assert check_form(made(), one) == ()
        assert one.participant in known
    assert not reading.forms or not reading.blocking


def test_the_day_on_which_forms_came_is_that_of_the_file_or_of_who_gives_it() -> None:
    text = f"{HEAD};Reçu le\np01;p02;0;oui;2;;;;20/03/2026\np02;p01;0;oui;2;;;;\n"
    reading = read_forms(made(), "r.csv", text.encode(), received="2026-03-24")
    assert [one.recu for one in reading.forms] == ["2026-03-20", "2026-03-24"]
    wrong = read_forms(made(), "r.csv", text.replace("20/03/2026", "bientôt").encode())
    assert "pas un jour" in told(wrong)
    kept = made(formulaires=reading.forms)
    assert read_forms(kept, "r.csv", text.encode(), received="2026-04-30").blocking == ()


def book_of(sheets: dict[str, list[list[object]]], merged: tuple[str, ...] = ()) -> bytes:
    book = openpyxl.Workbook()
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for cells in merged:
            sheet.merge_cells(cells)
    book.remove(book.worksheets[0])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    "rows",
    [
        [
            ["Répondant", "CCAS de Redon"],
            ["Participant", "Lien (0 à 5)", None, "Rencontré"],
            [None, "Avant", "Aujourd’hui", None],
            ["p01", 0, 3, "oui"],
        ],
        [
            ["Questionnaire de l’atelier de Redon"],
            ["Répondant", "CCAS de Redon"],
            [None, "Lien de 0 à 5", None],
            ["Participant", "avant", "aujourd’hui", "rencontré"],
            ["p01", 0, 3, "oui"],
        ],
    ],
)
def test_a_merged_heading_on_two_rows_is_one(rows: list[list[object]]) -> None:
    (found,) = read_forms(made(), "r.xlsx", book_of({"Feuil1": rows}, ("B2:C2",))).forms
    assert found == form("p03", {"p01": (0, True, 3)})


def test_an_organisation_named_like_a_heading_is_a_participant() -> None:
    people = (participant(1, "CPAM"), participant(2, "Rencontre et partage"), participant(3, "CCAS"))
    rows: list[list[object]] = [
        ["Répondant", "CPAM"],
        ["Participant", "avant", "aujourd’hui"],
        ["Rencontre et partage", None, None],
        ["CCAS", 0, 2],
    ]
    reading = read_forms(workshop(participants=people), "r.xlsx", book_of({"Feuil1": rows}))
    assert [contact.autre for contact in reading.forms[0].contacts] == ["p03"]


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_the_form_of_another_workshop_is_refused_and_said_once(suffix: str) -> None:
    write = capture_form.to_xlsx if suffix == "xlsx" else capture_form.to_csv
    other = made(id="redon-2025-03-18", formulaires=(form("p01", {"p02": (0, True, 3)}),))
    reading = read_forms(made(), f"r.{suffix}", write(other, filled=True))
    (fault,) = reading.blocking
    assert "celui d’un autre atelier" in fault.message
    assert (reading.sound, reading.conflicts) == ((), ())


@pytest.mark.parametrize("written", ["p3", "3", "03", "P03", "3. CCAS de Redon", "CCAS de Redonn (p03)"])
def test_a_participant_is_found_by_its_number(written: str) -> None:
    (found,) = read(f"p01;{written};0;oui;2;;;").forms
    assert found.contacts[0].autre == "p03"


def test_a_number_does_not_carry_the_name_of_somebody_else() -> None:
    for written in ("Mairie de Brest (p03)", "CCAS de Guichen (p03)", "Centre hospitalier de Redon-sur-Vilaine (p03)"):
        (fault,) = read(f"p01;{written};0;oui;2;;;").blocking
        assert "ne désignent pas le même participant" in fault.message


def test_what_is_said_of_many_cells_or_forms_is_said_once() -> None:
    people = (*PEOPLE[:2], replace(PEOPLE[2], statut="absent"), replace(PEOPLE[3], statut="decline"))
    rows = ["p03;p01;trois;oui;2;;;", "p03;p02;trois;oui;deux;;;", "p04;p01;0;oui;2;;;", "p04;p02;0;oui;2;;;"]
    reading = read_forms(workshop(participants=people), "r.csv", "\n".join((HEAD, *rows)).encode())
    assert [fault.message for fault in reading.notes] == [
        "«\u00a0trois\u00a0» est lu 3 (2\u00a0cases).",
        "«\u00a0deux\u00a0» est lu 2.",
        "2\u00a0questionnaires viennent de participants notés absents ou qui avaient décliné\u00a0: vérifiez qui est "
        "venu (CCAS de Redon et CCAS de Guichen).",
    ]
    assert len(reading.forms) == 2


def test_the_form_of_who_left_after_a_round_counts() -> None:
    people = (*PEOPLE[:2], replace(PEOPLE[2], statut="absent"), PEOPLE[3])
    held = workshop(participants=people, plan=rounds(("p01", "p02", "p03", "p04")) * 2, joues=1)
    rows = "p03;p01;0;oui;2;;;", "p01;CCAS de Redon;1;oui;3;;;"
    (note,) = read_forms(held, "r.csv", "\n".join((HEAD, *rows)).encode()).notes
    assert note.message == (
        "1\u00a0questionnaire vient d’un participant parti en cours d’atelier\u00a0: il compte (CCAS de Redon, après "
        "le tour 1)."
    )


def test_an_empty_form_is_not_said_to_come_late() -> None:
    text = f"{HEAD}\np01;p02;0;oui;2;;;\np02;p01;;;;;;"
    reading = read_forms(made(), "r.csv", text.encode(), received="2026-06-21")
    first, late = [fault.message for fault in reading.notes]
    assert first.startswith("1\u00a0questionnaire est vide")
    assert late.startswith("1\u00a0questionnaire du jour de l’atelier est reçu après le jour de la seconde saisie")
    assert PEOPLE[1].nom not in late


def test_a_day_of_reception_is_after_the_workshop_and_not_to_come() -> None:
    text = (
        f"{HEAD};Reçu le\np01;p02;0;oui;2;;;;17/03/2026\np02;p01;0;oui;2;;;;20/03/2027\np03;p01;0;oui;2;;;;21/06/2026"
    )
    reading = read_forms(made(), "r.csv", text.encode(), today="2026-07-01")
    assert [(fault.ligne, fault.valeur) for fault in reading.blocking] == [(2, "17/03/2026"), (3, "20/03/2027")]
    # Three months later is the day of the second form.
    assert "vérifiez qu’il n’est pas celui de trois mois après (CCAS de Redon)" in told(reading)


def test_many_files_are_read_as_one_report() -> None:
    people = tuple(participant(number) for number in range(1, 101))
    whole = workshop(participants=people)
    files = []
    for one in people:
        other = "p02" if one.id == "p01" else "p01"
        files.append((f"{one.id}.csv", f"{HEAD}\n{one.nom};{other};0;oui;2;;;\n".encode()))
    reading = read_files(whole, files)
    assert (len(reading.forms), reading.faults) == (100, ())
    wrong = read_files(whole, [*files, ("z.csv", f"{HEAD}\np01;p02;9;oui;2;;;\n".encode()), ("vide.csv", b"")])
    assert {fault.fichier for fault in wrong.blocking} == {"z.csv", "vide.csv"}
    assert wrong.forms == ()
    # The form of the one that has a fault is not kept from another file either.
    assert len(wrong.sound) == 99


def test_two_files_that_differ_are_a_question_that_says_where_and_in_what() -> None:
    first, second = (
        f"{HEAD}\np01;CCAS de Redon;{before};oui;3;{step};;\n".encode() for before, step in (("1", ""), ("", "Un café"))
    )
    reading = read_files(made(), [("a.csv", first), ("b.csv", second)])
    (conflict,) = reading.conflicts
    assert conflict.places == ("a.csv, ligne 2", "b.csv, ligne 2")
    assert [(one.about, one.question, one.answers) for one in what_differs(made(), conflict)] == [
        ("CCAS de Redon", "Lien avant", ("1", "rien d’écrit")),
        ("CCAS de Redon", "Prochain pas", ("rien d’écrit", "Un café")),
    ]
    assert not is_blocked(reading, {conflict.key: 1})
    (kept,) = accept(made(), reading, chosen={conflict.key: 1}).formulaires
    assert kept.contacts[0].pas == "Un café"
    received = made(formulaires=(replace(kept, recu="2026-03-20"),))
    (conflict,) = read_files(received, [("a.csv", first)]).conflicts
    assert conflict.places == ("ce qui est déjà gardé (reçu le 20\u00a0mars\u00a02026)", "a.csv, ligne 2")
