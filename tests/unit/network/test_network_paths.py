"""Hold the ways between two objects: all of them up to a bound, the shortest first, said link after link."""

import random
from dataclasses import replace

import networkx as nx
import pytest

from app.view_models.network import EdgeRecord, NodeRecord
from app.view_models.network_paths import find_paths
from app.view_models.network_scope import NetworkRecords
from tests.support.networks import realistic_network

CPAM = NodeRecord(id="acteur:cpam", labels=("Acteur",), nom="CPAM 35")
CLUB = NodeRecord(id="acteur:club", labels=("Acteur",), nom="Club omnisports")
CLS = NodeRecord(id="disp:cls", labels=("Dispositif",), nom="CLS de Redon")
ACTION = NodeRecord(id="action:1", labels=("Action",), nom="Bouger plus")
ALONE = NodeRecord(id="acteur:seul", labels=("Acteur",), nom="Association isolée")
EDGES = (
    EdgeRecord(id="r1", type="SIGNE", start=CPAM.id, end=CLS.id, role="signataire"),
    EdgeRecord(id="r2", type="COMPREND", start=CLS.id, end=ACTION.id),
    EdgeRecord(id="r3", type="PILOTE", start=CLUB.id, end=ACTION.id, certitude="incertain"),
    EdgeRecord(id="r4", type="EST_PARTENAIRE", start=CLUB.id, end=CLS.id),
    EdgeRecord(id="r5", type="FINANCE", start=CPAM.id, end=CLS.id, certitude="incertain"),
    EdgeRecord(id="r6", type="LIEN", start=CPAM.id, end=CLUB.id, certitude="inactif"),
)
NETWORK = NetworkRecords((CPAM, CLUB, CLS, ACTION, ALONE), EDGES, {}, frozenset())


def test_ways_are_said_link_after_link() -> None:
    found = find_paths(NETWORK, CPAM.id, CLUB.id)
    assert [way.nodes for way in found.ways] == [(CPAM.id, CLS.id, CLUB.id), (CPAM.id, CLS.id, ACTION.id, CLUB.id)]
    first = found.ways[0]
    assert first.length == 2
    assert [[link.id for link in step.links] for step in first.steps] == [["r1", "r5"], ["r4"]]
    assert first.sentence == (
        "CPAM 35 signe CLS de Redon (signataire), puis Club omnisports est partenaire de CLS de Redon."
    )
    assert [way.certitude for way in found.ways] == ["certain", "incertain"]
    assert found.nodes == {CPAM.id, CLUB.id, CLS.id, ACTION.id}
    assert found.edges == {"r1", "r2", "r3", "r4", "r5"}
    assert found.sentence == "2\u00a0chemins entre CPAM 35 et Club omnisports, le plus court a 2\u00a0liens."


def test_bounds_are_kept_and_said() -> None:
    short = find_paths(NETWORK, CPAM.id, CLUB.id, longest=2)
    assert [way.length for way in short.ways] == [2]
    assert short.sentence == (
        "Un seul chemin d’au plus 2\u00a0liens entre CPAM 35 et Club omnisports\u00a0: il a 2\u00a0liens."
    )
    first = find_paths(NETWORK, CPAM.id, CLUB.id, most=1)
    assert len(first.ways) == 1
    assert first.sentence.endswith("D’autres chemins existent\u00a0: seuls les plus courts sont montrés.")


@pytest.mark.parametrize("longest", [1, 6])
def test_no_way(longest: int) -> None:
    found = find_paths(NETWORK, CPAM.id, ALONE.id, longest=longest)
    assert found.ways == ()
    assert found.nodes == found.edges == frozenset()
    assert found.sentence.startswith("Aucun chemin d’au plus ")
    assert found.sentence.endswith("Non documenté ne veut pas dire absent.")


def test_two_different_objects_of_the_network_are_needed() -> None:
    assert find_paths(NETWORK, CPAM.id, CPAM.id).sentence == "Choisissez deux objets différents de l’image."
    assert find_paths(NETWORK, CPAM.id, "absent").ways == ()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_all_the_ways_are_found_whatever_the_order(seed: int) -> None:
    nodes, edges = realistic_network(30, seed)
    active = [edge for edge in edges if edge.certitude != "inactif"]
    graph = nx.Graph([(edge.start, edge.end) for edge in active])
    records = NetworkRecords(tuple(nodes), tuple(edges), {}, frozenset())
    draw = random.Random(seed)
    mixed_nodes, mixed_edges = list(nodes), list(edges)
    draw.shuffle(mixed_nodes)
    draw.shuffle(mixed_edges)
    mixed = replace(records, nodes=tuple(mixed_nodes), edges=tuple(mixed_edges))
    for one, two in [draw.sample(sorted(graph), 2) for _ in range(8)]:
        found = find_paths(records, one, two, most=10_000, longest=5)
        assert {way.nodes for way in found.ways} == {
            tuple(way) for way in nx.all_simple_paths(graph, one, two, cutoff=5)
        }
        assert [way.length for way in found.ways] == sorted(way.length for way in found.ways)
        assert find_paths(records, one, two) == find_paths(mixed, one, two)
