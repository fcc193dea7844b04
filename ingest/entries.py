"""Lay out what a person types as rows of the tables of the model: an object, a relationship, a correction, an end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from graph.model.dates import last_day
from graph.model.ontology import node_spec, node_specs, relationship_spec
from graph.model.statement import IDENTITY
from graph.plan import NodeState, RelationshipState
from graph.provenance import TEAM
from ingest.columns import Part
from ingest.functions import looks_like_name
from ingest.headings import nearest, slug
from ingest.sheets import RELATIONS, Sheet, find_sheet, match_heading


class EntryRefused(ValueError):
    """
    Report an entry that cannot be laid out.

    Parameters
    ----------
    message, remedy
        French sentences.
    """

    code = "APP-151"

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message, self.remedy = message, remedy


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """
    Say who tells what is typed: a document, or a team that knows it.

    Parameters
    ----------
    document
        Name, file name or id of a document.
    fonction
        Function of who knows it (« chargée de mission santé »), never the name of a person; used without a document.
    jour
        Date of the document, or day on which the team knew it; ISO, possibly partial.
    citation
        Words of the document.
    """

    document: str = ""
    fonction: str = ""
    jour: str = ""
    citation: str = ""

    @property
    def name(self) -> str:
        """Return the word by which the proofs cite it."""
        if self.document.strip():
            return self.document.strip()
        return f"{TEAM.capitalize()} ({self.fonction.strip()}), {self.jour}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """
    Hold one thing typed, as rows of tables.

    Parameters
    ----------
    titre
        What it does, in French, for the journal.
    lignes
        (table, cells by heading), in order.
    anciennes
        Relationships that the new ones take the place of: new id -> state, when a role or a first day is put right.
    """

    titre: str
    lignes: tuple[tuple[str, Mapping[str, object]], ...]
    anciennes: Mapping[str, RelationshipState] = field(default_factory=dict)


def untold(told: Told) -> str:
    """Return what is missing for a source to be named, in French; empty when nothing is."""
    if told.document.strip():
        return ""
    if not told.fonction.strip():
        return "La source manque."
    if looks_like_name(told.fonction):
        return (
            f"« {told.fonction.strip()} » ressemble à un prénom et un nom : Maillage ne garde aucune donnée sur les "
            "personnes. Dites sa fonction, par exemple « chargée de mission santé »."
        )
    return "" if told.jour.strip() else "La date à laquelle l’équipe le savait manque."


def add_node(label: str, values: Mapping[str, object], *, taken: Iterable[str] = ()) -> tuple[str, Entry]:
    """
    Return the id and the entry of a new object.

    Parameters
    ----------
    label
        Label.
    values
        Cells by heading; `id` may be left out.
    taken
        Ids that exist.

    Raises
    ------
    EntryRefused
        If the label is unknown, the name missing or a heading is not one of the model.
    """
    spec = node_spec(label)
    sheet = find_sheet(spec.sheet) if spec else None
    if spec is None or sheet is None or spec.vocabulary:
        names = ", ".join(one.label for one in node_specs() if not one.vocabulary)
        raise EntryRefused(f"On ne peut pas ajouter « {label} ».", f"Ce qui s’ajoute\u00a0: {names}.")
    cells = dict(_columns(sheet, values))
    name = str(cells.get("nom") or "").strip()
    if not name:
        raise EntryRefused("Le nom manque.", "Donnez un nom, tel qu’on le lira à l’écran.")
    id_ = str(cells.get("id") or "").strip() or free_id(spec.prefix[-1], name, taken)
    return id_, Entry(
        titre=f"{name}\u00a0: {spec.caption.lower()}, ajout", lignes=((spec.sheet, {**cells, "id": id_}),)
    )


def correct_node(state: NodeState, values: Mapping[str, object], *, closing: str = "") -> Entry:
    """
    Return the entry that gives new values to an object.

    Parameters
    ----------
    state
        Object as it is.
    values
        New cells by heading; an empty one erases nothing.
    closing
        Last day, when the object ends: its end date and its state say so, if its kind has them.

    Raises
    ------
    EntryRefused
        If a heading is not one of the model.
    """
    rows: dict[str, dict[str, object]] = {}
    given = {name: value for name, value in values.items() if str(value).strip()}
    if closing:
        given |= _ending(state, closing)
    tables = [found for label in state.labels if (spec := node_spec(label)) and (found := find_sheet(spec.sheet))]
    for heading, value in given.items():
        sheet = next((one for one in tables if match_heading(one, heading)), tables[0])
        rows.setdefault(sheet.name, {}).update(_columns(sheet, {heading: value}))
    name = str(state.properties.get("nom", state.id))
    if not rows:
        raise EntryRefused(f"Rien n’est encore changé pour « {name} ».", "Changez au moins une information.")
    what = "clôture" if closing else "correction"
    return Entry(
        titre=f"{name}\u00a0: {what}",
        lignes=tuple((table, {**cells, "id": state.id}) for table, cells in rows.items()),
    )


def add_relationship(type_: str, start: str, end: str, values: Mapping[str, object], title: str = "") -> Entry:
    """
    Return the entry of a new relationship between two ids.

    Raises
    ------
    EntryRefused
        If a heading is not one of the model.
    """
    sheet = find_sheet(RELATIONS)
    assert sheet is not None  # noqa: S101 - the model always has it
    cells = {"type": type_, "de": start, "vers": end, **dict(_columns(sheet, values))}
    spec = relationship_spec(type_)
    if spec and len(spec.roles) == 1 and not str(cells.get("role") or "").strip():
        cells["role"] = spec.roles[0]
    return Entry(titre=f"{title or type_}\u00a0: relation, ajout", lignes=((RELATIONS, cells),))


def correct_relationship(
    state: RelationshipState, values: Mapping[str, object], *, closing: str = "", title: str = ""
) -> Entry:
    """
    Return the entry that gives new values to a relationship, or its last day.

    Notes
    -----
    The role and the first day are part of what a relationship is: putting them right moves it, with all that the
    files said of it, to the relationship that it should have been.
    """
    sheet = find_sheet(RELATIONS)
    assert sheet is not None  # noqa: S101 - the model always has it
    given = {name: value for name, value in _columns(sheet, values) if str(value).strip()}
    if closing:
        given["valid_to"] = closing
    if not given:
        raise EntryRefused("Rien n’est encore changé pour cette relation.", "Changez au moins une information.")
    own = {name: state.properties[name] for name in IDENTITY if name in state.properties}
    cells = {"type": state.type, "de": state.start, "vers": state.end, **own, **given}
    moves = any(name in given for name in IDENTITY)
    what = "clôture" if closing else "correction"
    return Entry(
        titre=f"{title or state.type}\u00a0: relation, {what}",
        lignes=((RELATIONS, cells),),
        anciennes={state.id: state} if moves else {},
    )


def close_node(state: NodeState, links: Iterable[RelationshipState], day: str) -> Entry:
    """
    Return the entry that ends an object on a day.

    Notes
    -----
    A scheme or an action ends by its own date. What has no end date of its own (an actor, an instance) ends with its
    open relationships, each closed on that day.
    """
    ending = _ending(state, day)
    rows: list[tuple[str, Mapping[str, object]]] = []
    if ending:
        rows += correct_node(state, {}, closing=day).lignes
    if "date_fin" not in ending:
        for link in links:
            if link.fait and "valid_to" not in link.properties and _group(link.type) in _ENDING:
                rows += correct_relationship(link, {}, closing=day).lignes
    name = str(state.properties.get("nom", state.id))
    if not rows:
        raise EntryRefused(f"« {name} » n’a ni date de fin, ni relation ouverte à clore.", "Il n’y a rien à écrire.")
    return Entry(titre=f"{name}\u00a0: clôture", lignes=tuple(rows))


def free_id(prefix: str, name: str, taken: Iterable[str] = ()) -> str:
    """Return an id made from a name that nothing has yet."""
    known = set(taken)
    base = prefix + (slug(name)[:80].strip("-") or "sans-nom")
    number, found = 1, base
    while found in known:
        number += 1
        found = f"{base}-{number}"
    return found


_ENDING = frozenset({"rôles", "liens directs", "géographie"})
"""Groups of relationships that end with an actor or an instance; what it was part of, or treated, stays true."""


def _group(type_: str) -> str:
    spec = relationship_spec(type_)
    return "rôles" if type_ == "A_INSTANCE" else spec.group if spec else ""


def _ending(state: NodeState, day: str) -> dict[str, object]:
    """Return the cells that say that an object ended, among those its kind has."""
    names = {spec.name: spec for label in state.labels if (found := node_spec(label)) for spec in found.properties}
    ending: dict[str, object] = {"date_fin": day} if "date_fin" in names else {}
    if last_day(day) <= date.today().isoformat() and (statut := names.get("statut")):
        word = {"statuts_fait": "termine", "statuts_action": "terminee"}.get(statut.vocabulary or "")
        ending |= {"statut": word} if word else {}
    return ending


def _columns(sheet: Sheet, values: Mapping[str, object]) -> list[tuple[str, object]]:
    """
    Return the values by the names of the columns of a table.

    Raises
    ------
    EntryRefused
        If a heading names no column: what is typed is never put aside.
    """
    found = []
    for heading, value in values.items():
        column = match_heading(sheet, heading)
        if column is None or column.part in {Part.SOURCE, Part.CITATION} or not column.in_template:
            shown = [c.name for c in sheet.template_columns if c.part in {Part.PROPRIETE, Part.RACCOURCI}]
            near = nearest(heading, shown)
            hint = f" Vouliez-vous dire « {near} »\u202f?" if near else ""
            raise EntryRefused(
                f"« {heading} » n’est pas une information de la table « {sheet.name} ».{hint}",
                f"Informations possibles\u00a0: nom, {', '.join(shown)}.",
            )
        found.append((column.name, value))
    return found
