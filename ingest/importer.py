"""Import files in three steps, the same for the command and the screens: check, plan, apply.

`check` reads and judges, and writes nothing; `plan` compares with the graph; `apply` writes whole or not at all.
"""

from __future__ import annotations

import gc
import hashlib
import secrets
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from graph.closing import Closing, Rules
from graph.hashing import EMPTY_VERSION
from graph.model.statement import Location, Statement
from graph.plan import ChangeKind, Plan
from graph.planning import prepare_plan
from graph.store.journal import JournalEntry
from graph.store.store import Store
from ingest import proofs
from ingest.choices import NO_CHOICES, Choices
from ingest.defaults import complete
from ingest.facts import Facts
from ingest.file_names import choices_on, distinct_names, in_folder, moves_of, renamed
from ingest.issues import Issue, problem
from ingest.judged import read_as_judged
from ingest.kept import KeptTable, rejected_rows
from ingest.known import Known
from ingest.needs import needs_of_diagnostics
from ingest.partial import faulty_rows, set_aside
from ingest.provenance import refuses_correction, refuses_date
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
        One statement per node, or relationship, and file; none when the import is refused.
    choices
        What the person decided about the files.
    ecartes
        Ids that rejected rows speak of.
    incomplets
        Files with rejected rows.
    rejetees
        Cells of the rows left out, of every row when the import is refused (see `ingest.rejected`).
    citees
        Cells of the rows that a problem speaks of.
    rapportees
        Files that an export speaks for.
    """

    report: ImportReport
    statements: tuple[Statement, ...]
    choices: Choices = NO_CHOICES
    ecartes: frozenset[str] = frozenset()
    incomplets: frozenset[str] = frozenset()
    rejetees: tuple[KeptTable, ...] = ()
    citees: tuple[KeptTable, ...] = ()
    rapportees: frozenset[str] = frozenset()


class ImportRefused(ValueError):
    """Report that a refused import was planned: a programming error, the caller looks at `report.refuse` first."""


@contextmanager
def _uncollected() -> Iterator[None]:
    """Leave the garbage collector aside: all that is read is kept, and looking through it takes a fifth of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


@_uncollected()
def check(
    paths: Sequence[Path],
    store: Store | Callable[[], Store] | None,
    *,
    reader: str | None = None,
    partial: bool = False,
    today: date | None = None,
    texts: Mapping[str, str] | None = None,
    choices: Choices = NO_CHOICES,
    folder: Path | None = None,
    origins: Mapping[str, str] = MappingProxyType({}),
) -> Checked:
    """
    Read files as one import and collect every problem; nothing is written and nothing is raised for bad data.

    Parameters
    ----------
    paths
        Workbooks, CSV files or folders of them; what they say is put together.
    store
        Open store, which is only read, so that rows may name what it holds, or what gives it once the files are read
        (an engine may start meanwhile); None for files that stand alone.
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
    folder
        Where the mappings of columns are kept; the folder of the data when None.
    origins
        Names under which what files say is kept, when not their own: name that the report shows -> name kept.
    """
    names = distinct_names(paths)
    read = ReadResult(reader="")
    used: list[Reader] = []
    reported: set[str] = set()
    for path, name, moves in zip(paths, names, moves_of(paths, names), strict=True):
        kept = folder or (store.settings.data_dir if isinstance(store, Store) else None)
        options = ReadOptions(choices=choices_on(choices, moves), folder=kept)
        result = renamed(_read(path, reader, used, options), moves)
        reported |= {where.folder for record in result.records if (where := record.location).folder is not None}
        read.extend(in_folder(result, origins.get(name, name)) if path.is_dir() or name in origins else result)
    checked = check_records(
        read,
        store() if callable(store) else store,
        name=" + ".join(origins.get(name, name) for name in names),
        sha256=_digest(paths, used),
        partial=partial,
        today=today,
        texts=texts,
        choices=choices,
        files=names,
        lecteur=" + ".join(dict.fromkeys(found.name for found in used)) or (reader or ""),
    )
    return replace(checked, rapportees=frozenset(reported))


def check_records(
    read: ReadResult,
    store: Store | None,
    *,
    name: str,
    lecteur: str,
    sha256: str = "",
    partial: bool = False,
    today: date | None = None,
    texts: Mapping[str, str] | None = None,
    choices: Choices = NO_CHOICES,
    files: Sequence[str] = (),
) -> Checked:
    """
    Judge what was read, from files or from what a person typed; nothing is written.

    Parameters
    ----------
    read
        Records, loose proofs and problems of the reading.
    store
        As for `check`.
    name, lecteur, sha256
        What the report says of where it comes from.
    partial, today, texts, choices
        As for `check`.
    files
        Names of the files read; those of the problems are added.
    """
    read = read_as_judged(read, store, choices)
    known = Known(None if store is None or _is_empty(store) else store)
    records, issues = _resolve(read, known, choices)
    facts = complete(Facts(records, known))
    issues += validate(facts, today=today or date.today(), texts=texts)
    issues = _without_echoes(issues)
    faulty = faulty_rows(issues, read.rows)
    blocking = any(issue.blocking for issue in issues)
    left_out: frozenset[str] = frozenset()
    if partial and blocking:
        left_out = frozenset(record.statement.id for record in records)
        records, more = set_aside(records, facts, faulty)
        left_out -= {record.statement.id for record in records}
        issues += more
        facts = complete(Facts(records, known))
    refused = blocking and not (partial and len(set(read.rows)) > len(faulty))
    report = ImportReport(
        fichier=name,
        sha256=sha256,
        lecteur=lecteur,
        lignes=count_rows(read.rows, issues, faulty, refused=refused),
        problemes=in_order(issues, [sheet.name for sheet in sheets()]),
        refuse=refused,
        plusieurs=len({issue.fichier for issue in issues} | set(files)) > 1,
    )
    return Checked(
        report=report,
        statements=() if refused else tuple(facts.statements()),
        choices=choices,
        ecartes=left_out,
        incomplets=frozenset(row.origin for row in read.rows if row in faulty),
        rejetees=rejected_rows(read.tables, None if refused else faulty),
        citees=rejected_rows(read.tables, {issue.location for issue in issues}),
    )


@_uncollected()
def plan(
    checked: Checked,
    store: Store,
    *,
    closing: Closing = Closing.AUTO,
    day: date | None = None,
    replaces: Mapping[str, str] = MappingProxyType({}),
) -> Plan:
    """
    Compare what the files say with the graph.

    Parameters
    ----------
    checked
        Files read and judged.
    store
        Open store; it is only read.
    closing
        Whether the relationships that a file said and no longer says are closed.
    day
        Their last day; today when None.
    replaces
        Files that are new versions of others: new name -> former name.

    Raises
    ------
    ImportRefused
        If the report refuses the import.
    """
    if checked.report.refuse:
        raise ImportRefused(checked.report.fichier)
    return prepare_plan(
        store,
        checked.statements,
        origin=checked.report.fichier,
        rules=Rules(closing=closing, day=(day or date.today()).isoformat(), ecartes=checked.ecartes),
        replaces=replaces,
        incomplets=checked.incomplets,
        # An export tells what was decided already: what stayed undated beside a dated one stays so.
        refused=lambda one: _is_reported(one, checked.rapportees) or refuses_date(checked.choices, one),
        overruled=lambda one: refuses_correction(checked.choices, one),
        rapportees=checked.rapportees,
    )


@_uncollected()
def apply(
    checked: Checked, plan: Plan, store: Store, *, progress: Callable[[float], None] | None = None
) -> JournalEntry | None:
    """
    Write the plan and its journal entry, whole or not at all; return None, and write nothing, when it is empty.

    Parameters
    ----------
    checked
        Files read and judged.
    plan
        What they change.
    store
        Open store.
    progress
        Told the share written, from 0 to 1.

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
    return store.apply(plan, entry, progress=progress)


def new_id() -> str:
    """Return a new journal id: UTC time to the microsecond, then four random digits, so that ids sort by time."""
    return f"imp-{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{secrets.token_hex(2)}"


def _read(path: Path, name: str | None, used: list[Reader], options: ReadOptions) -> ReadResult:
    where = Location(file=path.name)
    if not path.exists():
        return unreadable(path, "", FileNotFoundError())
    chosen = readers().get(name) if name else reader_for(path, options)
    if chosen is None:
        known = ", ".join(f"« {found.name} » ({found.title})" if name else found.title for found in readers().values())
        told = "Lecteurs connus" if name else "Ce qui est lu"
        message = f"le lecteur « {name} » n’existe pas" if name else "ce format de fichier n’est pas lu"
        return ReadResult(reader="", issues=[problem("ING-102", where, message, expected=f"{told} : {known}.")])
    used.append(chosen)
    result = chosen.read(path, options)
    if not result.rows and not any(issue.blocking for issue in result.issues):
        result.issues.append(problem("ING-109", where, "aucune table ne contient de ligne de données"))
    return result


def _is_reported(statement: Statement, reported: Collection[str]) -> bool:
    where = statement.location
    return where is not None and where.origin in reported


def _is_empty(store: Store) -> bool:
    """Tell whether nothing was ever written: then there is nothing to look for, one id after the other."""
    state = store.state()
    return state.version == EMPTY_VERSION and not state.pending


def _resolve(read: ReadResult, known: Known, choices: Choices) -> tuple[list[Record], list[Issue]]:
    """Turn names into ids and attach the proofs; return the records and every problem so far."""
    issues = list(read.issues)
    targets = {part.strip() for proof in read.proofs for part in (proof.target, *proof.target.split("|"))}
    known.load(references(read.records) | targets, proofs.wanted_relationships(read.proofs))
    known.load_designated(proofs.designated_relationships(read.proofs))
    names = Names(read.records, known, issues, choices)
    records = resolve_records(read.records, names)
    records += proofs.attach(read.proofs, records, names)
    records = proofs.cite_sources(records, names)
    needs, told = needs_of_diagnostics(records)
    records += needs
    issues += told
    known.load(references(records))
    return records, issues


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
