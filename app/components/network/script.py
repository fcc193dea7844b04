"""Assemble the script and the markup of the network view, for the screen and for the page that is shared."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pyvis

_FOLDER: Final = Path(__file__).parent
_SCRIPTS: Final = ("labels.js", "legend.js", "painting.js", "camera.js", "choosing.js", "network.js")


def component_script() -> str:
    """
    Return the script of the component: the bundled drawing library in a function, then ours.

    Returns
    -------
    script
        An ES module. It holds several lines, without which Streamlit would take it for a file path.

    Raises
    ------
    FileNotFoundError
        If the installed pyvis bundles no vis-network.
    """
    ours = "\n".join((_FOLDER / name).read_text(encoding="utf-8") for name in _SCRIPTS)
    opening = "const loadBundle = () => {\nconst exports = {}, module = { exports };\n"
    return f"{opening}{_bundled_library()}\nreturn exports;\n}};\n{ours}"


def component_markup() -> str:
    """Return the elements that the script fills."""
    return (_FOLDER / "network.html").read_text(encoding="utf-8")


def component_style() -> str:
    """Return the style of those elements."""
    return (_FOLDER / "network.css").read_text(encoding="utf-8")


def _bundled_library() -> str:
    """Read the newest vis-network of pyvis, without the comment that sends debuggers after a missing file."""
    folder = Path(pyvis.__file__).parent / "lib"
    found = sorted(
        folder.glob("vis-*/vis-network.min.js"),
        key=lambda file: [int(part) for part in re.findall(r"\d+", file.parent.name)],
    )
    if not found:
        raise FileNotFoundError(f"no vis-network.min.js under {folder}")
    return re.sub(r"^//# sourceMappingURL=.*$", "", found[-1].read_text(encoding="utf-8"), flags=re.MULTILINE)
