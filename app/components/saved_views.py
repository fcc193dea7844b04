"""Let the reader keep the network as it is under a name, open it again, rename it, delete it."""

from __future__ import annotations

from datetime import date

import streamlit as st

from app import data
from app.components import address, frame, links
from app.view_models.network_address import NAMES
from app.view_models.saved_views import LONGEST, SavedView, SavedViewError
from app.view_models.typography import counted, day, escaped

_NAME, _NEW, _SAID = "vue_nom", "vue_nouveau_nom", "vue_message"


def draw() -> None:
    """Draw the views already kept, and how to keep this one."""
    try:
        kept = data.saved_views().all()
    except SavedViewError as error:
        frame.empty(str(error))
        return
    opened = _SAID in st.session_state
    title = f"Vues enregistrées ({len(kept)})" if kept else "Enregistrer cette vue"
    with st.expander(title, icon=":material/bookmark:", expanded=opened):
        _said()
        with st.form("vue_garder", border=False):
            name, send = st.columns((4, 1), vertical_alignment="bottom")
            with name:
                st.text_input("Nom de la vue", key=_NAME, max_chars=LONGEST, placeholder="Par exemple : Redon en 2021")
            with send:
                st.form_submit_button("Enregistrer", on_click=_save, type="primary")
        frame.note("Une vue garde le choix, les filtres, la date, la disposition et la sélection, pas les données.")
        for rank, view in enumerate(kept):
            _view(rank, view)


def _view(rank: int, view: SavedView) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.page_link(
            links.NETWORK, label=escaped(view.name), icon=":material/bookmark:", query_params=dict(view.address)
        )
        frame.note(f"du {day(view.day)}")
        with st.popover("Renommer ou supprimer", key=f"vue_{rank}_menu"):
            key = f"vue_{rank}_{_NEW}"
            st.text_input("Nouveau nom", key=key, value=view.name, max_chars=LONGEST)
            st.button("Renommer", key=f"vue_{rank}_renommer", on_click=_rename, args=(view.name, key))
            st.button("Supprimer cette vue", key=f"vue_{rank}_supprimer", on_click=_delete, args=(view.name,))


def _save() -> None:
    values = {name: address.read(name) for name in NAMES if address.read(name)}
    try:
        made = data.saved_views().save(st.session_state[_NAME], values, date.today().isoformat())
    except SavedViewError as error:
        st.session_state[_SAID] = ("error", str(error))
        return
    st.session_state[_NAME] = ""
    st.session_state[_SAID] = ("success", f"La vue « {made.name} » est enregistrée.")


def _rename(name: str, key: str) -> None:
    try:
        made = data.saved_views().rename(name, st.session_state[key])
    except SavedViewError as error:
        st.session_state[_SAID] = ("error", str(error))
        return
    del st.session_state[key]
    st.session_state[_SAID] = ("success", f"La vue s’appelle maintenant « {made.name} ».")


def _delete(name: str) -> None:
    try:
        data.saved_views().delete(name)
    except SavedViewError as error:
        st.session_state[_SAID] = ("error", str(error))
        return
    left = len(data.saved_views().all())
    st.session_state[_SAID] = ("success", f"La vue « {name} » est supprimée. Il en reste {counted(left, 'vue')}.")


def _said() -> None:
    kind, text = st.session_state.pop(_SAID, ("", ""))
    if kind == "error":
        st.error(escaped(text))
    elif kind:
        st.success(escaped(text))
