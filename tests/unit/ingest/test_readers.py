"""Readers refuse in French what they cannot read, read the rest whole, and stay within time and memory."""

import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from ingest.examples import example_paths
from ingest.importer import check
from ingest.readers.base import readers
from tests.unit.ingest.builders import ACTEURS, TODAY, codes, csv_folder, found, workbook

_NAMESPACE = "http://schemas.openxmlformats.org/"
_SHEET_ROWS = 1_048_576


def packed(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def workbook_of_rows(path: Path, rows: int, write: Callable[[int], str]) -> Path:
    """Write a workbook of one sheet, `acteurs`, row by row as XML: quicker than a library for a million rows."""
    path = packed(
        path,
        {
            "[Content_Types].xml": f"""<Types xmlns="{_NAMESPACE}package/2006/content-types">
            <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
            <Default Extension="xml" ContentType="application/xml"/></Types>""".encode(),
            "_rels/.rels": f"""<Relationships xmlns="{_NAMESPACE}package/2006/relationships">
            <Relationship Id="rId1" Type="{_NAMESPACE}officeDocument/2006/relationships/officeDocument"
            Target="xl/workbook.xml"/></Relationships>""".encode(),
            "xl/workbook.xml": f"""<workbook xmlns="{_NAMESPACE}spreadsheetml/2006/main"
            xmlns:r="{_NAMESPACE}officeDocument/2006/relationships"><sheets>
            <sheet name="acteurs" sheetId="1" r:id="rId1"/></sheets></workbook>""".encode(),
            "xl/_rels/workbook.xml.rels": f"""<Relationships xmlns="{_NAMESPACE}package/2006/relationships">
            <Relationship Id="rId1" Type="{_NAMESPACE}officeDocument/2006/relationships/worksheet"
            Target="worksheets/sheet1.xml"/></Relationships>""".encode(),
        },
    )
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w") as stream,
    ):
        stream.write(f'<worksheet xmlns="{_NAMESPACE}spreadsheetml/2006/main"><sheetData>'.encode())
        for start in range(1, rows + 1, 10_000):
            stream.write("".join(map(write, range(start, min(start + 10_000, rows + 1)))).encode())
        stream.write(b"</sheetData></worksheet>")
    return path


def text_row(row: int, *texts: str) -> str:
    cells = "".join(
        f'<c r="{"ABCDEFGH"[place]}{row}" t="inlineStr"><is><t>{text}</t></is></c>' for place, text in enumerate(texts)
    )
    return f'<row r="{row}">{cells}</row>'


def not_workbooks(folder: Path) -> dict[str, tuple[Path, str]]:
    """Write one file per defect: title -> (path, code expected)."""
    example = example_paths()[0].read_bytes()
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    contents = {
        "a PDF renamed": (b"%PDF-1.7\n%...", "ING-104"),
        "an empty file": (b"", "ING-103"),
        "text renamed": (b"id;nom\n", "ING-110"),
        "an old .xls renamed": (ole, "ING-104"),
        "a protected workbook": (ole + "EncryptedPackage".encode("utf-16-le"), "ING-105"),
        "half a workbook": (example[: len(example) // 2], "ING-106"),
        "a damaged workbook": (example[:3000] + bytes(500) + example[3500:], "ING-106"),
    }
    found = {}
    for place, (title, (content, code)) in enumerate(contents.items()):
        path = folder / f"{place}.xlsx"
        path.write_bytes(content)
        found[title] = (path, code)
    found["a document renamed"] = (packed(folder / "doc.xlsx", {"word/document.xml": b"<w/>"}), "ING-104")
    found["no sheet"] = (
        packed(
            folder / "sans.xlsx",
            {
                "xl/workbook.xml": f'<w xmlns="{_NAMESPACE}spreadsheetml/2006/main"><sheets/></w>'.encode(),
                "xl/_rels/workbook.xml.rels": f'<R xmlns="{_NAMESPACE}package/2006/relationships"/>'.encode(),
            },
        ),
        "ING-109",
    )
    found["entities"] = (
        packed(
            folder / "entites.xlsx",
            {"xl/workbook.xml": b'<!DOCTYPE x [<!ENTITY a "a">]><x>&a;</x>', "xl/_rels/workbook.xml.rels": b"<x/>"},
        ),
        "ING-106",
    )
    found["no table"] = (workbook(folder / "vide.xlsx", {"acteurs": ACTEURS[:1]}), "ING-109")
    found["unknown format"] = (folder / "note.docx", "ING-102")
    found["unknown format"][0].write_bytes(b"PK")
    found["no file"] = (folder / "absent.xlsx", "ING-101")
    (folder / "dossier").mkdir()
    found["folder without CSV"] = (folder / "dossier", "ING-109")
    found["empty CSV"] = (folder / "acteurs.csv", "ING-103")
    found["empty CSV"][0].write_bytes(b"")
    found["not a text"] = (folder / "offres.csv", "ING-114")
    found["not a text"][0].write_bytes(b"id;nom\noffre:a;\x00\x01\x02")
    found["open quote"] = (folder / "axes.csv", "ING-106")
    found["open quote"][0].write_text('id;nom\naxe:1;"ouvert', encoding="utf-8")
    found["CSV of no table"] = (folder / "divers.csv", "ING-110")
    found["CSV of no table"][0].write_text("id;nom\nx;y", encoding="utf-8")
    return found


def test_what_is_not_readable_is_refused_in_french(tmp_path: Path) -> None:
    for title, (path, code) in not_workbooks(tmp_path).items():
        checked = check([path], None)
        assert codes(checked, blocking=True) == {code}, title
        assert checked.report.refuse, title
        assert checked.report.lignes.chargees == 0, title
        assert all(str(issue).endswith(issue.remede) and issue.remede for issue in found(checked, code)), title


@pytest.mark.slow
def test_a_full_sheet_is_refused(tmp_path: Path) -> None:
    path = workbook_of_rows(
        tmp_path / "million.xlsx", _SHEET_ROWS, lambda row: text_row(row, f"acteur:{row}", f"Acteur {row}", "ars")
    )
    checked = check([path], None)
    [issue] = checked.report.problemes
    assert (issue.code, issue.feuille) == ("ING-108", "acteurs")
    assert "200\u202f000" in issue.message


def test_a_full_sheet_is_refused_in_bounded_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.workbook_scan.MAX_ROWS", 20_000)
    path = workbook_of_rows(tmp_path / "a.xlsx", 100_000, lambda row: text_row(row, f"acteur:{row}", "A" * 100, "ars"))
    tracemalloc.start()
    try:
        assert codes(check([path], None)) == {"ING-108"}
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 20 * 1024 * 1024


@pytest.mark.slow
def test_formatted_rows_do_not_count(tmp_path: Path) -> None:
    def write(row: int) -> str:
        if row == 1:
            return text_row(1, "id", "nom", "type_acteur")
        return text_row(2, "acteur:a", "A", "ars") if row == 2 else f'<row r="{row}"><c r="A{row}" s="1"/></row>'

    checked = check([workbook_of_rows(tmp_path / "vides.xlsx", _SHEET_ROWS, write)], None)
    assert checked.report.lignes.to_json() == {"lues": 1, "chargees": 1, "reparees": 0, "rejetees": 0}


def test_a_cell_in_the_far_corner_does_not_fill_the_memory(tmp_path: Path) -> None:
    def write(row: int) -> str:
        heading = text_row(1, "id", "nom", "type_acteur")
        return heading if row == 1 else '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'

    checked = check([workbook_of_rows(tmp_path / "coin.xlsx", 2, write)], None)
    assert codes(checked) == {"ING-118"}


def test_a_file_too_big_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.workbook_scan.MAX_BYTES", 1000)
    monkeypatch.setattr("ingest.readers.csv_folder.MAX_BYTES", 10)
    path = tmp_path / "acteurs.csv"
    path.write_text("id;nom;type_acteur\nacteur:a;A;ars\n", encoding="utf-8")
    for file in (example_paths()[0], path):
        checked = check([file], None)
        assert codes(checked) == {"ING-107"}


def test_a_workbook_too_big_once_unpacked_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.workbook_scan.MAX_UNPACKED", 1000)
    assert codes(check([example_paths()[0]], None)) == {"ING-107"}


def test_too_many_rows_in_a_csv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.csv_text.MAX_ROWS", 2)
    path = tmp_path / "acteurs.csv"
    rows = [f"acteur:{n};A{n};ars" for n in range(3)]
    path.write_text("\n".join(["id;nom;type_acteur", *rows[:2], "", ""]), encoding="utf-8")
    assert not check([path], None).report.refuse
    path.write_text("\n".join(["id;nom;type_acteur", *rows]), encoding="utf-8")
    assert codes(check([path], None)) == {"ING-108"}


@pytest.mark.parametrize("sign", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_delimiters_and_encodings(tmp_path: Path, sign: str, encoding: str) -> None:
    path = tmp_path / "Acteurs.csv"
    quoted = f'acteur:é;"Été{sign} hiver";ars'.split(";")
    path.write_text("\n".join([sign.join(("id", "nom", "type_acteur")), sign.join(quoted)]), encoding=encoding)
    [statement] = check([path], None).statements
    assert (statement.id, statement.properties["nom"]) == ("acteur:é", f"Été{sign} hiver")


def test_a_folder_is_one_import(tmp_path: Path) -> None:
    folder = csv_folder(
        tmp_path / "dossier",
        {
            "acteurs": "id;nom;type_acteur\nacteur:a;A;ars\n",
            "actions": "id;nom;pilotes\n\naction:1;Bien manger;A\n",
            "_brouillon": "n’importe quoi",
        },
    )
    (folder / "notes.pdf").write_bytes(b"%PDF")
    checked = check([folder], None)
    assert codes(checked) == {"ING-115"}
    assert checked.report.lignes.lues == 2
    assert {s.id for s in checked.statements} >= {"acteur:a", "action:1"}
    assert checked.report.to_json()["problemes"][0]["fichier"] == "notes.pdf"


def test_several_files_are_one_import(tmp_path: Path) -> None:
    for name in ("un", "deux"):
        (tmp_path / name).mkdir()
    first = workbook(tmp_path / "un" / "a.xlsx", {"acteurs": ACTEURS})
    second = workbook(
        tmp_path / "deux" / "a.xlsx", {"liens": [("de", "vers"), ("ARS Bretagne", "cpam 35"), ("x", "y")]}
    )
    checked = check([first, second], None, today=TODAY)
    assert checked.report.fichier == "un/a.xlsx + deux/a.xlsx"
    assert [(i.code, i.fichier, i.ligne) for i in checked.report.problemes] == [
        ("ING-403", "deux/a.xlsx", 3),
        ("ING-403", "deux/a.xlsx", 3),
    ]
    assert len(checked.report.sha256) == 64


def test_rows_are_numbered_as_the_spreadsheet_shows_them(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "acteurs"
    for place, text in enumerate(("id", "nom", "type_acteur"), start=2):
        sheet.cell(3, place, text)
    for place, text in enumerate(("acteur:a", "A", "arss"), start=2):
        sheet.cell(7, place, text)
    book.save(tmp_path / "decale.xlsx")
    [issue] = found(check([tmp_path / "decale.xlsx"], None), "ING-201")
    assert issue.ligne == 7


def test_a_cell_wider_than_the_heading_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "acteurs.csv"
    path.write_text("id;nom;type_acteur\nacteur:a;A;ars;en plus\n", encoding="utf-8")
    [statement] = check([path], None).statements
    assert statement.properties["extra_cles"] == ["colonne D"]
    assert statement.properties["extra_valeurs"] == ["en plus"]


def test_a_text_longer_than_a_cell_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.csv"
    path.write_text(f"id;nom;texte\nnote:1;N;{'a' * 32_768}\n", encoding="utf-8")
    [issue] = found(check([path], None), "ING-208")
    assert (issue.ligne, issue.colonne) == (2, "texte")


def test_an_unreadable_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook(tmp_path / "a.xlsx", {"acteurs": ACTEURS})

    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("ingest.readers.workbook.scan", refuse)
    [issue] = check([path], None).report.problemes
    assert (issue.code, "refuse la lecture" in issue.message) == ("ING-101", True)


def test_readers_are_found_and_chosen_by_name(tmp_path: Path) -> None:
    assert {"classeur", "csv"} <= set(readers())
    path = workbook(tmp_path / "a.dat.xlsx", {"acteurs": ACTEURS}).rename(tmp_path / "a.dat")
    assert codes(check([path], None)) == {"ING-102"}
    assert check([path], None, reader="classeur").report.lecteur == "classeur"
    assert "n’existe pas" in str(check([path], None, reader="pdf").report.problemes[0])


def test_a_page_of_relations_may_be_in_several_sheets(tmp_path: Path) -> None:
    tables = {
        "acteurs": ACTEURS,
        "relations": [("type", "de", "vers"), ("LIEN", "acteur:ars", "acteur:cpam")],
        "relations 2": [("type", "de", "vers"), ("LIEN", "acteur:cpam", "acteur:ars")],
    }
    assert len(check([workbook(tmp_path / "a.xlsx", tables)], None).statements) == 4
