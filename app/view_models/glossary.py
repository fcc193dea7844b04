"""Read in the glossary what the acronyms of institutions and schemes stand for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

_PACKAGE = Path(__file__).parents[1]
_PLACES = (_PACKAGE.parent / "docs" / "glossaire.md", _PACKAGE / "glossaire.md")
"""Where the page is: in the project, or inside an installed package."""

_PART = re.compile(r"^## (?:Institutions|Schemes)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_ROW = re.compile(r"^\| ([^|]+?) \| ([^|]+?) \|", re.MULTILINE)
_ACRONYM = re.compile(r"[A-Z]{2,}")


@cache
def expansions() -> Mapping[str, str]:
    """Return the acronyms and what they stand for in French, in the order of the page."""
    page = next(place for place in _PLACES if place.exists()).read_text(encoding="utf-8")
    found = {}
    for part in _PART.findall(page):
        for short, long in _ROW.findall(part):
            # A row may hold two that go together: « MSP, CDS ».
            for acronym, meaning in zip(short.split(", "), long.split(", "), strict=False):
                if _ACRONYM.fullmatch(acronym) and meaning.strip():
                    found[acronym] = meaning[0].upper() + meaning[1:]
    return MappingProxyType(found)
