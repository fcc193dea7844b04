"""Read in the graph the network that a file draws: the one that the screen draws for the same choice."""

from __future__ import annotations

from app.exports.network_file import NetworkFile
from app.view_models.layouts.store import LayoutStore
from app.view_models.network import build_network_view
from app.view_models.network_address import NetworkChoice
from app.view_models.network_aggregate import DRAWABLE
from app.view_models.network_beginnings import bounded
from app.view_models.network_grounds import read_grounds
from app.view_models.network_picture import compose, scope_of
from app.view_models.network_scope import AROUND, TERRITORY, around, build_records, of_schemes, placed
from app.view_models.typography import day as day_words
from app.view_models.typography import sentence
from app.view_models.verbs import network_types
from graph.answers.context import Context
from graph.answers.parameters import describe_territory
from graph.certainty import ALL_DATES


def read_network(
    context: Context, choice: NetworkChoice, *, date: str, today: str, layouts: LayoutStore | None = None
) -> NetworkFile:
    """
    Return a network and the words that go with it.

    Parameters
    ----------
    context
        Gives the readings and judges links.
    choice
        Which network.
    date
        ISO day at which links are judged, or `toutes`.
    today
        ISO day the file is written.
    layouts
        Where the screens keep places, so that the file has the same ones; without it they are computed.
    """
    day = None if date == ALL_DATES else date
    if choice.view == AROUND:
        ids = around(context.reading, choice.id, choice.steps)
    else:
        # Schemes of every date: the places must not depend on the date of the view.
        ids = of_schemes(
            context.reading, context.schemes_on(choice.id, None) if choice.view == TERRITORY else [choice.id]
        )
    known = sorted(set(ids).union(*(around(context.reading, more, 1) for more in choice.more)))
    found = build_records(
        context,
        context.reading("reseau_objets", {"ids": known}),
        context.reading("reseau_liens", {"ids": known, "types": network_types()}),
        day,
        {name: info.nom for name, info in context.sources.items()},
        read_grounds(context.reading, known),
    )
    every = bounded(placed(found, context.territories(None).communes, context.name_of), day)
    composed = compose(every, choice, day=day, scope=scope_of(every, choice, context.schemes_on, day))
    view = build_network_view(
        composed.shown.nodes,
        composed.shown.edges,
        version=context.version,
        cap=DRAWABLE,
        focus=choice.id,
        show_inactive=composed.inactive,
        store=layouts,
        view_key=choice.picture_key + (f"-{composed.by.value}" if composed.by else ""),
        layout=choice.layout,
        union=composed.stage,
    )
    return NetworkFile(
        view=view,
        title=f"Réseau\u00a0: {subject(context, choice)}",
        scope=" · ".join(part for part in (choice.words, choice.filters.words) if part),
        date=date_words(date),
        written=day_words(today),
        version=context.version,
        proofs=every.proofs,
        remarks=composed.remarks,
    )


def subject(context: Context, choice: NetworkChoice) -> str:
    """Name what a network is about."""
    if choice.view == TERRITORY:
        return describe_territory(context, choice.id)
    return context.name_of.get(choice.id, choice.id)


def date_words(date: str) -> str:
    """Say at which date links are judged; ISO day, or `toutes`."""
    return sentence("toutes dates confondues" if date == ALL_DATES else f"situation au {day_words(date)}")
