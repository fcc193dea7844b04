"""Give the verbs of the workshop what they share: the workshops kept, and the base that answers questions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from app.commands.session import Session
from app.workshops.planning import Asking, Parameters
from app.workshops.store import FOLDER, Workshops
from graph.answer import Answer
from graph.settings import Settings

if TYPE_CHECKING:
    from graph.answers.context import Context
    from graph.store.store import Store


def shelf() -> Workshops:
    """Return where the workshops are kept: in the data folder."""
    return Workshops(Settings().data_dir / FOLDER)


@contextmanager
def opened(session: Session) -> Iterator[tuple[Store, Context]]:
    """Open the base, and give it with what reading it keeps."""
    # For workshops that name its actors only: a plan of numbers never waits for it.
    from app.commands.opening import open_store  # noqa: PLC0415
    from graph.answers.context import Context  # noqa: PLC0415

    with open_store(session) as store:
        yield store, Context(store)


@contextmanager
def asking(session: Session, day: str | None = None) -> Iterator[Asking]:
    """Open the base and give what asks it a question at a day, that of its newest source by default."""
    from graph.answers import ask  # noqa: PLC0415

    with opened(session) as (store, context):

        def answer(name: str, parameters: Parameters) -> Answer:
            return ask(store, name, dict(parameters), date=day, context=context)

        yield answer
