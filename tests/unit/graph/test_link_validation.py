"""Check the figures that say what the score of missing links is worth."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from graph.analysis.grounds import grounds_of
from graph.analysis.link_validation import Validation, auc, validate
from graph.analysis.missing_links import activity, candidates
from graph.analysis.tie_index import tie_index
from graph.analysis.works import works
from graph.model.statement import RelationshipStatement
from graph.territory import Territories
from tests.support.facts import link, node, snapshot_of

SCORES = st.lists(st.sampled_from((0.0, 0.5, 0.91, 1.42, 2.8)), min_size=1, max_size=12)


@settings(max_examples=100, deadline=None)
@given(SCORES, SCORES)
def test_the_auc_is_that_of_mann_and_whitney(hidden: list[float], others: list[float]) -> None:
    positive = np.asarray([score for score in others if score > 0])
    expected = stats.mannwhitneyu(hidden, others).statistic / (len(hidden) * len(others))
    assert auc(hidden, positive, len(others)) == pytest.approx(expected)


def test_nothing_to_compare_has_no_auc() -> None:
    assert auc([], np.asarray([1.0]), 3) is None
    assert auc([1.0], np.asarray([]), 0) is None


def couples(count: int, *, alike: bool, tied: int | None = None, seed: int = 0) -> Validation:
    """
    Validate pairs of actors of which the first ones share an instance.

    Each actor leads its own action; those of a pair are on the same rare theme when they are alike, else the second
    is on the theme of the next pair.
    """
    said: list[RelationshipStatement] = []
    nodes = []
    for number in range(count):
        nodes.append(node(f"inst:{number}", "Instance"))
        for side in "ab":
            acteur, action = f"acteur:{number:03}{side}", f"action:{number:03}{side}"
            nodes += [node(acteur, "Acteur"), node(action, "Action")]
            theme = f"theme:{number if alike or side == 'a' else (number + 1) % count}"
            said += [
                link("PILOTE", acteur, action),
                link("TRAITE", action, theme),
                link("INTERVIENT_SUR", action, "EPCI-243500741"),
            ]
            if tied is None or number < tied:
                said.append(link("EST_MEMBRE", acteur, f"inst:{number}"))
    snapshot = snapshot_of(nodes, said)
    known = works(snapshot)
    grounds = grounds_of(snapshot, known, Territories())
    acting, index = activity(known, grounds), tie_index(snapshot)
    return validate(known, grounds, acting, index, {}, candidates(acting, index, {}), seed=seed)


def test_ties_that_the_score_explains_come_back_first() -> None:
    checked = couples(60, alike=True)
    assert (checked.n_ties, checked.n_hidden) == (60, 12)
    assert checked.auc == 1.0
    assert checked.precision == 1.0


def test_ties_that_the_score_does_not_explain_do_not() -> None:
    checked = couples(60, alike=False)
    assert checked.auc is not None
    assert checked.auc < 0.5
    assert checked.precision == 0.0


def test_under_fifty_ties_nothing_is_said() -> None:
    assert couples(60, alike=True, tied=49) == Validation(49, 0, None, None)
    assert couples(60, alike=True, tied=50).n_hidden == 10
    assert couples(0, alike=True) == Validation(0, 0, None, None)


def test_the_same_seed_hides_the_same_ties() -> None:
    assert couples(70, alike=True, seed=3) == couples(70, alike=True, seed=3)


def test_a_common_action_does_not_give_a_hidden_tie_away() -> None:
    """Two actors that lead one action together, and nothing else, share no subject of their own."""
    nodes, said = [], []
    for number in range(60):
        nodes.append(node(f"action:{number:03}", "Action"))
        said += [
            link("TRAITE", f"action:{number:03}", f"theme:{number}"),
            link("INTERVIENT_SUR", f"action:{number:03}", "EPCI-243500741"),
        ]
        for side in "ab":
            nodes.append(node(f"acteur:{number:03}{side}", "Acteur"))
            said.append(link("PILOTE", f"acteur:{number:03}{side}", f"action:{number:03}"))
    snapshot = snapshot_of(nodes, said)
    known = works(snapshot)
    grounds = grounds_of(snapshot, known, Territories())
    acting, index = activity(known, grounds), tie_index(snapshot)
    checked = validate(known, grounds, acting, index, {}, candidates(acting, index, {}))
    assert (checked.n_hidden, checked.auc, checked.precision) == (12, 0.5, 0.0)
