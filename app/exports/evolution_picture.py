"""Draw a network on two days with the same places: what is there on one day only is drawn thick, what is not, pale."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from app.exports.network_reading import read_network
from app.exports.poster.legend import line
from app.exports.poster.lettering import printable
from app.exports.poster.marks import CAPTION, bends, element_marks, link_marks
from app.exports.poster.placing import Placement, place
from app.exports.poster.primitives import Area, Group, Mark, Outline, Scene
from app.view_models.labels import FONT_SIZE
from app.view_models.layouts.store import LayoutStore
from app.view_models.network_address import NetworkChoice
from app.view_models.network_aggregate import PROPOSED, Aggregation
from app.view_models.network_scope import TERRITORY
from app.view_models.network_view import LINE_HEIGHT, EdgeView, NetworkView, NodeView, counted
from app.view_models.palette import NATURES
from app.view_models.typography import day, number, typeset
from graph.answers.context import Context

LEGEND: Final = (
    "Les éléments ont la même place aux deux dates. Trait ou contour épais : seulement à cette date. "
    "Forme pâle en pointillé : à l’autre date seulement."
)

_SMALLEST, _LARGEST = 2.1, 3.4
_MARGIN: Final = 3.0
_THICK: Final = 3.2
_GHOST: Final = "#8a929e"
_ACTORS: Final = frozenset({"acteur", "acteur_dispositif"})


@dataclass(frozen=True, slots=True)
class Panel:
    """
    Hold the picture of one day.

    Parameters
    ----------
    scene, title, sentence
        The drawing, its title and the sentence that says the same.
    actors
        Actors drawn, each service apart.
    links, doubtful
        Links drawn, and those of them that are to be confirmed.
    """

    scene: Scene
    title: str
    sentence: str
    actors: int
    links: int
    doubtful: int


def read_panels(
    context: Context,
    territoire: str,
    days: tuple[str, str],
    *,
    today: str,
    width: float,
    height: float,
    layouts: LayoutStore | None = None,
) -> tuple[Panel, Panel] | None:
    """
    Return the network of a territory on two days; None when nothing is drawn on either.

    Parameters
    ----------
    context
        Gives the readings and judges links.
    territoire
        Id of the territory.
    days
        ISO days, the first before the second.
    today
        ISO day of the drawing.
    width, height
        Of each picture, in millimetres.
    layouts
        Where the screens keep places; without it they are computed.
    """
    choice = NetworkChoice(TERRITORY, territoire, 1, inactive=False)
    views = _views(context, choice, days, today, layouts)
    if max(len(view.nodes) for view in views) > PROPOSED:
        # One by one, so many would be a tangle: the groups of both days are the same, and keep their places.
        views = _views(context, replace(choice, by=Aggregation.DISPOSITIF), days, today, layouts)
    return draw_panels(views[0], views[1], days, width=width, height=height)


def _views(
    context: Context, choice: NetworkChoice, days: tuple[str, str], today: str, layouts: LayoutStore | None
) -> tuple[NetworkView, NetworkView]:
    before, after = (read_network(context, choice, date=date, today=today, layouts=layouts).view for date in days)
    return before, after


def compared_words(panels: tuple[Panel, Panel], measured: tuple[int, int] | None = None) -> tuple[str, ...]:
    """
    Return what the two pictures say together: how certainty changed, and why actors are not those of the measures.

    Parameters
    ----------
    panels
        The two pictures, the first day first.
    measured
        Actors that the measures of the network count on each day; None when they are not measured.
    """
    first, second = panels
    said = []
    if first.doubtful or second.doubtful:
        text = (
            f"Liens à confirmer : {number(first.doubtful)} sur {number(first.links)} à la première date, "
            f"{number(second.doubtful)} sur {number(second.links)} à la seconde."
        )
        if second.doubtful * first.links > first.doubtful * second.links:
            text += (
                " La certitude s’efface avec le temps : un lien reste certain tant qu’un document de cette date ou "
                "d’après le dit encore. Un lien moins certain n’a pas forcément changé."
            )
        said.append(text)
    drawn = first.actors, second.actors
    if measured is not None and measured != drawn:
        said.append(
            f"Acteurs : {number(drawn[0])} puis {number(drawn[1])} au dessin (chaque service à part, dispositifs du "
            f"territoire seulement) ; {number(measured[0])} puis {number(measured[1])} dans les mesures (un service "
            "compte avec son organisme ; s’y ajoutent ceux dont la zone d’action touche le territoire)."
        )
    return tuple(map(typeset, said))


def draw_panels(
    before: NetworkView, after: NetworkView, days: tuple[str, str], *, width: float, height: float
) -> tuple[Panel, Panel] | None:
    """
    Draw two views of one network in frames of the same size.

    Parameters
    ----------
    before, after
        The network on each day; a node has the same place in both.
    days
        ISO days.
    width, height
        Of each picture, in millimetres.
    """
    merged = _merged(before, after)
    if not merged.nodes:
        return None
    frame = (_MARGIN, _MARGIN, width - _MARGIN, height - _MARGIN)
    placement = place(merged, frame, _SMALLEST, _LARGEST)
    first = _panel(before, after, merged, placement, days[0], (width, height))
    return first, _panel(after, before, merged, placement, days[1], (width, height))


def _merged(before: NetworkView, after: NetworkView) -> NetworkView:
    """Return what either view draws; what is in one only comes first, since names are written in that order."""
    nodes: dict[str, NodeView] = {node.id: node for node in (*before.nodes, *after.nodes)}
    both = _stated(before) & _stated(after)
    ordered = sorted(nodes.values(), key=lambda node: _known(node, both))
    edges = {edge.id: edge for edge in (*before.edges, *after.edges)}
    captions = {caption.text: caption for caption in (*before.captions, *after.captions)}
    return replace(
        after,
        nodes=tuple(ordered),
        edges=tuple(edges[id_] for id_ in sorted(edges)),
        positions={**before.positions, **after.positions},
        captions=tuple(captions.values()),
    )


def _panel(
    view: NetworkView,
    other: NetworkView,
    merged: NetworkView,
    placement: Placement,
    date: str,
    size: tuple[float, float],
) -> Panel:
    width, height = size
    elsewhere = _stated(other)
    only = _stated(view) - elsewhere
    links = len(only & {id_ for edge in view.edges for id_ in _members(edge)})
    title = f"Le réseau au {day(date)}"
    said = view.summary
    if only:
        parts = [counted(count, noun) for count, noun in ((len(only) - links, "élément"), (links, "lien")) if count]
        said += f" À cette date seulement : {' et '.join(parts)}."
    paper = ((0.0, 0.0), (width, 0.0), (width, height), (0.0, height))
    return Panel(
        Scene(
            size=f"{width:.0f} × {height:.0f} mm",
            width=width,
            height=height,
            title=printable(title),
            description=printable(said),
            groups=(
                Group("fond", "", (Area(points=paper, fill="#ffffff"),)),
                *_links(view, merged, placement, elsewhere),
                *_elements(view, merged, placement, elsewhere),
            ),
            frame=(0.0, 0.0, width, height),
            unnamed=len({node.id for node in view.nodes} - {label.id for label in placement.labels}),
        ),
        title,
        said,
        actors=sum(node.count or 1 for node in view.nodes if node.nature in _ACTORS),
        links=sum(edge.count or 1 for edge in view.edges),
        doubtful=sum(edge.count or 1 for edge in view.edges if edge.certitude == "incertain"),
    )


def _links(view: NetworkView, merged: NetworkView, placement: Placement, elsewhere: frozenset[str]) -> Iterator[Group]:
    ends = {node.id: (placement.centres[node.id], placement.radii[node.id], node.nature) for node in merged.nodes}
    bend: Mapping[str, float] = bends(merged.edges)
    shown = {node.id for node in view.nodes}
    names = np.array([label.box for label in placement.labels if label.id in shown]).reshape(-1, 4)
    for edge in view.edges:
        marks = link_marks(
            edge,
            ends[edge.source],
            ends[edge.target],
            bend=bend[edge.id],
            width=_width(edge) * (1.0 if _known(edge, elsewhere) else _THICK),
            scale=placement.font / 2.4,
            names=names,
        )
        yield Group("lien", printable(edge.title), marks)


def _elements(
    view: NetworkView, merged: NetworkView, placement: Placement, elsewhere: frozenset[str]
) -> Iterator[Group]:
    drawn = {node.id: node for node in view.nodes}
    here = _stated(view)
    for label in placement.labels:
        if label.id in drawn:
            left, top, right, bottom = label.box
            corners = ((left, top), (right, top), (right, bottom), (left, bottom))
            yield Group("fond", "", (Area(points=corners, fill="#ffffff", opacity=0.82),))
    for seen in merged.nodes:
        at, radius = placement.centres[seen.id], placement.radii[seen.id]
        node = drawn.get(seen.id)
        if node is None and not here.isdisjoint(_members(seen)):
            continue  # Alone on one day, in a group on the other.
        if node is None:
            # Its place stays, so that the two pictures are compared at a glance.
            path = NATURES[seen.nature].path
            ghost = Outline(path=path, at=at, radius=radius, fill=None, stroke=_GHOST, width=0.2, dash=(0.5, 0.6))
            yield Group("element", printable(f"Pas à cette date : {seen.title}"), (ghost,))
            continue
        thin = 0.2 if _known(node, elsewhere) else 0.2 * _THICK
        marks: tuple[Mark, ...] = element_marks(
            node.nature, node.secteur, at, radius, collectif=node.collectif, thin=thin,
            inside=str(node.count) if node.count else "",
        )  # fmt: skip
        yield Group("element", printable(node.title), marks)
    for text, (x, y), size in placement.captions:
        yield Group("nom", "", (line(text, (x, y + 0.36 * size), size, bold=True, colour=CAPTION, anchor="middle"),))
    height = placement.font * LINE_HEIGHT / FONT_SIZE
    names = {node.id: node.label for node in merged.nodes}
    for label in placement.labels:
        if label.id in drawn:
            own = drawn[label.id]
            # A group does not count as many on both days: its name says so.
            lines = label.lines if own.label == names[own.id] else own.lines[: len(label.lines)]
            words = tuple(
                line(
                    text,
                    (label.x, label.top + height * rank + 0.86 * placement.font),
                    placement.font,
                    bold=not _known(own, elsewhere),
                    anchor="middle",
                )
                for rank, text in enumerate(lines)
            )
            yield Group("nom", "", words)


def _members(item: NodeView | EdgeView) -> tuple[str, ...]:
    return item.members or (item.id,)


def _known(item: NodeView | EdgeView, ids: frozenset[str]) -> bool:
    """Tell whether an element or a link, or one of those that a group stands for, is among ids."""
    return not ids.isdisjoint(_members(item))


def _stated(view: NetworkView) -> frozenset[str]:
    """Return the ids of the elements and links that a view shows, those inside its groups included."""
    items: list[NodeView | EdgeView] = [*view.nodes, *view.edges]
    return frozenset(id_ for item in items for id_ in _members(item))


def _width(edge: EdgeView) -> float:
    return 0.14 * min(edge.width, 3.0)
