"""Place nodes by sector: one block per sector, and one per nature for what has no sector."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from app.view_models.layouts.blocks import BLOCK_GAP, Block, Inside, lay_out_blocks
from app.view_models.layouts.packing import best_packing
from app.view_models.layouts.subject import Placement, Positions, Rectangle, Sector, Subject

NOTE: Final = (
    "Les acteurs d’un même secteur sont côte à côte ; ce qui n’a pas de secteur est groupé par nature. "
    "La distance entre deux groupes ne veut rien dire."
)

_UNKNOWN: Final = Sector("", "Secteur non précisé", 1000)


def by_sector(subject: Subject, previous: Placement | None = None) -> Placement:
    """
    Return blocks of one sector each, packed in the shape of the frame.

    Parameters
    ----------
    subject
        What is to be placed; a node without sector goes to a block that says so.
    previous
        Earlier picture, which nodes keep.

    Notes
    -----
    In a first picture the names of a block are in alphabetical order.
    """
    members: dict[Sector, list[str]] = defaultdict(list)
    for node in subject.box_of:
        members[subject.sectors.get(node, _UNKNOWN)].append(node)
    names = subject.names
    blocks = [
        Block(
            f"secteur:{sector.code}",
            tuple(sorted(members[sector], key=lambda node: (names.get(node, node).casefold(), node))),
            sector.caption,
        )
        for sector in sorted(members, key=lambda sector: (sector.rank, sector.code))
    ]
    return lay_out_blocks(subject, blocks, _packed, _below, NOTE, previous)


def _packed(blocks: Sequence[Block], insides: Mapping[str, Inside]) -> Positions:
    """Stand the blocks side by side, the largest first."""
    order = sorted(blocks, key=lambda block: (-insides[block.key].height, -insides[block.key].width, block.key))
    sizes = [(insides[block.key].width + BLOCK_GAP, insides[block.key].height + BLOCK_GAP) for block in order]
    width, corners = best_packing(sizes)
    bottom = max((y + size[1] for (_, y), size in zip(corners, sizes, strict=True)), default=0.0)
    return {
        block.key: (x + size[0] / 2 - width / 2, y + size[1] / 2 - bottom / 2)
        for block, (x, y), size in zip(order, corners, sizes, strict=True)
    }


def _below(
    block: Block, rooms: Mapping[str, Rectangle], positions: Mapping[str, tuple[float, float]]
) -> tuple[float, float] | None:
    """Let a sector that was not there stand under the others."""
    return None
