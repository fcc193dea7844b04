"""Settle once per table what its columns mean, and which headings a row fills, so that each row costs little."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from graph.model.ontology import relationship_properties
from graph.model.spec import PropertySpec
from graph.model.statement import Location, Properties
from ingest.cells import as_text, holds_text, is_free_text, read_property
from ingest.choices import Choices
from ingest.columns import Column, Part
from ingest.designations import find_type, names_territory
from ingest.issues import Issue
from ingest.personal import may_be_personal
from ingest.sheets import Sheet, SheetKind
from ingest.tables import Cells, Heading

_NAMES = frozenset({"nom", "sigle", "alias"})
"""Properties by which people, and other rows, name an object."""

_ENDS = frozenset({Part.DE, Part.VERS})


@dataclass(frozen=True, slots=True)
class Reading:
    """
    Say how the cells of one column are read.

    Parameters
    ----------
    position, text
        Place of the column, from 0, and heading as written.
    column
        Column, or None when it is unknown.
    spec
        Property that it holds, or None.
    names
        Whether the property names an object.
    territory
        Whether its cells name territories; None when the type of the row decides.
    free
        Whether it holds free text, which is kept as it reads.
    told
        Whether its cells are texts where personal data may stand, not the digits of an organisation.
    terms
        What the cells that name one term of a vocabulary say, read once.
    """

    position: int
    text: str
    column: Column | None
    spec: PropertySpec | None
    names: bool
    territory: bool | None
    free: bool
    told: bool
    terms: dict[str, Properties] = field(default_factory=dict)

    def read(
        self, spec: PropertySpec, value: object, where: Location, issues: list[Issue], choices: Choices
    ) -> Properties:
        """Return what a clean cell says of its property (see `ingest.cells.read_property`)."""
        if not isinstance(value, str):
            return read_property(spec, value, where, self.text, issues, choices)
        if self.free:
            # A clean text has nothing around it.
            return {spec.name: value}
        known = self.terms.get(value)
        if known is None:
            told = len(issues)
            known = read_property(spec, value, where, self.text, issues, choices)
            # Lists are made for each row: nobody else may hold them.
            if spec.vocabulary and len(issues) == told and all(isinstance(one, str) for one in known.values()):
                self.terms[value] = known
        return known


@dataclass(slots=True)
class Readings:
    """Hold how the columns of a table are read, by type of relationship when the rows say it."""

    sheet: Sheet
    headings: list[Heading]
    _by_type: dict[str | None, tuple[Reading, ...]] = field(default_factory=dict)
    _filled: dict[tuple[str | None, tuple[int, ...]], dict[str, str]] = field(default_factory=dict)

    def type_of(self, cells: Cells) -> str | None:
        """Return the relationship type of a row, which decides what its columns hold; None when nothing does."""
        if self.sheet.kind is not SheetKind.RELATIONS or self.sheet.type is not None:
            return self.sheet.type
        place = next(h.position for h in self.headings if h.column and h.column.part is Part.TYPE)
        found = find_type(as_text(cells[place])) if place < len(cells) and cells[place] is not None else None
        return found.type if found else None

    def of(self, type_: str | None) -> tuple[Reading, ...]:
        """Return how each column is read in a row of this type."""
        found = self._by_type.get(type_)
        if found is None:
            found = self._by_type[type_] = tuple(self._readings(type_))
        return found

    def quiet(self, type_: str | None, cells: Cells) -> bool:
        """Tell whether a row has only texts, that hold neither personal data nor characters that do not show."""
        width = len(cells)
        for reading in self.of(type_):
            cell = cells[reading.position] if reading.position < width else None
            if isinstance(cell, str):
                if not cell.isprintable() or (reading.told and may_be_personal(cell)):
                    return False
            elif cell is not None and reading.told:
                return False
        return True

    def headings_of(self, type_: str | None, filled: Sequence[int]) -> dict[str, str]:
        """
        Return the heading of each property and part, for a row of this type whose cells at these places say something.

        Rows that fill the same columns share one answer: nobody writes in it.
        """
        key = (type_, tuple(filled))
        found = self._filled.get(key)
        if found is None:
            found = self._filled[key] = self._headings(self.of(type_), frozenset(filled))
        return found

    def _readings(self, type_: str | None) -> list[Reading]:
        # The same heading may differ by type.
        own = relationship_properties(type_) if self.sheet.kind is SheetKind.RELATIONS and type_ else {}
        found = []
        for heading in self.headings:
            column = heading.column
            spec = own.get(column.name, column.spec) if column and column.part is Part.PROPRIETE else None
            territory: bool | None = False
            if column is not None:
                by_row = column.part in _ENDS and not column.labels and not self.sheet.type
                territory = None if by_row else names_territory(column, self.sheet, None)
            found.append(
                Reading(
                    position=heading.position,
                    text=heading.text,
                    column=column,
                    spec=spec,
                    names=spec is not None and (spec.name in _NAMES or bool(spec.reference_label)),
                    territory=territory,
                    free=spec is not None and is_free_text(spec),
                    told=holds_text(spec),
                )
            )
        return found

    @staticmethod
    def _headings(readings: Sequence[Reading], filled: frozenset[int]) -> dict[str, str]:
        found: dict[str, str] = {}
        for reading in readings:
            column = reading.column
            if column is None:
                continue
            key = column.name if column.part in {Part.PROPRIETE, Part.RACCOURCI} else column.part.value
            found.setdefault(key, reading.text)
            if reading.position in filled and column.shortcut is None and reading.spec is not None:
                found.update(dict.fromkeys(reading.spec.storage_names, reading.text))
        return found
