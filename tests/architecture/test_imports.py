"""Hold who may import whom: the contracts of import-linter, absolute imports, declared dependencies only."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from importlinter.cli import lint_imports
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.tree import PACKAGES, ROOT, python_files, report

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def imported(tree: ast.Module) -> set[tuple[int, str]]:
    """Return (line, top-level package) of every absolute import of a module, wherever it stands."""
    found: set[tuple[int, str]] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update((node.lineno, alias.name.partition(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add((node.lineno, node.module.partition(".")[0]))
    return found


def undeclared(folders: tuple[str, ...], requirements: list[str]) -> list[str]:
    """List the imports of `folders` that neither Python, the project nor `requirements` provide."""
    declared = {canonicalize_name(Requirement(text).name) for text in requirements}
    providers = packages_distributions()
    own = {*PACKAGES, "tests"}
    return [
        f"{path}:{line}: {name}"
        for path, tree in python_files(*folders)
        for line, name in sorted(imported(tree))
        if name not in sys.stdlib_module_names
        and name not in own
        and not {canonicalize_name(provider) for provider in providers.get(name, [])} & declared
    ]


def test_the_contracts_hold(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    status = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert status == 0, capsys.readouterr().out


def test_only_absolute_imports() -> None:
    violations = [
        f"{path}:{node.lineno}: from {'.' * node.level}{node.module or ''}"
        for path, tree in python_files(*PACKAGES, "tests")
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    report("Imports are absolute, in the packages and in the tests.", violations)


def test_what_the_packages_import_is_declared() -> None:
    report(
        "What the packages import is in `dependencies` of pyproject.toml.",
        [
            violation
            # The script that rebuilds the reference runs on a developer's machine only.
            for violation in undeclared(PACKAGES, PROJECT["dependencies"])
            if not re.match(r"graph/reference/build\w*\.py:\d+: shapely$", violation)
        ],
    )


def test_what_the_tests_import_is_declared() -> None:
    requirements = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]
    report("What the tests import is declared in pyproject.toml.", undeclared(("tests",), requirements))


def test_every_dependency_has_its_reason() -> None:
    decisions = (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8").lower()
    names = [Requirement(text).name for text in [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]]
    report(
        "Every dependency has a line in docs/decisions.md that says what it replaces.",
        [name for name in names if f"`{name.lower()}`" not in decisions],
    )


def test_the_scan_sees_the_packages() -> None:
    assert all((ROOT / name / "__init__.py").is_file() for name in PACKAGES)
    assert Path(__file__) in {ROOT / path for path, _ in python_files("tests")}
