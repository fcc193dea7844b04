"""Count what the measures keep and the picture leaves out: undated links to what had not begun."""

from __future__ import annotations

from typing import Any

import pytest

from app.view_models.network_late import late_sentence, late_ties
from graph.model.statement import RelationshipStatement
from graph.ties import ties
from tests.support.facts import link, node, snapshot_of

DAY = "2021-09-15"
UNDATED: dict[str, Any] = {"valid_from": None}


def late(*more: RelationshipStatement, dated: dict[str, Any] = UNDATED, day: str = DAY, **action: str) -> int:
    """Return how many ties are late, of two actors who share one action of a contract that begins in 2023."""
    nodes = [node(f"acteur:{name}", "Acteur", type_acteur="association") for name in "abc"]
    nodes += [node("disp:cls", "Dispositif", type_dispositif="CLS", date_debut="2023"), node("evt:forum", "Evenement")]
    nodes += [node("action:un", "Action", **action)]
    said = [link("COMPREND", "disp:cls", "action:un")]
    said += [link("EST_PARTENAIRE", f"acteur:{name}", "action:un", **dated) for name in "ab"]
    snapshot = snapshot_of(nodes, [*said, *more], day)
    graph = ties(snapshot)
    assert graph.has_edge("acteur:a", "acteur:b")
    return late_ties(snapshot, graph, day)


def test_an_undated_link_to_what_begins_later_is_late() -> None:
    assert late(date_debut="2022-01-01") == 1
    assert late(date_debut="2021-09-15") == 0


def test_an_action_without_date_is_no_older_than_its_contract() -> None:
    assert late() == 1
    assert late(day="2023-01-01") == 0


def test_a_dated_link_is_judged_by_its_own_dates() -> None:
    assert late(dated={"valid_from": "2020-01-01"}) == 0


def test_another_frame_that_has_begun_keeps_the_tie_in_the_picture() -> None:
    known = [link("ORGANISE", f"acteur:{name}", "evt:forum", **UNDATED) for name in "ab"]
    assert late(*known) == 0


@pytest.mark.parametrize(("count", "start"), [(1, "1 lien ne tient qu’à"), (9, "9 liens ne tiennent qu’à")])
def test_the_difference_is_said_with_its_number(count: int, start: str) -> None:
    said = late_sentence(count).replace("\u00a0", " ")
    assert said.startswith(start)
    assert "n’est pas dessiné dans l’image" in said


def test_nothing_is_said_of_no_difference() -> None:
    assert late_sentence(0) == ""
