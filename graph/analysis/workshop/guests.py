"""Choose whom to invite to a workshop: who brings what, what each one opens, who could replace them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.analysis.workshop.guest_bounds import upper_bound
from graph.analysis.workshop.guest_search import replacement, search_guests
from graph.analysis.workshop.guest_value import (
    LAM,
    MU,
    OTHER,
    PARTNER,
    PILOT,
    Candidate,
    GuestProblem,
    Pair,
)

__all__ = [
    "LAM",
    "MU",
    "OTHER",
    "PARTNER",
    "PILOT",
    "Candidate",
    "Guest",
    "GuestList",
    "choose_guests",
    "describe_guests",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """
    Hold one guest.

    Parameters
    ----------
    id
        Candidate.
    themes
        Themes it brings, those it brings most to first, then by id.
    opened
        Ids of the guests with whom its link is missing, the strongest first, then by id.
    gain
        What the list loses if it does not come and nobody replaces it.
    gain_themes, gain_sector, gain_links
        Parts of that loss.
    substitute
        Id of the candidate that best takes its place; empty when there is none.
    """

    id: str
    themes: tuple[str, ...]
    opened: tuple[str, ...]
    gain: float
    gain_themes: float
    gain_sector: float
    gain_links: float
    substitute: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestList:
    """
    Hold a guest list.

    Parameters
    ----------
    guests
        Guests, those whom the list would miss most first, then by id.
    value
        F of the list.
    upper_bound
        What no list can exceed.
    theme_share
        Share of the themes, 0 to 1, to which at least one guest brings something; None when there is no theme.
    absent_themes
        Themes to which no guest brings anything, sorted.
    missing_total, missing_opened
        Missing links between candidates, and between guests.
    """

    guests: tuple[Guest, ...]
    value: float
    upper_bound: float
    theme_share: float | None
    absent_themes: tuple[str, ...]
    missing_total: int
    missing_opened: int

    @property
    def share_of_bound(self) -> float | None:
        """Return the value as a share of the bound; None when nothing can be gained."""
        return min(self.value / self.upper_bound, 1.0) if self.upper_bound > 0 else None


def choose_guests(problem: GuestProblem) -> GuestList:
    """Return a good guest list, with the proof of how good it is."""
    rows = search_guests(problem)
    return describe_guests(problem, rows, upper_bound(problem, rows))


def describe_guests(problem: GuestProblem, rows: Sequence[int], bound: float) -> GuestList:
    """Return a list (rows) in words of the problem: what each guest brings, opens, and who could replace it."""
    guests = sorted((_guest(problem, rows, row) for row in rows), key=lambda guest: (-round(guest.gain, 9), guest.id))
    left = problem.left(rows)
    absent = tuple(theme for theme, share in zip(problem.themes, left.tolist(), strict=True) if share >= 1)
    invited = {problem.ids[row] for row in rows}
    return GuestList(
        guests=tuple(guests),
        value=problem.value(rows),
        upper_bound=bound,
        theme_share=1 - len(absent) / len(problem.themes) if problem.themes else None,
        absent_themes=absent,
        missing_total=len(problem.missing),
        missing_opened=sum(a in invited and b in invited for a, b in problem.missing),
    )


def _guest(problem: GuestProblem, rows: Sequence[int], row: int) -> Guest:
    rest = [other for other in rows if other != row]
    parts = [part(rows) - part(rest) for part in (problem.covered, problem.variety, problem.linked)]
    brought = {
        theme: value for theme, value in zip(problem.themes, problem.brings[row].tolist(), strict=True) if value > 0
    }
    strengths = {
        problem.ids[other]: problem.missing[pair]
        for other in rest
        if (pair := _pair(problem, row, other)) in problem.missing
    }
    new = replacement(problem, rest, row)
    return Guest(
        id=problem.ids[row],
        themes=tuple(sorted(brought, key=lambda theme: (-brought[theme], theme))),
        opened=tuple(sorted(strengths, key=lambda id_: (-strengths[id_], id_))),
        gain=sum(parts),
        gain_themes=parts[0],
        gain_sector=parts[1],
        gain_links=parts[2],
        substitute="" if new is None else problem.ids[new],
    )


def _pair(problem: GuestProblem, one: int, two: int) -> Pair:
    return problem.ids[min(one, two)], problem.ids[max(one, two)]
