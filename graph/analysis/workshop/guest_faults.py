"""Say in French why a guest list cannot be made as asked, everything at once, and what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from graph.analysis.workshop.guest_value import Candidate

_NBSP, _NARROW = "\u00a0", "\u202f"


def guest_faults(
    candidates: Sequence[Candidate],
    *,
    seats: int,
    mandatory: Collection[str] = (),
    excluded: Collection[str] = (),
    most_per_organisation: int = 1,
    names: Mapping[str, str] | None = None,
) -> tuple[str, ...]:
    """
    Return what makes the list impossible, each with its remedy; empty when it can be made.

    Parameters
    ----------
    candidates
        Who may be invited.
    seats
        Number of guests.
    mandatory, excluded
        Ids of those who must, or must not, be invited.
    most_per_organisation
        Most guests of one organisation.
    names
        Names shown, by id; an id without name stays as it is.
    """
    named = names or {}
    organisme = {candidate.id: candidate.organisme for candidate in candidates}
    wanted = sorted(set(mandatory))
    found = []
    if seats < 1:
        found.append("Il faut au moins une place : indiquez combien de personnes vous pouvez accueillir.")
    if most_per_organisation < 1:
        found.append("Il faut accepter au moins une personne par organisme.")
    found += [
        f"{_called(id_, named)} n’est pas un acteur que l’on peut inviter ici : vérifiez son nom, ou retirez-le."
        for id_ in wanted
        if id_ not in organisme
    ]
    found += [
        f"{_called(id_, named)} est à la fois obligatoire et exclu : gardez l’un ou l’autre."
        for id_ in wanted
        if id_ in set(excluded)
    ]
    over = len(wanted) - seats
    if seats >= 1 and over > 0:
        found.append(
            f"{_count(len(wanted), 'invité est obligatoire', 'invités sont obligatoires')} pour "
            f"{_count(seats, 'place', 'places')} : ajoutez {_count(over, 'place', 'places')}, ou retirez "
            f"{_count(over, 'obligatoire', 'obligatoires')}."
        )
    held = Counter(organisme[id_] for id_ in wanted if id_ in organisme)
    if most_per_organisation >= 1:
        found += [
            f"{_count(number, 'invité obligatoire', 'invités obligatoires')} pour {_called(id_, named)}, et "
            f"{_count(most_per_organisation, 'place', 'places')} par organisme : acceptez-en {number}, ou "
            f"retirez-en {number - most_per_organisation}."
            for id_, number in sorted(held.items())
            if number > most_per_organisation
        ]
    return tuple(found)


def guest_shortage(
    candidates: Sequence[Candidate], *, seats: int, excluded: Collection[str] = (), most_per_organisation: int = 1
) -> str:
    """Return the French sentence that says that candidates lack for the seats, with what to do; empty if enough."""
    barred = set(excluded)
    held = Counter(candidate.organisme for candidate in candidates if candidate.id not in barred)
    able = sum(min(number, most_per_organisation) for number in held.values())
    if able >= seats:
        return ""
    shared = sum(held.values()) > able
    remedies = [
        *(["acceptez plusieurs personnes par organisme"] if shared else []),
        *(["retirez des exclusions"] if barred else []),
        "élargissez le territoire",
        "ou ajoutez vous-même des acteurs obligatoires",
    ]
    return (
        f"{_count(able, 'seul acteur peut être invité', 'acteurs seulement peuvent être invités')} pour "
        f"{_count(seats, 'place', 'places')} : {', '.join(remedies)}."
    )


def _called(id_: str, names: Mapping[str, str]) -> str:
    return f"« {names.get(id_, id_)} »"


def _count(number: int, singular: str, plural: str) -> str:
    return f"{number:,}".replace(",", _NARROW) + _NBSP + (singular if number < 2 else plural)
