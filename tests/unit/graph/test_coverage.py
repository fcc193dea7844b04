"""Check the coverage of a population against a plain recomputation, and what to cover next against every choice."""

from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.coverage import Coverage, areas, coverage, suggestions
from graph.analysis.scheme_states import scheme_state, situation
from graph.certainty import Certitude
from graph.model.statement import NodeStatement, RelationshipStatement
from graph.reference.loader import load_reference
from graph.snapshot import Snapshot
from graph.territory import Inclusion, Territories
from tests.support.facts import MemoryFacts, link, node

DAY = "2021-09-15"
YEAR = 2021
BRETAGNE, REDON = "REG-53", "EPCI-243500741"
EPCI = (REDON, "EPCI-200038990", "EPCI-243500550", "EPCI-243500618", "EPCI-200039022", "EPCI-200043990")
"""Six intercommunalités, of which the first lies over two régions."""

POOL = tuple(sorted(f"COM-{code}" for epci in EPCI for code in load_reference().communes_of(epci))[::6])


def cls(id_: str, **properties: Any) -> NodeStatement:
    return node(id_, "Dispositif", **{"type_dispositif": "CLS", "cycle": "mise_en_oeuvre", **properties})


def seen(
    nodes: list[NodeStatement], links: list[RelationshipStatement], day: str | None = DAY, **kept: Any
) -> Snapshot:
    return Snapshot(source=MemoryFacts(nodes, links), day=day, **kept)


def covered(snapshot: Snapshot, territoire: str = BRETAGNE, **kept: Any) -> Coverage:
    return coverage(snapshot, Territories(), territoire, "CLS", YEAR, **kept)


# ------------------------------------------------------------------------------------------- another route

perimeters = st.lists(
    st.lists(
        st.tuples(st.sampled_from((*EPCI, *POOL)), st.sampled_from((None, 1.0, 0.5, 0.25, 0.0))), min_size=1, max_size=4
    ),
    min_size=1,
    max_size=5,
)


def statements(found: list[list[tuple[str, float | None]]]) -> tuple[list[NodeStatement], list[RelationshipStatement]]:
    nodes = [cls(f"disp:{rank}") for rank in range(len(found))]
    links = []
    for rank, members in enumerate(found):
        for place, part in dict(members).items():
            links.append(link("COUVRE", f"disp:{rank}", place, **({} if part is None else {"part": part})))
    return nodes, links


def plain_population(found: list[list[tuple[str, float | None]]], inside: frozenset[str]) -> float:
    """Count inhabitants commune by commune, with no perimeter at all."""
    reference = load_reference()
    total = 0.0
    for code in inside:
        best = 0.0
        for members in found:
            parts = [
                1.0 if part is None else part
                for place, part in dict(members).items()
                if code in reference.communes_of(place)
            ]
            best = max(best, 0.0 if 0.0 in parts else max(parts, default=0.0))
        total += best * (reference.communes[code].population("RP2018") or 0)
    return total


@settings(max_examples=40, deadline=None)
@given(found=perimeters)
def test_each_inhabitant_of_the_territory_counts_once(found: list[list[tuple[str, float | None]]]) -> None:
    result = covered(seen(*statements(found)))
    inside = load_reference().communes_of(BRETAGNE)
    expected = plain_population(found, inside)
    assert (result.covered.value or 0) == pytest.approx(expected, abs=0.51)
    assert set(result.shares) <= inside
    assert result.rate is None or 0 <= result.rate <= 1


@settings(max_examples=25, deadline=None)
@given(found=perimeters, seed=st.randoms(use_true_random=False))
def test_order_and_strangers_change_nothing(found: list[list[tuple[str, float | None]]], seed: Any) -> None:
    nodes, links = statements(found)
    first = covered(seen(nodes, links))
    strangers = [
        node("acteur:x", "Acteur"),
        node("disp:cpts", "Dispositif", type_dispositif="CPTS", cycle="mise_en_oeuvre"),
    ]
    mixed_nodes, mixed_links = [*nodes, *strangers], [*links, link("COUVRE", "disp:cpts", BRETAGNE)]
    seed.shuffle(mixed_nodes)
    seed.shuffle(mixed_links)
    again = covered(seen(mixed_nodes, mixed_links))
    assert (again.shares, again.covered, again.territory) == (first.shares, first.covered, first.territory)


@settings(max_examples=25, deadline=None)
@given(found=perimeters)
def test_a_territory_is_the_sum_of_its_intercommunalites(found: list[list[tuple[str, float | None]]]) -> None:
    territories = Territories()
    result = covered(seen(*statements(found)))
    parts = areas(result, territories, BRETAGNE, YEAR)
    assert sum(part.covered or 0 for part in parts) == pytest.approx(result.covered.value or 0, abs=len(parts) / 2)
    assert sum(part.population or 0 for part in parts) == result.territory.value
    assert {part.covered is None for part in parts if not part.schemes} <= {True}


# ----------------------------------------------------------------------------------------- what to cover next


@settings(max_examples=20, deadline=None)
@given(already=st.sets(st.sampled_from(EPCI[1:]), min_size=1, max_size=3), target=st.integers(10, 100))
def test_no_fewer_intercommunalites_would_do(already: set[str], target: int) -> None:
    """Every subset is tried: none smaller reaches the target, and the order is that of the inhabitants."""
    territories = Territories([Inclusion(epci, "terr:six") for epci in EPCI])
    links = [link("COUVRE", "disp:0", epci) for epci in sorted(already)]
    result = coverage(seen([cls("disp:0")], links), territories, "terr:six", "CLS", YEAR)
    found = suggestions(result, territories, "terr:six", YEAR, target / 100)
    people = {epci: load_reference().population(epci, "RP2018").total or 0 for epci in EPCI}
    wanted = target / 100 * sum(people.values())
    left = [epci for epci in EPCI if epci not in already]
    start = sum(people[epci] for epci in already)
    assert start == result.covered.value
    fewest = next(
        size
        for size in range(len(left) + 1)
        if any(start + sum(people[e] for e in some) >= wanted - 0.5 for some in combinations(left, size))
    )
    assert len(found) == fewest
    assert [item.population for item in found] == sorted((item.population for item in found), reverse=True)
    assert {item.territoire_id for item in found} <= set(left)
    if found:
        assert found[-1].cumulated == start + sum(item.population for item in found) >= wanted - 1


def test_a_project_is_named_beside_the_suggestion_it_would_answer() -> None:
    nodes = [cls("disp:0"), cls("disp:1", cycle="elaboration")]
    snapshot = seen(nodes, [link("COUVRE", "disp:0", "EPCI-200039022"), link("COUVRE", "disp:1", REDON)])
    found = suggestions(covered(snapshot), Territories(), BRETAGNE, YEAR, 1.0)
    assert {item.territoire_id: item.preparing for item in found if item.preparing} == {REDON: ("disp:1",)}
    assert all(item.territoire_id != "EPCI-200039022" for item in found)


# ------------------------------------------------------------------------------------- over two régions, over time


def test_only_the_breton_part_of_redon_counts() -> None:
    snapshot = seen([cls("disp:redon")], [link("COUVRE", "disp:redon", REDON)])
    result = covered(snapshot)
    (scheme,) = result.counted
    territories = Territories()
    assert result.covered.value == 45_155
    assert territories.population(scheme.whole, YEAR).value == 66_478
    assert (len(scheme.inside.shares), len(scheme.whole.shares)) == (23, 31)
    assert covered(snapshot, REDON).rate == 1


@pytest.mark.parametrize(
    ("properties", "day", "state"),
    [
        ({"cycle": "mise_en_oeuvre"}, DAY, "present"),
        ({"cycle": "evaluation", "date_debut": "2015", "date_fin": "2020"}, DAY, "terme_depasse"),
        ({"cycle": "evaluation", "date_debut": "2015", "date_fin": "2020"}, "2020-12-31", "present"),
        ({"cycle": "evaluation", "date_fin": "2020"}, None, "present"),
        ({"cycle": "elaboration"}, DAY, "en_projet"),
        ({"cycle": "elaboration", "date_debut": "2021", "date_fin": "2026"}, DAY, "en_projet"),
        ({"cycle": "mise_en_oeuvre", "date_debut": "2022"}, DAY, "en_projet"),
        ({"cycle": "signature", "date_signature": "2022-02-01"}, DAY, "en_projet"),
        ({"cycle": None}, DAY, "non_documente"),
        ({"cycle": None, "date_signature": "2020-02-01"}, DAY, "present"),
        ({"cycle": None, "type_dispositif": "CPTS"}, DAY, "present"),
        ({"cycle": "clos"}, DAY, "terme_depasse"),
        ({"cycle": "clos", "date_debut": "2019", "date_fin": "2023"}, DAY, "present"),
        ({"cycle": "mise_en_oeuvre", "statut": "en_projet"}, DAY, "en_projet"),
    ],
)
def test_where_a_contract_stands(properties: dict[str, Any], day: str | None, state: str) -> None:
    assert situation({"type_dispositif": "CLS", **properties}, ["effectif"], day) == state


def test_a_perimeter_that_is_only_planned_makes_a_project() -> None:
    assert scheme_state({"cycle": "mise_en_oeuvre"}, ["prevu", "en_projet"], DAY) == "en_projet"
    assert scheme_state({"cycle": "mise_en_oeuvre"}, ["prevu", "effectif"], DAY) == "present"


def test_an_extension_that_is_only_planned_does_not_cover_yet() -> None:
    links = [link("COUVRE", "disp:0", "EPCI-200039022"), link("COUVRE", "disp:0", REDON, statut="en_projet")]
    result = covered(seen([cls("disp:0")], links))
    assert set(result.shares) == load_reference().communes_of("EPCI-200039022")


def test_projects_count_only_when_asked_for() -> None:
    snapshot = seen(
        [cls("disp:0"), cls("disp:1", cycle="diagnostic")],
        [link("COUVRE", "disp:0", "EPCI-200039022"), link("COUVRE", "disp:1", REDON)],
    )
    without, together = covered(snapshot), covered(snapshot, elaboration=True)
    assert (together.covered.value or 0) - (without.covered.value or 0) == 45_155
    assert [part.etat for part in areas(without, Territories(), BRETAGNE, YEAR) if part.territoire_id == REDON] == [
        "en_projet"
    ]


def test_certain_statements_are_counted_apart() -> None:
    links = [
        link("COUVRE", "disp:0", "EPCI-200039022"),
        link("COUVRE", "disp:1", REDON, valid_from=""),
    ]
    result = covered(seen([cls("disp:0"), cls("disp:1")], links))
    assert (result.covered.value or 0) - (result.certain.value or 0) == 45_155
    only = covered(seen([cls("disp:0"), cls("disp:1")], links, certitude=Certitude.CERTAIN))
    assert only.covered.value == result.certain.value


# ------------------------------------------------------------------------------------- missing is never zero


def test_nothing_known_is_not_zero() -> None:
    result = covered(seen([], []))
    assert (result.covered.value, result.rate, result.certain.value) == (None, None, None)
    assert result.territory.value == 3_333_969
    assert suggestions(result, Territories(), BRETAGNE, YEAR, 0.9) == []
    assert {part.etat for part in areas(result, Territories(), BRETAGNE, YEAR)} == {"non_documente"}


def test_a_complete_inventory_allows_a_zero() -> None:
    result = covered(seen([], []), complete=True)
    assert (result.covered.value, result.rate) == (0, 0)
    (redon,) = [p for p in areas(result, Territories(), BRETAGNE, YEAR, frozenset({REDON})) if p.territoire_id == REDON]
    assert (redon.etat, redon.covered) == ("absent_confirme", 0)


@pytest.mark.parametrize("properties", [{"date_fin": "2020"}, {"cycle": None}, {"cycle": "diagnostic"}])
def test_what_is_over_unknown_or_planned_leaves_the_rate_unknown(properties: dict[str, Any]) -> None:
    result = covered(seen([cls("disp:0", **properties)], [link("COUVRE", "disp:0", REDON)]))
    assert (result.rate, result.counted) == (None, ())
    assert [scheme.dispositif_id for scheme in result.schemes] == ["disp:0"]


def test_an_expired_perimeter_is_not_there() -> None:
    result = covered(seen([cls("disp:0")], [link("COUVRE", "disp:0", REDON, valid_to="2021-09-14")]))
    assert (result.schemes, result.rate) == ((), None)
    last_day = covered(seen([cls("disp:0")], [link("COUVRE", "disp:0", REDON, valid_to="2021-09-15")]))
    assert last_day.covered.value == 45_155


def test_a_perimeter_whose_communes_nobody_gave_is_said_and_not_counted() -> None:
    territories = Territories([Inclusion("terr:pays", "DEP-35")])
    snapshot = seen([cls("disp:0")], [link("COUVRE", "disp:0", "terr:pays")])
    result = coverage(snapshot, territories, BRETAGNE, "CLS", YEAR)
    assert result.rate is None
    assert [scheme.dispositif_id for scheme in result.unplaced] == ["disp:0"]
    assert coverage(snapshot, territories, "DEP-29", "CLS", YEAR).unplaced == ()


def test_communes_without_a_count_are_left_out_and_listed() -> None:
    """Three islands have no count in the census of 2018."""
    result = covered(seen([cls("disp:0")], [link("COUVRE", "disp:0", "COM-22016")]))
    assert "22016" in result.territory.missing
    assert (result.covered.value, result.covered.missing, result.rate) == (None, ("22016",), None)


def test_a_territory_whose_communes_are_not_known_has_no_rate() -> None:
    result = covered(seen([cls("disp:0")], [link("COUVRE", "disp:0", REDON)]), "terr:inconnu")
    assert (result.rate, result.territory.value, result.schemes) == (None, None, ())
    assert areas(result, Territories(), "terr:inconnu", YEAR) == []
