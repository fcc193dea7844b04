"""Name the schemes that no territory can show, because nobody gave their perimeter: a reserve, never an absence."""

from __future__ import annotations

from graph.answers.context import Context
from graph.answers.sentence import agree, fill, listing


def unplaced_reserve(context: Context) -> str | None:
    """Return the French sentence that names the schemes without any known perimeter, or None when all have one."""
    covered, schemes = set(context.members(None)), context.schemes
    lost = [row["nom"] for row in schemes if row["id"] not in covered]
    if not lost:
        return None
    count = len(lost)
    said = agree(count, "n’a pas de périmètre connu et ne peut", "n’ont pas de périmètre connu et ne peuvent")
    placed = agree(count, "être situé", "être situés")
    return (
        f"{fill('{n:dispositif|dispositifs}', {'n': count})} sur {len(schemes)} {said} pas {placed} : {listing(lost)}."
    )
