"""Check where two actors that nothing joins could meet."""

from __future__ import annotations

from graph.analysis.meeting_grounds import near_instances, shared_territories
from graph.snapshot import Snapshot
from graph.territory import Inclusion, Territories
from tests.support.facts import MemoryFacts, link, node, snapshot_of

REDON, PIPRIAC, RENNES = "EPCI-243500741", "COM-35219", "COM-35238"
NODES = [
    node("acteur:a", "Acteur"),
    node("acteur:b", "Acteur"),
    node("acteur:b-service", "Acteur", type_acteur="service"),
    node("disp:cls", "Dispositif"),
    node("disp:autre", "Dispositif"),
    node("inst:copil", "Instance"),
    node("inst:autre", "Instance"),
]
COPIL = [
    link("A_INSTANCE", "disp:cls", "inst:copil"),
    link("COUVRE", "disp:cls", REDON),
    link("EST_MEMBRE", "acteur:a", "inst:copil"),
]


def territories_of(snapshot: Snapshot, known: Territories | None = None) -> list[tuple[str, int | None]]:
    found = shared_territories(snapshot, known or Territories(), "acteur:a", "acteur:b")
    assert all(ground.facts for ground in found)
    return [(ground.id, ground.n_communes) for ground in found]


def test_the_smallest_shared_territory_comes_first() -> None:
    said = [
        link("INTERVIENT_SUR", "acteur:a", "DEP-35"),
        link("INTERVIENT_SUR", "acteur:b", PIPRIAC),
        link("INTERVIENT_SUR", "acteur:b", REDON),
    ]
    assert territories_of(snapshot_of(NODES, said)) == [(PIPRIAC, 1), (REDON, 31), ("DEP-35", 332)]


def test_apart_there_is_none() -> None:
    said = [link("INTERVIENT_SUR", "acteur:a", PIPRIAC), link("INTERVIENT_SUR", "acteur:b", RENNES)]
    assert territories_of(snapshot_of(NODES, said)) == []
    assert territories_of(snapshot_of(NODES, [])) == []


def test_what_a_scheme_covers_is_ground_of_its_members() -> None:
    said = [*COPIL, link("INTERVIENT_SUR", "acteur:b", PIPRIAC)]
    assert territories_of(snapshot_of(NODES, said)) == [(PIPRIAC, 1), (REDON, 31)]


def test_a_territory_without_known_communes_still_meets_what_holds_it() -> None:
    said = [link("INTERVIENT_SUR", "acteur:a", "terr:quartier"), link("INTERVIENT_SUR", "acteur:b", RENNES)]
    near = Territories([Inclusion("terr:quartier", RENNES)])
    assert territories_of(snapshot_of(NODES, said), near) == [(RENNES, 1), ("terr:quartier", None)]


def test_services_act_for_their_organisation() -> None:
    said = [link("INTERVIENT_SUR", "acteur:a", PIPRIAC), link("INTERVIENT_SUR", "acteur:b-service", PIPRIAC)]
    source = MemoryFacts(NODES, said)
    brought_up = Snapshot(source=source, day="2022-06-15", organisations={"acteur:b-service": "acteur:b"})
    assert territories_of(brought_up) == [(PIPRIAC, 1)]
    apart = Snapshot(source=source, day="2022-06-15", granularite="service")
    assert territories_of(apart) == []


def test_an_instance_that_concerns_a_territory_of_the_other() -> None:
    said = [*COPIL, link("INTERVIENT_SUR", "acteur:b", PIPRIAC)]
    (found,) = near_instances(snapshot_of(NODES, said), Territories(), "acteur:a", "acteur:b")
    assert (found.id, found.acteur_id, found.n_communes) == ("inst:copil", "acteur:a", 1)
    (turned,) = near_instances(snapshot_of(NODES, said), Territories(), "acteur:b", "acteur:a")
    assert turned == found


def test_an_instance_of_both_elsewhere_or_over_is_not_told() -> None:
    both = [*COPIL, link("EST_MEMBRE", "acteur:b", "inst:copil")]
    elsewhere = [*COPIL, link("INTERVIENT_SUR", "acteur:b", RENNES)]
    over = [*COPIL[:2], link("EST_MEMBRE", "acteur:a", "inst:copil", valid_to="2021-12-31")]
    over.append(link("INTERVIENT_SUR", "acteur:b", PIPRIAC))
    for said in (both, elsewhere, over, []):
        assert near_instances(snapshot_of(NODES, said), Territories(), "acteur:a", "acteur:b") == []


def test_the_instance_that_shares_most_ground_comes_first() -> None:
    said = [
        *COPIL,
        link("A_INSTANCE", "disp:autre", "inst:autre"),
        link("COUVRE", "disp:autre", PIPRIAC),
        link("EST_MEMBRE", "acteur:a", "inst:autre"),
        link("INTERVIENT_SUR", "acteur:b", "DEP-35"),
    ]
    found = near_instances(snapshot_of(NODES, said), Territories(), "acteur:a", "acteur:b")
    assert [ground.id for ground in found] == ["inst:copil", "inst:autre"]
