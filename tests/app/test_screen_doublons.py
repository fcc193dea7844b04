"""Open the screen on duplicates: the queue, the two records, the plan of a verdict, its writing and its undoing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from graph.settings import Settings
from graph.store.store import Store
from ingest import importer
from tests.app.conftest import Open, opener
from tests.support.engines import embedded_engine
from tests.support.screens import fails, tables, words
from tests.unit.ingest.builders import workbook

DEP, CD = "acteur:departement-35", "acteur:cd-35"
FILE = {
    "acteurs": [
        ("id", "nom", "sigle", "type_acteur", "a_preciser", "source", "citation"),
        (DEP, "Département d’Ille-et-Vilaine", None, "departement", None, "contrat.txt", "le Département"),
        (CD, "Conseil départemental 35", "CD 35", "departement", None, "cr.txt", "le CD 35"),
        ("acteur:msa", "la MSA", "MSA", "msa", "oui", "cr.txt", "la MSA"),
        ("acteur:msa-pb", "MSA Portes de Bretagne", "MSA", "msa", None, "cr.txt", "la MSA Portes de Bretagne"),
    ],
    "dispositifs": [("id", "nom", "type_dispositif"), ("disp:cls", "CLS de Redon", "CLS")],
    "relations": [
        ("type", "de", "vers", "role", "source", "citation"),
        ("SIGNE", CD, "disp:cls", "signataire", "cr.txt", "signé par le CD 35"),
    ],
}


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Settings]:
    """Give a base of the test's own that holds one organisation twice, and one that nobody named."""
    with embedded_engine(tmp_path / "base") as settings:
        with Store.open(settings) as store:
            checked = importer.check([workbook(tmp_path / "essai.xlsx", FILE)], store)
            importer.apply(checked, importer.plan(checked, store), store)
        yield settings


@pytest.fixture
def open_own(base: Settings, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Open screens on that base."""
    return opener(base, monkeypatch)


def button(page: AppTest, label: str) -> None:
    next(one for one in page.button if one.label == label).click()


def test_a_pair_is_compared_judged_and_taken_back(open_own: Open, base: Settings) -> None:
    with Store.open(base) as store:
        before = store.version()
    page = open_own("doublons")
    assert fails(page) == []
    said = words(page)
    assert "1 paire de fiches est peut-être en double, dont 1 probable" in said
    assert "Nom (≠ différent)" in said
    assert "Type (= identique)" in said
    assert "Sigle (· connu d’un seul côté)" in said
    assert "signe CLS de Redon" in said
    assert "Enregistrer ce jugement" not in said

    button(page, "C’est le même, écrit deux fois")
    page = page.run()
    assert fails(page) == []
    said = words(page)
    assert "Ce qui changerait" in said
    assert "à retirer" in said
    with Store.open(base) as store:
        assert store.version() == before, "nothing is written before the person says so"

    button(page, "Enregistrer ce jugement")
    page = page.run()
    assert fails(page) == []
    said = words(page)
    assert "C’est écrit." in said
    assert "même objet, deux écritures" in said
    assert "Aucune paire de fiches ne se ressemble assez" in said
    assert "en dehors de 1 paire déjà jugée" in said
    assert "Objets à préciser" in said
    with Store.open(base) as store:
        assert store.version() != before
        found = {state.id for state in store.dump()}
        assert (CD in found, DEP in found) == (True, False), "the more complete record is the one proposed to keep"

    button(page, "Revenir sur ce jugement")
    page = page.run()
    assert fails(page) == []
    assert "À annuler" in words(page)
    with Store.open(base) as store:
        assert store.version() != before, "what would change is read before it is written"

    button(page, "Revenir à ce qui était avant")
    page = page.run()
    assert fails(page) == []
    assert "Le jugement est repris" in words(page)
    with Store.open(base) as store:
        assert store.version() == before


def test_a_merger_asks_for_its_day_and_an_unclear_record_is_only_proposed(open_own: Open) -> None:
    page = open_own("doublons")
    button(page, "L’un a repris l’autre")
    page = page.run()
    assert fails(page) == []
    assert [box.label for box in page.date_input if box.key.startswith("doublons_date")] == ["Depuis le"]
    assert [box.label for box in page.radio if box.key.startswith("doublons_garde")] == ["Celui qui a repris l’autre"]
    box = next(box for box in page.text_input if box.label == "Pourquoi (facultatif)")
    page = box.set_value("dit par Mme Exemple au 06 12 34 56 78").run()
    assert "Maillage ne garde aucune donnée sur les personnes" in words(page)
    assert "Enregistrer ce jugement" not in words(page)
    queue = page.selectbox(key=next(box.key for box in page.selectbox if box.label == "Paire"))
    assert queue.options[-1].startswith("À préciser · la MSA / MSA Portes de Bretagne")
    page = queue.select_index(len(queue.options) - 1).run()
    assert fails(page) == []
    assert "Ne jugez que si vous le savez" in words(page)


def test_the_example_says_what_its_documents_suspect(open_screen: Open) -> None:
    page = open_screen("doublons")
    assert fails(page) == []
    said = words(page)
    assert "changement de dénomination à confirmer" in said
    assert "Aucun jugement n’est enregistré" in said
    assert tables(page) == []
