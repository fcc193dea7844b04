"""Decide what becomes of what a file said and no longer says: closed with a date, left in place, and why. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from graph.assertion import VALID_TO, close, withdraw
from graph.provenance import SAISIE
from graph.state import RelationshipState, State

LEAST_KEPT = 0.5
"""Share of what a file said that its new version has to say again, for the rest to be closed without asking."""


class Closing(StrEnum):
    """Say whether relationships that a new version of a file no longer states are closed."""

    AUTO = "auto"
    OUI = "oui"
    NON = "non"


class Raison(StrEnum):
    """Say what becomes of something that a file no longer says, and why."""

    FERMEE = "fermee"
    AUTRE_ORIGINE = "autre_origine"
    PRECISEE = "precisee"
    OBJET = "objet"
    REFERENTIEL = "referentiel"
    A_VENIR = "a_venir"
    LIGNE_ECARTEE = "ligne_ecartee"
    LIGNES_REJETEES = "lignes_rejetees"
    TROP_PEU = "trop_peu"
    REFUSE = "refuse"

    @property
    def phrase(self) -> str:
        """Return the sentence that a person reads, without capital nor full stop."""
        return _PHRASES[self]


_PHRASES = {
    Raison.FERMEE: "close, car le fichier ne la dit plus",
    Raison.AUTRE_ORIGINE: "gardée telle quelle, car un autre fichier la dit aussi",
    Raison.PRECISEE: "remplacée par la même relation, désormais datée",
    Raison.OBJET: "gardé, car un objet ne se ferme pas : seules ses relations se datent",
    Raison.REFERENTIEL: "gardé, car le référentiel le dit aussi",
    Raison.A_VENIR: "gardée, car elle commence après le jour de fermeture",
    Raison.LIGNE_ECARTEE: "gardé, car sa ligne est rejetée",
    Raison.LIGNES_REJETEES: "gardé, car des lignes du fichier sont rejetées",
    Raison.TROP_PEU: "gardé, car le fichier dit moins de la moitié de ce qu’il disait",
    Raison.REFUSE: "gardé, à votre demande",
}


@dataclass(frozen=True, slots=True)
class Disparu:
    """
    Hold one thing that a file said and no longer says.

    Parameters
    ----------
    origine
        Name of the file, as it is now.
    state
        The entity before.
    raison
        What becomes of it.
    """

    origine: str
    state: State
    raison: Raison

    @property
    def ferme(self) -> bool:
        """Tell whether it is closed."""
        return self.raison is Raison.FERMEE


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewal:
    """
    Hold what a file said before it came again.

    Parameters
    ----------
    origine
        Name of the file now.
    former
        Name it had when it is the new version of another one, or the same.
    said
        States of what it said, by id.
    incomplet
        Whether some of its rows are rejected.
    """

    origine: str
    former: str
    said: Mapping[str, State]
    incomplet: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """
    Hold what was chosen about closing.

    Parameters
    ----------
    closing
        Whether to close.
    day
        ISO day on which they are closed.
    ecartes
        Ids that rejected rows speak of: never closed.
    """

    closing: Closing = Closing.AUTO
    day: str = ""
    ecartes: Collection[str] = frozenset()


def disappeared(
    renewal: Renewal, stated: Collection[str], replaced: Collection[str], rules: Rules
) -> tuple[list[Disparu], dict[str, State]]:
    """
    Return what a file no longer says, and the new states of what changes because of it.

    Parameters
    ----------
    renewal
        What it said.
    stated
        Ids that it states now.
    replaced
        Ids of undated relationships that it now states dated: they are gone (see `graph.matching`).
    rules
        What was chosen.

    Notes
    -----
    Nothing is closed when rows are rejected or when too little is left, unless the person asks for it.
    """
    missing = [state for id_, state in renewal.said.items() if id_ not in stated and not _is_apart(state)]
    if not missing or renewal.origine == SAISIE:
        return [], {}
    kept = _reason_to_keep(renewal, stated, missing, rules)
    found: list[Disparu] = []
    changed: dict[str, State] = {}
    for state in missing:
        if state.id in replaced:
            found.append(Disparu(renewal.origine, state, Raison.PRECISEE))
            continue
        raison = _fate(state, kept, rules)
        found.append(Disparu(renewal.origine, state, raison))
        if raison is Raison.FERMEE:
            assert isinstance(state, RelationshipState)  # noqa: S101 - only relationships are closed
            changed[state.id] = close(state, rules.day)
        elif raison is Raison.AUTRE_ORIGINE:
            changed[state.id] = _left(state, renewal)
    return found, changed


def _left(state: State, renewal: Renewal) -> State:
    for name in {renewal.origine, renewal.former} & set(state.origines):
        state = withdraw(state, name)
    return state


def _reason_to_keep(renewal: Renewal, stated: Collection[str], missing: Sequence[State], rules: Rules) -> Raison | None:
    """Return why nothing of this file is closed, or None."""
    if rules.closing is Closing.NON:
        return Raison.REFUSE
    if rules.closing is Closing.OUI:
        return None
    if renewal.incomplet:
        return Raison.LIGNES_REJETEES
    again = [state for id_, state in renewal.said.items() if id_ in stated]
    for kind in (object, RelationshipState):
        gone = sum(isinstance(state, kind) for state in missing)
        left = sum(isinstance(state, kind) for state in again)
        if gone and left < LEAST_KEPT * (left + gone):
            return Raison.TROP_PEU
    return None


def _fate(state: State, kept: Raison | None, rules: Rules) -> Raison:
    if kept is not None:
        return kept
    if state.id in rules.ecartes:
        return Raison.LIGNE_ECARTEE
    if len(state.origines) > 1:
        return Raison.AUTRE_ORIGINE
    if state.reference:
        return Raison.REFERENTIEL
    if not isinstance(state, RelationshipState):
        return Raison.OBJET
    if str(state.properties.get("valid_from", "")) > rules.day:
        return Raison.A_VENIR
    return Raison.FERMEE


def _is_apart(state: State) -> bool:
    """Tell whether nobody expects a file to say it again: a closed relationship, a document once cited."""
    if isinstance(state, RelationshipState):
        return VALID_TO in state.properties
    return "Source" in state.labels
