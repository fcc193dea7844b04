"""Hold where objects stand when they are placed by territory, what they belong to, and what one more link brings."""

from typing import Any

import pytest

from app.view_models.network import EdgeRecord, NodeRecord
from app.view_models.network_grounds import Grounds, epci_name, places_of, read_grounds
from app.view_models.network_more import in_force, more_around, more_beyond
from app.view_models.network_schemes import schemes_of
from app.view_models.network_scope import NetworkRecords, placed
from graph.reference.loader import load_reference

REFERENCE = load_reference()
REDON, PIPRIAC, RENNES = "COM-35236", "COM-35219", "COM-35238"


def node(name: str, label: str, *zones: str) -> NodeRecord:
    return NodeRecord(id=name, labels=(label,), nom=name, territoires=zones)


def link(start: str, end: str, type_: str = "PILOTE") -> EdgeRecord:
    return EdgeRecord(id=f"{start}-{end}", type=type_, start=start, end=end)


def network(nodes: list[NodeRecord], *edges: EdgeRecord) -> NetworkRecords:
    return NetworkRecords(tuple(nodes), edges, {}, frozenset())


@pytest.mark.parametrize(
    ("zones", "key", "name"),
    [
        ((REDON,), REDON, "Redon"),
        ((REDON, PIPRIAC), "EPCI-243500741", "Redon Agglomération"),
        (("EPCI-243500741",), "EPCI-243500741", "Redon Agglomération"),
        ((REDON, RENNES), "DEP-35", "Ille-et-Vilaine"),
        (("DEP-35",), "DEP-35", "Ille-et-Vilaine"),
        (("DEP-35", "DEP-56"), "REG-53", "Bretagne"),
        (("DEP-35", "DEP-44"), "FRANCE", "Plusieurs régions"),
    ],
)
def test_objects_share_the_smallest_territory_that_holds_them(zones: tuple[str, ...], key: str, name: str) -> None:
    place = places_of(network([node("a", "Acteur", *zones)]), REFERENCE.communes_of, {})["a"]
    assert (place.key, place.name) == (key, name)


def test_a_barycentre_is_the_plain_mean_of_the_communes() -> None:
    place = places_of(network([node("a", "Acteur", REDON, RENNES)]), REFERENCE.communes_of, {})["a"]
    one, two = REFERENCE.communes["35236"], REFERENCE.communes["35238"]
    assert one.lon is not None
    assert two.lon is not None
    # Rennes weighs no more than Redon, which has twenty times fewer inhabitants.
    assert place.x == pytest.approx((one.lon + two.lon) / 2, abs=1e-4)


def test_what_has_no_territory_borrows_that_of_its_work() -> None:
    records = network(
        [
            node("acteur", "Acteur"), node("action", "Action"), node("disp", "Dispositif", "EPCI-243500741"),
            node("perdu", "Acteur"), node("ami", "Acteur"),
        ],
        link("acteur", "action"),
        link("disp", "action", "COMPREND"),
        link("ami", "acteur", "LIEN"),
    )  # fmt: skip
    places = places_of(records, REFERENCE.communes_of, {})
    assert places.keys() == {"acteur", "action", "disp"}
    assert {place.name for place in places.values()} == {"Redon Agglomération"}
    # Knowing someone is not acting where he acts; an unknown place is no place.
    found = placed(records, REFERENCE.communes_of, {})
    assert [item.id for item in found.nodes if item.place is None] == ["perdu", "ami"]


def test_a_perimeter_that_only_the_base_knows_keeps_its_name() -> None:
    def communes_of(zone: str) -> frozenset[str]:
        return frozenset({"35236", "35238"}) if zone == "terr:pays" else frozenset()

    records = network([node("a", "Acteur", "terr:pays"), node("b", "Acteur", "terr:inconnu")])
    places = places_of(records, communes_of, {"terr:pays": "Pays de Vilaine"})
    assert places["a"].name == "Pays de Vilaine"
    assert places.keys() == {"a"}


def test_names_of_intercommunalites_lose_their_legal_form() -> None:
    assert epci_name("243500741") == "Redon Agglomération"
    assert all(not epci_name(siren).startswith(("CC ", "CA ", "CU ")) for siren in REFERENCE.epci)


def test_themes_publics_and_territories_are_read() -> None:
    def reading(name: str, parameters: Any) -> list[dict[str, Any]]:
        assert parameters == {"ids": ["action:1", "action:2"]}
        if name == "liens_sortants":
            liens = [["TRAITE", "theme:addictions", {}, False, False], ["CIBLE", "public:jeunes", {}, False, False]]
            return [{"id": "action:1", "liens": [*liens, ["COMPREND", "action:9", {}, False, True]]}]
        return [{"id": "action:1", "sortants": [["COM-35236", {}, "commune"], ["COM-35236", {}, "commune"]]}]

    assert read_grounds(reading, ["action:2", "action:1", "action:2"]) == {
        "action:1": Grounds(("addictions",), ("jeunes",), ("COM-35236",))
    }


def test_belonging_to_a_scheme() -> None:
    nodes = [
        node("cls", "Dispositif"), node("cts", "Dispositif"), node("action", "Action"), node("copil", "Instance"),
        node("pilote", "Acteur"), node("membre", "Acteur"), node("seul", "Acteur"),
        NodeRecord(id="cpts", labels=("Acteur", "Dispositif"), nom="CPTS"),
    ]  # fmt: skip
    edges = [
        link("cls", "action", "COMPREND"), link("cts", "copil", "A_INSTANCE"), link("pilote", "action"),
        link("pilote", "cts", "SIGNE"), link("membre", "copil", "EST_MEMBRE"), link("cpts", "action"),
        link("seul", "pilote", "LIEN"), link("membre", "absent"),
    ]  # fmt: skip
    expected = {
        "cls": ("cls",), "cts": ("cts",), "cpts": ("cpts",), "action": ("cls",), "copil": ("cts",),
        "pilote": ("cls", "cts"), "membre": ("cts",),
    }  # fmt: skip
    assert schemes_of(nodes, edges) == expected
    assert schemes_of(nodes[::-1], edges[::-1]) == expected


def test_what_one_more_link_would_bring() -> None:
    def reading(name: str, parameters: Any) -> list[dict[str, Any]]:
        assert name == "reseau_voisins"
        assert parameters["ids"] == ["acteur:a"]
        return [
            {"id": "acteur:b", "labels": ["Acteur", "Entite"]},
            {"id": "acteur:c", "labels": ["Acteur", "Entite"]},
            {"id": "acteur:d", "labels": ["Acteur", "Entite"]},
            {"id": "action:1", "labels": ["Action", "Entite"]},
            {"id": "theme:1", "labels": ["Thematique", "Entite"]},
        ]

    more = more_around(reading, "acteur:a", {"acteur:a", "acteur:b"})
    assert more.ids == ("acteur:c", "acteur:d", "action:1")
    assert more.counts == (("acteur", 2), ("action", 1))
    assert more.sentence == "2 acteurs et 1 action de plus à un lien."
    nothing = more_around(reading, "acteur:a", {"acteur:b", "acteur:c", "acteur:d", "action:1"})
    assert nothing.ids == ()
    assert nothing.sentence.startswith("Rien de plus à un lien")


def test_one_more_link_follows_only_links_in_force() -> None:
    def row(identifier: str, start: str | None, end: str | None = None, debut: str | None = None) -> dict[str, Any]:
        known = {"depuis": "acteur:a", "id": identifier, "labels": ["Acteur", "Entite"]}
        return known | {"valid_from": start, "valid_to": end, "debut": debut}

    def reading(name: str, parameters: Any) -> list[dict[str, Any]]:
        assert name == "reseau_bord"
        assert parameters["ids"] == ["acteur:a"]
        return [
            row("acteur:ended", "2015", "2020"), row("acteur:later", "2030"), row("acteur:undated", None),
            row("acteur:young", None, debut="2024-05"), row("acteur:both", "2015", "2020"), row("acteur:both", None),
            row("acteur:dated", "2019", debut="2024-05"),
        ]  # fmt: skip

    found = more_around(reading, "acteur:a", {"acteur:a"}, in_force("2022-07-12", {}))
    assert found.ids == ("acteur:both", "acteur:dated", "acteur:undated")
    assert found.sentence == "3 acteurs de plus à un lien."
    # Nothing undated joins what had not begun.
    late = in_force("2022-07-12", {"acteur:a": "2023-01-01"})
    assert more_beyond(reading, "acteur:a", {"acteur:a"}, late).ids == ("acteur:dated",)
