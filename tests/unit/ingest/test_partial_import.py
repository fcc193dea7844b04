"""With `--partial`, faulty rows go aside with those that depend on them, and the rest is loaded."""

from pathlib import Path

from ingest.importer import Checked
from tests.unit.ingest.builders import ACTEURS, DISPOSITIFS, Tables, check_tables, found


def places(checked: Checked, code: str) -> list[tuple[str | None, int | None]]:
    return [(issue.feuille, issue.ligne) for issue in found(checked, code)]


def ids(checked: Checked) -> set[str]:
    return {s.id for s in checked.statements}


CHAIN: Tables = {
    "acteurs": [
        ("id", "nom", "type_acteur"),
        ("acteur:a", "A", "inconnu"),
        ("acteur:b", "B", "ars"),
        ("acteur:c", "C", "ars"),
    ],
    "actions": [("id", "nom", "pilotes"), ("action:1", "Un", "acteur:a"), ("action:2", "Deux", "acteur:b")],
    "liens": [("de", "vers"), ("acteur:b", "acteur:c"), ("acteur:c", "acteur:a")],
    "sources": [("id", "nom", "fichier"), ("src:a", "A", "a.txt")],
    "preuves": [("objet", "source"), ("action:1", "a.txt"), ("action:2", "a.txt"), ("LIEN|acteur:c|acteur:a", "a.txt")],
}


def test_what_depends_on_a_faulty_row_goes_with_it(tmp_path: Path) -> None:
    checked = check_tables(tmp_path, CHAIN, partial=True)
    assert not checked.report.refuse
    assert places(checked, "ING-201") == [("acteurs", 2)]
    assert places(checked, "ING-415") == [("actions", 2), ("liens", 3), ("preuves", 2), ("preuves", 4)]
    assert checked.report.lignes.to_json() == {"lues": 11, "chargees": 6, "reparees": 0, "rejetees": 5}
    assert {"acteur:b", "acteur:c", "action:2"} <= ids(checked)
    assert not {"acteur:a", "action:1"} & ids(checked)
    assert "ligne 2 de la feuille «\u00a0acteurs\u00a0»" in str(found(checked, "ING-415")[0])


def test_the_same_file_without_partial_is_refused(tmp_path: Path) -> None:
    checked = check_tables(tmp_path, CHAIN)
    assert checked.report.refuse
    assert not found(checked, "ING-415")
    assert checked.report.lignes.to_json() == {"lues": 11, "chargees": 0, "reparees": 0, "rejetees": 11}


def test_a_contradiction_takes_every_row_of_the_object(tmp_path: Path) -> None:
    tables = {"acteurs": [*ACTEURS, ("acteur:ars", "Autre", "ars")], "dispositifs": DISPOSITIFS}
    checked = check_tables(tmp_path, tables, partial=True)
    assert ids(checked) == {"acteur:cpam", "disp:prs"}
    assert checked.report.lignes.rejetees == 2


def test_both_natures_go_together(tmp_path: Path) -> None:
    tables = {
        "acteurs": [*ACTEURS, ("disp:cpts", "CPTS", "faux")],
        "dispositifs": [*DISPOSITIFS, ("disp:cpts", "CPTS", "CPTS")],
    }
    checked = check_tables(tmp_path, tables, partial=True)
    assert "disp:cpts" not in ids(checked)
    assert checked.report.lignes.rejetees == 2


def test_a_faulty_proof_leaves_its_object(tmp_path: Path) -> None:
    tables = {
        "acteurs": ACTEURS,
        "preuves": [
            ("objet", "source", "citation"),
            ("acteur:ars", "a.txt", "Mme Martin"),
            ("acteur:ars", None, "mots"),
        ],
    }
    checked = check_tables(tmp_path, tables, partial=True)
    assert {"acteur:ars", "acteur:cpam"} <= ids(checked)
    assert checked.report.lignes.rejetees == 2


def test_an_unknown_sheet_is_left_out_whole(tmp_path: Path) -> None:
    checked = check_tables(tmp_path, {"acteurs": ACTEURS, "Feuil1": [("a",), ("b",), ("c",)]}, partial=True)
    assert checked.report.lignes.to_json() == {"lues": 4, "chargees": 2, "reparees": 0, "rejetees": 2}


def test_a_sheet_without_its_column_is_left_out_whole(tmp_path: Path) -> None:
    tables = {"acteurs": ACTEURS, "actions": [("nom",), ("Un",), ("Deux",)]}
    checked = check_tables(tmp_path, tables, partial=True)
    assert checked.report.lignes.to_json() == {"lues": 4, "chargees": 2, "reparees": 0, "rejetees": 2}


def test_nothing_left_is_a_refusal(tmp_path: Path) -> None:
    checked = check_tables(
        tmp_path, {"acteurs": [("id", "nom", "type_acteur"), ("acteur:a", "A", "faux")]}, partial=True
    )
    assert checked.report.refuse
    assert checked.statements == ()
