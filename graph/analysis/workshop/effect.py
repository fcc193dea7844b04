"""
Compare what participants say of their links before a workshop, after it, and three months later.

An answer that nobody gave stays unknown: it is in no numerator and in no denominator. A pair is counted when both sides
answered about each other: with one answer only, a link could be told and never confirmed, and the share would lean to
one side. What one side alone declares is counted apart. Nothing here tells a cause: there is no group to compare with
(Valente 2012).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.analysis.workshop.effect_seating import Pair, Round, Seated, mask, seated
from graph.analysis.workshop.effect_share import Share, by_pair, by_person, by_row

Floats = NDArray[np.float64]

ENOUGH: Final = 0.6
"""Response rate under which figures are only a sign."""

LINK, WORKING = 1, 2
"""Answer from which there is a link; answer from which people have at least spoken together."""


@dataclass(frozen=True, slots=True)
class Said:
    """
    Hold what one participant says of another.

    Parameters
    ----------
    before, after
        Strength of the link, 0 to 5; None when unknown.
    met
        Whether they met; None when unknown.
    """

    before: int | None = None
    met: bool | None = None
    after: int | None = None


Answers = Mapping[str, Mapping[str, Said]]
"""What each respondent says of each other, by ids."""


@dataclass(frozen=True, eq=False)
class Panel:
    """
    Hold the answers of a capture as tables; row and column i are `people[i]`, NaN is unknown.

    Parameters
    ----------
    people
        Ids of the participants, in order.
    answered
        One truth value per participant: a form was received.
    before, met, after
        What the row says of the column; the diagonal is NaN.
    """

    people: tuple[str, ...]
    answered: NDArray[np.bool_]
    before: Floats
    met: Floats
    after: Floats

    @property
    def rate(self) -> float | None:
        """Return the share of the participants that answered; None without participants."""
        return float(self.answered.mean()) if self.people else None


@dataclass(frozen=True, slots=True)
class Compared:
    """Hold one measure before and after, on the same pairs or people, and its change."""

    before: Share
    after: Share


@dataclass(frozen=True, slots=True)
class Effect:
    """
    Hold the measures of one workshop.

    Parameters
    ----------
    response
        Participants that answered.
    seated
        Missing pairs brought to one table; None without a plan, or when missing pairs are not known.
    working, working_both
        Missing pairs seated together that at least one side, that both sides, declare at 2 or more.
    new_confirmed, new_one_sided
        Pairs that had no link: those that both sides now declare; those that one side declares and the other denies.
    unanswered
        Links that one side says absent before, when the other one says nothing of them after (no form, or an empty
        line): those that it now declares.
    mutual
        Pairs that one side at least declares, both having answered: those that both declare.
    met
        Pairs that one side at least says met, both having answered.
    stronger, weaker
        Answers of one on another, known before and after: those that rose, that fell.
    density, isolates, crossing
        Pairs tied, people without a confirmed link, ties across sectors; before and after, both sides declaring.
    ei
        E-I index before and after, (E − I)/(E + I); None where no tie joins two known sectors.
    """

    response: Share
    seated: Seated | None
    working: Share
    working_both: Share
    new_confirmed: Share
    new_one_sided: Share
    unanswered: Share
    mutual: Share
    met: Share
    stronger: Share
    weaker: Share
    density: Compared
    isolates: Compared
    crossing: Compared

    @property
    def ei(self) -> tuple[float | None, float | None]:
        """Return the E-I index before and after: twice the share that crosses, less one (Krackhardt and Stern 1988)."""
        before, after = (one.value for one in (self.crossing.before, self.crossing.after))
        return None if before is None else 2 * before - 1, None if after is None else 2 * after - 1


@dataclass(frozen=True, slots=True)
class Followed:
    """
    Hold what became of the links, for those who answered both captures.

    Parameters
    ----------
    both
        Respondents of both captures, out of those of the first one.
    kept
        Links declared on the day that are still declared three months later.
    working
        Links declared at 2 or more three months later, out of those declared on the day.
    appeared
        Links declared three months later out of those declared absent on the day.
    mutual
        Pairs that one side at least declares three months later, both having answered: those that both declare.
    """

    both: Share
    kept: Share
    working: Share
    appeared: Share
    mutual: Share


def panel(people: Sequence[str], answers: Answers) -> Panel:
    """
    Return the answers as tables.

    Parameters
    ----------
    people
        Ids of the participants.
    answers
        What is said, by respondent then by other; what is said by, or of, others than `people` is left out.
    """
    ids = tuple(dict.fromkeys(people))
    place = {id_: position for position, id_ in enumerate(ids)}
    tables = [np.full((len(ids), len(ids)), np.nan) for _ in range(3)]
    for who, said in answers.items():
        for other, one in said.items():
            if who in place and other in place and who != other:
                for table, value in zip(tables, (one.before, one.met, one.after), strict=True):
                    if value is not None:
                        table[place[who], place[other]] = float(value)
    answered = np.array([id_ in answers for id_ in ids], dtype=np.bool_)
    return Panel(ids, answered, *tables)


def effect(
    found: Panel,
    *,
    missing: Iterable[Pair] | None = None,
    rounds: Sequence[Round] = (),
    sectors: Mapping[str, str] | None = None,
    seed: int = 0,
) -> Effect:
    """
    Return the measures of a workshop.

    Parameters
    ----------
    found
        Answers of the first capture.
    missing
        Pairs of participants that nothing documented tied before; None when they are not known.
    rounds
        Tables of the rounds that were played.
    sectors
        Sector of each participant; who is absent from it has an unknown one.
    seed
        Seed of the draws behind the intervals.

    Notes
    -----
    Before and after are compared on the pairs known at both moments: a change is never one of who answered.
    """
    rounds = [one for one in rounds if any(one)]
    pairs = set(_ordered(missing or ()))
    together = {pair for one in rounds for table in one for pair in combinations(sorted(table), 2)}
    chosen = mask(found.people, pairs & together)
    either, both = declared(found.after, LINK), confirmed(found.after, LINK)
    before, after = confirmed(found.before, LINK), both
    none_before = declared(found.before, LINK) == 0
    one_sided = np.where(np.isnan(either), np.nan, (either == 1) & (both == 0))
    alone = (found.before == 0) & np.isnan(found.after.T)
    known = ~np.isnan(before) & ~np.isnan(after)
    change = np.where(np.isnan(found.before) | np.isnan(found.after), np.nan, np.sign(found.after - found.before))
    own = _crossing(found.people, sectors or {})
    answers = found.answered
    return Effect(
        response=Share(int(answers.sum()), len(answers)),
        seated=seated(found.people, pairs, together, rounds) if missing is not None and rounds else None,
        working=by_pair(declared(found.after, WORKING), chosen, answers, seed),
        working_both=by_pair(confirmed(found.after, WORKING), chosen, answers, seed),
        new_confirmed=by_pair(both, none_before, answers, seed),
        new_one_sided=by_pair(one_sided, none_before, answers, seed),
        unanswered=by_row(_least(found.after, LINK), alone, answers, seed),
        mutual=by_pair(both, either == 1, answers, seed),
        met=by_pair(declared(found.met, 1), None, answers, seed),
        stronger=by_row(_is(change, 1), None, answers, seed),
        weaker=by_row(_is(change, -1), None, answers, seed),
        density=Compared(by_pair(before, known, answers, seed), by_pair(after, known, answers, seed)),
        isolates=Compared(
            by_person(_isolated(before, known), answers, seed), by_person(_isolated(after, known), answers, seed)
        ),
        crossing=Compared(
            by_pair(own, known & (before == 1), answers, seed), by_pair(own, known & (after == 1), answers, seed)
        ),
    )


def follow(day: Panel, later: Panel, *, seed: int = 0) -> Followed:
    """
    Return what became of the links three months later, among those who answered both captures.

    Parameters
    ----------
    day, later
        Answers of the two captures, about the same people in the same order.
    seed
        Seed of the draws behind the intervals.
    """
    both = day.answered & later.answered
    first = np.where(both[:, None], day.after, np.nan)
    then = np.where(both[:, None], later.after, np.nan)
    known = ~np.isnan(first) & ~np.isnan(then)
    linked, absent = known & (first >= LINK), known & (first == 0)
    return Followed(
        both=Share(int(both.sum()), int(day.answered.sum())),
        kept=by_row(_least(then, LINK), linked, both, seed),
        working=by_row(_least(then, WORKING), linked, both, seed),
        appeared=by_row(_least(then, LINK), absent, both, seed),
        mutual=by_pair(confirmed(then, LINK), declared(then, LINK) == 1, both, seed),
    )


def declared(values: Floats, least: int) -> Floats:
    """
    Tell, for each pair, whether one side at least gives an answer of `least` or more.

    Returns
    -------
    found
        Symmetric table: 1 when a side does, 0 when none does, NaN unless both answered.
    """
    return _told(values, (values >= least) | (least <= values.T))


def confirmed(values: Floats, least: int) -> Floats:
    """
    Tell, for each pair, whether both sides give an answer of `least` or more.

    Returns
    -------
    found
        Symmetric table: 1 when both do, 0 when one does not, NaN unless both answered.
    """
    return _told(values, (values >= least) & (least <= values.T))


def _told(values: Floats, true: NDArray[np.bool_]) -> Floats:
    found = np.where(np.isnan(values) | np.isnan(values.T), np.nan, true)
    np.fill_diagonal(found, np.nan)
    return found


def _least(values: Floats, least: int) -> Floats:
    return np.where(np.isnan(values), np.nan, values >= least)


def _is(values: Floats, wanted: int) -> Floats:
    return np.where(np.isnan(values), np.nan, values == wanted)


def _isolated(ties: Floats, known: NDArray[np.bool_]) -> Floats:
    """Tell who has no confirmed link among the pairs known; NaN for who has no known pair."""
    some = known.any(axis=1)
    return np.where(some, ~((ties == 1) & known).any(axis=1), np.nan)


def _crossing(people: Sequence[str], sectors: Mapping[str, str]) -> Floats:
    """Tell, for each pair, whether it joins two sectors; NaN when one is not known."""
    own = [sectors.get(id_, "") for id_ in people]
    codes = {sector: float(code) for code, sector in enumerate(sorted(set(filter(None, own))))}
    values = np.array([codes.get(sector, np.nan) for sector in own], dtype=np.float64)
    apart = np.abs(values[:, None] - values[None, :])
    found = np.where(np.isnan(apart), np.nan, apart > 0)
    np.fill_diagonal(found, np.nan)
    return found


def _ordered(pairs: Iterable[Pair]) -> Iterable[Pair]:
    return ((min(pair), max(pair)) for pair in pairs)


def is_indicative(found: Panel) -> bool:
    """Tell whether too few answered for the figures to be more than a sign: under 60 % of the participants."""
    return found.rate is not None and found.rate < ENOUGH
