"""Show one organisation all it is engaged in: roles by scheme, seats, offers, and where nothing is documented."""

from __future__ import annotations

import streamlit as st

from app import data
from app.components import address, answers, first_steps, frame, links, pickers, printing, tables
from app.view_models.commitments import absence_left_out, build_commitments, page_state
from app.view_models.typography import escaped, typeset

WHOLE = 20_000  # Most height of a table: this page is printed, and paper does not scroll.

chosen = address.read("acteur")
context = data.context()
name = typeset(context.name_of.get(chosen, "")) if chosen else ""
frame.header(
    f"Mes engagements : {name}" if name else "Mes engagements",
    "services compris" if name else "",
    lede="" if name else "Tous les rôles d’un organisme et de ses services : où, à quel titre, jusqu’à quand.",
)
first_steps.stop_when_empty()
pickers.pick("Mon organisme", ("Acteur",), "acteur", "me_acteur", help="L’adresse de la page garde votre choix.")
if not chosen:
    frame.empty("Choisissez votre organisme. Vous pouvez commencer par un de ceux-ci.")
    for row in [row for row in data.reading("reperes", {}) if row["nature"] == "caisse"][:5]:
        links.to("screens/engagements.py", row["nom"], icon=":material/badge:", acteur=row["id"])
    frame.stop()

roles = answers.ask("engagements", {"acteur": chosen}, "me_roles", choose=links.to_candidate)
if roles is None:
    frame.stop()
if roles.parametres["acteur"] != chosen:
    address.write("acteur", roles.parametres["acteur"])
    st.rerun()
load = answers.ask("charge", {}, "me_charge")
offers = answers.ask("offres_de_l_acteur", {"acteur": chosen}, "me_offres")
missing = answers.ask("absences", {"acteur": chosen}, "me_absences")
deadlines = answers.ask("echeances", {}, "me_echeances")
if load is None or offers is None or missing is None or deadlines is None:
    frame.stop()
page = build_commitments(roles, load, offers, missing, deadlines, data.document_titles())
view = answers.view_of(roles)

frame.numbers(page.figures)
frame.say(view.sentence)
state = page_state(roles, missing)
frame.note(f"{state.text}. {state.help}")
answers.reserves(view)
printing.offer()
if page.ends:
    frame.section("À regarder de près")
    frame.bullets(page.ends)

frame.section("Où, et à quel titre")
if not page.groups:
    frame.empty(view.empty)
for position, group in enumerate(page.groups):
    st.markdown(f"**{escaped(group.title)}**")
    if group.end:
        frame.note(group.end)
    tables.draw(group.table, f"me_groupe_{position}", height=WHOLE)

frame.section("Instances où l’organisme siège")
if page.seats:
    frame.say(page.load)
    tables.draw(page.seats, "me_sieges", height=WHOLE)
    frame.note("Les heures sont une estimation ; les hypothèses se changent dans « Conformité et charge ».")
else:
    frame.empty("Aucun siège n’est documenté à cette date. Ce n’est pas une absence.")

frame.section("Offres proposées")
proposed = answers.view_of(offers)
frame.say(proposed.sentence)
answers.main_table(proposed, "me_offres", height=WHOLE)

frame.section("Sans rôle documenté")
left = answers.view_of(missing, left_out=absence_left_out(missing))
frame.say(left.sentence)
answers.main_table(left, "me_absences", height=WHOLE)
answers.reserves(left)
answers.method(missing)

with st.container(horizontal=True):
    links.to(links.SHEET, "La fiche de cet organisme", icon=":material/article:", id=chosen)
    links.to(links.NETWORK, "Le voir dans le réseau", icon=":material/hub:", vue="autour", id=chosen)
    links.to("screens/conformite.py", "Échéances et charge", icon=":material/rule:")
answers.downloads(roles, "me_roles")
