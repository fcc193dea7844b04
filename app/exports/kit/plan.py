"""Read the plan of a workshop: who sits where at each round, in the order in which people look for it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from app.exports.kit.material import Material, Seat
from app.view_models.typography import NBSP
from ingest.headings import slug


@dataclass(frozen=True, slots=True)
class Stop:
    """
    Hold where one participant is at one round.

    Parameters
    ----------
    round
        Round, from 1.
    place
        Table, or place of a pair, from 1; 0 when the plan has no seat for it at this round.
    others
        Ids of those at the same place.
    """

    round: int
    place: int
    others: tuple[str, ...]

    @property
    def rests(self) -> bool:
        """Tell whether it has a seat and nobody in front of it."""
        return bool(self.place) and not self.others


class Plan:
    """
    Read the plan that the workshop keeps.

    Parameters
    ----------
    material
        What the kit draws on.
    """

    def __init__(self, material: Material) -> None:
        self.rounds = material.workshop.plan
        self.played = min(material.workshop.joues, len(self.rounds))
        self._material = material
        self._seats = material.seats

    @property
    def places(self) -> int:
        """Return how many tables, or places for pairs, the largest round has."""
        return max(map(len, self.rounds), default=0)

    @property
    def pairs_met(self) -> int:
        """Return how many different pairs of participants meet."""
        return len(
            {
                frozenset(pair)
                for round_ in self.rounds
                for table in round_
                for pair in combinations(sorted(set(table)), 2)
            }
        )

    @property
    def repeats(self) -> int:
        """Return how many meetings are of two participants who had already met."""
        return sum(len(table) * (len(table) - 1) // 2 for round_ in self.rounds for table in round_) - self.pairs_met

    @property
    def by_name(self) -> tuple[Seat, ...]:
        """Return those who are expected, as a list at the door gives them: by name."""
        return tuple(sorted(self._seats, key=lambda seat: (slug(seat.words), seat.words, seat.id)))

    @property
    def unseated(self) -> tuple[Seat, ...]:
        """Return those who are expected and whom the plan forgets at one of the rounds still to play, at least."""
        return tuple(
            seat for seat in self._seats if any(not stop.place for stop in self.of(seat.id)[self.played :])
        )  # fmt: skip

    def arrived(self, identifier: str) -> str:
        """Return the played rounds that somebody who is there did not play, in words; empty when there is none."""
        missed = [stop.round for stop in self.of(identifier)[: self.played] if not stop.place]
        if not missed:
            return ""
        if missed == [*range(1, len(missed) + 1)]:
            return f"arrivé après le tour{NBSP}{missed[-1]}"
        ranks = " et ".join(filter(None, (", ".join(map(str, missed[:-1])), str(missed[-1]))))
        return f"n’a pas joué {'le tour' if len(missed) == 1 else 'les tours'}{NBSP}{ranks}"

    @property
    def moves(self) -> str:
        """Return who arrived and who left once rounds were played, in words; empty for nobody."""
        said = [
            f"{seat.name} ({text})"
            for seat in self._material.every.values()
            if (text := self.arrived(seat.id) if seat in self._seats else self._material.left(seat.id))
        ]
        together = "\u202f; ".join(said)
        return f"En cours d’atelier\u00a0: {together}." if said else ""

    def of(self, identifier: str) -> tuple[Stop, ...]:
        """Return where a participant is, round after round."""
        return tuple(self._stop(rank, identifier) for rank in range(1, len(self.rounds) + 1))

    def at(self, place: int) -> tuple[tuple[str, ...], ...]:
        """Return who is at a place, round after round; nobody when a round has fewer places."""
        return tuple(round_[place - 1] if place <= len(round_) else () for round_ in self.rounds)

    def together(self, one: str, other: str) -> tuple[Stop, ...]:
        """Return the rounds at which two participants are at the same place."""
        return tuple(stop for stop in self.of(one) if other in stop.others)

    def _stop(self, rank: int, identifier: str) -> Stop:
        for place, table in enumerate(self.rounds[rank - 1], start=1):
            if identifier in table:
                return Stop(rank, place, tuple(other for other in table if other != identifier))
        return Stop(rank, 0, ())
