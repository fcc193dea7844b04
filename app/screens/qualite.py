"""Show what to know before trusting the base: notes, disagreements between files, age, silences, what is unclear."""

from __future__ import annotations

import streamlit as st

from app import data
from app.components import address, answers, choices, first_steps, frame, links
from app.view_models.names import territory_name
from app.view_models.quality import PARTS, QUESTIONS, figures, groups
from graph.certainty import ALL_DATES

HEADING, SHOWN = ("Groupe", "Ce qui n’est pas documenté"), 10

context = data.context()
territoire = address.read("territoire")
frame.header(
    "Qualité", "toute la base", lede="Ce qu’il faut savoir avant de se fier à un chiffre, et ce qui reste à faire."
)
first_steps.stop_when_empty()

found = {}
for name in QUESTIONS.values():
    answer = answers.ask(name, {}, f"qualite_{name}")
    if answer is None:
        frame.stop()
    found[name] = answer
doubles = data.ask("doublons", {}, ALL_DATES)
frame.numbers(figures(found, len(doubles.lignes)))
with st.container(horizontal=True):
    links.to(links.DOUBLES, "Juger les doublons", icon=":material/content_copy:")
    links.to(links.ENTRY, "Corriger une fiche", icon=":material/edit:", faire="corriger")
    links.to_question("sources", "Sur quels documents cette base repose-t-elle ?")
if territoire:
    frame.note(
        f"Cet écran parle de toute la base. Pour {territory_name(context, territoire)}, posez les mêmes questions "
        "depuis la bibliothèque."
    )

part = choices.part(PARTS, "qualite_partie")
answer = found[QUESTIONS[part]]
view = answers.view_of(answer)
frame.section(PARTS[part])
frame.say(view.sentence)
if part == "lacunes":
    left, right = st.columns(2, gap="medium")
    kinds = ((left, "dispositif", "Par type de dispositif"), (right, "action", "Par thème d’action"))
    for column, nature, title in kinds:
        with column:
            rows = [(one.title, one.silences) for one in groups(answer, nature)]
            frame.plain_table(title, HEADING, rows[:SHOWN])
            if rows[SHOWN:]:
                with st.expander(f"Les {len(rows) - SHOWN} autres", icon=":material/more_horiz:"):
                    frame.plain_table("La suite", HEADING, rows[SHOWN:])
    frame.note("Non documenté ne veut pas dire absent : aucune source de la base ne le dit.")
    links.to_question("documentation_manquante", "Quels objets, un par un ?")
else:
    answers.reserves(view)
    answers.main_table(view, f"qualite_{part}", height=640)
if part == "contradictions" and answer.lignes:
    frame.note("La base garde ce que dit chaque fichier. Votre saisie tranche : ouvrez la fiche, puis « Corriger ».")
answers.method(answer)
answers.downloads(answer, f"qualite_{part}")
