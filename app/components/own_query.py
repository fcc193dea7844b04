"""Let a reader write a reading query: what it may do, how far, and its result."""

from __future__ import annotations

import csv
import io

import streamlit as st

from app import data
from app.components import address, failures, frame, tables
from app.view_models.library import build_result, describe_result, result_rows
from app.view_models.problems import problem_of
from app.view_models.typography import number
from graph.store.errors import StoreError
from graph.store.user_query import UserResult


def draw() -> None:
    """Draw the query, its limits and its result."""
    settings = data.store().settings
    frame.note(
        f"Lecture seule : le moteur refuse toute écriture et tout accès à un fichier. "
        f"Au plus {number(settings.query_rows)} "
        f"lignes et {number(settings.query_seconds)} secondes ; au-delà, la requête est coupée ou arrêtée."
    )
    with st.form("requete_formulaire", border=False):
        text = st.text_area(
            "Requête Cypher",
            value=address.read("requete") or data.example_query(),
            height=150,
            key=f"requete_texte_{address.read('requete')}",
        )
        if st.form_submit_button("Lancer la lecture", type="primary"):
            address.write("requete", text)
            st.rerun()
    asked = address.read("requete")
    if not asked:
        return
    try:
        result = data.run_query(asked)
    except StoreError as error:
        failures.show(problem_of(error), "requete")
        return
    frame.say(describe_result(result))
    if not result.rows:
        frame.empty(
            "La requête est correcte et ne trouve rien. Vérifiez les étiquettes et les identifiants qu’elle nomme."
        )
        return
    tables.draw(build_result(result), "requete_resultat")
    st.download_button(
        "Télécharger en CSV", _csv(result), "maillage-requete.csv", "text/csv", key="requete_csv", on_click="ignore"
    )


def _csv(result: UserResult) -> bytes:
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow(result.columns)
    writer.writerows(result_rows(result))
    return buffer.getvalue().encode("utf-8-sig")
