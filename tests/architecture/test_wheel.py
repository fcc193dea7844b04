"""Hold the wheel: built without a network, it carries every data file of the packages and nothing else."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.architecture.tree import PACKAGES, ROOT, report

# Pages of the documentation that the screens show.
CARRIED = {"app/methodes.md", "app/accessibilite.md", "app/glossaire.md"}
# What Python itself leaves beside the sources.
CACHES = {"__pycache__"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Build the wheel and return the names it holds."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    (built,) = folder.glob("maillage-*.whl")
    with zipfile.ZipFile(built) as archive:
        return set(archive.namelist())


def sources() -> set[str]:
    """Return every file of the packages on disk, whatever `.gitignore` says of it."""
    return {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and not CACHES & set(path.parts)
    }


def test_the_wheel_carries_every_file_of_the_packages(wheel: set[str]) -> None:
    """Hatchling drops git-ignored files without a word: a careless `.gitignore` empties the wheel."""
    report("Every file of the packages is in the wheel.", sorted(sources() - wheel))


def test_the_wheel_carries_nothing_else(wheel: set[str]) -> None:
    metadata = {name for name in wheel if name.startswith("maillage-")}
    report("The wheel holds the packages and its metadata only.", sorted(wheel - sources() - metadata - CARRIED))


def test_the_wheel_carries_the_pages_that_screens_show(wheel: set[str]) -> None:
    assert not CARRIED - wheel


def test_the_wheel_carries_the_licence_and_the_command(wheel: set[str]) -> None:
    names = {Path(name).name for name in wheel}
    assert {"LICENSE", "entry_points.txt", "config.toml"} <= names


@pytest.mark.parametrize("suffix", [".cypher", ".json", ".gz"])
def test_data_files_are_there(wheel: set[str], suffix: str) -> None:
    """The comparison above would pass on an empty tree; each kind of data exists at least once."""
    assert [name for name in wheel if name.endswith(suffix)]
