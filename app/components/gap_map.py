"""Draw where a type of scheme is, commune by commune or EPCI by EPCI, and the door to the territory chosen there."""

from __future__ import annotations

import datetime

from app import data
from app.components import dates, frame, links, territory_map
from app.components.gap_filters import STATES
from app.view_models import manques
from app.view_models.map_layers import Layer
from app.view_models.names import territory_name
from app.view_models.territory_map import build_map
from graph.analysis.coverage import coverage
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
        How many schemes cover each commune, or in which state the type is in each intercommunalité.
    key
        Key of the map in the page.
    """
    if not manques.has_map(answer):
        frame.note("Pas de carte : ce territoire n’a qu’une commune, ou ses communes ne sont pas connues.")
        return
    layer: Layer = manques.states_map(answer) if which == STATES else _by_commune(answer)
    day = dates.current().value
    chosen = territory_map.draw(build_map(layer, year=None if day == ALL_DATES else int(day[:4])), key)
    if chosen:
        name = territory_name(data.context(), chosen)
        links.to(SCREEN, f"Regarder {name}", icon=":material/zoom_in:", territoire=chosen, partie=manques.TYPES)


def _by_commune(answer: Answer) -> Layer:
    """Compute the coverage again, commune by commune: the answer only holds its intercommunalités."""
    context = data.context()
    day = None if answer.date == ALL_DATES else answer.date
    territories = context.territories(day)
    territoire, kind = str(answer.parametres["territoire"]), str(answer.parametres["type"])
    result = coverage(
        context.snapshot(day),
        territories,
        territoire,
        kind,
        int(answer.date[:4]) if day else datetime.date.today().year,
        elaboration=answer.parametres["elaboration"] == "oui",
    )
    absent = manques.absent_areas(answer)
    none = frozenset(code for area in absent for code in territories.communes(area))
    around = {
        code: said for area, said in manques.others_by_area(answer).items() for code in territories.communes(area)
    }
    preparing = answer.parametres["elaboration"] == "oui"
    return manques.coverage_map(
        kind,
        result,
        territories.communes(territoire),
        none,
        context.name_of,
        standing="en vigueur ou en préparation" if preparing else "en vigueur",
        around=around,
    )
