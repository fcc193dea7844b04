"""Show who is linked to whom: a sentence and a table first, then the same as a picture that never moves."""

from __future__ import annotations

import streamlit as st

from app import data
from app.components import (
    dates,
    first_steps,
    frame,
    links,
    network_choice,
    network_downloads,
    network_paths,
    network_picture,
    network_reading,
    network_source,
    network_table,
    network_time,
    saved_views,
)
from app.exports.network_reading import subject as network_subject
from app.view_models.network_scope import AROUND, SCHEME, TERRITORY

context = data.context()
choice = network_choice.read()
subject = network_subject(context, choice) if choice.id else ""
scope = " · ".join(part for part in (choice.words, choice.filters.words) if part)
frame.header("Réseau", subject, scope if choice.id else "")
first_steps.stop_when_empty()
network_choice.draw(choice)
if not choice.id:
    frame.empty("Choisissez un point de départ : le réseau entier serait illisible.")
    firsts = {row["nature"]: row for row in reversed(data.reading("reperes", {}))}
    nature = {AROUND: "caisse", TERRITORY: "territoire", SCHEME: "dispositif"}[choice.view]
    if nature in firsts:
        name = "territoire" if choice.view == TERRITORY else "id"
        links.to(
            links.NETWORK,
            f"Par exemple : {firsts[nature]['nom']}",
            icon=":material/hub:",
            vue=choice.view,
            **{name: firsts[nature]["id"]},
        )
    saved_views.draw()
    network_reading.draw(choice)
    frame.stop()

date = dates.current().value
day = dates.current().iso_day
picture = network_source.picture(choice, day)
view, composed = picture.view, picture.composed
# One block whatever it holds: what stands under it stays the same element, and the picture is not drawn anew.
with st.container():
    more = network_source.beyond(choice, picture)
    network_choice.options(choice, picture.every, more, composed.by, composed.present)
    network_choice.steps_back(choice, network_source.unfolded(choice, picture))
    network_time.draw(choice, network_source.reader_of(choice), date)
    for said in composed.remarks:
        frame.note(said)
    network_choice.propose(picture.proposals, len(view.nodes))
    if not view.edges:
        frame.empty(
            "Aucun lien n’est documenté à cette date pour ce choix. Essayez « Toutes les dates », moins de filtres, "
            "ou un pas de plus."
        )
if view.nodes:
    found = network_paths.ways(choice, composed)
    network_table.draw(view, subject)
    network_picture.draw(choice, picture, found)
    network_paths.draw(choice, view, composed.shown, found)
    network_downloads.draw(view, picture.every.proofs, subject, scope, composed.remarks)
last = "" if day else context.newest_source or ""
links.to_evolution(
    f"Ce qui a changé {'sur ce territoire ' if choice.view == TERRITORY else ''}entre deux dates",
    since=choice.since,
    date=last,
)
saved_views.draw()
network_reading.draw(choice, {node.id for node in view.nodes})
