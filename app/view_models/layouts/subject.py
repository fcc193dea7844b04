"""
Say what is to be placed and what a placing gives: places, captions, and the words that explain them.

Owns the codes of the layouts, which stand in addresses, and their French names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Final

from app.view_models.labels import FONT_SIZE, text_width
from app.view_models.layouts.boxes import LayoutBox

Positions = dict[str, tuple[float, float]]
"""Centre of the shape of each node, in canvas units (one unit is one pixel at zoom 1), y downwards."""


class Layout(StrEnum):
    """Way of placing nodes; the value stands in the address."""

    LIENS = "liens"
    TERRITOIRE = "territoire"
    DISPOSITIF = "dispositif"
    CERCLES = "cercles"
    SECTEUR = "secteur"


LAYOUTS: Final[Mapping[Layout, str]] = MappingProxyType(
    {
        Layout.LIENS: "Par liens",
        Layout.TERRITOIRE: "Par territoire",
        Layout.DISPOSITIF: "Par dispositif",
        Layout.CERCLES: "En cercles",
        Layout.SECTEUR: "Par secteur",
    }
)
"""French name of each layout, in the order of the choice."""

CAPTION_SIZE: Final = 15.0
"""Size of the captions, in canvas units: a little more than the labels of nodes."""

CAPTION_LINE: Final = 1.5
"""Height of the line of a caption, in sizes of its text."""

_LONGEST_CAPTION: Final = 46


@dataclass(frozen=True, slots=True)
class Place:
    """
    Hold where an object acts, for placing it: never an address.

    Parameters
    ----------
    key
        Id of the smallest territory that holds all of it: objects of one key stand together.
    name
        Name of that territory.
    x, y
        Longitude and latitude of the barycentre, in degrees.
    """

    key: str
    name: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Caption:
    """
    Hold a name written in the picture: of a ring, a sector, a place.

    Parameters
    ----------
    text
        One line.
    x, y
        Middle of the line, in canvas units, y downwards.
    size
        Size of the text, in canvas units.
    """

    text: str
    x: float
    y: float
    size: float = CAPTION_SIZE

    @property
    def box(self) -> LayoutBox:
        """Room that the line takes."""
        half = self.size * CAPTION_LINE / 2
        return LayoutBox(f"legende:{self.text}", caption_width(self.text, self.size), half, half)


@dataclass(frozen=True, slots=True)
class Sector:
    """Hold the block that an object belongs to when it is placed by sector: code, caption, rank of the block."""

    code: str
    caption: str
    rank: int


@dataclass(frozen=True)
class Subject:
    """
    Hold what is to be placed, and what the layouts read of it.

    Parameters
    ----------
    boxes
        One per node, any order.
    links
        Pairs of node ids; direction, repeats and unknown ids do not count.
    focus
        Node the picture starts from, or None.
    order
        Ids in the order in which nodes of one ring or one block follow one another; by id when it says nothing.
    sectors
        Block by sector of each node.
    schemes
        Ids of the schemes that each node belongs to, by node id; a scheme belongs to itself.
    places
        Where each node acts; those that nobody documents are left out.
    names
        Names of the nodes, for captions.
    """

    boxes: tuple[LayoutBox, ...]
    links: tuple[tuple[str, str], ...]
    focus: str | None = None
    order: tuple[str, ...] = ()
    sectors: Mapping[str, Sector] = field(default_factory=dict)
    schemes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def box_of(self) -> Mapping[str, LayoutBox]:
        """Boxes by node id, in order of id."""
        return {box.id: box for box in sorted(self.boxes, key=lambda box: box.id)}

    @cached_property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Links between two different nodes of the picture, each once, sorted."""
        known = self.box_of
        return tuple(
            sorted({(a, b) if a < b else (b, a) for a, b in self.links if a in known and b in known and a != b})
        )

    @cached_property
    def rank(self) -> Mapping[str, tuple[int, str]]:
        """Key that sorts the nodes in the order asked, then by id."""
        asked = {node: rank for rank, node in enumerate(self.order)}
        return {node: (asked.get(node, len(asked)), node) for node in self.box_of}


Rectangle = tuple[float, float, float, float]
"""Left, top, right, bottom, in canvas units."""


@dataclass(frozen=True, slots=True)
class Placement:
    """
    Hold the places of a picture.

    Parameters
    ----------
    positions
        One entry per node.
    captions
        Names to write, by key; none lies over a node.
    note
        How the layout is read, in French; empty for the layout by links.
    keys
        What the place of each node stands for (its block, its ring): a node whose key changes is placed anew.
    blocks
        Room kept for each key; empty for the layouts without blocks.
    """

    positions: Positions
    captions: Mapping[str, Caption] = field(default_factory=dict)
    note: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)
    blocks: Mapping[str, Rectangle] = field(default_factory=dict)


def caption_width(text: str, size: float = CAPTION_SIZE) -> float:
    """Return the width of a caption, in canvas units."""
    return text_width(text) * size / FONT_SIZE


def caption_text(text: str) -> str:
    """Return a caption cut to one line that a block can bear."""
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_CAPTION else text[: _LONGEST_CAPTION - 1].rstrip(" ,;:-–…") + "…"
