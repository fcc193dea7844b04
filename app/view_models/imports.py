"""Set out an import for people: what was read, every problem by table and code, every change before and after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from app.view_models.table import ColumnView, RowView, TableView
from app.view_models.terms import caption, is_id, word
from app.view_models.typography import NBSP, counted, day, number, readable, sentence, typeset
from app.view_models.verbs import verb
from graph.model.dates import is_partial_date
from graph.model.ontology import node_properties, node_spec, relationship_properties, relationship_spec
from graph.plan import Change, ChangeKind, NodeState, Plan, State
from graph.store.journal import JournalEntry
from ingest.issues import KINDS, Gravite, Issue
from ingest.limits import MAX_BYTES, MAX_ROWS, size
from ingest.report import ImportReport, by_table

SHOWN: Final = 400
"""Most rows that one table of the screen draws; the report to download holds them all."""

GRAVITIES: Final = {
    Gravite.BLOQUANT: f"✕{NBSP}bloquant",
    Gravite.AVERTISSEMENT: f"⚠{NBSP}à{NBSP}vérifier",
    Gravite.INFORMATION: f"·{NBSP}information",
}
KINDS_OF_CHANGE: Final = {
    ChangeKind.CREE: "+ créé",
    ChangeKind.MODIFIE: "~ modifié",
    ChangeKind.CLOS: "⊣ clos",
    ChangeKind.RETIRE: "− retiré",
}
LIMITS: Final = (
    f"Au plus {size(MAX_BYTES)} par fichier et {number(MAX_ROWS)} lignes par feuille. Formats{NBSP}: classeur .xlsx, "
    "ou un ou plusieurs fichiers .csv qui portent le nom des feuilles du modèle (acteurs.csv, roles.csv…)."
)


@dataclass(frozen=True, slots=True)
class IssueGroup:
    """
    Hold the problems of one table of the file.

    Parameters
    ----------
    title
        File and sheet, and how many problems.
    kinds
        One sentence per code: what it is, how many.
    table
        The problems, blocking ones first.
    blocking
        Whether at least one keeps the file out.
    more
        Problems that the table does not draw.
    """

    title: str
    kinds: tuple[str, ...]
    table: TableView
    blocking: bool
    more: int


@dataclass(frozen=True, slots=True)
class ReportView:
    """
    Hold what was read.

    Parameters
    ----------
    figures
        Rows read, loaded, repaired, rejected: (number, what).
    verdict
        Sentence: whether the import may go on.
    groups
        Problems by table.
    """

    figures: tuple[tuple[str, str], ...]
    verdict: str
    groups: tuple[IssueGroup, ...]


@dataclass(frozen=True, slots=True)
class PlanView:
    """
    Hold what writing would change.

    Parameters
    ----------
    figures
        Created, changed, closed, unchanged: (number, what).
    created
        What is created: (kind, number), in alphabetical order.
    reference
        Sentence on what the reference brings, counted apart; empty when it brings nothing.
    changes
        Changes of the kinds asked for, facts only.
    more
        Changes that the table does not draw.
    """

    figures: tuple[tuple[str, str], ...]
    created: tuple[tuple[str, str], ...]
    reference: str
    changes: TableView
    more: int


def build_report(report: ImportReport) -> ReportView:
    """Return a report ready to draw."""
    rows = report.lignes
    figures = (
        (number(rows.lues), counted(rows.lues, "ligne lue", "lignes lues").split(NBSP, 1)[1]),
        (number(rows.chargees), counted(rows.chargees, "acceptée").split(NBSP, 1)[1]),
        (number(rows.reparees), counted(rows.reparees, "réparée").split(NBSP, 1)[1]),
        (number(rows.rejetees), counted(rows.rejetees, "rejetée").split(NBSP, 1)[1]),
    )
    return ReportView(
        figures, _verdict(report), tuple(_group(place, found) for place, found in by_table(report.problemes).items())
    )


def build_plan(plan: Plan, names: Mapping[str, str], kinds: Iterable[ChangeKind], types: Iterable[str]) -> PlanView:
    """
    Return a plan ready to draw.

    Parameters
    ----------
    plan
        The plan.
    names
        Names of the objects of the graph by id; those the plan creates are added.
    kinds
        Kinds of change to list; all when empty.
    types
        Labels and relationship types to list; all when empty.
    """
    created = plan.counts_by_name(ChangeKind.CREE)
    known = {
        **names,
        **{c.state.id: str(c.state.properties.get("nom")) for c in plan.changes if isinstance(c.state, NodeState)},
    }
    wanted, of_types = set(kinds), set(types)
    listed = [
        change
        for change in plan.changes
        if change.kind in KINDS_OF_CHANGE
        and (not wanted or change.kind in wanted)
        and (not of_types or of_types & set(change.state.kinds))
    ]
    # What changes or ends deserves to be read before what is new.
    listed.sort(key=lambda change: change.kind is ChangeKind.CREE)
    return PlanView(
        figures=tuple(
            (number(count), label)
            for count, label in (
                (plan.count(ChangeKind.CREE), "à créer"),
                (plan.count(ChangeKind.MODIFIE), "à modifier"),
                (plan.count(ChangeKind.CLOS), "à clore"),
                (plan.unchanged, "déjà dans la base"),
            )
        ),
        created=tuple((kind_label(name), number(count)) for name, count in created.items()),
        reference=_reference(plan),
        changes=_changes(listed[:SHOWN], known),
        more=max(0, len(listed) - SHOWN),
    )


def types_of(plan: Plan) -> dict[str, str]:
    """Return the labels and types that the facts of a plan touch, with their French name, in alphabetical order."""
    names = {name for change in plan.changes if change.kind in KINDS_OF_CHANGE for name in change.state.kinds}
    return {name: kind_label(name) for name in sorted(names, key=kind_label)}


def kind_label(name: str) -> str:
    """Return the French name of a label, or how a relationship type reads."""
    spec = node_spec(name)
    if spec:
        return spec.plural
    return f"relation « {verb(name)} »" if relationship_spec(name) else name


def build_journal(entries: Iterable[JournalEntry]) -> TableView:
    """Return the journal as a table, newest first."""
    columns = tuple(
        ColumnView(name, title, help_, numeric)
        for name, title, help_, numeric in (
            ("date", "Écrit le", "Jour et heure universelle (UTC).", False),
            ("nature", "Nature", "Import ou restauration.", False),
            ("fichier", "Fichier", "Nom du fichier.", False),
            ("crees", "Créés", "Objets et relations créés.", True),
            ("modifies", "Modifiés", "Énoncés modifiés.", True),
            ("clos", "Clos", "Relations closes.", True),
            ("empreinte", "Empreinte", "Début du SHA-256 du fichier.", False),
            ("version", "Version", "Début de la version des données après l’écriture.", False),
        )
    )
    rows = []
    for entry in entries:
        created = entry.comptes.get("crees") or {}
        cells: dict[str, Any] = {
            "date": f"{day(entry.date[:10])} à {entry.date[11:16]}" if entry.date else "",
            "nature": sentence(entry.nature),
            "fichier": typeset(entry.fichier),
            "crees": sum(created.values()) if isinstance(created, dict) else created,
            "modifies": entry.comptes.get("modifies", 0),
            "clos": entry.comptes.get("clos", 0),
            "empreinte": entry.sha256[:12],
            "version": entry.version_apres[:12],
        }
        rows.append(RowView(entry.fichier, cells, {**cells, "date": entry.date}, (), None, ()))
    return TableView("Journal", columns, tuple(rows))


def _verdict(report: ImportReport) -> str:
    blocking = report.count(Gravite.BLOQUANT)
    others = report.count(Gravite.AVERTISSEMENT)
    if report.refuse:
        return (
            f"Import refusé{NBSP}: {counted(blocking, 'problème bloquant', 'problèmes bloquants')}. "
            "Rien n’a été écrit. Corrigez le fichier puis déposez-le à nouveau."
        )
    if blocking:
        rejected = counted(report.lignes.rejetees, "ligne fautive mise de côté", "lignes fautives mises de côté")
        return f"Import possible{NBSP}: {rejected}. Lisez le plan avant de confirmer."
    if others:
        return f"Import possible, avec {counted(others, 'point')} à vérifier. Lisez le plan avant de confirmer."
    return "Import possible, sans problème. Lisez le plan avant de confirmer."


def _group(place: tuple[str, str | None], found: Mapping[str, list[Issue]]) -> IssueGroup:
    file, sheet = place
    issues = [issue for group in found.values() for issue in group]
    where = f"{file}, feuille « {sheet} »" if sheet else file
    columns = tuple(
        ColumnView(name, title, help_, numeric)
        for name, title, help_, numeric in (
            ("gravite", "Gravité", "Seul un problème bloquant refuse le fichier.", False),
            ("ligne", "Ligne", "Numéro que montre le tableur.", True),
            ("colonne", "Colonne", "En-tête de la colonne.", False),
            ("message", "Problème", "Ce qui ne va pas, et ce qui était attendu.", False),
            ("remede", "Que faire", "Ce qui corrige le problème.", False),
            ("code", "Code", "Code stable du problème.", False),
        )
    )
    rows = []
    for issue in issues[:SHOWN]:
        cells: dict[str, Any] = {
            "gravite": GRAVITIES[issue.gravite],
            "ligne": issue.ligne,
            "colonne": issue.colonne,
            "message": sentence(issue.message),
            "remede": typeset(issue.remede),
            "code": issue.code,
        }
        rows.append(RowView(issue.code, cells, cells, (), None, ()))
    kinds = tuple(f"{typeset(KINDS[code].titre)}{NBSP}: {number(len(group))} ({code})" for code, group in found.items())
    return IssueGroup(
        title=f"{typeset(where)}{NBSP}: {counted(len(issues), 'problème')}",
        kinds=kinds,
        table=TableView(where, columns, tuple(rows)),
        blocking=any(issue.blocking for issue in issues),
        more=max(0, len(issues) - SHOWN),
    )


def _reference(plan: Plan) -> str:
    names = Counter(
        name
        for change in plan.changes
        if change.kind is ChangeKind.REFERENTIEL and not change.state.fait
        for name in change.state.kinds
    )
    if not names:
        return ""
    told = ", ".join(f"{kind_label(name).lower()}{NBSP}: {number(count)}" for name, count in names.most_common(4))
    return f"Comptés à part, apportés ou complétés par le référentiel{NBSP}: {told}."


def _changes(changes: Iterable[Change], names: Mapping[str, str]) -> TableView:
    columns = tuple(
        ColumnView(name, title, help_, numeric=False)
        for name, title, help_ in (
            ("quoi", "Changement", "Créé, modifié ou clos."),
            ("nature", "Nature", "Nature de l’objet, ou de la relation."),
            ("objet", "Objet", "Nom de l’objet, ou les deux bouts de la relation."),
            ("avant", "Avant", "Ce que la base dit aujourd’hui."),
            ("apres", "Après", "Ce qu’elle dira."),
        )
    )
    rows = []
    for change in changes:
        before, after = _sides(change, names)
        cells: dict[str, Any] = {
            "quoi": KINDS_OF_CHANGE[change.kind],
            "nature": _nature(change.state),
            "objet": _object(change.state, names),
            "avant": before,
            "apres": after,
        }
        rows.append(RowView(cells["objet"], cells, cells, (), None, ()))
    return TableView("Changements", columns, tuple(rows))


def _nature(state: State) -> str:
    return caption(state.labels) if isinstance(state, NodeState) else "Relation"


def _object(state: State, names: Mapping[str, str]) -> str:
    if isinstance(state, NodeState):
        return typeset(str(state.properties.get("nom") or state.id))
    return typeset(f"{names.get(state.start, state.start)} {verb(state.type)} {names.get(state.end, state.end)}")


def _sides(change: Change, names: Mapping[str, str]) -> tuple[str, str]:
    """Return the changed properties before and after, in words; a creation has nothing before."""
    specs = (
        node_properties(change.state.labels)
        if isinstance(change.state, NodeState)
        else relationship_properties(change.state.type)
    )
    before, after = [], []
    for name, (old, new) in change.differences().items():
        if name in {"nom"} and change.before is None:
            continue
        if name.startswith("preuve_"):
            if name == "preuve_citations":
                after.append(f"{counted(len(new) if isinstance(new, list) else 0, 'citation')}")
                if old:
                    before.append(f"{counted(len(old) if isinstance(old, list) else 0, 'citation')}")
            continue
        title = specs[name].caption if name in specs else name
        if old is not None:
            before.append(f"{title}{NBSP}: {_value(name, old, names)}")
        if new is not None:
            after.append(f"{title}{NBSP}: {_value(name, new, names)}")
    return " · ".join(before), " · ".join(after)


def _value(name: str, value: object, names: Mapping[str, str]) -> str:
    """Return a stored value in words: name of an object, label of a code, French date."""
    text = value
    if isinstance(value, str):
        text = names.get(value, value) if is_id(value) else word(name, value)
    dated = isinstance(text, str) and is_partial_date(text) and not text.isdigit()
    said = readable(text, "date" if dated else "texte")
    return said if len(said) <= 120 else said[:119] + "…"
