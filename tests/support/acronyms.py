"""Find the acronyms that a screen uses before it has said what they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from streamlit.testing.v1 import AppTest

from app.view_models.terms import acronyms
from tests.support.screens import plain

_HIDDEN = re.compile(r"<(style|script)\b.*?</\1>", re.DOTALL)
_TITLE = re.compile(r'\btitle="([^"]*)"')
_TAG = re.compile(r"<[^>]+>")


def unspelled(screen: AppTest) -> list[str]:
    """
    Return the acronyms whose first place in the words of a screen does not say what they stand for.

    Notes
    -----
    Sentences, lists, headings, links and messages are read in the order of the page; what a heading uses may be
    spelled out right under it. What a reader types, chooses or reads in a table of the base is not looked at: the foot
    of the screen lists it.
    """
    read = [(plain(words), plain(f"{words} {spelled}")) for words, spelled in _read(screen.main)]
    seen: set[str] = set()
    missing = []
    for place, (words, _) in enumerate(read):
        for code, meaning in acronyms(words):
            near = " ".join(spelled for _, spelled in read[place : place + 3])
            if code not in seen and plain(meaning).casefold() not in near.casefold():
                missing.append(f"{code}: {words[:120]}")
            seen.add(code)
    return missing


def _read(block: Any) -> Iterator[tuple[str, str]]:
    """Yield what each element says, and what it says besides: titles of its words, help."""
    for child in block.children.values():
        if hasattr(child, "children"):
            yield from _read(child)
        elif child.type == "html":
            body = _HIDDEN.sub("", child.body)
            yield unescape(_TAG.sub("", body)), " ".join(map(unescape, _TITLE.findall(body)))
        elif child.type == "page_link":
            yield child.proto.label, child.proto.help
        elif child.type in {"title", "header", "info", "markdown", "caption", "warning", "error", "success"}:
            yield child.value, ""
