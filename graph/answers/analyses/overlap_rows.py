"""Write pairs of schemes as rows of an answer: figures, sentence, parts of the index, proofs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from graph.analysis.combined_index import TO_DOCUMENT, TRUSTED, reading
from graph.analysis.comparison import Comparison, SchemeContent
from graph.analysis.content import TOUT_PUBLIC, Found
from graph.analysis.overlap import DISJOINT, INDETERMINE
from graph.answer import Proof, Row
from graph.answers.analyses.overlap_schemes import Schemes
from graph.answers.analyses.overlap_words import (
    TOO_LITTLE,
    PairFigures,
    Side,
    content_sentences,
    index_parts,
    index_sentence,
    known,
    territory_sentence,
)
from graph.answers.rows import fact_proofs, fact_state
from graph.answers.scheme_reading import extent_proofs
from graph.snapshot import Fact


@dataclass(frozen=True, slots=True)
class Interval:
    """Hold the bounds of the index when weights vary, and those of its rank; None when they have no meaning."""

    low: float | None = None
    high: float | None = None
    best_rank: int | None = None
    worst_rank: int | None = None

    @classmethod
    def of(cls, intervals: pd.DataFrame, place: int, *, ranks: bool = True) -> Interval:
        """Return the bounds of one pair, from the table that `sensitivity` gives."""
        low, high, best, worst = (known(value) for value in intervals.iloc[place].tolist())
        if not ranks or best is None or worst is None:
            return cls(low, high)
        return cls(low, high, int(best), int(worst))


class PairWriter:
    """
    Write pairs of a comparison as rows.

    Parameters
    ----------
    schemes
        Schemes of the base.
    comparison
        What is written.
    weights
        Weight of each dimension.
    """

    def __init__(self, schemes: Schemes, comparison: Comparison, weights: Mapping[str, float]) -> None:
        self.schemes = schemes
        self.comparison = comparison
        self.weights = weights
        cover = comparison.cover
        inhabitants = cover.shares @ np.nan_to_num(cover.population)
        lost = cover.shares @ np.isnan(cover.population).astype(np.float64) > 0
        counts = np.diff(cover.shares.indptr)
        self._sides = [
            Side(
                nom=schemes.context.name_of.get(id_, id_),
                n_communes=int(counts[row]),
                population=None if lost[row] else round(float(inhabitants[row])),
                known=not cover.unknown[row],
                sizes={"themes": len(found.themes), "publics": len(found.publics), "membres": len(found.membres)},
            )
            for row, (id_, found) in enumerate(zip(cover.ids, comparison.contents, strict=True))
        ]
        self._columns = {name: comparison.pairs[name].tolist() for name in comparison.pairs.columns}
        self._proofs: dict[str, tuple[Proof, ...]] = {}
        perimeters = [fact for id_ in cover.ids for fact in schemes.extents.facts.get(id_, ())]
        self._quoted = extent_proofs(schemes.context, perimeters)

    def figures(self, place: int, *, swapped: bool = False) -> PairFigures:
        """Return the figures of a pair; `swapped` puts its second scheme first."""
        columns = self._columns
        rows = columns["i"][place], columns["j"][place]
        k = known(columns["K_ab"][place]), known(columns["K_ba"][place])
        if swapped:
            rows, k = rows[::-1], k[::-1]
        one, other = (self.comparison.contents[row] for row in rows)
        population, communes = known(columns["population"][place]), known(columns["n_communes"][place])
        classe = columns["classe"][place]
        return PairFigures(
            a=self._sides[rows[0]],
            b=self._sides[rows[1]],
            classe=classe,
            n_communes=None if communes is None else int(communes),
            population=None if population is None else round(population),
            k_ab=k[0],
            k_ba=k[1],
            pondere=columns["pondere"][place],
            overlaps={
                name: known(columns[f"OC_{name}"][place]) for name in ("territoire", "themes", "publics", "membres")
            },
            shared={
                "themes": self._names(_both(one.themes, other.themes)),
                "publics": self._names(_both_publics(one.publics, other.publics)),
                "membres": self._names(_both(one.membres, other.membres)),
            },
            p=known(columns["p_membres"][place]),
            n_actors=self.comparison.n_actors,
            common_ground=self._common_ground(rows) if classe == INDETERMINE else (),
        )

    def row(
        self,
        place: int,
        interval: Interval,
        *,
        rank: int | None = None,
        swapped: bool = False,
        comparable: bool = True,
    ) -> Row:
        """
        Return a pair as a row of an answer.

        Parameters
        ----------
        place
            Row of the comparison.
        interval
            What the index owes to the weights.
        rank
            Rank in the list; None when pairs are not ranked.
        swapped
            Whether its second scheme comes first.
        comparable
            Whether the index may be read: not between a scheme and the one it renews, nor with one that is over.
        """
        columns, ids = self._columns, self.comparison.cover.ids
        pair = self.figures(place, swapped=swapped)
        rows = (columns["i"][place], columns["j"][place])[:: -1 if swapped else 1]
        a_id, b_id = (ids[row] for row in rows)
        one, other = (self.comparison.contents[row] for row in rows)
        actors = _both(one.membres, other.membres)
        index = known(columns["indice"][place])
        nodes = self.schemes.nodes
        values = {
            "rang": rank,
            "a_id": a_id,
            "a": pair.a.nom,
            "type_a": nodes.get(a_id, {}).get("type_dispositif"),
            "b_id": b_id,
            "b": pair.b.nom,
            "type_b": nodes.get(b_id, {}).get("type_dispositif"),
            "classe": pair.classe,
            "n_communes": pair.n_communes,
            "population": pair.population,
            "J": known(columns["J"][place]),
            "J_pop": known(columns["J_pop"][place]),
            "OC_pop": known(columns["OC_pop"][place]),
            "K_ab": pair.k_ab,
            "K_ba": pair.k_ba,
            "pondere": pair.pondere if pair.overlaps["territoire"] is not None else None,
            "themes_communs": [_code(id_) for id_ in _both(one.themes, other.themes)],
            "J_themes": known(columns["J_themes"][place]),
            "OC_themes": pair.overlaps["themes"],
            "R_themes": known(columns["R_themes"][place]),
            "publics_communs": [_code(id_) for id_ in _both_publics(one.publics, other.publics)],
            "J_publics": known(columns["J_publics"][place]),
            "OC_publics": pair.overlaps["publics"],
            "acteurs_communs": actors,
            "noms_acteurs_communs": list(pair.shared["membres"]),
            "J_membres": known(columns["J_membres"][place]),
            "OC_membres": pair.overlaps["membres"],
            "p_membres": pair.p,
            "indice": index,
            "indice_bas": interval.low,
            "indice_haut": interval.high,
            "rang_bas": interval.best_rank,
            "rang_haut": interval.worst_rank,
            "confiance": known(columns["confiance"][place]),
            "n_dimensions": columns["n_dimensions"][place],
            "lecture": self._reading(place, frozenset((a_id, b_id))) if comparable else "",
        }
        facts = self._facts(rows, one, other)
        return Row(
            {name: value for name, value in values.items() if name in self.schemes.request.question.colonnes},
            fact_state(facts),
            self._proofs_of(facts),
            " ".join(
                (
                    territory_sentence(pair),
                    *([] if pair.classe == DISJOINT else content_sentences(pair)),
                    index_sentence(
                        index,
                        columns["n_dimensions"][place],
                        interval.low,
                        interval.high,
                        confidence=columns["confiance"][place] if self._is_weak(place) else None,
                    ),
                )
            ),
            index_parts(pair, self.weights),
        )

    def _reading(self, place: int, pair: frozenset[str]) -> str:
        columns = self._columns
        found = reading(
            columns["indice"][place],
            columns["OC_territoire"][place],
            columns["OC_themes"][place],
            pair in self.schemes.articulated,
        )
        if not self._is_weak(place):
            return found
        return f"{TOO_LITTLE} ; {TO_DOCUMENT}" if found == TO_DOCUMENT else TOO_LITTLE

    def _is_weak(self, place: int) -> bool:
        """Tell whether an index rests on too little to be ranked; known to share nothing, a pair needs no more."""
        columns = self._columns
        return (
            columns["classe"][place] != DISJOINT
            and known(columns["indice"][place]) is not None
            and columns["confiance"][place] < TRUSTED - 1e-9
        )

    def _facts(self, rows: Sequence[int], one: SchemeContent, other: SchemeContent) -> list[Fact]:
        """Return what a pair rests on: perimeters, then what names the shared themes, publics and members."""
        ids = self.comparison.cover.ids
        facts = [fact for row in rows for fact in self.schemes.extents.facts.get(ids[row], ())]
        for left, right in ((one.themes, other.themes), (one.publics, other.publics), (one.membres, other.membres)):
            for id_ in _both(left, right):
                facts += (*left[id_], *right[id_])
        return facts

    def _proofs_of(self, facts: Iterable[Fact]) -> tuple[Proof, ...]:
        """Return the proofs of facts, each once; those of one fact are made once for all the rows it proves."""
        found: dict[tuple[str, str], Proof] = {}
        for fact in facts:
            if fact.id not in self._proofs:
                self._proofs[fact.id] = fact_proofs(self.schemes.context, (self._quoted.get(fact.id, fact),))
            for proof in self._proofs[fact.id]:
                found.setdefault((proof.source, proof.citation), proof)
        return tuple(found.values())

    def _common_ground(self, rows: Sequence[int]) -> list[str]:
        ids = self.comparison.cover.ids
        one, other = (
            {id_ for extent in self.schemes.extents.covered.get(ids[row], ()) for id_ in extent.territoires}
            for row in rows
        )
        return self._names(sorted(one & other))

    def _names(self, ids: Iterable[str]) -> list[str]:
        return self.schemes.context.names_for(ids)


def _both(one: Found, other: Found) -> list[str]:
    return [id_ for id_ in one if id_ in other]


def _both_publics(one: Found, other: Found) -> list[str]:
    """Return the shared publics; « tout public » alone is none."""
    found = _both(one, other)
    return [] if found == [TOUT_PUBLIC] else found


def _code(term_id: str) -> str:
    return term_id.partition(":")[2]
