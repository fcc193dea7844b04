"""Measure and cut the texts of a poster with the font that draws them."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Final

import matplotlib
from matplotlib.ft2font import FT2Font, LoadFlags

FAMILY: Final = "DejaVu Sans"
"""Free font bundled with matplotlib; close to Verdana in width, which stands in for it elsewhere."""

_FILES: Final = {False: "DejaVuSans.ttf", True: "DejaVuSans-Bold.ttf"}
UNKNOWN: Final = "\u25a1"
"""Sign of a letter that the font lacks."""
_EM: Final = 1000
_AROUND_SIGNS: Final = re.compile(r"(?<=\u00ab)\s{2,}|\s{2,}(?=\u00bb)")
"""Spaces that show as a hole inside quotation marks, when a name comes with its own."""


def printable(text: str) -> str:
    """
    Return a text on one line, without the characters that draw nothing or that reverse what follows.

    Parameters
    ----------
    text
        Any text, hostile ones included.
    """
    kept = []
    for sign in text:
        kind = unicodedata.category(sign)
        if sign in "\n\t\r\u2028\u2029":
            kept.append(" ")
        elif kind not in {"Cc", "Cf", "Cs", "Co", "Cn"}:
            kept.append(sign)
    return _AROUND_SIGNS.sub("\u00a0", "".join(kept))


def drawable(text: str) -> str:
    """Return a text in which the font has every sign; others become a small square."""
    signs = _signs(bold=False)
    return "".join(sign if ord(sign) in signs else UNKNOWN for sign in text)


def lacking(text: str) -> int:
    """Return how many signs of a text the font lacks."""
    signs = _signs(bold=False)
    return sum(ord(sign) not in signs for sign in printable(text))


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of a line, in the unit of `size`; kerning, which only narrows it, does not count."""
    return sum(_advance(sign, bold=bold) for sign in text) * size


def wrapped(text: str, size: float, room: float, *, most: int = 0, bold: bool = False) -> list[str]:
    """
    Cut a text at its spaces into lines that fit.

    Parameters
    ----------
    text
        Text; no-break spaces hold.
    size
        Height of the font, in the unit of `room`.
    room
        Width of a line.
    most
        Most lines kept, the last one ending with « … » when something is lost; 0 keeps all.
    bold
        Whether it is written in bold.
    """
    lines: list[str] = []
    # Several spaces are one: a word of no letter would take the place of the line before it.
    for word in filter(None, printable(text).replace("\u2009", "\u00a0").split(" ")):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size, bold=bold) <= room:
            lines[-1] = longer
        else:
            lines += _pieces(word, size, room, bold=bold)
    if most and len(lines) > most:
        lines = [*lines[: most - 1], _cut(lines[most - 1], size, room, bold=bold)]
    return lines


def _pieces(word: str, size: float, room: float, *, bold: bool) -> list[str]:
    """Cut a word longer than a line wherever it must be."""
    pieces, current = [], ""
    for sign in word:
        if current and width_of(current + sign, size, bold=bold) > room:
            pieces.append(current)
            current = ""
        current += sign
    return [*pieces, current]


def _cut(line: str, size: float, room: float, *, bold: bool) -> str:
    while line and width_of(f"{line}…", size, bold=bold) > room:
        line = line[:-1]
    return f"{line.rstrip(' ,;:')}…"


@cache
def _font(*, bold: bool) -> FT2Font:
    font = FT2Font(str(Path(matplotlib.get_data_path()) / "fonts" / "ttf" / _FILES[bold]))
    font.set_size(_EM, 72)
    return font


@cache
def _signs(*, bold: bool) -> frozenset[int]:
    return frozenset(_font(bold=bold).get_charmap())


@cache
def _advance(sign: str, *, bold: bool) -> float:
    """Width of one sign, as a share of the height of the font."""
    known = sign if ord(sign) in _signs(bold=bold) else UNKNOWN
    glyph = _font(bold=bold).load_char(ord(known), LoadFlags.NO_HINTING)
    return float(glyph.linearHoriAdvance) / 65536 / _EM
