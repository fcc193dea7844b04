"""Keep forms in a workshop: check one typed on screen, take those of a file, choose between two that differ. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from app.workshops.capture_cells import Trouble, grade, shown, words
from app.workshops.capture_faults import Fault, Reading
from app.workshops.capture_questions import ABSENT, BEFORE, HEADINGS, MISTAKE, OTHER, STEP, TODAY, WHEN
from app.workshops.record import DAY, Form, Workshop

_Key = tuple[str, str]


def check_form(workshop: Workshop, form: Form) -> tuple[Fault, ...]:
    """Return what is wrong with a form typed on screen, all at once."""
    faults: list[Fault] = []
    known = {one.id for one in workshop.participants}
    where = Fault(fichier="saisie à l’écran", participant=form.participant, message="", remede="")
    if form.participant not in known:
        faults.append(
            replace(where, message="Qui répond n’est pas dans la liste de l’atelier.", remede="Choisissez-le.")
        )
    for part, text in ((ABSENT, form.absent), (MISTAKE, form.erreur)):
        faults += _told(where, part, text, words(text))
    told = Counter(contact.autre for contact in form.contacts)
    for contact in form.contacts:
        if contact.autre not in known or contact.autre == form.participant or told[contact.autre] > 1:
            message = "Un participant est inconnu, en double, ou répond de lui-même."
            faults.append(
                replace(where, colonne=HEADINGS[OTHER], valeur=contact.autre, message=message, remede="Retirez-le.")
            )
        for part, value in ((BEFORE, contact.avant), (TODAY, contact.aujourd_hui)):
            faults += _told(where, part, value, grade(value))
        for part, text in ((STEP, contact.pas), (WHEN, contact.pour_quand)):
            faults += _told(where, part, text, words(text))
    return tuple(faults)


def accept(
    workshop: Workshop, reading: Reading, *, sound_only: bool = False, chosen: Mapping[_Key, int] | None = None
) -> Workshop:
    """
    Return the workshop with the forms of a reading.

    Parameters
    ----------
    workshop
        Workshop.
    reading
        What was read.
    sound_only
        Whether the sound forms are kept although others have faults; nothing is kept otherwise.
    chosen
        Which one is kept among forms that differ: (participant, moment) -> place in `Conflict.candidates`. A conflict
        that is not decided keeps what was there.
    """
    decided = chosen or {}
    picked = [conflict.candidates[decided[conflict.key]] for conflict in reading.conflicts if conflict.key in decided]
    if is_blocked(reading, decided) and not sound_only:
        return workshop
    return with_forms(workshop, (*reading.sound, *picked))


def is_blocked(reading: Reading, chosen: Mapping[_Key, int]) -> bool:
    """Tell whether something keeps the forms of a reading out: a fault, or a choice that is not made."""
    waiting = any(conflict.key not in chosen for conflict in reading.conflicts)
    return waiting or any(not fault.question for fault in reading.blocking)


def with_forms(workshop: Workshop, forms: Sequence[Form]) -> Workshop:
    """Return the workshop with these forms, each in the place of the one of the same participant and moment."""
    kept = {(form.participant, form.moment): form for form in workshop.formulaires}
    kept.update({(form.participant, form.moment): form for form in forms})
    order = {one.id: place for place, one in enumerate(workshop.participants)}
    ordered = sorted(kept.values(), key=lambda form: (form.moment != DAY, order.get(form.participant, len(order))))
    return replace(workshop, formulaires=tuple(ordered))


def _told(where: Fault, part: str, value: object, found: object) -> Iterator[Fault]:
    if isinstance(found, Trouble):
        message = found.message[0].upper() + found.message[1:]
        yield replace(where, colonne=HEADINGS[part], valeur=shown(value), message=f"{message}.", remede=found.remedy)
