"""Show what changed between two dates: what began, ended or was discovered, and the network before and after."""

from __future__ import annotations

import streamlit as st

from app import data
from app.components import (
    address,
    answers,
    dates,
    document_download,
    evolution_choice,
    evolution_pictures,
    first_steps,
    frame,
    links,
    pickers,
    tables,
)
from app.exports.documents.kinds import EVOLUTION
from app.view_models import evolution as views
from app.view_models.names import territory_name
from app.view_models.table import MOST_ROWS
from app.view_models.terms import acronyms
from graph.certainty import ALL_DATES

chosen = address.read("territoire")
context = data.context()
name = territory_name(context, chosen) if chosen else ""
frame.header(
    f"Évolution : {name}" if name else "Évolution",
    "" if chosen else "toute la base",
    lede="Ce qui a commencé, ce qui a pris fin et ce qu’on a découvert entre deux dates.",
)
first_steps.stop_when_empty()
pickers.pick("Territoire", ("Territoire",), "territoire", "evolution_territoire")
end = dates.current().value
if end == ALL_DATES:
    frame.empty("Une évolution se lit entre deux jours : choisissez une date dans « Vu au ».")
    frame.stop()
start = evolution_choice.choose_period(end)
answer = answers.ask(
    "evolution", {"debut": start, "fin": end, "territoire": chosen}, "evolution", choose=links.to_candidate
)
if answer is None:
    frame.stop()
if chosen and answer.parametres.get("territoire") != chosen:
    # The address named the territory: from here on it holds its code.
    address.write("territoire", answer.parametres["territoire"])
    st.rerun()

titles = data.document_titles()
view = answers.view_of(answer)
frame.say(view.sentence)
frame.note(f"{view.state.text}. {view.state.help}")
frame.numbers(views.headline(answer))
answers.reserves(view)
if not answer.mesures:
    frame.stop()

frame.section("Ce qui a changé")
frame.note(views.balance(answer))
lists = views.lists(answer)
if lists:
    listed = evolution_choice.choose("Ce qui est listé", "liste", lists)
    frame.note(views.HELPS[listed])
    tables.draw(views.change_table(answer, listed, titles), f"evolution_{listed}", height=520)
else:
    frame.empty(
        "Rien de daté n’a changé entre ces deux dates. Ce qui n’a pas de date a pu changer sans qu’on le sache."
    )

frame.section("Le réseau, avant et après")
said = views.network_sentence(answer)
if said:
    frame.say(said)
    if chosen:
        evolution_pictures.networks(chosen, (start, end), views.measured_actors(answer))
    else:
        frame.note("Choisissez un territoire pour voir son réseau aux deux dates : le réseau entier serait illisible.")
    compared = views.compared(answer)
    if compared:
        part = evolution_choice.choose("Ce qui est comparé", "reseau", compared)
        tables.draw(views.compared_table(answer, part, titles), f"evolution_{part}", height=520)
    frame.section("Les articulations dont le palier change")
    levels = views.level_table(answer, titles)
    if levels.rows:
        tables.draw(levels, "evolution_articulations", height=420)
    else:
        frame.note("Aucune paire de dispositifs n’a changé de palier, d’après les documents lus.")
else:
    frame.empty("Avant le premier énoncé daté, il n’y a pas de réseau à comparer : choisissez une date plus récente.")
if chosen:
    frame.section("La couverture, avant et après")
    evolution_pictures.maps(chosen, (start, end))

answers.method(answer)
answers.downloads(answer, "evolution")
document_download.draw(EVOLUTION, name or "toute-la-base", "evolution_document", territoire=chosen, since=start)
frame.acronyms(acronyms(" ".join([answer.phrase, *(str(row.valeurs) for row in answer.lignes[:MOST_ROWS])])))
