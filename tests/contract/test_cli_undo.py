"""Hold the commands `undo` and `journal`: what they show, ask, refuse and write, on both engines."""

import re
from pathlib import Path
from typing import Any

import pytest

from graph.settings import Settings
from graph.store.store import Store
from tests.support.command import maillage
from tests.support.stores import emptied
from tests.support.terminal import Terminal

pytestmark = pytest.mark.contract


class Base:
    """Run commands on one base and name what they wrote."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        self.settings = settings
        self.folder = folder

    def __call__(self, *words: str) -> Any:
        return maillage(*words, settings=self.settings)

    def add(self, name: str, *rows: str) -> str:
        """Import a small file of actors, and return the id of its journal entry."""
        folder = self.folder / name
        folder.mkdir()
        path = folder / "acteurs.csv"
        path.write_text("\n".join(("id;nom;type_acteur", *rows)) + "\n", encoding="utf-8")
        done = self("import", str(path), "--yes", "--json")
        assert done.status == 0, done.err
        return str(done.json["import_id"])

    def version(self) -> str:
        with Store.open(self.settings) as store:
            assert store.recompute_version() == store.version()
            return store.version()


@pytest.fixture
def base(engine_settings: Settings, tmp_path: Path) -> Base:
    emptied(engine_settings).close()
    return Base(engine_settings, tmp_path)


def test_an_import_is_undone_and_redone(base: Base) -> None:
    first = base.add("un", "acteur:essai-un;Un;association")
    before = base.version()
    second = base.add("deux", "acteur:essai-deux;Deux;association")
    after = base.version()
    assert base("undo").status == 2
    shown = base("undo", "--plan")
    assert (shown.status, "À retirer : 1 acteur." in shown.out) == (0, True), shown.out
    assert base.version() == after
    done = base("undo", "--yes", "--json").json
    assert base.version() == before
    assert [taken["id"] for taken in done["annule"]] == [second]
    assert done["plan"]["retires"] == {"Acteur": 1}
    assert (done["applique"], done["entree"]["nature"], done["entree"]["annule"]) == (True, "annulation", [second])
    journal = {entry["id"]: entry for entry in base("journal", "--json").json["journal"]}
    assert journal[second]["annulee_par"] == done["entree"]["id"]
    assert "morceaux" not in journal[second]
    assert "annulée" in base("journal").out
    told = base("undo", done["entree"]["id"], "--yes").out
    assert "À rétablir : 1 acteur." in told
    assert re.search(r"Pour rétablir : « maillage undo ann-", told)
    assert base.version() == after
    assert base("undo", first, "--yes").status == 0


def test_an_import_that_others_lean_on_offers_both(base: Base) -> None:
    empty = base.version()
    first = base.add("un", "acteur:essai-un;Un;association")
    second = base.add("deux", "acteur:essai-un;Un bis;association")
    before = base.version()
    done = base("undo", first, "--yes", "--json")
    assert (done.status, base.version()) == (1, before)
    assert done.json["erreur"]["code"] == "GRA-255"
    assert [entry["id"] for entry in done.json["dependants"]] == [second]
    assert f"maillage undo {first} --with-dependents" in done.json["erreur"]["remede"]
    both = base("undo", first, "--with-dependents", "--yes", "--json").json
    assert [taken["id"] for taken in both["annule"]] == [first, second]
    assert base.version() == empty


def test_the_undo_of_an_undo_says_of_which_file(base: Base) -> None:
    base.add("un", "acteur:essai-un;Un;association")
    written = base.version()
    base("undo", "--yes")
    taken = base("undo", base("journal", "--json").json["journal"][0]["id"], "--yes")
    assert "l’annulation de «\u00a0acteurs.csv\u00a0»" in taken.out
    assert base.version() == written


@pytest.mark.parametrize(("words", "code"), [(("imp-inconnu",), "GRA-252"), ((), "GRA-253")])
def test_what_cannot_be_undone_is_said(base: Base, words: tuple[str, ...], code: str) -> None:
    done = base("undo", *words, "--yes", "--json")
    assert (done.status, done.json["erreur"]["code"]) == (1, code)
    assert "Traceback" not in done.err


def test_the_terminal_asks_and_no_writes_nothing(base: Base) -> None:
    base.add("un", "acteur:essai-un;Un;association")
    before = base.version()
    for answer, status, written in (("non", 4, False), ("oui", 0, True)):
        terminal = Terminal(base.settings, "undo")
        shown = terminal.read_until("[oui/non]")
        assert "Sera annulé : l’import de « acteurs.csv »" in shown
        terminal.type(f"{answer}\n")
        assert terminal.end()[0] == status
        assert (base.version() != before) is written
