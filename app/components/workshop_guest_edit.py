"""Change a guest list by hand: answers, one guest's badge, add, remove, replace, bring a list from a file."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import streamlit as st

from app import data
from app.components import address, dates, frame
from app.components import workshop_guest_actor as guest_actor
from app.components import workshop_keeping as keeping
from app.components import workshop_newcomer as newcomer
from app.view_models.typography import counted, escaped
from app.view_models.workshop_notes import too_many
from app.view_models.workshop_words import badges
from app.workshops import editing, planning, recognition
from app.workshops.people import Listed, names_person, read_people
from app.workshops.record import CONFIRMED, DECLINED, Participant, Workshop
from graph.answers.sentence import listing
from graph.model.vocabularies import vocabulary
from ingest.headings import fold

_FEW = 5
_WHO = "invite"


def draw(workshop: Workshop) -> None:
    """Draw what changes the list."""
    if more := too_many(workshop):
        frame.reserves((more,))
    _strangers(workshop)
    _replies(workshop)
    with st.expander("Corriger ou retirer un invité", icon=":material/edit:", expanded=bool(address.read(_WHO))):
        _one(workshop)
    with st.expander("Ajouter un invité", icon=":material/person_add:"):
        _add(workshop)
    with st.expander("Reprendre une liste d’un fichier", icon=":material/upload_file:"):
        bring(workshop)


def bring(workshop: Workshop) -> None:
    """Draw the deposit of a list: what it says is shown before anything is kept."""
    frame.note(
        "Un classeur ou un CSV, une ligne par place. Colonnes lues : nom, organisme, fonction, secteur, table, "
        "interdit avec (plusieurs noms se séparent par « | »). Aucun nom de personne."
    )
    sent = st.file_uploader("Liste d’invités", type=["xlsx", "csv", "ods"], key=f"{workshop.id}_liste")
    if sent is None:
        return
    apart = st.session_state.get(f"{workshop.id}_liste_apart", False)
    read = _read(sent.name, sent.getvalue(), keep_alike=apart)
    if read.faults:
        st.error(f"La liste n’est pas reprise : {counted(len(read.faults), 'point')} à corriger.")
        frame.bullets(read.faults)
        return
    frame.reserves((*read.notes, *read.alike))
    if read.alike:
        st.checkbox(
            "Les lignes identiques sont des personnes différentes", key=f"{workshop.id}_liste_apart",
            help="Sans cette coche, une ligne écrite deux fois compte pour une personne.",
        )  # fmt: skip
    found = planning.recognised(data.context(), read.participants, dates.current().iso_day)
    known = sum(bool(one.acteur) for one in found)
    of_base = counted(known, "connu de la base", "connus de la base")
    frame.say(f"{counted(len(found), 'invité')} dans ce fichier, dont {of_base}.")
    with st.container(horizontal=True):
        st.button(
            "Remplacer la liste par celle-ci" if workshop.participants else "Prendre cette liste",
            key="atelier_liste_remplacer", type="primary", on_click=_bring,
            args=(workshop.id, replace(read, participants=found), True),
        )  # fmt: skip
        if workshop.participants:
            st.button(
                "Les ajouter à la liste", key="atelier_liste_ajouter", on_click=_bring,
                args=(workshop.id, replace(read, participants=found), False),
            )  # fmt: skip


def replace_by(identifier: str, participant: str, acteur: str) -> None:
    """Keep a list where one who declined leaves its place to another actor of the base."""
    made = _known(acteur, reason="Invité à la place d’un organisme qui a décliné.")
    keeping.change(
        identifier, lambda one: editing.put_instead(one, participant, made), f"{made.nom} prend la place dans la liste."
    )


def _strangers(workshop: Workshop) -> None:
    """Say whom the base does not know: nothing of them would be written there."""
    unknown = [one.nom for one in workshop.presents if not one.acteur]
    if unknown:
        head = counted(len(unknown), "invité est inconnu de la base", "invités sont inconnus de la base")
        frame.note(
            f"{head} : {listing(unknown, _FEW)}. Si elle en nomme un autrement, dites lequel c’est, sous « Corriger ou "
            "retirer un invité »."
        )


def _replies(workshop: Workshop) -> None:
    called = badges(workshop.participants)
    first, second = st.columns(2)
    for place, title, status in ((first, "Ont confirmé", CONFIRMED), (second, "Ne viendront pas", DECLINED)):
        key = f"{workshop.id}_{status}"
        st.session_state[key] = [one.id for one in workshop.participants if one.statut == status]
        with place:
            st.multiselect(
                title, list(called), format_func=lambda one: called[one], key=key, placeholder="Personne encore",
                on_change=_replied, args=(workshop.id, status, key),
                select_all=False,
            )  # fmt: skip


def _replied(identifier: str, status: str, key: str) -> None:
    given = list(st.session_state[key])
    keeping.change(identifier, lambda one: editing.set_status(one, status, given))


def _one(workshop: Workshop) -> None:
    called = badges(workshop.participants)
    current = address.read(_WHO)
    current = current if current in called else ""
    key = f"{workshop.id}_qui"
    st.session_state[key] = current or None
    st.selectbox(
        "Invité", list(called), format_func=lambda one: called[one], key=key, index=None, placeholder="Choisissez",
        on_change=lambda: address.write(_WHO, st.session_state[key] or ""),
    )  # fmt: skip
    if not current:
        return
    one = workshop.participant(current)
    with st.form(f"{workshop.id}_{current}", border=False):
        name = st.text_input("Organisme ou service, comme sur le badge", one.nom, max_chars=newcomer.LONGEST)
        job = st.text_input("Fonction (jamais un nom de personne)", one.fonction, max_chars=newcomer.LONGEST)
        sectors = vocabulary("secteurs")
        options = ["", *sectors.terms, *([one.secteur] if one.secteur and one.secteur not in sectors.terms else [])]
        sector = st.selectbox(
            "Secteur", options, options.index(one.secteur),
            format_func=lambda code: sectors.label(code) if code in sectors.terms else code or "Inconnu",
        )  # fmt: skip
        if st.form_submit_button("Garder", type="primary"):
            why = names_person(name) or names_person(job, function=True)
            if why or not name.strip():
                st.error(f"Rien n’est gardé : {why or 'il faut un nom d’organisme.'}")
            else:
                made = replace(one, nom=name.strip(), fonction=job.strip(), secteur=sector)
                said = "C’est gardé."
                if not one.acteur and fold(made.nom) != fold(one.nom):
                    if one.organisme == fold(one.nom):
                        made = replace(made, organisme=fold(made.nom) or made.nom)
                    made, told = recognition.welcome(workshop, made, data.context(), dates.current().iso_day)
                    said = f"{said} {told}"
                keeping.change(workshop.id, lambda all_: editing.edit(all_, current, lambda _: made), said)
                st.rerun()
    guest_actor.draw(workshop, one)
    with st.container(horizontal=True):
        if one.remplacant:
            name = data.context().name_of.get(one.remplacant, one.remplacant)
            st.button(
                f"Remplacer par {escaped(name)}", key="atelier_un_remplacer", on_click=replace_by,
                args=(workshop.id, current, one.remplacant),
            )  # fmt: skip
        st.button(
            "Retirer de la liste", key="atelier_un_retirer", on_click=_remove, args=(workshop.id, current, one.nom)
        )


def _remove(identifier: str, participant: str, name: str) -> None:
    kept = keeping.shelf().get(identifier)
    if any(form.participant == participant for form in kept.formulaires):
        keeping.say(f"{name} a rendu un questionnaire : supprimez-le d’abord.", wrong=True)
        return
    address.write(_WHO, None)
    keeping.change(identifier, lambda one: editing.remove(one, participant), f"{name} n’est plus dans la liste.")


def _add(workshop: Workshop) -> None:
    taken = {one.acteur for one in workshop.participants}
    options = {id_: name for id_, name in data.options("Acteur").items() if id_ not in taken}
    key = f"{workshop.id}_ajouter"
    st.selectbox(
        "Un acteur de la base", list(options), format_func=lambda one: options[one], key=key, index=None,
        placeholder="Écrivez un nom, un sigle ou un code",
    )  # fmt: skip
    chosen = st.session_state[key]
    st.button(
        "L’ajouter", key="atelier_ajouter_connu", disabled=not chosen, on_click=_added_known, args=(workshop.id, key)
    )
    newcomer.draw(
        workshop, "autre", "Ou un organisme que la base ne connaît pas", "L’ajouter aussi", editing.add,
        "est dans la liste",
    )  # fmt: skip


def _added_known(identifier: str, key: str) -> None:
    chosen = st.session_state[key]
    if chosen:
        made = _known(chosen, reason="Ajouté à la main.")
        keeping.change(identifier, lambda one: editing.add(one, made), f"{made.nom} est dans la liste.")
        st.session_state[key] = None


def _known(acteur: str, *, reason: str) -> Participant:
    return planning.participant_of(data.context(), acteur, dates.current().iso_day, reason=reason)


def _bring(identifier: str, read: Listed, instead: bool) -> None:
    def brought(one: Workshop) -> Workshop:
        base = replace(one, participants=(), interdits=()) if instead else one
        made = editing.add_all(base, read.participants)
        new = made.participants[len(base.participants) :]
        own = {former.id: one.id for former, one in zip(read.participants, new, strict=True)}
        for a, b in read.forbidden:
            made = editing.forbid(made, own[a], own[b])
        return made

    keeping.change(identifier, brought, f"{counted(len(read.participants), 'invité repris', 'invités repris')}.")


@st.cache_data(show_spinner=False, max_entries=4)
def _read(name: str, content: bytes, *, keep_alike: bool) -> Listed:
    with tempfile.TemporaryDirectory() as folder:
        # The name that a browser sends is never trusted as a path.
        path = Path(folder) / (Path(name.replace("\\", "/")).name or "liste.csv")
        path.write_bytes(content)
        return read_people(path, keep_alike=keep_alike)
