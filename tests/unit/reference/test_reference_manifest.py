"""Hold the vendored files to their manifest."""

from __future__ import annotations

import gzip
import hashlib

import pytest

from graph.reference.loader import DATA, load_reference

MANIFEST = load_reference().manifest
MAXIMUM_BYTES = 7_000_000


@pytest.mark.parametrize("name", sorted(MANIFEST["fichiers"]))
def test_a_file_is_the_one_the_manifest_describes(name: str) -> None:
    entry = MANIFEST["fichiers"][name]
    stored = (DATA / name).read_bytes()
    content = gzip.decompress(stored) if name.endswith(".gz") else stored
    assert len(stored) == entry["octets"]
    assert hashlib.sha256(stored).hexdigest() == entry["sha256"]
    assert hashlib.sha256(content).hexdigest() == entry["sha256_contenu"]
    lines = content.count(b"\n")
    # A table has a header; a GeoJSON has an opening line and a closing one.
    assert lines - (2 if "geojson" in name else 1) == entry["lignes"]


@pytest.mark.parametrize("name", sorted(MANIFEST["fichiers"]))
def test_a_file_says_where_it_comes_from(name: str) -> None:
    entry = MANIFEST["fichiers"][name]
    assert entry["millesime"]
    assert entry["producteurs"]
    assert entry["licence"]
    assert entry["sources"] or name == "perimetres.csv"


def test_every_file_is_in_the_manifest() -> None:
    assert {path.name for path in DATA.iterdir()} == {*MANIFEST["fichiers"], "manifest.json"}


def test_compressed_files_hold_no_date_and_no_name() -> None:
    for path in DATA.glob("*.gz"):
        header = path.read_bytes()[:10]
        assert header[3] == 0, "no optional field: no file name"
        assert header[4:8] == b"\0\0\0\0", "no date"


def test_the_data_stay_small() -> None:
    assert sum(path.stat().st_size for path in DATA.iterdir()) < MAXIMUM_BYTES
