"""Find the coverage that documents declare for a territory, and the share that it set out to reach."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.answers.errors import BadParameter
from graph.answers.parameters import Request
from graph.answers.sentence import listing
from graph.model.dates import format_french
from graph.model.norms import Norme, norms
from graph.model.vocabularies import vocabulary
from graph.reference.loader import load_reference
from graph.snapshot import Fact, Snapshot
from graph.territory import Territories

GOAL = "objectif"
"""Status of an observation that says what should be, not what is."""

_TARGET_NORM = "COUVERTURE_CIBLE_PCT"


@dataclass(frozen=True, slots=True)
class Target:
    """Hold the share to reach, 0 to 1, and the French words that say who set it."""

    share: float
    origin: str


@dataclass(frozen=True, slots=True)
class Declared:
    """Hold a rate that a document declares for the territory, with its statements."""

    id: str
    properties: Mapping[str, Any]
    facts: tuple[Fact, ...]

    @property
    def day(self) -> str:
        """Return its date as written, or an empty text."""
        return str(self.properties.get("date") or self.properties.get("date_debut") or "")

    @property
    def share(self) -> float | None:
        """Return the rate, 0 to 1; None when the document gives an interval."""
        value = self.properties.get("valeur")
        return None if value is None else float(value) / 100


def find_declared(snapshot: Snapshot, territoire_id: str, code: str) -> list[Declared]:
    """Return the rates of coverage by a type that documents declare for the territory itself, by date then id."""
    words = {code.casefold(), _fold(vocabulary("types_dispositif").label(code))}
    observations = snapshot.nodes("Observation")
    found = []
    for id_ in {fact.start for fact in snapshot.into(territoire_id, "MESURE")}:
        properties = observations.get(id_, {})
        name = _fold(str(properties.get("nom", "")))
        if properties.get("unite") != "%" or not re.search(r"\bpopulation\b.*\bcouverte\b", name):
            continue
        if any(re.search(rf"\b{re.escape(word)}\b", name) for word in words):
            facts = tuple(fact for fact in snapshot.out_of(id_, "MESURE") if fact.end == territoire_id)
            found.append(Declared(id_, properties, facts))
    return sorted(found, key=lambda item: (item.day, item.id))


def find_target(
    request: Request, territories: Territories, territoire_id: str, code: str, declared: Sequence[Declared]
) -> Target | None:
    """
    Return the target given, else the norm of the région, else the newest goal that a document declares.

    Raises
    ------
    BadParameter
        If the target given is not above 0 and at most 100 %.
    """
    given = request.values.get("cible")
    if given is not None:
        if not 0 < float(given) <= 100:
            raise BadParameter(
                "cible", "La cible est plus grande que 0 et va jusqu’à 100 %.", "-p cible=90 ou -p cible=0,9"
            )
        value = float(given)
        return Target(value if value <= 1 else value / 100, "cible choisie")
    regions = territories.regions(territoire_id)
    for norm in norms():
        if norm.code == _TARGET_NORM and norm.valeur is not None and norm.applies_to(code, regions):
            return Target(norm.valeur / 100, _origin(norm, regions))
    goals = [item for item in declared if item.properties.get("statut") == GOAL and item.share is not None]
    if not goals:
        return None
    newest = max(goals, key=lambda item: (item.day, item.id))
    return Target(newest.share or 0.0, f"cible déclarée pour {format_french(newest.day)}")


def _origin(norm: Norme, regions: frozenset[str]) -> str:
    names = [load_reference().regions[code].nom for code in sorted(regions & set(norm.regions))]
    return f"cible de la région {listing(names)}" if names else "cible nationale"


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).replace("’", "'")
