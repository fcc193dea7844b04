"""Give the screens a real base that holds the example, and a way to open any of them as an address would."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.workshops.store import FOLDER, Workshops
from graph.settings import Settings
from graph.store.store import Store
from ingest import importer
from ingest.examples import example_paths
from tests.support.browser import ROOT
from tests.support.engines import embedded_engine

SECONDS = 60
Open = Callable[..., AppTest]


def load_example(settings: Settings) -> None:
    """Import the example through the door that every file takes."""
    with Store.open(settings) as store:
        checked = importer.check(example_paths(), store)
        importer.apply(checked, importer.plan(checked, store), store)


@pytest.fixture(scope="session")
def example_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Give the settings of an engine whose graph holds the example; no test writes to it."""
    with embedded_engine(tmp_path_factory.mktemp("app")) as settings:
        load_example(settings)
        yield settings


@pytest.fixture(scope="session")
def empty_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Give the settings of an engine whose graph is empty at the start of the session."""
    with embedded_engine(tmp_path_factory.mktemp("app-empty")) as settings:
        yield settings


@pytest.fixture
def shelf(example_settings: Settings) -> Iterator[Workshops]:
    """Give the workshops of the example; none before, none after."""
    kept = Workshops(Path(example_settings.data_dir) / FOLDER)
    yield kept
    for one in kept.all():
        kept.delete(one.id)
    for broken in kept.damaged():
        (kept.folder / broken.name).unlink()


@pytest.fixture
def open_screen(example_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Open a screen on the example: its script, then the values of its address."""
    return opener(example_settings, monkeypatch)


@pytest.fixture
def open_empty(empty_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Open a screen on the empty base."""
    return opener(empty_settings, monkeypatch)


def opener(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Return a function that opens a screen on the base of these settings."""
    for name in [name for name in os.environ if name.startswith("NEO4J_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("MAILLAGE_DATA", str(settings.data_dir))

    def open_(screen: str = "accueil", **address: str) -> AppTest:
        test = AppTest.from_file(str(ROOT / "app" / "main.py"), default_timeout=SECONDS)
        for name, value in address.items():
            test.query_params[name] = value
        if screen != "accueil":
            test.switch_page(f"screens/{screen}.py")
        return test.run()

    return open_
