"""
Place nodes by territory: each near the barycentre of where it acts, with those of the same place.

A place is no address: directions and neighbourhood are kept, distances are not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from app.view_models.layouts.blocks import BLOCK_GAP, Block, Inside, lay_out_blocks
from app.view_models.layouts.boxes import Extents, Points, spread
from app.view_models.layouts.packing import rows_under
from app.view_models.layouts.subject import Placement, Positions, Rectangle, Subject

NOTE: Final = (
    "Chaque objet est près du centre des communes où il agit, avec ceux du même territoire : le nord est en haut, mais "
    "ce n’est ni une adresse ni une carte, et les groupes sont écartés pour que tout se lise."
)

UNKNOWN: Final = "lieu:"
"""Key of the block of what acts in no documented place."""

_UNKNOWN_CAPTION: Final = "Territoire non documenté"
_SOFTER: Final = 0.6
"""Power that shortens long distances: one far place must not crush the others into a point."""

_FARTHEST: Final = 4.0
"""Most that a place is far, in times the usual distance: overseas stands at the edge, not in another picture."""

_ROOMS: Final = (1.35, 1.8, 2.4, 3.2, 4.3)
"""Areas tried, as multiples of that of the blocks."""

_MANY: Final = 600
"""Places above which only one area is tried: nobody reads them one by one."""

_CHANGED: Final = 0.03
_CLEAR: Final = 0.08
_FLATTEST: Final = 6.0
_NEAREST: Final = 3


def by_territory(subject: Subject, previous: Placement | None = None) -> Placement:
    """
    Return one block per place, around the barycentre of those who act there.

    Parameters
    ----------
    subject
        What is to be placed; what acts in no documented place stands under the rest, and is named so.
    previous
        Earlier picture, which nodes keep.

    Notes
    -----
    Degrees are laid flat at the middle latitude (equirectangular projection). Distances from the median place are
    raised to a power below 1 and bounded, then blocks are parted until none covers another: directions are kept,
    distances are not.
    """
    members: dict[str, list[str]] = defaultdict(list)
    captions = {UNKNOWN: _UNKNOWN_CAPTION}
    for node in subject.box_of:
        place = subject.places.get(node)
        key = f"lieu:{place.key}" if place else UNKNOWN
        members[key].append(node)
        if place:
            captions[key] = place.name
    blocks = [
        Block(key, tuple(sorted(members[key], key=subject.rank.__getitem__)), captions[key]) for key in sorted(members)
    ]
    anchors = _anchors(subject, members)

    def arrange(blocks: Sequence[Block], insides: Mapping[str, Inside]) -> Positions:
        return _around(blocks, insides, anchors)

    def aim(
        block: Block, rooms: Mapping[str, Rectangle], positions: Mapping[str, tuple[float, float]]
    ) -> tuple[float, float] | None:
        return _near(anchors.get(block.key), rooms, anchors)

    return lay_out_blocks(subject, blocks, arrange, aim, NOTE, previous)


def _anchors(subject: Subject, members: Mapping[str, Sequence[str]]) -> dict[str, tuple[float, float]]:
    """Return the barycentre of each block, laid flat, y downwards, in degrees of latitude."""
    degrees = {
        key: np.mean([(subject.places[node].x, subject.places[node].y) for node in nodes], axis=0)
        for key, nodes in members.items()
        if key != UNKNOWN
    }
    if not degrees:
        return {}
    latitudes = [point[1] for point in degrees.values()]
    narrowing = float(np.cos(np.radians((min(latitudes) + max(latitudes)) / 2)))
    return {key: (float(point[0]) * narrowing, -float(point[1])) for key, point in degrees.items()}


def _around(
    blocks: Sequence[Block], insides: Mapping[str, Inside], anchors: Mapping[str, tuple[float, float]]
) -> Positions:
    """Stand the blocks of a first picture around their anchors, the others in rows below."""
    placed = [block for block in blocks if block.key in anchors]
    middles: Positions = {}
    left, right, bottom = 0.0, 0.0, 0.0
    if placed:
        extents = Extents([insides[block.key].box(block.key) for block in placed], gap=BLOCK_GAP)
        points = _apart(np.array([anchors[block.key] for block in placed]), extents)
        middles = {block.key: (float(x), float(y)) for block, (x, y) in zip(placed, points, strict=True)}
        left, _, right, bottom = extents.bounds(points)
    rest = [block for block in blocks if block.key not in anchors]
    middles.update(rows_under([(block.key, insides[block.key]) for block in rest], left, right, bottom, BLOCK_GAP))
    return middles


def _apart(degrees: Points, extents: Extents) -> Points:
    """Part the blocks in the least room in which hardly any two of them change sides."""
    areas = 4 * extents.half_width * extents.half_height
    points = degrees
    for room in _ROOMS if len(degrees) <= _MANY else _ROOMS[-3:-2]:
        start = _scaled(degrees, float(areas.sum()) * room)
        # A large block gives way less than a small one.
        points = spread(start, extents, 1.0 / np.sqrt(areas / areas.min()), sideways=1.0)
        if _changed_sides(start, points) <= _CHANGED:
            break
    return points


def _changed_sides(before: Points, after: Points) -> float:
    """Measure the share of the pairs, clearly one beside or above the other, that are no longer so."""
    changed = clear = 0
    for axis in range(2):
        was = before[:, None, axis] - before[None, :, axis]
        now = after[:, None, axis] - after[None, :, axis]
        apart = np.abs(was) > _CLEAR * max(float(np.ptp(before[:, axis])), 1e-9)
        clear += int(apart.sum())
        changed += int((apart & (was * now <= 0)).sum())
    return changed / max(clear, 1)


def _scaled(points: Points, area: float) -> Points:
    """Bring places to canvas units: the picture has this area, and far places come nearer."""
    points = points - np.median(points, axis=0)
    reach = np.hypot(points[:, 0], points[:, 1])
    usual = float(np.median(reach[reach > 0])) if (reach > 0).any() else 1.0
    near = np.minimum(reach / usual, _FARTHEST) ** _SOFTER
    points = points * np.where(reach > 0, near * usual / np.maximum(reach, 1e-12), 1.0)[:, None]
    wide, high = np.ptp(points, axis=0)
    wide, high = max(wide, high / _FLATTEST, 1e-9), max(high, wide / _FLATTEST, 1e-9)
    scaled: Points = points * float(np.sqrt(area / (wide * high)))
    return scaled


def _near(
    anchor: tuple[float, float] | None,
    rooms: Mapping[str, Rectangle],
    anchors: Mapping[str, tuple[float, float]],
) -> tuple[float, float] | None:
    """Aim a new place among the closest ones already drawn, weighted by how close they are."""
    known = sorted(key for key in rooms if key in anchors)
    if anchor is None or not known:
        return None
    away = {key: float(np.hypot(anchors[key][0] - anchor[0], anchors[key][1] - anchor[1])) for key in known}
    nearest = sorted(known, key=lambda key: (away[key], key))[:_NEAREST]
    weights = np.array([1.0 / (away[key] + 1e-6) for key in nearest])
    middles = np.array([((rooms[k][0] + rooms[k][2]) / 2, (rooms[k][1] + rooms[k][3]) / 2) for k in nearest])
    x, y = (middles * weights[:, None]).sum(axis=0) / weights.sum()
    return float(x), float(y)
