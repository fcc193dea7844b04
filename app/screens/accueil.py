"""Open the visit: what the base holds, a door for each user, the search, the date."""

from __future__ import annotations

import streamlit as st

from app import data
from app.components import address, dates, first_steps, frame, importing, links, pickers
from app.view_models.home import build_home
from app.view_models.names import territory_name
from graph.answers.sentence import of_name
from graph.certainty import ALL_DATES

frame.header(
    "Maillage",
    "toute la base",
    lede="Qui travaille avec qui, où et sur quoi en santé locale, et la phrase du document qui le prouve.",
)
importing.show_outcome()
if data.is_empty():
    first_steps.draw()
    frame.stop()

context = data.context()
chosen = address.read("territoire")
home = build_home(
    data.counts(),
    context.sources.values(),
    data.reading("reperes", {}),
    (chosen, territory_name(context, chosen)) if chosen else None,
)
marks = home.landmarks

pickers.search("accueil_recherche")

cpam, ars, animation = st.columns(3, border=True)
with cpam:
    frame.section("Référent de caisse")
    frame.note("Trouver des partenaires, savoir où la caisse est engagée.")
    if marks.territoire:
        links.to_question(
            "acteurs_du_territoire", f"Qui agit sur {marks.territoire[1]} ?", territoire=marks.territoire[0]
        )
        links.to_question(
            "offres_du_territoire",
            f"Quelles offres mobiliser sur {marks.territoire[1]} ?",
            territoire=marks.territoire[0],
        )
    if marks.caisse:
        links.to_question("engagements", f"Où est engagée {marks.caisse[1]} ?", acteur=marks.caisse[0])
        links.to(links.SHEET, f"La fiche : {marks.caisse[1]}", icon=":material/article:", id=marks.caisse[0])
with ars:
    frame.section("Chargé de mission ARS")
    frame.note("Voir ce qui agit sur un territoire, de qui il relève, ce qui n’est pas documenté.")
    if marks.territoire:
        links.to(
            links.TERRITORY, f"{marks.territoire[1]}, dispositif par dispositif", icon=":material/map:",
            territoire=marks.territoire[0],
        )  # fmt: skip
        links.to_question("juridictions", f"De qui relève {marks.territoire[1]} ?", territoire=marks.territoire[0])
    if marks.contrat:
        links.to_question(
            "signataires_manquants",
            f"Quels signataires manquent, toutes dates confondues : {marks.contrat[1]} ?",
            dispositif=marks.contrat[0],
            date=ALL_DATES,  # A contract that is over has no signatory today.
        )
with animation:
    frame.section("Animation de réseau")
    frame.note(
        "Préparer une rencontre : qui compose une instance, qui est lié à qui, quelles actions restent sans pilote."
    )
    if marks.territoire:
        links.to(
            "screens/atelier.py", "Préparer un atelier d’interconnaissance", icon=":material/groups:",
            territoire=marks.territoire[0],
        )  # fmt: skip
        links.to(
            links.NETWORK, f"Le réseau {of_name(marks.territoire[1])}", icon=":material/hub:", vue="territoire",
            territoire=marks.territoire[0],
        )  # fmt: skip
    if marks.instance:
        links.to_question("instance", f"Qui compose : {marks.instance[1]} ?", instance=marks.instance[0])
    if marks.dispositif:
        links.to_question(
            "actions_sans_pilote", f"Actions sans pilote : {marks.dispositif[1]}", dispositif=marks.dispositif[0]
        )

frame.section("Ce que la base contient")
frame.numbers(home.figures)
frame.note(f"{home.reference} {home.newest}")
with st.expander("Les documents et leurs dates", icon=":material/description:"):
    frame.plain_table("Documents de la base", ("Document", "Date"), home.sources)

frame.section("À quelle date regarder ?")
dates.choose("accueil", horizontal=True)
frame.note(
    "Un même fait peut être certain à la date d’un document et incertain aujourd’hui, "
    "si rien de plus récent ne le confirme."
)
