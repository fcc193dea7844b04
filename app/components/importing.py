"""Run an import from the screens, through the same three steps as the command: check, plan, apply."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import streamlit as st

from app import data
from app.components.deposit import Deposit
from app.exports.plan_table import write_plan
from app.view_models.import_plan import plan_lines
from app.view_models.typography import counted, escaped
from graph.plan import Plan
from graph.store.journal import JournalEntry
from ingest import importer
from ingest.examples import example_paths
from ingest.importer import Checked
from ingest.mapping import TableSample, samples, save
from ingest.mapping.saved import FOLDER
from ingest.readers.base import ReadOptions, reader_for
from ingest.rejected import write_rejected
from ingest.rejected_records import write_rejected_records
from ingest.report_files import write_report
from ingest.template import write_template

DONE = "import_ecrit"
"""Key of the session that holds what to say of the last writing."""

_READ, _PLANNED = "import_lu", "import_compare"
_WRITTEN = "C’est écrit."


@dataclass(frozen=True, slots=True)
class Draft:
    """
    Hold deposited files read and judged.

    Parameters
    ----------
    key
        What it was made from: files, choices, version of the graph.
    checked
        Files read and judged.
    formats
        French name of the format of each file, by its name; empty when none fits.
    samples
        Tables of each file whose columns can be matched, by the name of the file.
    """

    key: str
    checked: Checked
    formats: Mapping[str, str]
    samples: Mapping[str, tuple[TableSample, ...]]


def prepare(found: Deposit) -> Draft:
    """Return the reading of the deposited files, done again when a file, a choice or the graph has changed."""
    key = f"{found.key}-{data.version()}"
    kept = st.session_state.get(_READ)
    if isinstance(kept, Draft) and kept.key == key:
        return kept
    names = ", ".join(file.name for file in found.files)
    with st.spinner(f"Lecture et contrôle de {escaped(names)}…", show_time=True), _on_disk(found) as (paths, folder):
        draft = _read(key, found, paths, folder)
    st.session_state[_READ] = draft
    return draft


def prepare_plan(found: Deposit, draft: Draft) -> Plan:
    """Return what an accepted reading would change, computed again when a choice or the graph has changed."""
    key = (draft.key, found.closing, found.day, tuple(sorted(found.replaces.items())), date.today())
    kept = st.session_state.get(_PLANNED)
    if kept is not None and kept[0] == key:
        plan: Plan = kept[1]
        return plan
    with st.spinner("Comparaison avec la base…", show_time=True):
        plan = importer.plan(
            draft.checked, data.store(), closing=found.closing, day=found.day, replaces=dict(found.replaces)
        )
    st.session_state[_PLANNED] = (key, plan)
    return plan


def forget() -> None:
    """Drop what was read and compared: it is computed again when it is asked for."""
    st.session_state.pop(_READ, None)
    st.session_state.pop(_PLANNED, None)


def show_outcome() -> None:
    """Say once what the last writing did."""
    told = st.session_state.pop(DONE, "")
    if told:
        (st.success if told.startswith(_WRITTEN) else st.warning)(escaped(told))


def told(entry: JournalEntry | None) -> str:
    """Return what to say of a writing."""
    if entry is None:
        return "Rien à écrire : la base dit déjà tout cela."
    return f"{_WRITTEN} Le journal garde cette écriture sous le nom {entry.id}."


def load_example() -> str:
    """Import the example into this base, and return what to tell the reader."""
    store = data.store()
    checked = importer.check(example_paths(), store)
    if checked.report.refuse:
        return checked.report.to_text()
    return told(importer.apply(checked, importer.plan(checked, store), store))


def report_file(checked: Checked) -> bytes:
    """Return the report as a workbook, one row per problem."""
    return _made("rapport.xlsx", lambda path: write_report(checked.report, path))


def rejected_file(checked: Checked, *, records: bool = False) -> bytes:
    """Return the rows left out as a workbook to correct, or the records of JSON files as JSON: the shape read."""
    write = write_rejected_records if records else write_rejected

    def make(path: Path) -> None:
        write(checked.report, checked.rejetees, path)

    return _made("lignes", make)


def plan_file(plan: Plan, extension: str) -> bytes:
    """Return every line of a plan, as a workbook or as CSV."""
    names = data.context().name_of
    return _made(f"plan{extension}", lambda path: write_plan(plan_lines(plan, names), path))


@st.cache_data(show_spinner=False, max_entries=1)
def template_file() -> bytes:
    """Return the empty workbook to fill in."""
    return _made("modele.xlsx", write_template)


def example_file() -> tuple[str, bytes]:
    """Return the name and the content of the workbook of the example."""
    path = example_paths()[0]
    return path.name, path.read_bytes()


def rows_left(checked: Checked, *, records: bool = False) -> str:
    """Return how many rows the file of rejected rows, or records, would hold, in words; empty when none."""
    count = sum(len(table.rows) for table in checked.rejetees if table.records is records)
    return counted(count, "fiche" if records else "ligne") if count else ""


def _read(key: str, found: Deposit, paths: Sequence[Path], folder: Path) -> Draft:
    options = ReadOptions(choices=found.choices, folder=folder)
    readers = {path.name: reader_for(path, options) for path in paths}
    return Draft(
        key=key,
        checked=importer.check(
            paths,
            data.store(),
            partial=found.partial,
            choices=found.choices,
            folder=folder,
            origins=found.origins,
        ),
        formats={name: reader.title if reader else "" for name, reader in readers.items()},
        samples={path.name: samples(path) for path in paths},
    )


@contextmanager
def _on_disk(found: Deposit) -> Iterator[tuple[list[Path], Path]]:
    """Give the files as paths, and a folder of mappings: those kept for good, and those of this visit over them."""
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        kept = data.store().settings.data_dir / FOLDER
        if kept.is_dir():
            shutil.copytree(kept, root / FOLDER)
        for mapping in found.mappings.values():
            save(root, mapping)
        paths = []
        for position, file in enumerate(found.files):
            (root / str(position)).mkdir()
            path = root / str(position) / file.name
            path.write_bytes(file.content)
            paths.append(path)
        yield paths, root


def _made(name: str, make: Callable[[Path], None]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        make(path)
        return path.read_bytes()
