"""Show all that is known of one object, chapter by chapter, and what the documents do not say."""

from __future__ import annotations

import streamlit as st

from app import data
from app.components import address, answers, document_download, first_steps, frame, links, pickers, proofs, tables
from app.exports.documents.kinds import ACTEUR, DISPOSITIF, LABEL_OF
from app.view_models.sheet import build_sheet, silence
from app.view_models.terms import acronyms
from app.view_models.verbs import NETWORK_LABELS
from graph.certainty import ALL_DATES

context = data.context()
chosen = address.read("id")
row = next((row for row in context.names if row["id"] == chosen), None)
if data.is_empty():
    frame.header("Fiche")
    first_steps.stop_when_empty()
if chosen and row is None:
    frame.header("Fiche")
    pickers.pick("Fiche", tuple(NETWORK_LABELS), "id", "fiche_choix")
    frame.empty(f"« {chosen} » ne désigne rien dans cette base. Il a pu être renommé, ou venir d’une autre base.")
    frame.stop()
if row is None:
    frame.header("Fiche", lede="Tout ce que la base sait d’un acteur, d’un dispositif, d’une action ou d’une instance.")
    pickers.pick("Fiche", tuple(NETWORK_LABELS), "id", "fiche_choix")
    frame.empty("Choisissez un objet ci-dessus, ou commencez par un de ceux-ci.")
    firsts = {found["nature"]: found for found in reversed(data.reading("reperes", {}))}
    for found in firsts.values():
        links.to_object(found["id"], found["nom"])
    frame.stop()

answer = answers.ask("fiche", {"id": chosen}, "fiche")
if answer is None:
    frame.stop()
sheet = build_sheet(answer, row, data.document_titles(), data.reading("notes_de", {"id": chosen}))
frame.header(sheet.name, sheet.kind)
pickers.pick("Fiche", tuple(NETWORK_LABELS), "id", "fiche_choix")
frame.say(answer.phrase)
frame.reserves(
    (
        *answers.view_of(answer).warnings,
        *(f"{note.title}. {note.text}" if note.title else note.text for note in sheet.notes),
    )
)

left, right = st.columns((3, 2), gap="medium")
with left:
    frame.section("Identité")
    frame.facts(sheet.identity or [("Identité", "non documentée au-delà du nom")])
    if sheet.identity_table.rows and st.button("Preuves de l’identité", key="fiche_identite"):
        proofs.open_row(sheet.identity_table, sheet.identity_table.rows[0])
with right:
    frame.section("Non documenté")
    if sheet.silent:
        # What is over is documented: the date alone leaves it out.
        ever = build_sheet(data.ask("fiche", {"id": chosen}, ALL_DATES), row, {}, ())
        frame.bullets(silence(sheet.silent, ever.silent))
        if ever.silent:
            frame.note("Ce qu’aucune source de la base ne dit n’est pas une absence.")
    else:
        frame.note("Les documents disent l’essentiel de ce que l’on attend de cette fiche.")

for position, chapter in enumerate(sheet.chapters):
    frame.section(f"{chapter.title} ({len(chapter.rows)})")
    tables.draw(chapter, f"fiche_{position}", height=420)
if not sheet.chapters:
    frame.empty("Aucune relation n’est documentée à cette date. Essayez « Toutes les dates » dans le menu.")

with st.container(horizontal=True):
    if set(sheet.labels) & NETWORK_LABELS:
        links.to(links.NETWORK, "Voir dans le réseau", icon=":material/hub:", vue="autour", id=chosen)
    if "Dispositif" in sheet.labels:
        links.to_question("pilotes", "Qui pilote ses actions ?", dispositif=chosen)
        links.to_question("signataires", "Qui l’a signé ?", dispositif=chosen)
        links.to_question("roles_du_dispositif", "Qui fait quoi ?", dispositif=chosen)
    if "Acteur" in sheet.labels:
        links.to_question("engagements", "Où est-il engagé, ses services compris ?", acteur=chosen)
    if "Instance" in sheet.labels:
        links.to_question("instance", "Qui la compose ?", instance=chosen)
with st.container(horizontal=True):
    links.to(links.ENTRY, "Corriger ou clore", icon=":material/edit:", faire="corriger", id=chosen)
    links.to(links.ENTRY, "Ajouter une relation", icon=":material/add_link:", faire="relier", de=chosen)
answers.downloads(answer, "fiche")
for kind in (ACTEUR, DISPOSITIF):
    if LABEL_OF[kind] in sheet.labels:
        document_download.draw(kind, sheet.name, f"fiche_document_{kind}", ids=[chosen])
frame.acronyms(acronyms(f"{sheet.name} {' '.join(value for _, value in sheet.identity)}"))
