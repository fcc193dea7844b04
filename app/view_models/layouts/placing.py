"""Place the nodes of a picture in the way asked for: the one door to the layouts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from app.view_models.layouts.circles import in_circles
from app.view_models.layouts.linked import compute_positions
from app.view_models.layouts.schemes import by_scheme
from app.view_models.layouts.sectors import by_sector
from app.view_models.layouts.subject import Layout, Placement, Subject
from app.view_models.layouts.territories import by_territory
from app.view_models.typography import typeset


def _by_links(subject: Subject, previous: Placement | None = None) -> Placement:
    return Placement(
        compute_positions(
            subject.boxes,
            subject.links,
            previous=previous.positions if previous else None,
            focus=subject.focus,
            order=subject.order,
        )
    )


_WAYS: Final[Mapping[Layout, Callable[[Subject, Placement | None], Placement]]] = MappingProxyType(
    {
        Layout.LIENS: _by_links,
        Layout.TERRITOIRE: by_territory,
        Layout.DISPOSITIF: by_scheme,
        Layout.CERCLES: in_circles,
        Layout.SECTEUR: by_sector,
    }
)


def place(layout: Layout, subject: Subject, previous: Placement | None = None) -> Placement:
    """
    Return the places of a picture, the same for the same subject whatever the order it is given in.

    Parameters
    ----------
    layout
        Way of placing.
    subject
        What is to be placed.
    previous
        Earlier picture in the same layout, which is changed as little as possible.

    Returns
    -------
    placement
        One place per box; no node and no caption covers another.
    """
    if not subject.boxes:
        return Placement({})
    found = _WAYS[layout](subject, previous)
    return Placement(found.positions, found.captions, typeset(found.note), found.keys, found.blocks)
