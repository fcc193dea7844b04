"""Explain how to begin with an empty base, and load the example in it on demand."""

from __future__ import annotations

import streamlit as st

from app.components import frame


def draw() -> None:
    """Draw the first steps."""
    frame.empty("Cette base ne contient encore aucun fait.")
