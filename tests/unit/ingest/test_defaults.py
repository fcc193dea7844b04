"""An actor without a sector takes the one of its type, and never loses one; the guide's examples are accepted."""

from pathlib import Path

import pytest

from graph.model.statement import Properties
from graph.model.vocabularies import vocabulary
from graph.plan import NodeState
from ingest.defaults import complete
from ingest.facts import Facts
from ingest.known import Known
from ingest.readers.base import reader_for
from tests.architecture.tree import ROOT
from tests.unit.ingest.builders import check_tables, workbook


class _Graph(Known):
    """Answer as a graph that holds one actor."""

    def node(self, id_: str) -> NodeState | None:
        properties: Properties = {"nom": "A", "type_acteur": "ars", "secteur": "usagers"}
        return NodeState(id=id_, labels=("Acteur",), properties=properties, fait=True)


HEADING = ("id", "nom", "type_acteur", "secteur")


@pytest.mark.parametrize(
    ("type_", "given", "expected"),
    [("ars", None, "sante"), ("ars", "usagers", "usagers"), ("association", None, None), ("service", None, None)],
)
def test_the_sector_of_the_type(tmp_path: Path, type_: str, given: str | None, expected: str | None) -> None:
    checked = check_tables(tmp_path, {"acteurs": [HEADING, ("acteur:a", "A", type_, given)]})
    assert checked.statements[0].properties.get("secteur") == expected


def test_a_sector_of_the_graph_stays(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"acteurs": [HEADING, ("acteur:a", "A", "ars", None)]})
    reader = reader_for(path)
    assert reader is not None
    records = reader.read(path).records
    assert "secteur" not in complete(Facts(records, _Graph(None))).nodes["acteur:a"].properties
    assert complete(Facts(records, Known(None))).nodes["acteur:a"].properties["secteur"] == "sante"


class _Association(Known):
    """Answer as a graph where one file said that the actor is an association."""

    def node(self, id_: str) -> NodeState | None:
        properties: Properties = {"nom": "A", "type_acteur": "association"}
        return NodeState(id=id_, labels=("Acteur",), properties=properties, fait=True, origines=("premier.xlsx",))


@pytest.mark.parametrize(("file", "expected"), [("second.xlsx", None), ("premier.xlsx", "collectivite")])
def test_a_type_that_is_not_retained_gives_no_sector(tmp_path: Path, file: str, expected: str | None) -> None:
    path = workbook(tmp_path / file, {"acteurs": [HEADING, ("acteur:a", "A", "commune", None)]})
    reader = reader_for(path)
    assert reader is not None
    facts = complete(Facts(reader.read(path).records, _Association(None)))
    assert facts.nodes["acteur:a"].properties.get("secteur") == expected


def test_the_labels_of_the_guide_are_accepted() -> None:
    guide = (ROOT / "docs/guide/importer.md").read_text(encoding="utf-8")
    [row] = [line for line in guide.splitlines() if line.startswith("| valeur d’une liste |")]
    examples = row.split("`")[1::2]
    found = [vocabulary("types_acteur").find(text) for text in examples]
    assert len(examples) == 2
    assert [term.code if term else None for term in found] == ["epci", "epci"]
