"""Rank whom an organisation could work with on a territory, a theme, a public: six parts, each explained.

Score: 100 · Σ w·f / Σ w over the parts that are known. The list is then put in order for variety: maximal marginal
relevance over sectors (Carbonell and Goldstein 1998), so that one sector does not fill the top.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from graph.analysis.introductions import Path
from graph.analysis.partner_area import Cover, Ground, area, services_of
from graph.analysis.partner_works import Candidate, PartnerQuery
from graph.snapshot import Fact, Snapshot

WEIGHTS: Mapping[str, float] = {
    "territoire": 0.25,
    "theme": 0.30,
    "public": 0.15,
    "role": 0.10,
    "proximite": 0.10,
    "fraicheur": 0.10,
}
"""Weight of each part by default."""

VARIETY = 0.8
"""λ: what the score weighs against variety of sectors when the list is put in order."""

NEAR_THEME = 0.5
HALF_LIFE = 2.0
"""Years after which a statement is worth half."""

_DAYS_A_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Items:
    """
    Hold how many works of an actor were counted for the theme.

    Parameters
    ----------
    count
        Works counted.
    exact
        Whether they are on a theme asked for, or the whole family's, which counts for half.
    most
        Largest count among the actors of the list.
    """

    count: int
    exact: bool
    most: int


@dataclass(frozen=True, slots=True)
class Partner:
    """
    Hold one possible partner.

    Parameters
    ----------
    candidate
        The actor and what it does on the subject.
    values
        Value of each part, 0 to 1, in the order of the weights; None when it is not known or was not asked for.
    score
        0 to 100; None when no part is known.
    items, cover, way, years
        What parts were computed from: works counted, area, way to the actor (None when none is documented), years
        since the newest statement.
    best
        Statement of its strongest role; None when it has none.
    """

    candidate: Candidate
    values: Mapping[str, float | None]
    score: float | None
    items: Items | None
    cover: Cover | None
    way: Path | None
    years: float | None
    best: Fact | None

    @property
    def acteur_id(self) -> str:
        """Return the id of the actor."""
        return self.candidate.acteur_id


def find_partners(
    snapshot: Snapshot,
    query: PartnerQuery,
    found: Sequence[Candidate],
    ground: Ground,
    ways: Mapping[str, Path | None] | None,
    today: str,
    weights: Mapping[str, float] = WEIGHTS,
) -> list[Partner]:
    """
    Return the possible partners, the first to call first.

    Parameters
    ----------
    snapshot
        The graph at a date, on the territory.
    query
        What is looked for.
    found
        Candidates (see `partner_works.candidates`).
    ground
        The territory.
    ways
        Best way to each candidate, None when none of two intermediaries or fewer is documented: nobody can then
        introduce, and the part is 0; None altogether when the own organisation has no tie, so that nothing can be said.
    today
        ISO day from which freshness is counted.
    weights
        Weight of each part, 0 or more.

    Returns
    -------
    partners
        In the order of the list: actors to be specified (« ARS non précisée ») last.
    """
    counted = {candidate.acteur_id: _count(candidate) for candidate in found} if query.themes else {}
    most = max((count for count, _ in counted.values()), default=0)
    services = services_of(snapshot)
    partners = []
    for candidate in found:
        items = Items(*counted[candidate.acteur_id], most) if query.themes else None
        cover = area(snapshot, ground, candidate, services.get(candidate.acteur_id, ()))
        way = ways.get(candidate.acteur_id) if ways is not None else None
        years = age(candidate.date, today)
        best = _best(candidate)
        values: dict[str, float | None] = {
            "territoire": cover.valeur if cover else None,
            "theme": theme_value(items) if items else None,
            "public": max((w.public for w in candidate.works if w.public is not None), default=None),
            "role": best[0] if best else None,
            "proximite": None if ways is None else 1 / len(way.steps) if way else 0.0,
            "fraicheur": None if years is None else 2 ** (-years / HALF_LIFE),
        }
        score = combine(values, weights)
        partners.append(Partner(candidate, values, score, items, cover, way, years, best[1] if best else None))
    return in_order(snapshot, partners)


def combine(values: Mapping[str, float | None], weights: Mapping[str, float]) -> float | None:
    """Return 100 · Σ w·f / Σ w over the parts that are known; None when none that weighs something is."""
    known = [(weights[name], value) for name, value in values.items() if value is not None and weights.get(name)]
    total = sum([weight for weight, _ in known])
    return 100 * sum([weight * value for weight, value in known]) / total if total else None


def theme_value(items: Items) -> float:
    """Return (1 on the theme, 0.5 in its family) × ln(1 + works) / ln(1 + most works of the list)."""
    return (1.0 if items.exact else NEAR_THEME) * math.log1p(items.count) / math.log1p(items.most)


@lru_cache(maxsize=1024)
def age(day: str | None, today: str) -> float | None:
    """Return the years from a day to today, never negative; None when the day is not known."""
    if day is None:
        return None
    return max(0.0, (date.fromisoformat(today) - date.fromisoformat(day)).days / _DAYS_A_YEAR)


def in_order(snapshot: Snapshot, partners: Sequence[Partner]) -> list[Partner]:
    """
    Return partners in the order of the list.

    Notes
    -----
    Maximal marginal relevance: at each step the next is the one with the largest λ·score − (1 − λ)·similarity, where
    the similarity is 1 when somebody of its sector is already listed, else 0. The first of a sector never waits for
    another of the same sector, so that sorting once gives the same list. Ties by id. Unknown sectors are all different.
    """
    lasts = {partner.acteur_id: _last(snapshot, partner) for partner in partners}
    ranked = sorted(partners, key=lambda partner: (lasts[partner.acteur_id], -_relevance(partner), partner.acteur_id))
    seen: set[tuple[bool, str]] = set()
    keys: dict[str, tuple[bool, bool, float, str]] = {}
    for partner in ranked:
        id_ = partner.acteur_id
        sector = (lasts[id_], snapshot.secteur(id_) or id_)
        worth = VARIETY * _relevance(partner) - (1 - VARIETY) * (sector in seen)
        keys[id_] = (lasts[id_], partner.score is None, -round(worth, 12), id_)
        seen.add(sector)
    return sorted(ranked, key=lambda partner: keys[partner.acteur_id])


def _count(candidate: Candidate) -> tuple[int, bool]:
    """Return the works counted for the theme: the exact ones, unless the whole family is worth more."""
    exact, family = candidate.exact, len(candidate.works)
    return (exact, True) if math.log1p(exact) >= NEAR_THEME * math.log1p(family) else (family, False)


def _best(candidate: Candidate) -> tuple[float, Fact | None] | None:
    """Return the weight of the strongest role, the first of those, and its statement; None without a role."""
    found: tuple[float, Fact | None] | None = None
    for engagement in candidate.engagements:
        rho = engagement.rho
        if rho is not None and (found is None or rho > found[0]):
            found = rho, engagement.fact
    return found


def _last(snapshot: Snapshot, partner: Partner) -> bool:
    return bool(snapshot.nodes("Acteur").get(partner.acteur_id, {}).get("a_preciser"))


def _relevance(partner: Partner) -> float:
    return (partner.score or 0.0) / 100
