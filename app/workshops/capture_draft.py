"""Gather one form while the rows of a file are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.workshops.capture_faults import Fault
from app.workshops.capture_questions import BEFORE, MET, STEP, TODAY, WHEN
from app.workshops.record import Contact, Form, Workshop


@dataclass(slots=True)
class Draft:
    """
    Gather one form while its rows are read.

    Parameters
    ----------
    participant, moment
        Who answers; which capture.
    where
        Place where the form begins.
    contacts
        What it says of each other, by id.
    absent, erreur, recu
        As in `Form`.
    rows
        Rows with an answer, sound or not: none means that the form is empty.
    """

    participant: str
    moment: str
    where: Fault
    contacts: dict[str, Contact] = field(default_factory=dict)
    absent: str = ""
    erreur: str = ""
    recu: str = ""
    rows: int = 0

    def form(self, workshop: Workshop) -> Form:
        """Return the form, its contacts in the order of the list of participants."""
        order = {one.id: place for place, one in enumerate(workshop.participants)}
        contacts = sorted(self.contacts.values(), key=lambda contact: order[contact.autre])
        return Form(
            participant=self.participant,
            moment=self.moment,
            contacts=tuple(contacts),
            absent=self.absent,
            erreur=self.erreur,
            recu=self.recu,
        )


def contact_of(other: str, values: Mapping[str, Any]) -> Contact:
    """Return what a row says of another participant, from its values by part of the form."""
    return Contact(
        autre=other,
        avant=values[BEFORE],
        rencontre=values[MET],
        aujourd_hui=values[TODAY],
        pas=values[STEP],
        pour_quand=values[WHEN],
    )
