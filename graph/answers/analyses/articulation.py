"""List the schemes that overlap and are not articulated, with what would bring them to the next level."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.analysis.articulation import TOP, by_opportunity, contained, opportunities
from graph.analysis.combined_index import DEFAULT_WEIGHTS
from graph.answer import INSUFFISANT, PARTIEL, SUFFISANT, Row
from graph.answers.analyses.articulation_pool import Pool
from graph.answers.analyses.articulation_reading import read_articulations
from graph.answers.analyses.articulation_rows import Writer
from graph.answers.analyses.articulation_words import level_label
from graph.answers.analyses.frameworks import framework_warnings
from graph.answers.analyses.overlap_request import changed_weights, read_limit
from graph.answers.analyses.overlap_rows import PairWriter
from graph.answers.analyses.overlap_schemes import Schemes
from graph.answers.context import Context
from graph.answers.outcome import Outcome, Raw
from graph.answers.parameters import Request
from graph.answers.sentence import fill
from graph.answers.weights import read_weights
from graph.certainty import Certitude

_RANKED, _WEAK, _LOST = "classee", "confiance_faible", "indetermine"


def articulation_opportunities(context: Context, request: Request, raws: Raw) -> Outcome:
    """
    Return one row per pair of schemes that overlap, the one with most to gain first.

    Pairs that rest on too little, or of which a perimeter is not known, are in tables of their own; so are the schemes
    and pairs that are not compared, with the reason.
    """
    weights = read_weights(request, DEFAULT_WEIGHTS)
    schemes = Schemes(context, request, {row["id"]: row for row in raws})
    pool = Pool(schemes, request)
    early = schemes.too_early(pool.present)
    if early:
        return Outcome(rows=(), state=INSUFFISANT, sentence=early)
    compared = schemes.compare(pool.ids, weights)
    snapshot, found = read_articulations(context, request, pool.ids)
    pairs = compared.pairs.join(opportunities(compared.pairs, pool.ids, found))
    kept, apart = pool.split(pairs, found, contained(snapshot, pool.ids))
    ends = zip(pairs["i"], pairs["j"], strict=True)
    framed = {
        place for place, (i, j) in zip(pairs.index, ends, strict=True) if pool.is_framework((pool.ids[i], pool.ids[j]))
    }
    frameworks = [int(place) for place in by_opportunity(pairs.loc[kept]).index if place in framed]
    ordered = by_opportunity(pairs.loc[[place for place in kept if place not in framed]])
    places = {
        sort: [int(place) for place in ordered.index[ordered["sort"] == sort]] for sort in (_RANKED, _WEAK, _LOST)
    }
    limit = read_limit(request)
    writer = Writer(PairWriter(schemes, compared, weights), pairs, found, snapshot)
    rows = [writer.row(place, rank=rank) for rank, place in enumerate(places[_RANKED][:limit], start=1)]
    levels = pairs.loc[places[_RANKED], "niveau"].tolist()
    measures = {
        "n_dispositifs": len(pool.ids) - len(pool.unplaced),
        "n_paires": len(places[_RANKED]),
        "n_sans_espace": sum(level < 2 for level in levels) if levels else None,
        "n_confiance_faible": len(places[_WEAK]),
        "n_indetermines": len(places[_LOST]),
        "n_cadres": len(frameworks),
        "millesime": schemes.vintage.code,
    }
    warnings = [
        *framework_warnings(len(frameworks)),
        *pool.warnings(),
        *schemes.warnings(id_ for id_ in pool.ids if id_ not in pool.unplaced),
    ]
    longest = max(len(frameworks), *(len(found) for found in places.values()))
    if longest > limit:
        warnings.append(f"Seules les {limit} premières paires sont données ; le paramètre « limite » en donne plus.")
    return Outcome(
        rows=rows,
        measures=measures,
        tables={
            "echelle": _ladder(levels) if levels else [],
            "confiance_faible": [writer.row(place) for place in places[_WEAK][:limit]],
            "indetermines": [writer.row(place) for place in places[_LOST][:limit]],
            "cadres": [writer.row(place) for place in frameworks[:limit]],
            "non_compares": pool.left_out(apart),
        },
        state=_state(rows, places, warnings, len(pool.ids)),
        sentence=_sentence(pool.place, rows, measures),
        warnings=[*changed_weights(weights), *warnings],
    )


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
        first = rows[0].phrase
        if n == 1:
            said.append(f"{count} {place}{f', et {none}' if without else ''}.")
            said.append(first)
        else:
            more = f" ; pour {'toutes' if without == n else without}, {none}" if without else ""
            said.append(f"{count} {place}{more}.")
            said.append("La première à travailler :")
            said.append(first if first.startswith("« ") else first[:1].lower() + first[1:])
    elif measures["n_confiance_faible"] or measures["n_indetermines"]:
        said.append(f"Aucune paire de dispositifs ne peut être classée {place}, faute de données.")
    elif measures["n_dispositifs"] < 2:
        who = "Un seul dispositif" if measures["n_dispositifs"] else "Aucun dispositif"
        said.append(f"{who} dont le périmètre est connu {place} à cette date : il n’y a rien à rapprocher.")
    else:
        said.append(f"Aucune paire de dispositifs ne se recouvre {place} : il n’y a rien à rapprocher.")
    for name, one, many in (
        ("n_confiance_faible", "paire est trop peu documentée", "paires sont trop peu documentées"),
        ("n_indetermines", "paire a un périmètre inconnu", "paires ont un périmètre inconnu"),
    ):
        if measures[name]:
            said.append(fill(f"{{n:{one}|{many}}} : à part.", {"n": measures[name]}))
    return " ".join(said)
