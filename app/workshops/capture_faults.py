"""Hold what the reading of forms gives: forms, faults with their place and what to do, forms that are there twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from app.workshops.record import Form
from ingest.issues import Issue, place_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """
    Hold one thing to know about a file of forms.

    Parameters
    ----------
    fichier, feuille, ligne, colonne
        Place as a spreadsheet shows it; None when the fault is larger.
    valeur
        Value as read, cut; None when there is none to show. Never personal data.
    message, remede
        What is wrong and what to do, French sentences.
    participant
        Id of the participant whose form it is about; empty when it is about the whole file.
    bloquant
        Whether it keeps the form out; otherwise it is only told.
    question
        Whether choosing between forms settles it (see `Reading.conflicts`).
    """

    fichier: str
    feuille: str | None = None
    ligne: int | None = None
    colonne: str | None = None
    valeur: str | None = None
    message: str
    remede: str
    participant: str = ""
    bloquant: bool = True
    question: bool = False

    @property
    def place(self) -> str:
        """Return the place in French: file, sheet, row, column."""
        return place_of(self.fichier, self.feuille, (self.ligne,) if self.ligne else (), self.colonne)

    def __str__(self) -> str:
        return said_together((self,))[0]


@dataclass(frozen=True, slots=True)
class Conflict:
    """
    Hold forms of one participant at one moment that say different things.

    Parameters
    ----------
    participant, moment
        Whose form, and which capture.
    candidates
        The forms, the one already received first when there is one.
    received
        Whether the first one is already received.
    places
        Where each of them stands, in words.
    """

    participant: str
    moment: str
    candidates: tuple[Form, ...]
    received: bool
    places: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """Return the participant and the moment."""
        return self.participant, self.moment


@dataclass(frozen=True, slots=True)
class Reading:
    """
    Hold what a file says.

    Parameters
    ----------
    sound
        New forms without any fault.
    faults
        Everything to know, in the order of the file.
    conflicts
        Forms between which one has to choose.
    """

    sound: tuple[Form, ...]
    faults: tuple[Fault, ...]
    conflicts: tuple[Conflict, ...] = ()

    @property
    def blocking(self) -> tuple[Fault, ...]:
        """Return what keeps forms out."""
        return tuple(fault for fault in self.faults if fault.bloquant)

    @property
    def notes(self) -> tuple[Fault, ...]:
        """Return what is only told."""
        return tuple(fault for fault in self.faults if not fault.bloquant)

    @property
    def forms(self) -> tuple[Form, ...]:
        """Return the forms to keep as they are: none while something keeps one of them out."""
        return () if self.blocking else self.sound


def said_together(faults: Iterable[Fault]) -> tuple[str, ...]:
    """Return faults as sentences, in order; the same one on several rows of a column is said once."""
    rows: dict[Fault, list[int]] = {}
    for fault in faults:
        rows.setdefault(replace(fault, ligne=None), []).extend((fault.ligne,) if fault.ligne else ())
    return tuple(
        f"{place_of(one.fichier, one.feuille, found, one.colonne)}\u00a0: {one.message} {one.remede}".rstrip()
        for one, found in rows.items()
    )


def differences(one: Form, other: Form) -> int:
    """Return how many answers differ between two forms."""
    mine = {contact.autre: contact for contact in one.contacts}
    theirs = {contact.autre: contact for contact in other.contacts}
    pairs = sum(mine.get(id_) != theirs.get(id_) for id_ in mine.keys() | theirs.keys())
    return pairs + (one.absent != other.absent) + (one.erreur != other.erreur)


def same_answers(one: Form, other: Form) -> bool:
    """Tell whether two forms say the same; the day on which they came says nothing of the answers."""
    return replace(one, recu="") == replace(other, recu="")


def of_issue(issue: Issue) -> Fault | None:
    """Return a problem of the file as a fault; None for what was put right and changes nothing."""
    if not issue.blocking and issue.ligne is not None:
        return None
    return Fault(
        fichier=issue.fichier,
        feuille=issue.feuille,
        ligne=issue.ligne,
        colonne=issue.colonne,
        valeur=issue.valeur,
        message=issue.message,
        remede=issue.remede.replace("relancez l’import", "donnez-le à nouveau"),
        bloquant=issue.blocking,
    )
