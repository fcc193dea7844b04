"""Write a poster as SVG: vectors in millimetres, text that can be selected, nothing loaded from anywhere."""

from __future__ import annotations

from typing import Final
from xml.etree import ElementTree as ET

from app.exports.poster.lettering import FAMILY
from app.exports.poster.primitives import Area, Group, Mark, Outline, Point, Scene, Stroke, Words

_SPACE: Final = "http://www.w3.org/2000/svg"
_FONTS: Final = f"'{FAMILY}', Verdana, Geneva, sans-serif"


def to_svg(scene: Scene) -> bytes:
    """
    Return the file.

    Parameters
    ----------
    scene
        Poster.

    Returns
    -------
    content
        Well-formed XML in UTF-8. Each element and each link says in its own title what it is.
    """
    ET.register_namespace("", _SPACE)
    root = ET.Element(
        _name("svg"),
        {
            "width": f"{_number(scene.width)}mm",
            "height": f"{_number(scene.height)}mm",
            "viewBox": f"0 0 {_number(scene.width)} {_number(scene.height)}",
            "version": "1.1",
            "role": "img",
            "lang": "fr",
            "{http://www.w3.org/XML/1998/namespace}lang": "fr",
            "aria-labelledby": "titre description",
            "font-family": _FONTS,
        },
    )
    ET.SubElement(root, _name("title"), {"id": "titre"}).text = scene.title
    ET.SubElement(root, _name("desc"), {"id": "description"}).text = scene.description
    for group in scene.groups:
        _write_group(root, group)
    ET.indent(root, " ")
    content: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def _write_group(root: ET.Element, group: Group) -> None:
    place = ET.SubElement(root, _name("g"), {"class": group.kind})
    if group.title:
        ET.SubElement(place, _name("title")).text = group.title
    for mark in group.marks:
        _write(place, mark)


def _write(place: ET.Element, mark: Mark) -> None:
    if isinstance(mark, Words):
        _write_words(place, mark)
    elif isinstance(mark, Outline):
        # Lengths are divided by what the shape is magnified by.
        attributes = {
            "d": mark.path,
            "transform": f"translate({_pair(mark.at)}) scale({_number(mark.radius)})",
            "fill": mark.fill or "none",
        }
        if mark.stroke:
            attributes |= _stroke(mark.stroke, mark.width / mark.radius, tuple(d / mark.radius for d in mark.dash))
        ET.SubElement(place, _name("path"), attributes)
    elif isinstance(mark, Area):
        attributes = {"points": " ".join(map(_pair, mark.points)), "fill": mark.fill}
        if mark.opacity < 1:
            attributes["fill-opacity"] = _number(mark.opacity)
        ET.SubElement(place, _name("polygon"), attributes)
    else:
        ET.SubElement(
            place,
            _name("path"),
            {"d": _line(mark), "fill": "none", **_stroke(mark.colour, mark.width, mark.dash)},
        )


def _write_words(place: ET.Element, mark: Words) -> None:
    attributes = {
        "x": _number(mark.at[0]),
        "y": _number(mark.at[1]),
        "font-size": _number(mark.size),
        "fill": mark.colour,
        "text-anchor": mark.anchor,
        # Another font than the one measured is narrowed or widened to it: names never come to overlap.
        "textLength": _number(mark.width),
        "lengthAdjust": "spacingAndGlyphs",
    }
    if mark.bold:
        attributes["font-weight"] = "bold"
    ET.SubElement(place, _name("text"), attributes).text = mark.text


def _line(mark: Stroke) -> str:
    first, *others = mark.points
    return f"M{_pair(first)}{'Q' if len(others) == 2 else 'L'}{' '.join(map(_pair, others))}"


def _stroke(colour: str, width: float, dash: tuple[float, ...]) -> dict[str, str]:
    found = {"stroke": colour, "stroke-width": _number(width)}
    if dash:
        found["stroke-dasharray"] = " ".join(map(_number, dash))
    return found


def _pair(point: Point) -> str:
    return f"{_number(point[0])},{_number(point[1])}"


def _number(value: float) -> str:
    """Write a length to the hundredth of a millimetre, or finer when it is small."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if abs(value) >= 1 else f"{value:.4f}".rstrip("0").rstrip(".") or "0"


def _name(tag: str) -> str:
    return f"{{{_SPACE}}}{tag}"
