"""
Compose a map ready to draw: shapes with their class, legend, labels, sentence, and the table that says the same.

Pure: no screen, no store. Shapes are official territories (commune, EPCI, département, région); what has no contour
goes to the table, and the map says so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from app.view_models.labels import FONT_SIZE, label_lines, text_width
from app.view_models.map_hatch import heart
from app.view_models.map_layers import Fact, Layer, Part
from app.view_models.map_levels import (
    Place,
    border_groups,
    departements_of,
    gather,
    main_zone,
    noun_of,
    places,
    prefix,
    zone_name,
)
from app.view_models.map_looks import Look
from app.view_models.map_plane import Plane, area, lay_flat
from app.view_models.table import ColumnView, RowView, TableView
from app.view_models.typography import THIN, counted, number, sentence
from graph.reference.contours import ATTRIBUTION
from graph.reference.loader import vintage_for
from graph.reference.names import normalise_name
from graph.reference.records import POPULATION_VINTAGES

MOST_SHAPES: Final = 1500
"""Shapes that stay readable on one screen; above, communes are gathered."""

SCREENS: Final = (340.0, 640.0, 1000.0)
"""Widths of frame, in pixels, for which labels are placed."""

_MOST_LABELS: Final = (4, 8, 12)
_RANKED: Final = 60
_AND: Final = f"{THIN}; "
_LEGAL_FORM: Final = re.compile(r"^(CA|CC|CU) (de la |des |du |de |d’)?")
_MOST_DETAILS: Final = 6
_MOST_NAMES: Final = 3
_COLUMNS: Final = (
    ColumnView("territoire", "Territoire", "Nom officiel", numeric=False),
    ColumnView("niveau", "Niveau", "Commune, intercommunalité, département ou région", numeric=False),
    ColumnView("code", "Code", "Code officiel (COG ou SIREN)", numeric=False),
    ColumnView("population", "Population", "Population municipale, en habitants", numeric=True),
    ColumnView("situation", "Situation", "Ce que dit la carte", numeric=False),
    ColumnView("detail", "Détail", "Ce qui le couvre, ou ce dont il est fait", numeric=False),
    ColumnView("carte", "Sur la carte", "Pourquoi il n’est pas dessiné", numeric=False),
)


@dataclass(frozen=True, slots=True)
class MapShape:
    """Hold one shape: its territory, what is known of it, and its details cut to what a tooltip holds."""

    place: Place
    fact: Fact
    details: str


@dataclass(frozen=True, slots=True)
class MapLabel:
    """Hold a name written on the map: lines, middle in the frame, least width of frame (pixels) that leaves it room."""

    lines: tuple[str, ...]
    x: float
    y: float
    from_width: float


@dataclass(frozen=True, slots=True)
class LegendItem:
    """Hold one line of the legend: how a class looks, and how many drawn shapes have it."""

    look: Look
    count: int


@dataclass(frozen=True, slots=True)
class MapView:
    """
    Hold a map ready to draw.

    Parameters
    ----------
    titre
        Heading; with the sentence, the name of the picture for a screen reader.
    sentence
        What the map says.
    notes
        What is gathered, left to the table, or without contour: one sentence each.
    plane
        Contours, by territory id; its outlines are the départements around, its borders those of the intercommunalités
        and of the départements of the communes drawn.
    shapes
        What is drawn, in the order of the plane.
    legend
        Looks drawn, and no other.
    labels
        Names written on the map.
    limits
        Ids of the outlines to draw over the shapes: the départements that intercommunalités belong to.
    table
        The same facts as rows: every territory, also those that are not drawn.
    vintage
        Census of the populations, for instance `RP2023`.
    attribution
        To print under the map.
    """

    titre: str
    sentence: str
    notes: tuple[str, ...]
    plane: Plane
    shapes: tuple[MapShape, ...]
    legend: tuple[LegendItem, ...]
    labels: tuple[MapLabel, ...]
    limits: frozenset[str]
    table: TableView
    vintage: str
    attribution: str = ATTRIBUTION

    def describe(self, territoire_id: str) -> str:
        """Return what the map knows of a drawn territory, in one sentence."""
        shape = next(shape for shape in self.shapes if shape.place.id == territoire_id)
        place = shape.place
        people = "population inconnue" if place.population is None else counted(place.population, "habitant")
        more = f" ({shape.details})" if shape.details else ""
        return sentence(f"{place.nom} ({place.niveau} {place.code}, {people}) : {shape.fact.said}{more}.")

    @property
    def options(self) -> dict[str, str]:
        """Return the name of each drawn territory by id, in the order of names: for a choice with the keyboard."""
        return {
            shape.place.id: f"{shape.place.nom} ({shape.place.code})"
            for shape in sorted(self.shapes, key=lambda shape: (normalise_name(shape.place.nom), shape.place.id))
        }


def build_map(
    layer: Layer, *, year: int | None = None, names: Mapping[str, str] | None = None, most: int = MOST_SHAPES
) -> MapView:
    """
    Return a map ready to draw.

    Parameters
    ----------
    layer
        What to show: `CoverageLayer`, `OverlapLayer` or `StatesLayer`.
    year
        Year of the view, that chooses the census of the populations; the newest one by default.
    names
        Names of the territories that the national reference does not know.
    most
        Most shapes drawn; communes beyond are gathered in intercommunalités, then départements.
    """
    vintage = vintage_for(year).code if year else POPULATION_VINTAGES[-1]
    reading = layer.read()
    known = places(sorted(reading.facts), vintage, names or {})
    said = layer.tell(_parts(known, reading.facts), noun_of(known))
    zone = main_zone(place for place in known.values() if place.code)
    here = {id_: place for id_, place in known.items() if place.zone == zone}
    drawn, facts, looks, notes = here, reading.facts, reading.looks, []
    groups = gather((id_ for id_, place in here.items() if place.code), most)
    if groups:
        gathered = layer.gather(groups)
        drawn, facts, looks = places(groups, vintage, {}), gathered.facts, gathered.looks
        notes.append(_gathered(groups, gathered.rule))
    plane = lay_flat(tuple(drawn), border_groups(drawn))
    shapes = tuple(MapShape(drawn[id_], facts[id_], _details(facts[id_])) for id_ in plane.shapes)
    counts = Counter(shape.fact.classe for shape in shapes)
    shown = {*plane.shapes, *(member for id_ in plane.shapes for member in (groups or {}).get(id_, ()))}
    rest = {id_: place for id_, place in known.items() if id_ not in shown}
    notes += _elsewhere(rest, zone) + _without_contour(rest, zone)
    rows = [(shape.place, shape.fact, "") for shape in shapes]
    rows += [
        (place, reading.facts[id_], "autre zone" if place.zone != zone else "sans contour")
        for id_, place in rest.items()
    ]
    return MapView(
        titre=layer.titre,
        sentence=said if known else "Données insuffisantes : aucun territoire à dessiner.",
        notes=tuple(notes),
        plane=plane,
        shapes=shapes,
        legend=tuple(LegendItem(look, counts[look.code]) for look in looks if counts[look.code]),
        labels=_labels(plane, shapes),
        limits=departements_of(plane.shapes) if any(prefix(id_) == "EPCI" for id_ in plane.shapes) else frozenset(),
        table=_table(layer.titre, rows),
        vintage=vintage,
    )


def frame_height(plane: Plane, width: float) -> float:
    """Return the height of the frame, in pixels, for a width: the drawing's own, within what a screen shows at once."""
    return min(max(width * plane.height / plane.width, LEAST_HEIGHT), MOST_HEIGHT) if plane.width else LEAST_HEIGHT


LEAST_HEIGHT, MOST_HEIGHT = 180.0, 580.0


def scale_at(plane: Plane, width: float) -> float:
    """Return the pixels of one unit of the plane, in a frame of this width."""
    return min(width / plane.width, frame_height(plane, width) / plane.height) if plane.width else 0.0


def _parts(known: Mapping[str, Place], facts: Mapping[str, Fact]) -> dict[str, Part]:
    """Count the territories of each class, and their inhabitants when all are known."""
    grouped: dict[str, list[int | None]] = {}
    for id_, place in known.items():
        grouped.setdefault(facts[id_].classe, []).append(place.population)
    return {
        code: Part(len(counts), sum(whole) if len(whole) == len(counts) else None)
        for code, counts in grouped.items()
        for whole in [[count for count in counts if count is not None]]
    }


def _gathered(groups: Mapping[str, Sequence[str]], rule: str) -> str:
    members = [member for group in groups.values() for member in group]
    upper = noun_of([id_ for id_ in groups if prefix(id_) != "COM"])
    return sentence(
        f"{noun_of(members).counted(len(members))} ne se lisent plus sur un écran : la carte dessine "
        f"{upper.counted(len(groups))} ; {rule}."
    )


def _elsewhere(rest: Mapping[str, Place], zone: str) -> list[str]:
    """Say which territories another zone holds: they are in the table."""
    left = [place for place in rest.values() if place.zone != zone]
    if not left:
        return []
    where = ", ".join(dict.fromkeys(zone_name(place.zone) for place in sorted(left, key=lambda place: place.zone)))
    count = noun_of(place.id for place in left).counted(len(left))
    return [f"La carte montre : {zone_name(zone)}. Dans le tableau seulement : {count} ({where})."]


def _without_contour(rest: Mapping[str, Place], zone: str) -> list[str]:
    names = [place.nom for place in rest.values() if place.zone == zone]
    if not names:
        return []
    more = "…" if len(names) > _MOST_NAMES else ""
    count = counted(len(names), "territoire")
    return [f"{count} sans contour officiel, dans le tableau seulement : {', '.join(names[:_MOST_NAMES])}{more}."]


def _details(fact: Fact) -> str:
    more = len(fact.details) - _MOST_DETAILS
    lines = [*fact.details[:_MOST_DETAILS], *([f"et {number(more)} de plus"] if more > 0 else ())]
    return _AND.join(lines)


def _labels(plane: Plane, shapes: Sequence[MapShape]) -> tuple[MapLabel, ...]:
    """
    Place names where they can be read: the most populated first, never two over one another.

    A commune's name may run over its neighbours, as on any map of towns; that of a wider territory stays about inside.
    What a narrow frame has room for, a wide one keeps.
    """
    ranked = sorted(shapes, key=lambda shape: (-(shape.place.population or 0), shape.place.id))[:_RANKED]
    largest = {s.place.id: max(plane.shapes[s.place.id], key=lambda polygon: area([polygon])) for s in ranked}
    spots = {id_: heart(polygon) for id_, polygon in largest.items()}
    found: dict[str, MapLabel] = {}
    for width, most in zip(SCREENS, _MOST_LABELS, strict=True):
        scale = scale_at(plane, width)
        taken = [_label_box(label, scale) for label in found.values()]
        for shape in ranked:
            id_ = shape.place.id
            if id_ in found or len(found) >= most:
                continue
            label = MapLabel(_label_text(shape), *spots[id_], width if width > SCREENS[0] else 0.0)
            box = _label_box(label, scale)
            across = float(np.ptp(largest[id_][0][:, 0])) * scale
            fits = prefix(id_) == "COM" or box[2] - box[0] <= 1.15 * across
            inside = box[0] >= 0 and box[2] <= plane.width * scale
            if fits and inside and not any(_overlap(box, other) for other in taken):
                found[id_] = label
                taken.append(box)
    return tuple(found.values())


def _label_text(shape: MapShape) -> tuple[str, ...]:
    """Return the lines of a label: the name without its legal form, and the figure."""
    lines = label_lines(_LEGAL_FORM.sub("", shape.place.nom))
    figure = f"({shape.fact.figure})" if shape.fact.figure else ""
    if figure and len(lines) == 1 and len(figure) < 4:
        return (f"{lines[0]} {figure}",)
    return (*lines, figure) if figure else lines


def _label_box(label: MapLabel, scale: float) -> tuple[float, float, float, float]:
    half = max(text_width(line) for line in label.lines) / 2 + 3
    tall = FONT_SIZE * 0.65 * len(label.lines) + 2
    x, y = label.x * scale, label.y * scale
    return x - half, y - tall, x + half, y + tall


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _table(titre: str, facts: Iterable[tuple[Place, Fact, str]]) -> TableView:
    """Return every territory as a row, in the order of names; columns that say nothing are left out."""
    rows = []
    for place, fact, why in sorted(facts, key=lambda item: (normalise_name(item[0].nom), item[0].id)):
        cells = {
            "territoire": place.nom,
            "niveau": place.niveau,
            "code": place.code,
            "population": place.population,
            "situation": sentence(fact.said),
            "detail": _AND.join(fact.details),
            "carte": why,
        }
        rows.append(RowView(place.nom, cells, cells, (), None, ()))
    told = {
        "niveau": len({row.cells["niveau"] for row in rows}) > 1,
        "detail": any(row.cells["detail"] for row in rows),
        "carte": any(row.cells["carte"] for row in rows),
    }
    return TableView(titre, tuple(column for column in _COLUMNS if told.get(column.name, True)), tuple(rows))
