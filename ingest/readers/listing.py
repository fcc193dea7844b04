"""Read a listing of perimeters: one row per scheme and commune name, as health agencies publish them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from graph.model.ontology import may_be_actor
from graph.model.statement import Location
from graph.model.values import ValueProblem, is_empty, parse_cell
from graph.model.vocabularies import vocabulary
from ingest.any_table import TOLD, may_be_table, open_tables, peek, texts, told_rows
from ingest.cells import as_text
from ingest.choices import Cell, Choices
from ingest.columns import Column
from ingest.decode import decode
from ingest.headings import slug
from ingest.issues import problem
from ingest.kept import KeptTable
from ingest.limits import counted
from ingest.listing.columns import ListingColumns, is_listing, listing_columns, type_named
from ingest.listing.places import Covered, Places, Written
from ingest.readers.base import NO_OPTIONS, ReadOptions, unreadable
from ingest.records import ReadResult
from ingest.sheets import find_sheet, match_heading
from ingest.table_repairs import Repairs
from ingest.tables import APART, Cells, RawTable

_AMONG = 20
_LONGEST_SLUG = 120
_ACTORS = {"CPTS": "cpts", "MSP": "msp", "CDS": "centre_sante", "DAC": "dac", "CLIC": "clic"}
_COMPOSED, _TYPE, _ACTOR, _FILE = "identifiant composé", "type de dispositif", "type d’acteur", "nom du fichier"


@dataclass(slots=True)
class _Row:
    """Hold one row: what it names, and what it covers once found."""

    number: int
    cells: list[str]
    type: str = ""
    name: str = ""
    id: str = ""
    covered: list[Covered] = field(default_factory=list)
    sound: bool = True


class ListingReader:
    """Read a listing as schemes and what they cover."""

    name = "listing"
    title = "Listing de périmètres (un dispositif et une commune par ligne)"
    rank = 30

    def accepts(self, path: Path, options: ReadOptions = NO_OPTIONS) -> bool:
        """Accept a table, of a name that the model does not know, that has a scheme and a commune on each row."""
        if not may_be_table(path):
            return False
        return any(not find_sheet(look.title) and look.heading(is_listing) is not None for look in peek(path))

    def files(self, path: Path) -> list[Path]:
        """Return the file."""
        return [path]

    def read(self, path: Path, options: ReadOptions = NO_OPTIONS) -> ReadResult:
        """Return what the listing says."""
        result = ReadResult(reader=self.name)
        try:
            for table in open_tables(path, result.issues):
                _read_table(table, result, options.choices)
        except OSError as error:
            return unreadable(path, self.name, error)
        return result


def _read_table(table: RawTable, result: ReadResult, choices: Choices) -> None:
    rows = [(number, cells) for number, cells in table.filled_rows()]
    place = next((p for p, (_, cells) in enumerate(rows[:_AMONG]) if is_listing(texts(cells))), None)
    if place is None:
        if rows:
            lines = counted(len(rows), "ligne n’est pas lue", "lignes ne sont pas lues")
            message = f"cette feuille n’est pas un listing : {lines}"
            result.issues.append(problem("ING-121", table.at(), message))
        return
    headings = texts(rows[place][1])
    columns = listing_columns(headings)
    assert columns is not None  # noqa: S101 - this row was found by it
    if place:
        message = f"la ligne d’en-tête est la ligne {rows[place][0]}"
        result.issues.append(problem("ING-521", table.at(rows[place][0]), message))
    table.repairs.forget(columns.persons)
    shown = ["" if position in columns.persons else text for position, text in enumerate(headings)]
    told = told_rows(table, rows[place + 1 :], rows[place][0], shown, choices, result.issues)
    read = [_Row(number, _corrected(table, headings, number, _texts(cells), choices)) for number, cells in told]
    result.rows += [table.at(row.number) for row in read]
    result.tables.append(_kept(table, headings, columns, read))
    _tell_persons(table, headings, columns, read, result)
    _name(table, headings, columns, read, result)
    _locate(table, headings, columns, read, result, choices)
    sound = [row for row in read if row.sound]
    _tell_others(table.at(rows[place][0]), headings, columns, sound, result)
    # What is composed from a corrected cell would hide the correction, made already.
    kept = replace(choices, corrections={})
    for said in (*_schemes(table, headings, columns, sound), _perimeters(table, headings, columns, sound)):
        found = decode(said, result.reader, kept)
        result.records += found.records
        result.issues += [issue for issue in found.issues if issue.code not in TOLD]


def _texts(cells: Cells) -> list[str]:
    """Return the cells of a row as texts; a whole number of a spreadsheet has no decimals, a day is in ISO form."""
    return texts([cell if is_empty(cell) or isinstance(cell, str) else as_text(cell) for cell in cells])


def _corrected(table: RawTable, headings: list[str], number: int, cells: list[str], choices: Choices) -> list[str]:
    """Return the cells, as many as headings, with the corrections of a person."""
    whole = [*cells, *[""] * (len(headings) - len(cells))]
    if not choices.corrections:
        return whole
    found = [
        choices.corrected(Cell(table.file, table.sheet, number, heading), text)
        for heading, text in zip(headings, whole, strict=False)
    ]
    return texts([*found, *whole[len(headings) :]])


def _kept(table: RawTable, headings: list[str], columns: ListingColumns, rows: Sequence[_Row]) -> KeptTable:
    """Return the rows as they may be given back: the columns of persons are there, empty."""
    kept = KeptTable(file=table.file, sheet=table.sheet, title=table.title, headings=tuple(headings))
    for row in rows:
        kept.rows[row.number] = [None if place in columns.persons else text for place, text in enumerate(row.cells)]
    return kept


def _tell_persons(
    table: RawTable, headings: list[str], columns: ListingColumns, rows: Sequence[_Row], result: ReadResult
) -> None:
    left = sum(bool(row.cells[place]) for row in rows for place in columns.persons)
    if left:
        names = ", ".join(f"« {headings[place]} »" for place in columns.persons)
        message = f"{counted(left, 'cellule n’est pas lue', 'cellules ne sont pas lues')}, dans {names}"
        result.issues.append(problem("ING-120", table.at(), message))


def _tell_others(
    where: Location, headings: list[str], columns: ListingColumns, rows: Sequence[_Row], result: ReadResult
) -> None:
    """Say which columns are kept as they are written, and with what."""
    meant = _scheme_columns(headings, columns, rows)
    filled = [place for place in columns.others if any(row.cells[place] for row in rows)]
    of_schemes = [place for place in filled if meant.get(place) == APART]
    of_communes = [place for place in filled if place not in meant]
    said = [
        f"{', '.join(f'« {headings[place]} »' for place in places)} (avec {what})"
        for places, what in ((of_schemes, "le dispositif"), (of_communes, "chaque commune couverte"))
        if places
    ]
    if said:
        many = len(of_schemes) + len(of_communes) > 1
        kept = "colonnes gardées telles quelles" if many else "colonne gardée telle quelle"
        result.issues.append(problem("ING-113", where, f"{kept} dans « Autres informations » : {' ; '.join(said)}"))


def _name(
    table: RawTable, headings: list[str], columns: ListingColumns, rows: Sequence[_Row], result: ReadResult
) -> None:
    """Give each row its type, the name of its scheme and its id; a row without is a problem."""
    general = columns.announced or type_named(table.title) or type_named(Path(table.file).stem)
    heading = headings[columns.name]
    spellings: dict[str, str] = {}
    unsaid: list[_Row] = []
    for row in rows:
        row.name = " ".join(row.cells[columns.name].split())
        if not row.name:
            row.sound = False
            result.issues.append(
                problem("ING-206", table.at(row.number), "nom du dispositif absent", column=heading, empty=True)
            )
            continue
        row.type = _type(row, columns, headings, table, result) or general or type_named(row.name) or ""
        if not row.sound:
            continue
        if not row.type:
            unsaid.append(row)
            row.sound = False
            continue
        row.id = scheme_id(row.type, row.name)
        known = spellings.setdefault(row.id, row.name)
        if known != row.name:
            result.issues.append(
                problem(
                    "ING-416",
                    table.at(row.number),
                    f"ce nom est pris pour une autre écriture de « {known} »",
                    column=heading,
                    value=row.name,
                )
            )
            spellings[row.id] = row.name
    # Once for the table when no row says it, else for each row that does not.
    places = [table.at()] if unsaid and len(unsaid) == len(rows) else [table.at(row.number) for row in unsaid]
    result.issues += [problem("ING-123", where, "le type de dispositif n’est dit nulle part") for where in places]


def _type(row: _Row, columns: ListingColumns, headings: list[str], table: RawTable, result: ReadResult) -> str | None:
    """Return the type that the row says itself; one that is not in the list is a problem."""
    text = row.cells[columns.type] if columns.type is not None else ""
    if not text:
        return None
    term = vocabulary("types_dispositif").find(text)
    code = term.code if term else type_named(text)
    if code is None and columns.type is not None:
        row.sound = False
        result.issues.append(
            problem(
                "ING-201",
                table.at(row.number),
                "type de dispositif inconnu",
                column=headings[columns.type],
                value=text,
            )
        )
    return code


def scheme_id(type_: str, name: str) -> str:
    """
    Return the id of a scheme of a listing: its type and its name, the type said once.

    Examples
    --------
    >>> scheme_id("CPTS", "CPTS du Pays de Redon"), scheme_id("CLS", "Redon Agglomération")
    ('disp:cpts-du-pays-de-redon', 'disp:cls-redon-agglomeration')
    """
    text, prefix = slug(name), slug(type_)
    whole = text if text == prefix or text.startswith(f"{prefix}-") else f"{prefix}-{text}"
    return f"disp:{whole[:_LONGEST_SLUG].rstrip('-')}"


def _locate(
    table: RawTable,
    headings: list[str],
    columns: ListingColumns,
    rows: Sequence[_Row],
    result: ReadResult,
    choices: Choices,
) -> None:
    """Find what each row covers; a row whose place is not found is left out, with the problem."""
    written = [_written(table, headings, columns, row, choices) for row in rows]
    places = Places([place for place in written if place], choices, result.issues)
    for row, place in zip(rows, written, strict=True):
        if place is not None and row.sound:
            row.covered = places.find(place)
            row.sound = bool(row.covered)


def _written(
    table: RawTable, headings: list[str], columns: ListingColumns, row: _Row, choices: Choices
) -> Written | None:
    """Return what a row says of its place: the code when there is one, with the name beside it, else the name."""
    departement = row.cells[columns.departement] if columns.departement is not None else ""
    found: dict[int, Written] = {}
    for place, kind in ((columns.code, "commune"), (columns.commune, None), (columns.epci, "epci")):
        if place is not None and row.cells[place]:
            announced = "commune" if "ommune" in headings[place] or kind == "commune" else kind
            found[place] = Written(
                text=row.cells[place],
                heading=headings[place],
                where=table.at(row.number),
                departement=departement,
                kind="epci" if announced == "epci" else "commune" if announced == "commune" else None,
            )
    first = next(iter(found.values()), None)
    if first is None or columns.code not in found or columns.commune not in found:
        return first
    # A code that a person typed is an answer: the name beside it is not asked about again.
    answered = Cell(table.file, table.sheet, row.number, first.heading) in choices.corrections
    return first if answered else replace(first, beside=found[columns.commune])


def _schemes(table: RawTable, headings: list[str], columns: ListingColumns, rows: Sequence[_Row]) -> Iterator[RawTable]:
    """Yield the table of the schemes, then that of those that are organisations too: the first sound row of each."""
    first: dict[str, _Row] = {}
    for row in rows:
        first.setdefault(row.id, row)
    meant = _scheme_columns(headings, columns, rows)
    meanings = {headings[place]: meaning for place, meaning in meant.items()}
    schemes = {_COMPOSED: "id", headings[columns.name]: "nom", _TYPE: "type_dispositif", _FILE: "source"}

    def cells() -> Iterator[tuple[int, list[object]]]:
        yield 1, [*schemes, *meanings]
        for row in first.values():
            yield row.number, [row.id, row.name, row.type, table.file, *(row.cells[place] for place in meant)]

    yield replace(table, title="dispositifs", rows=cells(), columns={**schemes, **meanings}, repairs=Repairs())
    actors = {_COMPOSED: "id", headings[columns.name]: "nom", _ACTOR: "type_acteur", _FILE: "source"}
    dual = [row for row in first.values() if may_be_actor(row.type)]
    rows_of_actors = [(row.number, [row.id, row.name, _ACTORS.get(row.type, "autre"), table.file]) for row in dual]
    yield replace(table, title="acteurs", rows=[(1, list(actors)), *rows_of_actors], columns=actors, repairs=Repairs())


def _scheme_columns(headings: list[str], columns: ListingColumns, rows: Sequence[_Row]) -> dict[int, str]:
    """Return, for the columns that are about the schemes, the property that can hold each, or `APART`."""
    sheet = find_sheet("dispositifs")
    assert sheet is not None  # noqa: S101 - the model declares it
    first: dict[str, _Row] = {}
    for row in rows:
        first.setdefault(row.id, row)
    meant: dict[int, str] = {}
    for place in _constant(columns, rows):
        column = match_heading(sheet, headings[place])
        usable = column is not None and _holds(column, [row.cells[place] for row in first.values()])
        meant[place] = column.name if column and usable else APART
    return meant


def _holds(column: Column, values: Iterable[str]) -> bool:
    """Tell whether a column of the model can hold all the values of a column of the listing."""
    if column.spec is None or column.spec.filled_by != "fichier" or column.name in {"nom", "type_dispositif"}:
        return False
    try:
        for text in values:
            parse_cell(column.spec, text)
    except ValueProblem:
        return False
    return True


def _constant(columns: ListingColumns, rows: Sequence[_Row]) -> list[int]:
    """Return the other columns that say the same on all the rows of a scheme: they are about it."""
    said: dict[int, dict[str, set[str]]] = {place: defaultdict(set) for place in columns.others}
    for row in rows:
        for place in columns.others:
            said[place][row.id].add(row.cells[place])
    return [place for place, values in said.items() if all(len(texts_) == 1 for texts_ in values.values())]


def _perimeters(table: RawTable, headings: list[str], columns: ListingColumns, rows: Sequence[_Row]) -> RawTable:
    """Return the table of what the schemes cover; districts of one city are one perimeter, which names them all."""
    together: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows:
        for place in row.covered:
            if place.rule == "ING-514" and place.written not in together[row.id, place.id]:
                together[row.id, place.id].append(place.written)
    constant = _constant(columns, rows)
    varying = [place for place in columns.others if place not in constant]
    meanings = {_COMPOSED: "dispositif", headings[columns.covered]: "territoire", "précision": "note", _FILE: "source"}
    meanings |= {"mots du listing": "citation", **{headings[place]: APART for place in varying}}
    seen: Counter[tuple[str, str]] = Counter()

    def cells() -> Iterator[tuple[int, list[object]]]:
        yield 1, list(meanings)
        for row in rows:
            for place in row.covered:
                districts = together.get((row.id, place.id), [])
                note = f"Seulement : {', '.join(districts)}." if districts else None
                seen[row.id, place.id] += 1
                # The first row says it all: another one about the same commune would only contradict it.
                others = [row.cells[p] for p in varying] if seen[row.id, place.id] == 1 else []
                yield row.number, [row.id, place.id, note, table.file, place.written, *others]

    return replace(table, title="perimetres", rows=cells(), columns=meanings, repairs=Repairs())


READER = ListingReader()
