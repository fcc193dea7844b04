"""The JSON export comes back whole; anything else that is JSON, and a backup, are told apart in French."""

import gzip
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.exports.facts import Facts
from app.exports.facts_json import facts_json
from graph.model.statement import NodeStatement, with_proofs
from graph.plan import NodeState, RelationshipState
from ingest.choices import Cell, Choices
from ingest.examples import example_paths
from ingest.importer import Checked, check
from tests.unit.ingest.builders import TODAY, codes, found


def exported(checked: Checked) -> dict[str, Any]:
    """Return what the export writes of statements."""
    nodes: list[NodeState] = []
    links: list[RelationshipState] = []
    for s in checked.statements:
        properties = with_proofs(s.properties, s.preuves)
        if isinstance(s, NodeStatement):
            nodes.append(NodeState(id=s.id, labels=s.labels, properties=properties, fait=True))
        else:
            links.append(
                RelationshipState(id=s.id, type=s.type, start=s.start, end=s.end, properties=properties, fait=True)
            )
    facts = Facts(
        nodes=tuple(nodes), relationships=tuple(links), references=(), territoire=None, date=None, version="0"
    )
    return facts_json(facts)


@pytest.fixture(scope="module")
def example() -> dict[str, Any]:
    """Export the Breton example."""
    return exported(check(example_paths(), None, today=TODAY))


def written(folder: Path, content: object, name: str = "faits.json") -> Path:
    path = folder / name
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def small() -> dict[str, Any]:
    """Return a small export: one actor, one scheme, what binds them."""
    return {
        "entete": {"format": "maillage-faits", "version": 1},
        "noeuds": [
            {
                "id": "acteur:a",
                "etiquettes": ["Acteur"],
                "proprietes": {"nom": "A", "type_acteur": "ars"},
                "preuves": [],
            },
            {
                "id": "disp:d",
                "etiquettes": ["Dispositif"],
                "proprietes": {"nom": "D", "type_dispositif": "CLS", "generation": 2, "alias": ["x"]},
                "preuves": [],
            },
        ],
        "relations": [
            {"id": "r", "type": "SIGNE", "de": "acteur:a", "vers": "disp:d", "proprietes": {}, "preuves": []}
        ],
    }


def test_every_statement_comes_back_as_it_was(tmp_path: Path, example: dict[str, Any]) -> None:
    before = check(example_paths(), None, today=TODAY).statements
    checked = check([written(tmp_path, example)], None, today=TODAY)
    assert checked.report.lecteur == "json"
    assert not checked.report.refuse
    assert checked.report.lignes.chargees == len(example["noeuds"]) + len(example["relations"])
    assert {s.id: replace(s, location=None) for s in checked.statements} == {
        s.id: replace(s, location=None) for s in before
    }


def test_a_backup_is_restored_and_not_imported(tmp_path: Path) -> None:
    path = tmp_path / "base.maillage.gz"
    with gzip.open(path, "wt", encoding="utf-8") as stream:
        stream.write(json.dumps({"format": "maillage-sauvegarde", "version": 1}) + "\n")
    checked = check([path], None)
    [issue] = found(checked, "ING-122")
    assert "maillage restore" in issue.remede
    assert checked.report.refuse


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "ING-103"),
        ("{", "ING-106"),
        ("[1, 2]", "ING-122"),
        ('{"entete": {"format": "autre"}}', "ING-122"),
        ('{"entete": {"format": "maillage-faits", "version": 99}, "noeuds": [], "relations": []}', "ING-122"),
        ('{"entete": {"format": "maillage-faits", "version": 1}, "noeuds": {}}', "ING-106"),
        ('{"entete": {"format": "maillage-faits", "version": 1}, "noeuds": [], "relations": []}', "ING-109"),
        ('{"entete": NaN}', "ING-106"),
        ("[" * 100_000, "ING-106"),
    ],
)
def test_json_of_another_sort_is_refused(tmp_path: Path, content: str, code: str) -> None:
    path = tmp_path / "faits.json"
    path.write_text(content, encoding="utf-8")
    assert codes(check([path], None), blocking=True) == {code}


def _spoil(change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    content = small()
    change(content)
    return content


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (_spoil(lambda c: c["noeuds"][0].update(id="acteur a")), "ING-209"),
        (_spoil(lambda c: c["noeuds"][0].update(etiquettes=["Personne"])), "ING-201"),
        (_spoil(lambda c: c["noeuds"].append(7)), "ING-202"),
        (_spoil(lambda c: c["noeuds"][0].update(proprietes=[])), "ING-202"),
        (_spoil(lambda c: c["noeuds"][0]["proprietes"].update(inconnue="x")), "ING-202"),
        (_spoil(lambda c: c["noeuds"][1]["proprietes"].update(generation="deux")), "ING-202"),
        (_spoil(lambda c: c["noeuds"][1]["proprietes"].update(alias=["x", 1])), "ING-202"),
        (_spoil(lambda c: c["noeuds"][0]["proprietes"].update(type_acteur="zzz")), "ING-201"),
        (_spoil(lambda c: c["noeuds"][0]["proprietes"].update(siren="123456789")), "ING-204"),
        (_spoil(lambda c: c["noeuds"][0]["proprietes"].update(nom="\ud800")), "ING-202"),
        (_spoil(lambda c: c["noeuds"][0]["proprietes"].update(nom="Mme Jeanne Exemple")), "ING-207"),
        (_spoil(lambda c: c["noeuds"][0]["proprietes"].update(nom="a" * 40_000)), "ING-208"),
        (_spoil(lambda c: c["noeuds"][0]["proprietes"].update(extra_cles=["a"], extra_valeurs=[])), "ING-202"),
        (_spoil(lambda c: c["noeuds"][0].update(preuves=[{"citation": "x"}])), "ING-202"),
        (_spoil(lambda c: c["relations"][0].update(type="AIME")), "ING-201"),
        (_spoil(lambda c: c["relations"][0].update(vers="disp:absent")), "ING-403"),
        (_spoil(lambda c: c["relations"][0].update(de=None)), "ING-209"),
        (_spoil(lambda c: c["relations"][0]["proprietes"].update(valid_from="hier")), "ING-203"),
    ],
)
def test_a_wrong_entry_is_a_problem_of_its_place(tmp_path: Path, content: dict[str, Any], code: str) -> None:
    path = tmp_path / "faits.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    checked = check([path], None)
    blocking = [issue for issue in checked.report.problemes if issue.blocking]
    assert code in {issue.code for issue in blocking}
    assert all(issue.feuille in {"noeuds", "relations"} and issue.ligne for issue in blocking)


def test_a_cell_may_be_corrected(tmp_path: Path) -> None:
    path = written(tmp_path, _spoil(lambda c: c["noeuds"][0]["proprietes"].update(type_acteur="zzz")))
    cell = Cell(path.name, "noeuds", 1, "type_acteur")
    checked = check([path], None, choices=Choices(corrections={cell: "Commune"}))
    assert checked.statements[0].properties["type_acteur"] == "commune"


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=_VALUES, place=st.sampled_from(["noeuds", "relations"]), key=st.sampled_from(
    ["id", "etiquettes", "proprietes", "preuves", "fichiers", "dits", "type", "de", "vers"]
))  # fmt: skip
def test_hostile_json_never_raises(tmp_path: Path, value: object, place: str, key: str) -> None:
    content = small()
    content[place][0][key] = value
    path = tmp_path / "faits.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    rows = check([path], None, partial=True).report.lignes
    assert rows.lues == rows.chargees + rows.reparees + rows.rejetees == 3
