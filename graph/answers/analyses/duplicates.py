"""Answer which records may be one thing written twice, and what the unclear ones may be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from graph.analysis.duplicate_blocks import worthwhile_pairs
from graph.analysis.duplicates import THRESHOLD, WEIGHTS, Record, Resemblance, compare, find_duplicates
from graph.analysis.unclear import Proposal, proposals
from graph.answer import INSUFFISANT, SUFFISANT, Row
from graph.answers.analyses.duplicate_records import Compared, departements, read_records
from graph.answers.analyses.duplicate_words import differences, parts, proposal_reasons, reasons, sentence
from graph.answers.context import Context
from graph.answers.errors import BadParameter
from graph.answers.outcome import Outcome, Raw
from graph.answers.parameters import Request
from graph.answers.sentence import fill
from graph.certainty import Certitude
from graph.judgement import DISTINCT, Verdict

TO_JUDGE, TOLD = "a_juger", "signale"


def possible_duplicates(context: Context, request: Request, raws: Raw) -> Outcome:
    """
    Return one row per pair of records that may be the same, the likeliest first.

    Notes
    -----
    A pair that a document already suspects is there whatever its score. Judged pairs are in a table of their own.
    """
    threshold, limit = float(request.values["seuil"]), int(request.values["limite"])
    if not 0 < threshold <= 1:
        raise BadParameter("seuil", "Le seuil est un nombre au-dessus de 0 et jusqu’à 1.", "Par défaut : 0,65.")
    if limit < 1:
        raise BadParameter("limite", "Il faut demander au moins une paire.", "Par exemple : limite=200.")
    compared = read_records(context.facts)
    judged = _judged(context, compared)
    if len(compared.records) < 2:
        words = "Moins de deux fiches d’acteurs, de dispositifs ou d’instances\u00a0: il n’y a rien à comparer."
        return Outcome(rows=(), state=INSUFFISANT, sentence=words)
    pairs = worthwhile_pairs(compared.records)
    found = find_duplicates(compared.records, pairs, threshold=min(threshold, THRESHOLD), settled=compared.settled)
    found = _with_told(compared, found, threshold)
    kept = [pair for pair in found if _inside(context, request, compared, (pair.a, pair.b))]
    rows = [_row(compared, pair) for pair in kept[:limit]]
    unclear = [
        one
        for one in proposals(
            compared.records, worked=compared.worked, told=compared.told.keys(), settled=compared.settled
        )
        if _inside(context, request, compared, (one.objet,))
    ]
    probable = sum(pair.probable for pair in kept)
    return Outcome(
        rows=rows,
        measures={
            "n_paires": len(kept),
            "n_probables": probable,
            "n_comparees": len(pairs),
            "n_fiches": len(compared.records),
        },
        facts={
            "dont_probables": fill(", dont {n:probable|probables}", {"n": probable}) if probable else "",
            "montrees": ""
            if len(kept) <= limit
            else fill(" {n:paire montrée|paires montrées}, les plus probables d’abord.", {"n": limit}),
            "jugees": fill(", en dehors de {n:paire déjà jugée|paires déjà jugées}", {"n": len(judged)})
            if judged
            else "",
        },
        tables={"a_preciser": [_proposal(compared, one) for one in unclear], "juges": judged},
        state=SUFFISANT,
    )


def _with_told(compared: Compared, found: Sequence[Resemblance], threshold: float) -> list[Resemblance]:
    """Add the pairs that a document suspects, and leave out the others under the score asked for."""
    by_id = {record.id: record for record in compared.records}
    scored = {frozenset((pair.a, pair.b)): pair for pair in found if pair.score >= threshold}
    for pair in compared.told:
        both = [by_id[id_] for id_ in sorted(pair) if id_ in by_id]
        clear = len(both) == 2 and not any(record.a_preciser or record.collectif for record in both)
        if clear and pair not in scored and pair not in compared.settled:
            scored[pair] = compare(both[0], both[1])
    return sorted(scored.values(), key=lambda pair: (-round(pair.score, 9), pair.a, pair.b))


def _inside(context: Context, request: Request, compared: Compared, ids: Sequence[str]) -> bool:
    """Tell whether one of some records acts on the territory asked for, or is placed there by its name."""
    territoire = request.values.get("territoire")
    if not territoire:
        return True
    meeting = set(context.zones_on(territoire, request.day))
    schemes = set(context.schemes_on(territoire, request.day))
    near = departements([territoire])
    by_id: dict[str, Record] = {record.id: record for record in compared.records if record.id in ids}
    return any(
        id_ in schemes
        or bool(record.zones & meeting)
        or bool(record.cadres & schemes)
        or (not record.zones and bool((record.places or compared.worked.get(id_, frozenset())) & near))
        for id_, record in by_id.items()
    )


def _row(compared: Compared, pair: Resemblance) -> Row:
    names = {id_: str(compared.properties[id_].get("nom") or id_) for id_ in (pair.a, pair.b)}
    told = compared.told.get(frozenset((pair.a, pair.b)))
    # The more complete one is proposed; the first by id when both are.
    kept = max((pair.b, pair.a), key=lambda id_: (compared.weight.get(id_, 0), id_ == pair.a))
    why = reasons(pair)
    if told is not None:
        why.append(f"un de vos documents le signale\u00a0: {told.properties.get('note') or 'doublon possible'}")
    values: dict[str, Any] = {
        "id": pair.id,
        "a_id": pair.a,
        "a": names[pair.a],
        "b_id": pair.b,
        "b": names[pair.b],
        "score": pair.score,
        "niveau": "probable" if pair.probable else "a_examiner",
        "raisons": why,
        "reserves": differences(pair),
        "etat": TOLD if told is not None else TO_JUDGE,
        "garde_id": kept,
        "garde": names[kept],
    }
    return Row(values, Certitude.INCERTAIN, (), sentence(names[pair.a], names[pair.b], pair, why), parts(pair, WEIGHTS))


def _proposal(compared: Compared, one: Proposal) -> Row:
    told = compared.told.get(frozenset((one.objet, one.proche)))
    values = {
        "objet_id": one.objet,
        "objet": compared.properties[one.objet].get("nom"),
        "proche_id": one.proche,
        "proche": compared.properties[one.proche].get("nom"),
        "id": one.id,
        "raisons": proposal_reasons(one, str(told.properties.get("note") or "") if told else ""),
    }
    return Row(values)


def _judged(context: Context, compared: Compared) -> list[Row]:
    """Return the pairs that people judged, as the graph tells them."""
    found: list[dict[str, Any]] = []
    for id_, properties in sorted(compared.properties.items()):
        found += [
            {"a_id": id_, "b_id": old, "b": None, "verdict": Verdict.ALIAS.value}
            for old in properties.get("anciens_ids") or ()
        ]
    found += [
        {
            "a_id": link.start,
            "b_id": link.end,
            "verdict": DISTINCT,
            "date": link.properties.get("observed_at"),
            "note": link.properties.get("note"),
        }
        for link in compared.distinct
    ]
    found += [
        {
            "a_id": link.start,
            "b_id": link.end,
            "verdict": Verdict.FUSION.value,
            "date": link.properties.get("valid_from"),
            "note": link.properties.get("note"),
        }
        for link in compared.merged
        if link.properties.get("role") == Verdict.FUSION.value
    ]
    names = context.name_of
    return [
        Row({"a": names.get(one["a_id"]), "b": names.get(one["b_id"]), "date": None, "note": None, **one})
        for one in found
    ]
