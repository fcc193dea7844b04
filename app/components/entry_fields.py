"""Draw the fields of a form of entry: what they hold is read as one would type it in a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import streamlit as st

from app import data
from app.components import frame
from app.components.pickers import PLACEHOLDER
from app.view_models.entry_form import DATES, Field, FieldKind
from graph.model.dates import format_french, no_date
from graph.model.values import SEPARATOR
from ingest.entries import Told
from ingest.repairs.dates import read_day

_DOCUMENT, _TEAM = "Un document", "Ce que l’équipe sait, sans document"


def draw(fields: Sequence[Field], key: str, before: Mapping[str, str]) -> dict[str, str]:
    """
    Draw fields and return what they hold, by name; empty ones are empty texts.

    Parameters
    ----------
    fields
        Fields in order.
    key
        Prefix of the widgets: another object is another prefix.
    before
        What they hold at first.
    """
    first = [field for field in fields if field.first]
    rest = [field for field in fields if not field.first]
    found = _columns(first, key, before)
    if rest:
        filled = sum(bool(before.get(field.name)) for field in rest)
        label = f"Autres informations ({len(rest)})" + (f", dont {filled} déjà données" if filled > 1 else "")
        with st.expander(label, icon=":material/more_horiz:"):
            found |= _columns(rest, key, before)
    return found


def source(key: str) -> Told:
    """Draw who tells what is typed, and return it."""
    frame.section("D’où le savez-vous ?")
    kind = st.radio("Source", (_DOCUMENT, _TEAM), horizontal=True, key=f"{key}_sorte", label_visibility="collapsed")
    left, right = st.columns((3, 2))
    if kind == _TEAM:
        with left:
            role = st.text_input(
                "Fonction de la personne qui le sait", key=f"{key}_fonction", placeholder="Chargée de mission santé",
                help="Une fonction, jamais un nom : Maillage ne garde aucune donnée sur les personnes.",
            )  # fmt: skip
        with right:
            day = st.date_input("Au", date.today(), format="DD/MM/YYYY", key=f"{key}_jour_equipe")
        return Told(fonction=role, jour=day.isoformat())
    titles = dict.fromkeys(data.document_titles().values())
    with left:
        document = st.selectbox(
            "Document", list(titles), index=None, key=f"{key}_document", accept_new_options=True,
            placeholder="Choisissez un document, ou écrivez le nom d’un nouveau",
        )  # fmt: skip
    with right:
        typed = st.text_input("Date du document", key=f"{key}_date", placeholder=DATES)
        told = read_day(typed)
        if told and told != typed.strip():
            frame.note(f"Lu : {format_french(told)}.")
        elif typed.strip() and not told:
            frame.note(f"{no_date(typed)} Écrivez {DATES}.")
    quote = st.text_input("Mots exacts du document (facultatif)", key=f"{key}_citation")
    return Told(document=document or "", jour=told or typed.strip(), citation=quote)


def _columns(fields: Iterable[Field], key: str, before: Mapping[str, str]) -> dict[str, str]:
    found = {}
    for pair in _pairs(list(fields)):
        for place, field in zip(st.columns(2), pair, strict=False):
            with place:
                found[field.name] = _one(field, f"{key}_{field.name}", before.get(field.name, ""))
    return found


def _pairs(fields: Sequence[Field]) -> list[Sequence[Field]]:
    return [fields[place : place + 2] for place in range(0, len(fields), 2)]


def _one(field: Field, key: str, value: str) -> str:
    caption = f"{field.caption} *" if field.required else field.caption
    if field.kind is FieldKind.CHOIX:
        codes = list(field.options)
        chosen = st.selectbox(
            caption, codes, index=codes.index(value) if value in codes else None, key=key, help=field.help,
            format_func=lambda code: field.options.get(code, code), placeholder="Non précisé",
        )  # fmt: skip
        return chosen or ""
    if field.kind is FieldKind.PLUSIEURS:
        given = [item for item in value.split(SEPARATOR) if item in field.options]
        several = st.multiselect(
            caption, list(field.options), given, key=key, help=field.help, placeholder="Aucun", select_all=False,
            format_func=lambda code: field.options.get(code, code),
        )  # fmt: skip
        return SEPARATOR.join(several)
    if field.kind in {FieldKind.OBJETS, FieldKind.OBJET}:
        return _objects(field, caption, key, value)
    return st.text_input(caption, value, key=key, help=field.help, placeholder=field.placeholder or None).strip()


def _objects(field: Field, caption: str, key: str, value: str) -> str:
    """Draw a list of objects found by name; a territory that the base does not hold yet may be typed by its code."""
    names = data.options(*field.labels)
    given = [item for item in value.split(SEPARATOR) if item]
    typed = "Territoire" in field.labels
    help_ = f"{field.help} Un code de commune ou d’EPCI suffit." if typed else field.help
    chosen = st.multiselect(
        caption,
        list(dict.fromkeys([*names, *given])),
        given,
        key=key,
        help=help_,
        placeholder=PLACEHOLDER,
        select_all=False,
        format_func=lambda id_: names.get(id_, id_),
        max_selections=1 if field.kind is FieldKind.OBJET else None,
        accept_new_options=typed,
    )
    return SEPARATOR.join(chosen)
