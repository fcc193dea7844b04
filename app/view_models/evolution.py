"""Show what changed between two dates: figures, a table per kind of change, network and articulations compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from app.view_models.table import TableView, build_table
from app.view_models.typography import NBSP, counted, day, number
from graph.answer import Answer, Row, Table
from graph.model.dates import first_day, is_partial_date

CREATED, ENDED, DISCOVERED, OBJECTS, POSSIBLE, WAITING = (
    "cree", "termine", "decouvert", "objets", "possibles", "en_attente",
)  # fmt: skip
"""Kinds of change that the screen lists, in order."""
MEASURES, TIES, ACTORS, LEVELS = "mesures_reseau", "liens_acteurs", "acteurs", "articulations"
"""Second tables that compare the two dates."""
DIFFERENCE: Final = "ecart"
VALUES: Final = ("valeur_debut", "valeur_fin", DIFFERENCE)
"""Columns of the measures that hold numbers."""

_LISTS: Final[Mapping[str, str]] = {
    CREATED: "Créés",
    ENDED: "Terminés",
    DISCOVERED: "Découverts",
    OBJECTS: "Dispositifs, actions, événements",
    POSSIBLE: "Peut-être aussi",
    WAITING: "En projet ou à confirmer",
}
HELPS: Final[Mapping[str, str]] = {
    CREATED: "Liens dont le premier jour est connu et tombe dans la période.",
    ENDED: "Liens dont le dernier jour est connu et tombe dans la période.",
    DISCOVERED: "Liens sans date de début, connus pour la première fois dans la période : ils existaient peut-être "
    "déjà. Ce n’est pas un changement.",
    OBJECTS: "Ce qui commence, se termine ou a lieu, d’après les dates des fiches.",
    POSSIBLE: "Leur date n’est connue qu’au mois ou à l’année : le changement a pu tomber dans la période. "
    "Ils ne sont pas comptés.",
    WAITING: "Projets, recommandations et liens que personne n’a confirmés : ils ne sont pas comptés.",
}
"""What each list holds, in one sentence."""

_COMPARED: Final[Mapping[str, str]] = {
    MEASURES: "Mesures",
    ACTORS: "Acteurs qui arrivent et qui partent",
    TIES: "Liens entre acteurs",
}
_ROW_OUT: Final = frozenset(
    {"changement", "peut_etre", "objet", "type", "nature", "statut", "date_debut", "date_fin", "date"}
)
_OBJECT_OUT: Final = frozenset({"changement", "peut_etre", "date"})
_MEASURE_OUT: Final = frozenset({"mesure", "lecture_debut", "lecture_fin", "reference"})
_LEVEL_OUT: Final = frozenset({"niveau_debut", "niveau_fin", "L_debut", "L_fin", "espaces"})
_WORDS: Final[Mapping[str, str]] = {
    "entre": "arrive",
    "sort": "part",
    "apparu": "apparaît",
    "disparu": "disparaît",
}
_FIGURES: Final = (
    ("n_crees", "lien", "créé"),
    ("n_termines", "lien", "terminé"),
    ("n_decouverts", "lien", "découvert"),
    ("n_acteurs_entres", "acteur", "arrivé"),
    ("n_acteurs_sortis", "acteur", "parti"),
)
_YEARS: Final = (1, 3, 5)


def lists(answer: Answer) -> dict[str, str]:
    """Return the lists that hold something, with their label and count, in order."""
    counts = {
        code: sum(row.valeurs["changement"] == code for row in answer.lignes) for code in (CREATED, ENDED, DISCOVERED)
    }
    counts |= {code: len(answer.tableaux[code].lignes) for code in (OBJECTS, POSSIBLE, WAITING)}
    return {code: f"{_LISTS[code]} ({number(count)})" for code, count in counts.items() if count}


def change_table(answer: Answer, code: str, titles: Mapping[str, str]) -> TableView:
    """
    Return one list of changes.

    Parameters
    ----------
    answer
        Answer to the question `evolution`.
    code
        Which list.
    titles
        Titles of the documents by the name that proofs cite.
    """
    if code in {CREATED, ENDED, DISCOVERED}:
        columns = answer.colonnes
        rows = [row for row in answer.lignes if row.valeurs["changement"] == code]
    else:
        columns, rows = answer.tableaux[code].colonnes, list(answer.tableaux[code].lignes)
    out = _OBJECT_OUT if code == OBJECTS else _ROW_OUT
    name = ("objet",)
    return build_table(columns, rows, titles, title=_LISTS[code], left_out=out, title_from=name)


def compared(answer: Answer) -> dict[str, str]:
    """Return the comparisons of the network that hold something, with their label."""
    found = {}
    for code, label in _COMPARED.items():
        count = len(answer.tableaux[code].lignes)
        if count:
            found[code] = label if code == MEASURES else f"{label} ({number(count)})"
    return found


def compared_table(answer: Answer, code: str, titles: Mapping[str, str]) -> TableView:
    """Return one comparison of the network; measures are named with their two dates."""
    table = answer.tableaux[code]
    if code == MEASURES:
        view = build_table(
            table.colonnes, table.lignes, titles, title="Mesures du réseau", left_out=_MEASURE_OUT, certainty=False
        )
        # Shares and counts stand in one column: each is written with the digits that it needs.
        rows = (
            replace(
                row,
                cells={**row.cells, **{name: figure(row.cells[name], signed=name == DIFFERENCE) for name in VALUES}},
            )
            for row in view.rows
        )
        return replace(view, rows=tuple(rows))
    return build_table(_reworded(table).colonnes, _reworded(table).lignes, titles, title=_COMPARED[code])


def level_table(answer: Answer, titles: Mapping[str, str]) -> TableView:
    """Return the pairs of schemes whose level of articulation changed."""
    table = answer.tableaux[LEVELS]
    return build_table(table.colonnes, table.lignes, titles, title=table.titre, left_out=_LEVEL_OUT)


def headline(answer: Answer) -> tuple[tuple[str, str], ...]:
    """Return the key figures: value, then what it counts; those of the network only when it is compared."""
    found = answer.mesures
    if "n_crees" not in found:
        return ()
    figures = [
        (number(found[name]), f"{noun}s {past}s" if found[name] > 1 else f"{noun} {past}")
        for name, noun, past in _FIGURES
        if name in found
    ]
    if found.get("J") is not None:
        share = f"{number(100 * found['J'], 0)}{NBSP}%"
        figures.insert(3, (share, "des liens entre acteurs se retrouvent aux deux dates"))
    return tuple(figures)


def network_sentence(answer: Answer) -> str:
    """Say how the ties between actors changed; empty when they are not compared."""
    found = answer.mesures
    if "n_liens_debut" not in found:
        return ""
    both, second, first = (found[name] for name in ("n_liens_communs", "n_liens_apparus", "n_liens_disparus"))
    return (
        f"{counted(found['n_liens_debut'], 'lien')} entre acteurs à la première date, "
        f"{counted(found['n_liens_fin'], 'lien')} à la seconde : {_some(both)} aux deux dates, "
        f"{_some(second)} à la seconde seulement, {_some(first)} à la première seulement."
    )


def balance(answer: Answer) -> str:
    """Say how the links of the first date lead to those of the second; empty when changes were left out."""
    found = answer.mesures
    names = ("n_en_vigueur_debut", "n_crees", "n_decouverts", "n_termines", "n_en_vigueur_fin")
    if any(name not in found for name in names):
        return ""
    before, created, discovered, ended, after = (found[name] for name in names)
    if before + created + discovered - ended != after:
        # Only the changes that are sure enough were asked for: they do not add up, and nobody says that they do.
        return ""
    return (
        f"{counted(before, 'lien')} en vigueur et connus à la première date, + {counted(created, 'créé')}, "
        f"+ {counted(discovered, 'découvert')}, − {counted(ended, 'terminé')} = {number(after)} à la seconde."
    )


def measured_actors(answer: Answer) -> tuple[int, int] | None:
    """Return how many actors the measures of the network count at both dates; None when they are not measured."""
    for row in answer.tableaux[MEASURES].lignes:
        first, second = row.valeurs["valeur_debut"], row.valeurs["valeur_fin"]
        if row.valeurs["mesure"] == "n" and first is not None and second is not None:
            return int(first), int(second)
    return None


def figure(value: object, *, signed: bool = False) -> str:
    """Return a measure as people read it, empty when it is not known; a difference says its sign."""
    if not isinstance(value, int | float):
        return ""
    text = number(abs(value), None if float(value).is_integer() else 3)
    return f"{'−' if value < 0 else '+' if signed and value > 0 else ''}{text}"


def starts(end: str) -> dict[str, str]:
    """Return the usual first dates of a period that ends on a day, with their label."""
    return {back(end, years): counted(years, "an") for years in _YEARS}


def back(end: str, years: int) -> str:
    """Return the same day some years before; 28 February for a 29th that does not exist."""
    last = date.fromisoformat(end)
    try:
        return last.replace(year=last.year - years).isoformat()
    except ValueError:
        return last.replace(year=last.year - years, day=28).isoformat()


def start_of(asked: str, end: str) -> str:
    """Return the first day of the period that the address asks for; a year before its end when it asks for none."""
    return first_day(asked) if is_partial_date(asked) else back(end, 1)


def period(start: str, end: str) -> str:
    """Return the period in words."""
    return f"du {day(start)} au {day(end)}"


def _reworded(table: Table) -> Table:
    """Return a table whose movements are said in words."""
    rows = tuple(
        Row(
            {**row.valeurs, "changement": _WORDS[row.valeurs["changement"]]},
            row.certitude,
            row.preuves,
            row.phrase,
            row.parts,
        )
        for row in table.lignes
    )
    return Table(table.colonnes, rows, table.titre)


def _some(count: int) -> str:
    return number(count) if count else "aucun"
