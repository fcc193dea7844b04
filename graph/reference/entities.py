"""Turn the reference into nodes and relationships of the graph, by whole régions. Opens no store."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph.reference.loader import load_reference
from graph.reference.records import POPULATION_VINTAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from graph.reference.loader import Reference
    from graph.reference.records import Commune, Perimetre

COG_VINTAGE = "COG 2026"

Value = str | int | float | list[str]


@dataclass(frozen=True, slots=True)
class ReferenceNode:
    """Describe one `Territoire` node; a property that is not known is left out, never empty."""

    id: str
    properties: dict[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReferenceRelationship:
    """Describe one relationship between two territories, by their identifiers."""

    type: str
    start: str
    end: str
    properties: dict[str, Value] = field(default_factory=dict)


Entities = tuple[list[ReferenceNode], list[ReferenceRelationship]]


def reference_entities(regions: Iterable[str]) -> Entities:
    """
    Return the official territories of whole régions, ready for the graph.

    Parameters
    ----------
    regions
        Région codes, for instance `["53"]`.

    Returns
    -------
    nodes
        Communes, EPCI with a commune there, départements and régions, sorted by identifier. An EPCI
        that crosses the border brings all its communes, with their département and région, but not
        the rest of these (see `partial_territories`).
    relationships
        Sorted by type, start and end. INCLUS_DANS: commune to EPCI and to département, EPCI to
        département when entirely inside one, département to région. CHEVAUCHE: EPCI over several
        départements to each of them, over several régions to each of them, with `part`, the share
        (0 to 1) of the EPCI's RP2023 population that lives there.

    Raises
    ------
    KeyError
        If a région code is unknown.
    """
    reference = load_reference()
    communes = _communes_of_regions(reference, regions)
    nodes = [_commune_node(reference, commune) for commune in communes]
    links = [
        ReferenceRelationship("INCLUS_DANS", f"COM-{commune.code}", f"DEP-{commune.departement}")
        for commune in communes
    ]
    links += [
        ReferenceRelationship("INCLUS_DANS", f"COM-{commune.code}", f"EPCI-{commune.epci}")
        for commune in communes
        if commune.epci
    ]
    for siren in {commune.epci for commune in communes if commune.epci}:
        epci = reference.epci[siren]
        properties: dict[str, Value] = {"nature_epci": epci.type}
        if epci.nom != epci.nom_court:
            properties["alias"] = [epci.nom]
        nodes.append(_node(f"EPCI-{siren}", epci.nom_court, "epci", siren, properties))
        links += _epci_links(reference, siren)
    for code in {commune.departement for commune in communes}:
        departement = reference.departements[code]
        nodes.append(_node(f"DEP-{code}", departement.nom, "departement", code))
        links.append(ReferenceRelationship("INCLUS_DANS", f"DEP-{code}", f"REG-{departement.region}"))
    nodes += [
        _node(f"REG-{code}", reference.regions[code].nom, "region", code)
        for code in {commune.region for commune in communes}
    ]
    return _sorted(nodes, links)


def partial_territories(regions: Iterable[str]) -> frozenset[str]:
    """
    Return the territories that `reference_entities` brings without all their communes.

    Parameters
    ----------
    regions
        Région codes.

    Returns
    -------
    identifiers
        Neighbouring départements and régions (`DEP-…`, `REG-…`), present only for the communes of an
        EPCI across the border: a total or a coverage rate over them would be wrong.

    Raises
    ------
    KeyError
        If a région code is unknown.
    """
    reference = load_reference()
    wanted = set(regions)
    brought = _communes_of_regions(reference, wanted)
    outside = [commune for commune in brought if commune.region not in wanted]
    departements = {f"DEP-{commune.departement}" for commune in outside}
    return frozenset(departements | {f"REG-{commune.region}" for commune in outside})


def perimetre_entities(territoire_ids: Iterable[str]) -> Entities:
    """
    Return the named perimeters asked for, ready for the graph.

    Parameters
    ----------
    territoire_ids
        Identifiers (`terr:…`); those the reference does not know are left out.

    Returns
    -------
    nodes
        One per known perimeter, with what its source declares, sorted by identifier.
    relationships
        INCLUS_DANS from each member to the perimeter, sorted; the members' own nodes come from
        `reference_entities`. `derivation` is `inferee` where the composition was put together.
    """
    known = load_reference().perimetres
    wanted = [known[identifier] for identifier in set(territoire_ids) if identifier in known]
    nodes = [_perimetre_node(perimetre) for perimetre in wanted]
    links = [
        ReferenceRelationship("INCLUS_DANS", member, perimetre.territoire_id, _membership(perimetre))
        for perimetre in wanted
        for member in perimetre.membres
    ]
    return _sorted(nodes, links)


def _communes_of_regions(reference: Reference, regions: Iterable[str]) -> list[Commune]:
    """Return the communes of the régions, and those of the EPCI that cross their border."""
    inside = {code for region in regions for code in reference.communes_by_region[region]}
    sirens = {siren for code in inside if (siren := reference.communes[code].epci)}
    codes = inside.union(*(reference.communes_by_epci[siren] for siren in sirens))
    return [reference.communes[code] for code in sorted(codes)]


def _commune_node(reference: Reference, commune: Commune) -> ReferenceNode:
    """Build a commune's node; a count of another census than its property says carries a reserve."""
    properties: dict[str, Value] = {"siren": commune.siren}
    for vintage in POPULATION_VINTAGES:
        count = commune.population(vintage)
        if count is not None:
            properties[f"population_{vintage.lower()}"] = count
            actual = reference.actual_vintage(commune.code, vintage)
            if actual != vintage:
                properties["note_qualite"] = f"Population municipale {actual}, la dernière publiée pour ce département."
    return _node(f"COM-{commune.code}", commune.nom, "commune", commune.code, properties)


def _perimetre_node(perimetre: Perimetre) -> ReferenceNode:
    """Build a perimeter's node; declared figures stay apart from computed ones."""
    optional: dict[str, Value | None] = {
        "population_declaree": perimetre.population_declaree,
        "population_declaree_annee": perimetre.population_declaree_annee,
        "nb_communes_declare": perimetre.nb_communes_declare,
        "note_qualite": perimetre.note or None,
    }
    properties: dict[str, Value] = {
        "nom": perimetre.nom,
        "type_territoire": "pays",
        "source_perimetre": perimetre.source,
        **{name: value for name, value in optional.items() if value is not None},
    }
    return ReferenceNode(perimetre.territoire_id, properties)


def _membership(perimetre: Perimetre) -> dict[str, Value]:
    """Say how sure the membership is, and for which day it is known."""
    properties: dict[str, Value] = {
        "derivation": "explicite" if perimetre.statut == "confirme" else "inferee",
        "note": perimetre.source,
    }
    if perimetre.date:
        properties["observed_at"] = perimetre.date
    return properties


def _epci_links(reference: Reference, siren: str) -> list[ReferenceRelationship]:
    """Place an EPCI in its départements and régions, with shares of population where it crosses borders."""
    start = f"EPCI-{siren}"
    communes = [reference.communes[code] for code in reference.communes_by_epci[siren]]
    departements = _shares((f"DEP-{commune.departement}", commune) for commune in communes)
    regions = _shares((f"REG-{commune.region}", commune) for commune in communes)
    links = [
        ReferenceRelationship("CHEVAUCHE", start, end, {"part": part})
        for shares in (departements, regions)
        if len(shares) > 1
        for end, part in shares.items()
    ]
    if len(departements) == 1:
        links += [ReferenceRelationship("INCLUS_DANS", start, end) for end in departements]
    return links


def _shares(placed: Iterable[tuple[str, Commune]]) -> Mapping[str, float]:
    """Share out the RP2023 population by territory; every commune of the COG 2026 has that count."""
    counts: Counter[str] = Counter()
    for identifier, commune in placed:
        counts[identifier] += commune.pop_rp2023 or 0
    total = counts.total()
    return {identifier: count / total for identifier, count in counts.items()}


def _node(
    identifier: str, nom: str, nature: str, code: str, properties: Mapping[str, Value] | None = None
) -> ReferenceNode:
    """Build a node with what every official territory carries."""
    common: dict[str, Value] = {"nom": nom, "type_territoire": nature, "code": code, "millesime": COG_VINTAGE}
    return ReferenceNode(identifier, {**common, **(properties or {})})


def _sorted(nodes: list[ReferenceNode], links: list[ReferenceRelationship]) -> Entities:
    """Order the entities, so that the same question gives the same answer."""
    nodes.sort(key=lambda node: node.id)
    links.sort(key=lambda link: (link.type, link.start, link.end))
    return nodes, links
