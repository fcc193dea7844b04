"""Find the territory that a cell names, with what its row and its file say of départements; tell it as a repair.

A name that several territories bear is a question with candidates: a row or a file that says the département answers.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from graph.model.ontology import relationship_spec
from graph.model.properties import EXTRA
from graph.model.statement import Location, NodeStatement, RelationshipStatement
from graph.model.values import SEPARATOR
from graph.reference.loader import load_reference
from ingest.choices import Cell, Choices
from ingest.headings import fold
from ingest.issues import Candidat, Issue, problem
from ingest.place_spellings import departement_code, departement_of_code
from ingest.records import Record
from ingest.territories import Found, find_territory

_DEPARTEMENT_HEADINGS = frozenset(
    {"departement", "dpt", "dept", "dep", "code departement", "code dept", "code dpt", "numero departement"}
    | {"n departement", "nom departement", "nom du departement", "numero de departement", "departement code"}
)
_POSTAL_HEADINGS = frozenset({"code postal", "cp", "codepostal", "code postal commune"})
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Answer:
    """
    Hold what a cell gives.

    Parameters
    ----------
    id
        Id of the territory, or None.
    issue
        Repair or question to report, or None.
    near
        Territories that only read like the text.
    """

    id: str | None = None
    issue: Issue | None = None
    near: tuple[Candidat, ...] = ()


class TerritoryCells:
    """
    Read the cells that name territories.

    Parameters
    ----------
    records
        Records of every file: their other columns and the territories they name say which département is meant.
    choices
        Repairs refused.
    """

    def __init__(self, records: Iterable[Record], choices: Choices) -> None:
        self._records: Sequence[Record] = list(records)
        self._choices = choices
        self._cited: dict[str, Counter[str]] = {}

    def read(self, text: str, where: Location, heading: str) -> Answer:
        """
        Return what a text designates, its row and its file considered.

        Parameters
        ----------
        text
            Id, code or name.
        where, heading
            Place, for the problems.
        """
        found = self._find(text, where)
        if found.ambiguous:
            return Answer(issue=self._question(text, found, where, heading))
        if found.id is None:
            return Answer(near=found.candidates)
        if not found.rule:
            return Answer(id=found.id)
        if self._choices.refuses(found.rule, Cell(where.file, where.sheet, where.row or 0, heading)):
            return Answer()
        return Answer(id=found.id, issue=_repair(text, found, where, heading))

    def _find(self, text: str, where: Location) -> Found:
        departement, postal = self._beside.get(where, (None, None))
        found = find_territory(text, departement=departement)
        if not found.ambiguous:
            return found
        inside = {candidate.valeur: departement_of(candidate.valeur) for candidate in found.candidates}
        if postal and departement is None and postal in inside.values():
            closer = find_territory(text, departement=postal)
            if closer.id:
                return closer
        # What the rest of the file is about does not answer: it only says which candidate to show first.
        likely = self._preferred(where.file)
        return replace(found, candidates=tuple(sorted(found.candidates, key=lambda one: inside[one.valeur] != likely)))

    @cached_property
    def _beside(self) -> dict[Location, tuple[str | None, str | None]]:
        """Give, for the rows that say them, the département and that of the postal code."""
        found: dict[Location, tuple[str | None, str | None]] = {}
        for record in self._records:
            keys, values = (record.statement.properties.get(name) for name in EXTRA.storage_names)
            if not isinstance(keys, list) or not isinstance(values, list):
                continue
            beside = departements_beside(zip(map(str, keys), map(str, values), strict=True))
            if any(beside):
                found[record.location] = beside
        return found

    def _preferred(self, file: str) -> str | None:
        """Return the département that most names of a file are in, or None."""
        cited = self._cited.get(file)
        if cited is None:
            cited = self._cited[file] = self._count(file)
        return cited.most_common(1)[0][0] if cited else None

    def _count(self, file: str) -> Counter[str]:
        cited: Counter[str] = Counter()
        for where, text in self._territories():
            if where.file == file:
                found = find_territory(text, departement=self._beside.get(where, (None, None))[0])
                departement = departement_of(found.id) if found.id else None
                if departement:
                    cited[departement] += 1
        return cited

    def _territories(self) -> Iterator[tuple[Location, str]]:
        """Yield the texts that stand where a territory is expected."""
        for record in self._records:
            statement = record.statement
            if isinstance(statement, RelationshipStatement):
                spec = relationship_spec(statement.type)
                if "Territoire" in (record.end_labels or (spec.end if spec else ())):
                    yield record.location, statement.end
                if "Territoire" in (record.start_labels or (spec.start if spec else ())):
                    yield record.location, statement.start

    @cached_property
    def _cells(self) -> dict[tuple[Location, str], list[str]]:
        """Give the items of the cells that name several things."""
        declared = {(r.location, r.statement.id) for r in self._records if isinstance(r.statement, NodeStatement)}
        found: dict[tuple[Location, str], list[str]] = defaultdict(list)
        for record in self._records:
            if isinstance(record.statement, RelationshipStatement):
                ends = {"start": record.statement.start, "end": record.statement.end}
                for name, text in ends.items():
                    if (record.location, text) not in declared and name in record.headings:
                        found[record.location, record.headings[name]].append(text)
        return {cell: items for cell, items in found.items() if len(items) > 1}

    def _question(self, text: str, found: Found, where: Location, heading: str) -> Issue:
        items = self._cells.get((where, heading), [text])
        typed = tuple(
            replace(
                candidate,
                valeur=f" {SEPARATOR} ".join(candidate.valeur if item == text else item for item in items),
            )
            for candidate in found.candidates
        )
        return replace(_question(text, found.candidates, where, heading), candidats=typed)


def departements_beside(pairs: Iterable[tuple[str, str]]) -> tuple[str | None, str | None]:
    """
    Return the département that a row says, and that of its postal code; None for what it does not say.

    Parameters
    ----------
    pairs
        (heading, text) of the cells that are kept apart.
    """
    cells = {fold(heading): text for heading, text in pairs}
    named = next((cells[key] for key in cells if key in _DEPARTEMENT_HEADINGS), "")
    postal = next((cells[key] for key in cells if key in _POSTAL_HEADINGS), "")
    departement = departement_code(named) if named else None
    return departement, departement_of_code(postal.zfill(5)) if postal.isdigit() else None


def departement_of(id_: str) -> str | None:
    """Return the only département that a territory is in, or None."""
    codes = load_reference().departements_of(id_)
    return next(iter(codes)) if len(codes) == 1 else None


def _repair(text: str, found: Found, where: Location, heading: str) -> Issue:
    assert found.id is not None  # noqa: S101 - the caller asked
    message = found.why
    if found.rule == "ING-213":
        message = f"ancien code de commune, remplacé par {found.id}"
    return problem(
        found.rule,
        where,
        message,
        column=heading,
        value=text,
        expected=f"Lu\u00a0: {found.label}." if found.rule != "ING-213" else f"{found.why[:1].upper()}{found.why[1:]}.",
        after=found.id,
    )


def _question(text: str, candidates: Sequence[Candidat], where: Location, heading: str) -> Issue:
    shown = " ; ".join(f"{candidate.libelle}, {candidate.valeur}" for candidate in candidates[:_SHOWN])
    more = f" ; et {len(candidates) - _SHOWN} autres" if len(candidates) > _SHOWN else ""
    if len(candidates) == 1:
        message = "ce nom est celui d’un seul territoire, mais ce n’est pas tout à fait ce qui est écrit"
    else:
        message = f"ce nom ou ce code peut désigner {len(candidates)} territoires"
    return problem(
        "ING-404",
        where,
        message,
        column=heading,
        value=text,
        expected=f"Candidats : {shown}{more}." if len(candidates) > 1 else f"Vouliez-vous dire {shown} ?",
        remedy="Choisissez le bon, ou écrivez le département avec le nom, comme dans « Redon (35) », "
        "puis relancez l’import.",
    )
