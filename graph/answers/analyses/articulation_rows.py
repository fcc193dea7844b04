"""Write pairs of schemes as rows of the answer: figures, next step, sentence, parts of O, proofs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pandas as pd

from graph.analysis.articulation import NONE, Articulation, Pair
from graph.analysis.articulation_levers import LeverFinder, Levers
from graph.answer import Proof, Row
from graph.answers.analyses.articulation_words import (
    Named,
    level_label,
    levers_words,
    next_level,
    opportunity_parts,
    pair_sentence,
    pending_words,
    space_words,
    step_sentence,
)
from graph.answers.analyses.overlap_rows import Interval, PairWriter
from graph.answers.analyses.overlap_words import known
from graph.answers.rows import fact_proofs
from graph.answers.sentence import listing
from graph.certainty import weakest
from graph.snapshot import Snapshot


@dataclass
class Writer:
    """Write pairs as rows of the answer."""

    overlaps: PairWriter
    pairs: pd.DataFrame
    found: Mapping[Pair, Articulation]
    snapshot: Snapshot

    @cached_property
    def columns(self) -> Mapping[str, Sequence[Any]]:
        """Columns of the pairs as lists: reading cell by cell from a table is slow."""
        return {name: self.pairs[name].tolist() for name in ("i", "j", "O")}

    @cached_property
    def finder(self) -> LeverFinder:
        """What finds the next step of a pair."""
        context = self.overlaps.schemes.context
        return LeverFinder(self.snapshot, frozenset(row["id"] for row in context.names if "Acteur" in row["labels"]))

    def row(self, place: int, rank: int | None = None) -> Row:
        """Return a pair as a row: figures, next step, sentence, parts of O, proofs."""
        context = self.overlaps.schemes.context
        names = context.name_of
        base = self.overlaps.row(place, Interval(), rank=rank)
        figures = self.overlaps.figures(place)
        pair = str(base.valeurs["a_id"]), str(base.valeurs["b_id"])
        articulation = self.found.get(pair, NONE)
        levers = self._levers(place, pair, articulation)
        named = self._named(pair, levers)
        opportunity = known(float(self.columns["O"][place]))
        unknown = opportunity is None
        reason = self._reason(pair) if unknown else ""
        value = base.valeurs["indice"]
        values = {
            "rang": rank,
            "O": opportunity,
            "L": round(articulation.degree, 6),
            "niveau": articulation.niveau,
            "niveau_libelle": level_label(articulation.niveau),
            "palier": next_level(articulation.niveau),
            "levier": levers_words(figures, articulation, named, names),
            "premier_pas": step_sentence(articulation.niveau, named),
            "noms_themes_communs": list(figures.shared["themes"]),
            "acteur_id": levers.acteur_id,
            "acteur": named.opener,
            "des_deux_cotes": levers.both_sides if levers.acteur_id else None,
            "invite_id": levers.invite_id,
            "invite": named.guest,
            "instance_id": levers.instance_id,
            "instance": named.instance,
            "evenement_id": levers.meeting.id if levers.meeting else None,
            "evenement": named.meeting,
            "date_evenement": named.meeting_date,
            "espaces": space_words(articulation, names),
            "en_attente": pending_words(articulation, names, likeness=unknown),
        }
        columns = self.overlaps.schemes.request.question.colonnes
        facts = (*articulation.facts, *levers.facts)
        return replace(
            base,
            valeurs={name: values[name] if name in values else base.valeurs.get(name) for name in columns}
            | ({"raison": reason} if unknown else {}),
            certitude=weakest((base.certitude, *(fact.state for fact in facts))),
            preuves=_each_once((*base.preuves, *fact_proofs(context, facts))),
            phrase=pair_sentence(figures, articulation, named, names),
            parts=opportunity_parts(base.parts, None if unknown else value, articulation, names, reason),
        )

    def _levers(self, place: int, pair: Pair, articulation: Articulation) -> Levers:
        one, other = (self.overlaps.comparison.contents[self.columns[side][place]] for side in ("i", "j"))
        return self.finder.find(pair, articulation, (one.membres, other.membres))

    def _named(self, pair: Pair, levers: Levers) -> Named:
        names = self.overlaps.schemes.context.name_of

        def name(id_: str | None) -> str | None:
            return names.get(id_, id_) if id_ else None

        return Named(
            a=names.get(pair[0], pair[0]),
            b=names.get(pair[1], pair[1]),
            instance=name(levers.instance_id),
            host=name(levers.hote_id),
            guest=name(levers.invite_id),
            shared=levers.shared,
            opener=name(levers.acteur_id),
            both_sides=levers.both_sides,
            meeting=name(levers.meeting.id) if levers.meeting else None,
            meeting_date=levers.meeting.date if levers.meeting else None,
        )

    def _reason(self, pair: Pair) -> str:
        schemes = self.overlaps.schemes
        cover = self.overlaps.comparison.cover
        extents = schemes.extents
        for state, known_in in (
            ("seulement en projet", extents.planned),
            ("pas en vigueur à cette date", extents.ended),
        ):
            found = [id_ for id_ in pair if id_ in known_in]
            if found:
                return f"Périmètre {state} : {listing(schemes.names(found))}."
        absent = [id_ for id_ in pair if id_ not in extents.covered]
        if absent:
            return f"Périmètre non documenté : {listing(schemes.names(absent))}."
        lost = [id_ for id_ in pair if cover.unknown[cover.ids.index(id_)]]
        if lost:
            return f"Communes non connues, en tout ou partie : {listing(schemes.names(lost))}."
        return "Aucune dimension n’est documentée des deux côtés."


def _each_once(proofs: Sequence[Proof]) -> tuple[Proof, ...]:
    return tuple({(proof.source, proof.citation): proof for proof in reversed(proofs)}.values())[::-1]
