"""Draw the rounds of a workshop, tables or pairs, and say what they are worth; played rounds stay as they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import combinations

from app.workshops.planning import Pair, met_pairs, seating_of
from app.workshops.record import PAIRS, Round, Workshop
from app.workshops.store import WorkshopError
from graph.analysis.workshop.faults import faults
from graph.analysis.workshop.problem import Seating, sort_pair
from graph.analysis.workshop.replan import without_and_with
from graph.analysis.workshop.speed import pair_faults, plan_pairs
from graph.analysis.workshop.speed_bounds import counted_bound, heaviest, meeting_bound
from graph.analysis.workshop.tables import Progress, TablePlan, judge, plan_tables

Told = Callable[[Progress], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """
    Hold what a plan is worth.

    Parameters
    ----------
    distinct
        Pairs who meet at least once.
    bound, simple_bound
        The most pairs that could, proven; the same without counting the meetings that must come back.
    chance
        Pairs who would meet if seats were drawn by lot, on average; None for pairs.
    gain
        Share of the way from chance to the bound, 0 to 1; None when there is no way to go.
    repeats, most_meetings
        Meetings of two people who had already met; the most times that two people meet, 0 when it is not known.
    proven
        Whether no plan can do better.
    same_organisation
        Times that two people of one organisation share a table, in the rounds to play.
    sector_imbalance
        Pairs of one sector at a table above the fewest possible, mean of the rounds to play; 0 for evenly mixed.
    weight, weight_bound
        Sum of the missing links of the pairs who meet, and the most it could be.
    exact
        The most pairs that any plan reaches, when it was computed.
    seconds
        Time taken, in seconds.
    """

    distinct: int
    bound: int
    simple_bound: int
    chance: float | None = None
    gain: float | None = None
    repeats: int = 0
    most_meetings: int = 0
    proven: bool = False
    same_organisation: int = 0
    sector_imbalance: float = 0.0
    weight: float = 0.0
    weight_bound: float = 0.0
    exact: int | None = None
    seconds: float = 0.0


def problems(workshop: Workshop) -> tuple[str, ...]:
    """Return everything that makes a plan impossible, in French sentences; empty when one can be made."""
    names = {one.id: one.nom for one in workshop.participants}
    if workshop.mode == PAIRS:
        left = max(1, workshop.tours - workshop.joues) if workshop.joues else workshop.tours
        found = pair_faults([one.id for one in workshop.presents], left)
        present = [one.id for one in workshop.presents]
        kept_apart = {frozenset(pair) for pair in workshop.interdits}
        if len(present) > 1 and all(frozenset(pair) in kept_apart for pair in combinations(present, 2)):
            found += ("Tous les participants sont séparés les uns des autres : personne ne peut rencontrer personne.",)
        return found
    return faults(_asked(workshop, {}), names)


def seat(
    workshop: Workshop, weights: Mapping[Pair, float], *, seconds: float = 10.0, progress: Told | None = None
) -> tuple[Workshop, Figures]:
    """
    Return the workshop with its rounds planned, those already played kept, and what the plan is worth.

    Parameters
    ----------
    workshop
        Participants, tables or pairs, rounds, seed.
    weights
        Missing links of pairs of participants, 0 to 1.
    seconds
        Time that the search may take; pairs take none.
    progress
        Called now and then while it searches.

    Raises
    ------
    WorkshopError
        When no plan can be made: every reason, in French.
    """
    wrong = problems(workshop)
    if wrong:
        raise WorkshopError(" ".join(wrong))
    if workshop.mode == PAIRS:
        made = _paired(workshop, weights)
        return made, figures_of(made, weights)
    plan = plan_tables(_asked(workshop, weights), seed=workshop.graine, seconds=seconds, progress=progress)
    return replace(workshop, plan=plan.rounds), _figures(plan)


def figures_of(workshop: Workshop, weights: Mapping[Pair, float]) -> Figures:
    """Return what the plan of a workshop is worth, as it is."""
    if workshop.mode == PAIRS:
        return _worth_of_pairs(workshop, weights)
    return _figures(judge(_asked(workshop, weights), workshop.plan))


def _asked(workshop: Workshop, weights: Mapping[Pair, float]) -> Seating:
    """Return the problem of the rounds to play; once the day has begun, too few people leave tables unused."""
    asked = seating_of(workshop, weights)
    return without_and_with(asked, played=asked.played) if workshop.joues else asked


def _paired(workshop: Workshop, weights: Mapping[Pair, float]) -> Workshop:
    played = workshop.plan[: workshop.joues]
    left = workshop.tours - len(played)
    if left < 1:
        return replace(workshop, plan=played)
    plan = plan_pairs(
        [one.id for one in workshop.presents],
        left,
        weights=weights,
        met=met_pairs(played),
        forbidden=frozenset(workshop.interdits),
        rested=Counter(person for tour in played for table in tour if len(table) == 1 for person in table),
        seed=workshop.graine,
    )
    return replace(workshop, plan=(*played, *plan.rounds))


def _worth_of_pairs(workshop: Workshop, weights: Mapping[Pair, float]) -> Figures:
    """Return the figures of meetings two by two; their bound is that of `meeting_bound`."""
    people = [one.id for one in workshop.presents]
    barred = {sort_pair(*pair) for pair in workshop.interdits}
    played = met_pairs(workshop.plan[: workshop.joues])
    open_ = {sort_pair(a, b) for a, b in combinations(people, 2)} - barred - played
    left = len(workshop.plan) - min(workshop.joues, len(workshop.plan))
    met = met_pairs(workshop.plan)
    bound = len(played) + meeting_bound(people, open_, left, len(met - played))
    return Figures(
        distinct=len(met),
        bound=bound,
        simple_bound=len(played) + counted_bound(people, open_, left),
        repeats=_meetings(workshop.plan) - len(met),
        proven=len(met) >= bound,
        same_organisation=_within(workshop),
        weight=sum(weights.get(pair, 0.0) for pair in sorted(met)),
        weight_bound=sum(weights.get(pair, 0.0) for pair in sorted(played)) + heaviest(people, open_, weights, left),
    )


def _meetings(plan: tuple[Round, ...]) -> int:
    return sum(len(table) * (len(table) - 1) // 2 for tour in plan for table in tour)


def _within(workshop: Workshop) -> int:
    own = {one.id: one.organisme or one.nom for one in workshop.participants}
    coming = workshop.plan[workshop.joues :]
    return sum(own.get(a) == own.get(b) for tour in coming for table in tour for a, b in combinations(table, 2))


def _figures(plan: TablePlan) -> Figures:
    return Figures(
        distinct=plan.distinct_pairs,
        bound=plan.bound,
        simple_bound=plan.simple_bound,
        chance=plan.chance,
        gain=plan.gain,
        repeats=plan.repeats,
        most_meetings=plan.most_meetings,
        proven=plan.proven,
        same_organisation=plan.same_organisation,
        sector_imbalance=plan.sector_imbalance,
        weight=plan.weight,
        weight_bound=plan.weight_bound,
        exact=plan.exact,
        seconds=plan.seconds,
    )
