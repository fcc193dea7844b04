"""Set out a plan for people: what is created, changed, closed, no longer said, disputed, brought together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from app.view_models.plan_words import (
    DIFFERENT,
    credited_sentence,
    judged_different,
    last_day_sentence,
    restated_sentence,
)
from app.view_models.table import MOST_ROWS, ColumnView, RowView, TableView
from app.view_models.terms import caption, is_id, word
from app.view_models.typography import NBSP, counted, day, number, readable, sentence, typeset
from app.view_models.verbs import verb
from graph.judgement import DOUBLON
from graph.model.dates import is_partial_date
from graph.model.ontology import node_properties, node_spec, relationship_properties, relationship_spec
from graph.model.statement import RelationshipStatement
from graph.plan import Change, ChangeKind, Contradiction, Disparu, NodeState, Plan, Rapproche, Redit, State
from graph.state import RelationshipState
from ingest.headings import fold
from ingest.provenance import correction_issue, match_issue

DISPARU, CONTRADICTION, RAPPROCHE, REDIT = "disparu", "contradiction", "rapproche", "redit"

SORTS: Final[Mapping[str, str]] = {
    ChangeKind.MODIFIE.value: "~ modifié",
    ChangeKind.CLOS.value: "⊣ clos",
    ChangeKind.RETIRE.value: "− retiré",
    ChangeKind.CREE.value: "+ créé",
    REDIT: "✎ correction gardée",
    DISPARU: "? n’est plus dit",
    CONTRADICTION: "≠ contradiction",
    RAPPROCHE: "= rapproché",
}
"""Sorts of lines of a plan, in the order in which they are read: what changes or ends deserves to be read first."""

HEADINGS: Final = ("Changement", "Nature", "Objet", "Avant", "Après")

_TECHNICAL = {
    "preuve_sources": "Documents cités",
    "extra_cles": "Autres colonnes",
    "extra_valeurs": "Contenu des autres colonnes",
}

_LONG: Final = 120
"""Longest name or value of a line that the screen shows; the export keeps names whole."""

_Item = Change | Disparu | Rapproche | Redit | tuple[State, Contradiction]


@dataclass(frozen=True, slots=True)
class PlanView:
    """
    Hold what writing would change.

    Parameters
    ----------
    figures
        Created, changed, closed, unchanged: (number, what).
    asides
        Sentences on what is no longer said, disputed, brought together.
    created
        What is created: (kind, number), in alphabetical order.
    reference
        Sentence on what the reference brings, counted apart; empty when it brings nothing.
    changes
        Lines asked for.
    more
        Lines that the table does not draw.
    """

    figures: tuple[tuple[str, str], ...]
    asides: tuple[str, ...]
    created: tuple[tuple[str, str], ...]
    reference: str
    changes: TableView
    more: int


def build_plan(
    plan: Plan, names: Mapping[str, str], sorts: Collection[str] = (), types: Collection[str] = (), text: str = ""
) -> PlanView:
    """
    Return a plan ready to draw.

    Parameters
    ----------
    plan
        The plan.
    names
        Names of the objects of the graph by id; those the plan creates are added.
    sorts
        Sorts of lines to list (see `SORTS`); all when empty.
    types
        Labels and relationship types to list; all when empty.
    text
        Words that the object of a line has, whatever their case and accents.
    """
    known = _names(plan, names)
    listed = [item for item in _items(plan, set(sorts)) if _wanted(item, set(types), fold(text), known)]
    retired = plan.count(ChangeKind.RETIRE)
    return PlanView(
        figures=tuple(
            (number(count), label)
            for count, label in (
                (plan.count(ChangeKind.CREE), "à créer"),
                (plan.count(ChangeKind.MODIFIE), "à modifier"),
                (plan.count(ChangeKind.CLOS), "à clore"),
                *(((retired, "à retirer"),) if retired else ()),
                (plan.unchanged, "déjà dans la base"),
            )
        ),
        asides=tuple(_asides(plan)),
        created=tuple((told, number(count)) for told, count in _created(plan)),
        reference=_reference(plan),
        changes=_table(listed[:MOST_ROWS], known),
        more=max(0, len(listed) - MOST_ROWS),
    )


def plan_lines(plan: Plan, names: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """Yield every line of a plan, for an export: change, kind, object, before, after."""
    known = _names(plan, names)
    for item in _items(plan, set()):
        what, *rest = _cells(item, known)
        yield what.split(" ", 1)[-1], *rest


def facts_of(plan: Plan) -> tuple[Change, ...]:
    """Return the changes of facts: those of the reference are counted apart."""
    return tuple(change for change in plan.changes if change.kind is not ChangeKind.REFERENTIEL and _is_fact(change))


def writing_label(plan: Plan) -> str:
    """Return what the button that writes a plan says."""
    facts = len(facts_of(plan))
    if facts:
        return f"Écrire {counted(facts, 'changement')} dans la base"
    if plan.credited:
        return f"Porter {counted(plan.credited, 'énoncé')} au compte de ce fichier"
    return f"Écrire {counted(len(plan.changes), 'élément')} du référentiel dans la base"


def without_reference(plan: Plan) -> Plan:
    """Return a plan to show, without what the reference brought and takes back."""
    return replace(plan, changes=facts_of(plan))


def match_labels(plan: Plan, names: Mapping[str, str]) -> dict[str, str]:
    """Return each undated statement read as a dated one, in one line, by the key that refuses it."""
    known = _names(plan, names)
    return {
        key: typeset(f"{_between(one.statement, known)}, depuis le {day(one.valid_from)}")
        for one in plan.rapproches
        if (key := match_issue(one).key)
    }


def correction_labels(plan: Plan, names: Mapping[str, str]) -> dict[str, str]:
    """Return each statement that says again what a person put right, in one line, by the key that prefers it."""
    known = _names(plan, names)
    return {
        key: typeset(f"{_between(one.statement, known)} : {_identity(one, one.statement)}")
        for one in plan.redits
        if (key := correction_issue(one).key)
    }


def sorts_of(plan: Plan) -> list[str]:
    """Return the sorts of lines that a plan has, in order."""
    present = {change.kind.value for change in plan.changes}
    present |= {DISPARU} if any(not one.ferme for one in plan.disparus) else set()
    present |= {CONTRADICTION} if plan.contradictions() else set()
    present |= {RAPPROCHE} if plan.rapproches else set()
    present |= {REDIT} if plan.redits else set()
    return [name for name in SORTS if name in present]


def types_of(plan: Plan) -> dict[str, str]:
    """Return the labels and types that the lines of a plan touch, with their French name, in alphabetical order."""
    names = {name for item in _items(plan, set()) for name in _kinds(item)}
    return {name: kind_label(name) for name in sorted(names, key=kind_label)}


def _created(plan: Plan) -> Iterator[tuple[str, int]]:
    """Yield what a plan creates and how many: what keeps two records apart is told so."""
    judged = judged_different(plan, ChangeKind.CREE)
    for name, count in plan.counts_by_name(ChangeKind.CREE).items():
        doubts = count - judged if name == DOUBLON else count
        if doubts:
            yield kind_label(name), doubts
    if judged:
        yield f"relation {DIFFERENT}", judged


def kind_label(name: str) -> str:
    """Return the French name of a label, or how a relationship type reads."""
    spec = node_spec(name)
    if spec:
        return spec.plural
    return f"relation « {verb(name)} »" if relationship_spec(name) else name


def _is_fact(change: Change) -> bool:
    return any(state is not None and state.fait for state in (change.before, change.after))


def _names(plan: Plan, names: Mapping[str, str]) -> dict[str, str]:
    own = {c.state.id: str(c.state.properties.get("nom")) for c in plan.changes if isinstance(c.state, NodeState)}
    return {**names, **own}


def _items(plan: Plan, sorts: Collection[str]) -> list[_Item]:
    by_sort: dict[str, list[_Item]] = {name: [] for name in SORTS}
    for change in plan.changes:
        if change.kind.value in by_sort:
            by_sort[change.kind.value].append(change)
    # What is closed because its file no longer says it is already among the closed.
    by_sort[DISPARU] += [one for one in plan.disparus if not one.ferme]
    by_sort[CONTRADICTION] += plan.contradictions()
    by_sort[RAPPROCHE] += plan.rapproches
    by_sort[REDIT] += plan.redits
    return [item for name, items in by_sort.items() if not sorts or name in sorts for item in items]


def _wanted(item: _Item, types: Collection[str], text: str, names: Mapping[str, str]) -> bool:
    if types and not any(name in types for name in _kinds(item)):
        return False
    return not text or text in fold(_object(item, names))


def _kinds(item: _Item) -> Iterable[str]:
    if isinstance(item, Rapproche | Redit):
        return (item.statement.type,)
    return item[0].kinds if isinstance(item, tuple) else item.state.kinds


def _table(items: Iterable[_Item], names: Mapping[str, str]) -> TableView:
    columns = tuple(
        ColumnView(name, title, help_, numeric=False)
        for (name, help_), title in zip(
            (
                ("quoi", "Créé, modifié, clos, retiré, n’est plus dit, contradiction ou rapproché."),
                ("nature", "Nature de l’objet, ou de la relation."),
                ("objet", "Nom de l’objet, ou les deux bouts de la relation."),
                ("avant", "Ce que la base dit aujourd’hui."),
                ("apres", "Ce qu’elle dira."),
            ),
            HEADINGS,
            strict=True,
        )
    )
    rows = []
    short = {id_: _cut(name) for id_, name in names.items()}
    for item in items:
        cells = dict(zip(("quoi", "nature", "objet", "avant", "apres"), _cells(item, short), strict=True))
        rows.append(RowView(cells["objet"], cells, cells, (), None, ()))
    return TableView("Changements", columns, tuple(rows))


def _cells(item: _Item, names: Mapping[str, str]) -> tuple[str, ...]:
    what = _object(item, names)
    if isinstance(item, Rapproche):
        said = f"Sans date dans le fichier : lue comme celle qui commence le {day(item.valid_from)}"
        return SORTS[RAPPROCHE], "Relation", what, "", typeset(said)
    if isinstance(item, Redit):
        when = f" le {day(item.jour)}" if item.jour else ""
        said = f"Ce fichier redit : {_identity(item, item.statement)}"
        kept = f"Corrigé à la main{when}, gardé : {_identity(item, item.corrigee)}"
        return SORTS[REDIT], "Relation", what, typeset(said), typeset(kept)
    if isinstance(item, Disparu):
        return (
            SORTS[DISPARU],
            _nature(item.state),
            what,
            typeset(f"Dit par {item.origine}"),
            sentence(item.raison.phrase),
        )
    if isinstance(item, tuple):
        state, found = item
        values = " · ".join(f"{_value(found.propriete, value, names)} ({origin})" for origin, value in found.valeurs)
        kept = f"{_title(state, found.propriete)}{NBSP}: {_value(found.propriete, found.retenue, names)}, montré"
        return SORTS[CONTRADICTION], _nature(state), what, typeset(values), typeset(kept)
    return SORTS[item.kind.value], _nature(item.state), what, *_sides(item, names)


def _asides(plan: Plan) -> Iterator[str]:
    if credited := plan.credited:
        yield credited_sentence(credited)
    closed = sum(one.ferme for one in plan.disparus)
    if closed:
        them = "la" if closed < 2 else "les"
        why = f"parce que le fichier ne {them} dit plus"
        yield f"{counted(closed, 'relation')} à clore {why}. {last_day_sentence(plan)}"
    for raison, count in Counter(one.raison for one in plan.disparus if not one.ferme).items():
        yield f"N’est plus dit par le fichier{NBSP}: {number(count)}, {typeset(raison.phrase)}."
    disputed = len(plan.contradictions())
    if disputed:
        yield (
            f"Désaccords entre fichiers{NBSP}: {number(disputed)}. Rien n’est effacé\u00a0: la base garde chaque "
            "valeur avec son fichier, et montre la première arrivée."
        )
    if plan.redits:
        yield restated_sentence(len(plan.redits))
    if plan.rapproches:
        yield (
            f"Relations sans date lues comme les mêmes, déjà datées{NBSP}: {number(len(plan.rapproches))}. "
            "Leur preuve s’ajoute."
        )


def _reference(plan: Plan) -> str:
    names = Counter(
        name
        for change in plan.changes
        if change.kind is ChangeKind.REFERENTIEL and not change.state.fait
        for name in change.state.kinds
    )
    if not names:
        return ""
    told = ", ".join(f"{kind_label(name).lower()}{NBSP}: {number(count)}" for name, count in names.most_common(4))
    return f"Comptés à part, apportés ou complétés par le référentiel{NBSP}: {told}."


def _nature(state: State) -> str:
    return caption(state.labels) if isinstance(state, NodeState) else "Relation"


def _identity(item: Redit, told: RelationshipStatement | RelationshipState) -> str:
    """Return the role, the first day or both, as a file or the correction tells them."""
    specs = relationship_properties(told.type)
    values = ((specs[name].caption.lower(), told.properties.get(name)) for name in item.changes)
    return ", ".join(f"{title} « {_value('', value, {})} »" if value else f"{title} non dit" for title, value in values)


def _object(item: _Item, names: Mapping[str, str]) -> str:
    if isinstance(item, Rapproche | Redit):
        return _between(item.statement, names)
    state = item[0] if isinstance(item, tuple) else item.state
    if isinstance(state, NodeState):
        return typeset(str(state.properties.get("nom") or state.id))
    return _between(state, names)


def _between(found: RelationshipStatement | State, names: Mapping[str, str]) -> str:
    assert not isinstance(found, NodeState)  # noqa: S101 - only relationships have two ends
    said = verb(found.type, properties=found.properties)
    return typeset(f"{names.get(found.start, found.start)} {said} {names.get(found.end, found.end)}")


def _sides(change: Change, names: Mapping[str, str]) -> tuple[str, str]:
    """Return the changed properties before and after, in words; a creation has nothing before."""
    before, after = [], []
    for name, (old, new) in change.differences().items():
        if name == "nom" and change.before is None:
            continue
        if name.startswith("preuve_"):
            if name == "preuve_citations":
                if change.after is not None:
                    after.append(f"{counted(len(new) if isinstance(new, list) else 0, 'citation')}")
                if old:
                    before.append(f"{counted(len(old) if isinstance(old, list) else 0, 'citation')}")
            continue
        title = _title(change.state, name)
        if old is not None:
            before.append(f"{title}{NBSP}: {_value(name, old, names)}")
        if new is not None:
            after.append(f"{title}{NBSP}: {_value(name, new, names)}")
    return " · ".join(before), " · ".join(after)


def _title(state: State, name: str) -> str:
    if name.startswith("extra:"):
        return f"« {name.removeprefix('extra:')} »"
    specs = node_properties(state.labels) if isinstance(state, NodeState) else relationship_properties(state.type)
    return specs[name].caption if name in specs else _TECHNICAL.get(name, name)


def _value(name: str, value: object, names: Mapping[str, str]) -> str:
    """Return a stored value in words: name of an object, label of a code, French date."""
    text = value
    if isinstance(value, str):
        text = names.get(value, value) if is_id(value) else word(name, value)
    dated = isinstance(text, str) and is_partial_date(text) and not text.isdigit()
    said = readable(text, "date" if dated else "texte")
    return _cut(said)


def _cut(text: str) -> str:
    return text if len(text) <= _LONG else text[: _LONG - 1] + "…"
