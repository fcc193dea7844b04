"""Write in the background while the page shows how far it is: a writing that began goes on if the page is left."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import streamlit as st

from graph.store.journal import JournalEntry

Teller = Callable[[float], None]
"""Whom to tell the share written."""

Work = Callable[[Teller], JournalEntry | None]
"""What writes: it is given whom to tell the share written, from 0 to 1."""

_KEPT = "ecriture_en_cours"
_SECONDS = 0.1


@dataclass(slots=True)
class Job:
    """
    Hold a writing under way.

    Parameters
    ----------
    name
        What it is, for whoever reads its end.
    title
        Sentence that the page shows meanwhile.
    share
        Share written.
    entry
        Journal entry, once written; None when there was nothing to write.
    error
        What went wrong.
    """

    name: str
    title: str
    share: float = 0.0
    entry: JournalEntry | None = None
    error: Exception | None = None
    ended: threading.Event = field(default_factory=threading.Event)


def start(name: str, title: str, work: Work) -> None:
    """Begin a writing; the next run of the page follows it. One at a time: another one under way is left alone."""
    if st.session_state.get(_KEPT) is not None:
        return
    job = Job(name, title)

    def tell(share: float) -> None:
        job.share = share

    def run() -> None:
        try:
            job.entry = work(tell)
        except Exception as error:  # noqa: BLE001 - told to the person by the page, in words
            job.error = error
        finally:
            job.ended.set()

    st.session_state[_KEPT] = job
    threading.Thread(target=run, name="maillage-ecriture").start()


def follow() -> Job | None:
    """Show the writing under way until it ends, and return it; None when there is none."""
    job = st.session_state.get(_KEPT)
    if not isinstance(job, Job):
        return None
    place = st.empty()
    while not job.ended.wait(_SECONDS):
        place.progress(min(job.share, 1.0), text=f"{job.title} {int(job.share * 100)}\u00a0%")
    place.empty()
    st.session_state.pop(_KEPT, None)
    return job
