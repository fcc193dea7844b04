"""Print how long a reader waits for the picture of a network in Chromium, and how long pyvis and networkx take."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode

import networkx as nx
from playwright.sync_api import Browser, Page
from playwright.sync_api import TimeoutError as NotInTime
from pyvis.network import Network

from app.view_models.network import build_network_view
from graph.reference.loader import load_reference
from tests.benchmarks.bases import Base
from tests.benchmarks.stopwatch import goal, spent
from tests.support.browser import ROOT, StreamlitServer, find_chromium, open_browser, serve_streamlit
from tests.support.network_picture import PICTURE, ask_picture, place_of
from tests.support.networks import realistic_network
from tests.support.synthetic.sizes import REGION

_GOALS = {150: 1.5, 1_500: 4.0}
_CLICK = 0.5
_PATIENCE = 180
_SHOWN = f"(({PICTURE})?.labelCache?.boxes.length ?? 0) > 0"


def print_pages() -> None:
    """Print 150 and 1,500 nodes, laid out for the first time, beside the other ways, then a click."""
    if find_chromium() is None:
        print("  not measured (no Chromium)")
        return
    folder = Path(tempfile.mkdtemp(prefix="maillage-bench-"))
    with open_browser() as browser, serve_streamlit(_script(), log=folder / "server.log") as server:
        page = browser.new_page(viewport={"width": 1280, "height": 1000})
        _open(page, server, 20)  # The browser and the server have started: what follows is the picture alone.
        for count, most in _GOALS.items():
            ours = _open(page, server, count)
            click, sheet = _click(page)
            print(
                f"  {count} nodes, question to usable page: {ours:.2f} s ({goal(ours, most, 's')}); "
                f"click {click * 1000:.0f} ms in the picture, {sheet:.2f} s in the page ({goal(sheet, _CLICK, 's')})",
                flush=True,
            )
            _beside(browser, folder, count, ours)


def print_region(base: Base) -> None:
    """Print the whole région, too large to be drawn object by object, on the real screen, then a click."""
    if find_chromium() is None:
        print("  not measured (no Chromium)")
        return
    region = f"REG-{load_reference().departements[REGION.codes[0]].region}"
    query = urlencode({"vue": "territoire", "territoire": region, "date": base.jour})
    folder = Path(tempfile.mkdtemp(prefix="maillage-bench-"))
    environment = {"MAILLAGE_DATA": str(base.folder), "NEO4J_URI": ""}
    with (
        open_browser() as browser,
        serve_streamlit(ROOT / "app/main.py", log=folder / "server.log", environment=environment) as server,
    ):
        page = browser.new_page(viewport={"width": 1280, "height": 1000})
        page.goto(server.url)
        page.get_by_role("heading").first.wait_for(timeout=60_000)
        for word in ("first time", "again"):
            taken = _until(page, f"{server.url}/reseau?{query}")
            drawn, links = ask_picture(page, "[picture.order.length, picture.data.edges.length]")
            print(f"  {region}, {word}: {taken:.2f} s; {drawn} groups and objects, {links} links", flush=True)


def _script() -> Path:
    return ROOT / "tests/support/network_page.py"


def _open(page: Page, server: StreamlitServer, count: int) -> float:
    return _until(page, f"{server.url}/?n={count}&cap=1500")


def _until(page: Page, url: str) -> float:
    started = time.perf_counter()
    page.goto(url)
    page.wait_for_function(_SHOWN, timeout=_PATIENCE * 1000)
    return time.perf_counter() - started


def _click(page: Page) -> tuple[float, float]:
    """Return how long the picture, then the page, take to answer a click."""
    page.get_by_role("application").scroll_into_view_if_needed()
    node = ask_picture(page, "picture.order[0]")
    x, y = place_of(page, node)
    started = time.perf_counter()
    page.mouse.click(x, y)
    page.wait_for_function(f"({PICTURE}).selected !== null")
    picture = time.perf_counter() - started
    page.get_by_text(f"choisi={ask_picture(page, 'picture.selected')}", exact=True).wait_for()
    return picture, time.perf_counter() - started


def _beside(browser: Browser, folder: Path, count: int, ours: float) -> None:
    nodes, edges = realistic_network(count)
    network: nx.Graph[str] = nx.Graph()
    network.add_nodes_from(node.id for node in nodes)
    network.add_edges_from((edge.start, edge.end) for edge in edges)
    layout = spent(lambda: build_network_view(nodes, edges, version="1", cap=1_500))
    spring = spent(lambda: nx.spring_layout(network, seed=1))
    pyvis, settled = _pyvis(browser, folder / f"{count}.html", count)
    print(
        f"    pyvis as it comes, physics on: {pyvis:.1f} s{'' if settled else ' and still moving'}, "
        f"{pyvis / ours:.1f} x ours; places: ours {layout}, networkx spring {spring}, "
        f"{spring.cpu / max(layout.cpu, 1e-9):.1f} x ours, names covering one another",
        flush=True,
    )


def _pyvis(browser: Browser, file: Path, count: int) -> tuple[float, bool]:
    """Return how long a page of pyvis takes until it stops moving, and whether it does within some minutes."""
    nodes, edges = realistic_network(count)
    drawing = Network(height="600px", directed=True, cdn_resources="in_line")
    for node in nodes:
        drawing.add_node(node.id, label=node.nom, title=node.nom)
    for edge in edges:
        drawing.add_edge(edge.start, edge.end, title=edge.type)
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    started = time.perf_counter()
    file.write_text(drawing.generate_html(), encoding="utf-8")
    page.goto(file.as_uri())
    settled = _settles(page)
    taken = time.perf_counter() - started
    page.close()
    return taken, settled


def _settles(page: Page) -> bool:
    still = "typeof network !== 'undefined' && network.physics.stabilized === true"
    try:
        page.wait_for_function(still, timeout=_PATIENCE * 1000)
    except NotInTime:
        return False
    return True
