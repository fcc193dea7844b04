"""Hold where workshops are kept: what is written comes back, damaged files are never written over, ids lead nowhere."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from app.workshops.record import Contact, Form, Participant, Workshop
from app.workshops.store import WorkshopError, Workshops

WORKSHOP = Workshop(
    id="",
    titre="Rencontre « santé » d’été \U0001f33b",
    territoire="EPCI-243500741",
    date="2027-03-18",
    themes={"theme:nutrition": 2.0},
    participants=(Participant(id="p01", nom="CPAM 35", table=1), Participant(id="p02", nom="Centre hospitalier")),
    interdits=(("p01", "p02"),),
    plan=((("p01",), ("p02",)),),
    formulaires=(Form(participant="p01", contacts=(Contact(autre="p02", avant=0, rencontre=None, aujourd_hui=3),)),),
)


@pytest.fixture
def shelf(tmp_path: Path) -> Workshops:
    """Give a folder that does not exist yet."""
    return Workshops(tmp_path / "ateliers")


def test_what_is_kept_comes_back_whole(shelf: Workshops) -> None:
    assert shelf.all() == ()
    kept = shelf.create(WORKSHOP, "Redon Agglomération")
    assert kept.id == "redon-agglomeration-2027-03-18"
    assert Workshops(shelf.folder).get(kept.id) == kept
    assert shelf.create(WORKSHOP, "Redon Agglomération").id == "redon-agglomeration-2027-03-18-2"
    assert [one.id for one in shelf.all()] == [kept.id, f"{kept.id}-2"]
    assert not list(shelf.folder.glob("*.part"))


def test_the_latest_day_comes_first(shelf: Workshops) -> None:
    for day in ("2025-01-10", "2027-02-01", "2026-12-31"):
        shelf.create(replace(WORKSHOP, date=day), "x")
    assert [one.date for one in shelf.all()] == ["2027-02-01", "2026-12-31", "2025-01-10"]


def test_two_screens_never_undo_one_another(shelf: Workshops) -> None:
    kept = shelf.create(WORKSHOP, "x")
    shelf.change(kept.id, lambda one: replace(one, lieu="Salle des fêtes"))
    shelf.change(kept.id, lambda one: replace(one, tours=5))
    assert (shelf.get(kept.id).lieu, shelf.get(kept.id).tours) == ("Salle des fêtes", 5)


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", '{"format": 1}', '{"format": "1", "atelier": {}}', '{"format": 1, "atelier": {"id": "autre"}}'],
)
def test_a_damaged_file_is_said_and_never_written_over(shelf: Workshops, content: str) -> None:
    kept = shelf.create(WORKSHOP, "x")
    other = shelf.create(WORKSHOP, "y")
    file = shelf.folder / f"{kept.id}.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(WorkshopError, match="abîmé"):
        shelf.get(kept.id)
    with pytest.raises(WorkshopError):
        shelf.save(kept)
    assert file.read_text(encoding="utf-8") == content
    assert [one.id for one in shelf.all()] == [other.id]
    assert [broken.name for broken in shelf.damaged()] == [file.name]
    shelf.delete(kept.id)
    assert shelf.damaged() == ()


def test_a_file_of_a_later_form_is_left_alone(shelf: Workshops) -> None:
    kept = shelf.create(WORKSHOP, "x")
    file = shelf.folder / f"{kept.id}.json"
    stored = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps({**stored, "format": 99}), encoding="utf-8")
    with pytest.raises(WorkshopError, match="version plus récente"):
        shelf.save(kept)


@pytest.mark.parametrize("name", ["", "../secret", "a/b", "A", "a.json", "..", "a" + chr(0)])
def test_an_id_never_leads_out_of_the_folder(shelf: Workshops, name: str) -> None:
    (shelf.folder.parent / "secret.json").write_text("{}", encoding="utf-8")
    with pytest.raises(WorkshopError, match="Aucun atelier"):
        shelf.get(name)
    with pytest.raises(WorkshopError, match="Aucun atelier"):
        shelf.delete(name)
    assert (shelf.folder.parent / "secret.json").exists()


def test_a_folder_that_refuses_is_said(tmp_path: Path) -> None:
    (tmp_path / "ateliers").write_text("", encoding="utf-8")
    with pytest.raises(WorkshopError, match="refuse"):
        Workshops(tmp_path / "ateliers").create(WORKSHOP, "x")
