"""Print how long a reader waits for the picture of a network in Chromium, and how long pyvis and networkx take."""

from __future__ import annotations

import json
import multiprocessing
import queue
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlencode

import networkx as nx
import psutil
from playwright.sync_api import Browser, Page
from playwright.sync_api import TimeoutError as NotInTime
from pyvis.network import Network

from app.view_models.network import build_network_view
from app.view_models.network_aggregate import AGGREGATIONS, Drawable, drawable
from app.view_models.network_scope import NetworkRecords
from graph.reference.loader import load_reference
from tests.benchmarks.bases import Base
from tests.benchmarks.stopwatch import goal, spent
from tests.support.browser import ROOT, StreamlitServer, find_chromium, open_browser, serve_streamlit
from tests.support.network_picture import PICTURE, ask_picture, place_of
from tests.support.networks import realistic_network
from tests.support.synthetic.sizes import REGION

_GOALS = {150: 1.5, 1_500: 4.0}
_CLICK = 0.5
_PATIENCE = 120
_PEERS = 60
"""Seconds after which another way is given up: it is then said not to be usable."""
_LARGE = 5_000
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
            if ours is None:
                print(f"  {count} nodes: not usable after {_PATIENCE} s", flush=True)
                continue
            print(f"  {count} nodes, question to usable page: {ours:.2f} s ({goal(ours, most, 's')})", flush=True)
            for word in ("right after opening", "again"):
                click, sheet, work = _click(page)
                print(
                    f"    click {word}: {click * 1000:.0f} ms in the picture, {sheet:.2f} s in the page "
                    f"({goal(sheet, _CLICK, 's')}; processor, browser and server together: {work:.2f} s)",
                    flush=True,
                )
            _beside(browser, folder, count, ours)
        _print_gathered()


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
            if taken is None:
                print(f"  {region}, {word}: not usable after {_PATIENCE} s", flush=True)
                return
            drawn, links = ask_picture(page, "[picture.order.length, picture.data.edges.length]")
            print(f"  {region}, {word}: {taken:.2f} s; {drawn} groups and objects, {links} links", flush=True)


def _script() -> Path:
    return ROOT / "tests/support/network_page.py"


def _open(page: Page, server: StreamlitServer, count: int) -> float | None:
    return _until(page, f"{server.url}/?n={count}&cap=1500")


def _until(page: Page, url: str) -> float | None:
    """Return how long an address takes to show its picture; None when it does not within some minutes."""
    started = time.perf_counter()
    try:
        page.goto(url, timeout=_PATIENCE * 1000)
        page.wait_for_function(_SHOWN, timeout=_PATIENCE * 1000)
    except NotInTime:
        return None
    return time.perf_counter() - started


def _click(page: Page) -> tuple[float, float, float]:
    """Return how long the picture, then the page, take to answer a click on another node, and the processor's time."""
    page.get_by_role("application").scroll_into_view_if_needed()
    chosen = ask_picture(page, "picture.selected")
    node = ask_picture(page, "picture.order[picture.selected === picture.order[0] ? 1 : 0]")
    x, y = place_of(page, node)
    before, started = _processor(), time.perf_counter()
    page.mouse.click(x, y)
    page.wait_for_function(f"({PICTURE}).selected !== {json.dumps(chosen)}")
    picture = time.perf_counter() - started
    page.get_by_text(f"choisi={ask_picture(page, 'picture.selected')}", exact=True).wait_for()
    return picture, time.perf_counter() - started, _processor() - before


def _processor() -> float:
    """Return the processor time of the browser and of the server, in seconds: a busy machine does not change it."""
    total = 0.0
    for process in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):
            times = process.cpu_times()
            total += times.user + times.system
    return total


def _print_gathered() -> None:
    """Print what becomes of a network too large to be drawn one by one."""
    nodes, edges = realistic_network(_LARGE)
    whole = NetworkRecords(tuple(nodes), tuple(edges), {}, frozenset())
    made: list[Drawable] = []
    taken = spent(lambda: made.append(drawable(whole)))
    found = made[0]
    print(
        f"  {_LARGE} nodes: gathered {AGGREGATIONS[found.by] if found.by else 'not'} into {len(found.records.nodes)} "
        f"groups and objects in {taken}",
        flush=True,
    )


def _beside(browser: Browser, folder: Path, count: int, ours: float) -> None:
    nodes, edges = realistic_network(count)
    network: nx.Graph[str] = nx.Graph()
    network.add_nodes_from(node.id for node in nodes)
    network.add_edges_from((edge.start, edge.end) for edge in edges)
    layout = spent(lambda: build_network_view(nodes, edges, version="1", cap=1_500))
    pyvis = _pyvis(browser, folder / f"{count}.html", count)
    shown = f"{pyvis:.1f} s, {pyvis / ours:.1f} x ours" if pyvis else f"still moving, not usable after {_PEERS} s"
    print(f"    pyvis as it comes, physics on: {shown}", flush=True)
    spring = _bounded(nx.spring_layout, network)
    placed = (
        f"{spring:.2f} s, {spring / max(layout.cpu, 1e-9):.1f} x ours, names covering one another"
        if spring is not None
        else f"not usable after {_PEERS} s"
    )
    print(f"    places: ours {layout}, networkx spring: processor {placed}", flush=True)


def _bounded(work: Callable[[nx.Graph[str]], object], network: nx.Graph[str]) -> float | None:
    """Return the processor time of some work in a process of its own; None when it is not over within a minute."""
    context = multiprocessing.get_context("spawn")
    answers: multiprocessing.Queue[float] = context.Queue()
    process = context.Process(target=_timed, args=(work, network, answers), daemon=True)
    process.start()
    try:
        return answers.get(timeout=_PEERS)
    except queue.Empty:
        return None
    finally:
        process.terminate()
        process.join()


def _timed(
    work: Callable[[nx.Graph[str]], object], network: nx.Graph[str], answers: multiprocessing.Queue[float]
) -> None:
    answers.put(spent(lambda: work(network)).cpu)


def _pyvis(browser: Browser, file: Path, count: int) -> float | None:
    """Return how long a page of pyvis takes until it stops moving; None when it does not within a minute."""
    nodes, edges = realistic_network(count)
    drawing = Network(height="600px", directed=True, cdn_resources="in_line")
    for node in nodes:
        drawing.add_node(node.id, label=node.nom, title=node.nom)
    for edge in edges:
        drawing.add_edge(edge.start, edge.end, title=edge.type)
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    started = time.perf_counter()
    file.write_text(drawing.generate_html(), encoding="utf-8")
    still = "typeof network !== 'undefined' && network.physics.stabilized === true"
    try:
        page.goto(file.as_uri(), wait_until="commit", timeout=_PEERS * 1000)
        page.wait_for_function(still, timeout=_PEERS * 1000)
        return time.perf_counter() - started
    except NotInTime:
        return None
    finally:
        page.close()
