"""Write a poster as PDF, with vectors and embedded fonts, and as PNG: the same drawing by the same library."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from threading import Lock
from typing import Final, Literal

import numpy as np
from matplotlib import rcParams
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from app.exports.poster.language import in_french
from app.exports.poster.lettering import FAMILY, drawable
from app.exports.poster.outlines import unit_path
from app.exports.poster.primitives import Anchor, Area, Outline, Scene, Stroke, Words

_INCH: Final = 25.4
_POINT: Final = 72 / _INCH
_RESOLUTION: Final = 150
# Of the whole process, and never put back: fonts go into the file as fonts, so that text is selected and searched.
rcParams["pdf.fonttype"] = 42
# Hinting widens small letters to whole pixels: lines would be longer than they were measured.
rcParams["text.hinting"] = "no_hinting"

_STRAIGHT: Final = (Path.MOVETO, Path.LINETO)
_CURVED: Final = (Path.MOVETO, Path.CURVE3, Path.CURVE3)
_ONE_AT_A_TIME: Final = Lock()
"""A picture of the largest sheet takes some 150 MB while it is drawn."""

_ALIGNMENTS: Final[Mapping[Anchor, Literal["left", "center", "right"]]] = {
    "start": "left",
    "middle": "center",
    "end": "right",
}


def to_pdf(scene: Scene) -> bytes:
    """
    Return the poster as a PDF: one page the size of its sheet, then the sheets that follow it.

    Notes
    -----
    The same poster gives the same bytes: the file carries no date of its own.
    """
    about = {"Title": scene.title, "Subject": scene.description, "Creator": "Maillage", "CreationDate": None}
    with _ONE_AT_A_TIME, BytesIO() as content:
        with PdfPages(content, metadata=about) as pages:
            for sheet in (scene, *scene.following):
                pages.savefig(_figure(sheet))
        return in_french(content.getvalue())


def to_png(scene: Scene) -> bytes:
    """Return the poster as a picture of 150 points per inch."""
    about = {"Title": scene.title, "Description": scene.description, "Software": "Maillage"}
    with _ONE_AT_A_TIME, BytesIO() as content:
        _figure(scene).savefig(content, format="png", dpi=_RESOLUTION, metadata=about)
        return content.getvalue()


def _figure(scene: Scene) -> Figure:
    figure = Figure(figsize=(scene.width / _INCH, scene.height / _INCH), dpi=_RESOLUTION)
    # Millimetres from the top left corner, into the unit of the page.
    sheet = Affine2D().scale(1 / scene.width, -1 / scene.height).translate(0, 1) + figure.transFigure
    for rank, mark in enumerate(mark for group in scene.groups for mark in group.marks):
        artist = _words(mark) if isinstance(mark, Words) else _patch(mark)
        artist.set(transform=sheet, zorder=rank)
        figure.add_artist(artist)
    return figure


def _words(mark: Words) -> Text:
    return Text(
        *mark.at,
        drawable(mark.text),
        fontfamily=FAMILY,
        fontsize=mark.size * _POINT,
        fontweight="bold" if mark.bold else "normal",
        color=mark.colour,
        horizontalalignment=_ALIGNMENTS[mark.anchor],
        verticalalignment="baseline",
        parse_math=False,
    )


def _patch(mark: Outline | Stroke | Area) -> PathPatch:
    """Return a shape; widths of lines are in points."""
    if isinstance(mark, Area):
        path = Path([*mark.points, mark.points[0]], closed=True)
        return PathPatch(path, facecolor=mark.fill, edgecolor="none", linewidth=0, alpha=mark.opacity)
    if isinstance(mark, Stroke):
        colour, fill = mark.colour, "none"
        path = Path(mark.points, _STRAIGHT if len(mark.points) == 2 else _CURVED)
    else:
        colour, fill = mark.stroke or "none", mark.fill or "none"
        shape = unit_path(mark.path)
        path = Path(np.asarray(shape.vertices) * mark.radius + np.array(mark.at), shape.codes)
    # The library multiplies dashes by the width of the line.
    dash = (0.0, tuple(length / mark.width for length in mark.dash)) if mark.dash else "solid"
    return PathPatch(
        path, facecolor=fill, edgecolor=colour, linewidth=mark.width * _POINT, linestyle=dash, capstyle="butt",
        joinstyle="miter",
    )  # fmt: skip
