"""Gather what every part of the kit draws on: who comes, what the base knows of them, who lacks a link with whom."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from typing import Final

from app.exports.documents.binder import Binder
from app.exports.documents.content import Document, Section, clean
from app.exports.documents.desk import Asking, Desk, Parameters
from app.exports.documents.fonts import drawn
from app.view_models.names import territory_name
from app.view_models.typography import NBSP, day, typeset
from app.workshops.capture_paper import number_of
from app.workshops.planning import GUESTS, guest_parameters, next_guest, refreshed
from app.workshops.record import PAIRS, Participant, Workshop
from graph.analysis.tie_index import tie_index
from graph.answer import Answer, Row
from graph.answers.errors import AskError
from graph.search import resolve
from graph.snapshot import SERVICE, Snapshot

MOST_PAIRS: Final = 3000
"""Missing links of the territory that are read, the strongest first: a territory may have very many."""

_NAME, _FUNCTION, _TITLE = 160, 120, 160
_REMARK: Final = re.compile(r"\s*\((?:sigle|nom|acronyme|intitulé)\s[^()]*\)$", re.IGNORECASE)
_NO_SIGN: Final = "\ufffd"
_SELECTORS: Final = frozenset(map(chr, range(0xFE00, 0xFE10)))
"""Signs that choose the picture of another one: they draw nothing."""


@dataclass(frozen=True, slots=True)
class Seat:
    """
    Hold one participant as it is printed.

    Parameters
    ----------
    id
        Id of the participant.
    name, function
        Words of the badge, typeset; the function may be empty.
    acteur
        Id of its actor in the base; empty when the base does not know it.
    organisme
        What tells organisations apart.
    record
        The participant as it is kept.
    """

    id: str
    name: str
    function: str
    acteur: str
    organisme: str
    record: Participant

    @property
    def number(self) -> str:
        """Return the number of the participant: the same on the list, the plan, the cards and the forms."""
        return number_of(self.id)

    @property
    def words(self) -> str:
        """Return the organisation, then the function when there is one."""
        return f"{self.name}, {self.function}" if self.function else self.name

    @property
    def called(self) -> str:
        """Return the name alone: without the remark that a document adds to it, « (sigle non développé) »."""
        return _REMARK.sub("", self.name) or self.name


class Material:
    """
    Gather what the parts of the kit draw on; each question is asked once.

    Parameters
    ----------
    workshop
        The workshop.
    desk
        Where questions are asked.
    """

    def __init__(self, workshop: Workshop, desk: Desk) -> None:
        self.workshop = workshop
        self.desk = replace(desk, asking=_once(desk.asking), asking_ever=_once(desk.asking_ever))

    # ------------------------------------------------------------------------------------------------- the workshop

    @cached_property
    def title(self) -> str:
        """Title of the workshop, on one line."""
        return clean(typeset(self.workshop.titre), _TITLE) or "Atelier d’interconnaissance"

    @cached_property
    def when(self) -> str:
        """Day of the workshop, in words."""
        return day(self.workshop.date, "date à fixer")

    @cached_property
    def place(self) -> str:
        """Where it is held."""
        return clean(typeset(self.workshop.lieu), _TITLE) or "lieu à préciser"

    @cached_property
    def territory_id(self) -> str:
        """Id of the territory; empty when neither the base nor the official lists know it."""
        try:
            return resolve(self.desk.context, self.workshop.territoire, ("Territoire",), "territoire")
        except AskError:
            return ""

    @cached_property
    def territory(self) -> str:
        """Territory in words; empty when it is not known."""
        return territory_name(self.desk.context, self.territory_id) if self.territory_id else ""

    @cached_property
    def today(self) -> Mapping[str, Participant]:
        """Participants by id, with the reason and the substitute of today; those kept where the base cannot say."""
        workshop = self.workshop
        if any(one.acteur for one in workshop.presents):
            away = len(workshop.presents) < len(workshop.participants)
            try:
                answer = self.desk.asking(GUESTS, guest_parameters(workshop, kept=True))
                workshop = refreshed(workshop, answer, next_guest(workshop, self.desk.asking) if away else "")
            except AskError:
                workshop = self.workshop
        return {one.id: one for one in workshop.participants}

    @property
    def in_pairs(self) -> bool:
        """Tell whether people meet two by two."""
        return self.workshop.mode == PAIRS

    @property
    def spot(self) -> str:
        """Return what a place of the plan is called."""
        return "place" if self.in_pairs else "table"

    # --------------------------------------------------------------------------------------------------- who comes

    @cached_property
    def every(self) -> Mapping[str, Seat]:
        """Everyone on the list, by id, in its order."""
        return {one.id: self._seat(one) for one in self.workshop.participants}

    @cached_property
    def seats(self) -> tuple[Seat, ...]:
        """Those who are expected, in the order of the list."""
        return tuple(self.every[one.id] for one in self.workshop.presents)

    @cached_property
    def known(self) -> tuple[Seat, ...]:
        """Those whose actor the base knows, once for each actor."""
        return tuple({seat.acteur: seat for seat in reversed(self.seats) if seat.acteur}.values())[::-1]

    @cached_property
    def unknown(self) -> tuple[Seat, ...]:
        """Those whose actor the base does not know."""
        return tuple(seat for seat in self.seats if not seat.acteur)

    def name(self, identifier: str) -> str:
        """Return how a participant of the plan is called, with its number; who left, or will not come, is said so."""
        seat = self.every.get(identifier)
        if seat is None:
            return f"{identifier} (plus sur la liste)"
        away = "" if seat in self.seats else f" ({self.left(identifier) or 'ne vient pas'})"
        return f"{seat.number}.{NBSP}{seat.name}{away}"

    def left(self, identifier: str) -> str:
        """Return after which round somebody left, in words; empty for who is there, or never came."""
        rank = self.workshop.left_after(identifier)
        return f"parti après le tour{NBSP}{rank}" if rank else ""

    def _seat(self, one: Participant) -> Seat:
        return Seat(
            id=one.id,
            name=lettering(one.nom, _NAME) or one.id,
            function=lettering(one.fonction, _FUNCTION),
            acteur=one.acteur if one.acteur in self._actors else "",
            organisme=one.organisme or one.acteur or one.nom,
            record=one,
        )

    @cached_property
    def _actors(self) -> frozenset[str]:
        return frozenset(row["id"] for row in self.desk.context.names if "Acteur" in row["labels"])

    # ------------------------------------------------------------------------------------------ what the base knows

    @cached_property
    def snapshot(self) -> Snapshot:
        """The graph at the date of the data: every place, services brought up to their organisation."""
        return self.desk.context.snapshot(self.desk.day, collectifs=True)

    @cached_property
    def missing(self) -> Mapping[tuple[str, str], Row]:
        """
        Rows of the question on missing links, by pair of participants (ids in the order of the list).

        A service speaks for itself, an organisation for all its services: pairs with a service are read service by
        service.
        """
        whole = _by_pair(self._forgotten())
        services = self.desk.context.organisations(self.desk.day)
        apart = any(seat.acteur in services for seat in self.seats)
        parted = _by_pair(self._forgotten(SERVICE)) if apart else {}
        found = {}
        for one, other in combinations(self.seats, 2):
            if one.organisme == other.organisme:
                continue
            rows = parted if one.acteur in services or other.acteur in services else whole
            row = rows.get(frozenset((one.acteur, other.acteur)))
            if row is not None:
                found[one.id, other.id] = row
        return found

    @property
    def pairs_left(self) -> bool:
        """Tell whether the territory has more missing links than were read."""
        answer = self._forgotten()
        return answer is not None and int(answer.mesures.get("n_paires") or 0) > len(answer.lignes)

    def _forgotten(self, granularite: str = "") -> Answer | None:
        if not self.territory:
            return None
        given: dict[str, str] = {"territoire": self.territory_id, "limite": str(MOST_PAIRS)}
        return self.desk.asking("liens_oublies", given | ({"granularite": granularite} if granularite else {}))

    def neighbours(self, seat: Seat) -> frozenset[str]:
        """Return the ids of the actors with which a link of a participant is documented, wherever it is."""
        snapshot = self.desk.context.snapshot(self.desk.day)
        return frozenset(tie_index(snapshot).neighbours(snapshot.actor(seat.acteur))) if seat.acteur else frozenset()

    def tied(self, one: Seat, other: Seat) -> bool:
        """Tell whether a link is documented between two participants, wherever it is."""
        return bool(other.acteur) and self.snapshot.actor(other.acteur) in self.neighbours(one)

    # ------------------------------------------------------------------------------------------------- what is written

    @property
    def heading(self) -> tuple[tuple[str, str], ...]:
        """Return the lines under the title of every document."""
        about = self.territory or "territoire inconnu de la base"
        return (("Atelier", self.title), ("Quand et où", f"{self.when}, {self.place}"), ("Territoire", about))

    def document(self, kind: str, sections: tuple[Section, ...], *, landscape: bool = False) -> Document:
        """Return a document that rests on the list and the plan of the workshop, not on the facts of the base."""
        context = self.desk.context
        written = (("Document écrit le", day(self.desk.today)), ("Version des données", context.version[:12]))
        return self._document(kind, self.title, (*self.heading[1:], *written), sections, landscape=landscape)

    def sourced(
        self,
        binder: Binder,
        kind: str,
        title: str,
        sections: tuple[Section, ...],
        silent: tuple[str, ...],
        *,
        landscape: bool = False,
    ) -> Document:
        """Return a document of facts: it ends with its silences, its reserves, its sources and how to read it."""
        dates = (*self.heading[:2], *binder.dates(self.territory or "toute la base"))
        ends = binder.closing(silent, sections)
        return self._document(kind, title, dates, (*sections, *ends), landscape=landscape)

    def _document(
        self,
        kind: str,
        title: str,
        dates: tuple[tuple[str, str], ...],
        sections: tuple[Section, ...],
        *,
        landscape: bool,
    ) -> Document:
        return Document(
            kind=kind,
            title=title,
            dates=dates,
            seen=self.desk.date,
            written=self.desk.today,
            sections=sections,
            version=self.desk.context.version,
            landscape=landscape,
        )


def lettering(text: str, most: int) -> str:
    """
    Return words to print large: typeset, accents joined to their letter, pictograms that no letter draws left out.

    Parameters
    ----------
    text
        As somebody typed it.
    most
        Most characters.
    """
    joined = unicodedata.normalize("NFC", typeset(text))
    return clean("".join(_printed(joined)), most)


def listed(names: tuple[str, ...] | list[str], most: int = 6) -> str:
    """Return names in a sentence, the first ones and how many more there are."""
    shown = list(names[:most])
    left = len(names) - len(shown)
    if left:
        return f"{', '.join(shown)} et {left}{NBSP}de plus"
    return " et ".join(filter(None, (", ".join(shown[:-1]), *shown[-1:])))


def _by_pair(answer: Answer | None) -> Mapping[frozenset[str], Row]:
    """Return the rows of missing links by pair of actors."""
    rows = answer.lignes if answer else ()
    return {frozenset((str(row.valeurs["a_id"]), str(row.valeurs["b_id"]))): row for row in rows}


def _printed(text: str) -> Iterator[str]:
    """Yield the signs of a text, those of pictures that the fonts do not have left out."""
    for sign in text:
        picture = unicodedata.category(sign) in {"So", "Sk", "Mn", "Me"} and drawn(sign) == _NO_SIGN
        if not picture and sign not in _SELECTORS:
            yield sign


def _once(asking: Asking) -> Asking:
    """Return the same desk, which remembers what it answered."""
    kept: dict[tuple[str, str], Answer] = {}

    def asked(name: str, parameters: Parameters) -> Answer:
        key = name, repr(sorted(parameters.items()))
        if key not in kept:
            kept[key] = asking(name, parameters)
        return kept[key]

    return asked
