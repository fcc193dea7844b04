"""Check the workbook of a territory: what it proposes is never a fact, what it knows reads back without a problem."""

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from graph.model.statement import NodeStatement, RelationshipStatement
from graph.reference.loader import load_reference
from ingest.importer import Checked, check
from ingest.institutions import genitive, of_departement, of_epci
from ingest.starter import SOUGHT, UnknownTerritory, file_name, ground, sought, write_starter
from ingest.tables import GUIDE
from tests.unit.ingest.builders import TODAY


def written(folder: Path, text: str, nom: str = "") -> Path:
    place = ground(text, nom)
    write_starter(folder / file_name(place), place)
    return folder / file_name(place)


def read(path: Path) -> Checked:
    return check([path], None, today=TODAY)


def nodes(checked: Checked, label: str) -> dict[str, NodeStatement]:
    return {s.id: s for s in checked.statements if isinstance(s, NodeStatement) and label in s.labels}


def rows_of(path: Path, sheet: str) -> Iterator[dict[str, object]]:
    heading, *rows = openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True)
    for row in rows:
        yield dict(zip(map(str, heading), row, strict=True))


@pytest.mark.parametrize(
    "text",
    ["EPCI-243500741", "DEP-48", "DEP-2A", "DEP-75", "REG-06", "terr:pays-brest", "COM-35236,COM-35218;COM-56001"],
)
def test_the_workbook_as_it_comes_holds_institutions_and_no_scheme(tmp_path: Path, text: str) -> None:
    path = written(tmp_path, text)
    checked = read(path)
    assert not checked.report.refuse, checked.report.to_text()
    assert {issue.code for issue in checked.report.problemes} <= {"ING-525", "ING-308", "ING-410"}
    assert not nodes(checked, "Dispositif")
    actors = nodes(checked, "Acteur")
    place = ground(text)
    assert sum(s.properties["type_acteur"] == "ars" for s in actors.values()) == len(place.regions)
    assert sum(s.properties["type_acteur"] == "epci" for s in actors.values()) == len(place.epci)
    assert sum(s.properties["type_acteur"] == "etat" for s in actors.values()) == len(place.departements)
    assert all(s.preuves and s.properties["nom"] for s in actors.values())
    links = [s for s in checked.statements if isinstance(s, RelationshipStatement) and s.type == "INTERVIENT_SUR"]
    assert {link.start for link in links} == set(actors)
    proposed = {str(row["type_dispositif"]) for row in rows_of(path, "dispositifs")}
    assert proposed == set(sought(place)) >= set(SOUGHT)
    assert all(row[GUIDE] and row["nom"] is None for row in rows_of(path, "dispositifs"))
    listed = {str(row["identifiant"]) for row in rows_of(path, "_communes")}
    assert listed == {f"COM-{commune.code}" for commune in place.communes}


def test_the_actors_have_the_ids_of_the_example(tmp_path: Path) -> None:
    actors = nodes(read(written(tmp_path, "EPCI-243500741")), "Acteur")
    assert {"acteur:cpam-35", "acteur:departement-35", "acteur:ars-bretagne", "acteur:redon-agglomeration"} <= set(
        actors
    )


def test_what_is_filled_in_is_read_and_the_rest_is_said(tmp_path: Path) -> None:
    path = written(tmp_path, "EPCI-243500741")
    book = openpyxl.load_workbook(path)
    sheet = book["dispositifs"]
    places = {cell.value: place for place, cell in enumerate(sheet[1], start=1)}
    lines = {sheet.cell(row, places["type_dispositif"]).value: row for row in range(2, sheet.max_row + 1)}
    sheet.cell(lines["CLS"], places["nom"]).value = "CLS de Redon Agglomération"
    sheet.cell(lines["CLS"], places["date_debut"]).value = "2022"
    sheet.cell(lines["CPTS"], places["nom"]).value = "CPTS du Pays de Redon"
    book.save(path)
    checked = read(path)
    assert not checked.report.refuse, checked.report.to_text()
    schemes = nodes(checked, "Dispositif")
    assert {s.properties["nom"] for s in schemes.values()} == {"CLS de Redon Agglomération", "CPTS du Pays de Redon"}
    covered = {
        (s.start, s.end) for s in checked.statements if isinstance(s, RelationshipStatement) and s.type == "COUVRE"
    }
    assert covered == {(id_, "EPCI-243500741") for id_ in schemes}
    rows = checked.report.lignes
    assert rows.lues == rows.chargees + rows.reparees + rows.rejetees
    told = [issue for issue in checked.report.problemes if issue.code == "ING-525" and issue.feuille == "dispositifs"]
    assert told[0].message.startswith(f"{sheet.max_row - 1 - 2}\u00a0lignes")


def test_a_proposal_with_a_date_and_no_name_is_a_row_with_a_problem(tmp_path: Path) -> None:
    path = written(tmp_path, "EPCI-243500741")
    book = openpyxl.load_workbook(path)
    sheet = book["dispositifs"]
    place = next(cell.column for cell in sheet[1] if cell.value == "date_debut")
    sheet.cell(2, place).value = "2022"
    book.save(path)
    checked = read(path)
    assert checked.report.refuse
    assert [(i.code, i.ligne) for i in checked.report.problemes if i.blocking] == [("ING-206", 2)]


def test_a_set_of_communes_is_described(tmp_path: Path) -> None:
    checked = read(written(tmp_path, "COM-35236,COM-56001", "Bassin de Redon"))
    assert nodes(checked, "Territoire")["terr:bassin-de-redon"].properties["nom"] == "Bassin de Redon"
    inside = [s for s in checked.statements if isinstance(s, RelationshipStatement) and s.type == "INCLUS_DANS"]
    assert {s.start for s in inside} == {"COM-35236", "COM-56001"}


@pytest.mark.parametrize("text", ["", "EPCI-0", "Rien du tout", "acteur:cpam-35", "COM-99999,COM-35236"])
def test_an_unknown_territory_is_said(text: str) -> None:
    with pytest.raises(UnknownTerritory, match="territoire connu"):
        ground(text)


@pytest.mark.parametrize("text", ["Redon Agglomération", "CA Redon Agglomération", "redon agglomeration"])
def test_a_whole_name_is_enough(text: str) -> None:
    assert ground(text).id == "EPCI-243500741"


def test_names_of_every_departement_and_epci_read_well() -> None:
    reference = load_reference()
    assert genitive("Val-d'Oise") == "du Val-d’Oise"
    assert genitive("Hautes-Alpes") == "des Hautes-Alpes"
    assert genitive("Hérault") == "de l’Hérault"
    assert genitive("Eure-et-Loir") == "d’Eure-et-Loir"
    ids = [one.id for departement in reference.departements.values() for one in of_departement(departement)]
    assert len(ids) == len(set(ids))
    for epci in reference.epci.values():
        assert not of_epci(epci).nom.startswith(("de ", "du ", "des ", "d'", "d’")), epci
