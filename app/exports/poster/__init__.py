"""Draw a network as a poster: SVG, PDF or PNG, from A4 to A0."""

from app.exports.poster.figure import to_pdf, to_png
from app.exports.poster.paper import Size
from app.exports.poster.scene import build_scene
from app.exports.poster.svg import to_svg

__all__ = ["Size", "build_scene", "to_pdf", "to_png", "to_svg"]
