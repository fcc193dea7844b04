"""Write the first page of the kit: what each file is for, when, on what paper, how many, and what could not be made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from app.exports.documents.content import Bullets, Heading, Paragraph, Section, Table
from app.exports.documents.pdf_writer import to_pdf
from app.exports.kit.material import Material
from app.exports.kit.part import File, Part
from app.exports.kit.plan import Plan
from app.view_models.typography import NBSP, counted

NAME: Final = "00-lisez-moi.pdf"
"""Path of the first page in the archive."""

_HEADINGS: Final = (
    Heading("N°", 5.0),
    Heading("Quoi", 16.0),
    Heading("Pour quoi faire", 38.0),
    Heading("Quand", 15.0),
    Heading("Papier", 22.0),
    Heading("Combien", 18.0),
    Heading("Fichiers", 9.0, numeric=True),
)


def guide(material: Material, parts: Sequence[Part]) -> File:
    """Return the first page of the kit."""
    rows = tuple(
        (
            f"{part.number:02d}",
            part.name,
            part.purpose,
            part.when,
            part.paper if part.files else "–",
            part.copies if part.files else "–",
            str(len(part.files)) if part.files else "aucun",
        )
        for part in parts
    )
    missing = [f"{part.number:02d}, {part.name}{NBSP}: {text}" for part in parts for text in part.lacks]
    count = sum(len(part.files) for part in parts)
    sections = [
        Section(
            "Ce que contient ce dossier",
            (
                Paragraph(f"{counted(count, 'fichier')}, numérotés dans l’ordre où ils servent.", "chapeau"),
                *(Paragraph(text) for text in (Plan(material).moves,) if text),
                Table("Les parties du kit", _HEADINGS, rows, "J-10 veut dire dix jours avant l’atelier."),
            ),
        ),
        Section(
            "Ce qui manque, et quoi faire",
            (Bullets(tuple(missing)),) if missing else (Paragraph("Rien ne manque."),),
        ),
        Section("Avant d’imprimer", (Bullets(_ADVICE),)),
    ]
    return File(NAME, to_pdf(material.document("Lisez-moi", tuple(sections), landscape=True)))


_ADVICE: Final = (
    "Tout se lit en noir et blanc. Imprimez à 100 %, sans « ajuster à la page »\u00a0: les cartes et les badges ont "
    "leur vraie taille.",
    "Les fichiers PDF s’impriment. Les fichiers DOCX disent la même chose et se modifient.",
    "L’affiche va chez un imprimeur ou sur un traceur, sur une feuille A1 (594 × 841 mm) ou A0 (841 × 1 189 mm).",
    "Refaites le kit après chaque changement de la liste ou du plan\u00a0: il est refait en entier, à partir de ce qui "
    "est enregistré dans l’atelier et dans la base.",
)
