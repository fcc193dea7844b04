"""Write what a command has to say: the answer on stdout, messages on stderr, always in UTF-8."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TextIO

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from app.commands.failures import CommandFailure

_MOST_COLUMNS = 11
_WIDTH_OF_A_PIPE = 160


@dataclass(frozen=True, slots=True)
class Output:
    """
    Hold the form of the answer that the person asked for.

    Parameters
    ----------
    as_json, as_csv
        Machine forms instead of text.
    quiet
        Leave out messages that are not errors.
    """

    as_json: bool = False
    as_csv: bool = False
    quiet: bool = False

    def json(self, content: object) -> None:
        """Print the answer as one JSON document."""
        sys.stdout.write(json.dumps(content, ensure_ascii=False, indent=1) + "\n")

    def csv(self, heading: Sequence[str], rows: Iterable[Sequence[object]], comment: str = "") -> None:
        """Print the answer as CSV (comma, UTF-8), after the comment on one line that begins with `#`."""
        if comment:
            sys.stdout.write(f"# {' '.join(comment.split())}\n")
        buffer = io.StringIO()
        writer = csv.writer(buffer, lineterminator="\n")
        writer.writerow(heading)
        writer.writerows([machine(value) for value in row] for row in rows)
        sys.stdout.write(buffer.getvalue())

    def line(self, text: str = "", *, style: str = "") -> None:
        """Print a line of the answer."""
        self._console(sys.stdout).print(Text(text, style=style), soft_wrap=not sys.stdout.isatty())

    def raw(self, text: str) -> None:
        """Print a text of the answer as it is."""
        sys.stdout.write(text)

    def table(
        self, heading: Sequence[str], rows: Iterable[Sequence[object]], *, title: str = "", whole: Collection[str] = ()
    ) -> None:
        """
        Print a table of the answer; numbers stand right, nothing is cut.

        A table with more columns than a line can hold is printed row by row, one value a line, empty ones left out.
        The columns in `whole` are never folded: what they hold is copied.
        """
        shown = [list(row) for row in rows]
        if len(heading) > _MOST_COLUMNS:
            self._records(heading, shown, title)
            return
        table = Table(
            box=box.SIMPLE_HEAD, title=title or None, title_justify="left", title_style="bold", pad_edge=False
        )
        for position, name in enumerate(heading):
            values = [row[position] for row in shown if row[position] is not None]
            numeric = bool(values) and all(_is_number(value) for value in values)
            table.add_column(name, justify="right" if numeric else "left", overflow="fold", no_wrap=name in whole)
        for row in shown:
            table.add_row(*(Text(human(value)) for value in row))
        self._console(sys.stdout).print(table)

    def _records(self, heading: Sequence[str], rows: Sequence[Sequence[object]], title: str) -> None:
        if title:
            self.line(title, style="bold")
        for row in rows:
            self.line()
            for name, value in zip(heading, row, strict=True):
                if value not in (None, "", []):
                    self.line(f"    {name}\u00a0: {human(value)}" if name else f"{human(value)}.")

    def note(self, text: str) -> None:
        """Say something about the work, on stderr, unless asked to be quiet."""
        if not self.quiet:
            self._console(sys.stderr).print(Text(text), soft_wrap=True)

    def ask(self, text: str) -> None:
        """Put something to the person at the terminal, on stderr, whatever `--quiet` says."""
        sys.stderr.write(text)
        sys.stderr.flush()

    def messages(self) -> Console:
        """Return the console that messages go to."""
        return self._console(sys.stderr)

    def error(self, text: str) -> None:
        """Say why the answer is not what was hoped for, on stderr, even when asked to be quiet."""
        self._console(sys.stderr).print(Text(text), soft_wrap=True)

    def failure(self, failure: CommandFailure) -> None:
        """Say why the command failed: on stderr, and as JSON on stdout when JSON was asked for."""
        self.error(str(failure))
        if self.as_json:
            self.json(failure.to_json())

    @staticmethod
    def _console(stream: TextIO) -> Console:
        # Data may hold brackets and colons: no markup, no emoji, no colours guessed from content.
        width = None if stream.isatty() else _WIDTH_OF_A_PIPE
        return Console(file=stream, width=width, markup=False, emoji=False, highlight=False)


def use_utf8() -> None:
    """Write UTF-8 whatever the locale says: JSON is UTF-8, and French needs more than ASCII."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def human(value: object) -> str:
    """Return a value as people read it: French numbers, oui and non, commas; nothing when unknown."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, int):
        return f"{value:,}".replace(",", "\u202f")
    if isinstance(value, float):
        text = f"{value:,.4f}".rstrip("0").rstrip(".")
        return text.replace(",", "\u202f").replace(".", ",")
    if isinstance(value, list | tuple):
        return ", ".join(human(item) for item in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def counted(number: int, singular: str, plural: str) -> str:
    """Return a number with its noun: French has zero and one in the singular."""
    return f"{human(number)} {singular if number < 2 else plural}"


def machine(value: object) -> object:
    """Return a value as a CSV cell: plain numbers, oui and non, lists with `|`, nothing for unknown."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, list | tuple):
        return "|".join(str(machine(item)) for item in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return value


def plain(value: Any) -> Any:
    """Return a value that JSON can write: mappings and sequences become dicts and lists."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    return value


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
