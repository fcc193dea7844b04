"""Compute again how far schemes are articulated, statement by statement, and what would bring them together."""

from __future__ import annotations

from itertools import combinations
from math import isnan, prod

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.articulation import (
    CASCADE,
    LIKENESS,
    NONE,
    RECOMMENDED,
    SURPLUS,
    UNSETTLED,
    Articulation,
    articulations,
    by_opportunity,
    contained,
    opportunities,
)
from graph.analysis.articulation_levers import LeverFinder, Levers
from graph.analysis.content import members
from graph.model.statement import NodeStatement, RelationshipStatement
from graph.snapshot import Snapshot
from tests.support.facts import MemoryFacts, link, node, snapshot_of

EXAMPLES = settings(max_examples=120, deadline=None)
SCHEMES = ("disp:a", "disp:b", "disp:c", "disp:d")
ACTORS = tuple(f"acteur:{name}" for name in "pqrst")
INSTANCES = ("inst:1", "inst:2")
ACTIONS = ("action:1", "action:2", "action:3")
DECLARED = {1: 0.2, 2: 0.4, 3: 0.6, 4: 0.8}
PLANNED = ("prevu", "propose")
OUT = ("en_projet", "recommande", "a_confirmer")
STATUSES = ("effectif", "prevu", "propose", "recommande", "ponctuel")
NODES = [
    *(node(id_, ("Acteur", "Dispositif")) for id_ in SCHEMES),
    *(node(id_, "Acteur") for id_ in ACTORS),
    *(node(id_, "Instance") for id_ in INSTANCES),
    *(node(id_, "Action") for id_ in ACTIONS),
]


def found(
    *links: RelationshipStatement, nodes: list[NodeStatement] | None = None, day: str | None = "2022-06-15"
) -> Articulation:
    """Return what articulates the first two schemes."""
    return articulations(snapshot_of(nodes or NODES, links, day), SCHEMES).get(("disp:a", "disp:b"), NONE)


@st.composite
def statements(draw: st.DrawFn) -> list[RelationshipStatement]:
    """Draw statements of every kind between four schemes, at most one of a kind between the same two ends."""
    ends = {
        "S_ARTICULE_AVEC": (SCHEMES, SCHEMES),
        "A_INSTANCE": (SCHEMES, INSTANCES),
        "EST_MEMBRE": ((*SCHEMES, *ACTORS), INSTANCES),
        "COMPREND": (SCHEMES, ACTIONS),
        "EST_PARTENAIRE": (SCHEMES, ACTIONS),
        "PORTE": (ACTORS, SCHEMES),
        "SIGNE": ((*ACTORS, *SCHEMES), SCHEMES),
        "CORRESPOND_A": (SCHEMES, SCHEMES),
    }
    kept: dict[tuple[str, str, str], RelationshipStatement] = {}
    for type_ in draw(st.lists(st.sampled_from(sorted(ends)), max_size=24)):
        start, end = (draw(st.sampled_from(side)) for side in ends[type_])
        if start == end:
            continue
        properties: dict[str, str | int] = {"statut": draw(st.sampled_from(STATUSES))}
        if type_ == "S_ARTICULE_AVEC":
            properties["niveau_articulation"] = draw(st.integers(0, 4))
        kept[type_, start, end] = link(type_, start, end, **properties)
    return list(kept.values())


def by_hand(links: list[RelationshipStatement], a: str, b: str) -> float:
    """Return L the long way, from the list of statements."""
    in_force = [item for item in links if item.properties["statut"] not in OUT]

    def of(type_: str, start: str, end: str) -> str | None:
        return next(
            (str(i.properties["statut"]) for i in in_force if (i.type, i.start, i.end) == (type_, start, end)), None
        )

    def factor(value: float, *statuses: str) -> float:
        return 1 - (value / 2 if any(statut in PLANNED for statut in statuses) else value)

    def best(*statuses: str | None) -> str | None:
        known = [statut for statut in statuses if statut]
        return min(known, key=lambda statut: statut in PLANNED, default=None)

    kept = 1.0
    declared = [
        factor(DECLARED[int(str(item.properties["niveau_articulation"]))], str(item.properties["statut"]))
        for item in in_force
        if item.type == "S_ARTICULE_AVEC"
        and {item.start, item.end} == {a, b}
        and item.properties["niveau_articulation"]
    ]
    kept *= min(declared, default=1)
    for instance in INSTANCES:
        one, two = (best(of("A_INSTANCE", x, instance), of("EST_MEMBRE", x, instance)) for x in (a, b))
        kept *= factor(0.4, one, two) if one and two else 1
    for action in ACTIONS:
        held = {x: of("COMPREND", x, action) for x in (a, b)}
        part = {x: of("EST_PARTENAIRE", x, action) for x in (a, b)}
        sides = [held[x] or part[x] for x in (a, b)]
        if any(held.values()) and all(sides):
            kept *= factor(0.5, *(side for side in sides if side))
    direct = best(of("SIGNE", a, b), of("SIGNE", b, a))
    kept *= factor(0.5, direct) if direct else 1
    governing = []
    for actor in ACTORS:
        one, two = (best(of("PORTE", actor, x), of("SIGNE", actor, x)) for x in (a, b))
        governing += [factor(0.15, one, two)] if one and two else []
    return 1 - kept * prod(sorted(governing)[:3])


@EXAMPLES
@given(statements())
def test_l_is_what_a_hand_computes(links: list[RelationshipStatement]) -> None:
    every = articulations(snapshot_of(NODES, links), SCHEMES)
    for pair in combinations(SCHEMES, 2):
        assert every.get(pair, NONE).degree == pytest.approx(by_hand(links, *pair))


@EXAMPLES
@given(statements(), st.randoms(use_true_random=False))
def test_it_does_not_depend_on_the_order_of_the_statements(links: list[RelationshipStatement], random: object) -> None:
    shuffled = list(links)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert articulations(snapshot_of(NODES, links), SCHEMES) == articulations(snapshot_of(NODES, shuffled), SCHEMES)
    assert articulations(snapshot_of(NODES, links), SCHEMES) == articulations(
        snapshot_of(NODES, links), tuple(reversed(SCHEMES))
    )


@EXAMPLES
@given(statements())
def test_it_stays_in_bounds_and_ignores_strangers(links: list[RelationshipStatement]) -> None:
    every = articulations(snapshot_of(NODES, links), SCHEMES)
    stranger = [node("acteur:etranger", "Acteur"), node("disp:z", "Dispositif")]
    more = [link("PORTE", "acteur:etranger", "disp:z"), link("PORTE", "acteur:etranger", "disp:a")]
    assert articulations(snapshot_of([*NODES, *stranger], [*links, *more]), SCHEMES) == every
    for item in every.values():
        assert 0 <= item.degree < 1
        assert 0 <= item.niveau <= 4
        assert all(0 < part.counted <= part.worth for part in item.evidence)
        assert all(part.counted == 0 and part.niveau == 0 for part in item.mentions)


@EXAMPLES
@given(statements())
def test_one_more_shared_instance_never_lowers_l(links: list[RelationshipStatement]) -> None:
    nodes = [*NODES, node("inst:9", "Instance")]
    more = [link("A_INSTANCE", "disp:a", "inst:9"), link("A_INSTANCE", "disp:b", "inst:9")]
    before = articulations(snapshot_of(nodes, links), SCHEMES).get(("disp:a", "disp:b"), NONE)
    after = articulations(snapshot_of(nodes, [*links, *more]), SCHEMES)["disp:a", "disp:b"]
    assert after.degree == pytest.approx(1 - (1 - before.degree) * 0.6)
    assert after.niveau == max(before.niveau, 2)


@pytest.mark.parametrize(("niveau", "worth"), DECLARED.items())
def test_a_declared_level(niveau: int, worth: float) -> None:
    item = found(link("S_ARTICULE_AVEC", "disp:b", "disp:a", niveau_articulation=niveau))
    assert (item.degree, item.niveau) == pytest.approx((worth, niveau))


def test_the_most_advanced_declaration_counts_alone() -> None:
    item = found(
        link("S_ARTICULE_AVEC", "disp:a", "disp:b", niveau_articulation=1),
        link("S_ARTICULE_AVEC", "disp:b", "disp:a", niveau_articulation=3),
    )
    assert (item.degree, item.niveau) == pytest.approx((0.6, 3))
    assert [mention.nature for mention in item.mentions] == [SURPLUS]


def test_a_declaration_without_level_is_worth_the_first_one() -> None:
    item = found(link("S_ARTICULE_AVEC", "disp:a", "disp:b"))
    assert (item.degree, item.niveau) == pytest.approx((0.2, 1))
    assert item.evidence[0].declared is None


@pytest.mark.parametrize(
    ("type_", "properties", "nature"),
    [
        ("CORRESPOND_A", {}, LIKENESS),
        ("S_ARTICULE_AVEC", {"role": "recommandee", "niveau_articulation": 4}, RECOMMENDED),
        ("S_ARTICULE_AVEC", {"statut": "recommande", "niveau_articulation": 4}, RECOMMENDED),
        ("S_ARTICULE_AVEC", {"role": "declinaison"}, CASCADE),
        ("S_ARTICULE_AVEC", {"statut": "en_projet", "niveau_articulation": 2}, UNSETTLED),
        ("S_ARTICULE_AVEC", {"statut": "a_confirmer", "niveau_articulation": 2}, UNSETTLED),
    ],
)
def test_what_adds_nothing_is_mentioned(type_: str, properties: dict[str, str | int], nature: str) -> None:
    item = found(link(type_, "disp:a", "disp:b", **properties))
    assert (item.degree, item.niveau, item.evidence) == (0, 0, ())
    assert [mention.nature for mention in item.mentions] == [nature]


@pytest.mark.parametrize("statut", PLANNED)
def test_what_is_planned_counts_for_a_half_and_reaches_no_level(statut: str) -> None:
    item = found(link("COMPREND", "disp:a", "action:1"), link("EST_PARTENAIRE", "disp:b", "action:1", statut=statut))
    assert (item.degree, item.niveau) == pytest.approx((0.25, 0))


def test_a_proposed_action_is_halved_once() -> None:
    nodes = [*NODES, node("action:9", "Action", statut="proposee")]
    item = found(
        link("COMPREND", "disp:a", "action:9", statut="propose"),
        link("EST_PARTENAIRE", "disp:b", "action:9", statut="propose"),
        nodes=nodes,
    )
    assert (item.degree, item.niveau) == pytest.approx((0.25, 0))


def test_an_action_given_up_joins_nobody() -> None:
    nodes = [*NODES, node("action:9", "Action", statut="abandonnee")]
    links = [link("COMPREND", "disp:a", "action:9"), link("EST_PARTENAIRE", "disp:b", "action:9")]
    assert found(*links, nodes=nodes) == NONE


def test_a_joint_action_in_force_is_the_top_of_the_ladder() -> None:
    item = found(link("COMPREND", "disp:a", "action:1"), link("EST_PARTENAIRE", "disp:b", "action:1"))
    assert (item.degree, item.niveau) == pytest.approx((0.5, 4))


def test_three_governing_actors_count_at_most() -> None:
    item = found(*(link("PORTE", actor, scheme) for actor in ACTORS for scheme in ("disp:a", "disp:b")))
    assert item.degree == pytest.approx(1 - 0.85**3)
    assert (item.niveau, len(item.mentions)) == (1, 2)


def test_services_of_one_organisation_govern_as_one() -> None:
    links = [link("PORTE", "acteur:p", "disp:a"), link("SIGNE", "acteur:q", "disp:b")]
    apart = Snapshot(source=MemoryFacts(NODES, links), day="2022-06-15")
    together = Snapshot(
        source=MemoryFacts(NODES, links),
        day="2022-06-15",
        organisations={"acteur:p": "acteur:r", "acteur:q": "acteur:r"},
    )
    assert articulations(apart, SCHEMES) == {}
    assert articulations(together, SCHEMES)["disp:a", "disp:b"].degree == pytest.approx(0.15)


def test_a_role_of_one_in_the_other_is_a_common_space() -> None:
    item = found(link("SIGNE", "disp:a", "disp:b"), link("EST_PARTENAIRE", "disp:b", "disp:a"))
    assert (item.degree, item.niveau) == pytest.approx((0.5, 2))


def test_what_is_over_or_not_begun_says_nothing() -> None:
    links = [
        link("S_ARTICULE_AVEC", "disp:a", "disp:b", niveau_articulation=4, valid_to="2022-06-14"),
        link("A_INSTANCE", "disp:a", "inst:1", valid_from="2022-06-16"),
        link("A_INSTANCE", "disp:b", "inst:1"),
    ]
    assert found(*links) == NONE
    assert found(*links, day=None).degree == pytest.approx(1 - 0.2 * 0.6)


def test_nothing_known_is_nothing_said() -> None:
    assert articulations(snapshot_of([], []), ()) == {}
    assert articulations(snapshot_of(NODES[:1], []), SCHEMES[:1]) == {}
    assert (NONE.degree, NONE.niveau) == (0, 0)


def test_a_part_of_a_scheme_is_not_another_scheme() -> None:
    snapshot = snapshot_of(NODES, [link("COMPREND", "disp:b", "disp:a"), link("COMPREND", "disp:b", "action:1")])
    assert contained(snapshot, SCHEMES) == {("disp:a", "disp:b")}


def test_opportunities_need_a_known_overlap() -> None:
    pairs = pd.DataFrame(
        {
            "i": [0, 0, 0, 1],
            "j": [1, 2, 3, 2],
            "indice": [0.8, 0.5, float("nan"), 0.9],
            "confiance": [0.65, 0.35, 0.0, 0.65],
            "classe": ["identique", "inclus", "identique", "indetermine"],
        }
    )
    known = articulations(
        snapshot_of(NODES, [link("S_ARTICULE_AVEC", "disp:a", "disp:b", niveau_articulation=2)]), SCHEMES
    )
    result = opportunities(pairs, SCHEMES, known)
    assert result["O"].tolist()[:2] == pytest.approx([0.8 * 0.6, 0.5])
    assert all(isnan(value) for value in result["O"].tolist()[2:])
    assert result["sort"].tolist() == ["classee", "confiance_faible", "indetermine", "indetermine"]
    assert by_opportunity(pairs.join(result)).index.tolist()[:2] == [1, 0]


def test_no_pair_gives_no_opportunity() -> None:
    empty = pd.DataFrame({"i": [], "j": [], "indice": [], "confiance": [], "classe": []}, dtype="float64")
    assert opportunities(empty, (), {}).empty


def levers(*links: RelationshipStatement, nodes: list[NodeStatement], acting: frozenset[str] = frozenset()) -> Levers:
    snapshot = snapshot_of([*NODES, *nodes], links)
    pair = ("disp:a", "disp:b")
    sides = members(snapshot, pair[0]), members(snapshot, pair[1])
    return LeverFinder(snapshot, acting).find(pair, articulations(snapshot, pair).get(pair, NONE), sides)


def test_the_other_scheme_is_invited_where_a_common_actor_sits() -> None:
    nodes = [node("inst:groupe", "Instance", type_instance="groupe_de_travail"),
             node("inst:copil", "Instance", type_instance="COPIL")]  # fmt: skip
    links = [
        link("A_INSTANCE", "disp:a", "inst:copil"),
        link("A_INSTANCE", "disp:a", "inst:groupe"),
        link("EST_MEMBRE", "acteur:p", "inst:groupe"),
        link("EST_PARTENAIRE", "acteur:p", "disp:b"),
    ]
    result = levers(*links, nodes=nodes, acting=frozenset({"disp:b"}))
    assert (result.instance_id, result.hote_id, result.invite_id) == ("inst:groupe", "disp:a", "disp:b")
    assert (result.acteur_id, result.both_sides, result.shared) == ("acteur:p", True, False)


def test_without_common_actor_the_type_of_instance_decides_and_its_leader_opens() -> None:
    nodes = [node("inst:groupe", "Instance", type_instance="groupe_de_travail"),
             node("inst:copil", "Instance", type_instance="COPIL")]  # fmt: skip
    links = [
        link("A_INSTANCE", "disp:b", "inst:copil"),
        link("A_INSTANCE", "disp:b", "inst:groupe"),
        link("EST_MEMBRE", "acteur:q", "inst:copil", role="presidence"),
        link("PORTE", "acteur:p", "disp:a"),
    ]
    result = levers(*links, nodes=nodes)
    assert (result.instance_id, result.hote_id, result.invite_de_id) == ("inst:copil", "disp:b", "disp:a")
    assert (result.invite_id, result.acteur_id, result.both_sides) == ("acteur:p", "acteur:q", False)


def test_nothing_documented_names_nobody() -> None:
    result = levers(nodes=[])
    assert (result.instance_id, result.invite_id, result.acteur_id, result.meeting) == (None, None, None, None)
    assert result.facts == ()


def test_the_next_meeting_is_that_of_the_instance_then_of_either_scheme() -> None:
    nodes = [
        node("evt:passe", "Evenement", date="2022-06-14", type_evenement="reunion"),
        node("evt:mois", "Evenement", date="2022-06", type_evenement="forum"),
        node("evt:instance", "Evenement", date="2022-09-01", type_evenement="reunion"),
        node("evt:jalon", "Evenement", date="2022-06-20", type_evenement="jalon"),
        node("evt:sans_date", "Evenement", type_evenement="reunion"),
    ]
    links = [link("CONCERNE", id_, "disp:b") for id_ in ("evt:passe", "evt:mois", "evt:jalon", "evt:sans_date")]
    alone = levers(*links, nodes=nodes).meeting
    assert alone is not None
    assert (alone.id, alone.date) == ("evt:mois", "2022-06")
    held = levers(
        *links, link("A_INSTANCE", "disp:a", "inst:1"), link("CONCERNE", "evt:instance", "inst:1"), nodes=nodes
    ).meeting
    assert held is not None
    assert held.id == "evt:instance"


def test_a_shared_instance_is_where_the_next_step_is_taken() -> None:
    result = levers(link("A_INSTANCE", "disp:a", "inst:2"), link("EST_MEMBRE", "disp:b", "inst:2"), nodes=[])
    assert (result.instance_id, result.shared) == ("inst:2", True)
