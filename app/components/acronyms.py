"""Keep the acronyms that a screen uses, and say at its foot what they stand for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import streamlit as st

from app.view_models import terms

_MET = "sigles_de_la_page"


def begin() -> None:
    """Forget those of the screen before."""
    st.session_state[_MET] = {}


def meet(*texts: str) -> None:
    """Keep the acronyms of texts that the screen shows."""
    add(terms.acronyms(" ".join(texts)))


def add(found: Mapping[str, str] | Iterable[tuple[str, str]]) -> None:
    """Keep acronyms and what they stand for."""
    st.session_state.setdefault(_MET, {}).update(dict(found))


def met() -> list[tuple[str, str]]:
    """Return what was kept since the screen began, in alphabetical order."""
    return sorted(st.session_state.get(_MET, {}).items())
