"""
Define the network picture and the records it is made from, with the words that sum it up.

Owns the shape of the data and its French sentences. `app.view_models.network` builds it; the component and
the exports draw it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from app.view_models.boxes import LayoutBox
from app.view_models.labels import text_width
from app.view_models.layout import Positions
from app.view_models.palette import NATURES, Nature

Certitude = Literal["certain", "incertain", "inactif"]

CERTITUDES: Final[Mapping[Certitude, str]] = {
    "certain": "Certain",
    "incertain": "Incertain, à confirmer",
    "inactif": "Terminé ou pas encore commencé",
}
"""Captions of the three states of a link at a date, in the order of the legend."""

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
    """

    id: str
    labels: tuple[str, ...]
    nom: str
    secteur: str | None = None
    collectif: bool = False
    detail: str = ""


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


@dataclass(frozen=True, slots=True)
class NodeView:
    """One node as drawn: `size` is the radius in canvas units, `links` counts the drawn links."""

    id: str
    label: str
    nature: Nature
    secteur: str | None
    title: str
    collectif: bool
    size: float
    links: int
    lines: tuple[str, ...]

    @property
    def box(self) -> LayoutBox:
        """Room for the shape and the label under it."""
        width = max([2 * self.size, *(text_width(line) for line in self.lines)])
        return LayoutBox(self.id, width, self.size, self.size + LABEL_GAP + LINE_HEIGHT * len(self.lines))


@dataclass(frozen=True, slots=True)
class EdgeView:
    """One link as drawn: `width` in canvas units, `sentence` says it in words."""

    id: str
    source: str
    target: str
    type: str
    label: str
    certitude: Certitude
    title: str
    width: float
    sentence: str


@dataclass(frozen=True, slots=True)
class LegendItem:
    """One line of the legend: only what is drawn is in it, with its count."""

    kind: Literal["nature", "secteur", "certitude", "collectif"]
    code: str
    label: str
    count: int


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
    """

    nodes: tuple[NodeView, ...]
    edges: tuple[EdgeView, ...]
    positions: Positions
    legend: tuple[LegendItem, ...]
    version: str
    focus: str | None
    hidden_nodes: int

    @property
    def summary(self) -> str:
        """Say in one sentence what is drawn."""
        if not self.nodes:
            return "Aucun élément à dessiner pour ce choix."
        natures = Counter(node.nature for node in self.nodes)
        parts = [
            f"{number(natures[nature])} {_agreed(nature, natures[nature])}" for nature in NATURES if natures[nature]
        ]
        drawn = f"{counted(len(self.nodes), 'élément')} et {counted(len(self.edges), 'lien')}"
        doubtful = sum(edge.certitude == "incertain" for edge in self.edges)
        tail = f", dont {counted(doubtful, 'lien')} à confirmer" if doubtful else ""
        return f"{drawn}{tail}\u00a0: {_enumeration(parts)}."

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


def number(value: int) -> str:
    """Write a whole number with narrow no-break spaces between thousands."""
    return f"{value:,}".replace(",", "\u202f")


def counted(value: int, noun: str) -> str:
    """Write a number and its noun, agreed (nouns that take an s)."""
    return f"{number(value)} {noun}{'s' if value > 1 else ''}"


def _agreed(nature: Nature, count: int) -> str:
    """Name of a nature, agreed in number."""
    style = NATURES[nature]
    return style.plural if count > 1 else style.caption.lower()


def _enumeration(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} et {parts[-1]}"
