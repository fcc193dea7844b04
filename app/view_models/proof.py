"""Show what proves a row: document, date, quote, and whether the quote says it or something was deduced from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.view_models.terms import CERTAINTIES, DERIVATIONS, Mark
from app.view_models.typography import counted, day, typeset
from graph.answer import Proof


@dataclass(frozen=True, slots=True)
class ProofView:
    """
    Hold one proof, ready to draw.

    Parameters
    ----------
    document
        Title of the document when the base knows it, else its file name.
    fichier
        Name of the file, as the proofs cite it.
    date
        French date of the document, or what is known of it.
    quote
        Words of the document, typeset.
    derivation
        Where the statement comes from.
    certainty
        How sure it is at the date of the view.
    note
        How it was deduced, or an empty text.
    """

    document: str
    fichier: str
    date: str
    quote: str
    derivation: Mark
    certainty: Mark
    note: str


def build_proofs(proofs: Sequence[Proof], titles: Mapping[str, str]) -> tuple[ProofView, ...]:
    """
    Return proofs ready to draw, in their order.

    Parameters
    ----------
    proofs
        Proofs of one row.
    titles
        Titles of the documents by the name that proofs cite.
    """
    return tuple(
        ProofView(
            document=typeset(titles.get(proof.source) or proof.source),
            fichier=proof.source,
            date=day(proof.date_document, "document non daté"),
            quote=typeset(proof.citation),
            derivation=DERIVATIONS.get(proof.derivation, DERIVATIONS["explicite"]),
            certainty=CERTAINTIES.get(proof.certitude, CERTAINTIES["incertain"]),
            note=typeset(proof.note or ""),
        )
        for proof in proofs
    )


def proof_count(number: int) -> str:
    """Return how many quotes a row has, in words."""
    return counted(number, "citation") if number else "aucune citation"
