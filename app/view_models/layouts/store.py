"""
Keep the places of each picture on disk, so that a restart shows the same one.

Owns the files. Knows neither colours nor screens.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from app.view_models.layouts.boxes import LayoutBox
from app.view_models.layouts.placing import place
from app.view_models.layouts.subject import Caption, Layout, Placement, Positions, Subject

logger = logging.getLogger(__name__)

_RECIPE: Final = "7"
"""Changes with the way of laying out: places kept from an earlier way are not built upon."""


class LayoutStore:
    """
    Keep the places of each picture on disk, so that a restart shows the same one.

    Parameters
    ----------
    folder
        Folder of the pictures, made when needed. One sub-folder per view and layout, one JSON file per version.
    keep
        Number of versions kept per view, the last shown ones.
    """

    def __init__(self, folder: Path, *, keep: int = 8) -> None:
        self.folder = folder
        self.keep = keep

    def positions(
        self,
        view_key: str,
        version: str,
        boxes: Iterable[LayoutBox],
        links: Iterable[tuple[str, str]],
        *,
        focus: str | None = None,
        order: Sequence[str] = (),
    ) -> Positions:
        """
        Return the places of a picture drawn by its links.

        Parameters
        ----------
        view_key, version
            As for `placement`.
        boxes
            One per node.
        links
            Pairs of node ids.
        focus, order
            As for `compute_positions`.

        Returns
        -------
        positions
            One entry per box.
        """
        subject = Subject(tuple(boxes), tuple(links), focus, tuple(order))
        return self.placement(view_key, version, Layout.LIENS, subject).positions

    def placement(self, view_key: str, version: str, layout: Layout, subject: Subject) -> Placement:
        """
        Return the places of a picture: those already kept, else new ones that start from the last picture.

        Parameters
        ----------
        view_key
            Which picture it is (screen and start): pictures of one key and one layout follow one another in time.
        version
            Version of the data.
        layout
            Way of placing.
        subject
            What is to be placed.

        Returns
        -------
        placement
            When the folder cannot be written, it is computed again at each call: the same graph still gives the
            same places.
        """
        shelf = self.folder / _digest(_RECIPE, layout.value, view_key)
        file = shelf / f"{_digest(version, *_content(layout, subject))}.json"
        kept = _read(file)
        if kept is not None and kept.positions.keys() == subject.box_of.keys():
            _touch(file)
            return kept
        placement = place(layout, subject, self._latest(shelf))
        self._write(file, view_key, version, placement)
        return placement

    def _latest(self, shelf: Path) -> Placement | None:
        """Places of the picture of this view that was shown last."""
        for file in _by_age(shelf):
            placement = _read(file)
            if placement is not None and placement.positions:
                return placement
        return None

    def _write(self, file: Path, view_key: str, version: str, placement: Placement) -> None:
        """Write beside then rename, so that a reader never meets half a file."""
        content = json.dumps(
            {
                "vue": view_key,
                "version": version,
                "positions": placement.positions,
                "legendes": {key: [item.text, item.x, item.y, item.size] for key, item in placement.captions.items()},
                "lecture": placement.note,
                "cles": dict(placement.keys),
                "blocs": dict(placement.blocks),
            },
            ensure_ascii=False,
            sort_keys=True,
        )
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            descriptor, name = tempfile.mkstemp(dir=file.parent, suffix=".part")
            with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
                stream.write(content)
            Path(name).replace(file)
            for old in _by_age(file.parent)[self.keep :]:
                old.unlink(missing_ok=True)
        except OSError as error:
            logger.warning("positions not kept in %s: %s", file.parent, error)


def _content(layout: Layout, subject: Subject) -> list[str]:
    """List all that the places depend on."""
    nodes = list(subject.box_of)
    means: dict[Layout, Any] = {
        Layout.TERRITOIRE: [(node, subject.places.get(node)) for node in nodes],
        Layout.DISPOSITIF: [(node, subject.schemes.get(node)) for node in nodes],
        Layout.SECTEUR: [(node, subject.sectors.get(node)) for node in nodes],
    }
    return [
        repr(list(subject.box_of.values())),
        repr(subject.pairs),
        repr(subject.focus),
        repr(means.get(layout)),
    ]


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:20]


def _by_age(shelf: Path) -> list[Path]:
    """List the kept pictures, the last shown first."""
    try:
        dated = [(file.stat().st_mtime_ns, file.name, file) for file in shelf.glob("*.json")]
    except OSError:
        return []
    return [file for _, _, file in sorted(dated, reverse=True)]


def _touch(file: Path) -> None:
    """Mark as last shown; failing to is harmless."""
    try:
        os.utime(file)
    except OSError as error:
        logger.debug("cannot mark %s as shown: %s", file, error)


def _read(file: Path) -> Placement | None:
    """Read kept places; a missing or damaged file counts as none."""
    try:
        stored = json.loads(file.read_text(encoding="utf-8"))
        return Placement(
            {node: (float(x), float(y)) for node, (x, y) in stored["positions"].items()},
            {
                key: Caption(str(text), float(x), float(y), float(size))
                for key, (text, x, y, size) in stored["legendes"].items()
            },
            str(stored["lecture"]),
            {str(node): str(key) for node, key in stored["cles"].items()},
            {
                str(key): (float(left), float(top), float(right), float(bottom))
                for key, (left, top, right, bottom) in stored["blocs"].items()
            },
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
