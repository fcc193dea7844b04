"""Ask: the library of questions by user, the form of one of them with its answer, or a query of one's own."""

from __future__ import annotations

import streamlit as st

from app.components import address, answers, frame, links, own_query, question_form
from app.view_models.library import USERS, build_library, missing
from app.view_models.terms import acronyms
from app.view_models.typography import typeset
from queries.catalogue import catalogue

OWN = "cypher"
name = address.read("question")
question = catalogue().get(name)

if name == OWN:
    frame.header("Écrire sa propre question", "langage Cypher")
    links.to(links.QUESTIONS, "Revenir aux questions", icon=":material/arrow_back:")
    own_query.draw()
elif question is not None:
    frame.header(question.titre)
    links.to(links.QUESTIONS, "Toutes les questions", icon=":material/arrow_back:")
    frame.note(question.description)
    given = question_form.draw(question)
    lacking = missing(question, given)
    if lacking:
        frame.empty(f"Pour répondre, il manque : {', '.join(lacking)}.")
    else:
        answer = answers.ask(name, given, "question")
        if answer is not None:
            answers.draw(answer, "question")
            texts = (str(value) for row in answer.lignes for value in row.valeurs.values())
            frame.acronyms(acronyms(" ".join((answer.phrase, *texts))))
else:
    frame.header(
        "Questions",
        "toute la base",
        lede="Choisissez une question : le formulaire et la réponse s’ouvrent, avec leurs preuves.",
    )
    if name:
        frame.empty(f"La question « {name} » n’existe pas ou n’existe plus. En voici la liste.")
    user_column, text_column = st.columns((3, 2), vertical_alignment="bottom")
    with user_column:
        user = st.segmented_control(
            "Pour qui", list(USERS), default="", format_func=USERS.__getitem__, required=True, key="questions_usager"
        )
    with text_column:
        text = st.text_input("Contient", key="questions_texte", placeholder="pilote, signataire, réunion…")
    library = build_library(catalogue(), user or "", text)
    if not library:
        frame.empty("Aucune question ne contient ces mots. Essayez un seul mot, ou « Tout le monde ».")
    for family in library:
        frame.section(family.title)
        columns = st.columns(2, gap="medium")
        for position, (found, title, description) in enumerate(family.questions):
            with columns[position % 2]:
                links.to_question(found, title)
                frame.note(description)
    frame.section("Une question qui n’est pas dans la liste ?")
    links.to(links.QUESTIONS, "Écrire une requête de lecture en Cypher", icon=":material/code:", question=OWN)
    frame.note(typeset("Pour qui connaît ce langage : mêmes données, lecture seule, sans preuves jointes."))
