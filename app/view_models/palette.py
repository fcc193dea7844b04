"""
Choose the shapes and colours of a network picture, and measure that people can tell them apart.

Owns the shape of each nature, the colour of each secteur, and the arithmetic of contrast (WCAG) and of colour
blindness. Refuses to carry meaning by colour alone: a nature is a shape, and a secteur is also two letters
written on the node.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from types import MappingProxyType
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

Nature = Literal[
    "acteur",
    "dispositif",
    "acteur_dispositif",
    "action",
    "instance",
    "territoire",
    "thematique",
    "public",
    "evenement",
    "autre",
]
Theme = Literal["clair", "sombre"]


@dataclass(frozen=True, slots=True)
class NatureStyle:
    """
    Describe how one nature of node is drawn and named.

    Parameters
    ----------
    caption, plural
        French name, for the legend and for the summary sentence.
    path
        Outline as SVG path data, in the square from -1 to 1, y downwards, so that the canvas, the legend and
        the exports draw the same shape.
    inner
        Second outline drawn inside the first, same unit, or an empty text.
    """

    caption: str
    plural: str
    path: str
    inner: str = ""


@dataclass(frozen=True, slots=True)
class SecteurStyle:
    """
    Describe how one secteur of acteurs is drawn and named.

    Parameters
    ----------
    caption
        French name.
    letters
        Two letters written on the node.
    fill
        Colour of the node, `#rrggbb`, the same in both themes.
    ink
        Colour of the letters on the node, `#rrggbb`.
    """

    caption: str
    letters: str
    fill: str
    ink: str


@dataclass(frozen=True, slots=True)
class ThemeStyle:
    """
    Hold the colours that depend on the theme, all as `#rrggbb`.

    Parameters
    ----------
    background, text
        Page and label colours (Streamlit's own themes; the page's real ones win in the browser).
    outline
        Border of the nodes, at least 3:1 against the background.
    neutral, neutral_ink
        Fill of the nodes that have no secteur, and what is written on them.
    edge
        Lines, at least 3:1 against the background.
    """

    background: str
    text: str
    outline: str
    neutral: str
    neutral_ink: str
    edge: str


def _polygon(*points: tuple[float, float]) -> str:
    """Write a closed outline; three decimals are a hundredth of a pixel on the largest node."""
    return "M" + "L".join(f"{x:.3f},{y:.3f}" for x, y in points) + "Z"


def _regular(corners: int, first_angle: float, radius: float = 1.0) -> str:
    """Write a regular polygon whose first corner is at `first_angle` degrees."""
    angles = np.radians(first_angle + np.arange(corners) * 360.0 / corners)
    return _polygon(*((float(radius * np.cos(a)), float(radius * np.sin(a))) for a in angles))


def _star(inner_radius: float) -> str:
    """Write a five-pointed star."""
    points = []
    for step in range(10):
        radius = 1.12 if step % 2 == 0 else inner_radius
        angle = np.radians(-90 + 36 * step)
        points.append((float(radius * np.cos(angle)), float(radius * np.sin(angle))))
    return _polygon(*points)


def _disc(radius: float) -> str:
    return f"M{radius},0A{radius},{radius},0,1,1,{-radius},0A{radius},{radius},0,1,1,{radius},0Z"


_SQUARE: Final = (
    "M-0.7,-0.88H0.7Q0.88,-0.88,0.88,-0.7V0.7Q0.88,0.88,0.7,0.88H-0.7Q-0.88,0.88,-0.88,0.7V-0.7Q-0.88,-0.88,-0.7,-0.88Z"
)
_TAG: Final = "M-1.1,-0.68H0.5L1.15,0L0.5,0.68H-1.1Z"

# Sizes are evened out by area, not by radius: a star of radius 1 looks half as big as a disc of radius 1.
NATURES: Final[Mapping[Nature, NatureStyle]] = MappingProxyType(
    {
        "acteur": NatureStyle("Acteur", "acteurs", _disc(1.0)),
        "dispositif": NatureStyle("Dispositif", "dispositifs", _SQUARE),
        "acteur_dispositif": NatureStyle(
            "Acteur et dispositif", "acteurs et dispositifs à la fois", _SQUARE, _disc(0.7)
        ),
        "action": NatureStyle("Action", "actions", _polygon((0.0, -1.08), (1.08, 0.84), (-1.08, 0.84))),
        "instance": NatureStyle(
            "Instance", "instances", _polygon((0.0, -1.14), (1.14, 0.0), (0.0, 1.14), (-1.14, 0.0))
        ),
        "territoire": NatureStyle("Territoire", "territoires", _regular(6, 0.0, 1.05)),
        "thematique": NatureStyle("Thématique", "thématiques", _TAG),
        "public": NatureStyle("Public", "publics", _polygon((-1.08, -0.84), (1.08, -0.84), (0.0, 1.08))),
        "evenement": NatureStyle("Événement", "événements", _star(0.56)),
        "autre": NatureStyle("Autre élément", "autres éléments", _regular(8, 22.5, 0.98)),
    }
)

_WHITE: Final = "#ffffff"
_DARK: Final = "#14181f"

# Sixteen colours found by a max-min search over sRGB, the distance being taken in OKLab under normal vision
# and under the three colour blindnesses; lightness therefore varies as much as hue. They were dealt by hand,
# the clearest (blue, green, orange, purple, yellow) to the secteurs that meet most often. `autre` is grey.
SECTEURS: Final[Mapping[str, SecteurStyle]] = MappingProxyType(
    {
        "sante": SecteurStyle("Santé", "Sa", "#3c69b4", _WHITE),
        "medico_social": SecteurStyle("Médico-social", "Ms", "#00c396", _DARK),
        "social": SecteurStyle("Social", "So", "#d2691e", _DARK),
        "protection_sociale": SecteurStyle("Protection sociale", "Ps", "#5a2d87", _WHITE),
        "collectivite": SecteurStyle("Collectivités", "Co", "#ffd24b", _DARK),
        "etat": SecteurStyle("État", "Ét", "#780f00", _WHITE),
        "education": SecteurStyle("Éducation", "Éd", "#a5c3e1", _DARK),
        "emploi_insertion": SecteurStyle("Emploi / insertion", "Em", "#964b0f", _WHITE),
        "logement": SecteurStyle("Logement", "Lo", "#004b4b", _WHITE),
        "habitat": SecteurStyle("Habitat", "Ha", "#5af0b4", _DARK),
        "politique_ville": SecteurStyle("Politique de la ville", "Pv", "#b478b4", _DARK),
        "environnement_agriculture": SecteurStyle("Environnement, agriculture", "En", "#5a9669", _DARK),
        "sport": SecteurStyle("Sport, culture, loisirs", "Sp", "#e1a53c", _DARK),
        "usagers": SecteurStyle("Usagers, habitants", "Us", "#9696ff", _DARK),
        "recherche": SecteurStyle("Recherche, enseignement", "Re", "#c3f0ff", _DARK),
        "prestataire": SecteurStyle("Prestataire", "Pr", "#785a78", _WHITE),
        "autre": SecteurStyle("Autre", "Au", "#747474", _WHITE),
    }
)

THEMES: Final[Mapping[Theme, ThemeStyle]] = MappingProxyType(
    {
        "clair": ThemeStyle("#ffffff", "#31333f", "#454b57", "#f1f3f6", "#31333f", "#8a909c"),
        "sombre": ThemeStyle("#0e1117", "#fafafa", "#c6ccd6", "#2b303b", "#fafafa", "#7d8592"),
    }
)

Vision = Literal["normale", "protanopie", "deuteranopie", "tritanopie"]

# Linear-RGB matrices of complete dichromacy, from Machado et al. 2009 (severity 1.0).
_VISIONS: Final[Mapping[Vision, NDArray[np.float64]]] = {
    "normale": np.eye(3),
    "protanopie": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopie": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopie": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
_OKLAB_CONES: Final = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_OKLAB_AXES: Final = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def _linear(colour: str) -> NDArray[np.float64]:
    """Undo the sRGB gamma: contrast and vision are defined on light, not on the stored bytes."""
    channels = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255.0
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def relative_luminance(colour: str) -> float:
    """
    Return the relative luminance of a colour, as WCAG 2.1 defines it.

    Parameters
    ----------
    colour
        `#rrggbb`.

    Returns
    -------
    luminance
        From 0 (black) to 1 (white), no unit.

    Raises
    ------
    ValueError
        If the text is not six hexadecimal digits after a `#`.
    """
    return float(_linear(colour) @ np.array([0.2126, 0.7152, 0.0722]))


def contrast(first: str, second: str) -> float:
    """
    Return the contrast between two colours, as WCAG 2.1 defines it.

    Parameters
    ----------
    first, second
        `#rrggbb`, in any order.

    Returns
    -------
    ratio
        From 1 (same) to 21 (black on white). Text needs 4.5, a graphical object 3 (RGAA 3.2, 3.3).

    Examples
    --------
    >>> contrast("#000000", "#ffffff")
    21.0
    """
    light, dark = sorted((relative_luminance(first), relative_luminance(second)), reverse=True)
    return round((light + 0.05) / (dark + 0.05), 4)


def colour_distance(first: str, second: str, vision: Vision = "normale") -> float:
    """
    Return how different two colours look to a person, in OKLab.

    Parameters
    ----------
    first, second
        `#rrggbb`.
    vision
        `normale`, or a complete colour blindness.

    Returns
    -------
    distance
        Euclidean distance in OKLab; 0.02 is about the least that is noticed, black to white is 1.

    References
    ----------
    .. [1] Machado, Oliveira, Fernandes, "A physiologically-based model for simulation of color vision
       deficiency", IEEE TVCG 15(6), 2009.
    .. [2] Ottosson, "A perceptual color space for image processing", 2020.
    """
    seen = []
    for colour in (first, second):
        light = np.clip(_VISIONS[vision] @ _linear(colour), 0.0, 1.0)
        seen.append(_OKLAB_AXES @ np.cbrt(_OKLAB_CONES @ light))
    return float(np.linalg.norm(seen[0] - seen[1]))


def least_distance(colours: Iterable[str]) -> float:
    """
    Return the distance of the two colours of a set that are hardest to tell apart, whoever looks.

    Parameters
    ----------
    colours
        At least two `#rrggbb`.

    Returns
    -------
    distance
        Least `colour_distance` over every pair and every vision.

    Raises
    ------
    ValueError
        If there are fewer than two colours.
    """
    return min(
        colour_distance(one, other, vision) for one, other in combinations(list(colours), 2) for vision in _VISIONS
    )


def secteur_style(secteur: str | None) -> SecteurStyle | None:
    """
    Return the style of a secteur; an unknown code is drawn as `autre`, no code has none.

    Parameters
    ----------
    secteur
        Code of the vocabulary, or None.

    Returns
    -------
    style
        None when the node has no secteur: it is then filled with the theme's neutral colour.
    """
    if secteur is None:
        return None
    return SECTEURS.get(secteur, SECTEURS["autre"])
