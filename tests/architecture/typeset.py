"""Put French typography right where people read it: a keyboard writes plain spaces and straight apostrophes.

`python -m tests.architecture.typeset` rewrites the strings of the packages, the headers of the questions and
the guide; `make format` runs it. Python files named after it are put right too, wherever they stand. The test
beside it applies the same rules and refuses what is left.
A string that must stay as a source wrote it stands on a line that ends with `# verbatim`.
"""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.architecture.tree import relative, text_files, tracked_files

NBSP = "\u00a0"
THIN = "\u202f"
VERBATIM = "# verbatim"
# Modules whose strings are read by a database or compared with published files, not by people.
EXEMPT = ("graph/store/", "graph/reference/build")


@dataclass(frozen=True, slots=True)
class Rule:
    """
    Hold one rule of typography.

    Attributes
    ----------
    name
        What is wrong, in French.
    pattern
        Where it is wrong.
    right
        What stands there instead, as a replacement of `re.sub`.
    """

    name: str
    pattern: re.Pattern[str]
    right: str


_ELISION = r"\b([cdjlmnst]|qu|jusqu|lorsqu|puisqu|quelqu|presqu|aujourd)'(?=[a-zà-öø-ÿœæ])"

# What may follow a sign: a space, a closing sign, the end of the string as the source writes it.
_END = r"(?:[\s»)\x22\x27\\{]|$)"

# A source may write the space by its number.
_ESCAPED = r"\\u00a0"

# Rules that no English sentence, no code and no format string meets.
EVERYWHERE = (
    Rule("apostrophe droite", re.compile(_ELISION, re.IGNORECASE), r"\1’"),
    Rule(
        "espace fine insécable attendue avant ; ! ?",
        re.compile(rf"(?<=[\w»)…%])[ {NBSP}](?=[;!?]{_END})"),
        THIN,
    ),
    Rule(
        "espace insécable attendue avant :",
        re.compile(rf"(?<=[\w»)%])[ {THIN}](?=:{_END})"),
        NBSP,
    ),
    Rule("espace insécable attendue après «", re.compile(rf"«(?:[ {THIN}]|(?!{NBSP}|{_ESCAPED}))"), f"«{NBSP}"),
    Rule("espace insécable attendue avant »", re.compile(rf"(?:[ {THIN}]|(?<!{NBSP})(?<!{_ESCAPED}))»"), f"{NBSP}»"),
)
# Rules of running text: in a string they could meet a drawing's coordinates or a file's syntax.
PROSE = (
    Rule("espace fine insécable attendue dans un nombre", re.compile(r"(?<=\d) (?=\d{3}\b)"), THIN),
    Rule("espace insécable attendue avant %", re.compile(rf"(?<=\d)[ {THIN}](?=%)"), NBSP),
    Rule("points de suspension en trois points", re.compile(r"(?<=[a-zà-ÿ])\.\.\.(?!\.)"), "…"),
    Rule("signe collé au mot", re.compile(r"(?<=[A-Za-zÀ-ÿ»)])(?=[;!?](?:\s|$))"), THIN),
    Rule("deux-points collés au mot", re.compile(r"(?<=[A-Za-zÀ-ÿ»)])(?=:(?:\s|$))"), NBSP),
    Rule("guillemets droits", re.compile(r'(?<![=\w])"([A-Za-zÀ-ÿ][^"\n=]+)"(?![\w=])'), rf"«{NBSP}\1{NBSP}»"),
)
_CODE = re.compile(r"(`[^`\n]*`|\]\([^)\n]*\)|<[^>\n]*>|https?://\S+)")


def corrected(text: str, rules: tuple[Rule, ...]) -> str:
    """Return the text with every rule applied."""
    for rule in rules:
        text = rule.pattern.sub(rule.right, text)
    return text


def faults(text: str, rules: tuple[Rule, ...]) -> Iterator[str]:
    """Yield one sentence per fault: the rule, and the text around it."""
    for rule in rules:
        for match in rule.pattern.finditer(text):
            around = text[max(0, match.start() - 15) : match.end() + 15].replace("\n", " ")
            yield f"{rule.name} : …{around}…"


def prose_pieces(text: str) -> Iterator[tuple[int, str, bool]]:
    """Yield (line number, piece, prose or not) of a Markdown text; joined, the pieces are the text again."""
    fenced = False
    for number, line in enumerate(text.splitlines(keepends=True), start=1):
        if line.lstrip().startswith("```"):
            fenced = not fenced
            yield number, line, False
        elif fenced or re.fullmatch(r"[\s|:-]+", line):
            yield number, line, False
        else:
            for place, piece in enumerate(_CODE.split(line)):
                yield number, piece, place % 2 == 0


def literals(source: str) -> Iterator[tuple[int, int, str]]:
    """
    Yield (start, end, source text) of every string of a module that is neither a docstring nor verbatim.

    Start and end count the bytes of the UTF-8 source; strings come in order and never overlap.
    """
    starts = [0]
    for line in source.encode().splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    lines = source.splitlines()
    raw = source.encode()

    def walk(node: ast.AST) -> Iterator[ast.Constant | ast.JoinedStr]:
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            return
        if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str)):
            yield node
            return
        for child in ast.iter_child_nodes(node):
            yield from walk(child)

    for node in walk(ast.parse(source)):
        first, last = node.lineno, node.end_lineno or node.lineno
        if any(line.rstrip().endswith(VERBATIM) for line in lines[first - 1 : last]):
            continue
        start = starts[first - 1] + node.col_offset
        end = starts[last - 1] + (node.end_col_offset or 0)
        yield start, end, raw[start:end].decode()


def corrected_module(source: str) -> str:
    """Return a Python module with its strings put right."""
    raw = source.encode()
    for start, end, text in sorted(literals(source), reverse=True):
        raw = raw[:start] + corrected(text, EVERYWHERE).encode() + raw[end:]
    return raw.decode()


def corrected_question(text: str) -> str:
    """Return a question with its header put right; the Cypher stays."""
    return "".join(
        corrected(line, EVERYWHERE) if line.startswith("//") else line for line in text.splitlines(keepends=True)
    )


def corrected_prose(text: str) -> str:
    """Return a Markdown text with its prose put right; code, addresses and rules of tables stay."""
    return "".join(corrected(piece, EVERYWHERE + PROSE) if prose else piece for _, piece, prose in prose_pieces(text))


def corrected_file(path: str, text: str) -> str:
    """Return the text of a file put right, or as it is when nobody but a programmer reads it."""
    if path.startswith("docs/guide/"):
        return corrected_prose(text)
    if path.endswith(".cypher"):
        return corrected_question(text)
    if path.endswith(".py") and path.startswith(("app/", "graph/", "ingest/", "queries/")):
        return text if path.startswith(EXEMPT) else corrected_module(text)
    return text


def main(named: list[str]) -> None:
    """Rewrite what is wrong and print the files that changed: those named, or every one."""
    known: dict[str, Path] = {relative(path): path for path in tracked_files()}
    for path, text in text_files():
        if named and path not in named:
            continue
        right = corrected_module(text) if path in named and path.endswith(".py") else corrected_file(path, text)
        if right != text:
            known[path].write_text(right, encoding="utf-8", newline="")
            print(f"put right: {path}")


if __name__ == "__main__":
    main(sys.argv[1:])
