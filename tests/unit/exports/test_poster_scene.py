"""Hold what a poster draws: everything of the picture, names that cover nothing, words that say what is left out."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from app.exports.poster import Size, build_scene
from app.exports.poster.lettering import drawable, printable, width_of, wrapped
from app.exports.poster.outlines import hatching, unit_path
from app.exports.poster.paper import SMALLEST, Sheet
from app.exports.poster.primitives import Area, Group, Outline, Scene, Stroke, Words
from app.view_models.labels import label_lines
from app.view_models.layouts.subject import Layout
from app.view_models.network import NodeRecord, build_network_view
from app.view_models.palette import NATURES, SECTEURS
from tests.support.network_files import grouped_file, hostile_file, realistic_file

Box = tuple[float, float, float, float]


@cache
def poster(count: int, size: Size | None) -> Scene:
    """Compose once what several tests look at: eight hundred elements take seconds."""
    return build_scene(realistic_file(count), size)


def words(groups: Iterable[Group]) -> list[Words]:
    return [mark for group in groups for mark in group.marks if isinstance(mark, Words)]


def of_kind(scene: Scene, kind: str) -> list[Group]:
    return [group for group in scene.groups if group.kind == kind]


def text(scene: Scene) -> str:
    return " ".join(word.text for word in words(scene.groups))


def shape_box(group: Group) -> Box:
    """Measure a shape by its own outline, not by the room that the placing kept for it."""
    shape = next(mark for mark in group.marks if isinstance(mark, Outline))
    around = unit_path(shape.path).get_extents()
    x, y = shape.at
    return (
        x + shape.radius * around.x0,
        y + shape.radius * around.y0,
        x + shape.radius * around.x1,
        y + shape.radius * around.y1,
    )


def crossings(first: list[Box], second: list[Box]) -> int:
    """Count the pairs of boxes that share ground."""
    a, b = np.array(first).reshape(-1, 4), np.array(second).reshape(-1, 4)
    over = (
        (a[:, None, 0] < b[None, :, 2] - 1e-6)
        & (b[None, :, 0] < a[:, None, 2] - 1e-6)
        & (a[:, None, 1] < b[None, :, 3] - 1e-6)
        & (b[None, :, 1] < a[:, None, 3] - 1e-6)
    )
    if first is second:
        np.fill_diagonal(over, val=False)
    return int(over.sum())


@pytest.mark.parametrize(
    ("count", "size"),
    [(8, None), (80, None), (800, None), (80, Size.A4), (400, Size.A2), (800, Size.A4), (300, Size.A3)],
)
def test_no_name_covers_a_name_or_a_shape(count: int, size: Size | None) -> None:
    scene = poster(count, size)
    # Lines of one name follow one another: the box of a name is that of its lines.
    names = [
        (min(lefts), min(tops), max(rights), max(bottoms))
        for group in of_kind(scene, "nom")
        for lefts, tops, rights, bottoms in [zip(*(word.box for word in words([group])), strict=True)]
    ]
    shapes = [shape_box(group) for group in of_kind(scene, "element")]
    assert len(shapes) == count
    assert len(names) == count - scene.unnamed
    assert crossings(names, names) == 0
    assert crossings(names, shapes) == 0
    assert crossings(shapes, shapes) == 0
    left, top, right, bottom = scene.frame
    # A shape made larger so that it can be seen may reach half a millimetre into the white around the picture.
    for box in (*names, *shapes):
        assert left - 0.5 <= box[0]
        assert top - 0.5 <= box[1]
        assert box[2] <= right + 0.5
        assert box[3] <= bottom + 0.5


@pytest.mark.parametrize("layout", list(Layout))
def test_captions_of_a_layout_are_written_beside_the_names(layout: Layout) -> None:
    file = realistic_file(80, layout=layout)
    scene = build_scene(file)
    boxes = [word.box for word in words(of_kind(scene, "nom"))]
    captions = [printable(caption.text) for caption in file.view.captions]
    assert set(captions) <= {word.text for word in words(of_kind(scene, "nom"))}
    assert bool(captions) == (layout is not Layout.LIENS)
    shapes = [shape_box(group) for group in of_kind(scene, "element")]
    assert crossings(boxes, shapes) == 0
    # What found room in the end is not said to be missing.
    assert scene.unnamed == 0
    assert "faute de place" not in text(scene)
    assert file.view.note[:60] in text(scene)


@pytest.mark.parametrize(("count", "size"), [(8, "A4"), (80, "A4"), (800, "A0")])
def test_the_smallest_sheet_where_every_name_is_legible_is_chosen(count: int, size: str) -> None:
    scene = poster(count, None)
    assert scene.size == size
    assert scene.unnamed == 0
    assert min(word.size for word in words(of_kind(scene, "nom"))) >= SMALLEST - 1e-9


def test_names_without_room_are_counted_in_words() -> None:
    scene = poster(800, Size.A4)
    assert scene.unnamed > 300
    assert f"{scene.unnamed} noms ne sont pas écrits, faute de place" in text(scene)
    assert min(word.size for word in words(of_kind(scene, "nom"))) >= SMALLEST - 1e-9


def test_the_cap_is_announced() -> None:
    scene = build_scene(realistic_file(80, cap=50))
    assert "30 autres éléments ne sont pas dessinés." in text(scene)
    assert "30 autres éléments ne sont pas dessinés." in scene.description
    assert len(of_kind(scene, "element")) == 50


def test_title_scope_date_sources_and_licence_are_written() -> None:
    file = realistic_file(80)
    said = text(build_scene(file))
    for part in (file.title, file.scope, file.date, file.view.summary, "Sources", "n°\u00a06", "Licence", file.licence):
        assert part in said
    assert "Données\u00a0: version 0123456789ab. Image écrite par Maillage le 22 novembre 2026." in said


def test_the_legend_holds_what_is_drawn_and_nothing_else() -> None:
    scene = build_scene(realistic_file(8))
    legend = [group.title for group in of_kind(scene, "legende")]
    assert legend == [
        "Acteur (4)",
        "Dispositif (2)",
        "Action (2)",
        "Médico-social (2)",
        "Santé (2)",
        "Certain (5)",
        "Incertain, à confirmer (2)",
        "Trait plus épais\u00a0: lien plus fort",
    ]


def test_nothing_is_said_by_colour_alone() -> None:
    scene = build_scene(realistic_file(200))
    legend = of_kind(scene, "legende")
    for group in (*of_kind(scene, "element"), *legend):
        filled = {mark.fill for mark in group.marks if isinstance(mark, Outline)} - {None}
        letters = [word.text for word in words([group]) if len(word.text) == 2]
        for style in SECTEURS.values():
            if style.fill in filled:
                assert letters == [style.letters]
    # Kinds of links differ by their dashes, kinds of elements by their outline.
    lines = {
        group.title.split(" (")[0]: mark.dash
        for group in legend
        for mark in group.marks
        if isinstance(mark, Stroke) and "épais" not in group.title and len(group.marks) == 2
    }
    assert lines.keys() == {"Certain", "Incertain, à confirmer", "Terminé ou pas encore commencé"}
    assert len(set(lines.values())) == 3
    assert len({style.path + style.inner for style in NATURES.values()}) == len(NATURES)


def test_collectives_are_hatched_and_links_keep_their_width() -> None:
    file = realistic_file(80)
    scene = build_scene(file)
    hatched = [
        group.title for group in of_kind(scene, "element") if any(isinstance(mark, Stroke) for mark in group.marks)
    ]
    assert len(hatched) == sum(node.collectif for node in file.view.nodes) == 3
    assert all("groupe non détaillé" in title for title in hatched)
    widths = {
        edge.width: next(mark.width for mark in group.marks if isinstance(mark, Stroke))
        for edge, group in zip(file.view.edges, of_kind(scene, "lien"), strict=True)
    }
    ordered = [widths[width] for width in sorted(widths)]
    assert ordered == sorted(ordered)
    assert ordered[0] < ordered[-1]


def test_links_between_the_same_two_do_not_hide_one_another() -> None:
    file = realistic_file(80)
    pairs = [frozenset((edge.source, edge.target)) for edge in file.view.edges]
    twins = {pair for pair in pairs if pairs.count(pair) > 1}
    scene = build_scene(file)
    drawn = [
        next(mark for mark in group.marks if isinstance(mark, Stroke)).points
        for pair, group in zip(pairs, of_kind(scene, "lien"), strict=True)
        if pair in twins
    ]
    assert twins
    assert all(len(points) == 3 for points in drawn)
    assert all(first[1] != second[1] for first, second in itertools.combinations(drawn, 2))


def test_a_group_says_how_many_it_stands_for_and_keeps_their_proofs() -> None:
    file = grouped_file(80)
    scene = build_scene(file)
    inside = [[word.text for word in words([group])] for group in of_kind(scene, "element")]
    counts = [[str(node.count)] if node.count else inside[rank] for rank, node in enumerate(file.view.nodes)]
    assert inside == counts
    assert max(node.count for node in file.view.nodes) >= 9
    assert set(file.sources) == {f"Document n° {rank} (15 septembre 2021)" for rank in (0, 1, 2)}
    assert "Les éléments sont regroupés." in text(scene)


def test_a_tall_picture_stands_upright() -> None:
    assert Sheet(Size.A4, landscape=True).width == 297
    file = realistic_file(8)
    tall = {node: (y / 3, x * 3) for node, (x, y) in file.view.positions.items()}
    file.view.positions.update(tall)
    scene = build_scene(file)
    assert (scene.width, scene.height) == (210, 297)


def test_an_empty_network_is_a_sheet_that_says_so() -> None:
    scene = build_scene(realistic_file(0))
    assert "Aucun élément à dessiner pour ce choix." in text(scene)
    assert of_kind(scene, "element") == []


def test_the_same_network_gives_the_same_scene() -> None:
    assert build_scene(realistic_file(80)) == build_scene(realistic_file(80))


def test_hostile_texts_stay_on_one_line_and_reverse_nothing() -> None:
    scene = build_scene(hostile_file())
    for word in words(scene.groups):
        assert not set(word.text) & set("\n\t\r\x00\x07\u2028\u2029\u202e\u202c\u2067\u2069")
        assert word.box[2] - word.box[0] <= scene.width


def test_hatches_stay_inside_their_shape() -> None:
    for style in NATURES.values():
        outline = unit_path(style.path)
        lines = hatching(style.path)
        assert len(lines) >= 4
        for (x0, y0), (x1, y1) in lines:
            assert outline.contains_point((0.99 * x0 + 0.01 * x1, 0.99 * y0 + 0.01 * y1))
            assert outline.contains_point((0.01 * x0 + 0.99 * x1, 0.01 * y0 + 0.99 * y1))


def test_unknown_path_data_is_refused() -> None:
    with pytest.raises(ValueError, match="half circles"):
        unit_path("M0,0A1,1,0,0,1,0.5,0Z")


def test_texts_are_measured_and_cut() -> None:
    assert width_of("mm", 10) == pytest.approx(2 * width_of("m", 10))
    assert width_of("a", 10, bold=True) > width_of("a", 10)
    assert wrapped("un deux trois", 10, width_of("un deux", 10)) == ["un deux", "trois"]
    assert wrapped("un deux trois", 10, width_of("un deux", 10), most=1) == ["un de…"]
    assert wrapped("un  deux ", 10, 100) == ["un deux"]
    assert all(width_of(line, 10) <= 50 for line in wrapped("x" * 300, 10, 50))
    assert drawable("🏥 a") == "\u25a1 a"


def named(*names: str) -> Scene:
    nodes = [NodeRecord(id=f"acteur:{rank}", labels=("Acteur",), nom=name) for rank, name in enumerate(names)]
    view = build_network_view(nodes, [], version="1")
    return build_scene(replace(realistic_file(8), view=view), Size.A4)


def test_a_name_keeps_its_words_and_is_typeset() -> None:
    assert "L’ARS \u00abOuest\u00bb".replace("\u00ab", "\u00ab\u00a0").replace("\u00bb", "\u00a0\u00bb") in text(
        named('L\'ARS "Ouest"')
    )


def test_no_space_is_doubled_inside_quotation_marks() -> None:
    said = text(
        named("Forum \u00ab  Santé vous bien \u00a0\u00bb", "\u00ab\u00a0 Bien vieillir à Redon et alentour  \u00bb")
    )
    assert "Forum \u00ab\u00a0Santé vous bien\u00a0\u00bb" in said.replace("\n", " ")
    assert not re.search(r"\u00ab\s\s|\s\s\u00bb", said)


def test_a_long_name_is_written_whole_where_there_is_room() -> None:
    name = "Renforcer le maillage et la visibilité en matière d’offres de soins et de prévention en santé sexuelle"
    scene = named(name, "Autre")
    assert name in text(scene)
    assert scene.cut == 0
    assert "coupé" not in text(scene)


def test_names_still_cut_bear_a_number_and_are_listed_after_the_poster() -> None:
    names = [f"{word} " * 60 for word in ("premier", "second")]
    scene = named(*names, "Autre")
    said = text(scene)
    assert scene.cut == 2
    assert "2 noms trop longs sont coupés par" in said
    assert "\u00ab\u00a0Noms abrégés\u00a0\u00bb du PDF les donne en entier, sous leur numéro" in said
    (page,) = scene.following
    listed = " ".join(word.text for word in words(page.groups))
    assert listed.startswith("Noms abrégés Réseau")
    for rank, name in enumerate(names, 1):
        assert f"…\u00a0({rank})" in said
        assert f"{rank} {name.strip()}" in listed
    assert all(box[0] >= 0 and box[2] <= page.width for box in (word.box for word in words(page.groups)))


def test_hundreds_of_cut_names_fill_several_sheets_and_all_are_there() -> None:
    names = [f"Nom {rank} " + "très long " * 30 for rank in range(200)]
    scene = named(*names)
    listed = " ".join(word.text for page in scene.following for word in words(page.groups))
    assert len(scene.following) > 1
    assert scene.cut > 50
    assert sum(name.strip() in listed for name in names) == scene.cut
    for page in scene.following:
        assert max(word.box[3] for word in words(page.groups)) <= page.height


def test_signs_that_the_font_lacks_are_counted() -> None:
    assert "police" not in text(named("Commune de Redon"))
    assert "4 caractères que la police de l’affiche n’a pas" in text(named("🏥 Centre", "保健所"))
    assert "1 caractère que la police de l’affiche n’a pas" in text(named("🏥 Centre"))


def test_the_sectors_of_the_legend_add_up_to_the_actors() -> None:
    said = text(named("Un", "Deux"))
    assert "Secteur non précisé (2)" in said


@pytest.mark.parametrize(("count", "size"), [(80, None), (80, Size.A4), (300, Size.A3)])
def test_few_arrows_are_hidden_under_names(count: int, size: Size | None) -> None:
    scene = poster(count, size)
    names = [word.box for word in words(of_kind(scene, "nom"))]
    arrows = []
    for group in of_kind(scene, "lien"):
        for mark in group.marks:
            if isinstance(mark, Area):
                xs, ys = zip(*mark.points, strict=True)
                arrows.append((min(xs), min(ys), max(xs), max(ys)))
    assert len(arrows) > count / 2
    # A short link between two names has no other place for its arrow.
    assert sum(crossings([arrow], names) > 0 for arrow in arrows) <= 0.03 * len(arrows)


def test_names_are_typeset_as_on_every_printed_page() -> None:
    """The base keeps names as documents write them: straight apostrophes, quotes that open and close on two lines."""
    file = realistic_file(5)
    names = {file.view.nodes[0].id: 'CPAM d\'Ille-et-Vilaine : le guide " La santé avec des mots simples"'}
    nodes = tuple(
        replace(node, label=name, title=name, lines=label_lines(name)) if (name := names.get(node.id)) else node
        for node in file.view.nodes
    )
    scene = build_scene(replace(file, view=replace(file.view, nodes=nodes), title="Le réseau d'Ille"), Size.A3)
    said = " ".join((text(scene), *(group.title for group in scene.groups), scene.title))
    assert "d’Ille-et-Vilaine" in said
    assert "«\u00a0La santé avec des mots simples\u00a0»" in scene.groups[-1].title + said.replace("… ", "")
    assert not re.search("['\"]", said)
