"""Compute perimeters: which communes a territory or a scheme covers, for how much, and how many people live there.

Pure: takes inclusions and memberships, reads the national reference, never opens a connection. A perimeter is made of
communes, EPCI, départements or any territory, each with a share; a share of 0 is an exception that takes out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from graph.reference.loader import Reference, load_reference, vintage_for


@dataclass(frozen=True, slots=True)
class Inclusion:
    """Say that a territory lies whole inside another (ids); used for territories without official code."""

    inside: str
    outside: str


@dataclass(frozen=True, slots=True)
class Member:
    """
    Say that a perimeter takes in a territory.

    Parameters
    ----------
    territoire_id
        Id of the territory.
    part
        Share of its population, 0 to 1; None when the whole territory is meant, or its share is unknown; 0 takes the
        territory out.
    """

    territoire_id: str
    part: float | None = None


@dataclass(frozen=True, slots=True)
class Perimeter:
    """
    Hold a computed perimeter.

    Parameters
    ----------
    shares
        Share covered (above 0, at most 1) by commune code.
    unknown
        Ids of the member territories whose communes nobody gave: the perimeter is then larger than `shares` says.
    """

    shares: Mapping[str, float] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()

    @property
    def communes(self) -> frozenset[str]:
        """Return the codes of the communes covered, even in part."""
        return frozenset(self.shares)


@dataclass(frozen=True, slots=True)
class PopulationFigure:
    """
    Hold a computed number of inhabitants.

    Parameters
    ----------
    value
        Inhabitants (municipal population), rounded; None when nothing can be counted.
    vintage
        Census used, for instance `RP2018`.
    exact_vintage
        Whether it is the one in force that year.
    missing
        Codes of the communes without a count in this vintage: the value is then a lower bound.
    """

    value: int | None
    vintage: str
    exact_vintage: bool
    missing: tuple[str, ...]


class Territories:
    """
    Answer which communes a territory is made of, and which territories meet it.

    Parameters
    ----------
    inclusions
        Inclusions known beside the national reference (pays, quartiers…), valid at the date of the question.
    reference
        The national reference.
    """

    def __init__(self, inclusions: Iterable[Inclusion] = (), reference: Reference | None = None) -> None:
        self.reference = reference or load_reference()
        self._inside: dict[str, set[str]] = defaultdict(set)
        self._outside: dict[str, set[str]] = defaultdict(set)
        official = (Inclusion(f"DEP-{d.code}", f"REG-{d.region}") for d in self.reference.departements.values())
        for inclusion in (*inclusions, *official):
            self._inside[inclusion.outside].add(inclusion.inside)
            self._outside[inclusion.inside].add(inclusion.outside)

    def communes(self, territoire_id: str) -> frozenset[str]:
        """Return the codes of the communes inside a territory; empty when they are not known."""
        found: set[str] = set()
        for id_ in self._descend(territoire_id):
            found |= self.reference.communes_of(id_)
        return frozenset(found)

    def regions(self, territoire_id: str) -> frozenset[str]:
        """Return the codes of the régions that a territory touches; empty when its communes are not known."""
        return frozenset(self.reference.communes[code].region for code in self.communes(territoire_id))

    def meets(self, territoire_id: str, others: Iterable[str]) -> frozenset[str]:
        """
        Return, among other territories, those that share ground with this one.

        Two territories meet when they share a commune, or when one lies inside the other, at any depth, even if their
        communes are not known.
        """
        mine = self.communes(territoire_id)
        lineage = self._descend(territoire_id) | self._ascend(territoire_id)
        return frozenset(other for other in others if other in lineage or mine & self.communes(other))

    def perimeter(self, members: Iterable[Member]) -> Perimeter:
        """
        Return the communes that members make up.

        Notes
        -----
        A commune named by several members has the largest share; an exception (share 0) takes its communes out
        whatever the others say.
        """
        shares: dict[str, float] = {}
        excluded: set[str] = set()
        unknown: list[str] = []
        for member in members:
            communes = self.communes(member.territoire_id)
            if member.part == 0:
                excluded |= communes
                continue
            if not communes:
                unknown.append(member.territoire_id)
            share = 1.0 if member.part is None else member.part
            for code in communes:
                shares[code] = max(shares.get(code, 0.0), share)
        kept = {code: share for code, share in sorted(shares.items()) if code not in excluded}
        return Perimeter(kept, tuple(sorted(set(unknown))))

    def population(self, perimeter: Perimeter, year: int) -> PopulationFigure:
        """Return the inhabitants of a perimeter, in the census vintage in force that year (RP of year − 3)."""
        vintage = vintage_for(year)
        total, missing = 0.0, []
        for code, share in perimeter.shares.items():
            count = self.reference.communes[code].population(vintage.code)
            if count is None:
                missing.append(code)
            else:
                total += share * count
        value = round(total) if len(missing) < len(perimeter.shares) else None
        return PopulationFigure(value, vintage.code, vintage.exact, tuple(missing))

    def split(self, perimeter: Perimeter, level: str) -> dict[str, Perimeter]:
        """
        Return the part of a perimeter in each département or région, by code.

        Parameters
        ----------
        perimeter
            The perimeter.
        level
            `departement` or `region`.
        """
        parts: dict[str, dict[str, float]] = defaultdict(dict)
        for code, share in perimeter.shares.items():
            commune = self.reference.communes[code]
            parts[commune.departement if level == "departement" else commune.region][code] = share
        return {code: Perimeter(shares) for code, shares in sorted(parts.items())}

    def _descend(self, territoire_id: str) -> set[str]:
        return _reach(territoire_id, self._inside)

    def _ascend(self, territoire_id: str) -> set[str]:
        return _reach(territoire_id, self._outside)


def _reach(start: str, steps: Mapping[str, set[str]]) -> set[str]:
    found, waiting = {start}, [start]
    while waiting:
        for following in steps.get(waiting.pop(), ()):
            if following not in found:
                found.add(following)
                waiting.append(following)
    return found
