"""Print what comparing all pairs of perimeters of a country costs: our arithmetic, other ways, from the store."""

from __future__ import annotations

import statistics
from collections.abc import Callable

import numpy as np
import pandas as pd

from graph.analysis.overlap import territorial_overlaps
from graph.analysis.perimeters import Cover, Extent, build_cover
from graph.answers.context import Context
from graph.answers.scheme_reading import read_cover
from graph.reference.loader import load_reference, vintage_for
from graph.territory import Territories
from tests.benchmarks.bases import Base
from tests.benchmarks.overlap_peers import Shared, scipy_product, with_cypher, with_networkx, with_pandas
from tests.benchmarks.stopwatch import goal, laps, spent
from tests.support.synthetic.draft import JOUR

SCHEMES = 2_000
_TIMES = 15
_SEED = 2026
_NEIGHBOURS = 6
_IN_PART = 0.03


def draw_cover() -> Cover:
    """Draw 2,000 perimeters: one per région, three per département, groups of intercommunalités, some in part."""
    reference, draw = load_reference(), np.random.default_rng(_SEED)
    around: dict[str, list[str]] = {}
    for code in sorted(reference.epci):
        communes = sorted(reference.communes_of(f"EPCI-{code}"))
        if communes:
            around.setdefault(reference.communes[communes[0]].departement, []).append(f"EPCI-{code}")
    extents = {f"region-{code}": [Extent([f"REG-{code}"])] for code in reference.regions}
    extents |= {f"dep-{code}-{n}": [Extent([f"DEP-{code}"])] for code in reference.departements for n in range(3)}
    places = sorted(around)
    while len(extents) < SCHEMES:
        near = around[places[draw.integers(len(places))]]
        chosen = draw.choice(near, min(len(near), int(draw.integers(1, _NEIGHBOURS))), replace=False).tolist()
        part = [Extent([near[draw.integers(len(near))]], 0.4)] if draw.random() < _IN_PART else []
        extents[f"local-{len(extents)}"] = [Extent(chosen), *part]
    return build_cover(Territories(), extents, vintage_for(int(JOUR[:4])).code)


def print_arithmetic(cover: Cover) -> None:
    """Print how our arithmetic stands against the product alone, networkx and pandas, on the same perimeters."""
    print(
        f"  {len(cover.ids)} schemes, {cover.shares.shape[1]} communes, {cover.shares.nnz} communes covered, "
        f"{int(cover.unknown.sum())} perimeters not known in full"
    )
    ours, bare, ratios = [], [], []
    for _ in range(_TIMES):
        mine, product = spent(lambda: territorial_overlaps(cover)), spent(lambda: scipy_product(cover))
        ours.append(mine.cpu)
        bare.append(product.cpu)
        ratios.append(mine.cpu / product.cpu)
    ratio = statistics.median(ours) / statistics.median(bare)
    print(
        f"  all pairs, communes and inhabitants, shares, classes: {1000 * statistics.median(ours):.0f} ms; the two "
        f"scipy products alone {1000 * statistics.median(bare):.0f} ms: {ratio:.2f} x ({goal(ratio, 3, 'x')}; "
        f"{min(ratios):.2f} to {max(ratios):.2f}, processor time, {_TIMES} times each)"
    )
    known = _shared(territorial_overlaps(cover))
    for name, other, times in (("pandas merge and groupby", with_pandas, 3), ("networkx projection", with_networkx, 1)):
        found, took = _timed_peer(other, cover, times)
        same = "same result" if found.agrees(known) else f"another result: {found} instead of {known}"
        print(f"  {name}: {took:.2f} s, {took / statistics.median(ours):.0f} x ours ({same})", flush=True)


def print_from_store(base: Base) -> None:
    """Print how long the way from the store to all the pairs takes, our arithmetic apart, and Cypher alone."""
    vintage = vintage_for(int(base.jour[:4])).code

    def whole(context: Context) -> pd.DataFrame:
        return territorial_overlaps(read_cover(context, base.jour, vintage))

    first, *others = laps(lambda: whole(base.fresh()), 8)
    again = statistics.median(lap.wall for lap in others)
    computing = statistics.median(lap.cpu for lap in others)
    print(
        f"  from the store to all pairs, nothing kept: first {first}, then {again:.2f} s "
        f"(median of {len(others)}, {min(lap.wall for lap in others):.2f} to {max(lap.wall for lap in others):.2f}, "
        f"processor {computing:.2f}; {goal(again, 1, 's')})"
    )
    cover = read_cover(base.fresh(), base.jour, vintage)
    print_arithmetic(cover)
    try:
        counted: list[Shared] = []
        took = spent(lambda: counted.append(with_cypher(base.store)))
    except Exception as error:  # noqa: BLE001 - what an engine says when it gives up is a figure like another
        print(f"  Cypher alone: gave up, {str(error)[:120]}")
        return
    print(
        f"  Cypher alone, whole territories at all dates: {took.wall:.1f} s, {took.wall / again:.0f} x the whole way "
        f"({counted[0].pairs} pairs)"
    )


def _timed_peer(other: Callable[[Cover], Shared], cover: Cover, times: int) -> tuple[Shared, float]:
    found: list[Shared] = []
    took = min(lap.cpu for lap in laps(lambda: found.append(other(cover)), times))
    return found[-1], took


def _shared(pairs: pd.DataFrame) -> Shared:
    met = pairs[pairs["n_communes"] > 0]
    # Pairs without a known population are shared ground all the same; the sums leave them out on both sides.
    return Shared(len(met), int(met["n_communes"].sum()), float(met["population"].sum()))
