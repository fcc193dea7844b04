"""Turn the options of an import into choices: repairs refused, cells corrected, versions of files, closing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from app.commands.failures import check_output, misuse
from graph.closing import Closing
from ingest.choices import Choices
from ingest.choices_file import ChoicesInvalid, read_choices, read_correction, read_refusal, united


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


def asked_choices(refuse: list[str], correct: list[str], file: Path | None, files: list[Path]) -> Choices:
    """Return the choices of the command line, over those of a file."""
    try:
        kept = read_choices(file) if file is not None else Choices()
        typed = Choices(refused=frozenset(map(read_refusal, refuse)), corrections=dict(map(read_correction, correct)))
    except ChoicesInvalid as invalid:
        raise misuse(invalid.message, "Voyez « maillage import --help ».") from None
    choices = united(kept, typed)
    known = {path.name for path in files} | {f"{path.absolute().parent.name}/{path.name}" for path in files}
    known |= {entry.name for path in files if path.is_dir() for entry in path.iterdir()}
    for cell in choices.corrections:
        if cell.fichier not in known:
            raise misuse(
                f"La correction parle de « {cell.fichier} », qui n’est pas un des fichiers à importer.",
                f"Fichiers donnés : {', '.join(path.name for path in files)}.",
            )
    return choices


def asked_versions(replaces: list[str], files: list[Path]) -> dict[str, str]:
    """Return, for each file that is a new version, the name of the former one."""
    names = [path.name for path in files]
    found: dict[str, str] = {}
    for text in replaces:
        new, sign, old = text.partition("=")
        if sign and new in names:
            found[new] = old
        elif len(names) == 1:
            found[names[0]] = text
        else:
            raise misuse(
                f"« {text} » ne dit pas lequel des fichiers est une nouvelle version.", "Écrivez nouveau=ancien."
            )
    return found


def asked_day(text: str | None) -> date | None:
    """Return the day on which what is no longer said ends; None for today."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise misuse(f"« {text} » n’est pas un jour.", "Écrivez AAAA-MM-JJ.") from None
