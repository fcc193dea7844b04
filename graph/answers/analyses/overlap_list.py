"""List the pairs of schemes of a territory that overlap, and say what is not compared, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from graph.analysis.combined_index import DEFAULT_WEIGHTS, TRUSTED, sensitivity
from graph.analysis.comparison import never_together
from graph.analysis.overlap import INDETERMINE
from graph.answer import INSUFFISANT, PARTIEL, SUFFISANT, Row
from graph.answers.analyses.frameworks import both_frameworks, framework_warnings, frameworks_asked
from graph.answers.analyses.overlap_left_out import LeftOut, left_out_rows
from graph.answers.analyses.overlap_request import changed_weights, read_limit
from graph.answers.analyses.overlap_rows import Interval, PairWriter
from graph.answers.analyses.overlap_schemes import Schemes
from graph.answers.context import Context
from graph.answers.errors import BadParameter
from graph.answers.outcome import Outcome, Raw
from graph.answers.parameters import Request, describe_territory
from graph.answers.sentence import fill, listing
from graph.answers.weights import read_weights
from graph.certainty import Certitude
from graph.model.dates import format_french
from graph.model.vocabularies import vocabulary

_SCHEMES = "{n:dispositif|dispositifs}"


def overlaps_of_territory(context: Context, request: Request, raws: Raw) -> Outcome:
    """
    Return one row per pair of schemes of the territory that overlap, or may, the highest index first.

    Pairs of which less than half of the weights is documented are in a table of their own, and so are the pairs and
    the schemes that are not compared, with the reason.
    """
    weights = read_weights(request, DEFAULT_WEIGHTS)
    types = _types(request)
    schemes = Schemes(context, request, {row["id"]: row for row in raws})
    territoire = str(request.values["territoire"])
    present = [id_ for id_ in schemes.on(territoire) if not types or schemes.type_of(id_) in types]
    early = schemes.too_early(present)
    if early:
        return Outcome(rows=(), state=INSUFFISANT, sentence=early)
    over = [id_ for id_ in present if schemes.is_over(id_)]
    ids = [id_ for id_ in present if not schemes.is_over(id_)]
    planned = [id_ for id_ in schemes.on(territoire, planned=True) if not types or schemes.type_of(id_) in types]
    apart = _not_together(schemes, ids, over)
    compared = schemes.compare(
        ids, weights, left_out=frozenset(apart), pool=over, ground=schemes.territories.communes(territoire)
    )
    framed = _framed(schemes, ids, compared.pairs) if not frameworks_asked(request, types) else frozenset()
    every = _split(compared.pairs)
    ranked, weak, lost = ([place for place in places if place not in framed] for places in every)
    frameworks = [place for places in every for place in places if place in framed]
    limit = read_limit(request)
    writer = PairWriter(schemes, compared, weights)
    parts = compared.parts()
    intervals = sensitivity(parts[ranked], weights, min(limit, len(ranked)))
    rows = [writer.row(place, Interval.of(intervals, rank), rank=rank + 1) for rank, place in enumerate(ranked[:limit])]
    tables = {
        name: [writer.row(place, Interval()) for place in places[:limit]]
        for name, places in (("confiance_faible", weak), ("indetermines", lost), ("cadres", frameworks))
    }
    possible = len(ids) * (len(ids) - 1) // 2 - len(apart)
    measures = {
        "n_dispositifs": len(ids),
        "n_paires": possible - len(frameworks),
        "n_recouvrements": len(ranked) + len(weak),
        "n_indetermines": len(lost),
        "n_disjoints": possible - len(compared.pairs),
        "n_cadres": len(frameworks),
        "n_acteurs": compared.n_actors or None,
        "millesime": schemes.vintage.code,
    }
    longest = max(map(len, (ranked, weak, lost, frameworks)))
    warnings = [
        *framework_warnings(len(frameworks)),
        *_list_warnings(schemes, over, planned, shown=limit, found=longest),
        *schemes.warnings(ids),
    ]
    sentence = _list_sentence(describe_territory(context, territoire), rows, measures, len(weak))
    if not len(compared.pairs):
        state = INSUFFISANT if len(ids) < 2 else SUFFISANT
    else:
        state = PARTIEL if weak or lost or warnings else SUFFISANT
    return Outcome(
        rows=rows,
        measures=measures,
        tables={**tables, "non_compares": _left_out_rows(schemes, over, planned, apart)},
        state=state,
        sentence=sentence,
        warnings=[*changed_weights(weights), *warnings],
    )


def _types(request: Request) -> frozenset[str]:
    known = vocabulary("types_dispositif").terms
    found = {str(text).strip().upper() for text in request.values.get("types") or ()}
    lost = sorted(found - known.keys())
    if lost:
        raise BadParameter(
            "types", f"« {listing(lost)} » n’est pas un type de dispositif.", f"Types : {', '.join(known)}."
        )
    return frozenset(found)


def _split(pairs: pd.DataFrame) -> tuple[list[int], list[int], list[int]]:
    """Return the places of the pairs that are ranked, too little documented, undetermined; each in order."""
    ordered = pairs.assign(index=pairs["indice"].round(9)).sort_values(
        ["index", "confiance", "i", "j"], ascending=[False, False, True, True], na_position="last"
    )
    lost = ordered["classe"] == INDETERMINE
    trusted = ~lost & (ordered["confiance"] >= TRUSTED - 1e-9) & ordered["indice"].notna()
    ranked, weak, undetermined = (ordered.index[kept] for kept in (trusted, ~lost & ~trusted, lost))
    return [*map(int, ranked)], [*map(int, weak)], [*map(int, undetermined)]


def _framed(schemes: Schemes, ids: Sequence[str], pairs: pd.DataFrame) -> frozenset[int]:
    """Return the places of the pairs made of two framework documents."""
    known = np.array([both_frameworks(schemes, (id_,)) for id_ in ids], dtype=np.bool_)
    return frozenset(pairs.index[known[pairs["i"]] & known[pairs["j"]]].tolist()) if len(pairs) else frozenset()


def _not_together(schemes: Schemes, ids: Sequence[str], over: Sequence[str]) -> dict[frozenset[str], str]:
    """Return the pairs that are not compared, with the reason in French."""
    known = set(ids)
    found = {pair: "l’un renouvelle ou remplace l’autre" for pair in schemes.successions if pair <= known}
    for pair in schemes.parts(ids, over):
        found.setdefault(pair, "l’un fait partie de l’autre")
    periods = {id_: schemes.period_of(id_) for id_ in ids}
    for one, other in combinations([id_ for id_ in ids if any(periods[id_])], 2):
        if never_together(periods[one], periods[other]):
            found.setdefault(frozenset((one, other)), "leurs périodes ne se croisent pas")
    return found


def _list_warnings(
    schemes: Schemes, over: Sequence[str], planned: Sequence[str], *, shown: int, found: int
) -> list[str]:
    said = []
    if over:
        verb = "sont arrivés à leur terme et ne sont pas comparés" if len(over) > 1 else "est à son terme, non comparé"
        said.append(f"{fill(_SCHEMES, {'n': len(over)})} {verb}, à vérifier : {listing(schemes.names(over))}.")
    if planned:
        said.append(f"Périmètre seulement en projet, non comparé : {listing(schemes.names(planned))}.")
    known = schemes.extents.covered.keys() | schemes.extents.planned.keys() | schemes.extents.ended
    lost = [id_ for id_ in schemes.nodes if id_ not in known]
    if lost:
        said.append(
            f"{fill(_SCHEMES, {'n': len(lost)})} sur {len(schemes.nodes)} sans périmètre connu, impossible à situer : "
            f"{listing(schemes.names(lost))}."
        )
    if found > shown:
        said.append(f"Seules les {shown} premières paires sont données ; le paramètre « limite » en donne plus.")
    return said


def _list_sentence(place: str, rows: Sequence[Row], measures: Mapping[str, Any], weak: int) -> str:
    n = measures["n_dispositifs"]
    if n < 2:
        known = "Un seul dispositif" if n else "Aucun dispositif"
        return f"{known} dont le périmètre est connu ne touche {place} à cette date : il n’y a rien à comparer."
    words = fill("{n:dispositif touche|dispositifs touchent}", {"n": n})
    found = measures["n_recouvrements"]
    said = f"{words} {place} : "
    if found:
        said += fill("{n:paire|paires}", {"n": found}) + (" partagent" if found > 1 else " partage")
        said += f" une partie de leur territoire, sur {measures['n_paires']}."
    else:
        said += "aucune paire ne partage de commune connue"
        said += ", documents-cadres à part." if measures["n_cadres"] else "."
    if measures["n_indetermines"]:
        said += fill(
            " {n:paire ne peut pas être mesurée|paires ne peuvent pas être mesurées}, faute de communes connues.",
            {"n": measures["n_indetermines"]},
        )
    if rows:
        first = rows[0].valeurs
        index = fill("{x}", {"x": first["indice"]})
        said += f" La plus forte : « {first['a']} » et « {first['b']} », indice {index} sur 1."
    if weak:
        said += fill(
            " {n:paire est trop peu documentée pour être classée|paires sont trop peu documentées pour être classées}.",
            {"n": weak},
        )
    return said


def _left_out_rows(
    schemes: Schemes, over: Sequence[str], planned: Sequence[str], apart: Mapping[frozenset[str], str]
) -> list[Row]:
    """Return the schemes and the pairs that are not compared, with the reason."""
    found: list[LeftOut] = []
    for id_ in over:
        end = format_french(str(schemes.nodes[id_]["date_fin"]))
        found.append((id_, None, f"arrivé à son terme ({end}), à vérifier"))
    found += [(id_, None, "périmètre seulement en projet") for id_ in planned]
    for one, other in sorted((*sorted(pair),) for pair in apart):
        found.append((one, other, apart[frozenset((one, other))]))
    return left_out_rows(schemes, found, Certitude.INCERTAIN)
