"""Say how well analyses find what was planted: precision and recall on synthetic territories.

`python -m tests.benchmarks.quality` prints the table; a test holds its lower bounds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from graph.analysis.duplicates import PROBABLE, THRESHOLD
from graph.analysis.grounds import Grounds, grounds_of
from graph.analysis.missing_links import activity, candidates, missing_links
from graph.analysis.similar_actions import similar_actions
from graph.analysis.tie_index import tie_index
from graph.analysis.works import Work, works
from graph.snapshot import SERVICE, Snapshot
from graph.territory import Territories
from tests.support.duplicate_pairs import SAME, labelled_pairs
from tests.support.facts import MemoryFacts
from tests.support.synthetic.generate import Territory, generate
from tests.support.synthetic.sizes import SMALL, Size
from tests.support.synthetic.truth import Ressemblance

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class QualityRow:
    """
    Say how well one analysis finds one kind of planted thing.

    Parameters
    ----------
    analysis
        Analysis, and kind of planted thing.
    planted
        Things that were planted, over all territories.
    found
        Things said to be so, among those whose truth is known.
    right
        Things both planted and found.
    """

    analysis: str
    planted: int
    found: int
    right: int

    @property
    def precision(self) -> float | None:
        """Return the share of what is found that was planted; None when nothing is found."""
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """Return the share of what was planted that is found; None when nothing was planted."""
        return self.right / self.planted if self.planted else None


def quality_rows(seeds: Iterable[int], size: Size = SMALL) -> list[QualityRow]:
    """
    Return one row per analysis and kind, over the territories of several seeds.

    Parameters
    ----------
    seeds
        Seeds of the territories.
    size
        Their size.

    Notes
    -----
    The truth is known for planted things only. A pair of actions counts when both were planted, a pair of actors when
    one of them was planted for links: whatever else the analysis finds around them is wrong.
    """
    totals: dict[str, tuple[int, int, int]] = {}
    for seed in seeds:
        for name, planted, found in _compared(generate(seed, size)):
            before = totals.get(name, (0, 0, 0))
            added = (len(planted), len(found), len(planted & found))
            totals[name] = (before[0] + added[0], before[1] + added[1], before[2] + added[2])
    return [QualityRow(name, *counts) for name, counts in totals.items()]


def _compared(territory: Territory) -> Iterator[tuple[str, set[Pair], set[Pair]]]:
    """Yield the name of each kind, what was planted and what is found."""
    truth = territory.truth
    snapshot = Snapshot(
        source=MemoryFacts(territory.nodes, territory.relationships),
        day=territory.jour,
        granularite=SERVICE,
        organisations=dict(truth.services),
    )
    known = works(snapshot)
    grounds = grounds_of(snapshot, known, Territories())
    yield "actors without a link", set(truth.missing_links), _links(snapshot, known, grounds, territory)
    similar = similar_actions(known, grounds, successions=truth.successions)
    sides = {id_ for pair in truth.actions for id_ in (pair.a, pair.b)}
    natures = {(pair.a, pair.b): str(pair.nature) for pair in similar if {pair.a, pair.b} <= sides}
    alike = {(pair.a, pair.b) for pair in truth.actions if pair.nature is not Ressemblance.DISTINCT}
    yield "actions that look alike", alike, set(natures)
    for nature in (Ressemblance.DOUBLON, Ressemblance.CONTINUITE, Ressemblance.COMPLEMENT):
        planted = {(pair.a, pair.b) for pair in truth.actions if pair.nature is nature}
        yield f"actions: {nature.value}", planted, {pair for pair, found in natures.items() if found == nature.value}


def _links(snapshot: Snapshot, known: Sequence[Work], grounds: Grounds, territory: Territory) -> set[Pair]:
    acting, index = activity(known, grounds), tie_index(snapshot)
    found = missing_links(acting, index, candidates(acting, index, snapshot.organisations))
    planted = {acteur for lien in territory.truth.liens for acteur in (lien.a, lien.b)}
    return {(pair.a, pair.b) for pair in found if planted & {pair.a, pair.b}}


def print_quality(rows: Sequence[QualityRow]) -> None:
    """Print one line per row: what was planted, what is found, precision and recall."""
    for row in rows:
        precision, recall = ("-" if share is None else f"{100 * share:.0f} %" for share in (row.precision, row.recall))
        print(
            f"  {row.analysis:36} planted {row.planted:5}  found {row.found:5}  "
            f"precision {precision:>6}  recall {recall:>6}"
        )


def duplicate_rows() -> list[QualityRow]:
    """
    Return one row per threshold of the search for duplicates, on the labelled pairs that are kept for the report.

    Notes
    -----
    Thresholds and weights were chosen on the other half. A pair that nobody can decide counts as wrong when found.
    """
    pairs = [pair for pair in labelled_pairs() if pair.reported]
    same = sum(pair.verdict == SAME for pair in pairs)
    rows = []
    for name, threshold in (("to examine", THRESHOLD), ("probable", PROBABLE)):
        found = [pair for pair in pairs if pair.score >= threshold]
        right = sum(pair.verdict == SAME for pair in found)
        rows.append(QualityRow(f"duplicates, {name} ({len(pairs)} pairs)", same, len(found), right))
    return rows


if __name__ == "__main__":
    print_quality([*quality_rows(range(1, 21)), *duplicate_rows()])
