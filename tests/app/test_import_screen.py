"""Import from the screen: a faulty file is refused with its report, the corrected one is planned, written and seen."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from streamlit.testing.v1 import AppTest

from graph.closing import Closing
from graph.settings import Settings
from graph.store.store import Store
from ingest.examples import example_paths
from tests.app.conftest import Open, opener
from tests.support.engines import embedded_engine
from tests.support.screens import fails, plain, tables, words

CSV = "text/csv"
SOURCES = [
    {"id": "src:test", "nom": "Compte rendu de test", "fichier": "compte-rendu.txt", "date_document": "2024-03-01"}
]
GOOD = {
    "acteurs.csv": [{"id": "acteur:maison-test", "nom": "Maison de la prévention", "type_acteur": "association"}],
    "sources.csv": SOURCES,
}
BAD = {
    "acteurs.csv": [
        {"id": "acteur:maison-test", "nom": "Maison de la prévention", "type_acteur": "pas un type"},
        {"id": "acteur:autre-test", "nom": "06 12 34 56 78", "type_acteur": "association"},
    ],
    "sources.csv": SOURCES,
}
DEFECTS = {
    "acteurs.csv": [
        {
            "id": "acteur:une-test", "nom": "Une association", "type_acteur": "réunion de bonnes volontés", "siren": "",
            "territoires": "",
        },
        {
            "id": "acteur:deux-test", "nom": "Deux associations", "type_acteur": "association", "siren": "5520101",
            "territoires": "",
        },
        {
            "id": "acteur:trois-test", "nom": "Trois associations", "type_acteur": "association", "siren": "",
            "territoires": "Saint-Aubin",
        },
    ],
}  # fmt: skip


@pytest.fixture
def open_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Open screens on an empty base of the test's own."""
    with embedded_engine(tmp_path) as settings:
        yield opener(settings, monkeypatch)  # type: ignore[misc] - a generator fixture


def deposit(page: AppTest, files: dict[str, list[dict[str, str]]]) -> AppTest:
    """Deposit CSV files on the screen."""
    page.file_uploader[0].set_value([(name, as_csv(rows), CSV) for name, rows in files.items()])
    return page.run()


def as_csv(rows: list[dict[str, str]]) -> bytes:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue().encode()


def version_of(settings: Settings) -> str:
    with Store.open(settings) as store:
        return store.recompute_version()


def go_on(page: AppTest, *keys: str) -> AppTest:
    """Press buttons one after the other."""
    for key in keys:
        page.button(key=key).click().run()
    return page


def test_a_faulty_file_is_refused_then_the_corrected_one_is_written(open_own: Open) -> None:
    page = deposit(open_own("donnees"), BAD)
    assert "Reconnu comme" in words(page)
    page = go_on(page, "vers_verification")
    assert page.query_params["etape"] == "verification"
    said = words(page)
    assert "Import refusé" in said
    assert "Rien n’a été écrit" in said
    assert "Valeur hors liste : 1 (ING-201)" in said
    assert "Donnée personnelle : 1 (ING-207)" in said
    assert "06 12 34 56 78" not in said
    assert "3 lignes lues = 0 chargée + 0 réparée + 3 rejetées" in said
    assert not [button for button in page.button if button.key == "vers_plan_haut"]

    page.checkbox(key="partiel").check().run()
    assert "2 lignes fautives mises de côté" in words(page)
    page.checkbox(key="partiel").uncheck().run()
    assert "Import refusé" in words(page)

    page = deposit(open_own("donnees"), GOOD)
    page = go_on(page, "vers_verification", "vers_plan_haut")
    assert fails(page) == []
    said = words(page)
    assert "Maison de la prévention" in said
    assert "2 à créer" in said
    page = go_on(page, "plan_ecrire")
    assert fails(page) == []
    said = words(page)
    assert "C’est écrit." in said
    assert page.query_params["etape"] == "journal"
    assert any(
        "acteurs.csv" in row["cells"][2]
        for table in tables(page)
        for row in table["rows"]
        if table["title"] == "Journal"
    )

    sheet = open_own("fiche", id="acteur:maison-test")
    assert sheet.title[0].value == "Maison de la prévention"


def test_three_defects_are_corrected_in_the_page_written_and_undone(open_own: Open) -> None:
    page = open_own("donnees")
    before = version_of(Settings())
    page = deposit(page, DEFECTS)
    page = go_on(page, "vers_verification")
    said = words(page)
    # A lost zero is put right, and shown; a wrong term and an ambiguous name are asked.
    assert "Zéros de tête remis : 1 (ING-501)" in said
    assert "Valeur hors liste" in said
    assert "Nom qui désigne plusieurs objets" in said
    term = next(box for box in page.selectbox if box.key.startswith("corriger_") and box.label == "La bonne valeur")
    term.select("association").run()
    said = words(page)
    assert "Valeur hors liste" not in said
    assert "« réunion de bonnes volontés » → « Association" in said
    asked = next(box for box in page.selectbox if plain(box.label) == "Laquelle est-ce ?")
    assert len(asked.options) > 1
    asked.select_index(0).run()
    said = words(page)
    assert "Import possible" in said
    assert "2 chargées + 1 réparée + 0 rejetée" in said

    # The repair is refused by itself, then taken back.
    page.multiselect(key="refus_ING-501").select("ING-501@acteurs.csv!!3!siren").run()
    assert "Import refusé" in words(page)
    page.multiselect(key="refus_ING-501").unselect("ING-501@acteurs.csv!!3!siren").run()
    assert "Import possible" in words(page)

    page = go_on(page, "vers_plan_haut")
    assert fails(page) == []
    assert "4 à créer" in words(page)
    page = go_on(page, "plan_ecrire")
    assert "C’est écrit." in words(page)
    assert version_of(Settings()) != before
    page = go_on(page, "annuler_preparer")
    assert "À retirer : 4" in words(page)
    page = go_on(page, "annuler_confirmer")
    assert fails(page) == []
    said = words(page)
    assert "C’est annulé." in said
    assert "↶ annulée" in said
    assert version_of(Settings()) == before


def test_choices_last_as_long_as_the_files(open_own: Open) -> None:
    page = go_on(deposit(open_own("donnees"), DEFECTS), "vers_verification")
    term = next(box for box in page.selectbox if box.key.startswith("corriger_") and box.label == "La bonne valeur")
    term.select("association").run()
    page.segmented_control(key="import_etape").select("journal").run()
    page.segmented_control(key="import_etape").select("verification").run()
    assert "Vos corrections : 1" in words(page)
    page = go_on(page, "reprendre_0")
    assert "Valeur hors liste" in words(page)
    page.segmented_control(key="import_etape").select("fichier").run()
    page = go_on(page, "depot_retirer")
    page.segmented_control(key="import_etape").select("verification").run()
    assert "Aucun fichier n’est déposé" in words(page)


def test_the_columns_of_a_foreign_table_are_matched_once(open_own: Open) -> None:
    rows = [
        {"Raison sociale": "Maison des aidants", "Nature": "association", "Ville": "Redon (35)"},
        {"Raison sociale": "Maison du répit", "Nature": "association", "Ville": "Vannes (56)"},
    ]
    page = deposit(open_own("donnees"), {"tableau-du-reseau.csv": rows})
    assert fails(page) != []
    said = words(page)
    assert "Raison sociale" in said
    assert "Maison des aidants · Maison du répit" in said
    apply = next(button for button in page.button if button.key.startswith("appliquer_"))
    apply.click().run()
    assert fails(page) == []
    page = go_on(page, "vers_verification", "vers_plan_haut")
    assert "Maison des aidants" in words(page)

    # The mapping was kept: another file of this shape is read at once.
    other = deposit(open_own("donnees"), {"autre.csv": [{**rows[0], "Raison sociale": "Maison des jeunes"}]})
    assert fails(other) == []
    assert "mises en correspondance" in words(other)


def test_a_plan_that_is_out_of_date_is_computed_again(open_own: Open) -> None:
    first = deposit(
        open_own("donnees"), {**GOOD, "acteurs.csv": [{**GOOD["acteurs.csv"][0], "nom": "Maison de la santé"}]}
    )
    first = go_on(first, "vers_verification", "vers_plan_haut")
    second = deposit(open_own("donnees"), {**GOOD, "acteurs.csv": [{**GOOD["acteurs.csv"][0], "sigle": "MP"}]})
    second = go_on(second, "vers_verification", "vers_plan_haut", "plan_ecrire")
    assert "C’est écrit." in words(second)
    first = go_on(first, "plan_ecrire")
    assert fails(first) == []
    said = words(first)
    assert "La base a changé" in said
    assert "C’est écrit." not in said
    # The new plan is shown, with what it changes before and after, and waits for its own confirmation.
    assert "1 à modifier" in said
    assert "Nom : Maison de la prévention Nom : Maison de la santé" in said


def workbook(folder: Path, name: str, territoires: tuple[str, ...]) -> tuple[str, bytes, str]:
    """Return a workbook in which a scheme covers these territories."""
    book = Workbook(write_only=True)
    content: dict[str, list[tuple[str, ...]]] = {
        "dispositifs": [("id", "nom", "type_dispositif"), ("disp:cls-test", "CLS de test", "cls")],
        "perimetres": [("dispositif", "territoire"), *(("disp:cls-test", code) for code in territoires)],
    }
    for title, rows in content.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(folder / name)
    return name, (folder / name).read_bytes(), "application/octet-stream"


def test_a_new_version_closes_what_it_no_longer_says(open_own: Open, tmp_path: Path) -> None:
    first, second, third = "EPCI-243500741", "EPCI-243500139", "EPCI-200067932"
    page = open_own("donnees")
    page.file_uploader[0].set_value([workbook(tmp_path, "reseau-2025.xlsx", (first, second, third))])
    page.run()
    page = go_on(page, "vers_verification", "vers_plan_haut", "plan_ecrire")
    assert "C’est écrit." in words(page)

    page = open_own("donnees")
    page.file_uploader[0].set_value([workbook(tmp_path, "reseau-2026.xlsx", (first, second))])
    page.run()
    page.selectbox(key="nouvelle_version_0").select("reseau-2025.xlsx").run()
    page = go_on(page, "vers_verification", "vers_plan_haut")
    assert fails(page) == []
    said = words(page)
    assert "1 à clore" in said
    assert "à clore parce que le fichier ne la dit plus" in said
    page.radio(key="plan_cloture").set_value(Closing.NON).run()
    assert "0 à clore" in words(page)
    page.radio(key="plan_cloture").set_value(Closing.OUI).run()
    page.date_input(key="plan_jour").set_value(date(2026, 6, 30)).run()
    said = words(page)
    assert "1 à clore" in said
    assert "30 juin 2026" in said
    page.multiselect(key="plan_changements").select("clos").run()
    assert {row["cells"][0] for table in tables(page) for row in table["rows"]} == {"⊣ clos"}
    page = go_on(page, "plan_ecrire")
    assert "C’est écrit." in words(page)


def test_the_example_loads_from_the_home_page(open_own: Open) -> None:
    page = open_own()
    page.button(key="premier_exemple").click().run(timeout=180)
    assert fails(page) == []
    said = words(page)
    assert "C’est écrit." in said
    assert "78 acteurs" in said
    assert page.query_params["date"] == "2025-06-01"


def test_the_example_deposited_as_a_workbook_has_no_blocking_problem(open_own: Open) -> None:
    page = open_own("donnees")
    page.file_uploader[0].set_value(
        [(path.name, path.read_bytes(), "application/octet-stream") for path in example_paths()]
    )
    page.run(timeout=180)
    assert fails(page) == []
    page.button(key="vers_verification").click().run(timeout=180)
    assert "Import possible" in words(page)
    page.button(key="vers_plan_haut").click().run(timeout=180)
    assert fails(page) == []
    said = words(page)
    assert "1 239 à créer" in said
    assert "Comptés à part, apportés ou complétés par le référentiel" in said


def test_an_undated_relationship_is_brought_to_the_dated_one_unless_refused(open_own: Open) -> None:
    scheme = {"id": "disp:cls-test", "nom": "CLS de test", "type_dispositif": "cls"}
    place = {"dispositif": "disp:cls-test", "territoire": "EPCI-243500741"}
    page = deposit(
        open_own("donnees"),
        {"dispositifs.csv": [scheme], "perimetres.csv": [{**place, "valid_from": "2021-07-01"}]},
    )
    go_on(page, "vers_verification", "vers_plan_haut", "plan_ecrire")
    page = deposit(open_own("donnees"), {"relations.csv": [as_relation(place)]})
    page = go_on(page, "vers_verification", "vers_plan_haut")
    assert fails(page) == []
    assert "= rapproché" in words(page)
    key = "ING-517@relations.csv!!2!valid_from"
    page.multiselect(key="plan_refus_ING-517").select(key).run()
    said = words(page)
    assert "= rapproché" not in said
    assert "1 à créer" in said


def as_relation(place: dict[str, str]) -> dict[str, str]:
    """Return a perimeter as a row of the sheet of relationships."""
    return {"type": "COUVRE", "de": place["dispositif"], "vers": place["territoire"]}
