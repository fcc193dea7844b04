"""Hold that a picture draws nothing of what had not begun at its day, and says so."""

from dataclasses import replace

import pytest

from app.view_models.network import EdgeRecord, NodeRecord
from app.view_models.network_address import NetworkChoice
from app.view_models.network_beginnings import begun, bounded, not_begun
from app.view_models.network_changes import at_day, state_at, states_of
from app.view_models.network_picture import Composed, compose, scope_of
from app.view_models.network_scope import NetworkRecords
from tests.support.screens import plain

NODES = (
    NodeRecord(id="acteur:a", labels=("Acteur",), nom='L\'ARS "Ouest" : siège'),
    NodeRecord(id="acteur:b", labels=("Acteur",), nom="Commune"),
    NodeRecord(id="action:1", labels=("Action",), nom="Action sans date"),
    NodeRecord(id="disp:cls", labels=("Dispositif",), nom="CLS", begins="2021-09"),
    NodeRecord(id="disp:old", labels=("Dispositif",), nom="Ancien", begins="2010"),
)
EDGES = (
    EdgeRecord(id="pilot", type="PILOTE", start="acteur:a", end="action:1", certitude="incertain"),
    EdgeRecord(id="part", type="COMPREND", start="disp:cls", end="action:1", certitude="incertain"),
    EdgeRecord(id="sign", type="SIGNE", start="acteur:b", end="disp:cls", certitude="incertain"),
    EdgeRecord(id="old", type="SIGNE", start="acteur:a", end="disp:old", certitude="incertain"),
)
RECORDS = NetworkRecords(NODES, EDGES, {}, frozenset())
EARLY, LATE = "2021-08-31", "2021-09-01"


def picture(view: str, start: str, day: str | None, *, inactive: bool = False) -> Composed:
    choice = NetworkChoice(view, start, 3, inactive=inactive)
    every = bounded(RECORDS, day)
    return compose(every, choice, day=day, scope=scope_of(every, choice, lambda *_: ["disp:cls", "disp:old"], day))


def test_an_undated_link_is_no_older_than_its_ends() -> None:
    states = {edge.id: edge.certitude for edge in bounded(RECORDS, EARLY).edges}
    assert states == {"pilot": "inactif", "part": "inactif", "sign": "inactif", "old": "incertain"}
    assert {edge.certitude for edge in bounded(RECORDS, LATE).edges} == {"incertain"}
    assert {edge.certitude for edge in bounded(RECORDS, None).edges} == {"incertain"}


def test_the_slider_follows_the_beginnings() -> None:
    every = bounded(RECORDS, None)
    states = states_of(every)
    assert states["sign"] == (("", "inactif"), ("2021-09-01", "incertain"))
    for day in ("2005-01-01", EARLY, LATE):
        assert [edge.certitude for edge in at_day(every, day).edges] == [state_at(edge, day) for edge in every.edges]
        assert [edge.certitude for edge in bounded(RECORDS, day).edges] == [state_at(edge, day) for edge in every.edges]


def test_a_dated_link_is_judged_by_its_own_day() -> None:
    early = replace(EDGES[2], valid_from="2019", certitude="certain")
    records = bounded(replace(RECORDS, edges=(early, *EDGES[:2])), EARLY)
    assert [edge.certitude for edge in records.edges] == ["certain", "inactif", "inactif"]
    # What a document shows at work has begun, whatever its sheet says.
    assert "disp:cls" not in not_begun(records, EARLY)


@pytest.mark.parametrize(
    ("view", "start", "left"),
    [
        ("territoire", "EPCI-1", {"acteur:a", "disp:old"}),
        ("dispositif", "disp:cls", {"disp:cls"}),
        ("autour", "acteur:a", {"acteur:a", "disp:old"}),
    ],
)
def test_nothing_is_drawn_of_a_scheme_before_it_begins(view: str, start: str, left: set[str]) -> None:
    before = picture(view, start, EARLY)
    assert {node.id for node in before.shown.nodes} == left
    assert before.late
    assert before.late in before.remarks
    after = picture(view, start, LATE)
    assert {node.id for node in after.shown.nodes} == {node.id for node in NODES}
    assert after.late == ""
    assert picture(view, start, None).late == ""


def test_what_had_not_begun_is_said_with_names_as_they_were_written() -> None:
    assert plain(picture("autour", "acteur:a", EARLY).late) == (
        "1 dispositif et 1 action n’avaient pas commencé à cette date : rien n’en est dessiné."
    )
    said = plain(picture("dispositif", "disp:cls", EARLY).late)
    assert said.startswith("« CLS » commence le 1er septembre 2021, après la date de l’image.")
    named = replace(NODES[3], nom='Contrat "d\'essai"')
    kept = begun(bounded(replace(RECORDS, nodes=(*NODES[:3], named)), EARLY), EARLY, keep=("disp:cls",))
    assert 'Contrat "d\'essai"' in kept.sentence


def test_links_out_of_the_date_bring_back_what_had_not_begun() -> None:
    shown = picture("autour", "acteur:a", EARLY, inactive=True)
    assert {node.id for node in shown.shown.nodes} == {node.id for node in NODES}
    assert shown.late == ""


def test_the_links_out_of_the_date_of_a_territory_come_with_their_actors() -> None:
    shown = picture("territoire", "EPCI-1", EARLY, inactive=True)
    assert {node.id for node in shown.shown.nodes} == {node.id for node in NODES}
