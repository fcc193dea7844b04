"""Turn the nodes and edges of a GEXF or GraphML file into facts, when they are those of our own export."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from graph.model.statement import Location
from graph.provenance import FERMETURE, merge
from ingest.choices import Choices
from ingest.graph_file import (
    EDGES,
    LABELS,
    NODES,
    PREFIX,
    REFERENCE,
    TYPE,
    edge_entry,
    known_columns,
    label_of,
    node_entry,
)
from ingest.issues import Issue, problem
from ingest.limits import size, thousands
from ingest.readers.base import NO_OPTIONS, ReadOptions, beginning, unreadable
from ingest.readers.facts_json import read_entries
from ingest.records import ReadResult
from ingest.xml_stream import LARGEST, Listener, XmlRefused, read_xml

_COLUMNS_SHOWN = 12
_BEGINNING = 4096
_DRAWN = frozenset(
    {"r", "g", "b", "x", "y", "z", "size", "weight", "start", "end", "id", "label", "edgelabel", "viz", "networkx_key"}
)
"""Attributes that only say how, or under which number, something is drawn."""

_ADDED = {
    NODES: (
        "ce nœud a été ajouté dans un autre logiciel : rien n’y dit ce qu’il est pour Maillage",
        "Saisissez-le dans Maillage, ou retirez-le du fichier, puis relancez l’import.",
    ),
    EDGES: (
        "ce lien a été ajouté dans un autre logiciel : rien n’y dit de quelle relation il s’agit",
        "Saisissez-le dans Maillage, ou retirez-le du fichier, puis relancez l’import.",
    ),
}
_FOREIGN_REMEDY = (
    "Pour importer ce réseau, enregistrez ses nœuds, puis ses liens, en tableaux CSV (dans Gephi : Laboratoire de "
    "données, Exporter la table) et importez-les : Maillage demande ce que veut dire chaque colonne."
)


@dataclass(slots=True)
class RawNode:
    """Hold one node as the file says it: id, label or None, attributes as text, by name."""

    id: str
    label: str | None
    cells: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class RawEdge:
    """Hold one edge as the file says it: ends, attributes as text, by name."""

    start: str
    end: str
    cells: dict[str, str] = field(default_factory=dict)


class GraphListener(Listener):
    """
    Gather what a document says.

    Attributes
    ----------
    nodes, edges
        In the order of the file.
    """

    def __init__(self) -> None:
        self.nodes: list[RawNode] = []
        self.edges: list[RawEdge] = []


@dataclass(slots=True, kw_only=True)
class GraphReader:
    """
    Read facts in one format of networks.

    Parameters
    ----------
    name, title, rank
        As for any reader (see `ingest.readers.base.Reader`).
    suffix, root
        Extension of its files, and how the root element of its documents begins.
    listener
        Makes what knows its elements.
    """

    name: str
    title: str
    rank: int
    suffix: str
    root: bytes
    listener: Callable[[], GraphListener]

    def accepts(self, path: Path, options: ReadOptions = NO_OPTIONS) -> bool:
        """Accept a file of the extension, and an `.xml` that is one."""
        return has_root(path, self.suffix, self.root)

    def files(self, path: Path) -> list[Path]:
        """Return the file."""
        return [path]

    def read(self, path: Path, options: ReadOptions = NO_OPTIONS) -> ReadResult:
        """Return what the file says (see `read_graph`)."""
        return read_graph(path, self.name, self.listener(), options.choices)


def read_graph(path: Path, reader: str, listener: GraphListener, choices: Choices) -> ReadResult:
    """
    Return what a file of nodes and edges says; one row is one node, or one edge, that Maillage wrote as a fact.

    Parameters
    ----------
    path
        File.
    reader
        Name of the reader.
    listener
        Knows the format.
    choices
        What the person decided about the file.

    Notes
    -----
    A graph drawn elsewhere says neither what its nodes are nor what its edges mean: it is refused, with the way to
    import it as tables.
    """
    result = ReadResult(reader=reader)
    where = Location(file=path.name)
    try:
        _listen(path, where, listener, result)
    except OSError as error:
        return unreadable(path, reader, error)
    if result.issues:
        return result
    if not any(LABELS in node.cells for node in listener.nodes):
        found = "ce réseau n’a pas été écrit par Maillage" if listener.nodes else "ce fichier ne contient aucun nœud"
        result.issues.append(problem("ING-102", where, found, remedy=_FOREIGN_REMEDY))
        return result
    _read_nodes(path.name, listener.nodes, result, choices)
    _read_edges(path.name, listener.edges, result, choices)
    return result


def has_root(path: Path, suffix: str, root: bytes) -> bool:
    """Tell whether a file has the name of a format, or is an `.xml` that begins with its root element."""
    ending = path.suffix.lower()
    if ending == suffix:
        return not path.is_dir()
    return ending == ".xml" and root in beginning(path)[:_BEGINNING]


def _listen(path: Path, where: Location, listener: GraphListener, result: ReadResult) -> None:
    length = path.stat().st_size
    if length == 0:
        result.issues.append(problem("ING-103", where, "le fichier est vide"))
    elif length > LARGEST:
        expected = f"La limite est de {size(LARGEST)}."
        result.issues.append(problem("ING-107", where, f"le fichier pèse {size(length)}", expected=expected))
    else:
        try:
            read_xml(path, listener)
        except XmlRefused as refused:
            again = "Exportez à nouveau depuis Maillage ou depuis votre logiciel, puis relancez l’import."
            code = "ING-106" if refused.damaged else "ING-102"
            result.issues.append(problem(code, where, str(refused), remedy=again))


def _read_nodes(file: str, nodes: Iterable[RawNode], result: ReadResult, choices: Choices) -> None:
    facts = [node for node in nodes if node.cells.get(REFERENCE, "").strip().lower() != "true"]
    entries = [node_entry(node.id, node.cells) for node in facts]
    _read(
        file, NODES, LABELS, [(node.cells, entry) for node, entry in zip(facts, entries, strict=True)], result, choices
    )
    renamed = [
        number
        for number, (node, entry) in enumerate(zip(facts, entries, strict=True), start=1)
        if LABELS in node.cells and node.label not in {None, "", label_of(entry)}
    ]
    if renamed:
        how_many = "d’un nœud" if len(renamed) == 1 else f"de {thousands(len(renamed))} nœuds"
        message = f"le libellé {how_many} a été changé dans un autre logiciel, et c’est l’attribut « nom » qui est lu"
        where = Location(file=file, sheet=NODES, row=renamed[0])
        result.issues.append(problem("ING-121", where, message, column="label"))


def _read_edges(file: str, edges: Iterable[RawEdge], result: ReadResult, choices: Choices) -> None:
    entries = [(edge.cells, edge_entry(edge.start, edge.end, edge.cells)) for edge in edges]
    _read(file, EDGES, TYPE, entries, result, choices)


def _read(
    file: str,
    sheet: str,
    marking: str,
    found: list[tuple[dict[str, str], dict[str, Any]]],
    result: ReadResult,
    choices: Choices,
) -> None:
    """Read facts as the JSON export's; say what other programs added, and what they changed in vain."""
    added = {number for number, (cells, _) in enumerate(found, start=1) if marking not in cells}
    before = len(result.issues)
    read_entries(file, sheet, [entry for _, entry in found], result, choices)
    result.issues[before:] = [_about_added(issue, added) for issue in result.issues[before:]]
    known = known_columns(sheet)
    unread = dict.fromkeys(
        name for cells, _ in found for name in cells if name not in known | _DRAWN and not name.startswith(PREFIX)
    )
    if unread:
        names = ", ".join(f"« {name} »" for name in list(unread)[:_COLUMNS_SHOWN])
        more = f" et {len(unread) - _COLUMNS_SHOWN} autres" if len(unread) > _COLUMNS_SHOWN else ""
        message = f"attributs que Maillage n’a pas écrits, non lus : {names}{more}"
        result.issues.append(problem("ING-121", Location(file=file, sheet=sheet), message))
    for number, (_, entry) in enumerate(found, start=1):
        where = Location(file=file, sheet=sheet, row=number)
        result.issues += [_in_vain(where, name, entry["proprietes"][name]) for name in _overruled(entry)]


def _about_added(issue: Issue, added: set[int]) -> Issue:
    if issue.ligne not in added or issue.code != "ING-201":
        return issue
    message, remedy = _ADDED[issue.feuille or NODES]
    return replace(issue, message=f"{message}.", remede=remedy)


def _in_vain(where: Location, name: str, value: object) -> Issue:
    message = "valeur changée dans un autre logiciel, non lue : plusieurs fichiers décrivent cette fiche"
    remedy = "Corrigez cette valeur dans Maillage."
    return problem("ING-121", where, message, column=name, value=value, remedy=remedy)


def _overruled(entry: Mapping[str, Any]) -> Iterator[str]:
    """Yield the properties that no longer say what the files that tell of the fact say together."""
    said, files = entry.get("dits"), entry.get("fichiers")
    if not isinstance(said, dict) or not isinstance(files, list) or not all(isinstance(o, dict) for o in said.values()):
        return
    dits = {name: one["proprietes"] for name, one in said.items() if isinstance(one.get("proprietes"), dict)}
    order = [name for name in (*files, FERMETURE) if name in dits]
    names = {name for one in dits.values() for name, value in one.items() if not isinstance(value, list)}
    merged = merge({}, dits, order, names)
    for name in sorted(names):
        given = entry["proprietes"].get(name)
        if not isinstance(given, list) and name in merged and given != merged[name]:
            yield name
