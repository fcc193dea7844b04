"""Measure the share of a territory's inhabitants that schemes of one type cover, and what to cover next.

Pure: reads a snapshot and the territories. A commune covered by several schemes counts once, for its largest share; of
a perimeter over several régions only the part inside the territory counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from graph.analysis.possible_coverage import possible_areas
from graph.analysis.scheme_states import ABSENT, PLANNED, PRESENT, UNKNOWN, situation
from graph.certainty import Certitude, counts_in_metrics
from graph.reference.loader import vintage_for
from graph.snapshot import Fact, Snapshot
from graph.territory import Member, Perimeter, PopulationFigure, Territories


@dataclass(frozen=True, slots=True)
class CoveringScheme:
    """
    Hold one scheme of the type, with the part of its perimeter that is inside the territory.

    Parameters
    ----------
    dispositif_id
        Identifier.
    etat
        `present` (in force), `en_projet`, `terme_depasse` or `non_documente` (stage unknown).
    whole, inside
        Its perimeter, and what of it is inside the territory.
    facts
        Statements of its perimeter.
    counted
        Whether it enters the figure.
    """

    dispositif_id: str
    etat: str
    whole: Perimeter
    inside: Perimeter
    facts: tuple[Fact, ...]
    counted: bool


@dataclass(frozen=True, slots=True)
class Suggestion:
    """
    Hold one intercommunalité to cover next.

    Parameters
    ----------
    territoire_id
        EPCI, or commune when it belongs to none.
    communes
        Its communes inside the territory that are not wholly covered.
    population
        Their inhabitants that are not covered, rounded.
    cumulated
        Inhabitants covered once it is, with those before it, rounded.
    preparing
        Ids of the schemes that are being prepared there.
    possible
        Ids of the schemes that may cover it already: their communes are not known, their place is.
    """

    territoire_id: str
    communes: tuple[str, ...]
    population: int
    cumulated: int
    preparing: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Area:
    """
    Say how far an intercommunalité (the part inside the territory), or a commune, is covered.

    Parameters
    ----------
    territoire_id
        EPCI; commune when it belongs to none, or when the territory has a single intercommunalité.
    n_communes
        Its communes inside the territory.
    population, covered
        Their inhabitants, and those covered; None when nothing is counted.
    schemes
        Ids of the counted schemes that cover it, even in part.
    etat
        One of the four states.
    others
        Ids of the schemes that meet it and are not counted.
    possible
        Ids of the schemes that may cover it: their communes are not known, their place is.
    """

    territoire_id: str
    n_communes: int
    population: int | None
    covered: int | None
    schemes: tuple[str, ...]
    etat: str
    others: tuple[str, ...]
    possible: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """
    Hold the coverage of a territory by a type of scheme.

    Parameters
    ----------
    schemes
        Schemes of the type whose known perimeter meets the territory, those counted first, then by id.
    unplaced
        Schemes of the type that meet the territory, in force, but whose communes are not all known: the coverage is
        larger than computed.
    shares
        Share covered by commune code, each once.
    territory
        Inhabitants of the territory.
    covered
        Inhabitants covered; its value is None when no scheme counts.
    certain
        Inhabitants covered by statements that are certain at the date; its value is None when schemes count and none
        of them is certain.
    blank
        Other schemes of the type that meet the territory, not in force, of which no commune is known.
    possible
        Ids of the schemes that may cover an intercommunalité of the territory, by id of the intercommunalité.
    """

    schemes: tuple[CoveringScheme, ...]
    unplaced: tuple[CoveringScheme, ...]
    shares: Mapping[str, float]
    territory: PopulationFigure
    covered: PopulationFigure
    certain: PopulationFigure
    blank: tuple[CoveringScheme, ...] = ()
    possible: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def counted(self) -> tuple[CoveringScheme, ...]:
        """Return the schemes that enter the figure."""
        return tuple(scheme for scheme in self.schemes if scheme.counted)

    @property
    def rate(self) -> float | None:
        """Return the share of the inhabitants that is covered, 0 to 1; None when it cannot be computed."""
        if self.covered.value is None or not self.territory.value:
            return None
        return self.covered.value / self.territory.value


def coverage(
    snapshot: Snapshot,
    territories: Territories,
    territoire_id: str,
    type_dispositif: str,
    year: int,
    *,
    elaboration: bool = False,
    complete: bool = False,
) -> Coverage:
    """
    Return the share of the inhabitants of a territory that live in at least one scheme of a type.

    Parameters
    ----------
    snapshot
        The graph at a date.
    territories
        Territories at that date.
    territoire_id
        Territory.
    type_dispositif
        Code of the type.
    year
        Civil year: decides the census.
    elaboration
        Whether schemes being prepared count as well.
    complete
        Whether a complete inventory holds for the territory: without any scheme the coverage is then 0, not unknown.

    Notes
    -----
    In force: the declared end is not past, the stage counts as active, and the statement of the perimeter is no
    project.
    """
    communes = territories.communes(territoire_id)
    wanted = {PRESENT, PLANNED} if elaboration else {PRESENT}
    groups = _groups(territories, communes)
    found, unplaced, blank = [], [], []
    possible: dict[str, list[str]] = defaultdict(list)
    for dispositif_id, facts in _perimeters(snapshot, type_dispositif):
        scheme = _scheme(snapshot, territories, communes, wanted, dispositif_id, facts)
        if scheme.inside.shares:
            found.append(scheme)
        if not scheme.whole.unknown:
            continue
        places = possible_areas(snapshot, territories, scheme.whole.unknown, groups)
        for area_id in places:
            possible[area_id].append(dispositif_id)
        if places or territories.meets(territoire_id, scheme.whole.unknown):
            if scheme.counted:
                unplaced.append(scheme)
            elif not scheme.inside.shares:
                blank.append(scheme)
    counted = [scheme for scheme in found if scheme.counted]
    shares = _union(scheme.inside for scheme in counted)
    sure = _union(scheme.inside for scheme in counted if all(fact.state is Certitude.CERTAIN for fact in scheme.facts))
    known = bool(counted) or complete
    return Coverage(
        schemes=tuple(sorted(found, key=lambda scheme: (not scheme.counted, scheme.dispositif_id))),
        unplaced=tuple(unplaced),
        shares=shares,
        territory=territories.population(Perimeter(dict.fromkeys(sorted(communes), 1.0)), year),
        covered=_population(territories, shares, year, known=known and bool(communes)),
        certain=_population(territories, sure, year, known=known and not counted and bool(communes)),
        blank=tuple(blank),
        possible={area_id: tuple(ids) for area_id, ids in sorted(possible.items())},
    )


def areas(
    result: Coverage,
    territories: Territories,
    territoire_id: str,
    year: int,
    inventories: frozenset[str] = frozenset(),
) -> list[Area]:
    """
    Return each intercommunalité of the territory with its coverage, ordered by id; its communes when it has only one.

    Parameters
    ----------
    result
        Coverage of the territory.
    territories, territoire_id, year
        As for `coverage`.
    inventories
        Ids of the areas for which a complete inventory of the type holds.
    """
    found = []
    for area_id, codes in _areas(territories, territoire_id).items():
        meeting = [scheme for scheme in result.schemes if any(code in scheme.inside.shares for code in codes)]
        counted = [scheme for scheme in meeting if scheme.counted]
        covered = {code: result.shares[code] for code in codes if code in result.shares}
        people = territories.population(Perimeter(dict.fromkeys(codes, 1.0)), year).value
        if any(scheme.etat == PRESENT for scheme in counted):
            etat = PRESENT
        elif any(scheme.etat == PLANNED for scheme in meeting):
            etat = PLANNED
        else:
            etat = ABSENT if not meeting and area_id in inventories else UNKNOWN
        known = bool(counted) or etat == ABSENT
        found.append(
            Area(
                area_id,
                len(codes),
                people,
                _population(territories, covered, year, known=known).value,
                tuple(scheme.dispositif_id for scheme in counted),
                etat,
                tuple(scheme.dispositif_id for scheme in meeting if not scheme.counted),
                result.possible.get(area_id, ()),
            )
        )
    return found


def area_ids(territories: Territories, territoire_id: str) -> list[str]:
    """Return the ids of the areas of a territory, sorted (see `areas`)."""
    return list(_areas(territories, territoire_id))


def suggestions(
    result: Coverage, territories: Territories, territoire_id: str, year: int, target: float
) -> list[Suggestion]:
    """
    Return the intercommunalités to cover next, until the target is met, the most inhabitants first.

    Parameters
    ----------
    result
        Coverage of the territory.
    territories, territoire_id, year
        As for `coverage`.
    target
        Share to reach, 0 to 1.

    Returns
    -------
    suggestions
        Empty when the target is met, or when the coverage is not known. Ties are broken by id.

    References
    ----------
    .. [1] Church, R. and ReVelle, C., "The maximal covering location problem", Papers of the Regional Science
       Association 32, 1974. Intercommunalités do not overlap: taking the largest first needs the fewest of them.
    """
    if result.covered.value is None or not result.territory.value:
        return []
    vintage = vintage_for(year)
    remaining: dict[str, tuple[float, tuple[str, ...]]] = {}
    for area_id, codes in _groups(territories, territories.communes(territoire_id)).items():
        left = {code: 1 - result.shares.get(code, 0.0) for code in codes}
        people = sum(
            share * (territories.reference.communes[code].population(vintage.code) or 0) for code, share in left.items()
        )
        if people > 0:
            remaining[area_id] = (people, tuple(code for code, share in left.items() if share > 0))
    wanted, reached = target * result.territory.value, float(result.covered.value)
    found = []
    for area_id, (people, codes) in sorted(remaining.items(), key=lambda item: (-item[1][0], item[0])):
        # Half an inhabitant more than asked for is a rounding, not a reason for one more contract.
        if reached >= wanted - 0.5:
            break
        reached += people
        preparing = tuple(
            scheme.dispositif_id
            for scheme in result.schemes
            if scheme.etat == PLANNED and not scheme.counted and any(code in scheme.inside.shares for code in codes)
        )
        possible = result.possible.get(area_id, ())
        found.append(Suggestion(area_id, codes, round(people), round(reached), preparing, possible))
    return found


def _perimeters(snapshot: Snapshot, type_dispositif: str) -> list[tuple[str, tuple[Fact, ...]]]:
    """Return the statements of the perimeter of each scheme of the type, by id."""
    grouped: dict[str, list[Fact]] = defaultdict(list)
    schemes = snapshot.nodes("Dispositif")
    for fact in snapshot.facts("COUVRE", planned=True):
        if schemes.get(fact.start, {}).get("type_dispositif") == type_dispositif:
            grouped[fact.start].append(fact)
    return [(id_, tuple(facts)) for id_, facts in sorted(grouped.items())]


def _scheme(
    snapshot: Snapshot,
    territories: Territories,
    communes: frozenset[str],
    wanted: set[str],
    dispositif_id: str,
    facts: Sequence[Fact],
) -> CoveringScheme:
    state = situation(snapshot.nodes("Dispositif")[dispositif_id], [fact.statut for fact in facts], snapshot.day)
    # A project of extension does not cover yet, unless the whole scheme is a project.
    firm = [fact for fact in facts if counts_in_metrics(fact.properties)] if state != PLANNED else list(facts)
    whole = territories.perimeter(Member(fact.end, fact.properties.get("part")) for fact in firm)
    inside = Perimeter({code: share for code, share in whole.shares.items() if code in communes})
    return CoveringScheme(dispositif_id, state, whole, inside, tuple(firm), state in wanted)


def _union(perimeters: Iterable[Perimeter]) -> dict[str, float]:
    """Return the largest share of each commune: what several schemes cover counts once."""
    shares: dict[str, float] = {}
    for perimeter in perimeters:
        for code, share in perimeter.shares.items():
            shares[code] = max(share, shares.get(code, 0.0))
    return dict(sorted(shares.items()))


def _population(territories: Territories, shares: Mapping[str, float], year: int, *, known: bool) -> PopulationFigure:
    if shares:
        return territories.population(Perimeter(shares), year)
    vintage = vintage_for(year)
    return PopulationFigure(0 if known else None, vintage.code, vintage.exact, ())


def _areas(territories: Territories, territoire_id: str) -> dict[str, tuple[str, ...]]:
    """Divide a territory in intercommunalités, or in communes when it has only one."""
    grouped = _groups(territories, territories.communes(territoire_id))
    if len(grouped) > 1:
        return grouped
    return {f"COM-{code}": (code,) for codes in grouped.values() for code in codes}


def _groups(territories: Territories, communes: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Gather communes by EPCI; one that belongs to none stands alone."""
    grouped: dict[str, list[str]] = defaultdict(list)
    for code in sorted(communes):
        epci = territories.reference.communes[code].epci
        grouped[f"EPCI-{epci}" if epci else f"COM-{code}"].append(code)
    return {area_id: tuple(codes) for area_id, codes in sorted(grouped.items())}
