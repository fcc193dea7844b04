"""Set out what was read for people: rows counted, problems by rule, each cell in its row, repairs before and after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from app.view_models.import_cells import CardView, Rows, build_cards, remedy_here
from app.view_models.table import MOST_ROWS, ColumnView, RowView, TableView, columns_of
from app.view_models.typography import NBSP, counted, number, sentence, typeset
from ingest.importer import Checked
from ingest.issues import KINDS, Gravite, Issue
from ingest.kept import KeptTable
from ingest.kinds import REPAIRS
from ingest.report import ImportReport
from ingest.sheets import find_sheet

GRAVITIES: Final = {
    Gravite.BLOQUANT: f"✕{NBSP}bloquant",
    Gravite.AVERTISSEMENT: f"⚠{NBSP}à{NBSP}vérifier",
    Gravite.INFORMATION: f"·{NBSP}information",
}
FILE_FACTS: Final = ("ING-119", "ING-120", "ING-121", "ING-521", "ING-522", "ING-523", "ING-524")
"""What is said of a file as a whole: how it was recognised."""


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """
    Hold the problems of one rule.

    Parameters
    ----------
    code
        Code of the rule.
    title
        What it is, and how many.
    gravity
        Sign and word.
    remedy
        What to do.
    blocking
        Whether it keeps its rows out.
    cards
        Problems that a cell carries.
    table
        Every problem of the rule.
    more
        Problems that the table does not draw.
    """

    code: str
    title: str
    gravity: str
    remedy: str
    blocking: bool
    cards: tuple[CardView, ...]
    table: TableView
    more: int


@dataclass(frozen=True, slots=True)
class RepairGroup:
    """
    Hold the repairs of one rule.

    Parameters
    ----------
    code, title
        Rule, what it is and how many.
    table
        Before and after, cell by cell.
    labels
        Each repair in one line, by the key that refuses it.
    more
        Repairs that the table does not draw.
    """

    code: str
    title: str
    table: TableView
    labels: Mapping[str, str]
    more: int


@dataclass(frozen=True, slots=True)
class CheckView:
    """
    Hold what was read.

    Parameters
    ----------
    figures
        Rows read, loaded, repaired, rejected: (number, what); the first is the sum of the others.
    verdict
        Sentence: whether the import may go on.
    groups
        Problems by rule, the blocking ones first; repairs and what is said of files excluded.
    repairs
        Repairs by rule.
    """

    figures: tuple[tuple[str, str], ...]
    verdict: str
    groups: tuple[RuleGroup, ...]
    repairs: tuple[RepairGroup, ...]


def build_check(report: ImportReport, tables: Iterable[KeptTable] = ()) -> CheckView:
    """
    Return a report ready to draw.

    Parameters
    ----------
    report
        The report.
    tables
        Cells of the rows that problems speak of.
    """
    rows = report.lignes
    figures = (
        (number(rows.lues), "ligne lue" if rows.lues < 2 else "lignes lues"),
        (number(rows.chargees), "chargée" if rows.chargees < 2 else "chargées"),
        (number(rows.reparees), "réparée" if rows.reparees < 2 else "réparées"),
        (number(rows.rejetees), "rejetée" if rows.rejetees < 2 else "rejetées"),
    )
    kept = Rows(tables, report.problemes)
    found: dict[str, list[Issue]] = {}
    mended: dict[str, list[Issue]] = {}
    for issue in report.problemes:
        if issue.code in REPAIRS:
            mended.setdefault(issue.code, []).append(issue)
        elif issue.code not in FILE_FACTS:
            found.setdefault(issue.code, []).append(issue)
    order = list(Gravite)
    codes = sorted(found, key=lambda code: (order.index(found[code][0].gravite), code))
    return CheckView(
        figures,
        _verdict(report),
        tuple(_group(code, found[code], kept, several=report.plusieurs) for code in codes),
        tuple(_repairs(code, mended[code], several=report.plusieurs) for code in sorted(mended)),
    )


def repair_label(issue: Issue, *, several: bool = False) -> str:
    """Return one repair, or one refused, in one line; its file comes first when several were read."""
    where = f"ligne {issue.ligne}" if issue.ligne else issue.fichier
    where = f"{issue.fichier}, {where}" if several and issue.ligne else where
    column = f", {issue.colonne}" if issue.colonne else ""
    change = f"« {issue.valeur or ''} »" + (f" → « {issue.apres} »" if issue.apres is not None else "")
    return typeset(f"{where}{column} : {change}")


def file_facts(report: ImportReport, name: str) -> tuple[str, ...]:
    """Return what is said of a file as a whole."""
    return tuple(
        sentence(issue.message) for issue in report.problemes if issue.code in FILE_FACTS and issue.fichier == name
    )


def sheets_of(checked: Checked, name: str) -> str:
    """Return what the rows of a file were read as, in words; empty when nothing was kept of it."""
    tables = [*checked.citees, *checked.rejetees]
    titles = [table.title for table in tables if table.file == name]
    found = {sheet.name: sheet for title in (*titles, name.rsplit(".", 1)[0]) if (sheet := find_sheet(title))}
    return ", ".join(typeset(sheet.caption) for sheet in found.values())


def _group(code: str, issues: Sequence[Issue], kept: Rows, *, several: bool) -> RuleGroup:
    kind = KINDS[code]
    first = issues[0]
    return RuleGroup(
        code=code,
        title=f"{typeset(kind.titre)}{NBSP}: {number(len(issues))}",
        gravity=GRAVITIES[first.gravite],
        remedy=remedy_here(first.remede if len({issue.remede for issue in issues}) == 1 else kind.remede),
        blocking=first.blocking,
        cards=build_cards(issues, kept, several=several),
        table=_table(issues[:MOST_ROWS], several=several),
        more=max(0, len(issues) - MOST_ROWS),
    )


def _table(issues: Iterable[Issue], *, several: bool) -> TableView:
    columns = columns_of(
        *([("fichier", "Fichier", "Fichier où est le problème.", False)] if several else []),
        ("feuille", "Feuille", "Feuille du classeur.", False),
        ("ligne", "Ligne", "Numéro que montre le tableur.", True),
        ("colonne", "Colonne", "En-tête de la colonne.", False),
        ("message", "Problème", "Ce qui ne va pas, et ce qui était attendu.", False),
        ("remede", "Que faire", "Ce qui corrige le problème.", False),
        ("code", "Code", "Code stable du problème.", False),
    )
    rows = []
    for issue in issues:
        cells: dict[str, Any] = {
            "fichier": issue.fichier,
            "feuille": issue.feuille,
            "ligne": issue.ligne,
            "colonne": issue.colonne,
            "message": sentence(issue.message),
            "remede": remedy_here(issue.remede),
            "code": issue.code,
        }
        rows.append(RowView(issue.code, cells, cells, (), None, ()))
    return TableView("Problèmes", _filled(columns, rows), tuple(rows))


def _repairs(code: str, issues: Sequence[Issue], *, several: bool) -> RepairGroup:
    columns = columns_of(
        *([("fichier", "Fichier", "Fichier où est la cellule.", False)] if several else []),
        ("feuille", "Feuille", "Feuille du classeur.", False),
        ("ligne", "Ligne", "Numéro que montre le tableur.", True),
        ("colonne", "Colonne", "En-tête de la colonne.", False),
        ("avant", "Écrit", "Ce que dit le fichier.", False),
        ("apres", "Lu comme", "Ce que l’import en retient.", False),
        ("regle", "Pourquoi", "Règle appliquée.", False),
    )
    rows = []
    for issue in issues[:MOST_ROWS]:
        cells: dict[str, Any] = {
            "fichier": issue.fichier,
            "feuille": issue.feuille,
            "ligne": issue.ligne,
            "colonne": issue.colonne,
            "avant": issue.valeur,
            "apres": issue.apres,
            "regle": sentence(issue.message),
        }
        rows.append(RowView(issue.code, cells, cells, (), None, ()))
    title = KINDS[code].titre
    return RepairGroup(
        code=code,
        title=f"{typeset(title)}{NBSP}: {number(len(issues))}",
        table=TableView(title, _filled(columns, rows), tuple(rows)),
        labels={issue.key: repair_label(issue, several=several) for issue in issues[:MOST_ROWS] if issue.key},
        more=max(0, len(issues) - MOST_ROWS),
    )


def _filled(columns: Iterable[ColumnView], rows: Sequence[RowView]) -> tuple[ColumnView, ...]:
    """Leave out the columns that no row fills."""
    return tuple(one for one in columns if any(row.cells[one.name] not in {None, ""} for row in rows))


def _verdict(report: ImportReport) -> str:
    blocking = report.count(Gravite.BLOQUANT)
    others = report.count(Gravite.AVERTISSEMENT)
    if report.refuse:
        return (
            f"Import refusé{NBSP}: {counted(blocking, 'problème bloquant', 'problèmes bloquants')}. "
            "Rien n’a été écrit. Corrigez ci-dessous, ou mettez de côté les lignes fautives."
        )
    if blocking:
        rejected = counted(report.lignes.rejetees, "ligne fautive mise de côté", "lignes fautives mises de côté")
        return f"Import possible{NBSP}: {rejected}. Lisez le plan avant de confirmer."
    if others:
        return f"Import possible, avec {counted(others, 'point')} à vérifier. Lisez le plan avant de confirmer."
    return "Import possible, sans problème. Lisez le plan avant de confirmer."
