"""Check signatories, steering committees, leads and announced numbers (R5, R6, R9, R14)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from graph.model.dates import first_day, last_day
from graph.model.norms import Norme, norms
from graph.reference.loader import load_reference
from ingest.facts import Facts, NodeFact
from ingest.issues import Issue, problem
from ingest.rules.territory import regions_of_dispositif

_COPIL_NORM = "COPIL_MIN_PAR_AN"


def absent_signatories(facts: Facts) -> Iterator[Issue]:
    """Warn of signatories that do not sit in the steering committee, when its members are documented (R5)."""
    for node in facts.with_label("Dispositif"):
        members = {edge.start for copil in _copils(facts, node) for edge in facts.reaching(copil.id, "EST_MEMBRE")}
        if not members:
            continue
        present = {parent for member in members for parent in _stands_for(facts, member)}
        for edge in facts.reaching(node.id, "SIGNE"):
            if not _stands_for(facts, edge.start) & present:
                record = edge.declaring
                yield problem(
                    "ING-406",
                    record.location,
                    f"ce signataire n’est pas parmi les membres du COPIL de « {node.nom} »",
                    column=record.headings.get("start", "de"),
                    value=facts.name_of(edge.start),
                )


def without_pilot(facts: Facts) -> Iterator[Issue]:
    """Warn of actions that nobody leads (R6); an orientation has no lead yet."""
    for node in facts.with_label("Action"):
        if node.text("niveau") != "orientation" and not facts.reaching(node.id, "PILOTE"):
            record = node.declaring
            yield problem(
                "ING-304",
                record.location,
                "aucun pilote n’est donné dans le fichier",
                column=record.headings.get("nom", "nom"),
                value=node.nom,
            )


def rare_meetings(facts: Facts) -> Iterator[Issue]:
    """Warn of steering committees with fewer documented meetings in 12 months than the norm (R9)."""
    for node in facts.with_label("Dispositif"):
        norm = _copil_norm(node, facts)
        if norm is None or norm.valeur is None:
            continue
        for copil in _copils(facts, node):
            days = sorted(
                first_day(day)
                for edge in facts.reaching(copil.id, "CONCERNE")
                if (event := facts.nodes.get(edge.start)) and (day := event.text("date"))
            )
            recent = [day for day in days if day > _a_year_before(days[-1])]
            if len(recent) < norm.valeur:
                record = copil.declaring
                said = f"{len(recent)} réunion documentée en 12 mois" if recent else "aucune réunion documentée"
                yield problem(
                    "ING-408",
                    record.location,
                    said,
                    column=record.headings.get("nom", "nom"),
                    value=copil.nom,
                    expected=f"La norme est de {norm.valeur:g} par an (« {norm.citation} »).",
                )


_ANNOUNCED = ("nb_actions_declare", "nb_reunions", "nb_epci", "nb_communes")


def announced_numbers(facts: Facts) -> Iterator[Issue]:
    """Warn of a number that the source announces and the described objects do not reach (R14)."""
    reference = load_reference()
    for node in facts.nodes.values():
        if not any(name in node.properties for name in _ANNOUNCED):
            continue
        actions = [e for e in facts.leaving(node.id, "COMPREND") if "Action" in facts.labels_of(e.end)]
        yield from _compare(node, "nb_actions_declare", len(actions), "action")
        meetings = [e for e in facts.reaching(node.id, "CONCERNE") if "Evenement" in facts.labels_of(e.start)]
        yield from _compare(node, "nb_reunions", len(meetings), "réunion")
        known = reference.perimetres.get(node.id)
        members = {e.start for e in facts.reaching(node.id, "INCLUS_DANS")} | set(known.membres if known else ())
        epci = [member for member in members if member.startswith("EPCI-")]
        if epci:
            yield from _compare(node, "nb_epci", len(epci), "EPCI")
        communes = reference.communes_of(node.id) or {
            code for member in members for code in reference.communes_of(member)
        }
        if communes:
            yield from _compare(node, "nb_communes", len(communes), "commune")


def _compare(node: NodeFact, name: str, counted: int, noun: str) -> Iterator[Issue]:
    declared = node.number(name)
    if declared is None or declared == counted:
        return
    record = node.giver(name)
    plural = "" if declared < 2 or noun == "EPCI" else "s"
    yield problem(
        "ING-411",
        record.location,
        f"la source annonce {declared:g} {noun}{plural}, le fichier (ou le référentiel) en dit {counted or 'aucune'}",
        column=record.headings.get(name, name),
        value=node.nom,
    )


def _copils(facts: Facts, node: NodeFact) -> list[NodeFact]:
    instances = (facts.nodes.get(edge.end) for edge in facts.leaving(node.id, "A_INSTANCE"))
    return [found for found in instances if found and found.text("type_instance") == "COPIL"]


def _copil_norm(node: NodeFact, facts: Facts) -> Norme | None:
    type_ = node.text("type_dispositif") or ""
    regions = regions_of_dispositif(facts, node.id)
    return next((n for n in norms() if n.code == _COPIL_NORM and n.applies_to(type_, regions)), None)


def _stands_for(facts: Facts, id_: str) -> set[str]:
    """Return an actor, the organisations it is part of, and those for which it sits."""
    found, todo = {id_}, [id_]
    while todo:
        current = todo.pop()
        for type_ in ("PARTIE_DE", "REPRESENTE"):
            for edge in facts.leaving(current, type_):
                if edge.end not in found:
                    found.add(edge.end)
                    todo.append(edge.end)
    return found


def _a_year_before(day: str) -> str:
    last = date.fromisoformat(last_day(day))
    return last.replace(year=last.year - 1, day=min(last.day, 28)).isoformat()
