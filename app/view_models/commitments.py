"""Gather what one organisation is engaged in: roles by scheme, seats, offers, and where nothing is documented."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from app.view_models.conformity import remaining
from app.view_models.table import TableView, build_table
from app.view_models.terms import DATA_STATES, PLANNED, Mark
from app.view_models.typography import NBSP, counted, day, number, readable, typeset
from graph.answer import PARTIEL, SUFFISANT, Answer, Column, Row

_MOST_GROUPS: Final = 15
_WITHOUT: Final = "Hors d’un dispositif"
_STATES: Final = ("certain", "incertain", "inactif")
_DUE: Final = frozenset({"a_lancer", "a_lancer_peut_etre"})
_HIDDEN: Final = frozenset({"dispositif", "note", "statut"})


@dataclass(frozen=True, slots=True)
class Group:
    """
    Hold the roles of an organisation in one scheme.

    Parameters
    ----------
    title
        Name of the scheme, with its number of roles.
    end
        Sentence on the end of the scheme, as the documents give it; empty when the scheme is unknown.
    table
        One row per role.
    """

    title: str
    end: str
    table: TableView


@dataclass(frozen=True, slots=True)
class Commitments:
    """
    Hold the whole page.

    Parameters
    ----------
    figures
        Counts shown first: (number, what).
    groups
        Roles by scheme; a single group when there are many schemes.
    load
        Sentence on what governance asks, or an empty text.
    seats
        Table of the instances where it sits, or None.
    ends
        Schemes of the page whose end is close or past, in sentences.
    """

    figures: tuple[tuple[str, str], ...]
    groups: tuple[Group, ...]
    load: str
    seats: TableView | None
    ends: tuple[str, ...]


def build_commitments(
    roles: Answer, load: Answer, offers: Answer, missing: Answer, deadlines: Answer, titles: Mapping[str, str]
) -> Commitments:
    """
    Return the page of an organisation.

    Parameters
    ----------
    roles, load, offers, missing, deadlines
        Answers to `engagements`, `charge`, `offres_de_l_acteur`, `absences` and `echeances`.
    titles
        Titles of the documents by the name that proofs cite.
    """
    acteur_id = str(roles.parametres["acteur"])
    mine = next((row for row in load.lignes if row.valeurs["acteur_id"] == acteur_id), None)
    ends = {row.valeurs["dispositif_id"]: row for row in deadlines.lignes}
    schemes = {row.valeurs["dispositif_id"] for row in roles.lignes} - {None}
    return Commitments(
        figures=_figures(roles, schemes, mine, offers, missing),
        groups=_groups(roles, ends, titles),
        load=typeset(mine.phrase) if mine and mine.valeurs["n_instances"] else "",
        seats=_seats(mine, roles, titles) if mine else None,
        ends=tuple(
            typeset(row.phrase)
            for id_, row in ends.items()
            if id_ in schemes and (row.valeurs["terme"] in {"termine", "imprecis"} or row.valeurs["evaluation"] in _DUE)
        ),
    )


def absence_left_out(missing: Answer) -> tuple[str, ...]:
    """Return the columns of the missing roles that only the drawer shows; the state too when it is always the same."""
    states = {row.valeurs["etat"] for row in missing.lignes}
    return ("etape", "porteurs", "territoire", *(("etat",) if len(states) < 2 else ()))


def page_state(roles: Answer, missing: Answer) -> Mark:
    """Return what the data allow for the page: not everything when a reserve says that data are missing."""
    partial = roles.etat_donnees == SUFFISANT and bool(roles.avertissements or missing.avertissements)
    return DATA_STATES[PARTIEL if partial else roles.etat_donnees]


def _figures(
    roles: Answer, schemes: set[Any], mine: Row | None, offers: Answer, missing: Answer
) -> tuple[tuple[str, str], ...]:
    seats = int(mine.valeurs["n_instances"]) if mine else 0
    announced = int(mine.valeurs["n_prevues"]) if mine else 0
    of_them = f" (dont {announced} en projet)" if announced else ""
    planned = sum(row.valeurs["statut"] in PLANNED for row in roles.lignes)
    held = len(roles.lignes) - planned
    counted_roles = (
        ((held, "rôle effectif", "rôles effectifs"), (planned, "rôle en projet", "rôles en projet"))
        if planned
        else ((held, "rôle documenté", "rôles documentés"),)
    )
    services = {row.valeurs["service_id"] for row in roles.lignes} - {None}
    counts = (
        *counted_roles,
        (len(schemes), "dispositif", "dispositifs"),
        (seats, f"instance{of_them}", f"instances{of_them}"),
        (len(services), "service engagé", "services engagés"),
        (len({row.valeurs["offre_id"] for row in offers.lignes}), "offre proposée", "offres proposées"),
        (len(missing.lignes), "dispositif sans rôle documenté", "dispositifs sans rôle documenté"),
    )
    return tuple((number(count) if count else "–", one if count < 2 else several) for count, one, several in counts)


def _groups(roles: Answer, ends: Mapping[Any, Row], titles: Mapping[str, str]) -> tuple[Group, ...]:
    by_scheme: dict[str | None, list[Row]] = {}
    for row in roles.lignes:
        by_scheme.setdefault(row.valeurs["dispositif_id"], []).append(row)
    if len(by_scheme) > _MOST_GROUPS:
        whole = build_table(roles.colonnes, roles.lignes, titles, title="Rôles", left_out=_HIDDEN - {"dispositif"})
        return (Group(f"Tous les rôles{NBSP}({number(len(roles.lignes))})", "", whole),)
    return tuple(
        _group(roles, scheme, rows, ends.get(scheme), titles)
        for scheme, rows in sorted(by_scheme.items(), key=lambda item: (item[0] is None, _name(item[1]).casefold()))
    )


def _group(roles: Answer, scheme: str | None, rows: list[Row], end: Row | None, titles: Mapping[str, str]) -> Group:
    name = _name(rows)
    table = build_table(roles.colonnes, rows, titles, title=name, left_out=_HIDDEN, title_from=("role", "objet"))
    return Group(f"{name}{NBSP}({counted(len(rows), 'rôle')})", _end(end) if scheme else "", table)


def _name(rows: list[Row]) -> str:
    return readable(rows[0].valeurs["dispositif"]) or _WITHOUT


def _end(row: Row | None) -> str:
    """Return when a scheme ends, in a few words; a scheme that has no end by nature says nothing."""
    if row is None:
        return ""
    values = row.valeurs
    if values["date_fin"] is None:
        return "Fin du dispositif non documentée."
    left = remaining(values["mois_min"], values["mois_max"])
    return f"Fin du dispositif{NBSP}: {day(values['date_fin'])}{f' ({left})' if left else ''}."


def _seats(mine: Row, roles: Answer, titles: Mapping[str, str]) -> TableView | None:
    """Return the instances where the organisation sits, with the hours supposed and how they are counted."""
    of_role: dict[str, list[Row]] = {}
    for row in roles.lignes:
        of_role.setdefault(str(row.valeurs["objet_id"]), []).append(row)
    rows = []
    for part in mine.parts:
        held = of_role.get(part.nom, [])
        if not held:
            continue
        words = list(dict.fromkeys(str(row.valeurs["role"]) for row in held))
        values = {
            "instance_id": part.nom,
            "instance": part.libelle,
            "dispositif": held[0].valeurs["dispositif"],
            "roles": words,
            "heures": part.valeur,
            "calcul": part.calcul,
        }
        state = max((row.certitude for row in held), key=lambda state: _STATES.index(str(state)))
        rows.append(Row(values, state, tuple(dict.fromkeys(p for row in held for p in row.preuves)), part.calcul))
    return build_table(_SEAT_COLUMNS, rows, titles, title="Instances", left_out=frozenset({"calcul"})) if rows else None


_SEAT_COLUMNS: Final = (
    Column("instance_id", "texte", "Identifiant de l’instance.", "Identifiant"),
    Column("instance", "texte", "Nom de l’instance.", "Instance"),
    Column("dispositif", "texte", "Dispositif dont elle dépend.", "Dispositif"),
    Column("roles", "liste", "Rôles tenus.", "Rôles"),
    Column(
        "heures", "decimal", "Estimation : réunions par an × durée × coefficient du rôle.", "Heures par an (estimées)"
    ),
    Column("calcul", "texte", "Comment les heures sont estimées.", "Calcul"),
)
