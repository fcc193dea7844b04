"""
Cut the names of the graph into short lines that fit under a node.

Owns the width of text, estimated on the safe side: the browser draws what the server has measured, and a
label wider than its estimate would run over its neighbour.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

FONT_SIZE: Final = 12.0
"""Size of the labels, in canvas units."""

LINE_CHARACTERS: Final = 22
LINES: Final = 3

_NARROW: Final = frozenset("iljtfrI.,;:!|'’()[]/ \u00a0\u202f-·")
_AROUND_SIGNS: Final = re.compile(r"(?<=\u00ab)\s+|\s+(?=[\u00bb:;!?])")
"""Spaces that hold a sign to its words: a name may come with several, which would show."""
_WIDE: Final = frozenset("mwMWŒœ@%…—")


def text_width(text: str) -> float:
    """
    Return the width of a line of label.

    Parameters
    ----------
    text
        One line.

    Returns
    -------
    width
        In canvas units, a little more than any common sans serif font needs at 12 pixels.
    """
    em = sum(0.4 if c in _NARROW else 0.95 if c in _WIDE else 0.72 if c.isupper() or c.isdigit() else 0.6 for c in text)
    return round(em * FONT_SIZE, 1)


def label_lines(name: str) -> tuple[str, ...]:
    """
    Cut a name into at most three lines of some twenty characters, of lengths as even as words allow.

    Parameters
    ----------
    name
        Full name.

    Returns
    -------
    lines
        At least one; the last ends with « … » when the name does not fit. No-break spaces are kept whole.

    Examples
    --------
    >>> label_lines("Caisse primaire d’assurance maladie d’Ille-et-Vilaine")
    ('Caisse primaire', 'd’assurance maladie', 'd’Ille-et-Vilaine')
    """
    pieces = _pieces(name)
    lines = _wrap(pieces, LINE_CHARACTERS)
    if len(lines) > LINES:
        lines = [*lines[: LINES - 1], _cut(lines[LINES - 1] + "…")]
    else:
        # Even lines are narrower: more labels fit side by side.
        longest = max((len(line) for line in lines), default=0)
        while (narrower := _wrap(pieces, longest - 1)) and len(narrower) == len(lines):
            shorter = max(len(line) for line in narrower)
            if shorter >= longest:
                break
            lines, longest = narrower, shorter
    return tuple(_cut(line) for line in lines) or ("?",)


def short_label(name: str) -> str:
    """
    Cut a name to one line, for the places where three do not fit.

    Parameters
    ----------
    name
        Full name.

    Returns
    -------
    line
        At most twenty-two characters.
    """
    return _cut(_AROUND_SIGNS.sub("\u00a0", " ".join(name.split()))) or "?"


def _wrap(pieces: Sequence[tuple[str, bool]], limit: int) -> list[str]:
    """Fill lines of at most this many characters; a piece longer than that has its own."""
    lines: list[str] = []
    for piece, glued in pieces:
        separator = "" if glued or not lines else " "
        if lines and len(lines[-1]) + len(separator) + len(piece) <= limit:
            lines[-1] += separator + piece
        else:
            lines.append(piece)
    return lines


def _pieces(name: str) -> list[tuple[str, bool]]:
    """Split at spaces, and long words after their hyphens; say whether a piece is glued to the one before."""
    pieces: list[tuple[str, bool]] = []
    # A quotation mark or a colon never stands alone at the end or the beginning of a line.
    name = _AROUND_SIGNS.sub("\u00a0", name)
    for word in re.split(r"[ \t\n]+", name.strip()):
        parts = [word] if len(word) <= LINE_CHARACTERS else re.findall(r"[^\-/]+[-/]?|[-/]", word)
        pieces += [(part, rank > 0) for rank, part in enumerate(parts) if part]
    return pieces


def _cut(line: str) -> str:
    """Shorten a line to the limit, with « … » at the end when something is lost."""
    if len(line) <= LINE_CHARACTERS:
        return line
    kept = line[: LINE_CHARACTERS - 1]
    # A whole word reads better than half of one, unless it would empty the line.
    word_end = kept.rfind(" ")
    if word_end > LINE_CHARACTERS // 2:
        kept = kept[:word_end]
    return kept.rstrip("\u00ab\u00a0\u202f ,;:-–…") + "…"
