"""Find the territories that the rows of a listing cover: names with their département, several in a cell, districts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from graph.model.statement import Location
from graph.reference.loader import load_reference
from graph.reference.names import normalise_name
from ingest.choices import Cell, Choices
from ingest.issues import Candidat, Issue, problem
from ingest.place_spellings import departement_code
from ingest.territories import Found, Kind, find_territory
from ingest.territory_cells import departement_of

_SIGNS = re.compile(r"[|;\n]")
_COMMA = re.compile(r"\s*,\s*")
_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """
    Hold what the rows says of a place, as written.

    Parameters
    ----------
    text
        Name or code.
    heading
        Heading of its column.
    where
        Row.
    departement
        Département, as written; empty when there is none.
    kind
        What the column announces, or None.
    """

    text: str
    heading: str
    where: Location
    departement: str = ""
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class Covered:
    """Hold one territory of a row: its id, and its name as written."""

    id: str
    written: str
    rule: str = ""


class Places:
    """
    Find the places of one listing; problems and repairs are added to `issues`.

    Parameters
    ----------
    written
        What every row says: of communes of the same name, that of the département most cited is shown first.
    choices
        Repairs refused.
    issues
        Where problems are added.
    """

    def __init__(self, written: Sequence[Written], choices: Choices, issues: list[Issue]) -> None:
        self._choices = choices
        self._issues = issues
        cited = Counter(
            found
            for place in written
            for found in [departement_code(place.departement) if place.departement else _departement(place)]
            if found
        )
        self._preferred = cited.most_common(1)[0][0] if cited else None

    def find(self, place: Written) -> list[Covered]:
        """Return the territories that a cell names; none, with a problem, when one of them is not found."""
        found: list[Covered] = []
        for text in (part.strip() for part in _SIGNS.split(place.text)):
            if not text:
                continue
            several = self._several(text, place)
            for name in several:
                covered = self._one(name, place)
                if covered is None:
                    return []
                found.append(covered)
        return found

    def _several(self, text: str, place: Written) -> list[str]:
        """Cut « Redon, Bains-sur-Oust » when the whole names nothing and each part does."""
        if "," not in text or self._look(text, place).id:
            return [text]
        parts = [part for part in _COMMA.split(text) if part]
        return parts if len(parts) > 1 and all(self._look(part, place).id for part in parts) else [text]

    def _look(self, text: str, place: Written) -> Found:
        departement = departement_code(place.departement) if place.departement else None
        found = find_territory(text, departement=departement, kind=place.kind)
        likely = sorted(found.candidates, key=lambda one: departement_of(one.valeur) != self._preferred)
        if departement and found.id is None:
            likely = [*_beginning_with(text, departement, likely), *likely]
        return replace(found, candidates=tuple(likely))

    def _one(self, text: str, place: Written) -> Covered | None:
        found = self._look(text, place)
        if found.id is None:
            self._issues.append(_unknown(text, place, found))
            return None
        if found.rule:
            cell = Cell(place.where.file, place.where.sheet, place.where.row or 0, place.heading)
            if self._choices.refuses(found.rule, cell):
                self._issues.append(_unknown(text, place, Found()))
                return None
            self._issues.append(
                problem(
                    found.rule,
                    place.where,
                    found.why,
                    column=place.heading,
                    value=text,
                    after=f"{found.id} ({found.label})",
                )
            )
        return Covered(found.id, text, found.rule)


def _beginning_with(text: str, departement: str, known: Sequence[Candidat]) -> list[Candidat]:
    """Return the communes of a département whose name goes on after this one (« Saint-Mamet »-la-Salvetat)."""
    said, already = f"{normalise_name(text)} ", {candidate.valeur for candidate in known}
    return [
        Candidat(valeur=f"COM-{commune.code}", libelle=f"{commune.nom} ({departement})")
        for commune in load_reference().communes.values()
        if commune.departement == departement
        and f"{normalise_name(commune.nom)} ".startswith(said)
        and f"COM-{commune.code}" not in already
    ]


def _departement(place: Written) -> str | None:
    """Return the département of a place that is the only one of its name."""
    found = find_territory(place.text, kind=place.kind)
    return departement_of(found.id) if found.id and found.id.startswith("COM-") else None


def _unknown(text: str, place: Written, found: Found) -> Issue:
    """Say that a name designates no territory, or several: with what it may be."""
    shown = ", ".join(f"{candidate.libelle}" for candidate in found.candidates[:_SHOWN])
    more = f" et {len(found.candidates) - _SHOWN} autres" if len(found.candidates) > _SHOWN else ""
    departement = departement_code(place.departement) if place.departement else None
    here = [one for one in found.candidates if departement in (None, departement_of(one.valeur))]
    if found.ambiguous and len(here) > 1:
        issue = problem(
            "ING-404",
            place.where,
            f"ce nom peut désigner {len(found.candidates)} territoires",
            column=place.heading,
            value=text,
            expected=f"Candidats : {shown}{more}.",
            remedy="Choisissez-en un, ou ajoutez le département, puis relancez l’import.",
        )
        return _with(issue, found)
    issue = problem(
        "ING-403",
        place.where,
        f"aucun territoire n’a ce nom{f' dans le département {departement}' if departement else ''}",
        column=place.heading,
        value=text,
        expected=f"Noms proches : {shown}{more}." if found.candidates else "",
        remedy="Corrigez le nom ou donnez le code de la commune, puis relancez l’import.",
    )
    return _with(issue, found)


def _with(issue: Issue, found: Found) -> Issue:
    return replace(issue, candidats=found.candidates)
