"""Write the graph as a script of Cypher statements that builds it again on an empty Neo4j, without Maillage.

Texts are literals: their quotes, backslashes and invisible signs are escaped, and so is `;`, so that a statement ends
where a line ends with one, for any program that cuts the script.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from graph import hashing
from graph.model.ontology import ENTITE
from graph.plan import NodeState, RelationshipState, State
from graph.store.journal import JournalEntry, stored_entry
from graph.store.schema import ENTREE, ETAT, constraints
from graph.store.writing import stored

UNDER_WAY = "script-cypher"
"""What the state node says is being written until the last statement: half a graph is never read."""

_ROWS = 50
# A server spends more on a row of a longer list: it plans the whole text of a statement.
_CHARACTERS = 200_000
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_SPECIAL = re.compile(r"[\\';]")
_SHORT = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_IN_COMMENTS = str.maketrans({"'": "’", '"': "”", ";": ",", "`": " ", "\\": "/"})


def write_cypher_script(
    path: Path, states: Iterable[State], journal: Sequence[JournalEntry], about: Iterable[str] = ()
) -> str:
    """
    Write a script.

    Parameters
    ----------
    path
        File to create, or to replace.
    states
        Nodes and relationships; both ends of a relationship are among them.
    journal
        Entries, newest first; what they changed is not in the script, and cannot be undone there.
    about
        Lines of comment for the reader.

    Returns
    -------
    version
        Graph hash of what the script builds.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    states = tuple(states)
    version = hashing.add(hashing.EMPTY_VERSION, added=(state.digest for state in states), removed=())
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        for line in about:
            stream.write(f"// {_comment(line)}\n")
        for statement in statements(states, journal, version):
            stream.write(f"{statement};\n")
    return version


def statements(states: Sequence[State], journal: Sequence[JournalEntry], version: str) -> Iterator[str]:
    """
    Yield the statements, in order, each to be run in its own transaction.

    Parameters
    ----------
    states, journal
        As for `write_cypher_script`.
    version
        Graph hash of the states.
    """
    yield from constraints().values()
    begun = {"id": "etat", "en_cours": UNDER_WAY, "lot": 0, "total": len(states), "verrou": max(len(journal), 1)}
    # Its id is unique: the script stops here on a base that already holds a graph of Maillage.
    yield f"CREATE (e:{ETAT}) SET e = {literal(begun)}"
    for labels, rows in _nodes(states):
        names = "".join(f":{_name(label)}" for label in (ENTITE, *labels))
        for batch in _batches(rows):
            yield f"UNWIND [\n{batch}\n] AS row\nCREATE (n{names}) SET n = row"
    for type_, rows in _relationships(states):
        for batch in _batches(rows):
            yield (
                f"UNWIND [\n{batch}\n] AS row\n"
                f"MATCH (a:{ENTITE} {{id: row.start}}) MATCH (b:{ENTITE} {{id: row.end}})\n"
                f"CREATE (a)-[r:{_name(type_)}]->(b) SET r = row.stored"
            )
    for place, entry in enumerate(reversed(journal), start=1):
        yield f"CREATE (e:{ENTREE}) SET e = {literal(stored_entry(replace(entry, morceaux=None), place))}"
    yield (
        f"MATCH (e:{ETAT} {{id: 'etat'}}) SET e.version = {literal(version)}, e.en_cours = NULL, e.lot = NULL, "
        "e.total = NULL"
    )


def literal(value: object) -> str:
    """
    Return a value as Cypher writes it.

    Raises
    ------
    TypeError
        If it is neither text, number, boolean, list nor map.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, str):
        plain = value.isprintable() and not _SPECIAL.search(value)
        return f"'{value}'" if plain else f"'{''.join(map(_sign, value))}'"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{_name(str(key))}: {literal(item)}' for key, item in value.items())}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(literal, value))}]"
    msg = f"no literal for {type(value).__name__}"
    raise TypeError(msg)


def _sign(sign: str) -> str:
    """Return a character as a text holds it; by number never a quote: servers undo that before they look for them."""
    if sign in _SHORT:
        return _SHORT[sign]
    if sign != ";" and (sign == " " or sign.isprintable()):
        return sign
    units = sign.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[place]:02X}{units[place + 1]:02X}" for place in range(0, len(units), 2))


def _name(name: str) -> str:
    return name if _NAME.fullmatch(name) else f"`{name.replace('`', '``')}`"


def _comment(text: str) -> str:
    shown = "".join(sign if sign.isprintable() else " " for sign in text)
    return shown.translate(_IN_COMMENTS)


def _nodes(states: Iterable[State]) -> list[tuple[tuple[str, ...], list[dict[str, Any]]]]:
    groups: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for state in states:
        if isinstance(state, NodeState):
            groups[state.labels].append(stored(state))
    return sorted(groups.items())


def _relationships(states: Iterable[State]) -> list[tuple[str, list[dict[str, Any]]]]:
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for state in states:
        if isinstance(state, RelationshipState):
            groups[state.type].append({"start": state.start, "end": state.end, "stored": stored(state)})
    return sorted(groups.items())


def _batches(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Yield lists of maps, one a line, none so long that a server would be slow to read it."""
    batch: list[str] = []
    length = 0
    for row in rows:
        text = f"  {literal(row)}"
        if batch and (len(batch) == _ROWS or length + len(text) > _CHARACTERS):
            yield ",\n".join(batch)
            batch, length = [], 0
        batch.append(text)
        length += len(text)
    if batch:
        yield ",\n".join(batch)
