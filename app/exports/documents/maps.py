"""Choose what the map of a document shows, commune by commune, from perimeters the answers rest on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from app.exports.documents.desk import Desk
from app.view_models.map_layers import CoverageLayer, StatesLayer
from graph.reference.loader import load_reference

_NOT_COUNTED: Final = {"en_projet": "en projet", "terme_depasse": "au terme dépassé", "non_documente": "sans date"}


def around_of(territoire: str) -> str:
    """Return the territory that a map shows: of a commune alone, its intercommunalité."""
    if not territoire.startswith("COM-"):
        return territoire
    commune = load_reference().communes.get(territoire.removeprefix("COM-"))
    return f"EPCI-{commune.epci}" if commune and commune.epci else territoire


def coverage_layer(
    desk: Desk, territoire: str, states: Mapping[str, str], *, titre: str, standing: str = "en vigueur"
) -> CoverageLayer:
    """
    Return how many schemes cover each commune of a territory.

    Parameters
    ----------
    desk
        Where perimeters are read.
    territoire
        Territory shown.
    states
        State of each scheme, by id; only those that are present are counted, the others are said.
    titre
        Heading.
    standing
        What makes one count, in words.
    """
    communes = desk.context.territories(desk.day).communes(territoire)
    covered = schemes_of(desk, [id_ for id_, state in states.items() if state == "present"])
    others = {
        name: schemes_of(desk, [id_ for id_, state in states.items() if state == code])
        for code, name in _NOT_COUNTED.items()
    }
    ids = [f"COM-{code}" for code in sorted(communes)]
    return CoverageLayer(
        titre=titre,
        counts={id_: len(covered[id_]) if id_ in covered else None for id_ in ids},
        covered_by={id_: covered[id_] for id_ in ids if id_ in covered},
        standing=standing,
        others={
            id_: [f"{name} ({said})" for said, found in others.items() for name in found.get(id_, ())] for id_ in ids
        },
    )


def presence_layer(desk: Desk, schemes: Iterable[str], zones: Iterable[str], *, titre: str) -> CoverageLayer:
    """
    Return in how many schemes somebody holds a role, commune by commune of the schemes and of its own zones.

    Parameters
    ----------
    desk
        Where perimeters are read.
    schemes
        Schemes where a role is documented.
    zones
        Territories where the actor is said to act.
    titre
        Heading.
    """
    covered = schemes_of(desk, schemes)
    territories = desk.context.territories(desk.day)
    own = {f"COM-{code}" for zone in zones for code in territories.communes(zone)}
    ids = sorted(own | set(covered))
    return CoverageLayer(
        titre=titre,
        counts={id_: len(covered[id_]) if id_ in covered else None for id_ in ids},
        covered_by=covered,
        standing="où il agit",
    )


def perimeter_layer(desk: Desk, dispositif: str, state: str, *, titre: str) -> StatesLayer:
    """Return the communes that a scheme covers, in the state the scheme is in."""
    shares = desk.context.perimeter(dispositif, desk.day).shares
    return StatesLayer(titre=titre, states={f"COM-{code}": state for code in sorted(shares)})


def schemes_of(desk: Desk, schemes: Iterable[str]) -> dict[str, list[str]]:
    """Return the names of the schemes that cover each commune, by id of commune, in the order given."""
    found: dict[str, list[str]] = {}
    for id_ in schemes:
        name = desk.context.name_of.get(id_, id_)
        for code in desk.context.perimeter(id_, desk.day).shares:
            found.setdefault(f"COM-{code}", []).append(name)
    return found
