"""
Turn what is known of territories into the classes of a map.

Three kinds: how many schemes cover each, which of two or three schemes share each, in which state something is there.
Owns the words of each kind. Missing is a class of its own everywhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from app.view_models.map_levels import Noun, size_of
from app.view_models.map_looks import (
    LETTERS,
    NONE,
    UNKNOWN,
    Look,
    count_looks,
    overlap_looks,
    share_class,
    share_looks,
    state_looks,
)
from app.view_models.terms import PRESENCES
from app.view_models.typography import NBSP, THIN, counted, number, sentence, typeset

ABSENT_DATA: Final = "ce n’est pas une absence"


@dataclass(frozen=True, slots=True)
class Fact:
    """
    Say what is known of one territory.

    Parameters
    ----------
    classe
        Code of its look.
    said
        The same in words.
    details
        What stands behind, in words: the schemes that cover it, the parts of an aggregate.
    figure
        Number written beside its name on the map, or an empty text.
    """

    classe: str
    said: str
    details: tuple[str, ...] = ()
    figure: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Count the territories of a class, and their inhabitants (None when not all are known)."""

    count: int
    population: int | None


@dataclass(frozen=True, slots=True)
class Reading:
    """Hold what a layer says: facts by territory id, looks in the order of the legend, how aggregates are drawn."""

    facts: Mapping[str, Fact]
    looks: tuple[Look, ...]
    rule: str = ""


class Layer(Protocol):
    """Describe what a map can show."""

    @property
    def titre(self) -> str:
        """Return the heading of the map."""

    def read(self) -> Reading:
        """Return what is known of each territory."""

    def gather(self, groups: Mapping[str, Sequence[str]]) -> Reading:
        """Return what is known of aggregates, from their members."""

    def tell(self, parts: Mapping[str, Part], noun: Noun) -> str:
        """Return the sentence that says what the map shows, from the territories of each class."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageLayer:
    """
    Count how many schemes cover each territory.

    Parameters
    ----------
    titre
        Heading of the map.
    counts
        Number of schemes by territory id; None when nobody documented it: never drawn as zero.
    covered_by
        Names of those schemes, by territory id.
    noun, plural
        What is counted.
    standing
        What makes one count, in words: « en vigueur ».
    others
        What is known of it elsewhere and does not count, by territory id: projects, schemes past their end…
    beside
        Counts of a map that is compared with this one: both then have one scale and one legend.
    """

    titre: str
    counts: Mapping[str, int | None]
    covered_by: Mapping[str, Sequence[str]] = field(default_factory=dict)
    noun: str = "dispositif"
    plural: str = "dispositifs"
    standing: str = ""
    others: Mapping[str, Sequence[str]] = field(default_factory=dict)
    beside: Sequence[int] = ()

    def read(self) -> Reading:
        """Return the count of each territory."""
        known = [count for count in self.counts.values() if count is not None]
        class_of, looks = count_looks([*known, *self.beside], self.noun, self.plural)
        facts = {}
        for id_, count in self.counts.items():
            if count is None:
                said = f"aucun {self._counted} n’y est documenté : {ABSENT_DATA}"
                facts[id_] = Fact(UNKNOWN, said, tuple(self.others.get(id_, ())), figure="?")
            else:
                said = counted(count, self.noun, self.plural) if count else f"aucun {self.noun}"
                facts[id_] = Fact(class_of[count], said, tuple(self.covered_by.get(id_, ())), number(count))
        return Reading(facts, looks)

    def gather(self, groups: Mapping[str, Sequence[str]]) -> Reading:
        """Return the share of each aggregate that is covered, among the members whose count is known."""
        facts = {}
        for group, members in groups.items():
            known = [count for member in members if (count := self.counts[member]) is not None]
            lost = len(members) - len(known)
            details = [*_part_of(group, len(members))]
            if lost:
                details.append(f"{_communes(lost)} sans donnée : {ABSENT_DATA}")
            if len(known) <= lost:
                facts[group] = Fact(UNKNOWN, "inconnu pour la moitié des communes ou plus", tuple(details), "?")
                continue
            covered = sum(count > 0 for count in known)
            percent = f"{_percent(covered, len(known))}{NBSP}%"
            said = f"{_communes(covered)} sur {number(len(known))} avec au moins un {self.noun} ({percent})"
            facts[group] = Fact(share_class(covered / len(known)), said, tuple(details), percent)
        rule = f"la teinte de chacune dit la part de ses communes qui ont au moins un {self.noun}"
        return Reading(facts, share_looks(), rule)

    def tell(self, parts: Mapping[str, Part], noun: Noun) -> str:
        """Return how many territories are covered, by none, unknown."""
        covered = _sum(part for code, part in parts.items() if code not in {"0", UNKNOWN})
        known = _sum(part for code, part in parts.items() if code != UNKNOWN)
        lost = parts.get(UNKNOWN, Part(0, 0)).count
        said = []
        if covered.count:
            verb = "ont" if covered.count > 1 else "a"
            of = number(known.count)
            every = covered.count == known.count
            inhabitants = _inhabitants(covered)
            if not (every and lost) and covered.population is not None and known.population:
                inhabitants = f" ({number(covered.population)} habitants sur {number(known.population)})"
            among = "" if every and lost else f" sur {of}"
            said.append(f"{noun.counted(covered.count)}{among} {verb} au moins un {self._counted}{inhabitants}")
        elif known.count:
            said.append(f"{noun.none} {noun.singular} sur {number(known.count)} n’a de {self.noun}")
        if lost:
            which = f"les {number(lost)} autres" if said and lost > 1 else noun.counted(lost)
            said.append(f"pour {which}, aucun {self._counted} n’est documenté : {ABSENT_DATA}")
        return _join(said)

    @property
    def _counted(self) -> str:
        """Return what counts, in words: « CLS en vigueur »."""
        return f"{self.noun} {self.standing}".rstrip()


@dataclass(frozen=True, slots=True)
class Scheme:
    """
    Hold the perimeter of one scheme of an overlap.

    Parameters
    ----------
    nom
        Name.
    territoires
        Ids of the territories it covers, all of one level.
    partial
        Whether a part of its perimeter is not known: it is then larger than drawn.
    """

    nom: str
    territoires: frozenset[str]
    partial: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlapLayer:
    """
    Show what two or three schemes share.

    Parameters
    ----------
    titre
        Heading of the map.
    schemes
        Two or three schemes.
    scope
        Ids of other territories to draw: those that no scheme covers.
    undetermined
        Whether what they share is not known in full: nothing drawn in common is then no absence.
    """

    titre: str
    schemes: tuple[Scheme, ...]
    scope: frozenset[str] = frozenset()
    undetermined: bool = False

    def read(self) -> Reading:
        """Return the schemes of each territory."""
        facts = {}
        everything = self.scope.union(*(scheme.territoires for scheme in self.schemes))
        for id_ in sorted(everything):
            present = [rank for rank, scheme in enumerate(self.schemes) if id_ in scheme.territoires]
            shared_by_all = len(present) == len(self.schemes)
            names = tuple(self.schemes[rank].nom for rank in present) if shared_by_all else ()
            code = "".join(LETTERS[rank] for rank in present) or NONE
            facts[id_] = Fact(code, self._say(code), names)
        return Reading(facts, overlap_looks([scheme.nom for scheme in self.schemes]))

    def gather(self, groups: Mapping[str, Sequence[str]]) -> Reading:
        """Return the most frequent situation of each aggregate, and all of them in words."""
        reading = self.read()
        facts = _most_frequent(reading, groups, {look.code: self._say(look.code) for look in reading.looks})
        return Reading(facts, reading.looks, _MAJORITY)

    def tell(self, parts: Mapping[str, Part], noun: Noun) -> str:
        """Return what is shared by all, by some, by one."""
        size = len(self.schemes)
        every = parts.get(LETTERS[:size], Part(0, 0))
        lost = self.undetermined or any(scheme.partial for scheme in self.schemes)
        names = [scheme.nom for scheme in self.schemes]
        together = f"{', '.join(names[:-1])} et {names[-1]}"
        if every.count:
            least = "au moins " if lost else ""
            said = [f"{together} ont {least}{noun.counted(every.count)} en commun{_inhabitants(every)}"]
        elif lost:
            said = [f"ce que {together} ont en commun est inconnu"]
        else:
            said = [f"{together} n’ont {noun.none} {noun.singular} en commun"]
        pairs = [parts[code] for code in ("AB", "AC", "BC") if size == 3 and code in parts]
        if pairs:
            shared = _sum(pairs)
            verb = "sont" if shared.count > 1 else "est"
            said.append(f"{noun.counted(shared.count)} {verb} dans deux d’entre eux{_inhabitants(shared)}")
        for rank, name in enumerate(names):
            alone = parts.get(LETTERS[rank])
            if alone:
                said.append(f"{name} seulement : {noun.counted(alone.count)}{_inhabitants(alone)}")
        said.extend(
            f"le périmètre de {scheme.nom} n’est connu qu’en partie : il est plus grand que ce qui est dessiné"
            if scheme.territoires
            else f"le périmètre de {scheme.nom} est inconnu, commune par commune : il n’est pas dessiné"
            for scheme in self.schemes
            if scheme.partial
        )
        return _join(said)

    def _say(self, code: str) -> str:
        if code == NONE:
            return "aucun d’eux"
        if len(code) == 1:
            return f"{self.schemes[LETTERS.index(code)].nom} seulement"
        if len(code) == len(self.schemes):
            return "les deux" if len(code) == 2 else "les trois"
        return " et ".join(self.schemes[LETTERS.index(letter)].nom for letter in code)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatesLayer:
    """
    Show in which state something is in each territory.

    Parameters
    ----------
    titre
        Heading of the map.
    states
        Code of the state by territory id: `present`, `en_projet`, `absent_confirme`, `non_documente`, or one of the two
        that a date or a list adds. None counts as not documented.
    details
        What says so, by territory id.
    """

    titre: str
    states: Mapping[str, str | None]
    details: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def read(self) -> Reading:
        """Return the state of each territory."""
        facts = {}
        for id_, state in self.states.items():
            code = state or "non_documente"
            facts[id_] = Fact(code, PRESENCES[code].label, tuple(self.details.get(id_, ())))
        return Reading(facts, state_looks())

    def gather(self, groups: Mapping[str, Sequence[str]]) -> Reading:
        """Return the most frequent state of each aggregate, and all of them in words."""
        reading = self.read()
        facts = _most_frequent(reading, groups, {code: mark.label for code, mark in PRESENCES.items()})
        return Reading(facts, reading.looks, _MAJORITY)

    def tell(self, parts: Mapping[str, Part], noun: Noun) -> str:
        """Return how many territories are in each state."""
        said = []
        for code, mark in PRESENCES.items():
            part = parts.get(code)
            if part:
                said.append(f"{mark.label} : {noun.counted(part.count)}{_inhabitants(part)}")
        warning = ["non documenté ne veut pas dire absent"] if parts.get("non_documente") else []
        return _join([f"{THIN}; ".join(said), *warning]) if said else ""


_MAJORITY: Final = (
    "chacune prend l’aspect de la situation la plus fréquente parmi ses communes, et son infobulle les donne toutes"
)


def _most_frequent(
    reading: Reading, groups: Mapping[str, Sequence[str]], words: Mapping[str, str]
) -> Mapping[str, Fact]:
    """Return the most frequent class of each group; of two as frequent, the last of the legend, the least assured."""
    rank = {look.code: place for place, look in enumerate(reading.looks)}
    facts = {}
    for group, members in groups.items():
        found = Counter(reading.facts[member].classe for member in members)
        best = max(found, key=lambda code: (found[code], rank[code]))
        lines = [f"{words[code]} : {_communes(found[code])}" for code in sorted(found, key=rank.__getitem__)]
        share = _percent(found[best], len(members))
        said = words[best] if len(found) == 1 else f"{words[best]} ({share}{NBSP}% des communes)"
        facts[group] = Fact(best, said, (*_part_of(group, len(members)), *(lines if len(found) > 1 else ())))
    return facts


def _part_of(group: str, held: int) -> tuple[str, ...]:
    """Say when only a part of an aggregate is in the selection."""
    size = size_of(group)
    return (f"{number(held)} de ses {_communes(size)} dans la sélection",) if held < size else ()


def _communes(count: int) -> str:
    return counted(count, "commune")


def _percent(part: int, whole: int) -> str:
    """Return a percentage; something is never 0 %, and not all is never 100 %."""
    rounded = round(100 * part / whole)
    if 0 < part < whole:
        rounded = min(max(rounded, 1), 99)
    return number(rounded)


def _sum(parts: Iterable[Part]) -> Part:
    found = list(parts)
    known = [part.population for part in found if part.population is not None]
    return Part(sum(part.count for part in found), sum(known) if len(known) == len(found) else None)


def _inhabitants(part: Part) -> str:
    return "" if part.population is None else f" ({counted(part.population, 'habitant')})"


def _join(said: Sequence[str]) -> str:
    return " ".join(f"{sentence(typeset(text))}." for text in said)
