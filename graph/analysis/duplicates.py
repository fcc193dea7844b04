"""Find records that may be one organisation, scheme or instance written twice, and say why.

Record linkage in the manner of Fellegi & Sunter (1969) with blocking (Christen 2012): the score is a weighted mean of
what is known of names, acronyms, territories and natures; identifiers and contradictions overrule it. Merges nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from graph.analysis.name_forms import NameForm, forms_of, initials, is_ambiguous, read_name
from graph.analysis.name_similarity import NameMatch, compare_names
from graph.reference.loader import load_reference

NOM, SIGLE, TERRITOIRE, NATURE, IDENTIFIANTS = "nom", "sigle", "territoire", "nature", "identifiants"

WEIGHTS: Mapping[str, float] = {NOM: 0.65, SIGLE: 0.05, TERRITOIRE: 0.2, NATURE: 0.1}
"""Weight of each part in the mean, chosen on the half of the labelled pairs that is kept for learning."""

THRESHOLD, PROBABLE = 0.65, 0.85
"""Score from which a pair is to be examined, and from which it is probable (same half)."""

SURE, CONTRADICTED = 0.98, 0.3
"""Score that an identifier in common gives at least, and that a contradiction gives at most."""

UNPLACED = 0.92
"""Highest score of two records whose territories are not both known."""

OPEN_NATURES = frozenset({"autre", "association", "reseau", "AUTRE"})
"""Natures that say little: another one does not contradict them."""

EXACT_IDENTIFIERS, WHOLE_IDENTIFIERS = ("siret", "finess_et", "rna", "sha256"), ("siren", "finess_ej")
"""Identifiers of one place, and of a legal person that may have several."""

_EPSILON = 1e-12


@dataclass(frozen=True, kw_only=True)
class Record:
    """
    Hold what is compared of one object.

    Parameters
    ----------
    id
        Id.
    familles
        Labels: two records are compared when they share one.
    nom, sigle, alias
        Names.
    nature
        Code of its type; None when unknown.
    identifiants
        Official identifiers by kind.
    zones
        Ids of the territories it acts on or covers.
    departements
        Codes of the départements of these territories.
    parents
        Ids of what it is part of, at every level.
    cadres
        Ids of the schemes that an instance belongs to; two instances of different schemes are different.
    rang
        Generation of a contract; None when unknown.
    collectif, a_preciser
        An unnamed group; a record that does not say which one it means.
    """

    id: str
    familles: frozenset[str]
    nom: str
    sigle: str | None = None
    alias: tuple[str, ...] = ()
    nature: str | None = None
    identifiants: Mapping[str, str] = field(default_factory=dict)
    zones: frozenset[str] = frozenset()
    departements: frozenset[str] = frozenset()
    parents: frozenset[str] = frozenset()
    cadres: frozenset[str] = frozenset()
    rang: int | None = None
    collectif: bool = False
    a_preciser: bool = False

    @cached_property
    def forms(self) -> tuple[NameForm, ...]:
        """Forms of its names."""
        return forms_of(self.nom, self.sigle, self.alias)

    @cached_property
    def acronyms(self) -> frozenset[str]:
        """Initials of its names."""
        return frozenset(found for text in (self.nom, *self.alias) for found in initials(text))

    @cached_property
    def acronym_key(self) -> str:
        """Its acronym, read; empty when it has none or one with several meanings."""
        return read_name(self.sigle).key if self.sigle and not is_ambiguous(self.sigle) else ""

    @cached_property
    def places(self) -> frozenset[str]:
        """Départements of its territories; without territory, those that its names say."""
        if self.departements:
            return self.departements
        named = {place for form in self.forms for place in form.places}
        regions = {place.removeprefix("REG-") for place in named if place.startswith("REG-")}
        inside = {d.code for d in load_reference().departements.values() if d.region in regions}
        return frozenset(place for place in named if not place.startswith("REG-")) or frozenset(inside)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resemblance:
    """
    Hold two records that may be the same.

    Parameters
    ----------
    a, b
        Ids, in alphabetical order.
    score
        0 to 1.
    values
        Resemblance by part, 0 to 1; None when it is not known.
    nom
        How the names compare.
    communs, contraires
        Kinds of identifiers that are equal, and that differ.
    """

    a: str
    b: str
    score: float
    values: Mapping[str, float | None]
    nom: NameMatch
    communs: tuple[str, ...] = ()
    contraires: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Return the id of the pair."""
        return pair_id(self.a, self.b)

    @property
    def probable(self) -> bool:
        """Tell whether the score makes it probable rather than worth a look."""
        return self.score >= PROBABLE - _EPSILON


def pair_id(one: str, two: str) -> str:
    """Return the id of a pair of records, whatever their order: `dbl-` and a hash."""
    key = "|".join(sorted((one, two)))
    return "dbl-" + hashlib.sha1(key.encode(), usedforsecurity=False).hexdigest()[:10]


def compare(one: Record, two: Record) -> Resemblance:
    """
    Return how much two records resemble each other.

    Notes
    -----
    Score: mean of the known parts by `WEIGHTS`. An identifier in common lifts it to `SURE`; different identifiers,
    départements, regions, numbers or generations bring it down to `CONTRADICTED`; without territories on both sides it
    stays under `UNPLACED`. Names that do not say which one they mean never weigh more than half.
    """
    one, two = sorted((one, two), key=lambda record: record.id)
    names = compare_names(one.forms, two.forms, acronyms=(one.acronyms, two.acronyms))
    values = {
        NOM: names.value,
        SIGLE: _acronyms(one, two, names),
        TERRITOIRE: _territories(one, two),
        NATURE: _natures(one, two),
    }
    known = {name: value for name, value in values.items() if value is not None}
    score = sum(WEIGHTS[name] * value for name, value in known.items()) / sum(WEIGHTS[name] for name in known)
    shared, opposed = _identifiers(one, two)
    if values[TERRITOIRE] is None:
        score = min(score, UNPLACED)
    if _contradicted(one, two, names, values):
        score = min(score, CONTRADICTED)
    if shared:
        score = max(score, SURE)
    elif opposed:
        score = min(score, CONTRADICTED)
    return Resemblance(
        a=one.id,
        b=two.id,
        score=score,
        values={**values, IDENTIFIANTS: 1.0 if shared else 0.0 if opposed else None},
        nom=names,
        communs=shared,
        contraires=opposed,
    )


def comparable(one: Record, two: Record) -> bool:
    """
    Tell whether two records may be one: neither is a group or unclear, and neither is part of the other.

    Two services of one organisation are compared only when their names are the same once read.
    """
    if one.collectif or two.collectif or one.a_preciser or two.a_preciser or not one.familles & two.familles:
        return False
    if one.id in two.parents or two.id in one.parents:
        return False
    if one.places and two.places and one.places.isdisjoint(two.places) and not one.identifiants:
        return False
    if one.parents & two.parents:
        return any(form.key == other.key for form in one.forms[:1] for other in two.forms[:1])
    return True


def find_duplicates(
    records: Sequence[Record],
    pairs: Sequence[tuple[int, int]],
    *,
    threshold: float = THRESHOLD,
    settled: Collection[frozenset[str]] = (),
) -> list[Resemblance]:
    """
    Return the pairs that may be the same, the likeliest first, ties broken by ids.

    Parameters
    ----------
    records
        What is compared.
    pairs
        Numbers of the records of each pair worth comparing (see `graph.analysis.duplicate_blocks`).
    threshold
        Lowest score kept.
    settled
        Pairs of ids that are never proposed: judged, or known to follow each other.
    """
    found = []
    for first, second in pairs:
        one, two = records[first], records[second]
        if frozenset((one.id, two.id)) in settled or not comparable(one, two):
            continue
        pair = compare(one, two)
        if pair.score >= threshold - _EPSILON:
            found.append(pair)
    return sorted(found, key=lambda pair: (-round(pair.score, 9), pair.a, pair.b))


def _acronyms(one: Record, two: Record, names: NameMatch) -> float | None:
    if names.by_initials:
        return 1.0
    if not one.acronym_key or not two.acronym_key:
        return None
    return 1.0 if one.acronym_key == two.acronym_key else 0.0


def _territories(one: Record, two: Record) -> float | None:
    if one.zones & two.zones:
        return 1.0
    if not one.places or not two.places:
        return None
    if one.places == two.places:
        return 0.9
    return 0.7 if one.places & two.places else 0.0


def _natures(one: Record, two: Record) -> float | None:
    if one.nature == two.nature:
        return 1.0 if one.nature else None
    if not one.nature or not two.nature or {one.nature, two.nature} & OPEN_NATURES:
        return None
    return 0.0


def _identifiers(one: Record, two: Record) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the kinds of identifiers that prove them one, and those that prove them two."""
    both = {kind for kind in one.identifiants if two.identifiants.get(kind)}
    equal = {kind for kind in both if one.identifiants[kind] == two.identifiants[kind]}
    exact = [kind for kind in EXACT_IDENTIFIERS if kind in both]
    whole = [kind for kind in WHOLE_IDENTIFIERS if kind in both]
    deciding = exact or whole
    shared = tuple(kind for kind in deciding if kind in equal)
    return shared, () if shared else tuple(kind for kind in deciding if kind not in equal)


def _contradicted(one: Record, two: Record, names: NameMatch, values: Mapping[str, float | None]) -> bool:
    ranks = one.rang is not None and two.rang is not None and one.rang != two.rang
    cadres = bool(one.cadres and two.cadres and one.cadres.isdisjoint(two.cadres))
    return names.places_differ or names.numbers_differ or ranks or cadres or values[TERRITOIRE] == 0.0
