"""Show what share of a territory schemes cover, and what is missing: types, needs, themes, publics, actors, bodies."""

from __future__ import annotations

import streamlit as st

from app import data
from app.components import (
    address,
    answers,
    first_steps,
    frame,
    gap_filters,
    gap_map,
    links,
    pickers,
    state_counts,
    tables,
)
from app.view_models import manques
from app.view_models.names import territory_name
from app.view_models.terms import acronyms
from graph.answer import Answer

chosen = address.read("territoire")
context = data.context()
name = territory_name(context, chosen) if chosen else ""
frame.header(
    f"Couverture et manques : {name}" if name else "Couverture et manques",
    lede="" if chosen else "Quelle part de la population est couverte, et que manque-t-il sur un territoire ?",
)
first_steps.stop_when_empty()
pickers.pick("Territoire", ("Territoire",), "territoire", "manques_territoire")
if not chosen:
    frame.empty("Choisissez un territoire : une région pour la couverture, une intercommunalité pour les besoins.")
    for row in [row for row in data.reading("reperes", {}) if row["nature"] == "territoire"][:5]:
        links.to(gap_map.SCREEN, territory_name(context, row["id"]), icon=":material/rule:", territoire=row["id"])
    frame.stop()

titles = data.document_titles()


def answered(question: str, **given: str) -> Answer:
    """Return an answer about the territory, or stop where it is explained why there is none."""
    answer = answers.ask(question, {"territoire": chosen, **given}, f"manques_{question}", choose=links.to_candidate)
    if answer is None:
        frame.stop()
    if answer.parametres["territoire"] != chosen:
        # The address named the territory: from here on it holds its code.
        address.write("territoire", answer.parametres["territoire"])
        st.rerun()
    return answer


part = gap_filters.choose_part()
if part == manques.COVERAGE:
    given = gap_filters.choose_coverage()
    answer = answered("couverture", **given)
    view = answers.view_of(answer)
    frame.say(view.sentence)
    frame.note(f"{view.state.text}. {view.state.help}")
    frame.numbers(manques.headline(answer))
    answers.reserves(view)
    if answer.lignes:
        frame.section("Calculé et déclaré, côte à côte")
        tables.draw(manques.declared_beside(answer, titles), "manques_calcul")
        frame.section("Sur la carte")
        gap_map.draw(answer, gap_filters.choose_map(), "manques_carte")
        found = manques.coverage_tables(answer, titles)
        frame.section("Pour atteindre la cible")
        if "suggestions" in found:
            tables.draw(found["suggestions"], "manques_suggestions")
        else:
            frame.note(manques.no_suggestion(answer))
        if "dispositifs" in found:
            frame.section(f"{given['type']} de ce territoire")
            tables.draw(found["dispositifs"], "manques_dispositifs")
else:
    extra = {}
    if part in manques.WITH_SCHEME:
        schemes = answered("dispositifs_du_territoire")
        extra["dispositif"] = gap_filters.choose_scheme(
            {row.valeurs["dispositif_id"]: row.valeurs["dispositif"] for row in schemes.lignes}
        )
    answer = answered("manques", nature=part, **extra)
    view = answers.view_of(answer)
    frame.say(view.sentence)
    frame.note(f"{view.state.text}. {view.state.help}")
    state_counts.draw(manques.state_counts(answer))
    answers.reserves(view)
    if answer.lignes:
        frame.section(manques.TITLES[part])
        tables.draw(manques.gap_table(answer, titles), f"manques_lignes_{part}")
    elif part == manques.NEEDS:
        frame.empty("Aucun diagnostic saisi : importez les besoins du territoire pour les comparer aux actions.")
    elif view.empty:
        frame.empty(view.empty)
    offers = manques.offers_table(answer, titles)
    if offers:
        frame.section("Offres sur les mêmes sujets")
        frame.note("Une offre existe déjà et peut être mobilisée ; elle ne remplace pas une action.")
        tables.draw(offers, f"manques_offres_{part}", height=420)
    if part == manques.TYPES:
        frame.section("Un type de dispositif, territoire par territoire")
        gap_map.draw(answered("couverture", type=gap_filters.choose_type()), gap_filters.STATES, "manques_etats")

answers.method(answer)
answers.downloads(answer, f"manques_{part}")
with st.container(horizontal=True):
    links.to(links.NETWORK, "Voir le réseau de ce territoire", icon=":material/hub:", vue="territoire")
    links.to(links.TERRITORY, "Tout ce qui agit sur ce territoire", icon=":material/map:", territoire=chosen)
frame.acronyms(acronyms(" ".join([answer.phrase, *(str(row.valeurs) for row in answer.lignes)])))
