"""Convert values between a cell of a file and what the graph stores.

A cell may hold what a spreadsheet gives: text, number, boolean, day. The graph stores text, integers, decimals,
booleans and flat lists; pairs are two parallel lists. Nothing is guessed: what cannot be read is a `ValueProblem`.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from rapidfuzz import fuzz, process

from graph.model.dates import is_partial_date
from graph.model.identifiers import identifier_problem
from graph.model.spec import PropertySpec, ValueType
from graph.model.statement import Properties, Scalar, Stored
from graph.model.vocabularies import vocabulary

SEPARATOR = "|"
TRUE_WORDS = frozenset({"oui", "vrai", "true", "1", "x"})
FALSE_WORDS = frozenset({"non", "faux", "false", "0"})
_ALIKE = 76
_SAME_WORDS = 95
_LONG_ENOUGH = 6
_ASIDE = re.compile(r"\(([^()]+)\)$")
LARGEST = 1e15
"""Largest number kept: beyond, a decimal number loses its units."""
_NUMBER = re.compile(r"^[+-]?[0-9]+(?:[.,][0-9]+)?(?:[eE][+-]?[0-9]+)?$")
_SPACES = re.compile(r"[\s\u00a0\u202f]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueProblem(Exception):
    """
    Say why a cell cannot be stored.

    Parameters
    ----------
    kind
        `type`, `vocabulaire`, `format` or `date`.
    value
        The value as read.
    expected
        French sentence: what was expected.
    suggestion
        Nearest accepted value, or None.
    """

    kind: str
    value: str
    expected: str
    suggestion: str | None = None


def is_empty(raw: object) -> bool:
    """Tell whether a cell says nothing (empty, or spaces only)."""
    return raw is None or (isinstance(raw, str) and not _SPACES.sub(" ", raw).strip())


def parse_cell(spec: PropertySpec, raw: object) -> Properties:
    """
    Return the stored properties that a cell gives: none if it is empty, two for pairs.

    Raises
    ------
    ValueProblem
        If the value is not of the declared type, list or format.
    """
    if is_empty(raw):
        return {}
    if spec.type is ValueType.COUPLES:
        return _parse_pairs(spec, _text(raw))
    if spec.type is ValueType.LISTE:
        items = [_unescape(item).strip() for item in _split_escaped(_text(raw), SEPARATOR)]
        return {spec.name: [str(_checked(spec, item)) for item in items if item]}
    return {spec.name: _checked(spec, _scalar(spec, spec.type, raw))}


def format_cell(spec: PropertySpec, properties: Mapping[str, object]) -> Scalar | None:
    """Return what the cell of this property shows: the inverse of `parse_cell`, or None when there is no value."""
    if spec.type is ValueType.COUPLES:
        keys, values = (properties.get(name) for name in spec.storage_names)
        if not isinstance(keys, list) or not isinstance(values, list) or not keys:
            return None
        pairs = zip(keys, values, strict=True)
        return SEPARATOR.join(f"{_escape(str(key), '=')}={_escape(_plain(value), '=')}" for key, value in pairs)
    value = properties.get(spec.name)
    if isinstance(value, list):
        return SEPARATOR.join(_escape(str(item)) for item in value) or None
    if isinstance(value, bool):
        return "oui" if value else "non"
    return value if isinstance(value, str | int | float) else None


def merge_extra(properties: Properties, extra: Mapping[str, str], spec: PropertySpec) -> None:
    """Add unknown columns (heading -> text) to the pairs that keep them, after those already there."""
    if not extra:
        return
    keys_name, values_name = spec.storage_names
    keys, values = properties.get(keys_name, []), properties.get(values_name, [])
    pairs = dict(zip(keys, values, strict=True)) if isinstance(keys, list) and isinstance(values, list) else {}
    pairs.update(extra)
    properties[keys_name] = [str(key) for key in pairs]
    properties[values_name] = [str(value) for value in pairs.values()]


def _scalar(spec: PropertySpec, kind: ValueType, raw: object) -> Scalar:
    if kind is ValueType.TEXTE:
        return _text(raw)
    if kind is ValueType.DATE:
        return _date(raw)
    if kind is ValueType.BOOLEEN:
        return _boolean(raw)
    number = _number(raw)
    if kind is ValueType.DECIMAL:
        return float(number)
    if not float(number).is_integer():
        raise ValueProblem(kind="type", value=_text(raw), expected="Un nombre entier est attendu.")
    return int(number)


def _checked(spec: PropertySpec, value: Stored) -> Scalar:
    assert not isinstance(value, list)  # noqa: S101 - one value at a time
    if spec.vocabulary:
        return _term(spec, value)
    if spec.format:
        problem = identifier_problem(spec.format, value)
        if problem:
            raise ValueProblem(kind="format", value=str(value), expected=problem)
    return value


def _term(spec: PropertySpec, value: Scalar) -> Scalar:
    terms = vocabulary(spec.vocabulary or "")
    text = str(value)
    found = terms.find(text)
    if found is None:
        raise ValueProblem(
            kind="vocabulaire",
            value=text,
            expected=f"La valeur doit venir de la liste « {terms.title} ».",
            suggestion=_nearest(text, {code: term.libelle for code, term in terms.terms.items()}),
        )
    return int(found.code) if spec.type is ValueType.ENTIER else found.code


def _parse_pairs(spec: PropertySpec, text: str) -> Properties:
    keys: list[str] = []
    values: list[Scalar] = []
    for item in _split_escaped(text, SEPARATOR):
        if not item.strip():
            continue
        key, *rest = _split_escaped(item, "=")
        if len(rest) != 1 or not key.strip():
            raise ValueProblem(kind="type", value=item.strip(), expected="Écrivez « clé=valeur|clé=valeur ».")
        keys.append(_unescape(key).strip())
        values.append(_scalar(spec, spec.item_type, _unescape(rest[0]).strip()))
    keys_name, values_name = spec.storage_names
    return {keys_name: keys, values_name: values} if keys else {}  # type: ignore[dict-item]


def _text(raw: object) -> str:
    if isinstance(raw, bool):
        return "oui" if raw else "non"
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    if isinstance(raw, datetime):
        return raw.date().isoformat() if raw.time() == datetime.min.time() else raw.isoformat(" ")
    if isinstance(raw, date):
        return raw.isoformat()
    return str(raw).strip()


def _date(raw: object) -> str:
    if isinstance(raw, datetime):
        return raw.date().isoformat()
    if isinstance(raw, date):
        return raw.isoformat()
    text = _text(raw)
    if not is_partial_date(text):
        raise ValueProblem(kind="date", value=text, expected="Une date s’écrit AAAA-MM-JJ, AAAA-MM ou AAAA.")
    return text


def _boolean(raw: object) -> bool:
    if isinstance(raw, bool):
        return raw
    word = _text(raw).casefold()
    if word in TRUE_WORDS:
        return True
    if word in FALSE_WORDS:
        return False
    raise ValueProblem(kind="type", value=_text(raw), expected="Répondez « oui » ou « non ».")


def _number(raw: object) -> float:
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return _kept(float(raw) if isinstance(raw, float) or abs(raw) <= LARGEST else math.inf)
    text = _SPACES.sub("", _text(raw))
    if not _NUMBER.match(text):
        raise ValueProblem(kind="type", value=_text(raw), expected="Un nombre est attendu.")
    return _kept(float(text.replace(",", ".")))


def _kept(number: float) -> float:
    """Return a number that both engines keep without loss."""
    if not abs(number) <= LARGEST:
        raise ValueProblem(kind="type", value=str(number), expected="Un nombre de quinze chiffres au plus est attendu.")
    return number


def _plain(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _escape(text: str, sign: str = SEPARATOR) -> str:
    escaped = text.replace("\\", "\\\\").replace(SEPARATOR, "\\" + SEPARATOR)
    return escaped if sign == SEPARATOR else escaped.replace(sign, "\\" + sign)


def _unescape(text: str) -> str:
    return re.sub(r"\\([\\|=])", r"\1", text)


def _split_escaped(text: str, separator: str) -> list[str]:
    return re.findall(rf"((?:\\.|[^{re.escape(separator)}])*)(?:{re.escape(separator)}|$)", text)[:-1] or [text]


def _nearest(text: str, labels: Mapping[str, str]) -> str | None:
    """Return the label of the term whose code or label reads like a text, or None: a part in common is not enough."""
    short = [label for label in labels.values() if _without_accents(text.strip()) in _acronyms(label)]
    if len(short) == 1:
        return short[0]
    words = {word: label for code, label in labels.items() for word in (str(code).replace("_", " "), label)}
    wanted, choices = text.replace("_", " "), list(words)
    found = process.extractOne(wanted, choices, scorer=fuzz.ratio, processor=_without_accents, score_cutoff=_ALIKE)
    if found is None and len(wanted) >= _LONG_ENOUGH:
        # The beginning of a label, or its words in another order.
        scorer = fuzz.token_set_ratio
        found = process.extractOne(wanted, choices, scorer=scorer, processor=_without_accents, score_cutoff=_SAME_WORDS)
    return words[found[0]] if found else None


def _acronyms(label: str) -> set[str]:
    """Return what the brackets that end a label list, as it is compared: « CPAM » of « Caisse (CNAM, CPAM) »."""
    inside = _ASIDE.search(label)
    return {_without_accents(part.strip()) for part in inside[1].split(",")} if inside else set()


def _without_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))
