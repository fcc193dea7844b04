"""Write the list of those invited: why each, where it stands, whom to call instead."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from app.exports.documents.binder import UNSAID
from app.exports.documents.content import Block, Heading, Paragraph, Section, Table, clean
from app.exports.kit.material import Material, Seat
from app.exports.kit.part import Part, both
from app.exports.kit.plan import Plan
from app.view_models.terms import word
from app.view_models.typography import NBSP, counted, sentence, typeset
from app.workshops.record import ABSENT, CONFIRMED, DECLINED, INVITED, LATE

_PART: Final = Part(
    number=1,
    name="liste des invités",
    purpose="Qui inviter, pourquoi, et qui appeler à la place. La colonne « Réponse » se coche au téléphone.",
    when="J-45, puis à chaque relance",
    copies="1, pour l’équipe",
)
_STATES: Final = {
    INVITED: "invité, à relancer",
    CONFIRMED: "vient",
    DECLINED: "ne vient pas",
    ABSENT: "absent le jour même",
    LATE: "arrivé le jour même",
}
_HEADINGS: Final = (
    Heading("N°", 6.0, numeric=True),
    Heading("Organisme, fonction", 34.0),
    Heading("Secteur", 16.0),
    Heading("Pourquoi l’inviter", 44.0),
    Heading("À appeler s’il décline", 26.0),
    Heading("Où il en est", 16.0),
    Heading("Réponse", 22.0),
)
_TO_TICK: Final = f"☐{NBSP}oui ☐{NBSP}non"


def invitations(material: Material) -> Part:
    """Return the list, in the order of the facilitator; those who declined stay on it."""
    everyone = tuple(material.every.values())
    if not everyone:
        why = "La liste des invités est vide. À l’écran « Atelier », ajoutez des participants, puis refaites le kit."
        return replace(_PART, lacks=(why,))
    document = material.document("Liste des invités", (_section(material, everyone),), landscape=True)
    return replace(_PART, files=both(document, _PART.path))


def _section(material: Material, everyone: tuple[Seat, ...]) -> Section:
    names = material.desk.context.name_of
    plan = Plan(material)
    rows = tuple(
        (
            seat.number,
            f"{seat.name}, {seat.function}" if seat.function else seat.name,
            word("secteur", seat.record.secteur) if seat.record.secteur else UNSAID,
            clean(sentence(material.today[seat.id].raison), 480) or UNSAID,
            clean(typeset(names.get(material.today[seat.id].remplacant, ""))) or UNSAID,
            _state(material, plan, seat),
            _TO_TICK,
        )
        for seat in everyone
    )
    begun = material.workshop.joues > 0
    there = f"{len(material.workshop.venus)}{NBSP}venus" if begun else f"{len(material.seats)}{NBSP}attendus"
    goal = clean(sentence(material.workshop.objectif))
    blocks: tuple[Block, ...] = (
        *((Paragraph(goal, "chapeau"),) if goal else ()),
        Paragraph(
            f"{counted(len(everyone), 'participant')} sur la liste, dont {there} "
            f"pour {counted(material.workshop.places, 'place')}."
        ),
        Table(
            "Les invités",
            _HEADINGS,
            rows,
            f"N°{NBSP}: n° du participant, le même sur le plan, les cartes et les questionnaires. « {UNSAID} » veut "
            f"dire{NBSP}: pas renseigné. Les raisons viennent de la liste telle qu’elle est, et "
            f"des données de la base ({material.desk.seen_at}). Aucun nom de personne{NBSP}: organisme et fonction.",
        ),
        *_unknown(material),
    )
    return Section("Qui inviter", blocks)


def _state(material: Material, plan: Plan, seat: Seat) -> str:
    """Return where a participant stands; once rounds are played, when it left or arrived."""
    there = seat in material.seats
    said = plan.arrived(seat.id) if there else material.left(seat.id)
    if not said and there and material.workshop.joues:
        return "présent"
    return said or _STATES.get(seat.record.statut, seat.record.statut)


def _unknown(material: Material) -> tuple[Paragraph, ...]:
    if not material.unknown:
        return ()
    names = ", ".join(seat.name for seat in material.unknown)
    return (
        Paragraph(
            clean(
                f"Pas encore dans la base{NBSP}: {names}. Ajoutez-les par l’écran « Saisie », puis reliez-les à leur "
                "place dans l’atelier, pour qu’ils aient leur fiche et leur carte."
            )
        ),
    )
