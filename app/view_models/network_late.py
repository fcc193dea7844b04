"""
Count the ties that the measures keep and the picture leaves out: what the two actors share had not begun at the day.

A measure judges a link by its own dates: without any, it is uncertain, and counts. The picture does not draw what its
documents say begins later. Both are right; the reader is told by how much they differ.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import networkx as nx

from app.view_models.typography import typeset
from graph.answers.sentence import fill
from graph.model.dates import first_day
from graph.snapshot import Snapshot
from graph.ties import Shared

_FRAMES: Final = ("Dispositif", "Action", "Instance", "Evenement")
"""What actors share."""
_STARTS: Final = ("date_debut", "date_signature", "date_creation", "date")
"""Properties that hold a first day, as the picture reads them."""


def late_ties(snapshot: Snapshot, graph: nx.Graph[str], day: str) -> int:
    """
    Return how many ties rest only on undated links to what had not begun.

    Parameters
    ----------
    snapshot
        The graph at the day.
    graph
        Network of actors (see `graph.ties.ties`).
    day
        ISO day.
    """
    return sum(all(_late(snapshot, reason, day) for reason in data["shared"]) for _, _, data in graph.edges(data=True))


def late_sentence(count: int) -> str:
    """Say how many ties the picture does not draw, or nothing."""
    if not count:
        return ""
    said = fill(
        "{k:lien ne tient|liens ne tiennent} qu’à ce qui commence après cette date, d’après sa fiche (dispositif, "
        "action, instance ou événement). Rien ne date ce que chacun y fait : cela compte dans les mesures, comme "
        "incertain, et n’est pas dessiné dans l’image.",
        {"k": count},
    )
    return typeset(said)


def _late(snapshot: Snapshot, reason: Shared, day: str) -> bool:
    if reason.context_id is None or any(fact.properties.get("valid_from") for fact in reason.facts):
        return False
    starts = _begins(snapshot, reason.context_id)
    return bool(starts) and starts > day


def _begins(snapshot: Snapshot, identifier: str) -> str:
    """Return the first possible day of what is shared: its own, else that of the earliest of its schemes."""
    own = next((day for label in _FRAMES if (day := _start(snapshot.nodes(label).get(identifier, {})))), "")
    if own:
        return own
    starts = [_start(snapshot.nodes("Dispositif").get(id_, {})) for id_ in snapshot.schemes_of.get(identifier, ())]
    return min(starts) if starts and all(starts) else ""


def _start(properties: Mapping[str, Any]) -> str:
    known = next((str(properties[name]) for name in _STARTS if properties.get(name)), "")
    return first_day(known) if known else ""
