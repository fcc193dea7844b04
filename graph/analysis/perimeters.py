"""
Lay perimeters out as one sparse matrix, schemes by communes, so that all pairs are compared at once.

Pure: takes which territories each scheme covers, reads the national reference, never opens a connection. Gives the
same perimeters as `graph.territory.Territories.perimeter`, for thousands of schemes at a time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from graph.reference.loader import load_reference
from graph.reference.records import VintageCode
from graph.territory import Territories

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Extent:
    """
    Hold territories that a scheme covers in the same way.

    Parameters
    ----------
    territoires
        Ids of the territories.
    part
        Share of their population, 0 to 1; None when they are meant whole; 0 takes them out.
    """

    territoires: Sequence[str]
    part: float | None = None


@dataclass(frozen=True, slots=True)
class Cover:
    """
    Hold the perimeters of schemes.

    Parameters
    ----------
    ids
        Schemes, in order.
    shares
        One row per scheme, one column per commune of the reference in the order of codes; share covered, above 0 and
        at most 1.
    population
        Inhabitants of each commune in the vintage; nan when there is no count.
    unknown
        One per scheme: whether no perimeter is documented, or the communes of a part of it are not known; the
        perimeter is then larger than its row says.
    """

    ids: tuple[str, ...]
    shares: sparse.csr_array
    population: Floats
    unknown: NDArray[np.bool_]

    def codes(self, id_: str) -> tuple[str, ...]:
        """Return the codes of the communes that a scheme covers, even in part, in order."""
        row = self.ids.index(id_)
        found = np.sort(self.shares.indices[self.shares.indptr[row] : self.shares.indptr[row + 1]])
        codes = commune_codes()
        return tuple(codes[place] for place in found)

    def touching(self, codes: Collection[str]) -> NDArray[np.bool_]:
        """Tell, for each scheme, whether it covers one of these communes, even in part."""
        wanted = np.zeros(self.shares.shape[1])
        places = _places()
        wanted[[places[code] for code in codes]] = 1.0
        found: NDArray[np.bool_] = (self.shares @ wanted) > 0
        return found


def build_cover(territories: Territories, extents: Mapping[str, Sequence[Extent]], vintage: VintageCode) -> Cover:
    """
    Return the perimeters of schemes.

    Parameters
    ----------
    territories
        Territories as they are at the date.
    extents
        What each scheme covers, by id; nothing means that no perimeter is documented.
    vintage
        Census that the population is taken from.

    Returns
    -------
    cover
        One row per scheme, in the order of `extents`.

    Notes
    -----
    A commune named several times has the largest share; an exception (share 0) takes its communes out whatever the
    others say.
    """
    known: dict[str, Integers] = {}
    rows = [_row(territories, found, known) for found in extents.values()]
    lengths = [len(columns) for columns, _, _ in rows]
    columns = np.concatenate([row[0] for row in rows]) if rows else np.empty(0, dtype=np.int64)
    values = np.concatenate([row[1] for row in rows]) if rows else np.empty(0)
    population = populations(vintage)
    shares = sparse.csr_array(
        (values, columns, np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)),
        shape=(len(rows), len(population)),
    )
    return Cover(tuple(extents), shares, population, np.array([row[2] for row in rows], dtype=np.bool_))


@lru_cache(maxsize=1)
def commune_codes() -> tuple[str, ...]:
    """Return the codes of the communes of the reference: the columns of a cover."""
    return tuple(load_reference().communes)


@lru_cache(maxsize=4)
def populations(vintage: VintageCode) -> Floats:
    """Return the inhabitants of each commune in a vintage, nan when there is no count."""
    counts = (commune.population(vintage) for commune in load_reference().communes.values())
    found = np.array([np.nan if count is None else count for count in counts], dtype=np.float64)
    found.setflags(write=False)
    return found


@lru_cache(maxsize=1)
def _places() -> Mapping[str, int]:
    return {code: place for place, code in enumerate(commune_codes())}


def _row(
    territories: Territories, extents: Sequence[Extent], known: dict[str, Integers]
) -> tuple[Integers, Floats, bool]:
    """Return the columns of a scheme, its share of each, and whether its perimeter is larger than that."""
    whole: list[Integers] = []
    partial: list[tuple[Integers, float]] = []
    excluded: list[Integers] = []
    unknown = not extents
    for extent in extents:
        for territoire_id in extent.territoires:
            if territoire_id not in known:
                known[territoire_id] = _columns(territories.communes(territoire_id))
            columns = known[territoire_id]
            if extent.part == 0:
                excluded.append(columns)
                continue
            unknown = unknown or not len(columns)
            if extent.part is None or extent.part == 1:
                whole.append(columns)
            else:
                partial.append((columns, extent.part))
    found = _union(whole)
    values = np.ones(len(found))
    if partial:
        found, values = _with_partial(found, partial)
    if excluded:
        kept = ~np.isin(found, _union(excluded))
        found, values = found[kept], values[kept]
    return found, values, unknown


def _columns(codes: Iterable[str]) -> Integers:
    places = _places()
    return np.array(sorted(places[code] for code in codes), dtype=np.int64)


def _union(parts: Sequence[Integers]) -> Integers:
    if len(parts) < 2:
        return parts[0] if parts else np.empty(0, dtype=np.int64)
    return np.unique(np.concatenate(parts))


def _with_partial(whole: Integers, partial: Sequence[tuple[Integers, float]]) -> tuple[Integers, Floats]:
    """Join shares below 1 to communes covered whole; the largest share of a commune stays."""
    found = np.concatenate([whole, *(columns for columns, _ in partial)])
    values = np.concatenate([np.ones(len(whole)), *(np.full(len(columns), part) for columns, part in partial)])
    columns, place = np.unique(found, return_inverse=True)
    largest = np.zeros(len(columns))
    np.maximum.at(largest, place, values)
    return columns, largest
