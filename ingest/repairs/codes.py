"""Repair official codes: lost zeros, « 35236.0 », spaces, small letters; never to a code whose key is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from graph.model.identifiers import identifier_problem
from graph.model.spec import PropertySpec
from graph.model.values import SEPARATOR
from graph.reference.loader import load_reference
from ingest.repairs.rule import Question, Repair, plain

_LENGTHS = {"siren": 9, "siret": 14, "finess": 9, "rna": 10}
# A SIREN may begin with two zeros; a FINESS begins with its département, which has one zero at most.
_LOST = {"siren": 2, "siret": 2, "finess": 1}
_DECIMAL = re.compile(r"^(\d+)[.,]0+$")
_SCIENTIFIC = re.compile(r"^(\d)[.,](\d+)[eE]\+?0*(\d{1,2})$")
_SEPARATORS = re.compile(r"[\s.\-\u2010-\u2014/_'’]")
_LABELLED = re.compile(r"^(?:n[°o]\s*)?(siren|siret|finess|rna)\s*(?:n[°o])?\s*[:=]?\s*", re.IGNORECASE)
_OVERSEAS = {"9A1": "971", "9B2": "972", "9C3": "973", "9D4": "974", "9F6": "976"}
_KEY = "la clé de contrôle est juste"
_TERRITORY = re.compile(r"^(COM-|EPCI-)?(.+)$", re.IGNORECASE)


def repair(spec: PropertySpec, raw: object) -> Repair | None:
    """Return the repair of an identifier (SIREN, SIRET, FINESS, RNA), or None when no rule gives a right one."""
    format_ = spec.format
    if format_ not in _LENGTHS:
        return None
    text = plain(raw)
    confirmed = _KEY if format_ != "rna" else "la forme est celle d’un numéro RNA"
    return _first(text, lambda code: identifier_problem(format_, code) is None, _zeros(format_), confirmed)


def question(spec: PropertySpec, raw: object) -> Question | None:
    """Return what to ask of an identifier of the wrong kind: the SIRET typed where a SIREN is expected."""
    digits = _SEPARATORS.sub("", plain(raw))
    if spec.format != "siren" or identifier_problem("siret", digits) is not None:
        return None
    return Question("C’est un SIRET ; le SIREN en est le début.", ((digits[:9], f"SIREN {digits[:9]}"),))


def territory(text: str) -> Repair | None:
    """
    Return the repair of the code of a commune or of an EPCI (with or without `COM-`, `EPCI-`), or None.

    Notes
    -----
    The reference confirms: a repaired code is that of a commune, of a former commune or of an EPCI.
    """
    found = _TERRITORY.match(plain(text))
    if found is None or not re.search(r"\d", text):
        return None
    start, code = found[1] or "", found[2]
    kind = start.upper()
    known = {"COM-": _is_commune, "EPCI-": _is_epci}.get(kind, _is_territory)
    if known(code):
        mended = Repair("ING-503", code, "le début du code est mis en majuscules") if start != kind else None
    else:
        mended = _first(code, known, _commune_zeros, "ce code est celui d’un territoire", also=_overseas)
    return Repair(mended.code, kind + mended.value, mended.rule) if mended else None


def territories(text: str) -> Repair | None:
    """Return the repair of a cell that names one or several territories, separated by « | »: the codes among them."""
    items = [item.strip() for item in text.split(SEPARATOR)]
    mended = [territory(item) for item in items]
    found = [repair for repair in mended if repair]
    if not found:
        return None
    value = SEPARATOR.join(r.value if r else item for r, item in zip(mended, items, strict=True))
    return Repair(found[0].code, value, found[0].rule)


def _first(
    text: str,
    right: Callable[[str], bool],
    zeros: Callable[[str], Iterator[str]],
    confirmed: str,
    *,
    also: Callable[[str], Iterator[Repair]] | None = None,
) -> Repair | None:
    """Return the first reading that the key or the reference confirms, the lightest change first."""
    bare = _LABELLED.sub("", text)
    number = _as_number(bare)
    code, base = ("ING-502", number) if number else ("ING-503", bare)
    compact = _SEPARATORS.sub("", base).upper()
    without_o = re.sub(r"O", "0", compact)
    said = "le code était écrit comme un nombre" if number else _what_changed(base, compact)
    readings = [Repair(code, compact, f"{said} ; {confirmed}")]
    readings += [
        Repair("ING-501", zeroed, f"les zéros du début étaient perdus ; {confirmed}") for zeroed in zeros(compact)
    ]
    if without_o != compact:
        readings.append(Repair("ING-503", without_o, f"la lettre O est lue zéro ; {confirmed}"))
    readings += also(compact) if also else ()
    return next((found for found in readings if found.value != text and right(found.value)), None)


def _as_number(text: str) -> str | None:
    """Return the digits of a code that a spreadsheet wrote as a number, when none of them is lost."""
    decimal = _DECIMAL.match(text)
    if decimal:
        return decimal[1]
    scientific = _SCIENTIFIC.match(text)
    if scientific and len(scientific[2]) == int(scientific[3]):
        return scientific[1] + scientific[2]
    return None


def _what_changed(before: str, after: str) -> str:
    parts = []
    if _SEPARATORS.search(before):
        parts.append("les espaces, points et tirets sont ôtés")
    if re.search(r"[a-z]", before):
        parts.append("la lettre est mise en majuscule")
    return " et ".join(parts) or "le code est remis en forme"


def _zeros(format_: str) -> Callable[[str], Iterator[str]]:
    def longer(code: str) -> Iterator[str]:
        missing = _LENGTHS[format_] - len(code)
        if code.isdigit() and 0 < missing <= _LOST.get(format_, 0):
            yield code.zfill(_LENGTHS[format_])

    return longer


def _commune_zeros(code: str) -> Iterator[str]:
    if code.isdigit() and len(code) == 4:
        yield f"0{code}"


def _overseas(code: str) -> Iterator[Repair]:
    """Yield the usual form of an overseas code as hospital files write it: `9B209` for `97209`."""
    start = _OVERSEAS.get(code[:3])
    if start and len(code) == 5:
        yield Repair(
            "ING-503", start + code[3:], "l’écriture hospitalière du code d’outre-mer est remplacée par l’usuelle"
        )


def _is_commune(code: str) -> bool:
    reference = load_reference()
    return code in reference.communes or bool(reference.current_codes(code))


def _is_territory(code: str) -> bool:
    return _is_commune(code) or _is_epci(code)


def _is_epci(code: str) -> bool:
    return code in load_reference().epci
