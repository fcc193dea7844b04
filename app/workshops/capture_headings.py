"""Find the table of a form in a sheet: its headings, and the lines above or under it, as people write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from app.workshops.capture_questions import (
    ABSENT,
    BEFORE,
    MET,
    MISTAKE,
    MOMENT,
    MOMENTS,
    NUMBER,
    OTHER,
    RECEIVED,
    RESPONDENT,
    STEP,
    TODAY,
    WHEN,
    WORKSHOP,
)
from app.workshops.record import DAY, LATER
from graph.model.values import is_empty
from ingest.headings import fold
from ingest.tables import Cells

_BEGINNINGS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    (ABSENT, ("un acteur absent", "acteur absent", "absent a inviter", "absent")),
    (MISTAKE, ("une erreur", "erreur")),
    (WORKSHOP, ("atelier",)),
    (RECEIVED, ("recu le", "recu", "date de reception")),
    (MOMENT, ("questionnaire", "moment")),
    (RESPONDENT, ("repondant", "qui repond", "votre organisme", "reponse de")),
    (WHEN, ("pour quand", "quand", "echeance")),
    (STEP, ("prochain pas", "quel prochain pas", "pas", "suite")),
    (BEFORE, ("lien avant", "avant", "avec qui aviez vous")),
    (TODAY, ("lien aujourd hui", "aujourd hui", "quel lien aujourd hui", "lien apres", "apres", "lien maintenant")),
    (MET, ("rencontre", "revu", "qui avez vous rencontre", "vu")),
    (NUMBER, ("no", "n", "numero", "num", "id")),
    (OTHER, ("participant", "autre participant", "avec qui", "organisme", "acteur", "nom")),
)
"""What a heading, or a label, begins with, the most telling first."""

_WHOLE: Final = frozenset(
    {"no", "n", "num", "id", "pas", "vu", "suite", "nom", "acteur", "organisme", "recu", "absent", "atelier"}
)
"""Short words that must be the whole heading."""

_OUTSIDE: Final = frozenset({WORKSHOP, RESPONDENT, MOMENT, RECEIVED, ABSENT, MISTAKE})
_LATER_WORDS: Final = ("trois mois", "3 mois", "90", "plus tard")


@dataclass(frozen=True, slots=True)
class Columns:
    """
    Hold where things stand in a table.

    Parameters
    ----------
    first, row
        Numbers of the first and of the last heading row: headings may stand on two rows, the upper one merged.
    places
        Position of each part that has a column.
    titles
        Heading of each of them, as written.
    """

    first: int
    row: int
    places: Mapping[str, int]
    titles: Mapping[str, str]

    def cell(self, cells: Cells, part: str) -> object:
        """Return the cell of a part in a row, None when it has none."""
        place = self.places.get(part)
        return cells[place] if place is not None and place < len(cells) else None

    def title(self, part: str) -> str:
        """Return the heading of a part as written, or the part."""
        return self.titles.get(part, part)


def find_columns(rows: Sequence[tuple[int, Cells]]) -> Columns | None:
    """Return the heading row: the first that names the other participant and at least one link; None without."""
    for rank, (number, cells) in enumerate(rows):
        own = _headings(cells)
        following = rows[rank + 1] if rank + 1 < len(rows) else None
        below = _headings(following[1]) if following and _only_headings(following[1]) else {}
        last = following[0] if following and below else number
        # Of two headings of one column, the lower one is the more telling: « Lien » stands over « avant », « après ».
        merged = {place: heading for place, heading in own.items() if place not in below} | below
        places: dict[str, int] = {}
        titles: dict[str, str] = {}
        for place, (part, title) in sorted(merged.items()):
            if part not in places:
                places[part], titles[part] = place, title
        if own and (OTHER in places or NUMBER in places) and {BEFORE, TODAY, MET} & places.keys():
            return Columns(number, last, places, titles)
    return None


def _headings(cells: Cells) -> dict[int, tuple[str, str]]:
    """Return the headings of a row by place: what each is about, and as written."""
    return {
        place: (part, " ".join(str(cell).split()))
        for place, cell in enumerate(cells)
        if not is_empty(cell) and (part := part_of(str(cell)))
    }


def _only_headings(cells: Cells) -> bool:
    """Tell whether a row holds headings of links and nothing else, so that it goes with the one above."""
    filled = [part_of(cell) if isinstance(cell, str) else None for cell in cells if not is_empty(cell)]
    if {None, OTHER, NUMBER} & set(filled):
        return False
    # One cell alone may be an organisation whose name begins like a heading: « Rencontre et partage ».
    return len(filled) > 1 and bool({BEFORE, TODAY} & set(filled))


def part_of(text: str) -> str | None:
    """
    Return what a heading is about, or None.

    Examples
    --------
    >>> part_of("Lien avant (0 à 5)"), part_of("Quel lien aujourd’hui ?"), part_of("Budget")
    ('avant', 'aujourd_hui', None)
    """
    folded = fold(text.replace("°", "o"))
    for part, beginnings in _BEGINNINGS:
        for beginning in beginnings:
            if folded == beginning or (beginning not in _WHOLE and folded.startswith(f"{beginning} ")):
                return part
    return None


def label_of(cells: Cells) -> str | None:
    """Return what the label of a line out of the table is about; None for a row of the table."""
    first = next((cell for cell in cells if not is_empty(cell)), None)
    part = part_of(str(first)) if isinstance(first, str) else None
    return part if part in _OUTSIDE and not is_empty(cells[0]) else None


def moment_of(text: str) -> str:
    """Return the capture that some words speak of; empty when they speak of none."""
    folded = fold(text)
    if folded in {LATER, fold(LATER), fold(MOMENTS[LATER])} or any(word in folded for word in _LATER_WORDS):
        return LATER
    return DAY if "jour" in folded.split() or "j" in folded.split() else ""
