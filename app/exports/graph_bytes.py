"""Write a network, or the whole base, as the bytes of a file for other programs: GEXF, GraphML, Kumu, Cypher."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from app.exports.cypher import write_cypher
from app.exports.facts import Facts, choose_facts
from app.exports.gexf import write_gexf
from app.exports.graphml import write_graphml
from app.exports.kumu import kumu_json
from graph.model.statement import proofs_of
from graph.store.store import Store


def _write_kumu(path: Path, facts: Facts) -> None:
    path.write_text(json.dumps(kumu_json(facts), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


_WRITERS: Final[Mapping[str, Callable[[Path, Facts], None]]] = {
    "gexf": write_gexf,
    "graphml": write_graphml,
    "kumu": _write_kumu,
}


def network_bytes(store: Store, form: str, ids: Collection[str], part: str, *, day: str | None = None) -> bytes:
    """
    Return a network as a file that programs of analysis open.

    Parameters
    ----------
    store
        Open store; it is only read.
    form
        `gexf`, `graphml` or `kumu` (a blueprint in JSON).
    ids
        Objects of the network; groups are given by their members.
    part
        What the network is, in words: the file says it.
    day
        ISO day, or None for all dates.
    """
    facts = store.steady(lambda _: part_of(choose_facts(store, day=day), ids, part))
    return _written(lambda path: _WRITERS[form](path, facts))


def base_bytes(store: Store) -> bytes:
    """Return the whole base as a Cypher script."""

    def read(_: object) -> Callable[[Path], None]:
        facts, states, journal = choose_facts(store), tuple(store.dump()), store.journal()
        return lambda path: write_cypher(path, facts, states, journal)

    return _written(store.steady(read))


def part_of(facts: Facts, ids: Collection[str], part: str) -> Facts:
    """
    Return the facts of some objects: their sheets, what is said of them, and the documents that say it.

    Parameters
    ----------
    facts
        Facts of the base.
    ids
        Objects.
    part
        What they are, in words.

    Returns
    -------
    facts
        A relationship is kept when both its ends are, or when it leads to a territory or a term of a list.
    """
    named = {node.id for node in facts.references}
    kept = set(ids) & {node.id for node in facts.nodes} | set(ids) & named
    links = tuple(
        link for link in facts.relationships if link.start in kept and (link.end in kept or link.end in named)
    )
    ends = {end for link in links for end in (link.start, link.end)}
    nodes = [node for node in facts.nodes if node.id in kept]
    said = [*(node.properties for node in nodes), *(link.properties for link in links)]
    cited = {proof.source for properties in said for proof in proofs_of(properties)}
    sources = [
        node for node in facts.sources if node.id not in kept and {node.id, node.properties.get("fichier")} & cited
    ]
    return replace(
        facts,
        nodes=tuple(sorted((*nodes, *sources), key=lambda node: node.id)),
        relationships=links,
        references=tuple(node for node in facts.references if node.id in ends),
        part=part,
    )


def _written(write: Callable[[Path], None]) -> bytes:
    with tempfile.TemporaryDirectory(prefix="maillage-") as folder:
        path = Path(folder) / "graphe"
        write(path)
        return path.read_bytes()
