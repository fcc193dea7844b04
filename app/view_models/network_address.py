"""Hold which network a reader asks for, as the address of the screen writes it: nothing else decides of the picture."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final, TypeVar

from app.view_models.layouts.subject import Layout
from app.view_models.network_aggregate import Aggregation
from app.view_models.network_filters import Filters
from app.view_models.network_scope import AROUND, TERRITORY, VIEWS

SEPARATOR: Final = "|"

FILTERS: Final = ("natures", "secteurs", "themes", "publics", "certitudes")
"""Names of the filters, in the address and in `Filters`."""

NAMES: Final = (
    "vue", "id", "territoire", "date", "pas", "fini", "disposition", "plus", "groupes", "ouverts", *FILTERS, "depuis",
    "chemin", "choix",
)  # fmt: skip
"""Names of the values that make a view: all that must be kept to open the same one again."""

STEPS: Final = (1, 2, 3)

_Code = TypeVar("_Code", bound=StrEnum)
_DISTANCES: Final = {1: "à un lien", 2: "à deux liens", 3: "à trois liens"}


@dataclass(frozen=True, slots=True)
class NetworkChoice:
    """
    Hold which network is drawn.

    Parameters
    ----------
    view
        `autour`, `territoire` or `dispositif`.
    id
        Object it starts from; empty when none is chosen.
    steps
        Links from the object, 1 to 3, for `autour`.
    inactive
        Whether links out of the date are drawn.
    layout
        Way of placing.
    more
        Ids of the objects that were expanded, in the order of the gestures.
    by
        Way of gathering asked for; None leaves it to the size of the network.
    opened
        Ids of the groups that were opened, in the order of the gestures.
    filters
        What is asked for of objects and links.
    since
        ISO day after which something must have changed, or an empty text.
    path
        Ids of the two ends of the ways to show, or nothing.
    """

    view: str
    id: str
    steps: int
    inactive: bool
    layout: Layout = Layout.LIENS
    more: tuple[str, ...] = ()
    by: Aggregation | None = None
    opened: tuple[str, ...] = ()
    filters: Filters = field(default_factory=Filters)
    since: str = ""
    path: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """Return the choice in words, for the scope of the screen."""
        if self.view == TERRITORY:
            return "les dispositifs de ce territoire, leurs actions, leurs instances et qui y a un rôle"
        return (
            _DISTANCES[self.steps]
            if self.view == AROUND
            else "les actions et les instances de ce dispositif, et qui y a un rôle"
        )

    @property
    def shows_inactive(self) -> bool:
        """Tell whether links out of the date are drawn: asked for, or needed by what is."""
        return self.inactive or bool(self.since) or "inactif" in self.filters.certitudes

    @property
    def picture_key(self) -> str:
        """Return which picture it is, for the places that are kept: expanding one keeps its places."""
        return f"reseau-{self.view}-{self.id}-{self.steps}"


def read_choice(read: Callable[[str], str]) -> NetworkChoice:
    """
    Return the choice that an address holds; what it holds wrong counts as not given.

    Parameters
    ----------
    read
        Gives one value of the address, or an empty text.
    """
    view = read("vue")
    if view not in VIEWS:
        view = TERRITORY if read("territoire") and not read("id") else AROUND
    steps = read("pas")
    path = tuple(_several(read("chemin")))
    return NetworkChoice(
        view=view,
        id=read("territoire") if view == TERRITORY else read("id"),
        steps=int(steps) if steps in {str(step) for step in STEPS} else 1,
        inactive=read("fini") == "oui",
        layout=_member(Layout, read("disposition")) or Layout.LIENS,
        more=tuple(_several(read("plus"))),
        by=_member(Aggregation, read("groupes")),
        opened=tuple(_several(read("ouverts"))),
        filters=Filters(**{name: frozenset(_several(read(name))) for name in FILTERS}),
        since=_day(read("depuis")),
        path=path if len(path) == 2 else (),
    )


def selection(text: str, drawn: Collection[str]) -> tuple[str, ...]:
    """
    Return the ids that an address selects, among those that are drawn, each once.

    Parameters
    ----------
    text
        One id (that of a gathered link holds the separator), or several.
    drawn
        Ids of the picture.
    """
    if text in drawn:
        return (text,)
    return tuple(dict.fromkeys(part for part in _several(text) if part in drawn))


def toggled(ids: Sequence[str], identifier: str) -> tuple[str, ...]:
    """Return the ids with one more at the end, or without it when it was there."""
    return tuple(id_ for id_ in ids if id_ != identifier) if identifier in ids else (*ids, identifier)


def _several(text: str) -> list[str]:
    return [part for part in text.split(SEPARATOR) if part]


def _member(codes: type[_Code], text: str) -> _Code | None:
    return next((code for code in codes if code.value == text), None)


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""
