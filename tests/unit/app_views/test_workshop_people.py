"""Hold the lists of participants: columns however called, everything wrong at once, no natural person."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from app.workshops.capture_cells import Names, Trouble
from app.workshops.people import Listed, numbered, read_people
from app.workshops.record import Workshop
from tests.support.screens import plain


def read(tmp_path: Path, text: str, *, encoding: str = "utf-8", keep_alike: bool = False) -> Listed:
    """Return what a CSV list says."""
    file = tmp_path / "liste.csv"
    file.write_bytes(text.encode(encoding))
    return read_people(file, keep_alike=keep_alike)


def test_titles_above_odd_headings_and_another_encoding(tmp_path: Path) -> None:
    text = (
        "Invités de mars;;;\n"
        "STRUCTURE;Poste;Table animée;Pas avec\n"
        "CPAM 35;Chargée de mission;1;\n"
        "Hôpital de Redon;Cadre de santé;;CPAM 35\n"
    )
    found = read(tmp_path, text, encoding="cp1252")
    assert found.faults == ()
    assert [(one.id, one.nom, one.fonction, one.table) for one in found.participants] == [
        ("p01", "CPAM 35", "Chargée de mission", 1),
        ("p02", "Hôpital de Redon", "Cadre de santé", 0),
    ]
    assert found.forbidden == (("p01", "p02"),)


def test_a_workbook_reads_alike_and_sectors_become_codes(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (("Organisme", "Secteur", "Couleur"), ("ARS", "Protection sociale", "bleu"), ("Mairie", "", "vert")):
        sheet.append(row)
    book.save(tmp_path / "liste.xlsx")
    found = read_people(tmp_path / "liste.xlsx")
    assert [one.secteur for one in found.participants] == ["protection_sociale", ""]
    assert plain(found.notes[0]) == "Colonnes non lues : Couleur."


def test_everything_wrong_is_said_at_once_with_its_line(tmp_path: Path) -> None:
    text = (
        "nom;fonction;table;interdit avec;prénom\n"
        "CPAM 35;Marie Durand;deux;Mairie de Redom;Marie\n"
        ";Chargé de mission;1;;\n"
        "Mairie de Redon;06 12 34 56 78;0;;\n"
    )
    said = [plain(fault) for fault in read(tmp_path, text).faults]
    assert "Ligne 1, colonne « prénom » : elle semble nommer des personnes." in said[0]
    assert any(text.startswith("Ligne 2, colonne « fonction » : cela ressemble au nom") for text in said)
    assert any(text.startswith("Ligne 2, colonne « table » : « deux »") for text in said)
    assert any("Vouliez-vous dire « Mairie de Redon » ?" in text for text in said)
    assert any(text.startswith("Ligne 3, colonne « nom » : elle est vide") for text in said)
    assert any(text.startswith("Ligne 4, colonne « fonction » : le texte contient") for text in said)
    assert any(text.startswith("Ligne 4, colonne « table » : « 0 »") for text in said)
    assert not any("06 12" in text for text in said)


def test_lines_alike_are_one_person_until_it_is_said_otherwise(tmp_path: Path) -> None:
    text = "nom;fonction;table;interdit avec\nCPAM 35;;;\nARS;;;\ncpam 35;;2;ARS\nCPAM 35;;;\n"
    once = read(tmp_path, text)
    assert [(one.id, one.nom, one.table) for one in once.participants] == [("p01", "CPAM 35", 2), ("p02", "ARS", 0)]
    assert once.forbidden == (("p01", "p02"),)
    assert plain(once.alike[0]) == "Lignes 2, 4 et 5 : « CPAM 35 » y est chaque fois, compté une fois."
    apart = read(tmp_path, text, keep_alike=True)
    assert [one.nom for one in apart.participants] == ["CPAM 35", "ARS", "cpam 35 (2)", "CPAM 35 (3)"]
    assert len({one.organisme for one in apart.participants}) == 2
    assert plain(apart.alike[0]) == "Lignes 2, 4 et 5 : « CPAM 35 » y est chaque fois, pour 3 personnes."


def test_several_people_of_one_organisation_are_kept_and_said(tmp_path: Path) -> None:
    found = read(tmp_path, "organisme;fonction\nCPAM 35;Référente\nARS;\nCPAM 35;Délégué\n")
    assert len(found.participants) == 3
    assert found.alike == ()
    assert plain(found.notes[0]) == "Lignes 2 et 4 : même organisme, « CPAM 35 », 2 personnes."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "« liste.csv » est vide."),
        ("\n\n", "« liste.csv » est vide."),
        ("a;b\n1;2\n", "Aucune colonne"),
        ("nom\n", "« liste.csv » n’a aucune ligne"),
        ("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "« liste.csv » n’est ni un classeur ni un texte."),
    ],
)
def test_a_list_without_anybody_says_why_once(tmp_path: Path, text: str, said: str) -> None:
    (fault,) = read(tmp_path, text, encoding="latin-1").faults
    assert plain(fault).startswith(said)


def test_a_number_that_nobody_bears_is_said_even_beside_a_known_name() -> None:
    names = Names(Workshop(id="x", titre="", territoire="", date="2027-03-18", participants=numbered(3)))
    assert names.find("Participant 2", "p02") == names.find("Participant 2", "7") == "p02"
    wrong = names.find("Participant 2", "p99")
    assert isinstance(wrong, Trouble)
    assert "p99" in wrong.message


def test_people_without_a_list_are_numbered() -> None:
    assert [one.id for one in numbered(3)] == ["p01", "p02", "p03"]
    assert numbered(120)[-1].id == "p120"
    assert len({one.organisme for one in numbered(40)}) == 40
