"""Move the sliders of a score: the address keeps what was chosen, the button forgets it, nothing jumps."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.support.screens import fails, words


def page() -> None:
    """Draw three sliders and what they give to the question."""
    import streamlit as st

    from app.components.weights import WeightSpec, say_left_out, sliders

    specs = (
        WeightSpec("territoire", "Territoire", 0.25, "Part de la zone."),
        WeightSpec("theme", "Thème", 0.30),
        WeightSpec("public", "Public", 0.15),
    )
    say_left_out(specs)
    st.session_state["given"] = sliders(specs, "essai")


def opened(poids: str = "") -> AppTest:
    test = AppTest.from_function(page)
    if poids:
        test.query_params["poids"] = poids
    return test.run()


def shown(test: AppTest) -> list[object]:
    return [slider.value for slider in test.slider]


def test_the_default_weights_leave_the_address_empty() -> None:
    test = opened()
    assert fails(test) == []
    assert shown(test) == [25, 30, 15]
    assert test.session_state["given"] == []
    assert "poids" not in test.query_params
    assert test.button[0].disabled
    assert "Territoire 36 %, Thème 43 %, Public 21 %" in words(test)


def test_a_moved_slider_stays_where_it_was_put() -> None:
    test = opened()
    test.slider[1].set_value(60).run()
    assert shown(test) == [25, 60, 15]
    assert test.session_state["given"] == ["theme=0,6"]
    assert test.query_params["poids"] == "theme=0,6"
    test.slider[0].set_value(0).run()
    assert shown(test) == [0, 60, 15]
    assert test.session_state["given"] == ["territoire=0", "theme=0,6"]
    test.run()
    assert shown(test) == [0, 60, 15]
    test.slider[1].set_value(30).run()
    assert test.session_state["given"] == ["territoire=0"]


def test_an_address_opens_the_same_weights_and_the_button_forgets_them() -> None:
    test = opened("theme=0,05|public=1")
    assert shown(test) == [25, 5, 100]
    assert test.session_state["given"] == ["theme=0,05", "public=1"]
    test.button[0].click().run()
    assert shown(test) == [25, 30, 15]
    assert test.session_state["given"] == []
    assert "poids" not in test.query_params


@pytest.mark.parametrize("poids", ["theme", "theme=beaucoup", "theme=-1", "couleur=0,3", "theme=nan"])
def test_a_weight_that_means_nothing_is_left_out(poids: str) -> None:
    test = opened(poids)
    assert fails(test) == []
    assert shown(test) == [25, 30, 15]
    assert f"« {poids} »" in words(test)
    assert "poids" not in test.query_params


def test_what_is_understood_stays_beside_what_is_not() -> None:
    test = opened("theme=abc|public=1")
    assert shown(test) == [25, 30, 100]
    assert test.query_params["poids"] == "public=1"
    assert "laissés de côté" in words(test)
    assert "laissés de côté" not in words(test.run())


def test_all_at_zero_is_said_and_keeps_the_original_weights() -> None:
    test = opened("territoire=0|theme=0|public=0")
    assert shown(test) == [0, 0, 0]
    assert test.session_state["given"] == []
    assert "Tous les curseurs sont à zéro" in words(test)
    assert not test.button[0].disabled
