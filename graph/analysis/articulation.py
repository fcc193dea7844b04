"""
Say how far schemes already work together, and where they overlap without doing so.

Pure. Owns the articulation L, the level on the ladder and the opportunity O. What is only recommended, or a mere
likeness of perimeters, is kept beside as a mention and adds nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import prod
from typing import Final

import numpy as np
import pandas as pd

from graph.analysis.combined_index import TRUSTED
from graph.analysis.overlap import INDETERMINE
from graph.certainty import counts_in_metrics
from graph.snapshot import Fact, Snapshot
from graph.ties import role_types

Pair = tuple[str, str]
"""Ids of two schemes, in order."""

DECLARED, INSTANCE, ACTION, ROLE, GOVERNING = "declaree", "instance", "action", "role", "gouvernance"
"""What articulates two schemes: a declaration, a shared instance, a joint action, a role of one in the other, an actor
that governs both."""
RECOMMENDED, CASCADE, UNSETTLED, LEVEL_ZERO, LIKENESS, SURPLUS = (
    "recommandee", "declinaison", "a_venir", "niveau_zero", "correspondance", "en_plus",
)  # fmt: skip
"""Why a statement adds nothing: advice, a plan brought down to a place, a project or a doubt, a declared level of 0,
the same perimeter, one more of what is counted once or at most three times."""
NATURES: Final = (DECLARED, INSTANCE, ACTION, ROLE, GOVERNING)

DECLARED_WORTH: Final[Mapping[int, float]] = {1: 0.2, 2: 0.4, 3: 0.6, 4: 0.8}
"""What a declared level is worth in L."""
WORTH: Final[Mapping[str, float]] = {INSTANCE: 0.4, ACTION: 0.5, ROLE: 0.5, GOVERNING: 0.15}
SHOWN_LEVEL: Final[Mapping[str, int]] = {INSTANCE: 2, ACTION: 4, ROLE: 2, GOVERNING: 1}
"""Level that an effective fact shows when nobody declares one: who governs both knows both; who sits together
exchanges; who acts together has reached the top."""
MOST_GOVERNING: Final = 3
TOP: Final = 4
"""Highest level."""
LOWEST: Final = 1
"""Level taken for a declared articulation whose level nobody gave: it is at least this."""
GOVERNING_TYPES: Final = ("PORTE", "PILOTE", "ANIME", "SIGNE")

HALVED: Final = frozenset({"prevu", "propose"})
"""Statuses that count for a half."""
_NOT_EFFECTIVE = HALVED | {"termine"}
_PROPOSED, _GIVEN_UP = "proposee", "abandonnee"
_NOT_RUNNING = frozenset({_PROPOSED, "terminee", "suspendue"})
_NO_WORK = {"recommandee": RECOMMENDED, "declinaison": CASCADE}
_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Evidence:
    """
    Hold one thing that articulates two schemes, or that is said of them without doing so.

    Parameters
    ----------
    nature
        One of `NATURES`, or the reason why it adds nothing.
    objet_id
        Instance, action or actor that they share; None for a declaration.
    worth
        a_k when effective, 0 to 1.
    counted
        a_k as it enters L: a half of `worth` when it is only planned or proposed, 0 when it adds nothing.
    niveau
        Level it shows, 0 to 4; 0 unless it is effective. For a declared level of which the number is wanted, see
        `declared`.
    facts
        Statements it rests on.
    declared
        Declared level, None when nobody gave it or nothing is declared.
    """

    nature: str
    objet_id: str | None
    worth: float
    counted: float
    niveau: int
    facts: tuple[Fact, ...]
    declared: int | None = None

    @property
    def halved(self) -> bool:
        """Tell whether it counts for a half."""
        return 0 < self.counted < self.worth


@dataclass(frozen=True, slots=True)
class Articulation:
    """
    Hold what articulates two schemes.

    Parameters
    ----------
    evidence
        What enters L, in the order of `NATURES`, heaviest first, then by id.
    mentions
        What is said of the pair and adds nothing, in the same order.
    """

    evidence: tuple[Evidence, ...] = ()
    mentions: tuple[Evidence, ...] = ()

    @property
    def degree(self) -> float:
        """Return L = 1 − Π(1 − a_k): how far they are articulated, 0 to 1."""
        return 1 - prod(1 - item.counted for item in self.evidence)

    @property
    def niveau(self) -> int:
        """Return the highest effective level, declared or shown; 0 when none is known."""
        return max((item.niveau for item in self.evidence), default=0)

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Return the statements it rests on, mentions last."""
        return tuple(fact for item in (*self.evidence, *self.mentions) for fact in item.facts)


NONE: Final = Articulation()


def articulations(snapshot: Snapshot, ids: Collection[str]) -> dict[Pair, Articulation]:
    """
    Return what articulates schemes, pair by pair.

    Parameters
    ----------
    snapshot
        The graph at a date.
    ids
        Schemes.

    Returns
    -------
    found
        By pair of ids in order; a pair of which nothing is said is not there (see `NONE`).

    Notes
    -----
    L = 1 − Π(1 − a_k): declared level 1 to 4, 0.2 / 0.4 / 0.6 / 0.8 (the highest one); each shared instance 0.4; each
    action of one in which the other, as an actor, takes part 0.5 (the same for a role of one in the other); each shared
    governing actor 0.15, three at most; a half when it is planned or proposed.

    References
    ----------
    .. [1] Frey, B. B., Lohmeier, J. H., Lee, S. W., Tollefson, N., "Measuring collaboration among grant partners",
       American Journal of Evaluation 27, 2006 (ladder of levels).
    """
    wanted = frozenset(ids)
    found: dict[Pair, list[Evidence]] = defaultdict(list)
    for gather in (_declared, _instances, _actions, _roles, _governing):
        for pair, item in gather(snapshot, wanted):
            found[pair].append(item)
    return {pair: _articulation(items) for pair, items in sorted(found.items())}


def opportunities(pairs: pd.DataFrame, ids: Sequence[str], found: Mapping[Pair, Articulation]) -> pd.DataFrame:
    """
    Return how much is to be gained where schemes overlap and are not articulated.

    Parameters
    ----------
    pairs
        One row per pair; columns i, j (places in `ids`), indice (I), confiance and classe.
    ids
        Schemes, in order.
    found
        What articulates them.

    Returns
    -------
    opportunities
        One row per pair, in order; columns L (0 to 1), niveau (0 to 4), O = I·(1 − L), nan when the overlap is not
        known, and sort: `classee` (O may be ranked), `confiance_faible` (less than half of the weights is
        documented) or `indetermine` (a perimeter is not known in full, or nothing is).
    """
    known = [found.get(_pair(ids[i], ids[j]), NONE) for i, j in zip(pairs["i"], pairs["j"], strict=True)]
    worth = np.array([item.degree for item in known], dtype=np.float64)
    unknown = (pairs["classe"].astype(object) == INDETERMINE).to_numpy() | pairs["indice"].isna().to_numpy()
    trusted = pairs["confiance"].to_numpy(dtype=np.float64) >= TRUSTED - 10**-_DIGITS
    return pd.DataFrame(
        {
            "L": worth,
            "niveau": np.array([item.niveau for item in known], dtype=np.int64),
            "O": np.where(unknown, np.nan, pairs["indice"].to_numpy(dtype=np.float64) * (1 - worth)),
            "sort": np.select([unknown, trusted], ["indetermine", "classee"], "confiance_faible"),
        },
        index=pairs.index,
    )


def by_opportunity(pairs: pd.DataFrame) -> pd.DataFrame:
    """Return pairs with the columns of `opportunities`, the highest O first, then I, then confidence, then order."""
    return pairs.assign(_o=pairs["O"].round(_DIGITS), _i=pairs["indice"].round(_DIGITS)).sort_values(
        ["_o", "_i", "confiance", "i", "j"], ascending=[False, False, False, True, True], na_position="last"
    )


def contained(snapshot: Snapshot, ids: Collection[str]) -> frozenset[Pair]:
    """Return the pairs of schemes of which one is a part of the other: they are not to be brought together."""
    wanted = frozenset(ids)
    return frozenset(
        _pair(fact.start, fact.end)
        for fact in snapshot.facts("COMPREND")
        if fact.start in wanted and fact.end in wanted and fact.start != fact.end
    )


def is_planned(fact: Fact) -> bool:
    """Tell whether a statement is only planned or proposed, and counts for a half."""
    return fact.statut in HALVED


def _declared(snapshot: Snapshot, wanted: frozenset[str]) -> Iterable[tuple[Pair, Evidence]]:
    for fact in snapshot.facts("S_ARTICULE_AVEC", planned=True):
        if not _inside(fact, wanted):
            continue
        given = fact.properties.get("niveau_articulation")
        level = None if given is None else int(given)
        why = _NO_WORK.get(fact.role or "")
        if why is None and not counts_in_metrics(fact.properties):
            why = RECOMMENDED if fact.statut == "recommande" else UNSETTLED
        if why is None and level == 0:
            why = LEVEL_ZERO
        if why:
            yield _pair(fact.start, fact.end), Evidence(why, None, 0.0, 0.0, 0, (fact,), level)
        else:
            kept = LOWEST if level is None else min(max(level, LOWEST), TOP)
            yield _pair(fact.start, fact.end), _evidence(DECLARED, None, DECLARED_WORTH[kept], kept, (fact,), level)
    for fact in snapshot.facts("CORRESPOND_A", planned=True):
        if _inside(fact, wanted):
            yield _pair(fact.start, fact.end), Evidence(LIKENESS, None, 0.0, 0.0, 0, (fact,))


def _instances(snapshot: Snapshot, wanted: frozenset[str]) -> Iterable[tuple[Pair, Evidence]]:
    """Yield the instances that two schemes hold, or where the one sits beside the other."""
    known = snapshot.nodes("Instance")
    present: dict[str, dict[str, Fact]] = defaultdict(dict)
    for type_ in ("A_INSTANCE", *role_types()):
        for fact in snapshot.facts(type_):
            if fact.start in wanted and fact.end in known:
                _keep_best(present[fact.end], fact.start, fact)
    yield from _shared(present, INSTANCE)


def _actions(snapshot: Snapshot, wanted: frozenset[str]) -> Iterable[tuple[Pair, Evidence]]:
    """Yield the actions of one in which the other takes part, and those that both hold."""
    known = snapshot.nodes("Action")
    owners: dict[str, dict[str, Fact]] = defaultdict(dict)
    for fact in snapshot.facts("COMPREND"):
        if fact.start in wanted and fact.end in known:
            _keep_best(owners[fact.end], fact.start, fact)
    taking: dict[str, dict[str, Fact]] = defaultdict(dict)
    for type_ in role_types():
        for fact in snapshot.facts(type_):
            if fact.start in wanted and fact.end in owners:
                _keep_best(taking[fact.end], fact.start, fact)
    for action_id in sorted(owners):
        statut = known[action_id].get("statut")
        if statut == _GIVEN_UP:
            continue
        held = owners[action_id]
        pairs = {_pair(owner, other) for owner in held for other in {**held, **taking[action_id]} if owner != other}
        for one, other in sorted(pairs):
            facts = tuple(held[id_] if id_ in held else taking[action_id][id_] for id_ in (one, other))
            # A proposal of the whole action is one and the same doubt as a proposed part in it: one half, not two.
            yield (one, other), _evidence(
                ACTION, action_id, WORTH[ACTION], SHOWN_LEVEL[ACTION], facts,
                planned=statut == _PROPOSED, idle=statut in _NOT_RUNNING,
            )  # fmt: skip


def _roles(snapshot: Snapshot, wanted: frozenset[str]) -> Iterable[tuple[Pair, Evidence]]:
    """Yield the roles of one, as an actor, in the other itself; the strongest of each pair."""
    best: dict[Pair, dict[str, Fact]] = defaultdict(dict)
    for type_ in role_types():
        for fact in snapshot.facts(type_):
            if _inside(fact, wanted):
                _keep_best(best[_pair(fact.start, fact.end)], "", fact)
    for pair, kept in best.items():
        fact = kept[""]
        yield pair, _evidence(ROLE, fact.start, WORTH[ROLE], SHOWN_LEVEL[ROLE], (fact,))


def _governing(snapshot: Snapshot, wanted: frozenset[str]) -> Iterable[tuple[Pair, Evidence]]:
    """Yield the actors that carry, lead, coordinate or sign both; the schemes themselves are counted by their roles."""
    present: dict[str, dict[str, Fact]] = defaultdict(dict)
    for type_ in GOVERNING_TYPES:
        for fact in snapshot.facts(type_):
            acteur_id = snapshot.actor(fact.start)
            if fact.end in wanted and fact.start not in wanted and acteur_id in snapshot.actors:
                _keep_best(present[acteur_id], fact.end, fact)
    yield from _shared(present, GOVERNING)


def _shared(present: Mapping[str, Mapping[str, Fact]], nature: str) -> Iterable[tuple[Pair, Evidence]]:
    for objet_id in sorted(present):
        for one, other in combinations(sorted(present[objet_id]), 2):
            facts = (present[objet_id][one], present[objet_id][other])
            yield (one, other), _evidence(nature, objet_id, WORTH[nature], SHOWN_LEVEL[nature], facts)


def _evidence(
    nature: str,
    objet_id: str | None,
    worth: float,
    level: int,
    facts: tuple[Fact, ...],
    declared: int | None = None,
    *,
    planned: bool = False,
    idle: bool = False,
) -> Evidence:
    halved = planned or any(is_planned(fact) for fact in facts)
    effective = not (halved or idle or any(fact.statut in _NOT_EFFECTIVE for fact in facts))
    return Evidence(nature, objet_id, worth, worth / 2 if halved else worth, level if effective else 0, facts, declared)


def _articulation(items: Sequence[Evidence]) -> Articulation:
    """Keep one declared level and three governing actors at most: what is beyond is a mention."""
    ordered = sorted(items, key=_rank)
    most = {DECLARED: 1, GOVERNING: MOST_GOVERNING}
    seen: dict[str, int] = defaultdict(int)
    counted, rest = [], []
    for item in ordered:
        seen[item.nature] += 1
        if item.nature not in NATURES:
            rest.append(item)
        elif seen[item.nature] > most.get(item.nature, len(ordered)):
            rest.append(replace(item, nature=SURPLUS, counted=0.0, niveau=0))
        else:
            counted.append(item)
    return Articulation(tuple(counted), tuple(rest))


def _rank(item: Evidence) -> tuple[int, float, int, str, str]:
    place = NATURES.index(item.nature) if item.nature in NATURES else len(NATURES)
    return place, -item.counted, -item.niveau, item.objet_id or "", item.facts[0].id


def _keep_best(kept: dict[str, Fact], key: str, fact: Fact) -> None:
    """Keep the surest of several statements that say the same: effective, then planned; ties by id."""
    if key not in kept or _doubt(fact) < _doubt(kept[key]):
        kept[key] = fact


def _doubt(fact: Fact) -> tuple[bool, bool, str]:
    return is_planned(fact), fact.statut in _NOT_EFFECTIVE, fact.id


def _inside(fact: Fact, wanted: frozenset[str]) -> bool:
    return fact.start in wanted and fact.end in wanted and fact.start != fact.end


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)
