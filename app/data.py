"""Give the screens the open base and what was read from it, cached for one version of the graph.

One store per process; everything read is keyed by the version of the graph, so that a write makes it fresh. Objects
that come from a cache are shared: nobody changes them.
"""

from __future__ import annotations

import atexit
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from app.view_models.layouts.store import LayoutStore
from app.view_models.names import build_options
from app.view_models.saved_views import SavedViews
from graph.answer import Answer
from graph.answers import ask as ask_question
from graph.answers.context import Context
from graph.search import SearchResult
from graph.search import search as search_text
from graph.settings import Settings
from graph.store.journal import JournalEntry
from graph.store.store import Counts, Store
from graph.store.user_query import UserResult
from queries.catalogue import get

Parameters = Mapping[str, str | Sequence[str]]
"""Values of a question by parameter, as the address writes them."""

_Frozen = tuple[tuple[str, str | tuple[str, ...]], ...]


def store() -> Store:
    """
    Return the store of this process, opened at the first call.

    Raises
    ------
    graph.engine.EngineError, graph.store.errors.StoreError
        When the engine cannot be reached; the next call tries again.
    """
    settings = Settings()
    return _open(str(settings.data_dir), settings.neo4j_uri)


def folder() -> str:
    """Return the data folder, part of the key of everything cached."""
    return str(store().settings.data_dir)


def version() -> str:
    """
    Return the version of the graph as it is now; what a crash left half written is finished first.

    Raises
    ------
    graph.store.conflicts.StoreBusy
        While a large import is being written: half of it is never shown.
    """
    return store().settled_version()


def context() -> Context:
    """Return what surrounds every answer, read once per version of the graph."""
    opened = store()
    return _context(str(opened.settings.data_dir), opened.settings.neo4j_uri, opened.settled().moment)


def is_empty() -> bool:
    """Tell whether the base holds no fact."""
    return counts().total_noeuds == 0


def ask(name: str, parameters: Parameters, date: str) -> Answer:
    """
    Return the answer to a question, from the cache when the graph has not changed.

    Parameters
    ----------
    name
        Name of the question.
    parameters
        Values by parameter; empty ones are left out.
    date
        ISO day, or `toutes`.

    Raises
    ------
    graph.answers.AskError
        If the question cannot be asked as it is.
    """
    given: _Frozen = tuple(
        (key, value if isinstance(value, str) else tuple(value)) for key, value in sorted(parameters.items()) if value
    )
    return _answer(context().moment, str(store().settings.data_dir), name, given, date)


def reading(name: str, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the rows of a shared reading (see `queries/lectures`)."""
    return context().reading(name, parameters)


def counts() -> Counts:
    """Return what the base holds, facts and reference apart."""
    opened = store()
    return _counts(str(opened.settings.data_dir), opened.settings.neo4j_uri, opened.settled().moment)


def search(text: str) -> SearchResult:
    """Return everything a text may mean; a request about a person is refused with its reason."""
    return search_text(context(), text)


def run_query(text: str) -> UserResult:
    """Run a person's own reading query, limited in rows and time."""
    return store().read_as_user(text)


def example_query() -> str:
    """Return the query proposed to a person who writes one."""
    return get("exemple_de_requete").cypher


def journal() -> list[JournalEntry]:
    """Return what was written, newest first."""
    return store().journal()


def document_titles() -> Mapping[str, str]:
    """Return the titles of the documents by the name that proofs cite."""
    return {name: info.nom for name, info in context().sources.items()}


def layouts() -> LayoutStore:
    """Return where the places of the networks are kept: in the data folder."""
    # Many versions of one picture: an address that was shared finds the places that it showed.
    return LayoutStore(store().settings.data_dir / "reseaux", keep=60)


def saved_views() -> SavedViews:
    """Return where the named views of the network are kept: in the data folder."""
    return SavedViews(store().settings.data_dir / "vues.json")


@st.cache_resource(show_spinner="Ouverture de la base…")
def _open(folder: str, uri: str) -> Store:
    opened = Store.open(Settings())
    atexit.register(opened.close)
    return opened


@st.cache_resource(show_spinner=False, max_entries=3)
def _context(folder: str, uri: str, moment: str) -> Context:
    return Context(_open(folder, uri))


@st.cache_resource(show_spinner=False, max_entries=150)
def _answer(moment: str, folder: str, name: str, given: _Frozen, date: str) -> Answer:
    opened = store()
    parameters: dict[str, object] = {key: value if isinstance(value, str) else list(value) for key, value in given}
    return ask_question(opened, name, parameters, date=date, context=context())


@st.cache_resource(show_spinner=False, max_entries=3)
def _counts(folder: str, uri: str, moment: str) -> Counts:
    return _open(folder, uri).counts()


def options(*labels: str) -> Mapping[str, str]:
    """Return the label of each object by id, for the lists a reader types in; every object without a label."""
    return _options(context().moment, str(store().settings.data_dir), labels)


@st.cache_resource(show_spinner=False, max_entries=40)
def _options(moment: str, folder: str, labels: tuple[str, ...]) -> dict[str, str]:
    return build_options(context().names, labels)
