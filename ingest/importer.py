"""Import files in three steps, the same for the command and the screens: check, plan, apply.

`check` reads and judges, and writes nothing; `plan` compares with the graph; `apply` writes whole or not at all.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from graph.model.statement import Location, Statement
from graph.plan import ChangeKind, Plan
from graph.planning import prepare_plan
from graph.store.journal import JournalEntry
from graph.store.store import Store
from ingest import proofs
from ingest.choices import NO_CHOICES, Choices
from ingest.defaults import complete
from ingest.facts import Facts
from ingest.issues import Issue, problem
from ingest.known import Known
from ingest.partial import faulty_rows, set_aside
from ingest.readers.base import Reader, ReadOptions, reader_for, readers, unreadable
from ingest.records import ReadResult, Record
from ingest.report import ImportReport, count_rows, in_order, plan_counts
from ingest.resolve import Names, references, resolve_records
from ingest.sheets import sheets
from ingest.validate import validate


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """
    Hold files read and judged, ready to be planned.

    Parameters
    ----------
    report
        What was read and what is wrong.
    statements
        One statement per node and relationship; none when the import is refused.
    """

    report: ImportReport
    statements: tuple[Statement, ...]


class ImportRefused(ValueError):
    """Report that a refused import was planned: a programming error, the caller looks at `report.refuse` first."""


def check(
    paths: Sequence[Path],
    store: Store | None,
    *,
    reader: str | None = None,
    partial: bool = False,
    today: date | None = None,
    texts: Mapping[str, str] | None = None,
    choices: Choices = NO_CHOICES,
) -> Checked:
    """
    Read files as one import and collect every problem; nothing is written and nothing is raised for bad data.

    Parameters
    ----------
    paths
        Workbooks, CSV files or folders of them; what they say is put together.
    store
        Open store, which is only read, so that rows may name what it holds; None for files that stand alone.
    reader
        Name of the reader to use; chosen from each file's name when None.
    partial
        Set faulty rows aside instead of refusing the whole.
    today
        Day on which « still active » is judged; the real one when None.
    texts
        Texts of source documents by file name, to check the quotes.
    choices
        Repairs refused and cells corrected, by the names of files that the report shows.
    """
    names = _distinct_names(paths)
    read = ReadResult(reader="")
    used: list[Reader] = []
    for path, name in zip(paths, names, strict=True):
        options = ReadOptions(choices=_on(choices, name, path.name), folder=store.settings.data_dir if store else None)
        result = _read(path, reader, used, options)
        read.extend(_renamed(result, path.name, name))
    known = Known(store)
    records, issues = _resolve(read, known, choices)
    facts = complete(Facts(records, known))
    issues += validate(facts, today=today or date.today(), texts=texts)
    issues = _without_echoes(issues)
    faulty = faulty_rows(issues, read.rows)
    blocking = any(issue.blocking for issue in issues)
    if partial and blocking:
        records, more = set_aside(records, facts, faulty)
        issues += more
        facts = complete(Facts(records, known))
    loadable = len(set(read.rows)) > len(faulty)
    refused = blocking and not (partial and loadable)
    report = ImportReport(
        fichier=" + ".join(names),
        sha256=_digest(paths, used),
        lecteur=" + ".join(dict.fromkeys(found.name for found in used)) or (reader or ""),
        lignes=count_rows(read.rows, issues, faulty, refused=refused),
        problemes=in_order(issues, [sheet.name for sheet in sheets()]),
        refuse=refused,
        plusieurs=len({issue.fichier for issue in issues} | set(names)) > 1,
    )
    return Checked(report=report, statements=() if refused else tuple(facts.statements()))


def plan(checked: Checked, store: Store) -> Plan:
    """
    Compare what the files say with the graph.

    Raises
    ------
    ImportRefused
        If the report refuses the import.
    """
    if checked.report.refuse:
        raise ImportRefused(checked.report.fichier)
    return prepare_plan(store, checked.statements, origin=checked.report.fichier)


def apply(checked: Checked, plan: Plan, store: Store) -> JournalEntry | None:
    """
    Write the plan and its journal entry, whole or not at all; return None, and write nothing, when it is empty.

    Raises
    ------
    graph.store.conflicts.StalePlan
        If the graph changed since the plan was computed.
    graph.store.errors.StoreError
        If the engine refuses or is lost.
    """
    if plan.is_empty:
        return None
    report = checked.report
    counts: dict[str, Any] = plan_counts(plan)
    counts["referentiel"] = plan.counts_by_name(ChangeKind.REFERENTIEL)
    entry = JournalEntry(
        id=new_id(),
        nature="import",
        fichier=report.fichier,
        sha256=report.sha256,
        lecteur=report.lecteur,
        date="",
        lignes=report.lignes.to_json(),
        comptes=counts,
    )
    return store.apply(plan, entry)


def new_id() -> str:
    """Return a new journal id: UTC time to the microsecond, then four random digits, so that ids sort by time."""
    return f"imp-{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{secrets.token_hex(2)}"


def _read(path: Path, name: str | None, used: list[Reader], options: ReadOptions) -> ReadResult:
    where = Location(file=path.name)
    if not path.exists():
        return unreadable(path, "", FileNotFoundError())
    chosen = readers().get(name) if name else reader_for(path)
    if chosen is None:
        known = ", ".join(f"« {found.name} »" for found in readers().values())
        message = f"le lecteur « {name} » n’existe pas" if name else "ce format de fichier n’est pas lu"
        return ReadResult(
            reader="", issues=[problem("ING-102", where, message, expected=f"Lecteurs connus : {known}.")]
        )
    used.append(chosen)
    result = chosen.read(path, options)
    if not result.rows and not any(issue.blocking for issue in result.issues):
        result.issues.append(problem("ING-109", where, "aucune table ne contient de ligne de données"))
    return result


def _resolve(read: ReadResult, known: Known, choices: Choices) -> tuple[list[Record], list[Issue]]:
    """Turn names into ids and attach the proofs; return the records and every problem so far."""
    issues = list(read.issues)
    targets = {part.strip() for proof in read.proofs for part in (proof.target, *proof.target.split("|"))}
    known.load(references(read.records) | targets, proofs.wanted_relationships(read.proofs))
    names = Names(read.records, known, issues, choices)
    records = resolve_records(read.records, names)
    records += proofs.attach(read.proofs, records, names)
    records = proofs.cite_sources(records, names)
    known.load(references(records))
    return records, issues


def _on(choices: Choices, shown: str, name: str) -> Choices:
    """Return the choices made on one file, by its own name: the report may show it with its folder."""
    if shown == name:
        return choices
    mine = {replace(cell, fichier=name): text for cell, text in choices.corrections.items() if cell.fichier == shown}
    return replace(choices, corrections=mine)


def _without_echoes(issues: list[Issue]) -> list[Issue]:
    """Drop « value absent » where the cell was filled, but with something that another problem already refuses."""
    refused = {(issue.location, issue.colonne) for issue in issues if issue.blocking and issue.code != "ING-206"}
    return [i for i in issues if i.code != "ING-206" or (i.location, i.colonne) not in refused]


def _digest(paths: Sequence[Path], used: Sequence[Reader]) -> str:
    """Return the SHA-256 of the file, or of the list « digest, name » when several are read; empty if unreadable."""
    files: list[Path] = []
    for path in paths:
        reader = next((found for found in used if found.accepts(path)), None)
        try:
            files += reader.files(path) if reader else [path] if path.is_file() else []
        except OSError:
            continue
    digests = [(path.name, digest) for path in files if (digest := _sha256(path))]
    if len(digests) == 1:
        return digests[0][1]
    listing = "".join(f"{digest}  {name}\n" for name, digest in digests)
    return hashlib.sha256(listing.encode()).hexdigest() if digests else ""


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


def _distinct_names(paths: Sequence[Path]) -> list[str]:
    """Return the names of the files, with their folder when two files have the same name."""
    counted = [path.name for path in paths]
    return [p.name if counted.count(p.name) == 1 else f"{p.absolute().parent.name}/{p.name}" for p in paths]


def _renamed(result: ReadResult, old: str, new: str) -> ReadResult:
    """Return the result with the file's distinct name, when its own is shared with another file."""
    if old == new:
        return result

    def moved(where: Location) -> Location:
        return replace(where, file=new) if where.file == old else where

    return ReadResult(
        reader=result.reader,
        records=[replace(r, statement=replace(r.statement, location=moved(r.location))) for r in result.records],
        proofs=[replace(proof, location=moved(proof.location)) for proof in result.proofs],
        issues=[replace(issue, fichier=new) if issue.fichier == old else issue for issue in result.issues],
        rows=[moved(row) for row in result.rows],
    )
