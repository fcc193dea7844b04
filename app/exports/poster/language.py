"""Say in a PDF which language it is written in, and that its title is its name: the drawing library does neither."""

from __future__ import annotations

import re
from typing import Final

_ROOT: Final = re.compile(rb"/Root (\d+) 0 R")
_TRAILER: Final = re.compile(rb"trailer\n<<(.*?)>>\nstartxref\n(\d+)\n%%EOF\n$", re.DOTALL)
_SAID: Final = b"/Lang (fr-FR) /ViewerPreferences << /DisplayDocTitle true >>"


def in_french(content: bytes) -> bytes:
    """
    Return a PDF whose catalogue says its language, written at its end as a later version of it (ISO 32000-1, 7.5.6).

    Parameters
    ----------
    content
        PDF with a table of references.

    Raises
    ------
    ValueError
        If it has none, or no catalogue.
    """
    trailer = _TRAILER.search(content)
    root = _ROOT.search(trailer[1]) if trailer else None
    catalogue = re.search(rb"\n" + root[1] + rb" 0 obj\n<<(.*?)>>\nendobj", content, re.DOTALL) if root else None
    if trailer is None or root is None or catalogue is None:
        raise ValueError("the PDF has no catalogue to complete")
    place = len(content)
    renewed = root[1] + b" 0 obj\n<<" + catalogue[1].rstrip() + b" " + _SAID + b" >>\nendobj\n"
    table = b"xref\n" + root[1] + b" 1\n" + b"%010d 00000 n \n" % place
    last = b"trailer\n<<" + trailer[1].rstrip() + b" /Prev " + trailer[2] + b" >>\n"
    return content + renewed + table + last + b"startxref\n%d\n%%%%EOF\n" % (place + len(renewed))
