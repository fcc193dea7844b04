"""Hold what the screens are made of, alone: words, tables, dates, files, plans. No screen is run."""

from __future__ import annotations

import datetime

import pytest

from app.view_models.answers import build_answer, to_csv
from app.view_models.dates import NEWEST, OTHER, TODAY, build_date
from app.view_models.import_check import build_check
from app.view_models.import_plan import build_plan
from app.view_models.names import build_options
from app.view_models.problems import problem_of
from app.view_models.sheet import build_sheet
from app.view_models.table import build_table, payload
from app.view_models.terms import acronyms, certainty_mark, word
from app.view_models.typography import NBSP, THIN, counted, day, escaped, number, typeset
from app.view_models.verbs import network_types, verb
from graph.answer import Answer, Column, Proof, Row, Table
from graph.certainty import Certitude
from graph.model import relationships
from graph.model.spec import RelationshipSpec
from graph.model.statement import Location
from graph.plan import Change, ChangeKind, NodeState, Plan
from graph.store.errors import EngineLost, QueryStopped
from ingest.issues import problem
from ingest.report import ImportReport, Rows


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("l'acteur d'Ille-et-Vilaine", "l’acteur d’Ille-et-Vilaine"),
        ("« mot » ; fin", f"«{NBSP}mot{NBSP}»{THIN}; fin"),
        (f"«{NBSP}mot{NBSP}»", f"«{NBSP}mot{NBSP}»"),
        ('le "mot" ?', f"le «{NBSP}mot{NBSP}»{THIN}?"),
        ("10:30 et a:b", "10:30 et a:b"),
        ("décret n° 352, N° 4", f"décret n°{NBSP}352, N°{NBSP}4"),
    ],
)
def test_texts_of_sources_are_typeset_and_never_reworded(written: str, shown: str) -> None:
    assert typeset(written) == shown
    assert typeset(shown) == shown


def test_numbers_and_dates_are_french() -> None:
    assert number(66478) == f"66{THIN}478"
    assert number(12.7) == "12,7"
    assert counted(1, "dispositif") == f"1{NBSP}dispositif"
    assert counted(2, "dispositif") == f"2{NBSP}dispositifs"
    assert day("2021-09-15") == f"15{NBSP}septembre{NBSP}2021"
    assert day("2021") == "2021"
    assert day(None) == f"date{NBSP}inconnue"


def test_markdown_of_a_source_stays_text() -> None:
    assert escaped("*a* :red[b] $x$") == r"\*a\* \:red\[b\] \$x\$"


@pytest.mark.parametrize(
    ("column", "code", "said"),
    [
        ("secteur", "protection_sociale", "Protection sociale"),
        ("etat", "non_documente", f"?{NBSP}non documenté"),
        ("role", "co-presidence", "coprésidence"),
        ("theme", "nutrition, activite_physique", "Alimentation, nutrition, Activité physique"),
        ("type_dispositif", "CLS", "CLS"),
        ("note", "un texte libre", "un texte libre"),
    ],
)
def test_codes_are_said_in_french(column: str, code: str, said: str) -> None:
    assert word(column, code) == said


def test_what_is_only_planned_is_never_called_uncertain() -> None:
    assert certainty_mark("incertain", "en_projet").label == "en projet"
    assert certainty_mark("inactif", "en_projet").label == "pas à cette date"
    assert certainty_mark("certain", "effectif").label == "certain"


def test_acronyms_with_one_meaning_are_expanded_and_others_left() -> None:
    found = dict(acronyms("Le CLSM et la MAS de Redon, PLANIR"))
    assert found["CLSM"] == "Conseil local de santé mentale"
    assert "PLANIR" in found
    assert "MAS" not in found


def _columns() -> tuple[Column, ...]:
    return (
        Column("acteur_id", "texte", "Identifiant.", "Identifiant"),
        Column("acteur", "texte", "Nom.", "Acteur"),
        Column("n", "entier", "Nombre.", "N"),
        Column("date_debut", "date", "Début.", "Depuis"),
        Column("actions", "liste", "Actions.", "Fiches"),
        Column("vide", "texte", "Rien.", "Vide"),
    )


def _rows() -> tuple[Row, ...]:
    proof = Proof("003.txt", "2021-09-15", "l'acteur signe", "inferee", "certain", "par déduction")
    values = {
        "acteur_id": "acteur:a", "acteur": "L'un", "n": 1200, "date_debut": "2021-07", "actions": ["action:x"],
        "vide": None,
    }  # fmt: skip
    return (Row(values, Certitude.CERTAIN, (proof,)),)


def test_a_table_shows_words_and_keeps_ids_as_links() -> None:
    table = build_table(_columns(), _rows(), {"003.txt": "Un mémoire"}, title="Acteurs")
    assert [column.title for column in table.columns] == ["Acteur", "N", "Depuis"]
    row = table.rows[0]
    assert row.cells == {"acteur": "L’un", "n": 1200, "date_debut": f"juillet{NBSP}2021"}
    assert row.sort["date_debut"] == "2021-07"
    assert row.links == (("acteur:a", "L’un"), ("action:x", "action:x"))
    assert row.proofs[0].document == "Un mémoire"
    assert row.proofs[0].derivation.code == "inferee"
    drawn = payload(table, height=300)
    assert drawn["rows"][0]["cells"] == ["L’un", f"1{THIN}200", f"juillet{NBSP}2021", f"●{NBSP}certain"]
    assert drawn["rows"][0]["opens"] == f"1{NBSP}citation"
    assert payload(table, height=300)["version"] == drawn["version"]


def test_a_code_beside_its_label_is_drawn_once() -> None:
    columns = (Column("code", "texte", "", "Code"), Column("secteur", "texte", "", "Secteur"))
    rows = (Row({"code": "Santé", "secteur": "sante"}),)
    assert [column.name for column in build_table(columns, rows, {}).columns] == ["secteur"]


def _answer(**changes: object) -> Answer:
    values: dict[str, object] = {
        "question": "signataires", "titre": "Qui a signé ?", "parametres": {}, "date": "2021-09-15", "perimetre": "ici",
        "etat_donnees": "suffisant", "phrase": "deux signataires.", "colonnes": _columns(), "lignes": _rows(),
        "version_donnees": "abc",
    }  # fmt: skip
    return Answer(**(values | changes))  # type: ignore[arg-type]


def test_an_answer_without_rows_says_what_to_make_of_it() -> None:
    lost = build_answer(_answer(lignes=(), etat_donnees="insuffisant"), {})
    assert "ce n’est pas une absence" in lost.empty
    assert build_answer(_answer(lignes=(), etat_donnees="suffisant"), {}).empty == ""
    assert build_answer(_answer(), {}).empty == ""


def test_a_file_says_its_scope_and_runs_no_formula() -> None:
    trap = (Row({"acteur_id": "acteur:a", "acteur": "=HYPERLINK(1)", "actions": []}),)
    lines = to_csv(_answer(lignes=trap)).decode("utf-8-sig").splitlines()
    assert "version des données abc" in lines[0].replace("\u202f", " ")
    assert lines[1].startswith("acteur_id;acteur;n")
    assert ";'=HYPERLINK(1);" in lines[2]


def test_the_date_of_the_view_is_settled() -> None:
    today = datetime.date(2026, 11, 22)
    assert build_date("", "2021-09-15", today).choice == NEWEST
    assert build_date("2026-11-22", "2021-09-15", today).choice == TODAY
    assert build_date("2021-07", "2021-09-15", today).value == "2021-07-31"
    assert build_date("2019-02-05", "2021-09-15", today).choice == OTHER
    assert build_date("hier", "2021-09-15", today).warning
    empty = build_date("", None, today)
    assert (empty.value, NEWEST in empty.labels) == ("2026-11-22", False)


def test_a_type_declared_later_is_read_and_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    invented = RelationshipSpec(
        type="PARRAINE", caption="parraine", start=("Acteur",), end=("Dispositif",), description="Essai."
    )
    monkeypatch.setitem(relationships.RELATIONSHIPS, "PARRAINE", invented)
    assert verb("PARRAINE") == "parraine"
    assert "parraine" in verb("PARRAINE", outgoing=False)
    assert "PARRAINE" in network_types()
    assert "POSSIBLE_DOUBLON" not in network_types()


def test_facts_come_before_the_reference_in_the_lists() -> None:
    def row(id_: str, name: str, kind: str, *, fait: bool) -> dict[str, object]:
        return {
            "id": id_, "nom": name, "labels": ["Territoire"], "sigle": None, "alias": None, "code": id_[4:],
            "type_territoire": kind, "type_acteur": None, "type_dispositif": None, "est_fait": fait,
        }  # fmt: skip

    options = build_options(
        [
            row("COM-35001", "Acigné", "commune", fait=False),
            row("COM-35219", "Pipriac", "commune", fait=True),
            row("REG-53", "Bretagne", "region", fait=False),
        ],
        ("Territoire",),
    )
    assert list(options) == ["COM-35219", "REG-53", "COM-35001"]
    assert options["COM-35219"] == "Pipriac · commune 35219"


def test_a_sheet_reads_relationships_from_its_side_and_lists_silences() -> None:
    columns = tuple(
        Column(name, "texte", "", name) for name in ("relation", "objet_id", "objet", "nature", "type", "sens", "note")
    )
    values = {
        "relation": "← signe", "objet_id": "acteur:a", "objet": "L'un", "nature": "ars", "type": "SIGNE",
        "sens": "entrant", "note": None,
    }  # fmt: skip
    identity = Table(
        (Column("champ", "texte", ""), Column("libelle", "texte", ""), Column("valeur", "texte", "")),
        (Row({"champ": "cycle", "libelle": "Étape", "valeur": "Évaluation"}),),
    )
    answer = _answer(question="fiche", colonnes=columns, lignes=(Row(values),), tableaux={"identite": identity})
    sheet = build_sheet(answer, {"nom": "CLS d'ici", "labels": ["Dispositif", "Entite"]}, {}, [])
    assert sheet.name == "CLS d’ici"
    assert sheet.chapters[0].rows[0].cells["relation"] == "signé par"
    assert "ses signataires" not in sheet.silent
    assert "son porteur" in sheet.silent
    assert "son étape" not in sheet.silent


def test_a_report_groups_by_table_and_keeps_every_problem() -> None:
    issues = tuple(
        problem(
            "ING-201",
            Location(file="a.xlsx", sheet="acteurs", row=row),
            "valeur hors liste",
            column="secteur",
            value="x",
        )
        for row in (3, 4)
    )
    view = build_check(
        ImportReport(
            fichier="a.xlsx",
            sha256="",
            lecteur="classeur",
            lignes=Rows(chargees=0, reparees=0, rejetees=2),
            problemes=issues,
            refuse=True,
        )
    )
    assert "Import refusé" in view.verdict
    assert [group.blocking for group in view.groups] == [True]
    assert [row.cells["ligne"] for row in view.groups[0].table.rows] == [3, 4]
    assert view.groups[0].more == 0


def test_a_plan_tells_before_and_after_in_words() -> None:
    before = NodeState(id="acteur:a", labels=("Acteur",), properties={"nom": "Un", "secteur": "sante"}, fait=True)
    after = NodeState(id="acteur:a", labels=("Acteur",), properties={"nom": "Un", "secteur": "social"}, fait=True)
    reference = NodeState(id="COM-1", labels=("Territoire",), properties={"nom": "Ici"}, reference=True)
    plan = Plan((Change(ChangeKind.MODIFIE, before, after), Change(ChangeKind.REFERENTIEL, None, reference)), 5, "v")
    view = build_plan(plan, {}, (), ())
    assert view.figures == (("0", "à créer"), ("1", "à modifier"), ("0", "à clore"), ("5", "déjà dans la base"))
    row = view.changes.rows[0]
    assert (row.cells["avant"], row.cells["apres"]) == (f"Secteur{NBSP}: Santé", f"Secteur{NBSP}: Social")
    assert "territoires" in view.reference
    assert build_plan(plan, {}, (ChangeKind.CREE,), ()).changes.rows == ()


def test_failures_are_sentences() -> None:
    lost = problem_of(EngineLost("Le moteur ne répond plus."))
    assert lost.retry
    assert "commande" not in lost.remedy
    assert not problem_of(QueryStopped("Trop long.")).retry
    unknown = problem_of(ZeroDivisionError("division by zero"))
    assert unknown.unexpected
    assert "division" not in unknown.message
    assert unknown.code in unknown.message
