"""Save the whole base to a file, and bring one back."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from app.commands.failures import check_output
from app.commands.journal import entry_json
from app.commands.opening import open_store
from app.commands.output import counted
from app.commands.session import Session, command
from graph.store.backup import restore as restore_backup
from graph.store.backup import write_backup


@command()
def backup(
    session: Session,
    out: Annotated[Path, typer.Argument(metavar="SORTIE", help="Fichier à écrire, par exemple base.maillage.gz.")],
    force: Annotated[bool, typer.Option("--force", metavar="", help="Remplace le fichier s’il existe.")] = False,
) -> None:
    """Write the whole store to one file."""
    check_output(out, force=force)
    with open_store(session) as store:
        header = write_backup(store, out)
    if session.out.as_json:
        session.out.json({"fichier": str(out), **asdict(header)})
        return
    session.out.line(
        f"{out} : {counted(header.noeuds, 'objet', 'objets')}, {counted(header.relations, 'relation', 'relations')}, "
        f"{counted(header.journal, 'entrée', 'entrées')} de journal, version {header.version_donnees[:12]}."
    )


@command()
def restore(
    session: Session,
    file: Annotated[Path, typer.Argument(metavar="FICHIER", help="Sauvegarde à remettre en place.")],
    replace: Annotated[
        bool, typer.Option("--replace", metavar="", help="Remplace tout ce que la base contient.")
    ] = False,
) -> None:
    """Make the store what a backup says."""
    with open_store(session) as store:
        entry = restore_backup(store, file, replace_all=replace)
    if session.out.as_json:
        session.out.json({"fichier": str(file), "entree": entry_json(entry)})
        return
    session.out.line(f"{file.name} est restauré ; version {entry.version_apres[:12]}.")
