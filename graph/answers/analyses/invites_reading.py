"""Read what a guest list is made from: who acts on the territory, what each brings, ties, missing links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from graph.analysis.missing_links import activity, candidates
from graph.analysis.tie_index import TieIndex, tie_index
from graph.analysis.workshop.guest_pool import Pool, guest_pool
from graph.analysis.workshop.guest_value import Candidate, Pair
from graph.analysis.workshop.guests import GuestList
from graph.answers.analyses.invites_request import GuestRequest
from graph.answers.analyses.work_reading import read_snapshot, read_works
from graph.answers.context import Context
from graph.answers.parameters import Request
from graph.certainty import Certitude
from graph.snapshot import Fact, Snapshot

_STATES = list(Certitude)


@dataclass(frozen=True, slots=True, eq=False)
class GuestReading:
    """
    Hold what the list is made from.

    Parameters
    ----------
    snapshot
        The graph at the date, on the territory.
    pool
        Who acts there.
    index
        Ties anywhere.
    missing
        Strength, 0 to 1, of each missing link of the territory: its score over the highest one.
    candidates
        Candidates by id, sorted: who acts there, and who is asked for by name.
    excluded
        Ids that must not be invited: those given, and the services of an organisation given.
    weakest_kept
        Weakest state that the question keeps.
    """

    snapshot: Snapshot
    pool: Pool
    index: TieIndex
    missing: Mapping[Pair, float]
    candidates: Mapping[str, Candidate]
    excluded: tuple[str, ...]
    weakest_kept: Certitude

    def roles(self, acteur_id: str) -> tuple[Fact, ...]:
        """Return the statements that put an actor on the territory: its roles, then its zones."""
        acting = self.pool.acting.get(acteur_id)
        if acting is None:
            return ()
        held = [engagement.fact for engagement in acting.engagements if engagement.fact]
        return (*held, *self.snapshot.out_of(acteur_id, "INTERVIENT_SUR"))

    def state(self, acteur_id: str) -> Certitude:
        """Return what the presence of an actor is worth: its surest role; who is only asked for always stays."""
        states = [fact.state for fact in self.roles(acteur_id)] or [
            min(Certitude.INCERTAIN, self.weakest_kept, key=_rank)
        ]
        return min(states, key=_rank)

    def pairs(self, chosen: GuestList) -> tuple[int, int, int]:
        """Return the number of pairs of guests, of those tied, and of those of two organisations that are not."""
        pairs = list(combinations(sorted(guest.id for guest in chosen.guests), 2))
        tied = [self.index.tied(a, b) for a, b in pairs]
        owner = {id_: candidate.organisme for id_, candidate in self.candidates.items()}
        apart = sum(not met and owner[a] != owner[b] for (a, b), met in zip(pairs, tied, strict=True))
        return len(pairs), sum(tied), apart


def read_guests(context: Context, request: Request, asked: GuestRequest) -> GuestReading:
    """Return what the list is made from."""
    works = read_works(context, request)
    snapshot = works.snapshot
    organisations = context.organisations(request.day)
    pool = guest_pool(snapshot, {work.id for work in works.works}, tuple(asked.themes), asked.mandatory)
    acting = activity(works.works, works.grounds)
    index = tie_index(read_snapshot(context, request, everywhere=True))
    found = candidates(acting, index, organisations)
    most = float(found.scores.max(initial=0.0))
    missing = {
        (acting.acteurs[a], acting.acteurs[b]): score / most
        for a, b, score in zip(found.one.tolist(), found.two.tolist(), found.scores.tolist(), strict=True)
    }
    invited = {
        id_: Candidate(
            id=id_,
            organisme=organisations.get(id_, id_),
            secteur=snapshot.secteur(id_) or "",
            contributions=pool.acting[id_].contributions if id_ in pool.acting else {},
        )
        for id_ in sorted({*pool.acting, *asked.mandatory})
    }
    barred = set(asked.excluded)
    services = {id_ for id_, one in invited.items() if one.organisme in barred and id_ not in asked.mandatory}
    return GuestReading(
        snapshot=snapshot,
        pool=pool,
        index=index,
        missing=missing,
        candidates=invited,
        excluded=tuple(sorted(barred | services)),
        weakest_kept=request.certitude,
    )


def _rank(state: Certitude) -> int:
    return _STATES.index(state)
