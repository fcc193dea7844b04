"""Say where a scheme stands at a date: in force, being prepared, past its end, or not documented enough to tell.

Owns the rule that decides from dates, stage and status; reads no store.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from graph.certainty import OUT_OF_METRICS
from graph.model.dates import first_day, last_day
from graph.model.vocabularies import vocabulary

PRESENT, PLANNED, OVER = "present", "en_projet", "terme_depasse"
ABSENT, UNKNOWN = "absent_confirme", "non_documente"

STATES: Final = (PRESENT, PLANNED, ABSENT, UNKNOWN)
"""The four states of a gap, from what exists to what nobody documents."""

_ORDER: Final = (PRESENT, PLANNED, OVER, UNKNOWN)
_NOT_YET: Final = OUT_OF_METRICS | {"prevu", "propose"}
_ASKED_FOR: Final = frozenset(
    {
        "coordination",
        "exercice_coordonne",
        "autonomie",
        "acces",
        "democratie_sante",
        "planification",
        "politique_ville",
        "prevention",
    }
)
_NOT_LISTED: Final = frozenset({"CLSP"})


@dataclass(frozen=True, slots=True)
class KnownScheme:
    """
    Hold one scheme that meets a territory.

    Parameters
    ----------
    id, nom, type_dispositif
        Identifier, name, code of its type.
    etat
        `present`, `en_projet`, `terme_depasse` or `non_documente` (see `situation`).
    properties
        Stored properties.
    """

    id: str
    nom: str
    type_dispositif: str
    etat: str
    properties: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class TypeState:
    """
    Say what is known of a type of scheme on a territory.

    Parameters
    ----------
    type_dispositif
        Code of the type.
    etat
        One of the four states.
    schemes
        Schemes of the type that meet the territory, those in force first, then by id.
    inventory
        Date of the complete inventory that says that there is none; None otherwise.
    """

    type_dispositif: str
    etat: str
    schemes: tuple[KnownScheme, ...]
    inventory: str | None = None

    @property
    def chosen(self) -> KnownScheme | None:
        """Return the scheme that makes the type present or planned."""
        return self.schemes[0] if self.etat in {PRESENT, PLANNED} else None


def scheme_state(properties: Mapping[str, Any], statuts: Iterable[str | None], day: str | None) -> str:
    """
    Return `present`, `en_projet`, or `terme_depasse` when the declared end is past.

    Parameters
    ----------
    properties
        Stored properties of the scheme.
    statuts
        Status of each statement of its perimeter in force at the day.
    day
        ISO day, or None for all dates.
    """
    end, start = properties.get("date_fin"), properties.get("date_debut")
    if day and end and last_day(str(end)) < day:
        return OVER
    planned = bool(day and start and first_day(str(start)) > day)
    said = list(statuts)
    doubtful = bool(said) and all(statut in _NOT_YET for statut in said)
    if planned or doubtful or properties.get("statut") == PLANNED or properties.get("cycle") in preparing_stages():
        return PLANNED
    return PRESENT


def situation(properties: Mapping[str, Any], statuts: Iterable[str | None], day: str | None) -> str:
    """
    Return the state of a scheme, without taking a contract of unknown stage for one in force.

    Parameters
    ----------
    properties, statuts, day
        As for `scheme_state`.

    Returns
    -------
    state
        `present` (in force), `en_projet`, `terme_depasse`, or `non_documente`: a contract without stage, signature or
        first day, of which nobody said that it was signed.

    Notes
    -----
    A stage that closes the contract is later than its period: inside known first and last days it was in force.
    """
    state = scheme_state(properties, statuts, day)
    if state != PRESENT:
        return state
    begins = properties.get("date_debut") or properties.get("date_signature")
    if day and begins and first_day(str(begins)) > day:
        return PLANNED
    stage = properties.get("cycle")
    if stage is None:
        return UNKNOWN if _is_contract(properties.get("type_dispositif")) and not begins else PRESENT
    if stage in active_stages():
        return PRESENT
    return PRESENT if day and begins and properties.get("date_fin") else OVER


def type_states(
    schemes: Iterable[KnownScheme],
    inventories: Mapping[str, str],
    *,
    every: bool = True,
    regions: Collection[str] = (),
) -> list[TypeState]:
    """
    Return what is known of each type of scheme, in the order of the vocabulary.

    Parameters
    ----------
    schemes
        Schemes that meet the territory.
    inventories
        Date of the complete inventory that holds for the territory, by type.
    every
        Whether the types people usually ask about come even when no scheme is known.
    regions
        Codes of the régions of the territory: a type that exists in some régions only is not asked for elsewhere. When
        they are not known, every type is.

    Notes
    -----
    A type is surely absent only when a complete inventory says so. A scheme past its end, or of unknown stage, alone of
    its type, leaves the type « non documenté »: it may go on.
    """
    by_type: dict[str, list[KnownScheme]] = {}
    for scheme in schemes:
        by_type.setdefault(scheme.type_dispositif, []).append(scheme)
    found = []
    for code, term in vocabulary("types_dispositif").terms.items():
        own = term.attributes.get("regions")
        local = not (isinstance(own, list) and regions) or not set(own).isdisjoint(regions)
        asked = every and local and term.attributes.get("categorie") in _ASKED_FOR
        if code not in _NOT_LISTED and (code in by_type or asked):
            found.append(type_state(code, by_type.get(code, ()), inventories.get(code)))
    return found


def type_state(code: str, schemes: Sequence[KnownScheme], inventory: str | None) -> TypeState:
    """Return what is known of one type, from its schemes and the date of the complete inventory that holds."""
    ranked = tuple(sorted(schemes, key=lambda scheme: (_ORDER.index(scheme.etat), scheme.id)))
    if ranked and ranked[0].etat in {PRESENT, PLANNED}:
        return TypeState(code, ranked[0].etat, ranked)
    if inventory and not ranked:
        return TypeState(code, ABSENT, ranked, inventory)
    return TypeState(code, UNKNOWN, ranked)


def active_stages() -> frozenset[str]:
    """Return the stages of a contract that count as in force."""
    terms = vocabulary("cycle_cls").terms.values()
    return frozenset(term.code for term in terms if term.attributes.get("actif_pour_couverture"))


def preparing_stages() -> frozenset[str]:
    """Return the stages that come before the signature."""
    return frozenset({"prefiguration", "diagnostic", "elaboration"})


def _is_contract(type_dispositif: object) -> bool:
    term = vocabulary("types_dispositif").terms.get(str(type_dispositif))
    return term is not None and term.attributes.get("nature") == "contrat"
