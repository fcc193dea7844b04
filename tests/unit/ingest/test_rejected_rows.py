"""Rows left out come back as a workbook in the same shape, with the reasons; corrected, they are imported."""

from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ingest.choices import Cell, Choices
from ingest.importer import Checked, check
from ingest.rejected import write_rejected
from tests.unit.ingest.builders import ACTEURS, TODAY, Tables, check_tables, csv_folder, workbook

HEADING = ("Id", "Nom", "Type d’acteur", "couleur", "statut")
FAULTY: Tables = {
    "acteurs": [
        HEADING,
        ("acteur:a", "A", "arse", "bleu", None),
        ("acteur:b", "B", "ars", None, None),
        ("acteur:c", None, "ars", "vert", datetime(2021, 7, 1)),
    ],
    "liens": [("de", "vers"), ("acteur:b", "acteur:a"), ("acteur:b", "acteur:zz"), ("acteur:b", "acteur:b2")],
    "Acteurs 2": [("id", "nom", "type_acteur"), ("acteur:b2", "B2", "ars")],
}


def _write(checked: Checked, path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Write the rows left out and return the cells of each sheet."""
    count = write_rejected(checked.report, checked.rejetees, path)
    sheets: dict[str, list[tuple[object, ...]]] = {
        sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in load_workbook(path).worksheets
    }
    assert count == checked.report.lignes.rejetees
    return sheets


def test_the_rows_left_out_keep_their_sheet_their_headings_and_say_why(tmp_path: Path) -> None:
    sheets = _write(check_tables(tmp_path, FAULTY, partial=True), tmp_path / "rejets.xlsx")
    assert list(sheets) == ["acteurs", "liens"]
    assert sheets["acteurs"][0] == (*HEADING, "_motif")
    assert [row[0] for row in sheets["acteurs"][1:]] == ["acteur:a", "acteur:c"]
    assert sheets["acteurs"][1][3] == "bleu"
    assert "valeur hors liste" in str(sheets["acteurs"][1][-1])
    assert "Nom\u00a0: valeur obligatoire absente" in str(sheets["acteurs"][2][-1])
    assert [row[1] for row in sheets["liens"][1:]] == ["acteur:a", "acteur:zz"]
    assert "dépend de la ligne 2" in str(sheets["liens"][1][-1])


def test_corrected_and_imported_again_nothing_is_lost(tmp_path: Path) -> None:
    first = check_tables(tmp_path, FAULTY, partial=True)
    _write(first, tmp_path / "rejets.xlsx")
    book = load_workbook(tmp_path / "rejets.xlsx")
    book["acteurs"]["C2"] = "ars"
    book["acteurs"]["B3"] = "C"
    book["acteurs"]["E3"] = None
    book["liens"]["B3"] = "acteur:a"
    book["acteurs"].append(["acteur:b", "B", "ars"])
    book.save(tmp_path / "corrige.xlsx")
    again = check([tmp_path / "corrige.xlsx"], None, today=TODAY)
    assert not again.report.refuse
    ids = {statement.id for statement in (*first.statements, *again.statements)}
    assert {"acteur:a", "acteur:b", "acteur:b2", "acteur:c"} <= ids
    [c] = [statement for statement in again.statements if statement.id == "acteur:c"]
    assert c.properties["extra_valeurs"] == ["vert"]
    assert c.properties["extra_cles"] == ["couleur"]


def test_imported_again_as_it_is_it_has_the_same_problems(tmp_path: Path) -> None:
    first = check_tables(tmp_path, {"acteurs": FAULTY["acteurs"]}, partial=True)
    _write(first, tmp_path / "rejets.xlsx")
    again = check([tmp_path / "rejets.xlsx"], None, today=TODAY)
    blocking = [(i.code, i.colonne, i.message) for i in first.report.problemes if i.blocking]
    assert [(i.code, i.colonne, i.message) for i in again.report.problemes if i.blocking] == blocking
    sheets = _write(again, tmp_path / "encore.xlsx")
    assert sheets["acteurs"][0] == (*HEADING, "_motif")


def test_texts_stay_texts(tmp_path: Path) -> None:
    lines = "id;nom;type_acteur;remarque\nacteur:a;=1+1;zzz;_x0041_\nacteur:b;+33 2 99 71 12 34;zzz;007\n"
    folder = csv_folder(tmp_path / "essai", {"acteurs": lines})
    _write(check([folder], None, today=TODAY), tmp_path / "rejets.xlsx")
    sheet = load_workbook(tmp_path / "rejets.xlsx")["acteurs"]
    assert (sheet["B2"].value, sheet["B2"].data_type) == ("=1+1", "s")
    assert sheet["B3"].value == "+33 2 99 71 12 34"
    [first, second] = [table.rows[row] for table in check([tmp_path / "rejets.xlsx"], None).rejetees for row in (2, 3)]
    assert list(first)[:4] == ["acteur:a", "=1+1", "zzz", "_x0041_"]
    assert list(second)[3] == "007"


def test_days_and_numbers_keep_their_value(tmp_path: Path) -> None:
    heading = ("id", "nom", "type_acteur", "le", "a", "b")
    row = ("acteur:a", "A", "zzz", datetime(2021, 7, 1), 35236, 0.1)
    sheets = _write(check_tables(tmp_path, {"acteurs": [heading, row]}), tmp_path / "rejets.xlsx")
    assert sheets["acteurs"][1][3:6] == ("2021-07-01", 35236, 0.1)


def test_a_refused_file_comes_back_whole(tmp_path: Path) -> None:
    sheets = _write(check_tables(tmp_path, FAULTY), tmp_path / "rejets.xlsx")
    assert list(sheets) == ["acteurs", "liens", "Acteurs 2"]
    assert "Rien à corriger" in str(sheets["acteurs"][2][-1])


def test_a_spoilt_heading_keeps_its_rows_out_and_says_it_on_each(tmp_path: Path) -> None:
    tables = {"acteurs": ACTEURS, "actions": [("nom", "pilotes"), ("Bien manger", "acteur:ars")]}
    sheets = _write(check_tables(tmp_path, tables, partial=True), tmp_path / "rejets.xlsx")
    assert sheets["actions"][0] == ("nom", "pilotes", "_motif")
    assert len(sheets["actions"]) == 2


def test_an_unknown_sheet_comes_back_too(tmp_path: Path) -> None:
    sheets = _write(
        check_tables(tmp_path, {"acteurs": ACTEURS, "Feuil1": [("a",), ("b",)]}, partial=True), tmp_path / "r.xlsx"
    )
    assert sheets["Feuil1"][0] == ("a", "_motif")
    assert sheets["Feuil1"][1][0] == "b"


def test_personal_data_is_not_written(tmp_path: Path) -> None:
    heading = ("id", "nom", "type_acteur", "remarque", "Téléphone")
    row = ("acteur:a", "A", "ars", "voir Mme Martin à l’accueil", 612345678)
    sheets = _write(check_tables(tmp_path, {"acteurs": [heading, row]}), tmp_path / "r.xlsx")
    cells = sheets["acteurs"][1]
    assert cells[3] is None
    assert cells[4] is None
    assert "vidée" in str(cells[5])
    assert "Martin" not in str(cells)
    assert "donnée masquée" not in str(cells)


def test_corrections_are_kept_in_the_rows_left_out(tmp_path: Path) -> None:
    path = workbook(tmp_path / "essai.xlsx", {"acteurs": FAULTY["acteurs"]})
    choices = Choices(corrections={Cell("essai.xlsx", "acteurs", 2, "Nom"): "Autre nom"})
    checked = check([path], None, partial=True, today=TODAY, choices=choices)
    assert _write(checked, tmp_path / "r.xlsx")["acteurs"][1][1] == "Autre nom"


def test_two_files_give_two_sheets(tmp_path: Path) -> None:
    text = "id;nom;type_acteur\nacteur:{0};{0};zzz\n"
    folders = [csv_folder(tmp_path / name, {"acteurs": text.format(name)}) for name in ("un", "deux")]
    sheets = _write(check(folders, None, today=TODAY), tmp_path / "r.xlsx")
    assert sorted(sheets) == ["acteurs", "acteurs 2"]


def test_choices_on_files_of_the_same_name_go_to_the_right_one(tmp_path: Path) -> None:
    text = "id;nom;type_acteur;siren\nacteur:{0};{0};ars;243 500 741\n"
    folders = [csv_folder(tmp_path / name, {"acteurs": text.format(name)}) for name in ("un", "deux")]
    checked = check(folders, None, today=TODAY)
    keys = sorted(issue.key for issue in checked.report.reparations)
    assert keys == ["ING-503@deux/acteurs.csv!!2!siren", "ING-503@un/acteurs.csv!!2!siren"]
    cell = Cell("deux/acteurs.csv", None, 2, "nom")
    choices = Choices(refused=frozenset(keys[:1]), corrections={cell: "Autre"})
    again = check(folders, None, today=TODAY, partial=True, choices=choices)
    assert [(i.code, i.fichier) for i in again.report.problemes] == [
        ("ING-204", "deux/acteurs.csv"),
        ("ING-503", "un/acteurs.csv"),
    ]
    assert [row[1] for table in again.rejetees for row in table.rows.values()] == ["Autre"]
    assert [statement.properties["nom"] for statement in again.statements] == ["un"]


@pytest.mark.parametrize("text", ["a" * 40_000, "x\x0by"])
def test_what_a_workbook_cannot_hold_is_said_or_dropped(tmp_path: Path, text: str) -> None:
    folder = csv_folder(tmp_path / "essai", {"acteurs": f"id;nom;type_acteur\nacteur:a;{text};zzz\n"})
    row = _write(check([folder], None, today=TODAY), tmp_path / "r.xlsx")["acteurs"][1]
    assert len(str(row[1])) <= 32_767
    assert ("coupée" in str(row[3])) is (len(text) > 32_767)


def test_nothing_left_out_gives_a_workbook_that_says_so(tmp_path: Path) -> None:
    sheets = _write(check_tables(tmp_path, {"acteurs": ACTEURS}), tmp_path / "r.xlsx")
    assert sheets == {"lisez-moi": [("Aucune ligne n’a été écartée.",)]}
