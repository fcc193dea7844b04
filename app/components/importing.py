"""Run an import from the screens, through the same three steps as the command: check, plan, apply."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from app import data
from app.view_models.problems import problem_of
from app.view_models.typography import escaped
from graph.engine import EngineError
from graph.plan import Plan
from graph.store.conflicts import StalePlan
from graph.store.errors import StoreError
from graph.store.journal import JournalEntry
from ingest import importer
from ingest.examples import example_paths
from ingest.importer import Checked
from ingest.report_files import write_report
from ingest.template import write_template

_KEPT = "import_en_cours"
DONE = "import_ecrit"
"""Key of the session that holds what to say of the last writing."""

_WRITTEN = "C’est écrit."


@dataclass(frozen=True, slots=True)
class Draft:
    """
    Hold an import under way: files read and judged, and its plan unless it is refused.

    Parameters
    ----------
    key
        What it was made from: files, choice of leaving rows out, version of the graph.
    checked
        Files read and judged.
    plan
        Changes, or None when the import is refused.
    """

    key: str
    checked: Checked
    plan: Plan | None


def prepare(files: Sequence[tuple[str, bytes]], *, partial: bool) -> Draft:
    """
    Return the import of files, computed again when a file, the choice or the graph has changed.

    Parameters
    ----------
    files
        Names and contents, as deposited.
    partial
        Whether faulty rows are set aside.
    """
    digest = hashlib.sha256()
    for name, content in files:
        digest.update(name.encode() + b"\0" + hashlib.sha256(content).digest())
    key = f"{digest.hexdigest()}-{partial}-{data.version()}"
    kept: Draft | None = st.session_state.get(_KEPT)
    if kept is not None and kept.key == key:
        return kept
    with st.spinner("Lecture et contrôle des fichiers…"), tempfile.TemporaryDirectory() as folder:
        paths = [_deposit(Path(folder), position, name, content) for position, (name, content) in enumerate(files)]
        draft = _draft(key, paths, partial=partial)
    st.session_state[_KEPT] = draft
    return draft


def show_outcome() -> None:
    """Say once what the last writing did."""
    told = st.session_state.pop(DONE, "")
    if told:
        (st.success if told.startswith(_WRITTEN) else st.warning)(escaped(told))


def confirm(draft: Draft) -> None:
    """
    Write the plan that the reader saw, and keep what to tell of it for the screen.

    Notes
    -----
    This runs before the screen, with the plan that was on it: a plan computed meanwhile is never written unread. When
    the graph changed, nothing is written and the screen computes the plan again.
    """
    st.session_state.pop(_KEPT, None)
    if draft.plan is None:
        return
    try:
        st.session_state[DONE] = _told(importer.apply(draft.checked, draft.plan, data.store()))
    except StalePlan:
        st.session_state[DONE] = (
            "La base a changé depuis le calcul du plan : rien n’a été écrit. "
            "Le plan vient d’être recalculé, relisez-le."
        )
    except (EngineError, StoreError) as error:
        problem = problem_of(error)
        st.session_state[DONE] = f"{problem.message} {problem.remedy} Le plan est recalculé (code {problem.code})."


def load_example() -> str:
    """Import the example into this base, and return what to tell the reader."""
    store = data.store()
    checked = importer.check(example_paths(), store)
    if checked.report.refuse:
        return checked.report.to_text()
    return _told(importer.apply(checked, importer.plan(checked, store), store))


def report_file(checked: Checked) -> bytes:
    """Return the report as a workbook, one row per problem."""
    return _made("rapport.xlsx", lambda path: write_report(checked.report, path))


@st.cache_data(show_spinner=False, max_entries=1)
def template_file() -> bytes:
    """Return the empty workbook to fill in."""
    return _made("modele.xlsx", write_template)


def example_file() -> tuple[str, bytes]:
    """Return the name and the content of the workbook of the example."""
    path = example_paths()[0]
    return path.name, path.read_bytes()


def _draft(key: str, paths: Sequence[Path], *, partial: bool) -> Draft:
    store = data.store()
    checked = importer.check(paths, store, partial=partial)
    return Draft(key, checked, None if checked.report.refuse else importer.plan(checked, store))


def _deposit(folder: Path, position: int, name: str, content: bytes) -> Path:
    """Write a deposited file under its own name; the name a browser sends is never trusted as a path."""
    place = folder / str(position)
    place.mkdir()
    path = place / (Path(name.replace("\\", "/")).name or "fichier")
    path.write_bytes(content)
    return path


def _told(entry: JournalEntry | None) -> str:
    if entry is None:
        return "Rien à écrire : la base dit déjà tout cela."
    return f"{_WRITTEN} Le journal garde cet import sous le nom {entry.id}."


def _made(name: str, make: Callable[[Path], None]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        make(path)
        return path.read_bytes()
