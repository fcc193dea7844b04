"""Keep the acronyms that a screen uses: each is spelled out where it is first met, and listed at the foot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import streamlit as st

from app.view_models import terms

_MET, _FIRST = "sigles_de_la_page", "sigles_developpes"


def begin() -> None:
    """Forget those of the screen before."""
    st.session_state[_MET] = {}
    st.session_state[_FIRST] = {}


def add(found: Mapping[str, str] | Iterable[tuple[str, str]]) -> None:
    """Keep acronyms and what they stand for."""
    st.session_state.setdefault(_MET, {}).update(dict(found))


def first_met(text: str) -> list[tuple[str, str]]:
    """
    Return the acronyms that the reader meets for the first time in a text, and what they stand for; keep them all.

    Notes
    -----
    A part of the screen that is drawn again alone finds its own acronyms again: the text is what is remembered.
    """
    found = terms.acronyms(text)
    add(found)
    first: dict[str, str] = st.session_state.setdefault(_FIRST, {})
    return [(code, meaning) for code, meaning in found if first.setdefault(code, text) == text]


def met() -> list[tuple[str, str]]:
    """Return what was kept since the screen began, in alphabetical order."""
    return sorted(st.session_state.get(_MET, {}).items())
