"""Lose the engine while the screens run: a sentence, then everything works again."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.engine import stop
from graph.settings import Settings
from tests.app.conftest import Open, opener
from tests.support.screens import fails, words


def test_the_engine_comes_back_by_itself(open_screen: Open, example_settings: Settings) -> None:
    assert "78 acteurs" in words(open_screen())
    stop(example_settings.data_dir)
    page = open_screen("territoire", territoire="EPCI-243500741", date="2021-09-15")
    assert fails(page) == []
    assert "12 dispositifs" in words(page)


def test_a_folder_that_cannot_be_used_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "occupe"
    blocked.write_text("ceci est un fichier", encoding="utf-8")
    page = opener(Settings(data_dir=blocked / "base"), monkeypatch)()
    said = words(page)
    assert "Code GRA-1" in said
    assert "Traceback" not in said
    assert [button.label for button in page.button] == ["Réessayer"]
    blocked.unlink()
    page.button[0].click().run(timeout=120)
    assert "Cette base ne contient encore aucun fait" in words(page)
    stop(blocked / "base")
