"""Say which contracts of a territory end soon, and which evaluations are to start."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph.analysis.life_cycle import (
    DUE,
    MAYBE_DUE,
    MISSED,
    OVER,
    RUNNING,
    STARTED,
    UNSURE,
    Days,
    LifeCycle,
    life_cycle,
)
from graph.answer import INSUFFISANT, PARTIEL, SUFFISANT, Row
from graph.answers.context import Context
from graph.answers.errors import BadParameter
from graph.answers.outcome import Outcome, Raw
from graph.answers.parameters import Request
from graph.answers.rows import fact_proofs, fact_state, proofs
from graph.answers.sentence import fill, listing
from graph.certainty import Certitude, weakest
from graph.model.dates import format_french, last_day, precision
from graph.model.norms import evaluation_notice, norms
from graph.model.vocabularies import vocabulary
from graph.snapshot import Fact, Snapshot
from graph.store.values import GraphNode

SOON_MONTHS = 24
"""Months under which an end is near, unless the reader gives another number."""

PLANNED = "en_projet"
"""State of the term of a contract that is only prepared: its end is announced, nothing says it runs."""

_LASTING = frozenset({"contrat", "plan"})
"""Natures of schemes that have an end by themselves: without one, their end is not documented."""


def deadlines(context: Context, request: Request, raws: Raw) -> Outcome:
    """
    Return one row per scheme that has an end, or should have one.

    Rows are ordered by end for those that are not over, then those that are over from the latest end, then those whose
    end is not documented; ties by id.
    """
    snapshot = context.snapshot(request.day, granularite=request.granularite, certitude=request.certitude)
    types = _types(request)
    notice, horizon = (
        _months_given(request, "preavis", evaluation_notice()),
        _months_given(request, "horizon", SOON_MONTHS),
    )
    territoire = request.values.get("territoire")
    # A contract that is over no longer covers the territory: it is looked for at all dates.
    placed = set(context.schemes_on(territoire, None)) if territoire else None
    found = [
        (id_, life)
        for id_, properties in snapshot.nodes("Dispositif").items()
        if (placed is None or id_ in placed)
        and (not types or properties.get("type_dispositif") in types)
        and (
            (life := life_cycle(properties, request.day, notice if _is_evaluated(properties) else None)).fin
            or _has_an_end(properties)
        )
    ]
    found.sort(key=_order)
    rows = [_row(context, snapshot, id_, life) for id_, life in found]
    unknown = [id_ for id_, life in found if life.fin is None]
    near = [
        id_
        for id_, life in found
        if life.terme in {RUNNING, UNSURE} and life.mois_restants and life.mois_restants[0] <= horizon
    ]
    due = [id_ for id_, life in found if life.evaluation == DUE]
    maybe = [id_ for id_, life in found if life.evaluation == MAYBE_DUE]
    planned = sum(life.projet for id_, life in found if id_ in near)
    over = [id_ for id_, life in found if life.terme in {OVER, UNSURE} and not snapshot.into(id_, "SUCCEDE_A")]
    warnings = []
    if unknown and len(unknown) < len(found):
        warnings.append(
            f"{len(unknown)} dispositifs sur {len(found)} n’ont pas de date de fin documentée : "
            f"{listing(context.names_for(unknown))}."
        )
    if request.day is None:
        warnings.append("Sans date de vue, on ne peut pas dire combien de temps il reste : choisissez une date.")
    state = INSUFFISANT if len(unknown) == len(found) else PARTIEL if unknown or request.day is None else SUFFISANT
    return Outcome(
        rows=rows,
        measures={
            "n_proches": len(near) if request.day and len(unknown) < len(found) else None,
            "n_evaluations": len(due) + len(maybe) if request.day and len(unknown) < len(found) else None,
            "n_termines": len(over) if request.day and len(unknown) < len(found) else None,
            "n_sans_fin": len(unknown),
        },
        facts={"bilan": _summary(context, request, horizon, near, planned, due, maybe, over)},
        state=state,
        sentence=None if len(unknown) < len(found) else _nothing(request, len(found)),
        warnings=warnings,
    )


def days_words(days: Days) -> str:
    """Return an interval as people say it: « le 11 juillet 2022 », « en juillet 2022 », « en 2022 »."""
    text = compact(days)
    if text is None:
        return f"entre le {format_french(days[0])} et le {format_french(days[1])}"
    return f"le {format_french(text)}" if precision(text) == "jour" else f"en {format_french(text)}"


def compact(days: Days) -> str | None:
    """Return the partial date that an interval is: a day, a month or a year; None when it is none of them."""
    start, end = days
    if start == end:
        return start
    if start.endswith("-01-01") and end == f"{start[:4]}-12-31":
        return start[:4]
    return start[:7] if start[:7] == end[:7] and end == last_day(end[:7]) else None


def end_words(life: LifeCycle) -> str:
    """Say when a contract ends and how long is left, without its name: « prend fin le …, dans 9 mois »."""
    if life.fin is None:
        return "n’a pas de date de fin documentée"
    when = days_words(life.fin)
    computed = " (durée documentée ajoutée au début)" if life.origine == "calculee" else ""
    if life.projet:
        return f"est en projet d’après les documents ; sa fin est annoncée {when}{computed}{_left(life)}"
    if life.terme is None or life.mois_restants is None:
        return f"a pour fin {when.removeprefix('le ').removeprefix('en ')}{computed}"
    low, high = life.mois_restants
    if life.terme == OVER:
        return f"a pris fin {when}{computed}, il y a {_months(-high, -low)}"
    return f"prend fin {when}{computed}{_left(life)}"


def evaluation_words(life: LifeCycle) -> str:
    """Say in a clause whether the evaluation is to start; empty when there is nothing to say."""
    since = days_words(life.evaluation_des) if life.evaluation_des else ""
    words = {
        DUE: f"l’évaluation est à lancer depuis {since.removeprefix('en ').removeprefix('entre ')}",
        MAYBE_DUE: f"l’évaluation est peut-être à lancer, {since} selon le jour exact de la fin",
        "plus_tard": f"l’évaluation sera à lancer {since}",
        STARTED: "son évaluation est documentée comme commencée",
        "passee": "son évaluation est passée",
        MISSED: "aucune évaluation n’est documentée",
    }
    return words.get(life.evaluation or "", "")


def stage_words(codes: tuple[str, ...]) -> str:
    """Return stages of the life cycle in words: « renouvellement ou clos »."""
    labels = [vocabulary("cycle_cls").label(code).lower() for code in codes]
    return " ou ".join(part for part in (", ".join(labels[:-1]), labels[-1]) if part) if labels else ""


def scheme_node(snapshot: Snapshot, dispositif_id: str) -> GraphNode:
    """Return a scheme as a node, for its proofs."""
    properties = dict(snapshot.nodes("Dispositif")[dispositif_id])
    return GraphNode(tuple(properties.pop("labels", ())), properties)


def node_state(context: Context, properties: Mapping[str, Any], day: str | None) -> Certitude:
    """Return what the properties of an object are worth: certain when a document of that day or later gives them."""
    seen = context.observed(properties)
    return Certitude.CERTAIN if seen and (day is None or last_day(seen) >= day) else Certitude.INCERTAIN


def _row(context: Context, snapshot: Snapshot, dispositif_id: str, life: LifeCycle) -> Row:
    properties = snapshot.nodes("Dispositif")[dispositif_id]
    carriers = snapshot.into(dispositif_id, "PORTE")
    after = snapshot.into(dispositif_id, "SUCCEDE_A", planned=True)
    low, high = life.mois_restants or (None, None)
    values = {
        "dispositif_id": dispositif_id,
        "dispositif": properties["nom"],
        "type_dispositif": properties.get("type_dispositif"),
        "porteurs": context.names_for(dict.fromkeys(snapshot.actor(fact.start) for fact in carriers)),
        "date_debut": (compact(life.debut) or life.debut[0]) if life.debut else None,
        "date_fin": (compact(life.fin) or life.fin[1]) if life.fin else None,
        "fin_au_plus_tot": life.fin[0] if life.fin else None,
        "fin_au_plus_tard": life.fin[1] if life.fin else None,
        "mois_min": low,
        "mois_max": high,
        "terme": PLANNED if life.projet and life.fin else life.terme,
        "evaluation_des": (compact(life.evaluation_des) or life.evaluation_des[0]) if life.evaluation_des else None,
        "evaluation": life.evaluation,
        "etape": vocabulary("cycle_cls").label(life.etape) or None,
        "etapes_suivantes": [vocabulary("cycle_cls").label(code) for code in next_known(properties, life)],
        "suite_id": after[0].start if after else None,
        "suite": context.name_of.get(after[0].start) if after else None,
    }
    facts: tuple[Fact, ...] = (*after, *carriers)
    state = weakest([node_state(context, properties, snapshot.day), *([fact_state(after)] if after else [])])
    found = (*proofs(context, [scheme_node(snapshot, dispositif_id)], snapshot.day), *fact_proofs(context, facts))
    return Row(values, state, tuple(dict.fromkeys(found)), phrase=_phrase(values, life))


def _phrase(values: Mapping[str, Any], life: LifeCycle) -> str:
    said = [f"« {values['dispositif']} » {end_words(life)}"]
    if evaluation := evaluation_words(life):
        said.append(evaluation)
    if values["suite"]:
        said.append(f"suite documentée : {values['suite']}")
    elif life.terme in {OVER, UNSURE}:
        said.append("aucune suite n’est documentée")
    return f"{' ; '.join(said)}."


def _order(item: tuple[str, LifeCycle]) -> tuple[int, str, str, str]:
    id_, life = item
    if life.fin is None:
        return 2, "", "", id_
    if life.terme == OVER:
        # From the latest end to the earliest: digits are turned over.
        turned = life.fin[1].translate(str.maketrans("0123456789", "9876543210"))
        return 1, turned, "", id_
    return 0, life.fin[0], life.fin[1], id_


def _has_an_end(properties: Mapping[str, Any]) -> bool:
    term = vocabulary("types_dispositif").terms.get(str(properties.get("type_dispositif")))
    return term is not None and term.attributes.get("nature") in _LASTING


def _is_evaluated(properties: Mapping[str, Any]) -> bool:
    """Tell whether a scheme goes through the stages of a local contract: its type has norms, or it has a stage."""
    return bool(properties.get("cycle")) or has_life_cycle(properties.get("type_dispositif"))


def has_life_cycle(type_dispositif: str | None) -> bool:
    """Tell whether a type of scheme goes through the stages of a local contract: norms speak of it."""
    return type_dispositif in {norme.type_dispositif for norme in norms()} - {None}


def next_known(properties: Mapping[str, Any], life: LifeCycle) -> tuple[str, ...]:
    """Return the stages that may follow: an announced one, or those of a type that has this life cycle."""
    return life.suivantes if life.annoncee or has_life_cycle(properties.get("type_dispositif")) else ()


def _months_given(request: Request, name: str, default: int) -> int:
    value = request.values.get(name)
    if value is not None and value < 0:
        raise BadParameter(name, f"Un nombre de mois ne peut pas être négatif ({value}).", f"Par défaut : {default}.")
    return default if value is None else int(value)


def _types(request: Request) -> frozenset[str]:
    asked = frozenset(request.values.get("types") or ())
    known = vocabulary("types_dispositif").terms
    for code in sorted(asked):
        if code not in known:
            raise BadParameter(
                "types", f"« {code} » n’est pas un type de dispositif.", f"Par exemple : {listing(list(known)[:5])}."
            )
    return asked


def _summary(
    context: Context,
    request: Request,
    horizon: int,
    near: list[str],
    planned: int,
    due: list[str],
    maybe: list[str],
    over: list[str],
) -> str:
    if request.day is None:
        return "Choisissez une date pour savoir ce qui prend fin bientôt"
    first = (
        fill(
            "{n:contrat ou plan prend|contrats ou plans prennent} fin dans les {h} mois", {"n": len(near), "h": horizon}
        )
        if near
        else fill("Aucune fin n’est documentée dans les {h} mois", {"h": horizon})
    )
    project = "" if not planned else ", en projet" if planned == len(near) else f", dont {planned} en projet"
    parts = [f"{first}{_named(context, near)}{project}"]
    if due:
        words = "{n:évaluation est à lancer|évaluations sont à lancer}"
        parts.append(fill(words, {"n": len(due)}) + _named(context, due))
    if maybe:
        words = "{n:évaluation est peut-être à lancer|évaluations sont peut-être à lancer}"
        parts.append(fill(words, {"n": len(maybe)}) + _named(context, maybe))
    if not due and not maybe:
        parts.append("aucune évaluation n’est à lancer")
    if over:
        words = "{n:a pris ou peut avoir pris fin|ont pris ou peuvent avoir pris fin} sans suite documentée"
        parts.append(fill(words, {"n": len(over)}))
    return " ; ".join(parts)


def _named(context: Context, ids: list[str]) -> str:
    return f" ({listing(context.names_for(ids), 3)})" if ids else ""


def _nothing(request: Request, count: int) -> str | None:
    if not count:
        return None
    words = "{n:contrat ou plan est connu|contrats ou plans sont connus}, mais aucune date de fin n’est documentée."
    return fill(words, {"n": count})


def _left(life: LifeCycle) -> str:
    """Say how long is left after the words on an end that is not past; empty without a day to count from."""
    if life.terme is None or life.mois_restants is None:
        return ""
    return " : le jour exact n’est pas documenté" if life.terme == UNSURE else f", dans {_months(*life.mois_restants)}"


def _months(low: int, high: int) -> str:
    if low == high:
        return "moins d’un mois" if low == 0 else f"{low} mois"
    return f"{low} à {high} mois"
