"""Draw two or three schemes side by side: what they share on the map, in themes, publics and members, and the index."""

from __future__ import annotations

import streamlit as st

from app import data
from app.components import (
    answers,
    dates,
    document_download,
    frame,
    links,
    overlap_choice,
    overlap_matrix,
    tables,
    territory_map,
)
from app.exports.documents.kinds import SUPERPOSITION
from app.view_models import recouvrements as views
from app.view_models.territory_map import build_map
from app.view_models.typography import typeset
from graph.answer import Answer
from graph.certainty import ALL_DATES

ARTICULATIONS = "screens/articulations.py"


def draw(ids: list[str], territoire: str, poids: list[str]) -> None:
    """
    Draw the schemes that the reader chose.

    Parameters
    ----------
    ids
        Two or three schemes.
    territoire
        Territory looked at, or an empty text.
    poids
        Weights that differ from the default ones.
    """
    found: dict[tuple[str, str], Answer] = {}
    for a, b in views.pairs_of(ids):
        answer = answers.ask(
            "recouvrement", {"a": a, "b": b, "territoire": territoire, "poids": poids}, f"recouvrement_{a}_{b}"
        )
        if answer is None:
            return
        found[answer.parametres["a"], answer.parametres["b"]] = answer
    ids = list(dict.fromkeys(id_ for pair in found for id_ in pair))
    names = {id_: data.context().name_of.get(id_, id_) for id_ in ids}
    if len(ids) > 2:
        frame.facts([(letter, names[id_]) for letter, id_ in zip(views.LETTERS, ids, strict=False)])
    shown = {" ".join(pair): views.letters_of(ids, pair) for pair in found}
    chosen = overlap_choice.pair(shown)
    answer = next(answer for pair, answer in found.items() if " ".join(pair) == chosen)
    _figures(answer)
    if not answer.lignes:
        return
    frame.section("Sur la carte")
    date = dates.current().value
    layer = views.build_layer(ids, names, found)
    territory_map.draw(
        build_map(layer, year=None if date == ALL_DATES else int(date[:4])), "recouvrements_carte_" + "_".join(ids)
    )
    frame.section("De chaque côté")
    a, b = (typeset(f"« {answer.lignes[0].valeurs[side]} »") for side in ("a", "b"))
    overlap_matrix.draw_sides(views.build_sides(answer), (a, b))
    _follow(answer)
    answers.method(answer)
    answers.downloads(answer, "recouvrements_paire_fichier")
    pair = [str(answer.lignes[0].valeurs[f"{side}_id"]) for side in ("a", "b")]
    about = " et ".join(names[id_] for id_ in pair)
    document_download.draw(SUPERPOSITION, about, "recouvrements_paire_document", ids=pair, territoire=territoire)


def _figures(answer: Answer) -> None:
    """Draw the sentence, the figures, how they are computed and what to keep in mind."""
    view = answers.view_of(answer)
    frame.say(view.sentence)
    frame.note(f"{view.state.text}. {view.state.help}")
    if answer.lignes:
        frame.numbers(views.figures(answer))
        steady = views.steadiness(answer)
        if steady:
            frame.note(steady)
        reading = str(answer.lignes[0].valeurs["lecture"] or "")
        if reading:
            frame.facts([("Lecture", reading)])
        frame.plain_table(
            "Comment l’indice est calculé", ("Dimension", "En commun", "Poids", "Calcul"), views.calculation(answer)
        )
    answers.reserves(view)
    if answer.lignes:
        table = views.pair_table(answer.lignes, data.document_titles(), "La paire et ses preuves")
        tables.draw(table, "recouvrements_paire_preuves")


def _follow(answer: Answer) -> None:
    """Draw where to go next with this pair."""
    values = answer.lignes[0].valeurs
    frame.section("Aller plus loin")
    links.to(
        ARTICULATIONS, "S’articulent-ils, et quel premier pas ?", icon=":material/handshake:",
        dispositif=str(values["a_id"]), paire=f"{values['a_id']}|{values['b_id']}",
    )  # fmt: skip
    for side in ("a", "b"):
        name, id_ = str(values[side]), str(values[f"{side}_id"])
        with st.container(horizontal=True):
            links.to_object(id_, f"Fiche de « {name} »")
            links.to(links.NETWORK, f"Réseau de « {name} »", icon=":material/hub:", vue="dispositif", id=id_)
