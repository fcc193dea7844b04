"""Give the schemes of the base at the day of a request: perimeters of all, contents of some, compared pair by pair."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from graph.analysis.articulation import contained
from graph.analysis.comparison import (
    SUCCESSIONS,
    Comparison,
    Period,
    SchemeContent,
    compare,
    is_over,
    period,
    successions,
)
from graph.analysis.content import family
from graph.analysis.perimeters import Cover, Extent, Integers, build_cover
from graph.answers.context import Context
from graph.answers.parameters import Request
from graph.answers.scheme_reading import (
    Extents,
    actors_on,
    read_cover,
    read_extents,
    scheme_contents,
    scheme_links,
    scheme_snapshot,
)
from graph.answers.sentence import fill, listing
from graph.model.dates import first_day, format_french
from graph.reference.loader import load_reference, vintage_for

FAMILIES = "familles"
"""Parameter that makes two themes of one family count for a half."""


class Schemes:
    """
    Give the schemes of the base at the day of a request: perimeters of all, contents of some.

    Parameters
    ----------
    context
        What surrounds the answer.
    request
        The question as understood.
    nodes
        Properties of every scheme by id, when they were already read.
    """

    def __init__(
        self, context: Context, request: Request, nodes: Mapping[str, Mapping[str, Any]] | None = None
    ) -> None:
        self.context = context
        self.request = request
        self._nodes = nodes
        self.extents: Extents = read_extents(context, request.day, request.certitude)
        self.territories = context.territories(request.day)
        self.vintage = vintage_for(request.year)

    @cached_property
    def nodes(self) -> Mapping[str, Mapping[str, Any]]:
        """Properties of every scheme by id: type, first and last days among them."""
        return self.context.facts.nodes("Dispositif") if self._nodes is None else self._nodes

    @cached_property
    def successions(self) -> frozenset[frozenset[str]]:
        """Pairs of schemes that are one in time, whatever the date."""
        return successions(link for type_ in SUCCESSIONS for link in self.context.facts.links(type_))

    @cached_property
    def articulated(self) -> frozenset[frozenset[str]]:
        """Pairs of schemes with a documented effective articulation: a declared one in force, or a shared instance."""
        now = self.context.snapshot(self.request.day)
        pairs = {frozenset((fact.start, fact.end)) for fact in now.facts("S_ARTICULE_AVEC")}
        holders: dict[str, set[str]] = {}
        for fact in now.facts("A_INSTANCE"):
            holders.setdefault(fact.end, set()).add(fact.start)
        pairs |= {frozenset((a, b)) for held in holders.values() for a in held for b in held if a < b}
        return frozenset(pairs)

    @cached_property
    def every(self) -> Cover:
        """Perimeters of every scheme that has one."""
        return read_cover(self.context, self.request.day, self.vintage.code, self.request.certitude)

    def name(self, id_: str) -> str:
        """Return the name of a scheme."""
        return self.context.name_of.get(id_, id_)

    def names(self, ids: Iterable[str]) -> list[str]:
        """Return the names of schemes, each between French quotes."""
        return [f"« {self.name(id_)} »" for id_ in ids]

    def type_of(self, id_: str) -> str | None:
        """Return the type of a scheme."""
        return self.nodes.get(id_, {}).get("type_dispositif")

    def period_of(self, id_: str) -> Period:
        """Return the first and the last declared days of a scheme."""
        return period(self.nodes.get(id_, {}))

    def is_over(self, id_: str) -> bool:
        """Tell whether the declared end of a scheme is past at the day of the request."""
        return is_over(self.nodes.get(id_, {}), self.request.day)

    def too_early(self, ids: Iterable[str]) -> str | None:
        """Return the French sentence that says that the day is before the first dated statement of schemes, or None."""
        day, wanted = self.request.day, list(ids)
        start = self._first_dated(wanted) if day else None
        if not day or not start or day >= start:
            return None
        return f"Aucune donnée à cette date : le premier énoncé daté de ce périmètre est du {format_french(start)}."

    def _first_dated(self, ids: Sequence[str]) -> str | None:
        """Return the first day that a statement about schemes speaks of, or None when nothing is dated."""
        days = [self.extents.start[id_] for id_ in ids if id_ in self.extents.start]
        days += [start for id_ in ids if (start := self.period_of(id_)[0])]
        days += [
            first_day(str(day))
            for link in scheme_links(self.context, ids, self.request.day)
            if (day := link.properties.get("valid_from") or link.properties.get("observed_at") or link.observed)
        ]
        return min(days, default=None)

    def warnings(self, ids: Iterable[str]) -> list[str]:
        """Say what makes the figures of schemes less exact than they look: communes, populations, census."""
        cover = self.cover(ids)
        found = []
        lost = self.names(
            id_
            for id_, unknown in zip(cover.ids, cover.unknown, strict=True)
            if unknown and id_ in self.extents.covered
        )
        if lost:
            found.append(
                f"Communes non connues, en tout ou partie, pour {listing(lost)} : le territoire de ces dispositifs "
                "n’entre pas dans les indices."
            )
        uncounted = np.unique(cover.shares.indices[np.isnan(cover.population[cover.shares.indices])])
        if len(uncounted):
            found.append(
                fill("{n:commune|communes}", {"n": len(uncounted)})
                + f" sans population dans le recensement {self.vintage.code} : là où cela change le résultat, le "
                "territoire est compté en communes, et non en habitants."
            )
        if not self.vintage.exact:
            found.append(
                "Le recensement en vigueur à cette date n’est pas dans le référentiel : "
                f"{self.vintage.code}, le plus proche."
            )
        return found

    def cover(self, ids: Iterable[str]) -> Cover:
        """Return the perimeters of schemes, in the order given."""
        extents = {id_: self.extents.covered.get(id_, ()) for id_ in ids}
        return build_cover(self.territories, extents, self.vintage.code)

    def on(self, territoire_id: str, *, planned: bool = False) -> list[str]:
        """Return the ids of the schemes whose perimeter in force, or only planned, meets a territory, sorted."""
        if not planned:
            return self._meeting(territoire_id, self.every, self.extents.covered)
        projects = {id_: self.extents.planned[id_] for id_ in sorted(self.extents.planned)}
        return self._meeting(territoire_id, build_cover(self.territories, projects, self.vintage.code), projects)

    def ground(self, ids: Iterable[str]) -> frozenset[str]:
        """Return the codes of the communes that schemes cover."""
        return frozenset(code for id_ in ids if id_ in self.extents.covered for code in self.every.codes(id_))

    def sharing_ground(self, ids: Sequence[str]) -> list[str]:
        """Return the ids of the schemes that share a commune with one of these, themselves included, sorted."""
        touched = self.every.touching(self.ground(ids))
        return sorted({*ids, *(id_ for id_, found in zip(self.every.ids, touched, strict=True) if found)})

    def actors_on(self, codes: Collection[str]) -> frozenset[str]:
        """Return the counted actors that act on communes, or on a territory that holds or meets them."""
        communes = load_reference().communes
        found = {f"COM-{code}" for code in codes}
        for code in codes:
            commune = communes[code]
            found |= {f"EPCI-{commune.epci}", f"DEP-{commune.departement}", f"REG-{commune.region}"}
        named = (row["id"] for row in self.context.names if row["id"].startswith("terr:"))
        found |= {id_ for id_ in named if not self.territories.communes(id_).isdisjoint(codes)}
        request = self.request
        return actors_on(
            self.context, sorted(found), request.day, granularite=request.granularite, certitude=request.certitude
        )

    def _meeting(self, territoire_id: str, cover: Cover, known: Mapping[str, Sequence[Extent]]) -> list[str]:
        codes = self.territories.communes(territoire_id)
        touched = cover.touching(codes)
        for row in np.flatnonzero(cover.unknown & ~touched):
            named = {id_ for extent in known[cover.ids[row]] if extent.part != 0 for id_ in extent.territoires}
            unknown = [id_ for id_ in named if not codes or not self.territories.communes(id_)]
            touched[row] = bool(self.territories.meets(territoire_id, unknown))
        return [id_ for id_, found in zip(cover.ids, touched, strict=True) if found]

    def parts(self, ids: Collection[str], among: Iterable[str] = ()) -> frozenset[frozenset[str]]:
        """Return the pairs of schemes of which one is a part of the other; `among` as for their contents."""
        request = self.request
        snapshot = scheme_snapshot(
            self.context,
            {*ids, *among},
            request.day,
            granularite=request.granularite,
            certitude=request.certitude,
        )
        return frozenset(map(frozenset, contained(snapshot, ids)))

    def contents(self, ids: Sequence[str], among: Iterable[str] = ()) -> tuple[SchemeContent, ...]:
        """Return what schemes deal with at the day of the request, in the order given."""
        request = self.request
        return scheme_contents(
            self.context,
            ids,
            request.day,
            granularite=request.granularite,
            certitude=request.certitude,
            among=among,
        )

    def compare(
        self,
        ids: Sequence[str],
        weights: Mapping[str, float],
        *,
        pool: Iterable[str] = (),
        ground: Collection[str] = (),
        disjoint: bool = False,
        left_out: frozenset[frozenset[str]] = frozenset(),
    ) -> Comparison:
        """
        Compare schemes pair by pair.

        Parameters
        ----------
        ids
            Schemes compared, in order.
        weights
            Weight of each dimension.
        pool
            Other schemes whose members could be members of these.
        ground
            Codes of communes: the actors that act there could be members as well.
        disjoint
            Whether pairs that share nothing are kept.
        left_out
            Pairs that are not compared.
        """
        others = sorted(set(pool) - set(ids))
        contents = self.contents(ids, others)
        actors = {id_ for found in (*contents, *self.contents(others, ids)) for id_ in found.membres}
        actors |= self.actors_on(ground)
        place = {id_: rank for rank, id_ in enumerate(ids)}
        keys = {tuple(sorted(place[id_] for id_ in pair)) for pair in left_out if all(id_ in place for id_ in pair)}

        def dropped(i: Integers, j: Integers) -> list[bool]:
            return [pair in keys for pair in zip(i.tolist(), j.tolist(), strict=True)]

        return compare(
            self.cover(ids),
            contents,
            weights,
            n_actors=len(actors),
            disjoint=disjoint,
            left_out=dropped if keys else None,
            family=family if self.request.values.get(FAMILIES) == "oui" else None,
        )
