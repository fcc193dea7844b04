"""Turn what a person types into one small import: same checks, same plan, same journal as a file, without a file.

What is typed is laid out as rows of the tables of the model, under the origin `saisie`, which wins over every file.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from graph.assertion import assert_statement
from graph.closing import Closing
from graph.model.dates import first_day, last_day
from graph.model.ontology import relationship_spec
from graph.model.statement import IDENTITY, RelationshipStatement
from graph.plan import SAISIE, Change, ChangeKind, NodeState, Plan, RelationshipState, State
from graph.provenance import TEAM
from graph.store.journal import JournalEntry
from graph.store.store import Store
from ingest import importer
from ingest.decode import decode
from ingest.entries import Entry, EntryRefused, Told, add_relationship, correct_relationship, free_id, untold
from ingest.importer import Checked
from ingest.issues import Issue
from ingest.known import Known
from ingest.needs import NEED, TYPE
from ingest.records import ReadResult
from ingest.report import plan_counts
from ingest.sheets import RELATIONS
from ingest.tables import RawTable
from queries.catalogue import get

NATURE = "saisie"
"""Nature of the journal entries of what is typed, and name of the reader."""

_ROW = 2
_REMEDIES = {"ING-413": "Remplissez aussi « territoires » (Territoires couverts), ou ajoutez la relation « couvre »."}
"""What to do where the remedy of a file speaks of a sheet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """
    Hold an entry judged, ready to be written.

    Parameters
    ----------
    entry, checked
        What was typed, and what is wrong with it.
    plan
        What it changes, or None when it is refused.
    """

    entry: Entry
    checked: Checked
    plan: Plan | None

    @property
    def problems(self) -> tuple[Issue, ...]:
        """Return what is to be read before writing: the added source is said elsewhere."""
        return tuple(
            replace(issue, remede=_REMEDIES.get(issue.code) or _typed(issue.remede))
            for issue in self.checked.report.problemes
            if issue.code != "ING-414"
        )


def prepare(store: Store, entry: Entry, told: Told, *, today: date | None = None) -> Prepared:
    """
    Judge an entry and compute what it changes; nothing is written.

    Raises
    ------
    EntryRefused
        If no source is given.
    """
    entry = _with_need_moved(store, entry, today or date.today())
    checked = importer.check_records(
        _read(store, entry, told), store, name=entry.titre, lecteur=NATURE, today=today, sha256=""
    )
    if checked.report.refuse:
        return Prepared(entry=entry, checked=checked, plan=None)
    found = importer.plan(checked, store, closing=Closing.NON)
    plan = _moved(store, found, checked, entry.anciennes) if entry.anciennes else found
    _refuse_reversed(plan)
    return Prepared(entry=entry, checked=checked, plan=plan)


def write(store: Store, prepared: Prepared) -> JournalEntry | None:
    """
    Write an entry whole or not at all; return None when the graph says it already.

    Raises
    ------
    graph.store.conflicts.StalePlan
        If the graph changed since the plan was computed.
    """
    if prepared.plan is None or prepared.plan.is_empty:
        return None
    counts = plan_counts(prepared.plan)
    counts["retires"] = prepared.plan.count(ChangeKind.RETIRE)
    counts["referentiel"] = prepared.plan.counts_by_name(ChangeKind.REFERENTIEL)
    return store.apply(
        prepared.plan,
        JournalEntry(
            id=f"sai-{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{secrets.token_hex(2)}",
            nature=NATURE,
            fichier=prepared.entry.titre,
            sha256="",
            lecteur=NATURE,
            date="",
            lignes=prepared.checked.report.lignes.to_json(),
            comptes=counts,
        ),
    )


def node(store: Store, id_: str) -> NodeState | None:
    """Return an object that the facts hold, or None."""
    state = store.current({id_}, set()).get(id_)
    return state if isinstance(state, NodeState) and state.fait else None


def links_of(store: Store, id_: str) -> list[RelationshipState]:
    """Return the relationships that facts hold at either end of an object, by type, ends and id."""
    rows = store.read(get("autour_de_deux").cypher, {"ids": [id_]})
    keys = {(row["type"], row["depart"], row["arrivee"]) for row in rows if id_ in {row["depart"], row["arrivee"]}}
    found = [one for one in store.current(set(), keys).values() if isinstance(one, RelationshipState) and one.fait]
    return sorted(found, key=lambda link: (link.type, link.start, link.end, link.id))


def relationship(store: Store, text: str) -> RelationshipState | None:
    """
    Return the relationship that a text designates, or None.

    Parameters
    ----------
    store
        Open store.
    text
        Its id (`r-…`), or `type|de|vers`, then the role and the first day when several have this type and these ends.

    Raises
    ------
    EntryRefused
        If it designates several.
    """
    parts = [part.strip() for part in text.split("|")]
    if len(parts) < 3:
        keys = {
            (row["type"], row["depart"], row["arrivee"])
            for row in store.read(get("relation_d_identifiant").cypher, {"id": text})
        }
        state = store.current(set(), keys).get(text) if keys else None
        return state if isinstance(state, RelationshipState) and state.fait else None
    wanted = dict(zip(IDENTITY, parts[3:], strict=False))
    found = [
        one
        for one in store.current(set(), {(parts[0].upper(), parts[1], parts[2])}).values()
        if isinstance(one, RelationshipState)
        and one.fait
        and all(str(one.properties.get(name, "")).startswith(value) for name, value in wanted.items())
    ]
    if len(found) > 1:
        ids = ", ".join(sorted(one.id for one in found))
        raise EntryRefused(f"{len(found)} relations ont ce type et ces deux bouts.", f"Désignez-en une\u00a0: {ids}.")
    return found[0] if found else None


def title_of(store: Store, link: RelationshipState) -> str:
    """Return a relationship in words: the names of its ends and its verb."""
    states = store.current({link.start, link.end}, set())
    spec = relationship_spec(link.type)
    start, end = (
        str(states[id_].properties.get("nom", id_)) if id_ in states else id_ for id_ in (link.start, link.end)
    )
    return f"{start} {spec.caption if spec else link.type} {end}"


def _read(store: Store, entry: Entry, told: Told) -> ReadResult:
    """Lay an entry out as tables and read them, the source of each row with it."""
    result = ReadResult(reader=NATURE)
    citation: dict[str, object] = {"citation": told.citation} if told.citation.strip() else {}
    proof: dict[str, object] = {"source": told.name, **citation}
    rows: list[tuple[str, Mapping[str, object]]] = []
    if source := _new_source(store, told):
        rows.append(("sources", source))
    for table, cells in entry.lignes:
        dated = {"observed_at": told.jour} if table == RELATIONS and told.jour else {}
        rows.append((table, {**dated, **cells, **proof}))
    numbers: dict[str, int] = {}
    for table, cells in rows:
        number = numbers[table] = numbers.get(table, _ROW - 1) + 1
        result.extend(
            decode(
                RawTable(
                    file=SAISIE,
                    title=table,
                    sheet=table,
                    rows=[(1, list(cells)), (number, list(cells.values()))],
                ),
                NATURE,
            )
        )
    return result


def _with_need_moved(store: Store, entry: Entry, today: date) -> Entry:
    """
    Return an entry that gives a need another territory with what follows: the need is no more that of the former one.

    Notes
    -----
    Only the relationship that the former territory of the diagnostic stood for ends, today: a territory that was said
    to have the need besides keeps it.
    """
    rows: list[tuple[str, Mapping[str, object]]] = []
    for _, cells in entry.lignes:
        need, territory = str(cells.get("id", "")), str(cells.get("territoire") or "").strip()
        state = node(store, need) if need and territory else None
        former = state.properties.get("territoire") if state and NEED in state.labels else None
        if not former or former == territory:
            continue
        for link in links_of(store, need):
            if link.type == TYPE and link.start == former and "valid_to" not in link.properties:
                rows += correct_relationship(link, {}, closing=today.isoformat()).lignes
        rows += add_relationship(TYPE, territory, need, {}).lignes
    return replace(entry, lignes=(*entry.lignes, *rows))


def _new_source(store: Store, told: Told) -> dict[str, object] | None:
    """
    Return the row of the source, or None when the graph knows it.

    Raises
    ------
    EntryRefused
        If it is not said who tells, or when a team knew it.
    """
    if missing := untold(told):
        raise EntryRefused(
            missing,
            "Nommez le document qui le dit, ou la fonction de la personne qui le sait (jamais son nom) et la date.",
        )
    known = Known(store).sources
    name = told.name
    if name in known:
        return None
    row: dict[str, object] = {"id": free_id("src:", name), "nom": name}
    if told.jour:
        row["date_document"] = told.jour
    if not told.document.strip():
        row["type_source"] = TEAM
    return row


def _moved(store: Store, plan: Plan, checked: Checked, former: Mapping[str, RelationshipState]) -> Plan:
    """Return the plan once the relationships put right took the place of what they were."""
    changes = list(plan.changes)
    statements = [one for one in checked.statements if isinstance(one, RelationshipStatement)]
    for old in former.values():
        statement = next(s for s in statements if (s.type, s.start, s.end) == (old.type, old.start, old.end))
        if statement.id == old.id:
            continue
        place = next((n for n, change in enumerate(changes) if change.state.id == statement.id), None)
        before = changes[place].before if place is not None else None
        if before is not None or place is None:
            raise EntryRefused(
                "La base a déjà cette relation, avec ce rôle et ce premier jour.",
                "Fermez celle-ci, ou corrigez l’autre.",
            )
        carried = assert_statement(statement, statement.id, replace(old, id=statement.id), SAISIE)
        changes[place] = Change(ChangeKind.CREE, None, carried)
        changes.append(Change(ChangeKind.RETIRE, old, None))
    return replace(plan, changes=tuple(changes))


def _refuse_reversed(plan: Plan) -> None:
    """
    Refuse an end before its beginning, when one of the two was already in the graph.

    Raises
    ------
    EntryRefused
        If it is so.
    """
    for change in plan.changes:
        state = change.after
        if state is None or change.kind is ChangeKind.REFERENTIEL:
            continue
        for start, end in (("valid_from", "valid_to"), ("date_debut", "date_fin")):
            first, last = state.properties.get(start), state.properties.get(end)
            if first and last and first_day(str(first)) > last_day(str(last)):
                raise EntryRefused(
                    f"La fin ({last}) vient avant le début ({first}) de « {_name(state)} ».",
                    "Corrigez l’une des deux dates.",
                )


def _typed(remedy: str) -> str:
    """Return a remedy of a file as it is for what is typed."""
    return remedy.replace("elancez l’import", "ecommencez la saisie")


def _name(state: State) -> str:
    if isinstance(state, NodeState):
        return str(state.properties.get("nom", state.id))
    return f"{state.start} {state.type} {state.end}"
