"""Read what a screen shows, whatever draws it: words, tables, links."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

from streamlit.testing.v1 import AppTest

_TAG = re.compile(r"<[^>]+>")
_IGNORED = re.compile(r"<(style|script)\b.*?</\1>", re.DOTALL)


def words(screen: AppTest) -> str:
    """Return everything a reader can read on a screen, in its order, tables included."""
    parts = [
        element.value
        for kind in ("title", "header", "subheader", "markdown", "caption")
        for element in screen.get(kind)
    ]
    parts += [unescape(_TAG.sub(" ", _IGNORED.sub("", element.body))) for element in screen.get("html")]
    parts += [element.value for kind in ("info", "warning", "error", "success") for element in screen.get(kind)]
    parts += [element.proto.label for kind in ("page_link", "button") for element in screen.get(kind)]
    parts += [element.label for element in screen.expander]
    parts += [
        " ".join([table["title"], *(cell for row in table["rows"] for cell in row["cells"])])
        for table in tables(screen)
    ]
    return plain("\n".join(parts))


def plain(text: str) -> str:
    """Return a text with ordinary spaces and without the escapes of Markdown, so that a test can quote it."""
    return re.sub(r"[ \u00a0\u202f]+", " ", text).replace("\\", "")


def tables(screen: AppTest) -> list[dict[str, Any]]:
    """Return the tables of a screen as the browser receives them, in order."""
    found = []
    for element in screen.get("bidi_component"):
        data = element.proto.json
        content = json.loads(data) if data else None
        if content and "opens" in content:
            found.append(content)
    return found


def headings(table: dict[str, Any]) -> list[str]:
    """Return the headings of a table."""
    return [column["title"] for column in table["columns"]]


def links(screen: AppTest) -> dict[str, str]:
    """Return the links of a screen: label, and the parameters of the address they open."""
    return {
        plain(element.proto.label): f"{element.proto.page}?{element.proto.query_string}"
        for element in screen.get("page_link")
    }


def fails(screen: AppTest) -> list[str]:
    """Return what went wrong in the eyes of the reader: errors, and tracebacks that nobody should see."""
    return [element.value for element in screen.error] + [element.message for element in screen.exception]
