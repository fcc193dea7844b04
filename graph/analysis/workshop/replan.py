"""Plan again what is left of the day: the rounds played stay, some people have left, others arrive."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from graph.analysis.workshop.problem import Round, Seating


def without_and_with(
    seating: Seating, *, played: Sequence[Round], absent: Collection[str] = (), arriving: Collection[str] = ()
) -> Seating:
    """
    Return the problem of the rounds left.

    Parameters
    ----------
    seating
        The problem of the morning.
    played
        Rounds already played.
    absent
        Ids of those who are not there or no longer.
    arriving
        Ids of those who join; who is already seated is not counted twice.

    Returns
    -------
    seating
        Hosts who left leave their table free. When too few are left for the tables, tables are taken away (the
        last ones first), so that nobody sits alone.
    """
    gone = set(absent) - set(arriving)
    people = tuple(dict.fromkeys([*(person for person in seating.people if person not in gone), *sorted(arriving)]))
    tables = min(seating.tables, max(1, len(people) // 2))
    hosts = {person: table for person, table in seating.hosts.items() if person in people and table < tables}
    return replace(seating, people=people, tables=tables, hosts=hosts, played=tuple(played))
