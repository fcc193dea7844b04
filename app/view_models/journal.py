"""Set out the journal for people: what was written, by whom it was taken back, and what an undo brings back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from app.view_models.import_plan import facts_of
from app.view_models.table import RowView, TableView, columns_of
from app.view_models.typography import NBSP, counted, day, number, sentence, typeset
from graph.plan import ChangeKind
from graph.store.journal import CANCELLATION, JournalEntry
from graph.store.undoing import Undo

_NAMES: Final = {
    "import": "Import",
    "restauration": "Restauration",
    CANCELLATION: "Annulation",
    "jugement": "Jugement",
    "saisie": "Saisie",
}
_FACTS: Final = ("crees", "modifies", "clos", "retires")


def build_journal(entries: Iterable[JournalEntry]) -> TableView:
    """Return the journal as a table, newest first."""
    columns = columns_of(
        ("date", "Écrit le", "Jour et heure, à l’horloge de cet ordinateur.", False),
        ("nature", "Nature", "Import, saisie, jugement, annulation ou restauration.", False),
        ("fichier", "Fichier", "Nom du fichier.", False),
        ("etat", "État", "En vigueur, ou annulée par une autre écriture.", False),
        ("crees", "Créés", "Objets et relations créés.", True),
        ("modifies", "Modifiés", "Énoncés modifiés.", True),
        ("clos", "Clos", "Relations closes.", True),
        ("version", "Version", "Début de la version des données après l’écriture.", False),
    )
    rows = []
    for entry in entries:
        created = entry.comptes.get("crees") or {}
        cells: dict[str, Any] = {
            "date": moment(entry.date),
            "nature": _NAMES.get(entry.nature, sentence(entry.nature)),
            "fichier": typeset(entry.fichier),
            "etat": f"↶{NBSP}annulée" if entry.annulee_par else f"●{NBSP}en vigueur",
            "crees": sum(created.values()) if isinstance(created, dict) else created,
            "modifies": entry.comptes.get("modifies", 0),
            "clos": entry.comptes.get("clos", 0),
            "version": entry.version_apres[:12],
        }
        rows.append(RowView(entry.fichier, cells, {**cells, "date": entry.date}, (), None, ()))
    return TableView("Journal", columns, tuple(rows))


def entry_label(entry: JournalEntry) -> str:
    """Return an entry in one line: its nature, its file, its moment, whether it was taken back."""
    # A file has a name; what was typed or judged has a title.
    titled = entry.nature in {"saisie", "jugement"}
    file = f" de « {entry.fichier} »" if entry.fichier and not titled else ""
    file = f" : {entry.fichier}" if entry.fichier and titled else file
    undone = ", annulée" if entry.annulee_par else ""
    return typeset(f"{_NAMES.get(entry.nature, sentence(entry.nature))}{file}, {moment(entry.date)}{undone}")


def entry_facts(entry: JournalEntry) -> Iterator[tuple[str, str]]:
    """Yield what is known of an entry: name and value."""
    rows = entry.lignes
    if rows:
        loaded, mended, left = (int(rows.get(name, 0)) for name in ("chargees", "reparees", "rejetees"))
        yield (
            "Lignes",
            f"{counted(loaded + mended + left, 'lue')} = {counted(loaded, 'chargée')} + {counted(mended, 'réparée')} "
            f"+ {counted(left, 'rejetée')}",
        )
    yield "Identifiant", entry.id
    if entry.sha256:
        yield "Empreinte du fichier", entry.sha256[:16]
    yield "Version des données", f"{entry.version_avant[:12]} → {entry.version_apres[:12]}"
    if entry.annule:
        yield "Annule", ", ".join(entry.annule)
    if entry.annulee_par:
        yield "Annulée par", entry.annulee_par


def undo_sentences(undo: Undo) -> Iterator[str]:
    """Yield what an undo takes back and what returns."""
    for entry in undo.entries:
        yield f"À annuler{NBSP}: {entry_label(entry)}."
    plan = undo.plan
    if plan.is_empty:
        yield "La base dit déjà ce qu’elle disait avant\u00a0: rien ne changera."
    kinds = Counter(change.kind for change in facts_of(plan))
    for kind, title in (
        (ChangeKind.RETIRE, "À retirer"),
        (ChangeKind.CREE, "À rétablir"),
        (ChangeKind.MODIFIE, "À remettre comme avant"),
        (ChangeKind.CLOS, "À clore à nouveau"),
    ):
        if kinds[kind]:
            yield f"{title}{NBSP}: {number(kinds[kind])}."
    apart = len(plan.changes) - kinds.total()
    if apart:
        yield f"Comptés à part, éléments du référentiel et provenances à remettre comme avant{NBSP}: {number(apart)}."
    if undo.kept:
        kept = number(undo.kept)
        yield f"Éléments du référentiel qui restent, car des écritures plus récentes s’en servent{NBSP}: {kept}."


def origins(entries: Iterable[JournalEntry]) -> Mapping[str, str]:
    """Return the files already imported and still in force, the newest first: name -> name and day."""
    found: dict[str, str] = {}
    for entry in entries:
        if entry.nature == "import" and entry.annulee_par is None:
            for name in entry.fichier.split(" + "):
                found.setdefault(name, typeset(f"{name}, importé le {day(entry.date[:10])}"))
    return found


def free_origin(name: str, known: Collection[str]) -> str:
    """
    Return a name that no imported file has, for another file of the same name.

    Examples
    --------
    >>> free_origin("acteurs.csv", {"acteurs.csv"})
    'acteurs.csv (2)'
    """
    rank, found = 1, name
    while found in known:
        rank += 1
        found = f"{name} ({rank})"
    return found


def only_known(entries: Iterable[JournalEntry]) -> str:
    """Say which imports changed no fact and are in the way all the same; begins with a space, empty when none is."""
    named = [one.id for one in entries if one.nature == "import" and not any(one.comptes.get(name) for name in _FACTS)]
    if not named:
        return ""
    verb = "répète seulement" if len(named) == 1 else "répètent seulement"
    return f" {', '.join(named)} {verb} ce qu’elle a écrit, sans rien changer aux faits."


def moment(written: str) -> str:
    """Return an ISO moment as people say it, at the hour of this computer: « 22 novembre 2026 à 14:09 »."""
    if not written:
        return ""
    local = datetime.fromisoformat(written).astimezone()
    return f"{day(local.date().isoformat())} à {local:%H:%M}"
