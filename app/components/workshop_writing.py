"""Write the answers into the base: what would change is read first; the journal takes it back."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import streamlit as st

from app import data
from app.components import frame, links, tables
from app.components import workshop_keeping as keeping
from app.view_models.entry_form import issue_title
from app.view_models.import_plan import build_plan
from app.view_models.problems import problem_of
from app.view_models.typography import counted, escaped, typeset
from app.workshops import contacts_write
from app.workshops.contacts_write import Writing
from app.workshops.record import Workshop
from graph.engine import EngineError
from graph.plan import ChangeKind
from graph.store.conflicts import StalePlan
from graph.store.errors import StoreError
from ingest.entries import EntryRefused

_SEEN = "atelier_ecriture_vue"
_KINDS = ((ChangeKind.CREE, "à créer"), (ChangeKind.MODIFIE, "à modifier"), (ChangeKind.CLOS, "à clore"),
          (ChangeKind.RETIRE, "à retirer"))  # fmt: skip


def draw(workshop: Workshop) -> None:
    """Draw what leads from the forms kept to the base."""
    if not workshop.formulaires:
        return
    frame.section("Écrire les réponses dans la base")
    frame.note(
        "L’atelier devient un événement, avec ceux qui y étaient. Un lien déclaré d’un seul côté reste à confirmer et "
        "n’entre dans aucun calcul ; il devient effectif quand l’autre le déclare aussi."
    )
    key = hashlib.sha256(repr((workshop, data.version())).encode()).hexdigest()
    if st.button("Voir ce qui changerait dans la base", key="atelier_ecrire_voir"):
        st.session_state[_SEEN] = key
    if st.session_state.get(_SEEN) != key:
        frame.note("Rien n’est écrit avant que vous ayez lu ce qui changerait et confirmé.")
        return
    try:
        writing = contacts_write.prepare(data.store(), workshop)
    except EntryRefused as refusal:
        st.warning(escaped(typeset(f"{refusal.message} {refusal.remedy}")))
        return
    _show(workshop, writing)


def _show(workshop: Workshop, writing: Writing) -> None:
    frame.bullets((*writing.said.links_said, *writing.said.notes))
    if writing.said.unknown:
        frame.reserves(
            ("Inconnus de la base, donc sans lien écrit : " + ", ".join(o.nom for o in writing.said.unknown),)
        )
        links.to(links.ENTRY, "Les ajouter par la saisie", icon=":material/edit:", faire="ajouter", sorte="Acteur")
    problems = writing.prepared.problems
    if problems:
        with st.expander(counted(len(problems), "remarque"), icon=":material/info:"):
            frame.bullets(f"{issue_title(issue)} : {issue.message} {issue.remede}" for issue in problems)
    plan = writing.plan
    if plan is None:
        st.error("Les réponses sont refusées : corrigez ce qui est dit ci-dessus. Rien n’a été écrit.")
        return
    if plan.is_empty:
        frame.empty("Rien à écrire : la base dit déjà tout cela.")
        return
    frame.numbers([(str(count), word) for kind, word in _KINDS if (count := plan.count(kind))])
    view = build_plan(plan, data.context().name_of, (), ())
    tables.draw(view.changes, "atelier_ecriture", height=380)
    if view.asides:
        frame.bullets(view.asides)
    st.button("Écrire dans la base", key="atelier_ecrire", type="primary", on_click=_write, args=(workshop, writing))


def _write(workshop: Workshop, writing: Writing) -> None:
    st.session_state.pop(_SEEN, None)
    try:
        made, entry = contacts_write.write(data.store(), workshop, writing)
    except StalePlan:
        keeping.say("La base a changé entre-temps : rien n’a été écrit. Relisez, puis écrivez de nouveau.", wrong=True)
        return
    except (EngineError, StoreError) as error:
        problem = problem_of(error)
        keeping.say(f"{problem.message} {problem.remedy}", wrong=True)
        return
    name = entry.id if entry else ""
    event = made.evenement
    keeping.change(
        workshop.id,
        lambda one: replace(one, evenement=event),
        f"C’est écrit. Le journal garde cette saisie sous le nom {name} ; l’écran Données permet de l’annuler.",
    )
