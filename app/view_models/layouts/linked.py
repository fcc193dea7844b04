"""
Place the nodes of a network picture, once, and keep the places.

Owns the positions: a seeded layout computed on the server, in which no node and no label covers another, that
starts from the previous picture when there is one. Refuses to move anything in the browser, and knows neither
colours nor screens.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import igraph
import numpy as np

from app.view_models.layouts.boxes import ASPECT, GAP, Extents, LayoutBox, Points, free_spot, spread
from app.view_models.layouts.framed import SMALL, SMALL_GAP, into_frame, rings
from app.view_models.layouts.packing import best_packing
from app.view_models.layouts.subject import Positions
from graph.analysis.tie_matrix import seeded

_SEED: Final = 20210915
_EXACT_LAYOUT_LIMIT: Final = 350
_KNOWN_SHARE: Final = 0.5
_PINNED: Final = 0.02
_MARGIN: Final = 30.0
_ROOM: Final = 0.9
"""Area the springs are given, as a multiple of that of the boxes; spreading them then takes what it needs."""
_FEW: Final = 12
"""Below this number of nodes a component keeps its own shape instead of that of the frame."""


def compute_positions(
    boxes: Iterable[LayoutBox],
    links: Iterable[tuple[str, str]],
    *,
    previous: Mapping[str, tuple[float, float]] | None = None,
    focus: str | None = None,
    order: Sequence[str] = (),
) -> Positions:
    """
    Return a place for every node, the same for the same graph whatever the order it is given in.

    Parameters
    ----------
    boxes
        One per node.
    links
        Pairs of node ids; direction, repeats and unknown ids do not count.
    previous
        Places of an earlier picture. When they cover half of the nodes, those nodes keep them (but for
        the few pixels a grown box may need) and only the new ones are placed, near their neighbours.
    focus
        Id of the node a small picture is drawn around, in rings, when all are close enough to it.
    order
        Ids in the order in which the nodes of a ring follow one another; by id when it says nothing.

    Returns
    -------
    positions
        One entry per box. No two boxes overlap.

    Notes
    -----
    Each connected component is laid out by Kamada and Kawai's springs (Fruchterman and Reingold's above 350
    nodes), turned so that its longest axis lies flat, then spread until no box touches another. Components
    stand in rows, the largest first; nodes without any link stand in a grid below. A small picture is then
    brought into the frame, or drawn as rings around its focus.
    """
    ordered = sorted(boxes, key=lambda box: box.id)
    if not ordered:
        return {}
    index = {box.id: i for i, box in enumerate(ordered)}
    pairs = sorted({_pair(index[a], index[b]) for a, b in links if a in index and b in index and a != b})
    known = {box.id: previous[box.id] for box in ordered if previous and box.id in previous}
    if len(known) >= _KNOWN_SHARE * len(ordered):
        points = _extend(ordered, pairs, known)
    else:
        points = _small_layout(ordered, pairs, focus, order)
    return {box.id: (round(float(x), 1), round(float(y), 1)) for box, (x, y) in zip(ordered, points, strict=True)}


def _pair(a: int, b: int) -> tuple[int, int]:
    return (a, b) if a < b else (b, a)


def _small_layout(
    boxes: Sequence[LayoutBox], pairs: Sequence[tuple[int, int]], focus: str | None, order: Sequence[str]
) -> Points:
    """Fill the frame when there are few nodes; lay out as it comes when there are many."""
    if len(boxes) > SMALL:
        return _layout_from_scratch(boxes, pairs)
    extents = Extents(boxes, gap=SMALL_GAP)
    index = {box.id: i for i, box in enumerate(boxes)}
    if focus in index:
        rank = {node: k for k, node in enumerate(order)}
        turn = sorted(range(len(boxes)), key=lambda i: (rank.get(boxes[i].id, len(rank)), i))
        placed = rings(igraph.Graph(n=len(boxes), edges=list(pairs)), extents, index[focus], turn)
        if placed is not None:
            return placed
    return into_frame(_layout_from_scratch(boxes, pairs), extents)


def _layout_from_scratch(boxes: Sequence[LayoutBox], pairs: Sequence[tuple[int, int]]) -> Points:
    """Lay out each component alone, then pack the components and the isolated nodes."""
    graph = igraph.Graph(n=len(boxes), edges=list(pairs))
    components = [list(component) for component in graph.connected_components()]
    linked = [component for component in components if len(component) > 1]
    isolated = [component[0] for component in components if len(component) == 1]
    parts: list[tuple[list[int], Points, Extents]] = []
    for component in linked:
        extents = Extents([boxes[i] for i in component])
        placed = spread(_springs(graph.induced_subgraph(component), extents), extents)
        parts.append((component, placed, extents))
    frames = [(members, placed, extents.bounds(placed)) for members, placed, extents in parts]
    frames.sort(key=lambda f: (-(f[2][2] - f[2][0]) * (f[2][3] - f[2][1]), boxes[f[0][0]].id))
    sizes = [(right - left + _MARGIN, bottom - top + _MARGIN) for _, _, (left, top, right, bottom) in frames]
    cells = _Cells([boxes[i] for i in isolated])
    width, corners = best_packing(sizes, cells)
    points: Points = np.zeros((len(boxes), 2), dtype=np.float64)
    bottom = 0.0
    for (members, placed, (left, top, _, _)), (x, y), (_, height) in zip(frames, corners, sizes, strict=True):
        points[members] = placed + np.array([x - left, y - top])
        bottom = max(bottom, y + height)
    for rank, member in enumerate(isolated):
        points[member] = cells.centre(rank, width, bottom)
    left, top, right, low = Extents(boxes).bounds(points)
    centre: Points = np.array([(left + right) / 2, (top + low) / 2], dtype=np.float64)
    return points - centre


def _springs(graph: Any, extents: Extents) -> Points:
    """Lay out one connected component, flat, at a scale where boxes nearly fit."""
    count = graph.vcount()
    if count == 2:
        return np.array([[0.0, 0.0], [2.4 * float(extents.half_width.max()) + 20.0, 0.0]])
    with seeded(_SEED):
        start = graph.layout_circle()
        if count <= _EXACT_LAYOUT_LIMIT:
            layout = graph.layout_kamada_kawai(seed=start, weights=_lengths(graph))
        else:
            layout = graph.layout_fruchterman_reingold(niter=300, grid=True)
    points: Points = np.array(layout.coords, dtype=np.float64)
    points -= points.mean(axis=0)
    axes = np.linalg.svd(points, full_matrices=False)[2]
    points = points @ axes.T
    # An axis has no sign of its own: without this, rounding could mirror the picture on another machine.
    for axis in range(2):
        if points[np.abs(points[:, axis]).argmax(), axis] < 0:
            points[:, axis] *= -1
    deviation = np.maximum(points.std(axis=0), 1e-9)
    flat = float(np.clip(deviation[0] / deviation[1], 1.0, ASPECT)) if count < _FEW else ASPECT
    area = float((4 * extents.half_width * extents.half_height).sum()) * _ROOM
    # Points of unit deviation span some 3.6 units.
    scale: Points = np.array([np.sqrt(area * flat), np.sqrt(area / flat)], dtype=np.float64) / 3.6
    placed: Points = points / deviation * scale
    return placed


def _lengths(graph: Any) -> list[float]:
    """Give more room to the ties of busy nodes, around which the neighbours' labels must fit."""
    degrees = graph.degree()
    return [1.0 + 0.35 * float(np.log2(max(degrees[edge.source], degrees[edge.target]))) for edge in graph.es]


class _Cells:
    """Equal cells, in rows, for the nodes without links."""

    def __init__(self, boxes: Sequence[LayoutBox]) -> None:
        self.count = len(boxes)
        self.width = max((box.width for box in boxes), default=0.0) + GAP
        self.above = max((box.above for box in boxes), default=0.0) + GAP / 2
        self.height = self.above + max((box.below for box in boxes), default=0.0) + GAP / 2
        self.surface = self.count * self.width * self.height

    def columns(self, width: float) -> int:
        """Count the cells of a row."""
        return max(1, min(self.count, int(width // self.width)))

    def total_height(self, width: float) -> float:
        """Measure all the rows."""
        return -(-self.count // self.columns(width)) * self.height if self.count else 0.0

    def centre(self, rank: int, width: float, top: float) -> tuple[float, float]:
        """Place the node of this rank, rows being centred on the picture."""
        row, column = divmod(rank, self.columns(width))
        left = (width - self.columns(width) * self.width) / 2
        return left + self.width * (column + 0.5), top + self.height * row + self.above


def _extend(
    boxes: Sequence[LayoutBox],
    pairs: Sequence[tuple[int, int]],
    known: Mapping[str, tuple[float, float]],
) -> Points:
    """Keep the known places and find free ones, near their neighbours, for the other nodes."""
    extents = Extents(boxes)
    points = np.array([known.get(box.id, (0.0, 0.0)) for box in boxes], dtype=np.float64)
    placed = np.array([box.id in known for box in boxes])
    mobility = np.where(placed, _PINNED, 1.0)
    neighbours: dict[int, list[int]] = {i: [] for i in range(len(boxes))}
    for a, b in pairs:
        neighbours[a].append(b)
        neighbours[b].append(a)
    waiting = [i for i in range(len(boxes)) if not placed[i]]
    while waiting:
        # The node with most placed neighbours first: its place is the best known, and it helps the next ones.
        rank = [(-sum(bool(placed[j]) for j in neighbours[i]), i) for i in waiting]
        links, chosen = min(rank)
        left, _, right, bottom = extents.bounds(points, placed)
        if links < 0:
            target = points[[j for j in neighbours[chosen] if placed[j]]].mean(axis=0)
        else:
            target = np.array([(left + right) / 2, bottom + extents.half_height[chosen]])
        points[chosen] = free_spot(chosen, target, points, extents, placed)
        placed[chosen] = True
        waiting.remove(chosen)
    # Half the usual gap: a node that has its place keeps it as long as nothing truly runs over it.
    return spread(points, Extents(boxes, gap=GAP / 2), mobility)
