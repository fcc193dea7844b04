"""Compute what all pairs of perimeters share in other ways: scipy alone, networkx, pandas, Cypher alone."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx
import numpy as np
import pandas as pd
from networkx.algorithms import bipartite

from graph.analysis.perimeters import Cover, commune_codes
from graph.store.store import Store

BARE_CYPHER = """
MATCH (d:Entite:Dispositif)-[r:COUVRE]->(:Entite:Territoire)<-[:INCLUS_DANS*0..2]-(c:Entite:Territoire)
WHERE r.est_fait AND c.type_territoire = 'commune'
WITH DISTINCT d, c
WITH c, collect(d.id) AS ids
UNWIND ids AS a
UNWIND ids AS b
WITH c, a, b
WHERE a < b
RETURN a, b, count(*) AS communes, sum(c.population_rp2023) AS population
"""
"""All pairs in the database alone: whole territories, whatever the date, the status, the share and the exceptions."""


@dataclass(frozen=True, slots=True)
class Shared:
    """Hold what all pairs share: how many pairs do, and the sums of their shared communes and inhabitants."""

    pairs: int
    communes: int
    population: float

    def agrees(self, other: Shared) -> bool:
        """Tell whether two ways found the same."""
        return (self.pairs, self.communes) == (other.pairs, other.communes) and bool(
            np.isclose(self.population, other.population, rtol=1e-9)
        )


def scipy_product(cover: Cover) -> None:
    """Multiply the matrix of perimeters by itself, in communes then in inhabitants: no share, no class, no order."""
    touched = cover.shares.copy()
    touched.data = np.ones_like(touched.data)
    peopled = touched.copy()
    peopled.data = np.nan_to_num(cover.population)[touched.indices]
    _ = touched @ touched.T, peopled @ touched.T


def with_pandas(cover: Cover) -> Shared:
    """Join the list of (scheme, commune, share) with itself on the commune, then group by pair."""
    entries = cover.shares.tocoo()
    rows = pd.DataFrame({"scheme": entries.row, "commune": entries.col, "share": entries.data})
    joined = rows.merge(rows, on="commune")
    joined = joined[joined["scheme_x"] < joined["scheme_y"]]
    joined["population"] = (
        np.minimum(joined["share_x"], joined["share_y"]) * np.nan_to_num(cover.population)[joined["commune"]]
    )
    found = joined.groupby(["scheme_x", "scheme_y"]).agg(n=("commune", "size"), population=("population", "sum"))
    return Shared(len(found), int(found["n"].sum()), float(found["population"].sum()))


def with_networkx(cover: Cover) -> Shared:
    """Project the bipartite graph of schemes and communes on the schemes."""
    entries, codes, people = cover.shares.tocoo(), commune_codes(), np.nan_to_num(cover.population)
    network: nx.Graph[str] = nx.Graph()
    network.add_nodes_from(cover.ids)
    for row, column, share in zip(entries.row.tolist(), entries.col.tolist(), entries.data.tolist(), strict=True):
        network.add_edge(cover.ids[row], codes[column], share=share, population=float(people[column]))

    def weight(graph: nx.Graph[str], one: str, other: str) -> tuple[int, float]:
        both = set(graph[one]) & set(graph[other])
        counts = (min(graph[one][c]["share"], graph[other][c]["share"]) * graph[one][c]["population"] for c in both)
        return len(both), sum(counts)

    found = bipartite.generic_weighted_projected_graph(network, cover.ids, weight_function=weight)
    weights = [value for _, _, value in found.edges(data="weight")]
    return Shared(len(weights), sum(n for n, _ in weights), sum(population for _, population in weights))


def with_cypher(store: Store) -> Shared:
    """Count in the database alone (see `BARE_CYPHER`)."""
    rows = store.read(BARE_CYPHER)
    return Shared(len(rows), sum(row["communes"] for row in rows), float(sum(row["population"] or 0 for row in rows)))
