"""Let the facilitator send each guest its sheet: who is known, what is missing, the files to send."""

from __future__ import annotations

import streamlit as st

from app import data
from app.components import frame, links
from app.components import workshop_kit as kit
from app.view_models.typography import counted
from app.view_models.workshop_words import badges
from app.workshops.record import Workshop


def draw(workshop: Workshop) -> None:
    """Draw the files to send, then who cannot receive one."""
    present = workshop.presents
    if not present:
        frame.empty("La liste des invités est vide : commencez par elle.")
        return
    known = [one for one in present if one.acteur]
    unknown = [one for one in present if not one.acteur]
    frame.say(
        f"{counted(len(known), 'invité a', 'invités ont')} une fiche dans la base : ce que Maillage sait d’eux, avec "
        "ses sources, et des lignes pour corriger et pour écrire « je propose », « je cherche »."
    )
    with st.container(horizontal=True):
        kit.part(workshop, ("invites",), "Invitations", "invitations", "atelier_invitations")
        kit.part(workshop, ("fiches",), "Fiches à corriger", "fiches", "atelier_fiches")
    if unknown:
        frame.section("Sans fiche dans la base")
        frame.bullets(badges(unknown).values())
        links.to(links.ENTRY, "Les ajouter par la saisie", icon=":material/edit:", faire="ajouter", sorte="Acteur")
        frame.note(
            "Une fois ajoutés à la base, retirez-les de la liste et ajoutez-les à nouveau : le lien se fait alors."
        )
    frame.section("Les fiches, une à une")
    names = data.context().name_of
    for one in known:
        links.to(links.SHEET, names.get(one.acteur, one.nom), icon=":material/article:", id=one.acteur)
    frame.note("Les corrections reçues se saisissent sur l’écran Saisie, avec la fiche corrigée pour source.")
