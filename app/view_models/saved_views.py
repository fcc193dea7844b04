"""
Keep views of the network under names, on disk beside the base, so that a restart finds them again.

Owns the file and its rules: a name is given once, whatever its capitals; a damaged file is never written over. A view
is the address that opens it: what it shows follows the base.
"""

from __future__ import annotations

import json
import logging
import os
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from app.view_models.typography import sentence

logger = logging.getLogger(__name__)

LONGEST: Final = 80
"""Most signs of a name."""

MOST: Final = 500
"""Most views kept."""

_lock = threading.Lock()


class SavedViewError(ValueError):
    """Say in French why a view cannot be kept, renamed or removed."""


@dataclass(frozen=True, slots=True)
class SavedView:
    """
    Hold one view.

    Parameters
    ----------
    name
        What the reader called it.
    address
        Values of the address of the screen, by name.
    day
        ISO day when it was saved.
    """

    name: str
    address: Mapping[str, str]
    day: str


class SavedViews:
    """
    Keep views in one file.

    Parameters
    ----------
    file
        JSON file, made when the first view is saved.
    """

    def __init__(self, file: Path) -> None:
        self.file = file

    def all(self) -> tuple[SavedView, ...]:
        """
        Return the views, by name.

        Raises
        ------
        SavedViewError
            If the file cannot be read as what it should be.
        """
        try:
            stored = json.loads(self.file.read_text(encoding="utf-8"))
            views = [
                SavedView(
                    str(item["name"]),
                    {str(name): str(value) for name, value in item["address"].items()},
                    str(item["day"]),
                )
                for item in stored["vues"]
            ]
        except FileNotFoundError:
            return ()
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            logger.warning("saved views cannot be read from %s: %s", self.file, error)
            message = "Les vues enregistrées ne peuvent pas être lues : leur fichier est abîmé ou interdit."
            raise SavedViewError(sentence(message)) from error
        return tuple(sorted(views, key=lambda view: (view.name.casefold(), view.name)))

    def save(self, name: str, address: Mapping[str, str], day: str) -> SavedView:
        """
        Keep a view under a new name, and return it.

        Raises
        ------
        SavedViewError
            If the name is empty, too long or already given, if there are too many views, or if the folder refuses.
        """
        with _lock:
            views = self.all()
            made = SavedView(_free(name, views), dict(address), day)
            if len(views) >= MOST:
                raise SavedViewError(sentence(f"Il y a déjà {MOST} vues : supprimez-en une d’abord."))
            self._write((*views, made))
        return made

    def rename(self, name: str, new: str) -> SavedView:
        """Give a view another name, and return it; the same errors as `save`."""
        with _lock:
            views = self.all()
            old = _found(name, views)
            others = tuple(view for view in views if view is not old)
            made = SavedView(_free(new, others), old.address, old.day)
            self._write((*others, made))
        return made

    def delete(self, name: str) -> None:
        """Remove a view; the others are left as they are."""
        with _lock:
            views = self.all()
            old = _found(name, views)
            self._write(tuple(view for view in views if view is not old))

    def _write(self, views: tuple[SavedView, ...]) -> None:
        """Write beside then rename, so that a reader never meets half a file."""
        content = json.dumps({"vues": [asdict(view) for view in views]}, ensure_ascii=False, indent=1, sort_keys=True)
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            descriptor, name = tempfile.mkstemp(dir=self.file.parent, suffix=".part")
            with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
                stream.write(content)
            Path(name).replace(self.file)
        except OSError as error:
            logger.warning("saved views cannot be written to %s: %s", self.file, error)
            raise SavedViewError(sentence("La vue n’a pas pu être gardée : le dossier de la base refuse.")) from error


def _free(name: str, views: tuple[SavedView, ...]) -> str:
    """Return a name as it is kept, when nobody has it yet."""
    name = " ".join(name.split())
    if not name:
        raise SavedViewError(sentence("Donnez un nom à la vue."))
    if len(name) > LONGEST:
        raise SavedViewError(sentence(f"Ce nom est trop long : {LONGEST} signes au plus."))
    if name.casefold() in {view.name.casefold() for view in views}:
        raise SavedViewError(sentence(f"Une vue s’appelle déjà « {name} » : choisissez un autre nom."))
    return name


def _found(name: str, views: tuple[SavedView, ...]) -> SavedView:
    for view in views:
        if view.name == name:
            return view
    raise SavedViewError(sentence(f"La vue « {name} » n’existe plus."))
