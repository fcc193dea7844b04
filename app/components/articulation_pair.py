"""Draw one pair of schemes: what they share, what to do next, who can help, how the figure was computed."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app.components import address, frame, links
from app.view_models.articulations import PairView

OVERLAPS = "screens/recouvrements.py"


def draw(pair: PairView, weights: Sequence[str]) -> None:
    """
    Draw a pair and where it leads.

    Parameters
    ----------
    pair
        The pair.
    weights
        Values of the parameter `poids`, carried to the screen of overlaps.
    """
    frame.numbers(pair.figures)
    frame.say(pair.said)
    left, right = st.columns(2)
    with left:
        frame.section("Ce qu’ils partagent")
        frame.facts(pair.shared)
    with right:
        frame.section("Le pas suivant")
        frame.facts(pair.steps)
    with st.container(horizontal=True):
        if pair.introduction:
            known = pair.introduction
            links.to_question(
                "presenter", f"Qui peut présenter {known.de} à {known.vers} ?", de=known.de_id, vers=known.vers_id
            )
        links.to(
            OVERLAPS, "Leur recouvrement en détail", icon=":material/join_inner:", partie="paire",
            dispositifs=address.SEPARATOR.join((pair.a_id, pair.b_id)), poids=address.SEPARATOR.join(weights),
        )  # fmt: skip
        for id_, name in ((pair.a_id, pair.a), (pair.b_id, pair.b)):
            links.to(links.NETWORK, f"Réseau de {name}", icon=":material/hub:", vue="autour", id=id_)
            links.to(links.SHEET, f"Fiche de {name}", icon=":material/article:", id=id_)
    with st.expander("Refaire le calcul à la main", icon=":material/calculate:"):
        frame.plain_table(
            "Opportunité = recouvrement × (1 − articulation)",
            ("Partie", "Valeur", "Comment"),
            [
                (f"{part.label} (poids {part.weight})" if part.weight else part.label, part.value, part.how)
                for part in pair.parts
            ],
        )
