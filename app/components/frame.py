"""Draw what every screen shares: type, title, date and scope, sentences, figures, plain tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from html import escape
from pathlib import Path

import streamlit as st

from app.components import acronyms as kept
from app.components import dates
from app.view_models.typography import escaped, sentence, typeset

ICON = Path(__file__).with_name("icon.svg")
"""Icon of the browser tab, served by the application itself."""

_NAME = "Maillage"
_STYLE = Path(__file__).with_name("frame.css")
_PAPER = Path(__file__).with_name("printing.css")
_SCRIPTS = tuple(Path(__file__).with_name(name) for name in ("framework_words.js", "framework_access.js"))
_SCREEN = "ecran"
_WHOLE = "toute la base"


def dress() -> None:
    """Set the type of the page, on screen and on paper, its language, and what the framework leaves to be mended."""
    st.html(f"<style>{_read(_STYLE)}{_read(_PAPER)}</style>")
    scripts = "".join(_read(file) for file in _SCRIPTS)
    st.html(f'<script>document.documentElement.lang = "fr"; {scripts}</script>', unsafe_allow_javascript=True)


def opens(screen: str) -> None:
    """Remember the French name of the screen that opens: the title of the page says it."""
    st.session_state[_SCREEN] = screen


def header(title: str, *scope: str, lede: str = "") -> None:
    """
    Draw the title of a screen, the date of the view and its scope.

    Parameters
    ----------
    title
        Heading, as plain text.
    scope
        What the screen is about, beside the date: territory, object, filters.
    lede
        One sentence under the heading.
    """
    view = dates.settle()
    st.set_page_config(page_title=page_title(st.session_state.get(_SCREEN, ""), title, *scope))
    st.title(escaped(typeset(title)), anchor=False)
    said = " · ".join(part for part in (view.sentence, *scope) if part)
    kept.meet(title, said, lede)
    html = f'<p class="m-scope">{escape(sentence(said))}</p>'
    if lede:
        html += f'<p class="m-lede">{escape(typeset(lede))}</p>'
    st.html(html)
    if view.warning:
        st.warning(view.warning)


def page_title(screen: str, title: str, *scope: str) -> str:
    """
    Return the title of the page: tabs, history and screen readers tell screens apart by it.

    Parameters
    ----------
    screen
        Name of the screen in the menu.
    title, scope
        Heading of the screen and what it is about.

    Examples
    --------
    >>> page_title("Réseau", "Réseau", "Redon Agglomération")
    'Réseau – Redon Agglomération – Maillage'
    >>> page_title("Fiche", "CPAM 35", "Acteur")
    'CPAM 35 – Fiche – Maillage'
    """
    if title == _NAME:
        return _NAME
    subject = next((part for part in scope if part and part != _WHOLE), "") if title == screen else ""
    place = "" if title.startswith(screen) else screen
    return " – ".join(typeset(part) for part in (title, subject, place, _NAME) if part)


def section(title: str) -> None:
    """Draw the heading of a part of the screen."""
    kept.meet(title)
    st.header(escaped(typeset(title)), anchor=False)


def say(text: str) -> None:
    """Draw the sentence that answers."""
    kept.meet(text)
    st.html(f'<p class="m-lede">{escape(sentence(text))}</p>')


def note(text: str) -> None:
    """Draw a remark, smaller."""
    kept.meet(text)
    st.html(f'<p class="m-note">{escape(typeset(text))}</p>')


def empty(reason: str) -> None:
    """Say why there is nothing: never a blank."""
    st.info(escaped(typeset(reason)), icon=":material/info:")


def bullets(items: Iterable[str]) -> None:
    """Draw a list of sentences."""
    items = tuple(items)
    kept.meet(*items)
    st.html(f'<ul class="m-list">{"".join(f"<li>{escape(sentence(item))}</li>" for item in items)}</ul>')


def reserves(texts: Iterable[str]) -> None:
    """Draw what to keep in mind when reading what stands around."""
    texts = tuple(texts)
    kept.meet(*texts)
    lines = "".join(f"<p>⚠ {escape(sentence(text))}</p>" for text in texts)
    if lines:
        st.html(f'<div class="m-reserve">{lines}</div>')


def facts(items: Iterable[tuple[str, str]]) -> None:
    """Draw a list of names and values."""
    items = tuple(items)
    kept.meet(*(text for item in items for text in item))
    lines = "".join(f"<dt>{escape(sentence(name))}</dt><dd>{escape(typeset(value))}</dd>" for name, value in items)
    st.html(f'<dl class="m-facts">{lines}</dl>')


def numbers(items: Iterable[tuple[str, str]]) -> None:
    """Draw a line of figures: value, then what it counts."""
    lines = "".join(
        f"<li><strong>{escape(value)}</strong><span>{escape(typeset(label))}</span></li>" for value, label in items
    )
    st.html(f'<ul class="m-numbers">{lines}</ul>')


def plain_table(caption: str, heading: Sequence[str], rows: Iterable[Sequence[str | Sequence[str]]]) -> None:
    """Draw a table that any screen reader reads: one cell may hold a list."""
    # A heading without words would be announced as one: above the names of the rows there is a plain cell.
    head = "".join(f'<th scope="col">{escape(text)}</th>' if text else "<td></td>" for text in heading)
    body = "".join(f"<tr>{''.join(f'<td>{_cell(cell)}</td>' for cell in row)}</tr>" for row in rows)
    st.html(
        f'<table class="m-plain"><caption>{escape(typeset(caption))}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def acronyms(found: Mapping[str, str] | Sequence[tuple[str, str]]) -> None:
    """Keep acronyms of the screen that no text of this module holds: its foot says what they stand for."""
    kept.add(found)


def foot() -> None:
    """Say at the foot of the screen what its acronyms stand for."""
    if found := kept.met():
        with st.expander("Sigles de cette page", icon=":material/abc:"):
            facts(found)


def _cell(cell: str | Sequence[str]) -> str:
    if isinstance(cell, str):
        return escape(typeset(cell))
    return "<ul>" + "".join(f"<li>{escape(typeset(item))}</li>" for item in cell) + "</ul>" if cell else ""


@cache
def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8")
