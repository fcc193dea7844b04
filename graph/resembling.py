"""Find what a name being typed may already be in the base, so that one does not create a double."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from graph.analysis.duplicates import THRESHOLD, Record, compare
from graph.analysis.name_forms import forms_of
from graph.answers.context import Context
from graph.search import fold, name_index

SHOWN = 5
"""Objects proposed at most."""

_TYPES = ("type_acteur", "type_dispositif")


@dataclass(frozen=True, slots=True)
class Near:
    """
    Hold an object of the base that a name may mean.

    Parameters
    ----------
    id, nom
        The object.
    score
        How much the names resemble each other, 0 to 1 (see `graph.analysis.duplicates`).
    exact
        Whether it bears the name, or is written otherwise but reads the same.
    """

    id: str
    nom: str
    score: float
    exact: bool


def resembling(
    context: Context, label: str, nom: str, *, sigle: str | None = None, nature: str | None = None
) -> tuple[Near, ...]:
    """
    Return the objects of a label that a name may mean, the nearest first; ties by id.

    Parameters
    ----------
    context
        What surrounds the answers; the reading of its names is kept with it.
    label
        Label of what is typed.
    nom, sigle, nature
        Name, acronym and code of the type, as typed.
    """
    if not nom.strip():
        return ()
    typed = Record(id="", familles=frozenset({label}), nom=nom.strip(), sigle=sigle or None, nature=nature or None)
    index = name_index(context)
    wanted = {
        candidate.id
        for found in (index.exact(nom, (label,)), index.containing(nom, (label,)), index.nearest(nom, (label,)))
        for candidate in found
    }
    keys = _keys(context, label)
    same = {id_ for form in typed.forms if form.key for id_ in keys.get(form.key, ())}
    rows = {row["id"]: row for row in context.names if row["id"] in wanted | same and label in row["labels"]}
    found = []
    for id_, row in rows.items():
        score = compare(typed, _record(row, label)).score
        named = fold(nom) in {fold(name) for name in (row["nom"], *(row["alias"] or ())) if name}
        exact = named or (id_ in same and score >= THRESHOLD)
        if exact or score >= THRESHOLD:
            found.append(Near(id_, row["nom"], max(score, 1.0 if named else 0.0), exact))
    found.sort(key=lambda near: (-near.score, near.id))
    return tuple(found[:SHOWN])


def _record(row: Mapping[str, Any], label: str) -> Record:
    nature = next((row[name] for name in _TYPES if row.get(name)), None)
    return Record(
        id=row["id"],
        familles=frozenset({label}),
        nom=row["nom"],
        sigle=row["sigle"],
        alias=tuple(row["alias"] or ()),
        nature=nature,
    )


_KEYS: WeakKeyDictionary[Context, dict[str, Mapping[str, Iterable[str]]]] = WeakKeyDictionary()


def _keys(context: Context, label: str) -> Mapping[str, Iterable[str]]:
    """Return the objects of a label by the reading of their names, made once for a version of the graph."""
    kept = _KEYS.setdefault(context, {})
    if label not in kept:
        found: dict[str, set[str]] = defaultdict(set)
        for row in context.names:
            if label in row["labels"] and row["est_fait"]:
                for form in forms_of(row["nom"], row["sigle"], row["alias"] or ()):
                    if form.key:
                        found[form.key].add(row["id"])
        kept[label] = found
    return kept[label]
