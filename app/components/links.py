"""Link the screens to one another; the date and the territory follow."""

from __future__ import annotations

import streamlit as st

from app.components import acronyms, address
from app.view_models.acronyms import in_words
from app.view_models.typography import escaped, typeset
from graph.answers.errors import Candidate
from graph.model.ontology import label_of_id

HOME, TERRITORY, SHEET, NETWORK, QUESTIONS, DATA, METHODS, ENTRY, QUALITY, DOUBLES, EVOLUTION = (
    "screens/accueil.py",
    "screens/territoire.py",
    "screens/fiche.py",
    "screens/reseau.py",
    "screens/questions.py",
    "screens/donnees.py",
    "screens/methodes.py",
    "screens/saisie.py",
    "screens/qualite.py",
    "screens/doublons.py",
    "screens/evolution.py",
)


def to(page: str, label: str, *, icon: str | None = None, help: str | None = None, **values: str) -> None:  # noqa: A002
    """
    Draw a link to another screen.

    Parameters
    ----------
    page
        Script of the screen.
    label
        Text of the link, as plain text.
    icon, help
        Streamlit's icon and help of the link; by default the help spells out the acronyms that the screen had not
        used yet.
    values
        Values of its address beside the date and the territory.
    """
    spelled = in_words(acronyms.first_met(label))
    st.page_link(
        page, label=escaped(typeset(label)), icon=icon, help=help or escaped(spelled) or None,
        query_params=address.with_scope(**values),
    )  # fmt: skip


def to_question(name: str, label: str, **values: str) -> None:
    """Draw a link that opens a question with its form filled in."""
    to(QUESTIONS, label, icon=":material/quiz:", question=name, **values)


def to_evolution(label: str, *, since: str = "", date: str = "") -> None:
    """
    Draw a link to what changed between two dates, on the territory of this screen when it has one.

    Parameters
    ----------
    label
        Text of the link.
    since
        First day of the period, ISO; by default a year before its last one.
    date
        Last day of the period, ISO; by default the day of the view.
    """
    to(EVOLUTION, label, icon=":material/update:", debut=since, **({"date": date} if date else {}))


def to_object(identifier: str, name: str) -> None:
    """Draw a link to what an id designates: its territory, or its sheet."""
    if label_of_id(identifier) == "Territoire":
        to(TERRITORY, name, icon=":material/map:", territoire=identifier)
    else:
        to(SHEET, name, icon=":material/article:", id=identifier)


def to_candidate(candidate: Candidate) -> None:
    """Draw one thing a text may mean, with what tells it from the others; a link when the base holds it."""
    label = candidate_label(candidate)
    if candidate.id:
        to_object(candidate.id, label)
    else:
        st.markdown(f"{escaped(typeset(label))}. Rien dans la base ne porte ce nom.")


def candidate_label(candidate: Candidate) -> str:
    """Return the name of one thing a text may mean, its meaning and what tells it from the others."""
    words = ", ".join(part for part in (candidate.nature, candidate.detail) if part)
    meaning = f" : {candidate.sens}" if candidate.sens else ""
    return f"{candidate.nom}{meaning} ({words})"
