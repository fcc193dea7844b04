"""Share the width of a page between the columns of a table, so that no usual word is broken."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from app.exports.documents.content import Table

_MOST: Final = 0.3
"""Largest share that one word may ask for: a name without spaces is broken, it does not push the others out."""


def column_widths(table: Table, room: float, measure: Callable[[str], float]) -> tuple[float, ...]:
    """
    Return the width of each column.

    Parameters
    ----------
    table
        Table; its headings say the share that each column would like.
    room
        Width of the page, any unit.
    measure
        Width of a word in a cell, in the same unit, with the room around it.

    Returns
    -------
    widths
        As many as there are columns; their sum is `room`. Each holds its longest word when that is possible.
    """
    words = [
        {word for text in (heading.text, *(row[place] for row in table.rows)) for word in text.split(" ")}
        for place, heading in enumerate(table.headings)
    ]
    least = [min(max((measure(word) for word in found if word), default=0.0), room * _MOST) for found in words]
    if sum(least) >= room:
        return tuple(width * room / sum(least) for width in least)
    wished = sum(heading.width for heading in table.headings)
    widths = [heading.width / wished * room for heading in table.headings]
    held: set[int] = set()
    while short := {place for place, width in enumerate(widths) if width < least[place] and place not in held}:
        # What a narrow column lacks comes from the others, in proportion.
        held |= short
        free = [place for place in range(len(widths)) if place not in held]
        left = room - sum(least[place] for place in held)
        share = sum(table.headings[place].width for place in free) or 1.0
        widths = [
            least[place] if place in held else table.headings[place].width / share * left
            for place in range(len(widths))
        ]
    return tuple(widths)
