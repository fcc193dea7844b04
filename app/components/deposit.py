"""Keep, for the visit, the files that a person deposited and what was decided about them."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import streamlit as st

from app.components import address
from graph.closing import Closing
from ingest.choices import Cell, Choices
from ingest.mapping import TableMapping

FILE, CHECK, PLAN, JOURNAL = "fichier", "verification", "plan", "journal"
STEPS: Mapping[str, str] = {FILE: "1 · Fichier", CHECK: "2 · Vérification", PLAN: "3 · Plan", JOURNAL: "4 · Journal"}
"""Steps of the path, by their name in the address."""

STEP = "etape"
"""Name of the step in the address."""

_KEPT = "import_depose"


@dataclass(frozen=True, slots=True)
class Deposited:
    """
    Hold one deposited file.

    Parameters
    ----------
    name
        Name without folder: the one a browser sends is never trusted as a path.
    content
        Bytes.
    digest
        SHA-256 of the content.
    sent
        Name that the browser sent, when another file of the deposit has it too.
    """

    name: str
    content: bytes
    digest: str
    sent: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """
    Hold what a person put in the place of a cell.

    Parameters
    ----------
    text
        Content of the cell now.
    before
        What the cell said.
    said
        The same content in words, when it is a code; else empty.
    """

    text: str
    before: str
    said: str = ""


@dataclass(slots=True)
class Deposit:
    """
    Hold deposited files and every choice made on them; the choices last as long as the files.

    Parameters
    ----------
    files
        Files, in the order of the deposit.
    uploads
        Ids of the uploads that they come from; empty once the person has left the step of the deposit.
    corrections
        Cells corrected.
    refused
        Repairs refused: code of the rule or key of one -> what a person reads.
    partial
        Whether faulty rows are set aside.
    replaces
        New versions: name of the file -> name of the former one.
    origins
        Other files of a name already imported: name of the file -> name under which what it says is kept.
    closing, day
        What becomes of what a file no longer says, and on which day; today when None.
    mappings
        Mappings of columns that serve for these files, by shape.
    drafts
        Mappings being set, by shape.
    """

    files: tuple[Deposited, ...] = ()
    uploads: tuple[str, ...] = ()
    corrections: dict[Cell, Correction] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    partial: bool = False
    replaces: dict[str, str] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)
    closing: Closing = Closing.AUTO
    day: date | None = None
    mappings: dict[str, TableMapping] = field(default_factory=dict)
    drafts: dict[str, TableMapping] = field(default_factory=dict)

    @property
    def choices(self) -> Choices:
        """Return the choices as the import takes them."""
        return Choices(
            refused=frozenset(self.refused),
            corrections={cell: correction.text for cell, correction in self.corrections.items()},
        )

    @property
    def key(self) -> str:
        """Return a text that changes when the reading of the files would."""
        parts = [
            [(file.name, file.digest) for file in self.files],
            sorted(self.refused),
            sorted(((repr(cell), found.text) for cell, found in self.corrections.items())),
            self.partial,
            sorted(self.origins.items()),
            [(shape, mapping.to_json()) for shape, mapping in sorted(self.mappings.items())],
        ]
        return hashlib.sha256(repr(parts).encode()).hexdigest()


def current() -> Deposit:
    """Return the deposit of this visit; without files when there is none."""
    kept = st.session_state.get(_KEPT)
    if not isinstance(kept, Deposit):
        kept = st.session_state[_KEPT] = Deposit()
    return kept


def replace_files(files: Sequence[tuple[str, str, bytes]]) -> None:
    """
    Put deposited files in the place of the former ones; the choices go with those.

    Parameters
    ----------
    files
        Id of the upload, name and content.
    """
    kept: list[Deposited] = []
    for _, name, content in files:
        kept.append(_deposited(name, content, {file.name for file in kept}))
    st.session_state[_KEPT] = Deposit(
        files=tuple(kept),
        uploads=tuple(upload for upload, _, _ in files),
    )


def forget() -> None:
    """Take the files and the choices away, and empty the frame they were dropped in."""
    st.session_state.pop(_KEPT, None)
    st.session_state["depot"] = st.session_state.get("depot", 0) + 1


def forget_choices() -> None:
    """Take the corrections and the refusals back; the files stay."""
    found = current()
    found.corrections.clear()
    found.refused.clear()
    found.partial = False


def correct(cells: Iterable[Cell], text: str, before: str, said: str = "") -> None:
    """Put a text in the place of cells."""
    found = current().corrections
    for cell in cells:
        former = found.get(cell)
        found[cell] = Correction(text, former.before if former else before, said)


def uncorrect(cell: Cell) -> None:
    """Give a cell back what the file says."""
    current().corrections.pop(cell, None)


def go(step: str) -> None:
    """Open a step."""
    address.write(STEP, "" if step == FILE else step)


def step() -> str:
    """Return the step that the address names, the first one by default."""
    name = address.read(STEP)
    return name if name in STEPS else FILE


def _deposited(name: str, content: bytes, taken: Collection[str]) -> Deposited:
    """Return a file under a name of its own: a browser sends no folder, so two files may come with the same name."""
    sent = Path(name.replace("\\", "/")).name or "fichier"
    rank, own = 1, sent
    while own in taken:
        rank += 1
        own = f"{Path(sent).stem} ({rank}){Path(sent).suffix}"
    return Deposited(own, content, hashlib.sha256(content).hexdigest(), "" if own == sent else sent)
