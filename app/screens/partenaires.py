"""Show a referent whom to call on a theme, for a public, on a territory: a ranked list, every line explained."""

from __future__ import annotations

import streamlit as st

from app import data
from app.components import address, answers, first_steps, frame, links, partner_cards, partner_form, tables
from app.view_models.names import territory_name
from app.view_models.partenaires import FIRST, LEFT_OUT, build_page, no_place
from app.view_models.typography import counted

context = data.context()
partner_form.restore()
chosen = address.read("territoire")
frame.header(
    "Trouver un partenaire",
    territory_name(context, chosen) if chosen else "",
    lede="Qui agit déjà sur ce sujet, pourquoi l’appeler, et qui peut vous le présenter.",
)
first_steps.stop_when_empty()
choice = partner_form.draw()
if not choice.complete:
    missing = "votre organisme" if not choice.acteur else "un territoire"
    frame.empty(f"Choisissez {missing}. Le thème, le public et le rôle sont facultatifs.")
    nature, name = ("caisse", "acteur") if not choice.acteur else ("territoire", "territoire")
    kept = {"acteur": choice.acteur} if choice.acteur else {}
    for row in [row for row in data.reading("reperes", {}) if row["nature"] == nature][:5]:
        label = row["nom"] if name == "acteur" else territory_name(context, row["id"])
        links.to("screens/partenaires.py", label, icon=":material/arrow_forward:", **{**kept, name: row["id"]})
    frame.stop()

answer = answers.ask("partenaires", choice.parameters, "partenaires", choose=links.to_candidate)
if answer is None:
    frame.stop()
understood = partner_form.understood(answer)
if understood != choice.named:
    # The address gave names: from here on it holds ids.
    for name, value in understood.items():
        address.write(name, value)
    st.rerun()
partner_form.say_left_out()
view = answers.view_of(answer, left_out=LEFT_OUT, title="Partenaires possibles")
page = build_page(answer, view, dict(data.document_titles()))

frame.numbers(page.figures)
frame.say(view.sentence)
frame.note(f"{view.state.text}. {view.state.help}")
answers.reserves(view)

if page.cards:
    frame.section("À solliciter, dans cet ordre")
    frame.note(
        "L’ordre suit la note, en variant les secteurs : un organisme d’un secteur déjà représenté passe un peu après."
    )
    every = address.read("tous") == "oui"
    partner_cards.draw(page.cards if every else page.cards[:FIRST], page.table, choice.acteur)
    rest = len(page.cards) - FIRST
    if rest > 0 and not every and st.button(f"Montrer {counted(rest, 'autre')}", key="partenaires_tous"):
        address.write("tous", "oui")
        st.rerun()
    with st.expander(f"La même liste en tableau ({counted(len(page.cards), 'ligne')})", icon=":material/table_rows:"):
        tables.draw(page.table, "partenaires_table", height=480)
else:
    frame.empty(view.empty or "Personne à proposer avec ces choix.")

frame.section("Places ouvertes")
if page.places:
    frame.note("Des actions sur ce sujet, sur ce territoire, dont aucune source ne donne le pilote.")
    tables.draw(page.places, "partenaires_places")
else:
    frame.empty(no_place(answer))
frame.section("Ce que vous pouvez proposer")
if page.offers:
    frame.note("Les offres de votre organisme et de ses services sur ce sujet.")
    tables.draw(page.offers, "partenaires_offres")
else:
    frame.empty("Aucune offre de votre organisme sur ce sujet n’est documentée.")

answers.method(answer)
with st.container(horizontal=True):
    links.to(links.NETWORK, "Voir le réseau de ce territoire", icon=":material/hub:", vue="territoire")
    links.to(links.TERRITORY, "Tout ce qui agit sur ce territoire", icon=":material/map:")
    links.to(links.SHEET, "La fiche de mon organisme", icon=":material/article:", id=choice.acteur)
answers.downloads(answer, "partenaires")
