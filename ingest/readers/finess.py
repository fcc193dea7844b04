"""Read an extract of the FINESS directory: the old `;` file without headings, or a table with headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from graph.answers.sentence import agree
from graph.model.dates import format_french
from ingest.any_table import TOLD, may_be_table, open_tables, peek, texts, told_rows
from ingest.choices import Cell, Choices
from ingest.decode import decode
from ingest.finess.columns import STRUCTURE_EJ, STRUCTURE_ET, Field, fields_of, is_finess_table
from ingest.finess.establishments import (
    NOT_READ,
    Establishment,
    Headings,
    actor_table,
    entity_table,
    generic_mailbox,
    named_entities,
    scheme_table,
    seat_table,
)
from ingest.headings import slug
from ingest.issues import problem
from ingest.kept import KeptTable
from ingest.limits import counted, thousands
from ingest.person_headings import announces_person
from ingest.readers.base import NO_OPTIONS, ReadOptions, beginning, unreadable
from ingest.records import ReadResult
from ingest.tables import REASONS, Cells, RawTable

_LINES = {"structureet": STRUCTURE_ET, "structureej": STRUCTURE_EJ}
_BEGINNING = re.compile(rb"^(?:\xef\xbb\xbf)?\s*(?:finess;etalab|structureet;|structureej;)", re.IGNORECASE)
_DAY = re.compile(r"(20\d\d)-?(\d\d)-?(\d\d)")
_URL = "https://www.data.gouv.fr/fr/datasets/finess-extraction-du-fichier-des-etablissements/"
_LICENCE = "Licence Ouverte 2.0 (DREES et ANS) ; vérifiez celle de la page où l’extrait a été pris"


class FinessReader:
    """Read an extract of FINESS as actors, schemes, legal entities and seats."""

    name = "finess"
    title = "Extrait du répertoire FINESS"
    rank = 20

    def accepts(self, path: Path, options: ReadOptions = NO_OPTIONS) -> bool:
        """Accept a file that begins like the old one, or whose headings are those of a table of establishments."""
        if may_be_table(path) and _BEGINNING.match(beginning(path)):
            return True
        if not may_be_table(path):
            return False
        return any(look.heading(is_finess_table) is not None for look in peek(path))

    def files(self, path: Path) -> list[Path]:
        """Return the file."""
        return [path]

    def read(self, path: Path, options: ReadOptions = NO_OPTIONS) -> ReadResult:
        """Return what the extract says."""
        result = ReadResult(reader=self.name)
        try:
            old = bool(_BEGINNING.match(beginning(path)))
            for table in open_tables(path, result.issues, quoted=not old):
                _read_table(table, result, options.choices)
        except OSError as error:
            return unreadable(path, self.name, error)
        return result


def _read_table(table: RawTable, result: ReadResult, choices: Choices) -> None:
    rows = table.filled_rows()
    first = next(rows, None)
    if first is None:
        return
    kind = str(first[1][0]).strip().casefold()
    written: KeptTable | None = None
    if (kind == "finess" and len(first[1]) <= 6) or kind in _LINES:
        found, shown, day = _old_rows(table, [first, *rows], result, choices)
    else:
        found, shown, day, written = _tabular_rows(table, [first, *rows], result, choices)
    _say(table, found, shown, day or _day_of(table.file), result, choices)
    result.tables[-1] = replace(result.tables[-1], written=written)


def _old_rows(
    table: RawTable, rows: Sequence[tuple[int, Cells]], result: ReadResult, choices: Choices
) -> tuple[list[Establishment], Headings, str | None]:
    """Return the rows of the old file, and the day of the extract that its first line says."""
    found: list[Establishment] = []
    others: Counter[str] = Counter()
    names = [name.value if name else "" for name in STRUCTURE_ET]
    day = None
    for number, cells in told_rows(table, rows, 0, names, choices, result.issues):
        kind = str(cells[0]).strip().casefold()
        if kind == "finess":
            day = next((text for cell in cells[1:] if (text := _iso(str(cell)))), None)
        elif kind in _LINES:
            values, _, left = _values(_LINES[kind], [None] * len(cells), cells)
            found.append(Establishment(number, values, legal=kind == "structureej", left=left))
            result.rows.append(table.at(number))
        else:
            others[kind] += 1
    for kind, count in sorted(others.items()):
        result.issues.append(
            problem(
                "ING-121",
                table.at(),
                counted(count, "ligne d’une autre sorte n’est pas lue", "lignes d’une autre sorte ne sont pas lues"),
                value=kind,
            )
        )
    return _corrected(table, found, Headings(names={}), choices), Headings(names={}), day


def _tabular_rows(
    table: RawTable, rows: Sequence[tuple[int, Cells]], result: ReadResult, choices: Choices
) -> tuple[list[Establishment], Headings, str | None, KeptTable | None]:
    """Return the rows of a table with headings, the day of the extract when a column says it, and the rows to keep."""
    place = next((p for p, (_, cells) in enumerate(rows[:20]) if is_finess_table(texts(cells))), None)
    if place is None:
        result.rows += [table.at(number) for number, _ in rows]
        result.issues.append(problem("ING-111", table.at(), "les colonnes d’un extrait FINESS n’y sont pas"))
        return [], Headings(names={}), None, None
    headings = texts(rows[place][1])
    fields = fields_of(headings)
    names: dict[Field, str] = {}
    for heading, name in zip(headings, fields, strict=True):
        names.setdefault(name, heading)
    shown = Headings(names=names, others=_others(headings, fields))
    found = []
    written = KeptTable(file=table.file, sheet=table.sheet, title=table.title, headings=tuple(headings))
    for number, cells in told_rows(table, rows[place + 1 :], rows[place][0], headings, choices, result.issues):
        written.rows[number] = _given(table, number, headings, fields, cells, choices)
        values, others, left = _values(fields, headings, cells)
        legal = values.get(Field.NATURE, "").strip().upper() in {"EJ", "STRUCTUREEJ"}
        found.append(Establishment(number, values, others, legal=legal, left=left))
        result.rows.append(table.at(number))
    day = next((text for row in found if (text := _iso(row.get(Field.EXTRAIT)))), None)
    if day is None and (named := _day_of(table.file)):
        # Only the name of this file says it: the rows given back must say it themselves.
        written = replace(written, headings=(*headings, shown.of(Field.EXTRAIT)))
        written.rows.update({number: [*cells, named] for number, cells in written.rows.items()})
    return _corrected(table, found, shown, choices), shown, day, written


def _given(
    table: RawTable, number: int, headings: Sequence[str], fields: Sequence[Field], cells: Cells, choices: Choices
) -> list[object]:
    """Return the cells of a row as they may be given back: those of contacts and persons are empty."""
    found: list[object] = []
    for heading, name, cell in zip(headings, fields, [*cells, *[None] * (len(headings) - len(cells))], strict=False):
        given = choices.corrected(Cell(table.file, table.sheet, number, heading), cell)
        if name in NOT_READ or (name is Field.AUTRE and announces_person(heading)):
            given = None
        elif name is Field.COURRIEL:
            given = generic_mailbox(str(given or ""))
        found.append(given)
    return found


def _others(headings: Sequence[str], fields: Sequence[Field]) -> list[str]:
    pairs = zip(headings, fields, strict=True)
    return [h for h, f in pairs if f is Field.AUTRE and h and h.casefold() != REASONS and not announces_person(h)]


def _values(
    fields: Sequence[Field | None], headings: Sequence[str | None], cells: Cells
) -> tuple[dict[Field, str], dict[str, str], int]:
    """Return what the cells say, the columns that are not of FINESS, and how many cells are left out on purpose."""
    values: dict[Field, str] = {}
    others: dict[str, str] = {}
    left = 0
    for name, heading, text in zip(fields, headings, texts(cells), strict=False):
        if not text or name is None or (heading and heading.casefold() == REASONS):
            continue
        if name in NOT_READ or (name is Field.AUTRE and heading and announces_person(heading)):
            left += 1
        elif name is Field.AUTRE:
            if heading:
                others[heading] = text
        elif name in values:
            values[name] += f" {text}"
        else:
            values[name] = text
    return values, others, left


def _corrected(table: RawTable, rows: list[Establishment], shown: Headings, choices: Choices) -> list[Establishment]:
    """Put the corrections of a person in the rows: what is composed from several cells follows."""
    if not choices.corrections:
        return rows
    named = {shown.of(name): name for name in Field}
    changes: dict[int, dict[Field, str]] = {}
    for cell, text in choices.corrections.items():
        if cell.fichier == table.file and cell.feuille == table.sheet and cell.colonne in named:
            changes.setdefault(cell.ligne, {})[named[cell.colonne]] = text
    for row in rows:
        mended = {**row.values, **changes.get(row.number, {})}
        row.values = {name: text for name, text in mended.items() if text}
    return rows


def _merged(rows: Sequence[Establishment]) -> list[Establishment]:
    """Return one row per establishment when several say the same of it, but for columns that are not of FINESS."""
    kept: dict[tuple[str, bool], Establishment] = {}
    found = []
    for row in rows:
        first = kept.setdefault((row.finess, row.legal), row)
        if first is row or first.values != row.values:
            found.append(row)
            continue
        others = dict(first.others)
        for heading, text in row.others.items():
            known = others.get(heading, "").split(" | ")
            if text not in known:
                others[heading] = " | ".join(part for part in (*known, text) if part)
        first.others = others
    return found


def _say(
    table: RawTable,
    rows: Sequence[Establishment],
    shown: Headings,
    day: str | None,
    result: ReadResult,
    choices: Choices,
) -> None:
    """Turn the rows into records, through the tables of the model."""
    result.tables.append(_kept(table, rows, shown, day))
    numbered = _merged(_numbered(table, rows, shown, result))
    if not numbered:
        return
    # Corrections are in the rows already, and what is composed from them would hide them.
    kept = replace(choices, corrections={})
    source = f"src:finess-{day or slug(Path(table.file).stem)}"
    _extend(result, _source_table(table, source, day), kept)
    _extend(result, actor_table(table, numbered, shown, source), kept)
    _extend(result, scheme_table(table, numbered), kept)
    _extend(result, seat_table(table, numbered, shown, source), kept)
    named = named_entities(numbered)
    # Said again by each of its places, so that it survives as long as one of them does.
    _extend(result, actor_table(table, named, shown, source), kept, declares=False)
    _extend(result, entity_table(table, numbered, shown, source), kept, optional=True)
    _inform(table, numbered, shown, result)


def _numbered(
    table: RawTable, rows: Sequence[Establishment], shown: Headings, result: ReadResult
) -> list[Establishment]:
    """Return the rows that have a number; the others are problems."""
    found = []
    for row in rows:
        if row.finess:
            found.append(row)
            continue
        name = Field.EJ if row.legal else Field.ET
        heading = shown.of(name if name in shown.names or not shown.names else Field.NUMERO)
        result.issues.append(
            problem("ING-206", table.at(row.number), "numéro FINESS absent", column=heading, empty=True)
        )
    return found


def _kept(table: RawTable, rows: Sequence[Establishment], shown: Headings, day: str | None) -> KeptTable:
    """Return the rows as they may be given back: a table with headings, that this reader knows again."""
    nature = any(row.legal for row in rows)
    added = {Field.EXTRAIT: day} if day else {}
    dated = [{**row.values, **added, **({Field.NATURE: "EJ" if row.legal else "ET"} if nature else {})} for row in rows]
    names = [name for name in Field if name not in NOT_READ and any(name in values for values in dated)]
    kept = KeptTable(
        file=table.file,
        sheet=table.sheet,
        title=table.title,
        headings=(*(shown.of(name) for name in names), *shown.others),
    )
    for row, values in zip(rows, dated, strict=True):
        given = {**values, Field.COURRIEL: generic_mailbox(values.get(Field.COURRIEL, ""))}
        cells = [given.get(name) for name in names]
        kept.rows[row.number] = [*cells, *(row.others.get(heading) for heading in shown.others)]
    return kept


def _extend(
    result: ReadResult, table: RawTable, choices: Choices, *, declares: bool = True, optional: bool = False
) -> None:
    """Add what a table of the model says; its rows are those of the file, counted already."""
    said = decode(table, result.reader, choices)
    result.records += [replace(record, declares=declares, optional=optional) for record in said.records]
    result.issues += [issue for issue in said.issues if issue.code not in TOLD]


def _source_table(table: RawTable, source: str, day: str | None) -> RawTable:
    nom = (
        f"Répertoire FINESS, extrait du {format_french(day)}" if day else f"Répertoire FINESS, extrait « {table.file} »"
    )
    cells: Mapping[str, object] = {
        "id": source,
        "nom": nom,
        "date_document": day,
        "type_source": "base de données",
        "licence": _LICENCE,
        "url": _URL,
    }
    return replace(table, title="sources", rows=[(1, list(cells)), (1, list(cells.values()))])


def _inform(table: RawTable, rows: Sequence[Establishment], shown: Headings, result: ReadResult) -> None:
    """Say what was left out, what has no place and what is not of a known category."""
    left = sum(row.left for row in rows)
    left += sum(bool(text) and generic_mailbox(text) is None for row in rows for text in [row.get(Field.COURRIEL)])
    if left:
        result.issues.append(
            problem(
                "ING-120",
                table.at(),
                counted(
                    left,
                    "cellule d’adresse, de téléphone ou de courriel n’est pas lue",
                    "cellules d’adresse, de téléphone ou de courriel ne sont pas lues",
                ),
            )
        )
    heading = shown.of(Field.INSEE if Field.INSEE in shown.names else Field.COMMUNE)
    for row in rows:
        if not row.commune and not row.legal:
            result.issues.append(
                problem(
                    "ING-216",
                    table.at(row.number),
                    "la commune du siège n’est pas reconnue : l’établissement est gardé sans elle",
                    column=heading,
                    value=row.get(Field.INSEE, Field.COMMUNE) or None,
                )
            )
    unknown = Counter(
        f"{row.get(Field.CATEGORIE)} {row.get(Field.CATEGORIE_NOM)}".strip() or "non dite"
        for row in rows
        if not row.legal and not row.category_code
    )
    if unknown:
        shown_most = ", ".join(f"« {name} » ({thousands(count)})" for name, count in unknown.most_common(8))
        more = f" et {len(unknown) - 8} autres" if len(unknown) > 8 else ""
        result.issues.append(
            problem(
                "ING-125",
                table.at(),
                _untranslated(unknown.total()),
                expected=f"Catégories : {shown_most}{more}.",
            )
        )
    alone = {row.entity for row in rows if row.entity} - {row.finess for row in rows if row.legal}
    alone -= {row.entity for row in rows if row.entity and row.get(Field.NOM_EJ)}
    if alone:
        result.issues.append(
            problem(
                "ING-124",
                table.at(),
                f"{thousands(len(alone))} {agree(len(alone), 'entité juridique n’a', 'entités juridiques n’ont')} "
                "qu’un numéro dans ce fichier",
                expected="Le numéro est gardé avec chaque établissement ; importez aussi le fichier des entités "
                "juridiques de FINESS pour les relier.",
            )
        )


def _untranslated(count: int) -> str:
    """Say how many establishments have a category that has no translation, or that is not told."""
    if count == 1:
        return "1 établissement est d’une catégorie sans traduction ou non dite : il devient un simple acteur"
    return (
        f"{thousands(count)} établissements sont d’une catégorie sans traduction ou non dite : ils deviennent de "
        "simples acteurs"
    )


def _day_of(file: str) -> str | None:
    """Return the day that the name of a file says, or None."""
    return _iso(file)


def _iso(text: str) -> str | None:
    for found in _DAY.finditer(text):
        try:
            return date(*(int(part) for part in found.groups())).isoformat()
        except ValueError:
            continue
    return None


READER = FinessReader()
