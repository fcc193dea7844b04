"""Take in the second capture and report: what stood before, what stands after, with counts and ranges."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import groupby

import streamlit as st

from app import data
from app.components import frame
from app.components import workshop_answers as answers
from app.components import workshop_keeping as keeping
from app.components import workshop_kit as kit
from app.components import workshop_seats as seats
from app.components import workshop_writing as writing
from app.exports.documents.kinds import MIME
from app.workshops.effect_lines import Line
from app.workshops.effects import Report, report
from app.workshops.record import LATER, Workshop


def draw(workshop: Workshop) -> None:
    """Draw the report, then the second capture."""
    with st.spinner("Calcul du bilan…"):
        found = report(workshop, data.context(), seats.ask)
    _report(found)
    _documents(workshop)
    frame.section("Seconde saisie, trois mois après")
    answers.moment(workshop, LATER)
    writing.draw(workshop)


def _documents(workshop: Workshop) -> None:
    frame.note("À remettre aux participants et aux financeurs : le bilan, avec ses comptes et sa méthode.")
    with st.container(horizontal=True):
        for extension, mime in MIME.items():
            st.download_button(
                f"Bilan en {extension.upper()}",
                partial(_document, workshop, extension),
                f"bilan-{workshop.id}.{extension}",
                mime,
                key=f"atelier_bilan_{extension}",
                icon=":material/description:",
                on_click="ignore",
            )


def _document(workshop: Workshop, extension: str) -> bytes:
    from app.exports.documents.catalogue import WRITERS  # noqa: PLC0415 (heavy: drawing is rare)
    from app.exports.documents.effet import bilan  # noqa: PLC0415

    return WRITERS[extension](bilan(kit.desk(), workshop, keeping.shelf().all()))


def _report(found: Report) -> None:
    frame.say(found.phrase)
    frame.reserves(found.reserves)
    for lines in (found.lignes, found.suivi, found.base):
        for group, some in groupby(lines, key=lambda line: line.groupe):
            _lines(group, tuple(some))


def _lines(group: str, lines: Sequence[Line]) -> None:
    wide = 3 if any(line.fourchette for line in lines) else 2
    heading = ("Mesure", "Ce qui est dit", "Fourchette")[:wide]
    rows = [(line.titre, line.phrase, line.fourchette)[:wide] for line in lines]
    frame.plain_table(group, heading, rows)
    with st.expander("Comment c’est calculé", icon=":material/calculate:"):
        frame.facts((line.titre, line.methode) for line in lines if line.methode)
