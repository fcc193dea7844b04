"""A listing of perimeters is read by names: what is found is shown, what is ambiguous is asked, nobody is named."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from graph.model.statement import NodeStatement, RelationshipStatement
from ingest.choices import Cell, Choices
from ingest.importer import Checked, check
from ingest.listing.columns import is_listing, listing_columns, type_named
from ingest.readers.listing import scheme_id
from ingest.rejected import write_rejected
from tests.unit.ingest.builders import codes, found, workbook

HEADINGS = ("Nom CPTS", "Territoire", "dpt", "Président-e", "Coordonnateur-rice", "Contact", "Site")
NAME = "Listing CPTS_012026.csv"


def listing(folder: Path, *rows: tuple[str, ...], name: str = NAME, headings: tuple[str, ...] = HEADINGS) -> Path:
    path = folder / name
    path.write_text("\n".join(";".join(row) for row in (headings, *rows)), encoding="utf-8")
    return path


def covered(checked: Checked) -> set[tuple[str, str]]:
    return {(s.start, s.end) for s in checked.statements if isinstance(s, RelationshipStatement) and s.type == "COUVRE"}


def schemes(checked: Checked) -> dict[str, NodeStatement]:
    return {s.id: s for s in checked.statements if isinstance(s, NodeStatement) and "Dispositif" in s.labels}


def test_one_row_per_scheme_and_commune_name(tmp_path: Path) -> None:
    path = listing(
        tmp_path,
        ("CPTS Pays de Redon", "Redon", "35", "", "", "", "https://cpts-redon.fr"),
        ("CPTS Pays de Redon", "Gacilly (La)", "56", "", "", "", "https://cpts-redon.fr"),
        ("CPTS du Var", "Garde", "83", "", "", "", ""),
    )
    checked = check([path], None)
    assert checked.report.lecteur == "listing"
    assert not checked.report.refuse
    assert covered(checked) == {
        ("disp:cpts-pays-de-redon", "COM-35236"),
        ("disp:cpts-pays-de-redon", "COM-56061"),
        ("disp:cpts-du-var", "COM-83062"),
    }
    node = schemes(checked)["disp:cpts-pays-de-redon"]
    assert node.labels == ("Acteur", "Dispositif")
    assert node.properties["type_dispositif"] == "CPTS"
    assert node.properties["url"] == "https://cpts-redon.fr"
    assert [proof.source for proof in node.preuves] == [NAME]
    repairs = found(checked, "ING-504")
    assert next((issue.ligne, issue.colonne, issue.valeur) for issue in repairs) == (2, "Territoire", "Redon")
    assert "COM-35236" in str(repairs[0].apres)
    rows = checked.report.lignes
    assert (rows.lues, rows.reparees, rows.rejetees) == (3, 3, 0)


def test_persons_are_never_read_and_it_is_said_once(tmp_path: Path) -> None:
    path = listing(
        tmp_path,
        ("CPTS A", "Redon", "35", "Mme Jeanne Exemple", "Paul Exemple", "jeanne.exemple@cpts.fr", ""),
        ("CPTS A", "Bains-sur-Oust", "35", "Mme Jeanne Exemple", "", "0612345678", ""),
    )
    checked = check([path], None)
    assert not checked.report.refuse
    [issue] = found(checked, "ING-120")
    assert "5 cellules ne sont pas lues" in issue.message
    assert "« Président-e »" in issue.message
    told = str(checked.statements) + checked.report.to_text() + str(checked.rejetees)
    assert "Exemple" not in told
    assert "0612345678" not in told


def test_an_ambiguous_name_is_a_question_and_a_wrong_one_a_problem(tmp_path: Path) -> None:
    path = listing(
        tmp_path,
        ("CPTS A", "Sainte-Colombe", "", "", "", "", ""),
        ("CPTS A", "Tulon", "83", "", "", "", ""),
        ("CPTS A", "Toulon", "83", "", "", "", ""),
    )
    checked = check([path], None, partial=True)
    [question] = found(checked, "ING-404")
    assert "COM-25515" in {candidate.valeur for candidate in question.candidats}
    [wrong] = found(checked, "ING-403")
    assert [candidate.valeur for candidate in wrong.candidats] == ["COM-83137"]
    assert checked.report.lignes.rejetees == 2
    # The scheme is described by the first row that stands.
    assert covered(checked) == {("disp:cpts-a", "COM-83137")}
    cell = Cell(path.name, None, 2, "Territoire")
    answered = check([path], None, partial=True, choices=Choices(corrections={cell: "COM-25515"}))
    assert ("disp:cpts-a", "COM-25515") in covered(answered)


def test_a_refused_repair_leaves_the_row_out(tmp_path: Path) -> None:
    path = listing(tmp_path, ("CPTS A", "Redon", "35", "", "", "", ""), ("CPTS A", "35045", "35", "", "", "", ""))
    refused = check([path], None, partial=True, choices=Choices(refused=frozenset({"ING-504"})))
    assert covered(refused) == {("disp:cpts-a", "COM-35045")}
    assert refused.report.lignes.rejetees == 1


CODED = ("Nom CPTS", "Commune", "Code INSEE", "dpt")


def test_a_code_and_a_name_that_disagree_are_a_question(tmp_path: Path) -> None:
    path = listing(tmp_path, ("CPTS C", "Redon", "35238", ""), ("CPTS C", "Redon", "35236", ""), headings=CODED)
    checked = check([path], None, partial=True)
    [question] = found(checked, "ING-404")
    assert (question.ligne, question.colonne, question.valeur, question.blocking) == (2, "Code INSEE", "35238", True)
    assert [candidate.valeur for candidate in question.candidats] == ["COM-35238", "COM-35236"]
    assert "« Redon »" in question.message
    assert covered(checked) == {("disp:cpts-c", "COM-35236")}
    rows = checked.report.lignes
    assert (rows.lues, rows.chargees, rows.reparees, rows.rejetees) == (2, 1, 0, 1)
    # Either commune may be chosen, and the choice is not asked about again.
    for chosen in ("COM-35238", "COM-35236"):
        answer = Choices(corrections={Cell(path.name, None, 2, "Code INSEE"): chosen})
        answered = check([path], None, choices=answer)
        assert not answered.report.refuse
        assert ("disp:cpts-c", chosen) in covered(answered)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("St Malo", "35288"),
        ("GACILLY (LA)", "56061"),
        ("Redon (35)", "35236"),
        ("Saint-Denis", "93066"),
        ("Maure-de-Bretagne", "35168"),
        ("Paris 13e", "75113"),
        ("Ille-et-Vilaine", "35236"),
        ("Bainssur-Oust", "35013"),
    ],
)
def test_a_name_agrees_with_its_code_in_the_usual_spellings(tmp_path: Path, name: str, code: str) -> None:
    headings = ("Nom CPTS", "Territoire", "Code INSEE")
    checked = check([listing(tmp_path, ("CPTS C", name, code), headings=headings)], None)
    assert not checked.report.refuse
    assert not found(checked, "ING-219")


def test_a_name_that_is_no_commune_beside_a_code_is_told(tmp_path: Path) -> None:
    checked = check([listing(tmp_path, ("CPTS C", "Redon centre-ville", "35236", ""), headings=CODED)], None)
    [told] = found(checked, "ING-219")
    assert (told.ligne, told.colonne, told.valeur, told.blocking) == (2, "Commune", "Redon centre-ville", False)
    assert covered(checked) == {("disp:cpts-c", "COM-35236")}


def test_codes_that_a_spreadsheet_spoilt_are_repaired_and_shown(tmp_path: Path) -> None:
    rows = [("CPTS C", "", "1053", ""), ("CPTS C", "", "35236.0", ""), ("CPTS C", "", "35013", "")]
    path = listing(tmp_path, *rows, headings=CODED)
    checked = check([path], None)
    assert [(i.code, i.ligne, i.valeur, i.apres) for i in checked.report.reparations] == [
        ("ING-501", 2, "1053", "01053"),
        ("ING-502", 3, "35236.0", "35236"),
    ]
    quotes = {s.end: s.preuves[0].citation for s in checked.statements if isinstance(s, RelationshipStatement)}
    assert quotes == {"COM-01053": "1053", "COM-35236": "35236.0", "COM-35013": "35013"}
    counts = checked.report.lignes
    assert (counts.lues, counts.chargees, counts.reparees, counts.rejetees) == (3, 1, 2, 0)
    refused = check([path], None, partial=True, choices=Choices(refused=frozenset({"ING-501"})))
    [problem] = found(refused, "ING-403")
    assert "aucune commune n’a ce code (« 1053 »)" in problem.message
    # A number of a workbook is only a number.
    book = workbook(tmp_path / "CPTS.xlsx", {"Liste": [CODED, ("CPTS C", None, 35236, None)]})
    assert not check([book], None).report.reparations


def test_the_text_of_a_repair_says_what_is_read(tmp_path: Path) -> None:
    checked = check([listing(tmp_path, ("CPTS A", "Saint-Denis", "93", "", "", "", ""))], None)
    [issue] = found(checked, "ING-504")
    assert "Lu\u00a0: Saint-Denis (Seine-Saint-Denis, 93), COM-93066." in issue.message


def test_merged_cells_of_a_listing_name_their_column(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in [CODED, ("CPTS A", "Redon", None, 35), (None, "Bains-sur-Oust", None, 35)]:
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    book.save(tmp_path / "CPTS.xlsx")
    path = tmp_path / "CPTS.xlsx"
    checked = check([path], None)
    [issue] = found(checked, "ING-511")
    assert (issue.ligne, issue.colonne, issue.apres) == (3, "Nom CPTS", "CPTS A")
    assert "Lu\u00a0: « CPTS A »." in issue.message
    assert covered(checked) == {("disp:cpts-a", "COM-35236"), ("disp:cpts-a", "COM-35013")}
    refused = check([path], None, choices=Choices(refused=frozenset({issue.key})))
    assert [(i.code, i.ligne) for i in refused.report.problemes if i.blocking] == [("ING-206", 3)]


def test_a_lost_letter_is_told_but_in_the_columns_of_persons(tmp_path: Path) -> None:
    row = ("CPTS de l\ufffdOust", "Redon", "35", "Jeanne Ex\ufffdmple", "", "", "")
    checked = check([listing(tmp_path, row)], None)
    assert [issue.colonne for issue in found(checked, "ING-217")] == ["Nom CPTS"]
    assert "Jeanne" not in checked.report.to_text()


def test_the_columns_kept_as_they_are_are_told_once(tmp_path: Path) -> None:
    headings = ("Nom CPTS", "Commune", "dpt", "Observations", "SIRET", "Vide")
    rows = [
        ("CPTS A", "Redon", "35", "a", "35600000000048", ""),
        ("CPTS A", "Bains-sur-Oust", "35", "b", "35600000000048", ""),
    ]
    checked = check([listing(tmp_path, *rows, headings=headings)], None)
    [told] = found(checked, "ING-113")
    assert "« SIRET » (avec le dispositif)" in told.message
    assert "« Observations » (avec chaque commune couverte)" in told.message
    assert "Vide" not in told.message


def test_municipal_districts_and_overlaps(tmp_path: Path) -> None:
    path = listing(
        tmp_path,
        ("CPTS Nord", "Marseille 14e Arrondissement", "13", "", "", "", ""),
        ("CPTS Nord", "Marseille 15e Arrondissement", "13", "", "", "", ""),
        ("CPTS Sud", "Marseille 14e Arrondissement", "13", "", "", "", ""),
    )
    checked = check([path], None)
    assert not checked.report.refuse
    assert covered(checked) == {("disp:cpts-nord", "COM-13055"), ("disp:cpts-sud", "COM-13055")}
    north = next(s for s in checked.statements if isinstance(s, RelationshipStatement) and s.start == "disp:cpts-nord")
    assert north.properties["note"] == "Seulement : Marseille 14e Arrondissement, Marseille 15e Arrondissement."


@pytest.mark.parametrize(
    ("name", "heading", "scheme", "expected"),
    [
        ("Listing CPTS_012026.csv", "Nom", None, None),
        ("liste.csv", "Nom CLS", "Redon", "disp:cls-redon"),
        ("liste.csv", "Contrat local de santé", "Redon", "disp:cls-redon"),
        ("les CLSM.csv", "Dispositif", "Redon", "disp:clsm-redon"),
        ("liste.csv", "Dispositif", "PTSM 35", "disp:ptsm-35"),
    ],
)
def test_the_type_comes_from_the_heading_the_name_or_the_file(
    tmp_path: Path, name: str, heading: str, scheme: str | None, expected: str | None
) -> None:
    path = listing(tmp_path, (scheme or "X", "35236"), name=name, headings=(heading, "Commune"))
    checked = check([path], None)
    if expected is None:
        assert checked.report.lecteur != "listing"
    else:
        assert set(schemes(checked)) == {expected}


def test_a_type_said_nowhere_is_asked(tmp_path: Path) -> None:
    path = listing(tmp_path, ("Redon", "35236"), name="liste.csv", headings=("Nom du dispositif", "Commune"))
    checked = check([path], None)
    assert codes(checked, blocking=True) == {"ING-123"}
    assert checked.report.lignes.rejetees == 1


def test_a_column_of_types(tmp_path: Path) -> None:
    rows = [("Redon", "CLS", "35236"), ("Redon", "Conseil local de santé mentale", "35236"), ("Redon", "zzz", "35236")]
    path = listing(tmp_path, *rows, name="liste.csv", headings=("Dispositif", "Type", "Code INSEE"))
    checked = check([path], None, partial=True)
    assert set(schemes(checked)) == {"disp:cls-redon", "disp:clsm-redon"}
    assert [(issue.code, issue.ligne) for issue in checked.report.problemes if issue.blocking] == [("ING-201", 4)]
    assert schemes(checked)["disp:cls-redon"].labels == ("Dispositif",)


def test_a_workbook_with_a_title_above_and_another_sheet(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "CPTS.xlsx",
        {
            "Liste": [("CPTS de la région",), (), HEADINGS[:3], ("CPTS A", "Redon", 35)],
            "Synthèse": [("Nombre de CPTS", 1)],
        },
    )
    checked = check([path], None)
    assert covered(checked) == {("disp:cpts-a", "COM-35236")}
    assert found(checked, "ING-121")[0].feuille == "Synthèse"
    [issue] = found(checked, "ING-504")
    assert (issue.feuille, issue.ligne) == ("Liste", 4)


def test_what_varies_within_a_scheme_stays_with_the_commune(tmp_path: Path) -> None:
    headings = ("Nom CPTS", "Commune", "dpt", "Statut", "Population")
    rows = [("CPTS A", "Redon", "35", "signée", "9000"), ("CPTS A", "Bains-sur-Oust", "35", "signée", "3500")]
    checked = check([listing(tmp_path, *rows, headings=headings)], None)
    said = {
        s.end: s.properties.get("extra_valeurs") for s in checked.statements if isinstance(s, RelationshipStatement)
    }
    assert said == {"COM-35236": ["9000"], "COM-35013": ["3500"]}


def test_a_name_of_another_departement_gives_way_to_what_begins_so_in_the_one_given(tmp_path: Path) -> None:
    checked = check([listing(tmp_path, ("CPTS A", "Saint-Mamet", "15", "", "", "", ""))], None)
    [issue] = found(checked, "ING-403")
    assert "dans le département 15" in issue.message
    assert issue.candidats[0].valeur == "COM-15196"


def test_several_communes_in_one_cell(tmp_path: Path) -> None:
    checked = check([listing(tmp_path, ("CPTS A", "Redon, Bains-sur-Oust | Langon", "35", "", "", "", ""))], None)
    assert covered(checked) == {("disp:cpts-a", f"COM-{code}") for code in ("35236", "35013", "35145")}


def test_rejected_rows_come_back_without_the_persons(tmp_path: Path) -> None:
    path = listing(tmp_path, ("CPTS A", "Tulon", "83", "Mme Jeanne Exemple", "", "", ""))
    checked = check([path], None, partial=True)
    out = tmp_path / "rejets.xlsx"
    assert write_rejected(checked.report, checked.rejetees, out) == 1
    cell = Cell(out.name, "Listing CPTS_012026", 2, "Territoire")
    again = check([out], None, choices=Choices(corrections={cell: "Toulon"}))
    assert covered(again) == {("disp:cpts-a", "COM-83137")}
    assert "Exemple" not in str(again.rejetees) + str(again.statements)


def test_what_is_a_listing() -> None:
    assert is_listing(HEADINGS)
    assert is_listing(["Maison de santé pluriprofessionnelle", "Code INSEE"])
    assert not is_listing(["Structure", "Commune"])
    assert not is_listing(["Fiche action", "Dispositif", "Commune"])
    assert not is_listing(["Nom CPTS", "Population"])
    columns = listing_columns(HEADINGS)
    assert columns is not None
    assert [HEADINGS[place] for place in columns.persons] == ["Président-e", "Coordonnateur-rice", "Contact"]


def test_names_of_types() -> None:
    assert type_named("périmètres des CPTS") == "CPTS"
    assert type_named("CLS et CLSM") is None
    assert type_named("actions") is None
    assert scheme_id("CPTS", "Cpts du Pays de Redon") == "disp:cpts-du-pays-de-redon"


def test_our_own_sheet_of_perimeters_is_not_a_listing(tmp_path: Path) -> None:
    path = tmp_path / "perimetres.csv"
    path.write_text("dispositif;territoire\ndisp:x;COM-35236\n", encoding="utf-8")
    assert check([path], None).report.lecteur == "csv"
