"""Make a screen ready for a printer, and offer to print it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st

_STYLE = Path(__file__).with_name("printing.css")
_BUTTON = (
    '<button type="button" class="m-print">Imprimer ou enregistrer en PDF</button>'
    '<script>document.querySelectorAll("button.m-print")'
    ".forEach((button) => { button.onclick = () => window.print(); });</script>"
)


def offer() -> None:
    """Draw the button that opens the printing window of the browser; menus and buttons stay out of the paper."""
    st.html(f"<style>{_style()}</style>{_BUTTON}", unsafe_allow_javascript=True)


@cache
def _style() -> str:
    return _STYLE.read_text(encoding="utf-8")
