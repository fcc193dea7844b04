"""Say what goes with a network picture when it leaves the application: title, scope, date, proofs, sources, licence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.exports.heading import LICENCE
from app.view_models.network_view import EdgeView, NetworkView
from app.view_models.proof import ProofView


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkFile:
    """
    Hold a network picture and the words without which it could not be read alone.

    Parameters
    ----------
    view
        Picture, as the screen draws it.
    title
        What the network is about; names stay as they were written.
    scope
        What was kept of it (« à un lien », « les dispositifs de ce territoire… »), typeset; may be empty.
    date
        Sentence that says at which date the links are judged.
    written
        Day the file is written, in French words.
    version
        Version of the data.
    proofs
        What proves each link, by its id.
    remarks
        Sentences that say what is gathered, filtered or left out.
    licence
        Under which terms the facts may be used again.
    """

    view: NetworkView
    title: str
    scope: str
    date: str
    written: str
    version: str
    proofs: Mapping[str, tuple[ProofView, ...]] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    licence: str = LICENCE

    def proofs_of(self, edge: EdgeView) -> tuple[ProofView, ...]:
        """Return what proves a link, or, for one that stands for several, what proves each of them."""
        if not edge.members:
            return self.proofs.get(edge.id, ())
        return tuple(dict.fromkeys(proof for member in edge.members for proof in self.proofs.get(member, ())))

    @property
    def sources(self) -> tuple[str, ...]:
        """Documents that prove the drawn links, with their date: those that prove most first, then by title."""
        found = Counter((proof.document, proof.date) for edge in self.view.edges for proof in self.proofs_of(edge))
        ordered = sorted(found.items(), key=lambda item: (-item[1], item[0]))
        return tuple(f"{document} ({date})" for (document, date), _ in ordered)

    @property
    def data_note(self) -> str:
        """Say which data the picture shows and when it was written."""
        return f"Données\u00a0: version {self.version[:12]}. Image écrite par Maillage le {self.written}."
