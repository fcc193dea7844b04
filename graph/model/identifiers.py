"""Check official identifiers and formats: SIREN, SIRET, FINESS, RNA, generic mailbox, shares.

Uses python-stdnum where it knows the identifier; FINESS and RNA are not in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from stdnum import luhn
from stdnum.fr import siren, siret

_FINESS = re.compile(r"^(?:\d{2}|2[AB])\d{7}$")
_RNA = re.compile(r"^W[0-9A-Z]{9}$")
_URL = re.compile(r"^https?://[^\s]+\.[^\s]+$")
_COURRIEL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")


def identifier_problem(format_: str, value: object) -> str | None:
    """Return the French sentence that says what is expected, or None when the value is right."""
    check, sentence = _CHECKS[format_]
    return None if check(value) else sentence


def is_finess(text: str) -> bool:
    """
    Tell whether the text is a FINESS number: nine characters, Luhn key, Corsican letters read as digits.

    Notes
    -----
    2A counts as 21 and 2B as 22, which holds for all the numbers of the DREES hospital survey (SAE 2023).
    """
    return bool(_FINESS.match(text)) and luhn.is_valid(text.replace("2A", "21", 1).replace("2B", "22", 1))


def _share(value: object) -> bool:
    return isinstance(value, int | float) and 0 <= float(value) <= 1


_CHECKS: dict[str, tuple[Callable[[object], bool], str]] = {
    "siren": (lambda v: siren.is_valid(str(v)), "Un SIREN a neuf chiffres et une clé de contrôle juste."),
    "siret": (lambda v: siret.is_valid(str(v)), "Un SIRET a quatorze chiffres et une clé de contrôle juste."),
    "finess": (lambda v: is_finess(str(v)), "Un numéro FINESS a neuf caractères et une clé de contrôle juste."),
    "rna": (lambda v: bool(_RNA.match(str(v))), "Un numéro RNA s’écrit W suivi de neuf caractères."),
    "url": (lambda v: bool(_URL.match(str(v))), "Une adresse web commence par http:// ou https://."),
    "courriel": (lambda v: bool(_COURRIEL.match(str(v))), "Une adresse s’écrit service@organisme.fr."),
    "part": (_share, "Une part est un nombre de 0 à 1."),
    "confiance": (_share, "Une confiance est un nombre de 0 à 1."),
}
