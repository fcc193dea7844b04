"""Hold what is sent to the browser: still, complete, and without any address."""

import json
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import app.components.network as package
from app.components.network.component import component_script
from app.components.network.payload import payload
from app.view_models.network import EdgeRecord, NodeRecord, build_network_view
from app.view_models.palette import NATURES
from tests.support.networks import realistic_network

FOLDER = Path(package.__file__).parent
OUR_FILES = sorted(file for file in FOLDER.iterdir() if file.suffix in {".js", ".css", ".html"})


def test_nothing_sent_holds_an_address() -> None:
    view = build_network_view(*realistic_network(150), version="1")
    sent = json.dumps(payload(view, height=560), ensure_ascii=False)
    for text in (sent, *(file.read_text(encoding="utf-8") for file in OUR_FILES)):
        assert re.search(r"https?:|//\w+\.|@import|url\(", text) is None


def test_the_bundle_asks_nothing_of_the_network() -> None:
    script = component_script()
    assert "sourceMappingURL" not in script
    # The library comes with its licence, as it must, and an SVG namespace, which is a name and not an address.
    body = re.sub(r"/\*.*?\*/", "", script, flags=re.DOTALL)
    addresses = set(re.findall(r"https?://[^\"'` )\\]+", body))
    allowed = ("http://www.w3.org/2000/svg", "https://github.com/")
    assert all(address.startswith(allowed) for address in addresses)
    assert not re.search(r"\b(fetch|XMLHttpRequest|sendBeacon|WebSocket|importScripts)\s*\(", body)
    assert "MIT License" in script


def test_texts_are_not_taken_for_file_paths() -> None:
    for file in OUR_FILES:
        assert "\n" in file.read_text(encoding="utf-8").strip()
    assert "\n" in component_script().strip()


def test_nodes_are_still_and_complete() -> None:
    view = build_network_view(*realistic_network(80), version="1")
    data = payload(view, height=400)
    assert data["options"]["physics"] == {"enabled": False}
    assert data["options"]["interaction"]["dragNodes"] is False
    assert [node["id"] for node in data["nodes"]] == [node.id for node in view.nodes]
    assert {node["id"]: (node["x"], node["y"]) for node in data["nodes"]} == view.positions
    assert [edge["id"] for edge in data["edges"]] == [edge.id for edge in view.edges]
    assert {node["nature"] for node in data["nodes"]} == data["palette"]["natures"].keys()
    assert {node["secteur"] for node in data["nodes"]} - {None} == data["palette"]["secteurs"].keys()
    assert data["palette"]["natures"].keys() < NATURES.keys()
    left, top, right, bottom = data["bounds"]
    assert all(left < node["x"] < right and top < node["y"] < bottom for node in data["nodes"])


def test_certainty_is_a_line_style() -> None:
    view = build_network_view(*realistic_network(80), version="1", show_inactive=True)
    styles = {edge["certitude"]: edge["dashes"] for edge in payload(view, height=400)["edges"]}
    assert styles["certain"] is False
    assert styles["incertain"]
    assert styles["inactif"]
    assert styles["incertain"] != styles["inactif"]


def test_links_between_the_same_two_nodes_part() -> None:
    nodes = [NodeRecord(id=i, labels=("Acteur",), nom=i, secteur="inconnu") for i in "ab"]
    edges = [
        EdgeRecord(id="r1", type="SIGNE", start="a", end="b"),
        EdgeRecord(id="r2", type="PILOTE", start="b", end="a"),
        EdgeRecord(id="r3", type="FINANCE", start="a", end="b"),
    ]
    data = payload(build_network_view(nodes, edges, version="1"), height=400)
    bends = [
        (1 if edge["from"] == "a" else -1)
        * (1 if edge["smooth"]["type"] == "curvedCW" else -1)
        * edge["smooth"]["roundness"]
        if "smooth" in edge
        else 0
        for edge in data["edges"]
    ]
    assert len(set(bends)) == 3
    assert {node["secteur"] for node in data["nodes"]} == {"autre"}


def test_an_empty_view_is_sent() -> None:
    data = payload(build_network_view([], [], version="1"), height=400)
    assert data["nodes"] == []
    assert data["summary"] == "Aucun élément à dessiner pour ce choix."


def _page() -> None:
    import streamlit as st

    from app.components.network import network
    from app.view_models.network import build_network_view
    from tests.support.networks import realistic_network

    state = network(build_network_view(*realistic_network(20), version="1"), key="reseau")
    st.text(f"choisi={state.selected}")


@pytest.mark.filterwarnings("error")
def test_the_component_mounts_in_a_page() -> None:
    page = AppTest.from_function(_page).run(timeout=30)
    assert not page.exception
    assert page.text[0].value == "choisi=None"
