"""Offer to print a screen: what paper needs is in the style of every screen."""

from __future__ import annotations

import streamlit as st

_BUTTON = (
    '<button type="button" class="m-print">Imprimer ou enregistrer en PDF</button>'
    '<script>document.querySelectorAll("button.m-print")'
    ".forEach((button) => { button.onclick = () => window.print(); });</script>"
)


def offer() -> None:
    """Draw the button that opens the printing window of the browser; menus and buttons stay out of the paper."""
    st.html(_BUTTON, unsafe_allow_javascript=True)
