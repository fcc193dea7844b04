"""Write the facts of the base to a file: a workbook, CSV tables or JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from app.commands.failures import check_output, misuse
from app.commands.opening import open_store
from app.commands.output import counted
from app.commands.session import Session, command
from app.exports.csv_folder import write_csv_folder, write_csv_zip
from app.exports.facts import Facts, choose_facts
from app.exports.facts_json import LICENCE, facts_json
from app.exports.files import complete_or_absent
from graph.answers.context import Context
from graph.certainty import ALL_DATES
from graph.model.dates import format_french, is_partial_date, last_day
from graph.search import resolve
from ingest.workbook_writer import write_workbook


class Format(StrEnum):
    """Name the formats."""

    XLSX = "xlsx"
    CSV = "csv"
    JSON = "json"


@command()
def export(
    session: Session,
    format_name: Annotated[str, typer.Argument(metavar="FORMAT", help="xlsx, csv ou json.")],
    out: Annotated[
        Path, typer.Argument(metavar="SORTIE", help="Fichier à écrire ; pour csv, un dossier, ou un fichier .zip.")
    ],
    territory: Annotated[
        str | None,
        typer.Option("--territory", metavar="TERRITOIRE", help="Seulement les faits qui touchent ce territoire."),
    ] = None,
    date: Annotated[
        str | None,
        typer.Option("--date", metavar="JOUR", help="Seulement ce qui vaut ce jour-là ; par défaut, toutes les dates."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", metavar="", help="Remplace la sortie si elle existe.")] = False,
) -> None:
    """Write facts; a part of a file is never left behind."""
    if format_name not in set(Format):
        raise misuse(f"Le format « {format_name} » n’existe pas.", f"Choisissez : {', '.join(Format)}.")
    check_output(out, force=force)
    writer = _writer(Format(format_name), out)
    day = _day(date)
    with open_store(session) as store:
        context = Context(store)
        place = resolve(context, territory, ("Territoire",), "territory") if territory else None
        facts = store.steady(lambda _: choose_facts(store, territoire=place, day=day))
    with complete_or_absent(out) as draft:
        writer(draft, facts)
    if session.out.as_json:
        session.out.json(
            {
                "fichier": str(out),
                "format": format_name,
                "noeuds": len(facts.nodes),
                "relations": len(facts.relationships),
                "territoire": facts.territoire,
                "date": facts.date or "toutes",
                "version_donnees": facts.version,
            }
        )
        return
    session.out.line(
        f"{out} : {counted(len(facts.nodes), 'objet', 'objets')}, "
        f"{counted(len(facts.relationships), 'relation', 'relations')} "
        f"({_scope(facts)}, version {facts.version[:12]})."
    )


def _day(text: str | None) -> str | None:
    """Read a day; a month or a year means its last day, nothing and `toutes` mean no day at all."""
    word = (text or ALL_DATES).strip().casefold().replace("'", "’")
    if word == ALL_DATES:
        return None
    if word == "aujourd’hui":
        return datetime.now().astimezone().date().isoformat()
    if not is_partial_date(word):
        raise misuse(f"« {text} » n’est pas une date.", "Écrivez AAAA-MM-JJ, aujourd’hui ou toutes.")
    return last_day(word)


def _writer(format_name: Format, out: Path) -> Callable[[Path, Facts], None]:
    """Choose how to write; a folder is only ever replaced by a folder."""
    as_folder = format_name is Format.CSV and out.suffix.lower() != ".zip"
    if out.is_dir() and not as_folder:
        raise misuse(f"« {out} » est un dossier.", "Donnez le nom d’un fichier.")
    if format_name is Format.XLSX:
        return _write_workbook
    if format_name is Format.JSON:
        return _write_json
    return _write_folder if as_folder else _write_zip


def _write_workbook(draft: Path, facts: Facts) -> None:
    write_workbook(draft, (*facts.nodes, *facts.relationships), f"Maillage : {_scope(facts)}")


def _write_folder(draft: Path, facts: Facts) -> None:
    write_csv_folder(draft, (*facts.nodes, *facts.relationships), _readme(facts))


def _write_zip(draft: Path, facts: Facts) -> None:
    write_csv_zip(draft, (*facts.nodes, *facts.relationships), _readme(facts))


def _write_json(draft: Path, facts: Facts) -> None:
    draft.write_text(json.dumps(facts_json(facts), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _scope(facts: Facts) -> str:
    where = facts.territoire or "toute la base"
    return f"{where}, {'toutes dates' if facts.date is None else f'au {format_french(facts.date)}'}"


def _readme(facts: Facts) -> str:
    documents = "\n".join(f"- {node.properties.get('nom', node.id)}" for node in facts.sources)
    return (
        f"Maillage : {_scope(facts)}\n"
        f"{len(facts.nodes)} objets, {len(facts.relationships)} relations ; version {facts.version}\n\n"
        "Une table par fichier, en UTF-8, séparée par des points-virgules ; « maillage import » relit le dossier.\n"
        f"{LICENCE}\n\nDocuments cités :\n{documents}\n"
    )
