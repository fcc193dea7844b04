"""Match the columns of a table with those of the model: show what is guessed, take corrections, keep the result."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from app.commands.failures import REFUSED, CommandFailure, misuse, nearest
from app.commands.output import counted
from app.commands.session import Session, command
from graph.settings import Settings
from ingest.mapping import Match, Reason, TableMapping, TableSample, forget, guess, load, samples, save
from ingest.mapping.model import is_column
from ingest.sheets import Sheet, find_sheet, match_heading, nearest_sheet
from ingest.tables import APART

_LEFT_OUT = frozenset({"", "-", "rien", "non lue", "ignorer"})
_SHOWN = 40
_TOLD = 12
"""Names that a message repeats."""


@command()
def map_columns(
    session: Session,
    file: Annotated[Path, typer.Argument(metavar="FICHIER", help="Fichier CSV ou classeur.")],
    sheet: Annotated[
        str | None,
        typer.Option("--sheet", metavar="FEUILLE", help="Ce que sont les lignes : acteurs, actions, liens…"),
    ] = None,
    table: Annotated[
        str | None, typer.Option("--table", metavar="NOM", help="Feuille du classeur, quand il en a plusieurs.")
    ] = None,
    sets: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="EN-TÊTE=COLONNE",
            help="Dit ce que veut dire un en-tête ; « en-tête=rien » ne le lit pas. Répétable.",
        ),
    ] = None,
    values: Annotated[
        list[str] | None,
        typer.Option("--value", metavar="COLONNE=VALEUR", help="Donne la même valeur à toutes les lignes. Répétable."),
    ] = None,
    keep: Annotated[
        bool, typer.Option("--save", metavar="", help="Garde la correspondance : import la reprendra d’elle-même.")
    ] = False,
    drop: Annotated[bool, typer.Option("--forget", metavar="", help="Oublie la correspondance gardée.")] = False,
) -> None:
    """Show or keep how a table is read."""
    sample = _sample(file, table)
    folder = Settings().data_dir
    if drop:
        forget(folder, sample.shape)
    kept = load(folder, sample.shape)
    mapping = _start(sample, kept, sheet)
    for text in sets or []:
        mapping = _set(mapping, text)
    for text in values or []:
        mapping = _value(mapping, text)
    path = save(folder, mapping) if keep else None
    if session.out.as_json:
        saved = path is not None or (kept is not None and not (sets or values or sheet))
        session.out.json({"fichier": file.name, "table": sample.title, **mapping.to_json(), "gardee": saved})
        return
    _tell(session, sample, mapping, path)


def _sample(file: Path, table: str | None) -> TableSample:
    if not file.is_file():
        raise misuse(f"« {file} » n’est pas un fichier.", "Vérifiez le chemin, puis relancez.")
    found = samples(file)
    if not found:
        raise CommandFailure(
            "Aucun tableau à mettre en correspondance dans ce fichier.",
            "Il faut un CSV ou un classeur .xlsx, avec une ligne d’en-têtes et des lignes dessous. Un classeur "
            "dont les feuilles portent déjà les noms du modèle s’importe tel quel.",
            code="APP-140",
            status=REFUSED,
        )
    if table is None:
        if len(found) > 1:
            titles = ", ".join(f"« {sample.title} »" for sample in found)
            raise misuse("Ce classeur a plusieurs tableaux.", f"Ajoutez --table : {titles}.")
        return found[0]
    chosen = next((sample for sample in found if sample.title == table), None)
    if chosen is None:
        titles = ", ".join(f"« {sample.title} »" for sample in found)
        raise misuse(f"Ce fichier n’a pas de tableau « {table} ».", f"Il a : {titles}.")
    return chosen


def _start(sample: TableSample, kept: TableMapping | None, sheet: str | None) -> TableMapping:
    """Return the kept mapping, or else what is guessed."""
    if sheet is None:
        return kept or guess(sample)
    target = find_sheet(sheet)
    if target is None:
        near = nearest_sheet(sheet)
        raise misuse(f"Le modèle n’a pas de feuille « {sheet} ».", f"Vouliez-vous dire « {near} » ?" if near else "")
    return kept if kept is not None and kept.sheet == target.name else guess(sample, sheet=target.name)


def _set(mapping: TableMapping, text: str) -> TableMapping:
    heading, sign, name = text.rpartition("=")
    if not sign:
        raise misuse(f"« {text} » ne dit pas de colonne.", "Écrivez --set 'en-tête=colonne'.")
    if heading not in mapping.matches:
        remedy = _remedy(heading, list(mapping.matches), "Il a")
        raise misuse(f"Le tableau n’a pas d’en-tête « {heading} ».", remedy)
    if name.strip().casefold() in _LEFT_OUT:
        return mapping.changed(heading, None)
    if name.strip().casefold() == APART:
        return mapping.changed(heading, APART)
    return mapping.changed(heading, _column(mapping.target, name))


def _value(mapping: TableMapping, text: str) -> TableMapping:
    name, sign, value = text.partition("=")
    if not sign:
        raise misuse(f"« {text} » ne donne pas de valeur.", "Écrivez --value 'colonne=valeur'.")
    return mapping.with_constant(_column(mapping.target, name), value.strip())


def _column(sheet: Sheet, name: str) -> str:
    column = match_heading(sheet, name.strip())
    if column is None or not is_column(sheet, column.name):
        names = [one.name for one in sheet.columns if is_column(sheet, one.name)]
        remedy = _remedy(name.strip(), names, "Ses colonnes")
        raise misuse(f"La feuille « {sheet.name} » n’a pas de colonne « {name.strip()} ».", remedy)
    return column.name


def _remedy(word: str, known: Sequence[str], title: str) -> str:
    """Return the words that read like one that nobody knows; when none does, the first ones."""
    near = nearest(word, known)
    if near:
        return f"Vouliez-vous dire {' ou '.join(f'« {one} »' for one in near)} ?"
    left = len(known) - _TOLD
    more = f" et {left} autres" if left > 1 else ""
    shown = known if left <= 1 else known[:_TOLD]
    return f"{title} : {', '.join(f'« {one} »' for one in shown)}{more}."


def _tell(session: Session, sample: TableSample, mapping: TableMapping, path: Path | None) -> None:
    out = session.out
    out.line(
        f"« {sample.title} » : {counted(len(sample.headings), 'colonne', 'colonnes')}, en-tête ligne {sample.row}. "
        f"Ses lignes sont lues comme celles de la feuille « {mapping.sheet} »."
    )
    rows = [
        (heading, _meaning(mapping, match), match.reason.value, _example(sample, heading, match))
        for heading, match in mapping.matches.items()
    ]
    out.table(("En-tête", "Colonne", "Pourquoi", "Exemple"), rows)
    for name, value in mapping.constants.items():
        out.line(f"Toutes les lignes ont « {name} » = « {value} ».")
    if mapping.composes_ids:
        out.line("Pas de colonne d’identifiants : ils sont faits du nom, et de la commune quand elle est dite.")
    for column in mapping.missing():
        out.line(f"Il manque « {column.name} » ({column.caption}) : --set 'en-tête={column.name}', ou --value.")
    if path is not None:
        out.line("Correspondance gardée : « maillage import » lira ainsi tout fichier qui a ces en-têtes.")
    else:
        out.line("Rien n’est gardé. Ajoutez --save quand la correspondance est bonne.")


def _meaning(mapping: TableMapping, match: Match) -> str:
    if match.column is None:
        return "(non lue)"
    column = match_heading(mapping.target, match.column) if match.column != APART else None
    return f"{column.name} ({column.caption})" if column else "autres informations"


def _example(sample: TableSample, heading: str, match: Match) -> str:
    """Return a value of the column, never one of a column that is not read: it may name a person."""
    if match.column is None or match.reason is Reason.PERSONNE or heading not in sample.headings:
        return ""
    found = sample.values(heading)
    return found[0][:_SHOWN] if found else ""
