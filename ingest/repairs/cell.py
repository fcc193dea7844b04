"""Repair one cell of a property: try each rule, keep the first whose value reads, ask when no rule may choose."""

from __future__ import annotations

from dataclasses import replace

from graph.model.spec import PropertySpec, ValueType
from graph.model.values import SEPARATOR
from ingest.repairs import booleans, codes, dates, numbers, terms
from ingest.repairs.rule import Question, Repair, plain, reads

_RULES = (codes.repair, dates.repair, booleans.repair, numbers.repair, terms.repair)
_QUESTIONS = (codes.question, dates.question, numbers.question, terms.question)
_SPACES = "des espaces insécables ou des caractères invisibles sont ôtés"


def repair(spec: PropertySpec, raw: object) -> Repair | None:
    """
    Return how a cell that does not read can be read, or None when it reads, or when no rule applies.

    Parameters
    ----------
    spec
        Declaration of the property.
    raw
        Content of the cell.

    Notes
    -----
    The value of a repair always reads, so that a second repair changes nothing.
    """
    if not plain(raw) or reads(spec, raw):
        return None
    if spec.type is ValueType.COUPLES:
        return _pairs(spec, raw)
    text = plain(raw)
    if isinstance(raw, str) and text != raw.strip() and reads(spec, text):
        return Repair("ING-513", text, _SPACES)
    for rule in _RULES:
        found = rule(spec, raw)
        if found is not None and reads(spec, found.value):
            return found
    return None


def question(spec: PropertySpec, raw: object) -> Question | None:
    """Return what to ask about a cell that neither reads nor is repaired; every answer reads."""
    for ask in _QUESTIONS:
        found = ask(spec, raw)
        answers = tuple(answer for answer in found.answers if reads(spec, answer[0])) if found else ()
        if found and answers:
            return Question(found.why, answers)
    return None


def _pairs(spec: PropertySpec, raw: object) -> Repair | None:
    """Repair the values of « clé=valeur|clé=valeur », all of them or none."""
    text = plain(raw)
    if "\\" in text:
        return None
    item = replace(spec, type=spec.item_type, format=None, vocabulary=None, stored_as=None)
    mended, last = [], None
    for pair in filter(None, (part.strip() for part in text.split(SEPARATOR))):
        key, sign, value = (part.strip() for part in pair.partition("="))
        found = repair(item, value) if sign else None
        last = found or last
        mended.append(f"{key}={found.value if found else value}")
    value = SEPARATOR.join(mended)
    return Repair(last.code, value, last.rule) if last and reads(spec, value) else None
