"""Type things on the screen, read what would change, write, take back; begin on a territory; read the quality."""

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from graph.answers import ask
from graph.settings import Settings
from graph.store.store import Store
from ingest import importer
from ingest.starter import ground, write_starter
from tests.app.conftest import Open, load_example, opener
from tests.support.engines import embedded_engine

CPAM = "acteur:cpam-35"


@pytest.fixture(scope="module")
def writable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Give a base that holds the example and that these tests write to."""
    with embedded_engine(tmp_path_factory.mktemp("app-entry")) as settings:
        load_example(settings)
        yield settings


@pytest.fixture
def open_writable(writable: Settings, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Open a screen on it."""
    return opener(writable, monkeypatch)


def fill(test: AppTest, **values: str) -> AppTest:
    """Fill fields by the end of their key."""
    for end, value in values.items():
        field = next(f for f in (*test.text_input, *test.selectbox) if str(f.key).endswith(f"_{end}"))
        field.set_value(value)
    return test.run()


def told_by_team(test: AppTest) -> AppTest:
    """Say that the team knows it."""
    choice = next(radio for radio in test.radio if str(radio.key).endswith("_sorte"))
    choice.set_value(choice.options[1])
    return fill(test.run(), fonction="chargée de mission santé")


def press(test: AppTest, key: str) -> AppTest:
    """Press a button."""
    return test.button(key=key).click().run()


def reading(settings: Settings, ask_it: Callable[[Store], object]) -> object:
    """Return what the base says."""
    with Store.open(settings) as store:
        return ask_it(store)


def test_an_actor_is_added_then_taken_back(open_writable: Open, writable: Settings) -> None:
    before = reading(writable, lambda store: store.version())
    test = open_writable("saisie", faire="ajouter", sorte="Acteur")
    assert not test.exception
    fill(test, nom="Espace ressources santé de Redon", type_acteur="association")
    assert not test.checkbox, "no double is suspected"
    told_by_team(test)
    press(test, "saisie_voir")
    assert not test.exception
    assert reading(writable, lambda store: store.version()) == before, "nothing is written before it is confirmed"
    press(test, "saisie_ecrire")
    assert not test.exception
    assert "C’est écrit" in test.success[0].value
    with Store.open(writable) as store:
        assert store.journal()[0].nature == "saisie"
        assert "acteur:espace-ressources-sante-de-redon" in store.current(
            {"acteur:espace-ressources-sante-de-redon"}, set()
        )
        store.apply_undo(store.prepare_undo())
        assert store.version() == before


def test_a_double_is_seen_while_its_name_is_typed(open_writable: Open) -> None:
    test = open_writable("saisie", faire="ajouter", sorte="Acteur")
    fill(test, nom="CPAM 35", type_acteur="assurance_maladie")
    told_by_team(test)
    assert "peut-être déjà" in test.warning[0].value
    assert "saisie_voir" not in {button.key for button in test.button}
    # Where the next gesture is looked for, at the end of the page, it is said and offered.
    [onward] = [button for button in test.button if str(button.key).endswith("_continuer")]
    onward.click().run()
    assert test.checkbox[0].value
    assert "saisie_voir" in {button.key for button in test.button}


def test_what_is_wrong_is_said_beside_its_field(open_writable: Open) -> None:
    test = open_writable("saisie", faire="ajouter", sorte="Acteur")
    fill(test, nom="Organisme sans nature")
    told_by_team(test)
    press(test, "saisie_voir")
    assert not test.exception
    assert "refusée" in test.error[0].value
    assert "saisie_ecrire" not in {button.key for button in test.button}


def test_nothing_is_checked_without_a_source(open_writable: Open) -> None:
    test = open_writable("saisie", faire="corriger", id=CPAM)
    fill(test, sigle="CPAM IV")
    press(test, "saisie_voir")
    assert "source manque" in test.warning[0].value


def test_a_correction_and_an_end_are_proposed_before_being_written(open_writable: Open, writable: Settings) -> None:
    test = open_writable("saisie", faire="corriger", id=CPAM)
    assert not test.exception
    fill(test, sigle="CPAM IV")
    told_by_team(test)
    press(test, "saisie_voir")
    press(test, "saisie_ecrire")
    assert not test.exception
    state = reading(writable, lambda store: store.current({CPAM}, set())[CPAM].properties["sigle"])
    assert state == "CPAM IV"
    gesture = next(radio for radio in test.radio if "geste" in str(radio.key))
    gesture.set_value("Clore").run()
    told_by_team(test)
    press(test, "saisie_voir")
    assert not test.exception
    assert "saisie_ecrire" in {button.key for button in test.button}


def test_a_relationship_is_linked_from_the_sheet(open_writable: Open, writable: Settings) -> None:
    test = open_writable("saisie", faire="relier", de=CPAM, type="SIGNE", vers="disp:cls-cornouaille")
    assert not test.exception
    fill(test, role="signataire")
    told_by_team(test)
    press(test, "saisie_voir")
    assert not test.exception
    assert "saisie_ecrire" in {button.key for button in test.button}


@pytest.mark.parametrize("part", ["notes", "contradictions", "fraicheur", "lacunes", "preciser"])
def test_every_part_of_the_quality_is_drawn(open_screen: Open, part: str) -> None:
    test = open_screen("qualite", partie=part)
    assert not test.exception
    assert not test.error


def test_a_territory_to_begin_with_gives_its_workbook(open_empty: Open) -> None:
    test = open_empty("accueil")
    assert not test.exception
    chosen = open_empty("accueil", depart="EPCI-243500741")
    assert not chosen.exception
    assert any("classeur de ce territoire" in str(button.proto.label) for button in chosen.get("download_button"))


def test_five_cells_typed_in_the_workbook_are_on_the_map(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "redon.xlsx"
    write_starter(path, ground("EPCI-243500741"))
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    sheet = book["dispositifs"]
    places = {cell.value: place for place, cell in enumerate(sheet[1], start=1)}
    lines = {sheet.cell(row, places["type_dispositif"]).value: row for row in range(2, sheet.max_row + 1)}
    for type_, column, value in (
        ("CLS", "nom", "CLS de Redon Agglomération"),
        ("CLS", "date_debut", "2022"),
        ("CLS", "porteurs", "acteur:redon-agglomeration"),
        ("CPTS", "nom", "CPTS du Pays de Redon"),
        ("CLSM", "nom", "CLSM de Redon Agglomération"),
    ):
        sheet.cell(lines[type_], places[column]).value = value
    book.save(path)
    with embedded_engine(tmp_path / "base") as settings:
        with Store.open(settings) as store:
            checked = importer.check([path], store)
            assert not checked.report.refuse, checked.report.to_text()
            importer.apply(checked, importer.plan(checked, store), store)
            answer = ask(store, "dispositifs_du_territoire", {"territoire": "EPCI-243500741"}, date="toutes")
            named = {row.valeurs["dispositif"] for row in answer.lignes}
            assert named == {"CLS de Redon Agglomération", "CPTS du Pays de Redon", "CLSM de Redon Agglomération"}
        test = opener(settings, monkeypatch)("territoire", territoire="EPCI-243500741", date="toutes")
        assert not test.exception
        # Acronyms carry their meaning: a name is read across the mark.
        page = re.sub(r"</?abbr[^>]*>", "", "\n".join(str(getattr(block, "proto", "")) for block in test.main))
        shown = [name for name in named if name in page]
        assert sorted(shown) == sorted(named), "the Territoire screen shows what was typed"
