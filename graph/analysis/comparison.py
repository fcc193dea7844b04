"""
Compare schemes pair by pair: territory, themes, publics, members, and the one index that sums them up.

Pure. Owns the choice of the pairs that make sense: a scheme and the one it renews are one scheme in time, and one
that is over does not overlap one that lives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np
import pandas as pd

from graph.analysis import content
from graph.analysis.combined_index import combined_index
from graph.analysis.content import Found
from graph.analysis.overlap import territorial_overlaps
from graph.analysis.overlap_content import Mentions, member_overlaps, public_overlaps, thematic_overlaps
from graph.analysis.perimeters import Cover, Floats, Integers
from graph.model.dates import first_day, last_day
from graph.snapshot import Link, Snapshot

Period = tuple[str | None, str | None]

SUCCESSIONS = ("SUCCEDE_A", "REMPLACE")
"""Relationships that make two schemes one in time."""


@dataclass(frozen=True, slots=True)
class SchemeContent:
    """Hold what a scheme deals with: themes, publics, members, with the statements that say so."""

    themes: Found
    publics: Found
    membres: Found


@dataclass(frozen=True, slots=True)
class Comparison:
    """
    Hold pairs of schemes and how far they overlap.

    Parameters
    ----------
    cover
        Perimeters of the schemes.
    contents
        What each deals with, in the order of `cover.ids`.
    pairs
        One row per pair; columns of `territorial_overlaps` (J, J_pop, OC, OC_pop for the territory), then n_themes,
        J_themes, OC_themes, R_themes, fragile, n_publics, J_publics, OC_publics, n_membres, J_membres, OC_membres,
        p_membres, then OC_territoire (OC_pop, else OC), indice, confiance, n_dimensions.
    n_actors
        Number of actors that could be members.
    """

    cover: Cover
    contents: tuple[SchemeContent, ...]
    pairs: pd.DataFrame
    n_actors: int

    def parts(self) -> Floats:
        """Return the overlap coefficients: one row per pair, one column per dimension of the combined index."""
        return self.pairs[["OC_territoire", "OC_themes", "OC_publics", "OC_membres"]].to_numpy(dtype=np.float64)


def contents_of(snapshot: Snapshot, ids: Iterable[str]) -> tuple[SchemeContent, ...]:
    """Return what schemes deal with at the date of the snapshot, in the order given."""
    return tuple(
        SchemeContent(
            content.themes(snapshot, id_),
            content.publics(snapshot, id_),
            content.members(snapshot, id_),
        )
        for id_ in ids
    )


def compare(
    cover: Cover,
    contents: Sequence[SchemeContent],
    weights: Mapping[str, float],
    *,
    n_actors: int,
    disjoint: bool = False,
    left_out: Callable[[Integers, Integers], Sequence[bool]] | None = None,
    family: Callable[[str], str] | None = None,
) -> Comparison:
    """
    Return how far schemes overlap, pair by pair.

    Parameters
    ----------
    cover
        Perimeters of the schemes.
    contents
        What each deals with, in the order of `cover.ids`.
    weights
        Weight of each dimension in the combined index.
    n_actors
        Number of actors that could be members.
    disjoint
        Whether the pairs whose perimeters are known and share nothing are kept: their index is 0.
    left_out
        Tells which pairs (places of the schemes) are not compared.
    family
        Gives the family of a theme, when two themes of one family count for a half.
    """
    pairs = territorial_overlaps(cover)
    if disjoint:
        pairs = _with_disjoint(pairs, len(cover.ids))
    if left_out is not None and len(pairs):
        dropped = np.asarray(left_out(_column(pairs, "i"), _column(pairs, "j")), dtype=np.bool_)
        pairs = pairs[~dropped].reset_index(drop=True)
    i, j = _column(pairs, "i"), _column(pairs, "j")
    themes = thematic_overlaps(_mentions([found.themes for found in contents]), i, j, family)
    publics = public_overlaps(_mentions([found.publics for found in contents]), i, j)
    membres = member_overlaps(_mentions([found.membres for found in contents]), i, j, n_actors)
    pairs["fragile"] = themes.pop("fragile")
    for name, found in (("themes", themes), ("publics", publics), ("membres", membres)):
        pairs[[f"{column}_{name}" for column in found.columns]] = found.to_numpy(dtype=np.float64)
    pairs["OC_territoire"] = pairs["OC_pop"].fillna(pairs["OC"])
    compared = Comparison(cover, tuple(contents), pairs, n_actors)
    index = combined_index(compared.parts(), weights)
    pairs[list(index.columns)] = index
    return compared


def successions(links: Iterable[Link]) -> frozenset[frozenset[str]]:
    """Return the pairs of schemes of which one renews or replaces the other, at any remove, whatever the date."""
    chain: nx.DiGraph[str] = nx.DiGraph()
    chain.add_edges_from((link.start, link.end) for link in links)
    return frozenset(
        frozenset((later, earlier)) for later in chain for earlier in nx.descendants(chain, later) if earlier != later
    )


def is_over(scheme: Mapping[str, object], day: str | None) -> bool:
    """Tell whether the declared end of a scheme is past."""
    end = scheme.get("date_fin")
    return bool(day and end and last_day(str(end)) < day)


def period(scheme: Mapping[str, object]) -> Period:
    """Return the first and the last declared days of a scheme, ISO; None for an open end."""
    start, end = scheme.get("date_debut"), scheme.get("date_fin")
    return first_day(str(start)) if start else None, last_day(str(end)) if end else None


def never_together(one: Period, other: Period) -> bool:
    """Tell whether two periods do not meet; an unknown end leaves a period open."""
    return bool((one[1] and other[0] and one[1] < other[0]) or (other[1] and one[0] and other[1] < one[0]))


def _mentions(schemes: Sequence[Found]) -> Mentions:
    return Mentions.of([{name: len(facts) for name, facts in found.items()} for found in schemes])


def _column(pairs: pd.DataFrame, name: str) -> Integers:
    return pairs[name].to_numpy(dtype=np.int64)


def _with_disjoint(pairs: pd.DataFrame, size: int) -> pd.DataFrame:
    """Add the pairs that share nothing: everything is zero, and known."""
    first, second = np.triu_indices(size, k=1)
    known = _column(pairs, "i") * size + _column(pairs, "j")
    lost = ~np.isin(first * size + second, known)
    count = int(lost.sum())
    zeros = {name: np.zeros(count) for name in pairs.columns if name not in {"i", "j", "pondere", "classe"}}
    rest = pd.DataFrame({"i": first[lost], "j": second[lost], **zeros, "pondere": True, "classe": "disjoint"})
    joined = pd.concat([pairs.astype({"classe": object}), rest]) if count else pairs
    return joined.sort_values(["i", "j"], ignore_index=True)
