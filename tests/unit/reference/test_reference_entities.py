"""Hold the graph entities made from the reference."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from graph.reference.entities import partial_territories, perimetre_entities, reference_entities
from graph.reference.loader import load_reference


def test_brittany_comes_whole_with_the_epci_across_its_border() -> None:
    nodes, links = reference_entities(["53"])
    kinds = Counter(node.properties["type_territoire"] for node in nodes)
    assert kinds == {"commune": 1_222, "epci": 61, "departement": 5, "region": 2}
    outside = [node.id for node in nodes if node.id.startswith("COM-44")]
    assert len(outside) == 8 + 12, "Redon Agglomération and Cap Atlantique"
    across = {link.start for link in links if link.type == "CHEVAUCHE" and link.end == "REG-52"}
    assert across == {"EPCI-243500741", "EPCI-244400610"}
    assert partial_territories(["53"]) == {"DEP-44", "REG-52"}


def test_every_end_is_a_node_and_nothing_comes_twice() -> None:
    nodes, links = reference_entities(["53", "52"])
    identifiers = [node.id for node in nodes]
    assert identifiers == sorted(set(identifiers))
    assert {link.start for link in links} | {link.end for link in links} <= set(identifiers)
    keys = [(link.type, link.start, link.end) for link in links]
    assert keys == sorted(set(keys))


def test_redon_is_split_by_inhabitants() -> None:
    _, links = reference_entities(["53"])
    parts: dict[str, Any] = {link.end: link.properties["part"] for link in links if link.start == "EPCI-243500741"}
    assert set(parts) == {"DEP-35", "DEP-44", "DEP-56", "REG-52", "REG-53"}
    reference = load_reference()
    west = [reference.communes[code] for code in reference.communes_by_epci["243500741"]]
    inhabitants = sum(commune.pop_rp2023 or 0 for commune in west if commune.departement == "44")
    assert parts["DEP-44"] == parts["REG-52"] == pytest.approx(inhabitants / 67_666)
    assert parts["DEP-35"] + parts["DEP-44"] + parts["DEP-56"] == pytest.approx(1)


def test_an_epci_is_inside_its_departement_or_across_several() -> None:
    _, links = reference_entities(["53"])
    inside = {link.start: link.end for link in links if link.type == "INCLUS_DANS"}
    assert inside["EPCI-243500139"] == "DEP-35"
    across = {link.start for link in links if link.type == "CHEVAUCHE"}
    assert "EPCI-243500741" not in inside
    assert not across & set(inside)


def test_properties_of_each_kind() -> None:
    nodes = {node.id: node.properties for node in reference_entities(["53"])[0]}
    assert nodes["COM-35236"] == {
        "nom": "Redon",
        "type_territoire": "commune",
        "code": "35236",
        "millesime": "COG 2026",
        "siren": "213502362",
        "population_rp2018": 9_151,
        "population_rp2023": 9_542,
    }
    assert nodes["EPCI-243500741"]["nature_epci"] == "CA"
    assert nodes["EPCI-243500139"]["nature_epci"] == "METRO"
    assert nodes["DEP-29"] == {
        "nom": "Finistère",
        "type_territoire": "departement",
        "code": "29",
        "millesime": "COG 2026",
    }
    assert nodes["REG-53"]["nom"] == "Bretagne"
    assert "population_rp2018" not in nodes["COM-29083"], "unknown is left out"
    assert all(value not in (None, "") for properties in nodes.values() for value in properties.values())


def test_the_same_question_gives_the_same_answer() -> None:
    assert reference_entities(["53"]) == reference_entities(iter(["53"]))


def test_mayotte_carries_a_reserve() -> None:
    nodes, _ = reference_entities(["06"])
    communes = [node.properties for node in nodes if node.id.startswith("COM-")]
    assert len(communes) == 17
    assert all("RP2017" in str(properties["note_qualite"]) for properties in communes)


def test_no_region_gives_nothing_and_an_unknown_one_is_an_error() -> None:
    assert reference_entities([]) == ([], [])
    assert partial_territories([]) == frozenset()
    with pytest.raises(KeyError):
        reference_entities(["99"])


def test_the_whole_country_crosses_no_border() -> None:
    regions = load_reference().regions
    nodes, _ = reference_entities(regions)
    assert len(nodes) == 34_875 + 1_253 + 101 + 18
    assert partial_territories(regions) == frozenset()


def test_a_named_perimeter_has_its_members_and_what_it_declares() -> None:
    nodes, links = perimetre_entities(["terr:pays-broceliande", "terr:pays-fougeres"])
    (node,) = nodes
    assert node.id == "terr:pays-broceliande"
    assert node.properties["population_declaree"] == 69_706
    assert node.properties["population_declaree_annee"] == 2016
    assert node.properties["nb_communes_declare"] == 33
    assert node.properties["source_perimetre"]
    assert [(link.type, link.start, link.end) for link in links] == [
        ("INCLUS_DANS", "EPCI-200038990", "terr:pays-broceliande"),
        ("INCLUS_DANS", "EPCI-243500550", "terr:pays-broceliande"),
        ("INCLUS_DANS", "EPCI-243500618", "terr:pays-broceliande"),
    ]
    assert {link.properties["derivation"] for link in links} == {"explicite"}


def test_a_deduced_perimeter_says_so() -> None:
    nodes, links = perimetre_entities(["terr:pays-brest"])
    assert "population_declaree" not in nodes[0].properties
    assert len(links) == 7
    assert {link.properties["derivation"] for link in links} == {"inferee"}
    assert {link.properties["observed_at"] for link in links} == {"2019-06-26"}
