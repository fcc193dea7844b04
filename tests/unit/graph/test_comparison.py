"""Comparisons of schemes find what was planted, invent nothing where data is missing, and never fail on an edge."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import isnan
from typing import Any

import pytest

from graph.analysis.combined_index import DEFAULT_WEIGHTS
from graph.analysis.comparison import (
    Comparison,
    compare,
    contents_of,
    is_over,
    never_together,
    period,
    successions,
)
from graph.analysis.perimeters import Extent, build_cover
from graph.model.statement import NodeStatement, RelationshipStatement
from graph.reference.loader import load_reference
from graph.snapshot import Snapshot
from graph.territory import Territories
from tests.support.facts import MemoryFacts, link, node, snapshot_of
from tests.support.synthetic.generate import Territory, generate
from tests.support.synthetic.sizes import SMALL

SEEDS = (1, 2, 3)
CLS, CPTS, REDON = "disp:cls", "disp:cpts", "EPCI-243500741"


def compared(snapshot: Snapshot, ids: Sequence[str], *, disjoint: bool = True) -> Comparison:
    extents: dict[str, list[Extent]] = {id_: [] for id_ in ids}
    for fact in snapshot.facts("COUVRE"):
        if fact.start in extents:
            extents[fact.start].append(Extent((fact.end,), fact.properties.get("part")))
    contents = contents_of(snapshot, ids)
    actors = {id_ for found in contents for id_ in found.membres}
    cover = build_cover(Territories(), extents, "RP2023")
    return compare(cover, contents, DEFAULT_WEIGHTS, n_actors=len(actors), disjoint=disjoint)


def by_pair(found: Comparison) -> dict[frozenset[str], dict[str, Any]]:
    ids = found.cover.ids
    rows = [{str(name): value for name, value in row.items()} for row in found.pairs.to_dict("records")]
    return {frozenset((ids[row["i"]], ids[row["j"]])): row for row in rows}


@cache
def planted(seed: int) -> tuple[Territory, Comparison]:
    territory = generate(seed, SMALL)
    snapshot = Snapshot(source=MemoryFacts(territory.nodes, territory.relationships), day=territory.jour)
    known = {*territory.truth.perimeters, *territory.truth.unknown_perimeters}
    return territory, compared(snapshot, sorted(known))


# ------------------------------------------------------------------------------------------- planted truth


@pytest.mark.parametrize("seed", SEEDS)
def test_every_planted_overlap_is_found_with_its_class(seed: int) -> None:
    territory, found = planted(seed)
    pairs = by_pair(found)
    assert territory.truth.overlaps
    for truth in territory.truth.overlaps:
        row = pairs[frozenset((truth.a, truth.b))]
        assert (row["classe"], row["n_communes"]) == (truth.classe, len(truth.communes))
        assert row["population"] == pytest.approx(truth.population)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_overlap_is_invented(seed: int) -> None:
    """Every pair is what the perimeters of the manifest say, counted the plainest way; the unknown stays unknown."""
    territory, found = planted(seed)
    perimeters, unknown = territory.truth.perimeters, set(territory.truth.unknown_perimeters)
    for pair, row in by_pair(found).items():
        one, other = sorted(pair)
        if pair & unknown:
            assert row["classe"] == "indetermine"
            assert isnan(row["OC_territoire"])
            continue
        shared = perimeters[one].keys() & perimeters[other].keys()
        assert (row["classe"] == "disjoint") == (not shared)
        assert row["n_communes"] == len(shared)
    assert any(pair & unknown for pair in by_pair(found))


@pytest.mark.parametrize("seed", SEEDS)
def test_planted_themes_are_found(seed: int) -> None:
    territory, found = planted(seed)
    themes = dict(zip(found.cover.ids, found.contents, strict=True))
    for truth in territory.truth.themes:
        a, b = ({id_.removeprefix("theme:") for id_ in themes[id_].themes} for id_ in (truth.a, truth.b))
        assert (a, b) == (set(truth.themes_a), set(truth.themes_b))
        row = by_pair(found)[frozenset((truth.a, truth.b))]
        assert row["n_themes"] == len(truth.communs)
        if a and b:
            assert row["OC_themes"] == pytest.approx(len(a & b) / min(len(a), len(b)))


@pytest.mark.parametrize("seed", SEEDS)
def test_successions_of_the_manifest(seed: int) -> None:
    territory, _ = planted(seed)
    links = MemoryFacts(territory.nodes, territory.relationships).links("SUCCEDE_A")
    assert {frozenset(pair) for pair in territory.truth.successions} <= successions(links)


@pytest.mark.parametrize("seed", SEEDS)
def test_statements_over_or_only_planned_enter_nothing(seed: int) -> None:
    """The same territory without them compares the same."""
    territory, found = planted(seed)
    out = territory.truth.never_in_figures
    kept = [edge for edge in territory.relationships if edge.id not in out]
    assert len(kept) < len(territory.relationships)
    snapshot = Snapshot(source=MemoryFacts(territory.nodes, kept), day=territory.jour)
    again = compared(snapshot, found.cover.ids)
    assert again.pairs.equals(found.pairs)


# ------------------------------------------------------------------------------------------------- invariants


def example() -> tuple[list[NodeStatement], list[RelationshipStatement]]:
    nodes = [
        node(CLS, "Dispositif"), node(CPTS, ("Acteur", "Dispositif")), node("action:1", "Action"),
        node("theme:nutrition", "Thematique"), node("theme:suicide", "Thematique"), node("public:enfants", "Public"),
        *(node(f"acteur:{rank}", "Acteur") for rank in range(4)),
    ]  # fmt: skip
    relationships = [
        link("COUVRE", CLS, REDON), link("COUVRE", CPTS, "COM-35236"), link("COMPREND", CLS, "action:1"),
        link("TRAITE", "action:1", "theme:nutrition"), link("TRAITE", CLS, "theme:suicide"),
        link("TRAITE", CPTS, "theme:nutrition"), link("CIBLE", "action:1", "public:enfants"),
        link("PILOTE", "acteur:0", "action:1"), link("SIGNE", "acteur:1", CLS), link("PILOTE", "acteur:0", CPTS),
    ]  # fmt: skip
    return nodes, relationships


def only(found: Comparison) -> dict[str, Any]:
    return by_pair(found)[frozenset((CLS, CPTS))]


def test_figures_of_a_small_case() -> None:
    row = only(compared(snapshot_of(*example()), (CLS, CPTS)))
    assert (row["classe"], row["n_communes"], row["n_themes"], row["n_membres"]) == ("inclus", 1, 1, 1)
    assert (row["OC_territoire"], row["OC_themes"], row["OC_membres"]) == (1, 1, 1)
    assert isnan(row["OC_publics"])
    assert (row["indice"], row["confiance"], row["n_dimensions"]) == (1, pytest.approx(0.8), 3)
    assert isnan(row["p_membres"]), "two actors are too few to speak of chance"


def test_the_order_of_statements_and_an_unrelated_scheme_change_nothing() -> None:
    nodes, relationships = example()
    row = only(compared(snapshot_of(nodes, relationships), (CLS, CPTS)))
    shuffled = only(compared(snapshot_of(nodes[::-1], relationships[::-1]), (CLS, CPTS)))
    more = [*nodes, node("disp:autre", "Dispositif"), node("acteur:seul", "Acteur")]
    elsewhere = [*relationships, link("COUVRE", "disp:autre", "COM-29019"), link("SIGNE", "acteur:seul", "disp:autre")]
    wider = only(compared(snapshot_of(more, elsewhere), (CLS, CPTS, "disp:autre")))
    for name, value in row.items():
        for other in (shuffled, wider):
            assert (
                other[name] == pytest.approx(value, nan_ok=True) if isinstance(value, float) else other[name] == value
            )


# ------------------------------------------------------------------------------------------------------ edges


def test_an_empty_base_and_a_single_scheme() -> None:
    assert compared(snapshot_of([], []), ()).pairs.empty
    assert compared(snapshot_of(*example()), (CLS,)).pairs.empty
    unknown = only(compared(snapshot_of([], []), (CLS, CPTS)))
    assert unknown["classe"] == "indetermine"
    assert (unknown["confiance"], unknown["n_dimensions"]) == (0, 0)
    assert isnan(unknown["indice"])


@pytest.mark.parametrize(
    "dates",
    [{"valid_from": "2015-01-01", "valid_to": "2016-12-31"}, {"valid_from": "2030-01-01"}, {"statut": "en_projet"}],
    ids=["all expired", "all to come", "all planned"],
)
def test_nothing_in_force_is_unknown_and_never_zero(dates: dict[str, str]) -> None:
    nodes, relationships = example()
    dated = [link(edge.type, edge.start, edge.end, **{**dict(edge.properties), **dates}) for edge in relationships]
    row = only(compared(snapshot_of(nodes, dated), (CLS, CPTS)))
    assert row["classe"] == "indetermine"
    assert isnan(row["indice"])
    assert isnan(row["n_communes"])


def test_undated_statements_count_as_uncertain() -> None:
    nodes, relationships = example()
    undated = [RelationshipStatement(type=e.type, start=e.start, end=e.end, properties={}) for e in relationships]
    assert only(compared(snapshot_of(nodes, undated), (CLS, CPTS)))["indice"] == 1


def test_communes_that_nobody_gave() -> None:
    nodes, relationships = example()
    lost = [edge for edge in relationships if edge.type != "COUVRE"]
    lost += [link("COUVRE", CLS, "terr:inconnu"), link("COUVRE", CPTS, "terr:inconnu")]
    row = only(compared(snapshot_of(nodes, lost), (CLS, CPTS)))
    assert row["classe"] == "indetermine"
    assert row["confiance"] == pytest.approx(0.45)
    assert row["indice"] == 1, "what is known is still compared, without the territory"


def test_disjoint_territories_make_a_zero_index() -> None:
    nodes, relationships = example()
    apart = [edge for edge in relationships if (edge.type, edge.start) != ("COUVRE", CPTS)]
    row = only(compared(snapshot_of(nodes, [*apart, link("COUVRE", CPTS, "COM-29019")]), (CLS, CPTS)))
    assert (row["classe"], row["indice"], row["n_communes"], row["population"]) == ("disjoint", 0, 0, 0)
    without = compared(snapshot_of(nodes, [*apart, link("COUVRE", CPTS, "COM-29019")]), (CLS, CPTS), disjoint=False)
    assert without.pairs.empty


def test_a_commune_without_count_is_counted_as_a_commune() -> None:
    lost = next(code for code, commune in load_reference().communes.items() if commune.population("RP2018") is None)
    extents = {id_: [Extent((f"COM-{lost}",))] for id_ in (CLS, CPTS)}
    cover = build_cover(Territories(), extents, "RP2018")
    contents = contents_of(snapshot_of([], []), (CLS, CPTS))
    row = only(compare(cover, contents, DEFAULT_WEIGHTS, n_actors=0))
    assert (row["classe"], row["n_communes"], row["pondere"], row["OC_territoire"]) == ("identique", 1, False, 1)
    assert isnan(row["population"])


# ------------------------------------------------------------------------------------------------------- time


def test_a_chain_of_renewals_is_one_scheme() -> None:
    chain = MemoryFacts((), [link("SUCCEDE_A", "disp:c", "disp:b"), link("SUCCEDE_A", "disp:b", "disp:a")])
    assert successions(chain.links("SUCCEDE_A")) == {
        frozenset(pair) for pair in (("disp:c", "disp:b"), ("disp:b", "disp:a"), ("disp:c", "disp:a"))
    }


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ({"date_fin": "2020"}, {"date_debut": "2021-07"}, True),
        ({"date_fin": "2020"}, {"date_debut": "2020-06-01"}, False),
        ({"date_debut": "2021"}, {}, False),
        ({}, {}, False),
    ],
)
def test_periods(one: dict[str, object], other: dict[str, object], apart: bool) -> None:
    assert never_together(period(one), period(other)) is apart
    assert never_together(period(other), period(one)) is apart


def test_an_end_is_past_the_day_after_its_last_day() -> None:
    assert not is_over({"date_fin": "2020"}, "2020-12-31")
    assert is_over({"date_fin": "2020"}, "2021-01-01")
    assert not is_over({"date_fin": "2020"}, None)
    assert not is_over({}, "2021-01-01")
