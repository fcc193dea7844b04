"""What each sheet says once read: short cuts, names, proofs, two natures, dates, unknown columns."""

from datetime import date
from pathlib import Path

from graph.model.statement import NodeStatement, Preuve, RelationshipStatement
from ingest.importer import Checked, check
from tests.unit.ingest.builders import ACTEURS, DISPOSITIFS, check_tables, codes, found, workbook


def nodes(checked: Checked) -> dict[str, NodeStatement]:
    return {s.id: s for s in checked.statements if isinstance(s, NodeStatement)}


def edges(checked: Checked) -> dict[tuple[str, str, str], RelationshipStatement]:
    return {(s.type, s.start, s.end): s for s in checked.statements if isinstance(s, RelationshipStatement)}


def test_the_short_cuts_of_actions(tmp_path: Path) -> None:
    checked = check_tables(
        tmp_path,
        {
            "acteurs": ACTEURS,
            "dispositifs": DISPOSITIFS,
            "actions": [
                ("id", "nom", "dispositif", "territoire", "pilotes", "partenaires", "thematiques", "publics", "source"),
                ("action:1", "A", "PRS Bretagne", "35236", "ARS Bretagne|acteur:cpam", "CPAM 35",
                 "Alimentation, nutrition|theme:addictions", "enfants", "a.pdf"),
            ],
        },
    )  # fmt: skip
    found = edges(checked)
    assert set(found) == {
        ("COMPREND", "disp:prs", "action:1"),
        ("INTERVIENT_SUR", "action:1", "COM-35236"),
        ("PILOTE", "acteur:ars", "action:1"),
        ("PILOTE", "acteur:cpam", "action:1"),
        ("EST_PARTENAIRE", "acteur:cpam", "action:1"),
        ("TRAITE", "action:1", "theme:nutrition"),
        ("TRAITE", "action:1", "theme:addictions"),
        ("CIBLE", "action:1", "public:enfants"),
    }
    assert found["PILOTE", "acteur:ars", "action:1"].properties == {"role": "pilote"}
    assert all(edge.preuves == (Preuve("a.pdf", ""),) for edge in found.values())


def test_the_shorter_sheets(tmp_path: Path) -> None:
    checked = check_tables(
        tmp_path,
        {
            "acteurs": ACTEURS,
            "dispositifs": DISPOSITIFS,
            "roles": [("acteur", "type", "cible", "valid_from"), ("ARS Bretagne", "signe", "PRS Bretagne", "2021-07")],
            "liens": [("de", "vers", "role", "intensite"), ("acteur:ars", "acteur:cpam", "Action commune", 4)],
            "perimetres": [
                ("dispositif", "territoire", "part"),
                ("disp:prs", "EPCI-243500741", 0),
                ("disp:prs", "REG-53", None),
            ],
        },
    )
    found = edges(checked)
    assert found["SIGNE", "acteur:ars", "disp:prs"].properties == {
        "role": "signataire", "valid_from": "2021-07-01", "date_precision": "mois",
    }  # fmt: skip
    assert found["LIEN", "acteur:ars", "acteur:cpam"].properties == {"role": "action_commune", "intensite": 4}
    assert found["COUVRE", "disp:prs", "EPCI-243500741"].properties == {"part": 0.0}
    assert found["COUVRE", "disp:prs", "REG-53"].properties == {}


def test_the_generic_sheet_fills_no_role_in(tmp_path: Path) -> None:
    tables = {
        "acteurs": ACTEURS,
        "dispositifs": DISPOSITIFS,
        "relations": [("type", "de", "vers"), ("SIGNE", "acteur:ars", "disp:prs")],
    }
    assert edges(check_tables(tmp_path, tables))["SIGNE", "acteur:ars", "disp:prs"].properties == {}


def test_a_last_month_ends_on_its_last_day(tmp_path: Path) -> None:
    tables = {
        "acteurs": ACTEURS,
        "dispositifs": DISPOSITIFS,
        "roles": [("acteur", "type", "cible", "valid_to"), ("acteur:ars", "SIGNE", "disp:prs", "2020-02")],
    }
    assert (
        edges(check_tables(tmp_path, tables))["SIGNE", "acteur:ars", "disp:prs"].properties["valid_to"] == "2020-02-29"
    )


def test_days_of_the_spreadsheet_become_text(tmp_path: Path) -> None:
    tables = {"evenements": [("id", "nom", "type_evenement", "date"), ("evt:1", "Forum", "forum", date(2021, 9, 15))]}
    assert nodes(check_tables(tmp_path, tables))["evt:1"].properties["date"] == "2021-09-15"


def test_two_rows_make_an_organisation_that_is_a_scheme(tmp_path: Path) -> None:
    tables = {
        "acteurs": [("id", "nom", "type_acteur", "secteur"), ("disp:cpts", "CPTS", "cpts", "sante")],
        "dispositifs": [
            ("id", "nom", "type_dispositif", "territoires"),
            ("disp:cpts", "CPTS", "CPTS", "EPCI-243500741"),
        ],
    }
    node = nodes(check_tables(tmp_path, tables))["disp:cpts"]
    assert node.labels == ("Acteur", "Dispositif")
    assert node.properties == {"nom": "CPTS", "type_acteur": "cpts", "secteur": "sante", "type_dispositif": "CPTS"}


def test_a_scheme_that_may_act_is_told_how(tmp_path: Path) -> None:
    tables = {
        "acteurs": ACTEURS,
        "dispositifs": [
            ("id", "nom", "type_dispositif", "territoires"),
            ("disp:cpts", "CPTS", "CPTS", "EPCI-243500741"),
        ],
        "liens": [("de", "vers"), ("disp:cpts", "acteur:ars")],
    }
    [issue] = found(check_tables(tmp_path, tables), "ING-302")
    assert "feuille «\u00a0acteurs\u00a0» une ligne du même identifiant" in issue.remede


def test_proofs_keep_their_order_and_their_object(tmp_path: Path) -> None:
    checked = check_tables(
        tmp_path,
        {
            "acteurs": [
                ("id", "nom", "type_acteur", "source", "citation"),
                ("acteur:ars", "ARS", "ars", "src:a", "un"),
            ],
            "dispositifs": DISPOSITIFS,
            "sources": [("id", "nom", "fichier"), ("src:a", "Rapport", "a.txt"), ("src:b", "Entretien", None)],
            "relations": [
                ("type", "de", "vers", "role", "valid_from"),
                ("SIGNE", "acteur:ars", "disp:prs", "signataire", "2021"),
                ("PORTE", "acteur:ars", "disp:prs", None, None),
            ],
            "preuves": [
                ("objet", "source", "citation"),
                ("acteur:ars", "Entretien", "deux"),
                ("ARS", "a.txt", "trois"),
                ("SIGNE|acteur:ars|disp:prs|signataire|2021", "a.txt", "quatre"),
                ("SIGNE|ARS|PRS Bretagne|signataire|2021-01-01", "a.txt", "cinq"),
                ("PORTE|acteur:ars|disp:prs", "a.txt", None),
            ],
        },
    )
    assert not checked.report.refuse
    assert nodes(checked)["acteur:ars"].preuves == (
        Preuve("a.txt", "un"),
        Preuve("src:b", "deux"),
        Preuve("a.txt", "trois"),
    )
    assert edges(checked)["SIGNE", "acteur:ars", "disp:prs"].preuves == (
        Preuve("a.txt", "quatre"),
        Preuve("a.txt", "cinq"),
    )
    assert edges(checked)["PORTE", "acteur:ars", "disp:prs"].preuves == (Preuve("a.txt", ""),)


def test_a_document_not_described_becomes_a_source_once(tmp_path: Path) -> None:
    tables = {
        "acteurs": [
            ("id", "nom", "type_acteur", "source"),
            ("acteur:a", "A", "ars", "rapport.pdf"),
            ("acteur:b", "B", "ars", "rapport.pdf"),
            ("acteur:c", "C", "ars", "https://exemple.fr/page"),
        ]
    }
    checked = check_tables(tmp_path, tables)
    sources = {s.properties["nom"]: s for s in nodes(checked).values() if s.labels == ("Source",)}
    assert set(sources) == {"rapport.pdf", "https://exemple.fr/page"}
    assert sources["rapport.pdf"].properties["fichier"] == "rapport.pdf"
    assert len(found(checked, "ING-414")) == 2
    page = sources["https://exemple.fr/page"]
    assert page.properties["url"] == "https://exemple.fr/page"
    assert nodes(checked)["acteur:c"].preuves == (Preuve(page.id, ""),)


def test_unknown_columns_are_kept(tmp_path: Path) -> None:
    tables = {
        "acteurs": [
            ("id", "nom", "type_acteur", "Couleur", "extra"),
            ("acteur:a", "A", "ars", 3, "taille=grande|forme=a\\|b"),
        ]
    }
    properties = nodes(check_tables(tmp_path, tables))["acteur:a"].properties
    assert dict(zip(properties["extra_cles"], properties["extra_valeurs"], strict=True)) == {
        "taille": "grande", "forme": "a|b", "Couleur": "3",
    }  # fmt: skip


def test_a_property_of_another_type_is_kept_apart(tmp_path: Path) -> None:
    tables = {
        "acteurs": ACTEURS,
        "dispositifs": DISPOSITIFS,
        "relations": [("type", "de", "vers", "intensite"), ("SIGNE", "acteur:ars", "disp:prs", 3)],
    }
    checked = check_tables(tmp_path, tables)
    assert codes(checked) == {"ING-113"}
    assert edges(checked)["SIGNE", "acteur:ars", "disp:prs"].properties == {
        "extra_cles": ["intensite"], "extra_valeurs": ["3"],
    }  # fmt: skip


def test_a_french_label_stands_for_its_code(tmp_path: Path) -> None:
    tables = {
        "dispositifs": [
            ("Identifiant", "Nom", "Type de dispositif"),
            ("disp:a", "A", "Projet régional de santé (COS + SRS + PRAPS)"),
        ]
    }
    assert nodes(check_tables(tmp_path, tables))["disp:a"].properties["type_dispositif"] == "PRS"


def test_repaired_rows_are_counted(tmp_path: Path) -> None:
    tables = {
        "acteurs": [
            ("id", "nom", "type_acteur", "territoires"),
            ("acteur:a", "A\u200b\ufeff", "ars", "COM-35043"),
            ("acteur:b", "B", "ars", None),
        ]
    }
    checked = check_tables(tmp_path, tables)
    assert checked.report.lignes.to_json() == {"lues": 2, "chargees": 1, "reparees": 1, "rejetees": 0}
    assert ("INTERVIENT_SUR", "acteur:a", "COM-35068") in edges(checked)


def test_quotes_are_looked_up_when_the_text_is_given(tmp_path: Path) -> None:
    tables = {
        "acteurs": [
            ("id", "nom", "type_acteur", "source", "citation"),
            ("acteur:a", "A", "ars", "a.txt", "l’agence  régionale"),
            ("acteur:b", "B", "ars", "a.txt", "jamais écrit"),
            ("acteur:c", "C", "ars", "b.txt", "autre document"),
        ]
    }
    path = workbook(tmp_path / "a.xlsx", tables)
    checked = check([path], None, texts={"a.txt": "Selon l'Agence\nrégionale de santé"})
    [issue] = found(checked, "ING-412")
    assert issue.ligne == 3
    assert not found(check([path], None), "ING-412")
