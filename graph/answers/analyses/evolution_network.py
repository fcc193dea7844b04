"""Write how the network of actors and the articulations of schemes changed between two days, as rows of an answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from graph.analysis.articulation import NONE, Pair, articulations, contained
from graph.analysis.comparison import SUCCESSIONS, successions
from graph.analysis.evolution_network import LevelChange, TieChanges, level_changes, present, standing, tie_changes
from graph.analysis.health import declared, measure, network
from graph.answer import Row
from graph.answers.analyses.articulation_words import level_label, space_words
from graph.answers.analyses.evolution_scope import Area
from graph.answers.analyses.evolution_words import difference, on
from graph.answers.analyses.health_sentences import Line, lines
from graph.answers.analyses.networks import Network, network_of
from graph.answers.context import Context
from graph.answers.parameters import Request
from graph.answers.rows import fact_proofs, fact_state
from graph.answers.sentence import fill, listing
from graph.certainty import Certitude, weakest
from graph.snapshot import Fact, Snapshot
from graph.ties import Shared

ENTERED, LEFT = "entre", "sort"
APPEARED, GONE = "apparu", "disparu"
RAISED, LOWERED, STARTS, STOPS = "monte", "descend", "commence", "prend fin"

_NAMED = 12
_MANY = 5


@dataclass(frozen=True, slots=True)
class Moment:
    """Hold the network of a question on one day, with what each measure of it says; no measure when it is too small."""

    day: str
    network: Network
    actors: Mapping[str, tuple[Fact, ...]]
    lines: Mapping[str, Line]


class Compared:
    """
    Compare the two ends of a period.

    Parameters
    ----------
    context
        What surrounds the answer.
    request
        The question as understood.
    area
        Statements of the scope.
    start, end
        ISO days.
    """

    def __init__(self, context: Context, request: Request, area: Area, start: str, end: str) -> None:
        self.context = context
        self.area = area
        self._requests = replace(request, date=start), replace(request, date=end)

    @cached_property
    def moments(self) -> tuple[Moment, Moment]:
        """The network on each day."""
        first, second = (self._moment(request) for request in self._requests)
        return first, second

    @cached_property
    def ties(self) -> TieChanges:
        """How the pairs of tied actors changed."""
        first, second = self.moments
        return tie_changes(first.network.graph, second.network.graph)

    @cached_property
    def undated(self) -> int:
        """Number of pairs tied on both days by statements without a first day alone."""
        before, after = (moment.network.graph for moment in self.moments)
        return sum(
            after.has_edge(one, two)
            and all(_undated(reason) for graph in (before, after) for reason in graph.edges[one, two]["shared"])
            for one, two in before.edges
        )

    def main_contexts(self) -> list[str]:
        """Say which one context made most of the ties that are gone, and makes most of those that appeared."""
        first, second = self.moments
        return [
            sentence
            for pairs, moment, word in (
                (self.ties.gone, first, "disparus"),
                (self.ties.appeared, second, "apparus"),
            )
            if (sentence := self._main_context(pairs, moment, word))
        ]

    def _main_context(self, pairs: Sequence[Pair], moment: Moment, word: str) -> str:
        made = Counter(
            id_
            for one, two in pairs
            for id_ in {reason.context_id for reason in moment.network.graph.edges[one, two]["shared"]}
            if id_
        )
        if not made:
            return ""
        id_ = min(made, key=lambda found: (-made[found], found))
        if made[id_] < _MANY or 2 * made[id_] <= len(pairs):
            return ""
        return fill(
            "{k} des {n} liens entre acteurs {word} viennent d’un seul cadre, « {name} » : l’écart parle surtout de "
            "lui.",
            {"k": made[id_], "n": len(pairs), "word": word, "name": self.context.name_of.get(id_, id_)},
        )

    def measures(self) -> list[Row]:
        """Return one row per measure of the network: its value on each day, and the difference."""
        first, second = (moment.lines for moment in self.moments)
        state = weakest(
            reason.state
            for moment in self.moments
            for _, _, data in moment.network.graph.edges(data=True)
            for reason in data["shared"]
        )
        return [self._measure(code, first.get(code), second.get(code), state) for code in {**first, **second}]

    def _measure(self, code: str, first: Line | None, second: Line | None, state: Certitude) -> Row:
        told = [
            (on(moment.day), line)
            for moment, line in zip(self.moments, (first, second), strict=True)
            if line is not None
        ]
        line = told[-1][1]
        values = [
            None if item is None or item.value is None else round(float(item.value), 6) for item in (first, second)
        ]
        return Row(
            {
                "mesure": code,
                "libelle": line.label,
                "valeur_debut": values[0],
                "valeur_fin": values[1],
                "ecart": difference(values[0], values[1]),
                "lecture_debut": first.reading if first else None,
                "lecture_fin": second.reading if second else None,
                "ne_dit_pas": line.limits,
                "reference": line.reference,
            },
            state,
            phrase=" ".join(f"{day[:1].upper()}{day[1:]} : {said.reading}" for day, said in told),
        )

    def actors(self) -> list[Row]:
        """Return the actors present on one day only: those who arrive, then those who leave; each list by name."""
        first, second = self.moments
        arrived = [(ENTERED, id_, second) for id_ in second.actors.keys() - first.actors.keys()]
        gone = [(LEFT, id_, first) for id_ in first.actors.keys() - second.actors.keys()]
        names = self.context.name_of
        rows = []
        for kind, id_, moment in sorted(
            (*arrived, *gone), key=lambda item: (item[0], names.get(item[1], item[1]), item[1])
        ):
            facts = moment.actors[id_]
            rows.append(
                Row(
                    {
                        "changement": kind,
                        "acteur_id": id_,
                        "acteur": names.get(id_, id_),
                        "secteur": moment.network.snapshot.secteur(id_),
                        "par": self._through(fact.end for fact in facts if fact.start != fact.end),
                    },
                    fact_state(facts),
                    fact_proofs(self.context, facts),
                )
            )
        return rows

    def pairs(self) -> list[Row]:
        """Return the ties between actors that appeared, then those that are gone, by ids."""
        first, second = self.moments
        told = [(APPEARED, pair, second) for pair in self.ties.appeared]
        told += [(GONE, pair, first) for pair in self.ties.gone]
        rows = []
        for kind, (one, two), moment in told:
            shared: Sequence[Shared] = moment.network.graph.edges[one, two]["shared"]
            facts = [fact for reason in shared for fact in reason.facts]
            names = self.context.name_of
            rows.append(
                Row(
                    {
                        "changement": kind,
                        "a_id": one,
                        "a": names.get(one, one),
                        "b_id": two,
                        "b": names.get(two, two),
                        "cadres": self._through(reason.context_id for reason in shared if reason.context_id)
                        or "lien direct",
                    },
                    fact_state(facts),
                    fact_proofs(self.context, facts),
                )
            )
        return rows

    def levels(self) -> list[Row]:
        """Return the pairs of schemes whose level of articulation changed, those that rise first."""
        ids = sorted(self.area.schemes)
        if len(ids) < 2:
            return []
        # Everything was read for the changes: the graph of each day is at hand.
        whole = [
            self.context.snapshot(request.day, granularite=request.granularite, certitude=request.certitude)
            for request in self._requests
        ]
        found = [articulations(snapshot, ids) for snapshot in whole]
        stands = [standing(self.area.schemes, str(request.day)) for request in self._requests]
        links = (link for type_ in SUCCESSIONS for link in self.context.facts.links(type_))
        held = {frozenset(pair) for snapshot in whole for pair in contained(snapshot, ids)}
        changed = level_changes(found[0], found[1], stands[0], stands[1], {*successions(links), *held})
        rows = [self._level(change) for change in changed]
        order = (RAISED, STARTS, LOWERED, STOPS)
        rows.sort(key=lambda row: (order.index(row.valeurs["sens"]), row.valeurs["a_id"], row.valeurs["b_id"]))
        return rows

    def _level(self, change: LevelChange) -> Row:
        names = self.context.name_of
        a, b = (names.get(id_, id_) for id_ in change.pair)
        first, second = change.levels
        if first is None:
            way = STARTS
        elif second is None:
            way = STOPS
        else:
            way = RAISED if second > first else LOWERED
        # What articulates them now; when nothing does any more, what did.
        shown = change.after if change.after and change.after.evidence else change.before or change.after or NONE
        return Row(
            {
                "sens": way,
                "a_id": change.pair[0],
                "a": a,
                "b_id": change.pair[1],
                "b": b,
                "niveau_debut": first,
                "niveau_fin": second,
                "palier_debut": _level_words(first),
                "palier_fin": _level_words(second),
                "L_debut": None if change.before is None else round(change.before.degree, 6),
                "L_fin": None if change.after is None else round(change.after.degree, 6),
                "espaces": " ; ".join(space_words(shown, names)),
            },
            fact_state(shown.facts),
            fact_proofs(self.context, shown.facts),
            f"« {a} » et « {b} » : {_level_words(first)}, puis {_level_words(second)}.",
        )

    def _moment(self, request: Request) -> Moment:
        found = network_of(self.context, request)
        ties, secteurs = network(found.graph, found.snapshot)
        whole = None if found.reason else measure(ties, secteurs)
        said: Iterable[Line] = ()
        if whole is not None:
            said = lines(self.context, whole, ties, declared(found.snapshot, found.graph), found.largest)
        return Moment(str(request.day), found, _present(found.snapshot), {line.code: line for line in said})

    def _through(self, ids: Iterable[str]) -> str:
        """Return the names of what somebody takes part in, each once."""
        return listing(self.context.names_for(sorted(set(ids))), _NAMED)


def _present(snapshot: Snapshot) -> Mapping[str, tuple[Fact, ...]]:
    kept: Mapping[str, tuple[Fact, ...]] = snapshot.kept.setdefault("presents", present(snapshot))
    return kept


def _undated(reason: Shared) -> bool:
    """Tell whether one at least of the statements that tie two actors has no first day: the tie is not dated."""
    return any(not fact.properties.get("valid_from") for fact in reason.facts)


def _level_words(niveau: int | None) -> str:
    return "pas en place à cette date" if niveau is None else level_label(niveau)
