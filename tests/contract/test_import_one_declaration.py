"""One declaration is enough: an invented type is in the template, imported, stored, exported and documented."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from graph.model.dictionary import dictionary_markdown
from graph.model.properties import PART
from graph.model.relationships import RELATIONSHIPS
from graph.model.spec import PropertySpec, RelationshipSpec, ValueType
from graph.settings import Settings
from ingest.importer import apply, check, plan
from ingest.template import write_template
from ingest.workbook_writer import write_workbook
from tests.support.stores import emptied
from tests.unit.ingest.builders import ACTEURS, workbook

pytestmark = pytest.mark.contract

INVENTED = RelationshipSpec(
    type="TESTE_AVEC",
    caption="teste avec",
    start=("Acteur",),
    end=("Acteur", "Territoire"),
    description="Relation inventée par un test.",
    roles=("essai",),
    properties=(
        PART,
        PropertySpec(name="mention", type=ValueType.LISTE, caption="Mentions", description="Mentions de l’essai."),
    ),
)


def test_one_declaration_is_enough(engine_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(RELATIONSHIPS, "TESTE_AVEC", INVENTED)

    write_template(tmp_path / "modele.xlsx")
    template = load_workbook(tmp_path / "modele.xlsx")
    assert "mention" in [cell.value for cell in template["relations"][1]]
    listed = {cell.value for row in template["listes"].iter_rows() for cell in row}
    assert {"TESTE_AVEC", "essai"} <= listed

    assert "| `TESTE_AVEC` | teste avec | Acteur → Acteur, Territoire | `essai` |" in dictionary_markdown()

    path = workbook(
        tmp_path / "essai.xlsx",
        {
            "acteurs": ACTEURS,
            "relations": [
                ("type", "de", "vers", "role", "valid_from", "part", "mention", "source", "citation"),
                ("teste avec", "ARS Bretagne", "CPAM 35", "Essai", "2021", 0.25, "un|deux", "a.txt", "mots"),
            ],
        },
    )
    with emptied(engine_settings) as store:
        checked = check([path], store)
        assert not checked.report.refuse
        apply(checked, plan(checked, store), store)
        assert dict(store.counts().relations) == {"TESTE_AVEC": 1}
        [state] = [state for state in store.dump() if state.kinds == ("TESTE_AVEC",)]
        assert state.properties == {
            "role": "essai",
            "valid_from": "2021-01-01",
            "date_precision": "annee",
            "part": 0.25,
            "mention": ["un", "deux"],
            "preuve_sources": ["a.txt"],
            "preuve_citations": ["mots"],
        }
        write_workbook(tmp_path / "export.xlsx", store.dump(), "Export")
        again = check([tmp_path / "export.xlsx"], store)
        assert plan(again, store).version_after == store.version()
    exported = load_workbook(tmp_path / "export.xlsx")["relations"]
    assert [row[0].value for row in exported.iter_rows(min_row=2)] == ["TESTE_AVEC"]


def test_a_role_out_of_the_declared_list_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(RELATIONSHIPS, "TESTE_AVEC", INVENTED)
    tables = {
        "acteurs": ACTEURS,
        "relations": [("type", "de", "vers", "role"), ("TESTE_AVEC", "acteur:ars", "acteur:cpam", "x")],
    }
    assert [i.code for i in check([workbook(tmp_path / "a.xlsx", tables)], None).report.problemes] == ["ING-211"]
