"""Compare records: what brings two together, what tells them apart, and how much of the labelled pairs is found."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.duplicate_blocks import worthwhile_pairs
from graph.analysis.duplicates import (
    CONTRADICTED,
    PROBABLE,
    SURE,
    THRESHOLD,
    UNPLACED,
    Record,
    Resemblance,
    comparable,
    compare,
    find_duplicates,
    pair_id,
)
from graph.analysis.unclear import proposals
from tests.benchmarks.quality import duplicate_rows
from tests.support.duplicate_pairs import DIFFERENT, SAME, UNDECIDABLE, labelled_pairs


def record(id_: str, nom: str, nature: str | None = "association", **given: object) -> Record:
    return Record(id=id_, familles=frozenset({"Acteur"}), nom=nom, nature=nature, **given)  # type: ignore[arg-type]


def found_in(*records: Record, **given: object) -> list[Resemblance]:
    return find_duplicates(records, worthwhile_pairs(records), **given)  # type: ignore[arg-type]


CD = record("acteur:cd-35", "CD 35", "departement")
DEP = record("acteur:dep-35", "Département d’Ille-et-Vilaine", "departement")


def test_the_labelled_pairs_are_split_for_good() -> None:
    pairs = labelled_pairs()
    assert len(pairs) >= 300
    assert {pair.verdict for pair in pairs} == {SAME, DIFFERENT, UNDECIDABLE}
    halves = [sum(pair.reported is side for pair in pairs) for side in (True, False)]
    assert halves == [196, 167]
    assert len({frozenset((p.a.nom, p.a.zones, p.b.nom, p.b.zones)) for p in pairs}) == len(pairs)


def test_precision_and_recall_keep_their_floor_on_the_reported_half() -> None:
    to_examine, probable = duplicate_rows()
    assert to_examine.precision is not None
    assert to_examine.recall is not None
    assert to_examine.precision >= 0.95
    assert to_examine.recall >= 0.93
    assert probable.precision is not None
    assert probable.precision >= 0.97


def test_two_ways_to_write_a_departement_are_found() -> None:
    (pair,) = found_in(CD, DEP)
    assert pair.id == pair_id(DEP.id, CD.id)
    assert pair.probable
    assert pair.nom.same


def test_the_same_name_in_two_departements_is_two_things() -> None:
    here = record("a", "Association Santé Pour Tous", departements=frozenset({"35"}))
    there = replace(here, id="b", departements=frozenset({"29"}))
    assert compare(here, there).score <= CONTRADICTED
    assert found_in(here, there) == []
    unknown = replace(here, id="c", departements=frozenset())
    assert compare(here, unknown).score == UNPLACED


def test_identifiers_decide() -> None:
    one = record("a", "Clinique du Port", identifiants={"siren": "1", "finess_et": "7"})
    other = record("b", "Polyclinique Armor", identifiants={"finess_et": "7"})
    assert compare(one, other).score >= SURE
    assert [pair.communs for pair in found_in(one, other)] == [("finess_et",)]
    site = record("c", "Clinique du Port", identifiants={"siren": "1", "finess_et": "8"})
    assert compare(one, site).score <= CONTRADICTED
    assert compare(one, site).contraires == ("finess_et",)
    legal = record("d", "Clinique du Port", identifiants={"siren": "1"})
    assert compare(one, legal).communs == ("siren",)


def test_an_organisation_and_its_services_are_not_doubles() -> None:
    parent = record("a", "Redon Agglomération", "epci")
    one = record("b", "Redon Agglomération", "service", parents=frozenset({"a"}))
    two = record("c", "Redon Agglo - Petite enfance", "service", parents=frozenset({"a"}))
    twice = record("d", "REDON Agglomération : petite enfance", "service", parents=frozenset({"a"}))
    assert not comparable(parent, one)
    assert not comparable(one, two)
    assert comparable(two, twice)


def test_groups_and_unclear_records_make_no_pair() -> None:
    group = record("a", "CPTS du Pays de Brest", "cpts", collectif=True)
    same = record("b", "CPTS du Pays de Brest", "cpts")
    unclear = record("c", "ARS Bretagne", "ars", a_preciser=True)
    clear = record("d", "ARS Bretagne", "ars")
    assert found_in(group, same, unclear, clear) == []


def test_an_unclear_record_gets_proposals_and_is_never_resolved() -> None:
    ars = record("a", "l’ARS", "ars", a_preciser=True)
    bretagne = record("b", "ARS Bretagne", "ars")
    loire = record("c", "ARS Pays de la Loire", "ars")
    msa = record("d", "MSA Portes de Bretagne", "msa")
    every = (ars, bretagne, loire, msa)

    def ids(**given: object) -> list[str]:
        known = {"worked": {}, "told": (), "settled": ()} | given
        return [one.proche for one in proposals(every, **known)]  # type: ignore[arg-type]

    assert ids() == ["b", "c"]
    assert ids(worked={"a": frozenset({"44"})}) == ["c"]
    assert ids(told=[frozenset({"a", "d"})]) == ["d", "b", "c"]
    assert ids(settled=[frozenset({"a", "b"})]) == ["c"]
    assert found_in(*every) == []


def test_generations_numbers_and_schemes_tell_apart() -> None:
    first = record("a", "CLS de Redon", "CLS", rang=1)
    assert compare(first, replace(first, id="b", rang=2)).score <= CONTRADICTED
    assert compare(record("a", "CLS Redon 2017-2022"), record("b", "CLS Redon 2023-2028")).score <= CONTRADICTED
    copil = record("a", "COPIL", "COPIL", cadres=frozenset({"disp:1"}))
    assert compare(copil, replace(copil, id="b", cadres=frozenset({"disp:2"}))).score <= CONTRADICTED


def test_judged_pairs_are_not_proposed_again() -> None:
    assert found_in(CD, DEP, settled=[frozenset({CD.id, DEP.id})]) == []


def test_nothing_and_one_record_give_no_pair() -> None:
    assert found_in() == []
    assert found_in(CD) == []
    assert found_in(record("a", ""), record("b", "")) == []


NAMES = st.sampled_from(
    [
        *("CPAM 35", "CPAM d’Ille-et-Vilaine", "la CPAM", "CH Redon", "Hôpital de Redon", "CH Rennes", "UBO", ""),
        *("Université de Bretagne Occidentale", "MSP du Parc", "MSP du Parc (56)", "CLS 1", "CLS 2", "Ville de Redon"),
    ]
)
RECORDS = st.lists(
    st.builds(
        lambda nom, nature, place, siren: (nom, nature, place, siren),
        NAMES,
        st.sampled_from(["ars", "msp", None]),
        st.sampled_from(["35", "56", ""]),
        st.sampled_from(["1", "2", ""]),
    ),
    max_size=7,
)


@settings(max_examples=150, deadline=None)
@given(RECORDS)
def test_scores_are_bounded_symmetric_and_blocking_loses_no_probable_pair(drawn: list[tuple[str, ...]]) -> None:
    records = [
        record(
            f"acteur:{number}",
            nom,
            nature,
            departements=frozenset({place} if place else ()),
            identifiants={"siren": siren} if siren else {},
        )
        for number, (nom, nature, place, siren) in enumerate(drawn)
    ]
    for one, two in combinations(records, 2):
        pair = compare(one, two)
        assert 0 <= pair.score <= 1
        assert pair == compare(two, one)
        assert all(value is None or 0 <= value <= 1 for value in pair.values.values())
    kept = {(pair.a, pair.b) for pair in found_in(*records, threshold=PROBABLE)}
    every = {
        (one.id, two.id)
        for one, two in combinations(records, 2)
        if comparable(one, two) and compare(one, two).score >= PROBABLE
    }
    assert kept == every


@pytest.mark.parametrize("half", [True, False])
def test_blocking_loses_few_of_the_labelled_pairs(half: bool) -> None:
    pairs = [pair for pair in labelled_pairs() if pair.reported is half and pair.verdict == SAME]
    good = [pair for pair in pairs if pair.score >= THRESHOLD]
    kept = sum(bool(worthwhile_pairs([pair.a, pair.b])) for pair in good)
    assert kept >= 0.97 * len(good)
