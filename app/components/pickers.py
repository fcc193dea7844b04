"""Let the reader choose an object by typing its name, its acronym or its code."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from app import data
from app.components import address, frame, links
from app.view_models.names import territory_name
from app.view_models.typography import escaped

PLACEHOLDER = "Écrivez un nom, un sigle ou un code"


def pick(
    title: str,
    labels: tuple[str, ...],
    name: str,
    key: str,
    *,
    help: str | None = None,  # noqa: A002 - Streamlit's word
    after: Callable[[], None] | None = None,
) -> str:
    """
    Draw a list of objects that filters as the reader types; the choice goes to the address.

    Parameters
    ----------
    title
        Label of the list.
    labels
        Labels offered.
    name
        Name of the value in the address.
    key
        Key of the widget.
    help
        Help of the list.
    after
        Called when the choice changes.

    Returns
    -------
    identifier
        Chosen id, or an empty text.
    """
    found = dict(data.options(*labels))
    current = address.read(name)
    if current and current not in found:
        known = "Territoire" in labels or not labels
        found = {current: territory_name(data.context(), current) if known else current, **found}
    st.session_state[key] = current or None

    def chosen() -> None:
        address.write(name, st.session_state[key] or "")
        if after:
            after()

    st.selectbox(
        title,
        list(found),
        format_func=lambda identifier: found.get(identifier, identifier),
        key=key,
        index=None,
        placeholder=PLACEHOLDER,
        help=help,
        on_change=chosen,
    )
    return current


def search(key: str, *, label: str = "Chercher un territoire, un organisme, un dispositif, un thème, un sigle") -> None:
    """Draw the search: everything a text may mean is shown, nothing is chosen for the reader."""
    text = st.text_input(
        label, key=key, placeholder="Par exemple : Pipriac, 35236, CPTS, MAS, nutrition", icon=":material/search:"
    )
    if not text.strip():
        return
    result = data.search(text)
    if result.refus:
        st.warning(escaped(result.message), icon=":material/person_off:")
        return
    frame.note(result.message)
    shown = result.candidats or result.suggestions
    for candidate in shown[:12]:
        links.to_candidate(candidate)
    if len(shown) > 12:
        with st.expander(f"Les {len(shown) - 12} autres"):
            for candidate in shown[12:]:
                links.to_candidate(candidate)
