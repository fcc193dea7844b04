"""Serve the application on a base of its own: one that holds the example, or an empty one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.engine import stop
from graph.settings import Settings
from graph.store.store import Store
from ingest import importer
from ingest.examples import example_paths
from tests.support.browser import ROOT, StreamlitServer, serve_streamlit


@contextmanager
def serve_example(folder: Path) -> Iterator[StreamlitServer]:
    """Serve the example; its engine stops at the end."""
    settings = Settings(data_dir=folder / "base")
    with Store.open(settings) as store:
        checked = importer.check(example_paths(), store)
        importer.apply(checked, importer.plan(checked, store), store)
        with serve_empty(folder) as running:
            yield running


@contextmanager
def serve_empty(folder: Path) -> Iterator[StreamlitServer]:
    """Serve the base of a folder as it is, empty when nothing wrote it; its engine stops at the end."""
    environment = {"MAILLAGE_DATA": str(folder / "base"), "NEO4J_URI": "", "MAILLAGE_LINGER": "5"}
    try:
        with serve_streamlit(
            ROOT / "app" / "main.py", log=folder / "server.log", environment=environment, seconds=180.0
        ) as running:
            yield running
    finally:
        stop(folder / "base")
