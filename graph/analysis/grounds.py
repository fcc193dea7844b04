"""Say where actions take place, and how far two of these grounds coincide; each distinct ground is computed once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from graph.analysis.sparse_tables import Matrix, Numbers, incidence
from graph.analysis.works import Work
from graph.snapshot import Snapshot
from graph.territory import Member, Territories


class Grounds:
    """
    Hold the grounds of some objects.

    Parameters
    ----------
    members
        What each object names: the members of its ground; none when nobody said where it takes place.
    territories
        Territories at the date.

    Attributes
    ----------
    index
        Number of the ground of each object, in the order given; -1 when its place is not known.
    meets
        Square matrix of grounds: 1 where two share a commune, or where one lies inside the other although the communes
        are not known.
    """

    def __init__(self, members: Iterable[Sequence[Member]], territories: Territories) -> None:
        keys: dict[tuple[tuple[str, bool], ...], int] = {}
        index = []
        for named in members:
            key = tuple(sorted({(member.territoire_id, member.part == 0) for member in named}))
            index.append(keys.setdefault(key, len(keys)) if key else -1)
        self.index: Numbers = np.asarray(index, dtype=np.int64)
        self._keys = list(keys)
        perimeters = [
            territories.perimeter(Member(id_, 0 if excluded else None) for id_, excluded in key) for key in keys
        ]
        self._unknown = np.asarray([bool(perimeter.unknown) for perimeter in perimeters], dtype=bool)
        codes = {code: rank for rank, code in enumerate(sorted({c for p in perimeters for c in p.communes}))}
        holders = [rank for rank, perimeter in enumerate(perimeters) for _ in perimeter.communes]
        held = [codes[code] for perimeter in perimeters for code in perimeter.communes]
        shape = (len(keys), max(len(codes), 1))
        communes = incidence(holders, held, shape)
        self._sizes: Numbers = np.asarray(communes.sum(axis=1), dtype=np.int64).ravel()
        self._shared: Matrix = (communes @ communes.T).tocsr()
        self.meets: Matrix = self._meeting(territories, perimeters=[perimeter.unknown for perimeter in perimeters])

    @cached_property
    def near(self) -> tuple[frozenset[int], ...]:
        """Numbers of the grounds that meet each ground, itself included."""
        rows = np.split(self.meets.indices, self.meets.indptr[1:-1])
        return tuple(frozenset(row.tolist()) for row in rows) if self._keys else ()

    def overlap(self, one: Numbers, two: Numbers) -> NDArray[np.float64]:
        """
        Return OC, the shared communes over those of the smaller ground, for pairs of grounds (numbers).

        Returns
        -------
        overlap
            0 to 1; 1 for a ground with itself; NaN when communes are missing on a side, so that nothing can be counted.
        """
        smaller = np.minimum(self._sizes[one], self._sizes[two])
        shared = np.asarray(self._shared[one, two]).ravel().astype(float)
        with np.errstate(divide="ignore", invalid="ignore"):
            found: NDArray[np.float64] = np.asarray(shared / smaller, dtype=np.float64)
        found[self._unknown[one] | self._unknown[two] | (smaller == 0)] = np.nan
        found[one == two] = 1.0
        return found

    def _meeting(self, territories: Territories, perimeters: list[tuple[str, ...]]) -> Matrix:
        size = len(self._keys)
        by_commune = self._shared.astype(bool).tocoo()
        pairs = {(rank, rank) for rank in range(size)}
        holders: dict[str, set[int]] = {}
        for rank, key in enumerate(self._keys):
            for id_, excluded in key:
                if not excluded:
                    holders.setdefault(id_, set()).add(rank)
        for rank, unknown in enumerate(perimeters):
            for lost in unknown:
                near = {other for id_ in territories.meets(lost, holders) for other in holders[id_]}
                pairs |= {pair for other in near for pair in ((rank, other), (other, rank))}
        rows = np.concatenate([by_commune.row, [pair[0] for pair in sorted(pairs)]]).astype(np.int64)
        columns = np.concatenate([by_commune.col, [pair[1] for pair in sorted(pairs)]]).astype(np.int64)
        return incidence(rows, columns, (size, size))


def grounds_of(snapshot: Snapshot, found: Sequence[Work], territories: Territories) -> Grounds:
    """Return the grounds of actions, in their order: their own zones, else the perimeters of their schemes."""
    covered: dict[str, tuple[Member, ...]] = {}
    for dispositif_id in {id_ for work in found for id_ in work.dispositifs}:
        covered[dispositif_id] = _members(snapshot, dispositif_id, "COUVRE")
    return Grounds(
        [
            _members(snapshot, work.id, "INTERVIENT_SUR")
            or tuple(member for dispositif_id in work.dispositifs for member in covered[dispositif_id])
            for work in found
        ],
        territories,
    )


def _members(snapshot: Snapshot, id_: str, type_: str) -> tuple[Member, ...]:
    return tuple(Member(fact.end, fact.properties.get("part")) for fact in snapshot.out_of(id_, type_))
