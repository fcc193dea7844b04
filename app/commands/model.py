"""Show the data dictionary and write the empty workbook, both from the declarations."""

from __future__ import annotations

from dataclasses import asdict, fields
from pathlib import Path
from typing import Annotated

import typer

from app.commands.failures import check_output, misuse
from app.commands.session import Session, command
from app.exports.files import complete_or_absent
from graph.model.dictionary import DictionaryRow, dictionary_json, dictionary_markdown, dictionary_rows
from ingest.starter import ground, write_starter
from ingest.template import write_template

_COLUMNS = tuple(field.name for field in fields(DictionaryRow))
_FORMATS = ("table", "md", "json")


@command(table=True)
def model(
    session: Session,
    format_name: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help="table (à l’écran), md ou json.")
    ] = "table",
) -> None:
    """Print the dictionary."""
    if format_name not in _FORMATS:
        raise misuse(f"Le format « {format_name} » n’existe pas.", f"Choisissez : {', '.join(_FORMATS)}.")
    if session.out.as_json or format_name == "json":
        session.out.json({"dictionnaire": dictionary_json()})
    elif format_name == "md":
        session.out.raw(dictionary_markdown())
    elif session.out.as_csv:
        session.out.csv(_COLUMNS, (list(asdict(row).values()) for row in dictionary_rows()))
    else:
        _print(session)


def _print(session: Session) -> None:
    """Print objects, relationships and properties; the terms of the lists are left to the other formats."""
    heading = ["Porteur", "Nom", "Libellé", "Type", "Oblig.", "Valeurs", "Description"]
    rows = [
        [
            row.porteur,
            row.nom,
            row.libelle,
            f"{row.type} ({row.unite})" if row.unite else row.type,
            "oui" if row.obligatoire else "",
            row.valeurs,
            row.description,
        ]
        for row in dictionary_rows()
        if row.nature != "terme"
    ]
    session.out.table(heading, rows)


@command()
def template(
    session: Session,
    out: Annotated[Path, typer.Argument(metavar="SORTIE", help="Classeur à écrire, par exemple modele.xlsx.")],
    territory: Annotated[
        str | None,
        typer.Option(
            "--territory",
            metavar="TERRITOIRE",
            help="Prépare le classeur de ce territoire : EPCI, département, région, périmètre, ou communes séparées "
            "par des virgules.",
        ),
    ] = None,
    name: Annotated[
        str, typer.Option("--name", metavar="NOM", help="Nom d’un ensemble de communes.", show_default=False)
    ] = "",
    force: Annotated[bool, typer.Option("--force", metavar="", help="Remplace le fichier s’il existe.")] = False,
) -> None:
    """Write the empty workbook, or the one of a territory with what is known of it."""
    if out.suffix.lower() != ".xlsx":
        raise misuse(f"« {out} » n’est pas un nom de classeur.", "Donnez un nom qui finit par .xlsx.")
    check_output(out, force=force)
    place = ground(territory, name) if territory is not None else None
    with complete_or_absent(out) as draft:
        if place is None:
            write_template(draft)
        else:
            write_starter(draft, place)
    if session.out.as_json:
        session.out.json({"fichier": str(out), "territoire": place.id if place else None})
    elif place is None:
        session.out.line(f"{out} est prêt à remplir.")
    else:
        session.out.line(f"{out} est prêt à remplir pour {place.nom} ({len(place.communes)} communes).")
