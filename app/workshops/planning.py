"""Turn a workshop into what the analyses plan, and their plans into the workshop's: guests, tables, pairs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING, Final

from app.workshops.record import PAIRS, Participant, Round, Workshop
from graph.analysis.workshop.problem import Seating, sort_pair
from graph.answer import Answer
from ingest.headings import fold

if TYPE_CHECKING:
    # The store comes with it: a plan of numbers does without.
    from graph.answers.context import Context

GUESTS: Final = "invites"
"""Question that proposes a guest list."""

SPARE: Final = 0.05
"""Share of the meetings that may be given up when the same people should meet less often."""

Parameters = Mapping[str, str | Sequence[str]]
Asking = Callable[[str, Parameters], Answer]
Pair = tuple[str, str]

ABSENT, CURRENT, STALE = "absent", "a_jour", "perime"
"""State of a plan: none, as the list is now, made for another list or other tables."""

NO_SEAT = "N’ont pas de place"
"""How the reason begins that some people have no seat."""


@dataclass(frozen=True, slots=True)
class PlanState:
    """
    Say whether a plan still fits its workshop.

    Parameters
    ----------
    code
        `absent`, `a_jour` or `perime`.
    reasons
        Why it no longer fits, French sentences.
    """

    code: str
    reasons: tuple[str, ...] = ()


def guest_parameters(workshop: Workshop, *, kept: bool = False) -> Parameters:
    """
    Return the parameters of the question that proposes a list.

    Parameters
    ----------
    workshop
        Territory, themes and their weights, seats, mandatory and excluded actors.
    kept
        Whether to judge the list as it is: its actors are all mandatory, there are no other seats, and who does not
        come stands in for nobody.
    """
    # A service counts for its organisation, as in the proposal: several seats of one are asked for once.
    own = list(dict.fromkeys(one.organisme or one.acteur for one in workshop.presents if one.acteur))
    seats = len(own) if kept else workshop.places
    return {
        "territoire": workshop.territoire,
        "themes": [_weighted(theme, weight) for theme, weight in workshop.themes.items()],
        "places": str(seats),
        "obligatoires": own if kept else list(workshop.obligatoires),
        "exclus": _left_out(workshop, own) if kept else list(workshop.exclus),
        "max_par_organisme": str(seats if kept else workshop.max_par_organisme),
    }


def _left_out(workshop: Workshop, own: Iterable[str]) -> list[str]:
    """Return the actors who stand in for nobody: excluded, declined or absent, unless they come all the same."""
    coming = {*own, *(one.acteur for one in workshop.presents)}
    away = (one.organisme or one.acteur for one in workshop.participants if one.acteur and one not in workshop.presents)
    return [name for name in dict.fromkeys([*workshop.exclus, *away]) if name not in coming]


def refreshed(workshop: Workshop, answer: Answer, another: str = "") -> Workshop:
    """
    Return the workshop whose participants have the reason and the substitute of today: those kept are of the proposal.

    Parameters
    ----------
    workshop
        Workshop.
    answer
        Answer to `invites` for the list as it is (`guest_parameters`, kept).
    another
        Id of the actor that would add most to the list: the substitute of those who do not come; empty for nobody.
    """
    # Heavy: a plan of numbers does without.
    from graph.answers.analyses.invites_words import ASKED_FOR  # noqa: PLC0415

    rows = {str(row.valeurs["acteur_id"]): row.valeurs for row in answer.lignes}
    made = []
    for one in workshop.participants:
        row = rows.get(one.acteur) or rows.get(one.organisme)
        if one not in workshop.presents:
            made.append(replace(one, remplacant=another))
        elif row is not None:
            # The list as it is is asked for whole: that says nothing of who was wanted from the start.
            reason = str(row.get("raison") or "")
            if not {one.acteur, one.organisme} & set(workshop.obligatoires):
                reason = reason.removesuffix(ASKED_FOR).removesuffix(", ") or one.raison
            made.append(replace(one, raison=reason, remplacant=str(row.get("remplacant_id") or "")))
        else:
            made.append(one)
    return replace(workshop, participants=tuple(made))


def next_guest(workshop: Workshop, asking: Asking) -> str:
    """Return the id of the actor that would add most to the list as it is; empty when there is none."""
    asked = guest_parameters(workshop, kept=True)
    seats = str(int(str(asked["places"])) + 1)
    found = (str(row.valeurs["acteur_id"]) for row in asking(GUESTS, {**asked, "places": seats}).lignes)
    return next((id_ for id_ in found if id_ not in asked["obligatoires"]), "")


def _weighted(theme: str, weight: float) -> str:
    return theme if weight == 1 else f"{theme}={weight:g}"


def guests_from_answer(answer: Answer, context: Context, day: str | None) -> tuple[Participant, ...]:
    """
    Return the guests that an answer to `invites` proposes, in its order; their ids are given when they are added.

    Parameters
    ----------
    answer
        Answer to `invites`.
    context
        Names and sectors.
    day
        ISO day of the data, or None for all dates.
    """
    return tuple(
        replace(
            participant_of(context, str(row.valeurs["acteur_id"]), day),
            organisme=str(row.valeurs.get("organisme_id") or row.valeurs["acteur_id"]),
            raison=str(row.valeurs.get("raison") or ""),
            remplacant=str(row.valeurs.get("remplacant_id") or ""),
        )
        for row in answer.lignes
    )


def participant_of(context: Context, acteur_id: str, day: str | None, *, reason: str = "") -> Participant:
    """Return an actor of the base as a participant; its id is given when it is added."""
    return Participant(
        id="",
        acteur=acteur_id,
        nom=context.name_of.get(acteur_id, acteur_id),
        organisme=context.organisations(day).get(acteur_id, acteur_id),
        secteur=context.snapshot(day).secteur(acteur_id) or "",
        raison=reason,
    )


def recognised(context: Context, participants: Iterable[Participant], day: str | None) -> tuple[Participant, ...]:
    """
    Return participants with the actor of the base that each name designates, when one only does.

    What the list says of the organisation and of the sector is completed by the base, never replaced; a service and
    its organisation are told to be of one organisation.
    """
    by_name = _actors_by_name(context)
    made = []
    for one in participants:
        found = _bearing(by_name, one)
        if len(found) != 1 or one.acteur:
            made.append(one)
            continue
        made.append(attached(one, participant_of(context, next(iter(found)), day)))
    return tuple(made)


def attached(one: Participant, known: Participant) -> Participant:
    """Return a participant as an actor of the base; its id, name, function, status and table stay."""
    return replace(one, acteur=known.acteur, organisme=known.organisme, secteur=one.secteur or known.secteur)


def detached(one: Participant, known: Participant) -> Participant:
    """Return a participant without the actor of the base, nor what it says of it: organisation, sector, reason."""
    return replace(
        one,
        acteur="",
        organisme=fold(one.nom) or one.nom,
        secteur="" if one.secteur == known.secteur else one.secteur,
        raison="",
    )


def bearers(context: Context, participant: Participant) -> frozenset[str]:
    """Return the actors of the base that bear the name of a participant, else that of its organisation."""
    return _bearing(_actors_by_name(context), participant)


def _bearing(by_name: Mapping[str, set[str]], one: Participant) -> frozenset[str]:
    return frozenset(by_name.get(fold(one.nom)) or by_name.get(one.organisme) or ())


def _actors_by_name(context: Context) -> dict[str, set[str]]:
    by_name: dict[str, set[str]] = {}
    for row in context.names:
        if "Acteur" in row["labels"]:
            for text in filter(None, (row["nom"], row["sigle"], *(row["alias"] or ()))):
                by_name.setdefault(fold(str(text)), set()).add(str(row["id"]))
    return by_name


def weights_of(workshop: Workshop, asking: Asking) -> dict[Pair, float]:
    """
    Return the strength of the missing link of each pair of participants, 0 to 1; pairs without one are left out.

    It is that of the guest list: the score of the pair divided by the highest one of the territory. Participants of one
    organisation share its links.
    """
    if sum(bool(one.acteur) for one in workshop.presents) < 2:
        return {}
    answer = asking(GUESTS, {**guest_parameters(workshop, kept=True), "exclus": []})
    return weights_among(workshop.participants, missing_strengths(answer))


def missing_strengths(answer: Answer) -> dict[Pair, float]:
    """Return the strengths of the missing links between the guests of an answer to `invites`, by pair of actors."""
    found = answer.tableaux.get("liens")
    rows = found.lignes if found else ()
    return {sort_pair(str(row.valeurs["a_id"]), str(row.valeurs["b_id"])): float(row.valeurs["force"]) for row in rows}


def weights_among(participants: Iterable[Participant], scores: Mapping[Pair, float]) -> dict[Pair, float]:
    """Return scores of pairs of actors as weights of pairs of participants."""
    seats: dict[str, list[str]] = {}
    for one in participants:
        for name in {one.acteur, one.organisme} - {""}:
            seats.setdefault(name, []).append(one.id)
    found: dict[Pair, float] = {}
    for (a, b), score in scores.items():
        for left in seats.get(a, ()):
            for right in seats.get(b, ()):
                if left != right:
                    pair = sort_pair(left, right)
                    found[pair] = max(score, found.get(pair, 0.0))
    return found


def seating_of(workshop: Workshop, weights: Mapping[Pair, float] | None = None) -> Seating:
    """Return what is asked of the table plan: those who are present, the rounds already played kept as they are."""
    present = workshop.presents
    ids = {one.id for one in present}
    return Seating(
        people=tuple(one.id for one in present),
        tables=workshop.tables,
        rounds=workshop.tours,
        hosts={one.id: one.table - 1 for one in present if one.table},
        forbidden=frozenset((a, b) for a, b in workshop.interdits if a in ids and b in ids),
        organisations={one.id: one.organisme or one.nom for one in present},
        sectors={one.id: one.secteur for one in present if one.secteur},
        weights=dict(weights or {}),
        played=workshop.plan[: workshop.joues],
        spare=SPARE if workshop.reparti else 0.0,
    )


def met_pairs(rounds: Iterable[Round]) -> frozenset[Pair]:
    """Return the pairs seated together at least once."""
    return frozenset(
        sort_pair(one, other)
        for tour in rounds
        for table in tour
        for rank, one in enumerate(table)
        for other in table[:rank]
    )


def most_met(rounds: Iterable[Round]) -> tuple[int, tuple[Pair, ...]]:
    """Return the most times that two people are seated together, 0 without any, and the pairs who are, sorted."""
    tables = (table for tour in rounds for table in tour)
    times = Counter(sort_pair(one, other) for table in tables for one, other in combinations(dict.fromkeys(table), 2))
    most = max(times.values(), default=0)
    return most, tuple(sorted(pair for pair, count in times.items() if count == most))


def plan_state(workshop: Workshop) -> PlanState:
    """Say whether the rounds still to play seat those who are present, as the tables and the pairs now ask."""
    if not workshop.plan:
        return PlanState(ABSENT)
    coming = workshop.plan[workshop.joues :]
    present = {one.id for one in workshop.presents}
    reasons = []
    seated = {one for tour in coming for table in tour for one in table}
    names = {one.id: one.nom for one in workshop.participants}
    if coming and (gone := seated - present):
        reasons.append(f"Ne viennent plus : {_listed(names.get(one, one) for one in sorted(gone))}.")
    if coming and (new := present - seated):
        reasons.append(f"{NO_SEAT} : {_listed(names.get(one, one) for one in sorted(new))}.")
    if len(workshop.plan) != workshop.tours:
        reasons.append("Le nombre de tours a changé.")
    paired = workshop.mode == PAIRS
    # Once the day has begun, too few people leave tables unused (see `graph.analysis.workshop.replan`).
    wanted = min(workshop.tables, max(1, len(present) // 2)) if workshop.joues else workshop.tables
    if not paired and any(len(tour) != wanted for tour in coming):
        reasons.append("Le nombre de tables a changé.")
    if paired and any(len(table) > 2 for tour in coming for table in tour):
        reasons.append("Les rencontres se font maintenant à deux.")
    hosts = [(one.id, one.table - 1) for one in workshop.presents if one.table] if not paired else []
    if any(place < len(tour) and one in seated and one not in tour[place] for tour in coming for one, place in hosts):
        reasons.append("Qui anime les tables a changé.")
    if set(workshop.interdits) & met_pairs(coming):
        reasons.append("Une paire à séparer est à la même table.")
    return PlanState(STALE if reasons else CURRENT, tuple(reasons))


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
