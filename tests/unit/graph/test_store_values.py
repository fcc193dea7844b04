"""Check how what the driver returns becomes plain values."""

from __future__ import annotations

from typing import Any

import pytest
from neo4j.graph import Graph, Node
from neo4j.time import Date

from graph.store.values import GraphNode, GraphRelationship, plain


class Words(str):
    """Be text of another class."""


class Items(list[Any]):
    """Be a list of another class."""


def test_a_map_that_says_its_type_is_a_relationship() -> None:
    found = plain({"id": "r-1", "@type": "PILOTE", "preuve_sources": ["a.pdf"]})
    assert found == GraphRelationship("PILOTE", {"id": "r-1", "preuve_sources": ["a.pdf"]})


def test_a_relationship_may_come_as_a_list_of_values_by_place() -> None:
    values = ["PILOTE", "r-1", "2024", None, "2026-07", None, "explicite", None, ["a.pdf"], ["Elle pilote."]]
    assert plain([["acteur:x", {"@lien": values}]]) == [
        [
            "acteur:x",
            GraphRelationship(
                "PILOTE",
                {
                    "id": "r-1",
                    "valid_from": "2024",
                    "observed_at": "2026-07",
                    "derivation": "explicite",
                    "preuve_sources": ["a.pdf"],
                    "preuve_citations": ["Elle pilote."],
                },
            ),
        ]
    ]


def test_a_map_that_says_its_labels_is_a_node() -> None:
    found = plain([{"id": "acteur:x", "@labels": ["Entite", "Acteur"]}])
    assert found == [GraphNode(("Acteur", "Entite"), {"id": "acteur:x"})]


@pytest.mark.parametrize(
    "given", [{"@type": 3}, {"@labels": "Acteur"}, {"@type": None, "id": "x"}, {"@lien": 3}, {"@lien": ["PILOTE"]}, {}]
)
def test_any_other_map_stays_a_map(given: dict[str, Any]) -> None:
    assert plain(given) == given


def test_values_of_other_classes_are_read_like_the_plain_ones() -> None:
    assert plain(Items([Words("a"), Date(2026, 6, 30), {"b": Items([1])}])) == ["a", "2026-06-30", {"b": [1]}]


def test_a_node_of_the_driver_gives_the_same_as_its_map() -> None:
    node = Node(
        Graph(), "4:x:1", 1, ["Entite", "Acteur"], {"id": "acteur:x", "alias": ["X"], "depuis": Date(2024, 1, 1)}
    )
    written = {"id": "acteur:x", "alias": ["X"], "depuis": Date(2024, 1, 1), "@labels": ["Entite", "Acteur"]}
    assert plain(node) == plain(written)
