"""Hold the layout: names that stay free, files that stay small, Cypher that stays in its two rooms."""

import re
import sys
from collections import Counter
from importlib.metadata import packages_distributions

from tests.architecture.tree import PACKAGES, ROOT, python_files, relative, report, strings, tracked_files

LINES = 400
# Keep this list empty: a module that outgrows the limit has two reasons to change, and splits along them.
LONGER: frozenset[str] = frozenset()

CYPHER = re.compile(
    r"\b(?:OPTIONAL\s+)?MATCH\s*[(:]"
    r"|\bMERGE\s*\("
    r"|\bCREATE\s*(?:\(|CONSTRAINT\b|INDEX\b)"
    r"|\bDROP\s+(?:CONSTRAINT|INDEX)\b"
    r"|\bUNWIND\b.+\bAS\b"
    r"|\bDETACH\s+DELETE\b"
    r"|\bLOAD\s+CSV\s+(?:WITH|FROM)\b"
    r"|\bCALL\s*(?:\(|\{|db\.|dbms\.)"
    r"|\)\s*<?-\s*\[[^\]]*\]\s*->?\s*\("
    r"|\bRETURN\s+(?:DISTINCT\s+)?\w+(?:\.\w+)?\s*(?:,|AS\b|ORDER\b|LIMIT\b|$)",
    re.DOTALL | re.MULTILINE,
)


def test_cypher_stays_in_queries_and_store() -> None:
    violations = [
        f"{path}:{line}: {' '.join(text.split())[:80]}"
        for path, tree in python_files(*PACKAGES)
        if not path.startswith(("queries/", "graph/store/"))
        for line, text in strings(tree)
        if CYPHER.search(text)
    ]
    report("Cypher text lives in queries/ and graph/store/ only.", violations)


def test_the_cypher_pattern_knows_cypher() -> None:
    written = [
        "MATCH (a:Acteur) RETURN a",
        "UNWIND $rows AS row\nMERGE (n:Entite {id: row.id})",
        "CREATE CONSTRAINT entite_id IF NOT EXISTS",
        "(d)-[:COUVRE]->(t)",
        "RETURN d.id AS id",
    ]
    prose = [
        "Aucune ligne ne correspond",
        "Créer (facultatif)",
        "return the rows",
        "l’acteur (a) → le territoire (t)",
    ]
    assert [text for text in written if not CYPHER.search(text)] == []
    assert [text for text in prose if CYPHER.search(text)] == []


def test_modules_stay_small() -> None:
    lengths = {
        relative(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in tracked_files()
        if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in PACKAGES
    }
    violations = [
        f"{path}: {length} lines" for path, length in lengths.items() if length > LINES and path not in LONGER
    ]
    report(f"A module of the packages has at most {LINES} lines.", violations)
    report(
        "A module that became short leaves the list.",
        [path for path in LONGER if lengths.get(path, 0) <= LINES],
    )


def test_no_drawer_for_everything() -> None:
    violations = [
        relative(path) for path in tracked_files() if path.stem in {"utils", "util", "helpers", "helper", "misc"}
    ]
    report("A module is named after what it owns.", violations)


def test_no_pages_folder_in_app() -> None:
    """Streamlit lists the raw file names of a folder of that name."""
    report("No folder of app/ is called `pages`.", [relative(path) for path in (ROOT / "app").rglob("pages")])


def test_no_module_of_app_hides_another() -> None:
    """`streamlit run app/main.py` puts app/ first on the search path."""
    taken = {*PACKAGES, "tests", *sys.stdlib_module_names, *packages_distributions()}
    violations = [
        relative(entry)
        for entry in sorted((ROOT / "app").iterdir())
        if (entry.is_dir() or entry.suffix == ".py") and entry.stem in taken
    ]
    report("No module of app/ is named like a package, the standard library or a dependency.", violations)


def test_every_package_folder_is_a_package() -> None:
    folders = {
        path.parent for path in tracked_files() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in PACKAGES
    }
    # Screens are scripts that Streamlit runs by path.
    violations = [
        relative(folder)
        for folder in sorted(folders)
        if not (folder / "__init__.py").is_file() and relative(folder) != "app/screens"
    ]
    report("A folder of modules holds an `__init__.py` that says what it owns.", violations)


def test_tests_are_no_package() -> None:
    """An `__init__.py` under tests/ hides the real packages of the same name."""
    report(
        "No `__init__.py` stands under tests/.",
        [relative(path) for path in (ROOT / "tests").rglob("__init__.py")],
    )


def test_test_files_have_unique_names() -> None:
    names = Counter(path.name for path in (ROOT / "tests").rglob("test_*.py"))
    report("Test files have different names.", [name for name, count in names.items() if count > 1])
