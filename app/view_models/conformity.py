"""Put contracts on a time line, sort their ends by urgency, sum up their clauses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from app.view_models.table import TableView, build_table
from app.view_models.typography import NBSP, counted, day, number, typeset
from graph.answer import Answer, Column, Row
from graph.model.norms import norms

DEADLINES, CLAUSES, LOAD = "echeances", "conformite", "charge"
PARTS: Final = {DEADLINES: "Échéances", CLAUSES: "Conformité d’un contrat", LOAD: "Charge de gouvernance"}
"""Parts of the screen."""

_LOAD_LEFT_OUT: Final = (
    "secteur", "n_copil", "n_cotech", "n_gt", "n_autres", "n_prevues", "n_proposees", "n_dispositifs", "territoires",
    "representations", "representations_possibles",
)  # fmt: skip

NOW, OVER, LATER, UNKNOWN = "maintenant", "termine", "plus_tard", "inconnue"
_TITLES: Final = {
    NOW: "À préparer maintenant",
    OVER: "Terme passé",
    LATER: "Plus tard",
    UNKNOWN: "Fin non documentée",
}
_NOTES: Final = {
    NOW: "La fin est proche, ou l’évaluation est à lancer.",
    OVER: "Rien ne dit que ces contrats se sont arrêtés : vérifiez la suite.",
    LATER: "La fin est au-delà de l’horizon choisi.",
    UNKNOWN: "Aucun document de la base ne donne leur fin ; ce n’est pas une absence de terme.",
}
_DUE: Final = frozenset({"a_lancer", "a_lancer_peut_etre"})
_EVALUATIONS: Final = {
    "a_lancer": "à lancer",
    "a_lancer_peut_etre": "peut-être à lancer, selon le jour exact de la fin",
    "plus_tard": "plus tard",
    "commencee": "documentée comme commencée",
    "passee": "passée",
    "terme_depasse": "non documentée, terme passé",
    "non_documente": "non documentée",
    "sans_objet": "",
}
_CLAUSE_STATES: Final = {
    "non_respecte": f"✕{NBSP}non{NBSP}respectée",
    "non_documente": f"?{NBSP}non{NBSP}documentée",
    "verifie": f"✓{NBSP}vérifiée",
    "sans_objet": f"–{NBSP}sans{NBSP}objet",
}
"""States of a clause in words, those to look at first."""

_LOST: Final = {"ACTIONS_PILOTEES": "sans pilote", "SIGNATAIRES_AU_COPIL": "sans siège documenté"}
"""What is missing, by code of clause; by default a category."""

_FOUND_COLUMN = Column("constat", "texte", "Ce que les documents montrent, et ce qui y manque.", "Constaté")
_PLANNED: Final = "en_projet"
_MOST_BARS: Final = 40
_MOST_NAMES: Final = 6

_LEFT_COLUMN = Column("reste", "texte", "Temps qui reste jusqu’à la fin, d’après la date de la vue.", "Reste")


@dataclass(frozen=True, slots=True)
class Group:
    """Hold one group of contracts: title, what it means, table."""

    title: str
    note: str
    table: TableView


@dataclass(frozen=True, slots=True)
class Bar:
    """
    Hold one contract of the time line.

    Parameters
    ----------
    name, end
        Name, and its end with the time left, in words.
    left, width, tail
        Start of the bar, its sure part and the part that depends on the exact day, in percents of the line.
    open
        Whether the start is not known: the bar then begins at the edge.
    over
        Whether its end is past.
    planned
        Whether the contract is only prepared.
    """

    name: str
    end: str
    left: float
    width: float
    tail: float
    open: bool
    over: bool
    planned: bool


@dataclass(frozen=True, slots=True)
class TimeLine:
    """Hold a time line: bars in order, years with their place, place of the view's date, what is not drawn."""

    bars: tuple[Bar, ...]
    years: tuple[tuple[str, float], ...]
    today: float | None
    note: str


def groups(answer: Answer, titles: Mapping[str, str], horizon: int) -> tuple[Group, ...]:
    """Return the contracts of an answer to `echeances` by urgency, empty groups left out, order kept inside each."""
    sorted_rows: dict[str, list[Row]] = {code: [] for code in _TITLES}
    for row in answer.lignes:
        sorted_rows[_urgency(row.valeurs, horizon)].append(_with_words(row))
    known = {column.nom: column for column in answer.colonnes}
    shown = ("dispositif_id", "dispositif", "type_dispositif", "date_fin", "reste", "evaluation", "evaluation_des",
             "etape", "suite_id", "suite", "porteurs")  # fmt: skip
    columns = [known.get(name, _LEFT_COLUMN) for name in shown]
    return tuple(
        Group(
            f"{_TITLES[code]}{NBSP}({number(len(rows))})",
            _NOTES[code],
            build_table(columns, rows, titles, title=_TITLES[code], left_out=frozenset({"porteurs", "etape"})),
        )
        for code, rows in sorted_rows.items()
        if rows
    )


def time_line(answer: Answer) -> TimeLine | None:
    """Return the contracts whose end is known on one line of time; None when there is none."""
    rows = [row.valeurs for row in answer.lignes if row.valeurs["fin_au_plus_tard"]]
    if not rows:
        return None
    drawn = rows[:_MOST_BARS]
    starts = [start for row in drawn if (start := _first(row["date_debut"]))]
    view = None if answer.date == "toutes" else answer.date
    days = [*starts, *(str(row["fin_au_plus_tot"]) for row in drawn), *([view] if view else [])]
    first, last = int(min(days)[:4]), max(int(str(row["fin_au_plus_tard"])[:4]) for row in drawn)
    last = max(last, int(view[:4]) if view else last)
    low, high = date(first, 1, 1).toordinal(), date(last + 1, 1, 1).toordinal()

    def place(text: str) -> float:
        return round(100 * (date.fromisoformat(text).toordinal() - low) / (high - low), 2)

    step = max(1, (last - first + 1 + 7) // 8)
    missing = len(answer.lignes) - len(rows)
    said = []
    if missing:
        verb = "n’est" if missing == 1 else "ne sont"
        said.append(f"{counted(missing, 'dispositif')} sans date de fin documentée {verb} pas sur la frise")
    if len(rows) > len(drawn):
        said.append(f"seuls les {number(len(drawn))} premiers sont dessinés")
    return TimeLine(
        bars=tuple(_bar(row, place) for row in drawn),
        years=tuple((str(year), place(f"{year}-01-01")) for year in range(first, last + 1, step)),
        today=place(view) if view else None,
        note=f"{' ; '.join(said)}." if said else "",
    )


def clause_table(answer: Answer, titles: Mapping[str, str]) -> TableView:
    """Return the clauses of an answer to `conformite`: those to look at first, then the verified ones."""
    known = {column.nom: column for column in answer.colonnes}
    columns = [known["clause"], known["etat"], _FOUND_COLUMN, known["seuil"], known["nature"]]
    rows = [
        Row(
            {**row.valeurs, "etat": _CLAUSE_STATES[row.valeurs["etat"]], "constat": _found(row.valeurs)},
            row.certitude,
            row.preuves,
            row.phrase,
        )
        for row in sorted(answer.lignes, key=lambda row: list(_CLAUSE_STATES).index(row.valeurs["etat"]))
    ]
    return build_table(columns, rows, titles, title="Clauses", certainty=False, left_out=frozenset({"nature"}))


def load_table(answer: Answer, titles: Mapping[str, str]) -> TableView:
    """Return the load of an answer to `charge`; a count of nothing documented is left empty: it is not a zero."""
    counts = [column.nom for column in answer.colonnes if column.type == "entier"]
    rows = [
        Row(
            {**row.valeurs, **{name: row.valeurs[name] or None for name in counts}},
            row.certitude,
            row.preuves,
            row.phrase,
            row.parts,
        )
        for row in answer.lignes
    ]
    pointed = any(row.valeurs["alerte"] for row in answer.lignes)
    left_out = frozenset(_LOAD_LEFT_OUT if pointed else (*_LOAD_LEFT_OUT, "alerte"))
    return build_table(answer.colonnes, rows, titles, title="Charge de gouvernance par organisme", left_out=left_out)


def clause_figures(answer: Answer) -> tuple[tuple[str, str], ...]:
    """Return how many clauses are in each state: (number, what)."""
    words = {
        "n_verifiees": ("clause vérifiée", "clauses vérifiées"),
        "n_non_respectees": ("clause non respectée", "clauses non respectées"),
        "n_non_documentees": ("clause non documentée", "clauses non documentées"),
        "n_sans_objet": ("clause sans objet à ce stade", "clauses sans objet à ce stade"),
    }
    return tuple(
        (number(count), singular if count < 2 else plural)
        for name, (singular, plural) in words.items()
        if (count := answer.mesures.get(name)) is not None and (count or name != "n_sans_objet")
    )


def with_clauses(names: Iterable[Mapping[str, Any]], placed: frozenset[str] | None) -> dict[str, str]:
    """
    Return the schemes that have clauses to check: name by id, in alphabetical order.

    Parameters
    ----------
    names
        Rows of the reading `noms`.
    placed
        Ids of the schemes of the territory; None for all.
    """
    types = {norme.type_dispositif for norme in norms() if norme.controle} - {None}
    rows = [row for row in names if row["type_dispositif"] in types and (placed is None or row["id"] in placed)]
    return {
        row["id"]: typeset(str(row["nom"])) for row in sorted(rows, key=lambda row: (row["nom"].casefold(), row["id"]))
    }


def remaining(low: int | None, high: int | None) -> str:
    """Return the months left in words: « 9 mois », « 51 à 63 mois », « passé depuis 8 à 20 mois »."""
    if low is None or high is None:
        return ""
    if high < 0:
        return f"passé depuis {_range(-high, -low)}"
    if low < 0:
        return f"{_range(0, high)} au plus, selon le jour exact"
    return _range(low, high)


def _urgency(values: Mapping[str, Any], horizon: int) -> str:
    if values["fin_au_plus_tot"] is None:
        return UNKNOWN
    if values["terme"] == "termine":
        return OVER
    near = values["mois_min"] is not None and values["mois_min"] <= horizon
    return NOW if near or values["evaluation"] in _DUE else LATER


def _found(values: Mapping[str, Any]) -> str:
    missing = values["manquants"]
    if not missing:
        return typeset(values["valeur"] or "")
    word = _LOST.get(values["code"], "manque" if len(missing) == 1 else "manquent")
    lost = " · ".join(missing[:_MOST_NAMES]) + (
        f" et {len(missing) - _MOST_NAMES} autres" if missing[_MOST_NAMES:] else ""
    )
    return typeset(f"{values['valeur'] or ''} ; {word} : {lost}".removeprefix(" ; "))


def _with_words(row: Row) -> Row:
    left = remaining(row.valeurs["mois_min"], row.valeurs["mois_max"])
    if row.valeurs["terme"] == _PLANNED:
        left = f"{left} (en projet)".strip()
    said = _EVALUATIONS.get(row.valeurs["evaluation"] or "", row.valeurs["evaluation"])
    values = {**row.valeurs, "reste": left, "evaluation": said or None}
    return Row(values, row.certitude, row.preuves, row.phrase, row.parts)


def _bar(row: Mapping[str, Any], place: Any) -> Bar:
    start = _first(row["date_debut"])
    left = place(start) if start else 0.0
    sure, whole = place(row["fin_au_plus_tot"]), place(row["fin_au_plus_tard"])
    left = min(left, sure)
    planned = row["terme"] == _PLANNED
    said = ("en projet" if planned else "", day(row["date_fin"]), remaining(row["mois_min"], row["mois_max"]))
    words = " · ".join(part for part in said if part)
    return Bar(
        name=typeset(str(row["dispositif"])),
        end=words,
        left=left,
        width=round(sure - left, 2),
        tail=round(whole - sure, 2),
        open=start is None,
        over=row["terme"] == "termine",
        planned=planned,
    )


def _first(text: str | None) -> str | None:
    return f"{text}-01-01"[:10] if text and len(text) == 4 else f"{text}-01"[:10] if text else None


def _range(low: int, high: int) -> str:
    if low == high:
        return f"{number(low)}{NBSP}mois" if low else "moins d’un mois"
    return f"{number(low)} à {number(high)}{NBSP}mois"
