"""Read back the JSON that `maillage export json` writes: the same facts, whole."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from graph.model.ontology import node_properties, node_spec, relationship_properties, relationship_spec
from graph.model.spec import PropertySpec, ValueType
from graph.model.statement import IDENTITY, Location, NodeStatement, Preuve, Properties, RelationshipStatement
from graph.model.values import format_cell
from graph.provenance import FERMETURE
from ingest.cells import LONGEST, clean, read_property
from ingest.choices import Cell, Choices
from ingest.issues import problem
from ingest.kept import KeptTable
from ingest.limits import size, thousands
from ingest.readers.base import NO_OPTIONS, ReadOptions, beginning, unreadable
from ingest.records import ReadResult, Record

FORMAT = "maillage-faits"
VERSION = 1
_VERSIONS = frozenset({VERSION})
_BACKUP = b'"maillage-sauvegarde"'
_GZIP = b"\x1f\x8b"
_LONGEST_NAME = 500
_LARGEST = 250 * 1024 * 1024
_AGAIN = "Exportez à nouveau depuis Maillage, ou retrouvez le fichier tel qu’il a été exporté, puis relancez l’import."
_RESTORE = "Remettez-la en place avec « maillage restore »."


class FactsJsonReader:
    """Read facts as JSON; tell a backup, which is restored and not imported."""

    name = "json"
    title = "Export JSON de Maillage"
    rank = 10

    def accepts(self, path: Path, options: ReadOptions = NO_OPTIONS) -> bool:
        """Accept a `.json` file, and a backup whatever its name, to say what to do with it."""
        return path.suffix.lower() == ".json" or _is_backup(beginning(path))

    def files(self, path: Path) -> list[Path]:
        """Return the file."""
        return [path]

    def read(self, path: Path, options: ReadOptions = NO_OPTIONS) -> ReadResult:
        """Return what the file says; one row is one node or one relationship, counted from 1 in its list."""
        result = ReadResult(reader=self.name)
        where = Location(file=path.name)
        try:
            content = _content(path, where, result)
        except OSError as error:
            return unreadable(path, self.name, error)
        if content is not None:
            for sheet, entries in (("noeuds", content["noeuds"]), ("relations", content["relations"])):
                read_entries(path.name, sheet, entries, result, options.choices)
        return result


def _is_backup(start: bytes) -> bool:
    if start.startswith(_GZIP):
        try:
            start = zlib.decompressobj(wbits=31).decompress(start, 4096)
        except zlib.error:
            return False
    return _BACKUP in start[:4096]


def _content(path: Path, where: Location, result: ReadResult) -> dict[str, Any] | None:
    """Return the document, checked as a whole; None, with a problem, when it is not one of ours."""
    start = beginning(path)
    if not start:
        result.issues.append(problem("ING-103", where, "le fichier est vide"))
    elif _is_backup(start):
        result.issues.append(problem("ING-122", where, "c’est une sauvegarde de toute la base", remedy=_RESTORE))
    elif (length := path.stat().st_size) > _LARGEST:
        expected = f"La limite est de {size(_LARGEST)}."
        result.issues.append(problem("ING-107", where, f"le fichier pèse {size(length)}", expected=expected))
    else:
        return _parsed(path, where, result)
    return None


def _parsed(path: Path, where: Location, result: ReadResult) -> dict[str, Any] | None:
    try:
        content = json.loads(path.read_bytes().decode("utf-8-sig"), parse_constant=_no_number)
    except (ValueError, RecursionError):
        result.issues.append(
            problem("ING-106", where, "le fichier n’est pas du JSON, ou il est incomplet", remedy=_AGAIN)
        )
        return None
    heading = content.get("entete") if isinstance(content, dict) else None
    if not isinstance(heading, dict) or heading.get("format") != FORMAT:
        result.issues.append(problem("ING-122", where, "ce JSON n’est pas un export de Maillage"))
    elif heading.get("version") not in _VERSIONS:
        result.issues.append(
            problem(
                "ING-122",
                where,
                "cette version de l’export n’est pas connue",
                value=heading.get("version"),
                remedy="Mettez Maillage à jour, puis relancez l’import.",
            )
        )
    elif not all(isinstance(content.get(name), list) for name in ("noeuds", "relations")):
        result.issues.append(
            problem("ING-106", where, "les listes « noeuds » et « relations » n’y sont pas", remedy=_AGAIN)
        )
    else:
        found: dict[str, Any] = content
        return found
    return None


def _no_number(word: str) -> float:
    msg = f"{word} is not a number that JSON knows"
    raise ValueError(msg)


def read_entries(file: str, sheet: str, entries: list[Any], result: ReadResult, choices: Choices) -> None:
    """Add to a result what a list of nodes, or of relationships, says; one row is one entry, counted from 1."""
    build = _node if sheet == "noeuds" else _relationship
    kept = KeptTable(file=file, sheet=sheet, title=sheet, headings=(), records=True)
    result.tables.append(kept)
    for number, entry in enumerate(entries, start=1):
        where = Location(file=file, sheet=sheet, row=number)
        result.rows.append(where)
        kept.rows[number] = (_with_corrections(entry, where, choices),)
        if not isinstance(entry, dict):
            result.issues.append(problem("ING-202", where, "un objet est attendu ici"))
            continue
        for teller, said in _tellers(entry, where, result):
            record = build(said, teller, result, choices)
            if record is not None:
                result.records.append(record)


def _with_corrections(entry: object, where: Location, choices: Choices) -> object:
    """Return an entry with the corrections of a person in it, as they are given back when it is left out."""
    place = (where.file, where.sheet, where.row)
    found = choices.corrections.items()
    texts = {cell.colonne: text for cell, text in found if (cell.fichier, cell.feuille, cell.ligne) == place}
    if not texts or not isinstance(entry, dict):
        return entry
    specs = node_properties(_texts(entry.get("etiquettes"))) if where.sheet == "noeuds" else {}
    if where.sheet == "relations" and isinstance(entry.get("type"), str):
        specs = relationship_properties(entry["type"])
    values: dict[str, Any] = {}
    for name, text in texts.items():
        read = read_property(specs[name], text, where, name, []) if name in specs and text else {}
        values.update(read or {name: text})
    corrected = {**entry, "proprietes": {**_object(entry.get("proprietes")), **values}}
    if "dits" in entry:
        corrected["dits"] = {
            teller: {**_object(said), "proprietes": {**_object(_object(said).get("proprietes")), **values}}
            for teller, said in _object(entry["dits"]).items()
        }
    return corrected


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _texts(value: object) -> list[str]:
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []


def _tellers(
    entry: Mapping[str, Any], where: Location, result: ReadResult
) -> Iterator[tuple[Location, Mapping[str, Any]]]:
    """
    Yield what each file said of an entity, as an entry of its own.

    Notes
    -----
    Without `fichiers` (a document written by hand), the JSON itself says it; without `dits`, the first file says it
    all. The role and the first day make a relationship what it is: every file that states it is given them.
    """
    files, dits = entry.get("fichiers", []), entry.get("dits", {})
    named = files if isinstance(files, list) else [None]
    if not all(isinstance(name, str) and _is_text(name) and 0 < len(name.strip()) <= _LONGEST_NAME for name in named):
        result.issues.append(problem("ING-202", where, "liste de fichiers mal formée", column="fichiers"))
        named = []
    if not isinstance(dits, dict) or not all(isinstance(said, dict) for said in dits.values()):
        result.issues.append(problem("ING-202", where, "un objet est attendu ici", column="dits"))
        dits = {}
    if not named:
        yield where, entry
        return
    whole = entry.get("proprietes")
    identity = {n: whole[n] for n in IDENTITY if n in whole} if isinstance(whole, dict) and "type" in entry else {}
    spoken: Mapping[str, Any] = dits or {named[0]: entry}
    for name in dict.fromkeys((*named, *([FERMETURE] if FERMETURE in dits else []))):
        said = spoken.get(name, {})
        given = said.get("proprietes", {})
        properties = {**identity, **given} if isinstance(given, dict) else given
        own = {"proprietes": properties, "preuves": said.get("preuves", [])}
        yield replace(where, folder=name), {**entry, **own}


def _node(entry: Mapping[str, Any], where: Location, result: ReadResult, choices: Choices) -> Record | None:
    id_, labels = entry.get("id"), entry.get("etiquettes")
    if not _is_id(id_):
        result.issues.append(problem("ING-209", where, "identifiant mal formé", column="id", value=id_))
        return None
    if not isinstance(labels, list) or not labels or not all(isinstance(n, str) and node_spec(n) for n in labels):
        result.issues.append(problem("ING-201", where, "nature d’objet inconnue", column="etiquettes", value=labels))
        return None
    properties = _properties(entry, node_properties(labels), where, result, choices)
    statement = NodeStatement(
        id=str(id_),
        labels=tuple(sorted(labels)),
        properties=properties,
        preuves=tuple(_proofs(entry, where, result)),
        location=where,
    )
    return Record(statement=statement)


def _relationship(entry: Mapping[str, Any], where: Location, result: ReadResult, choices: Choices) -> Record | None:
    type_, start, end = entry.get("type"), entry.get("de"), entry.get("vers")
    if not isinstance(type_, str) or relationship_spec(type_) is None:
        result.issues.append(problem("ING-201", where, "type de relation inconnu", column="type", value=type_))
        return None
    for name, value in (("de", start), ("vers", end)):
        if not _is_id(value):
            result.issues.append(problem("ING-209", where, "identifiant mal formé", column=name, value=value))
            return None
    statement = RelationshipStatement(
        type=type_,
        start=str(start),
        end=str(end),
        properties=_properties(entry, relationship_properties(type_), where, result, choices),
        preuves=tuple(_proofs(entry, where, result)),
        location=where,
    )
    return Record(statement=statement)


def _is_id(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= 200 and not any(c.isspace() or c == "|" for c in value)


def _proofs(entry: Mapping[str, Any], where: Location, result: ReadResult) -> Iterator[Preuve]:
    given = entry.get("preuves", [])
    for proof in given if isinstance(given, list) else [None]:
        source, quote = (proof.get("source"), proof.get("citation", "")) if isinstance(proof, dict) else (None, None)
        if isinstance(source, str) and source and isinstance(quote, str):
            yield Preuve(source, quote)
        else:
            result.issues.append(problem("ING-202", where, "preuve mal formée", column="preuves"))


def _properties(
    entry: Mapping[str, Any], specs: Mapping[str, PropertySpec], where: Location, result: ReadResult, choices: Choices
) -> Properties:
    """Return the stored properties, with the corrections of a person; one that is wrong or unknown is a problem."""
    given = entry.get("proprietes", {})
    if not isinstance(given, dict):
        result.issues.append(problem("ING-202", where, "un objet est attendu ici", column="proprietes"))
        return {}
    declared = {name for spec in specs.values() for name in spec.storage_names}
    for name in given.keys() - declared:
        result.issues.append(
            problem("ING-202", where, "le modèle ne connaît pas cette propriété", column=name, value=given[name])
        )
    found: Properties = {}
    for spec in specs.values():
        corrected = choices.corrected(Cell(where.file, where.sheet, where.row or 0, spec.name), None)
        if corrected is not None:
            value = clean(corrected, where, spec.name, result.issues, spec)
            found.update({} if value is None else read_property(spec, value, where, spec.name, result.issues))
            continue
        values = {name: given[name] for name in spec.storage_names if name in given}
        if not values:
            continue
        if _fits(spec, values):
            found.update(_checked(spec, values, where, result))
        else:
            shown = values.get(spec.storage_names[0])
            result.issues.append(problem("ING-202", where, "valeur du mauvais type", column=spec.name, value=shown))
    return found


def _checked(spec: PropertySpec, values: Properties, where: Location, result: ReadResult) -> Properties:
    """Return the values as they are, once the rules of a cell accept them."""
    texts = [text for value in values.values() for text in (value if isinstance(value, list) else [value])]
    if any(isinstance(text, str) and len(text) > LONGEST for text in texts):
        expected = f"Un texte tient {thousands(LONGEST)} caractères au plus."
        result.issues.append(problem("ING-208", where, "texte trop long", column=spec.name, expected=expected))
        return {}
    cell = format_cell(spec, values)
    read = read_property(spec, cell, where, spec.name, result.issues) if cell is not None else {}
    return values if read and not spec.vocabulary else read


def _fits(spec: PropertySpec, values: Properties) -> bool:
    """Tell whether stored values have the types of their declaration, and only text that can be written."""
    if spec.type is ValueType.COUPLES:
        lists = [values.get(name) for name in spec.storage_names]
        keys, others = lists
        if not isinstance(keys, list) or not isinstance(others, list) or len(keys) != len(others):
            return False
        return all(_is_text(key) for key in keys) and all(_is_scalar(spec.item_type, value) for value in others)
    value = values[spec.name]
    if spec.type is ValueType.LISTE:
        return isinstance(value, list) and all(_is_text(item) for item in value)
    return _is_scalar(spec.type, value)


def _is_scalar(type_: ValueType, value: object) -> bool:
    if type_ is ValueType.BOOLEEN:
        return isinstance(value, bool)
    if type_ is ValueType.ENTIER:
        return isinstance(value, int) and not isinstance(value, bool)
    if type_ is ValueType.DECIMAL:
        return isinstance(value, int | float) and not isinstance(value, bool)
    return _is_text(value)


def _is_text(value: object) -> bool:
    """Tell whether a value is a text that UTF-8 can hold: JSON may escape halves of characters."""
    return isinstance(value, str) and not any("\ud800" <= sign <= "\udfff" for sign in value)


READER = FactsJsonReader()
