"""Read the network in words under its picture: who joins groups, which links are forgotten, how the whole stands."""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st

from app import data
from app.components import address, answers, frame, links, tables
from app.components.network_choice import NetworkChoice
from app.view_models.names import territory_name
from app.view_models.network_address import NAMES
from app.view_models.network_late import late_sentence, late_ties
from app.view_models.network_reading import (
    LEFT_OUT,
    about,
    actor_columns,
    actor_links,
    readings,
    scope_of,
    scope_sentence,
    scroll_hint,
    too_large,
)
from app.view_models.network_scope import AROUND
from graph.answer import Answer
from graph.answers.analyses.networks import network_of
from graph.answers.parameters import Request
from graph.certainty import ALL_DATES
from queries.catalogue import catalogue

_NAME, _KEY = "lecture", "reseau_lecture"
_UP, _TO_PICTURE = "vers", "image"
# The picture stands above the reading: a reader who asks to see an actor there must see it, and its sheet.
_SCROLL = '<script>document.querySelector(".st-key-reseau_panneau")?.scrollIntoView({ block: "center" });</script>'
_HEIGHT = 720


def draw(choice: NetworkChoice, drawn: Collection[str] = ()) -> None:
    """
    Draw the readings of the network; none is computed before the reader asks for it.

    Parameters
    ----------
    choice
        Which network is drawn: its territory, when it has one, is what the readings are about.
    drawn
        Ids that the picture shows.
    """
    if address.read(_UP) == _TO_PICTURE:
        address.write(_UP, None)
        st.html(_SCROLL, unsafe_allow_javascript=True)
    frame.section("Lire ce réseau en phrases")
    labels = readings()
    name = address.read(_NAME) if address.read(_NAME) in labels else ""
    st.session_state[_KEY] = name or None
    st.segmented_control(
        "Lecture du réseau", list(labels), format_func=labels.__getitem__, key=_KEY, label_visibility="collapsed",
        on_change=_chosen,
    )  # fmt: skip
    territory = scope_of(choice.view, choice.id)
    if not name:
        frame.note("Trois lectures possibles : qui relie les groupes, quels liens manquent, comment va l’ensemble.")
        return
    context = data.context()
    reason = too_large(sum("Acteur" in row["labels"] for row in context.names), territory)
    if reason:
        frame.empty(reason)
        return
    frame.note(scope_sentence(territory_name(context, territory) if territory else ""))
    answer = answers.ask(name, {"territoire": territory} if territory else {}, f"reseau_{name}")
    if answer is not None:
        _late(answer)
        _answer(answer, choice, drawn)


def _answer(answer: Answer, choice: NetworkChoice, drawn: Collection[str]) -> None:
    view = answers.view_of(answer, left_out=LEFT_OUT[answer.question])
    frame.say(view.sentence)
    own = about(answer, choice.id) if choice.view == AROUND else ""
    if own:
        frame.note(own)
    frame.note(f"{view.scope} · {view.state.text}. {view.state.help}")
    answers.reserves(view)
    hint = scroll_hint(len(view.table.rows))
    if hint:
        frame.note(hint)
    answers.main_table(view, f"reseau_{answer.question}", height=_HEIGHT)
    here = {name: address.read(name) for name in NAMES if name not in (*address.FOLLOWING, "choix")}
    here["vue"] = choice.view
    shown = actor_links(answer.lignes, drawn, here, actor_columns(answer.question))
    if shown:
        frame.note("Montrer dans l’image :")
        with st.container(horizontal=True):
            for link in shown:
                values = {**link.values, _NAME: answer.question, _UP: _TO_PICTURE}
                links.to(links.NETWORK, link.label, icon=":material/my_location:", **values)
    for position, second in enumerate(view.seconds):
        with st.expander(second.title, icon=":material/table_rows:"):
            tables.draw(second, f"reseau_{answer.question}_{position}", height=_HEIGHT)
    answers.method(answer)
    answers.downloads(answer, f"reseau_{answer.question}")


def _late(answer: Answer) -> None:
    """Say by how many ties the measures and the picture differ, when some rest on what had not begun."""
    if answer.date == ALL_DATES or not answer.lignes:
        return
    request = Request(question=catalogue()[answer.question], values=answer.parametres, date=answer.date, date_origin="")
    found = network_of(data.context(), request)
    said = late_sentence(late_ties(found.snapshot, found.graph, answer.date))
    if said:
        frame.note(said)


def _chosen() -> None:
    address.write(_NAME, st.session_state[_KEY])
