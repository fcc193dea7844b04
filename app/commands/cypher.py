"""Run a person's own Cypher query: the engine refuses writes, rows and time are limited."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

from app.commands.failures import misuse
from app.commands.opening import open_store
from app.commands.output import counted, human
from app.commands.session import Session, command


@command(table=True)
def cypher(
    session: Session,
    query: Annotated[str, typer.Argument(metavar="REQUÊTE", help="La requête, entre apostrophes.", show_default=False)],
    parameters: Annotated[
        list[str] | None,
        typer.Option(
            "-p",
            "--param",
            metavar="CLÉ=VALEUR",
            help="Paramètre de la requête, lu comme du JSON si c’en est.",
        ),
    ] = None,
) -> None:
    """Print the rows of a reading query."""
    values = dict(_parameter(text) for text in parameters or ())
    with open_store(session) as store:
        result = store.read_as_user(query, values)
    if session.out.as_json:
        session.out.json(
            {
                "colonnes": result.columns,
                "lignes": result.rows,
                "tronque": result.truncated,
                "secondes": round(result.seconds, 3),
            }
        )
        return
    rows = [[row[name] for name in result.columns] for row in result.rows]
    if session.out.as_csv:
        session.out.csv(result.columns, rows)
    else:
        session.out.table(result.columns, rows)
    seconds = human(round(result.seconds, 2))
    session.out.note(f"{counted(len(rows), 'ligne', 'lignes')} en {seconds} s.")
    if result.truncated:
        session.out.note("Le résultat est coupé à cette limite : précisez la requête pour voir le reste.")


def _parameter(text: str) -> tuple[str, Any]:
    name, separator, value = text.partition("=")
    if not separator or not name.strip():
        raise misuse(f"« {text} » n’est pas un paramètre.", "Écrivez -p clé=valeur.")
    try:
        return name.strip(), json.loads(value)
    except ValueError:
        return name.strip(), value
