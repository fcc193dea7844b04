"""Compare resembling actions with the definition computed pair by pair with sets, and hold their edges."""

from __future__ import annotations

import math
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.grounds import grounds_of
from graph.analysis.similar_actions import WEIGHTS, Nature, Similarity, similar_actions
from graph.analysis.title_similarity import trigrams, words
from graph.analysis.works import works
from graph.model.statement import RelationshipStatement
from graph.snapshot import Snapshot
from graph.territory import Inclusion, Territories
from tests.support.action_networks import INSIDE, Action, actions, meet, snapshot_with
from tests.support.facts import link, node, snapshot_of

TERRITORIES = Territories()
ANY = st.fixed_dictionaries({name: st.sampled_from((0.0, 0.15, 0.35, 1.0)) for name in WEIGHTS}).filter(
    lambda weights: any(weights.values())
)


def found_in(
    snapshot: Snapshot,
    *,
    weights: dict[str, float] | None = None,
    threshold: float = 0.55,
    successions: tuple[tuple[str, str], ...] = (),
) -> list[Similarity]:
    known = works(snapshot)
    grounds = grounds_of(snapshot, known, TERRITORIES)
    return similar_actions(known, grounds, weights=weights or WEIGHTS, threshold=threshold, successions=successions)


def jaccard(one: frozenset[str], two: frozenset[str]) -> float | None:
    return len(one & two) / len(one | two) if one and two else None


def by_hand(one: Action, two: Action, weights: dict[str, float]) -> float | None:
    """Return the score of two actions from the definition, or None when they are not compared."""
    if not one.themes & two.themes or not meet(one, two):
        return None
    both = [words(action.titre) for action in (one, two)]
    mots, lettres = jaccard(*both), jaccard(trigrams(one.titre), trigrams(two.titre))
    titre = None if mots is None or lettres is None else (mots + lettres) / 2
    if titre is not None and 1 in map(len, both):
        titre /= 2
    (place,), (other,) = one.places, two.places
    values = {
        "titre": titre,
        "themes": jaccard(one.themes, two.themes),
        "publics": jaccard(one.publics, two.publics),
        "territoire": 1.0 if place == other or frozenset({place, other}) in INSIDE else None,
    }
    known = {name: value for name, value in values.items() if value is not None}
    total = sum(weights[name] for name in known)
    return sum(weights[name] * value for name, value in known.items()) / total if total else 0.0


@settings(max_examples=120, deadline=None)
@given(actions(), ANY, st.sampled_from((0.2, 0.55, 0.8)))
def test_scores_are_those_of_the_definition(drawn: list[Action], weights: dict[str, float], threshold: float) -> None:
    found = found_in(snapshot_with(drawn), weights=weights, threshold=threshold)
    scores = {(one.id, two.id): by_hand(one, two, weights) for one, two in combinations(drawn, 2)}
    kept = {pair: score for pair, score in scores.items() if score is not None and score >= threshold - 1e-9}
    assert {(pair.a, pair.b): pair.score for pair in found} == pytest.approx(kept)
    order = [(-round(pair.score, 9), pair.a, pair.b) for pair in found]
    assert order == sorted(order)
    for pair in found:
        known = {name: value for name, value in pair.values.items() if value is not None}
        assert all(0 <= value <= 1 for value in known.values())
        assert pair.score == pytest.approx(
            sum(weights[name] * value for name, value in known.items()) / sum(weights[name] for name in known)
        )


@settings(max_examples=40, deadline=None)
@given(actions(), st.randoms())
def test_the_order_of_statements_changes_nothing(drawn: list[Action], chance: Random) -> None:
    shuffled = list(drawn)
    chance.shuffle(shuffled)
    assert found_in(snapshot_with(shuffled)) == found_in(snapshot_with(drawn))


@settings(max_examples=40, deadline=None)
@given(actions())
def test_an_action_elsewhere_changes_nothing(drawn: list[Action]) -> None:
    other = Action(
        "action:ailleurs", "Prévention du suicide", "inconnu", frozenset({"theme:nutrition"}), frozenset(),
        frozenset({"COM-29019"}), frozenset(),
    )  # fmt: skip
    assert found_in(snapshot_with([*drawn, other])) == found_in(snapshot_with(drawn))


def test_words_forget_what_a_clerk_would_not_see() -> None:
    assert words("Prévention DES suicides") == words("prevention du suicide") == {"prevention", "suicide"}
    assert words("L’accès aux droits") == words("L'acces au droit") == {"acce", "droit"}
    assert words("Œuvrer pour tous") == {"oeuvrer"}
    assert words("À tous !") == frozenset()
    assert trigrams("AB, c") == {" ab", "ab ", "b c", " c "}
    assert trigrams(" ! ") == frozenset()


def _pair(
    titles: tuple[str, str] = ("Dépister les cancers", "Dépister les cancers"),
    publics: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset()),
    statuts: tuple[str, str] = ("mise_en_oeuvre", "mise_en_oeuvre"),
    *more: RelationshipStatement,
) -> Snapshot:
    drawn = [
        Action(
            f"action:{side}",
            titre,
            statut,
            frozenset({"theme:nutrition"}),
            people,
            frozenset({"EPCI-243500741"}),
            frozenset(),
        )
        for side, titre, people, statut in zip("ab", titles, publics, statuts, strict=True)
    ]
    return snapshot_with(drawn, *more)


def test_a_single_word_proves_half() -> None:
    (same,) = found_in(_pair(("Téléexpertise", "Téléexpertise")))
    assert same.court
    assert same.values["titre"] == 0.5
    assert same.score == pytest.approx((0.35 * 0.5 + 0.35 + 0.15) / 0.85)
    (longer,) = found_in(_pair(("Développer la téléexpertise", "Développer la téléexpertise")))
    assert (longer.court, longer.score) == (False, 1.0)


def test_a_title_without_any_word_is_left_out() -> None:
    (pair,) = found_in(_pair(("Pour tous", "Pour tous")))
    assert pair.values["titre"] is None
    assert pair.score == 1.0


def test_a_ground_without_known_communes_is_left_out() -> None:
    nodes = [node(f"action:{side}", "Action", nom="Dépister les cancers") for side in "ab"]
    said = [link("TRAITE", f"action:{side}", "theme:nutrition") for side in "ab"]
    said += [link("INTERVIENT_SUR", "action:a", "COM-35236"), link("INTERVIENT_SUR", "action:b", "terr:quartier")]
    inside = Territories([])
    snapshot = snapshot_of(nodes, said)
    known = works(snapshot)
    assert similar_actions(known, grounds_of(snapshot, known, inside)) == []
    # The quarter lies in the commune: they meet, but its communes stay unknown.
    near = Territories([Inclusion("terr:quartier", "COM-35236")])
    (pair,) = similar_actions(known, grounds_of(snapshot, known, near))
    assert pair.values["territoire"] is None
    assert pair.score == 1.0


def test_overlap_is_that_of_the_smaller_ground() -> None:
    nodes = [node(f"action:{side}", "Action", nom="Dépister les cancers") for side in "ab"]
    said = [link("TRAITE", f"action:{side}", "theme:nutrition") for side in "ab"]
    said += [link("INTERVIENT_SUR", "action:a", code) for code in ("COM-35236", "COM-35001", "COM-35002")]
    said += [link("INTERVIENT_SUR", "action:b", code) for code in ("COM-35236", "COM-35003")]
    (pair,) = found_in(snapshot_of(nodes, said))
    assert pair.values["territoire"] == 0.5


def test_what_two_actions_are_to_each_other() -> None:
    young, old, every = frozenset({"public:enfants"}), frozenset({"public:jeunes"}), frozenset({"public:tout_public"})
    assert found_in(_pair())[0].nature is Nature.DOUBLON
    assert found_in(_pair(publics=(young, young)))[0].nature is Nature.DOUBLON
    assert found_in(_pair(publics=(young, old)))[0].nature is Nature.COMPLEMENT
    assert found_in(_pair(publics=(young, every)))[0].nature is Nature.DOUBLON
    assert found_in(_pair(publics=(young, frozenset())))[0].nature is Nature.DOUBLON
    assert found_in(_pair(statuts=("terminee", "mise_en_oeuvre")))[0].nature is Nature.CONTINUITE
    held = [link("COMPREND", f"disp:{side}", f"action:{side}") for side in "ab"]
    followed = _pair(("Dépister les cancers",) * 2, (young, old), ("mise_en_oeuvre",) * 2, *held)
    assert found_in(followed)[0].nature is Nature.COMPLEMENT
    assert found_in(followed, successions=(("disp:b", "disp:a"),))[0].nature is Nature.CONTINUITE


def test_the_levels_are_those_of_the_score() -> None:
    (same,) = found_in(_pair())
    assert (same.score, same.probable) == (1.0, True)
    (alike,) = found_in(_pair(("Dépister les cancers", "Vacciner contre la grippe")))
    assert 0.55 <= alike.score < 0.75
    assert not alike.probable
    assert found_in(_pair(("Dépister les cancers", "Vacciner contre la grippe")), threshold=0.75) == []


def test_empty_inputs_give_empty_answers() -> None:
    assert found_in(snapshot_of([], [])) == []
    assert found_in(snapshot_with([])) == []
    assert found_in(Snapshot(source=_pair().source, day="2019-01-01")) == []
    nowhere = [node(f"action:{side}", "Action", nom="Dépister les cancers") for side in "ab"]
    said = [link("TRAITE", f"action:{side}", "theme:nutrition") for side in "ab"]
    assert found_in(snapshot_of(nowhere, said)) == []
    assert math.isclose(sum(WEIGHTS.values()), 1)
