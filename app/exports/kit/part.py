"""Say what the kit is made of: parts in the order of use, each with its files, or with what it lacks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from app.exports.documents.content import Document
from app.exports.documents.docx_writer import to_docx
from app.exports.documents.pdf_writer import to_pdf
from ingest.headings import slug

A4: Final = "A4, une face, noir et blanc"
NOBODY: Final = "Personne n’est attendu. À l’écran « Atelier », ajoutez des participants, puis refaites le kit."
NO_TERRITORY: Final = (
    "La base ne connaît pas le territoire de l’atelier. Choisissez-le à l’écran « Atelier », puis refaites le kit."
)
"""Why a part cannot be made, and what to do."""

_MOST_NAME: Final = 48


@dataclass(frozen=True, slots=True)
class File:
    """Hold one file of the kit: its path in the archive, its content."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """
    Hold one part of the kit.

    Parameters
    ----------
    number
        Place in the order of use, from 1.
    name
        Short French name: it also names the files.
    purpose
        What it is for, in one French sentence.
    when
        When it is used: « J-30 », « jour J, à l’accueil ».
    paper
        Sheet to print it on.
    copies
        How many to print.
    files
        What the archive holds; empty when the part cannot be made.
    lacks
        Sentences that say what could not be made, why, and what to do about it.
    """

    number: int
    name: str
    purpose: str
    when: str
    paper: str = A4
    copies: str = "1"
    files: tuple[File, ...] = ()
    lacks: tuple[str, ...] = ()

    def path(self, extension: str, *more: str) -> str:
        """Return the name of one of its files; `more` tells them apart."""
        return f"{self.number:02d}-{'-'.join(plain(text) for text in (self.name, *more))}.{extension}"

    def inside(self, extension: str, *name: str) -> str:
        """Return the path of a file of a part that has a folder."""
        return f"{self.number:02d}-{plain(self.name)}/{'-'.join(plain(text) for text in name)}.{extension}"


def plain(text: str) -> str:
    """Return a short name without spaces, accents or signs; « sans-nom » when nothing is left."""
    return slug(text)[:_MOST_NAME].strip("-") or "sans-nom"


def both(document: Document, path: Callable[[str], str]) -> tuple[File, ...]:
    """Return a document as DOCX, to work on, and as PDF, to print."""
    return (File(path("docx"), to_docx(document)), File(path("pdf"), to_pdf(document)))
