"""Check dates and stages: reversed dates, stage against last day, week-ends, old observations (R2, R7, R13, R15)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from graph.model.dates import first_day, format_french, last_day, precision
from graph.model.statement import Location
from graph.model.vocabularies import vocabulary
from ingest.facts import Fact, Facts
from ingest.issues import Issue, problem

_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_OLD_MONTHS = 24
_ROWS_SHOWN = 10
_PAIRS = (("valid_from", "valid_to"), ("date_debut", "date_fin"))


def reversed_dates(facts: Facts) -> Iterator[Issue]:
    """Block a first day after the last one (R2)."""
    for fact in facts:
        for start_name, end_name in _PAIRS:
            start, end = fact.text(start_name), fact.text(end_name)
            if start and end and first_day(start) > last_day(end):
                record = fact.giver(end_name)
                yield problem(
                    "ING-301",
                    record.location,
                    "la fin vient avant le début",
                    column=record.headings.get(end_name, end_name),
                    value=end,
                    expected=f"Le début est le {format_french(start)}.",
                )


def stages(facts: Facts, today: date) -> Iterator[Issue]:
    """Warn of a scheme said active after its last day, and of a forbidden change of stage (R7)."""
    cycle = vocabulary("cycle_cls")
    for node in facts.with_label("Dispositif"):
        stage, end = node.text("cycle"), node.text("date_fin")
        if not stage:
            continue
        seen = node.text("date_cycle") or today.isoformat()
        if end and cycle.terms[stage].attributes.get("actif_pour_couverture") and first_day(seen) > last_day(end):
            record = node.giver("cycle")
            yield problem(
                "ING-305",
                record.location,
                f"l’étape suppose un dispositif en vigueur, mais il a fini le {format_french(last_day(end))}",
                column=record.headings.get("cycle", "cycle"),
                value=cycle.label(stage),
            )
        state = facts.known.node(node.id)
        before = str(state.properties.get("cycle", "")) if state else ""
        for a, b, name in ((stage, node.text("cycle_suivant"), "cycle_suivant"), (before, stage, "cycle")):
            if a and b and a != b and (a, b) not in cycle.transitions:
                record = node.giver(name)
                allowed = ", ".join(f"« {cycle.label(after)} »" for start, after in cycle.transitions if start == a)
                yield problem(
                    "ING-306",
                    record.location,
                    f"on ne passe pas de « {cycle.label(a)} » à « {cycle.label(b)} »",
                    column=record.headings.get(name, name),
                    expected=f"Suites prévues : {allowed or 'aucune'}.",
                )


def week_ends(facts: Facts) -> Iterator[Issue]:
    """Inform of meetings on a Saturday or a Sunday (R13)."""
    for node in facts.with_label("Evenement"):
        day = node.text("date")
        if not day or precision(day) != "jour" or node.text("date_precision") not in {None, "jour"}:
            continue
        if node.text("type_evenement") == "jalon" or date.fromisoformat(day).weekday() < 5:
            continue
        record = node.giver("date")
        name = _DAYS[date.fromisoformat(day).weekday()]
        yield problem(
            "ING-308",
            record.location,
            f"cette date est un {name}",
            column=record.headings.get("date", "date"),
            value=day,
        )


def old_observations(facts: Facts, today: date) -> Iterator[Issue]:
    """Inform of open relationships that no document has confirmed for 24 months (R15), grouped by table and date."""
    limit = _months_before(today, _OLD_MONTHS)
    dates = _dates_of_sources(facts)
    grouped: dict[tuple[str, str | None, str], list[Fact]] = defaultdict(list)
    for edge in facts.relationships.values():
        if edge.text("valid_to") or edge.text("statut") not in {None, "effectif"}:
            continue
        seen = edge.text("observed_at") or max((dates.get(p.source, "") for p in edge.preuves), default="")
        if seen and last_day(seen) < limit:
            where = edge.declaring.location
            grouped[where.file, where.sheet, seen].append(edge)
    for (file, sheet, seen), edges in grouped.items():
        number = f"{len(edges)} relations ont été constatées" if len(edges) > 1 else "une relation a été constatée"
        yield problem(
            "ING-309",
            Location(file=file, sheet=sheet),
            f"{number} pour la dernière fois le {format_french(seen)}",
            expected=_rows(edges),
        )


def _rows(edges: list[Fact]) -> str:
    """Name the rows, the first ones when they are many."""
    rows = sorted({row for edge in edges if (row := edge.declaring.location.row)})
    if not rows:
        return ""
    shown = ", ".join(map(str, rows[:_ROWS_SHOWN])) + ("…" if len(rows) > _ROWS_SHOWN else "")
    return f"Lignes concernées : {shown}." if len(rows) > 1 else f"Ligne concernée : {shown}."


def _dates_of_sources(facts: Facts) -> dict[str, str]:
    found = {}
    for node in facts.with_label("Source"):
        day = node.text("date_document") or node.text("date_plancher")
        if day:
            found[node.text("fichier") or node.id] = day
    return found


def _months_before(day: date, months: int) -> str:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, 28)).isoformat()
