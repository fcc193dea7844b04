"""A page with one map, for the browser tests: `?carte=couverture|deux|trois|etats|agregat|reunion|vide`."""

import streamlit as st

from app.components import frame, territory_map
from app.view_models.territory_map import build_map
from tests.support.maps import layer

st.set_page_config(layout="wide")
frame.dress()
st.title("Carte", anchor=False)
name = st.query_params.get("carte", "deux")
if st.session_state.get("whole"):
    name = "couverture"
view = build_map(layer(name), most=300 if name == "agregat" else 1500)
chosen = territory_map.draw(view, "carte", selected=st.session_state.get("asked"))
st.text(f"choisi={chosen}")
if st.button("Relancer"):
    st.session_state["runs"] = st.session_state.get("runs", 0) + 1
st.text(f"relances={st.session_state.get('runs', 0)}")
st.button("Choisir Redon", on_click=lambda: st.session_state.update(asked="COM-35236"))
st.button("Tout dessiner", on_click=lambda: st.session_state.update(whole=True))
