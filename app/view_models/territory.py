"""Sum up a territory: counts first, computed population beside the declared one, what is not documented."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from app.view_models.typography import NBSP, counted, number, typeset
from graph.answer import Answer, Column, Row, Table
from graph.answers.context import Context
from graph.certainty import ALL_DATES
from graph.reference.loader import load_reference
from graph.territory import Member, Perimeter

SCHEMES, ACTORS, ACTIONS, NEEDS, OFFERS, UNKNOWN, FIGURES = (
    "dispositifs", "acteurs", "actions", "besoins", "offres", "manques", "chiffres",
)  # fmt: skip
QUESTION_OF: Final = {
    SCHEMES: "dispositifs_du_territoire",
    ACTORS: "acteurs_du_territoire",
    ACTIONS: "actions_du_territoire",
    NEEDS: "besoins_du_territoire",
    OFFERS: "offres_du_territoire",
    UNKNOWN: "manques",
    FIGURES: "observations_du_territoire",
}
"""Question that fills each part of the screen."""

GIVEN: Final = {UNKNOWN: {"nature": "type"}}
"""What a question is given beside the territory."""

_CODE = Column("type_dispositif", "texte", "Sigle sous lequel on connaît ce type de dispositif.", "Type")
_STATE_COLUMNS = ("objet", "etat", "detail", "proche_id", "proche", "projet_id", "projet")

LEFT_OUT: Final = {
    SCHEMES: ("perimetre",),
    ACTORS: ("type_acteur",),
    ACTIONS: ("niveau", "statut"),
    NEEDS: ("territoire",),
    OFFERS: ("reserve",),
    FIGURES: ("territoire", "statut"),
}
"""Columns of each part that only the drawer of a row shows."""

_COUNTED: Final = {SCHEMES: "dispositif", ACTORS: "acteur", ACTIONS: "action", NEEDS: "besoin", OFFERS: "offre"}
_ID: Final = {
    SCHEMES: "dispositif_id", ACTORS: "acteur_id", ACTIONS: "action_id", NEEDS: "besoin_id", OFFERS: "offre_id",
    FIGURES: "observation_id",
}  # fmt: skip
_DECLARED: Final = (
    "population", "population_declaree", "nb_communes", "nb_communes_declare", "superficie_km2", "densite_hab_km2",
    "nb_epci", "medecins_generalistes", "infirmiers", "masseurs_kinesitherapeutes", "orthophonistes", "date_ps",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """
    Hold one part of the screen.

    Parameters
    ----------
    code, label
        Code, and French label with its count.
    count
        Number of different objects.
    detail
        What the count holds besides what is present: « , dont 2 en projet », or an empty text.
    """

    code: str
    label: str
    count: int
    detail: str = ""


def build_parts(answers: dict[str, Answer]) -> tuple[Part, ...]:
    """Return the parts of the screen in order, each with how many different objects it holds."""
    labels = {
        SCHEMES: "Dispositifs", ACTORS: "Acteurs", ACTIONS: "Actions", NEEDS: "Besoins", OFFERS: "Offres",
        UNKNOWN: "Non documenté", FIGURES: "Chiffres",
    }  # fmt: skip
    return tuple(
        Part(code, f"{labels[code]}{NBSP}({_count(count)})", count, _states(answer) if code == SCHEMES else "")
        for code, answer in answers.items()
        for count in [count_of(code, answer)]
    )


def count_of(code: str, answer: Answer) -> int:
    """Return the number of different objects of a part; for what is missing, the types nobody documents."""
    if code == UNKNOWN:
        return sum(row.valeurs["etat"] == "non_documente" for row in answer.lignes)
    return len({row.valeurs[_ID[code]] for row in answer.lignes})


def headline(parts: Iterable[Part]) -> tuple[tuple[str, str], ...]:
    """Return the counts shown first: (number, what). What no document names has no number, and is said so."""
    return tuple(
        (_count(part.count), counted(part.count, _COUNTED[part.code]).split(NBSP, 1)[1] + part.detail)
        if part.count
        else (_count(0), f"{_COUNTED[part.code]} non documenté{'e' if part.code in {ACTIONS, OFFERS} else ''}")
        for part in parts
        if part.code in _COUNTED
    )


def by_state(answer: Answer) -> Table:
    """Return the table of what is known of each type of scheme: what nobody documents first."""
    order = ("non_documente", "terme_depasse", "en_projet", "absent_confirme", "present")

    def rank(row: Row) -> int:
        state = row.valeurs["etat"]
        return order.index(state) if state in order else len(order)

    columns = tuple(column for column in answer.colonnes if column.nom in _STATE_COLUMNS)
    rows = (
        replace(row, valeurs={**row.valeurs, _CODE.nom: row.valeurs["objet_id"]})
        for row in sorted(answer.lignes, key=rank)
    )
    return Table((_CODE, *columns), tuple(rows), "Types de dispositif")


def silent_points(answers: dict[str, Answer]) -> list[str]:
    """Return, in sentences, what the documents do not say of what they name."""
    points = []
    schemes = answers[SCHEMES].lignes
    lost = [row for row in schemes if not row.valeurs.get("porteurs")]
    if lost:
        points.append(f"Porteur non documenté pour {counted(len(lost), 'dispositif')} sur {number(len(schemes))}.")
    undated = [row for row in schemes if not row.valeurs.get("date_debut")]
    if undated:
        points.append(
            f"Date de début non documentée pour {counted(len(undated), 'dispositif')} sur {number(len(schemes))}."
        )
    actions = answers[ACTIONS].lignes
    alone = [row for row in actions if not row.valeurs.get("pilotes")]
    if alone:
        points.append(f"Pilote non documenté pour {counted(len(alone), 'action')} sur {number(len(actions))}.")
    for code, words in ((NEEDS, "Aucun diagnostic"), (OFFERS, "Aucune offre"), (FIGURES, "Aucun chiffre")):
        if not answers[code].lignes:
            points.append(f"{words} dans les documents de la base pour ce territoire.")
    return points


def describe(context: Context, identifier: str, date: str, sheet: Answer | None) -> list[tuple[str, str]]:
    """
    Return the figures of a territory: computed from its communes, then declared by the documents.

    Parameters
    ----------
    context
        What surrounds the answers.
    identifier
        Territory.
    date
        ISO day, or `toutes`.
    sheet
        Answer to the question `fiche` about it, or None when the base holds no node for it.
    """
    day = None if date == ALL_DATES else date
    territories = context.territories(day)
    perimeter = territories.perimeter([Member(identifier)])
    found: list[tuple[str, str]] = []
    if perimeter.shares:
        year = int(date[:4]) if day else datetime.date.today().year
        figure = territories.population(perimeter, year)
        if not identifier.startswith("COM-"):
            found.append(("Communes", _communes(len(perimeter.shares), territories.split(perimeter, "departement"))))
        if figure.value is not None:
            rule = f"en vigueur en {year}" if figure.exact_vintage else f"la plus proche de {year}"
            short = f" ; sans {counted(len(figure.missing), 'commune')}" if figure.missing else ""
            found.append(
                (
                    "Population calculée",
                    f"{number(figure.value)}{NBSP}habitants (population municipale {figure.vintage}, {rule}{short})",
                )
            )
    else:
        found.append(("Population calculée", "impossible : les communes de ce territoire ne sont pas documentées"))
    return found + _declared(sheet)


def _states(answer: Answer) -> str:
    """Return how many schemes of a list are not there yet, or may no longer be, at its date."""
    state_of = {row.valeurs["dispositif_id"]: row.valeurs.get("etat") for row in answer.lignes}
    found = Counter(state_of.values())
    words = (("en_projet", "en projet"), ("terme_depasse", "au terme dépassé"))
    parts = [f"{number(found[state])}{NBSP}{said}" for state, said in words if found[state]]
    return f", dont {' et '.join(parts)}" if parts else ""


def _count(count: int) -> str:
    """Return a count, or a dash: nothing documented is not zero."""
    return number(count) if count else "–"


def _communes(count: int, parts: Mapping[str, Perimeter]) -> str:
    if len(parts) < 2:
        return number(count)
    names = load_reference().departements
    detail = ", ".join(f"{len(part.communes)} en {names[code].nom}" for code, part in parts.items())
    return f"{number(count)}, dont {detail}"


def _declared(sheet: Answer | None) -> list[tuple[str, str]]:
    """Return what the documents declare, population first, on one line each kind."""
    if sheet is None:
        return []
    rows = {row.valeurs["champ"]: row.valeurs for row in sheet.tableaux["identite"].lignes}
    found = []
    for name in _DECLARED:
        if name not in rows:
            continue
        value = typeset(str(rows[name]["valeur"]))
        if name == "population_declaree" and "population_declaree_annee" in rows:
            value += f" (année {rows['population_declaree_annee']['valeur']})"
        found.append((str(rows[name]["libelle"]), value))
    main = [item for item in found if item[0].startswith("Population")]
    rest = [f"{label.lower()}{NBSP}: {value}" for label, value in found if not label.startswith("Population")]
    return [*main, *([("Autres chiffres déclarés", " ; ".join(rest))] if rest else [])]
