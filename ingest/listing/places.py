"""Find the territories that the rows of a listing cover: names with their département, several in a cell, districts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from graph.model.statement import Location
from graph.reference.loader import load_reference
from graph.reference.names import normalise_name
from ingest.cells import accepts
from ingest.choices import Cell, Choices
from ingest.issues import Candidat, Issue, problem, quoted
from ingest.place_spellings import departement_code
from ingest.repairs.codes import territory
from ingest.territories import Found, Kind, find_territory, label_of
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
    beside
        With a code, the name that the row gives too, or None.
    """

    text: str
    heading: str
    where: Location
    departement: str = ""
    kind: Kind | None = None
    beside: Written | None = None


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
        if place.beside is not None and not self._agrees(place, place.beside, [covered.id for covered in found]):
            return []
        return found

    def _agrees(self, place: Written, name: Written, ids: Sequence[str]) -> bool:
        """Tell whether the name beside a code may be that of its commune; else, ask which of them is right."""
        for text in (part.strip() for part in _SIGNS.split(name.text)):
            for part in self._several(text, name) if text else ():
                found = self._look(part, name)
                if any(self._may_be(part, name, id_) for id_ in ids):
                    continue
                if found.id is None and (found.near or not found.candidates):
                    self._issues.append(_unknown_beside(part, name, ids))
                    continue
                self._issues.append(_disagreement(part, place, name, ids, found))
                return False
        return True

    def _may_be(self, text: str, name: Written, id_: str) -> bool:
        """Tell whether a name is one of a territory in its own département, or of a wider one that holds it."""
        inside = departement_of(id_)
        found = self._look(text, replace(name, departement=inside) if inside else name)
        if found.id and not found.id.startswith("COM-"):
            reference = load_reference()
            return set(reference.communes_of(id_)) <= set(reference.communes_of(found.id))
        return id_ in {found.id, *(candidate.valeur for candidate in found.candidates)}

    def _several(self, text: str, place: Written) -> list[str]:
        """Cut « Redon, Bains-sur-Oust » when the whole names nothing and each part does."""
        if "," not in text or self._look(_put_right(text), place).id:
            return [text]
        parts = [part for part in _COMMA.split(text) if part]
        whole = len(parts) > 1 and all(self._look(_put_right(part), place).id for part in parts)
        return parts if whole else [text]

    def _look(self, text: str, place: Written) -> Found:
        departement = departement_code(place.departement) if place.departement else None
        found = find_territory(text, departement=departement, kind=place.kind)
        likely = sorted(found.candidates, key=lambda one: departement_of(one.valeur) != self._preferred)
        if departement and found.id is None:
            likely = [*_beginning_with(text, departement, likely), *likely]
        return replace(found, candidates=tuple(likely))

    def _one(self, text: str, place: Written) -> Covered | None:
        mended = territory(text)
        if mended and not accepts(mended, text, place.where, place.heading, self._issues, self._choices):
            mended = None
        found = self._look(mended.value if mended else text, place)
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
                    expected=f"Lu : {found.label}, {found.id}.",
                    after=f"{found.id} ({found.label})",
                )
            )
        return Covered(found.id, text, found.rule)


def _put_right(text: str) -> str:
    """Return a code as it should be written; any other text as it is."""
    mended = territory(text)
    return mended.value if mended else text


def _disagreement(text: str, place: Written, name: Written, ids: Sequence[str], found: Found) -> Issue:
    """Ask which is right of a code and of the name beside it, which is that of another territory."""
    named = found.candidates or (Candidat(found.id or "", found.label),)
    meant = (*(Candidat(id_, label_of(id_)) for id_ in ids), *named)
    shown = " ; ".join(f"{one.libelle}, {one.valeur}" for one in meant[:_SHOWN])
    more = f" et {len(meant) - _SHOWN} autres" if len(meant) > _SHOWN else ""
    issue = problem(
        "ING-404",
        place.where,
        f"ce code n’est pas celui de « {quoted(text)} », écrit dans la colonne « {name.heading} »",
        column=place.heading,
        value=place.text,
        expected=f"Candidats : {shown}{more}.",
        remedy="Choisissez la bonne commune, ou corrigez le code ou le nom, puis relancez l’import.",
    )
    return replace(issue, candidats=meant)


def _unknown_beside(text: str, name: Written, ids: Sequence[str]) -> Issue:
    """Say that the name beside a code is that of no territory: the code is followed."""
    return problem(
        "ING-219",
        name.where,
        "le code écrit à côté est suivi, car aucun territoire n’a ce nom",
        column=name.heading,
        value=text,
        expected=f"Lu : {', '.join(f'{label_of(id_)}, {id_}' for id_ in ids)}.",
    )


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
    found = find_territory(_put_right(place.text), kind=place.kind)
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
    if text.isdigit():
        return problem(
            "ING-403",
            place.where,
            "aucune commune n’a ce code" if place.kind == "commune" else "aucun territoire n’a ce code",
            column=place.heading,
            value=text,
            remedy="Corrigez le code, ou videz la cellule si le nom de la commune suffit, puis relancez l’import.",
        )
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
