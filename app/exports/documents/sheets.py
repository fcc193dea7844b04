"""Read the sheet of an object for a document: identity, what no document says of it, notes of lecture about it."""

from __future__ import annotations

from dataclasses import dataclass

from app.exports.documents.binder import Binder
from app.exports.documents.content import Bullets, Facts, Section, clean
from app.view_models.sheet import SheetView, build_sheet, silence
from app.view_models.typography import sentence
from graph.answer import Answer


@dataclass(frozen=True, slots=True)
class Sheet:
    """
    Hold the sheet of an object.

    Parameters
    ----------
    answer, view
        Answer to the question `fiche`, and what a screen makes of it.
    notes
        What a reader noted about the object.
    ever_silent
        What no document says of it, at any date.
    identity
        Names and values, then the numbers of the documents that prove them.
    """

    answer: Answer
    view: SheetView
    notes: tuple[str, ...]
    ever_silent: tuple[str, ...]
    identity: tuple[Facts, ...]

    @property
    def silent(self) -> list[str]:
        """Return what no document says of the object, in sentences; what one says for other dates comes last."""
        return silence(self.view.silent, self.ever_silent)

    def notes_section(self) -> tuple[Section, ...]:
        """Return the part that holds the notes of lecture, or nothing."""
        return (Section("Notes de lecture", (Bullets(self.notes),)),) if self.notes else ()


def read_sheet(binder: Binder, identifier: str) -> Sheet:
    """
    Return the sheet of an object.

    Raises
    ------
    KeyError
        If the base holds no object of this id.
    """
    rows = {row["id"]: row for row in binder.desk.context.names}
    answer = binder.ask("fiche", id=identifier)
    notes = [
        clean(sentence(str(row.valeurs["note"])))
        for row in binder.ask("notes_de_lecture").lignes
        if row.valeurs["objet_id"] == identifier and row.valeurs["note"]
    ]
    ever = build_sheet(binder.desk.asking_ever("fiche", {"id": identifier}), rows[identifier], {}, ())
    view = build_sheet(answer, rows[identifier], {}, ())
    proofs = [proof for row in answer.tableaux["identite"].lignes for proof in row.preuves]
    cited = (("Sources de l’identité", binder.cite(proofs)),) if proofs else ()
    identity = (Facts((*view.identity, *cited)),) if view.identity else ()
    return Sheet(answer, view, tuple(dict.fromkeys(notes)), ever.silent, identity)
