"""
Keep of a network only what a reader asks for: natures, sectors, themes, publics, certainty, day.

Owns what each filter keeps, and the sentence that says what it hides. Unknown is not absent: what has no sector or no
theme is counted apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from typing import Final

from app.view_models.network import nature_of
from app.view_models.network_changes import at_day
from app.view_models.network_scope import NetworkRecords
from app.view_models.network_view import CERTITUDES, EdgeRecord, NodeRecord, counted, enumeration, number
from app.view_models.palette import NATURES, SECTEURS
from app.view_models.typography import sentence
from graph.model.vocabularies import vocabulary

UNKNOWN: Final = "non_precise"
"""Code that stands, in a filter, for what nobody documented."""

_FRAMES: Final = frozenset({"Acteur", "Dispositif"})
_THEMES, _PUBLICS = "thematiques", "publics"


@dataclass(frozen=True, slots=True)
class Filters:
    """
    Hold what a reader asks for; an empty set asks for everything.

    Parameters
    ----------
    natures
        Codes of the natures of objects (`acteur`, `action`…).
    secteurs
        Codes of sectors, for actors only; `non_precise` for actors whose sector nobody documented.
    themes, publics
        Codes; a family stands for its themes.
    certitudes
        States of links (`certain`, `incertain`, `inactif`).
    """

    natures: frozenset[str] = frozenset()
    secteurs: frozenset[str] = frozenset()
    themes: frozenset[str] = frozenset()
    publics: frozenset[str] = frozenset()
    certitudes: frozenset[str] = frozenset()

    @property
    def words(self) -> str:
        """Return the filters in French, or an empty text when there is none."""
        parts = [
            *_said("objets", self.natures, lambda code: _nature(code).lower()),
            *_said("secteurs", self.secteurs, _secteur),
            *_said("thèmes", self.themes, vocabulary(_THEMES).label),
            *_said("publics", self.publics, vocabulary(_PUBLICS).label),
            *_said("liens", self.certitudes, lambda code: _certitude(code).lower()),
        ]
        return sentence(" ; ".join(parts)) if parts else ""


@dataclass(frozen=True, slots=True)
class Filtered:
    """Hold what is left, and the French sentence that says what is hidden (empty when nothing is)."""

    records: NetworkRecords
    sentence: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Hold one value that a filter may take: code, French label, number of objects or links that have it."""

    code: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Choices:
    """Hold the values that the filters may take: only what the network holds, in the order to show."""

    natures: tuple[Choice, ...]
    secteurs: tuple[Choice, ...]
    themes: tuple[Choice, ...]
    publics: tuple[Choice, ...]
    certitudes: tuple[Choice, ...]


_EVERYTHING: Final = Filters()


def filter_records(
    records: NetworkRecords, filters: Filters = _EVERYTHING, *, day: str | None = None, keep: Collection[str] = ()
) -> Filtered:
    """
    Return the objects and links that pass every filter.

    Parameters
    ----------
    records
        Network, links of all dates included.
    filters
        What is asked for.
    day
        ISO day at which the links are judged; as they are in the records when None.
    keep
        Ids of objects always kept: where the picture starts.

    Notes
    -----
    With a theme or a public, objects that bear it are kept, and the actors and schemes directly linked to them. A link
    is kept when both its ends are. An object that loses all its links stays: nothing says it has none.
    """
    if day is not None:
        records = at_day(records, day)
    edges = [edge for edge in records.edges if not filters.certitudes or edge.certitude in filters.certitudes]
    kept = {node.id for node in records.nodes if _passes(node, filters)}
    if filters.themes or filters.publics:
        kept &= _about(records.nodes, edges, filters)
    kept |= set(keep) & {node.id for node in records.nodes}
    nodes = tuple(node for node in records.nodes if node.id in kept)
    shown = tuple(edge for edge in edges if edge.start in kept and edge.end in kept)
    hidden = [node for node in records.nodes if node.id not in kept]
    return Filtered(
        replace(records, nodes=nodes, edges=shown), _hidden(hidden, len(records.edges) - len(shown), filters)
    )


def choices(records: NetworkRecords, present: Collection[str] | None = None) -> Choices:
    """
    Return what each filter may ask of a network, with numbers.

    Parameters
    ----------
    records
        Network, links of all dates included.
    present
        Ids of the objects that belong to the picture at its day; all of them when None. Links out of the day all
        count: asking for them brings their ends back.
    """
    here = {node.id for node in records.nodes} if present is None else set(present)
    nodes = [node for node in records.nodes if node.id in here]
    natures = Counter(nature_of(node.labels) for node in nodes)
    actors = [node for node in nodes if "Acteur" in node.labels]
    secteurs = Counter(_code(node) for node in actors)
    certitudes = Counter(
        edge.certitude for edge in records.edges if edge.certitude == "inactif" or {edge.start, edge.end} <= here
    )
    return Choices(
        tuple(Choice(code, _nature(code), natures[code]) for code in NATURES if natures[code]),
        tuple(Choice(code, _secteur(code), secteurs[code]) for code in (*SECTEURS, UNKNOWN) if secteurs[code]),
        _terms(_THEMES, (node.themes for node in nodes)),
        _terms(_PUBLICS, (node.publics for node in nodes)),
        tuple(Choice(code, _certitude(code), certitudes[code]) for code in CERTITUDES if certitudes[code]),
    )


def _passes(node: NodeRecord, filters: Filters) -> bool:
    """Tell whether an object has one of the natures and sectors asked for."""
    if filters.natures and nature_of(node.labels) not in filters.natures:
        return False
    return not filters.secteurs or "Acteur" not in node.labels or _code(node) in filters.secteurs


def _about(nodes: Iterable[NodeRecord], edges: Iterable[EdgeRecord], filters: Filters) -> set[str]:
    """Return the objects that bear a theme and a public asked for, and the actors and schemes linked to them."""
    themes, publics = _family(_THEMES, filters.themes), _family(_PUBLICS, filters.publics)
    nodes = list(nodes)
    bearers = {
        node.id
        for node in nodes
        if (not themes or themes & set(node.themes)) and (not publics or publics & set(node.publics))
    }
    frames = {node.id for node in nodes if _FRAMES & set(node.labels)}
    around = {b for edge in edges for a, b in ((edge.start, edge.end), (edge.end, edge.start)) if a in bearers}
    return bearers | (around & frames)


def _family(name: str, codes: Collection[str]) -> set[str]:
    """Return codes with all those under them."""
    terms = vocabulary(name).terms
    return {code for code in {*terms, *codes} if code in codes or (code in terms and terms[code].parent in codes)}


def _terms(name: str, borne: Iterable[tuple[str, ...]]) -> tuple[Choice, ...]:
    """Return the terms that objects bear and their families, in the order of the vocabulary."""
    terms = vocabulary(name).terms
    counts: Counter[str] = Counter()
    for codes in borne:
        counts.update(set(codes) | {str(terms[code].parent) for code in codes if code in terms and terms[code].parent})
    order = [*(code for code in terms if counts[code]), *sorted(code for code in counts if code not in terms)]
    return tuple(Choice(code, vocabulary(name).label(code), counts[code]) for code in order)


def _hidden(hidden: Collection[NodeRecord], links: int, filters: Filters) -> str:
    """Say what is not shown, and what of it is only undocumented."""
    parts = [*([counted(len(hidden), "objet")] if hidden else []), *([counted(links, "lien")] if links else [])]
    if not parts:
        return ""
    said = f"{enumeration(parts)} {_are(len(hidden) + links)} par les filtres."
    unknown = [
        *_undocumented(sum(not node.themes for node in hidden) if filters.themes else 0, "thème"),
        *_undocumented(sum(not node.publics for node in hidden) if filters.publics else 0, "public"),
        *_undocumented(
            sum("Acteur" in node.labels and not node.secteur for node in hidden) if filters.secteurs else 0, "secteur"
        ),
    ]
    return sentence(" ".join([said, *unknown]))


def _undocumented(count: int, what: str) -> list[str]:
    """Say of how many hidden objects nobody documented what the filter asks about."""
    if not count:
        return []
    which = "l’un d’eux" if count == 1 else f"{number(count)} d’entre eux"
    return [f"Pour {which}, le {what} n’est pas documenté."]


def _said(what: str, codes: Collection[str], label: Callable[[str], str]) -> list[str]:
    """Say one filter: what it is about, and the values it asks for."""
    return [f"{what} : {enumeration([label(code) for code in sorted(codes)])}"] if codes else []


def _are(count: int) -> str:
    return "est caché" if count == 1 else "sont cachés"


def _code(node: NodeRecord) -> str:
    """Return the sector of an actor as a filter names it."""
    if not node.secteur:
        return UNKNOWN
    return node.secteur if node.secteur in SECTEURS else "autre"


def _nature(code: str) -> str:
    return next((style.caption for nature, style in NATURES.items() if nature == code), code)


def _secteur(code: str) -> str:
    return "Secteur non précisé" if code == UNKNOWN else SECTEURS[code].caption if code in SECTEURS else code


def _certitude(code: str) -> str:
    return next((caption for state, caption in CERTITUDES.items() if state == code), code)
