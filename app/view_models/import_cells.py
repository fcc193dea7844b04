"""Set out the problems of cells for people: each in its row, those that say the same together, what corrects them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from app.view_models.typography import number, sentence, typeset
from graph.model.statement import Location
from graph.model.values import is_empty
from graph.model.vocabularies import vocabulary
from ingest.cells import as_text
from ingest.choices import Cell
from ingest.issues import Gravite, Issue
from ingest.kept import KeptTable
from ingest.personal import mask
from ingest.sheets import find_sheet, match_heading

HIDDEN_CELL: Final = "(donnée personnelle, masquée)"

_PERSONAL = frozenset({"ING-207", "ING-214", "ING-215", "ING-218"})
_AGAIN = re.compile(r",? (?:puis )?relancez l’import(?=\.)| Relancez l’import\.| \(maillage map (?:'[^']*'|[^\s)]*)\)")
_LONGEST = 90
_WIDEST = 40
_NEAR = 4


@dataclass(frozen=True, slots=True)
class CellView:
    """
    Hold one cell of a row as drawn.

    Parameters
    ----------
    heading, text
        Heading as written and content.
    faulty
        Whether the problem is there.
    """

    heading: str
    text: str
    faulty: bool


@dataclass(frozen=True, slots=True)
class CardView:
    """
    Hold one problem of cells that say the same thing, with what corrects it.

    Parameters
    ----------
    key
        Stable key of the problem.
    cells
        The cells: same rule, same column, same content.
    place
        Sentence: where they are.
    message, remedy
        What is wrong, what to do.
    value
        Content as read; empty when it may not be shown.
    row
        Cells of the first row; empty when it is not kept.
    answers
        What the cell may mean, or the terms it accepts: (what to write, what a person reads).
    question
        Whether the answers are a question: the value means one of these things.
    """

    key: str
    cells: tuple[Cell, ...]
    place: str
    message: str
    remedy: str
    value: str
    row: tuple[CellView, ...]
    answers: tuple[tuple[str, str], ...]
    question: bool

    def written(self, answer: str) -> str:
        """Return the whole content of a cell once its faulty part is replaced: a cell may hold a list of names."""
        wanted = self.value
        whole = next((cell.text for cell in self.row if cell.faulty), wanted)
        named = wanted and not wanted.endswith("…") and whole != wanted and whole.count(wanted) == 1
        return whole.replace(wanted, answer) if named and len(whole) < _LONGEST else answer


class Rows:
    """Find the cells of a row as they may be shown: personal data masked, long texts cut."""

    def __init__(self, tables: Iterable[KeptTable], issues: Iterable[Issue]) -> None:
        self._tables = {(table.file, table.sheet): table for table in tables}
        self._personal: dict[Location, set[str]] = {}
        for issue in issues:
            if issue.code in _PERSONAL and issue.colonne:
                self._personal.setdefault(issue.location, set()).add(issue.colonne)

    def row(self, issue: Issue) -> tuple[CellView, ...]:
        """Return the filled cells of the row of a problem, and the faulty one; none when the row is not kept."""
        table = self._tables.get((issue.fichier, issue.feuille))
        cells = table.rows.get(issue.ligne or 0) if table else None
        if table is None or cells is None:
            return ()
        personal = self._personal.get(issue.location, set())
        views = []
        for place, heading in enumerate(table.as_read or table.headings):
            raw = cells[place] if place < len(cells) else None
            name = mask(heading)
            faulty = name == issue.colonne
            text = "" if is_empty(raw) else HIDDEN_CELL if name in personal else _cut(mask(as_text(raw)))
            if text or faulty:
                views.append(CellView(name or f"colonne {place + 1}", text, faulty))
        return _around(views)

    def terms(self, issue: Issue) -> tuple[tuple[str, str], ...]:
        """Return the terms that the cell accepts, when it is one of a list."""
        table = self._tables.get((issue.fichier, issue.feuille))
        sheet = find_sheet(table.title) if table else None
        if table is None or sheet is None:
            return ()
        named = [mask(text) for text in table.as_read or table.headings]
        if issue.colonne not in named:
            return ()
        column = match_heading(sheet, table.headings[named.index(issue.colonne)])
        spec = column.spec if column else None
        if spec is None or not spec.vocabulary:
            return ()
        return tuple((term.code, sentence(term.libelle)) for term in vocabulary(spec.vocabulary).terms.values())


def _around(views: list[CellView]) -> tuple[CellView, ...]:
    """Keep the faulty cell in sight in a wide row: the first cells name the row, those between are left out."""
    place = next((position for position, cell in enumerate(views) if cell.faulty), 0)
    if place > _NEAR:
        views = [*views[:2], CellView("…", "…", faulty=False), *views[place - 1 :]]
    return tuple(views[:_WIDEST])


def build_cards(issues: Iterable[Issue], kept: Rows, *, several: bool = False) -> tuple[CardView, ...]:
    """
    Return the problems of cells, those that say the same thing together.

    Parameters
    ----------
    issues
        Problems of one rule.
    kept
        Rows that they speak of.
    several
        Whether several files were read: the place then names the file.
    """
    alike: dict[tuple[Any, ...], list[tuple[Issue, tuple[CellView, ...]]]] = {}
    for position, issue in enumerate(issues):
        if issue.cell is None or (issue.gravite is Gravite.INFORMATION):
            continue
        row = kept.row(issue)
        whole = next((cell.text for cell in row if cell.faulty), None)
        clear = whole and whole != HIDDEN_CELL and not whole.endswith("…") and issue.valeur
        same = (issue.fichier, issue.feuille, issue.colonne, whole) if clear else (position,)
        alike.setdefault(same, []).append((issue, row))
    return tuple(_card(found, kept, several=several) for found in alike.values())


def _card(found: Sequence[tuple[Issue, tuple[CellView, ...]]], kept: Rows, *, several: bool) -> CardView:
    first, row = found[0]
    cells = tuple(issue.cell for issue, _ in found if issue.cell is not None)
    asked = tuple((one.valeur, typeset(one.libelle)) for one in first.candidats)
    return CardView(
        key=hashlib.sha256(repr((first.code, cells[0])).encode()).hexdigest()[:12],
        cells=cells,
        place=_place(first, [issue.ligne or 0 for issue, _ in found], several=several),
        message=sentence(first.message.partition(" Candidats")[0] if asked else first.message),
        remedy=remedy_here(first.remede),
        value="" if first.code in _PERSONAL else first.valeur or "",
        row=row,
        answers=asked or (kept.terms(first) if first.code in {"ING-201", "ING-206"} else ()),
        question=bool(asked),
    )


def _place(issue: Issue, rows: Sequence[int], *, several: bool) -> str:
    told = ", ".join(map(number, rows[:8])) + (f"… ({number(len(rows))} au total)" if len(rows) > 8 else "")
    sheet = f"feuille « {issue.feuille} »" if issue.feuille else ""
    where = ", ".join(filter(None, [issue.fichier if several or not sheet else "", sheet]))
    return typeset(f"{where}, {'ligne' if len(rows) == 1 else 'lignes'} {told}, colonne « {issue.colonne} »")


def remedy_here(text: str) -> str:
    """Return what to do; the screen checks again by itself."""
    return typeset(_AGAIN.sub("", text))


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
