"""Show what acts on a territory: counts first, then tables whose rows open their proof."""

from __future__ import annotations

import streamlit as st

from app import data
from app.components import (
    address,
    answers,
    dates,
    document_download,
    first_steps,
    frame,
    links,
    pickers,
    tables,
    territory_filters,
)
from app.exports.documents.kinds import PORTRAIT
from app.view_models.names import territory_name
from app.view_models.table import build_second_table
from app.view_models.terms import acronyms
from app.view_models.territory import (
    ACTIONS,
    ACTORS,
    GIVEN,
    LEFT_OUT,
    QUESTION_OF,
    UNKNOWN,
    build_parts,
    by_state,
    describe,
    headline,
    silent_points,
)
from graph.certainty import ALL_DATES

chosen = address.read("territoire")
context = data.context()
frame.header(territory_name(context, chosen) if chosen else "Territoire")
first_steps.stop_when_empty()
pickers.pick("Territoire", ("Territoire",), "territoire", "territoire_choix")
with st.expander("Vous ne le trouvez pas ? Chercher par ancien nom ou par code", icon=":material/search:"):
    pickers.search("territoire_recherche", label="Nom, ancien nom ou code")

if not chosen:
    frame.empty("Choisissez un territoire : commune, intercommunalité, pays, département ou région.")
    for row in [row for row in data.reading("reperes", {}) if row["nature"] == "territoire"][:5]:
        links.to_object(row["id"], territory_name(context, row["id"]))
    frame.stop()

found = {}
for code, question in QUESTION_OF.items():
    answer = answers.ask(
        question, {"territoire": chosen, **GIVEN.get(code, {})}, f"territoire_{code}", choose=links.to_candidate
    )
    if answer is None:
        frame.stop()
    if answer.parametres["territoire"] != chosen:
        # The address named the territory: from here on it holds its code.
        address.write("territoire", answer.parametres["territoire"])
        st.rerun()
    found[code] = answer
parts = build_parts(found)

frame.numbers(headline(parts))
known = chosen in context.name_of
sheet = data.ask("fiche", {"id": chosen}, dates.current().value) if known else None
frame.facts(describe(context, chosen, dates.current().value, sheet))

labels = {part.code: part.label for part in parts}
part = territory_filters.choose_part(labels)
frame.section(labels[part].split("\u00a0(")[0])

if part == UNKNOWN:
    frame.note(
        "Ce qui suit n’est pas une liste d’absences : aucune source de la base n’en parle, ou elle n’en dit pas tout."
    )
    frame.bullets(silent_points(found))
    tables.draw(build_second_table(by_state(found[UNKNOWN]), data.document_titles()), "territoire_etats")
    answers.reserves(answers.view_of(found[UNKNOWN]))
else:
    answer = found[part]
    if part in {ACTIONS, ACTORS}:
        filtered = answers.ask(
            QUESTION_OF[part], {"territoire": chosen, **territory_filters.draw(part)}, "territoire_filtre"
        )
        if filtered is None:
            frame.stop()
        answer = filtered
    left_out = LEFT_OUT.get(part, ())
    view = answers.view_of(answer, left_out=left_out)
    frame.say(view.sentence)
    answers.main_table(view, f"territoire_{part}")
    answers.reserves(view)
    answers.downloads(answer, f"territoire_{part}")

with st.container(horizontal=True):
    links.to(links.NETWORK, "Voir le réseau de ce territoire", icon=":material/hub:", vue="territoire")
    last = (context.newest_source or "") if dates.current().value == ALL_DATES else ""
    links.to_evolution("Ce qui y a changé entre deux dates", date=last)
    links.to_question("juridictions", "De quelles ARS et CPAM relève-t-il ?", territoire=chosen)
    if known:
        links.to(links.SHEET, "Tous les faits de ce territoire", icon=":material/article:", id=chosen)
document_download.draw(PORTRAIT, territory_name(context, chosen), "territoire_document", territoire=chosen)
frame.acronyms(acronyms(" ".join(str(row.valeurs["objet_id"]) for row in found[UNKNOWN].lignes)))
