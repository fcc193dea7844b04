"""List the files that cannot be read, or that hold more than their cells: one defect each."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path

from tests.support.defects.case import ACTEURS, LINE, Case, Told, Write, book, tables, text

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
_SCAN = "ingest.workbook_scan"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SHEET = "xl/worksheets/sheet1.xml"


def _missing(folder: Path) -> Path:
    return folder / "acteurs.xlsx"


def _folder(name: str, **contents: str) -> Write:
    def write(folder: Path) -> Path:
        path = folder / name
        path.mkdir()
        for entry, content in contents.items():
            (path / entry.replace("_", ".")).write_text(content, encoding="utf-8")
        return path

    return write


def _with(parts: Mapping[str, bytes], name: str = "essai.xlsx") -> Write:
    """Return what writes a sound workbook of two actors with parts added to its archive, or replaced."""

    def write(folder: Path) -> Path:
        sound = book(folder / "sain.tmp.xlsx", {"acteurs": ACTEURS})
        with (
            zipfile.ZipFile(sound) as read,
            zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as archive,
        ):
            for entry in read.namelist():
                if entry not in parts:
                    archive.writestr(entry, read.read(entry))
            for entry, content in parts.items():
                archive.writestr(entry, content)
        sound.unlink()
        return folder / name

    return write


def _archive(parts: Mapping[str, bytes]) -> Write:
    def write(folder: Path) -> Path:
        with zipfile.ZipFile(folder / "essai.xlsx", "w") as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        return folder / "essai.xlsx"

    return write


def _changed(write: Write, old: bytes, new: bytes) -> Write:
    """Return what writes a file, then replaces some of its bytes."""

    def changed(folder: Path) -> Path:
        path = write(folder)
        content = path.read_bytes()
        if old not in content:
            msg = "nothing to change"
            raise AssertionError(msg)
        path.write_bytes(content.replace(old, new))
        return path

    return changed


def _half(folder: Path) -> Path:
    path = book(folder / "essai.xlsx", {"acteurs": ACTEURS})
    path.write_bytes(path.read_bytes()[:-600])
    return path


def _locked_part(folder: Path) -> Path:
    """Set the bit of the index that says that a part of the archive is encrypted."""
    path = book(folder / "essai.xlsx", {"acteurs": ACTEURS})
    content = bytearray(path.read_bytes())
    place = content.find(b"PK\x01\x02")
    while place >= 0:
        content[place + 8] |= 1
        place = content.find(b"PK\x01\x02", place + 4)
    path.write_bytes(bytes(content))
    return path


def _sheet(rows: str, head: str = "") -> bytes:
    return f"<?xml version='1.0'?>{head}<worksheet xmlns='{_MAIN}'><sheetData>{rows}</sheetData></worksheet>".encode()


def _inline(place: str, content: str) -> str:
    return f"<c r='{place}' t='inlineStr'><is><t>{content}</t></is></c>"


_ENTITIES = (
    "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>"
    + "".join(f"<!ENTITY {name} '{f'&{inner};' * 10}'>" for inner, name in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
_BOMB_ROWS = (
    "<row r='1'>"
    + "".join(_inline(f"{column}1", name) for column, name in zip("ABC", ACTEURS[0], strict=True))
    + "</row><row r='2'>"
    + _inline("A2", "&i;")
    + "</row>"
)
_FAR = (
    "<row r='1'><c r='A1' t='inlineStr'><is><t>id</t></is></c></row>"
    "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"
)

NOTHING = (0, 0, 0, 0)
TWO = (2, 2, 0, 0)


def _refused(title: str, write: Write, code: str, sheet: str | None = None, **limits: int) -> Case:
    dotted = {name.replace("__", "."): value for name, value in limits.items()}
    return Case(title=title, write=write, told=(Told(code, sheet),), rows=NOTHING, limits=dotted)


FILES: tuple[Case, ...] = (
    _refused("a file that does not exist", _missing, "ING-101"),
    _refused("a format nobody reads", text("%!PS", "acteurs.docx"), "ING-102"),
    _refused("an empty workbook", text("", "essai.xlsx"), "ING-103"),
    _refused("an empty text", text(""), "ING-103"),
    _refused("a PDF named as a workbook", text("%PDF-1.7\n", "essai.xlsx"), "ING-104"),
    _refused("an old workbook", text(_OLE, "essai.xls"), "ING-104"),
    _refused("a letter named as a workbook", _archive({"word/document.xml": b"<w/>"}), "ING-104"),
    _refused("a protected workbook", text(_OLE + "EncryptedPackage".encode("utf-16-le"), "essai.xlsx"), "ING-105"),
    _refused("an archive with a password", _locked_part, "ING-105"),
    _refused("a workbook cut short", _half, "ING-106"),
    _refused("entities in the index", _with({"xl/workbook.xml": f"{_ENTITIES}<x>&i;</x>".encode()}), "ING-106"),
    _refused("entities that multiply in a sheet", _with({_SHEET: _sheet(_BOMB_ROWS, _ENTITIES)}), "ING-106"),
    _refused("a quotation mark never closed", text('id;nom;type_acteur\nacteur:a;"ARS;ars\n'), "ING-106"),
    _refused(
        "a workbook that unpacks too large",
        _with({"xl/media/image.bin": bytes(2_000_000)}),
        "ING-107",
        ingest__workbook_scan__MAX_UNPACKED=1_000_000,
    ),
    _refused(
        "an index that lies about the size",
        _changed(_with({"xl/media/image.bin": bytes(2_000_000)}), struct.pack("<L", 2_000_000), struct.pack("<L", 10)),
        "ING-107",
        ingest__workbook_scan__MAX_UNPACKED=1_000_000,
    ),
    _refused("a heavy workbook", tables(acteurs=ACTEURS), "ING-107", ingest__workbook_scan__MAX_BYTES=1_000),
    _refused("a heavy text", text(LINE * 9), "ING-107", ingest__readers__csv_folder__MAX_BYTES=100),
    _refused(
        "too many rows in a sheet",
        tables(acteurs=[*ACTEURS, ("acteur:c", "C", "autre")]),
        "ING-108",
        "acteurs",
        ingest__workbook_scan__MAX_ROWS=2,
    ),
    _refused("too many rows in a text", text(LINE + "a;b;c\n" * 3), "ING-108", ingest__csv_text__MAX_ROWS=2),
    _refused("headings and nothing below", tables(acteurs=ACTEURS[:1]), "ING-109"),
    _refused("an empty folder", _folder("dossier"), "ING-109"),
    _refused("an empty folder with the name of a workbook", _folder("essai.xlsx"), "ING-109"),
    _refused("bytes that are no text", text(b"id;nom;type_acteur\nacteur:a;A\0B;ars\n"), "ING-114"),
    _refused("a cell at the far corner", _with({_SHEET: _sheet(_FAR)}), "ING-118", "acteurs"),
    _refused("a row of 600 columns", text(LINE + "acteur:b;B;ars" + ";" * 600 + "x"), "ING-118"),
    _refused("a sheet of 600 columns", tables(acteurs=[*ACTEURS, [None] * 599 + ["x"]]), "ING-118", "acteurs"),
    Case(
        title="another file in a folder",
        write=_folder("dossier", acteurs_csv=LINE, lettre_docx="x"),
        told=(Told("ING-115"),),
        rows=(1, 1, 0, 0),
    ),
    Case(
        title="a workbook named as a text",
        write=lambda folder: book(folder / "a.xlsx", {"acteurs": ACTEURS}).rename(folder / "acteurs.csv"),
        told=(Told("ING-119"),),
        rows=TWO,
    ),
    Case(
        title="a text named as a workbook", write=text(LINE, "acteurs.xlsx"), told=(Told("ING-119"),), rows=(1, 1, 0, 0)
    ),
    Case(
        title="macros",
        write=_with({"xl/vbaProject.bin": _OLE}, "essai.xlsm"),
        told=(Told("ING-121"),),
        rows=TWO,
    ),
    Case(
        title="formulas that read other workbooks",
        write=_with({"xl/externalLinks/externalLink1.xml": b"<x/>"}),
        told=(Told("ING-121"),),
        rows=TWO,
    ),
    Case(
        title="path names in the archive",
        write=_with({"../../evil.xml": b"<x/>", "/etc/evil.xml": b"<x/>", "C:\\evil.xml": b"<x/>"}),
        told=(),
        rows=TWO,
    ),
)
