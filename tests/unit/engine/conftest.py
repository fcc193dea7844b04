"""Give each test a data folder whose engine, if any, is stopped afterwards."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph.engine import stop
from graph.settings import Settings


@pytest.fixture
def data_dir(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "data"
    yield folder
    stop(folder)


@pytest.fixture
def settings(data_dir: Path) -> Callable[..., Settings]:
    """Make settings for the test's folder; the engine lingers as little as possible."""

    def make(**chosen: object) -> Settings:
        return Settings(**{"data_dir": data_dir, "linger": 1.0, **chosen})

    return make
