"""Answer what changed between two days: statements, objects, actors, ties, measures of the network, articulations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from graph.analysis.evolution import KINDS, Changes, changes, stock
from graph.answer import INSUFFISANT, PARTIEL, SUFFISANT, Row
from graph.answers.analyses.evolution_network import ENTERED, LEFT, Compared
from graph.answers.analyses.evolution_rows import change_row, in_order, object_rows
from graph.answers.analyses.evolution_scope import Area, natures
from graph.answers.analyses.evolution_words import (
    actor_warnings,
    after_the_sources,
    answer_sentence,
    faded_warnings,
    nothing_before,
    tie_warnings,
    warnings,
    wrong_period,
)
from graph.answers.context import Context
from graph.answers.outcome import Outcome, Raw
from graph.answers.parameters import Request
from graph.certainty import ALL_DATES, Certitude, counts_in_metrics


def evolution(context: Context, request: Request, raws: Raw) -> Outcome:
    """
    Return one row per statement that began, ended or was discovered between two days.

    Objects, actors, ties, measures of the network and levels of articulation are in tables of their own. Before the
    first dated statement of the scope there is no network to compare with.
    """
    start = None if request.values["debut"] == ALL_DATES else str(request.values["debut"])
    end = request.day
    reason = wrong_period(start, end)
    if reason or start is None or end is None:
        return Outcome(rows=(), state=INSUFFISANT, sentence=reason)
    area = Area(context, request)
    reason = nothing_before(area.first_dated, end, len(area.links))
    if reason:
        return Outcome(rows=(), state=INSUFFISANT, sentence=reason)
    counted = [link for link in area.links if counts_in_metrics(link.properties)]
    found = changes(counted, start, end, area.known_since)
    held = stock(counted, start, end, found)
    waiting = changes(
        [link for link in area.links if not counts_in_metrics(link.properties)], start, end, area.known_since
    )
    rows = _kept(request, (change_row(context, item) for item in found.found))
    apart = _kept(request, (change_row(context, item) for item in waiting.found))
    counts = Counter(row.valeurs["changement"] for row in rows)
    maybe = sum(bool(row.valeurs["peut_etre"]) for row in rows)
    said = [
        *after_the_sources(context.newest_source, end),
        *warnings(found, len(area.links), len(apart), area.first_dated, start),
        *faded_warnings((held.sure_before, held.sure_after), (held.before, held.after), held.faded),
    ]
    tables: dict[str, Sequence[Row]] = {
        "natures": _by_nature(rows),
        "objets": object_rows(context, area.objects(), start, end),
        "possibles": _kept(request, (change_row(context, item) for item in found.possible)),
        "en_attente": apart,
    }
    figures = _figures(counts, maybe, found, apart)
    figures |= {
        "n_en_vigueur_debut": held.before,
        "n_en_vigueur_fin": held.after,
        "n_certains_debut": held.sure_before,
        "n_certains_fin": held.sure_after,
        "n_plus_certains": held.faded,
    }
    if area.first_dated and start >= area.first_dated:
        compared = Compared(context, request, area, start, end)
        tables |= {
            "acteurs": compared.actors(),
            "liens_acteurs": compared.pairs(),
            "mesures_reseau": compared.measures(),
            "articulations": compared.levels(),
        }
        figures |= _network_figures(compared, tables["acteurs"])
        first, second = compared.moments
        sizes, there = (first.network.size, second.network.size), (len(first.actors), len(second.actors))
        said += compared.main_contexts()
        said += tie_warnings(compared.ties.jaccard, sizes, compared.undated, compared.ties.kept)
        said += actor_warnings(sizes, there)
    return Outcome(
        rows=rows,
        measures=figures,
        tables=tables,
        state=PARTIEL if said else SUFFISANT,
        sentence=answer_sentence(start, counts, maybe),
        warnings=said,
    )


def _kept(request: Request, rows: Any) -> list[Row]:
    """Return the rows that are sure enough for the request, in order."""
    return in_order(row for row in rows if request.keeps(row.certitude))


def _figures(counts: Mapping[str, int], maybe: int, found: Changes, apart: Sequence[Row]) -> dict[str, Any]:
    created, ended, discovered = (counts[kind] for kind in KINDS)
    return {
        "n_crees": created,
        "n_termines": ended,
        "n_decouverts": discovered,
        "n_peut_etre": maybe,
        "n_possibles": len(found.possible),
        "n_en_attente": len(apart),
        "n_sans_debut": len(found.undated),
        "n_sans_date": len(found.lost),
        "n_connus_apres": len(found.late),
    }


def _network_figures(compared: Compared, actors: Sequence[Row]) -> dict[str, Any]:
    first, second = (moment.network for moment in compared.moments)
    moves = Counter(row.valeurs["changement"] for row in actors)
    return {
        "J": None if compared.ties.jaccard is None else round(compared.ties.jaccard, 6),
        "n_liens_debut": first.graph.number_of_edges(),
        "n_liens_fin": second.graph.number_of_edges(),
        "n_liens_communs": compared.ties.kept,
        "n_liens_apparus": len(compared.ties.appeared),
        "n_liens_disparus": len(compared.ties.gone),
        "n_acteurs_debut": len(compared.moments[0].actors),
        "n_acteurs_fin": len(compared.moments[1].actors),
        "n_acteurs_entres": moves[ENTERED],
        "n_acteurs_sortis": moves[LEFT],
    }


def _by_nature(rows: Sequence[Row]) -> list[Row]:
    """Return how many statements of each chapter of the model changed, in the order of the model."""
    found: dict[str, Counter[str]] = {nature: Counter() for nature in natures()}
    for row in rows:
        found[row.valeurs["nature"]][row.valeurs["changement"]] += 1
    return [
        Row({"nature": nature, **{kind: counts[kind] for kind in KINDS}}, Certitude.CERTAIN)
        for nature, counts in found.items()
        if counts
    ]
