"""Say where a complete inventory of a type of scheme holds: only there is an absence a confirmed one."""

from __future__ import annotations

from graph.answers.context import Context
from graph.model.dates import first_day


class Inventories:
    """
    Give the complete inventories at a day, read once.

    Parameters
    ----------
    context
        What surrounds the answer.
    day
        ISO day, or None for all dates: an inventory made later says nothing of that day.
    """

    def __init__(self, context: Context, day: str | None) -> None:
        self._territories = context.territories(day)
        self._known: list[tuple[str, frozenset[str], dict[str, str]]] = []
        for row in context.reading("inventaires", {}):
            dated = zip(row["types"], row["dates"] or (), strict=False)
            kept = {code: date for code, date in dated if day is None or first_day(date) <= day}
            if kept:
                self._known.append((row["id"], self._territories.communes(row["id"]), kept))

    def of(self, territoire_id: str) -> dict[str, str]:
        """Return the date of the newest inventory that holds for a territory or one that contains it, by type."""
        if not self._known:
            return {}
        communes = self._territories.communes(territoire_id)
        found: dict[str, str] = {}
        for id_, others, dates in self._known:
            if id_ == territoire_id or (communes and communes <= others):
                for code, date in dates.items():
                    found[code] = max(date, found.get(code, date))
        return found
