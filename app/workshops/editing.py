"""Change one workshop: its guests, its steps, what happened on the day. Pure: whoever calls keeps the result."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final

from app.workshops.record import ABSENT, INVITED, LATE, Participant, Round, Workshop

_NUMBER: Final = re.compile(r"p(\d+)")


def new_id(workshop: Workshop) -> str:
    """Return the id of the next participant: numbers are never used twice, the plan and the forms name them."""
    used = [*(one.id for one in workshop.participants), *(one for one in _seated(workshop.plan))]
    used += [form.participant for form in workshop.formulaires]
    highest = max((int(found[1]) for name in used if (found := _NUMBER.fullmatch(name))), default=0)
    return f"p{highest + 1:02d}"


def add(workshop: Workshop, participant: Participant) -> Workshop:
    """Return the workshop with one more participant, whose id is given here."""
    made = replace(participant, id=new_id(workshop))
    return replace(workshop, participants=(*workshop.participants, made))


def add_all(workshop: Workshop, participants: Iterable[Participant]) -> Workshop:
    """Return the workshop with more participants, in order."""
    for one in participants:
        workshop = add(workshop, one)
    return workshop


def remove(workshop: Workshop, identifier: str) -> Workshop:
    """Return the workshop without a participant, nor the pairs that name it."""
    return replace(
        workshop,
        participants=tuple(one for one in workshop.participants if one.id != identifier),
        interdits=tuple(pair for pair in workshop.interdits if identifier not in pair),
    )


def edit(workshop: Workshop, identifier: str, change: Callable[[Participant], Participant]) -> Workshop:
    """Return the workshop with one participant changed."""
    changed = tuple(change(one) if one.id == identifier else one for one in workshop.participants)
    return replace(workshop, participants=changed)


def put_instead(workshop: Workshop, identifier: str, substitute: Participant) -> Workshop:
    """
    Return the workshop with another participant in the place of one who does not come.

    The actor that leaves is excluded, so that it is proposed no more; the one that comes is excluded no longer.
    """
    made = replace(substitute, id=new_id(workshop))
    gone = workshop.participant(identifier)
    people = tuple(made if one.id == identifier else one for one in workshop.participants)
    coming = {one.organisme or one.acteur for one in people} | {one.acteur for one in people}
    left = gone.organisme or gone.acteur if gone.acteur else ""
    excluded = dict.fromkeys(name for name in (*workshop.exclus, left) if name and name not in coming)
    return replace(remove(workshop, identifier), participants=people, exclus=tuple(excluded))


def set_status(workshop: Workshop, status: str, identifiers: Iterable[str]) -> Workshop:
    """Return the workshop where these participants, and no others, have a status; the others go back to invited."""
    wanted = frozenset(identifiers)

    def stands(one: Participant) -> str:
        if one.id in wanted:
            return status
        return INVITED if one.statut == status else one.statut

    return replace(workshop, participants=tuple(replace(one, statut=stands(one)) for one in workshop.participants))


def arrive(workshop: Workshop, participant: Participant) -> Workshop:
    """Return the workshop with somebody who came unannounced: new, or on the list but not expected."""
    if any(one.id == participant.id for one in workshop.participants):
        return edit(workshop, participant.id, lambda one: replace(one, statut=LATE))
    return add(workshop, replace(participant, statut=LATE))


def leave(workshop: Workshop, identifiers: Iterable[str]) -> Workshop:
    """Return the workshop where these participants, and no others, are absent."""
    return set_status(workshop, ABSENT, identifiers)


def forbid(workshop: Workshop, one: str, other: str) -> Workshop:
    """Return the workshop with a pair never seated together."""
    pair = (min(one, other), max(one, other))
    if one == other or pair in workshop.interdits:
        return workshop
    return replace(workshop, interdits=tuple(sorted((*workshop.interdits, pair))))


def allow(workshop: Workshop, pair: tuple[str, str]) -> Workshop:
    """Return the workshop without a forbidden pair."""
    return replace(workshop, interdits=tuple(other for other in workshop.interdits if other != pair))


def tick(workshop: Workshop, step: str, done: bool) -> Workshop:
    """Return the workshop with a step ticked, or not."""
    others = tuple(name for name in workshop.faits if name != step)
    return replace(workshop, faits=(*others, step) if done else others)


def play(workshop: Workshop, count: int) -> Workshop:
    """Return the workshop with this number of rounds already played, within those planned."""
    return replace(workshop, joues=max(0, min(count, len(workshop.plan))))


def drop_form(workshop: Workshop, participant: str, moment: str) -> Workshop:
    """Return the workshop without one form."""
    kept = tuple(form for form in workshop.formulaires if (form.participant, form.moment) != (participant, moment))
    return replace(workshop, formulaires=kept)


def _seated(plan: Iterable[Round]) -> Iterable[str]:
    return (one for tour in plan for table in tour for one in table)
