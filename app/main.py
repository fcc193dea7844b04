"""Open the application: the list of screens, the menu, the date of the view. No logic."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from app.components import accessibility, acronyms, address, dates, failures, frame


@dataclass(frozen=True, slots=True)
class PageSpec:
    """
    Register one screen.

    Parameters
    ----------
    id
        Path of the screen in the address.
    label, icon
        French label and icon of the menu.
    script
        Script under `app/`.
    users
        Who opens it first: `cpam`, `ars`, `animation`.
    section
        Heading of the menu that it stands under; empty for the first ones.
    in_menu
        Whether the menu lists it.
    """

    id: str
    label: str
    icon: str
    script: str
    users: tuple[str, ...]
    section: str = ""
    in_menu: bool = True


ANALYSES = "Analyser"
MEETINGS = "Préparer"
DATA = "Données"
HOME = "accueil"


PAGES = (
    PageSpec("accueil", "Accueil", ":material/home:", "screens/accueil.py", ("cpam", "ars", "animation")),
    PageSpec("territoire", "Territoire", ":material/map:", "screens/territoire.py", ("cpam", "ars")),
    PageSpec("fiche", "Fiche", ":material/article:", "screens/fiche.py", ("cpam", "ars", "animation")),
    PageSpec("reseau", "Réseau", ":material/hub:", "screens/reseau.py", ("animation",)),
    PageSpec("questions", "Questions", ":material/quiz:", "screens/questions.py", ("cpam", "ars", "animation")),
    PageSpec("recouvrements", "Recouvrements", ":material/join_inner:", "screens/recouvrements.py", ("ars",), ANALYSES),
    PageSpec("articulations", "Articulations", ":material/handshake:", "screens/articulations.py", ("ars",), ANALYSES),
    PageSpec("manques", "Couverture et manques", ":material/grid_off:", "screens/manques.py", ("ars",), ANALYSES),
    PageSpec("evolution", "Évolution", ":material/update:", "screens/evolution.py", ("animation", "ars"), ANALYSES),
    PageSpec("conformite", "Conformité et charge", ":material/rule:", "screens/conformite.py", ("ars",), ANALYSES),
    PageSpec("engagements", "Mes engagements", ":material/badge:", "screens/engagements.py", ("cpam",), ANALYSES),
    PageSpec("partenaires", "Trouver un partenaire", ":material/group:", "screens/partenaires.py", ("cpam",), ANALYSES),
    PageSpec("methodes", "Méthodes", ":material/calculate:", "screens/methodes.py", ("cpam", "ars"), ANALYSES),
    PageSpec("atelier", "Atelier", ":material/groups:", "screens/atelier.py", ("animation",), MEETINGS),
    PageSpec("donnees", "Données", ":material/table_view:", "screens/donnees.py", ("animation",), DATA),
    PageSpec("saisie", "Saisie", ":material/edit:", "screens/saisie.py", ("cpam", "animation"), DATA),
    PageSpec("doublons", "Doublons", ":material/content_copy:", "screens/doublons.py", ("animation",), DATA),
    PageSpec("qualite", "Qualité", ":material/fact_check:", "screens/qualite.py", ("ars", "animation"), DATA),
    PageSpec(
        "accessibilite", "Accessibilité", "", "screens/accessibilite.py", ("cpam", "ars", "animation"), in_menu=False
    ),
)

st.set_page_config(page_title="Maillage", page_icon=str(frame.ICON), layout="wide", initial_sidebar_state="auto")
frame.dress()
menu: dict[str, list[StreamlitPage]] = {}
for spec in PAGES:
    home = spec.id == HOME
    # The home page answers at the bare address, whatever path it is given here.
    path = "debut" if home else spec.id
    menu.setdefault(spec.section, []).append(
        st.Page(
            spec.script,
            title=spec.label,
            icon=spec.icon or None,
            url_path=path,
            default=home,
            visibility="visible" if spec.in_menu else "hidden",
        )
    )
    if home:
        # Its name, which one may type, leads there too.
        menu[""].append(st.Page(spec.script, title=spec.label, url_path=spec.id, visibility="hidden"))
page = st.navigation(menu, expanded=True)
with failures.guard("application"):
    address.restore(page.url_path)
    frame.opens(page.title)
    acronyms.begin()
    with st.sidebar:
        dates.choose("menu")
        accessibility.mention()
    page.run()
    frame.foot()
