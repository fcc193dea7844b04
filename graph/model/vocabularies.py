"""Load the closed vocabularies from their data file and look terms up by code or by label."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from graph.model.spec import Term

_FILE = Path(__file__).parent / "data" / "vocabularies.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """
    Hold one closed list.

    Parameters
    ----------
    name
        Name used by the declarations (`types_acteur`).
    title
        French title.
    terms
        Terms by code, in the order of the list.
    origin
        Document or text the list comes from, or None.
    transitions
        Allowed steps (from, to) when the list is a life cycle.
    """

    name: str
    title: str
    terms: Mapping[str, Term]
    origin: str | None = None
    transitions: tuple[tuple[str, str], ...] = ()

    def label(self, code: str | None) -> str:
        """Return the French label of a code, or the code itself when it is not in the list."""
        if code is None:
            return ""
        term = self.terms.get(str(code))
        return term.libelle if term else str(code)

    def find(self, text: str) -> Term | None:
        """Return the term whose code, or label up to case and apostrophes, is the text; None if there is none."""
        wanted = _fold(text)
        term = self.terms.get(text.strip())
        if term:
            return term
        for candidate in self.terms.values():
            if wanted in (_fold(candidate.code), _fold(candidate.libelle)):
                return candidate
        return None


def vocabulary(name: str) -> Vocabulary:
    """
    Return one vocabulary.

    Raises
    ------
    KeyError
        If no vocabulary has this name.
    """
    return vocabularies()[name]


@cache
def vocabularies() -> Mapping[str, Vocabulary]:
    """Return every vocabulary by name, in the order of the data file."""
    content = json.loads(_FILE.read_text(encoding="utf-8"))
    return {
        name: Vocabulary(
            name=name,
            title=entry["titre"],
            origin=entry.get("origine"),
            terms={term["code"]: _term(term) for term in entry["termes"]},
            transitions=tuple((a, b) for a, b in entry.get("transitions", [])),
        )
        for name, entry in content.items()
    }


def _term(entry: dict[str, object]) -> Term:
    attributes = {key: value for key, value in entry.items() if key not in {"code", "libelle", "parent"}}
    parent = entry.get("parent")
    return Term(
        code=str(entry["code"]),
        libelle=str(entry["libelle"]),
        parent=str(parent) if parent else None,
        attributes=attributes,
    )


def _fold(text: str) -> str:
    return text.strip().replace("'", "’").casefold()
