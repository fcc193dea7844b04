"""Hold the promises of requirements.lock: every version fixed, every file hashed, no place named."""

import re
import tomllib
from itertools import pairwise

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.tree import ROOT, report

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PIN = re.compile(r"^(?P<name>[a-z0-9][a-z0-9-]*)==(?P<version>[0-9][0-9A-Za-z.+!]*)(?: ; (?P<marker>[^\\]+?))? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}(?: \\)?$")


def locked_names() -> set[str]:
    """Return the normalised names that the lock fixes."""
    return {match["name"] for line in LOCK.splitlines() if (match := PIN.match(line))}


def test_lock_holds_only_pins_and_hashes() -> None:
    """A host, an index, a path or an option would show as a line of another form."""
    violations = [
        f"line {number}: {line}"
        for number, line in enumerate(LOCK.splitlines(), start=1)
        if not PIN.match(line) and not HASH.match(line)
    ]
    report("requirements.lock holds `name==version ; marker` and sha256 hashes, nothing else.", violations)


def test_every_pin_has_a_hash() -> None:
    lines = [*LOCK.splitlines(), ""]
    violations = [line for line, following in pairwise(lines) if PIN.match(line) and not HASH.match(following)]
    report("Every requirement of the lock carries at least one hash.", violations)
    assert len(locked_names()) > 50


def test_lock_covers_what_the_project_declares() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = [Requirement(text) for text in [*project["dependencies"], *project["optional-dependencies"]["dev"]]]
    pins = {match["name"]: match["version"] for line in LOCK.splitlines() if (match := PIN.match(line))}
    violations = [
        f"{requirement} (locked: {pins.get(canonicalize_name(requirement.name), 'nothing')})"
        for requirement in declared
        if not requirement.specifier.contains(pins.get(canonicalize_name(requirement.name), "0"), prereleases=True)
    ]
    report("Every declared dependency is locked at a version it accepts; run `make lock`.", violations)


def test_the_build_tool_is_locked() -> None:
    """`pip install --no-build-isolation` finds hatchling in the environment, not on an index."""
    assert "hatchling" in locked_names()
