"""Let the reader choose which network is drawn; the address keeps the choice."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import streamlit as st

from app.components import address, frame, network_filters, pickers
from app.view_models.layouts.subject import LAYOUTS, Layout
from app.view_models.network_address import STEPS, NetworkChoice, read_choice, selection, toggled
from app.view_models.network_aggregate import AGGREGATIONS, PREFIX, Aggregation, Proposal
from app.view_models.network_more import More
from app.view_models.network_scope import AROUND, SCHEME, TERRITORY, VIEWS, NetworkRecords, inactive_count
from app.view_models.network_view import number

__all__ = [
    "NetworkChoice",
    "ask",
    "asked",
    "centre",
    "draw",
    "options",
    "propose",
    "read",
    "selected",
    "steps_back",
    "touched",
    "unfold",
]

_LABELS = {AROUND: ("Acteur", "Dispositif", "Action", "Instance"), TERRITORY: ("Territoire",), SCHEME: ("Dispositif",)}
_TITLES = {AROUND: "Point de départ", TERRITORY: "Territoire", SCHEME: "Dispositif"}
_TOUCHED, _ASKED = "reseau_touche", "reseau_demande"
_ALONE = "aucun"
_OF_A_START = ("choix", "plus", "ouverts", "chemin")
"""Names that mean nothing once the picture starts from somewhere else."""


def read() -> NetworkChoice:
    """Return the choice that the address holds."""
    return read_choice(address.read)


def draw(choice: NetworkChoice) -> None:
    """Draw which network, and where it starts."""
    view, start = st.columns((5, 6), vertical_alignment="bottom")
    with view:
        st.session_state["reseau_vue"] = choice.view
        st.segmented_control(
            "Quel réseau", list(VIEWS), format_func=VIEWS.__getitem__, key="reseau_vue", required=True,
            on_change=_view_chosen,
        )  # fmt: skip
    with start:
        pickers.pick(
            _TITLES[choice.view], _LABELS[choice.view], "territoire" if choice.view == TERRITORY else "id",
            f"reseau_{choice.view}", after=_forget_start,
        )  # fmt: skip


def options(
    choice: NetworkChoice,
    records: NetworkRecords,
    beyond: More | None,
    by: Aggregation | None,
    present: Collection[str],
) -> None:
    """
    Draw how far the network goes, how it is placed and gathered, what is filtered and shown out of the date.

    Parameters
    ----------
    choice
        What is drawn.
    records
        Network before filters.
    beyond
        What one more link would bring; None when it was not counted.
    by
        How objects are gathered now, asked for or not.
    present
        Ids of the objects that belong to the picture at its day.
    """
    layout, grouped = st.columns((7, 4), vertical_alignment="bottom")
    with layout:
        st.session_state["reseau_disposition"] = choice.layout
        st.segmented_control(
            "Disposition", list(Layout), format_func=LAYOUTS.__getitem__, key="reseau_disposition", required=True,
            on_change=_layout_chosen, help="Ce que dit la place de chaque élément. Rien ne bouge ensuite.",
        )  # fmt: skip
    with grouped:
        automatic = by is not None and choice.by is None
        st.session_state["reseau_groupes"] = choice.by.value if choice.by else _ALONE
        st.selectbox(
            "Regrouper", (_ALONE, *(way.value for way in Aggregation)), key="reseau_groupes",
            on_change=_gathering_chosen,
            format_func=lambda code: AGGREGATIONS[Aggregation(code)] if code != _ALONE
            else f"trop d’éléments : {AGGREGATIONS[by]}" if automatic and by else "un par un",
        )  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="center"):
        if choice.view == AROUND:
            st.session_state["reseau_pas"] = choice.steps
            st.radio(
                "Distance", STEPS, format_func=lambda steps: "à 1 lien" if steps == 1 else f"à {steps} liens",
                key="reseau_pas", horizontal=True, label_visibility="collapsed", on_change=_steps_chosen,
            )  # fmt: skip
        st.session_state["reseau_fini"] = choice.inactive
        st.checkbox(
            f"Montrer aussi les liens hors de cette date ({inactive_count(records.edges)})", key="reseau_fini",
            on_change=_inactive_chosen,
        )  # fmt: skip
        network_filters.draw(choice, records, present)
    if choice.filters.words:
        frame.note(f"Filtres : {choice.filters.words}")
    if beyond is not None and choice.steps < STEPS[-1]:
        frame.note(beyond.sentence)


def steps_back(choice: NetworkChoice, names: Sequence[str]) -> None:
    """
    Draw how to undo what was expanded or opened.

    Parameters
    ----------
    choice
        What is drawn.
    names
        Names of the objects expanded and of the groups opened, in order.
    """
    if not names:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        frame.note(f"Dépliés : {', '.join(names)}.")
        last = "ouverts" if choice.opened else "plus"
        st.button("Replier le dernier", icon=":material/undo:", key="reseau_retour", on_click=_fold, args=(last,))
        if len(names) > 1:
            st.button("Tout replier", key="reseau_replier", on_click=_fold_all)


def propose(ways: Sequence[Proposal], elements: int) -> None:
    """
    Draw the ways of gathering a dense picture, each with what it would draw.

    Parameters
    ----------
    ways
        Ways; nothing is drawn when there is none.
    elements
        Number of elements of the picture.
    """
    if not ways:
        return
    frame.note(f"Avec {number(elements)} éléments, les liens se cachent les uns les autres. Regrouper\u00a0:")
    with st.container(horizontal=True):
        for way in ways:
            st.button(way.words, key=f"reseau_propose_{way.by.value}", on_click=_gather, args=(way.by.value,))


def unfold(identifier: str) -> None:
    """Add the neighbours of an object to the picture, or open a group; what is already unfolded is folded again."""
    name = "ouverts" if identifier.startswith(PREFIX) else "plus"
    choice = read()
    ids = choice.opened if name == "ouverts" else choice.more
    address.write(name, toggled(ids, identifier))


def centre(identifier: str) -> None:
    """Draw the network around another object."""
    address.write("vue", AROUND)
    address.write("id", identifier)
    _forget_start()


def touched() -> None:
    """Note that the reader has just chosen in the picture: only then does the picture decide of the address."""
    st.session_state[_TOUCHED] = True


def selected(chosen: Sequence[str], drawn: Collection[str]) -> tuple[str, ...]:
    """
    Keep in the address what the reader has just chosen in the picture, and return what is selected.

    Parameters
    ----------
    chosen
        Selection of the picture. When it opens it has none yet, whatever the address asks for.
    drawn
        Ids that the picture shows: nothing else can be selected.
    """
    if st.session_state.pop(_TOUCHED, False):
        _, times, last = asked()
        address.write("choix", chosen)
        # The picture already shows it: what was asked of it is left as it was.
        st.session_state[_ASKED] = (address.read("choix"), times, last)
    return selection(address.read("choix"), drawn)


def ask(ids: Sequence[str]) -> None:
    """Select from the page."""
    address.write("choix", ids)


def asked() -> tuple[str, int, str]:
    """
    Return what the page asks the picture to select.

    Returns
    -------
    seen
        Selection of the address.
    times
        Number of times that the page, not the picture, has decided: the picture obeys when it changes.
    last
        What it decided the last time.
    """
    here = address.read("choix")
    seen, times, last = st.session_state.get(_ASKED, ("", 0, ""))
    if here != seen:
        seen, times, last = here, times + 1, here
        st.session_state[_ASKED] = (seen, times, last)
    return seen, times, last


def _view_chosen() -> None:
    address.write("vue", st.session_state["reseau_vue"])
    if st.session_state["reseau_vue"] == SCHEME and not address.read("id").startswith(("disp:", "acteur:")):
        address.write("id", None)
    _forget_start()


def _layout_chosen() -> None:
    chosen = st.session_state["reseau_disposition"]
    address.write("disposition", None if chosen == Layout.LIENS else chosen.value)


def _gathering_chosen() -> None:
    chosen = st.session_state["reseau_groupes"]
    _gather(None if chosen == _ALONE else chosen)


def _gather(by: str | None) -> None:
    address.write("groupes", by)
    address.write("ouverts", None)
    address.write("choix", None)


def _steps_chosen() -> None:
    address.write("pas", str(st.session_state["reseau_pas"]))


def _inactive_chosen() -> None:
    address.write("fini", "oui" if st.session_state["reseau_fini"] else None)


def _fold(name: str) -> None:
    address.write(name, address.read_several(name)[:-1])


def _fold_all() -> None:
    address.write("plus", None)
    address.write("ouverts", None)


def _forget_start() -> None:
    for name in _OF_A_START:
        address.write(name, None)
