"""Offer the network to take away: a poster, a page that opens anywhere, files for programs of analysis."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from typing import Final

import streamlit as st

from app import data
from app.components import dates, frame
from app.exports.graph_bytes import base_bytes, network_bytes
from app.exports.network_file import NetworkFile
from app.exports.network_reading import date_words
from app.exports.poster import Size, build_scene, to_pdf, to_png, to_svg
from app.exports.shared_page import shared_page
from app.view_models.network_view import NetworkView
from app.view_models.proof import ProofView
from app.view_models.typography import day
from graph.certainty import ALL_DATES

_PROGRAM_NAMES: Final = {"gexf": "GEXF", "graphml": "GraphML", "kumu": "JSON pour Kumu"}
_XML: Final = "application/xml"
_PROGRAMS: Final = {
    "gexf": "GEXF\u00a0: pour explorer ce réseau dans Gephi ou Gephi Lite, avec ses couleurs et ses dates.",
    "graphml": "GraphML\u00a0: pour mesurer ce réseau dans yEd, Gephi ou un programme de calcul (networkx, R).",
    "kumu": "JSON pour Kumu\u00a0: pour montrer ce réseau dans Kumu, par «\u00a0Import\u00a0» puis «\u00a0JSON\u00a0».",
    "cypher": "Cypher\u00a0: pour reconstruire toute la base, pas seulement cette image, sur un serveur Neo4j vide.",
}
_SMALLEST = "La plus petite où tous les noms se lisent"


def draw(
    view: NetworkView,
    proofs: Mapping[str, tuple[ProofView, ...]],
    subject: str,
    scope: str,
    remarks: Iterable[str] = (),
) -> None:
    """
    Draw the zone of downloads; a file is written only when it is asked for.

    Parameters
    ----------
    view
        Picture, as it is on the screen.
    proofs
        What proves each link, by its id.
    subject, scope
        What the network is about, and what was kept of it, in words.
    remarks
        Sentences that say what is gathered, filtered or left out; empty ones do not count.
    """
    if not view.nodes:
        return
    viewed = dates.current().value
    file = NetworkFile(
        view=view,
        title=f"Réseau\u00a0: {subject}",
        scope=scope,
        date=date_words(viewed),
        written=day(date.today().isoformat()),
        version=data.context().version,
        proofs=proofs,
        remarks=tuple(filter(None, remarks)),
    )
    name = f"reseau-{_plain(subject)}-{viewed}"
    with st.expander("Télécharger ou partager cette image", icon=":material/download:"):
        frame.note(
            "L’affiche dit son titre, sa date, sa légende, ses sources et sa licence, et se lit en noir et blanc. "
            "La page à partager s’ouvre dans un navigateur, même sans réseau\u00a0: on y cherche, on y clique, "
            "on y lit les preuves."
        )
        chosen = st.selectbox("Feuille de l’affiche", (_SMALLEST, *(str(size) for size in Size)), key="reseau_feuille")
        size = None if chosen == _SMALLEST else Size(chosen)
        with st.container(horizontal=True):
            _button("Affiche PDF", lambda: to_pdf(build_scene(file, size)), f"{name}.pdf", "application/pdf")
            _button("Affiche SVG", lambda: to_svg(build_scene(file, size)), f"{name}.svg", "image/svg+xml")
            _button("Image PNG", lambda: to_png(build_scene(file, size)), f"{name}.png", "image/png")
            _button("Page à partager (HTML)", lambda: shared_page(file), f"{name}.html", "text/html")
        _programs(view, file, subject, name, None if viewed == ALL_DATES else viewed)


def _programs(view: NetworkView, file: NetworkFile, subject: str, name: str, day: str | None) -> None:
    """Draw the files for other programs, each with what it is for."""
    store = data.store()
    ids = {id_ for node in view.nodes for id_ in (node.members or (node.id,))}
    part = f"{subject} ({file.scope})" if file.scope else subject
    frame.note("Pour d’autres logiciels, avec les preuves et toutes les informations des fiches\u00a0:")
    frame.bullets(_PROGRAMS.values())
    with st.container(horizontal=True):
        for form, label in _PROGRAM_NAMES.items():
            extension, kind = ("json", "application/json") if form == "kumu" else (form, _XML)
            content = partial(network_bytes, store, form, ids, part, day=day)
            _button(f"Réseau en {label}", content, f"{name}.{extension}", kind)
        _button("Toute la base en Cypher", lambda: base_bytes(store), "maillage.cypher", "text/plain")


def _button(label: str, content: Callable[[], bytes], name: str, kind: str) -> None:
    extension = name.rpartition(".")[2]
    st.download_button(label, content, name, kind, key=f"reseau_fichier_{extension}", on_click="ignore")


def _plain(text: str) -> str:
    """Return a name that every file system takes."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:60] or "maillage"
