"""Keep a spreadsheet from running a text of a CSV file as a formula, and read such a text back as it was."""

from __future__ import annotations

MARK = "'"
"""Sign that stands before a text that a spreadsheet would run."""

_STARTS = frozenset("=+-@\t\r")


def guarded(text: str) -> str:
    """
    Return a text that a spreadsheet shows and never runs: an apostrophe stands before what would begin a formula.

    Examples
    --------
    >>> guarded("=cmd()"), guarded("a = b"), guarded("'=cmd()")
    ("'=cmd()", 'a = b', "''=cmd()")
    """
    return f"{MARK}{text}" if text.lstrip(MARK)[:1] in _STARTS else text


def unguarded(text: str) -> str:
    """
    Return a text without the apostrophe that keeps it from running: the inverse of `guarded`.

    Examples
    --------
    >>> unguarded("'=cmd()"), unguarded("'tis")
    ('=cmd()', "'tis")
    """
    return text[1:] if text.startswith(MARK) and text.lstrip(MARK)[:1] in _STARTS else text
