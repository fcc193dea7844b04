"""
Define the network picture and the records it is made from, with the words that sum it up.

Owns the shape of the data and its French sentences. `app.view_models.network` builds it; the component and
the exports draw it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, Protocol

import numpy as np

from app.view_models.labels import text_width
from app.view_models.layouts.boxes import Extents, LayoutBox
from app.view_models.layouts.subject import Caption, Layout, Place, Positions
from app.view_models.palette import NATURES, Nature
from graph.model.ontology import relationship_spec

Certitude = Literal["certain", "incertain", "inactif"]

CERTITUDES: Final[Mapping[Certitude, str]] = {
    "certain": "Certain",
    "incertain": "Incertain, à confirmer",
    "inactif": "Terminé ou pas encore commencé",
}
"""Captions of the three states of a link at a date, in the order of the legend."""

NO_SECTEUR: Final = "non_precise"
SEVERAL_SECTEURS: Final = "plusieurs"
COLOURLESS: Final[Mapping[str, str]] = {
    NO_SECTEUR: "Secteur non précisé",
    SEVERAL_SECTEURS: "Plusieurs secteurs, ou secteur non précisé",
}
"""Captions of the actors, and of the groups of actors, that no colour tells apart: codes of the legend."""

LINE_HEIGHT: Final = 14.0
LABEL_GAP: Final = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeRecord:
    """
    Hold what the picture needs to know of one node of the graph.

    Parameters
    ----------
    id
        Id in the graph.
    labels
        Labels in the graph, any order; technical ones do not count.
    nom
        Name shown.
    secteur
        Code of the vocabulary, for acteurs.
    collectif
        Whether it is an unnamed category (« une quinzaine de structures »): drawn hatched.
    detail
        One more line of the hover text.
    type
        Code of the kind of actor, or of scheme; empty when nobody said.
    themes, publics
        Codes that its documents give it.
    territoires
        Ids of the territories where it acts, or that it covers.
    place
        Where it acts, for the layout by territory and the groups by EPCI; None when nobody says it.
    members
        Ids of the objects that it stands for, when it is a group; empty for a single object.
    begins
        First day that its documents give it (partial ISO date), or an empty text.
    """

    id: str
    labels: tuple[str, ...]
    nom: str
    secteur: str | None = None
    collectif: bool = False
    detail: str = ""
    type: str = ""
    themes: tuple[str, ...] = ()
    publics: tuple[str, ...] = ()
    territoires: tuple[str, ...] = ()
    place: Place | None = None
    members: tuple[str, ...] = ()
    begins: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeRecord:
    """
    Hold what the picture needs to know of one relationship of the graph.

    Parameters
    ----------
    id
        Id in the graph.
    type
        Relationship type.
    start, end
        Ids of the two nodes.
    certitude
        State at the date of the view.
    label
        French verb (« signe »); when empty, the one the model declares for the type.
    role
        Role, in French, or None.
    proof
        One line that sums up what proves it (source, date), or an empty text.
    weight
        Strength from 0 to 1, drawn as width.
    valid_from, valid_to
        First and last day, as the documents say them (partial ISO dates), or None.
    statut
        Status of the statement, or None.
    observed, discovered
        Newest and oldest date at which a document says it (partial ISO dates), or None.
    members
        Ids of the links that it stands for, when it joins groups; empty for a single link.
    not_before
        For a link without first day, ISO day before which one of its ends did not exist; empty when nobody says it.
    """

    id: str
    type: str
    start: str
    end: str
    certitude: Certitude = "certain"
    label: str = ""
    role: str | None = None
    proof: str = ""
    weight: float = 0.0
    valid_from: str | None = None
    valid_to: str | None = None
    statut: str | None = None
    observed: str | None = None
    discovered: str | None = None
    members: tuple[str, ...] = ()
    not_before: str = ""


class Network(Protocol):
    """Anything that holds the records of a picture."""

    @property
    def nodes(self) -> Sequence[NodeRecord]:
        """Records of the objects."""

    @property
    def edges(self) -> Sequence[EdgeRecord]:
        """Records of the links."""


@dataclass(frozen=True, slots=True)
class NodeView:
    """One node as drawn: `size` is the radius in canvas units, `links` counts the drawn links, `members` are ids."""

    id: str
    label: str
    nature: Nature
    secteur: str | None
    title: str
    collectif: bool
    size: float
    links: int
    lines: tuple[str, ...]
    members: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """Number of objects that it stands for; 0 for a single object."""
        return len(self.members)

    @property
    def box(self) -> LayoutBox:
        """Room for the shape and the label under it."""
        width = max([2 * self.size, *(text_width(line) for line in self.lines)])
        return LayoutBox(self.id, width, self.size, self.size + LABEL_GAP + LINE_HEIGHT * len(self.lines))


@dataclass(frozen=True, slots=True)
class EdgeView:
    """One link as drawn: `width` in canvas units, `sentence` says it in words, `members` are ids of links."""

    id: str
    source: str
    target: str
    type: str
    label: str
    certitude: Certitude
    title: str
    width: float
    sentence: str
    members: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """Number of links that it stands for; 0 for a single link."""
        return len(self.members)


@dataclass(frozen=True, slots=True)
class LegendItem:
    """One line of the legend: only what is drawn is in it, with its count."""

    kind: Literal["nature", "secteur", "certitude", "collectif"]
    code: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Stage:
    """
    Hold the room that a picture takes, whatever the date and the filters: they neither move nor resize it.

    Parameters
    ----------
    bounds
        Left, top, right, bottom of all shapes, labels and captions, in canvas units.
    centres
        Left, top, right, bottom of the centres of the shapes.
    """

    bounds: tuple[float, float, float, float]
    centres: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class NetworkView:
    """
    Hold a whole picture, ready to draw.

    Parameters
    ----------
    nodes
        In reading order: the focus, then the most linked, then by name. The keyboard and the table follow it.
    edges
        Links between drawn nodes, by id.
    positions
        Centre of each node, in canvas units.
    legend
        What the picture holds, in the order natures, collectives, secteurs, certainties.
    version
        Changes when, and only when, something drawn changes.
    focus
        Id of the node the picture starts from, or None.
    hidden_nodes
        Number of nodes left out because of the cap.
    layout
        Way of placing.
    captions
        Names of rings, sectors, places, to write in the picture.
    note
        How the layout is read, in French; empty for the layout by links.
    stage
        Room of all that any date and any filter would draw; None when that is what is drawn.
    rings
        Half width and half height of the lines between the circles of the layout, around the origin, inwards first.
    """

    nodes: tuple[NodeView, ...]
    edges: tuple[EdgeView, ...]
    positions: Positions
    legend: tuple[LegendItem, ...]
    version: str
    focus: str | None
    hidden_nodes: int
    layout: Layout = Layout.LIENS
    captions: tuple[Caption, ...] = ()
    note: str = ""
    stage: Stage | None = None
    rings: tuple[tuple[float, float], ...] = ()

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of all that is drawn: shapes, labels and captions."""
        return stage_of([node.box for node in self.nodes], self.positions, self.captions).bounds

    @property
    def summary(self) -> str:
        """Say in one sentence what is drawn."""
        if not self.nodes:
            return "Aucun élément à dessiner pour ce choix."
        natures = Counter[Nature]()
        for node in self.nodes:
            natures[node.nature] += node.count or 1
        parts = [counted_nature(nature, natures[nature]) for nature in NATURES if natures[nature]]
        groups = [node.count for node in self.nodes if node.count]
        said = f"{counted(len(self.nodes), 'élément')}\u00a0: {enumeration(parts)}."
        if groups:
            gathered = f"{counted(len(groups), 'groupe')} de {number(sum(groups))} objets"
            said = f"{counted(len(self.nodes), 'élément')}, dont {gathered}. En tout\u00a0: {enumeration(parts)}."
        links = sum(edge.count or 1 for edge in self.edges)
        doubtful = sum(edge.count or 1 for edge in self.edges if edge.certitude == "incertain")
        tail = f", dont {number(doubtful)} à confirmer" if doubtful else ""
        return f"{said} {counted(links, 'lien')}{tail}." if links else f"{said} Aucun lien dessiné."

    @property
    def hidden_message(self) -> str:
        """Say what is not drawn and what to do, or nothing."""
        if not self.hidden_nodes:
            return ""
        if self.hidden_nodes == 1:
            missing = "1 autre élément n’est pas dessiné."
        else:
            missing = f"{number(self.hidden_nodes)} autres éléments ne sont pas dessinés."
        return f"{missing} Choisissez un territoire ou un point de départ plus précis."


def stage_of(boxes: Sequence[LayoutBox], positions: Positions, captions: Iterable[Caption]) -> Stage:
    """Return the room that boxes and captions take."""
    if not boxes:
        return Stage((0.0, 0.0, 1.0, 1.0), (0.0, 0.0, 0.0, 0.0))
    centres = np.array([positions[box.id] for box in boxes], dtype=np.float64)
    captions = list(captions)
    places = np.array([*centres, *((caption.x, caption.y) for caption in captions)], dtype=np.float64)
    bounds = Extents([*boxes, *(caption.box for caption in captions)]).bounds(places)
    (left, top), (right, bottom) = centres.min(axis=0), centres.max(axis=0)
    return Stage(bounds, (float(left), float(top), float(right), float(bottom)))


def link_label(edge: EdgeRecord) -> str:
    """Return the verb of a link: its own, else the one that the model declares for its type."""
    spec = relationship_spec(edge.type)
    return edge.label or (spec.caption if spec else edge.type.replace("_", " ").lower())


def link_sentence(edge: EdgeRecord, names: Mapping[str, str]) -> str:
    """
    Say a link in French, with its role and its certainty.

    Parameters
    ----------
    edge
        Link.
    names
        Names of its ends by id.
    """
    doubt = CERTITUDES[edge.certitude].lower() if edge.certitude != "certain" else None
    notes = [note for note in (edge.role, doubt) if note]
    tail = f" ({', '.join(notes)})" if notes else ""
    if edge.members:
        return f"{link_label(edge)} entre {names[edge.start]} et {names[edge.end]}{tail}"
    return f"{names[edge.start]} {link_label(edge)} {names[edge.end]}{tail}"


def number(value: int) -> str:
    """Write a whole number with narrow no-break spaces between thousands."""
    return f"{value:,}".replace(",", "\u202f")


def counted(value: int, noun: str) -> str:
    """Write a number and its noun, agreed (nouns that take an s)."""
    return f"{number(value)} {noun}{'s' if value > 1 else ''}"


def counted_nature(nature: Nature, count: int) -> str:
    """Write a number and the name of a nature, agreed."""
    style = NATURES[nature]
    return f"{number(count)} {style.plural if count > 1 else style.caption.lower()}"


def enumeration(parts: Sequence[str]) -> str:
    """Join at least one text with commas and a final « et »."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} et {parts[-1]}"
