"""Tell a text from a workbook by the first bytes of a file: names lie."""

from __future__ import annotations

TEXTS = frozenset({".csv", ".tsv", ".txt"})
"""Endings of the names of text tables."""

WORKBOOKS = frozenset({".xlsx", ".xlsm", ".ods", ".xls"})
"""Endings of the names of workbooks; the old .xls is refused with its reason, but for another format under its name."""

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = (_ZIP, _OLE, b"%PDF", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b")
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_SEPARATORS = (b";", b",", b"\t", b"|")


def is_workbook(start: bytes) -> bool:
    """Tell whether a file begins as a workbook does, whatever its name."""
    return start.startswith((_ZIP, _OLE))


def is_text(start: bytes) -> bool:
    """Tell whether a file begins as a text table does: no zero byte but in UTF-16, and a sign between columns."""
    if not start or start.startswith(_OTHERS):
        return False
    if start.startswith(_WIDE_MARKS):
        return True
    return b"\0" not in start and any(sign in start for sign in _SEPARATORS)
