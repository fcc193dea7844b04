"""Read the labelled pairs of records, and split them for good: half to learn thresholds on, half to report on."""

from __future__ import annotations

import csv
import hashlib
from dataclasses import dataclass
from pathlib import Path

from graph.analysis.duplicates import Record, compare
from graph.reference.loader import load_reference

FILE = Path(__file__).parents[1] / "data" / "duplicates" / "paires.csv"
SAME, DIFFERENT, UNDECIDABLE = "meme", "different", "indecidable"


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """
    Hold two records and what a person says of them.

    Parameters
    ----------
    verdict
        `meme`, `different` or `indecidable`.
    a, b
        The records.
    """

    verdict: str
    a: Record
    b: Record

    @property
    def reported(self) -> bool:
        """Tell whether the pair is of the half that is reported: no threshold may be chosen on it."""
        key = "|".join(sorted((self.a.nom, self.b.nom)))
        return int(hashlib.sha256(key.encode()).hexdigest(), 16) % 2 == 1

    @property
    def score(self) -> float:
        """Return the score of the pair."""
        return compare(self.a, self.b).score


def labelled_pairs() -> list[LabelledPair]:
    """Return every labelled pair, in the order of the file."""
    with FILE.open(encoding="utf-8", newline="") as stream:
        return [
            LabelledPair(row["verdict"], _record(row, "a", number), _record(row, "b", number))
            for number, row in enumerate(csv.DictReader(stream))
        ]


def _record(row: dict[str, str], side: str, number: int) -> Record:
    zone = row[f"{side}_zone"]
    kind, _, value = row[f"{side}_identifiant"].partition("=")
    return Record(
        id=f"{side}:{number}",
        familles=frozenset({"Acteur"}),
        nom=row[f"{side}_nom"],
        nature=row[f"{side}_nature"] or None,
        identifiants={kind: value} if value else {},
        zones=frozenset({zone} if zone else ()),
        departements=load_reference().departements_of(zone) if zone else frozenset(),
    )
