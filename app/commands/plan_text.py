"""Say a plan in words: what it creates, changes and closes, one by one, then what files no longer say or dispute."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from app.commands.output import human
from app.view_models.plan_words import (
    changed_kinds,
    counted_kinds,
    credited_sentence,
    last_day_sentence,
    restated_sentence,
)
from app.view_models.terms import is_id, word
from app.view_models.verbs import verb
from graph.closing import Raison
from graph.model.dates import format_french, is_partial_date
from graph.model.ontology import node_properties, node_spec, relationship_properties
from graph.model.statement import RelationshipStatement
from graph.plan import Change, ChangeKind, Contradiction, NodeState, Plan, RelationshipState, State
from graph.store.store import Store
from ingest.provenance import correction_issue

Names = Callable[[Collection[str]], Mapping[str, str]]
"""Gives the names of objects by id."""

SHOWN = 40
"""Changes told one by one; the others are counted."""

_FEW = 8
"""Things of one sort told one by one, below the changes."""

_LONG = 80
_EMPTY = "(vide)"
_WORDS = {
    "preuve_sources": "Documents cités",
    "preuve_citations": "Citations",
    "extra_cles": "Autres colonnes",
    "extra_valeurs": "Contenu des autres colonnes",
}
_SIGNS = {ChangeKind.CREE: "+", ChangeKind.MODIFIE: "~", ChangeKind.CLOS: "×", ChangeKind.RETIRE: "−"}


def describe_plan(plan: Plan, read: Names = lambda _: {}) -> Iterator[str]:
    """
    Yield the lines that tell a plan, the changes of the reference counted only.

    Parameters
    ----------
    plan
        The plan.
    read
        Gives the names of the objects of the base, by id; those of the plan are known.
    """
    if plan.is_empty:
        yield f"Rien à écrire : la base dit déjà tout cela ({human(plan.unchanged)} énoncés inchangés)."
        yield from _restated(plan)
        return
    names = _names(plan, read)
    yield f"À créer : {changed_kinds(plan, ChangeKind.CREE) or 'rien'}."
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
        yield f"Référentiel apporté ou complété : {counted_kinds(dict(sorted(reference.items())))}."
    told = _told(plan)
    for change in told[:SHOWN]:
        yield from _lines(change, names)
    if len(told) > SHOWN:
        yield f"  … et {human(len(told) - SHOWN)} autres changements."
    yield from _asides(plan, names)


def names_in(store: Store) -> Names:
    """Return what gives the names of objects of a base, by id."""

    def read(ids: Collection[str]) -> dict[str, str]:
        return {id_: str(state.properties.get("nom", id_)) for id_, state in store.current(set(ids), set()).items()}

    return read


def _names(plan: Plan, read: Names) -> dict[str, str]:
    """Return the names of what the lines of a plan may name, by id."""
    own = {c.state.id: str(c.state.properties.get("nom", "")) for c in plan.changes if isinstance(c.state, NodeState)}
    shown = [change.state for change in _told(plan)[:SHOWN]]
    for raison in Raison:
        shown += [one.state for one in plan.disparus if one.raison is raison][:_FEW]
    shown += [state for state, _ in plan.contradictions()[:_FEW]]
    ids = {id_ for one in shown if not isinstance(one, NodeState) for id_ in (one.start, one.end)}
    ids |= {id_ for one in plan.rapproches[:_FEW] for id_ in (one.statement.start, one.statement.end)}
    ids |= {value for one in shown for value in one.properties.values() if isinstance(value, str) and is_id(value)}
    missing = ids - own.keys()
    return {**(read(missing) if missing else {}), **{id_: name for id_, name in own.items() if name}}


def _told(plan: Plan) -> list[Change]:
    """Return the changes told one by one: what changes or ends deserves to be read before what is new."""
    found = [change for change in plan.changes if change.kind in _SIGNS]
    return sorted(found, key=lambda change: change.kind is ChangeKind.CREE)


def _asides(plan: Plan, names: Mapping[str, str]) -> Iterator[str]:
    """Yield what is not a change of what is shown: things no longer said, disagreements, dates lent."""
    for raison in Raison:
        gone = [one for one in plan.disparus if one.raison is raison]
        if gone:
            file = f" (« {gone[0].origine} »)" if len({one.origine for one in gone}) == 1 else ""
            after = f" {last_day_sentence(plan)}" if raison is Raison.FERMEE else ""
            yield f"N’est plus dit{file} : {human(len(gone))}, {raison.phrase}.{after}"
            yield from _some(f"  ⊣ {_named(one.state, names)}" for one in gone)
    disputed = plan.contradictions()
    if disputed:
        yield (
            f"Les fichiers se contredisent : {human(len(disputed))}. Rien n’est effacé, la base garde chaque "
            "valeur ; « maillage ask contradictions » en donne la liste une fois le plan écrit."
        )
        yield from _some(f"  ≠ {_named(state, names)}, {_disputed(state, one, names)}" for state, one in disputed)
    yield from _restated(plan)
    if plan.rapproches:
        yield (
            f"Relations sans date lues comme les mêmes, déjà datées : {human(len(plan.rapproches))}. "
            "Leur preuve s’ajoute."
        )
        yield from _some(
            f"  = {_between(one.statement, names)}, depuis le {format_french(one.valid_from)}"
            for one in plan.rapproches
        )


def _restated(plan: Plan) -> Iterator[str]:
    """Yield what files say again as it was before a person put it right."""
    if plan.redits:
        yield restated_sentence(len(plan.redits))
        yield from _some(f"  ✎ {issue.message} (--refuse {issue.key})" for issue in map(correction_issue, plan.redits))


def _some(lines: Iterable[str]) -> Iterator[str]:
    told = list(lines)
    yield from told[:_FEW]
    if len(told) > _FEW:
        yield f"  … et {human(len(told) - _FEW)} de plus."


def _disputed(state: State, found: Contradiction, names: Mapping[str, str]) -> str:
    values: dict[str, list[str]] = {}
    for origine, value in found.valeurs:
        values.setdefault(_said(found.propriete, value, names), []).append(origine)
    said = " ; ".join(f"« {value} » selon {', '.join(origines)}" for value, origines in values.items())
    return f"{_caption(state, found.propriete)} : {said} ; montré : « {_short(found.retenue)} »"


def _lines(change: Change, names: Mapping[str, str]) -> Iterator[str]:
    yield f"  {_SIGNS[change.kind]} {_named(change.state, names)}"
    if change.kind in {ChangeKind.MODIFIE, ChangeKind.CLOS}:
        for name, (before, after) in change.differences().items():
            if not (_tells(before) or _tells(after)):
                # One more document without a quote: its name is on the line of the documents.
                continue
            said = f"{_said(name, before, names)} → {_said(name, after, names)}"
            yield f"      {_caption(change.state, name)} : {said}"


def _tells(value: object) -> bool:
    """Tell whether a value says something: a list of empty texts does not."""
    return any(map(_tells, value)) if isinstance(value, list) else value not in {None, ""}


def _named(state: State, names: Mapping[str, str]) -> str:
    if isinstance(state, NodeState):
        kinds = " et ".join(spec.caption for label in state.labels if (spec := node_spec(label)))
        return f"{kinds} « {_short(state.properties.get('nom', ''))} » ({state.id})"
    role = state.properties.get("role")
    return _between(state, names) + (f", {word('role', str(role))}" if role else "")


def _between(found: RelationshipStatement | RelationshipState, names: Mapping[str, str]) -> str:
    """Return a relationship in words, with the ids of its ends."""
    start, end = (f"{_short(names[id_])} ({id_})" if id_ in names else id_ for id_ in (found.start, found.end))
    return f"{start} {verb(found.type, properties=found.properties)} {end}"


def _caption(state: State, name: str) -> str:
    """Return a property in words; the name of one that the model does not declare."""
    if name in _WORDS:
        return _WORDS[name]
    specs = node_properties(state.labels) if isinstance(state, NodeState) else relationship_properties(state.type)
    if name.startswith("extra:"):
        return f"« {name.removeprefix('extra:')} »"
    return specs[name].caption if name in specs else name


def _said(name: str, value: object, names: Mapping[str, str]) -> str:
    """Return a value in words: the name of an object, the label of a code, a French date."""
    if isinstance(value, list):
        return _short(" · ".join(text for item in value if (text := _said(name, item, names)) != _EMPTY))
    if not isinstance(value, str):
        return _short(value)
    if is_id(value):
        return _short(f"{names[value]} ({value})" if value in names else value)
    if is_partial_date(value) and not value.isdigit():
        return format_french(value)
    return _short(word(name, value))


def _short(value: object) -> str:
    text = " ".join(human(value).split()) or _EMPTY
    return text if len(text) <= _LONG else text[: _LONG - 1] + "…"
