"""Find what a name, a code or an acronym may mean; nothing is chosen in the person's place."""

from __future__ import annotations

from typing import Annotated

import typer

from app.commands.opening import open_store
from app.commands.session import Session, command
from graph.answers.context import Context
from graph.search import search as find


@command(table=True)
def search(
    session: Session,
    words: Annotated[list[str], typer.Argument(metavar="TEXTE", help="Nom, code officiel, identifiant ou sigle.")],
) -> None:
    """Print every meaning of a text; exit 1 when there is none or when it asks about a person."""
    with open_store(session) as store:
        result = store.steady(lambda _: find(Context(store), " ".join(words)))
    if session.out.as_json:
        session.out.json(result.to_json())
    else:
        heading = ["Nom", "Nature", "Précision", "Identifiant"]
        rows = [
            [found.nom, found.nature, "\u202f; ".join(filter(None, (found.sens, found.detail))), found.id]
            for found in result.candidats or result.suggestions
        ]
        if session.out.as_csv:
            session.out.csv(heading, rows)
        elif rows:
            session.out.table(heading, rows)
        if result.candidats:
            session.out.note(result.message)
    if not result.candidats:
        session.out.error(result.message)
        raise typer.Exit(1)
