"""
Choose how the classes of a map look: a ground, and strokes that tell them apart without any colour.

Owns the looks of the three kinds of map. A class that two others make up carries the strokes of both, so that what is
shared reads as what it is: one drawn over the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import ceil
from typing import Final, Literal

from app.view_models.terms import PRESENCES
from app.view_models.typography import counted, number, sentence

StrokeKind = Literal["lignes", "points", "croix"]

UNKNOWN: Final = "inconnu"
"""Class of what nobody documented; never the same as zero."""

NONE: Final = "aucun"
"""Class of the shapes of an overlap that no scheme covers."""

LETTERS: Final = "ABC"
"""Codes of the schemes of an overlap, in order; a shared class is named by several letters."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """
    Describe strokes laid over a ground.

    Parameters
    ----------
    code
        Name, one per kind of strokes of a map.
    kind
        `lignes` (parallel lines), `points` or `croix` (set in staggered rows).
    angle
        Direction of the lines, degrees clockwise from the horizontal as drawn.
    spacing
        Pixels from one line or row to the next on a wide screen.
    colour
        `#rrggbb`.
    width
        Thickness, pixels.
    """

    code: str
    kind: StrokeKind
    angle: float
    spacing: float
    colour: str
    width: float


@dataclass(frozen=True, slots=True)
class Look:
    """
    Describe how a class is drawn and named.

    Parameters
    ----------
    code
        Class.
    label
        French name, for the legend.
    fill
        Ground, `#rrggbb`.
    strokes
        Strokes over it, in drawing order; none for a plain ground.
    """

    code: str
    label: str
    fill: str
    strokes: tuple[Stroke, ...] = ()


PAPER: Final = "#fbfaf6"
"""Sheet of every map, the same in both themes: a map is printed, and its grounds are measured against one paper."""

INK: Final = "#23292c"
"""Outline of the chosen shape and text."""

# Sequential, one hue, lightness falling by even steps: read alike under every colour blindness and in greys.
_SCALE: Final = ("#ffffff", "#d9e9ee", "#aed0dc", "#7cb0c5", "#4c8aa8", "#2a6384", "#123c57")
_UNKNOWN_STROKE: Final = Stroke("inconnu", "lignes", 45.0, 5.0, "#85857d", 1.1)
_UNKNOWN_FILL: Final = "#f6f5f2"

_SCHEMES: Final = (
    Stroke("A", "lignes", -45.0, 7.0, "#1a5ea6", 1.5),
    Stroke("B", "lignes", 45.0, 7.0, "#a14205", 1.5),
    Stroke("C", "points", 0.0, 7.0, "#4b1f7a", 3.2),
)
# By number of schemes: the more are there, the darker the ground, also in greys.
_SHARED_GROUNDS: Final = ("#ffffff", "#f1f3f2", "#d3dad9", "#b3bfbd")

_STATES: Final[Mapping[str, tuple[str, tuple[Stroke, ...]]]] = {
    "present": ("#2f7390", ()),
    "en_projet": ("#dcebf1", (Stroke("en_projet", "lignes", -45.0, 7.0, "#1f5d7a", 1.6),)),
    "terme_depasse": ("#dcebf1", (Stroke("terme_depasse", "lignes", 90.0, 6.0, "#1f5d7a", 1.6),)),
    "absent_confirme": ("#ffffff", (Stroke("absent_confirme", "croix", 0.0, 9.0, "#9b1c1c", 1.5),)),
    "absent": ("#ffffff", (Stroke("absent", "croix", 0.0, 9.0, "#9b1c1c", 1.5),)),
    "non_documente": ("#ffffff", (Stroke("non_documente", "points", 0.0, 6.0, "#67675f", 2.1),)),
}


def unknown_look(label: str = "Inconnu") -> Look:
    """Return the look of what nobody documented: hatched grey."""
    return Look(UNKNOWN, label, _UNKNOWN_FILL, (_UNKNOWN_STROKE,))


def count_looks(values: Iterable[int], noun: str, plural: str) -> tuple[dict[int, str], tuple[Look, ...]]:
    """
    Return the classes of counts.

    Parameters
    ----------
    values
        Counts met.
    noun, plural
        What is counted: « dispositif », « dispositifs ».

    Returns
    -------
    class_of, looks
        Class of each count met; looks from few to many, the unknown last. Up to six, each count is a class;
        beyond, classes are equal ranges. Zero is always alone.
    """
    met = sorted(set(values))
    width = ceil(met[-1] / 6) if met and met[-1] > 6 else 1
    class_of = {value: str(ceil(value / width)) for value in met}
    looks = []
    for code in dict.fromkeys(class_of.values()):
        rank = int(code)
        low, high = (rank - 1) * width + 1, rank * width
        label = counted(low, noun, plural) if width == 1 else f"{number(low)} à {counted(high, noun, plural)}"
        looks.append(Look(code, f"Aucun {noun}" if rank == 0 else label, _SCALE[rank]))
    return class_of, (*looks, unknown_look())


def share_class(share: float) -> str:
    """Return the class of a share, from 0 to 1: nothing and everything are classes of their own."""
    return str(min(4, ceil(share * 4)) if share < 1 else 5)


def share_looks() -> tuple[Look, ...]:
    """Return the looks of the share of an aggregate that is covered, from none to all, the unknown last."""
    labels = (
        "Aucune commune couverte",
        "Jusqu’à un quart des communes",
        "D’un quart à la moitié",
        "De la moitié aux trois quarts",
        "Plus des trois quarts",
        "Toutes les communes",
    )
    looks = (Look(str(rank), label, _SCALE[rank + (rank > 2)]) for rank, label in enumerate(labels))
    return (*looks, unknown_look())


def overlap_looks(names: Sequence[str]) -> tuple[Look, ...]:
    """
    Return the looks of the overlap of two or three schemes, alone first, then shared, then none.

    Parameters
    ----------
    names
        Names of the schemes, in order: A, B, C.

    Raises
    ------
    ValueError
        If there are not two or three schemes: more cannot be told apart.
    """
    if not 2 <= len(names) <= len(_SCHEMES):
        raise ValueError(f"an overlap map takes two or three schemes, not {len(names)}")
    looks = []
    for size in range(1, len(names) + 1):
        for chosen in combinations(range(len(names)), size):
            code = "".join(LETTERS[rank] for rank in chosen)
            if size == 1:
                label = f"{names[chosen[0]]} seulement"
            elif size == len(names):
                label = "Les deux" if size == 2 else "Les trois"
            else:
                label = f"{names[chosen[0]]} et {names[chosen[1]]}"
            looks.append(Look(code, label, _SHARED_GROUNDS[size], tuple(_SCHEMES[rank] for rank in chosen)))
    return (*looks, Look(NONE, "Aucun d’eux", _SHARED_GROUNDS[0]))


def state_looks() -> tuple[Look, ...]:
    """Return the looks of the states of a presence, with their sign, in the order of the house."""
    return tuple(
        Look(code, f"{mark.sign} {sentence(mark.label)}", *_STATES[code])
        for code, mark in PRESENCES.items()
        if code in _STATES
    )
