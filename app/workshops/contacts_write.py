"""Write the answers of a workshop into the base: the plan first, then all of it or nothing, undone by the journal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from app.workshops.contacts import PENDING, Statements, event_id, source_name, statements
from app.workshops.record import Workshop
from graph.closing import Closing
from graph.model.properties import PREUVE_SOURCES
from graph.model.statement import Statement
from graph.plan import SAISIE, Change, ChangeKind, Plan, RelationshipState, State
from graph.store.journal import JournalEntry
from graph.store.store import Store
from ingest import importer, manual
from ingest.choices import Choices
from ingest.entries import EntryRefused, free_id
from ingest.manual import Prepared
from ingest.provenance import match_issue

_TYPES = ("LIEN", "PARTICIPE", "CONCERNE")
_SEEN = ("intensite", "note", "observed_at")
_ANOTHER = (
    "La base tient déjà les réponses d’un atelier du même nom, supprimé depuis\u00a0: ces réponses-ci les remplacent."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """
    Hold the answers of a workshop, judged, ready to be written.

    Parameters
    ----------
    said
        What the forms say.
    prepared
        The problems found, and the plan; None in place of the plan when it is refused.
    withdrawn
        Relationships that earlier forms of this workshop said, and that none says any more: they are taken out.
    """

    said: Statements
    prepared: Prepared
    withdrawn: int

    @property
    def plan(self) -> Plan | None:
        """Return what would change in the base; None when it is refused."""
        return self.prepared.plan


def prepare(store: Store, workshop: Workshop, *, today: date | None = None) -> Writing:
    """
    Judge the answers received and compute what they change; nothing is written.

    Parameters
    ----------
    store
        Open store; it is only read.
    workshop
        Workshop with its forms.
    today
        Day on which it is judged; the real one when None.

    Raises
    ------
    EntryRefused
        If there is nothing to write, or the workshop has not taken place.
    """
    moment = today or date.today()
    if workshop.date > moment.isoformat():
        raise EntryRefused(
            "L’atelier n’a pas encore eu lieu.", "Corrigez sa date, ou revenez le jour même avec les réponses."
        )
    said = statements(workshop, _known(store, {one.acteur for one in workshop.participants if one.acteur}))
    if not workshop.evenement and store.current({said.evenement}, set()):
        said = replace(said, notes=(_ANOTHER, *said.notes))
    prepared = _judged(store, workshop, said, today)
    if prepared.plan is None:
        return Writing(said=said, prepared=prepared, withdrawn=0)
    taken = _withdrawn(store, workshop, prepared.checked.statements, prepared.plan)
    if taken:
        changes = (*prepared.plan.changes, *(Change(ChangeKind.RETIRE, state, None) for state in taken))
        prepared = replace(prepared, plan=replace(prepared.plan, changes=changes))
    return Writing(said=said, prepared=prepared, withdrawn=len(taken))


def write(store: Store, workshop: Workshop, writing: Writing) -> tuple[Workshop, JournalEntry | None]:
    """
    Write the answers whole or not at all.

    Returns
    -------
    workshop
        Workshop with the id of its event.
    entry
        Line of the journal, by which it is undone; None when the base says it all already.

    Raises
    ------
    graph.store.conflicts.StalePlan
        If the graph changed since the plan was computed.
    """
    entry = manual.write(store, writing.prepared)
    if writing.plan is None:
        return workshop, None
    return replace(workshop, evenement=writing.said.evenement), entry


def _known(store: Store, ids: set[str]) -> set[str]:
    """Return which of these ids are actors that the base holds."""
    return {id_ for id_, state in store.current(ids, set()).items() if "Acteur" in state.kinds}


def _judged(store: Store, workshop: Workshop, said: Statements, today: date | None) -> Prepared:
    """
    Return what the forms change, once three things that a file may do are left out.

    Notes
    -----
    What others hold for sure does not become « to be confirmed » because one form alone says it too. What others saw
    since, another workshop for one, does not go back to what these forms saw before. And a link that a form puts right
    is not read as the dated one that this same form said before.
    """
    prepared = manual.prepare(store, said.entry, said.told, today=today)
    if prepared.plan is None:
        return prepared
    cited = _cited(workshop)
    kept: dict[tuple[str, str], dict[str, object]] = {}
    for change in prepared.plan.changes:
        before, after = change.before, change.after
        if not isinstance(before, RelationshipState) or after is None or _own(before, cited):
            continue
        names = ["statut"] if before.properties.get("statut") != after.properties.get("statut") == PENDING else []
        if str(before.properties.get("observed_at") or "") > str(after.properties.get("observed_at") or ""):
            names += _SEEN
        if names:
            kept[before.start, before.end] = {name: before.properties.get(name) for name in names}
    if kept:
        lignes = tuple((table, _as_held(cells, kept)) for table, cells in said.entry.lignes)
        prepared = manual.prepare(store, replace(said.entry, lignes=lignes), said.told, today=today)
    if prepared.plan is None:
        return prepared
    keys = {(one.statement.type, one.statement.start, one.statement.end) for one in prepared.plan.rapproches}
    states = store.current(set(), keys)
    own = [one for one in prepared.plan.rapproches if one.id in states and _own(states[one.id], cited)]
    if not own:
        return prepared
    choices = Choices(refused=frozenset(match_issue(one).key for one in own))
    checked = replace(prepared.checked, choices=choices)
    return replace(prepared, checked=checked, plan=importer.plan(checked, store, closing=Closing.NON))


def _as_held(cells: Mapping[str, object], kept: Mapping[tuple[str, str], Mapping[str, object]]) -> Mapping[str, object]:
    """Return the row of a link with what others said better; any other row as it is."""
    if cells.get("type") != "LIEN":
        return cells
    said = {**cells, **kept.get((str(cells["de"]), str(cells["vers"])), {})}
    return {name: value for name, value in said.items() if value is not None}


def _withdrawn(store: Store, workshop: Workshop, said: Iterable[Statement], plan: Plan) -> list[RelationshipState]:
    """
    Return what earlier forms of this workshop said and none says any more.

    Notes
    -----
    Only what was typed and cites nothing but the forms of this workshop: what others say too stays.
    """
    event, cited = event_id(workshop), _cited(workshop)
    kept = {statement.id for statement in said}
    kept |= {one.id for one in plan.rapproches} | {one.corrigee.id for one in plan.redits}
    keys = {
        (type_, row["depart"], row["arrivee"])
        for type_ in _TYPES
        for row in store.relationships(type_)
        if row["id"] not in kept and _cites(row["p"], cited)
    }
    found = [
        state
        for state in store.current(set(), keys).values()
        if isinstance(state, RelationshipState)
        and state.id not in kept
        and _own(state, cited)
        and (state.type == "LIEN" or event in {state.start, state.end})
    ]
    return sorted(found, key=lambda state: state.id)


def _cited(workshop: Workshop) -> set[str]:
    """Return the names under which the proofs cite the forms of a workshop."""
    name = source_name(workshop)
    return {name, free_id("src:", name)}


def _own(state: State, cited: set[str]) -> bool:
    """Tell whether nobody says something but the forms: it was typed, and cites nothing else."""
    return state.origines == (SAISIE,) and _cites(state.properties, cited)


def _cites(properties: Mapping[str, object], cited: set[str]) -> bool:
    """Tell whether a statement has proofs, all of them among these."""
    sources = properties.get(PREUVE_SOURCES)
    return isinstance(sources, list) and bool(sources) and set(map(str, sources)) <= cited
