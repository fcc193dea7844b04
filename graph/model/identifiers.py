"""Check official identifiers and formats: SIREN, SIRET, FINESS, RNA, COG, EPCI, generic mailbox, shares.

Uses python-stdnum where it knows the identifier (La Poste has its own rule for SIRET); FINESS, RNA and the codes of
territories are not in it. An identifier is right in its compact form only: what is stored is what can be compared.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from stdnum import luhn
from stdnum.fr import siret

_SIREN = re.compile(r"^[0-9]{9}$")
_SIRET = re.compile(r"^[0-9]{14}$")
_COG = re.compile(r"^(?:(?:0[1-9]|[13-8][0-9]|2[1-9AB]|9[0-5])[0-9]{3}|97[1-8][0-9]{2}|98[46-9][0-9]{2})$")
_FINESS = re.compile(r"^(?:[0-9]{2}|2[AB])[0-9]{7}$")
_RNA = re.compile(r"^W[0-9A-Z]{9}$")
_URL = re.compile(r"^https?://[^\s]+\.[^\s]+$")
_COURRIEL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")


def identifier_problem(format_: str, value: object) -> str | None:
    """Return the French sentence that says what is expected, or None when the value is right."""
    check, sentence = _CHECKS[format_]
    return None if check(value) else sentence


def is_siren(text: str) -> bool:
    """Tell whether the text is a SIREN number: nine digits, Luhn key."""
    return bool(_SIREN.fullmatch(text)) and luhn.is_valid(text)


def is_siret(text: str) -> bool:
    """Tell whether the text is a SIRET number: fourteen digits, Luhn keys, or the rule of La Poste."""
    return bool(_SIRET.fullmatch(text)) and siret.is_valid(text)


def is_cog(text: str) -> bool:
    """Tell whether the text has the form of a commune code (COG), which no key confirms."""
    return bool(_COG.fullmatch(text))


def is_finess(text: str) -> bool:
    """
    Tell whether the text is a FINESS number: nine characters, Luhn key, Corsican letters read as digits.

    Notes
    -----
    2A counts as 21 and 2B as 22, which holds for all the numbers of the DREES hospital survey (SAE 2023).
    """
    return bool(_FINESS.fullmatch(text)) and luhn.is_valid(text.replace("2A", "21", 1).replace("2B", "22", 1))


def _share(value: object) -> bool:
    return isinstance(value, int | float) and 0 <= float(value) <= 1


_CHECKS: dict[str, tuple[Callable[[object], bool], str]] = {
    "siren": (lambda v: is_siren(str(v)), "Un SIREN a neuf chiffres et une clé de contrôle juste."),
    "siret": (lambda v: is_siret(str(v)), "Un SIRET a quatorze chiffres et une clé de contrôle juste."),
    "finess": (lambda v: is_finess(str(v)), "Un numéro FINESS a neuf caractères et une clé de contrôle juste."),
    "rna": (lambda v: bool(_RNA.fullmatch(str(v))), "Un numéro RNA s’écrit W suivi de neuf caractères."),
    "cog": (lambda v: is_cog(str(v)), "Un code de commune (COG) a cinq caractères."),
    "epci": (lambda v: is_siren(str(v)), "Un code EPCI est un SIREN de neuf chiffres."),
    "url": (lambda v: bool(_URL.match(str(v))), "Une adresse web commence par http:// ou https://."),
    "courriel": (lambda v: bool(_COURRIEL.match(str(v))), "Une adresse s’écrit service@organisme.fr."),
    "part": (_share, "Une part est un nombre de 0 à 1."),
    "confiance": (_share, "Une confiance est un nombre de 0 à 1."),
}
