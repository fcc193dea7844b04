"""Say who pilots the actions of a scheme, and which actions nobody pilots."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

from graph.answer import Row
from graph.answers.context import Context
from graph.answers.outcome import Outcome, Raw
from graph.answers.parameters import Request
from graph.answers.rows import build_row, proofs, row_state, supports
from graph.certainty import Certitude, counts_in_metrics, weakest
from graph.snapshot import ORGANISATION


def pilots(context: Context, request: Request, raws: Raw) -> Outcome:
    """
    Count the actions each actor pilots or co-pilots, each action once per actor.

    Rows are ordered by decreasing number of actions, then by id. With organisations asked for, the actions of the
    services of one organisation are counted once.
    """
    organisations = context.organisations(request.day) if request.granularite == ORGANISATION else {}
    actions: dict[str, Mapping[str, Any]] = {}
    piloted: dict[str, dict[str, list[Mapping[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    services: dict[str, Counter[str]] = defaultdict(Counter)
    for raw in raws:
        if not request.keeps(row_state(context, [], supports(raw)[1], request.day)):
            continue
        actions[raw["action_id"]] = raw
        if not raw["pilotee"] or not _counts(context, request, raw):
            continue
        owner = organisations.get(raw["acteur_id"], raw["acteur_id"])
        piloted[owner][raw["action_id"]].append(raw)
        services[owner][raw["acteur"]] += 1
    rows = [_pilot_row(context, request, owner, found, services[owner]) for owner, found in piloted.items()]
    rows.sort(key=lambda row: (-row.valeurs["n_actions"], row.valeurs["acteur_id"]))
    with_pilot = {action for found in piloted.values() for action in found}
    most = rows[0].valeurs if rows else {}
    return Outcome(
        rows=rows,
        measures={"n_actions": len(actions), "n_sans_pilote": len(actions) - len(with_pilot)},
        facts={"premier": most.get("acteur"), "maximum": most.get("n_actions", 0)},
    )


def without_pilot(context: Context, request: Request, raws: Raw) -> Outcome:
    """Return the actions that no piloting relationship, not inactif at the date, reaches."""
    names = list(request.question.colonnes)
    kept = [raw for raw in raws if request.keeps(row_state(context, supports(raw)[0], [], request.day))]
    rows = [
        build_row(context, raw, names, request.day)
        for raw in kept
        if not any(
            context.state(link, request.day) is not Certitude.INACTIF and counts_in_metrics(link.properties)
            for link in raw["pilotages"]
        )
    ]
    state = None if kept else "insuffisant"
    name = context.name_of.get(request.values["dispositif"], "")
    sentence = None if kept else f"Aucune action de « {name} » n’est documentée à cette date."
    return Outcome(rows=rows, measures={"n_actions": len(kept)}, state=state, sentence=sentence)


def _counts(context: Context, request: Request, raw: Mapping[str, Any]) -> bool:
    links, others = supports(raw)
    state = row_state(context, links, others, request.day)
    return request.keeps(state) and all(counts_in_metrics(link.properties) for link in links)


def _pilot_row(
    context: Context,
    request: Request,
    owner: str,
    found: Mapping[str, list[Mapping[str, Any]]],
    services: Counter[str],
) -> Row:
    links = [item for raws in found.values() for raw in raws for item in supports(raw)[0]]
    name = context.name_of.get(owner, owner)
    own = {service: count for service, count in services.items() if service != name}
    values = {
        "acteur_id": owner,
        "acteur": name,
        "n_actions": len(found),
        "actions": sorted(found),
        "titres": [_title(raws[0]) for _, raws in sorted(found.items())],
        "services": [
            f"{service} ({count})" for service, count in sorted(own.items(), key=lambda item: (-item[1], item[0]))
        ],
    }
    state = weakest(row_state(context, [link], [], request.day) for link in links)
    return Row(values, state, tuple(proofs(context, links, request.day)))


def _title(raw: Mapping[str, Any]) -> str:
    return f"{raw['numero']}. {raw['action']}" if raw["numero"] is not None else str(raw["action"])
