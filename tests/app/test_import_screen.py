"""Import from the screen: a faulty file is refused with its report, the corrected one is planned, written and seen."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from graph.settings import Settings
from graph.store.store import Store
from ingest.examples import example_paths
from tests.app.conftest import Open, opener
from tests.support.engines import embedded_engine
from tests.support.screens import fails, tables, words

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


def test_a_faulty_file_is_refused_then_the_corrected_one_is_written(open_own: Open) -> None:
    page = deposit(open_own("donnees"), BAD)
    said = words(page)
    assert "Import refusé" in said
    assert "Rien n’a été écrit" in said
    codes = [row["cells"][-1] for table in tables(page) for row in table["rows"]]
    assert {"ING-201", "ING-207"} <= set(codes)
    assert "06 12 34 56 78" not in said
    assert not [button for button in page.button if button.key == "plan_ecrire"]

    page.checkbox(key="partiel").check().run()
    assert "2 lignes fautives mises de côté" in words(page)

    page.checkbox(key="partiel").uncheck().run()
    page = deposit(page, GOOD)
    assert fails(page) == []
    said = words(page)
    assert "Maison de la prévention" in said
    assert "2 à créer" in said
    page.button(key="plan_ecrire").click().run()
    assert fails(page) == []
    assert "C’est écrit." in words(page)
    assert "Rien à écrire" in words(page)
    assert any(
        "acteurs.csv" in row["cells"][2]
        for table in tables(page)
        for row in table["rows"]
        if table["title"] == "Journal"
    )

    sheet = open_own("fiche", id="acteur:maison-test")
    assert sheet.title[0].value == "Maison de la prévention"


def test_a_plan_that_is_out_of_date_is_computed_again(open_own: Open) -> None:
    first = deposit(
        open_own("donnees"), {**GOOD, "acteurs.csv": [{**GOOD["acteurs.csv"][0], "nom": "Maison de la santé"}]}
    )
    second = deposit(open_own("donnees"), {**GOOD, "acteurs.csv": [{**GOOD["acteurs.csv"][0], "sigle": "MP"}]})
    second.button(key="plan_ecrire").click().run()
    assert "C’est écrit." in words(second)
    first.button(key="plan_ecrire").click().run()
    assert fails(first) == []
    said = words(first)
    assert "La base a changé" in said
    assert "C’est écrit." not in said
    # The new plan is shown, with what it changes before and after, and waits for its own confirmation.
    assert "1 à modifier" in said
    assert "Nom : Maison de la prévention Nom : Maison de la santé" in said


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
    said = words(page)
    assert "Import possible" in said
    assert "1 239 à créer" in said
    assert "Comptés à part, apportés ou complétés par le référentiel" in said
