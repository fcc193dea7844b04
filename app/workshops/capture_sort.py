"""Sort the forms that were read: new, already received, there twice, empty; and say what two that differ differ in."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final

from app.view_models.typography import counted, day, typeset
from app.workshops.capture_draft import Draft
from app.workshops.capture_faults import Conflict, Fault, Reading, differences, same_answers
from app.workshops.capture_questions import ABSENT, BEFORE, MET, MISTAKE, STEP, TODAY, WHEN, heading
from app.workshops.milestones import EFFECT, MILESTONES
from app.workshops.record import ABSENT as STAYED_AWAY
from app.workshops.record import DAY, DECLINED, Contact, Form, Workshop
from graph.answers.sentence import listing

_MOST_NAMES: Final = 8
_NOTHING: Final = "rien d’écrit"
_YES_NO: Final = {True: "oui", False: "non", None: _NOTHING}

_Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """
    Hold one answer that is not the same in forms between which one has to choose.

    Parameters
    ----------
    about
        Whom it is about; empty for the two last questions.
    question
        What was asked, as the form says it.
    answers
        The answer of each form, in words, in the order of `Conflict.candidates`.
    """

    about: str
    question: str
    answers: tuple[str, ...]


def sort_forms(
    workshop: Workshop, drafts: Sequence[Draft], spoiled: Collection[_Key], faults: Sequence[Fault], where: str
) -> Reading:
    """
    Return all that was read: the same form twice is one; two that differ are a question.

    Parameters
    ----------
    workshop
        Workshop, with the forms already received.
    drafts
        Forms read, sound or not, in the order of the files.
    spoiled
        Those that have a fault, by participant and moment.
    faults
        What was said while they were read.
    where
        Name of the file, or of all of them, for what is said of several forms at once.
    """
    found: dict[_Key, list[tuple[Form, Fault]]] = {}
    for draft in drafts:
        form = draft.form(workshop)
        key = (form.participant, form.moment)
        if key not in spoiled and (form.contacts or form.absent or form.erreur):
            found.setdefault(key, []).append((form, draft.where))
    kept = {(form.participant, form.moment): form for form in workshop.formulaires}
    sound: list[Form] = []
    conflicts: list[Conflict] = []
    questions: list[Fault] = []
    twice: list[str] = []
    again: list[str] = []
    for key, several in found.items():
        distinct = [
            (form, place)
            for rank, (form, place) in enumerate(several)
            if not any(same_answers(form, other) for other, _ in several[:rank])
        ]
        if len(several) > len(distinct):
            twice.append(key[0])
        received = kept.get(key)
        differing = [one for one in distinct if received is None or not same_answers(received, one[0])]
        if not differing:
            again.append(key[0])
        elif received is None and len(distinct) == 1:
            sound.append(distinct[0][0])
        else:
            conflict = _conflict(key, received, differing)
            conflicts.append(conflict)
            questions.append(_question(workshop, conflict, differing[0][1]))
    empty = [one.participant for one in drafts if not one.rows and not one.absent and not one.erreur]
    given = [one for one in drafts if one.participant not in empty]
    away = [one.participant for one in given if _is_away(workshop, one.participant)]
    notes = [
        Fault(fichier=where, message=typeset(text), remede="", bloquant=False)
        for text in (
            _told(workshop, twice, "est donné deux fois, identique : il compte une fois",
                  "sont donnés deux fois, identiques : ils comptent une fois"),
            _told(workshop, again, "est déjà reçu, identique : il n’est pas repris",
                  "sont déjà reçus, identiques : ils ne sont pas repris"),
            _told(workshop, empty, "est vide : il compte comme une absence de réponse",
                  "sont vides : ils comptent comme une absence de réponse"),
            _told(workshop, away, "vient d’un participant noté absent ou qui avait décliné : vérifiez qui est venu",
                  "viennent de participants notés absents ou qui avaient décliné : vérifiez qui est venu"),
            _gone(workshop, given),
            _met_nobody(workshop, drafts),
            _told(workshop, _late(workshop, given), *_late_words(workshop)),
        )
        if text
    ]  # fmt: skip
    return Reading(sound=tuple(sound), faults=(*faults, *questions, *notes), conflicts=tuple(conflicts))


def what_differs(workshop: Workshop, conflict: Conflict) -> tuple[Difference, ...]:
    """Return the answers that are not the same in the forms of a conflict, in the order of the form."""
    forms = conflict.candidates
    told = [{contact.autre: contact for contact in form.contacts} for form in forms]
    found = []
    for one in workshop.participants:
        contacts = [said.get(one.id, Contact(autre=one.id)) for said in told]
        for part, values in (
            (BEFORE, [_grade(contact.avant) for contact in contacts]),
            (MET, [_YES_NO[contact.rencontre] for contact in contacts]),
            (TODAY, [_grade(contact.aujourd_hui) for contact in contacts]),
            (STEP, [contact.pas or _NOTHING for contact in contacts]),
            (WHEN, [contact.pour_quand or _NOTHING for contact in contacts]),
        ):
            found.append((one.nom, heading(part, conflict.moment).split(" (")[0], values))
    for part, texts in ((ABSENT, [form.absent for form in forms]), (MISTAKE, [form.erreur for form in forms])):
        found.append(("", heading(part), [text or _NOTHING for text in texts]))
    return tuple(
        Difference(typeset(about), typeset(question), tuple(map(typeset, values)))
        for about, question, values in found
        if len(set(values)) > 1
    )


def _conflict(key: _Key, received: Form | None, differing: Sequence[tuple[Form, Fault]]) -> Conflict:
    forms = [form for form, _ in differing]
    places = [place.place for _, place in differing]
    if received is not None:
        when = f" (reçu le {day(received.recu)})" if received.recu else ""
        forms, places = [received, *forms], [f"ce qui est déjà gardé{when}", *places]
    return Conflict(*key, tuple(forms), received=received is not None, places=tuple(map(typeset, places)))


def _question(workshop: Workshop, conflict: Conflict, where: Fault) -> Fault:
    name = workshop.participant(conflict.participant).nom
    differing = counted(differences(*conflict.candidates[:2]), "réponse diffère", "réponses diffèrent")
    count = len(conflict.candidates)
    there = f"donné {'deux' if count == 2 else count} fois, différent ({differing})"
    if conflict.received:
        there = f"déjà reçu, et celui du fichier est différent ({differing})"
    return replace(
        where,
        message=typeset(f"Le questionnaire de « {name} » est {there}."),
        remede="Dites lequel garder.",
        question=True,
    )


def _told(workshop: Workshop, ids: Sequence[str], one: str, many: str) -> str:
    """Return what is said of several forms, with the names of who answers; empty for none."""
    if not ids:
        return ""
    names = [workshop.participant(id_).nom for id_ in dict.fromkeys(ids)]
    count = counted(len(names), f"questionnaire {one}", f"questionnaires {many}")
    return f"{count} ({listing(names, _MOST_NAMES)})."


def _is_away(workshop: Workshop, identifier: str) -> bool:
    """Tell whether somebody is told not to have come at all: who left after a round was there."""
    away = workshop.participant(identifier).statut in {DECLINED, STAYED_AWAY}
    return away and not workshop.left_after(identifier)


def _gone(workshop: Workshop, drafts: Sequence[Draft]) -> str:
    """Return what is said of the forms of those who left once they had played a round; empty for none."""
    left = {one.participant: workshop.left_after(one.participant) for one in drafts}
    names = [f"{workshop.participant(id_).nom}, après le tour {rank}" for id_, rank in left.items() if rank]
    if not names:
        return ""
    one, many = (
        "vient d’un participant parti en cours d’atelier : il compte",
        "viennent de participants partis en cours d’atelier : ils comptent",
    )
    return f"{counted(len(names), f'questionnaire {one}', f'questionnaires {many}')} ({listing(names, _MOST_NAMES)})."


def _met_nobody(workshop: Workshop, drafts: Sequence[Draft]) -> str:
    """Return what is said of the answers « met: yes » about who was not there; empty for none."""
    met = [
        contact.autre
        for draft in drafts
        if draft.moment == DAY
        for contact in draft.contacts.values()
        if contact.rencontre and _is_away(workshop, contact.autre)
    ]
    if not met:
        return ""
    count = counted(len(met), "réponse dit avoir rencontré", "réponses disent avoir rencontré")
    names = listing([workshop.participant(id_).nom for id_ in dict.fromkeys(met)], _MOST_NAMES)
    one, many = "un participant noté absent", "des participants notés absents"
    who = f"{one} ou qui avait décliné" if len(set(met)) == 1 else f"{many} ou qui avaient décliné"
    kept = "elle est gardée" if len(met) == 1 else "elles sont gardées"
    return f"{count} {who} ({names}) : {kept}, vérifiez qui est venu."


def _late(workshop: Workshop, drafts: Sequence[Draft]) -> list[str]:
    """Return who gave a form of the day after the day of the second one: it may be the second one."""
    second = MILESTONES[EFFECT].day(workshop).isoformat()
    return [one.participant for one in drafts if one.moment == DAY and one.recu > second]


def _late_words(workshop: Workshop) -> tuple[str, str]:
    then = f"après le jour de la seconde saisie ({day(MILESTONES[EFFECT].day(workshop).isoformat())})"
    return (
        f"du jour de l’atelier est reçu {then} : vérifiez qu’il n’est pas celui de trois mois après",
        f"du jour de l’atelier sont reçus {then} : vérifiez qu’ils ne sont pas ceux de trois mois après",
    )


def _grade(value: int | None) -> str:
    return _NOTHING if value is None else str(value)
