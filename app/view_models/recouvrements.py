"""Turn overlaps into what a screen draws: a matrix of schemes, pairs in words, what stands on each side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any, Final

from app.view_models.map_layers import OverlapLayer, Scheme
from app.view_models.table import TableView, build_table
from app.view_models.typography import NBSP, counted, number, sentence, typeset
from graph.analysis.combined_index import DEFAULT_WEIGHTS, TRUSTED
from graph.answer import Answer, Column, Row
from graph.answers.analyses.overlap_sides import BOTH, ONLY_A, ONLY_B
from graph.answers.analyses.overlap_words import LABELS, percent
from graph.model.vocabularies import vocabulary

EVERY_PAIR, ONE_PAIR, ACTIONS = "toutes", "paire", "actions"
PARTS: Final = {EVERY_PAIR: "Toutes les paires", ONE_PAIR: "La paire choisie", ACTIONS: "Actions semblables"}
"""Parts of the screen."""

APART: Final = ("confiance_faible", "indetermines", "cadres")
"""Tables of the pairs that are not ranked."""
NOTES: Final[Mapping[str, str]] = {
    "cadres": "Les deux sont des documents-cadres, souvent d’une même institution : ces paires n’ont pas de rang. "
    "Choisissez leur type pour les classer avec les autres."
}
"""Why the pairs of a table are not ranked, where its title does not say it."""

MOST_PAIRS: Final = 400
"""Pairs asked for: enough for every pair of a full matrix, and for a list nobody reads to its end."""
MOST_COMPARED: Final = 3
"""Schemes that one map tells apart."""

LETTERS: Final = "ABC"
_CLASSES: Final = {
    "identique": "le même territoire", "inclus": "l’un est dans l’autre", "recouvrement": "en partie",
    "marginal": "à la marge", "disjoint": "rien en commun", "indetermine": "inconnu",
}  # fmt: skip
_COLUMNS: Final = (
    Column("rang", "entier", "Place de la paire, la plus forte d’abord.", "Rang"),
    Column("paire", "texte", "Les deux dispositifs.", "Dispositifs"),
    Column("territoire", "texte", "Habitants, ou communes, que les deux couvrent.", "Territoire commun"),
    Column("contenus", "liste", "Thèmes, publics et organismes documentés des deux côtés.", "Aussi en commun"),
    Column("indice", "decimal", "Indice combiné, de 0 à 1.", "Indice"),
    Column("confiance", "texte", "Part des poids qui repose sur des données.", "Confiance"),
    Column("lecture", "texte", "Ce que l’indice peut vouloir dire.", "Lecture"),
    Column("ids", "liste", "Les deux dispositifs.", "Identifiants"),
    Column("titres", "liste", "Noms des deux dispositifs.", "Noms"),
)


@dataclass(frozen=True, slots=True)
class Sides:
    """Hold what only A has, what both have, what only B has; `missing` says which side is not documented."""

    title: str
    only_a: tuple[str, ...]
    both: tuple[str, ...]
    only_b: tuple[str, ...]
    missing: str = ""


def headline(answer: Answer) -> tuple[tuple[str, str], ...]:
    """Return the figures shown first: (number, what)."""
    found = answer.mesures
    if not found.get("n_dispositifs"):
        return ()
    items = [
        (number(found["n_dispositifs"]), counted(found["n_dispositifs"], "dispositif").split(NBSP)[1] + " comparés"),
        (number(found["n_recouvrements"]), "paires qui partagent un territoire"),
        (number(len(answer.lignes)), "paires classées, assez documentées"),
    ]
    if found.get("n_indetermines"):
        items.append((number(found["n_indetermines"]), "paires au territoire commun inconnu"))
    if found.get("n_cadres"):
        words = "paires de documents-cadres, à part" if found["n_cadres"] > 1 else "paire de documents-cadres, à part"
        items.append((number(found["n_cadres"]), words))
    return tuple(items)


def kinds_of(answer: Answer) -> set[str]:
    """Return the types of the schemes that are compared."""
    return {str(row.valeurs[side]) for row in all_rows(answer) for side in ("type_a", "type_b") if row.valeurs[side]}


def pair_options(answer: Answer) -> dict[str, str]:
    """Return the pairs that may be opened: the address they give to the screen, and what they are called."""
    found = {}
    for row in all_rows(answer):
        values = row.valeurs
        index = f"indice{NBSP}{number(values['indice'], 2)}" if values["indice"] is not None else "sans indice"
        found[f"{values['a_id']}|{values['b_id']}"] = typeset(f"{values['a']} et {values['b']} · {index}")
    return found


def pairs_of(ids: Sequence[str]) -> list[tuple[str, str]]:
    """Return the pairs of two or three schemes, in order."""
    return list(combinations(ids[:MOST_COMPARED], 2))


def letters_of(ids: Sequence[str], pair: tuple[str, str]) -> str:
    """Return how a pair is called among the schemes: « A et B »."""
    return " et ".join(LETTERS[ids.index(id_)] for id_ in pair)


def pair_table(rows: Sequence[Row], titles: Mapping[str, str], title: str, *, certainty: bool = True) -> TableView:
    """
    Return pairs as a table for people: what they share in few words; the drawer has the calculation and the proofs.

    Parameters
    ----------
    rows
        Rows of `recouvrement` or `recouvrements`, or of the second tables of the latter.
    titles
        Titles of the documents by the name that proofs cite.
    title
        Heading of the table.
    certainty
        Whether rows say how sure they are.
    """
    return build_table(
        _COLUMNS,
        [replace(row, valeurs=_readable(row.valeurs)) for row in rows],
        titles,
        title=title,
        certainty=certainty,
        left_out=frozenset({"titres"}),
        title_from=("paire",),
    )


def figures(answer: Answer) -> tuple[tuple[str, str], ...]:
    """Return the figures of one pair: (value, what it says)."""
    if not answer.lignes:
        return ()
    values = answer.lignes[0].valeurs
    items = []
    if is_weak(values):
        items.append(("non classé", f"indice {number(values['indice'], 2)} sur 1, trop peu documenté"))
    elif values["indice"] is not None:
        items.append((number(values["indice"], 2), "indice de recouvrement, de 0 à 1"))
    if values["population"] is not None:
        items.append((number(values["population"]), "habitants en commun"))
    items.append((percent(values["confiance"] or 0), "des poids reposent sur des données"))
    return tuple((typeset(value), what) for value, what in items)


def is_weak(values: Mapping[str, Any]) -> bool:
    """Tell whether the index of a pair rests on too little to be read: less than half of the weights."""
    known = values["indice"] is not None and values["classe"] != "disjoint"
    return known and (values["confiance"] or 0) < TRUSTED - 1e-6


def steadiness(answer: Answer) -> str:
    """Say in words what the index owes to the choice of the weights."""
    values = answer.lignes[0].valeurs
    low, high = values["indice_bas"], values["indice_haut"]
    if low is None or high is None:
        return ""
    if values["n_dimensions"] < 2:
        return "L’indice ne repose que sur une dimension : on ne sait pas ce qu’il vaudrait avec les autres."
    if number(low, 2) == number(high, 2):
        return "L’indice ne dépend pas du choix des poids."
    width = high - low
    words = "peu" if width < 0.1 else "assez" if width < 0.25 else "beaucoup"
    return (
        f"L’indice dépend {words} du choix des poids : quand on les fait varier autour des vôtres, il reste entre "
        f"{number(low, 2)} et {number(high, 2)} neuf fois sur dix."
    )


def calculation(answer: Answer) -> list[tuple[str, str, str, str]]:
    """Return how the index of a pair is made: dimension, value, weight, how."""
    return [
        (
            typeset(part.libelle),
            "non documenté" if part.valeur is None else number(part.valeur, 2),
            number(part.poids or 0, 2),
            sentence(part.calcul),
        )
        for part in answer.lignes[0].parts
    ]


def build_sides(answer: Answer) -> tuple[Sides, ...]:
    """Return the themes, publics and members of a pair, side by side."""
    names = answer.lignes[0].valeurs
    found = []
    for table, column, title, none in (
        ("themes", "theme", "Thèmes", "aucun thème documenté"),
        ("publics", "public", "Publics", "aucun public documenté"),
        ("membres", "acteur", "Organismes", "aucun organisme documenté"),
    ):
        sides: dict[str, list[str]] = {BOTH: [], ONLY_A: [], ONLY_B: []}
        for row in answer.tableaux[table].lignes:
            sides[row.valeurs["cote"]].append(typeset(str(row.valeurs[column])))
        empty = [str(names[side]) for side, own in (("a", ONLY_A), ("b", ONLY_B)) if not sides[own] and not sides[BOTH]]
        missing = f"{sentence(none)} pour {' ni pour '.join(f'« {name} »' for name in empty)}." if empty else ""
        found.append(
            Sides(
                title,
                tuple(sorted(sides[ONLY_A], key=str.casefold)),
                tuple(sorted(sides[BOTH], key=str.casefold)),
                tuple(sorted(sides[ONLY_B], key=str.casefold)),
                typeset(missing),
            )
        )
    return tuple(found)


def build_layer(
    ids: Sequence[str], names: Mapping[str, str], answers: Mapping[tuple[str, str], Answer]
) -> OverlapLayer:
    """
    Return the map of what two or three schemes share.

    Parameters
    ----------
    ids
        Schemes, in order.
    names
        Names by id.
    answers
        Answer to the question `recouvrement` for each pair.
    """
    lost = False
    communes: dict[str, set[str]] = {id_: set() for id_ in ids}
    partial: dict[str, bool] = dict.fromkeys(ids, False)
    for (a, b), answer in answers.items():
        for row in answer.tableaux["communes"].lignes:
            side = row.valeurs["cote"]
            if side in {BOTH, ONLY_A}:
                communes[a].add(row.valeurs["territoire_id"])
            if side in {BOTH, ONLY_B}:
                communes[b].add(row.valeurs["territoire_id"])
    for (a, b), answer in answers.items():
        if answer.lignes and answer.lignes[0].valeurs["classe"] == "indetermine":
            lost = True
            for id_ in (a, b):
                partial[id_] = partial[id_] or not communes[id_]
    return OverlapLayer(
        titre="Territoires couverts",
        undetermined=lost,
        schemes=tuple(Scheme(typeset(names.get(id_, id_)), frozenset(communes[id_]), partial[id_]) for id_ in ids),
    )


def similar_between(answer: Answer, names: Iterable[str]) -> Answer:
    """Return the pairs of similar actions of which each action belongs to one of these schemes."""
    wanted = set(names)
    kept = tuple(
        row
        for row in answer.lignes
        if wanted & set(row.valeurs["dispositifs_a"] or ()) and wanted & set(row.valeurs["dispositifs_b"] or ())
    )
    return replace(answer, lignes=kept)


def weight_labels() -> list[tuple[str, str, float]]:
    """Return the weights of the index: name, French label, default."""
    return [(name, LABELS[name], weight) for name, weight in DEFAULT_WEIGHTS.items()]


def all_rows(answer: Answer) -> tuple[Row, ...]:
    """Return the pairs of a list, ranked ones first, then those that are not."""
    return (
        *answer.lignes,
        *(row for name in APART for row in answer.tableaux[name].lignes),
    )


def _readable(values: Mapping[str, Any]) -> dict[str, Any]:
    people = values["population"]
    size = counted(people, "habitant") if people is not None else ""
    if not size and values["n_communes"]:
        size = counted(values["n_communes"], "commune")
    publics = [vocabulary("publics").label(code) for code in values.get("publics_communs") or ()]
    themes = [vocabulary("thematiques").label(code) for code in values["themes_communs"]]
    confidence = values["confiance"]
    return {
        "rang": values.get("rang"),
        "paire": f"{values['a']} et {values['b']}",
        "territoire": ", ".join(part for part in (_CLASSES[values["classe"]], size) if part),
        "contenus": [*themes, *publics, *values["noms_acteurs_communs"]],
        "indice": None if values["indice"] is None else round(values["indice"], 2),
        "confiance": percent(confidence) if confidence else "aucune",
        "lecture": values["lecture"] or None,
        "ids": [values["a_id"], values["b_id"]],
        "titres": [values["a"], values["b"]],
    }
