"""Check the load of governance: hours against a count by hand, inequality against its definition, edges."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.load import Load, gini, heavy, load, top_share
from graph.model.norms import ChargeHypotheses, charge_hypotheses
from graph.model.statement import NodeStatement, RelationshipStatement
from graph.snapshot import SERVICE, Snapshot
from tests.support.facts import MemoryFacts, link, node

HYPOTHESES = charge_hypotheses()
DAY = "2022-06-15"
TYPES = ("COPIL", "COTECH", "groupe_de_travail", "reseau", "CTS")
ROLES = ("membre", "presidence", "co-presidence", "represente", "invite")
Facts = tuple[list[NodeStatement], list[RelationshipStatement]]


def by_actor(loads: tuple[Load, ...]) -> dict[str, Load]:
    return {found.acteur_id: found for found in loads}


def snapshot(nodes: list[NodeStatement], links: list[RelationshipStatement], **options: object) -> Snapshot:
    return Snapshot(source=MemoryFacts(nodes, links), day=DAY, **options)  # type: ignore[arg-type]


@st.composite
def committees(draw: st.DrawFn) -> Facts:
    """Draw up to six actors that sit in up to six instances, some with a documented rhythm or length."""
    actors = [node(f"acteur:{n}", "Acteur") for n in range(draw(st.integers(0, 6)))]
    instances = []
    for n in range(draw(st.integers(0, 6))):
        known = {
            "periodicite_an": draw(st.sampled_from([None, 1.0, 6.0])),
            "periodicite_min_an": draw(st.sampled_from([None, 2.0])),
            "duree_h": draw(st.sampled_from([None, 1.5])),
        }
        given_ = {key: value for key, value in known.items() if value is not None}
        instances.append(node(f"inst:{n}", "Instance", type_instance=draw(st.sampled_from(TYPES)), **given_))
    links = []
    for one, place in product(actors, instances):
        roles = draw(st.lists(st.sampled_from(ROLES), max_size=2, unique=True))
        links += [link("EST_MEMBRE", one.id, place.id, role=role) for role in roles]
        if draw(st.integers(0, 4)) == 0:
            links.append(link("ANIME", one.id, place.id, role="animateur"))
    return [*actors, *instances], links


@given(committees())
def test_hours_are_those_counted_by_hand(facts: Facts) -> None:
    nodes, links = facts
    places = {one.id: one.properties for one in nodes if "Instance" in one.labels}
    heaviest: dict[tuple[str, str], float] = {}
    for one in links:
        weight = {"represente": 0.0, "membre": 1.0, "invite": 1.0}.get(str(one.properties["role"]), 2.0)
        heaviest[one.start, one.end] = max(weight, heaviest.get((one.start, one.end), 0.0))
    expected: dict[str, list[float | None]] = defaultdict(list)
    for (actor, place), weight in heaviest.items():
        known = places[place]
        supposed = {"COPIL": 2, "COTECH": 4, "groupe_de_travail": 4, "reseau": 2}.get(str(known["type_instance"]))
        rhythm = known.get("periodicite_an", known.get("periodicite_min_an", supposed))
        length = known.get("duree_h", 2)
        assert isinstance(length, int | float)
        hours = float(rhythm) * float(length) * weight if isinstance(rhythm, int | float) else None
        expected[actor].append(0.0 if weight == 0 else hours)
    found = by_actor(load(snapshot(nodes, links), HYPOTHESES))
    assert set(found) == set(expected)
    for actor, values in expected.items():
        known_hours = [value for value in values if value is not None]
        assert len(found[actor].seats) == len(values)
        assert found[actor].heures == (pytest.approx(sum(known_hours)) if known_hours else None)


@given(committees(), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_an_unrelated_actor_change_nothing(facts: Facts, chance: object) -> None:
    nodes, links = facts
    mixed_nodes, mixed_links = list(nodes), list(links)
    chance.shuffle(mixed_nodes)  # type: ignore[attr-defined]
    chance.shuffle(mixed_links)  # type: ignore[attr-defined]
    loads = load(snapshot(nodes, links), HYPOTHESES)
    assert load(snapshot(mixed_nodes, mixed_links), HYPOTHESES) == loads
    assert load(snapshot([*nodes, node("acteur:zz", "Acteur")], links), HYPOTHESES) == loads
    assert list(loads) == sorted(loads, key=lambda one: (one.heures is None, -(one.heures or 0)))


@given(st.lists(st.integers(0, 1000), max_size=40))
def test_inequality_is_half_the_relative_mean_difference(values: list[int]) -> None:
    found = gini(values)
    if found is None:
        assert len(values) < 5 or sum(values) <= 0
        return
    differences = sum(abs(one - other) for one, other in product(values, values))
    assert found == pytest.approx(differences / (2 * len(values) * sum(values)), abs=1e-9)
    assert -1e-9 <= found < 1
    assert top_share(values) == pytest.approx(sum(sorted(values)[-3:]) / sum(values))


def test_equal_loads_have_no_inequality() -> None:
    assert gini([3] * 8) == pytest.approx(0)
    assert gini([0, 0, 0, 0, 9]) == pytest.approx(0.8)
    assert gini([1, 2, 3, 4]) is None
    assert top_share([1, 2, 3]) is None


def test_services_are_brought_up_and_count_once_per_instance() -> None:
    nodes = [
        node("acteur:caisse", "Acteur"),
        node("acteur:service", "Acteur", type_acteur="service"),
        node("inst:copil", "Instance", type_instance="COPIL"),
        node("action:1", "Action"),
    ]
    links = [
        link("EST_MEMBRE", "acteur:caisse", "inst:copil", role="membre"),
        link("ANIME", "acteur:service", "inst:copil", role="animateur"),
        link("PILOTE", "acteur:caisse", "action:1", role="pilote"),
        link("PILOTE", "acteur:service", "action:1", role="co-pilote"),
    ]
    services = {"acteur:service": "acteur:caisse"}
    (whole,) = load(snapshot(nodes, links, organisations=services), HYPOTHESES)
    assert (len(whole.seats), whole.seats[0].coefficient, whole.heures) == (1, 2, 8.0)
    assert len(whole.pilotages) == 1
    apart = by_actor(load(snapshot(nodes, links, organisations=services, granularite=SERVICE), HYPOTHESES))
    assert {id_: one.heures for id_, one in apart.items()} == {"acteur:caisse": 4.0, "acteur:service": 8.0}


def test_an_unknown_rhythm_is_not_zero() -> None:
    nodes = [node("acteur:a", "Acteur"), node("inst:cts", "Instance", type_instance="CTS")]
    (found,) = load(snapshot(nodes, [link("EST_MEMBRE", "acteur:a", "inst:cts", role="membre")]), HYPOTHESES)
    assert found.heures is None
    (absent,) = load(snapshot(nodes, [link("EST_MEMBRE", "acteur:a", "inst:cts", role="represente")]), HYPOTHESES)
    assert absent.heures == 0, "who is represented does not sit, whatever the rhythm"


def test_what_never_enters_figures_is_left_out() -> None:
    nodes = [
        node("acteur:a", "Acteur"),
        node("acteur:groupe", "Acteur", collectif=True),
        node("inst:copil", "Instance", type_instance="COPIL"),
    ]
    links = [
        link("EST_MEMBRE", "acteur:a", "inst:copil", role="membre", statut="en_projet"),
        link("EST_MEMBRE", "acteur:groupe", "inst:copil", role="membre"),
        link("EST_MEMBRE", "acteur:a", "inst:copil", role="invite", valid_from="2019-01-01", valid_to="2020-01-01"),
    ]
    assert load(snapshot(nodes, links), HYPOTHESES) == ()
    planned = [link("EST_MEMBRE", "acteur:a", "inst:copil", role="membre", statut="prevu")]
    (found,) = load(snapshot(nodes, planned), HYPOTHESES)
    assert found.seats[0].prevu


def test_who_could_sit_for_whom() -> None:
    nodes = [
        node("acteur:a", "Acteur"),
        node("acteur:b", "Acteur"),
        node("inst:copil", "Instance", type_instance="COPIL"),
        node("inst:gt", "Instance", type_instance="groupe_de_travail"),
    ]
    links = [
        link("EST_MEMBRE", "acteur:a", "inst:copil", role="membre"),
        link("EST_MEMBRE", "acteur:b", "inst:copil", role="represente"),
        link("EST_MEMBRE", "acteur:a", "inst:gt", role="membre"),
        link("EST_MEMBRE", "acteur:b", "inst:gt", role="membre"),
        link("REPRESENTE", "acteur:a", "acteur:b", contexte="inst:copil"),
    ]
    found = by_actor(load(snapshot(nodes, links), HYPOTHESES))
    a, b = found["acteur:a"], found["acteur:b"]
    assert [(s.other_id, s.instance_id, s.sits) for s in a.stands] == [("acteur:b", "inst:copil", True)]
    assert [(s.other_id, s.instance_id, s.sits) for s in a.possible] == [("acteur:b", "inst:gt", True)]
    assert [(s.other_id, s.instance_id, s.sits) for s in b.possible] == [("acteur:a", "inst:gt", False)]


def test_only_very_busy_organisations_are_pointed_out() -> None:
    places = [node(f"inst:{n}", "Instance", type_instance="COPIL") for n in range(6)]
    actors = [node(f"acteur:{n}", "Acteur") for n in range(20)]
    links = [link("EST_MEMBRE", "acteur:0", place.id, role="presidence") for place in places]
    links += [link("EST_MEMBRE", one.id, "inst:0", role="membre") for one in actors[1:]]
    loads = load(snapshot([*places, *actors], links), HYPOTHESES)
    assert heavy(loads, HYPOTHESES) == {"acteur:0"}
    few = [one for one in links if one.end in {"inst:0", "inst:1"}]
    assert heavy(load(snapshot([*places, *actors], few), HYPOTHESES), HYPOTHESES) == frozenset()
    assert heavy((), HYPOTHESES) == frozenset()


def test_only_what_is_asked_for_counts() -> None:
    nodes = [node("acteur:a", "Acteur"), node("action:1", "Action"), node("action:2", "Action")]
    links = [
        link("PILOTE", "acteur:a", "action:1", role="pilote"),
        link("PILOTE", "acteur:a", "action:2", statut="propose"),
    ]
    (found,) = load(snapshot(nodes, links), HYPOTHESES)
    assert (len(found.pilotages), found.proposed) == (2, 1)
    (one,) = load(snapshot(nodes, links), HYPOTHESES, within={"action:1"})
    assert list(one.pilotages) == ["action:1"]
    assert load(snapshot([], []), HYPOTHESES) == ()


def test_the_hypotheses_are_those_written_in_the_data_file() -> None:
    assert isinstance(HYPOTHESES, ChargeHypotheses)
    assert HYPOTHESES.reunions_an == {"COPIL": 2, "COTECH": 4, "groupe_de_travail": 4, "reseau": 2}
    assert (HYPOTHESES.duree_h, HYPOTHESES.coefficient_courant, HYPOTHESES.coefficients["represente"]) == (2, 1, 0)
    assert HYPOTHESES.origine.startswith("Hypothèses")
