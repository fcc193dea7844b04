"""List the schemes that overlap and are not articulated, with what would bring them to the next level."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pandas as pd

from graph.analysis.articulation import (
    NONE,
    TOP,
    Articulation,
    Evidence,
    Pair,
    articulations,
    by_opportunity,
    contained,
    opportunities,
)
from graph.analysis.articulation_levers import Levers, levers_of
from graph.analysis.combined_index import DEFAULT_WEIGHTS
from graph.analysis.comparison import never_together
from graph.answer import INSUFFISANT, PARTIEL, SUFFISANT, Proof, Row
from graph.answers.analyses.articulation_reading import articulation_snapshot
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
from graph.answers.analyses.overlap_schemes import Schemes
from graph.answers.context import Context
from graph.answers.outcome import Outcome, Raw
from graph.answers.parameters import Request, describe_territory
from graph.answers.rows import fact_proofs, fact_state
from graph.answers.sentence import fill, listing
from graph.answers.weights import read_weights
from graph.certainty import Certitude, weakest
from graph.model.dates import format_french
from graph.snapshot import Fact

_RANKED, _WEAK, _LOST = "classee", "confiance_faible", "indetermine"


def articulation_opportunities(context: Context, request: Request, raws: Raw) -> Outcome:
    """
    Return one row per pair of schemes that overlap, the one with most to gain first.

    Pairs that rest on too little, or of which a perimeter is not known, are in tables of their own; so are the schemes
    and pairs that are not compared, with the reason.
    """
    weights = read_weights(request, DEFAULT_WEIGHTS)
    schemes = Schemes(context, request, {row["id"]: row for row in raws})
    pool = _Pool(schemes, request)
    early = schemes.too_early(pool.present)
    if early:
        return Outcome(rows=(), state=INSUFFISANT, sentence=early)
    compared = schemes.compare(pool.ids, weights)
    snapshot = articulation_snapshot(context, request, pool.ids)
    found = articulations(snapshot, pool.ids)
    pairs = compared.pairs.join(opportunities(compared.pairs, pool.ids, found))
    kept, apart = pool.split(pairs, found, contained(snapshot, pool.ids))
    ordered = by_opportunity(pairs.loc[kept])
    places = {
        sort: [int(place) for place in ordered.index[ordered["sort"] == sort]] for sort in (_RANKED, _WEAK, _LOST)
    }
    limit = max(int(request.values.get("limite") or 0), 1)
    writer = _Writer(PairWriter(schemes, compared, weights), pairs, found, snapshot)
    rows = [writer.row(place, rank=rank) for rank, place in enumerate(places[_RANKED][:limit], start=1)]
    levels = pairs.loc[places[_RANKED], "niveau"].tolist()
    measures = {
        "n_dispositifs": len(pool.ids) - len(pool.unplaced),
        "n_paires": len(places[_RANKED]),
        "n_sans_espace": sum(level < 2 for level in levels),
        "n_confiance_faible": len(places[_WEAK]),
        "n_indetermines": len(places[_LOST]),
        "millesime": schemes.vintage.code,
    }
    warnings = [*pool.warnings(), *schemes.warnings(id_ for id_ in pool.ids if id_ not in pool.unplaced)]
    longest = max(len(found) for found in places.values())
    if longest > limit:
        warnings.append(f"Seules les {limit} premières paires sont données ; le paramètre « limite » en donne plus.")
    return Outcome(
        rows=rows,
        measures=measures,
        tables={
            "echelle": _ladder(levels),
            "confiance_faible": [writer.row(place) for place in places[_WEAK][:limit]],
            "indetermines": [writer.row(place) for place in places[_LOST][:limit]],
            "non_compares": pool.left_out(apart),
        },
        state=_state(rows, places, warnings, len(pool.ids)),
        sentence=_sentence(pool.place, rows, measures),
        warnings=warnings,
    )


class _Pool:
    """
    Choose the schemes of a question, and the pairs of them that make sense.

    Parameters
    ----------
    schemes
        Schemes of the base at the day of the request.
    request
        The question as understood.
    """

    def __init__(self, schemes: Schemes, request: Request) -> None:
        self.schemes = schemes
        self.territoire: str | None = request.values.get("territoire")
        self.dispositif: str | None = request.values.get("dispositif")
        self.present = self._present()
        self.over = [id_ for id_ in self.present if schemes.is_over(id_) and id_ != self.dispositif]
        placed = [id_ for id_ in self.present if id_ not in self.over]
        self.unplaced = self._unplaced(placed)
        self.ids = sorted({*placed, *self.unplaced})

    @property
    def place(self) -> str:
        """Return what the list is about, in words."""
        words = []
        if self.dispositif:
            words.append(f"avec « {self.schemes.name(self.dispositif)} »")
        if self.territoire:
            words.append(f"sur {describe_territory(self.schemes.context, self.territoire)}")
        return " ".join(words) or "dans toute la base"

    @cached_property
    def planned(self) -> list[str]:
        """Schemes whose perimeter is only planned."""
        if self.territoire:
            return self.schemes.on(self.territoire, planned=True)
        return sorted(self.schemes.extents.planned)

    def split(
        self, pairs: pd.DataFrame, found: Mapping[Pair, Articulation], inside: frozenset[Pair]
    ) -> tuple[list[int], dict[Pair, str]]:
        """Return the places of the pairs kept, and the pairs left out with the reason in French."""
        kept: list[int] = []
        apart: dict[Pair, str] = {}
        periods = {id_: self.schemes.period_of(id_) for id_ in self.ids}
        for place, i, j in zip(pairs.index, pairs["i"], pairs["j"], strict=True):
            pair = self.ids[i], self.ids[j]
            if self.dispositif and self.dispositif not in pair:
                continue
            if not self.unplaced.isdisjoint(pair) and pair not in found:
                continue
            if frozenset(pair) in self.schemes.successions:
                apart[pair] = "l’un renouvelle ou remplace l’autre"
            elif pair in inside:
                apart[pair] = "l’un fait partie de l’autre"
            elif never_together(periods[pair[0]], periods[pair[1]]):
                apart[pair] = "ils ne sont pas en vigueur en même temps"
            else:
                kept.append(int(place))
        return kept, apart

    def left_out(self, apart: Mapping[Pair, str]) -> list[Row]:
        """Return the schemes and the pairs that are not compared, with the reason."""
        found: list[tuple[str, str | None, str]] = [
            (id_, None, f"arrivé à son terme ({format_french(str(self.schemes.nodes[id_]['date_fin']))}), à vérifier")
            for id_ in self.over
        ]
        found += [(id_, None, "périmètre seulement en projet") for id_ in self.planned]
        found += [(one, other, reason) for (one, other), reason in sorted(apart.items())]
        return [
            Row(
                {
                    "dispositif_id": one,
                    "dispositif": self.schemes.name(one),
                    "autre_id": other,
                    "autre": self.schemes.name(other) if other else None,
                    "raison": reason,
                },
                Certitude.CERTAIN,
            )
            for one, other, reason in found
        ]

    def warnings(self) -> list[str]:
        """Say what is not compared."""
        said = []
        if self.dispositif and self.schemes.is_over(self.dispositif):
            said.append(
                f"« {self.schemes.name(self.dispositif)} » est arrivé à son terme "
                f"({format_french(str(self.schemes.nodes[self.dispositif]['date_fin']))}), à vérifier."
            )
        for names, one, many in (
            (
                self.over,
                "est arrivé à son terme et n’est pas comparé",
                "sont arrivés à leur terme et ne sont pas comparés",
            ),
            (self.planned, "n’est qu’en projet et n’est pas comparé", "ne sont qu’en projet et ne sont pas comparés"),
        ):
            if names:
                count = fill("{n:dispositif|dispositifs}", {"n": len(names)})
                said.append(f"{count} {many if len(names) > 1 else one} : {listing(self.schemes.names(names))}.")
        extents = self.schemes.extents
        known = extents.covered.keys() | extents.planned.keys() | extents.ended
        lost = [id_ for id_ in self.schemes.nodes if id_ not in known]
        if lost:
            count = fill("{n:dispositif|dispositifs}", {"n": len(lost)})
            said.append(
                f"{count} sur {len(self.schemes.nodes)} sans périmètre connu, impossible à situer : "
                f"{listing(self.schemes.names(lost))}."
            )
        return said

    def _present(self) -> list[str]:
        covered = self.schemes.extents.covered
        if self.territoire:
            found = set(self.schemes.on(self.territoire))
        elif self.dispositif:
            here = {id_ for extent in covered.get(self.dispositif, ()) for id_ in extent.territoires}
            found = {
                id_ for id_, extents in covered.items() if any(not here.isdisjoint(e.territoires) for e in extents)
            }
            found |= set(self.schemes.sharing_ground([self.dispositif]))
        else:
            found = set(covered)
        return sorted(found | ({self.dispositif} if self.dispositif else set()))

    def _unplaced(self, placed: Sequence[str]) -> frozenset[str]:
        """Return the schemes without a known perimeter that a statement joins to one of these: listed, not ranked."""
        known, inside = self.schemes.extents.covered, frozenset(placed)
        joined = {
            id_
            for link in self.schemes.context.facts.links("S_ARTICULE_AVEC")
            for id_, other in ((link.start, link.end), (link.end, link.start))
            if other in inside and id_ in self.schemes.nodes and id_ not in known and not self.schemes.is_over(id_)
        }
        return frozenset(joined - self.schemes.extents.planned.keys()) | frozenset(
            id_ for id_ in placed if id_ not in known
        )


@dataclass
class _Writer:
    """Write pairs as rows of the answer."""

    overlaps: PairWriter
    pairs: pd.DataFrame
    found: Mapping[Pair, Articulation]
    snapshot: Any

    @cached_property
    def acting(self) -> frozenset[str]:
        """Schemes that are actors too."""
        return frozenset(row["id"] for row in self.overlaps.schemes.context.names if "Acteur" in row["labels"])

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
        ranked = self.pairs.loc[place]
        opportunity = None if pd.isna(ranked["O"]) else round(float(ranked["O"]), 6)
        unknown = opportunity is None
        value = base.valeurs["indice"]
        values = {
            "rang": rank,
            "O": opportunity,
            "L": round(articulation.L, 6),
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
            "en_attente": pending_words(articulation, names),
        }
        columns = self.overlaps.schemes.request.question.colonnes
        facts = (*articulation.facts, *levers.facts)
        return replace(
            base,
            valeurs={name: values[name] if name in values else base.valeurs.get(name) for name in columns}
            | ({"raison": self._reason(pair)} if unknown else {}),
            certitude=weakest((base.certitude, *(fact.state for fact in facts))),
            preuves=_each_once((*base.preuves, *fact_proofs(context, facts))),
            phrase=pair_sentence(figures, articulation, named, names),
            parts=opportunity_parts(base.parts, None if unknown else value, articulation, names),
        )

    def _levers(self, place: int, pair: Pair, articulation: Articulation) -> Levers:
        one, other = (self.overlaps.comparison.contents[int(self.pairs.loc[place, side])] for side in ("i", "j"))
        return levers_of(self.snapshot, pair, articulation, (one.membres, other.membres), self.acting)

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
        absent = [id_ for id_ in pair if id_ not in schemes.extents.covered]
        if absent:
            return f"Périmètre non documenté : {listing(schemes.names(absent))}."
        lost = [id_ for id_ in pair if cover.unknown[cover.ids.index(id_)]]
        if lost:
            return f"Communes non connues, en tout ou partie : {listing(schemes.names(lost))}."
        return "Aucune dimension n’est documentée des deux côtés."


def _each_once(proofs: Sequence[Proof]) -> tuple[Proof, ...]:
    return tuple({(proof.source, proof.citation): proof for proof in reversed(proofs)}.values())[::-1]


def _ladder(levels: Sequence[int]) -> list[Row]:
    return [
        Row(
            {"niveau": niveau, "palier": level_label(niveau), "n_paires": levels.count(niveau)},
            Certitude.CERTAIN,
        )
        for niveau in range(TOP + 1)
    ]


def _state(rows: Sequence[Row], places: Mapping[str, Sequence[int]], warnings: Sequence[str], n_schemes: int) -> str:
    if not rows:
        return SUFFISANT if n_schemes > 1 and not any(places.values()) else INSUFFISANT
    return PARTIEL if warnings or places[_WEAK] or places[_LOST] else SUFFISANT


def _sentence(place: str, rows: Sequence[Row], measures: Mapping[str, Any]) -> str:
    n = measures["n_paires"]
    said = []
    if n:
        count = fill("{n:paire de dispositifs se recouvre|paires de dispositifs se recouvrent}", {"n": n})
        without = measures["n_sans_espace"]
        none = "aucun espace commun effectif n’est connu"
        if n == 1:
            said.append(f"{count} {place}{f', et {none}' if without else ''}.")
        else:
            more = f" ; pour {'toutes' if without == n else without}, {none}" if without else ""
            said.append(f"{count} {place}{more}.")
            said.append("La première à travailler :")
        said.append(rows[0].phrase)
    elif measures["n_confiance_faible"] or measures["n_indetermines"]:
        said.append(f"Aucune paire de dispositifs ne peut être classée {place}, faute de données.")
    elif measures["n_dispositifs"] < 2:
        known = "Un seul dispositif" if measures["n_dispositifs"] else "Aucun dispositif"
        said.append(f"{known} dont le périmètre est connu {place} à cette date : il n’y a rien à rapprocher.")
    else:
        said.append(f"Aucune paire de dispositifs ne se recouvre {place} : il n’y a rien à rapprocher.")
    for name, one, many in (
        ("n_confiance_faible", "paire est trop peu documentée", "paires sont trop peu documentées"),
        ("n_indetermines", "paire a un périmètre inconnu", "paires ont un périmètre inconnu"),
    ):
        if measures[name]:
            said.append(fill(f"{{n:{one}|{many}}} : à part.", {"n": measures[name]}))
    return " ".join(said)
