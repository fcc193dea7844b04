"""
Turn the forms of a workshop into what is typed into the base: the event, who came, the links that forms declare.

Pure. A link is what one organisation says of another: it goes from who declares it to the other one, and stays « to
be confirmed », out of every figure, until the other one's form says a link too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from app.view_models.typography import counted, day, number
from app.workshops.record import LATER, Contact, Form, Participant, Workshop
from graph.answers.sentence import listing
from graph.model.dates import is_partial_date
from ingest.entries import Entry, EntryRefused, Told
from ingest.headings import slug
from ingest.sheets import RELATIONS

ROLE: Final = "interconnaissance"
"""Role of a declared link."""

PENDING, CONFIRMED = "a_confirmer", "effectif"
"""Status of a link that one side declares, and of one that both do."""

KIND: Final = "atelier_interconnaissance"
_EVENTS: Final = "evenements"
_MOST_STEP: Final = 160
_ATTACH: Final = (
    "rattachez chaque participant à son acteur (étape «\u00a0Invités\u00a0», «\u00a0Corriger ou retirer un "
    "invité\u00a0»)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statements:
    """
    Hold what the forms say, ready to be judged by the import.

    Parameters
    ----------
    entry, told
        The rows, and the document that says them.
    evenement
        Id of the event.
    unknown
        Participants that the base does not know: nothing is written of them.
    confirmed, pending
        Links that both sides declare, that one side does, as they stand after the newest answers; each side counts
        for one.
    pairs
        Pairs of organisations between which the links are declared by both sides: half of `confirmed`.
    denied
        Pending links of which the other side says, in its newest answer, that there is none.
    over
        Links that who declared them says over three months later: in none of the counts above.
    notes
        What is not written and why, French sentences.
    """

    entry: Entry
    told: Told
    evenement: str
    unknown: tuple[Participant, ...]
    confirmed: int
    pending: int
    pairs: int
    denied: int
    over: int
    notes: tuple[str, ...]

    @property
    def links_said(self) -> tuple[str, ...]:
        """Return how many links are confirmed, how many wait and how many are over, in French sentences."""
        found = [f"{counted(self.confirmed, 'lien déclaré', 'liens déclarés')} des deux côtés"]
        if self.confirmed:
            found[0] += f", chaque côté comptant pour un\u00a0: {counted(self.pairs, 'paire')} d’organismes"
        found.append(f"{counted(self.pending, 'lien déclaré', 'liens déclarés')} d’un seul côté, à confirmer")
        if self.denied:
            found[1] += f"\u202f; pour {number(self.denied)} d’entre eux, l’autre côté écrit 0"
        if self.over:
            words = ("lien est dit fini", "liens sont dits finis")
            aside = "il n’est pas compté ci-dessus" if self.over == 1 else "ils ne sont pas comptés ci-dessus"
            found.append(f"{counted(self.over, *words)} trois mois après\u00a0: {aside}")
        return tuple(f"{text}." for text in found)


@dataclass(slots=True)
class _Side:
    """
    Gather what an organisation says of another: the strongest answer when several of its seats answer.

    Parameters
    ----------
    before, today, later
        Link before, on the day, three months later; None when unknown.
    steps
        Next steps, as written.
    told, seen
        Day on which the later form came; day on which the newest form came. Empty when not known.
    """

    before: int | None = None
    today: int | None = None
    later: int | None = None
    steps: list[str] = field(default_factory=list)
    told: str = ""
    seen: str = ""

    def confirms(self, other: _Side) -> bool:
        """
        Tell whether it bears out the link that the other side says.

        Notes
        -----
        It says a link since the workshop, or said one before and nothing since. Once it says that the link is over,
        it only bears out one that the other side says over too: what it said before stands in its own link, closed.
        """
        if self.later == 0 and other.later != 0:
            return False
        return bool(self.today or self.later or (self.before and self.now))

    @property
    def now(self) -> int | None:
        """Return the newest answer; None when nothing is known."""
        return next((value for value in (self.later, self.today, self.before) if value is not None), None)


def event_id(workshop: Workshop) -> str:
    """Return the id of the event: the one it already has in the base, else made from the id of the workshop."""
    return workshop.evenement or f"evt:atelier-{slug(workshop.id)}"


def source_name(workshop: Workshop) -> str:
    """Return the name of the document that the links cite: the forms of this workshop."""
    return f"Atelier {workshop.id} (questionnaires)"


def statements(workshop: Workshop, known: Collection[str]) -> Statements:
    """
    Return what the forms received say.

    Parameters
    ----------
    workshop
        Workshop with its forms.
    known
        Ids of the actors of the base.

    Raises
    ------
    EntryRefused
        If no form is received, or no participant is known.

    Notes
    -----
    A link that who declares it says did not exist before begins on the day of the workshop, or on the day its later
    form was received. Any other one has no first day: when it began is unknown. A link that a later form says is over
    ends on the day of that form. The event lasts its day: having sat in one room is not working together.
    """
    if not workshop.formulaires:
        raise EntryRefused("Aucun questionnaire n’est reçu.", "Saisissez ou importez les réponses, puis revenez ici.")
    actors = {one.id: one.acteur for one in workshop.participants if one.acteur in known}
    there = workshop.venus
    unknown = tuple(one for one in there if one.id not in actors)
    if not any(one.id in actors for one in there):
        raise EntryRefused(
            "Aucun participant n’est connu de la base.",
            f"Ajoutez-les à l’écran «\u00a0Saisie\u00a0», puis {_ATTACH}.",
        )
    sides = _sides(workshop, actors)
    event = event_id(workshop)
    links = [cells for pair in sorted(sides) if (cells := _link(workshop, pair, sides))]
    people = sorted({actors[one.id] for one in there if one.id in actors})
    rows: list[tuple[str, Mapping[str, object]]] = [
        (_EVENTS, _event(workshop, event)),
        *((RELATIONS, _participation(workshop, actor, event)) for actor in people),
        *((RELATIONS, cells) for cells in links),
    ]
    told = [((str(cells["de"]), str(cells["vers"])), cells["statut"]) for cells in links]
    open_ = [(pair, statut) for pair, statut in told if sides[pair].later != 0]
    sure = [pair for pair, statut in open_ if statut == CONFIRMED]
    waiting = [pair[::-1] for pair, statut in open_ if statut == PENDING]
    return Statements(
        entry=Entry(titre=f"{workshop.titre}\u00a0: réponses de l’atelier", lignes=tuple(rows)),
        told=Told(document=source_name(workshop), jour=last_answer(workshop)),
        evenement=event,
        unknown=unknown,
        confirmed=len(sure),
        pending=len(waiting),
        pairs=len({frozenset(pair) for pair in sure}),
        denied=sum(facing in sides and sides[facing].now == 0 for facing in waiting),
        over=len(told) - len(open_),
        notes=tuple(_notes(workshop, unknown, actors, sides)),
    )


def last_answer(workshop: Workshop) -> str:
    """Return the date of the forms as a document: the day on which the last one came, else that of the workshop."""
    return max([workshop.date, *(form.recu for form in workshop.formulaires)])


def _sides(workshop: Workshop, actors: Mapping[str, str]) -> dict[tuple[str, str], _Side]:
    """Return what each actor says of each other one; seats of one organisation speak together."""
    found: dict[tuple[str, str], _Side] = defaultdict(_Side)
    for form in workshop.formulaires:
        one = actors.get(form.participant)
        for contact in form.contacts if one else ():
            other = actors.get(contact.autre)
            if one and other and one != other:
                _add(found[one, other], form, contact)
    return dict(found)


def _add(side: _Side, form: Form, contact: Contact) -> None:
    side.seen = max(side.seen, form.recu)
    if form.moment == LATER:
        side.later = _strongest(side.later, contact.aujourd_hui)
        side.told = max(side.told, form.recu)
    else:
        side.before = _strongest(side.before, contact.avant)
        side.today = _strongest(side.today, contact.aujourd_hui)
    if contact.pas:
        when = f" ({_when(contact.pour_quand)})" if contact.pour_quand else ""
        text = f"{contact.pas}{when}"
        side.steps.append(text if len(text) <= _MOST_STEP else f"{text[: _MOST_STEP - 1]}…")


def _link(
    workshop: Workshop, pair: tuple[str, str], sides: Mapping[tuple[str, str], _Side]
) -> dict[str, object] | None:
    """Return the row of a declared link; None when the form says that there is none, or does not say."""
    side = sides[pair]
    one, other = pair
    last = next((value for value in (side.later, side.today, side.before) if value), None)
    if last is None or (side.now == 0 and not (side.today and side.later == 0)):
        return None
    facing = sides.get((other, one))
    cells: dict[str, object] = {
        "type": "LIEN",
        "de": one,
        "vers": other,
        "role": ROLE,
        "intensite": str(last),
        "observed_at": max(workshop.date, side.seen),
        "statut": CONFIRMED if facing is not None and facing.confirms(side) else PENDING,
        "derivation": "explicite",
        "note": _note(side),
    }
    if side.before == 0:
        began = workshop.date if side.today else side.told
        cells |= {"valid_from": began} if began else {}
    if side.later == 0 and side.told:
        cells["valid_to"] = side.told
    return cells


def _note(side: _Side) -> str:
    """Return the answers of who declares, in words."""
    told = (("avant", side.before), ("le jour de l’atelier", side.today), ("trois mois après", side.later))
    said = ", ".join(f"{value} {when}" for when, value in told if value is not None)
    steps = "\u202f; ".join(dict.fromkeys(side.steps))
    return f"Lien déclaré\u00a0: {said}." + (f" Prochain pas\u00a0: {steps}." if steps else "")


def _event(workshop: Workshop, event: str) -> dict[str, object]:
    cells: dict[str, object] = {
        "id": event,
        "nom": workshop.titre,
        "type_evenement": KIND,
        "date": workshop.date,
        "date_precision": "jour",
    }
    return cells | ({"concerne": workshop.territoire} if workshop.territoire else {})


def _participation(workshop: Workshop, actor: str, event: str) -> dict[str, object]:
    return {
        "type": "PARTICIPE",
        "de": actor,
        "vers": event,
        "role": "participant",
        "valid_from": workshop.date,
        "valid_to": workshop.date,
        "date_precision": "jour",
        "observed_at": workshop.date,
        "statut": CONFIRMED,
    }


def _notes(
    workshop: Workshop,
    unknown: Iterable[Participant],
    actors: Mapping[str, str],
    sides: Mapping[tuple[str, str], _Side],
) -> Iterator[str]:
    names = [one.nom for one in unknown]
    if names:
        who = counted(len(names), "participant est inconnu", "participants sont inconnus")
        do = "l’ajouter, ouvrez" if len(names) == 1 else "les ajouter, ouvrez"
        yield (
            f"{who} de la base, et rien n’en est écrit\u00a0: {listing(names, 8)}. Pour {do} l’écran "
            f"«\u00a0Saisie\u00a0», puis {_ATTACH}, et écrivez à nouveau."
        )
    lost = sum(side.now == 0 and bool(side.before) and not side.today for side in sides.values())
    if lost:
        yield (
            f"{counted(lost, 'lien d’avant est dit nul', 'liens d’avant sont dits nuls')} le jour de l’atelier\u00a0: "
            "rien n’en est écrit."
        )
    undated = sum(side.later == 0 and not side.told for side in sides.values())
    if undated:
        yield (
            "Des liens sont dits finis trois mois après, sur un questionnaire sans date de réception\u00a0: leur fin "
            "n’est pas écrite. Donnez cette date."
        )
    several = len(actors) - len(set(actors.values()))
    if several:
        yield ("Plusieurs sièges sont tenus par un même acteur\u00a0: leurs réponses n’en font qu’une, la plus forte.")


def _strongest(one: int | None, other: int | None) -> int | None:
    return other if one is None else one if other is None else max(one, other)


def _when(text: str) -> str:
    """Return when, in words: a day is written the French way."""
    said = day(text) if is_partial_date(text) else text
    return said if said.startswith(("pour ", "en ", "avant ", "d’ici ")) else f"pour {said}"
