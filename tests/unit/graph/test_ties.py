"""Check who is tied to whom, and how much, against the definition computed the long way."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.certainty import Certitude
from graph.model.statement import NodeStatement, RelationshipStatement
from graph.snapshot import Scope, Snapshot
from graph.ties import contexts, ties
from tests.support.facts import MemoryFacts, link, node, snapshot_of

RHO = {"PILOTE": 1.0, "SIGNE": 0.8, "EST_PARTENAIRE": 0.6, "EST_MEMBRE": 0.5, "EVALUE": 0.3}
UNDATED: dict[str, str] = {"valid_from": ""}
ROLES = st.lists(
    st.tuples(st.integers(0, 5), st.sampled_from(sorted(RHO)), st.integers(0, 3), st.booleans()), max_size=14
)


def graph_of(roles: Sequence[tuple[int, str, int, bool]]) -> tuple[list[NodeStatement], list[RelationshipStatement]]:
    nodes = [node(f"acteur:{n}", "Acteur", type_acteur="association") for n in range(6)]
    nodes += [node(f"action:{n}", "Action") for n in range(4)]
    links = [
        link(type_, f"acteur:{acteur}", f"action:{action}", **({} if sure else UNDATED))
        for acteur, type_, action, sure in roles
    ]
    return nodes, links


def by_hand(links: Sequence[RelationshipStatement]) -> dict[tuple[str, str], float]:
    """Return w for each tied pair, from the definition and nothing else."""
    best: dict[str, dict[str, tuple[float, float, float]]] = defaultdict(dict)
    for found in {item.id: item for item in links}.values():
        rho, sigma = RHO[found.type], 1.0 if found.properties["valid_from"] else 0.5
        known = best[found.end].get(found.start, (0.0, 0.0, 0.0))
        best[found.end][found.start] = max(known, (rho * sigma, rho, sigma))
    weights: dict[tuple[str, str], float] = defaultdict(float)
    for parts in best.values():
        for one, two in combinations(sorted(parts), 2):
            (_, rho_a, sigma_a), (_, rho_b, sigma_b) = parts[one], parts[two]
            weights[one, two] += min(rho_a, rho_b) * min(sigma_a, sigma_b) / (len(parts) - 1)
    return dict(weights)


@settings(max_examples=60, deadline=None)
@given(roles=ROLES, seed=st.integers(0, 99))
def test_weights_follow_the_definition_whatever_the_order(roles: list[tuple[int, str, int, bool]], seed: int) -> None:
    nodes, links = graph_of(roles)
    expected = by_hand(links)
    Random(seed).shuffle(links)
    # Two statements of one role with different dates: the last read is kept, as by an import.
    if len({item.id for item in links}) < len(links):
        expected = by_hand(links)
    found = ties(snapshot_of(nodes, links))
    assert {(a, b): data["weight"] for a, b, data in found.edges(data=True)} == pytest.approx(expected)
    assert set(found) == {f"acteur:{n}" for n in range(6)}


@settings(max_examples=30, deadline=None)
@given(roles=ROLES)
def test_an_actor_without_role_changes_nothing(roles: list[tuple[int, str, int, bool]]) -> None:
    nodes, links = graph_of(roles)
    before = ties(snapshot_of(nodes, links))
    after = ties(snapshot_of([*nodes, node("acteur:zz", "Acteur")], links))
    assert dict(before.edges) == dict(after.edges)
    assert set(after) - set(before) == {"acteur:zz"}


def test_two_pilots_of_one_contract_without_shared_action_are_not_tied() -> None:
    nodes = [node("acteur:a", "Acteur"), node("acteur:b", "Acteur"), node("disp:c", "Dispositif")]
    nodes += [node("action:1", "Action"), node("action:2", "Action")]
    links = [link("COMPREND", "disp:c", "action:1"), link("COMPREND", "disp:c", "action:2")]
    links += [link("PILOTE", "acteur:a", "action:1"), link("PILOTE", "acteur:b", "action:2")]
    assert ties(snapshot_of(nodes, links)).number_of_edges() == 0


def test_a_contract_signed_by_fifteen_is_no_strong_tie() -> None:
    nodes = [node(f"acteur:{n:02}", "Acteur") for n in range(15)] + [node("disp:c", "Dispositif")]
    graph = ties(snapshot_of(nodes, [link("SIGNE", f"acteur:{n:02}", "disp:c") for n in range(15)]))
    assert graph.number_of_edges() == 105
    assert {round(weight, 6) for _, _, weight in graph.edges(data="weight")} == {round(0.8 / 14, 6)}


def test_direct_ties_add_their_intensity_and_an_unknown_one_is_not_zero() -> None:
    nodes = [node(f"acteur:{name}", "Acteur") for name in "abc"]
    links = [link("LIEN", "acteur:b", "acteur:a", intensite=4), link("LIEN", "acteur:b", "acteur:c")]
    graph = ties(snapshot_of(nodes, links))
    assert graph.edges["acteur:a", "acteur:b"]["weight"] == pytest.approx(0.8)
    assert graph.edges["acteur:b", "acteur:c"]["weight"] == pytest.approx(0.2)


@pytest.mark.parametrize("statut", ["en_projet", "recommande", "a_confirmer"])
def test_projects_and_doubts_tie_nobody(statut: str) -> None:
    nodes = [node("acteur:a", "Acteur"), node("acteur:b", "Acteur"), node("inst:i", "Instance")]
    links = [link("EST_MEMBRE", "acteur:a", "inst:i"), link("EST_MEMBRE", "acteur:b", "inst:i", statut=statut)]
    assert ties(snapshot_of(nodes, links)).number_of_edges() == 0


def test_services_come_up_and_unnamed_groups_stay_out() -> None:
    nodes = [node("acteur:o", "Acteur"), node("acteur:s", "Acteur"), node("acteur:p", "Acteur")]
    nodes += [node("acteur:groupe", "Acteur", collectif=True), node("action:1", "Action")]
    links = [link("PILOTE", f"acteur:{name}", "action:1") for name in ("o", "s", "p", "groupe")]
    facts = MemoryFacts(nodes, links)
    whole = Snapshot(source=facts, day="2022-06-15", organisations={"acteur:s": "acteur:o"})
    graph = ties(whole)
    assert dict(graph.edges) == {("acteur:o", "acteur:p"): graph.edges["acteur:o", "acteur:p"]}
    assert graph.edges["acteur:o", "acteur:p"]["weight"] == pytest.approx(1.0)
    apart = ties(Snapshot(source=facts, day="2022-06-15", granularite="service"))
    assert apart.number_of_edges() == 3
    everybody = ties(Snapshot(source=facts, day="2022-06-15", granularite="service", collectifs=True))
    assert everybody.number_of_edges() == 6


def test_a_role_over_at_the_date_ties_nobody_and_every_date_counts_it_uncertain_or_not() -> None:
    nodes = [node("acteur:a", "Acteur"), node("acteur:b", "Acteur"), node("disp:c", "Dispositif")]
    links = [link("SIGNE", "acteur:a", "disp:c", valid_to="2021-12-31"), link("SIGNE", "acteur:b", "disp:c")]
    assert ties(snapshot_of(nodes, links)).number_of_edges() == 0
    (shared,) = ties(snapshot_of(nodes, links, day=None)).edges["acteur:a", "acteur:b"]["shared"]
    assert (shared.context_id, shared.weight, shared.state) == ("disp:c", pytest.approx(0.8), Certitude.CERTAIN)


def test_the_scope_is_the_union_of_its_parts() -> None:
    nodes = [node(f"acteur:{n}", "Acteur") for n in range(4)]
    nodes += [node("disp:x", "Dispositif"), node("disp:y", "Dispositif"), node("action:x", "Action")]
    links = [link("COMPREND", "disp:x", "action:x")]
    links += [link("PILOTE", "acteur:0", "action:x"), link("EST_PARTENAIRE", "acteur:1", "action:x")]
    links += [link("SIGNE", "acteur:2", "disp:y"), link("SIGNE", "acteur:3", "disp:y")]
    facts = MemoryFacts(nodes, links)

    def edges(*dispositifs: str) -> set[tuple[str, str]]:
        scope = Scope("COM-1", frozenset(), frozenset({"COM-1"}), frozenset(dispositifs))
        snapshot = Snapshot(source=facts, day="2022-06-15", scope=scope)
        assert {item.id for item in contexts(snapshot)} <= {"action:x", "disp:y"}
        return set(ties(snapshot).edges)

    assert edges("disp:x", "disp:y") == edges("disp:x") | edges("disp:y") != set()
    assert edges() == set()


def test_an_empty_graph_has_no_tie() -> None:
    assert ties(snapshot_of([], [])).number_of_nodes() == 0
