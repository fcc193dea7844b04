"""Read once, for one version of the graph, what every question needs: dates of sources, perimeters, names, services."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import Any, TypeVar

from graph.answers.collector import expect_readings, keep_aside
from graph.answers.facts import StoreFacts
from graph.certainty import Certitude, certainty, counts_in_metrics
from graph.model.dates import first_day, format_french
from graph.model.properties import PREUVE_SOURCES
from graph.provenance import TEAM
from graph.snapshot import ORGANISATION, Scope, Snapshot
from graph.store.store import Store
from graph.store.values import GraphRelationship
from graph.territory import Inclusion, Member, Perimeter, Territories
from queries.catalogue import get

_KEPT_SNAPSHOTS = 8
_KEPT_EACH = 8
_MANY = 20_000
_ends = itemgetter(0, 1)
_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """Hold a source: id, name, date (its floor date when it has none), whether it is what a team knows."""

    id: str
    nom: str
    date: str | None
    equipe: bool = False


class Context:
    """
    Give what surrounds the answer, read lazily and kept.

    Parameters
    ----------
    store
        Open store.

    Attributes
    ----------
    version
        Graph hash at the time of reading.
    moment
        What tells this time from every other: an undo brings the version back, and what was read meanwhile with it.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        state = store.state()
        self.version, self.moment = state.version, state.moment
        self._observed: dict[tuple[str, ...], str | None] = {}
        self.facts = StoreFacts(store, self.observed)
        self._snapshots: dict[tuple[object, ...], Snapshot] = {}
        self._rows = self._settled = 0
        self._sweep = expect_readings()
        self._kept: dict[str, dict[tuple[object, ...], Any]] = defaultdict(dict)

    @cached_property
    def sources(self) -> Mapping[str, SourceInfo]:
        """Documents by the name that proofs cite (and by id)."""
        found: dict[str, SourceInfo] = {}
        for row in self._reading("dates_des_sources"):
            info = SourceInfo(row["id"], row["nom"], row["date"], row["type"] == TEAM)
            found[row["id"]] = found[row["fichier"]] = info
        return found

    @cached_property
    def newest_source(self) -> str | None:
        """
        Day of the newest dated document, ISO; of what a team knows when no document is dated; or None.

        What someone types one day tells nothing of the rest that day: it moves no date while documents are there.
        """
        days = [(not info.equipe, first_day(info.date)) for info in self.sources.values() if info.date]
        return max(days)[1] if days else None

    @cached_property
    def names(self) -> list[dict[str, Any]]:
        """One row per named entity, ordered by id: id, nom, labels, sigle, alias, code, types."""
        shared = ("type_territoire", "type_acteur", "type_dispositif", "est_fait")
        found = [
            {"id": id_, "nom": nom, "labels": group["labels"], "sigle": sigle, "alias": alias, "code": code}
            | {name: group[name] for name in shared}
            for group in self._reading("noms")
            for id_, nom, sigle, alias, code in group["noms"]
        ]
        found.sort(key=itemgetter("id"))
        self._rows += len(found)
        return found

    @cached_property
    def schemes(self) -> list[dict[str, Any]]:
        """Rows of `names` that are schemes stated by a document."""
        return [row for row in self.names if "Dispositif" in row["labels"] and row["est_fait"]]

    @cached_property
    def name_of(self) -> Mapping[str, str]:
        """Names by id."""
        return {row["id"]: row["nom"] for row in self.names}

    def observed(self, properties: Mapping[str, Any]) -> str | None:
        """Return the date at which the documents of a statement say it, when `observed_at` is empty."""
        names = tuple(properties.get(PREUVE_SOURCES) or ())
        if names not in self._observed:
            days = [info.date for name in names if (info := self.sources.get(name)) and info.date]
            self._observed[names] = max(days, default=None)
        return self._observed[names]

    def state(self, link: GraphRelationship, day: str | None) -> Certitude:
        """Return the state of a relationship at a day (see `graph.certainty`)."""
        return certainty(link.properties, day, self.observed(link.properties))

    def territories(self, day: str | None) -> Territories:
        """Return the territories as they are at a day."""
        return self._once(
            lambda: Territories(
                Inclusion(row["dedans"], row["dehors"])
                for row in self._inclusions
                if self.state(row["lien"], day) is not Certitude.INACTIF
            ),
            "territories",
            day,
        )

    def members(self, day: str | None, *, planned: bool = True) -> Mapping[str, list[Member]]:
        """
        Return what each scheme covers at a day, by scheme id.

        Parameters
        ----------
        day
            ISO day, or None for all dates.
        planned
            Whether perimeters that are only planned or doubtful are kept.
        """
        return self._once(lambda: self._members(day, planned), "members", day, planned)

    def _members(self, day: str | None, planned: bool) -> Mapping[str, list[Member]]:
        found: dict[str, list[Member]] = defaultdict(list)
        for dispositif_id, links in self._perimeters.items():
            for territoire_id, link in links:
                if self.state(link, day) is not Certitude.INACTIF and (planned or counts_in_metrics(link.properties)):
                    found[dispositif_id].append(Member(territoire_id, link.properties.get("part")))
        return dict(found)

    def perimeter(self, dispositif_id: str, day: str | None) -> Perimeter:
        """Return the computed perimeter of a scheme at a day."""
        return self.territories(day).perimeter(self.members(day).get(dispositif_id, ()))

    def _perimeters_at(self, day: str | None) -> Mapping[str, Perimeter]:
        return self._once(
            lambda: {id_: self.territories(day).perimeter(members) for id_, members in self.members(day).items()},
            "perimeters",
            day,
        )

    def why_no_perimeter(self, dispositif_id: str, day: str | None) -> str | None:
        """Return the French sentence that says that a perimeter is over, or not begun, at a day; else None."""
        links = [link for _, link in self._perimeters.get(dispositif_id, ())]
        if not links or any(self.state(link, day) is not Certitude.INACTIF for link in links):
            return None
        ends = [str(link.properties["valid_to"]) for link in links if link.properties.get("valid_to")]
        starts = [str(link.properties["valid_from"]) for link in links if link.properties.get("valid_from")]
        name = self.name_of.get(dispositif_id, dispositif_id)
        begins = f"Le périmètre de « {name} »"
        if day and ends and max(ends) < day:
            return f"{begins} n’est plus en vigueur à cette date : il a pris fin le {format_french(max(ends))}."
        return f"{begins} n’est pas encore en vigueur à cette date : il commence le {format_french(min(starts))}."

    def schemes_on(self, territoire_id: str, day: str | None) -> list[str]:
        """Return the ids of the schemes whose perimeter meets a territory at a day, in alphabetical order."""
        return list(self._once(lambda: self._schemes_on(territoire_id, day), "schemes", territoire_id, day))

    def _schemes_on(self, territoire_id: str, day: str | None) -> list[str]:
        territories, perimeters = self.territories(day), self._perimeters_at(day)
        wanted = territories.communes(territoire_id)
        found = []
        for dispositif_id, members in self.members(day).items():
            perimeter = perimeters[dispositif_id]
            excluded = {m.territoire_id for m in members if m.part == 0}
            named = [m.territoire_id for m in members if m.part != 0]
            unknown = [id_ for id_ in named if id_ in perimeter.unknown or not wanted]
            if not wanted.isdisjoint(perimeter.shares) or (
                territoire_id not in excluded and territories.meets(territoire_id, unknown)
            ):
                found.append(dispositif_id)
        return sorted(found)

    def zones_on(self, territoire_id: str, day: str | None) -> list[str]:
        """Return the ids of the territories where something is said to act and that meet a territory, sorted."""
        meeting = self._once(
            lambda: sorted(self.territories(day).meets(territoire_id, self._zones | {territoire_id})),
            "zones",
            territoire_id,
            day,
        )
        return list(meeting)

    def snapshot(
        self,
        day: str | None,
        *,
        granularite: str = ORGANISATION,
        certitude: Certitude = Certitude.INCERTAIN,
        collectifs: bool = False,
        territoire_id: str | None = None,
    ) -> Snapshot:
        """
        Return the graph at a day, the same object for the same arguments.

        Parameters
        ----------
        day
            ISO day, or None for all dates.
        granularite
            `organisation` or `service`.
        certitude
            Weakest state kept.
        collectifs
            Whether unnamed groups of actors are counted.
        territoire_id
            Territory looked at; None for everything.
        """
        key = (day, granularite, certitude, collectifs, territoire_id)
        if key not in self._snapshots:
            if len(self._snapshots) >= _KEPT_SNAPSHOTS:
                self._snapshots.pop(next(iter(self._snapshots)), None)
            self._snapshots[key] = Snapshot(
                source=self.facts,
                day=day,
                granularite=granularite,
                certitude=certitude,
                collectifs=collectifs,
                organisations=self.organisations(day),
                scope=self.scope(territoire_id, day) if territoire_id else None,
            )
        return self._snapshots[key]

    def begins_after(self, types: Iterable[str], day: str) -> str | None:
        """Return the first day that facts of these types speak of, when all that is dated is after a day; or None."""
        first = None
        for link in (link for type_ in types for link in self.facts.links(type_)):
            date = link.properties.get("valid_from") or link.properties.get("observed_at") or link.observed
            if date:
                found = first_day(str(date))
                if found <= day:
                    return None  # The rest need not be looked at.
                first = found if first is None else min(first, found)
        if first is None or any(declared <= day for declared in self._declared_starts):
            return None
        return min([first, *self._declared_starts])

    @cached_property
    def _declared_starts(self) -> tuple[str, ...]:
        """Days on which schemes say that they begin, or that they were signed."""
        return tuple(
            first_day(str(scheme[name]))
            for scheme in self.facts.nodes("Dispositif").values()
            for name in ("date_debut", "date_signature")
            if scheme.get(name)
        )

    def scope(self, territoire_id: str, day: str | None) -> Scope:
        """Return what a territory holds at a day: its communes, the zones and the schemes that meet it."""
        return Scope(
            territoire_id,
            self.territories(day).communes(territoire_id),
            frozenset(self.zones_on(territoire_id, day)),
            frozenset(self.schemes_on(territoire_id, day)),
        )

    def organisations(self, day: str | None) -> Mapping[str, str]:
        """
        Return, for each service, the organisation it belongs to at a day.

        Every PARTIE_DE that is not inactif is followed to the top; among several parents one that is not a service
        comes first, then the surest, then the first by id.
        """
        return self._once(lambda: self._organisations(day), "organisations", day)

    def _organisations(self, day: str | None) -> Mapping[str, str]:
        parents: dict[str, list[tuple[bool, int, str]]] = defaultdict(list)
        order = list(Certitude)
        for row in self._attachments:
            state = self.state(row["lien"], day)
            if state is not Certitude.INACTIF and counts_in_metrics(row["lien"].properties):
                rank = (row["type_organisme"] == "service", order.index(state), row["organisme_id"])
                parents[row["service_id"]].append(rank)
        chosen = {service: min(ranks)[2] for service, ranks in parents.items()}
        return {service: _top(service, chosen) for service in chosen}

    @cached_property
    def _zones(self) -> frozenset[str]:
        return frozenset(id_ for row in self._reading("zones") for id_ in row["ids"])

    @cached_property
    def _inclusions(self) -> list[dict[str, Any]]:
        return self._reading("inclusions")

    @cached_property
    def _perimeters(self) -> Mapping[str, Sequence[tuple[str, GraphRelationship]]]:
        """Territories that each scheme is said to cover, with the statement, by scheme id."""
        found = {
            row["dispositif_id"]: [(territoire_id, link) for territoire_id, _, link in sorted(row["liens"], key=_ends)]
            for row in self._reading("perimetres")
        }
        self._rows += sum(map(len, found.values()))
        return found

    @cached_property
    def _attachments(self) -> list[dict[str, Any]]:
        return self._reading("rattachements")

    def _once(self, compute: Callable[[], _Found], kind: str, *key: object) -> _Found:
        """Return what was computed for these arguments, or compute it; the last few of each kind are kept."""
        kept = self._kept[kind]
        found: _Found | None = kept.get(key)
        if found is None:
            found = compute()
            if len(kept) >= _KEPT_EACH:
                kept.pop(next(iter(kept)), None)
            kept[key] = found
        return found

    def _reading(self, name: str) -> list[dict[str, Any]]:
        rows = self.store.read(get(name).cypher)
        self._rows += len(rows)
        return rows

    def settle(self) -> None:
        """
        Keep what was read out of the sight of the garbage collector, when there is much of it.

        It stays as long as this version of the graph; walking through a country at each collection would hold up one
        answer in three for most of a second.
        """
        read = self._rows + self.facts.rows
        if read - self._settled >= _MANY:
            self._settled = read
            keep_aside(sweep=self._sweep)
            self._sweep = False

    def reading(self, name: str, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Return the rows of a shared reading."""
        return self.store.read(get(name).cypher, parameters)

    def names_for(self, ids: Iterable[str]) -> list[str]:
        """Return the names of entities, in the order of the ids; an id without name stays as it is."""
        return [self.name_of.get(id_, id_) for id_ in ids]


def _top(service: str, parents: Mapping[str, str]) -> str:
    seen = {service}
    current = service
    while current in parents and parents[current] not in seen:
        current = parents[current]
        seen.add(current)
    return current
