"""Show where schemes overlap without working together, where each pair stands, and the next step."""

from __future__ import annotations

import streamlit as st

from app import data
from app.components import (
    address,
    answers,
    articulation_pair,
    choices,
    first_steps,
    frame,
    links,
    overlap_choice,
    pickers,
    tables,
)
from app.view_models import articulations as views
from app.view_models.names import territory_name
from app.view_models.terms import acronyms

SCREEN = "screens/articulations.py"

chosen, scheme = address.read("territoire"), address.read("dispositif")
context = data.context()
frame.header(
    "Articulations",
    territory_name(context, chosen) if chosen else "",
    context.name_of.get(scheme, scheme) if scheme else "",
    lede=""
    if chosen or scheme
    else "Quels dispositifs gagneraient à travailler ensemble, et quel serait le premier pas ?",
)
first_steps.stop_when_empty()
left, right = st.columns(2)
with left:
    pickers.pick("Territoire", ("Territoire",), "territoire", "articulations_territoire")
with right:
    pickers.pick("Un seul dispositif (facultatif)", ("Dispositif",), "dispositif", "articulations_dispositif")
if not chosen and not scheme:
    frame.empty("Choisissez un territoire, ou un dispositif.")
    for row in [row for row in data.reading("reperes", {}) if row["nature"] == "territoire"][:5]:
        links.to(SCREEN, territory_name(context, row["id"]), icon=":material/handshake:", territoire=row["id"])
    frame.stop()

weights = overlap_choice.weighed()
given = {"territoire": chosen, "dispositif": scheme, "poids": weights}
answer = answers.ask("articulations", given, "articulations", choose=links.to_candidate)
if answer is None:
    frame.stop()
for name in ("territoire", "dispositif"):
    if address.read(name) and answer.parametres[name] != address.read(name):
        # The address gave a name: from here on it holds its id.
        address.write(name, answer.parametres[name])
        st.rerun()
kept = overlap_choice.types(views.types_of(answer))
if kept:
    answer = answers.ask("articulations", {**given, "types": kept}, "articulations_types") or answer
view = answers.view_of(answer)
frame.say(view.sentence)
frame.note(f"{view.state.text}. {view.state.help}")
frame.numbers(views.headline(answer))
answers.reserves(view)

titles = data.document_titles()
levels = views.ladder(answer)
if levels:
    frame.section("Où en sont les paires")
    frame.plain_table("De 0, rien de connu, à 4, agir ensemble", ("Palier", "Ce que c’est", "Paires"), levels)
if answer.lignes:
    frame.section(views.RANKED)
    tables.draw(views.ranked_table(answer, titles), "articulations_paires", height=520)
else:
    frame.empty(views.nothing_ranked(answer, view.empty))
options = views.pair_options(answer)
if options:
    frame.section("Une paire en détail")
    key = choices.one_of("Paire (la première de la liste si vous n’en choisissez pas)", options, "articulations_paire",
                         name="paire", hint=next(iter(options.values())))  # fmt: skip
    pair = views.open_pair(answer, key)
    if pair:
        articulation_pair.draw(pair, weights)
for position, group in enumerate(views.apart(answer, titles)):
    frame.section(group.table.title)
    frame.note(group.note)
    tables.draw(group.table, f"articulations_apart_{position}", height=420)

answers.method(answer)
answers.downloads(answer, "articulations")
with st.container(horizontal=True):
    if chosen:
        links.to(links.NETWORK, "Voir le réseau de ce territoire", icon=":material/hub:", vue="territoire")
        links.to(articulation_pair.OVERLAPS, "Tous les recouvrements de ce territoire", icon=":material/join_inner:")
    if scheme:
        links.to(links.NETWORK, "Le voir dans le réseau", icon=":material/hub:", vue="autour", id=scheme)
frame.acronyms(acronyms(" ".join(options.values())))
