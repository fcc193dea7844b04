"""A FINESS extract becomes actors, schemes and seats: never a perimeter, every row counted, the same ids each time."""

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from graph.model.statement import NodeStatement, RelationshipStatement
from ingest.choices import Cell, Choices
from ingest.finess.columns import Field, is_finess_table
from ingest.finess.establishments import Establishment, seat, whole_number
from ingest.importer import Checked, check
from ingest.rejected import write_rejected
from tests.unit.ingest.builders import found, workbook

ROWS = (Path(__file__).parents[2] / "data" / "finess" / "structure_et.csv").read_text(encoding="utf-8").splitlines()


def extract(folder: Path, *lines: str, encoding: str = "latin-1", name: str = "etalab_cs1100507.csv") -> Path:
    path = folder / name
    path.write_bytes("\n".join(lines or ROWS).encode(encoding))
    return path


def nodes(checked: Checked) -> dict[str, NodeStatement]:
    return {s.id: s for s in checked.statements if isinstance(s, NodeStatement)}


def edges(checked: Checked, type_: str) -> set[tuple[str, str]]:
    return {(s.start, s.end) for s in checked.statements if isinstance(s, RelationshipStatement) and s.type == type_}


def line(
    et: str, name: str, *, commune: str = "122", departement: str = "09", category: str = "604", **more: str
) -> str:
    cells = [""] * 32
    cells[0], cells[1], cells[3], cells[12], cells[13], cells[18] = (
        "structureet",
        et,
        name,
        commune,
        departement,
        category,
    )
    for place, text in more.items():
        cells[int(place.removeprefix("c"))] = text
    return ";".join(cells)


@pytest.mark.parametrize("encoding", ["latin-1", "utf-8", "utf-8-sig"])
def test_the_old_file_whatever_its_encoding(tmp_path: Path, encoding: str) -> None:
    checked = check([extract(tmp_path, encoding=encoding)], None)
    assert checked.report.lecteur == "finess"
    assert checked.report.lignes.to_json()["lues"] == len(ROWS) - 1
    assert not checked.report.refuse
    known = nodes(checked)
    lavelanet = known["acteur:finess-099900052"]
    assert lavelanet.labels == ("Acteur", "Dispositif")
    assert "Centre de Santé" in lavelanet.properties["extra_valeurs"]  # type: ignore[operator]


def test_schemes_are_dual_and_the_others_plain_actors(tmp_path: Path) -> None:
    known = nodes(check([extract(tmp_path)], None))
    kinds = {
        "acteur:finess-099900102": ("cpts", "CPTS"),
        "acteur:finess-129900163": ("dac", "DAC"),
        "acteur:finess-489900225": ("msp", "MSP"),
        "acteur:finess-099900110": ("centre_sante", "CDS"),
    }
    for id_, (actor, scheme) in kinds.items():
        assert known[id_].labels == ("Acteur", "Dispositif"), id_
        assert (known[id_].properties["type_acteur"], known[id_].properties["type_dispositif"]) == (actor, scheme)
    plain = known["acteur:finess-099900037"]
    assert plain.labels == ("Acteur",)
    assert (plain.properties["type_acteur"], plain.properties["finess_ej"]) == ("etablissement_sante", "099900128")


def test_it_gives_the_seat_and_never_a_perimeter(tmp_path: Path) -> None:
    checked = check([extract(tmp_path)], None)
    assert edges(checked, "COUVRE") == set()
    seats = edges(checked, "INTERVIENT_SUR")
    assert ("acteur:finess-099900102", "COM-09261") in seats
    assert len(seats) == len(ROWS) - 1
    roles = {s.properties["role"] for s in checked.statements if isinstance(s, RelationshipStatement)}
    assert roles == {"siege"}


def test_the_source_is_named_with_its_date_and_licence(tmp_path: Path) -> None:
    known = nodes(check([extract(tmp_path)], None))
    source = known["src:finess-2026-01-06"]
    assert source.properties["date_document"] == "2026-01-06"
    assert "Licence Ouverte" in str(source.properties["licence"])
    [proof] = known["acteur:finess-099900102"].preuves
    assert (proof.source, proof.citation) == ("src:finess-2026-01-06", "CPTS DES VALLONS")


def test_names_of_the_directory_are_kept_with_their_mistakes(tmp_path: Path) -> None:
    node = nodes(check([extract(tmp_path)], None))["acteur:finess-489900258"]
    assert node.properties["nom"] == "DAC DE LA LOZERE"
    assert str(node.properties["libelle_source"]).startswith("DISPOSITIF D4APPUI")
    association = nodes(check([extract(tmp_path)], None))["acteur:finess-099900102"]
    assert association.properties["libelle_source"] == "ASSOCIATION AVENIR DU PLATEAU"
    # The name of the association that bears it is not another name of the scheme.
    assert "alias" not in association.properties


def test_the_same_extract_under_another_name_says_the_same(tmp_path: Path) -> None:
    first = check([extract(tmp_path)], None)
    second = check([extract(tmp_path, name="finess du mois.csv")], None)
    assert [replace(s, location=None) for s in first.statements] == [
        replace(s, location=None) for s in second.statements
    ]


@pytest.mark.parametrize(
    ("departement", "commune", "expected"),
    [
        ("2A", "004", "COM-2A004"),
        ("2B", "033", "COM-2B033"),
        ("9A", "105", "COM-97105"),
        ("9B", "209", "COM-97209"),
        ("9C", "302", "COM-97302"),
        ("9D", "411", "COM-97411"),
        ("9F", "611", "COM-97611"),
        ("971", "105", "COM-97105"),
        ("01", "4", "COM-01004"),
        ("35", "999", ""),
    ],
)
def test_commune_codes(departement: str, commune: str, expected: str) -> None:
    assert seat(Establishment(2, {Field.DEPARTEMENT: departement, Field.COMMUNE: commune})) == expected


def test_a_commune_is_found_by_its_name_when_the_code_is_wrong() -> None:
    values = {Field.DEPARTEMENT: "09", Field.COMMUNE: "999", Field.ACHEMINEMENT: "09300 LAVELANET CEDEX"}
    assert seat(Establishment(2, values)) == "COM-09160"


def test_an_establishment_without_a_known_commune_is_kept_and_said(tmp_path: Path) -> None:
    checked = check([extract(tmp_path, ROWS[0], line("099900102", "CPTS", commune="999"))], None)
    [issue] = found(checked, "ING-216")
    assert (issue.ligne, issue.blocking) == (2, False)
    node = nodes(checked)["acteur:finess-099900102"]
    assert "09 999" in node.properties["extra_valeurs"]  # type: ignore[operator]
    assert edges(checked, "INTERVIENT_SUR") == set()


def test_leading_zeros_come_back_when_the_key_agrees() -> None:
    assert whole_number("99900102") == "099900102"
    assert whole_number("99900103") == "99900103"
    assert whole_number("2a0000154") in {"2A0000154", "2a0000154".upper()}


def test_a_number_without_zeros_is_the_same_establishment(tmp_path: Path) -> None:
    checked = check([extract(tmp_path, ROWS[0], line("99900102", "CPTS DES VALLONS"))], None)
    assert nodes(checked)["acteur:finess-099900102"].properties["finess_et"] == "099900102"
    assert checked.report.lignes.reparees == 1


def test_a_wrong_key_leaves_the_row_out(tmp_path: Path) -> None:
    path = extract(tmp_path, ROWS[0], line("099900103", "CPTS FAUSSE"), line("099900102", "CPTS JUSTE"))
    checked = check([path], None, partial=True)
    assert checked.report.lignes.to_json() == {"lues": 2, "chargees": 1, "reparees": 0, "rejetees": 1}
    assert "acteur:finess-099900102" in nodes(checked)
    assert found(checked, "ING-204")[0].colonne == "n° FINESS établissement"


def test_a_missing_number_or_name_is_a_problem_of_its_row(tmp_path: Path) -> None:
    path = extract(tmp_path, ROWS[0], line("", "SANS NUMERO"), line("099900102", ""))
    checked = check([path], None, partial=True)
    assert checked.report.lignes.rejetees == 2
    assert {(issue.code, issue.ligne) for issue in checked.report.problemes if issue.blocking} == {
        ("ING-206", 2),
        ("ING-206", 3),
    }


def test_contacts_and_addresses_are_not_read(tmp_path: Path) -> None:
    row = line("099900102", "CPTS", c5="CHEZ LE DR MARTIN", c16="0612345678", c17="0561000000", c9="RUE DU PONT")
    checked = check([extract(tmp_path, ROWS[0], row)], None)
    assert not checked.report.refuse
    [issue] = found(checked, "ING-120")
    assert issue.message.startswith("4 cellules")
    assert "0612345678" not in str(checked.statements)
    assert "MARTIN" not in str(checked.statements)


def test_an_unknown_category_is_a_plain_actor_and_is_told(tmp_path: Path) -> None:
    row = line("099900102", "MAISON X", category="999", c19="Autre chose", c20="4400")
    checked = check([extract(tmp_path, ROWS[0], row)], None)
    assert nodes(checked)["acteur:finess-099900102"].properties["type_acteur"] == "esms"
    assert "999 Autre chose" in found(checked, "ING-125")[0].message


def test_lines_of_another_sort_are_told(tmp_path: Path) -> None:
    path = extract(tmp_path, *ROWS[:2], "geolocalisation;099900052;123.4;567.8;1,ATLASANTE,100;2026-01-06")
    checked = check([path], None)
    assert checked.report.lignes.lues == 1
    assert found(checked, "ING-121")[0].valeur == "geolocalisation"


def test_legal_entities_are_linked_once_they_are_described(tmp_path: Path) -> None:
    places = extract(tmp_path)
    alone = check([places], None)
    assert edges(alone, "PARTIE_DE") == set()
    assert len(found(alone, "ING-124")) == 1
    entity = ["structureej", "099900128", "CH DES VALLONS", *[""] * 20]
    entity[17], entity[11], entity[13] = "Etablissement Public Départemental d'Hospitalisation", "261", "09"
    entities = extract(tmp_path, "finess;etalab;94;2026-01-06", ";".join(entity), name="etalab_cs1100502.csv")
    together = check([places, entities], None)
    assert edges(together, "PARTIE_DE") == {
        ("acteur:finess-099900037", "acteur:finess-099900128"),
        ("acteur:finess-099900136", "acteur:finess-099900128"),
    }
    node = nodes(together)["acteur:finess-099900128"]
    assert (node.properties["nom"], node.properties["type_acteur"]) == ("CH DES VALLONS", "etablissement_sante")


TABLE = (
    ("finess", "etat", "date_extract_finess", "rs", "type", "ej_finess", "ej_rs", "et_finess", "com_code", "categ_code",
     "categ_lib", "telephone", "longitude"),
    ("099900102", "ACTUEL", "2026-01-06", "CPTS DES VALLONS", "ET", "099900094", "ASSOCIATION AVENIR", "099900102",
     "09261", "604", "CPTS", "0561000000", "1.14"),
    ("099900078", "FERME", "2026-01-06", "CPTS DES SOURCES", "ET", "099900060", "CPTS AP", "099900078", "9122",
     "604", "CPTS", "", "1.6"),
)  # fmt: skip


def test_a_table_with_headings(tmp_path: Path) -> None:
    path = tmp_path / "t_finess.csv"
    path.write_text("\n".join(",".join(row) for row in TABLE), encoding="utf-8")
    checked = check([path], None)
    known = nodes(checked)
    assert checked.report.lecteur == "finess"
    assert known["acteur:finess-099900078"].properties["statut"] == "termine"
    assert known["acteur:finess-099900094"].properties["nom"] == "ASSOCIATION AVENIR"
    assert edges(checked, "PARTIE_DE") >= {("acteur:finess-099900102", "acteur:finess-099900094")}
    assert edges(checked, "INTERVIENT_SUR") == {
        ("acteur:finess-099900102", "COM-09261"),
        ("acteur:finess-099900078", "COM-09122"),
    }
    assert "1.14" in known["acteur:finess-099900102"].properties["extra_valeurs"]  # type: ignore[operator]


def test_several_rows_for_one_establishment_say_it_once(tmp_path: Path) -> None:
    heading = "nofinesset;rs;categetab;libelle activite"
    rows = ["120780168;CH RODEZ;355;Urgences", "120780168;CH RODEZ;355;Médecine"]
    path = tmp_path / "extrait.csv"
    path.write_text("\n".join([heading, *rows]), encoding="utf-8")
    checked = check([path], None)
    assert checked.report.lignes.chargees == 2
    assert nodes(checked)["acteur:finess-120780168"].properties["extra_valeurs"][-1] == "Urgences | Médecine"  # type: ignore[index]


def test_a_corrected_cell_changes_what_is_composed_from_it(tmp_path: Path) -> None:
    path = extract(tmp_path, ROWS[0], line("099900103", "CPTS"))
    cell = Cell(path.name, None, 2, "n° FINESS établissement")
    checked = check([path], None, choices=Choices(corrections={cell: "099900102"}))
    assert "acteur:finess-099900102" in nodes(checked)


def test_rejected_rows_come_back_through_the_same_reader(tmp_path: Path) -> None:
    path = extract(tmp_path, ROWS[0], line("099900103", "CPTS DES VALLONS", commune="261"))
    checked = check([path], None, partial=True)
    out = tmp_path / "rejets.xlsx"
    assert write_rejected(checked.report, checked.rejetees, out) == 1
    cell = Cell(out.name, "etalab_cs1100507", 2, "n° FINESS établissement")
    again = check([out], None, choices=Choices(corrections={cell: "099900102"}))
    assert again.report.lecteur == "finess"
    assert not again.report.refuse
    assert nodes(again)["acteur:finess-099900102"].preuves[0].source == "src:finess-2026-01-06"
    assert edges(again, "INTERVIENT_SUR") == {("acteur:finess-099900102", "COM-09261")}


NAMED = """N° FINESS ET;Raison sociale;Catégorie;Code postal;Commune;Téléphone;Directeur
99900102;CPTS DES VALLONS;Communautés professionnelles territoriales de santé (CPTS);09200;SAINT GIRONS;0561000000;Nom
099900078;CPTS DES SOURCES;CPTS;9000;FOIX;;
099900052;CDS DES TILLEULS;Centre de santé;;LAVELANET;;
099900103;CDS SANS CLÉ;Centre de santé;;RODEZ;0561000000;Nom
"""


def test_a_table_may_say_communes_and_categories_by_their_names(tmp_path: Path) -> None:
    path = tmp_path / "extrait.csv"
    path.write_text(NAMED, encoding="utf-8")
    checked = check([path], None, partial=True)
    assert edges(checked, "INTERVIENT_SUR") == {
        ("acteur:finess-099900102", "COM-09261"),
        ("acteur:finess-099900078", "COM-09122"),
        ("acteur:finess-099900052", "COM-09160"),
    }
    known = nodes(checked)
    assert [known[f"acteur:finess-0999000{n}"].properties["type_acteur"] for n in (78, 52)] == ["cpts", "centre_sante"]
    assert known["acteur:finess-099900102"].properties["type_dispositif"] == "CPTS"
    assert not found(checked, "ING-125")
    out = tmp_path / "rejets.xlsx"
    assert write_rejected(checked.report, checked.rejetees, out) == 1
    [sheet] = load_workbook(out).worksheets
    heading, row = list(sheet.iter_rows(values_only=True))
    assert ";".join(map(str, heading)) == f"{NAMED.splitlines()[0]};_motif"
    assert row[:7] == ("099900103", "CDS SANS CLÉ", "Centre de santé", None, "RODEZ", None, None)


def test_a_workbook_of_ours_is_not_one(tmp_path: Path) -> None:
    assert not is_finess_table(["id", "nom", "type_acteur", "finess_et", "siren"])
    path = workbook(tmp_path / "a.xlsx", {"acteurs": [("id", "nom", "type_acteur"), ("acteur:a", "A", "ars")]})
    assert check([path], None).report.lecteur == "classeur"
