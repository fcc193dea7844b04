"""Answer which share of a territory's inhabitants a type of scheme covers, and what to cover next."""

from __future__ import annotations

from collections.abc import Mapping

from graph.analysis.coverage import Coverage, coverage, suggestions
from graph.analysis.scheme_states import OVER, UNKNOWN
from graph.answer import INSUFFISANT, PARTIEL, SUFFISANT
from graph.answers.analyses.coverage_declared import find_declared, find_target
from graph.answers.analyses.coverage_rows import CoverageRows, communes_in_words
from graph.answers.analyses.inventories import Inventories
from graph.answers.context import Context
from graph.answers.outcome import Outcome, Raw
from graph.answers.parameters import Request, describe_territory
from graph.answers.sentence import agree_type, french_number, listing, of_name
from graph.model.dates import format_french, last_day


def covered_population(context: Context, request: Request, raws: Raw) -> Outcome:
    """
    Return the computed coverage, then the declared ones, ordered by date.

    Notes
    -----
    Without a complete inventory of the type, the computed rate is a lower bound and says so. A rate of 0 is only said
    when an inventory says that there is no scheme; otherwise it is not known.
    """
    territoire, code = str(request.values["territoire"]), str(request.values["type"])
    snapshot = context.snapshot(request.day, granularite=request.granularite, certitude=request.certitude)
    territories = context.territories(request.day)
    known = Inventories(context, request.day)
    inventory = known.of(territoire).get(code)
    preparing = request.values["elaboration"] == "oui"
    result = coverage(
        snapshot, territories, territoire, code, request.year, elaboration=preparing, complete=bool(inventory)
    )
    declared = find_declared(snapshot, territoire, code)
    target = find_target(request, territories, territoire, code, declared)
    write = CoverageRows(
        context, request, snapshot, territories, result, target, minimum=not inventory or bool(result.unplaced)
    )
    words = {
        "type": code,
        "un": agree_type(code, "un", "une"),
        "aucun": agree_type(code, "Aucun", "Aucune"),
        "documente": agree_type(code, "documenté", "documentée"),
        "en_vigueur": write.standing,
        "territoire": describe_territory(context, territoire),
    }
    declared_rows = [write.declared(item) for item in declared]
    if result.territory.value is None:
        return Outcome(
            rows=declared_rows,
            facts=words,
            state=INSUFFISANT,
            sentence=f"Les communes {of_name(words['territoire'])} ne sont pas connues : "
            "la part de sa population qui est couverte ne peut pas être calculée.",
        )
    warnings = _warnings(context, request, result, code, inventory)
    next_ones = suggestions(result, territories, territoire, request.year, target.share) if target else []
    certain = result.certain.value
    lost = result.rate is None
    return Outcome(
        rows=[write.computed(), *declared_rows],
        measures={
            "taux": result.rate,
            "taux_certain": certain / result.territory.value if certain is not None and not lost else None,
            "population_couverte": result.covered.value,
            "population": result.territory.value,
            "millesime": result.territory.vintage,
            "cible": target.share if target else None,
            "ecart_points": write.gap(result.rate),
            "population_restante": write.left,
            "n_dispositifs": len(result.counted) or None,
            "n_communes": len(result.shares) or None,
            "n_suggestions": len(next_ones) if target and not lost else None,
        },
        tables={
            "suggestions": [write.suggestion(rank, item) for rank, item in enumerate(next_ones, start=1)],
            "dispositifs": write.schemes(),
            "epci": write.areas(territoire, known),
        },
        facts={**words, "debut": write.start(), "manque": write.missing()},
        state=INSUFFISANT if lost else PARTIEL if warnings else SUFFISANT,
        sentence=_nothing(context, request, result, words) if lost else None,
        warnings=warnings,
    )


def _warnings(context: Context, request: Request, result: Coverage, code: str, inventory: str | None) -> list[str]:
    """Say what makes the computed rate smaller, or less sure, than it looks."""
    found = []
    if not inventory:
        found.append(
            f"Aucun inventaire complet des {code} n’est enregistré pour ce territoire : "
            f"{_least(result)}d’autres dispositifs peuvent exister."
        )
    if result.unplaced:
        names = listing(context.names_for(scheme.dispositif_id for scheme in result.unplaced), 8)
        found.append(
            f"Leurs communes ne sont pas toutes connues : {names}. Ils ne sont pas comptés, ou pas en entier, "
            "et une intercommunalité suggérée peut déjà être couverte."
        )
    if result.blank:
        names = listing(context.names_for(scheme.dispositif_id for scheme in result.blank), 8)
        found.append(f"Hors du calcul, et leurs communes ne sont pas connues : {names}.")
    lost = _without_perimeter(context, request, code)
    if lost:
        found.append(f"Sans périmètre connu, et donc hors du calcul : {listing(lost, 8)}.")
    met = (*result.schemes, *result.blank)
    over = [scheme.dispositif_id for scheme in met if scheme.etat == OVER]
    if over:
        found.append(f"Date de fin passée, hors du calcul, à vérifier : {listing(context.names_for(over), 8)}.")
    blurred = [scheme.dispositif_id for scheme in met if scheme.etat == UNKNOWN]
    if blurred:
        found.append(f"Étape et dates non documentées, hors du calcul : {listing(context.names_for(blurred), 8)}.")
    if result.territory.missing:
        number = communes_in_words(len(result.territory.missing))
        found.append(f"{number} sans population dans le recensement {result.territory.vintage}.")
    if not result.territory.exact_vintage:
        found.append(
            "Le recensement en vigueur à cette date n’est pas dans le référentiel : "
            f"{result.territory.vintage}, le plus proche."
        )
    return found


def _least(result: Coverage) -> str:
    """Say that the computed rate is a lower bound, when there is one and it can be greater."""
    return "" if result.rate is None or result.rate >= 1 else "le taux calculé est un minimum, "


def _without_perimeter(context: Context, request: Request, code: str) -> list[str]:
    """Return the names of the schemes of the type, not past their end, that no perimeter places anywhere."""
    placed = {link.start for link in context.facts.links("COUVRE")}
    found = []
    for id_, properties in context.facts.nodes("Dispositif").items():
        if properties.get("type_dispositif") == code and id_ not in placed:
            end = properties.get("date_fin")
            if not (request.day and end and last_day(str(end)) < request.day):
                found.append(str(properties.get("nom")))
    return found


def _nothing(context: Context, request: Request, result: Coverage, words: Mapping[str, str]) -> str:
    when = "toutes dates confondues" if request.day is None else f"au {format_french(request.day)}"
    none = f"{words['aucun']} {words['type']} {words['en_vigueur']}"
    if result.unplaced:
        names = listing(context.names_for(scheme.dispositif_id for scheme in result.unplaced))
        return (
            f"{none} dont les communes sont connues n’est {words['documente']} pour {words['territoire']} {when} : "
            f"la part couverte ne peut pas être calculée. Documenté, mais sans la liste de ses communes : {names}."
        )
    inhabitants = french_number(result.territory.value)
    return (
        f"{none} n’est {words['documente']} pour {words['territoire']} {when} ({inhabitants} habitants) : "
        "la part couverte n’est pas connue. Non documenté ne veut pas dire absent."
    )
