"""Ask what to know before trusting the base: the notes of the example, the age of what is known, the silences."""

from collections import Counter

import pytest

from graph.answers import ask
from graph.answers.context import Context
from graph.answers.errors import AskError
from graph.plan import NodeState
from graph.settings import Settings
from tests.support.stores import emptied

pytestmark = pytest.mark.contract


def test_the_thirteen_notes_of_the_example_are_shown(example: Context) -> None:
    answer = ask(example.store, "notes_de_lecture", context=example)
    notes = {row.valeurs["note_id"] for row in answer.lignes} - {None}
    assert notes == {f"note:q{rank}" for rank in range(1, 14)}
    first = next(row for row in answer.lignes if row.valeurs["note_id"] == "note:q1")
    assert "42" in str(first.valeurs["note"])
    assert first.preuves[0].source == "003_0d997f4f84eba19d.txt"


def test_freshness_counts_everything_once_and_says_how_old(example: Context) -> None:
    answer = ask(example.store, "fraicheur", context=example, date="2025-06-01")
    states = [state for state in example.store.dump() if isinstance(state, NodeState) and state.fait]
    wanted = [state for state in states if {"Source", "Dispositif", "Acteur"} & set(state.labels)]
    assert answer.mesures["n_total"] == len(wanted)
    kinds = Counter(row.valeurs["etat"] for row in answer.lignes)
    assert kinds == {"ancien": answer.mesures["n_anciens"], "sans_date": answer.mesures["n_sans_date"]}
    months = [row.valeurs["mois"] for row in answer.lignes if row.valeurs["etat"] == "ancien"]
    assert months == sorted(months, reverse=True)
    assert min(months) >= 24
    rows = {row.valeurs["objet_id"]: row for row in answer.lignes}
    assert (rows["src:003"].valeurs["derniere"], rows["src:003"].valeurs["mois"]) == ("2021-09-15", 44)
    assert "src:004" not in rows, "of June 2025"
    assert rows["acteur:cpam-35"].preuves, "what was last seen is proved"
    assert {rows[id_].valeurs["mois"] for id_ in rows if rows[id_].valeurs["etat"] == "sans_date"} == {None}


def test_freshness_follows_the_limit_the_date_and_the_territory(example: Context) -> None:
    def old(**given: object) -> set[str]:
        date = str(given.pop("date", "2025-06-01"))
        answer = ask(example.store, "fraicheur", given, context=example, date=date)
        return {str(row.valeurs["objet_id"]) for row in answer.lignes if row.valeurs["etat"] == "ancien"}

    assert old(mois=60) < old() <= old(mois=1)
    assert old() <= old(date="2030-01-01")
    assert not old(date="2018-01-01", mois=12)
    redon = old(territoire="EPCI-243500741")
    assert redon
    assert redon < old()
    assert not any(id_.startswith("src:") for id_ in redon)
    with pytest.raises(AskError, match="au moins un mois"):
        ask(example.store, "fraicheur", {"mois": 0}, context=example)


def test_silences_agree_with_the_objects_one_by_one(example: Context) -> None:
    by_group = ask(example.store, "lacunes", context=example)
    one_by_one = ask(example.store, "documentation_manquante", context=example)
    type_of = {row["id"]: row["type_dispositif"] for row in example.names}
    without = Counter(
        str(type_of[row.valeurs["objet_id"]]) for row in one_by_one.lignes if row.valeurs["manque"] == "périmètre"
    )
    found = {
        str(row.valeurs["groupe_code"]): row.valeurs["n_manquants"]
        for row in by_group.lignes
        if row.valeurs["manque"] == "périmètre"
    }
    assert found == without
    assert all(0 < row.valeurs["n_manquants"] <= row.valeurs["n"] for row in by_group.lignes)
    groups = {row.valeurs["groupe_code"] for row in by_group.lignes}
    assert f"pour {len(groups)} types de dispositifs ou thèmes d’action" in by_group.phrase.replace("\u00a0", " ")
    assert "STRATEGIE" not in by_group.phrase
    natures = [row.valeurs["nature"] for row in by_group.lignes]
    assert natures == sorted(natures, key=["dispositif", "action"].index)


def test_an_empty_base_has_nothing_old_and_nothing_missing(embedded_settings: Settings) -> None:
    with emptied(embedded_settings) as store:
        for name in ("fraicheur", "lacunes", "notes_de_lecture"):
            answer = ask(store, name)
            assert not answer.lignes
            assert answer.phrase
