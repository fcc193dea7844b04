"""Check that a statement that no document dates is discovered on the day somebody entered it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.answers import ask
from graph.answers.context import Context
from graph.settings import Settings
from graph.store.store import Store
from ingest import importer
from tests.support.stores import emptied

pytestmark = pytest.mark.contract

FILES = {
    "acteurs.csv": "id;nom;type_acteur\nacteur:un;Les Uns;association\nacteur:deux;Les Deux;association\n",
    "liens.csv": "de;vers;role\nacteur:un;acteur:deux;cooperation\n",
}


@pytest.fixture
def entered(engine_settings: Settings, tmp_path: Path) -> Iterator[Store]:
    """Give a base that holds two actors and one tie, without a single date."""
    for name, content in FILES.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    store = emptied(engine_settings)
    checked = importer.check([tmp_path / name for name in FILES], store)
    assert not checked.report.refuse, [issue.message for issue in checked.report.problemes if issue.blocking]
    importer.apply(checked, importer.plan(checked, store), store)
    yield store
    store.close()


def test_the_journal_dates_what_nothing_else_dates(entered: Store) -> None:
    day = entered.journal()[0].date[:10]
    answer = ask(entered, "evolution", {"debut": "2020-01-01", "fin": day}, context=Context(entered))
    (row,) = answer.lignes
    assert (row.valeurs["changement"], row.valeurs["type"]) == ("decouvert", "LIEN")
    assert row.valeurs["date"] == day
    assert "0\u00a0créé, 0\u00a0terminé, 1\u00a0découvert" in answer.phrase
    # Before that day nothing is known: there is no network to compare with.
    assert "J" not in answer.mesures
    before = ask(entered, "evolution", {"debut": "2019-01-01", "fin": "2020-01-01"}, context=Context(entered))
    assert before.lignes == ()
    assert before.phrase.startswith("Aucune donnée à cette date")
