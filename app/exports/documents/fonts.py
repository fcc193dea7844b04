"""Give the free fonts of the documents, and keep to what they can draw."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

import matplotlib as mpl
from matplotlib.font_manager import get_font

REGULAR, BOLD = "DejaVuSans.ttf", "DejaVuSans-Bold.ttf"
"""Files of the fonts, which come with matplotlib."""

UNKNOWN: Final = "\ufffd"
"""Sign of a letter that the fonts lack."""


@cache
def font_folder() -> Path:
    """Return the folder of the fonts."""
    return Path(mpl.get_data_path()) / "fonts" / "ttf"


def drawn(text: str) -> str:
    """Return a text whose every sign both fonts draw; the others become the sign of what is missing."""
    known = _letters()
    return "".join(c if ord(c) in known else UNKNOWN for c in text)


def lacking(text: str) -> int:
    """Return how many signs of a text the fonts lack."""
    known = _letters()
    return sum(ord(c) not in known for c in text)


@cache
def _letters() -> frozenset[int]:
    regular, bold = (frozenset(get_font(str(font_folder() / name)).get_charmap()) for name in (REGULAR, BOLD))
    return regular & bold
