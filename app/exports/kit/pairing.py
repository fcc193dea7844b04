"""Choose whom each participant should meet: the strongest missing links first, everyone in one pair at most."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

import networkx as nx

from app.exports.kit.material import Material, Seat
from graph.answer import Row


@dataclass(frozen=True, slots=True)
class Meeting:
    """
    Hold whom one participant should look for.

    Parameters
    ----------
    seat
        Who reads the card.
    partner
        Whom it looks for; None when nobody is left.
    row
        What the data say of the missing link; None when they say nothing of these two.
    sought_by
        Who else looks for it, besides its partner; None for nobody.
    """

    seat: Seat
    partner: Seat | None
    row: Row | None
    sought_by: Seat | None = None


def meetings(material: Material) -> tuple[Meeting, ...]:
    """
    Return one meeting for each participant, in the order of the list.

    Notes
    -----
    Maximum-weight matchings (Edmonds 1965, by networkx) on the strengths of the missing links, in three turns. First
    among all: partners look for each other. Then those left look for somebody of the first turn, once each: a
    documented reason to meet is worth being the second one. Last, those left without any documented reason are matched
    among themselves, organisations that differ and that no document ties; whoever is left after that chooses freely.
    Nobody is sent to somebody with whom it sat at a round already played.
    """
    met = _met(material)
    rows = {pair: row for pair, row in material.missing.items() if frozenset(pair) not in met}
    best = max((float(row.valeurs["score"]) for row in rows.values()), default=1.0) or 1.0
    weights = {pair: float(row.valeurs["score"]) / best for pair, row in rows.items()}
    partners = _matched(material.seats, weights)
    held = set(partners)
    second = _matched(material.seats, {pair: weight for pair, weight in weights.items() if len(held & {*pair}) == 1})
    sought = {second[id_]: id_ for id_ in second if id_ not in held}
    partners |= {id_: second[id_] for id_ in sought.values()}
    left = [seat for seat in material.seats if seat.id not in partners]
    free = {
        (one.id, other.id): 1.0
        for one, other in combinations(left, 2)
        if one.organisme != other.organisme
        and not material.tied(one, other)
        and frozenset((one.id, other.id)) not in met
    }
    partners |= _matched(left, free)
    found = []
    for seat in material.seats:
        partner = material.every[partners[seat.id]] if seat.id in partners else None
        row = (rows.get((seat.id, partner.id)) or rows.get((partner.id, seat.id))) if partner else None
        found.append(Meeting(seat, partner, row, material.every[sought[seat.id]] if seat.id in sought else None))
    return tuple(found)


def _met(material: Material) -> frozenset[frozenset[str]]:
    """Return the pairs of participants who sat together at a round already played."""
    workshop = material.workshop
    tables = (table for tour in workshop.plan[: workshop.joues] for table in tour)
    return frozenset(frozenset(pair) for table in tables for pair in combinations(table, 2))


def _matched(seats: Iterable[Seat], weights: Mapping[tuple[str, str], float]) -> dict[str, str]:
    """Return the partner of each participant of a matching of greatest weight, both ways."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(seat.id for seat in seats)
    graph.add_weighted_edges_from((one, other, weight) for (one, other), weight in weights.items())
    pairs = nx.max_weight_matching(graph)
    return {one: other for pair in pairs for one, other in (pair, pair[::-1])}
