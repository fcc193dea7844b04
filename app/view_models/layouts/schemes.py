"""Place nodes by scheme: each around the schemes it belongs to, between them when it belongs to several."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Final

import numpy as np

from app.view_models.layouts.blocks import BLOCK_GAP, Block, Inside, lay_out_blocks
from app.view_models.layouts.boxes import Extents, LayoutBox, spread
from app.view_models.layouts.linked import compute_positions
from app.view_models.layouts.packing import rows_under
from app.view_models.layouts.subject import Placement, Positions, Rectangle, Subject

NOTE: Final = (
    "Chaque dispositif est entouré de ce qui ne relève que de lui ; entre plusieurs dispositifs se tient ce qui relève "
    "de chacun d’eux. La distance entre deux dispositifs ne veut rien dire d’autre."
)

NONE: Final = "disp:"
"""Key of the block of what belongs to no scheme."""

_NONE_CAPTION: Final = "Hors dispositif"
_MOST_SHARED: Final = 12
"""Schemes of one object that are brought together: one that is in all of them brings none together."""


def by_scheme(subject: Subject, previous: Placement | None = None) -> Placement:
    """
    Return one block around each scheme, and one between the schemes that share nodes.

    Parameters
    ----------
    subject
        What is to be placed; what belongs to no drawn scheme stands under the rest, and is named so.
    previous
        Earlier picture, which nodes keep.
    """
    known = subject.box_of
    owners = {
        node: (node,) if node in schemes else tuple(sorted(set(schemes) & known.keys()))
        for node in known
        for schemes in [subject.schemes.get(node, ())]
    }
    members: dict[tuple[str, ...], list[str]] = defaultdict(list)
    hearts = {scheme for schemes in owners.values() for scheme in schemes}
    for node in known:
        # A scheme stands at the heart of its own block, whatever else it belongs to.
        members[(node,) if node in hearts else owners[node]].append(node)
    blocks = []
    for schemes in sorted(members, key=lambda schemes: (not schemes, len(schemes), schemes)):
        heart = schemes[0] if len(schemes) == 1 else None
        inside = sorted((node for node in members[schemes] if node != heart), key=subject.rank.__getitem__)
        blocks.append(Block(_key(schemes), tuple(inside), "" if schemes else _NONE_CAPTION, heart))
    of_block = {_key(schemes): schemes for schemes in members}

    def arrange(blocks: Sequence[Block], insides: Mapping[str, Inside]) -> Positions:
        return _around(blocks, insides, of_block)

    def aim(
        block: Block, rooms: Mapping[str, Rectangle], positions: Mapping[str, tuple[float, float]]
    ) -> tuple[float, float] | None:
        schemes = of_block[block.key]
        near = [positions[scheme] for scheme in schemes if scheme in positions]
        if len(schemes) == 1:
            near += [
                positions[node]
                for node, mine in sorted(owners.items())
                if schemes[0] in mine and len(mine) > 1 and node in positions
            ]
        if not near:
            return None
        x, y = np.mean(near, axis=0)
        return float(x), float(y)

    return lay_out_blocks(subject, blocks, arrange, aim, NOTE, previous)


def _key(schemes: Sequence[str]) -> str:
    return NONE + "+".join(schemes)


def _around(
    blocks: Sequence[Block], insides: Mapping[str, Inside], of_block: Mapping[str, tuple[str, ...]]
) -> Positions:
    """Stand the schemes of a first picture by what they share, and what they share between them."""
    boxes = {block.key: insides[block.key].box(block.key) for block in blocks}
    alone = [block for block in blocks if len(of_block[block.key]) == 1]
    shared = [block for block in blocks if len(of_block[block.key]) > 1]
    area = sum(_area(boxes[block.key]) for block in alone + shared)
    grown = (area / max(1.0, sum(_area(boxes[block.key]) for block in alone))) ** 0.5
    links = [
        (_key((one,)), _key((two,)))
        for block in shared
        if len(of_block[block.key]) <= _MOST_SHARED
        for one, two in combinations(of_block[block.key], 2)
    ]
    middles = compute_positions([_grown(boxes[block.key], grown) for block in alone], links)
    left, right, bottom = 0.0, 0.0, 0.0
    if alone:
        for block in shared:
            x, y = np.mean([middles[_key((scheme,))] for scheme in of_block[block.key]], axis=0)
            middles[block.key] = (float(x), float(y))
        placed = [*alone, *shared]
        extents = Extents([boxes[block.key] for block in placed], gap=BLOCK_GAP)
        areas = 4 * extents.half_width * extents.half_height
        start = np.array([middles[block.key] for block in placed], dtype=np.float64)
        points = spread(start, extents, 1.0 / np.sqrt(areas / areas.min()), sideways=1.0)
        middles = {block.key: (float(x), float(y)) for block, (x, y) in zip(placed, points, strict=True)}
        left, _, right, bottom = extents.bounds(points)
    rest = [(block.key, insides[block.key]) for block in blocks if not of_block[block.key]]
    middles.update(rows_under(rest, left, right, bottom, BLOCK_GAP))
    return middles


def _area(box: LayoutBox) -> float:
    return (box.width + BLOCK_GAP) * (box.above + box.below + BLOCK_GAP)


def _grown(box: LayoutBox, share: float) -> LayoutBox:
    """Give a block the room that what is shared will need around it."""
    half = (box.above + BLOCK_GAP / 2) * share
    return LayoutBox(box.id, (box.width + BLOCK_GAP) * share, half, half)
