"""Files in any encoding, cut by any sign, with titles above or cells merged, are read and told."""

import csv
import io
import struct
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from ingest.choices import Choices
from ingest.encodings import decode_text, mend
from ingest.importer import Checked, check
from tests.unit.ingest.builders import ACTEURS, DISPOSITIFS, TODAY, codes, csv_folder, found, workbook

ROWS = [("id", "nom", "type_acteur"), ("acteur:a", "Été à l’hôpital, œuvre « sociale »", "autre")]
NAME = ROWS[1][1]


def text_of(sign: str = ";", rows: Sequence[tuple[str, ...]] = ROWS) -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=sign).writerows(rows)
    return stream.getvalue()


def acteurs(folder: Path, content: bytes, name: str = "acteurs.csv") -> Checked:
    path = folder / name
    path.write_bytes(content)
    return check([path], None, today=TODAY)


def names(checked: Checked) -> list[object]:
    return [statement.properties["nom"] for statement in checked.statements]


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", None),
        ("utf-8-sig", None),
        ("utf-16", None),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("cp1252", "Windows-1252"),
        ("mac_roman", "Macintosh"),
    ],
)
def test_encodings(tmp_path: Path, encoding: str, said: str | None) -> None:
    checked = acteurs(tmp_path, text_of().encode(encoding))
    assert names(checked) == [NAME]
    assert checked.report.lignes.to_json() == {"lues": 1, "chargees": 1, "reparees": 0, "rejetees": 0}
    assert [said in issue.message for issue in found(checked, "ING-522") if said] == ([True] if said else [])


@pytest.mark.parametrize(("encoding", "text"), [("latin-1", "Été, hôpital"), ("cp850", "Été à hôpital, là-bas")])
def test_old_encodings(encoding: str, text: str) -> None:
    assert decode_text(text.encode(encoding)).text == text


def test_lines_of_two_encodings(tmp_path: Path) -> None:
    lines = ["id;nom;type_acteur", "acteur:a;Santé;autre", "acteur:b;Équipe;autre", "acteur:c;Été;autre"]
    content = b"\n".join(line.encode("cp1252" if ":c;" in line else "utf-8") for line in lines)
    checked = acteurs(tmp_path, content)
    assert sorted(map(str, names(checked))) == ["Santé", "Équipe", "Été"]
    [issue] = found(checked, "ING-512")
    assert (issue.ligne, issue.colonne, issue.valeur, issue.apres) == (4, "nom", "\ufffdt\ufffd", "Été")
    assert checked.report.lignes.to_json() == {"lues": 3, "chargees": 2, "reparees": 1, "rejetees": 0}
    refused = check([tmp_path / "acteurs.csv"], None, today=TODAY, choices=Choices(refused=frozenset({"ING-512"})))
    assert "\ufffdt\ufffd" in names(refused)
    assert codes(refused) == {"ING-217"}


def test_mostly_windows_with_stray_utf8(tmp_path: Path) -> None:
    lines = ["id;nom;type_acteur", "acteur:a;Santé;autre", "acteur:b;Équipe;autre", "acteur:c;Été;autre"]
    content = b"\n".join(line.encode("utf-8" if ":c;" in line else "cp1252") for line in lines)
    checked = acteurs(tmp_path, content)
    assert sorted(map(str, names(checked))) == ["Santé", "Équipe", "Été"]
    assert codes(checked) == {"ING-512", "ING-522"}


@pytest.mark.parametrize("text", ["Coopération d’équipe à l’œuvre", "« Été » – 5 €", "Île-de-Bréhat, n° 2"])
def test_doubled_letters(text: str) -> None:
    once = text.encode("utf-8").decode("cp1252", errors="ignore")
    if once.encode("cp1252", errors="ignore").decode("utf-8", errors="ignore") == text:
        assert mend(once) == text
    assert mend(text) == text
    assert mend("SÃ©curitÃ© Ã  domicile") == "Sécurité à domicile"


def test_doubled_letters_in_a_workbook(tmp_path: Path) -> None:
    rows = [ROWS[0], ("acteur:a", "MÃ©decins", "autre")]
    checked = check([workbook(tmp_path / "a.xlsx", {"acteurs": rows})], None, today=TODAY)
    assert names(checked) == ["Médecins"]
    assert [issue.apres for issue in found(checked, "ING-512")] == ["Médecins"]


def test_a_lost_letter_is_told_with_its_cell(tmp_path: Path) -> None:
    checked = acteurs(tmp_path, text_of(rows=[ROWS[0], ("acteur:a", "H\ufffdpital", "autre")]).encode())
    [issue] = found(checked, "ING-217")
    assert (issue.ligne, issue.colonne, issue.blocking) == (2, "nom", False)


@pytest.mark.parametrize("sign", [";", ",", "\t", "|"])
def test_separators(tmp_path: Path, sign: str) -> None:
    checked = acteurs(tmp_path, text_of(sign).encode())
    assert names(checked) == [NAME]
    assert codes(checked) == ({"ING-523"} if sign == "|" else set())


def test_a_declared_separator(tmp_path: Path) -> None:
    checked = acteurs(tmp_path, b"sep=;\r\nid;nom;type_acteur\r\nacteur:a;A, B;arss\r\n")
    [issue] = found(checked, "ING-201")
    assert issue.ligne == 3


def test_titles_above_the_headings(tmp_path: Path) -> None:
    text = "Annuaire des acteurs\n\nMise à jour ; janvier, février, mars\n" + text_of()
    checked = acteurs(tmp_path, text.encode())
    assert names(checked) == [NAME]
    [issue] = found(checked, "ING-521")
    assert issue.ligne == 4
    assert checked.report.lignes.lues == 1


def test_a_heading_row_without_what_is_required_is_still_the_heading(tmp_path: Path) -> None:
    checked = acteurs(tmp_path, b"nom;sigle\nARS;x\n")
    assert codes(checked, blocking=True) == {"ING-111"}


def test_two_unknown_columns_of_one_name_are_both_kept(tmp_path: Path) -> None:
    checked = acteurs(tmp_path, b"id;nom;type_acteur;note;note\nacteur:a;A;autre;un;deux\n")
    [statement] = checked.statements
    assert statement.properties["extra_valeurs"] == ["un", "deux"]


def test_merged_cells_are_copied_down(tmp_path: Path) -> None:
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in {
        "acteurs": ACTEURS,
        "dispositifs": DISPOSITIFS,
        "perimetres": [
            ("Périmètres", None),
            ("dispositif", "territoire"),
            ("disp:prs", "REG-53"),
            (None, "DEP-44"),
            (None, "DEP-50"),
        ],
    }.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
        if title == "perimetres":
            sheet.merge_cells("A1:B1")
            sheet.merge_cells("A3:A5")
    path = tmp_path / "a.xlsx"
    book.save(path)
    checked = check([path], None, today=TODAY)
    assert not checked.report.refuse
    issues = found(checked, "ING-511")
    assert [(issue.ligne, issue.colonne, issue.apres) for issue in issues] == [
        (4, "dispositif", "disp:prs"),
        (5, "dispositif", "disp:prs"),
    ]
    assert "Lu\u00a0: « disp:prs »." in issues[0].message
    assert checked.report.lignes.reparees == 2
    refused = check([path], None, today=TODAY, choices=Choices(refused=frozenset({issues[0].key})))
    assert [(i.code, i.ligne) for i in refused.report.problemes if i.blocking] == [("ING-206", 4)]


def test_spaces_that_do_not_break_around_values(tmp_path: Path) -> None:
    checked = acteurs(tmp_path, "\u00a0id ;nom\u202f;type_acteur\n\u00a0acteur:a\u00a0;\u202fA ;autre\n".encode())
    assert names(checked) == ["A"]


def test_a_workbook_named_csv_and_the_reverse(tmp_path: Path) -> None:
    workbook(tmp_path / "a.xlsx", {"acteurs": ROWS}).rename(tmp_path / "acteurs.csv")
    checked = check([tmp_path / "acteurs.csv"], None, today=TODAY)
    assert (names(checked), codes(checked), checked.report.lecteur) == ([NAME], {"ING-119"}, "classeur")
    checked = acteurs(tmp_path, text_of().encode(), "acteurs.xlsx")
    assert (names(checked), codes(checked), checked.report.lecteur) == ([NAME], {"ING-119"}, "csv")


def test_a_workbook_in_a_folder_of_csv_is_refused(tmp_path: Path) -> None:
    folder = csv_folder(tmp_path / "dossier", {"actions": "id;nom\n"})
    workbook(tmp_path / "a.xlsx", {"acteurs": ROWS}).rename(folder / "acteurs.csv")
    assert "ING-102" in codes(check([folder], None), blocking=True)


def ods(path: Path, rows: str, title: str = "acteurs", head: str = "") -> Path:
    space = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
    content = (
        f"<?xml version='1.0'?>{head}<office:document-content xmlns:office='{space.format('office')}' "
        f"xmlns:table='{space.format('table')}' xmlns:text='{space.format('text')}'><office:body><office:spreadsheet>"
        f"<table:table table:name='{title}'>{rows}</table:table></office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    manifest = (
        "<manifest:manifest xmlns:manifest='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'>"
        "<manifest:file-entry manifest:full-path='/' manifest:media-type='x'/></manifest:manifest>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content)
    return path


def ods_row(*texts: str, times: int = 1, cell_times: int = 1) -> str:
    cells = "".join(
        f"<table:table-cell office:value-type='string' table:number-columns-repeated='{cell_times}'>"
        f"<text:p>{text}</text:p></table:table-cell>"
        for text in texts
    )
    return f"<table:table-row table:number-rows-repeated='{times}'>{cells}</table:table-row>"


BLANK = (
    "<table:table-row table:number-rows-repeated='1048000'>"
    "<table:table-cell table:number-columns-repeated='16384'/></table:table-row>"
)


def test_an_open_document_workbook(tmp_path: Path) -> None:
    path = ods(tmp_path / "a.ods", ods_row(*ROWS[0]) + ods_row(*ROWS[1]) + BLANK)
    checked = check([path], None, today=TODAY)
    assert (names(checked), codes(checked)) == ([NAME], set())


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("office:value-type='string' office:string-value='' calcext:value-type='error'", "#DIV/0!"),
        ("office:value-type='float' office:value='0' calcext:value-type='error'", "Err:502"),
    ],
)
def test_a_cell_in_error_of_an_open_document_is_told_once(tmp_path: Path, cell: str, shown: str) -> None:
    wrong = (
        f"<table:table-row xmlns:calcext='urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0'>"
        f"<table:table-cell office:value-type='string'><text:p>acteur:z</text:p></table:table-cell>"
        f"<table:table-cell table:formula='of:=1/0' {cell}><text:p>{shown}</text:p></table:table-cell>"
        f"<table:table-cell office:value-type='string'><text:p>ars</text:p></table:table-cell></table:table-row>"
    )
    path = ods(
        tmp_path / "a.ods", ods_row("id", "nom", "type_acteur") + ods_row("acteur:a", "A", "ars") + wrong + BLANK
    )
    checked = check([path], None, partial=True, today=TODAY)
    [issue] = found(checked, "ING-212")
    assert (issue.feuille, issue.ligne, issue.colonne) == ("acteurs", 3, "nom")
    assert names(checked) == ["A"]


def test_days_of_a_workbook_that_counts_from_1904(tmp_path: Path) -> None:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = book.worksheets[0]
    sheet.title = "dispositifs"
    for row in (
        ("id", "nom", "type_dispositif", "date_debut"),
        ("disp:a", "CLS de Redon", "CLS", datetime(2017, 7, 11)),
        ("disp:b", "CLS de Vitré", "CLS", 42_927 - 1_462),
    ):
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    checked = check([tmp_path / "a.xlsx"], None, today=TODAY)
    begun = [s.properties["date_debut"] for s in checked.statements if "date_debut" in s.properties]
    assert begun == ["2017-07-11", "2017-07-11"]
    [issue] = found(checked, "ING-507")
    assert "compte depuis 1904" in issue.message


@pytest.mark.parametrize(
    ("rows", "head", "code"),
    [
        (ods_row(*ROWS[0]) + ods_row("x", times=1_000_000), "", "ING-108"),
        (ods_row(*ROWS[0]) + ods_row("x", cell_times=1_000_000), "", "ING-118"),
        (ods_row(*ROWS[0]) + BLANK + ods_row("x", cell_times=400), "", "ING-118"),
        (ods_row(*ROWS[0]) + ods_row("x", cell_times=10**12), "", "ING-106"),
        (ods_row("&a;"), "<!DOCTYPE x [<!ENTITY a 'a'>]>", "ING-106"),
        ("<table:table-row>", "", "ING-106"),
    ],
)
def test_a_hostile_open_document(tmp_path: Path, rows: str, head: str, code: str) -> None:
    assert codes(check([ods(tmp_path / "a.ods", rows, head=head)], None)) == {code}


def rewritten(path: Path, more: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, content in more.items():
            archive.writestr(name, content)
    return path


def test_macros_and_links_are_not_read_and_it_is_said(tmp_path: Path) -> None:
    path = rewritten(
        workbook(tmp_path / "a.xlsm", {"acteurs": ROWS}),
        {"xl/vbaProject.bin": b"\xd0\xcf", "xl/externalLinks/externalLink1.xml": b"<x/>", "../../evil.xml": b"<x/>"},
    )
    checked = check([path], None, today=TODAY)
    assert names(checked) == [NAME]
    assert len(found(checked, "ING-121")) == 2
    assert not (tmp_path.parent.parent / "evil.xml").exists()


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.workbook_scan.MAX_UNPACKED", 1_000_000)
    path = rewritten(workbook(tmp_path / "a.xlsx", {"acteurs": ROWS}), {"xl/sharedStrings2.xml": bytes(2_000_000)})
    assert codes(check([path], None)) == {"ING-107"}


def test_a_bomb_whose_index_lies_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.workbook_scan.MAX_UNPACKED", 1_000_000)
    path = rewritten(workbook(tmp_path / "a.xlsx", {"acteurs": ROWS}), {"xl/big.xml": bytes(2_000_000)})
    content = path.read_bytes()
    path.write_bytes(content.replace(struct.pack("<L", 2_000_000), struct.pack("<L", 10)))
    assert codes(check([path], None)) == {"ING-107"}


def test_a_very_wide_csv_is_refused(tmp_path: Path) -> None:
    assert codes(acteurs(tmp_path, b"id;nom;type_acteur\n" + b";" * 200_000)) == {"ING-118"}
    assert codes(acteurs(tmp_path, b"id;nom;type_acteur\n" + b";" * 600 + b"x")) == {"ING-118"}
    assert not acteurs(tmp_path, b"id;nom;type_acteur\nacteur:a;A;autre" + b";" * 600).report.refuse


def test_an_old_workbook_is_refused_with_its_reason_but_a_new_one_named_so_is_read(tmp_path: Path) -> None:
    old = tmp_path / "acteurs.xls"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504))
    [issue] = check([old], None).report.problemes
    assert (issue.code, "ancien format .xls" in issue.message) == ("ING-104", True)
    workbook(tmp_path / "a.xlsx", {"acteurs": ROWS}).rename(tmp_path / "b.xls")
    assert names(check([tmp_path / "b.xls"], None, today=TODAY)) == [NAME]
    assert names(acteurs(tmp_path, text_of("\t").encode("utf-16"), "acteurs.xls")) == [NAME]
