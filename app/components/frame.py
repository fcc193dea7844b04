"""Draw what every screen shares: type, title, date and scope, sentences, figures, plain tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import NoReturn

import streamlit as st

from app.components import acronyms as kept
from app.components import dates
from app.view_models.acronyms import abbreviated, in_words
from app.view_models.typography import escaped, sentence, typeset

ICON = Path(__file__).with_name("icon.svg")
"""Icon of the browser tab, served by the application itself."""

_NAME = "Maillage"
_STYLE = Path(__file__).with_name("frame.css")
_PAPER = Path(__file__).with_name("printing.css")
_SCRIPTS = tuple(Path(__file__).with_name(name) for name in ("framework_words.js", "framework_access.js"))
_SCREEN, _SCOPE, _LISTED = "ecran", "entete", "sigles_annonces"
_FOOT = "sigles"
_TO_FOOT = f' · <a href="#{_FOOT}" target="_self">Sigles de cette page</a>'
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
    said = sentence(" · ".join(part for part in (view.sentence, *scope) if part))
    new = in_words(kept.first_met(f"{title} · {said}"))
    spelled_out = f'<p class="m-note">{escape(new)}</p>' if new else ""
    screen = st.session_state.get(_SCREEN, "")
    # Whether the foot will list any is known at the end: what the same screen had last time is most often right.
    listed = st.session_state.get(_LISTED) == screen
    st.session_state[_SCOPE] = (st.empty(), escape(said), spelled_out, listed)
    _scope(listed=listed)
    if lede:
        st.html(f'<p class="m-lede">{spelled(typeset(lede))}</p>')
    if view.warning:
        st.warning(view.warning)


def _scope(*, listed: bool) -> None:
    """Draw the date and the scope, with the way to the acronyms of the screen when its foot lists some."""
    slot, said, spelled_out, _ = st.session_state[_SCOPE]
    slot.html(f'<p class="m-scope">{said}{_TO_FOOT if listed else ""}</p>{spelled_out}')


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
    """Draw the heading of a part of the screen; its new acronyms are spelled out under it."""
    st.header(escaped(typeset(title)), anchor=False)
    if said := in_words(kept.first_met(title)):
        st.html(f'<p class="m-note">{escape(said)}</p>')


def say(text: str) -> None:
    """Draw the sentence that answers."""
    st.html(f'<p class="m-lede">{spelled(sentence(text))}</p>')


def note(text: str) -> None:
    """Draw a remark, smaller."""
    st.html(f'<p class="m-note">{spelled(typeset(text))}</p>')


def empty(reason: str) -> None:
    """Say why there is nothing: never a blank."""
    said = in_words(kept.first_met(reason))
    st.info(escaped(f"{typeset(reason)} {said}".rstrip()), icon=":material/info:")


def bullets(items: Iterable[str]) -> None:
    """Draw a list of sentences."""
    st.html(f'<ul class="m-list">{"".join(f"<li>{spelled(sentence(item))}</li>" for item in items)}</ul>')


def reserves(texts: Iterable[str]) -> None:
    """Draw what to keep in mind when reading what stands around."""
    lines = "".join(f"<p>⚠ {spelled(sentence(text))}</p>" for text in texts)
    if lines:
        st.html(f'<div class="m-reserve">{lines}</div>')


def facts(items: Iterable[tuple[str, str]]) -> None:
    """Draw a list of names and values."""
    lines = "".join(f"<dt>{spelled(sentence(name))}</dt><dd>{spelled(typeset(value))}</dd>" for name, value in items)
    st.html(f'<dl class="m-facts">{lines}</dl>')


def numbers(items: Iterable[tuple[str, str]]) -> None:
    """Draw a line of figures: value, then what it counts."""
    lines = "".join(
        f"<li><strong>{escape(value)}</strong><span>{spelled(typeset(label))}</span></li>" for value, label in items
    )
    st.html(f'<ul class="m-numbers">{lines}</ul>')


def plain_table(caption: str, heading: Sequence[str], rows: Iterable[Sequence[str | Sequence[str]]]) -> None:
    """Draw a table that any screen reader reads: one cell may hold a list."""
    # A heading without words would be announced as one: above the names of the rows there is a plain cell.
    caption = spelled(typeset(caption))
    head = "".join(f'<th scope="col">{spelled(text)}</th>' if text else "<td></td>" for text in heading)
    body = "".join(f"<tr>{''.join(f'<td>{_cell(cell)}</td>' for cell in row)}</tr>" for row in rows)
    st.html(
        f'<table class="m-plain"><caption>{caption}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def spelled(text: str) -> str:
    """Return a text as HTML that shows it as it is; acronyms new to the screen say there what they stand for."""
    return abbreviated(text, kept.first_met(text))


def page(text: str) -> None:
    """Draw a page of the project, in Markdown; the acronyms it brings are spelled out above it."""
    if said := in_words(kept.first_met(text)):
        st.html(f'<p class="m-note">{escape(said)}</p>')
    st.markdown(text)


def acronyms(found: Mapping[str, str] | Sequence[tuple[str, str]]) -> None:
    """Keep acronyms of the screen that no text of this module holds: its foot says what they stand for."""
    kept.add(found)


def foot() -> None:
    """Say at the foot of the screen what its acronyms stand for; the header leads there."""
    found = kept.met()
    if _SCOPE in st.session_state:
        if bool(found) != st.session_state[_SCOPE][-1]:
            _scope(listed=bool(found))
        del st.session_state[_SCOPE]
    st.session_state[_LISTED] = st.session_state.get(_SCREEN, "") if found else ""
    if found:
        lines = "".join(f"<dt>{escape(code)}</dt><dd>{escape(typeset(meaning))}</dd>" for code, meaning in found)
        heading = f'<h2 id="{_FOOT}" tabindex="-1">Sigles de cette page</h2>'
        st.html(f'<div class="m-foot">{heading}<dl class="m-facts">{lines}</dl></div>')


def stop() -> NoReturn:
    """End the screen here, for want of a choice or of an answer, as it ends elsewhere: with its foot."""
    foot()
    st.stop()


def _cell(cell: str | Sequence[str]) -> str:
    if isinstance(cell, str):
        return spelled(typeset(cell))
    return "<ul>" + "".join(f"<li>{spelled(typeset(item))}</li>" for item in cell) + "</ul>" if cell else ""


@cache
def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8")
