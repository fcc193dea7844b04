"""Whatever a cell holds, a repair never raises, always reads, changes nothing twice; refused, it never was."""

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model.identifiers import identifier_problem
from graph.model.ontology import all_relationship_properties, node_properties, node_specs
from graph.model.spec import PropertySpec
from graph.model.statement import Location, Properties
from graph.model.values import ValueProblem, parse_cell
from graph.model.vocabularies import vocabularies
from ingest.cells import read_property
from ingest.choices import Cell, Choices, repair_key
from ingest.issues import Issue
from ingest.kinds import REPAIRS
from ingest.repairs import cell as repairs
from ingest.repairs.codes import territories
from ingest.repairs.rule import reads

WHERE = Location(file="a.xlsx", sheet="s", row=2)
EVERY_RULE = Choices(refused=REPAIRS)


@cache
def _specs() -> tuple[PropertySpec, ...]:
    """Return one declaration of each kind of value: type, list, format, unit."""
    found = [*all_relationship_properties().values()]
    for spec in node_specs():
        found += node_properties([spec.label]).values()
    kinds = {(s.type, s.vocabulary, s.format, s.unit, s.item_type): s for s in found}
    return tuple(kinds.values())


_LABELS = [
    text for found in vocabularies().values() for term in found.terms.values() for text in (term.libelle, term.code)
]
_DIGITS = "0123456789 .,-/%€OoEe+AB\u00a0\u202f"
TEXTS = st.one_of(
    st.text(max_size=40),
    st.text(_DIGITS, max_size=18),
    st.from_regex(r"[0-9]{1,2}[/.\- ][0-9]{1,2}[/.\- ][0-9]{2,4}", fullmatch=True),
    st.from_regex(r"([0-9]{1,2}(er)? )?(janvier|fev\.?|mars|juil|décembre|aout) [0-9]{2,4}", fullmatch=True),
    st.sampled_from(_LABELS).flatmap(
        lambda text: st.sampled_from([text.upper(), text[1:], text + "s", f" {text} ", f"{text};"])
    ),
    st.builds("{}={}|{}".format, st.text(max_size=6), st.text(_DIGITS, max_size=9), st.text(max_size=6)),
)
VALUES = st.one_of(TEXTS, st.integers(), st.floats(allow_nan=True), st.booleans(), st.dates())


@given(spec=st.sampled_from(_specs()), raw=VALUES)
def test_a_repair_reads_and_changes_nothing_twice(spec: PropertySpec, raw: object) -> None:
    mended = repairs.repair(spec, raw)
    if mended is None:
        return
    assert not reads(spec, raw)
    assert mended.code in REPAIRS
    assert parse_cell(spec, mended.value)
    assert repairs.repair(spec, mended.value) is None
    if spec.format in {"siren", "siret", "finess", "rna"}:
        assert identifier_problem(spec.format, mended.value) is None


@given(spec=st.sampled_from(_specs()), raw=VALUES)
def test_every_answer_to_a_question_reads(spec: PropertySpec, raw: object) -> None:
    asked = repairs.question(spec, raw)
    assert asked is None or all(reads(spec, text) for text, _ in asked.answers)


def _read_alone(spec: PropertySpec, raw: object) -> tuple[Properties, str | None]:
    """Return what a cell says without any repair, or the sentence that tells what was expected."""
    try:
        return parse_cell(spec, raw), None
    except ValueProblem as problem:
        return {}, problem.expected


@given(spec=st.sampled_from(_specs()), raw=VALUES)
def test_a_refused_repair_leaves_the_problem_of_a_cell_that_no_rule_knows(spec: PropertySpec, raw: object) -> None:
    refused: list[Issue] = []
    accepted: list[Issue] = []
    kept = read_property(spec, raw, WHERE, "colonne", refused, EVERY_RULE)
    read = read_property(spec, raw, WHERE, "colonne", accepted)
    expected, sentence = _read_alone(spec, raw)
    assert kept == expected
    assert [issue.blocking for issue in refused] == [True] * (sentence is not None)
    assert all(issue.message.startswith(("valeur", "date illisible")) for issue in refused)
    assert all(sentence is not None and sentence in issue.message for issue in refused)
    if accepted != refused:
        [issue] = accepted
        if issue.code in REPAIRS:
            assert read
            one = Choices(refused=frozenset({repair_key(issue.code, Cell("a.xlsx", "s", 2, "colonne"))}))
            again: list[Issue] = []
            assert read_property(spec, raw, WHERE, "colonne", again, one) == {}
            assert again == refused
        else:
            assert replace(issue, candidats=()).code == refused[0].code


@given(st.one_of(st.text(max_size=30), st.text("0123456789.ABOab |COM-EPCI", max_size=20)))
def test_codes_of_territories_settle_at_once(text: str) -> None:
    mended = territories(text)
    assert mended is None or territories(mended.value) is None


@pytest.mark.parametrize("raw", ["1e999", "9" * 40, 10**400, float("inf"), float("nan"), "1e300"])
def test_a_number_that_no_engine_keeps_is_refused(raw: object) -> None:
    for spec in _specs():
        if spec.type.value in {"entier", "decimal"}:
            issues: list[Issue] = []
            assert read_property(spec, raw, WHERE, "colonne", issues) == {}
            assert [issue.blocking for issue in issues] == [True]
