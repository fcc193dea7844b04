"""Draw the network and the coverage of a territory on two dates, side by side, with the same places and one scale."""

from __future__ import annotations

import base64
import datetime
from html import escape

import streamlit as st

from app import data
from app.components import frame, links, territory_map
from app.exports.documents.evolution_maps import coverage_pair
from app.exports.evolution_picture import LEGEND, Panel, compared_words, read_panels
from app.exports.poster.svg import to_svg
from app.view_models.map_layers import CoverageLayer
from app.view_models.territory_map import build_map
from app.view_models.typography import counted, day, typeset

_WIDTH, _HEIGHT = 125.0, 115.0
"""Millimetres of a picture: letters are then legible when two stand side by side."""
_SAME = "Un périmètre sans date compte aux deux dates : deux cartes pareilles ne prouvent pas que rien n’a changé."
_STYLE = "width: 100%; height: auto; border: 1px solid #9aa5ab; border-radius: 0.25rem; background: #ffffff"


def networks(territoire: str, days: tuple[str, str], measured: tuple[int, int] | None) -> None:
    """
    Draw the network on both dates; each with a link to the same network, to search and to open.

    Parameters
    ----------
    territoire, days
        What is drawn.
    measured
        Actors that the measures count on each day; None when they are not measured.
    """
    found = _panels(data.context().moment, data.folder(), territoire, days)
    if found is None:
        frame.note("Rien à dessiner : aucun élément n’est documenté sur ce territoire à ces dates.")
        return
    frame.note(LEGEND)
    for text in compared_words(found, measured):
        frame.note(text)
    for column, panel, date in zip(st.columns(2), found, days, strict=True):
        with column:
            frame.say(panel.title)
            frame.note(panel.sentence)
            st.html(_image(panel))
            if panel.scene.unnamed:
                frame.note(f"{counted(panel.scene.unnamed, 'nom non écrit', 'noms non écrits')}, faute de place.")
            links.to(
                links.NETWORK,
                f"Ouvrir le réseau au {day(date)}",
                icon=":material/hub:",
                vue="territoire",
                territoire=territoire,
                date=date,
            )


def maps(territoire: str, days: tuple[str, str]) -> None:
    """Draw how many schemes cover each commune on both dates."""
    frame.note(_SAME)
    layers = _layers(data.context().moment, data.folder(), territoire, days)
    for column, layer, date, name in zip(st.columns(2), layers, days, ("avant", "apres"), strict=True):
        with column:
            frame.say(f"Au {day(date)}")
            territory_map.draw(build_map(layer, year=int(date[:4]), names=data.context().name_of), f"evolution_{name}")


def _image(panel: Panel) -> str:
    """Return a picture as the page shows it: as wide as its place, white whatever the theme, described in words."""
    content = base64.b64encode(to_svg(panel.scene)).decode()
    alt = escape(typeset(f"{panel.title}. {panel.sentence}"), quote=True)
    return f'<img src="data:image/svg+xml;base64,{content}" alt="{alt}" style="{_STYLE}">'


@st.cache_resource(show_spinner="Dessin du réseau…", max_entries=24)
def _panels(moment: str, folder: str, territoire: str, days: tuple[str, str]) -> tuple[Panel, Panel] | None:
    return read_panels(
        data.context(),
        territoire,
        days,
        today=datetime.date.today().isoformat(),
        width=_WIDTH,
        height=_HEIGHT,
        layouts=data.layouts(),
    )


@st.cache_resource(show_spinner=False, max_entries=24)
def _layers(moment: str, folder: str, territoire: str, days: tuple[str, str]) -> tuple[CoverageLayer, CoverageLayer]:
    return coverage_pair(data.context(), territoire, days)
