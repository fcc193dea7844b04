"""Check perimeters: population against the norm, several régions, none at all (R8, R10, R17)."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model.norms import norms
from graph.model.vocabularies import vocabulary
from graph.reference.loader import load_reference, vintage_for
from ingest.facts import Facts
from ingest.issues import Issue, problem
from ingest.limits import thousands

_POPULATION_NORM = "POP_MIN_CLS"
_WITH_PERIMETER = frozenset({"CLS", "CPTS", "CLSM", "PTSM", "DAC", "PTA", "C360", "ATS", "CLIC", "MAIA"})
"""Types of scheme that are defined by a territory."""


def small_populations(facts: Facts) -> Iterator[Issue]:
    """Warn of a scheme whose inhabitants are fewer than the norm of its région (R8)."""
    for node in facts.with_label("Dispositif"):
        type_ = node.text("type_dispositif") or ""
        regions = regions_of_dispositif(facts, node.id)
        norm = next((n for n in norms() if n.code == _POPULATION_NORM and n.applies_to(type_, regions)), None)
        communes = communes_of_dispositif(facts, node.id)
        if norm is None or norm.valeur is None or not communes:
            continue
        started = node.text("date_debut") or node.text("date_signature")
        vintage = vintage_for(int(started[:4]) if started else 9999)
        counts = [load_reference().communes[code].population(vintage.code) for code in communes]
        if None in counts:
            continue
        total = sum(count for count in counts if count is not None)
        if total < norm.valeur:
            yield problem(
                "ING-407",
                node.declaring.location,
                f"{thousands(total)} habitants ({vintage.code})",
                column=node.declaring.headings.get("nom", "nom"),
                value=node.nom,
                expected=f"La norme est de {thousands(int(norm.valeur))} (« {norm.citation} »).",
            )


def several_regions(facts: Facts) -> Iterator[Issue]:
    """Warn of a perimeter that lies in several régions: several ARS, several sets of norms (R10)."""
    reference = load_reference()
    for node in facts.with_label("Dispositif"):
        regions = sorted(reference.regions[code].nom for code in regions_of_dispositif(facts, node.id))
        if len(regions) > 1:
            record = facts.leaving(node.id, "COUVRE")[0].declaring
            yield problem(
                "ING-409",
                record.location,
                f"ce périmètre est à cheval sur {', '.join(regions)}",
                column=record.headings.get("end", "vers"),
                value=node.nom,
            )


def without_perimeter(facts: Facts) -> Iterator[Issue]:
    """Warn of a scheme defined by a territory and without any (R17)."""
    terms = vocabulary("types_dispositif")
    for node in facts.with_label("Dispositif"):
        type_ = node.text("type_dispositif")
        if type_ in _WITH_PERIMETER and not facts.leaving(node.id, "COUVRE"):
            record = node.declaring
            yield problem(
                "ING-413",
                record.location,
                f"aucun territoire n’est donné pour ce dispositif ({terms.label(type_)})",
                column=record.headings.get("nom", "nom"),
                value=node.nom,
            )


def communes_of_dispositif(facts: Facts, id_: str) -> frozenset[str]:
    """Return the codes of the communes covered, exceptions removed; empty as soon as one territory is unknown."""
    reference = load_reference()
    covered: set[str] = set()
    excluded: set[str] = set()
    for edge in facts.leaving(id_, "COUVRE"):
        communes = _communes(facts, edge.end)
        if not communes:
            return frozenset()
        (excluded if edge.number("part") == 0 else covered).update(communes)
    return frozenset(code for code in covered - excluded if code in reference.communes)


def regions_of_dispositif(facts: Facts, id_: str) -> frozenset[str]:
    """Return the codes of the régions that the covered territories touch, as far as they are known."""
    reference = load_reference()
    codes: set[str] = set()
    for edge in facts.leaving(id_, "COUVRE"):
        if edge.number("part") != 0:
            codes |= {reference.communes[code].region for code in _communes(facts, edge.end)}
    return frozenset(codes)


def _communes(facts: Facts, territory: str) -> frozenset[str]:
    """Return the communes of a territory, from the reference or from what the files say it is made of."""
    reference = load_reference()
    known = reference.communes_of(territory)
    if known:
        return known
    members = {edge.start for edge in facts.reaching(territory, "INCLUS_DANS")}
    return frozenset(code for member in members for code in reference.communes_of(member))
