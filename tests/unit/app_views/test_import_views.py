"""Hold what the steps of an import show: cells grouped and masked, corrections of lists, plans sorted and exported."""

from __future__ import annotations

import csv
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.exports.plan_table import write_plan
from app.view_models.import_cells import HIDDEN_CELL
from app.view_models.import_check import build_check
from app.view_models.import_plan import build_plan, plan_lines, sorts_of
from app.view_models.journal import build_journal, entry_facts, moment, origins
from app.view_models.plan_words import last_day_sentence
from graph.closing import Raison
from graph.plan import Change, ChangeKind, Disparu, NodeState, Plan, RelationshipState
from graph.store.journal import JournalEntry
from ingest import importer

HEADINGS = "id;nom;type_acteur;territoires\n"


def check(folder: Path, *rows: str) -> importer.Checked:
    path = folder / "acteurs.csv"
    path.write_text(HEADINGS + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return importer.check([path], None)


def test_cells_that_say_the_same_are_corrected_together(tmp_path: Path) -> None:
    checked = check(tmp_path, "acteur:a;Un;xyz;", "acteur:b;Deux;zyx;", "acteur:c;Trois;xyz;")
    view = build_check(checked.report, checked.citees)
    (group,) = [found for found in view.groups if found.code == "ING-201"]
    assert [[cell.ligne for cell in card.cells] for card in group.cards] == [[2, 4], [3]]
    assert ("association", "Association") in group.cards[0].answers
    assert not group.cards[0].question
    assert [(cell.heading, cell.text) for cell in group.cards[0].row if cell.faulty] == [("type_acteur", "xyz")]
    assert [value for value, _ in view.figures] == ["3", "0", "0", "3"]


def test_a_name_of_a_list_is_replaced_alone(tmp_path: Path) -> None:
    checked = check(tmp_path, "acteur:a;Un;association;Redon|Saint-Aubin")
    view = build_check(checked.report, checked.citees)
    (card,) = [card for group in view.groups if group.code == "ING-404" for card in group.cards]
    assert card.question
    assert card.written("COM-39476") == "Redon|COM-39476"


def test_personal_data_is_never_in_the_row_shown(tmp_path: Path) -> None:
    checked = check(tmp_path, "acteur:a;06 12 34 56 78;association;")
    view = build_check(checked.report, checked.citees)
    cards = [card for group in view.groups for card in group.cards]
    assert cards
    assert "06 12 34" not in repr(view)
    assert {cell.text for card in cards for cell in card.row if cell.faulty} == {HIDDEN_CELL}


def test_a_plan_tells_a_verdict_as_it_is() -> None:
    judged = RelationshipState(
        id="r1",
        type="POSSIBLE_DOUBLON",
        start="acteur:a",
        end="acteur:b",
        properties={"verdict": "distinct"},
        fait=True,
    )
    view = build_plan(Plan((Change(ChangeKind.CREE, None, judged),), 0, "v"), {"acteur:a": "A", "acteur:b": "B"})
    assert view.created == (("relation « sont deux objets différents »", "1"),)
    assert view.changes.rows[0].cells["objet"] == "A n’est pas le même que B"


def test_a_plan_lists_what_is_no_longer_said_and_filters_by_words() -> None:
    node = NodeState(id="acteur:a", labels=("Acteur",), properties={"nom": "Élan d’ici"}, fait=True)
    link = RelationshipState(id="r1", type="SIGNE", start="acteur:a", end="disp:x", properties={}, fait=True)
    plan = Plan((Change(ChangeKind.CREE, None, node),), 2, "v", disparus=(Disparu("a.xlsx", link, Raison.OBJET),))
    assert sorts_of(plan) == ["cree", "disparu"]
    assert build_plan(plan, {}, text="elan").changes.rows[0].cells["objet"] == "Élan d’ici"
    assert build_plan(plan, {}, sorts={"disparu"}).changes.rows[0].cells["quoi"] == "? n’est plus dit"
    assert build_plan(plan, {}, text="introuvable").changes.rows == ()


def test_an_exported_plan_runs_no_formula(tmp_path: Path) -> None:
    node = NodeState(id="acteur:a", labels=("Acteur",), properties={"nom": "=1+1"}, fait=True)
    lines = list(plan_lines(Plan((Change(ChangeKind.CREE, None, node),), 0, "v"), {}))
    write_plan(lines, tmp_path / "plan.csv")
    write_plan(lines, tmp_path / "plan.xlsx")
    with (tmp_path / "plan.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream, delimiter=";"))
    assert rows[1][:3] == ["créé", "Acteur", "'=1+1"]
    cell = load_workbook(tmp_path / "plan.xlsx")["plan"]["C2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_the_journal_marks_what_is_taken_back() -> None:
    entry = JournalEntry(
        id="imp-1", nature="import", fichier="a.xlsx + b.csv", sha256="", lecteur="", date="2026-11-22T10:00:00",
        lignes={"lues": 3, "chargees": 1, "reparees": 1, "rejetees": 1},
    )  # fmt: skip
    undone = JournalEntry(
        id="imp-0", nature="import", fichier="c.csv", sha256="", lecteur="", date="2026-11-21", annulee_par="ann-1"
    )
    states = [row.cells["etat"] for row in build_journal([entry, undone]).rows]
    assert ["annulée" in str(state) for state in states] == [False, True]
    assert list(origins([entry, undone])) == ["a.xlsx", "b.csv"]
    said = dict(entry_facts(entry))["Lignes"].replace("\u00a0", " ")
    assert said == "3 lues = 1 chargée + 1 réparée + 1 rejetée"


def test_the_faulty_cell_of_a_wide_row_stays_in_sight(tmp_path: Path) -> None:
    path = tmp_path / "acteurs.csv"
    names = ["id", "nom", "type_acteur", "sigle", "libelle_source", "note_qualite", "url", "secteur"]
    path.write_text(";".join(names) + "\nacteur:a;Un;association;U;u;n;https://un.fr;xyz\n", encoding="utf-8")
    checked = importer.check([path], None)
    (card,) = [card for group in build_check(checked.report, checked.citees).groups for card in group.cards]
    assert [cell.heading for cell in card.row] == ["id", "nom", "…", "url", "secteur"]
    assert card.row[-1].faulty


@pytest.mark.parametrize(
    ("count", "today", "said"),
    [
        (1, date(2026, 11, 22), "Elle vaut encore aujourd’hui, 22 novembre 2026, son dernier jour"),
        (2, date(2026, 11, 22), "Elles valent encore aujourd’hui, 22 novembre 2026, leur dernier jour"),
        (1, date(2026, 12, 1), "Elle vaut encore le 22 novembre 2026, son dernier jour"),
    ],
)
def test_the_last_day_of_what_is_closed_is_said(count: int, today: date, said: str) -> None:
    links = [
        RelationshipState(id=f"r{n}", type="SIGNE", start="acteur:a", end="disp:x", properties={}, fait=True)
        for n in range(count)
    ]
    plan = Plan(
        tuple(Change(ChangeKind.CLOS, one, replace(one, properties={"valid_to": "2026-11-22"})) for one in links),
        0,
        "v",
        disparus=tuple(Disparu("a.xlsx", one, Raison.FERMEE) for one in links),
    )
    sentence = last_day_sentence(plan, today).replace("\u00a0", " ").replace("\u202f", " ")
    assert sentence.startswith(said)
    assert sentence.endswith("plus à partir du 23 novembre 2026.")


def test_a_moment_is_told_in_french_at_the_hour_of_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Paris")
    time.tzset()
    try:
        assert moment("2026-11-22T13:09:42+00:00").replace("\u00a0", " ") == "22 novembre 2026 à 14:09"
    finally:
        monkeypatch.undo()
        time.tzset()
