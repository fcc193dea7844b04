"""Make a document and write it, whatever asks for it: a command or a screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from app.exports.documents import evolution, fiche_acteur, fiche_dispositif, portrait, superposition
from app.exports.documents.content import Document
from app.exports.documents.desk import Desk
from app.exports.documents.docx_writer import to_docx
from app.exports.documents.kinds import ACTEUR, DISPOSITIF, EVOLUTION, PORTRAIT, wanted
from app.exports.documents.pdf_writer import to_pdf

WRITERS: Final[Mapping[str, Callable[[Document], bytes]]] = MappingProxyType({"docx": to_docx, "pdf": to_pdf})
"""What writes a document, by extension."""


def make(desk: Desk, kind: str, ids: Sequence[str], territoire: str = "", since: str = "") -> Document:
    """
    Return a document.

    Parameters
    ----------
    desk
        Where questions are asked.
    kind
        `portrait`, `acteur`, `dispositif`, `superposition` or `evolution`.
    ids
        Ids of what it is about: the actor; the scheme; two schemes for an overlap. Empty for a portrait, and for the
        overlaps of a territory.
    territoire
        Id of the territory: what a portrait is about; for two schemes, the territory that measures chance.
    since
        Day, month or year from which an evolution is told; required by it alone.

    Raises
    ------
    ValueError
        If what it is about is missing, or too much is given: whoever asks checks first (see `wanted`).
    """
    if bool(since) != (kind == EVOLUTION) or wanted(kind, len(ids), given_territory=bool(territoire)):
        raise ValueError(f"{kind} cannot be made of {len(ids)} ids and territory {territoire!r}")
    if kind == EVOLUTION:
        return evolution.evolution_note(desk, territoire, since)
    if kind == PORTRAIT:
        return portrait.portrait(desk, territoire)
    if kind == ACTEUR:
        return fiche_acteur.actor_sheet(desk, ids[0])
    if kind == DISPOSITIF:
        return fiche_dispositif.scheme_sheet(desk, ids[0])
    if ids:
        return superposition.pair_note(desk, ids[0], ids[1], territoire)
    return superposition.territory_note(desk, territoire)
