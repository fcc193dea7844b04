"""Show which contracts end soon, whether one follows its clauses, and what governance asks of each organisation."""

from __future__ import annotations

import streamlit as st

from app import data
from app.components import (
    address,
    answers,
    choices,
    dates,
    first_steps,
    frame,
    hypotheses,
    links,
    pickers,
    tables,
    timeline,
)
from app.view_models.conformity import (
    CLAUSES,
    DEADLINES,
    PARTS,
    clause_figures,
    clause_table,
    groups,
    load_table,
    time_line,
    with_clauses,
)
from app.view_models.names import territory_name
from graph.model.norms import evaluation_notice

TALL = 1_600  # Most height of a group of contracts: about twenty rows, so that none hides in an inner scroll.

chosen = address.read("territoire")
context = data.context()
place = territory_name(context, chosen) if chosen else "toute la base"
frame.header(
    "Conformité et charge",
    place,
    lede="Les contrats qui prennent fin, leurs clauses une à une, et ce que la gouvernance demande à chaque organisme.",
)
first_steps.stop_when_empty()
pickers.pick(
    "Territoire ou région (toute la base si vous n’en choisissez pas)", ("Territoire",), "territoire", "cc_lieu"
)
part = choices.part(PARTS, "cc_partie")
scope = {"territoire": chosen} if chosen else {}

if part == DEADLINES:
    first, second = st.columns(2)
    with first:
        horizon = choices.months(
            "Une fin est proche à moins de (mois)", 24, "cc_horizon", name="horizon", help="Au-delà : « plus tard »."
        )
    with second:
        notice = choices.months(
            "Lancer l’évaluation avant la fin (mois)",
            evaluation_notice(),
            "cc_preavis",
            name="preavis",
            help="Douze mois par défaut : une proposition de Maillage, à ajuster.",
        )
    answer = answers.ask("echeances", {**scope, "horizon": str(horizon), "preavis": str(notice)}, "cc_echeances")
    if answer is None:
        frame.stop()
    view = answers.view_of(answer)
    frame.say(view.sentence)
    frame.note(f"{view.state.text}. {view.state.help}")
    line = time_line(answer)
    if line:
        timeline.draw(line, "De leur début à leur fin")
    for position, group in enumerate(groups(answer, data.document_titles(), horizon)):
        frame.section(group.title)
        frame.note(group.note)
        tables.draw(group.table, f"cc_groupe_{position}", height=TALL)
    if not answer.lignes:
        frame.empty(view.empty)
elif part == CLAUSES:
    date = dates.current().value
    day = dates.current().iso_day
    placed = frozenset({*context.schemes_on(chosen, day), *context.schemes_on(chosen, None)}) if chosen else None
    options = with_clauses(context.names, placed)
    contract = choices.one_of("Contrat", options, "cc_contrat", name="dispositif")
    if not options:
        frame.empty(
            "Aucun contrat de ce territoire n’a de clause enregistrée. Choisissez un territoire plus large, "
            "ou aucun pour voir tous les contrats."
        )
        frame.stop()
    if not contract:
        frame.empty(
            "Choisissez un contrat local de santé : ses clauses seront examinées une à une, avec leurs preuves."
        )
        frame.stop()
    answer = answers.ask("conformite", {"dispositif": contract}, "cc_conformite")
    if answer is None:
        frame.stop()
    view = answers.view_of(answer)
    frame.numbers(clause_figures(answer))
    frame.say(view.sentence)
    frame.note(f"{view.state.text}. {view.state.help}")
    answers.reserves(view)
    if answer.lignes:
        tables.draw(clause_table(answer, data.document_titles()), "cc_clauses", height=900)
    for position, table in enumerate(view.seconds):
        frame.section(table.title)
        tables.draw(table, f"cc_signataires_{position}")
    with st.container(horizontal=True):
        links.to(links.SHEET, "La fiche de ce contrat", icon=":material/article:", id=contract)
        links.to(links.NETWORK, "Le voir dans le réseau", icon=":material/hub:", vue="autour", id=contract)
        links.to_question("signataires", "Qui l’a signé ?", dispositif=contract)
else:
    with st.expander("Hypothèses sur les réunions", icon=":material/tune:"):
        supposed = hypotheses.choose("cc_hypotheses")
    answer = answers.ask("charge", {**scope, "hypotheses": supposed}, "cc_charge")
    if answer is None:
        frame.stop()
    view = answers.view_of(answer)
    frame.say(view.sentence)
    frame.note(f"{view.state.text}. {view.state.help}")
    frame.reserves(view.warnings)
    if answer.lignes:
        tables.draw(load_table(answer, data.document_titles()), "cc_organismes")
        frame.facts(view.figures)
    else:
        frame.empty(view.empty)
    for position, table in enumerate(view.seconds):
        frame.section(table.title)
        tables.draw(table, f"cc_pilotages_{position}", height=420)

if part == DEADLINES:
    answers.reserves(view)
answers.method(answer)
answers.downloads(answer, f"cc_{part}")
if chosen:
    links.to(
        links.NETWORK, "Voir le réseau de ce territoire", icon=":material/hub:", vue="territoire", territoire=chosen
    )
