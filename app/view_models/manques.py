"""Show what a territory covers and what it lacks: figures, states with their looks, maps, tables by nature."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from app.view_models.map_layers import CoverageLayer, StatesLayer
from app.view_models.map_looks import Look, state_looks
from app.view_models.table import TableView, build_second_table, build_table
from app.view_models.terms import PRESENCES
from app.view_models.typography import NBSP, counted, number, sentence
from graph.answer import Answer, Row, Table
from graph.model.vocabularies import vocabulary

COVERAGE, TYPES, THEMES, PUBLICS, NEEDS, ACTORS, BODIES = (
    "couverture", "type", "theme", "public", "besoin", "acteur", "juridiction",
)  # fmt: skip
PARTS: Final[Mapping[str, str]] = {
    COVERAGE: "Couverture",
    TYPES: "Dispositifs",
    NEEDS: "Besoins",
    THEMES: "Thèmes",
    PUBLICS: "Publics",
    ACTORS: "Acteurs",
    BODIES: "Juridictions",
}
"""Parts of the screen in order: the coverage, then each nature of the question `manques`."""

TITLES: Final[Mapping[str, str]] = {
    TYPES: "Types de dispositif",
    NEEDS: "Besoins du diagnostic et actions",
    THEMES: "Thèmes traités par les actions",
    PUBLICS: "Publics visés par les actions",
    ACTORS: "Acteurs sans rattachement",
    BODIES: "ARS, CPAM et MSA compétentes",
}
WITH_SCHEME: Final = frozenset({NEEDS, THEMES, PUBLICS, BODIES})
"""Parts that may look at one scheme only."""

_LEFT_OUT: Final[Mapping[str, frozenset[str]]] = {
    TYPES: frozenset({"proximite", "proche", "projet", "n_actions"}),
    NEEDS: frozenset({"groupe", "territoire", "n_acteurs", "derniere_date"}),
    THEMES: frozenset({"detail", "derniere_date"}),
    PUBLICS: frozenset({"n_acteurs", "derniere_date"}),
    ACTORS: frozenset({"proximite"}),
    BODIES: frozenset({"proximite"}),
}
_ALWAYS_OUT: Final = frozenset({"nature"})
_GAPS_FIRST: Final = ("absent_confirme", "non_documente", "en_projet", "present")


@dataclass(frozen=True, slots=True)
class StateCount:
    """Hold one state of the list: how it looks on a map, its sign and word, how many rows have it, what it means."""

    look: Look
    text: str
    count: int
    help: str


def state_counts(answer: Answer) -> tuple[StateCount, ...]:
    """Return the four states with how many rows each has, what exists first; a state of no row is left out."""
    looks = {look.code: look for look in state_looks()}
    found = [str(row.valeurs.get("etat")) for row in answer.lignes]
    hidden = answer.mesures.get("n_presents") or 0
    counts = {code: found.count(code) for code in reversed(_GAPS_FIRST)}
    # Attached actors are counted and not listed.
    counts["present"] = max(counts["present"], hidden if isinstance(hidden, int) else 0)
    return tuple(
        StateCount(looks[code], PRESENCES[code].text, count, PRESENCES[code].help)
        for code, count in counts.items()
        if count
    )


def gap_table(answer: Answer, titles: Mapping[str, str]) -> TableView:
    """
    Return the table of a nature, what is missing first; its rows say their state, not how sure they are.

    Parameters
    ----------
    answer
        Answer to the question `manques`.
    titles
        Titles of the documents by the name that proofs cite.
    """
    nature = str(answer.parametres["nature"])
    columns = [column for column in answer.colonnes if column.nom not in _ALWAYS_OUT]
    return build_table(
        columns,
        gaps_first(answer.lignes),
        titles,
        title=TITLES[nature],
        certainty=False,
        left_out=_LEFT_OUT[nature],
        title_from=("objet",),
    )


def gaps_first(rows: Sequence[Row]) -> list[Row]:
    """Return rows ordered by state, what is missing first; inside a state their order is kept."""
    rank = {code: place for place, code in enumerate(_GAPS_FIRST)}
    return sorted(rows, key=lambda row: rank.get(str(row.valeurs.get("etat")), len(rank)))


def offers_table(answer: Answer, titles: Mapping[str, str]) -> TableView | None:
    """Return the table of the offers that answer the same subjects, or None without any."""
    table = answer.tableaux["offres"]
    return build_second_table(table, titles) if table.lignes else None


def headline(answer: Answer) -> tuple[tuple[str, str], ...]:
    """Return the figures of a coverage shown first: (value, what it is); what is not known is said so."""
    measures, kind = answer.mesures, str(answer.parametres["type"])
    rate, population = measures.get("taux"), measures.get("population")
    if population is None:
        return ()
    found = []
    if rate is None:
        found.append(("?", "part de la population couverte : non documentée"))
        found.append((number(population), "habitants"))
        return tuple(found)
    computed = next(row for row in answer.lignes if row.valeurs["origine"] == "calcule")
    least = "au moins : part calculée" if computed.valeurs["statut"] == "minimum" else "part calculée"
    found.append((_percent(rate), f"de la population ({least})"))
    found.append((number(measures["population_couverte"]), f"habitants couverts sur {number(population)}"))
    schemes = measures.get("n_dispositifs")
    if schemes:
        found.append((number(schemes), f"{kind} {'compté' if schemes < 2 else 'comptés'}"))
    sure = measures.get("taux_certain")
    if sure is not None and sure < rate:
        found.append((_percent(sure), "d’après les seuls énoncés certains"))
    if measures.get("cible") is not None:
        gap = measures["ecart_points"]
        goal = _percent(measures["cible"])
        left = (
            (f"{number(gap, 1)}{NBSP}points", f"jusqu’à la cible de {goal}")
            if gap
            else ("0", f"cible de {goal} atteinte")
        )
        found.append(left)
    return tuple(found)


def coverage_map(answer: Answer) -> CoverageLayer:
    """Return the map of how many schemes cover each intercommunalité; unknown is never zero."""
    kind = str(answer.parametres["type"])
    rows = [row.valeurs for row in answer.tableaux["epci"].lignes]
    return CoverageLayer(
        titre=f"{kind} en vigueur par territoire",
        counts={str(row["territoire_id"]): row["n_dispositifs"] for row in rows},
        covered_by={str(row["territoire_id"]): _covered_by(row) for row in rows},
        noun=kind,
        plural=kind,
    )


def states_map(answer: Answer) -> StatesLayer:
    """Return the map of the state of a type of scheme in each intercommunalité."""
    kind = str(answer.parametres["type"])
    rows = [row.valeurs for row in answer.tableaux["epci"].lignes]
    return StatesLayer(
        titre=f"{kind} : présent, en projet, absent confirmé ou non documenté",
        states={str(row["territoire_id"]): str(row["etat"]) for row in rows},
        details={str(row["territoire_id"]): _covered_by(row) for row in rows},
    )


def has_map(answer: Answer) -> bool:
    """Tell whether a coverage has several places to draw."""
    return len(answer.tableaux["epci"].lignes) > 1


def coverage_tables(answer: Answer, titles: Mapping[str, str]) -> Mapping[str, TableView]:
    """Return the tables of a coverage that hold something, by name: suggestions, then schemes."""
    return {
        name: build_second_table(_readable(answer.tableaux[name]), titles)
        for name in ("suggestions", "dispositifs")
        if answer.tableaux[name].lignes
    }


def type_label(code: str) -> str:
    """Return a type of scheme as the list of choices shows it."""
    label = vocabulary("types_dispositif").label(code)
    return label if "_" in code or code == label else f"{code} : {label}"


def no_suggestion(answer: Answer) -> str:
    """Return why there is nothing to suggest, in one sentence."""
    if answer.mesures.get("taux") is None:
        return "Sans couverture connue, aucune intercommunalité ne peut être proposée."
    if answer.mesures.get("cible") is None:
        return "Aucune cible n’est connue pour ce territoire : écrivez-en une pour voir ce qu’il reste à couvrir."
    return "La cible est atteinte : rien à ajouter."


def _covered_by(row: Mapping[str, object]) -> tuple[str, ...]:
    counted_ones, others = row["dispositifs"], row["autres"]
    names = [*(counted_ones if isinstance(counted_ones, list) else ()), *(others if isinstance(others, list) else ())]
    share = row["taux"]
    if isinstance(share, float) and 0 < share < 1:
        names.append(f"{_percent(share)} de ses habitants")
    return tuple(str(name) for name in names)


def _readable(table: Table) -> Table:
    """Return a table whose shares are percentages: people read 21,3 %, not 0,213."""
    shares = {column.nom for column in table.colonnes if column.nom.startswith("taux")}
    if not shares:
        return table
    columns = tuple(
        type(c)(c.nom, "texte", c.description.replace(", de 0 à 1", ""), c.titre) if c.nom in shares else c
        for c in table.colonnes
    )
    rows = tuple(
        Row(
            {k: _percent(v) if k in shares and isinstance(v, float) else v for k, v in row.valeurs.items()},
            row.certitude,
            row.preuves,
            row.phrase,
            row.parts,
        )
        for row in table.lignes
    )
    return Table(columns, rows, table.titre)


def declared_beside(answer: Answer, titles: Mapping[str, str]) -> TableView:
    """Return the computed rate and the declared ones, side by side."""
    table = _readable(Table(answer.colonnes, answer.lignes, "Calculé et déclaré, côte à côte"))
    return build_table(table.colonnes, table.lignes, titles, title=table.titre, title_from=("observation",))


def band_sentence(counts: Sequence[StateCount]) -> str:
    """Return the counts of the states in one sentence, for who does not see the looks."""
    return sentence(", ".join(f"{item.text} : {counted(item.count, 'ligne')}" for item in counts)) if counts else ""


def _percent(share: float) -> str:
    return f"{number(share * 100, 1)}{NBSP}%"
