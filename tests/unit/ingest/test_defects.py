"""One defect per file: each is found once, at its place, and nothing else is blamed."""

# One defect a line: a table reads better than its folded form.
# ruff: noqa: E501

from pathlib import Path

import pytest

from ingest.importer import check
from ingest.kinds import KINDS, Gravite
from tests.unit.ingest.builders import ACTEURS, ACTIONS, DISPOSITIFS, Tables, check_tables, codes, found

Defect = tuple[str, str, Tables, str, int | None, str | None, str]


def acteurs(*cells: object, heading: tuple[str, ...] = ("id", "nom", "type_acteur")) -> Tables:
    """Write one sheet of actors, with this one row."""
    return {"acteurs": [heading, cells]}


def signed(**values: object) -> Tables:
    """Write that an actor signs a scheme, with these values on the row of `relations`."""
    heading, row = ["type", "de", "vers", *values], ["SIGNE", "acteur:ars", "disp:prs", *values.values()]
    return {"acteurs": ACTEURS, "dispositifs": DISPOSITIFS, "relations": [heading, row]}


BLOCKING: list[Defect] = [
    ("ING-110", "unknown sheet", {"acteurs": ACTEURS, "Feuil1": [("a",), ("b",)]}, "Feuil1", None, None, "Feuil1"),
    ("ING-111", "no id column", {"acteurs": [("nom",), ("ARS",)]}, "acteurs", 1, None, "« id »"),
    ("ING-112", "same column twice", acteurs("acteur:a", "A", "B", "ars", heading=("id", "nom", "Nom", "type_acteur")), "acteurs", 1, "Nom", "même chose"),
    ("ING-201", "code outside the list", acteurs("acteur:a", "A", "arse"), "acteurs", 2, "type_acteur", "dire « Agence régionale de santé (siège ou délégation) »"),
    ("ING-201", "unknown relationship type", {"acteurs": ACTEURS, "dispositifs": DISPOSITIFS, "relations": [("type", "de", "vers"), ("SIGN", "acteur:ars", "disp:prs")]}, "relations", 2, "type", "dire « SIGNE »"),
    ("ING-201", "theme outside the list", {"thematiques": [("id", "nom"), ("theme:nutritio", "Nutrition")]}, "thematiques", 2, "id", "dire « theme:nutrition »"),
    ("ING-202", "text for a number", {"axes": [("id", "nom", "numero"), ("axe:1", "Axe", "un")]}, "axes", 2, "numero", "nombre"),
    ("ING-202", "neither yes nor no", acteurs("acteur:a", "A", "ars", "peut-être", heading=("id", "nom", "type_acteur", "collectif")), "acteurs", 2, "collectif", "« oui » ou « non »"),
    ("ING-203", "month before day", {"evenements": [("id", "nom", "type_evenement", "date"), ("evt:1", "Forum", "forum", "09/15/2021")]}, "evenements", 2, "date", "Peut-être « 2021-09-15 »"),
    ("ING-203", "year of two digits", {"evenements": [("id", "nom", "type_evenement", "date"), ("evt:1", "Forum", "forum", "15/09/21")]}, "evenements", 2, "date", "« 2021-09-15 » ou « 1921-09-15 »"),
    ("ING-203", "impossible day", {"evenements": [("id", "nom", "type_evenement", "date"), ("evt:1", "Forum", "forum", "2021-02-30")]}, "evenements", 2, "date", "AAAA-MM-JJ"),
    ("ING-204", "wrong SIREN key", acteurs("acteur:a", "A", "ars", "243500742", heading=("id", "nom", "type_acteur", "siren")), "acteurs", 2, "siren", "neuf chiffres"),
    ("ING-204", "code against id", {"territoires": [("id", "nom", "type_territoire", "code"), ("COM-35236", "Redon", "commune", "35237")]}, "territoires", 2, "code", "COM-35236"),
    ("ING-205", "unknown commune", {"acteurs": [("id", "nom", "type_acteur", "territoires"), ("acteur:a", "A", "ars", "COM-99999")]}, "acteurs", 2, "territoires", "COM-99999"),
    ("ING-205", "unknown EPCI", {"dispositifs": DISPOSITIFS, "perimetres": [("dispositif", "territoire"), ("disp:prs", "EPCI-243500742")]}, "perimetres", 2, "territoire", "dire « EPCI-243500741 »"),
    ("ING-205", "unknown département", {"territoires": [("id", "nom", "type_territoire"), ("DEP-20", "Corse", "departement")]}, "territoires", 2, "id", "DEP-20"),
    ("ING-206", "no name", acteurs("acteur:a", None, "ars"), "acteurs", 2, "nom", "cellule vide"),
    ("ING-206", "no id", acteurs(None, "ARS Bretagne", "ars"), "acteurs", 2, "id", "dire « acteur:ars-bretagne »"),
    ("ING-206", "no end", {"acteurs": ACTEURS, "liens": [("de", "vers"), ("acteur:ars", None)]}, "liens", 2, "vers", "cellule vide"),
    ("ING-206", "quote without document", acteurs("acteur:a", "A", "ars", "mots", heading=("id", "nom", "type_acteur", "citation")), "acteurs", 2, "source", "citation"),
    ("ING-206", "proof without document", {"acteurs": ACTEURS, "preuves": [("objet", "source", "citation"), ("acteur:ars", None, "mots")]}, "preuves", 2, "source", "cellule vide"),
    ("ING-207", "mobile number", acteurs("acteur:a", "A", "ars", "06 12 34 56 78", heading=("id", "nom", "type_acteur", "remarque")), "acteurs", 2, "remarque", "mobile"),
    ("ING-207", "mobile number as a number", acteurs("acteur:a", "A", "ars", 612345678, heading=("id", "nom", "type_acteur", "Téléphone")), "acteurs", 2, "Téléphone", "mobile"),
    ("ING-207", "mobile number as a number in a known column", acteurs("acteur:a", "A", "ars", 612345678, heading=("id", "nom", "type_acteur", "sigle")), "acteurs", 2, "sigle", "mobile"),
    ("ING-207", "social security number", acteurs("acteur:a", "A", "ars", "2 55 08 14 168 025 38", heading=("id", "nom", "type_acteur", "remarque")), "acteurs", 2, "remarque", "sécurité sociale"),
    ("ING-207", "number of a professional", acteurs("acteur:a", "A", "ars", 10001234567, heading=("id", "nom", "type_acteur", "RPPS")), "acteurs", 2, "RPPS", "FINESS de sa structure"),
    ("ING-207", "nominative mailbox", acteurs("acteur:a", "A", "ars", "claire.martin@exemple.fr", heading=("id", "nom", "type_acteur", "courriel_generique")), "acteurs", 2, "courriel_generique", "nominative"),
    ("ING-207", "person as a pilot", {"actions": [("id", "nom", "pilotes"), ("action:1", "A", "Mme Martin")]}, "actions", 2, "pilotes", "civilité"),
    ("ING-207", "mobile number in a list column", acteurs("acteur:a", "A", "06 12 34 56 78"), "acteurs", 2, "type_acteur", "mobile"),
    ("ING-209", "id with a space", acteurs("acteur a", "A", "ars"), "acteurs", 2, "id", "dire « acteur:acteur-a »"),
    ("ING-211", "role outside the type's list", signed(role="pilote"), "relations", 2, "role", "signataire"),
    ("ING-211", "role where there is none", {"dispositifs": [*DISPOSITIFS, ("disp:x", "X", "PRS")], "relations": [("type", "de", "vers", "role"), ("SUCCEDE_A", "disp:x", "disp:prs", "suite")]}, "relations", 2, "role", "laissez la cellule vide"),
    ("ING-212", "error of the spreadsheet", acteurs("acteur:a", "A", "ars", "#REF!", heading=("id", "nom", "type_acteur", "sigle")), "acteurs", 2, "sigle", "tableur"),
    ("ING-301", "reversed dates", signed(valid_from="2021-07-01", valid_to="2020-12"), "relations", 2, "valid_to", "1er juillet 2021"),
    ("ING-301", "reversed dates of an object", {"dispositifs": [("id", "nom", "type_dispositif", "date_debut", "date_fin"), ("disp:a", "A", "PRS", "2021", "2020")]}, "dispositifs", 2, "date_fin", "2021"),
    ("ING-302", "wrong end", {"acteurs": ACTEURS, "dispositifs": DISPOSITIFS, "relations": [("type", "de", "vers"), ("SIGNE", "acteur:ars", "acteur:cpam")]}, "relations", 2, "vers", "« Dispositif »"),
    ("ING-303", "loop", {"acteurs": ACTEURS, "liens": [("de", "vers"), ("acteur:ars", "acteur:ars")]}, "liens", 2, None, "même objet"),
    ("ING-401", "two names", {"acteurs": [*ACTEURS, ("acteur:ars", "ARS Normandie", "ars")]}, "acteurs", 4, "nom", "ligne 2"),
    ("ING-401", "two shares", {"dispositifs": DISPOSITIFS, "perimetres": [("dispositif", "territoire", "part"), ("disp:prs", "REG-53", 0.5), ("disp:prs", "REG-53", 0.4)]}, "perimetres", 3, "part", "« 0.5 »"),
    ("ING-403", "dangling id", {"acteurs": ACTEURS, "liens": [("de", "vers"), ("acteur:ars", "acteur:cpan")]}, "liens", 2, "vers", "dire « acteur:cpam »"),
    ("ING-403", "dangling property", {"besoins": [("id", "nom", "territoire"), ("besoin:1", "B", "terr:inconnu")]}, "besoins", 2, "territoire", "terr:inconnu"),
    ("ING-403", "proof of nothing", {"acteurs": ACTEURS, "sources": [("id", "nom", "fichier"), ("src:a", "A", "a.txt")], "preuves": [("objet", "source"), ("LIEN|acteur:ars|acteur:cpam", "a.txt")]}, "preuves", 2, "objet", "type|de|vers"),
    ("ING-404", "ambiguous name", {"acteurs": [("id", "nom", "type_acteur"), ("acteur:a", "MSA", "msa"), ("acteur:b", "msa", "msa")], "dispositifs": DISPOSITIFS, "roles": [("acteur", "type", "cible"), ("MSA", "SIGNE", "disp:prs")]}, "roles", 2, "acteur", "acteur:a (MSA), acteur:b (msa)"),
    ("ING-405", "one id, two natures", {"acteurs": ACTEURS, "instances": [("id", "nom", "type_instance"), ("acteur:ars", "ARS Bretagne", "COPIL")]}, "instances", 2, "id", "« Instance »"),
    ("ING-405", "a contract never acts", {"acteurs": [("id", "nom", "type_acteur"), ("disp:cls", "CLS", "autre")], "dispositifs": [("id", "nom", "type_dispositif"), ("disp:cls", "CLS", "CLS")]}, "dispositifs", 2, "id", "porteur"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "title", "tables", "sheet", "row", "column", "words"), BLOCKING, ids=[f"{d[0]} {d[1]}" for d in BLOCKING]
)
def test_a_blocking_defect(
    tmp_path: Path, code: str, title: str, tables: Tables, sheet: str, row: int | None, column: str | None, words: str
) -> None:
    checked = check_tables(tmp_path, tables)
    assert codes(checked, blocking=True) == {code}, title
    [issue] = found(checked, code)
    assert (issue.feuille, issue.ligne, issue.colonne) == (sheet, row, column)
    assert words.replace(" ", "\u00a0") in str(issue).replace(" ", "\u00a0")
    assert checked.report.refuse
    assert checked.statements == ()


ADVICE: list[Defect] = [
    ("ING-113", "unknown column", acteurs("acteur:a", "A", "ars", "bleu", heading=("id", "nom", "type_acteur", "couleur")), "acteurs", 1, "couleur", "gardée"),
    ("ING-116", "column of the reference", {"territoires": [("id", "nom", "type_territoire", "millesime"), ("terr:a", "A", "pays", "2026")]}, "territoires", 1, "millesime", "référentiel"),
    ("ING-117", "column that a proof cannot keep", {"acteurs": ACTEURS, "sources": [("id", "nom", "fichier"), ("src:a", "A", "a.txt")], "preuves": [("objet", "source", "page"), ("acteur:ars", "a.txt", 3)]}, "preuves", 1, "page", "preuve"),
    ("ING-210", "invisible characters", acteurs("acteur:a", "A\ufeff", "ars"), "acteurs", 2, "nom", "invisibles"),
    ("ING-213", "former commune code", acteurs("acteur:a", "A", "ars", "COM-35043", heading=("id", "nom", "type_acteur", "territoires")), "acteurs", 2, "territoires", "COM-35068"),
    ("ING-214", "doubtful mailbox", acteurs("acteur:a", "A", "ars", "jdupont@exemple.fr", heading=("id", "nom", "type_acteur", "courriel_generique")), "acteurs", 2, "courriel_generique", "peut-être"),
    ("ING-215", "column about persons", acteurs("acteur:a", "A", "ars", "Martin", heading=("id", "nom", "type_acteur", "Nom du référent")), "acteurs", 1, "Nom du référent", "une personne"),
    ("ING-218", "digits of a NIR with a wrong key", acteurs("acteur:a", "A", "ars", "185053523800112", heading=("id", "nom", "type_acteur", "libelle_source")), "acteurs", 2, "libelle_source", "quinze chiffres"),
    ("ING-304", "action without pilot", {"actions": [("id", "nom"), ("action:1", "Bien manger")]}, "actions", 2, "nom", "Bien manger"),
    ("ING-305", "active after its end", {"dispositifs": [("id", "nom", "type_dispositif", "cycle", "date_fin"), ("disp:a", "A", "PRS", "mise_en_oeuvre", "2020")]}, "dispositifs", 2, "cycle", "31 décembre 2020"),
    ("ING-306", "forbidden step", {"dispositifs": [("id", "nom", "type_dispositif", "cycle", "cycle_suivant"), ("disp:a", "A", "PRS", "prefiguration", "evaluation")]}, "dispositifs", 2, "cycle_suivant", "Diagnostic"),
    ("ING-307", "actor to specify", acteurs("acteur:a", "ARS (agence non précisée)", "ars", "oui", heading=("id", "nom", "type_acteur", "a_preciser")), "acteurs", 2, "nom", "exactement"),
    ("ING-308", "meeting on a Saturday", {"evenements": [("id", "nom", "type_evenement", "date"), ("evt:1", "GT", "reunion", "2021-08-07")]}, "evenements", 2, "date", "samedi"),
    ("ING-309", "old observation", signed(observed_at="2018-01-01"), "relations", None, None, "1er janvier 2018"),
    ("ING-402", "row twice", {"acteurs": [*ACTEURS, ACTEURS[1]]}, "acteurs", 4, None, "ligne 2"),
    ("ING-410", "homonyms", {"acteurs": [*ACTEURS, ("acteur:x", "ars bretagne", "ars")]}, "acteurs", 4, "nom", "acteur:ars, acteur:x"),
    ("ING-410", "ambiguous acronym", acteurs("acteur:a", "A", "autre", "MAS", heading=("id", "nom", "type_acteur", "sigle")), "acteurs", 2, "sigle", "Maison associative"),
    ("ING-411", "announced number", {"dispositifs": [("id", "nom", "type_dispositif", "nb_actions_declare"), ("disp:a", "A", "PRS", 34)]}, "dispositifs", 2, "nb_actions_declare", "34 actions"),
    ("ING-413", "no perimeter", {"dispositifs": [("id", "nom", "type_dispositif"), ("disp:a", "A", "CPTS")]}, "dispositifs", 2, "nom", "aucun territoire"),
    ("ING-414", "document not described", acteurs("acteur:a", "A", "ars", "rapport.pdf", heading=("id", "nom", "type_acteur", "source")), "acteurs", 2, "source", "rapport.pdf"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "title", "tables", "sheet", "row", "column", "words"), ADVICE, ids=[f"{d[0]} {d[1]}" for d in ADVICE]
)
def test_advice_does_not_refuse(
    tmp_path: Path, code: str, title: str, tables: Tables, sheet: str, row: int | None, column: str | None, words: str
) -> None:
    checked = check_tables(tmp_path, tables)
    [issue] = found(checked, code)
    assert KINDS[code].gravite is not Gravite.BLOQUANT, title
    assert (issue.feuille, issue.ligne, issue.colonne) == (sheet, row, column)
    assert words in str(issue)
    assert not checked.report.refuse


def test_all_the_problems_at_once(tmp_path: Path) -> None:
    tables: Tables = {
        "acteurs": [("id", "nom", "type_acteur"), ("acteur:a", "A", "arss"), ("acteur:b", None, "ars")],
        "actions": [("id", "nom", "date_debut", "pilotes"), ("action:1", "A", "hier", "acteur:z")],
    }
    assert codes(check_tables(tmp_path, tables), blocking=True) == {"ING-201", "ING-203", "ING-206", "ING-403"}


def test_a_sound_file_has_no_problem(tmp_path: Path) -> None:
    checked = check_tables(tmp_path, {"acteurs": ACTEURS, "dispositifs": DISPOSITIFS, "actions": ACTIONS})
    assert checked.report.problemes == ()
    assert checked.report.lignes.to_json() == {"lues": 4, "chargees": 4, "reparees": 0, "rejetees": 0}


def test_personal_data_is_not_repeated_anywhere(tmp_path: Path) -> None:
    tables = acteurs(
        "acteur:a",
        "Mme Martin",
        "claire.martin@exemple.fr",
        "06 12 34 56 78",
        heading=("id", "nom", "type_acteur", "siren"),
    )
    text = check_tables(tmp_path, tables).report.to_text()
    assert not any(word in text for word in ("Martin", "claire", "34 56"))


def test_a_foreign_csv_is_told_of_the_mapping_and_a_heading_is_not_likened_to_its_ending(tmp_path: Path) -> None:
    path = tmp_path / "divers (2).csv"
    path.write_text("a;b\n1;2\n", encoding="utf-8")
    [issue] = found(check([path], None), "ING-110")
    assert "maillage map 'divers (2).csv'" in issue.remede
    assert "feuille, ou" not in issue.remede
    heading = ("id", "nom", "type_acteur", "Téléphone du directeur", "Téritoires")
    checked = check_tables(tmp_path, {"acteurs": [heading, ("acteur:a", "A", "ars", None, "x")]})
    assert not any(
        "Vouliez-vous" in issue.message for issue in found(checked, "ING-113") if "Tél" in str(issue.colonne)
    )
