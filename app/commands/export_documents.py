"""Write a document for a meeting: portrait of a territory, sheet of an actor or scheme, note on overlaps, evolution."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.commands.failures import misuse
from app.commands.opening import open_store
from app.commands.session import Session
from app.exports.documents import kinds
from app.exports.documents.catalogue import WRITERS, make
from app.exports.documents.content import Document
from app.exports.documents.desk import desk_of
from app.exports.files import complete_or_absent
from graph.answers.context import Context
from graph.search import resolve
from graph.store.store import Store


def write_document(
    session: Session,
    format_name: str,
    out: Path,
    *,
    kind: str | None,
    territory: str | None,
    identifiers: Sequence[str],
    day: str | None,
    since: str | None = None,
) -> None:
    """
    Write one document, and say what was written.

    Parameters
    ----------
    session
        Where messages go.
    format_name
        `docx` or `pdf`.
    out
        File to write; a part of it is never left behind.
    kind
        Which document; None when nobody said.
    territory, identifiers
        What it is about: names, codes or ids.
    day
        ISO day, `toutes`, or None for the day of the newest dated document.
    since
        Day, month or year from which an evolution is told; None for the other documents.

    Raises
    ------
    CommandFailure
        When the document does not exist, or what it is about is missing.
    AskError
        When a name designates nothing, or several things.
    """
    if out.is_dir():
        raise misuse(f"« {out} » est un dossier.", "Donnez le nom d’un fichier.")
    if kind is None or kind not in kinds.LABELS:
        known = ", ".join(kinds.LABELS)
        message = f"Le document « {kind} » n’existe pas." if kind else "Il manque le document à écrire."
        raise misuse(message, f"Ajoutez --document, puis l’un de ceux-ci : {known}.")
    lacking = kinds.wanted(kind, len(identifiers), given_territory=territory is not None)
    if lacking:
        raise misuse(f"{kinds.LABELS[kind]} : il manque de quoi l’écrire, ou il y en a trop.", f"{lacking} {_HOW}")
    if (since is not None) != (kind == kinds.EVOLUTION):
        raise misuse(
            "--since va avec --document evolution, et avec lui seul.",
            "Écrivez par exemple : --document evolution --since 2019-01-01 --date 2021-09-15.",
        )
    with open_store(session) as store:
        document = store.steady(lambda _: _make(store, kind, territory, identifiers, day, since or ""))
    content = WRITERS[format_name](document)
    with complete_or_absent(out) as draft:
        draft.write_bytes(content)
    if session.out.as_json:
        session.out.json(
            {
                "fichier": str(out),
                "format": format_name,
                "document": kind,
                "titre": document.title,
                "perimetre": document.dates[0][1],
                "date": document.seen,
                "version_donnees": document.version,
            }
        )
        return
    session.out.line(f"{out} : {document.kind}, {document.title} (version {document.version[:12]}).")


_HOW = "Un territoire se donne par --territory, un acteur ou un dispositif par --id."


def _make(
    store: Store, kind: str, territory: str | None, identifiers: Sequence[str], day: str | None, since: str
) -> Document:
    context = Context(store)
    place = resolve(context, territory, ("Territoire",), "territory") if territory else ""
    ids = [resolve(context, text, (kinds.LABEL_OF[kind],), "id") for text in identifiers]
    if len(set(ids)) < len(ids):
        raise misuse("Le même dispositif est donné deux fois.", "Donnez deux dispositifs différents.")
    return make(desk_of(context, day), kind, ids, place, since)
