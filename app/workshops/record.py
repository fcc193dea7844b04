"""
Say what one workshop is, from its objective to its answers: the record that screens, commands and the kit share.

Knows neither the file it is kept in nor the base. A participant is a seat held by an organisation: organisation and
function, never the name of a person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

Round = tuple[tuple[str, ...], ...]
"""One round: for each table, ids of the participants seated at it."""

INVITED, CONFIRMED, DECLINED, ABSENT, LATE = "invite", "confirme", "decline", "absent", "arrive"
"""Where a participant stands: invited, will come, will not, did not come on the day, came unannounced or late."""

PRESENT: Final = frozenset({INVITED, CONFIRMED, LATE})
"""Those who are seated."""

DAY, LATER = "jour", "trois_mois"
"""When a form is filled in: on the day (to J+7), three months later."""

TABLES, PAIRS = "tables", "binomes"
"""How people meet: around tables, or two by two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """
    Hold one seat.

    Parameters
    ----------
    id
        `p01`, `p02`…: stable during the whole workshop.
    acteur
        Id of the actor in the base; empty when the base does not know it.
    nom
        Name of the organisation or service, as written on the badge.
    fonction
        Function, as written on the badge; empty when not given.
    organisme
        What tells organisations apart: id of the parent organisation or of the actor, else the name.
    secteur
        Term of the list of sectors; empty when unknown.
    statut
        One of `invite`, `confirme`, `decline`, `absent`, `arrive`.
    raison
        Why it is on the list, in French.
    remplacant
        Id of the actor to call if it declines; empty when there is none.
    table
        Number of the table (from 1) that it hosts in every round; 0 for a participant who moves.
    """

    id: str
    acteur: str = ""
    nom: str
    fonction: str = ""
    organisme: str = ""
    secteur: str = ""
    statut: str = INVITED
    raison: str = ""
    remplacant: str = ""
    table: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """
    Hold what one form says of one other participant.

    Parameters
    ----------
    autre
        Id of the other participant.
    avant, aujourd_hui
        Strength of the link, from 0 (none) to 5; None when the cell is empty (unknown, not zero).
    rencontre
        Whether they met; None when not said.
    pas, pour_quand
        Next step, and for when, as written.
    """

    autre: str
    avant: int | None = None
    rencontre: bool | None = None
    aujourd_hui: int | None = None
    pas: str = ""
    pour_quand: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """
    Hold one filled-in form.

    Parameters
    ----------
    participant
        Id of who answers.
    moment
        `jour` or `trois_mois`.
    contacts
        One entry per other participant of whom something is said.
    absent
        An actor missing from the room, as written.
    erreur
        A mistake on the sheet of the actor, as written.
    recu
        ISO day on which it was received.
    """

    participant: str
    moment: str = DAY
    contacts: tuple[Contact, ...] = ()
    absent: str = ""
    erreur: str = ""
    recu: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop:
    """
    Hold one workshop.

    Parameters
    ----------
    id
        Word of its file and its address: `redon-2027-03-18`.
    titre, objectif, lieu
        As written by the facilitator.
    territoire
        Id of the territory.
    date
        ISO day of the workshop.
    debut
        Hour it starts, `HH:MM`.
    themes
        Weight of each theme, by term; empty for all themes alike.
    places, max_par_organisme
        Seats; most seats of one organisation.
    obligatoires, exclus
        Ids of actors.
    participants
        Seats, in the order of the list.
    mode
        `tables` or `binomes`.
    tables, tours, minutes
        Number of tables, number of rounds, minutes of one round.
    interdits
        Pairs of participants never seated together.
    reparti
        Whether the same people should meet less often, at the price of some meetings.
    plan
        Rounds, the played ones first; pairs are tables of two, one alone rests.
    joues
        Number of rounds already played.
    graine
        Seed of the plan.
    faits
        Steps that the facilitator ticked, by name.
    formulaires
        Forms received.
    evenement
        Id of the event in the base once the answers are written there; empty before.
    """

    id: str
    titre: str
    territoire: str
    date: str
    debut: str = "09:00"
    objectif: str = ""
    lieu: str = ""
    themes: Mapping[str, float] = field(default_factory=dict)
    places: int = 24
    max_par_organisme: int = 1
    obligatoires: tuple[str, ...] = ()
    exclus: tuple[str, ...] = ()
    participants: tuple[Participant, ...] = ()
    mode: str = TABLES
    tables: int = 4
    tours: int = 3
    minutes: int = 20
    interdits: tuple[tuple[str, str], ...] = ()
    reparti: bool = False
    plan: tuple[Round, ...] = ()
    joues: int = 0
    graine: int = 0
    faits: tuple[str, ...] = ()
    formulaires: tuple[Form, ...] = ()
    evenement: str = ""

    @property
    def presents(self) -> tuple[Participant, ...]:
        """Return those who are seated, in the order of the list."""
        return tuple(one for one in self.participants if one.statut in PRESENT)

    @property
    def venus(self) -> tuple[Participant, ...]:
        """
        Return who was there, in the order of the list: they answer, are asked about, and are counted.

        Notes
        -----
        Those who are seated, those who left once they had played a round, and the authors of forms. Before the day,
        they are those who are expected.
        """
        authors = {form.participant for form in self.formulaires}
        present = {one.id for one in self.presents}
        return tuple(one for one in self.participants if one.id in present | authors or self.left_after(one.id))

    def left_after(self, identifier: str) -> int:
        """Return the last round that somebody absent since had played; 0 for who is there, or never came."""
        if not any(one.id == identifier and one.statut == ABSENT for one in self.participants):
            return 0
        played = enumerate(self.plan[: self.joues], start=1)
        return max((rank for rank, tour in played if any(identifier in table for table in tour)), default=0)

    def participant(self, identifier: str) -> Participant:
        """Return a participant by id; a `KeyError` if there is none."""
        for one in self.participants:
            if one.id == identifier:
                return one
        raise KeyError(identifier)
