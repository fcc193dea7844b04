"""Add, link, correct or close one thing without a file, with its source."""

from __future__ import annotations

from datetime import date

import streamlit as st

from app import data
from app.components import choices, entering, entry_fields, frame, links, pickers
from app.view_models.entry_form import (
    KINDS,
    changed,
    emptied,
    ends_of,
    fields_of,
    link_title,
    relationship_fields,
    relationship_types,
    shown_values,
)
from app.view_models.typography import counted, typeset
from app.view_models.verbs import verb
from graph.plan import NodeState, RelationshipState
from graph.resembling import resembling
from ingest import manual
from ingest.entries import (
    Entry,
    EntryRefused,
    add_node,
    add_relationship,
    close_node,
    correct_node,
    correct_relationship,
)

_PARTS = {"ajouter": "Ajouter une fiche", "relier": "Ajouter une relation", "corriger": "Corriger ou clore"}
_CORRECT, _CLOSE = "Corriger ou dater", "Clore"
_OTHER = "C’est un autre objet : l’ajouter quand même"

context = data.context()
names = dict(context.name_of)
frame.header(
    "Saisie",
    lede="Ajouter ou corriger une seule chose, sans fichier. Mêmes contrôles et même journal que pour un import ; on "
    "peut revenir en arrière.",
)
entering.show_outcome()
part = choices.part(_PARTS, "saisie_partie", name="faire")
prefix = f"saisie_{part}_{entering.turn()}"


def finish(entry: Entry) -> None:
    """Check what is typed, once its source is given."""
    entering.check(entry, told, names)


def say_other() -> None:
    """Tick that what is typed is another object than those it reads like."""
    st.session_state[f"{prefix}_autre"] = True


def refused(refusal: EntryRefused, *, untouched: bool = False) -> None:
    """Say what is still missing; what to do first, when nothing is typed yet."""
    frame.note(refusal.remedy if untouched else f"{refusal.message} {refusal.remedy}")


if part == "ajouter":
    kind = choices.one_of("Que voulez-vous ajouter ?", KINDS, "saisie_sorte", name="sorte", default="Acteur")
    fields = fields_of((kind,), links=True)
    values = entry_fields.draw(fields, f"{prefix}_{kind}", {})
    near = resembling(
        context,
        kind,
        values.get("nom", ""),
        sigle=values.get("sigle"),
        nature=values.get("type_acteur") or values.get("type_dispositif"),
    )
    sure = True
    if near:
        st.warning(typeset("La base a peut-être déjà cela :"), icon=":material/content_copy:")
        for one in near:
            links.to_object(one.id, f"{one.nom} ({round(100 * one.score)} % de ressemblance)")
        sure = st.checkbox(_OTHER, key=f"{prefix}_autre")
    told = entry_fields.source(prefix)
    try:
        _, entry = add_node(kind, {name: value for name, value in values.items() if value}, taken=names)
    except EntryRefused as refusal:
        refused(refusal, untouched=not any(values.values()))
    else:
        if sure:
            finish(entry)
        else:
            frame.note(
                "La base a peut-être déjà cela : ouvrez la fiche proposée plus haut pour la corriger, ou dites que "
                "c’est un autre objet pour voir ce qui changerait."
            )
            st.button(_OTHER, key=f"{prefix}_continuer", type="primary", on_click=say_other)

elif part == "relier":
    left, right = st.columns(2)
    with left:
        start = pickers.pick("De", (), "de", "saisie_de")
    labels = next((row["labels"] for row in context.names if row["id"] == start), ())
    types = relationship_types(labels)
    kind = choices.one_of("Relation", types, "saisie_type", name="type")
    with right:
        end = pickers.pick("Vers", ends_of(kind)[1], "vers", "saisie_vers")
    if not (start and kind and end):
        frame.empty("Choisissez d’où part la relation, ce qu’elle est, et où elle arrive.")
        frame.stop()
    values = entry_fields.draw(relationship_fields(kind), f"{prefix}_{kind}", {})
    told = entry_fields.source(prefix)
    title = f"{names.get(start, start)} {verb(kind)} {names.get(end, end)}"
    try:
        entry = add_relationship(kind, start, end, {n: v for n, v in values.items() if v}, title)
    except EntryRefused as refusal:
        refused(refusal)
    else:
        finish(entry)

else:
    chosen = pickers.pick("Fiche à corriger", tuple(KINDS), "id", "saisie_id")
    state: NodeState | RelationshipState | None = manual.node(data.store(), chosen) if chosen else None
    if state is None:
        frame.empty(
            "Choisissez une fiche qu’un fichier ou une saisie a décrite."
            if not chosen
            else "Cette fiche vient du référentiel : elle ne se corrige pas ici."
        )
        frame.stop()
    near_links = manual.links_of(data.store(), chosen)
    targets = {link.id: link_title(link, names) for link in near_links}
    target = choices.one_of(
        "Une de ses relations (laissez vide pour la fiche elle-même)", targets, "saisie_relation", name="relation"
    )
    if target:
        state = next(link for link in near_links if link.id == target)
    gesture = st.radio("Que voulez-vous faire ?", (_CORRECT, _CLOSE), horizontal=True, key=f"{prefix}_geste_{target}")
    before: dict[str, str] = {}
    values = {}
    day = ""
    if gesture == _CLOSE:
        picked = st.date_input(
            "Dernier jour, inclus", date.today(), format="DD/MM/YYYY", key=f"{prefix}_fin_{target}", width=220
        )
        day = picked.isoformat()
        if isinstance(state, NodeState):
            n_open = sum("valid_to" not in link.properties for link in near_links)
            frame.note(
                "Un dispositif ou une action finit par sa date de fin. Un acteur ou une instance finit avec ses "
                f"relations encore ouvertes ({counted(n_open, 'relation sans fin', 'relations sans fin')}) : vous "
                "lirez lesquelles."
            )
    else:
        fields = (
            fields_of(state.labels, links=False) if isinstance(state, NodeState) else relationship_fields(state.type)
        )
        before = shown_values(fields, state.properties)
        after = entry_fields.draw(fields, f"{prefix}_{chosen}_{target}", before)
        values = changed(before, after)
        blank = emptied(before, after, fields)
        if blank:
            frame.reserves((f"Un champ vidé n’efface rien : {', '.join(blank)} garde sa valeur.",))
    told = entry_fields.source(prefix)
    try:
        if isinstance(state, NodeState):
            entry = close_node(state, near_links, day) if gesture == _CLOSE else correct_node(state, values)
        else:
            entry = correct_relationship(state, values, closing=day, title=targets[target])
    except EntryRefused as refusal:
        refused(refusal)
    else:
        finish(entry)
    if isinstance(state, NodeState):
        links.to(links.SHEET, "Revenir à la fiche", icon=":material/article:", id=chosen)
