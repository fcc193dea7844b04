"""Write the notes of the facilitator: aim, rules, what to say, what to bring, what to do if people lack."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from app.exports.documents.content import Bullets, Heading, Paragraph, Section, Table, clean
from app.exports.kit.card_sheet import BADGES
from app.exports.kit.material import Material
from app.exports.kit.part import Part, both
from app.view_models.typography import NBSP, counted, sentence
from app.workshops.timetable import timetable

_PART: Final = Part(
    number=7,
    name="notes d’animation",
    purpose="À garder en main : but, règles, quoi dire à chaque tour, matériel, que faire si des gens manquent.",
    when="jour J",
    copies="1 par animateur",
)
_PROMPTS: Final = (
    (
        "Qui êtes-vous, pour qui travaillez-vous, où\u202f? Deux phrases chacun, sans sigle.",
        "Qu’est-ce que les autres croient de vous, et qui n’est pas vrai\u202f?",
    ),
    (
        "Une chose que mon organisme propose, une chose qu’il cherche.",
        "Qui, à cette table, peut y répondre d’ici un mois\u202f?",
    ),
    (
        "Un public ou un thème que nous avons en commun\u00a0: que fait chacun, où cela s’arrête-t-il\u202f?",
        "Un prochain pas à deux\u00a0: quoi, pour quand\u202f?",
    ),
    (
        "Une action déjà menée ici\u00a0: qui la pilote, qui y manque\u202f?",
        "Qui inviter la prochaine fois\u202f?",
    ),
)  # fmt: skip
_RULES: Final = (
    "On parle au nom d’un organisme, pas de soi. Badges et cartes disent l’organisme et la fonction, jamais un nom.",
    "Aucune situation de patient, même sans nom. Aucune donnée de santé. Si cela vient, arrêtez-le avec tact.",
    "Aucun nom de personne sur les fiches, l’affiche et les questionnaires.",
    "« Non documenté » ne veut pas dire « n’existe pas »\u00a0: ces papiers montrent ce que les documents disent, "
    "et sont là pour être corrigés.",
    "Pas de palmarès\u00a0: un score montre des liens documentés, pas un mérite. Personne n’est mauvais partenaire.",
    "Chacun peut contester ce qui est écrit de lui\u00a0: notez-le sur sa fiche.",
)
_LEGAL: Final = (
    "Les données des organismes ne sont pas des données personnelles\u202f; une fonction tenue par une seule personne, "
    "ou un courriel à son nom, en sont. Gardez une adresse générique et une fonction.",
    "Dites à l’ouverture à quoi servent les questionnaires\u00a0: compter les liens entre organismes, et rien d’autre. "
    "Y répondre est libre.",
    "Un lien déclaré d’un seul côté reste en attente jusqu’à ce que l’autre organisme le confirme.",
    "Avant d’afficher un réseau en public, faites relire les fiches par les organismes.",
)


def notes(material: Material) -> Part:
    """Return the notes, with the figures of this workshop."""
    document = material.document(
        "Notes d’animation",
        (
            _aim(material),
            Section("Les règles, à lire à l’ouverture", (Bullets(_RULES),)),
            _rounds(material),
            Section("S’il manque des gens", (Bullets(_missing(material)),)),
            Section("Le matériel", (Bullets(_gear(material)),)),
            Section("Le cadre légal, en bref", (Bullets(_LEGAL),)),
        ),
    )
    return replace(_PART, files=both(document, _PART.path))


def _aim(material: Material) -> Section:
    workshop = material.workshop
    goal = clean(sentence(workshop.objectif)) or "Que chacun reparte en connaissant mieux ce que font les autres."
    shape = "à deux, sans table" if material.in_pairs else counted(workshop.tables, "table")
    return Section(
        "Le but",
        (
            Paragraph(goal, "chapeau"),
            Paragraph(
                f"{counted(len(material.seats), 'participant')}, {shape}, {counted(workshop.tours, 'tour')} de "
                f"{counted(workshop.minutes, 'minute')}. {sentence(material.place)}, {material.when}."
            ),
            Paragraph(
                "Réussi si chacun repart avec une fiche corrigée, un organisme qu’il ne connaissait pas, et un "
                "prochain pas écrit."
            ),
        ),
    )


def _rounds(material: Material) -> Section:
    rows = []
    for step in timetable(material.workshop):
        if step.kind == "tour":
            first, then = _PROMPTS[(step.round - 1) % len(_PROMPTS)]
            half = max(step.minutes // 2, 1)
            rows.append((step.title, step.hours, f"{first}", f"À {half}{NBSP}min{NBSP}: {then}"))
    if not rows:
        return Section("Quoi dire à chaque tour", (Paragraph("Aucun tour n’est prévu pour l’instant."),))
    headings = (Heading("Tour", 12.0), Heading("Heure", 22.0), Heading("À lancer", 46.0), Heading("À mi-tour", 40.0))
    tip = (
        "À deux, le temps est court{}: un signal sonore à mi-tour, un autre à la fin. Celui qui a fini attend debout."
        if material.in_pairs
        else "Dites le temps qui reste à deux minutes de la fin. À chaque changement, on se lève tous ensemble."
    )
    return Section("Quoi dire à chaque tour", (Table("Tours", headings, tuple(rows), tip.format(NBSP)),))


def _missing(material: Material) -> tuple[str, ...]:
    where = "À l’écran « Atelier », étape « Jour J », cochez les absents et ceux qui arrivent"
    first = f"{where}\u00a0: les tours déjà joués sont gardés, les suivants sont refaits en quelques secondes."
    if material.in_pairs:
        return (
            first,
            "Sans ordinateur\u00a0: celui dont le vis-à-vis manque rejoint la paire voisine, à trois, pour ce tour.",
            "Si le nombre devient impair, une personne observe à chaque tour et rapporte ce qu’elle a entendu.",
        )
    return (
        first,
        "Sans ordinateur, une ou deux absences\u00a0: laissez la place vide, ne déplacez personne.",
        "Sans ordinateur, une table à moins de trois : répartissez-la sur ses voisines, pour ce tour seulement.",
        "Si l’hôte d’une table manque\u00a0: la personne dont l’organisme est le plus proche du thème accueille.",
        "Une personne de plus\u00a0: à la table la moins nombreuse, puis une table de plus à chaque tour (2, 3, 4…).",
    )


def _gear(material: Material) -> tuple[str, ...]:
    seats = len(material.seats)
    tables = 0 if material.in_pairs else material.workshop.tables
    forms = counted(len(material.workshop.venus), "questionnaire")
    sheets = counted(BADGES.sheets(seats), "feuille de dix badges", "feuilles de dix badges")
    return (
        f"{counted(seats, 'badge')} ({sheets}), porte-badges 85 × 54 mm, ciseaux ou massicot.",
        f"{counted(seats, 'carte à porter', 'cartes à porter')} et {counted(seats, 'carte')} « liens oubliés ».",
        f"{forms}, {counted(seats, 'stylo')}, et cinq questionnaires en plus.",
        *((f"{counted(tables, 'chevalet numéroté', 'chevalets numérotés')}, un par table.",) if tables else ()),
        "L’affiche du réseau, la matrice « qui fait quoi », gommettes, feutres, papillons adhésifs.",
        "Une montre ou un minuteur visible, une sonnette.",
        "Un ordinateur ou une tablette pour refaire le plan si des gens manquent.",
    )
