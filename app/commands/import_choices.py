"""Turn the options of an import into choices: repairs refused, cells corrected, versions of files, closing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from app.commands.failures import check_output, misuse
from app.view_models.journal import origins as imported
from graph.closing import Closing
from graph.provenance import FERMETURE, JUGEMENT, SAISIE
from graph.store.store import Store
from ingest.choices import Choices
from ingest.choices_file import ChoicesInvalid, read_choices, read_correction, read_refusal, united
from ingest.file_names import distinct_names
from ingest.readers.base import reader_for, readers
from ingest.rejected_records import RECORD_READERS

ROWS, RECORDS = ".xlsx", ".json"
"""Extensions of what gives back the rows left out: rows of tables, records of JSON files."""


def asked_closing(close: bool | None) -> Closing:
    """Return whether what a file no longer says is closed."""
    if close is None:
        return Closing.AUTO
    return Closing.OUI if close else Closing.NON


def check_side_output(output: Path, formats: Sequence[str], files: list[Path]) -> None:
    """Refuse a report, or a workbook, that could not be written, or that would replace what it is about."""
    if output.suffix.lower() not in formats:
        raise misuse(f"« {output} » n’a pas une extension connue.", f"Choisissez : {', '.join(formats)}.")
    if output.resolve() in {file.resolve() for file in files}:
        raise misuse(f"« {output} » est le fichier à importer.", "Choisissez un autre nom.")
    check_output(output, force=True)


def asked_rejected(output: Path | None, files: list[Path], reader: str | None) -> list[Path]:
    """
    Return the files in which the rows left out are given back: a workbook, a JSON for the records of JSON files.

    Notes
    -----
    Files of both kinds in one import give both, side by side under the same name.
    """
    if output is None:
        return []
    found = [readers().get(reader) if reader else reader_for(path) for path in files]
    kinds = {RECORDS if one is not None and one.name in RECORD_READERS else ROWS for one in found}
    wanted = [output if output.suffix.lower() == kind else output.with_suffix(kind) for kind in sorted(kinds)]
    if output not in wanted and output.suffix.lower() in {RECORDS, ROWS}:
        raise misuse(
            f"« {output} » n’a pas l’extension des lignes à rendre.", f"Donnez-lui l’extension {wanted[0].suffix}."
        )
    check_side_output(output, sorted(kinds), files)
    for path in wanted:
        check_side_output(path, sorted(kinds), files)
    return wanted


def asked_choices(refuse: list[str], correct: list[str], file: Path | None, files: list[Path]) -> Choices:
    """Return the choices of the command line, over those of a file."""
    try:
        kept = read_choices(file) if file is not None else Choices()
        typed = Choices(refused=frozenset(map(read_refusal, refuse)), corrections=dict(map(read_correction, correct)))
    except ChoicesInvalid as invalid:
        raise misuse(invalid.message, "Voyez « maillage import --help ».") from None
    choices = united(kept, typed)
    names = distinct_names(files)
    known = {*names, *(path.name for path in files)}
    for path, name in zip(files, names, strict=True):
        inside = [entry.name for entry in path.iterdir()] if path.is_dir() else []
        known.update(inside, (f"{name}/{entry}" for entry in inside))
    for cell in choices.corrections:
        if cell.fichier not in known:
            raise misuse(
                f"La correction parle de « {cell.fichier} », qui n’est pas un des fichiers à importer.",
                f"Fichiers donnés : {', '.join(path.name for path in files)}.",
            )
    return choices


def asked_origins(kept_as: str | None, files: list[Path]) -> dict[str, str]:
    """Return the name under which what the file says is kept, when it is not its own."""
    if kept_as is None:
        return {}
    name = " ".join(kept_as.split())
    if len(files) > 1:
        raise misuse("« --as » ne vaut que pour un seul fichier.", "Importez-les l’un après l’autre.")
    if not name or " + " in name or name in {SAISIE, JUGEMENT, FERMETURE}:
        raise misuse(f"« {name} » ne peut pas servir de nom.", "Donnez le nom du fichier et ce qui le distingue.")
    return {files[0].name: name}


def asked_versions(replaces: list[str], files: list[Path], origins: Mapping[str, str]) -> dict[str, str]:
    """Return, for each file that is a new version, the name of the former one."""
    names = [origins.get(name, name) for name in distinct_names(files)]
    found: dict[str, str] = {}
    for text in replaces:
        new, sign, old = text.partition("=")
        if sign and new in names:
            found[new] = old
        elif sign and new not in names and (len(names) > 1 or Path(new).suffix):
            raise misuse(
                f"« {new} » n’est pas un des fichiers donnés.",
                f"Fichiers donnés : {', '.join(names)}.",
            )
        elif len(names) == 1:
            found[names[0]] = text
        else:
            raise misuse(
                f"« {text} » ne dit pas lequel des fichiers est une nouvelle version.", "Écrivez nouveau=ancien."
            )
    return found


def check_former(versions: Mapping[str, str], store: Store) -> None:
    """Refuse a former file that the base has never read, and name those it knows."""
    for old in versions.values():
        if store.of_origin({old}):
            continue
        known = list(imported(store.journal()))
        told = ", ".join(f"« {name} »" for name in known) or "aucun"
        raise misuse(f"Aucun fichier importé ne s’appelle « {old} ».", f"Fichiers importés : {told}.")


def asked_day(text: str | None) -> date | None:
    """Return the day on which what is no longer said ends; None for today."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise misuse(f"« {text} » n’est pas un jour.", "Écrivez AAAA-MM-JJ.") from None
