"""Draw hostile tables: any sheet, any heading, cells right, nearly right, or any text, number and day; as files."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from ingest.columns import Column, Part
from ingest.sheets import Sheet, sheets

Cell = str | int | float | bool | date | None
Table = tuple[str, list[list[Cell]]]

IDS = ("acteur:a", "acteur:b", "acteur:c", "disp:a", "disp:b", "action:1", "inst:1", "src:a", "theme:nutrition")
_PLACES = ("COM-35236", "35236", "REG-53", "DEP-35", "EPCI-243500618", "Redon (35)", "Guipry", "COM-35043")
_SHEETS = {sheet.name: sheet for sheet in sheets()}
_LIKELY = ("acteurs", "dispositifs", "actions", "liens", "perimetres", "relations", "roles", "preuves", "sources")
_TYPES = ("SIGNE", "PORTE", "LIEN", "COUVRE", "PILOTE", "REMPLACE", "PARTIE_DE", "TRAITE")
_NEARLY = (
    *("243500742", "24350074100018", "2435007410001", 243500741.0, "243500741.0", "5520135", "2a0000014", "9E307"),
    *("35236.0", "COM-99999", "EPCI-1", "Messac", "REDON 44", "Paris XII", "31/02/2021", "01/07/2021", "juil. 21"),
    *("1-7-21", 44378, 99999.5, "12,5 %", "1.234", "1e400", "inf", "nan", "-0", "٣", "½", "²", "0x10", "1_000"),
    *("oui", "o/n", "✓", "VRAI", "#REF!", "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "'", '"', "a|b", "|", "\\"),
    *("a=b|c", "=|=", ";;;", "<script>alert(1)</script>", "') DETACH DELETE n //", "\u202egnp.exe", "\ufeff", "\u00a0"),
    *("06 12 34 56 78", "Mme Martin", "claire.martin@exemple.fr", "a@b", "RPPS 10001234567", "LIEN|acteur:a|acteur:b"),
    *("x" * 33_000, "é" * 300, "a\nb", "a\r\nb\tc", "{}", "[]", "null", "None", "../../x", "SÃ©curitÃ©", "H\ufffdtel"),
)
_TEXTS = st.text(st.characters(codec="utf-8"), max_size=30)
_DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
_ANY: st.SearchStrategy[Cell] = st.one_of(
    st.sampled_from(_NEARLY),
    st.sampled_from((*IDS, *_PLACES)),
    _TEXTS,
    st.none(),
    st.integers(-(10**18), 10**18),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    _DAYS,
)
_HEADINGS = st.one_of(
    st.sampled_from(sorted({column.name for sheet in sheets() for column in sheet.columns})),
    _TEXTS,
    st.sampled_from(("", " ", "Nom du référent", "RPPS", "Téléphone", "_motif", "_aide", "ID", "nom ", "x" * 300)),
)


@st.composite
def hostile_tables(draw: st.DrawFn, hostility: int = 25) -> list[Table]:
    """
    Draw one to four tables, the heading row first.

    Parameters
    ----------
    draw
        Given by hypothesis.
    hostility
        Share of the tables, headings and cells that may be anything, in per cent.
    """
    found: dict[str, Table] = {}
    for _ in range(draw(st.integers(1, 4))):
        odd = draw(st.integers(1, 100)) <= hostility // 5
        name = draw(st.one_of(_TEXTS, st.sampled_from(sorted(_SHEETS)))) if odd else draw(st.sampled_from(_LIKELY))
        found.setdefault(name.casefold(), (name, _rows(draw, _SHEETS.get(name), hostility)))
    return list(found.values())


SOUND: tuple[Table, ...] = (
    (
        "acteurs",
        [
            ["id", "nom", "type_acteur", "sigle", "siren", "collectif", "territoires", "couleur"],
            ["acteur:a", "Alpha", "ars", "AL", "243500741", "non", "COM-35236", "bleu"],
            ["acteur:b", "Bêta", "autre", None, None, "oui", "DEP-35|COM-35238", None],
            ["acteur:c", "Gamma", "association", None, None, None, None, "vert"],
        ],
    ),
    (
        "dispositifs",
        [
            ["id", "nom", "type_dispositif", "date_debut", "date_fin", "porteurs"],
            ["disp:a", "Delta", "PRS", "2019", "2023-06-30", "acteur:a"],
            ["disp:b", "Epsilon", "PRS", date(2020, 1, 1), None, "acteur:b|acteur:c"],
        ],
    ),
    ("actions", [["id", "nom", "dispositif", "pilotes"], ["action:1", "Zêta", "disp:a", "acteur:c"]]),
    ("liens", [["de", "vers", "role", "intensite"], ["acteur:a", "acteur:b", "convention", 3]]),
    ("perimetres", [["dispositif", "territoire", "part"], ["disp:a", "REG-53", 1], ["disp:b", "COM-35236", 0.5]]),
    ("sources", [["id", "nom", "fichier", "date_document"], ["src:a", "Rapport", "a.txt", "2021-07"]]),
    (
        "preuves",
        [["objet", "source", "citation"], ["acteur:a", "a.txt", "mots"], ["PORTE|acteur:a|disp:a", "a.txt", None]],
    ),
)
"""Tables without a defect."""


@st.composite
def spoiled_tables(draw: st.DrawFn, most: int = 3) -> list[Table]:
    """Draw sound tables in which a few cells became anything, and a few rows went or came twice."""
    found = [(title, [list(row) for row in rows]) for title, rows in SOUND]
    for _ in range(draw(st.integers(0, most))):
        rows = draw(st.sampled_from(found))[1]
        number = draw(st.integers(0, len(rows) - 1))
        match draw(st.sampled_from(("cell", "cell", "cell", "gone", "twice"))):
            case "cell":
                rows[number][draw(st.integers(0, len(rows[number]) - 1))] = draw(_ANY)
            case "gone" if len(rows) > 1:
                del rows[number]
            case "twice":
                rows.append(list(rows[number]))
    return found


def _rows(draw: st.DrawFn, sheet: Sheet | None, hostility: int) -> list[list[Cell]]:
    columns: list[Column | None] = []
    if sheet is not None:
        columns += [column for column in sheet.columns if column.required or column.part is Part.TYPE]
        columns += [column for column in sheet.columns if column.name in {"nom", f"type_{(sheet.label or '').lower()}"}]
        others = [column for column in sheet.columns if column not in columns]
        columns += draw(st.lists(st.sampled_from(others), max_size=4, unique=True)) if others else []
    columns += [None] * draw(st.integers(0 if columns else 1, 2))
    heading: list[Cell] = [
        column.name if column and not _odd(draw, hostility // 8) else draw(_HEADINGS) for column in columns
    ]
    rows = [
        [_right(draw, column) if column and not _odd(draw, hostility) else draw(_ANY) for column in columns]
        for _ in range(draw(st.integers(0, 6)))
    ]
    if _odd(draw, hostility):
        rows += [[draw(_ANY) for _ in range(draw(st.integers(0, 12)))]]
    above = [[draw(_ANY)]] if _odd(draw, hostility // 5) else []
    return [*above, heading, *rows]


def _odd(draw: st.DrawFn, share: int) -> bool:
    return draw(st.integers(1, 100)) <= share


def _right(draw: st.DrawFn, column: Column) -> Cell:
    """Draw a cell that reads, though what it names may not exist."""
    name = column.name
    if column.part is Part.ID or column.part in {Part.DE, Part.VERS, Part.OBJET} or column.shortcut:
        places = name in {"territoire", "territoires", "vers"}
        return draw(st.sampled_from((*IDS, *_PLACES) if places else IDS))
    if column.part is Part.TYPE:
        return draw(st.sampled_from(_TYPES))
    if name == "type_acteur":
        return draw(st.sampled_from(("ars", "autre", "Association")))
    if name == "type_dispositif":
        return draw(st.sampled_from(("CLS", "PRS", "CPTS")))
    if name in {"nom", "alias"}:
        return draw(st.one_of(st.sampled_from(("ARS Bretagne", "CPAM 35", "CLS")), _TEXTS))
    if column.spec is not None and column.spec.type.value == "date":
        return draw(st.one_of(st.sampled_from(("2021", "2021-07", "2021-07-01")), _DAYS))
    return draw(st.one_of(st.none(), st.sampled_from(("1", "oui", "2021", "effectif", "mots"))))


def as_workbook(path: Path, tables: Sequence[Table]) -> Path:
    """Write tables as a workbook; characters that its XML cannot hold are left out, and names of sheets cut."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for place, (title, rows) in enumerate(tables):
        sheet = book.create_sheet()
        plain = "".join(sign for sign in ILLEGAL_CHARACTERS_RE.sub("", title) if sign not in "[]:*?/\\'")
        sheet.title = plain[:31] or f"Feuil{place}"
        for row in rows:
            sheet.append([ILLEGAL_CHARACTERS_RE.sub("", cell) if isinstance(cell, str) else cell for cell in row])
    book.save(path)
    return path


def as_folder(path: Path, tables: Sequence[Table], encoding: str = "utf-8") -> Path:
    """Write tables as a folder of CSV files; a name that no file can bear is replaced."""
    path.mkdir()
    for place, (title, rows) in enumerate(tables):
        stream = io.StringIO(newline="")
        csv.writer(stream, delimiter=";").writerows([["" if cell is None else cell for cell in row] for row in rows])
        name = title if title.isidentifier() and title.isascii() else f"feuille{place}"
        (path / f"{name}.csv").write_bytes(stream.getvalue().encode(encoding, errors="replace"))
    return path
