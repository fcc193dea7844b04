"""Gather rows that a meeting reads together: who is there and why, what is done theme by theme."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from app.view_models.terms import CERTAINTIES, certainty_mark, word
from app.view_models.typography import NBSP, number, sentence, typeset
from graph.answer import Proof, Row

NO_THEME: Final = "Thème non documenté"


@dataclass(frozen=True, slots=True)
class Group:
    """Hold rows read together: their name, their cells, how sure they are, what proves them."""

    name: str
    cells: tuple[str, ...]
    certainty: str
    proofs: tuple[Proof, ...]


def by_actor(rows: Iterable[Row]) -> list[Group]:
    """Return who is there, the most present first: name, sector, on what grounds."""

    def cells(found: Sequence[Row]) -> tuple[str, ...]:
        grounds = Counter(str(row.valeurs["raison"]) for row in found)
        sector = found[0].valeurs.get("secteur")
        return (
            sentence(word("secteur", sector)) if sector else "",
            few([f"{typeset(name)}{f' ({number(count)})' if count > 1 else ''}" for name, count in grounds.items()], 8),
        )

    return _groups(rows, lambda row: [(str(row.valeurs["acteur_id"]), str(row.valeurs["acteur"]))], cells)


def by_theme(rows: Iterable[Row]) -> list[Group]:
    """Return what is done theme by theme, the most frequent first: theme, number of actions, pilots."""

    def themes(row: Row) -> list[tuple[str, str]]:
        return [(str(name), str(name)) for name in row.valeurs["themes"] or [NO_THEME]]

    def cells(found: Sequence[Row]) -> tuple[str, ...]:
        pilots = Counter(str(name) for row in found for name in row.valeurs["pilotes"] or ())
        return (
            number(len({row.valeurs["action_id"] for row in found})),
            few([name for name, _ in pilots.most_common()], 5),
        )

    return _groups(rows, themes, cells)


def few(names: Sequence[str], most: int) -> str:
    """Return names separated by semicolons; those beyond `most` are counted."""
    more = len(names) - most
    shown = [typeset(name) for name in names[:most]]
    tail = [f"et {number(more)}{NBSP}{'autre' if more == 1 else 'autres'}"] if more > 0 else []
    return "\u202f; ".join([*shown, *tail])


def certainty_words(rows: Iterable[Row]) -> str:
    """Return how sure rows are together: one word when they agree, else each with its count."""
    found = Counter(certainty_mark(str(row.certitude), _status(row)).code for row in rows)
    if len(found) == 1:
        return CERTAINTIES[next(iter(found))].label
    return ", ".join(f"{mark.label} ({number(found[code])})" for code, mark in CERTAINTIES.items() if found[code])


def _groups(
    rows: Iterable[Row],
    keys: Callable[[Row], list[tuple[str, str]]],
    cells: Callable[[Sequence[Row]], tuple[str, ...]],
) -> list[Group]:
    found: dict[str, list[Row]] = defaultdict(list)
    names: dict[str, str] = {}
    for row in rows:
        for key, name in keys(row):
            found[key].append(row)
            names[key] = name
    order = sorted(found, key=lambda key: (-len(found[key]), names[key].casefold(), key))
    return [
        Group(
            typeset(names[key]),
            cells(found[key]),
            certainty_words(found[key]),
            tuple(proof for row in found[key] for proof in row.preuves),
        )
        for key in order
    ]


def _status(row: Row) -> str | None:
    value = row.valeurs.get("statut")
    return value if isinstance(value, str) else None
