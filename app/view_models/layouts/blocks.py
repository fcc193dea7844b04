"""
Place nodes in blocks: those of one sector, one place, one scheme stand together under their caption.

Owns the inside of a block (rows, or all around a heart), the room it keeps for the next ones, and how a block takes
in a node without moving the others. Knows neither sectors nor territories.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from app.view_models.layouts.boxes import ASPECT, GAP, Extents, LayoutBox, Points, covered, free_spot, spread
from app.view_models.layouts.subject import (
    CAPTION_LINE,
    CAPTION_SIZE,
    Caption,
    Placement,
    Positions,
    Rectangle,
    Subject,
    caption_text,
    caption_width,
)

BLOCK_GAP: Final = 26.0
"""Least distance between two blocks, in canvas units: more than between nodes, so that blocks are seen."""

_KNOWN_SHARE: Final = 0.5
_PINNED: Final = 0.02
_HEAD: Final = CAPTION_SIZE * CAPTION_LINE
_SCAN: Final = 24
_FEW: Final = 2


@dataclass(frozen=True, slots=True)
class Block:
    """
    Hold nodes that stand together.

    Parameters
    ----------
    key
        What the place of its nodes stands for.
    members
        Node ids, in the order in which they fill the block; the heart is not among them.
    caption
        Name written over the block, or an empty text.
    heart
        Node that the others surround, or None.
    """

    key: str
    members: tuple[str, ...]
    caption: str = ""
    heart: str | None = None

    @property
    def nodes(self) -> tuple[str, ...]:
        """All its nodes, the heart first."""
        return (self.heart, *self.members) if self.heart else self.members


@dataclass(frozen=True, slots=True)
class Inside:
    """Hold a block laid out around its own middle: offset of each node, width, height, offset of the caption."""

    offsets: Mapping[str, tuple[float, float]]
    width: float
    height: float
    head: float

    def box(self, key: str) -> LayoutBox:
        """Room that the block takes."""
        return LayoutBox(key, self.width, self.height / 2, self.height / 2)


Arrange = Callable[[Sequence[Block], Mapping[str, Inside]], Positions]
"""Give the middle of each block, by key, such that no two blocks overlap."""

Aim = Callable[[Block, Mapping[str, Rectangle], Mapping[str, tuple[float, float]]], tuple[float, float] | None]
"""Say where a block that is new should stand, from the rooms of the blocks and the places of the nodes kept."""


def lay_out_blocks(
    subject: Subject,
    blocks: Sequence[Block],
    arrange: Arrange,
    aim: Aim,
    note: str,
    previous: Placement | None = None,
) -> Placement:
    """
    Return the places of nodes in blocks, starting from an earlier picture when it covers half of them.

    Parameters
    ----------
    subject
        What is to be placed.
    blocks
        Every node in exactly one, in the order in which blocks are arranged.
    arrange
        Places the blocks of a first picture.
    aim
        Says where a new block goes in a picture that already exists.
    note
        How the layout is read.
    previous
        Earlier picture. Nodes keep their place as long as it stands for the same thing; a new one takes a free
        place of its block, else the closest free one that lies in no other block.

    Returns
    -------
    placement
        No two nodes or captions overlap.
    """
    keys = {node: block.key for block in blocks for node in block.nodes}
    if previous is not None:
        kept = [
            node
            for node in subject.box_of
            if node in previous.positions and previous.keys.get(node) == keys[node] and keys[node] in previous.blocks
        ]
        if kept and len(kept) >= _KNOWN_SHARE * len(keys):
            return _Growing(subject, blocks, keys, previous, kept).placement(aim, note)
    insides = {block.key: inside_of(block, subject.box_of) for block in blocks}
    middles = arrange(blocks, insides)
    positions: Positions = {}
    captions: dict[str, Caption] = {}
    rooms: dict[str, Rectangle] = {}
    for block in blocks:
        _settle(block, insides[block.key], middles[block.key], positions, captions, rooms)
    return Placement(_rounded(positions), captions, note, keys, rooms)


def inside_of(block: Block, boxes: Mapping[str, LayoutBox]) -> Inside:
    """
    Lay out one block: rows of equal cells, or cells around its heart, with room for one node in ten more.

    Parameters
    ----------
    block
        The block.
    boxes
        Sizes by node id.
    """
    inside = [boxes[node] for node in block.nodes]
    wide = max(box.width for box in inside) + GAP
    above = max(box.above for box in inside) + GAP / 2
    high = above + max(box.below for box in inside) + GAP / 2
    count = len(inside)
    slots = count if count <= _FEW else count + 1 + count // 10
    head = _HEAD if block.caption else 0.0
    columns, rows = _grid(slots, wide, high, odd=block.heart is not None)
    width = max(columns * wide, caption_width(caption_text(block.caption)) + GAP if block.caption else 0.0)
    height = rows * high + head
    cells = [
        ((column - (columns - 1) / 2) * wide, -height / 2 + head + row * high + above)
        for row in range(rows)
        for column in range(columns)
    ]
    if block.heart is not None:
        middle = cells[(rows // 2) * columns + columns // 2]
        cells.sort(key=lambda cell: _from_heart(cell, middle))
    return Inside(dict(zip(block.nodes, cells, strict=False)), width, height, -height / 2 + head / 2)


def _grid(slots: int, wide: float, high: float, *, odd: bool) -> tuple[int, int]:
    """Choose columns and rows that hold the slots in the shape of the frame; odd ones have a middle cell."""
    columns = min(slots, max(1, round((slots * ASPECT * high / wide) ** 0.5)))
    if odd and columns % 2 == 0:
        columns += 1
    rows = -(-slots // columns)
    if odd and rows % 2 == 0:
        rows += 1
    return columns, rows


def _from_heart(cell: tuple[float, float], middle: tuple[float, float]) -> tuple[float, float]:
    """Order cells by distance from the middle, then clockwise from the top."""
    across, down = cell[0] - middle[0], (cell[1] - middle[1]) * ASPECT
    turn = float(np.arctan2(across, -down)) % (2 * np.pi)
    return (round(across**2 + down**2, 3), round(turn, 6))


def _settle(
    block: Block,
    inside: Inside,
    middle: tuple[float, float],
    positions: Positions,
    captions: dict[str, Caption],
    rooms: dict[str, Rectangle],
) -> None:
    """Write down the places of one block around its middle."""
    x, y = middle
    for node, (across, down) in inside.offsets.items():
        positions[node] = (x + across, y + down)
    if block.caption:
        captions[block.key] = Caption(caption_text(block.caption), round(x, 1), round(y + inside.head, 1))
    rooms[block.key] = (
        round(x - inside.width / 2, 1),
        round(y - inside.height / 2, 1),
        round(x + inside.width / 2, 1),
        round(y + inside.height / 2, 1),
    )


def _rounded(positions: Mapping[str, tuple[float, float]]) -> Positions:
    return {node: (round(float(x), 1), round(float(y), 1)) for node, (x, y) in sorted(positions.items())}


class _Growing:
    """Take new nodes into a picture that exists."""

    def __init__(
        self,
        subject: Subject,
        blocks: Sequence[Block],
        keys: Mapping[str, str],
        previous: Placement,
        kept: Sequence[str],
    ) -> None:
        self.subject, self.blocks, self.keys = subject, blocks, keys
        self.positions: Positions = {node: previous.positions[node] for node in kept}
        standing = {keys[node] for node in kept}
        self.rooms = {key: previous.blocks[key] for key in sorted(standing)}
        self.captions = {
            block.key: Caption(caption_text(block.caption), was.x, was.y, was.size)
            for block in blocks
            if block.caption and block.key in standing and (was := previous.captions.get(block.key))
        }
        self.pinned = set(kept)

    def placement(self, aim: Aim, note: str) -> Placement:
        """Place what is new and return the whole."""
        for block in self.blocks:
            if block.key in self.rooms:
                for node in block.nodes:
                    if node not in self.positions:
                        self.positions[node] = self._beside(block, node)
            else:
                self._add(block, aim)
        self._part()
        return Placement(_rounded(self.positions), self.captions, note, self.keys, self.rooms)

    def _obstacles(self) -> list[tuple[LayoutBox, tuple[float, float]]]:
        """Everything that already stands: nodes and captions."""
        boxes = self.subject.box_of
        nodes = [(boxes[node], place) for node, place in sorted(self.positions.items())]
        return nodes + [(caption.box, (caption.x, caption.y)) for _, caption in sorted(self.captions.items())]

    def _beside(self, block: Block, node: str) -> tuple[float, float]:
        """Find a free place in the room of the block, else the closest one that lies in no other room."""
        box = self.subject.box_of[node]
        obstacles = self._obstacles()
        extents = Extents([item for item, _ in obstacles], gap=GAP / 2)
        points = np.array([place for _, place in obstacles], dtype=np.float64).reshape(-1, 2)
        left, top, right, bottom = self.rooms[block.key]
        spots = _lattice(box, (left, top, right, bottom))
        if len(spots):
            free = spots[~covered(spots, box, points, extents)]
            if len(free):
                if block.heart in self.positions:
                    heart = self.positions[str(block.heart)]
                    order = np.hypot(free[:, 0] - heart[0], (free[:, 1] - heart[1]) * ASPECT)
                    best = free[int(np.argmin(np.round(order, 3)))]
                else:
                    best = free[int(np.lexsort((free[:, 0], free[:, 1]))[0])]
                return float(best[0]), float(best[1])
        walls = [room_box(key, room) for key, room in self.rooms.items() if key != block.key]
        middle = np.array([(left + right) / 2, (top + bottom) / 2])
        return _spot(box, middle, [*obstacles, *walls])

    def _add(self, block: Block, aim: Aim) -> None:
        """Stand a block that is new in the closest room where it covers nothing."""
        inside = inside_of(block, self.subject.box_of)
        box = inside.box(block.key)
        around = [*(room_box(key, room) for key, room in self.rooms.items()), *self._obstacles()]
        wanted = aim(block, self.rooms, self.positions)
        if wanted is None:
            left = min(room[0] for room in self.rooms.values())
            right = max(room[2] for room in self.rooms.values())
            bottom = max(room[3] for room in self.rooms.values())
            wanted = ((left + right) / 2, bottom + inside.height / 2 + BLOCK_GAP)
        middle = _spot(box, np.array(wanted), around, gap=BLOCK_GAP)
        _settle(block, inside, middle, self.positions, self.captions, self.rooms)

    def _part(self) -> None:
        """Give way, by a few pixels, to the boxes that grew since."""
        obstacles = self._obstacles()
        points = np.array([place for _, place in obstacles], dtype=np.float64)
        names = [*sorted(self.positions), *(None for _ in self.captions)]
        mobility = np.array([_PINNED if name is None or name in self.pinned else 1.0 for name in names])
        points = spread(points, Extents([box for box, _ in obstacles], gap=GAP / 2), mobility)
        for name, place in zip(names, points, strict=True):
            if name is not None:
                self.positions[name] = (float(place[0]), float(place[1]))
        for key, place in zip(sorted(self.captions), points[len(self.positions) :], strict=True):
            caption = self.captions[key]
            self.captions[key] = Caption(
                caption.text, round(float(place[0]), 1), round(float(place[1]), 1), caption.size
            )


def room_box(key: str, room: Rectangle) -> tuple[LayoutBox, tuple[float, float]]:
    """Return the room of a block as one box and its middle."""
    left, top, right, bottom = room
    half = (bottom - top) / 2
    return LayoutBox(key, right - left, half, half), ((left + right) / 2, (top + bottom) / 2)


def _lattice(box: LayoutBox, room: Rectangle) -> Points:
    """List the places of a room where a box lies whole, close to one another."""
    left, top, right, bottom = room
    first_x, last_x = left + box.width / 2, right - box.width / 2
    first_y, last_y = top + box.above, bottom - box.below
    if last_x < first_x or last_y < first_y:
        return np.zeros((0, 2))
    across = np.unique(np.append(np.arange(first_x, last_x, max(4.0, (last_x - first_x) / _SCAN)), last_x))
    down = np.unique(np.append(np.arange(first_y, last_y, max(4.0, (last_y - first_y) / _SCAN)), last_y))
    return np.column_stack([np.tile(across, len(down)), np.repeat(down, len(across))])


def _spot(
    box: LayoutBox,
    target: Points,
    obstacles: Sequence[tuple[LayoutBox, tuple[float, float]]],
    gap: float = GAP,
) -> tuple[float, float]:
    """Find the closest place where a box covers none of these."""
    extents = Extents([*(item for item, _ in obstacles), box], gap=gap)
    points = np.array([*(place for _, place in obstacles), (0.0, 0.0)], dtype=np.float64)
    placed = np.ones(len(points), dtype=np.bool_)
    placed[-1] = False
    spot = free_spot(len(points) - 1, target, points, extents, placed)
    return float(spot[0]), float(spot[1])
