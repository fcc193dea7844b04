"""Turn the rows of a table into records: one row may say several things, each keeps its place and its headings.

References stay as written; `ingest.resolve` turns names into ids once every table is read.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field

from graph.model.dates import first_day, last_day, precision
from graph.model.ontology import node_spec, relationship_properties, relationship_spec, relationship_specs
from graph.model.properties import EXTRA, ID
from graph.model.spec import RelationshipSpec
from graph.model.statement import Location, NodeStatement, Preuve, Properties, RelationshipStatement
from graph.model.values import SEPARATOR, is_empty, merge_extra
from ingest.cells import accepts, as_text, clean
from ingest.choices import NO_CHOICES, Cell, Choices
from ingest.columns import Column, Part
from ingest.designations import designation, find_type, names_territory, put_code_right
from ingest.guide_rows import GuideRows
from ingest.headings import fold, nearest, slug
from ingest.issues import Issue, problem
from ingest.kept import keep, keep_unread
from ingest.person_headings import announces_person, describes_persons
from ingest.readings import Reading, Readings
from ingest.records import LooseProof, ReadResult, Record
from ingest.repairs.terms import near
from ingest.sheets import Sheet, SheetKind, find_sheet, nearest_sheet
from ingest.shortcuts import Shortcut
from ingest.table_repairs import tell_repairs
from ingest.tables import Cells, Heading, RawTable, heading_row, letters, read_header

_ID = re.compile(r"^[^\s|\x00-\x1f]{1,200}$")


@dataclass(slots=True)
class _Row:
    """Gather what one row gives while its cells are read."""

    where: Location
    issues: list[Issue]
    choices: Choices
    parts: dict[Part, str] = field(default_factory=dict)
    harmless: bool = False
    properties: Properties = field(default_factory=dict)
    extra: dict[str, str] = field(default_factory=dict)
    headings: Mapping[str, str] = field(default_factory=dict)
    shortcuts: list[tuple[Shortcut, str, str]] = field(default_factory=list)


def decode(table: RawTable, reader: str, choices: Choices = NO_CHOICES) -> ReadResult:
    """
    Return what a table says.

    Parameters
    ----------
    table
        Table as read; its rows are consumed.
    reader
        Name of the reader.
    choices
        Repairs refused and cells corrected.

    Returns
    -------
    result
        Records in the order of the rows; a row with a problem gives what can be read, so that the rows that name it
        are not accused too.
    """
    result = ReadResult(reader=reader)
    sheet = find_sheet(table.title)
    first, rows, lower = heading_row(sheet, table)
    if first is None:
        return result
    if sheet is None:
        kept = keep_unread(table, first, rows)
        result.tables.append(kept)
        result.rows += map(table.at, kept.rows)
        result.issues.append(
            problem(
                "ING-110",
                table.at(),
                "le modèle ne connaît pas cette feuille, et elle contient des lignes",
                value=table.title,
                suggestion=nearest_sheet(table.title),
                remedy=_way_out(table),
            )
        )
        return result
    header = read_header(sheet, table, *first)
    result.issues += [*([lower] if lower else ()), *header.issues]
    shown = {heading.position: heading.text for heading in header.headings}
    kept = keep(table, first[1], header.headings)
    readings = Readings(sheet, header.headings)
    result.tables.append(kept)
    persons = {heading: 0 for heading in header.headings if not heading.column and announces_person(heading.text)}
    for number, read in (guides := GuideRows(sheet, first[1])).without(rows):
        where = table.at(number)
        named = shown
        if len(read) > len(first[1]):
            named = shown | {place: f"colonne {letters(place)}" for place in range(len(first[1]), len(read))}
        told = tell_repairs(table.repairs, read, named, first[0], where, choices, result.issues)
        cells = _corrected(header.headings, told, where, choices)
        result.rows.append(where)
        kept.rows[number] = cells
        for heading in persons:
            persons[heading] += heading.position < len(cells) and not is_empty(cells[heading.position])
        if header.usable:
            _decode_row(readings, cells, _Row(where, result.issues, choices), len(first[1]), result)
    top = table.at(first[0])
    result.issues += [describes_persons(top, h.text, count) for h, count in persons.items() if count] + guides.told(top)
    return result


def _way_out(table: RawTable) -> str:
    """Say what to do of a table that no sheet describes; a CSV file has no sheet to rename."""
    mapping = f"Faites correspondre ses colonnes à celles du modèle (maillage map {shlex.quote(table.file)})"
    if table.sheet is None:
        return f"{mapping}, ou donnez au fichier le nom d’une feuille du modèle, comme « acteurs.csv »."
    return f"{mapping}, renommez la feuille, ou faites commencer son nom par « _ » pour qu’elle ne soit pas lue."


def _corrected(headings: list[Heading], cells: Cells, where: Location, choices: Choices) -> Cells:
    """Return the cells with the corrections that a person made."""
    if not choices.corrections or where.row is None:
        return cells
    width = max([len(cells), *(heading.position + 1 for heading in headings)])
    mended = [*cells, *[None] * (width - len(cells))]
    for heading in headings:
        cell = Cell(where.file, where.sheet, where.row, heading.text)
        mended[heading.position] = choices.corrected(cell, mended[heading.position])
    return mended


def _decode_row(readings: Readings, cells: Cells, row: _Row, width: int, result: ReadResult) -> None:
    sheet, where, issues = readings.sheet, row.where, result.issues
    type_ = readings.type_of(cells)
    filled: list[int] = []
    quiet = readings.quiet(type_, cells)
    for reading in readings.of(type_):
        position, spec, column = reading.position, reading.spec, reading.column
        raw = cells[position] if position < len(cells) else None
        value = None if raw is None else clean(raw, where, reading.text, issues, spec, quiet=quiet)
        if value is None:
            continue
        filled.append(position)
        if column is None:
            row.extra[reading.text] = as_text(value)
        elif column.shortcut is not None:
            row.shortcuts.append((column.shortcut, _designation(value, column, reading, sheet, row), reading.text))
        elif spec is not None:
            if reading.names:
                value = _designation(value, column, reading, sheet, row)
            row.properties.update(reading.read(spec, value, where, issues, row.choices))
        else:
            row.parts[column.part] = _designation(value, column, reading, sheet, row)
    row.headings = readings.headings_of(type_, filled)
    _keep_beyond(width, cells, row)
    row.harmless = quiet and not row.extra  # headings of unknown columns are texts too
    merge_extra(row.properties, row.extra, EXTRA)
    match sheet.kind:
        case SheetKind.OBJETS:
            _object(sheet, row, result)
        case SheetKind.RELATIONS:
            _relationship(sheet, row, result)
        case SheetKind.PREUVES:
            _loose_proof(row, result)


def _designation(value: object, column: Column, reading: Reading, sheet: Sheet, row: _Row) -> str:
    """Return what a cell that names something says, put right when the reference confirms it."""
    territory = reading.territory
    if territory is None:
        territory = names_territory(column, sheet, row.parts.get(Part.TYPE))
    return designation(value, column, reading.text, territory, row.where, row.issues, row.choices)


def _keep_beyond(width: int, cells: Cells, row: _Row) -> None:
    """Keep the cells to the right of the last heading, when the heading row is shorter than this one."""
    for position in range(width, len(cells)):
        text = f"colonne {letters(position)}"
        value = clean(cells[position], row.where, text, row.issues)
        if value is not None:
            row.extra[text] = as_text(value)


def _object(sheet: Sheet, row: _Row, result: ReadResult) -> None:
    label = sheet.label or ""
    proof = _proof(row)
    id_ = row.parts.get(Part.ID)
    if id_ is None:
        heading = row.headings.get(Part.ID, ID.name)
        if not any(issue.ligne == row.where.row and issue.colonne == heading for issue in _of_row(row)):
            row.issues.append(_without_id(label, row, heading))
        return
    if not _ID.match(id_):
        row.issues.append(
            problem(
                "ING-209",
                row.where,
                "identifiant mal formé",
                column=row.headings[Part.ID],
                value=id_,
                expected="Un identifiant n’a ni espace ni « | », et 200 caractères au plus.",
                suggestion=_suggested_id(label, id_),
            )
        )
        return
    put_code_right(id_, row.properties, row.headings.get("code", "code"), row.where, row.issues, row.choices)
    statement = NodeStatement(id=id_, labels=(label,), properties=row.properties, preuves=proof, location=row.where)
    result.records.append(Record(statement=statement, headings=row.headings, harmless=row.harmless))
    for shortcut, text, heading in row.shortcuts:
        for name in (item.strip() for item in text.split(SEPARATOR)):
            if name:
                result.records.append(_from_shortcut(shortcut, id_, name, heading, row, proof))


def _from_shortcut(
    shortcut: Shortcut, id_: str, name: str, heading: str, row: _Row, proof: tuple[Preuve, ...]
) -> Record:
    start, end = (id_, name) if shortcut.outgoing else (name, id_)
    other = () if shortcut.other == ("*",) else shortcut.other
    return Record(
        statement=RelationshipStatement(
            type=shortcut.type,
            start=start,
            end=end,
            properties={"role": shortcut.role} if shortcut.role else {},
            preuves=proof,
            location=row.where,
        ),
        headings={"start": heading, "end": heading, "role": heading, "source": row.headings.get("source", "source")},
        start_labels=() if shortcut.outgoing else other,
        end_labels=other if shortcut.outgoing else (),
    )


def _relationship(sheet: Sheet, row: _Row, result: ReadResult) -> None:
    proof = _proof(row)
    named = row.parts.get(Part.TYPE)
    spec = relationship_spec(sheet.type) if sheet.type else find_type(named) if named else None
    if named and spec is None:
        row.issues.append(
            problem(
                "ING-201",
                row.where,
                "type de relation inconnu",
                column=row.headings[Part.TYPE],
                value=named,
                suggestion=nearest(named, [found.type for found in relationship_specs()]),
            )
        )
    missing = [
        part
        for part in (Part.TYPE, Part.DE, Part.VERS)
        if part not in row.parts and sheet.column(part) and not _accused(row, row.headings.get(part.value, ""))
    ]
    for part in missing:
        row.issues.append(
            problem("ING-206", row.where, "valeur obligatoire absente", column=row.headings[part.value], empty=True)
        )
    start, end = row.parts.get(Part.DE), row.parts.get(Part.VERS)
    if spec is None or start is None or end is None:
        return
    _drop_foreign(spec, row)
    if sheet.implied_role and len(spec.roles) == 1 and "role" not in row.properties:
        row.properties["role"] = spec.roles[0]
    _check_role(spec, row)
    widen(row.properties)
    result.records.append(
        Record(
            statement=RelationshipStatement(
                type=spec.type, start=start, end=end, properties=row.properties, preuves=proof, location=row.where
            ),
            headings=row.headings,
            start_labels=_labels(sheet, Part.DE),
            end_labels=_labels(sheet, Part.VERS),
        )
    )


def widen(properties: Properties) -> None:
    """Widen the partial dates of a relationship to full days, and say their precision when it is not given."""
    for name, day in (("valid_from", first_day), ("valid_to", last_day)):
        text = properties.get(name)
        if isinstance(text, str) and precision(text) != "jour":
            properties.setdefault("date_precision", precision(text))
            properties[name] = day(text)


def _drop_foreign(spec: RelationshipSpec, row: _Row) -> None:
    """Keep apart, in `extra`, the values of columns that belong to other relationship types."""
    allowed = {name for declared in relationship_properties(spec.type).values() for name in declared.storage_names}
    foreign = {name: value for name, value in row.properties.items() if name not in allowed}
    for name, value in foreign.items():
        del row.properties[name]
        text = SEPARATOR.join(map(str, value)) if isinstance(value, list) else as_text(value)
        merge_extra(row.properties, {row.headings.get(name, name): text}, EXTRA)
        row.issues.append(
            problem(
                "ING-113",
                row.where,
                f"une relation {spec.type} n’a pas cette propriété : elle est gardée à part",
                column=row.headings.get(name, name),
                value=text,
            )
        )


def _check_role(spec: RelationshipSpec, row: _Row) -> None:
    role = row.properties.get("role")
    if role is None or role in spec.roles:
        return
    text = str(role)
    found = next((known for known in spec.roles if fold(known) == fold(text)), None)
    if found:
        row.properties["role"] = found
        return
    heading, close = row.headings.get("role", "role"), near(text, spec.roles)
    if close and accepts(close, text, row.where, heading, row.issues, row.choices):
        row.properties["role"] = close.value
        return
    if spec.roles:
        names = ", ".join(spec.roles)
        expected = f"Rôles possibles pour {spec.type} : {names}."
    else:
        expected = f"Une relation {spec.type} n’a pas de rôle : laissez la cellule vide."
    row.issues.append(
        problem(
            "ING-211",
            row.where,
            "rôle hors de la liste",
            column=heading,
            value=text,
            expected=expected,
            suggestion=nearest(text, spec.roles),
        )
    )


def _loose_proof(row: _Row, result: ReadResult) -> None:
    proof = _proof(row)
    target = row.parts.get(Part.OBJET)
    for part in (Part.OBJET, Part.SOURCE):
        heading = row.headings.get(part.value, part.value)
        if part not in row.parts and not _accused(row, heading):
            row.issues.append(problem("ING-206", row.where, "valeur obligatoire absente", column=heading, empty=True))
    if target and proof:
        result.proofs.append(LooseProof(target=target, preuve=proof[0], location=row.where, headings=row.headings))


def _proof(row: _Row) -> tuple[Preuve, ...]:
    source, citation = row.parts.get(Part.SOURCE), row.parts.get(Part.CITATION)
    if source:
        return (Preuve(source, citation or ""),)
    heading = row.headings.get("source", "source")
    if citation and Part.OBJET not in row.parts and not _accused(row, heading):
        row.issues.append(
            problem("ING-206", row.where, "une citation est donnée sans son document", column=heading, empty=True)
        )
    return ()


def _labels(sheet: Sheet, part: Part) -> tuple[str, ...]:
    return column.labels if (column := sheet.column(part)) else ()


def _of_row(row: _Row) -> list[Issue]:
    """Return the problems already met on this row: they are the last of the list."""
    found = []
    for issue in reversed(row.issues):
        if issue.location != row.where:
            break
        found.append(issue)
    return found


def _accused(row: _Row, heading: str) -> bool:
    return any(issue.colonne == heading and issue.blocking for issue in _of_row(row))


def _without_id(label: str, row: _Row, heading: str) -> Issue:
    name = row.properties.get("nom")
    return problem(
        "ING-206",
        row.where,
        "identifiant absent",
        column=heading,
        empty=True,
        expected=ID.description,
        suggestion=_suggested_id(label, str(name)) if name else None,
    )


def _suggested_id(label: str, text: str) -> str | None:
    spec = node_spec(label)
    return spec.prefix[-1] + slug(text) if spec and slug(text) else None
