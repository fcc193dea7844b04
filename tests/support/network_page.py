"""A page with one network view, for the browser tests: `?n=80&cap=400&selection=…`."""

import streamlit as st

from app.components.network import network
from app.view_models.network import NetworkView, build_network_view
from tests.support.networks import realistic_network


@st.cache_resource
def _view(count: int, cap: int) -> NetworkView:
    return build_network_view(*realistic_network(count), version="1", cap=cap)


st.set_page_config(layout="wide")
parameters = st.query_params
state = network(
    _view(int(parameters.get("n", "80")), int(parameters.get("cap", "400"))),
    key="reseau",
    selected=st.session_state.get("asked"),
)
st.text(f"choisi={'+'.join(state.chosen) or None}")
if state.expand:
    st.session_state["expanded"] = state.expand
st.text(f"deplie={st.session_state.get('expanded')}")
if st.button("Relancer"):
    st.session_state["runs"] = st.session_state.get("runs", 0) + 1
st.text(f"relances={st.session_state.get('runs', 0)}")
st.button("Choisir le premier dispositif", on_click=lambda: st.session_state.update(asked="disp:000"))
