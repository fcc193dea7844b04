"""The pages about import and data are those of the declarations, and the guide states the real limits."""

import re

from graph.model.dictionary import dictionary_json, dictionary_markdown, dictionary_rows
from graph.model.ontology import node_specs, relationship_specs
from graph.model.vocabularies import vocabularies
from ingest import limits
from ingest.cells import LONGEST
from ingest.codes_page import with_codes
from ingest.kinds import KINDS
from tests.architecture.tree import ROOT, text_files


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def test_the_table_of_codes_is_up_to_date() -> None:
    text = page("import.md")
    assert with_codes(text) == text, "run python -m ingest.codes_page"


def test_the_dictionary_is_up_to_date() -> None:
    assert page("dictionnaire.md") == dictionary_markdown(), "run make docs"


def test_the_dictionary_holds_every_declaration() -> None:
    rows = {(row.nature, row.porteur, row.nom) for row in dictionary_rows()}
    for spec in node_specs():
        assert ("objet", "", spec.label) in rows
        assert {("propriété", spec.label, declared.name) for declared in spec.properties} <= rows
    for edge in relationship_specs():
        assert ("relation", "", edge.type) in rows
        assert {("propriété", edge.type, declared.name) for declared in edge.properties} <= rows
    for found in vocabularies().values():
        assert {("terme", found.name, code) for code in found.terms} <= rows
    assert len(dictionary_json()) == len(dictionary_rows())


def test_every_row_of_the_dictionary_page_has_all_its_cells() -> None:
    tables = re.findall(r"(?:^\|.*\n)+", page("dictionnaire.md"), re.MULTILINE)
    for table in tables:
        widths = {len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}
        assert len(widths) == 1, table


def test_the_guide_states_the_limits() -> None:
    guide = page("guide/importer.md").replace("\u202f", " ").replace("\u00a0", " ")
    expected = {
        limits.size(limits.MAX_BYTES),
        limits.size(limits.MAX_UNPACKED),
        limits.thousands(limits.MAX_ROWS).replace("\u202f", " "),
        str(limits.MAX_COLUMNS),
        f"{limits.MAX_CELLS // 1_000_000} millions",
        limits.thousands(LONGEST).replace("\u202f", " "),
    }
    assert {text for text in expected if f"| {text} |" not in guide} == set()


def test_every_code_used_in_the_guides_exists() -> None:
    used = {code for path, text in text_files() if path.endswith(".md") for code in re.findall(r"ING-\d{3}", text)}
    assert used <= set(KINDS)


def test_every_kind_of_problem_is_shown_by_a_test() -> None:
    tests = "".join(
        text
        for path, text in text_files()
        if path.startswith(("tests/unit/ingest/", "tests/contract/")) and path.endswith(".py")
    )
    assert {code for code in KINDS if code not in tests} == set()
