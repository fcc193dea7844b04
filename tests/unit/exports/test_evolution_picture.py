"""Check the two pictures of one network: same places, what is on one day only, groups that do not count alike."""

from __future__ import annotations

from dataclasses import dataclass

from app.exports.evolution_picture import Panel, compared_words, draw_panels
from app.exports.poster.primitives import Outline, Words
from app.view_models.network import build_network_view
from app.view_models.network_view import EdgeRecord, NetworkView, NodeRecord

DAYS = ("2019-01-01", "2021-09-15")
ABSENT = "Pas à cette date\u00a0: "


@dataclass(frozen=True)
class Union:
    """Everything that either day draws."""

    nodes: tuple[NodeRecord, ...]
    edges: tuple[EdgeRecord, ...]


def actor(name: str, *members: str) -> NodeRecord:
    return NodeRecord(id=name, labels=("Acteur",), nom=name, members=members)


def tie(name: str, start: str, end: str) -> EdgeRecord:
    return EdgeRecord(id=name, type="LIEN", start=start, end=end)


def drawn(
    before: tuple[list[NodeRecord], list[EdgeRecord]], after: tuple[list[NodeRecord], list[EdgeRecord]]
) -> tuple[Panel, Panel]:
    nodes = {node.id: node for node in (*before[0], *after[0])}
    edges = {edge.id: edge for edge in (*before[1], *after[1])}
    union = Union(tuple(nodes.values()), tuple(edges.values()))
    first, second = (build_network_view(*day, version="v", union=union) for day in (before, after))
    found = draw_panels(first, second, DAYS, width=125.0, height=115.0)
    assert found is not None
    return found


def shapes(panel: Panel) -> dict[str, Outline]:
    """Return the first mark of each element, by the first word of what it says."""
    found = {}
    for group in panel.scene.groups:
        if group.kind == "element":
            mark = group.marks[0]
            assert isinstance(mark, Outline)
            found[group.title.removeprefix(ABSENT).split()[0]] = mark
    return found


def words(panel: Panel) -> dict[str, bool]:
    marks = [mark for group in panel.scene.groups if group.kind == "nom" for mark in group.marks]
    return {mark.text: mark.bold for mark in marks if isinstance(mark, Words)}


def test_nothing_moves_and_what_is_new_stands_out() -> None:
    ann, bob, carl = actor("acteur:a"), actor("acteur:b"), actor("acteur:c")
    kept, new = tie("r1", "acteur:a", "acteur:b"), tie("r2", "acteur:b", "acteur:c")
    before, after = drawn(([ann, bob], [kept]), ([ann, bob, carl], [kept, new]))
    assert {name: mark.at for name, mark in shapes(before).items()} == {
        name: mark.at for name, mark in shapes(after).items()
    }
    ghosts = [group.title for group in before.scene.groups if group.title.startswith(ABSENT)]
    assert len(ghosts) == 1
    assert "acteur:c" in ghosts[0]
    assert "À cette date seulement" not in before.sentence
    assert after.sentence.replace("\u00a0", " ").endswith("À cette date seulement : 1 élément et 1 lien.")  # verbatim
    assert words(after) == {"acteur:a": False, "acteur:b": False, "acteur:c": True}
    assert "acteur:c" not in words(before)


def test_a_group_says_how_many_it_holds_on_each_day() -> None:
    small, large = actor("groupe:x", "acteur:a", "acteur:b"), actor("groupe:x", "acteur:a", "acteur:b", "acteur:c")
    alone = actor("acteur:d")
    before, after = drawn(([small, alone], []), ([large, alone], []))
    assert "À cette date seulement" not in before.sentence
    assert after.sentence.replace("\u00a0", " ").endswith("À cette date seulement : 1 élément.")  # verbatim
    inside = [
        {
            mark.text
            for group in panel.scene.groups
            if group.kind == "element"
            for mark in group.marks
            if isinstance(mark, Words)
        }
        for panel in (before, after)
    ]
    assert inside == [{"2"}, {"3"}]


def test_who_is_alone_one_day_and_in_a_group_the_other_is_not_absent() -> None:
    before, after = drawn(([actor("acteur:a")], []), ([actor("groupe:x", "acteur:a", "acteur:b")], []))
    assert not any(group.title.startswith(ABSENT) for panel in (before, after) for group in panel.scene.groups)


def test_nothing_on_either_day_draws_nothing() -> None:
    empty: NetworkView = build_network_view([], [], version="v")
    assert draw_panels(empty, empty, DAYS, width=125.0, height=115.0) is None


def test_the_words_of_both_pictures_say_how_certainty_and_actors_differ() -> None:
    sure = EdgeRecord(id="r1", type="LIEN", start="a", end="b", certitude="certain")
    doubtful = EdgeRecord(id="r1", type="LIEN", start="a", end="b", certitude="incertain")
    people = [actor("a"), actor("b")]
    panels = drawn((people, [sure]), (people, [doubtful]))
    assert [(panel.actors, panel.links, panel.doubtful) for panel in panels] == [(2, 1, 0), (2, 1, 1)]
    certainty, actors = compared_words(panels, (2, 3))
    assert certainty.startswith("Liens à confirmer\u00a0: 0 sur 1 à la première date, 1 sur 1 à la seconde.")
    assert "s’efface avec le temps" in certainty
    assert actors.startswith("Acteurs\u00a0: 2 puis 2 au dessin")
    assert "2 puis 3 dans les mesures" in actors
    (back,) = compared_words((panels[1], panels[0]), (2, 2))
    assert "s’efface" not in back
    assert compared_words((panels[0], panels[0])) == ()
