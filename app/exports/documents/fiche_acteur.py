"""Write the sheet of an actor: who it is, where it is engaged, with whom, what it offers."""

from __future__ import annotations

from typing import Final

from app.exports.documents.binder import Binder, insufficient, scope_of, state_note
from app.exports.documents.content import Block, Document, Figure, Figures, Paragraph, Section, clean
from app.exports.documents.desk import Desk
from app.exports.documents.kinds import ACTEUR, LABELS
from app.exports.documents.maps import presence_layer
from app.exports.documents.sheets import Sheet, read_sheet
from app.view_models.terms import PLANNED
from app.view_models.typography import NBSP, counted, number, sentence
from graph.answer import Answer

_SCREEN: Final = "à l’écran « Fiche »"
_MOST: Final = 30
_ROLES, _LINKS, _OFFERS, _SERVICES = "engagements", "liens_de_l_acteur", "offres_de_l_acteur", "services_de_l_acteur"
_WIDTHS: Final = {
    _ROLES: {"role": 15.0, "objet": 40.0, "dispositif": 30.0, "date_debut": 14.0, "date_fin": 14.0},
    _LINKS: {"acteur": 34.0, "lien": 30.0, "contexte": 28.0, "date_debut": 14.0},
    _OFFERS: {"offre": 40.0, "publics": 26.0, "conditions": 30.0},
    _SERVICES: {"service": 50.0, "parent": 34.0, "n_roles": 10.0},
}  # fmt: skip
_PARTS: Final = {
    _ROLES: ("Où il est engagé", "Rôles, et dans quoi", "rôle"),
    _LINKS: ("Avec qui il est en lien", "Liens directs avec d’autres organismes", "lien direct"),
    _OFFERS: ("Ce qu’il propose", "Offres", "offre"),
    _SERVICES: ("Ses services", "Services", "service"),
}


def actor_sheet(desk: Desk, acteur: str) -> Document:
    """
    Return the sheet of an actor.

    Parameters
    ----------
    desk
        Where questions are asked.
    acteur
        Id of the actor.
    """
    binder = Binder(desk)
    sheet = read_sheet(binder, acteur)
    found = {name: binder.ask(name, acteur=acteur) for name in _PARTS}
    if sheet.answer.lignes or any(answer.lignes for answer in found.values()):
        sections = _sections(binder, sheet, found)
    else:
        sections = (Section("L’essentiel", (*insufficient(sheet.answer.phrase), *sheet.identity)),)
    silent = [*sheet.silent, *(answer.phrase for answer in found.values() if not answer.lignes)]
    return Document(
        kind=LABELS[ACTEUR],
        title=clean(sheet.view.name, 220),
        dates=binder.dates(f"un organisme et ses services · {scope_of(found[_ROLES])}"),
        seen=desk.date,
        written=desk.today,
        sections=(*sections, *sheet.notes_section(), *binder.closing(silent, sections)),
        version=binder.version,
    )


def _sections(binder: Binder, sheet: Sheet, found: dict[str, Answer]) -> tuple[Section, ...]:
    roles = found[_ROLES]
    schemes = dict.fromkeys(str(row.valeurs["dispositif_id"]) for row in roles.lignes if row.valeurs["dispositif_id"])
    zones = [str(row.valeurs["objet_id"]) for row in sheet.answer.lignes if row.valeurs["type"] == "INTERVIENT_SUR"]
    titre = "Nombre de dispositifs où un rôle est documenté, par commune"
    carte = Section("La carte", binder.picture(presence_layer(binder.desk, schemes, zones, titre=titre)))
    parts, figures = [], []
    for name, (heading, caption, noun) in _PARTS.items():
        answer = found[name]
        if not answer.lignes:
            continue
        count = len(answer.lignes)
        label = counted(count, noun, f"{noun}s" if " " not in noun else "liens directs").split(NBSP, 1)[1]
        figures.append(Figure(number(count), f"{label}{_planned(answer)}", binder.next_table))
        table = binder.table(caption, answer.colonnes, answer.lignes, _WIDTHS[name], most=_MOST, elsewhere=_SCREEN)
        parts.append(Section(heading, (table,)))
    if schemes:
        label = counted(len(schemes), "dispositif").split(NBSP, 1)[1]
        figures.insert(1, Figure(number(len(schemes)), f"{label} où il a un rôle", figures[0].origin))
    first: tuple[Block, ...] = (
        Paragraph(clean(sentence(roles.phrase)), "chapeau"),
        state_note(roles),
        *((Figures(tuple(figures)),) if figures else ()),
        *sheet.identity,
    )
    return (Section("L’essentiel", first), carte, *parts)


def _planned(answer: Answer) -> str:
    """Return how many rows are only planned: they are listed, and do not exist yet."""
    planned = sum(row.valeurs.get("statut") in PLANNED for row in answer.lignes)
    return f", dont {number(planned)}{NBSP}en projet" if planned else ""
