"""Hold what a picture shows, and that the date and the filters never move what is drawn."""

from dataclasses import replace

import pytest

from app.view_models.layouts.subject import Layout
from app.view_models.network import EdgeRecord, NetworkView, NodeRecord, build_network_view
from app.view_models.network_address import NetworkChoice, read_choice, selection, toggled
from app.view_models.network_aggregate import Aggregation
from app.view_models.network_changes import at_day
from app.view_models.network_filters import Filters, choices
from app.view_models.network_picture import Composed, compose, reached, scope_of
from app.view_models.network_scope import NetworkRecords
from app.view_models.network_shared import shared_words
from tests.support.networks import realistic_network
from tests.support.screens import plain

CHOICE = NetworkChoice("autour", "disp:000", 1, inactive=False)


def dated(count: int) -> NetworkRecords:
    """Return a network whose links begin and end in different years."""
    nodes, edges = realistic_network(count)
    links = tuple(
        replace(edge, valid_from=f"{2015 + rank % 6}", valid_to=f"{2021 + rank % 3}" if rank % 2 else None)
        for rank, edge in enumerate(edges)
    )
    return NetworkRecords(tuple(nodes), links, {}, frozenset())


def draw(records: NetworkRecords, choice: NetworkChoice, day: str | None = None) -> NetworkView:
    composed = compose(at_day(records, day), choice, day=day)
    return build_network_view(
        composed.shown.nodes,
        composed.shown.edges,
        version="1",
        cap=1500,
        focus=choice.id,
        show_inactive=composed.inactive,
        layout=choice.layout,
        union=composed.stage,
    )


@pytest.mark.parametrize("layout", list(Layout))
def test_neither_the_date_nor_a_filter_moves_anything(layout: Layout) -> None:
    records = dated(60)
    choice = replace(CHOICE, layout=layout)
    everything = draw(records, choice)
    for other in (
        draw(records, choice, "2016-06-01"),
        draw(records, choice, "2024-06-01"),
        draw(records, replace(choice, filters=Filters(natures=frozenset({"acteur"})))),
        draw(records, replace(choice, filters=Filters(certitudes=frozenset({"certain"})))),
        draw(records, replace(choice, since="2020-06-01")),
    ):
        assert other.positions
        assert {node: everything.positions[node] for node in other.positions} == other.positions
        assert other.stage == everything.stage
        sizes = {node.id: node.size for node in everything.nodes}
        assert all(sizes[node.id] == node.size for node in other.nodes)
    assert draw(records, choice, "2016-06-01").edges != everything.edges


def test_what_changed_is_shown_with_its_end() -> None:
    nodes = tuple(NodeRecord(id=id_, labels=("Acteur",), nom=id_) for id_ in "abcd")
    edges = (
        EdgeRecord(id="old", type="SIGNE", start="a", end="b", valid_from="2015"),
        EdgeRecord(id="ended", type="SIGNE", start="a", end="c", valid_from="2015", valid_to="2020-05"),
        EdgeRecord(id="new", type="SIGNE", start="a", end="d", valid_from="2021-01-01"),
    )
    records = at_day(NetworkRecords(nodes, edges, {}, frozenset()), "2021-09-15")
    choice = replace(CHOICE, id="b", since="2020-01-01")
    composed = compose(records, choice, day="2021-09-15")
    assert {edge.id for edge in composed.shown.edges} == {"ended", "new"}
    # The start stays, though nothing of it has changed.
    assert {node.id for node in composed.shown.nodes} == {"a", "b", "c", "d"}
    assert composed.inactive
    assert "1 lien commencé" in plain(composed.changed)
    assert "1 lien terminé" in plain(composed.changed)


def test_groups_count_what_passes_the_filters_and_keep_their_places() -> None:
    records = dated(200)
    choice = replace(CHOICE, id="", by=Aggregation.TYPE)
    everything = compose(records, choice)
    certain = compose(records, replace(choice, filters=Filters(certitudes=frozenset({"certain"}))))
    assert {node.id for node in certain.shown.nodes} == {node.id for node in everything.shown.nodes}
    assert sum(len(edge.members) for edge in certain.shown.edges) < sum(
        len(edge.members) for edge in everything.shown.edges
    )
    assert certain.hidden
    assert everything.by is Aggregation.TYPE
    group = max(everything.shown.nodes, key=lambda node: len(node.members))
    opened = compose(records, replace(choice, opened=(group.id,)))
    assert set(group.members) <= {node.id for node in opened.shown.nodes}


def test_a_network_too_large_is_gathered_unless_a_filter_makes_it_small() -> None:
    records = dated(5000)
    gathered = compose(records, replace(CHOICE, id=""))
    assert gathered.by is not None
    assert len(gathered.shown.nodes) <= 300
    assert "plus que les 1 500" in plain(gathered.gathered)
    schemes = compose(records, replace(CHOICE, id="", filters=Filters(natures=frozenset({"dispositif"}))))
    assert schemes.by is None
    assert 300 < len(schemes.shown.nodes) < 1500


def test_the_scope_of_a_day_keeps_the_stage() -> None:
    records = dated(60)
    ids = reached(records, ["disp:000"])
    assert "disp:000" in ids
    assert len(ids) < len(records.nodes)
    composed = compose(records, CHOICE, scope=ids)
    assert {node.id for node in composed.shown.nodes} == ids
    assert composed.stage == records


WALK = NetworkRecords(
    tuple(NodeRecord(id=id_, labels=("Acteur",), nom=id_) for id_ in ("start", "undated", "ended", "behind", "far")),
    (
        EdgeRecord(id="1", type="SIGNE", start="start", end="undated"),
        EdgeRecord(id="2", type="SIGNE", start="ended", end="start", valid_from="2015", valid_to="2020"),
        EdgeRecord(id="3", type="SIGNE", start="ended", end="behind", valid_from="2015"),
        EdgeRecord(id="4", type="SIGNE", start="undated", end="far", valid_from="2024"),
    ),
    {},
    frozenset(),
)


def walked(day: str | None, steps: int, *, more: tuple[str, ...] = (), inactive: bool = False) -> Composed:
    choice = NetworkChoice("autour", "start", steps, inactive=inactive, more=more)
    records = at_day(WALK, day)
    return compose(records, choice, day=day, scope=scope_of(records, choice, lambda *_: (), day))


def test_only_links_in_force_lead_to_an_object() -> None:
    everything = {node.id for node in WALK.nodes}
    # Without dates a link is in force: nobody says that it is not.
    later = walked("2021-06-01", 2)
    assert {node.id for node in later.shown.nodes} == later.present == {"start", "undated"}
    assert later.stage == replace(WALK, edges=later.stage.edges), "the places would depend on the date"
    assert plain(later.apart) == (
        "3 acteurs ne tiennent au point de départ, à cette distance, que par des liens hors de cette date : "
        "rien n’en est dessiné."
    )
    assert later.apart in later.remarks
    assert walked("2018-06-01", 1).present == {"start", "undated", "ended"}
    assert walked("2018-06-01", 2).present == {"start", "undated", "ended", "behind"}
    assert walked("2025-06-01", 2).present == {"start", "undated", "far"}
    assert walked("2025-06-01", 1, more=("undated",)).present == {"start", "undated", "far"}
    for whole in (walked(None, 2), walked("2021-06-01", 2, inactive=True)):
        assert whole.present == everything
        assert whole.apart == ""


def test_an_address_is_read_whole_and_what_is_wrong_counts_as_not_given() -> None:
    given = {
        "vue": "autour", "id": "acteur:cpam-35", "pas": "3", "fini": "oui", "disposition": "cercles", "plus": "a|b",
        "groupes": "epci", "ouverts": "groupe:epci:1:acteur", "natures": "acteur|action", "themes": "addictions",
        "depuis": "2020-01-01", "chemin": "a|b",
    }  # fmt: skip
    choice = read_choice(lambda name: given.get(name, ""))
    assert choice == NetworkChoice(
        "autour", "acteur:cpam-35", 3, inactive=True, layout=Layout.CERCLES, more=("a", "b"), by=Aggregation.EPCI,
        opened=("groupe:epci:1:acteur",), since="2020-01-01", path=("a", "b"),
        filters=Filters(natures=frozenset({"acteur", "action"}), themes=frozenset({"addictions"})),
    )  # fmt: skip
    wrong = {"vue": "x", "id": "a", "pas": "9", "disposition": "x", "groupes": "x", "depuis": "hier", "chemin": "a"}
    assert read_choice(lambda name: wrong.get(name, "")) == NetworkChoice("autour", "a", 1, inactive=False)
    territory = {"territoire": "EPCI-1"}
    assert read_choice(lambda name: territory.get(name, "")).id == "EPCI-1"


def test_a_selection_keeps_what_is_drawn() -> None:
    assert selection("a|b|a|z", {"a", "b"}) == ("a", "b")
    assert selection("groupe:a|b", {"groupe:a|b", "b"}) == ("groupe:a|b",)
    assert selection("", {"a"}) == ()
    assert toggled(("a", "b"), "a") == ("b",)
    assert toggled(("a",), "b") == ("a", "b")


def test_what_several_objects_share_is_said() -> None:
    nodes = (
        NodeRecord(id="a", labels=("Acteur",), nom="CPAM 35", secteur="sante", themes=("addictions",)),
        NodeRecord(id="b", labels=("Acteur",), nom="ARS", secteur="sante", themes=("addictions", "aidants")),
        NodeRecord(id="c", labels=("Dispositif",), nom="CLS de Redon", territoires=("EPCI-1",)),
        NodeRecord(id="d", labels=("Acteur",), nom="Club", territoires=("EPCI-1",)),
    )
    edges = (
        EdgeRecord(id="1", type="SIGNE", start="a", end="c", label="signe"),
        EdgeRecord(id="2", type="SIGNE", start="b", end="c", label="signe"),
        EdgeRecord(id="3", type="PILOTE", start="a", end="b", label="pilote"),
        EdgeRecord(id="4", type="SIGNE", start="d", end="c", certitude="inactif"),
    )
    records = NetworkRecords(nodes, edges, {}, frozenset())
    said = [plain(text) for text in shared_words(records, ["a", "b"], {})]
    assert said[:3] == [
        "1 lien direct : CPAM 35 pilote ARS.",
        "Tous deux sont liés à CLS de Redon.",
        "Même secteur : Santé.",
    ]
    assert said[3].startswith("Thèmes communs :")
    zones = shared_words(records, ["c", "d"], {"EPCI-1": "Redon Agglomération"})
    assert [plain(text) for text in zones] == ["Territoires communs : Redon Agglomération."]
    assert "Non documenté ne veut pas dire absent" in shared_words(records, ["a", "d"], {})[0]
    assert shared_words(records, ["a"], {}) == ()


def test_filters_offer_what_belongs_to_the_day() -> None:
    offered = choices(at_day(WALK, "2021-06-01"), walked("2021-06-01", 2).present)
    assert [(choice.code, choice.count) for choice in offered.natures] == [("acteur", 2)]
    # Links out of the day all count, since asking for them brings their ends back.
    assert {choice.code: choice.count for choice in offered.certitudes} == {"incertain": 1, "inactif": 2}
