"""Map how many schemes cover each commune of a territory on two dates, on one scale."""

from __future__ import annotations

from dataclasses import replace

from app.exports.documents.desk import desk_of
from app.exports.documents.maps import around_of, coverage_layer
from app.view_models.map_layers import CoverageLayer
from app.view_models.typography import day
from graph.answers.context import Context


def coverage_pair(context: Context, territoire: str, days: tuple[str, str]) -> tuple[CoverageLayer, CoverageLayer]:
    """
    Return two maps of one territory.

    Parameters
    ----------
    context
        Gives the answers.
    territoire
        Id of the territory.
    days
        ISO days.
    """
    first, second = (_layer(context, territoire, date) for date in days)
    return replace(first, beside=_counts(second)), replace(second, beside=_counts(first))


def _layer(context: Context, territoire: str, date: str) -> CoverageLayer:
    desk = desk_of(context, date)
    answer = desk.asking("dispositifs_du_territoire", {"territoire": territoire})
    states = {str(row.valeurs["dispositif_id"]): str(row.valeurs["etat"]) for row in answer.lignes}
    titre = f"Nombre de dispositifs en vigueur au {day(date)}"
    return coverage_layer(desk, around_of(territoire), states, titre=titre)


def _counts(layer: CoverageLayer) -> tuple[int, ...]:
    return tuple(sorted({count for count in layer.counts.values() if count is not None}))
