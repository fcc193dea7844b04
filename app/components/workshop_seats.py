"""Let the facilitator compose the tables: how many, who keeps one, whom to set apart; read, print, take the kit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from app import data
from app.components import dates, frame, links, printing
from app.components import workshop_fields as fields
from app.components import workshop_keeping as keeping
from app.components import workshop_kit as kit
from app.components import workshop_room as room
from app.view_models.methods import SEATING
from app.view_models.typography import counted, escaped, typeset
from app.view_models.workshop_plan import sentences
from app.view_models.workshop_words import badges
from app.workshops import editing, planning, plans
from app.workshops.record import PAIRS, TABLES, Workshop
from graph.analysis.workshop.tables import Progress
from graph.answer import Answer
from graph.answers import AskError

_MODES: Mapping[str, str] = {TABLES: "Autour de tables", PAIRS: "Deux par deux"}
_MINUTES: Mapping[str, int] = {TABLES: 20, PAIRS: 5}
"""Minutes of a round when the facilitator has not said otherwise."""

SECONDS = 5.0
"""Time that the screen gives to a search, in seconds; it stops earlier when nothing can be better."""

_SEEDS = 1000


def draw(workshop: Workshop) -> None:
    """Draw the choices, the plan and the kit."""
    if not workshop.presents:
        frame.empty("La liste des invités est vide : commencez par elle.")
        return
    _choices(workshop)
    wrong = plans.problems(workshop)
    if wrong:
        frame.section("Ce qui empêche de composer les tables")
        frame.bullets(wrong)
    _compute(workshop, possible=not wrong)
    state = planning.plan_state(workshop)
    if state.code == planning.ABSENT:
        frame.empty("Le plan n’est pas encore calculé.")
    else:
        if state.code == planning.STALE:
            st.warning(escaped(typeset(f"Ce plan ne va plus. {' '.join(state.reasons)} Calculez-le à nouveau.")))
        elif not wrong:
            frame.section("Ce que vaut ce plan")
            frame.bullets(sentences(workshop, plans.figures_of(workshop, weights(workshop))))
            _how()
        frame.section("Le plan")
        room.plan(workshop)
        printing.offer()
    kit.draw(workshop)


def weights(workshop: Workshop) -> dict[planning.Pair, float]:
    """Return the missing links of the participants; none when the base cannot say."""
    try:
        return planning.weights_of(workshop, ask)
    except AskError:
        return {}


def ask(name: str, parameters: planning.Parameters) -> Answer:
    """Answer a question at the date of the view."""
    return data.ask(name, parameters, dates.current().value)


def _choices(workshop: Workshop) -> None:
    key = f"{workshop.id}_mode"
    st.session_state[key] = workshop.mode
    st.segmented_control(
        "Comment on se rencontre", list(_MODES), format_func=lambda code: _MODES[code], key=key, required=True,
        on_change=_mode_chosen, args=(workshop.id, key),
    )  # fmt: skip
    first, second, third = st.columns(3)
    if workshop.mode == TABLES:
        with first:
            fields.number(workshop, "tables", "Nombre de tables", 1, 60)
    with second if workshop.mode == TABLES else first:
        fields.number(workshop, "tours", "Nombre de tours", 1, 30)
    with third if workshop.mode == TABLES else second:
        fields.number(workshop, "minutes", "Minutes par tour", 1, 180)
    frame.note(_shape(workshop))
    with st.expander("Qui accueille à une table, qui séparer", icon=":material/chair:"):
        if workshop.mode == TABLES:
            _hosts(workshop)
        _apart(workshop)
    if workshop.mode == TABLES:
        key = f"{workshop.id}_reparti"
        st.session_state[key] = workshop.reparti
        st.checkbox(
            "Réunir moins souvent les mêmes, quitte à perdre quelques rencontres", key=key,
            help="Jusqu’à 5 % des rencontres différentes, pour que deux mêmes personnes se retrouvent moins souvent.",
            on_change=_spread, args=(workshop.id, key),
        )  # fmt: skip


def _shape(workshop: Workshop) -> str:
    """Say how many people sit together, and how long the rounds take."""
    people = len(workshop.presents)
    length = f"{counted(workshop.tours, 'tour')} de {counted(workshop.minutes, 'minute')}"
    if workshop.mode == PAIRS:
        rest = " À chaque tour, l’un d’eux n’a pas de partenaire, chacun son tour." if people % 2 else ""
        return f"{counted(people, 'participant')}, {length}.{rest}"
    small, more = divmod(people, workshop.tables)
    size = f"{small} ou {small + 1} par table" if more else f"{small} par table"
    return f"{counted(people, 'participant')}, {size}, {length}."


def _mode_chosen(identifier: str, key: str) -> None:
    mode = st.session_state[key]

    def changed(one: Workshop) -> Workshop:
        minutes = _MINUTES[mode] if one.minutes == _MINUTES[one.mode] else one.minutes
        return replace(one, mode=mode, minutes=minutes, plan=one.plan[: one.joues])

    keeping.change(identifier, changed)


def _spread(identifier: str, key: str) -> None:
    wanted = bool(st.session_state[key])
    kept = keeping.change(identifier, lambda one: replace(one, reparti=wanted))
    if kept is not None and kept.plan:
        keeping.say("C’est noté. Composez les tables à nouveau : le plan affiché est encore l’ancien.")


def _hosts(workshop: Workshop) -> None:
    called = badges(workshop.presents)
    frame.note("Qui accueille reste à sa table à chaque tour ; les autres tournent.")
    places = range(1, min(workshop.tables, 30) + 1)
    # Columns afresh for each pair of tables: on a narrow screen, they follow one another in the order of tables.
    columns = [column for _ in places[::2] for column in st.columns(2)]
    for place in places:
        key = f"{workshop.id}_table_{place}"
        st.session_state[key] = [one.id for one in workshop.presents if one.table == place]
        with columns[place - 1]:
            st.multiselect(
                f"Accueille à la table {place}", list(called), format_func=lambda one: called[one], key=key,
                placeholder="Personne", on_change=_hosted, args=(workshop.id, place, key),
                select_all=False,
            )  # fmt: skip


def _hosted(identifier: str, place: int, key: str) -> None:
    chosen = frozenset(st.session_state[key])

    def seated(one: Workshop) -> Workshop:
        people = tuple(
            replace(p, table=place) if p.id in chosen else replace(p, table=0) if p.table == place else p
            for p in one.participants
        )
        return replace(one, participants=people)

    keeping.change(identifier, seated)


def _apart(workshop: Workshop) -> None:
    called = badges(workshop.presents)
    with st.form(f"{workshop.id}_separer", border=False, clear_on_submit=True):
        first, second = st.columns(2)
        with first:
            one = st.selectbox(
                "Ne jamais asseoir",
                list(called),
                index=None,
                format_func=lambda id_: called[id_],
                placeholder="Choisissez",
            )
        with second:
            other = st.selectbox(
                "avec", list(called), index=None, format_func=lambda id_: called[id_], placeholder="Choisissez"
            )
        if st.form_submit_button("Séparer ces deux-là") and one and other:
            if one == other:
                st.error("Choisissez deux participants différents.")
            else:
                keeping.change(workshop.id, lambda kept: editing.forbid(kept, one, other))
                st.rerun()
    for pair in workshop.interdits:
        if all(one in called for one in pair):
            with st.container(horizontal=True, vertical_alignment="center"):
                frame.note(f"{called[pair[0]]} et {called[pair[1]]}")
                st.button(
                    "Ne plus les séparer", key=f"{workshop.id}_ensemble_{pair[0]}_{pair[1]}", on_click=_together,
                    args=(workshop.id, pair),
                )  # fmt: skip


def _together(identifier: str, pair: tuple[str, str]) -> None:
    keeping.change(identifier, lambda one: editing.allow(one, pair))


def _compute(workshop: Workshop, *, possible: bool) -> None:
    fresh = not workshop.plan
    label = "Composer les tables" if workshop.mode == TABLES else "Composer les paires"
    with st.container(horizontal=True, vertical_alignment="center"):
        asked = st.button(
            label if fresh else f"{label} à nouveau", key="atelier_composer", disabled=not possible,
            type="primary" if fresh or planning.plan_state(workshop).code == planning.STALE else "secondary",
        )  # fmt: skip
        other = not fresh and st.button(
            "Chercher un autre plan", key="atelier_autre_plan", disabled=not possible,
            help="Même valeur ou presque, d’autres voisins. Le même numéro de tirage redonne le même plan.",
        )  # fmt: skip
        if not fresh:
            frame.note(f"Tirage n° {workshop.graine}.")
    if asked or other:
        seed = (workshop.graine + 1) % _SEEDS if other else workshop.graine
        compute(replace(workshop, graine=seed), SECONDS)
        st.rerun()


def compute(workshop: Workshop, seconds: float) -> None:
    """Plan the rounds left and keep them; what the search finds is shown while it works."""
    shown = st.progress(0.0, text="Recherche du plan…")

    def told(at: Progress) -> None:
        met = counted(at.distinct_pairs, "rencontre différente", "rencontres différentes")
        shown.progress(min(1.0, at.share), text=f"{met} sur {at.bound} au plus")

    try:
        made, _ = plans.seat(workshop, weights(workshop), seconds=seconds, progress=told)
    except ValueError as error:
        keeping.say(str(error), wrong=True)
        return
    finally:
        shown.empty()
    keeping.change(workshop.id, lambda one: replace(one, plan=made.plan, graine=made.graine))


def _how() -> None:
    with st.expander("Comment c’est calculé", icon=":material/calculate:"):
        frame.note(
            "Le calcul échange des places tant que cela ajoute des rencontres. Il évite de réunir deux fois les mêmes, "
            "ou deux personnes d’un même organisme ou d’un même secteur, et réunit d’abord ceux à qui il manque un "
            "lien. Le maximum est démontré : si une table est plus grande que le nombre de tables, certains se "
            "retrouvent forcément à un autre tour. « Au hasard » est la moyenne d’un tirage au sort des places."
        )
        links.to(links.METHODS, "Le calcul pas à pas, sur un exemple réel", methode=SEATING)
