"""Define what a poster is made of, in millimetres from the top left corner, whatever the file format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Point = tuple[float, float]
Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """
    A shape of the palette.

    Parameters
    ----------
    path
        SVG path data, in the square from -1 to 1.
    at
        Its centre.
    radius
        Millimetres that stand for 1.
    fill, stroke
        Colours, or None for nothing.
    width
        Of the stroke.
    dash
        Lengths of strokes and gaps; empty for a plain stroke.
    """

    path: str
    at: Point
    radius: float
    fill: str | None
    stroke: str | None
    width: float
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """
    A line: two points, or three for a quadratic curve whose middle point is its control.

    Parameters
    ----------
    points
        Two or three.
    colour, width, dash
        As for an outline.
    """

    points: tuple[Point, ...]
    colour: str
    width: float
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A filled polygon without a border."""

    points: tuple[Point, ...]
    fill: str
    opacity: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """
    One line of text, always written with the same font.

    Parameters
    ----------
    text
        One line, without control characters.
    at
        Anchor point, on the baseline.
    size
        Height of the font.
    width
        Width of the line, measured: a renderer with another font keeps to it.
    anchor
        Which part of the line stands at the point.
    bold, colour
        How it is written.
    """

    text: str
    at: Point
    size: float
    width: float
    anchor: Anchor = "start"
    bold: bool = False
    colour: str = "#1f2430"

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of the ink, ascenders and descenders included."""
        x, y = self.at
        left = x - {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor] * self.width
        return left, y - 0.78 * self.size, left + self.width, y + 0.24 * self.size


Mark = Outline | Stroke | Area | Words


@dataclass(frozen=True, slots=True)
class Group:
    """
    Marks that say one thing together.

    Parameters
    ----------
    kind
        `fond`, `lien`, `element`, `nom`, `legende` or `texte`.
    title
        What they say in words, or an empty text.
    marks
        In drawing order.
    """

    kind: str
    title: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """
    A whole poster.

    Parameters
    ----------
    size
        Name of the sheet.
    width, height
        Of the sheet, in millimetres.
    title, description
        For a reader who cannot see the picture, and for the properties of the file.
    groups
        In drawing order.
    frame
        Left, top, right, bottom of the place of the network.
    unnamed
        Number of elements whose name found no room.
    cut
        Number of elements whose name is written in part only.
    following
        Sheets that follow, with what this one has no room for.
    """

    size: str
    width: float
    height: float
    title: str
    description: str
    groups: tuple[Group, ...]
    frame: tuple[float, float, float, float]
    unnamed: int
    cut: int = 0
    following: tuple[Scene, ...] = ()
