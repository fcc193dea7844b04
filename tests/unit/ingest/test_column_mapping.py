"""A foreign table is read once its columns are matched: guessed, corrected, kept by shape, applied by itself."""

import json
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from graph.model.statement import NodeStatement, RelationshipStatement
from ingest.choices import Cell, Choices
from ingest.importer import check
from ingest.mapping import TableMapping, TableSample, forget, guess, load, samples, save
from ingest.mapping.ids import made_id
from ingest.mapping.model import Match, Reason, from_json, shape_of, unique
from ingest.readers.base import ReadOptions, reader_for
from ingest.records import ReadResult
from ingest.rejected import write_rejected
from ingest.tables import APART
from tests.unit.ingest.builders import workbook

PARTNERS = """Structure;Type de structure;Ville;Site internet;Nom du référent;N° SIREN;Public accueilli
Maison des aînés;association;Redon (35);https://a.fr;Jeanne Exemple;243500741;seniors
Mission locale;mission locale;Vannes;https://b.fr;Paul Exemple;;jeunes
CCAS de Redon;CCAS / CIAS;35236;;;;
"""


def partners(folder: Path, text: str = PARTNERS, name: str = "partenaires.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def sample_of(text: str, folder: Path, name: str = "table.csv") -> TableSample:
    [found] = samples(partners(folder, text, name))
    return found


def meant(mapping: TableMapping) -> dict[str, str | None]:
    return {heading: match.column for heading, match in mapping.matches.items()}


def read(path: Path, folder: Path, choices: Choices | None = None) -> ReadResult:
    options = ReadOptions(folder=folder, choices=choices or Choices())
    reader = reader_for(path, options)
    assert reader is not None
    assert reader.name == "correspondance"
    return reader.read(path, options)


def test_headings_and_values_are_recognised(tmp_path: Path) -> None:
    mapping = guess(sample_of(PARTNERS, tmp_path))
    assert mapping.sheet == "acteurs"
    assert meant(mapping) == {
        "Structure": "nom",
        "Type de structure": "type_acteur",
        "Ville": "territoires",
        "Site internet": "url",
        "Nom du référent": None,
        "N° SIREN": "siren",
        "Public accueilli": APART,
    }
    assert mapping.matches["Nom du référent"].reason is Reason.PERSONNE
    assert mapping.missing() == ()
    assert mapping.composes_ids


@pytest.mark.parametrize(
    ("text", "sheet", "expected"),
    [
        ("Fiche action;Porteur;Thème\nBien manger;CCAS;nutrition\n", "actions", {"Porteur": "pilotes"}),
        ("Organisme 1;Organisme 2;Force du lien\nA;B;3\n", "liens", {"Organisme 1": "de", "Organisme 2": "vers"}),
        ("Contrat;Type de contrat;Signé le\nCLS X;CLS;2021\n", "dispositifs", {"Signé le": "date_signature"}),
        ("Identifiant;Raison sociale;Catégorie\nacteur:a;A;association\n", "acteurs", {"Identifiant": "id"}),
        ("Comité;Type;Fréquence\nCOPIL;copil;2\n", "instances", {"Comité": "nom"}),
    ],
)
def test_the_sheet_is_guessed(tmp_path: Path, text: str, sheet: str, expected: dict[str, str]) -> None:
    mapping = guess(sample_of(text, tmp_path))
    assert mapping.sheet == sheet
    assert expected.items() <= meant(mapping).items()


def test_values_alone_may_tell_a_column(tmp_path: Path) -> None:
    text = "Structure;X;Y;Z\nA;243500741;https://a.fr;Redon (35)\nB;200039022;https://b.fr;Vannes\n"
    mapping = guess(sample_of(text, tmp_path), sheet="acteurs")
    assert meant(mapping) == {"Structure": "nom", "X": "siren", "Y": "url", "Z": "territoires"}
    assert {mapping.matches[heading].reason for heading in "XYZ"} == {Reason.VALEURS}


def test_a_type_may_come_from_the_title(tmp_path: Path) -> None:
    assert guess(sample_of("Contrat;Signature\nX;2021\nY;2022\n", tmp_path, "CLS.csv")).constants == {
        "type_dispositif": "CLS"
    }
    mapping = guess(sample_of("Structure;Ville\nA;Redon\n", tmp_path, "associations.csv"), sheet="acteurs")
    assert mapping.constants == {"type_acteur": "association"}


def test_what_a_person_changes_stands(tmp_path: Path) -> None:
    mapping = guess(sample_of(PARTNERS, tmp_path))
    changed = mapping.changed("Public accueilli", "nom")
    assert (changed.matches["Public accueilli"].column, changed.matches["Structure"].column) == ("nom", APART)
    assert "Ville" in mapping.changed("Ville", None).left_out
    assert mapping.with_constant("niveau", "local").with_constant("niveau", "").constants == {}
    with pytest.raises(KeyError):
        mapping.changed("Absent", "nom")


def test_a_mapping_is_kept_by_shape_and_applied_by_itself(tmp_path: Path) -> None:
    data = tmp_path / "donnees"
    path = partners(tmp_path)
    assert reader_for(path, ReadOptions(folder=data)) is not None
    mapping = guess(samples(path)[0])
    assert save(data, mapping).name == f"{mapping.shape}.json"
    result = read(path, data)
    statements = [record.statement for record in result.records]
    assert [s.id for s in statements if isinstance(s, NodeStatement)] == [
        "acteur:maison-des-aines-35236",
        "acteur:mission-locale-56260",
        "acteur:ccas-de-redon-35236",
    ]
    assert [(s.type, s.end) for s in statements if isinstance(s, RelationshipStatement)][1] == (
        "INTERVIENT_SUR",
        "Vannes",
    )
    assert statements[0].properties["extra_cles"] == ["Public accueilli"]
    assert [proof.source for proof in statements[0].preuves] == ["partenaires.csv"]
    assert "Exemple" not in str(result)
    assert [issue.code for issue in result.issues if issue.code == "ING-524"] == ["ING-524"]
    # Another order and another case of the same headings are the same shape.
    lines = [";".join(reversed(line.split(";"))) for line in PARTNERS.upper().splitlines()]
    again = read(partners(tmp_path, "\n".join(lines), "autre.csv"), data)
    assert [r.statement.id for r in again.records if isinstance(r.statement, NodeStatement)] == [
        "acteur:maison-des-aines-35236",
        "acteur:mission-locale-56260",
        "acteur:ccas-de-redon-35236",
    ]
    forget(data, mapping.shape)
    assert load(data, mapping.shape) is None


def test_rows_of_the_same_name_are_said(tmp_path: Path) -> None:
    text = "Structure;Type de structure;Ville\nA;association;Redon\nA;association;Redon\nA;association;Vannes\n"
    path = partners(tmp_path, text)
    save(tmp_path, guess(samples(path)[0]))
    result = read(path, tmp_path)
    assert [(issue.ligne, issue.colonne) for issue in result.issues if issue.code == "ING-416"] == [(3, "Structure")]
    assert len({r.statement.id for r in result.records if isinstance(r.statement, NodeStatement)}) == 2


def test_a_row_without_a_name_is_a_problem_under_its_heading(tmp_path: Path) -> None:
    path = partners(tmp_path, "Structure;Type de structure;Ville\n;association;Redon\nB;association;Redon\n")
    save(tmp_path, guess(samples(path)[0]))
    result = read(path, tmp_path)
    assert [(i.code, i.ligne, i.colonne) for i in result.issues if i.blocking] == [("ING-206", 2, "Structure")]
    cell = Cell(path.name, None, 2, "Structure")
    mended = read(path, tmp_path, Choices(corrections={cell: "C"}))
    assert not [issue for issue in mended.issues if issue.blocking]
    assert mended.records[0].statement.id == "acteur:c-35236"


def test_every_row_is_counted_even_one_that_only_names_a_person(tmp_path: Path) -> None:
    path = partners(tmp_path, "Structure;Type de structure;Nom du référent\nA;association;\n;;Jeanne Exemple\n")
    save(tmp_path, guess(samples(path)[0]))
    assert len(read(path, tmp_path).rows) == 2


def test_a_workbook_with_a_title_above(tmp_path: Path) -> None:
    rows = [("Annuaire",), (), ("Structure", "Type de structure", "Ville"), ("A", "association", "Redon")]
    path = workbook(tmp_path / "annuaire.xlsx", {"Feuil1": rows, "Feuil2": [("x", "y"), ("1", "2")]})
    first, _ = samples(path)
    assert (first.title, first.row, first.headings) == ("Feuil1", 3, ("Structure", "Type de structure", "Ville"))
    save(tmp_path, guess(first))
    result = read(path, tmp_path)
    assert [r.location.row for r in result.records if isinstance(r.statement, NodeStatement)] == [4]
    assert [issue.feuille for issue in result.issues if issue.code == "ING-121"] == ["Feuil2"]


def test_a_merged_cell_names_its_own_column_and_may_be_refused(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in [("Structure", "Type de structure", "Ville"), ("A", "association", "Redon"), ("B", None, "Redon")]:
        sheet.append(row)
    sheet.merge_cells("B2:B3")
    path = tmp_path / "annuaire.xlsx"
    book.save(path)
    [first] = samples(path)
    save(tmp_path, guess(first))
    result = read(path, tmp_path)
    [issue] = [issue for issue in result.issues if issue.code == "ING-511"]
    assert (issue.ligne, issue.colonne, issue.apres) == (3, "Type de structure", "association")
    assert "Lu : « association »." in issue.message
    types = [
        r.statement.properties.get("type_acteur") for r in result.records if isinstance(r.statement, NodeStatement)
    ]
    assert types == ["association", "association"]
    refused = read(path, tmp_path, Choices(refused=frozenset({issue.key})))
    assert "ING-511" not in {one.code for one in refused.issues}
    told = [r.statement.properties for r in refused.records if isinstance(r.statement, NodeStatement)]
    assert "type_acteur" not in told[1]


def test_a_lost_letter_is_told_once_under_its_heading(tmp_path: Path) -> None:
    path = partners(tmp_path, PARTNERS.replace("Mission locale;mission", "Mission l\ufffdcale;mission"))
    [first] = samples(path)
    save(tmp_path, guess(first))
    told = [(issue.ligne, issue.colonne) for issue in read(path, tmp_path).issues if issue.code == "ING-217"]
    assert told == [(3, "Structure")]


def test_a_file_that_is_not_a_mapping_is_no_mapping(tmp_path: Path) -> None:
    mapping = guess(sample_of(PARTNERS, tmp_path))
    kept = mapping.to_json()
    assert from_json(json.loads(json.dumps(kept))) is not None
    assert from_json([]) is None
    assert from_json({**kept, "version": 2}) is None
    assert from_json({**kept, "feuille": "planètes"}) is None
    assert from_json({**kept, "colonnes": {"Structure": {"colonne": "absente"}}}) is None
    assert from_json({**kept, "constantes": {"absente": "x"}}) is None
    path = save(tmp_path, mapping)
    path.write_text("{", encoding="utf-8")
    assert load(tmp_path, mapping.shape) is None


def test_ids_are_stable() -> None:
    assert made_id("Acteur", {"nom": "A", "finess_et": "99900102"}) == "acteur:finess-099900102"
    assert made_id("Acteur", {"nom": "Été", "territoires": "nulle part"}) == "acteur:ete-nulle-part"
    assert made_id("Action", {"nom": "Bien manger", "territoire": "Redon"}) == "action:bien-manger"
    assert made_id("Acteur", {"nom": " "}) is None
    ids = {made_id("Acteur", {"nom": "A", "territoires": name}) for name in ("VITRE (35)", "Vitré (35)", "35360")}
    assert ids == {"acteur:a-35360"}
    for beside in (("35", None), (None, "35")):
        assert made_id("Acteur", {"nom": "A", "territoires": "Vitré"}, beside) == "acteur:a-35360"


def test_headings_are_all_different() -> None:
    assert unique(["a", "a", "", "a (2)"]) == ["a", "a (2)", "colonne C", "a (2) (2)"]
    assert shape_of(["É", "b"]) == shape_of(["B", "e"]) != shape_of(["B"])
    assert TableMapping(sheet="acteurs", matches={"x": Match("nom", Reason.CHOISI)}).heading_of("nom") == "x"


def test_rows_left_out_come_back_under_the_headings_of_the_file_without_personal_data(tmp_path: Path) -> None:
    text = (
        "Structure;Type de structure;Ville;Remarque;Nom du référent\n"
        "Maison des aînés;inconnu au bataillon;Redon (35);contact : p.durand@vitre.fr;Jeanne Exemple\n"
        "Mission locale;mission locale;Vannes (56);;\n"
    )
    path = partners(tmp_path, text)
    [sample] = samples(path)
    save(tmp_path, guess(sample))
    checked = check([path], None, partial=True, folder=tmp_path)
    out = tmp_path / "rejets.xlsx"
    assert write_rejected(checked.report, checked.rejetees, out) == 1
    [sheet] = load_workbook(out).worksheets
    heading, row = list(sheet.iter_rows(values_only=True))
    assert heading == ("Structure", "Type de structure", "Ville", "Remarque", "Nom du référent", "_motif")
    assert row[:5] == ("Maison des aînés", "inconnu au bataillon", "Redon (35)", None, None)
    assert "Remarque" in str(row[5])
    assert "durand" not in str(row)
    again = check([out], None, folder=tmp_path)
    assert again.report.lecteur == "correspondance"
    assert [issue.code for issue in again.report.problemes if issue.blocking] == ["ING-201"]
