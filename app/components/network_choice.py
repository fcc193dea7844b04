"""Let the reader choose which network is drawn; the address keeps the choice."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import streamlit as st

from app.components import address, pickers
from app.view_models.network_scope import AROUND, SCHEME, TERRITORY, VIEWS

_LABELS = {AROUND: ("Acteur", "Dispositif", "Action", "Instance"), TERRITORY: ("Territoire",), SCHEME: ("Dispositif",)}
_TOUCHED = "reseau_touche"
_TITLES = {AROUND: "Point de départ", TERRITORY: "Territoire", SCHEME: "Dispositif"}


@dataclass(frozen=True, slots=True)
class NetworkChoice:
    """
    Hold which network is drawn.

    Parameters
    ----------
    view
        `autour`, `territoire` or `dispositif`.
    id
        Object it starts from; empty when none is chosen.
    steps
        Links from the object, 1 or 2, for `autour`.
    inactive
        Whether links out of the date are drawn.
    """

    view: str
    id: str
    steps: int
    inactive: bool

    @property
    def words(self) -> str:
        """Return the choice in words, for the scope of the screen."""
        if self.view == TERRITORY:
            return "ses dispositifs, leurs actions, leurs instances et qui y a un rôle"
        if self.view == SCHEME:
            return "ses actions, ses instances et qui y a un rôle"
        return "à un lien" if self.steps == 1 else "à deux liens"


def read() -> NetworkChoice:
    """Return the choice that the address holds."""
    view = address.read("vue")
    view = view if view in VIEWS else TERRITORY if address.read("territoire") and not address.read("id") else AROUND
    chosen = address.read("territoire") if view == TERRITORY else address.read("id")
    return NetworkChoice(view, chosen, 2 if address.read("pas") == "2" else 1, address.read("fini") == "oui")


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
            f"reseau_{choice.view}", after=_forget_selection,
        )  # fmt: skip


def options(choice: NetworkChoice, left_out: int) -> None:
    """Draw how far the network goes, and whether it shows the links that the date leaves out."""
    with st.container(horizontal=True, vertical_alignment="center"):
        if choice.view == AROUND:
            st.session_state["reseau_pas"] = choice.steps
            st.radio(
                "Distance", (1, 2), format_func=lambda steps: "à 1 lien" if steps == 1 else "à 2 liens",
                key="reseau_pas", horizontal=True, label_visibility="collapsed", on_change=_steps_chosen,
            )  # fmt: skip
        st.session_state["reseau_fini"] = choice.inactive
        st.checkbox(
            f"Montrer aussi les liens hors de cette date ({left_out})", key="reseau_fini", on_change=_inactive_chosen
        )


def centre(identifier: str) -> None:
    """Draw the network around another object, in a new run."""
    address.write("vue", AROUND)
    address.write("id", identifier)
    _forget_selection()
    st.rerun()


def touched() -> None:
    """Note that the reader has just chosen in the picture: only then does the picture decide of the address."""
    st.session_state[_TOUCHED] = True


def settle(chosen: str | None, drawn: Collection[str]) -> str | None:
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
        address.write("choix", chosen)
    selected = address.read("choix")
    return selected if selected in drawn else None


def _view_chosen() -> None:
    address.write("vue", st.session_state["reseau_vue"])
    if st.session_state["reseau_vue"] == SCHEME and not address.read("id").startswith(("disp:", "acteur:")):
        address.write("id", None)
    _forget_selection()


def _steps_chosen() -> None:
    address.write("pas", str(st.session_state["reseau_pas"]))


def _inactive_chosen() -> None:
    address.write("fini", "oui" if st.session_state["reseau_fini"] else None)


def _forget_selection() -> None:
    address.write("choix", None)
