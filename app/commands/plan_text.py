"""Say a plan in words: what it creates, changes and closes, one by one, then what files no longer say or dispute."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from app.commands.output import human
from app.view_models.import_plan import credited_sentence
from graph.closing import Raison
from graph.model.dates import format_french
from graph.model.ontology import node_properties, node_spec, relationship_properties, relationship_spec
from graph.plan import Change, ChangeKind, Contradiction, NodeState, Plan, State

SHOWN = 40
"""Changes told one by one; the others are counted."""

_FEW = 8
"""Things of one sort told one by one, below the changes."""

_LONG = 80
_WORDS = {
    "preuve_sources": "Documents cités",
    "preuve_citations": "Citations",
    "extra_cles": "Autres colonnes",
    "extra_valeurs": "Contenu des autres colonnes",
}
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
    if plan.credited:
        yield credited_sentence(plan.credited)
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
    yield from _asides(plan)


def _asides(plan: Plan) -> Iterator[str]:
    """Yield what is not a change of what is shown: things no longer said, disagreements, dates lent."""
    for raison in Raison:
        gone = [one for one in plan.disparus if one.raison is raison]
        if gone:
            file = f" (« {gone[0].origine} »)" if len({one.origine for one in gone}) == 1 else ""
            yield f"N’est plus dit{file} : {human(len(gone))}, {raison.phrase}."
            yield from _some(f"  ⊣ {_named(one.state)}" for one in gone)
    disputed = plan.contradictions()
    if disputed:
        yield f"Les fichiers se contredisent : {human(len(disputed))}. Rien n’est effacé, la base garde chaque valeur."
        yield from _some(f"  ≠ {_named(state)}, {_disputed(state, one)}" for state, one in disputed)
    if plan.rapproches:
        yield (
            f"Relations sans date lues comme les mêmes, déjà datées : {human(len(plan.rapproches))}. "
            "Leur preuve s’ajoute."
        )
        yield from _some(
            f"  = {one.statement.start} {one.statement.type} {one.statement.end}, "
            f"depuis le {format_french(one.valid_from)}"
            for one in plan.rapproches
        )


def _some(lines: Iterable[str]) -> Iterator[str]:
    told = list(lines)
    yield from told[:_FEW]
    if len(told) > _FEW:
        yield f"  … et {human(len(told) - _FEW)} de plus."


def _disputed(state: State, found: Contradiction) -> str:
    values: dict[str, list[str]] = {}
    for origine, value in found.valeurs:
        values.setdefault(_short(value), []).append(origine)
    said = " ; ".join(f"« {value} » selon {', '.join(origines)}" for value, origines in values.items())
    return f"{_caption(state, found.propriete)} : {said} ; montré : « {_short(found.retenue)} »"


def _lines(change: Change) -> Iterator[str]:
    yield f"  {_SIGNS[change.kind]} {_named(change.state)}"
    if change.kind in {ChangeKind.MODIFIE, ChangeKind.CLOS}:
        for name, (before, after) in change.differences().items():
            yield f"      {_caption(change.state, name)} : {_short(before)} → {_short(after)}"


def _named(state: State) -> str:
    if isinstance(state, NodeState):
        return f"{'+'.join(state.labels)} {state.id} « {_short(state.properties.get('nom', ''))} »"
    role = state.properties.get("role")
    return f"{state.start} {state.type} {state.end}" + (f" ({role})" if role else "")


def _caption(state: State, name: str) -> str:
    """Return a property in words; the name of one that the model does not declare."""
    if name in _WORDS:
        return _WORDS[name]
    specs = node_properties(state.labels) if isinstance(state, NodeState) else relationship_properties(state.type)
    if name.startswith("extra:"):
        return f"« {name.removeprefix('extra:')} »"
    return specs[name].caption if name in specs else name


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{human(count)} {_kind(name, count)}" for name, count in counts.items())


def _kind(name: str, count: int) -> str:
    """Return what is counted in French: « acteurs », « relations « signe » »."""
    if spec := node_spec(name):
        return (spec.caption if count < 2 else spec.plural).lower()
    relationship = relationship_spec(name)
    if relationship is None:
        return name
    return f"{'relation' if count < 2 else 'relations'} « \u00a0{relationship.caption}\u00a0 »"


def _short(value: object) -> str:
    text = " ".join(human(value).split()) or "(vide)"
    return text if len(text) <= _LONG else text[: _LONG - 1] + "…"
