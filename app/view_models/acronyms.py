"""Spell out acronyms where a reader first meets them: on the word itself in a sentence, in words under a heading."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from app.view_models.typography import NBSP, THIN, typeset


def abbreviated(text: str, found: Iterable[tuple[str, str]]) -> str:
    """
    Return a text as HTML, the first place of each acronym marked with what it stands for.

    Parameters
    ----------
    text
        Plain text: whatever it holds, the result shows it as it is.
    found
        Acronyms and what they stand for.

    Examples
    --------
    >>> abbreviated("L’ARS & l’ARS", [("ARS", "Agence régionale de santé")])
    'L’<abbr title="Agence régionale de santé">ARS</abbr> &amp; l’ARS'
    """
    left = dict(found)
    if not left:
        return escape(text)
    parts = []
    # What the words are between is even; the words themselves, as the acronyms were found, are odd.
    for rank, part in enumerate(re.split(r"(\w+)", text)):
        meaning = left.pop(part, "") if rank % 2 else ""
        parts.append(
            f'<abbr title="{escape(typeset(meaning))}">{escape(part)}</abbr>' if meaning else escape(part)
        )  # fmt: skip
    return "".join(parts)


def in_words(found: Iterable[tuple[str, str]]) -> str:
    r"""
    Return acronyms and what they stand for as one sentence, or an empty text.

    Examples
    --------
    >>> in_words([("ARS", "Agence régionale de santé")])
    'ARS\xa0: Agence régionale de santé.'
    """
    said = f"{THIN}; ".join(f"{code}{NBSP}: {typeset(meaning)}" for code, meaning in found)
    return f"{said}." if said else ""
