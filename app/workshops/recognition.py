"""Find the actor of the base that a participant is, and say which one, or why none was chosen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz

from app.view_models.typography import typeset
from app.workshops import planning
from app.workshops.record import Participant, Workshop
from graph.analysis.name_forms import forms_of, initials
from graph.analysis.name_similarity import compare_names
from graph.answers.sentence import listing
from ingest.headings import fold

if TYPE_CHECKING:
    from graph.answers.context import Context

_NEAR: Final = 0.5
"""Least resemblance of a name that is offered first, 0 to 1."""

_MOST: Final = 8
_WHERE: Final = "à l’étape « Invités », sous « Corriger ou retirer un invité »"


def welcome(workshop: Workshop, typed: Participant, context: Context, day: str | None) -> tuple[Participant, str]:
    """
    Return somebody added by name with the actor of the base that bears this name, and what was found, in French.

    Parameters
    ----------
    workshop
        Who is there already.
    typed
        As written; what it says of the sector is completed, never replaced.
    context
        Names, organisations and sectors.
    day
        ISO day of the data, or None for all dates.
    """
    (made,) = planning.recognised(context, (typed,), day)
    if made.acteur:
        name = context.name_of.get(made.acteur, made.acteur)
        called = "" if fold(name) == fold(typed.nom) else f", c’est « {name} »"
        said = f"{typed.nom} : reconnu dans la base{called}. {already(same_seat(workshop, made, made.acteur))}"
    elif found := planning.bearers(context, typed):
        names = listing((f"« {context.name_of.get(one, one)} »" for one in sorted(found)), _MOST)
        said = f"{typed.nom} : plusieurs acteurs de la base portent ce nom ({names}). Dites lequel {_WHERE}."
    else:
        said = (
            f"{typed.nom} : la base ne connaît pas ce nom. Si c’est un acteur qu’elle nomme autrement, dites lequel "
            f"{_WHERE}."
        )
    return made, typeset(said.strip())


def same_seat(workshop: Workshop, one: Participant, acteur: str) -> tuple[Participant, ...]:
    """Return the other participants that are this actor, with the function of this one."""
    return tuple(
        other
        for other in workshop.participants
        if other.id != one.id and other.acteur == acteur and fold(other.fonction) == fold(one.fonction)
    )


def already(others: Iterable[Participant]) -> str:
    """Say that some participants are already this actor, with this function; empty without any."""
    named = [f"{one.nom} (n° {one.id.lstrip('p').lstrip('0') or one.id})" for one in others]
    if not named:
        return ""
    verb = "est" if len(named) == 1 else "sont"
    return typeset(
        f"{listing(named, _MOST)} {verb} déjà dans la liste pour cet acteur, avec la même fonction. Si c’est la même "
        "personne, gardez-en une seule ; sinon, écrivez leur fonction."
    )


def nearest_first(context: Context, name: str, acteurs: Iterable[str]) -> list[str]:
    """Return ids of actors: those with a name or an acronym most like this one first, then the others as given."""
    ids = list(acteurs)
    wanted = frozenset(ids)
    ours, letters = forms_of(name), initials(name)
    likeness = {}
    for row in context.names:
        if row["id"] in wanted:
            theirs = forms_of(row["nom"], row["sigle"], row["alias"] or ())
            read = compare_names(ours, theirs, acronyms=(letters, initials(row["nom"]))).value
            spelled = filter(None, (row["nom"], row["sigle"], *(row["alias"] or ())))
            likeness[str(row["id"])] = max(read, *(_same_words(name, str(text)) for text in spelled))
    near = sorted((id_ for id_ in likeness if likeness[id_] >= _NEAR), key=lambda id_: (-likeness[id_], id_))[:_MOST]
    return [*near, *(id_ for id_ in ids if id_ not in frozenset(near))]


def _same_words(one: str, other: str) -> float:
    """Return how many letters two names share, 0 to 1, whatever the order of words; those that one lacks count half."""
    ours, theirs = fold(one), fold(other)
    return (fuzz.token_set_ratio(ours, theirs) + fuzz.token_sort_ratio(ours, theirs)) / 200
