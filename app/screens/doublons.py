"""Show the records that may be one, side by side, and let a person say what they are to each other."""

from __future__ import annotations

from datetime import date

import streamlit as st

from app import data
from app.components import address, answers, first_steps, frame, judging, links, tables
from app.view_models.doublons import HELP, VERDICTS, compare_records, judged_entries, nothing_to_judge, queue
from app.view_models.names import territory_name
from app.view_models.typography import counted, day, escaped, typeset
from graph.certainty import ALL_DATES
from graph.judgement import Judgement, Verdict
from graph.judging import read_around

context = data.context()
territoire = address.read("territoire")
frame.header(
    "Doublons",
    territory_name(context, territoire) if territoire else "toute la base",
    lede="Des fiches qui sont peut-être un même organisme écrit deux fois.",
)
first_steps.stop_when_empty()
judging.show_outcome()
answer = data.ask("doublons", {"territoire": territoire}, ALL_DATES)
view = answers.view_of(answer)
options = {option.id: option for option in queue(answer)}
judged = judged_entries(data.journal())
pairs = [option for option in options.values() if not option.unclear]
frame.say(view.sentence)
frame.numbers(
    (
        (str(len(pairs)), counted(len(pairs), "paire à juger", "paires à juger").split("\u00a0", 1)[1]),
        (str(len(options) - len(pairs)), "propositions pour des objets à préciser"),
        (str(len(judged)), counted(len(judged), "jugement en vigueur", "jugements en vigueur").split("\u00a0", 1)[1]),
    )
)

if options:
    frame.section("À juger" if pairs else "Objets à préciser")
    if not pairs:
        frame.empty(nothing_to_judge(answer))
        frame.note(
            "Restent des objets que leur source ne nomme pas exactement, chacun avec ce qu’il est peut-être. Ouvrez "
            "les fiches, puis ne jugez que si vous le savez."
        )
        for option in options.values():
            with st.container(horizontal=True, vertical_alignment="center", border=True):
                links.to_object(option.b_id, context.name_of[option.b_id])
                frame.note("est peut-être")
                links.to_object(option.a_id, context.name_of[option.a_id])
    wanted = address.read("paire")
    default = wanted if wanted in options else pairs[0].id if pairs else None
    names = list(options)
    picked = st.selectbox(
        "Paire",
        names,
        index=names.index(default) if default else None,
        format_func=lambda id_: options[id_].label,
        key=f"doublons_paire_{answer.version_donnees[:8]}",
        placeholder="Choisissez une paire",
    )
    address.write("paire", picked)
    if picked:
        option = options[picked]
        frame.say(option.said)
        if option.unclear:
            frame.bullets(option.reasons)
        elif option.reserves:
            frame.reserves((f"Ce qui les sépare\u00a0: {' ; '.join(option.reserves)}.",))
        around = read_around(data.store(), option.a_id, option.b_id)
        frame.plain_table(
            "Les deux fiches côte à côte",
            ("", context.name_of[option.a_id], context.name_of[option.b_id]),
            compare_records(option.a_id, option.b_id, around, context.name_of, dict(data.document_titles())),
        )
        with st.container(horizontal=True):
            for id_ in (option.a_id, option.b_id):
                links.to(links.SHEET, f"Fiche de {context.name_of[id_]}", icon=":material/article:", id=id_)

        frame.section("Votre jugement")
        current = judging.chosen(picked)
        with st.container(horizontal=True):
            for verdict, words in VERDICTS.items():
                st.button(
                    words,
                    key=f"doublons_{verdict}",
                    type="primary" if current is verdict else "secondary",
                    on_click=judging.choose,
                    args=(picked, verdict),
                )
        if current is None:
            frame.note("Choisissez\u00a0: vous lirez ce qui changerait avant toute écriture.")
        else:
            frame.note(HELP[current])
            kept, when, both = option.kept, None, [option.a_id, option.b_id]
            if current is not Verdict.DISTINCT:
                kept = st.radio(
                    "Fiche gardée" if current is Verdict.ALIAS else "Celui qui a repris l’autre",
                    both,
                    index=both.index(option.kept),
                    format_func=lambda id_: escaped(typeset(f"{context.name_of[id_]} ({id_})")),
                    key=f"doublons_garde_{picked}",
                )
            if current is Verdict.FUSION:
                when = st.date_input("Depuis le", date.today(), format="DD/MM/YYYY", key=f"doublons_date_{picked}")
            note = st.text_input(
                "Pourquoi (facultatif)", key=f"doublons_note_{picked}", max_chars=500,
                help="Ce que vous savez, ou le document qui le dit. Pas de nom de personne.",
            )  # fmt: skip
            judgement = Judgement(
                verdict=current,
                garde=kept,
                autre=next(id_ for id_ in both if id_ != kept),
                jour=judging.today(),
                date=when.isoformat() if isinstance(when, date) else None,
                note=note,
            )
            plan = judging.prepared(judgement)
            if plan is not None:
                judging.show_plan(judgement, plan)
else:
    frame.empty(nothing_to_judge(answer))

frame.section("Jugements en vigueur")
if not judged:
    frame.empty("Aucun jugement n’est enregistré.")
for entry in judged:
    with st.container(horizontal=True, vertical_alignment="center", border=True):
        frame.note(f"{entry.fichier}. Jugé le {day(entry.date[:10])}.")
        st.button(
            "Revenir sur ce jugement",
            key=f"doublons_revenir_{entry.id}",
            icon=":material/undo:",
            on_click=judging.ask_undo,
            args=(entry.id,),
        )
    if judging.is_undoing(entry):
        judging.show_undo(entry)
if answer.tableaux["juges"].lignes:
    with st.expander("Les paires jugées, telles que la base les dit", icon=":material/table_rows:"):
        for position, second in enumerate(view.seconds):
            if second.title == answer.tableaux["juges"].titre:
                tables.draw(second, f"doublons_juges_{position}")
answers.method(answer)
answers.downloads(answer, "doublons")
