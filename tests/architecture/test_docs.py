"""Hold the documentation to the project: links, paths and recipes exist, labels are explained."""

import re

from graph.model.ontology import ENTITE, node_specs
from tests.architecture.tree import ROOT, report, text_files

LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)")
PATH = re.compile(r"`((?:app|docs|graph|ingest|queries|tests)/[\w./-]+|\.ci/run|requirements\.lock)`")
RECIPE = re.compile(r"(?:`|^|\s)make ([a-z]+)(?=`|\s|$)", re.MULTILINE)


def pages() -> list[tuple[str, str]]:
    """Return (path, text) of every Markdown page of the project."""
    return [(path, text) for path, text in text_files() if path.endswith(".md")]


def test_links_lead_somewhere() -> None:
    violations = [
        f"{path}: {target}"
        for path, text in pages()
        for target in LINK.findall(text)
        if not ((ROOT / path).parent / target).exists()
    ]
    report("A link of the documentation leads to a file of the project.", violations)


def test_named_paths_exist() -> None:
    violations = [
        f"{path}: {named}" for path, text in pages() for named in PATH.findall(text) if not (ROOT / named).exists()
    ]
    report("A path that the documentation names exists.", violations)


def test_named_recipes_exist() -> None:
    recipes = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {
        (path, recipe)
        for path, text in pages()
        for block in re.findall(r"```sh\n.*?```|`make [a-z]+`", text, re.DOTALL)
        for recipe in RECIPE.findall(block)
    }
    assert {recipe for _, recipe in named} >= {"demo", "test"}
    violations = [f"{path}: make {recipe}" for path, recipe in sorted(named) if recipe not in recipes]
    report("A recipe that the documentation names is in the Makefile.", violations)


def test_the_glossary_explains_every_label() -> None:
    glossary = (ROOT / "docs" / "glossaire.md").read_text(encoding="utf-8")
    labels = [ENTITE, *(spec.label for spec in node_specs())]
    report(
        "Every label of the model stands in docs/glossaire.md, for a reader with no French.",
        [label for label in labels if f"`{label}`" not in glossary],
    )
