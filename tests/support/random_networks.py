"""Draw small networks of actors for the tests that compute a measure again by another route."""

from __future__ import annotations

from itertools import combinations

import networkx as nx
from hypothesis import strategies as st

WEIGHTS = (0.25, 0.5, 1.0, 2.0)
"""Their inverses are exact: two paths of the same length are equal, whatever the order of the additions."""

SECTEURS = ("collectivite", "protection_sociale", "sante", None)


@st.composite
def networks(draw: st.DrawFn, least: int = 0, most: int = 9) -> nx.Graph[str]:
    """Draw actors and weighted ties, nodes and edges in any order."""
    size = draw(st.integers(least, most))
    ids = [f"acteur:{chr(97 + place)}" for place in range(size)]
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(draw(st.permutations(ids)))
    for one, two in draw(st.permutations(list(combinations(ids, 2)))):
        weight = draw(st.sampled_from((None, None, *WEIGHTS)))
        if weight is not None:
            graph.add_edge(two, one, weight=weight, shared=())
    return graph


@st.composite
def classed(draw: st.DrawFn, least: int = 0, most: int = 9) -> tuple[nx.Graph[str], dict[str, str | None]]:
    """Draw a network and the sector of each actor, not always known."""
    graph = draw(networks(least, most))
    return graph, {id_: draw(st.sampled_from(SECTEURS)) for id_ in sorted(graph)}
