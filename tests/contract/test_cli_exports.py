"""Every format of the command says what it is, and a wrong choice is told in words."""

import json
from pathlib import Path

import networkx as nx
import pytest
from openpyxl import load_workbook

from graph.settings import Settings
from tests.support.command_base import Base, example_base

pytestmark = pytest.mark.contract

SAID = ("Redon", "15 septembre 2021", "Licence Ouverte")


@pytest.fixture(scope="module")
def base(embedded_settings: Settings) -> Base:
    """Import the example into an empty base."""
    return example_base(embedded_settings)


def texts_of(path: Path) -> str:
    """Return what a file says, the cells of a workbook put together."""
    if path.is_dir():
        return "\n".join(one.read_text(encoding="utf-8-sig") for one in sorted(path.iterdir()))
    if path.suffix == ".xlsx":
        rows = [row for sheet in load_workbook(path).worksheets for row in sheet.iter_rows(values_only=True)]
        return "\n".join(str(cell) for row in rows for cell in row if cell is not None)
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("faits.xlsx", ()),
        ("faits.gexf", ()),
        ("faits.graphml", ()),
        ("faits.cypher", ()),
        ("faits.json", ("--kumu",)),
        ("faits", ()),
    ],
)
def test_each_format_says_title_date_scope_sources_and_licence(
    base: Base, tmp_path: Path, name: str, options: tuple[str, ...]
) -> None:
    out = tmp_path / name
    format_name = out.suffix[1:] or "csv"
    words = ("export", format_name, str(out), "--territory", "EPCI-243500741", "--date", "2021-09-15", *options)
    done = base(*words, "--json")
    assert done.status == 0, done.err
    text = texts_of(out)
    for said in (*SAID, "Source", "Légende", done.json["version_donnees"]):
        assert said in text or said.lower() in text, said
    if name == "faits.graphml":
        graph = nx.read_graphml(out, force_multigraph=True)
        assert graph.number_of_edges() == done.json["relations"]
    if options:
        found = json.loads(text)
        assert len(found["connections"]) == done.json["relations"]


def test_kumu_goes_with_json_only(base: Base, tmp_path: Path) -> None:
    done = base("export", "xlsx", str(tmp_path / "faits.xlsx"), "--kumu", "--json")
    assert done.status == 2
    assert "--kumu" in done.json["erreur"]["message"]
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_format_is_told_the_known_ones(base: Base, tmp_path: Path) -> None:
    done = base("export", "gml", str(tmp_path / "faits.gml"), "--json")
    assert done.status == 2
    assert "graphml" in done.json["erreur"]["remede"]
