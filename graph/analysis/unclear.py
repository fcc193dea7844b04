"""Propose what a record that does not say which one it means may be (« l’ARS », « la MSA »). Never chooses."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from graph.analysis.duplicates import OPEN_NATURES, Record, pair_id

SHOWN = 8
"""Proposals for one record; beyond, none is worth more than another."""

_SERVICE = "service"


@dataclass(frozen=True, slots=True)
class Proposal:
    """
    Hold one thing that an unclear record may be.

    Parameters
    ----------
    objet, proche
        Ids of the unclear record and of what it may be.
    signale
        Whether a document already says so.
    au_meme_endroit
        Whether both act in the same département; None when a place is not known.
    """

    objet: str
    proche: str
    signale: bool
    au_meme_endroit: bool | None

    @property
    def id(self) -> str:
        """Return the id of the pair."""
        return pair_id(self.objet, self.proche)


def proposals(
    records: Sequence[Record],
    *,
    worked: Mapping[str, frozenset[str]],
    told: Collection[frozenset[str]],
    settled: Collection[frozenset[str]],
) -> list[Proposal]:
    """
    Return what each unclear record may be: what a document says first, then those of the same places, then by id.

    Parameters
    ----------
    records
        Every record.
    worked
        Départements of what each unclear record takes part in, by its id.
    told, settled
        Pairs of ids that a document brings together, and that a person told apart.

    Notes
    -----
    A proposal has the nature of the unclear record and one of the kinds that its name says. Those whose places are
    known to be others are left out.
    """
    found = []
    for unclear in records:
        if not unclear.a_preciser or unclear.collectif:
            continue
        places = unclear.places or worked.get(unclear.id, frozenset())
        ranked = []
        for record in records:
            pair = frozenset((unclear.id, record.id))
            if record.a_preciser or record.collectif or pair in settled or not unclear.familles & record.familles:
                continue
            if pair not in told and not _may_be(unclear, record):
                continue
            near = bool(places & record.places) if places and record.places else None
            if near is False and pair not in told:
                continue
            ranked.append(Proposal(unclear.id, record.id, pair in told, near))
        ranked.sort(key=lambda one: (not one.signale, not one.au_meme_endroit, one.proche))
        found += ranked[:SHOWN]
    return found


def _may_be(unclear: Record, record: Record) -> bool:
    if unclear.nature is None or unclear.nature != record.nature or unclear.nature in OPEN_NATURES | {_SERVICE}:
        return False
    kinds = {kind for form in unclear.forms for kind in form.kinds}
    return not kinds or bool(kinds & {kind for form in record.forms for kind in form.kinds})
