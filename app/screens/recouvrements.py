"""Show which schemes overlap: all the pairs of a territory, then one pair on the map and side by side."""

from __future__ import annotations

import streamlit as st

from app import data
from app.components import (
    address,
    answers,
    document_download,
    first_steps,
    frame,
    links,
    overlap_choice,
    overlap_matrix,
    overlap_pair,
    tables,
)
from app.exports.documents.kinds import SUPERPOSITION
from app.view_models import recouvrements as views
from app.view_models.names import territory_name
from app.view_models.overlap_matrix import build_matrix
from app.view_models.table import build_second_table
from app.view_models.terms import acronyms

SCREEN = "screens/recouvrements.py"

chosen, schemes = address.read("territoire"), overlap_choice.schemes()
context = data.context()
name = territory_name(context, chosen) if chosen else ""
frame.header(
    "Recouvrements",
    name,
    lede=""
    if chosen or schemes
    else "Quels dispositifs couvrent les mêmes lieux, les mêmes sujets, les mêmes publics ?",
)
first_steps.stop_when_empty()
overlap_choice.choose()
if not chosen and len(schemes) < 2:
    frame.empty("Choisissez un territoire pour voir toutes les paires, ou deux dispositifs à comparer.")
    for row in [row for row in data.reading("reperes", {}) if row["nature"] == "territoire"][:5]:
        links.to(SCREEN, territory_name(context, row["id"]), icon=":material/join_inner:", territoire=row["id"])
    frame.stop()

part = overlap_choice.part(chosen, schemes)
if part == views.ACTIONS:
    answer = answers.ask("actions_semblables", {"territoire": chosen}, "recouvrements_actions")
    if answer is None:
        frame.stop()
    if len(schemes) > 1:
        answer = views.similar_between(answer, [context.name_of.get(id_, id_) for id_ in schemes])
        frame.note("Actions des dispositifs choisis seulement. Retirez-les pour voir tout le territoire.")
    answers.draw(answer, "recouvrements_actions")
    frame.stop()

poids = overlap_choice.weighed()
if part == views.ONE_PAIR:
    overlap_pair.draw(schemes, chosen, poids)
    frame.stop()

given = {"territoire": chosen, "poids": poids, "limite": str(views.MOST_PAIRS)}
answer = answers.ask("recouvrements", given, "recouvrements", choose=links.to_candidate)
if answer is None:
    frame.stop()
if answer.parametres["territoire"] != chosen:
    # The address named the territory: from here on it holds its code.
    address.write("territoire", answer.parametres["territoire"])
    st.rerun()
kept = overlap_choice.types(overlap_choice.type_names(views.kinds_of(answer)))
if kept:
    answer = answers.ask("recouvrements", {**given, "types": kept}, "recouvrements_types") or answer
view, titles = answers.view_of(answer), data.document_titles()
frame.say(view.sentence)
frame.note(f"{view.state.text}. {view.state.help}")
frame.numbers(views.headline(answer))
answers.reserves(view)
options = views.pair_options(answer)
if options:
    overlap_choice.open_pair(options)
    frame.section("Qui recouvre qui")
    overlap_matrix.draw(build_matrix(answer))
if answer.lignes:
    frame.section("Les paires, une par une")
    tables.draw(views.pair_table(answer.lignes, titles, "Paires classées"), "recouvrements_paires")
elif view.empty:
    frame.empty(view.empty)
for code in views.APART:
    table = answer.tableaux[code]
    if table.lignes:
        frame.section(table.titre)
        if code in views.NOTES:
            frame.note(views.NOTES[code])
        tables.draw(
            views.pair_table(table.lignes, titles, table.titre, certainty=False), f"recouvrements_{code}", height=420
        )
table = answer.tableaux["non_compares"]
if table.lignes:
    frame.section(table.titre)
    tables.draw(build_second_table(table, titles), "recouvrements_non_compares")
answers.method(answer)
answers.downloads(answer, "recouvrements")
document_download.draw(SUPERPOSITION, name, "recouvrements_document", territoire=chosen)
with st.container(horizontal=True):
    links.to(links.NETWORK, "Voir le réseau de ce territoire", icon=":material/hub:", vue="territoire")
    links.to(links.TERRITORY, "Tout ce qui agit sur ce territoire", icon=":material/map:", territoire=chosen)
frame.acronyms(acronyms(" ".join(options.values())))
