"""Check how ends, stages and time left are said, and where contracts stand on the time line."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.view_models.conformity import remaining, time_line
from graph.analysis.life_cycle import life_cycle
from graph.answer import Answer, Column, Row
from graph.answers.analyses.deadlines import compact, days_words, end_words, evaluation_words, stage_words

NAMES = ("dispositif", "date_debut", "date_fin", "fin_au_plus_tot", "fin_au_plus_tard", "mois_min", "mois_max", "terme")


def line_of(*contracts: tuple[str | None, str | None], day: str | None = "2021-09-15") -> Answer:
    rows = []
    for n, (start, end) in enumerate(contracts):
        life = life_cycle({"date_debut": start, "date_fin": end}, day, 12)
        low, high = life.mois_restants or (None, None)
        first, last = life.fin or (None, None)
        rows.append(Row(dict(zip(NAMES, (f"CLS {n}", start, end, first, last, low, high, life.terme), strict=True))))
    return Answer(
        question="echeances", titre="", parametres={}, date=day or "toutes", perimetre="", etat_donnees="suffisant",
        phrase="", colonnes=tuple(Column(name, "texte", "") for name in NAMES), lignes=tuple(rows),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("days", "text", "words"),
    [
        (("2022-07-11", "2022-07-11"), "2022-07-11", "le 11 juillet 2022"),
        (("2021-07-01", "2021-07-31"), "2021-07", "en juillet 2021"),
        (("2024-02-01", "2024-02-29"), "2024-02", "en février 2024"),
        (("2026-01-01", "2026-12-31"), "2026", "en 2026"),
        (("2026-01-15", "2026-12-31"), None, "entre le 15 janvier 2026 et le 31 décembre 2026"),
    ],
)
def test_an_interval_is_said_as_people_say_it(days: tuple[str, str], text: str | None, words: str) -> None:
    assert compact(days) == text
    assert days_words(days) == words


@pytest.mark.parametrize(
    ("end", "day", "said"),
    [
        ("2022-07-11", "2021-09-15", "prend fin le 11 juillet 2022, dans 9 mois"),
        ("2026", "2021-09-15", "prend fin en 2026, dans 51 à 63 mois"),
        ("2020", "2021-09-15", "a pris fin en 2020, il y a 8 à 20 mois"),
        ("2021", "2021-09-15", "prend fin en 2021 : le jour exact n’est pas documenté"),
        ("2021-09-20", "2021-09-15", "prend fin le 20 septembre 2021, dans moins d’un mois"),
        ("2022-07-11", None, "a pour fin 11 juillet 2022"),
        (None, "2021-09-15", "n’a pas de date de fin documentée"),
    ],
)
def test_the_end_in_words(end: str | None, day: str | None, said: str) -> None:
    assert end_words(life_cycle({"date_fin": end}, day, 12)).replace("\u00a0", " ") == said


def test_the_evaluation_and_the_next_stage_in_words() -> None:
    due = life_cycle({"date_fin": "2026-12-31"}, "2026-06-01", 12)
    assert evaluation_words(due) == "l’évaluation est à lancer depuis le 31 décembre 2025"
    assert evaluation_words(life_cycle({}, "2026-06-01", 12)) == ""
    assert stage_words(("evaluation", "prolongation")) == "évaluation ou avenant / prolongation"
    assert stage_words(()) == ""


def test_a_contract_that_is_only_prepared_reads_as_in_project() -> None:
    prepared = life_cycle({"date_fin": "2026", "cycle": "elaboration"}, "2025-06-01", 12)
    said = end_words(prepared).replace("\u00a0", " ").replace("\u202f", " ")
    assert said == "est en projet d’après les documents ; sa fin est annoncée en 2026, dans 7 à 18 mois"
    assert "peut-être à lancer" in evaluation_words(prepared)
    signed = life_cycle({"date_fin": "2026", "cycle": "elaboration", "date_signature": "2021"}, "2025-06-01", 12)
    assert (prepared.projet, signed.projet) == (True, False)


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (9, 9, "9 mois"),
        (0, 0, "moins d’un mois"),
        (51, 63, "51 à 63 mois"),
        (-20, -8, "passé depuis 8 à 20 mois"),
        (-8, 3, "0 à 3 mois au plus, selon le jour exact"),
        (None, None, ""),
    ],
)
def test_the_time_left_in_words(low: int | None, high: int | None, said: str) -> None:
    assert remaining(low, high).replace("\u00a0", " ") == said


def test_without_a_known_end_there_is_no_line() -> None:
    assert time_line(line_of()) is None
    assert time_line(line_of(("2019", None))) is None


YEARS = st.integers(1995, 2040)


@given(st.lists(st.tuples(st.none() | YEARS, YEARS), min_size=1, max_size=12))
def test_bars_stay_on_the_line_and_in_the_order_of_time(spans: list[tuple[int | None, int]]) -> None:
    contracts = [(str(start) if start and start <= end else None, str(end)) for start, end in spans]
    line = time_line(line_of(*contracts, ("2020", None)))
    assert line is not None
    assert len(line.bars) == len(contracts)
    for bar in line.bars:
        assert bar.left >= 0
        assert bar.width >= 0
        assert bar.left + bar.width + bar.tail <= 100.02
    assert line.today is not None
    assert 0 <= line.today <= 100
    assert all(one[1] < other[1] for one, other in pairwise(line.years))
    assert len(line.years) <= 9
    assert "1 dispositif sans date de fin" in line.note.replace("\u00a0", " ")
