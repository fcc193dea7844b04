"""Say a plan in words: what it creates, changes and closes, then the changes one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from app.commands.output import human
from graph.plan import Change, ChangeKind, NodeState, Plan

SHOWN = 40
"""Changes told one by one; the others are counted."""

_LONG = 80
_SIGNS = {ChangeKind.CREE: "+", ChangeKind.MODIFIE: "~", ChangeKind.CLOS: "×", ChangeKind.RETIRE: "−"}


def describe_plan(plan: Plan) -> Iterator[str]:
    """Yield the lines that tell a plan, the changes of the reference counted only."""
    if plan.is_empty:
        yield f"Rien à écrire : la base dit déjà tout cela ({human(plan.unchanged)} énoncés inchangés)."
        return
    created = plan.counts_by_name(ChangeKind.CREE)
    yield f"À créer : {_counts(created) or 'rien'}."
    yield (
        f"À modifier : {human(plan.count(ChangeKind.MODIFIE))} ; à clore : {human(plan.count(ChangeKind.CLOS))} ; "
        f"inchangés : {human(plan.unchanged)}."
    )
    reference = Counter(
        name
        for change in plan.changes
        if change.kind is ChangeKind.REFERENTIEL and not change.state.fait
        for name in change.state.kinds
    )
    if reference:
        yield f"Référentiel apporté ou complété : {_counts(dict(sorted(reference.items())))}."
    told = [change for change in plan.changes if change.kind in _SIGNS]
    # What changes or ends deserves to be read before what is new.
    told.sort(key=lambda change: change.kind is ChangeKind.CREE)
    for change in told[:SHOWN]:
        yield from _lines(change)
    if len(told) > SHOWN:
        yield f"  … et {human(len(told) - SHOWN)} autres changements."


def _lines(change: Change) -> Iterator[str]:
    state = change.state
    if isinstance(state, NodeState):
        what = f"{'+'.join(state.labels)} {state.id} « {_short(state.properties.get('nom', ''))} »"
    else:
        role = state.properties.get("role")
        what = f"{state.start} {state.type} {state.end}" + (f" ({role})" if role else "")
    yield f"  {_SIGNS[change.kind]} {what}"
    if change.kind in {ChangeKind.MODIFIE, ChangeKind.CLOS}:
        for name, (before, after) in change.differences().items():
            yield f"      {name} : {_short(before)} → {_short(after)}"


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{human(count)} {name}" for name, count in counts.items())


def _short(value: object) -> str:
    text = " ".join(human(value).split()) or "(vide)"
    return text if len(text) <= _LONG else text[: _LONG - 1] + "…"
