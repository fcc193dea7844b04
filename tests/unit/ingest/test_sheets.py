"""The tables are those of the model, and people may write their names as they like."""

import pytest

from graph.model.ontology import all_relationship_properties, node_specs, relationship_specs
from graph.model.relationships import RELATIONSHIPS
from graph.model.spec import RelationshipSpec
from ingest.columns import Column
from ingest.sheets import Sheet, find_sheet, is_ignored, match_heading, nearest_sheet, sheets


def sheet(name: str) -> Sheet:
    return next(found for found in sheets() if found.name == name)


def column(sheet_name: str, heading: str) -> Column | None:
    return match_heading(sheet(sheet_name), heading)


def test_every_label_has_its_sheet_and_every_property_its_column() -> None:
    for spec in node_specs():
        names = [found.name for found in sheet(spec.sheet).columns]
        assert names[:2] == ["id", "nom"]
        assert {declared.name for declared in spec.properties} <= set(names)
        assert len(names) == len(set(names))


def test_the_relations_sheet_holds_every_relationship_property() -> None:
    relations = sheet("relations")
    assert set(all_relationship_properties()) <= {found.name for found in relations.columns}
    types = next(found for found in relations.columns if found.name == "type").choices
    assert types == tuple(spec.type for spec in relationship_specs())


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("acteurs", "acteurs"),
        ("Acteurs", "acteurs"),
        ("ACTEUR", "acteurs"),
        ("Événements", "evenements"),
        ("evenement", "evenements"),
        ("Périmètres", "perimetres"),
        ("Rôle", "roles"),
        ("relations 2", "relations"),
        ("Axes stratégiques", "axes"),
        ("Types d’intervention", "types_intervention"),
        ("types d'intervention", "types_intervention"),
        ("Notes de lecture", "notes"),
    ],
)
def test_names_of_sheets(title: str, name: str) -> None:
    found = find_sheet(title)
    assert found is not None
    assert found.name == name


def test_unknown_sheets() -> None:
    assert find_sheet("Feuil1") is None
    assert find_sheet("") is None
    assert nearest_sheet("acteuurs") == "acteurs"
    assert [is_ignored(title) for title in ("lisez-moi", "_brouillon", "codes", "acteurs")] == [True, True, True, False]


@pytest.mark.parametrize(
    ("table", "heading", "name"),
    [
        ("acteurs", "Type d'acteur", "type_acteur"),
        ("acteurs", "TYPE_ACTEUR", "type_acteur"),
        ("acteurs", " Identifiant ", "id"),
        ("acteurs", "Nom", "nom"),
        ("actions", "Pilote", "pilotes"),
        ("actions", "thématique", "thematiques"),
        ("besoins", "territoire", "territoire"),
        ("besoins", "territoires", "territoires"),
        ("roles", "Depuis", "valid_from"),
        ("roles", "date de début", "valid_from"),
        ("roles", "Fin", "valid_to"),
        ("perimetres", "Part couverte", "part"),
        ("preuves", "Quote", "citation"),
        ("dispositifs", "Durée initiale (ans)", "duree_initiale_ans"),
    ],
)
def test_headings(table: str, heading: str, name: str) -> None:
    found = column(table, heading)
    assert found is not None
    assert found.name == name


def test_an_unknown_heading_names_no_column() -> None:
    assert column("acteurs", "couleur préférée") is None


def test_a_new_declaration_is_seen_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    declared = RelationshipSpec(
        type="TESTE_AVEC",
        caption="teste avec",
        start=("Acteur",),
        end=("Acteur",),
        roles=("essai",),
        description="Essai.",
    )
    monkeypatch.setitem(RELATIONSHIPS, "TESTE_AVEC", declared)
    found = {item.name: item for item in sheet("relations").columns}
    assert "TESTE_AVEC" in found["type"].choices
    assert "essai" in found["role"].choices
    assert "TESTE_AVEC" in next(item for item in sheet("roles").columns if item.name == "type").choices
