"""Turn opportunities of articulation into what a screen draws: the ladder, the pairs, one pair opened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from app.view_models.parts import PartView, build_parts
from app.view_models.table import TableView, build_second_table, build_table
from app.view_models.typography import THIN, counted, number, sentence, typeset
from graph.answer import Answer, Row, Table
from graph.model.dates import format_french
from graph.model.vocabularies import vocabulary

RANKED: Final = "Par où commencer"
_APART: Final = ("confiance_faible", "indetermines", "cadres")
_SHOWN: Final = frozenset({"rang", "a", "O", "niveau", "premier_pas", "raison"})
"""Columns of a pair; its drawer shows the others."""
_NOTES: Final[Mapping[str, str]] = {
    "confiance_faible": "Moins de la moitié des poids du recouvrement repose sur des données : ces paires n’ont pas de "
    "rang. Documenter leurs thèmes, leurs publics et leurs membres les ferait entrer dans la liste.",
    "indetermines": "Un périmètre n’est pas connu commune par commune : rien n’est calculé, et rien n’est compté comme "
    "nul.",
    "cadres": "Les deux sont des documents-cadres, souvent d’une même institution : ces paires n’ont pas de rang. "
    "Choisissez leur type, ou l’un d’eux, pour les classer avec les autres.",
    "non_compares": "Dispositifs terminés ou en projet, et paires qui n’ont pas à être rapprochées.",
}
_SEPARATOR: Final = "|"


@dataclass(frozen=True, slots=True)
class Introduction:
    """Hold who could introduce whom: ids and names of two actors."""

    de_id: str
    de: str
    vers_id: str
    vers: str


@dataclass(frozen=True, slots=True)
class PairView:
    """
    Hold one pair, ready to draw.

    Parameters
    ----------
    a_id, a, b_id, b
        The schemes.
    said
        The pair in words.
    figures
        (value, what it is).
    shared
        What they share: (what, value).
    steps
        What to do next: (what, value).
    parts
        How O was computed, in order.
    introduction
        Who could introduce whom, or None when one of them is not known.
    """

    a_id: str
    a: str
    b_id: str
    b: str
    said: str
    figures: tuple[tuple[str, str], ...]
    shared: tuple[tuple[str, str], ...]
    steps: tuple[tuple[str, str], ...]
    parts: tuple[PartView, ...]
    introduction: Introduction | None


@dataclass(frozen=True, slots=True)
class ApartView:
    """Hold the pairs of one kind that are not ranked: why, and their table."""

    note: str
    table: TableView


def headline(answer: Answer) -> tuple[tuple[str, str], ...]:
    """Return the counts shown first: (number, what); what has no pair to count is left out."""
    words = {
        "n_paires": ("paire classée", "paires classées"),
        "n_sans_espace": ("sans espace commun effectif connu", "sans espace commun effectif connu"),
        "n_confiance_faible": ("paire trop peu documentée", "paires trop peu documentées"),
        "n_indetermines": ("paire au périmètre inconnu", "paires au périmètre inconnu"),
        "n_cadres": ("paire de documents-cadres, à part", "paires de documents-cadres, à part"),
    }
    return tuple(
        (number(value), typeset(words[name][value > 1]))
        for name in words
        if (value := answer.mesures.get(name)) or (value == 0 and name == "n_sans_espace")
    )


def ladder(answer: Answer) -> tuple[tuple[str, str, str], ...]:
    """Return the levels from 0: (number, what it is, ranked pairs that stand there); empty without a ranked pair."""
    return tuple(
        (str(row.valeurs["niveau"]), typeset(str(row.valeurs["palier"])), number(row.valeurs["n_paires"]))
        for row in answer.tableaux["echelle"].lignes
    )


def ranked_table(answer: Answer, titles: Mapping[str, str]) -> TableView:
    """Return the table of the ranked pairs: the pair, how much there is to gain, where it stands, the first step."""
    return _pairs_table(Table(answer.colonnes, answer.lignes, RANKED), titles)


def apart(answer: Answer, titles: Mapping[str, str]) -> tuple[ApartView, ...]:
    """Return the pairs that are not ranked, by kind, then what is not compared; empty kinds are left out."""
    found = [
        ApartView(typeset(_NOTES[name]), _pairs_table(answer.tableaux[name], titles))
        for name in _APART
        if answer.tableaux[name].lignes
    ]
    rest = answer.tableaux["non_compares"]
    if rest.lignes:
        found.append(ApartView(typeset(_NOTES["non_compares"]), build_second_table(rest, titles)))
    return tuple(found)


def nothing_ranked(answer: Answer, empty: str) -> str:
    """Return why no pair is ranked: those listed apart lack data, else what the answer says."""
    if any(answer.tableaux[name].lignes for name in _APART):
        return "Aucune paire n’a de rang : celles qui suivent manquent de données, et chacune dit lesquelles."
    return empty or "Aucune paire à rapprocher ici."


def pair_options(answer: Answer) -> dict[str, str]:
    """Return the pairs that can be opened, ranked ones first: name by key `a|b`."""
    return {_key(row): typeset(f"{row.valeurs['a']} × {row.valeurs['b']}") for row in _every(answer)}


def types_of(answer: Answer) -> dict[str, str]:
    """Return the types of schemes that stand in a pair, by code, in the order of their vocabulary."""
    present = {row.valeurs[name] for row in _every(answer) for name in ("type_a", "type_b")}
    return {code: code.replace("_", " ") for code in vocabulary("types_dispositif").terms if code in present}


def open_pair(answer: Answer, key: str) -> PairView | None:
    """Return the pair of a key, else the first one; None when there is no pair."""
    rows = {_key(row): row for row in _every(answer)}
    row = rows.get(key) or next(iter(rows.values()), None)
    return _pair(row) if row else None


def _pairs_table(table: Table, titles: Mapping[str, str]) -> TableView:
    """Return a table of pairs whose two schemes stand in one cell: a narrow screen shows both."""
    columns = [replace(column, titre="Paire") if column.nom == "a" else column for column in table.colonnes]
    rows = [
        replace(row, valeurs={**row.valeurs, "a": f"{row.valeurs['a']} × {row.valeurs['b']}", "b": None})
        for row in table.lignes
    ]
    left_out = frozenset(column.nom for column in columns) - _SHOWN
    return build_table(columns, rows, titles, title=table.titre, certainty=False, left_out=left_out, title_from=("a",))


def _pair(row: Row) -> PairView:
    values = row.valeurs
    return PairView(
        a_id=str(values["a_id"]),
        a=typeset(str(values["a"])),
        b_id=str(values["b_id"]),
        b=typeset(str(values["b"])),
        said=sentence(row.phrase),
        figures=_figures(values),
        shared=_shared(values),
        steps=_steps(values),
        parts=build_parts(row.parts),
        introduction=_introduction(values),
    )


def _figures(values: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    figures = [(f"{values['niveau']} sur 4", "palier atteint")]
    if values.get("O") is None:
        return (*figures, ("?", "opportunité non calculée"))
    figures.append((number(values["O"], 2), "opportunité, de 0 à 1"))
    figures.append((number(values["indice"], 2), "recouvrement (I)"))
    figures.append((number(values["L"], 2), "articulation connue (L)"))
    return tuple(figures)


def _shared(values: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    found = []
    if values.get("raison"):
        found.append(("Territoire", values["raison"]))
    elif values.get("n_communes"):
        people = values.get("population")
        ground = counted(values["n_communes"], "commune")
        found.append(("Territoire", f"{ground} et {counted(people, 'habitant')}" if people else ground))
    found.append(("Thèmes", _listed(values.get("noms_themes_communs"), "aucun thème commun documenté")))
    found.append(("Organismes des deux côtés", _listed(values.get("noms_acteurs_communs"), "aucun n’est documenté")))
    found.append(("Déjà en place", _listed(values["espaces"], "rien d’effectif n’est connu")))
    if values["en_attente"]:
        found.append(("Prévu ou recommandé", _listed(values["en_attente"], "")))
    return tuple((what, sentence(value)) for what, value in found)


def _steps(values: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    opener = values["acteur"]
    if opener:
        opener += (
            ", présent des deux côtés"
            if values.get("des_deux_cotes")
            else ", à défaut d’un organisme présent des deux côtés"
        )
    meeting = values["evenement"]
    if meeting and values["date_evenement"]:
        meeting = f"{meeting} ({format_french(values['date_evenement'])})"
    found = (
        ("Palier à atteindre", values["palier"]),
        ("Qui ouvre la porte", opener or "aucun organisme documenté"),
        ("Qui inviter", values["invite"] or "aucun organisme documenté : s’adresser au dispositif lui-même"),
        ("Où", values["instance"] or "aucune instance documentée : créer un premier espace commun"),
        ("Prochaine rencontre", meeting or "aucune date connue"),
    )
    return tuple((what, sentence(str(value))) for what, value in found)


def _introduction(values: Mapping[str, Any]) -> Introduction | None:
    de_id, vers_id = values["acteur_id"], values["invite_id"]
    if not de_id or not vers_id or de_id == vers_id:
        return None
    return Introduction(str(de_id), str(values["acteur"]), str(vers_id), str(values["invite"]))


def _listed(items: Any, nothing: str) -> str:
    return f"{THIN}; ".join(str(item) for item in items) if items else nothing


def _every(answer: Answer) -> list[Row]:
    return [*answer.lignes, *(row for name in _APART for row in answer.tableaux[name].lignes)]


def _key(row: Row) -> str:
    return f"{row.valeurs['a_id']}{_SEPARATOR}{row.valeurs['b_id']}"
