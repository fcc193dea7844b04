"""Draw where a type of scheme is, territory by territory, and the door to the one chosen on the map."""

from __future__ import annotations

from app import data
from app.components import dates, frame, links, territory_map
from app.components.gap_filters import STATES
from app.view_models import manques
from app.view_models.names import territory_name
from app.view_models.territory_map import build_map
from graph.answer import Answer
from graph.certainty import ALL_DATES

SCREEN = "screens/manques.py"


def draw(answer: Answer, which: str, key: str) -> None:
    """
    Draw a map.

    Parameters
    ----------
    answer
        Answer to the question `couverture`.
    which
        How many schemes cover each place, or in which state the type is there.
    key
        Key of the map in the page.
    """
    if not manques.has_map(answer):
        frame.note("Pas de carte : ce territoire n’a qu’une commune, ou ses communes ne sont pas connues.")
        return
    layer = manques.states_map(answer) if which == STATES else manques.coverage_map(answer)
    day = dates.current().value
    chosen = territory_map.draw(build_map(layer, year=None if day == ALL_DATES else int(day[:4])), key)
    if chosen:
        name = territory_name(data.context(), chosen)
        links.to(SCREEN, f"Regarder {name}", icon=":material/zoom_in:", territoire=chosen, partie=manques.TYPES)
