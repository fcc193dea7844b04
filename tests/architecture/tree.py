"""List the files of the project as the architecture tests see them: what git would track, nothing else."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pathspec import GitIgnoreSpec

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("graph", "ingest", "queries", "app")


@cache
def tracked_files() -> tuple[Path, ...]:
    """Return every file of the project that `.gitignore` lets through, sorted, as absolute paths."""
    ignored = GitIgnoreSpec.from_lines((ROOT / ".gitignore").read_text(encoding="utf-8").splitlines())

    def walk(folder: Path) -> Iterator[Path]:
        for entry in sorted(folder.iterdir()):
            relative = entry.relative_to(ROOT).as_posix()
            if entry.is_dir():
                if entry.name != ".git" and not ignored.match_file(f"{relative}/"):
                    yield from walk(entry)
            elif not ignored.match_file(relative):
                yield entry

    return tuple(walk(ROOT))


def text_files() -> Iterator[tuple[str, str]]:
    """Yield (path relative to the root, text) of every tracked file that is UTF-8 text."""
    for path in tracked_files():
        try:
            text = path.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            yield relative(path), text


def python_files(*folders: str) -> Iterator[tuple[str, ast.Module]]:
    """Yield (path from the root, syntax tree) of every Python file under the named top-level folders."""
    for path in tracked_files():
        if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in folders:
            yield relative(path), ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def relative(path: Path) -> str:
    """Return the path from the root, with forward slashes."""
    return path.relative_to(ROOT).as_posix()


def strings(tree: ast.Module, *, docstrings: bool = False) -> Iterator[tuple[int, str]]:
    """
    Yield (line, value) of every text constant of a module; pieces of an f-string count one by one.

    Parameters
    ----------
    tree
        Module to read.
    docstrings
        Yield the texts that stand alone as a statement too.
    """
    alone = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and (docstrings or id(node) not in alone):
            yield node.lineno, node.value


def report(rule: str, violations: list[str]) -> None:
    """Fail with the rule and every violation as one list; an empty list passes."""
    listing = "\n".join(f"  - {violation}" for violation in violations)
    assert not violations, f"{rule}\n{len(violations)} violation(s):\n{listing}"
