"""Put into French typography what people read: apostrophes, spaces, numbers, dates. The graph is not touched."""

from __future__ import annotations

import re
from typing import Any

from graph.model.dates import format_french, is_partial_date

NBSP = "\u00a0"
THIN = "\u202f"

_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w|\s|$|\u00ab)")
_BEFORE_HIGH = re.compile(rf"(?<=\S)[ {NBSP}](?=[;!?](?:\s|$|[)\u00bb]))")
_BEFORE_COLON = re.compile(rf"(?<=\S)[ {THIN}](?=:(?:\s|$))")
_OPENING = re.compile(r"\u00ab\s*")
_CLOSING = re.compile(r"\s*\u00bb")
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#$~|:])")
_NUMBER = re.compile(r"(?<!\w)([Nn]°s?) (?=\d)")
_STRAIGHT = re.compile(r'(?<![\w="])"([^"\n]+)"(?!\w)')


def typeset(text: str) -> str:
    r"""
    Return a text of a source as a printer would set it.

    Parameters
    ----------
    text
        Text as the document or the file wrote it.

    Returns
    -------
    text
        Curly apostrophes, French quotes, no-break spaces before high punctuation. Words are never changed.

    Examples
    --------
    >>> typeset("l'acteur : qui ?")
    'l’acteur\xa0: qui\u202f?'
    """
    text = _APOSTROPHE.sub("’", text)
    text = _STRAIGHT.sub("\u00ab\\1\u00bb", text)  # verbatim
    text = _NUMBER.sub(f"\\1{NBSP}", text)
    text = _BEFORE_HIGH.sub(THIN, text)
    text = _BEFORE_COLON.sub(NBSP, text)
    text = _OPENING.sub(f"\u00ab{NBSP}", text)  # verbatim
    return _CLOSING.sub(f"{NBSP}\u00bb", text)  # verbatim


def number(value: float, digits: int | None = None) -> str:
    """
    Return a number as people write it: `66 478` with narrow no-break spaces, a comma for decimals.

    Parameters
    ----------
    value
        Number.
    digits
        Digits after the comma; by default none for whole numbers, else as many as needed up to three.
    """
    if digits is None:
        text = f"{value:,.3f}".rstrip("0").rstrip(".") if float(value) != int(value) else f"{int(value):,}"
    else:
        text = f"{value:,.{digits}f}"
    return text.replace(",", THIN).replace(".", ",")


def counted(value: int, singular: str, plural: str = "") -> str:
    """Return a number and its noun, agreed: two and more are plural; the plural adds an `s` unless it is given."""
    return f"{number(value)}{NBSP}{singular if abs(value) < 2 else plural or singular + 's'}"


def day(text: str | None, unknown: str = "date inconnue") -> str:
    """Return a full or partial ISO date in French, its parts kept on one line."""
    return format_french(text, unknown=unknown).replace(" ", NBSP)


def readable(value: Any, kind: str = "texte") -> str:
    """
    Return any value of an answer as text.

    Parameters
    ----------
    value
        Text, number, boolean, list, mapping or None.
    kind
        Type of the column: `date` turns ISO dates into French ones.
    """
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, int | float):
        return number(value)
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, (readable(item, kind) for item in value)))
    if isinstance(value, dict):
        return ", ".join(f"{readable(key)}{NBSP}: {readable(item)}" for key, item in value.items())
    text = str(value)
    if kind == "date" and is_partial_date(text):
        return day(text)
    return typeset(text)


def sentence(text: str) -> str:
    """Return a text with a capital at its start, and typeset."""
    text = typeset(text.strip())
    return text[:1].upper() + text[1:]


def escaped(text: str) -> str:
    """Return a text that Markdown shows as it is: no emphasis, link, colour, icon or formula is made of it."""
    return _MARKUP.sub(r"\\\1", text)
