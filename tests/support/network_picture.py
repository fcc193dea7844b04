"""Ask the picture of the network, in a real browser, what it shows and where."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

PICTURE = """(() => {
  const find = (root) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.classList?.contains('mr')) return element;
      const inside = element.shadowRoot && find(element.shadowRoot);
      if (inside) return inside;
    }
  };
  const host = find(document);
  return host && globalThis.maillageNetwork?.pictures.get(host);
})()"""
"""The picture: the component lives in a shadow root, its pictures are kept by the script under one global name."""

_OVERLAPS = """(() => {
  const meets = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const names = [...picture.labelCache.boxes, ...picture.captionBoxes];
  const shapes = [...picture.nodes.values()].map((node) => {
    const r = picture.radius(node);
    return { id: node.id, left: node.x - r, right: node.x + r, top: node.y - r, bottom: node.y + r };
  });
  const found = [];
  names.forEach((name, rank) => {
    for (const other of names.slice(rank + 1)) if (meets(name, other)) found.push([name.lines[0], other.lines[0]]);
    for (const shape of shapes) if (shape.id !== name.id && meets(name, shape)) found.push([name.lines[0], shape.id]);
  });
  shapes.forEach((shape, rank) => {
    for (const other of shapes.slice(rank + 1)) if (meets(shape, other)) found.push([shape.id, other.id]);
  });
  return found;
})()"""


def wait_for_picture(page: Page) -> None:
    """Wait until the picture has written its names, and bring it into sight."""
    page.wait_for_function(f"(({PICTURE})?.labelCache?.boxes.length ?? 0) > 0", timeout=60_000)
    page.get_by_role("application").scroll_into_view_if_needed()


def ask_picture(page: Page, expression: str) -> Any:
    """Return what a JavaScript expression is worth, `picture` being the picture."""
    return page.evaluate(f"(() => {{ const picture = {PICTURE}; return {expression}; }})()")


def place_of(page: Page, node: str) -> tuple[float, float]:
    """Return where a node stands in the window."""
    x, y = ask_picture(
        page,
        f"(() => {{ const node = picture.nodes.get('{node}'), box = picture.canvas.getBoundingClientRect(),"
        " at = picture.network.canvasToDOM({x: node.x, y: node.y});"
        " return [box.x + at.x, box.y + at.y]; })()",
    )
    return x, y


def places(page: Page) -> dict[str, tuple[float, float]]:
    """Return the place of each drawn node in the picture, in the library's own memory."""
    found = ask_picture(page, "picture.network.getPositions()")
    return {node: (place["x"], place["y"]) for node, place in found.items()}


def still(page: Page) -> tuple[dict[str, tuple[float, float]], Any]:
    """Return the places and the point of view: equal ones mean that nothing has moved."""
    return places(page), ask_picture(page, "picture.camera()")


def overlaps(page: Page) -> list[tuple[str, str]]:
    """Return the pairs of names and shapes that cover one another, as they are drawn now."""
    return [tuple(pair) for pair in ask_picture(page, _OVERLAPS)]
