"""GEXF and GraphML open in networkx with all they hold, and come back into an empty base without loss."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest

from app.exports.facts import Facts, choose_facts
from app.exports.gexf import write_gexf
from app.exports.graph_bytes import base_bytes, network_bytes, part_of
from app.exports.graph_table import graph_table
from app.exports.graphml import write_graphml
from app.exports.heading import heading
from graph.closing import Closing
from graph.plan import State
from graph.settings import Settings
from graph.store.store import Store
from ingest.importer import apply, check, plan
from ingest.workbook_writer import write_workbook
from tests.support.example import OpenExample, load_example
from tests.support.stores import emptied
from tests.unit.ingest.builders import workbook

pytestmark = pytest.mark.contract

Writer = Callable[[Path, Facts], None]
WRITERS: dict[str, Writer] = {".gexf": write_gexf, ".graphml": write_graphml}


def bring(store: Store, path: Path) -> None:
    """Import a file."""
    checked = check([path], store)
    assert not checked.report.refuse, checked.report.to_text()
    rows = checked.report.lignes
    assert rows.lues == rows.chargees + rows.reparees + rows.rejetees > 0
    assert rows.rejetees == 0
    apply(checked, plan(checked, store, closing=Closing.OUI), store)


def told(store: Store) -> dict[str, State]:
    """Return the facts of a store by id, with who says what."""
    return {one.id: one for one in store.dump() if one.fait}


def read(path: Path) -> nx.MultiDiGraph[str]:
    """Return what networkx reads."""
    found = nx.read_gexf(path) if path.suffix == ".gexf" else nx.read_graphml(path, force_multigraph=True)
    return nx.MultiDiGraph(found)


@pytest.mark.parametrize("suffix", WRITERS)
def test_a_graph_comes_back_into_an_empty_base(engine_settings: Settings, tmp_path: Path, suffix: str) -> None:
    path, again = tmp_path / f"faits{suffix}", tmp_path / f"encore{suffix}"
    with emptied(engine_settings) as store:
        load_example(store)
        before, said = store.version(), told(store)
        WRITERS[suffix](path, choose_facts(store))
    with emptied(engine_settings) as store:
        bring(store, path)
        assert store.version() == before == store.recompute_version()
        assert told(store) == said
        assert plan(check([path], store), store, closing=Closing.OUI).is_empty
        WRITERS[suffix](again, choose_facts(store))
        assert again.read_bytes() == path.read_bytes()


@pytest.fixture(scope="module")
def facts(open_example: OpenExample, embedded_settings: Settings) -> Facts:
    """Hold the facts of the example."""
    return choose_facts(open_example(embedded_settings).store)


@pytest.mark.parametrize("suffix", WRITERS)
def test_networkx_reads_as_many_nodes_edges_and_attributes(facts: Facts, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"faits{suffix}"
    WRITERS[suffix](path, facts)
    table, graph = graph_table(facts, shapes=True), read(path)
    assert graph.number_of_nodes() == len(table.nodes) == len(facts.nodes) + len(facts.references)
    assert graph.number_of_edges() == len(table.edges) == len(facts.relationships)
    for node in table.nodes:
        found = graph.nodes[node.id]
        assert found["label"] == node.label
        assert {name: found[name] for name in node.cells} == node.cells
    for edge in table.edges:
        found = graph.edges[edge.source, edge.target, edge.id]
        assert {name: found[name] for name in edge.cells} == edge.cells
        if suffix == ".gexf":
            assert (found.get("start"), found.get("end")) == (edge.start, edge.end)
    parallel = {(edge.source, edge.target) for edge in table.edges}
    assert len(parallel) < len(table.edges)
    assert len({(edge.source, edge.target, edge.kind) for edge in table.edges}) == len(table.edges)


@pytest.mark.parametrize("suffix", WRITERS)
def test_attributes_have_the_types_of_the_model(facts: Facts, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"faits{suffix}"
    WRITERS[suffix](path, facts)
    graph = read(path)
    for node in facts.nodes:
        for name, value in node.properties.items():
            if isinstance(value, bool | int | float):
                assert graph.nodes[node.id][name] == value
                assert isinstance(graph.nodes[node.id][name], bool) is isinstance(value, bool)
    assert {type(data.get("maillage_reference")) for _, data in graph.nodes(data=True)} == {bool}


@pytest.mark.parametrize("suffix", WRITERS)
def test_what_networkx_writes_back_says_the_same(embedded_settings: Settings, tmp_path: Path, suffix: str) -> None:
    path, through = tmp_path / f"faits{suffix}", tmp_path / f"passage{suffix}"
    with emptied(embedded_settings) as store:
        load_example(store)
        before, said = store.version(), told(store)
        WRITERS[suffix](path, choose_facts(store))
    graph = read(path)
    nx.set_node_attributes(graph, nx.degree_centrality(graph), "centralite")
    if suffix == ".gexf":
        for _, data in graph.nodes(data=True):
            data.pop("viz")
        nx.write_gexf(graph, through)
    else:
        nx.write_graphml(graph, through)
    with emptied(embedded_settings) as store:
        checked = check([through], store)
        assert not checked.report.refuse, checked.report.to_text()
        assert any("centralite" in issue.message for issue in checked.report.problemes)
        apply(checked, plan(checked, store), store)
        assert store.version() == before
        assert told(store) == said


def test_who_said_what_comes_back(embedded_settings: Settings, tmp_path: Path) -> None:
    heading_row = ("id", "nom", "type_acteur", "alias")
    files = [
        workbook(tmp_path / "un.xlsx", {"acteurs": [heading_row, ("acteur:a", "A", "association", "B")]}),
        workbook(tmp_path / "deux.xlsx", {"acteurs": [heading_row, ("acteur:a", "A bis", "commune", "C")]}),
    ]
    paths = [tmp_path / f"faits{suffix}" for suffix in WRITERS]
    with emptied(embedded_settings) as store:
        for file in files:
            bring(store, file)
        before, said = store.version(), told(store)
        for path in paths:
            WRITERS[path.suffix](path, choose_facts(store))
    assert said["acteur:a"].dits
    for path in paths:
        with emptied(embedded_settings) as store:
            bring(store, path)
            assert store.version() == before
            assert told(store) == said
    changed = tmp_path / "corrige.graphml"
    text = paths[1].read_text(encoding="utf-8")
    changed.write_text(text.replace('<data key="node.nom">A</data>', '<data key="node.nom">Autre</data>'))
    report = check([changed], None).report
    assert [(issue.code, issue.colonne) for issue in report.problemes if issue.colonne == "nom"] == [("ING-121", "nom")]


def test_a_workbook_comes_back_into_an_empty_base(embedded_settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "faits.xlsx"
    with emptied(embedded_settings) as store:
        load_example(store)
        before, found = store.version(), choose_facts(store)
        write_workbook(path, (*found.nodes, *found.relationships), heading(found).titre)
    with emptied(embedded_settings) as store:
        bring(store, path)
        assert store.version() == before == store.recompute_version()


def test_a_part_keeps_the_ends_of_its_edges(
    open_example: OpenExample, embedded_settings: Settings, tmp_path: Path
) -> None:
    store = open_example(embedded_settings).store
    found = choose_facts(store, territoire="EPCI-243500741", day="2021-09-15")
    assert 0 < len(found.relationships) < 787
    for suffix, write in WRITERS.items():
        path = tmp_path / f"partie{suffix}"
        write(path, found)
        graph = read(path)
        assert graph.number_of_nodes() == len(found.nodes) + len(found.references)
        assert graph.number_of_edges() == len(found.relationships)
        text = path.read_text(encoding="utf-8")
        for said in ("15 septembre 2021", "Redon", "Licence Ouverte", found.version, "Légende", "Source"):
            assert said in text or said.lower() in text


@pytest.mark.parametrize("suffix", WRITERS)
def test_a_network_is_written_alone_with_its_words(embedded_settings: Settings, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"reseau{suffix}"
    ids = {"acteur:cpam-35", "disp:cls-redon-2", "disp:cls-broceliande-1"}
    with emptied(embedded_settings) as store:
        load_example(store)
        whole = choose_facts(store)
        path.write_bytes(network_bytes(store, suffix.removeprefix("."), ids, "Réseau : l'essai"))
        found = part_of(whole, ids, "Réseau : l'essai")
    graph = read(path)
    assert set(graph) == {node.id for node in (*found.nodes, *found.references)}
    known = ids & {node.id for node in whole.nodes}
    assert known <= set(graph)
    assert {node.id for node in found.nodes if "Source" not in node.labels} == known
    assert graph.number_of_edges() == len(found.relationships) > 0
    # Documents that prove them come along, and the file says what it holds.
    assert any("Source" in node.labels for node in found.nodes)
    assert "Réseau : l'essai" in path.read_text(encoding="utf-8").replace("&apos;", "'")
    with emptied(embedded_settings) as store:
        bring(store, path)
        assert known <= told(store).keys()


def test_the_whole_base_is_offered_as_a_script(open_example: OpenExample, embedded_settings: Settings) -> None:
    said = base_bytes(open_example(embedded_settings).store).decode("utf-8")
    assert "toute la base" in said
    assert "acteur:cpam-35" in said
