"""Each repair says what it read; what may mean several things is asked, and a wrong key is never made right."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from graph.model.ontology import all_relationship_properties, node_properties
from ingest.choices import Cell, Choices, repair_key
from ingest.importer import Checked, check
from ingest.kinds import REPAIRS
from ingest.repairs.cell import question, repair
from ingest.repairs.codes import territories
from ingest.repairs.rule import visible
from tests.unit.ingest.builders import ACTEURS, DISPOSITIFS, TODAY, Tables, check_tables, codes, found, workbook

SPECS = {
    **all_relationship_properties(),
    **{f"{label}.{s.name}": s for label in ("Observation",) for s in node_properties([label]).values()},
    **node_properties(["Acteur"]),
    **node_properties(["Dispositif"]),
    **node_properties(["Territoire"]),
    **node_properties(["Evenement"]),
}

REPAIRED = [
    # Codes: the key decides.
    ("siren", "5520135", "ING-501", "005520135"),
    ("siren", 5520135.0, "ING-501", "005520135"),
    ("siren", "243500741.0", "ING-502", "243500741"),
    ("siren", "2.43500741E+08", "ING-502", "243500741"),
    ("siren", "243 500 741", "ING-503", "243500741"),
    ("siren", "243.500.741", "ING-503", "243500741"),
    ("siren", "24350O741", "ING-503", "243500741"),
    ("siren", "SIREN : 243 500 741", "ING-503", "243500741"),
    ("siret", "243 500 741 000 18", "ING-503", "24350074100018"),
    ("siret", "35600000049837.0", "ING-502", "35600000049837"),
    ("finess_et", "2a0000014", "ING-503", "2A0000014"),
    ("finess_et", 10000024.0, "ING-501", "010000024"),
    ("rna", "w352 001 234", "ING-503", "W352001234"),
    # Dates: the day comes first in France.
    ("date", "01/07/2021", "ING-506", "2021-07-01"),
    ("date", "03/04/2021", "ING-506", "2021-04-03"),
    ("date", "1-7-2021", "ING-506", "2021-07-01"),
    ("date", "01.07.2021", "ING-506", "2021-07-01"),
    ("date", "juillet 2021", "ING-506", "2021-07"),
    ("date", "1er juillet 2021", "ING-506", "2021-07-01"),
    ("date", "jeudi 1er Juillet\u00a02021", "ING-506", "2021-07-01"),
    ("date", "sept. 2021", "ING-506", "2021-09"),
    ("date", "07/2021", "ING-506", "2021-07"),
    ("date", "2021/07/01", "ING-506", "2021-07-01"),
    ("date", "2021-7-1", "ING-506", "2021-07-01"),
    ("date", "2021-07-01T00:00:00", "ING-506", "2021-07-01"),
    ("date", "2021.0", "ING-506", "2021"),
    ("date", 44378.0, "ING-507", "2021-07-01"),
    ("date", "44378", "ING-507", "2021-07-01"),
    # Yes and no.
    ("collectif", "o", "ING-508", "oui"),
    ("collectif", "N", "ING-508", "non"),
    ("collectif", "Coché", "ING-508", "oui"),
    ("collectif", "✓", "ING-508", "oui"),
    ("collectif", "non coché", "ING-508", "non"),
    ("collectif", "1.0", "ING-508", "oui"),
    # Numbers.
    ("part", "12,5 %", "ING-509", "0,125"),
    ("Observation.part", "12,5 %", "ING-509", "12,5"),
    ("montant", "1 234,5 €", "ING-509", "1234,5"),
    ("montant", "1.234,56", "ING-509", "1234,56"),
    ("population", "66\u202f478 habitants", "ING-509", "66478"),
    ("population", "1.234.567", "ING-509", "1234567"),
    ("superficie_km2", "994,9 km2", "ING-509", "994,9"),
    # Terms.
    ("type_acteur", "Agence regionale de sante", "ING-510", "Agence régionale de santé (siège ou délégation)"),
    ("secteur", "Protections sociales", "ING-510", "Protection sociale"),
    ("secteur", "protection social", "ING-510", "Protection sociale"),
    ("cycle", "mise-en-œuvre", "ING-510", "Mise en œuvre"),
    ("type_dispositif", "CPTS - Communauté professionnelle territoriale de santé", "ING-510", "Communauté professionnelle territoriale de santé"),  # noqa: E501
    ("niveau_articulation", "interconnaissance", "ING-510", "1"),
    ("type_participation", "analyses des besoins ; pilotage", "ING-510", "analyse des besoins|pilotage"),
    ("secteur", "Protection\u00a0sociale", "ING-513", "Protection sociale"),
    ("inventaire_complet", "CLS=juillet 2021|CPTS=2021", "ING-506", "CLS=2021-07|CPTS=2021"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "raw", "code", "value"), REPAIRED)
def test_a_cell_is_repaired_by_one_rule(name: str, raw: object, code: str, value: str) -> None:
    mended = repair(SPECS[name], raw)
    assert mended is not None
    assert (mended.code, mended.value) == (code, value)
    assert mended.code in REPAIRS
    assert mended.rule
    assert not mended.rule.endswith(".")


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("siren", "243500742"),
        ("siren", "123"),
        ("siren", "2,435E+08"),
        ("siret", "2,43501E+13"),
        ("finess_et", "0000024"),
        ("rna", "352001234"),
        ("date", "31/02/2021"),
        ("date", "hier"),
        ("date", 12.0),
        ("date", 99999.0),
        ("date", "2019-2023"),
        ("date", "T1 2021"),
        ("collectif", "peut-être"),
        ("collectif", "o/n"),
        ("part", "150 %"),
        ("population", "3,5"),
        ("population", "5 %"),
        ("montant", "12 k€"),
        ("type_acteur", "arse"),
        ("type_acteur", "arss"),
        ("type_dispositif", "CLSMM"),
        ("niveau_articulation", 7),
    ],
)
def test_what_is_not_sure_stays_as_it_is(name: str, raw: object) -> None:
    assert repair(SPECS[name], raw) is None


@pytest.mark.parametrize(
    ("name", "raw", "answers"),
    [
        ("date", "04/13/2021", ["2021-04-13"]),
        ("date", "1-7-21", ["2021-07-01", "1921-07-01"]),
        ("date", "juil.-21", ["2021-07", "1921-07"]),
        ("part", "12,5", ["0,125"]),
        ("population", "environ 1 200", ["1200"]),
        ("population", "66.478", ["66478"]),
        ("siren", "24350074100018", ["243500741"]),
    ],
)
def test_what_may_mean_several_things_is_asked(name: str, raw: object, answers: list[str]) -> None:
    asked = question(SPECS[name], raw)
    assert repair(SPECS[name], raw) is None
    assert asked is not None
    assert [text for text, _ in asked.answers] == answers


@pytest.mark.parametrize(
    ("text", "code", "value"),
    [
        ("1004", "ING-501", "01004"),
        ("COM-1004", "ING-501", "COM-01004"),
        ("35236.0", "ING-502", "35236"),
        ("2a004", "ING-503", "2A004"),
        ("O1004", "ING-503", "01004"),
        ("243 500 741", "ING-503", "243500741"),
        ("com-35236", "ING-503", "COM-35236"),
        ("9B209", "ING-503", "97209"),
        ("1004|Redon", "ING-501", "01004|Redon"),
    ],
)
def test_a_code_of_territory_is_confirmed_by_the_reference(text: str, code: str, value: str) -> None:
    mended = territories(text)
    assert mended is not None
    assert (mended.code, mended.value) == (code, value)


@pytest.mark.parametrize("text", ["35236", "Redon", "99999", "COM-35043", "4", "EPCI-243500741", "35236|Redon", ""])
def test_a_code_that_is_right_or_unknown_is_left_alone(text: str) -> None:
    assert territories(text) is None


def _event(day: object) -> Tables:
    return {"evenements": [("id", "nom", "type_evenement", "date"), ("evt:1", "Forum", "forum", day)]}


def test_a_repair_is_one_problem_of_information_and_its_row_counts_as_repaired(tmp_path: Path) -> None:
    checked = check_tables(tmp_path, _event("15/09/2021"))
    [issue] = found(checked, "ING-506")
    assert (issue.ligne, issue.colonne, issue.valeur, issue.apres) == (2, "date", "15/09/2021", "2021-09-15")
    assert issue.key == "ING-506@essai.xlsx!evenements!2!date"
    assert "Lu comme «\u00a02021-09-15\u00a0»\u00a0: le jour est lu avant le mois" in issue.message
    assert checked.report.lignes.to_json() == {"lues": 1, "chargees": 0, "reparees": 1, "rejetees": 0}
    [statement] = checked.statements
    assert statement.properties["date"] == "2021-09-15"


@pytest.mark.parametrize(
    "refused", ["ING-506", repair_key("ING-506", Cell("essai.xlsx", "evenements", 2, "date"))], ids=["rule", "cell"]
)
def test_a_refused_repair_gives_the_former_problem(tmp_path: Path, refused: str) -> None:
    path = workbook(tmp_path / "essai.xlsx", _event("15/09/2021"))
    checked = check([path], None, today=TODAY, choices=Choices(refused=frozenset({refused})))
    [issue] = checked.report.problemes
    assert (issue.code, issue.apres, issue.candidats) == ("ING-203", None, ())
    assert checked.report.refuse


def test_the_answer_to_a_question_is_typed_in_the_cell(tmp_path: Path) -> None:
    path = workbook(tmp_path / "essai.xlsx", _event("09/15/2021"))
    [issue] = check([path], None, today=TODAY).report.problemes
    [answer] = issue.candidats
    assert (answer.valeur, answer.libelle) == ("2021-09-15", "15 septembre 2021")
    assert issue.cell is not None
    checked = check([path], None, today=TODAY, choices=Choices(corrections={issue.cell: answer.valeur}))
    assert checked.report.problemes == ()


def test_codes_of_territories_are_repaired_wherever_one_is_expected(tmp_path: Path) -> None:
    tables: Tables = {
        "dispositifs": [
            ("id", "nom", "type_dispositif", "territoires"),
            ("disp:prs", "PRS Bretagne", "PRS", "1004|35236.0"),
        ],
        "perimetres": [("dispositif", "territoire"), ("disp:prs", 1005.0)],
        "relations": [("type", "de", "vers"), ("COUVRE", "disp:prs", "COM-1006")],
        "territoires": [("id", "nom", "type_territoire", "code"), ("COM-2a004", "Ajaccio", "commune", "2a004")],
    }
    checked = check_tables(tmp_path, tables)
    assert codes(checked, blocking=True) == set()
    places = {(issue.feuille, issue.colonne, issue.apres) for issue in checked.report.reparations}
    assert places == {
        ("dispositifs", "territoires", "01004|35236"),
        ("perimetres", "territoire", "01005"),
        ("relations", "vers", "COM-01006"),
        ("territoires", "id", "COM-2A004"),
        ("territoires", "code", "2A004"),
    }


def test_a_role_with_a_letter_wrong_is_recognised(tmp_path: Path) -> None:
    heading = ("type", "de", "vers", "role")
    tables = {"acteurs": ACTEURS, "dispositifs": DISPOSITIFS}
    checked = check_tables(
        tmp_path, {**tables, "relations": [heading, ("SIGNE", "acteur:ars", "disp:prs", "Signataires")]}
    )
    [issue] = found(checked, "ING-510")
    assert (issue.colonne, issue.apres) == ("role", "signataire")


def test_characters_that_nobody_sees_do_not_make_another_object(tmp_path: Path) -> None:
    tables = {"acteurs": ACTEURS, "liens": [("de", "vers"), ("acteur:\u00adars", "CPAM\u00ad 35")]}
    checked = check_tables(tmp_path, tables)
    assert codes(checked) == {"ING-513"}
    assert len(found(checked, "ING-513")) == 2


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("CPAM\u200d 35", "CPAM 35"),
        ("CP\u00adAM", "CPAM"),
        ("abc\u202egnp.exe", "abcgnp.exe"),
        ("\u2067Redon\u2069 \u202aville\u202c", "Redon ville"),
        # A family, a flag, a Persian word and a Hebrew name are written with characters that nobody sees.
        ("Foyer \U0001f468\u200d\U0001f469\u200d\U0001f467", None),
        ("\U0001f3f3\ufe0f\u200d\U0001f308", None),
        ("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", None),
        ("\u2067\u05de\u05e8\u05db\u05d6\u2069 (Rennes)", None),
        ("\u202e\u05de\u05e8\u05db\u05d6", "\u05de\u05e8\u05db\u05d6"),
    ],
)
def test_what_nobody_sees_goes_unless_it_writes_something(text: str, seen: str | None) -> None:
    mended = visible(text, directions=True)
    assert (mended.value if mended else None) == seen
    assert visible(seen or text, directions=True) is None


def test_a_name_that_is_turned_round_is_kept_as_written_and_turns_no_message(tmp_path: Path) -> None:
    rows = [("id", "nom", "type_acteur", "note_qualite"), ("acteur:a", "abc\u202egnp", "ars", "x\u202ey")]
    checked = check_tables(tmp_path, {"acteurs": rows})
    assert not found(checked, "ING-513")
    assert "\u202e" not in checked.report.to_text()
    [statement] = checked.statements
    assert statement.properties["nom"] == "abc\u202egnp"
    assert statement.properties["note_qualite"] == "x\u202ey"


def test_an_invisible_character_in_an_identifier_of_a_plain_row_is_put_right(tmp_path: Path) -> None:
    rows = [("id", "nom", "type_acteur", "rna"), ("acteur:a", "Association", "association", "W35\u200b2001234")]
    checked = check_tables(tmp_path, {"acteurs": rows})
    [statement] = checked.statements
    assert statement.properties["rna"] == "W352001234"
    assert codes(checked) & {"ING-210", "ING-513"}


def test_the_column_beyond_the_heading_row_is_kept_and_the_one_of_the_reference_is_not(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "territoires"
    sheet.append(["id", "nom", "type_territoire", "millesime"])
    sheet.append(["terr:a", "A", "pays", "2026", "bleu"])
    book.save(tmp_path / "a.xlsx")
    [statement] = check([tmp_path / "a.xlsx"], None, today=TODAY).statements
    assert statement.properties["extra_valeurs"] == ["bleu"]


def _report(tmp_path: Path) -> Checked:
    heading = ("id", "nom", "type_acteur", "siren", "collectif")
    rows = [(f"acteur:{n}", f"Acteur {n}", "ars", "243 500 741", "o") for n in range(3)]
    return check_tables(tmp_path, {"acteurs": [heading, *rows, ("acteur:x", "X", "arse", None, None)]}, partial=True)


def test_the_report_lists_repairs_apart(tmp_path: Path) -> None:
    report = _report(tmp_path).report
    content = report.to_json()
    assert content["lignes"] == {"lues": 4, "chargees": 0, "reparees": 3, "rejetees": 1}
    assert content["reparations"] == [
        {"code": "ING-503", "regle": "Code remis en forme", "nombre": 3},
        {"code": "ING-508", "regle": "Oui ou non écrit autrement", "nombre": 3},
    ]
    first = next(item for item in content["problemes"] if item["code"] == "ING-503")
    assert (first["apres"], first["regle"]) == ("243500741", "Code remis en forme")
    assert first["cle"] == "ING-503@essai.xlsx!acteurs!2!siren"
    text = report.to_text(per_code=2)
    assert "1 problème bloquant, 0 avertissement, 0 information." in text
    problems, _, repairs = text.partition("6 réparations\u00a0:")
    assert "ING-201" in problems
    assert "ING-503" not in problems
    assert "ING-503 · Code remis en forme (réparation)\u00a0: 3" in repairs
    assert "… et 1 de plus." in repairs
