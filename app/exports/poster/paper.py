"""Give the sheets of paper a poster is printed on, and the sizes of text that a reader needs on each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

POINT: Final = 25.4 / 72
"""Millimetres in one typographic point."""

SMALLEST: Final = 6.0 * POINT
"""Least height of a name, in millimetres: below, print is no longer read without effort."""

_SHORT: Final = {"A0": 841.0, "A1": 594.0, "A2": 420.0, "A3": 297.0, "A4": 210.0}
_LONG: Final = {"A0": 1189.0, "A1": 841.0, "A2": 594.0, "A3": 420.0, "A4": 297.0}


class Size(StrEnum):
    """Name the sheets, the smallest first (ISO 216)."""

    A4 = "A4"
    A3 = "A3"
    A2 = "A2"
    A1 = "A1"
    A0 = "A0"


@dataclass(frozen=True, slots=True)
class Sheet:
    """
    Hold one sheet, in millimetres.

    Parameters
    ----------
    size
        Format.
    landscape
        Whether the long side lies flat.
    """

    size: Size
    landscape: bool

    @property
    def width(self) -> float:
        """Width of the sheet."""
        return (_LONG if self.landscape else _SHORT)[self.size]

    @property
    def height(self) -> float:
        """Height of the sheet."""
        return (_SHORT if self.landscape else _LONG)[self.size]

    @property
    def scale(self) -> float:
        """How much larger than on A4 words and margins are: a poster is read from farther, but not in proportion."""
        return float((_SHORT[self.size] / _SHORT["A4"]) ** 0.75)

    @property
    def margin(self) -> float:
        """White border, wide enough for any printer."""
        return 10.0 * self.scale

    @property
    def body(self) -> float:
        """Height of the text around the picture."""
        return 7.5 * POINT * self.scale

    @property
    def heading(self) -> float:
        """Height of the title."""
        return 16.0 * POINT * self.scale

    @property
    def largest(self) -> float:
        """Most height of a name in the picture: never larger than what the title calls for."""
        return 9.0 * POINT * self.scale
