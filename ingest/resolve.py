"""Turn the names that rows use into ids, and the documents that proofs cite into sources.

A name stands for an object when it designates exactly one object of the files; nothing is guessed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from graph.model.ontology import (
    end_allowed,
    node_properties,
    node_spec,
    relationship_spec,
)
from graph.model.spec import ANY, PropertySpec
from graph.model.statement import Location, NodeStatement, RelationshipStatement, Statement
from graph.model.vocabularies import vocabulary
from graph.reference.loader import load_reference
from ingest.choices import NO_CHOICES, Choices
from ingest.headings import fold, nearest, nearest_id
from ingest.issues import Issue, problem
from ingest.known import OFFICIAL, Known
from ingest.records import Record
from ingest.territory_cells import Answer, TerritoryCells


class Names:
    """
    Find the object that a cell designates.

    Parameters
    ----------
    records
        Records of every file.
    known
        What exists outside the files; the ids that the rows name are loaded from the graph.
    issues
        Where problems are added.
    choices
        Repairs refused.
    """

    def __init__(
        self, records: Sequence[Record], known: Known, issues: list[Issue], choices: Choices = NO_CHOICES
    ) -> None:
        self.known = known
        self.issues = issues
        self.choices = choices
        self._territories = TerritoryCells(records, choices)
        self.labels: dict[str, set[str]] = defaultdict(set)
        self._records = records
        for record in records:
            statement = record.statement
            if isinstance(statement, NodeStatement):
                self.labels[statement.id].update(statement.labels)

    def _declaring(self) -> Iterator[NodeStatement]:
        """Yield what the rows that are about an object say of it."""
        for record in self._records:
            if record.declares and isinstance(record.statement, NodeStatement):
                yield record.statement

    @cached_property
    def _names(self) -> dict[str, set[str]]:
        """Give the ids of the objects that bear each name; many files name everything by its id."""
        found: dict[str, set[str]] = defaultdict(set)
        for statement in self._declaring():
            alias = statement.properties.get("alias")
            names = [statement.properties.get("nom"), statement.properties.get("sigle")]
            for name in (*names, *(alias if isinstance(alias, list) else [])):
                if name:
                    found[fold(str(name))].add(statement.id)
        return found

    @cached_property
    def _shown(self) -> dict[str, str]:
        """Give the name of each object that has a row."""
        found: dict[str, str] = {}
        for statement in self._declaring():
            found.setdefault(statement.id, str(statement.properties.get("nom", "")))
        return found

    def labels_of(self, id_: str) -> frozenset[str]:
        """Return the labels of an object of the files, of the graph or of the reference; empty when there is none."""
        return frozenset(self.labels.get(id_, ())) | self.known.labels(id_)

    def find(self, text: str, wanted: tuple[str, ...], where: Location, heading: str) -> str | None:
        """
        Return the id that a cell designates, or None with a problem added.

        Parameters
        ----------
        text
            Id, official code, term or name.
        wanted
            Labels expected; `("*",)` or empty for any.
        where, heading
            Place, for the problems.
        """
        closed = _term(text, wanted) if len(wanted) == 1 else None
        if closed:
            # A heading that announces the terms of a closed list names nothing else, whatever bears the same name.
            return closed
        if text in self.labels or self.known.labels(text):
            return text
        if text.startswith(OFFICIAL):
            return self._official(text, where, heading)
        candidates = self._named(text, wanted)
        if _is_closed(wanted):
            candidates = [id_ for id_ in candidates if end_allowed(wanted, self.labels_of(id_))]
        place = Answer()
        if "Territoire" in wanted and not any(end_allowed(wanted, self.labels_of(id_)) for id_ in candidates):
            place = self._territories.read(text, where, heading)
            if place.issue:
                self.issues.append(place.issue)
            if place.id or place.issue:
                return place.id
        if len(candidates) == 1:
            return candidates[0]
        if candidates:
            self.issues.append(self._ambiguous(text, candidates, where, heading))
            return None
        found = _term(text, wanted)
        if found:
            return found
        issue = problem(
            "ING-403",
            where,
            "aucun objet n’a cet identifiant ni ce nom",
            column=heading,
            value=text,
            expected="Il n’est ni dans le fichier, ni dans la base.",
            suggestion=place.near[0].libelle if place.near else self._near(text, wanted),
        )
        self.issues.append(replace(issue, candidats=place.near))
        return None

    def _named(self, text: str, wanted: tuple[str, ...]) -> list[str]:
        ids = sorted(self._names.get(fold(text), ())) if fold(text) else []
        fitting = [id_ for id_ in ids if not wanted or end_allowed(wanted, self.labels_of(id_))]
        return fitting or ids

    def _official(self, text: str, where: Location, heading: str) -> str | None:
        """Return the current commune of a former code, or None with the problem of a code that nothing has."""
        place = self._territories.read(text, where, heading)
        self.issues.append(place.issue or unknown_territory(text, where, heading))
        return place.id

    def _ambiguous(self, text: str, ids: list[str], where: Location, heading: str) -> Issue:
        shown = ", ".join(f"{id_} ({self._shown[id_]})" if self._shown.get(id_) else id_ for id_ in ids[:5])
        return problem(
            "ING-404",
            where,
            f"ce nom désigne {len(ids)} objets du fichier",
            column=heading,
            value=text,
            expected=f"Candidats : {shown}.",
        )

    def _near(self, text: str, wanted: tuple[str, ...]) -> str | None:
        if "Territoire" in wanted:
            communes = load_reference().find_commune(text)
            if len(communes) == 1:
                return f"COM-{communes[0].code}, {communes[0].nom}"
        fitting = [id_ for id_ in self.labels if not wanted or end_allowed(wanted, self.labels_of(id_))]
        near = nearest_id(text, fitting)
        if near:
            return near
        by_name = {self._shown[id_]: id_ for id_ in fitting if self._shown.get(id_)}
        name = nearest(text, by_name, cutoff=88)
        return by_name[name] if name else None


def unknown_territory(text: str, where: Location, heading: str) -> Issue:
    """Say that no official territory has a code, with the code that differs from it by a few characters."""
    kind, _, code = text.partition("-")
    forms = {
        "COM": "Un code de commune (COG 2026) a cinq caractères.",
        "EPCI": "Un code EPCI est un SIREN de neuf chiffres.",
        "DEP": "Un code de département a deux ou trois caractères.",
        "REG": "Un code de région a deux chiffres.",
    }
    reference = load_reference()
    tables = {
        "COM": reference.communes,
        "EPCI": reference.epci,
        "DEP": reference.departements,
        "REG": reference.regions,
    }
    near = nearest_id(code, [c for c in tables[kind] if c[:2] == code[:2]])
    return problem(
        "ING-205",
        where,
        "code de territoire inconnu",
        column=heading,
        value=text,
        expected=forms.get(kind, ""),
        suggestion=f"{kind}-{near}" if near else None,
    )


def references(records: Iterable[Record]) -> set[str]:
    """Return every text that may be an id of the graph: ids declared, ends of relationships, ids held by properties."""
    found: set[str] = set()
    references = _References()
    for record in records:
        statement = record.statement
        if isinstance(statement, NodeStatement):
            found.add(statement.id)
        else:
            found.update((statement.start, statement.end))
        for name, _ in references.of(statement):
            value = statement.properties.get(name)
            if isinstance(value, str):
                found.add(value)
    return found


def resolve_records(records: Iterable[Record], names: Names) -> list[Record]:
    """
    Return the records with ids for ends and references; those whose reference is not found are left out.

    Notes
    -----
    Each loss is a blocking problem on its row, so that nothing disappears in silence.
    """
    found: list[Record] = []
    references = _References()
    for record in records:
        resolved = _relationship(record, names) if isinstance(record.statement, RelationshipStatement) else record
        if resolved is not None:
            found.append(_properties(resolved, names, references))
    return found


def _relationship(record: Record, names: Names) -> Record | None:
    statement = record.statement
    assert isinstance(statement, RelationshipStatement)  # noqa: S101 - the caller asked
    spec = relationship_spec(statement.type)
    if record.optional and not (names.labels_of(statement.start) and names.labels_of(statement.end)):
        return None
    where, headings = record.location, record.headings
    wanted = record.start_labels or (spec.start if spec else (ANY,))
    start = names.find(statement.start, wanted, where, headings.get("start", "de"))
    wanted = record.end_labels or (spec.end if spec else (ANY,))
    end = names.find(statement.end, wanted, where, headings.get("end", "vers"))
    if start is None or end is None:
        return None
    return replace(record, statement=replace(statement, start=start, end=end))


class _References:
    """Tell which properties hold the id of an object; what the model declares is asked once per nature and type."""

    def __init__(self) -> None:
        self._declared: dict[tuple[str, ...] | str, list[tuple[str, str]]] = {}

    def of(self, statement: Statement) -> list[tuple[str, str]]:
        """Return (name, label of the object) of each such property that a statement gives."""
        key = statement.labels if isinstance(statement, NodeStatement) else statement.type
        declared = self._declared.get(key)
        if declared is None:
            declared = self._declared[key] = [
                (spec.name, spec.reference_label) for spec in _specs(statement) if spec.reference_label
            ]
        return [one for one in declared if one[0] in statement.properties]


def _specs(statement: Statement) -> Iterable[PropertySpec]:
    if isinstance(statement, NodeStatement):
        return node_properties(statement.labels).values()
    declared = relationship_spec(statement.type)
    return declared.properties if declared else ()


def _properties(record: Record, names: Names, references: _References) -> Record:
    """Resolve the properties that hold an id (`contexte`, `territoire`)."""
    for name, label in references.of(record.statement):
        text = str(record.statement.properties[name])
        found = names.find(text, (label,), record.location, record.headings.get(name, name))
        if found and found != text:
            statement = replace(record.statement, properties={**record.statement.properties, name: found})
            record = replace(record, statement=statement)
    return record


def _is_closed(wanted: tuple[str, ...]) -> bool:
    """Tell whether only the terms of one closed list are expected."""
    spec = node_spec(wanted[0]) if len(wanted) == 1 else None
    return bool(spec and spec.vocabulary)


def _term(text: str, wanted: tuple[str, ...]) -> str | None:
    """Return the id of the vocabulary term that the text names, when such a term is expected."""
    for label in wanted:
        spec = node_spec(label)
        if spec and spec.vocabulary:
            term = vocabulary(spec.vocabulary).find(text.removeprefix(spec.prefix[0]))
            if term:
                return spec.prefix[0] + term.code
    return None
