"""Hold that groups lose nothing, say their numbers in French, and are chosen when there are too many objects."""

from collections import Counter
from dataclasses import replace

import pytest

from app.view_models.layouts.subject import Place
from app.view_models.network import EdgeRecord, NodeRecord, build_network_view
from app.view_models.network_aggregate import DRAWABLE, PROPOSED, Aggregation, aggregate, drawable, proposals
from app.view_models.network_scope import NetworkRecords
from tests.support.networks import realistic_network
from tests.support.screens import plain

REDON = Place("COM-35236", "Redon", -2.08, 47.65)
PIPRIAC = Place("COM-35219", "Pipriac", -1.94, 47.81)
VITRE = Place("COM-35360", "Vitré", -1.21, 48.12)
ILLE_ET_VILAINE = Place("DEP-35", "Ille-et-Vilaine", -1.6, 48.1)


def network(count: int, seed: int = 35) -> NetworkRecords:
    nodes, edges = realistic_network(count, seed)
    places = [REDON, PIPRIAC, VITRE, ILLE_ET_VILAINE, None]
    return NetworkRecords(
        tuple(replace(node, place=places[rank % 5]) for rank, node in enumerate(nodes)), tuple(edges), {}, frozenset()
    )


def acteur(name: str, place: Place | None = None, secteur: str = "sante") -> NodeRecord:
    return NodeRecord(id=f"acteur:{name}", labels=("Acteur",), nom=name, secteur=secteur, place=place)


def link(rank: int, start: str, end: str, type_: str = "EST_PARTENAIRE") -> EdgeRecord:
    return EdgeRecord(id=f"r{rank}", type=type_, start=start, end=end)


@pytest.mark.parametrize("by", Aggregation)
def test_every_object_and_every_link_is_somewhere(by: Aggregation) -> None:
    records = network(300)
    found = aggregate(records, by)
    members = [member for node in found.nodes for member in (node.members or (node.id,))]
    assert sorted(members) == sorted(node.id for node in records.nodes)
    home = {member: node.id for node in found.nodes for member in node.members}
    joined = [member for edge in found.edges for member in (edge.members or (edge.id,))]
    assert len(joined) == len(set(joined))
    expected = {edge.id for edge in records.edges if home.get(edge.start, edge.start) != home.get(edge.end, edge.end)}
    active = {edge.id for edge in records.edges if edge.certitude != "inactif"}
    assert set(joined) & active == expected & active
    assert len(found.nodes) < 100
    assert (
        aggregate(replace(records, nodes=records.nodes[::-1], edges=records.edges[::-1]), by).nodes[:5]
        == (found.nodes[:5])
    )


def test_the_names_of_groups_say_numbers_and_territories() -> None:
    nodes = (*(acteur(f"a{i}", REDON) for i in range(3)), acteur("p", PIPRIAC), acteur("v", VITRE), acteur("x"))
    found = aggregate(NetworkRecords(nodes, (), {}, frozenset()), Aggregation.EPCI)
    # Pipriac is in the same intercommunalité as Redon; nobody else is in that of Vitré, who stays alone.
    assert {node.nom for node in found.nodes} == {"4 acteurs · Redon Agglomération", "v", "x"}
    group = found.nodes[0]
    assert group.members == ("acteur:a0", "acteur:a1", "acteur:a2", "acteur:p")
    assert group.detail == "a0, a1, a2 et p."
    assert group.secteur == "sante"
    assert group.place is not None
    assert group.place.x == pytest.approx((3 * -2.08 - 1.94) / 4, abs=1e-4)


def test_links_between_groups_are_counted_and_their_doubts_said() -> None:
    nodes = (*(acteur(f"s{i}", REDON) for i in range(3)), *(acteur(f"v{i}", VITRE) for i in range(3)))
    edges = (
        link(1, "acteur:s0", "acteur:v0"),
        replace(link(2, "acteur:v1", "acteur:s1"), certitude="incertain"),
        link(3, "acteur:s2", "acteur:v0"),
        replace(link(4, "acteur:s2", "acteur:v2"), certitude="inactif"),
        link(5, "acteur:s0", "acteur:s1"),
    )
    found = aggregate(NetworkRecords(nodes, edges, {}, frozenset()), Aggregation.EPCI)
    assert len(found.edges) == 1
    joined = found.edges[0]
    assert joined.members == ("r1", "r2", "r3")
    assert joined.certitude == "certain"
    assert joined.label == "3\u00a0liens"
    assert joined.proof == "dont 1\u00a0lien à confirmer"
    assert next(node for node in found.nodes if "Redon" in node.nom).detail == "s0, s1 et s2. 1\u00a0lien entre eux."
    view = build_network_view(found.nodes, found.edges, version="1")
    assert view.edges[0].count == 3
    assert view.nodes[0].count == 3
    assert view.edges[0].sentence.startswith("3\u00a0liens entre 3 acteurs · ")


def test_by_scheme_the_scheme_stays_and_its_members_are_gathered() -> None:
    nodes = (
        NodeRecord(id="disp:a", labels=("Dispositif",), nom="CLS de Redon"),
        NodeRecord(id="disp:b", labels=("Dispositif",), nom="CTS"),
        *(acteur(f"s{i}") for i in range(3)),
        *(acteur(f"t{i}") for i in range(2)),
        *(acteur(f"u{i}") for i in range(2)),
    )
    edges = [link(i, f"acteur:s{i}", "disp:a", "SIGNE") for i in range(3)]
    for i in range(2):
        edges += [link(10 + i, f"acteur:t{i}", "disp:a"), link(20 + i, f"acteur:t{i}", "disp:b")]
    found = aggregate(NetworkRecords(nodes, tuple(edges), {}, frozenset()), Aggregation.DISPOSITIF)
    assert {node.nom for node in found.nodes} == {
        "CLS de Redon", "CTS", "3 acteurs · CLS de Redon", "2 acteurs · plusieurs dispositifs",
        "2 acteurs · hors dispositif",
    }  # fmt: skip


def test_by_type_sectors_are_told_apart() -> None:
    nodes = (*(acteur(f"s{i}") for i in range(3)), *(acteur(f"o{i}", secteur="social") for i in range(2)),
             *(NodeRecord(id=f"action:{i}", labels=("Action",), nom=f"Action {i}") for i in range(4)))  # fmt: skip
    found = aggregate(NetworkRecords(nodes, (), {}, frozenset()), Aggregation.TYPE)
    assert [node.nom for node in found.nodes] == ["4 actions", "3 acteurs · Santé", "2 acteurs · Social"]


def test_a_group_that_is_opened_shows_its_members() -> None:
    records = network(300)
    closed = aggregate(records, Aggregation.TYPE)
    group = next(node for node in closed.nodes if node.members)
    opened = aggregate(records, Aggregation.TYPE, opened=(group.id,))
    assert {node.id for node in opened.nodes} == {node.id for node in closed.nodes} - {group.id} | set(group.members)


def test_what_can_be_drawn_is_left_as_it_is() -> None:
    records = network(DRAWABLE)
    found = drawable(records)
    assert found.records is records
    assert found.by is None
    assert found.sentence == ""


def test_five_thousand_objects_are_gathered_and_it_is_said() -> None:
    records = network(5000)
    found = drawable(records, focus="disp:000")
    assert found.by is Aggregation.EPCI
    assert len(found.records.nodes) <= 300
    assert "disp:000" in {node.id for node in found.records.nodes}
    assert found.sentence.startswith(
        "Ce réseau a 5\u202f000\u00a0objets, plus que les 1\u202f500 que l’image peut montrer"
    )
    assert "par intercommunalité" in found.sentence
    assert "Ouvrez un groupe" in found.sentence
    counts = Counter(bool(node.members) for node in found.records.nodes)
    assert counts[True] > 10


def test_without_places_another_way_is_chosen() -> None:
    records = network(2000)
    nowhere = replace(records, nodes=tuple(replace(node, place=None) for node in records.nodes))
    assert drawable(nowhere).by in {Aggregation.DISPOSITIF, Aggregation.TYPE}
    assert len(drawable(nowhere).records.nodes) <= DRAWABLE


def test_groups_that_would_make_the_picture_too_large_stay_closed() -> None:
    records = network(2000)
    closed = aggregate(records, Aggregation.TYPE)
    large = sorted((node for node in closed.nodes if node.members), key=lambda node: (-len(node.members), node.id))
    found = drawable(records, cap=600, by=Aggregation.TYPE, opened=[large[1].id, large[0].id])
    shown = {node.id for node in found.records.nodes}
    assert len(shown) <= 600
    assert large[1].id not in shown
    assert large[0].id in shown
    assert "1\u00a0groupe ouvert de trop" in found.sentence


def test_nothing_to_gather() -> None:
    empty = NetworkRecords((), (), {}, frozenset())
    assert drawable(empty, by=Aggregation.EPCI).sentence == ""
    assert aggregate(empty, Aggregation.TYPE).nodes == ()


def test_gathering_is_proposed_with_its_numbers_when_links_hide_one_another() -> None:
    assert proposals(network(PROPOSED)) == ()
    dense = network(562)
    found = proposals(dense, focus="disp:000")
    assert [way.by for way in found] == list(Aggregation)
    for way in found:
        drawn = aggregate(dense, way.by, keep=("disp:000",))
        assert way.groups + way.alone == len(drawn.nodes) <= 281
        assert way.links == sum(edge.certitude != "inactif" for edge in drawn.edges)
    groups, alone = found[-1].groups, found[-1].alone
    assert plain(found[-1].words).startswith(f"par type : {groups} groupes et {alone} élément")
