"""Choose on the command line between two forms of one participant that differ: by an option, or by answering."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.commands.failures import misuse
from app.commands.session import Session
from app.view_models.typography import typeset
from app.workshops.capture_cells import Names, Trouble
from app.workshops.capture_faults import Conflict, Reading
from app.workshops.capture_sort import what_differs
from app.workshops.record import Workshop

Chosen = Mapping[tuple[str, str], int]
"""Which form is kept, by participant and moment: its place in `Conflict.candidates`."""


def chosen_of(workshop: Workshop, reading: Reading, texts: Iterable[str]) -> Chosen:
    """
    Return the choices of the option `--choose PARTICIPANT=NUMÉRO`.

    Raises
    ------
    CommandFailure
        If a text says no participant with two forms, or a number that none of them has; all of them at once.
    """
    names = Names(workshop)
    waiting = {conflict.participant: conflict for conflict in reading.conflicts}
    found: dict[tuple[str, str], int] = {}
    wrong = []
    for text in texts:
        name, _, number = text.rpartition("=")
        who = names.find(name)
        conflict = None if isinstance(who, Trouble) else waiting.get(who)
        if isinstance(who, Trouble):
            wrong.append(f"« {text} » : {who.message}. {who.remedy}")
        elif conflict is None:
            wrong.append(f"« {text} » : ce participant n’a pas deux questionnaires différents.")
        elif not number.strip().isdecimal() or not 1 <= int(number) <= len(conflict.candidates):
            wrong.append(f"« {text} » : écrivez un numéro de 1 à {len(conflict.candidates)} après « = ».")
        else:
            found[conflict.key] = int(number) - 1
    if wrong:
        raise misuse(typeset(" ".join(wrong)), "Écrivez par exemple --choose p03=2.")
    return found


def ask_each(session: Session, workshop: Workshop, conflicts: Iterable[Conflict]) -> Chosen:
    """Show each pair of forms that differ, and return the choices typed; an empty answer leaves them aside."""
    found: dict[tuple[str, str], int] = {}
    for conflict in conflicts:
        for line in question_lines(workshop, conflict):
            session.out.ask(line + "\n")
        count = len(conflict.candidates)
        while True:
            session.out.ask(typeset(f"Lequel garder ? [1 à {count}, ou Entrée pour ne pas choisir] "))
            answer = sys.stdin.readline().strip()
            if not answer:
                break
            if answer.isdecimal() and 1 <= int(answer) <= count:
                found[conflict.key] = int(answer) - 1
                break
    return found


def question_lines(workshop: Workshop, conflict: Conflict) -> list[str]:
    """Return the forms of a conflict, where each stands, and what they do not say alike."""
    said = [f"Questionnaires de « {workshop.participant(conflict.participant).nom} » :"]
    said += [f"  {rank}. {place}" for rank, place in enumerate(conflict.places, start=1)]
    for one in what_differs(workshop, conflict):
        about = f"{one.about}, {one.question[:1].lower()}{one.question[1:]}" if one.about else one.question
        answers = " ; ".join(f"{rank} : {answer}" for rank, answer in enumerate(one.answers, start=1))
        said.append(f"     {about} → {answers}")
    return [typeset(line) for line in said]


def questions_json(workshop: Workshop, conflicts: Sequence[Conflict], chosen: Chosen) -> list[dict[str, Any]]:
    """Return the conflicts as data, decided or not."""
    return [
        {
            "participant": conflict.participant,
            "moment": conflict.moment,
            "questionnaires": list(conflict.places),
            "choisi": chosen[conflict.key] + 1 if conflict.key in chosen else None,
            "differences": [
                {"participant": one.about, "question": one.question, "reponses": list(one.answers)}
                for one in what_differs(workshop, conflict)
            ],
        }
        for conflict in conflicts
    ]
