"""
Read forms filled in as a workbook or a CSV file: every fault at once, and nothing half taken.

A file with faults gives no form, unless the facilitator keeps the sound ones (`Reading.sound`). An empty cell is
unknown, never zero. Nothing here writes.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from app.view_models.typography import counted, typeset
from app.workshops.capture_cells import Names, Trouble, day_received, grade, shown, words, yes_no
from app.workshops.capture_draft import Draft, contact_of
from app.workshops.capture_faults import Fault, Reading, of_issue
from app.workshops.capture_headings import Columns, find_columns, label_of, moment_of
from app.workshops.capture_questions import (
    ABSENT,
    BEFORE,
    HEADINGS,
    MET,
    MISTAKE,
    MOMENT,
    MOMENTS,
    NUMBER,
    OTHER,
    RECEIVED,
    RESPONDENT,
    STEP,
    TODAY,
    WHEN,
    WORKSHOP,
)
from app.workshops.capture_sort import sort_forms
from app.workshops.record import DAY, Workshop
from graph.model.values import is_empty
from ingest.any_table import open_tables
from ingest.issues import Issue
from ingest.tables import Cells, RawTable

_ANSWERS: Final = (BEFORE, MET, TODAY, STEP, WHEN)
_Key = tuple[str, str]
_FEW_FILES: Final = 3
_IDENTIFIER: Final = re.compile(r"(?<![a-z0-9-])[a-z0-9]+(?:-[a-z0-9]+)*-\d{4}-\d{2}-\d{2}(?:-\d+)?(?![a-z0-9-])")


def read_forms(
    workshop: Workshop, name: str, data: bytes, *, moment: str = "", received: str = "", today: str = ""
) -> Reading:
    """Return the forms of one file: see `read_files`."""
    return read_files(workshop, [(name, data)], moment=moment, received=received, today=today)


def read_files(
    workshop: Workshop,
    files: Iterable[tuple[str, bytes]],
    *,
    moment: str = "",
    received: str = "",
    today: str = "",
) -> Reading:
    """
    Return the forms of files, what is wrong with them, and those that are there twice.

    Parameters
    ----------
    workshop
        Workshop: its participants, and the forms already received.
    files
        Name and content of each file; the name tells a workbook from a text when its first bytes do not.
    moment
        `jour` or `trois_mois`, for a file that does not say it; the day of the workshop by default.
    received
        ISO day on which the forms came, for those that do not say it.
    today
        ISO day on which they are read: no form comes after it. Any day may be when empty.
    """
    reader = _Reader(workshop, moment, received, today)
    names = []
    for name, data in files:
        names.append(Path(name).name)
        _read_file(reader, name, data)
    few = len(names) <= _FEW_FILES
    return reader.reading(", ".join(names) if few else counted(len(names), "fichier"))


def _read_file(reader: _Reader, name: str, data: bytes) -> None:
    """Read one file: first what is wrong with the file itself, then its tables."""
    issues: list[Issue] = []
    start, tables = len(reader.faults), reader.tables
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / (Path(name).name or "questionnaires")
        if not path.suffix:
            path = path.with_suffix(".csv")
        path.write_bytes(data)
        for table in open_tables(path, issues):
            reader.read(table)
    reader.faults[start:start] = [fault for issue in issues if (fault := of_issue(issue))]
    if reader.tables == tables and not any(fault.bloquant for fault in reader.faults[start:]):
        reader.faults.append(
            Fault(
                fichier=Path(name).name,
                message="Ce fichier ne contient aucun questionnaire de l’atelier.",
                remede="Partez du classeur donné avec le kit, ou d’une table avec les colonnes « Répondant », "
                "« Participant », « Lien avant » et « Lien aujourd’hui ».",
            )
        )


class _Reader:
    """Read tables, one after the other."""

    def __init__(self, workshop: Workshop, moment: str, received: str, today: str) -> None:
        self.workshop, self.moment, self.received, self.today = workshop, moment, received, today
        self.names = Names(workshop)
        self.faults: list[Fault] = []
        self.drafts: list[Draft] = []
        self.spoiled: set[_Key] = set()
        self.strangers: dict[str, tuple[Fault, int]] = {}
        self.words: dict[tuple[str, int], tuple[Fault, int]] = {}
        self.tables = 0

    def read(self, table: RawTable) -> None:
        """Read a table, which is the sheet of one participant, or many rows that each name theirs."""
        rows = list(table.filled_rows())
        columns = find_columns(rows)
        base = Fault(fichier=table.file, feuille=table.sheet, message="", remede="")
        if columns is None:
            if rows:
                message = "cette feuille n’est pas un questionnaire de l’atelier\u00a0: elle n’est pas lue"
                self._tell(base, "", None, Trouble(message, "Rien à faire si c’est voulu."), blocking=False)
            return
        self.tables += 1
        labels = self._labels(rows, columns, base)
        if WORKSHOP in labels and self._is_foreign(labels[WORKSHOP][1], replace(base, ligne=labels[WORKSHOP][0])):
            return
        apart = {number for number, _ in labels.values()}
        below = [(number, cells) for number, cells in rows if number > columns.row and number not in apart]
        if RESPONDENT in columns.places:
            self._long(below, columns, base, labels)
        else:
            self._one(below, columns, base, labels)

    def reading(self, where: str) -> Reading:
        """Return all that was read, sorted, with what is said once for several cells or sheets."""
        faults = list(self.faults)
        for said, (place, count) in self.strangers.items():
            also = f" ({counted(count, 'feuille ou ligne', 'feuilles ou lignes')})" if count > 1 else ""
            faults.append(
                replace(
                    place,
                    valeur=said,
                    message=typeset(f"Ce questionnaire est celui d’un autre atelier (« {said} »){also}."),
                    remede=typeset("Reprenez-le dans cet autre atelier ; rien n’en est gardé ici."),
                )
            )
        for (said, value), (place, count) in self.words.items():
            also = f" ({counted(count, 'case')})" if count > 1 else ""
            text = typeset(f"« {said} » est lu {value}{also}.")
            faults.append(replace(place, message=text, remede="", participant="", bloquant=False))
        return sort_forms(self.workshop, self.drafts, self.spoiled, faults, where)

    def _one(self, rows: Sequence[tuple[int, Cells]], columns: Columns, base: Fault, labels: _Labels) -> None:
        """Read the sheet of one participant."""
        number, raw = labels.get(RESPONDENT, (None, None))
        where = replace(base, ligne=number)
        given = raw if raw is not None else (base.feuille or "").split(" ")[0]
        found = self.names.find(given) if not is_empty(given) else None
        if found is None or isinstance(found, Trouble):
            trouble = found or Trouble(
                "on ne sait pas qui répond", "Écrivez « Répondant » en colonne A et son nom en colonne B, au-dessus."
            )
            self._tell(where, RESPONDENT, given or None, trouble)
            found = ""
        draft = self._draft(found, labels, where)
        for place, cells in rows:
            self._contact(draft, columns, cells, replace(base, ligne=place, participant=found))

    def _long(self, rows: Sequence[tuple[int, Cells]], columns: Columns, base: Fault, labels: _Labels) -> None:
        """Read a table that names the respondent on each row."""
        drafts: dict[_Key, Draft] = {}
        for place, cells in rows:
            raw = columns.cell(cells, RESPONDENT)
            where = replace(base, ligne=place)
            if self._is_foreign(columns.cell(cells, WORKSHOP), where):
                continue
            found = self.names.find(raw)
            if is_empty(raw):
                found = Trouble("on ne sait pas qui répond", "Écrivez le nom de qui répond sur chaque ligne.")
            if isinstance(found, Trouble):
                self._tell(where, columns.title(RESPONDENT), raw, found)
                found = ""
            given = {part: (place, columns.cell(cells, part)) for part in (MOMENT, RECEIVED)}
            own = {part: cell for part, cell in given.items() if not is_empty(cell[1])}
            moment = self._moment({**labels, **own}, where)
            draft = drafts.get((found, moment))
            if draft is None:
                draft = drafts[found, moment] = self._draft(found, {**labels, **own}, where)
            where = replace(where, participant=found)
            for part in (ABSENT, MISTAKE):
                cell = columns.cell(cells, part)
                if not is_empty(cell):
                    self._remark(draft, part, cell, replace(where, colonne=columns.title(part)))
            if not is_empty(columns.cell(cells, OTHER)) or any(not is_empty(columns.cell(cells, p)) for p in _ANSWERS):
                self._contact(draft, columns, cells, where)

    def _draft(self, participant: str, labels: _Labels, where: Fault) -> Draft:
        """Begin a form; one whose respondent is not known gathers faults only."""
        where = replace(where, participant=participant)
        draft = Draft(participant, self._moment(labels, where), where, recu=self.received)
        if RECEIVED in labels:
            number, raw = labels[RECEIVED]
            found = day_received(raw, self.workshop.date, self.today)
            if isinstance(found, Trouble):
                self._tell(replace(where, ligne=number), RECEIVED, raw, found, draft)
            else:
                draft.recu = found
        for part in (ABSENT, MISTAKE):
            if part in labels:
                number, raw = labels[part]
                self._remark(draft, part, raw, replace(where, ligne=number))
        if participant:
            self.drafts.append(draft)
        return draft

    def _is_foreign(self, raw: object, where: Fault) -> bool:
        """Tell whether a cell names another workshop, by its id; what is said of it is said once."""
        found = None if is_empty(raw) else _IDENTIFIER.search(str(raw))
        if found is None or self.workshop.id in _IDENTIFIER.findall(str(raw)):
            return False
        said = shown(raw)
        place, count = self.strangers.get(said, (where, 0))
        self.strangers[said] = place, count + 1
        return True

    def _moment(self, labels: _Labels, where: Fault) -> str:
        if MOMENT not in labels:
            return self.moment or DAY
        number, raw = labels[MOMENT]
        found = moment_of(str(raw))
        where = replace(where, ligne=number)
        if not found:
            remedy = " ou ".join(f"« {words_} »" for words_ in MOMENTS.values())
            self._tell(where, MOMENT, raw, Trouble("on ne sait pas quand ce questionnaire a été rempli",
                                                   f"Écrivez {remedy}."))  # fmt: skip
            return self.moment or DAY
        if self.moment and found != self.moment:
            trouble = Trouble(
                f"ce questionnaire est celui du moment « {MOMENTS[found]} », pas « {MOMENTS[self.moment]} »",
                "Choisissez l’autre moment, ou l’autre fichier.",
            )
            self._tell(where, MOMENT, raw, trouble)
        return found

    def _contact(self, draft: Draft, columns: Columns, cells: Cells, where: Fault) -> None:
        """Read what one row says of another participant; a row without answer says nothing."""
        raw = {part: columns.cell(cells, part) for part in _ANSWERS}
        other, number = columns.cell(cells, OTHER), columns.cell(cells, NUMBER)
        if all(is_empty(cell) for cell in raw.values()):
            return
        draft.rows += 1
        values: dict[str, object] = {}
        for part, cell in raw.items():
            found = (grade if part in {BEFORE, TODAY} else yes_no if part == MET else words)(cell)
            if isinstance(found, Trouble):
                self._tell(where, columns.title(part), cell, found, draft)
            else:
                values[part] = found
                if isinstance(cell, str) and isinstance(found, int) and not isinstance(found, bool):
                    self._read_in_words(cell, found, replace(where, colonne=columns.title(part)))
        name = self.names.find(other, number)
        if is_empty(other) and is_empty(number):
            name = Trouble("on ne sait pas de quel participant il s’agit", "Écrivez son nom.")
        elif name == draft.participant:
            name = Trouble("un participant ne répond pas de lui-même", "Retirez cette ligne.")
        if isinstance(name, Trouble):
            self._tell(where, columns.title(OTHER), other, name, draft)
            return
        if len(values) < len(raw) or not any(value not in {None, ""} for value in values.values()):
            return
        contact = contact_of(name, values)
        if draft.contacts.setdefault(name, contact) != contact:
            trouble = Trouble("ce participant a déjà une autre réponse plus haut", "Gardez une seule des deux lignes.")
            self._tell(where, columns.title(OTHER), other, trouble, draft)

    def _read_in_words(self, cell: str, value: int, where: Fault) -> None:
        """Keep a grade written in words, to be told once."""
        if not any(map(str.isdigit, cell)):
            key = shown(cell), value
            place, count = self.words.get(key, (where, 0))
            self.words[key] = place, count + 1

    def _remark(self, draft: Draft, part: str, raw: object, where: Fault) -> None:
        found = words(raw)
        if isinstance(found, Trouble):
            self._tell(where, where.colonne or part, raw, found, draft)
            return
        before = draft.absent if part == ABSENT else draft.erreur
        text = before if found in before.split("\u202f; ") else "\u202f; ".join(filter(None, (before, found)))
        if part == ABSENT:
            draft.absent = text
        else:
            draft.erreur = text

    def _labels(self, rows: Sequence[tuple[int, Cells]], columns: Columns, base: Fault) -> _Labels:
        """Return what stands beside the labels that are out of the table: who answers, when, the two last questions."""
        found: _Labels = {}
        for number, cells in rows:
            part = None if columns.first <= number <= columns.row else label_of(cells)
            # Under the table stand the two last questions; in a long table, every row is one of the table.
            under = number > columns.row
            if part is None or (under and (RESPONDENT in columns.places or part not in {ABSENT, MISTAKE})):
                continue
            value = next((cell for cell in list(cells)[1:] if not is_empty(cell)), None)
            if value is None:
                continue
            if part in found and found[part][1] != value:
                where = replace(base, ligne=number)
                self._tell(where, part, value, Trouble("cette ligne est là deux fois", "Gardez-en une."))
            found[part] = (number, value)
        return found

    def _tell(
        self,
        where: Fault,
        column: str | None,
        raw: object,
        trouble: Trouble,
        draft: Draft | None = None,
        *,
        blocking: bool = True,
    ) -> None:
        value = None if is_empty(raw) else shown(raw)
        told = f"{trouble.message} (« {value} »)." if value is not None else f"{trouble.message}."
        if draft is not None:
            self.spoiled.add((draft.participant, draft.moment))
        elif blocking and where.participant:
            self.spoiled |= {(where.participant, moment) for moment in MOMENTS}
        self.faults.append(
            replace(
                where,
                colonne=HEADINGS.get(column or "", column) or None,
                valeur=value,
                message=typeset(told[0].upper() + told[1:]),
                remede=typeset(trouble.remedy),
                bloquant=blocking,
            )
        )


_Labels = dict[str, tuple[int, object]]
