"""Check the three-valued state of a statement, rule by rule."""

import pytest

from graph.certainty import Certitude, certainty, counts_in_metrics, weakest

DAY = "2021-09-15"


@pytest.mark.parametrize(
    ("properties", "observed", "state"),
    [
        ({"valid_from": "2021-03-01", "observed_at": "2021-09-15", "statut": "effectif"}, None, Certitude.CERTAIN),
        ({"valid_from": "2017-07-11", "valid_to": "2022-07-11", "statut": "effectif"}, None, Certitude.CERTAIN),
        ({"valid_from": "2021-03-01", "statut": "effectif"}, "2021-09-15", Certitude.CERTAIN),
        ({"valid_from": "2021-03-01", "statut": "effectif"}, "2021-09-14", Certitude.INCERTAIN),
        ({"valid_from": "2021-03-01", "statut": "effectif"}, None, Certitude.INCERTAIN),
        ({"observed_at": "2021-09-15", "statut": "effectif"}, None, Certitude.INCERTAIN),
        ({"valid_from": "2021-09-16"}, None, Certitude.INACTIF),
        ({"valid_to": "2021-09-14"}, None, Certitude.INACTIF),
        ({"valid_to": "2021-09-15"}, None, Certitude.INCERTAIN),
        ({"valid_to": "2021-09"}, None, Certitude.INCERTAIN),
        ({"valid_from": "2021-03-01", "valid_to": "2022", "statut": "prevu"}, None, Certitude.INCERTAIN),
        ({"valid_from": "2021-03-01", "valid_to": "2022", "statut": "termine"}, None, Certitude.INCERTAIN),
        ({}, None, Certitude.INCERTAIN),
    ],
)
def test_state_at_a_day(properties: dict[str, str], observed: str | None, state: Certitude) -> None:
    assert certainty(properties, DAY, observed) is state


def test_without_a_date_nothing_is_inactive() -> None:
    assert certainty({"valid_from": "2017-07-11", "valid_to": "2018-01-01"}, None) is Certitude.CERTAIN
    assert certainty({"valid_to": "2018-01-01"}, None) is Certitude.INCERTAIN


def test_a_row_is_worth_its_weakest_support() -> None:
    assert weakest([Certitude.CERTAIN, Certitude.INACTIF, Certitude.INCERTAIN]) is Certitude.INACTIF
    assert weakest([Certitude.CERTAIN, Certitude.INCERTAIN]) is Certitude.INCERTAIN
    assert weakest([]) is Certitude.INCERTAIN


@pytest.mark.parametrize(
    ("statut", "counted"),
    [
        ("effectif", True),
        ("propose", True),
        ("prevu", True),
        ("en_projet", False),
        ("recommande", False),
        ("a_confirmer", False),
        (None, True),
    ],
)
def test_projects_and_doubts_stay_out_of_figures(statut: str | None, counted: bool) -> None:
    assert counts_in_metrics({"statut": statut} if statut else {}) is counted
