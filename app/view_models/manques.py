"""Show what a territory covers and what it lacks: figures, states with their looks, maps, tables by nature."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from app.view_models.map_layers import CoverageLayer, StatesLayer
from app.view_models.map_looks import Look, state_looks
from app.view_models.table import TableView, build_second_table, build_table
from app.view_models.terms import PRESENCES
from app.view_models.typography import NBSP, number
from graph.analysis.coverage import Coverage
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
_HEADINGS: Final[Mapping[str, Mapping[str, str]]] = {
    TYPES: {"objet": "Type de dispositif", "groupe": "Sigle"},
    NEEDS: {"objet": "Besoin", "groupe": "Thèmes", "proche": "Action la plus proche", "projet": "Action en projet"},
    THEMES: {"objet": "Thème", "proche": "Action la plus proche", "projet": "Action en projet"},
    PUBLICS: {"objet": "Public", "proche": "Action la plus proche", "projet": "Action en projet"},
    ACTORS: {"objet": "Acteur", "groupe": "Sorte d’acteur"},
    BODIES: {"objet": "Organisme", "groupe": "Niveau"},
}
_NO_ABSENCE: Final = "Ce n’est pas une absence."
_HELPS: Final[Mapping[str, Mapping[str, str]]] = {
    NEEDS: {
        "present": "Une action de même thème est en vigueur.",
        "en_projet": "Une action de même thème est seulement en projet.",
        "non_documente": f"Aucune action de même thème n’est documentée. {_NO_ABSENCE}",
    },
    THEMES: {
        "present": "Une action ou un dispositif le traite.",
        "en_projet": "Une action qui le traite est seulement en projet.",
        "non_documente": f"Aucune action documentée ne le traite. {_NO_ABSENCE}",
    },
    PUBLICS: {
        "present": "Une action ou un dispositif s’adresse à lui.",
        "en_projet": "Une action qui s’adresse à lui est seulement en projet.",
        "non_documente": f"Aucune action documentée ne s’adresse à lui. {_NO_ABSENCE}",
    },
    ACTORS: {
        "present": "Un rôle ou un lien les rattache ; ils ne sont pas listés.",
        "en_projet": "Leur rôle est seulement en projet, ou commence plus tard.",
        "non_documente": f"Aucun rôle ni lien n’est documenté à cette date. {_NO_ABSENCE}",
    },
    BODIES: {
        "present": "L’organisme compétent est documenté.",
        "non_documente": "La base ne dit pas quel organisme est compétent.",
    },
}
"""What each state means for a nature, where the common words would mislead."""

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
    """
    Return the states with how many rows each has, what exists first.

    A state of no row is left out, but for types of scheme: there « absent confirmé » is told even when it has none.
    """
    nature = str(answer.parametres["nature"])
    looks = {look.code: look for look in state_looks()}
    found = [str(row.valeurs.get("etat")) for row in answer.lignes]
    counts = {code: found.count(code) for code in reversed(_GAPS_FIRST)}
    if nature == ACTORS:
        # Attached actors are counted and not listed.
        counts["present"] = int(answer.mesures.get("n_presents") or 0)
    told = {"absent_confirme"} if nature == TYPES and found else set()
    return tuple(
        StateCount(looks[code], PRESENCES[code].text, count, _HELPS.get(nature, {}).get(code, PRESENCES[code].help))
        for code, count in counts.items()
        if count or code in told
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
    headings = _HEADINGS[nature]
    columns = [
        replace(column, titre=headings.get(column.nom, column.titre))
        for column in answer.colonnes
        if column.nom not in _ALWAYS_OUT
    ]
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
    if sure is None:
        found.append(("?", f"d’après les seuls énoncés certains : non documenté, aucun {kind} compté n’est certain"))
    elif sure < rate:
        found.append((_percent(sure), "d’après les seuls énoncés certains"))
    if measures.get("cible") is not None:
        gap, goal = measures["ecart_points"], _percent(measures["cible"])
        missing = (f"{number(gap, 1)}{NBSP}points", f"jusqu’à la cible de {goal}")
        found.append(missing if gap else (goal, "cible atteinte"))
    return tuple(found)


def coverage_map(
    kind: str,
    result: Coverage,
    communes: frozenset[str],
    none: frozenset[str],
    names: Mapping[str, str],
    *,
    standing: str = "en vigueur",
    around: Mapping[str, Sequence[str]] | None = None,
) -> CoverageLayer:
    """
    Return the map of how many schemes cover each commune.

    Parameters
    ----------
    kind
        Type of scheme.
    result
        Coverage of the territory.
    communes
        Codes of its communes.
    none
        Codes of those where a complete inventory says that there is no scheme: elsewhere silence is not zero.
    names
        Names of the schemes by id.
    standing
        What makes a scheme count, in words.
    around
        What is known of the other schemes, in words, by code of commune.
    """
    covered: dict[str, list[str]] = {}
    for scheme in result.counted:
        for code, share in scheme.inside.shares.items():
            part = "" if share == 1 else f" ({_percent(share)} de la commune)"
            covered.setdefault(f"COM-{code}", []).append(f"{names.get(scheme.dispositif_id, '')}{part}")
    counts = {
        id_: len(covered[id_]) if id_ in covered else 0 if code in none else None
        for code in sorted(communes)
        for id_ in [f"COM-{code}"]
    }
    return CoverageLayer(
        titre=f"{kind} {standing} par commune",
        counts=counts,
        covered_by=covered,
        noun=kind,
        plural=kind,
        standing=standing,
        others={f"COM-{code}": said for code, said in (around or {}).items()},
    )


def states_map(answer: Answer) -> StatesLayer:
    """Return the map of the state of a type of scheme in each intercommunalité."""
    kind = str(answer.parametres["type"])
    rows = [row.valeurs for row in answer.tableaux["epci"].lignes]
    return StatesLayer(
        titre=f"{kind} : présent, absent confirmé ou non documenté",
        states={str(row["territoire_id"]): str(row["etat"]) for row in rows},
        details={str(row["territoire_id"]): _covered_by(row) for row in rows},
    )


def absent_areas(answer: Answer) -> tuple[str, ...]:
    """Return the ids of the places where an inventory says that there is no scheme of the type."""
    rows = answer.tableaux["epci"].lignes
    return tuple(str(row.valeurs["territoire_id"]) for row in rows if row.valeurs["etat"] == "absent_confirme")


def others_by_area(answer: Answer) -> Mapping[str, Sequence[str]]:
    """Return what is known of the schemes that do not count, in words, by place."""
    rows = (row.valeurs for row in answer.tableaux["epci"].lignes)
    return {str(row["territoire_id"]): tuple(map(str, row["autres"])) for row in rows if row["autres"]}


def has_map(answer: Answer) -> bool:
    """Tell whether a coverage has several places to draw."""
    return len(answer.tableaux["epci"].lignes) > 1


def coverage_tables(answer: Answer, titles: Mapping[str, str]) -> Mapping[str, TableView]:
    """Return the tables of a coverage that hold something, by name: suggestions, then schemes."""
    found = {}
    for name, left_out in (("suggestions", ()), ("dispositifs", ("cycle", "compte"))):
        table = _readable(answer.tableaux[name])
        if table.lignes:
            found[name] = build_table(
                table.colonnes, table.lignes, titles, title=table.titre, certainty=False, left_out=frozenset(left_out)
            )
    return found


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
    """Return a table whose shares are percentages and whose gaps have one decimal: people read 21,3 %, not 0,213."""
    shares = {column.nom for column in table.colonnes if column.nom.startswith("taux")}

    def cell(name: str, value: object) -> object:
        if not isinstance(value, float):
            return value
        return _percent(value) if name in shares else round(value, 1)

    return Table(
        tuple(replace(column, type="texte") if column.nom in shares else column for column in table.colonnes),
        tuple(
            replace(row, valeurs={name: cell(name, value) for name, value in row.valeurs.items()})
            for row in table.lignes
        ),
        table.titre,
    )


def declared_beside(answer: Answer, titles: Mapping[str, str]) -> TableView:
    """Return the computed rate and the declared ones, side by side."""
    table = _readable(Table(answer.colonnes, answer.lignes, "Calculé et déclaré, côte à côte"))
    return build_table(table.colonnes, table.lignes, titles, title=table.titre, title_from=("observation",))


def _percent(share: float) -> str:
    percent = round(share * 100, 1)
    return f"{number(percent, 0 if percent == round(percent) else 1)}{NBSP}%"
