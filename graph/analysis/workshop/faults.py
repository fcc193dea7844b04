"""Say in French what makes a table plan impossible, everything at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from graph.analysis.workshop.feasible import conflict
from graph.analysis.workshop.problem import FEWEST, MOST, MOST_ROUNDS, Seating


def faults(seating: Seating, names: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """
    Return what makes a problem impossible.

    Parameters
    ----------
    seating
        The problem; hosts and forbidden pairs that name someone who is not seated are left aside.
    names
        What to call a person by in the sentences; the id by default.

    Returns
    -------
    sentences
        In French, each with its number or its names; empty when a plan can be made.
    """
    called = names or {}
    found = [*_numbers(seating), *_people(seating, called)]
    return tuple(found or [*_hosts(seating, called), *_forbidden(seating, called)])


def _numbers(seating: Seating) -> list[str]:
    found = []
    people, tables = len(seating.people), seating.tables
    if people < FEWEST:
        found.append(f"Il faut au moins {FEWEST} participants ; il y en a {people}.")
    if people > MOST:
        found.append(f"Un plan va jusqu’à {MOST} participants ; il y en a {people}.")
    if tables < 1:
        found.append(f"Il faut au moins une table ; il y en a {tables}.")
    elif tables > people:
        found.append(f"Il y a plus de tables ({tables}) que de participants ({people}) : une table resterait vide.")
    if seating.rounds < 1:
        found.append(f"Il faut au moins un tour ; il y en a {seating.rounds}.")
    elif seating.rounds > MOST_ROUNDS:
        found.append(f"Un plan va jusqu’à {MOST_ROUNDS} tours ; il y en a {seating.rounds}.")
    elif len(seating.played) > seating.rounds:
        found.append(f"{len(seating.played)} tours sont déjà joués ; le plan n’en compte que {seating.rounds}.")
    for rank, tour in enumerate(seating.played, start=1):
        twice = [person for person, count in Counter(person for table in tour for person in table).items() if count > 1]
        if twice:
            found.append(f"Au tour {rank}, déjà joué, quelqu’un est assis à deux tables : {', '.join(sorted(twice))}.")
    return found


def _people(seating: Seating, names: Mapping[str, str]) -> list[str]:
    found = []
    twice = sorted(person for person, count in Counter(seating.people).items() if count > 1)
    if twice:
        found.append(f"Plusieurs fois dans la liste : {', '.join(names.get(person, person) for person in twice)}.")
    alone = sorted({one for one, two in seating.forbidden if one == two})
    if alone:
        told = ", ".join(names.get(person, person) for person in alone)
        found.append(f"Une personne ne peut pas être séparée d’elle-même : {told}.")
    for person, table in sorted(seating.hosts.items()):
        if not 0 <= table < seating.tables:
            told = names.get(person, person)
            found.append(f"{told} tient la table {table + 1}, qui n’existe pas (il y a {seating.tables} tables).")
    return found


def _hosts(seating: Seating, names: Mapping[str, str]) -> list[str]:
    present = set(seating.people)
    seats: dict[int, list[str]] = {}
    for person, table in sorted(seating.hosts.items()):
        if person in present:
            seats.setdefault(table, []).append(person)
    found = []
    for table, people in sorted(seats.items()):
        if len(people) > seating.sizes[table]:
            told = ", ".join(names.get(person, person) for person in people)
            places = seating.sizes[table]
            found.append(f"La table {table + 1} n’a que {places} places et trop de personnes la tiennent : {told}.")
    for one, two in sorted(seating.pairs_forbidden):
        if one in seating.hosts and two in seating.hosts and seating.hosts[one] == seating.hosts[two]:
            told = f"« {names.get(one, one)} » et « {names.get(two, two)} »"
            found.append(f"{told} tiennent la même table ({seating.hosts[one] + 1}) et ne doivent pas s’y trouver.")
    return found


def _forbidden(seating: Seating, names: Mapping[str, str]) -> list[str]:
    if _hosts(seating, names):
        return []
    pairs = conflict(seating)
    if not pairs:
        return []
    told = ", ".join(f"« {names.get(one, one)} » et « {names.get(two, two)} »" for one, two in pairs)
    tables = f"{seating.tables} table{'s' if seating.tables > 1 else ''}"
    people = sorted({person for pair in pairs for person in pair})
    if len(pairs) == len(people) * (len(people) - 1) // 2 and len(people) > seating.tables:
        why = f"{len(people)} personnes à séparer toutes les unes des autres n’ont que {tables}"
    else:
        hosts = " et les personnes qui tiennent une table" if any(person in seating.hosts for person in people) else ""
        why = f"ces interdits{hosts} ne laissent aucune façon d’asseoir tout le monde à {tables}"
    return [f"Personnes impossibles à séparer : {told}. En effet, {why}."]
