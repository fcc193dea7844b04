"""Hold that a named view survives, is named once, and that a damaged file is never written over."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.view_models.saved_views import LONGEST, SavedViewError, SavedViews

ADDRESS = {"vue": "autour", "id": "acteur:cpam-35", "date": "2021-09-15"}


@pytest.fixture
def views(tmp_path: Path) -> SavedViews:
    return SavedViews(tmp_path / "base" / "vues.json")


def names(views: SavedViews) -> list[str]:
    return [view.name for view in views.all()]


def test_a_view_is_found_again_after_a_restart(views: SavedViews) -> None:
    assert views.all() == ()
    made = views.save("  Redon   en 2021 ", ADDRESS, "2026-11-22")
    assert made.name == "Redon en 2021"
    assert SavedViews(views.file).all() == (made,)
    assert made.address == ADDRESS


def test_a_name_is_given_once(views: SavedViews) -> None:
    views.save("Redon", ADDRESS, "2026-11-22")
    for name in ("Redon", "REDON", " redon "):
        with pytest.raises(SavedViewError, match="s’appelle déjà"):
            views.save(name, {}, "2026-11-22")
    views.save("Vitré", ADDRESS, "2026-11-22")
    with pytest.raises(SavedViewError, match="s’appelle déjà"):
        views.rename("Vitré", "redon")
    assert names(views) == ["Redon", "Vitré"]


@pytest.mark.parametrize("name", ["", "   ", "x" * (LONGEST + 1)])
def test_a_name_must_be_readable(views: SavedViews, name: str) -> None:
    with pytest.raises(SavedViewError):
        views.save(name, ADDRESS, "2026-11-22")
    assert not views.file.exists()


def test_views_are_renamed_and_deleted(views: SavedViews) -> None:
    views.save("b", ADDRESS, "2026-11-22")
    views.save("a", {"id": "x"}, "2026-11-22")
    assert views.rename("b", "B").name == "B"
    views.delete("a")
    assert names(views) == ["B"]
    assert views.all()[0].address == ADDRESS
    with pytest.raises(SavedViewError, match="n’existe plus"):
        views.delete("a")


@pytest.mark.parametrize("content", ["", "{", "[]", '{"vues": [{"name": "a"}]}', '{"vues": [1]}'])
def test_a_damaged_file_is_said_and_left_alone(views: SavedViews, content: str) -> None:
    views.file.parent.mkdir()
    views.file.write_text(content)
    for act in (views.all, lambda: views.save("a", {}, "2026-11-22"), lambda: views.delete("a")):
        with pytest.raises(SavedViewError, match="abîmé"):
            act()
    assert views.file.read_text() == content


def test_two_readers_at_once_lose_nothing(views: SavedViews) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda rank: SavedViews(views.file).save(f"vue {rank:02}", ADDRESS, "2026-11-22"), range(24)))
    assert len(views.all()) == 24
    assert [file.name for file in views.file.parent.iterdir()] == ["vues.json"]
