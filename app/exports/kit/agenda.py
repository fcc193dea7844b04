"""Write the agenda to send and to show: hours, steps, what is asked of people."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from app.exports.documents.content import Bullets, Heading, Paragraph, Section, Table, clean
from app.exports.kit.material import Material
from app.exports.kit.part import Part, both
from app.view_models.typography import NBSP, counted, sentence
from app.workshops.timetable import clock, starts_at, timetable

_PART: Final = Part(
    number=3,
    name="ordre du jour",
    purpose="À joindre à la confirmation, et à afficher dans la salle.",
    when="J-10, puis le jour J au mur",
    copies="2 pour le mur",
)
_LARGE: Final = 12
"""Steps that hold on one sheet in large letters: those of four rounds."""
_HEADINGS: Final = (
    Heading("Heure", 25.0),
    Heading("Durée", 9.0),
    Heading("Étape", 16.0),
    Heading("Ce qui s’y passe", 62.0),
)


def agenda(material: Material) -> Part:
    """Return the agenda, reckoned from the start, the rounds and their length."""
    workshop = material.workshop
    steps = timetable(workshop)
    said, again = _said(material), _said_again(material)
    seen: set[str] = set()
    rows = []
    for step in steps:
        # What comes back is told once: the agenda of a usual day then holds on one sheet.
        what = again.get(step.kind, said[step.kind]) if step.kind in seen else said[step.kind]
        seen.add(step.kind)
        rows.append((f"{clock(step.start)} – {clock(step.end)}", f"{step.minutes}{NBSP}min", step.title, what))
    goal = clean(sentence(workshop.objectif))
    lacks: tuple[str, ...] = ()
    if starts_at(workshop) is None:
        lacks += (
            f"L’heure de début (« {clean(workshop.debut, 20)} ») n’est pas une heure{NBSP}: l’ordre du jour commence à "
            f"9{NBSP}h{NBSP}00. Écrivez-la comme 09:30 à l’écran « Atelier », puis refaites le kit.",
        )
    if workshop.tours < 1:
        lacks += (
            "L’ordre du jour n’a aucun tour. À l’écran « Atelier », donnez le nombre de tours, puis refaites le kit.",
        )
    document = material.document(
        "Ordre du jour",
        (
            Section(
                f"De {clock(steps[0].start)} à {clock(steps[-1].end)}",
                (
                    *((Paragraph(goal, "chapeau"),) if goal else ()),
                    Table("Déroulé", _HEADINGS, tuple(rows), _reckoned(material), large=len(steps) <= _LARGE),
                ),
            ),
            Section("Avant de venir", (Bullets(_BEFORE),)),
        ),
    )
    return replace(_PART, files=both(document, _PART.path), lacks=lacks)


_BEFORE: Final = (
    "Relisez la fiche de votre organisme, corrigez-la au stylo ou dans le fichier, et rapportez-la.",
    "Préparez une chose que votre organisme propose, et une chose qu’il cherche.",
    "Venez avec l’idée d’un organisme que vous voudriez mieux connaître.",
    "On parle d’organismes, de missions et d’actions. Aucun nom de personne, aucune situation de patient.",
)


def _reckoned(material: Material) -> str:
    workshop = material.workshop
    rounds = f"{counted(workshop.tours, 'tour')} de {counted(workshop.minutes, 'minute')}"
    return f"Heures calculées à partir du début ({clock(timetable(workshop)[0].start)}) et de {rounds}."


def _said_again(material: Material) -> dict[str, str]:
    """Return what is said of a step that comes back."""
    if material.in_pairs:
        return {"tour": "De même, avec quelqu’un d’autre.", "changement": "La place suivante."}
    return {"tour": "De même, avec d’autres.", "changement": "La table suivante."}


def _said(material: Material) -> dict[str, str]:
    """Return what happens at each step, in one sentence."""
    if material.in_pairs:
        turn = "À deux, chacun son tour\u00a0: qui nous sommes, ce que nous proposons, ce que nous cherchons."
        move = "Le grand changement\u00a0: votre carte dit la place suivante."
    else:
        turn = "Tour de table\u00a0: missions, une chose proposée, une chose cherchée, un prochain pas."
        move = "Votre carte dit la table suivante. L’hôte, s’il y en a un, reste à sa table."
    return {
        "accueil": "Badge et carte à l’entrée. Chacun trouve son organisme sur l’affiche et ajoute ce qui manque.",
        "ouverture": "Objectif, règles, déroulé. Chacun lit sa carte « liens oubliés ».",
        "tour": turn,
        "changement": move,
        "pause": f"Retrouvez l’organisme de votre carte « liens oubliés » si vous n’êtes jamais à la même "
        f"{material.spot}.",
        "restitution": "Devant la matrice « qui fait quoi »\u00a0: colonnes vides, doublons, articulations possibles.",
        "questionnaire": "Chacun remplit le questionnaire, cinq minutes, et le remet avec sa fiche corrigée.",
        "cloture": "Prochains pas dits à voix haute. Rendez-vous dans trois mois pour faire le point.",
    }
