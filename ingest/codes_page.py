"""Write the table of codes of `docs/import.md` from the declared kinds of problem.

`python -m ingest.codes_page` rewrites the table in place; a test holds the page to it.
"""

from __future__ import annotations

import sys
from pathlib import Path

from ingest.kinds import KINDS

START, END = "<!-- codes: begin -->", "<!-- codes: end -->"


def codes_table() -> str:
    """Return the Markdown table of every code: gravity, title, remedy, rule."""
    lines = ["| Code | Gravity | Title shown | Remedy shown | Rule |", "| --- | --- | --- | --- | --- |"]
    lines += [
        f"| `{kind.code}` | {kind.gravite.value} | {kind.titre} | {kind.remede} | {kind.regle or ''} |"
        for kind in KINDS.values()
    ]
    return "\n".join(lines)


def with_codes(page: str) -> str:
    """
    Return a page with the table between its two marks.

    Raises
    ------
    ValueError
        If the marks are not in the page.
    """
    before, mark, rest = page.partition(START)
    _, end, after = rest.partition(END)
    if not mark or not end:
        msg = f"the page has no {START} … {END}"
        raise ValueError(msg)
    return f"{before}{START}\n{codes_table()}\n{END}{after}"


if __name__ == "__main__":
    target = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/import.md")
    target.write_text(with_codes(target.read_text(encoding="utf-8")), encoding="utf-8")
