"""Read the objects and links of a network once for one version of the graph, one start and one date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from app import data
from app.components.network_choice import NetworkChoice
from app.view_models.network import build_network_view
from app.view_models.network_aggregate import DRAWABLE, Proposal, drawable, proposals
from app.view_models.network_beginnings import beginnings, bounded
from app.view_models.network_grounds import Grounds, read_grounds
from app.view_models.network_more import Judge, More, in_force, more_around, more_beyond
from app.view_models.network_picture import Composed, compose, scope_of
from app.view_models.network_scope import (
    AROUND,
    SCHEME,
    TERRITORY,
    NetworkRecords,
    around,
    build_records,
    of_schemes,
    placed,
)
from app.view_models.network_view import NetworkView
from app.view_models.verbs import network_types

_FAR = 600
"""Objects of a picture above which one more link is not counted before it is asked for."""


@dataclass(frozen=True, slots=True)
class Picture:
    """
    Hold what the screen shows.

    Parameters
    ----------
    every
        Everything linked to what was chosen, links outside the day included, before filters and groups.
    composed
        What is shown and what to say of the rest.
    view
        Picture.
    day
        ISO day at which links must be in force to lead to an object; None when every link does.
    proposals
        Ways of gathering that would make it clearer; none when it is small or gathered already.
    """

    every: NetworkRecords
    composed: Composed
    view: NetworkView
    day: str | None
    proposals: tuple[Proposal, ...] = ()


@dataclass(frozen=True, slots=True)
class _Rows:
    ids: tuple[str, ...]
    objects: list[dict[str, Any]]
    links: list[dict[str, Any]]
    grounds: Mapping[str, Grounds]


def picture(choice: NetworkChoice, day: str | None) -> Picture:
    """Return the picture of what was chosen, at a day."""
    return _picture(data.context().version, data.folder(), repr(choice), day, choice)


def around_one(identifier: str, picture: Picture) -> More:
    """Return how many more objects one more link would bring around an object of a picture."""
    version = data.context().version
    return _more(version, data.folder(), identifier, picture.day, picture.view.version, picture)


def beyond(choice: NetworkChoice, picture: Picture) -> More | None:
    """Return how many more objects one more link would bring around the whole picture; None when it is not counted."""
    ids = tuple(sorted(picture.composed.present))
    if choice.view != AROUND or len(ids) > _FAR:
        return None
    return _beyond(data.context().version, data.folder(), choice.id, picture.day, ids, picture)


def unfolded(choice: NetworkChoice, picture: Picture) -> list[str]:
    """Return the names of the objects that were expanded and of the groups that were opened, in order."""
    names = {node.id: node.nom for node in picture.every.nodes}
    by = picture.composed.by
    groups = drawable(picture.every, by=by).records.nodes if choice.opened and by else ()
    closed = {node.id: node.nom for node in groups}
    return [names.get(id_, id_) for id_ in choice.more] + [closed.get(id_, id_) for id_ in choice.opened]


def reader_of(choice: NetworkChoice) -> NetworkRecords:
    """Return everything linked to what was chosen, for all dates."""
    return _records(data.context().version, data.folder(), choice.view, choice.id, choice.steps, choice.more, None)


@st.cache_resource(show_spinner="Lecture du réseau…", max_entries=24)
def _rows(version: str, folder: str, view: str, start: str, steps: int, more: tuple[str, ...]) -> _Rows:
    if view in {TERRITORY, SCHEME}:
        # Schemes of every date: the places must not depend on the date of the view.
        ids = of_schemes(data.reading, data.context().schemes_on(start, None) if view == TERRITORY else [start])
    else:
        ids = around(data.reading, start, steps)
    known = sorted(set(ids).union(*(around(data.reading, id_, 1) for id_ in more)))
    return _Rows(
        tuple(known),
        data.reading("reseau_objets", {"ids": known}),
        data.reading("reseau_liens", {"ids": known, "types": network_types()}),
        read_grounds(data.reading, known),
    )


@st.cache_resource(show_spinner=False, max_entries=24)
def _records(
    version: str, folder: str, view: str, start: str, steps: int, more: tuple[str, ...], day: str | None
) -> NetworkRecords:
    context = data.context()
    rows = _rows(version, folder, view, start, steps, more)
    found = build_records(context, rows.objects, rows.links, day, data.document_titles(), rows.grounds)
    return bounded(placed(found, context.territories(None).communes, context.name_of), day)


@st.cache_resource(show_spinner=False, max_entries=48)
def _picture(version: str, folder: str, key: str, day: str | None, _choice: NetworkChoice) -> Picture:
    every = _records(version, folder, _choice.view, _choice.id, _choice.steps, _choice.more, day)
    composed = compose(every, _choice, day=day, scope=scope_of(every, _choice, data.context().schemes_on, day))
    by = f"-{composed.by.value}" if composed.by else ""
    view = build_network_view(
        composed.shown.nodes,
        composed.shown.edges,
        version=version,
        cap=DRAWABLE,
        focus=_choice.id,
        show_inactive=composed.inactive,
        store=data.layouts(),
        view_key=_choice.picture_key + by,
        layout=_choice.layout,
        union=composed.stage,
    )
    clearer = proposals(composed.shown, focus=_choice.id) if composed.by is None else ()
    return Picture(every, composed, view, None if composed.inactive else day, clearer)


@st.cache_resource(show_spinner=False, max_entries=200)
def _more(version: str, folder: str, identifier: str, day: str | None, drawn: str, _picture: Picture) -> More:
    shown = {id_ for node in _picture.view.nodes for id_ in (node.id, *node.members)}
    return more_around(data.reading, identifier, shown, _judge(_picture))


@st.cache_resource(show_spinner=False, max_entries=24)
def _beyond(version: str, folder: str, start: str, day: str | None, ids: tuple[str, ...], _picture: Picture) -> More:
    return more_beyond(data.reading, start, ids, _judge(_picture))


def _judge(picture: Picture) -> Judge | None:
    return in_force(picture.day, beginnings(picture.every)) if picture.day else None
