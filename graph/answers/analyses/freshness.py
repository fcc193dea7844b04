"""Answer what was last seen too long ago: documents, schemes and actors, the oldest first, then what nothing dates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from graph.answer import Proof, Row
from graph.answers.context import Context
from graph.answers.errors import BadParameter
from graph.answers.outcome import Outcome, Raw
from graph.answers.parameters import Request
from graph.answers.rows import proofs
from graph.certainty import Certitude
from graph.model.dates import first_day, last_day
from graph.model.ontology import relationship_specs
from graph.reference.names import normalise_name
from graph.snapshot import Link
from graph.store.values import GraphRelationship

OLD, UNDATED = "ancien", "sans_date"
_Seen = tuple[str, Link]
_NATURES = (("Dispositif", "dispositif"), ("Acteur", "acteur"))


def freshness(context: Context, request: Request, raws: Raw) -> Outcome:
    """
    Return one row per document, scheme and actor whose last observation is too old, or that nothing dates.

    Notes
    -----
    A relationship is a fact about both its ends. Planned and doubtful ones count: a document did speak of them.
    """
    months = int(request.values["mois"])
    if months < 1:
        raise BadParameter("mois", "Il faut au moins un mois.", "Par exemple : mois=24.")
    day = request.day or context.newest_source or date.today().isoformat()
    seen, around = _seen(context)
    place = request.values.get("territoire")
    inside = _inside(context, str(place), request.day, around) if place else None
    documents = _documents(context, day) if inside is None else ()
    rows = [*documents, *_objects(context, seen, inside, request, day)]
    old = [row for row in rows if row.valeurs["mois"] is not None and row.valeurs["mois"] >= months]
    undated = [row for row in rows if row.valeurs["mois"] is None]
    old.sort(
        key=lambda row: (-row.valeurs["mois"], normalise_name(str(row.valeurs["objet"])), str(row.valeurs["objet_id"]))
    )
    undated.sort(
        key=lambda row: (
            str(row.valeurs["nature"]),
            normalise_name(str(row.valeurs["objet"])),
            str(row.valeurs["objet_id"]),
        )
    )
    measures = {"n_total": len(rows), "n_anciens": len(old), "n_sans_date": len(undated)}
    return Outcome(rows=[*old, *undated], measures=measures, facts={**measures, "mois": months})


def _seen(context: Context) -> tuple[dict[str, _Seen], dict[str, set[str]]]:
    """Return the newest day of each id with the relationship that says it, and the ids that it is linked to."""
    seen: dict[str, _Seen] = {}
    around: dict[str, set[str]] = defaultdict(set)
    for spec in relationship_specs():
        for link in context.facts.links(spec.type):
            if not link.properties.get("est_fait"):
                continue
            around[link.start].add(link.end)
            around[link.end].add(link.start)
            told = link.properties.get("observed_at") or link.observed or link.properties.get("valid_from")
            if told:
                for end in (link.start, link.end):
                    if end not in seen or last_day(str(told)) > last_day(seen[end][0]):
                        seen[end] = (str(told), link)
    return seen, around


def _inside(
    context: Context, territoire_id: str, day: str | None, around: Mapping[str, Iterable[str]]
) -> frozenset[str]:
    """Return the schemes on a territory, and what acts there or takes part in one of them."""
    schemes = frozenset(context.schemes_on(territoire_id, day))
    places = schemes | frozenset(context.zones_on(territoire_id, day))
    return frozenset({*schemes, *(id_ for id_, ends in around.items() if not places.isdisjoint(ends))})


def _documents(context: Context, day: str) -> Iterator[Row]:
    for info in {info.id: info for info in context.sources.values()}.values():
        values = {"objet_id": info.id, "objet": info.nom, "nature": "document", "derniere": info.date}
        yield _row(values, day, ())


def _objects(
    context: Context, seen: Mapping[str, _Seen], inside: frozenset[str] | None, request: Request, day: str
) -> Iterator[Row]:
    found: set[str] = set()
    for label, nature in _NATURES:
        for id_, properties in context.facts.nodes(label).items():
            if not properties.get("est_fait") or id_ in found or (inside is not None and id_ not in inside):
                continue
            found.add(id_)
            told, link = seen.get(id_, (None, None))
            own = context.observed(properties)
            newest = max((one for one in (told, own) if one), key=last_day, default=None)
            by_link = link is not None and newest == told
            values = {
                "objet_id": id_,
                "objet": properties.get("nom") or id_,
                "nature": nature,
                "derniere": newest,
            }
            item = GraphRelationship(link.type, dict(link.properties)) if by_link and link else None
            yield _row(values, day, tuple(proofs(context, [item], request.day)) if item else ())


def _row(one: Mapping[str, Any], day: str, told: tuple[Proof, ...]) -> Row:
    newest = one["derniere"]
    months = None if newest is None else max(0, _months(last_day(str(newest)), day))
    values = {**one, "mois": months, "etat": UNDATED if months is None else OLD}
    return Row(values, Certitude.CERTAIN if newest else Certitude.INCERTAIN, told)


def _by_name(row: Row) -> tuple[str, str]:
    return normalise_name(str(row.valeurs["objet"])), str(row.valeurs["objet_id"])


def _months(start: str, end: str) -> int:
    """Return the number of whole months between two ISO days."""
    first, last = date.fromisoformat(first_day(start)), date.fromisoformat(end)
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
