"""Read the choices of a person from a file or from a line of text, and write them so that they can be given again."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

from ingest.choices import Cell, Choices
from ingest.kinds import REFUSABLE

_CORRECTION = re.compile(r"(?P<file>.*)!(?P<sheet>[^!]*)!(?P<row>\d+)!(?P<column>[^=]*)=(?P<value>.*)", re.DOTALL)


class ChoicesInvalid(ValueError):
    """
    Report choices that cannot be understood.

    Parameters
    ----------
    message
        What is wrong, one French sentence.
    """

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def read_refusal(text: str) -> str:
    """
    Return a refusal: the code of a rule, or the key of one repair.

    Raises
    ------
    ChoicesInvalid
        If no repair has this code.
    """
    wanted = text.strip()
    code = wanted.partition("@")[0]
    if code not in REFUSABLE:
        known = ", ".join(sorted(REFUSABLE))
        raise ChoicesInvalid(f"« {wanted} » n’est pas une réparation. Codes connus : {known}.")
    return wanted


def read_correction(text: str) -> tuple[Cell, str]:
    """
    Return the cell and its new content.

    Raises
    ------
    ChoicesInvalid
        If the text is not `fichier!feuille!ligne!colonne=valeur`.

    Examples
    --------
    >>> read_correction("a.xlsx!acteurs!12!siren=243500741")
    (Cell(fichier='a.xlsx', feuille='acteurs', ligne=12, colonne='siren'), '243500741')
    """
    found = _CORRECTION.fullmatch(text)
    if found is None:
        raise ChoicesInvalid(
            f"« {text} » n’est pas une correction. Écrivez « fichier!feuille!ligne!colonne=valeur » ; la feuille reste "
            "vide pour un CSV."
        )
    cell = Cell(found["file"], found["sheet"] or None, int(found["row"]), found["column"].strip())
    return cell, found["value"]


def choices_from_json(content: object) -> Choices:
    """
    Return the choices that a JSON document says (see `choices_to_json`).

    Raises
    ------
    ChoicesInvalid
        If it is not such a document.
    """
    if not isinstance(content, dict):
        raise ChoicesInvalid("Le fichier de choix doit être un objet JSON avec « refus » et « corrections ».")
    unknown = sorted(set(content) - {"refus", "corrections"})
    if unknown:
        raise ChoicesInvalid(f"« {unknown[0]} » n’est pas attendu : seuls « refus » et « corrections » le sont.")
    refused, given = content.get("refus", []), content.get("corrections", [])
    if not isinstance(refused, list) or not all(isinstance(text, str) for text in refused):
        raise ChoicesInvalid("« refus » doit être une liste de codes ou de clés de réparation.")
    if not isinstance(given, list):
        raise ChoicesInvalid("« corrections » doit être une liste.")
    return Choices(
        refused=frozenset(map(read_refusal, refused)), corrections=dict(_correction(entry) for entry in given)
    )


def _correction(entry: object) -> tuple[Cell, str]:
    if isinstance(entry, str):
        return read_correction(entry)
    if isinstance(entry, Mapping):
        file, sheet, row, column, value = map(entry.get, ("fichier", "feuille", "ligne", "colonne", "valeur"))
        texts = isinstance(file, str) and isinstance(column, str) and isinstance(value, str)
        if texts and isinstance(row, int) and not isinstance(row, bool) and (sheet is None or isinstance(sheet, str)):
            return Cell(str(file), sheet or None, row, str(column)), str(value)
    raise ChoicesInvalid(
        "Une correction a « fichier », « feuille » (ou rien pour un CSV), « ligne », « colonne » et « valeur »."
    )


def read_choices(path: Path) -> Choices:
    """
    Return the choices of a file.

    Raises
    ------
    ChoicesInvalid
        If it holds anything else.
    OSError
        If the file cannot be read.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        raise ChoicesInvalid("Le fichier de choix n’est pas du JSON.") from None
    return choices_from_json(content)


def united(first: Choices, second: Choices) -> Choices:
    """Return both choices together; the second's corrections win."""
    return Choices(refused=first.refused | second.refused, corrections={**first.corrections, **second.corrections})
