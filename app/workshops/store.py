"""
Keep workshops on disk beside the base: one file each, so that a restart, or another screen, finds them again.

Owns the files and their form. A file is written beside then renamed; one that cannot be read is never written over.
"""

from __future__ import annotations

import json
import logging
import os
import re
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from app.view_models.typography import sentence
from app.workshops.record import Workshop
from ingest.headings import slug

logger = logging.getLogger(__name__)

FOLDER: Final = "ateliers"
"""Folder of the workshops, in the data folder."""

VERSION: Final = 1
"""Form of the files; one of a later form is read by nobody here, and never written over."""

_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST: Final = 60
_SUFFIX: Final = ".json"
_form: Final = TypeAdapter(Workshop)
_lock = threading.RLock()


class WorkshopError(ValueError):
    """
    Say in French why a workshop cannot be found, read, changed or kept.

    Parameters
    ----------
    message, remedy
        What happened and what to do, French sentences.
    """

    code: Final = "APP-301"

    def __init__(self, message: str, remedy: str = "") -> None:
        self.message, self.remedy = sentence(message), sentence(remedy) if remedy else ""
        super().__init__(f"{self.message} {self.remedy}".strip())


@dataclass(frozen=True, slots=True)
class Damaged:
    """Hold a file that cannot be read: its name, and why in French."""

    name: str
    why: str


class Workshops:
    """
    Keep workshops in one folder.

    Parameters
    ----------
    folder
        Folder of the files, made when the first workshop is kept.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def all(self) -> tuple[Workshop, ...]:
        """Return the workshops that can be read, the latest day first."""
        found = []
        for file in self._files():
            try:
                found.append(self._read(file))
            except WorkshopError as error:
                logger.warning("workshop cannot be read from %s: %s", file, error)
        return tuple(sorted(found, key=lambda one: (_backwards(one.date), one.id)))

    def damaged(self) -> tuple[Damaged, ...]:
        """Return the files that cannot be read, by name."""
        found = []
        for file in self._files():
            try:
                self._read(file)
            except WorkshopError as error:
                found.append(Damaged(file.name, str(error)))
        return tuple(found)

    def get(self, identifier: str) -> Workshop:
        """
        Return one workshop.

        Raises
        ------
        WorkshopError
            If nothing bears this id, or its file cannot be read.
        """
        return self._read(self._file(identifier))

    def save(self, workshop: Workshop) -> Workshop:
        """
        Keep a workshop in the place of the one of the same id, and return it.

        Raises
        ------
        WorkshopError
            If what stands there cannot be read, or if the folder refuses.
        """
        with _lock:
            file = self._file(workshop.id)
            if file.exists():
                self._read(file)
            self._write(file, workshop)
        return workshop

    def change(self, identifier: str, edit: Callable[[Workshop], Workshop]) -> Workshop:
        """
        Read, change and keep one workshop in one go, so that two screens never undo one another; return it.

        Raises
        ------
        WorkshopError
            As `get` and `save`.
        """
        with _lock:
            before = self.get(identifier)
            after = edit(before)
            return after if after == before else self.save(after)

    def create(self, workshop: Workshop, about: str) -> Workshop:
        """
        Keep a new workshop under an id of its own, and return it.

        Parameters
        ----------
        workshop
            Workshop; its id is not read.
        about
            Name of its territory: with the day, it makes the id.
        """
        with _lock:
            made = replace(workshop, id=self.free_id(about, workshop.date))
            return self.save(made)

    def delete(self, identifier: str) -> None:
        """
        Remove a workshop, readable or not.

        Raises
        ------
        WorkshopError
            If nothing bears this id, or if the folder refuses.
        """
        with _lock:
            file = self._file(identifier)
            try:
                file.unlink()
            except FileNotFoundError as error:
                raise _unknown(identifier) from error
            except OSError as error:
                raise WorkshopError("L’atelier n’a pas pu être supprimé : le dossier de la base refuse.") from error

    def free_id(self, about: str, day: str) -> str:
        """Return an id that no workshop bears: `redon-agglomeration-2027-03-18`, then `…-2`."""
        name = slug(about)[:_LONGEST].strip("-") or "atelier"
        taken = {file.stem for file in self._files()}
        base = f"{name}-{day}"
        rank, found = 1, base
        while found in taken:
            rank += 1
            found = f"{base}-{rank}"
        return found

    def _files(self) -> list[Path]:
        return sorted(file for file in self.folder.glob(f"*{_SUFFIX}") if file.is_file())

    def _file(self, identifier: str) -> Path:
        # An id comes from an address: it never leads out of the folder.
        if not _ID.fullmatch(identifier):
            raise _unknown(identifier)
        return self.folder / f"{identifier}{_SUFFIX}"

    def _read(self, file: Path) -> Workshop:
        try:
            stored = json.loads(file.read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            raise _unknown(file.stem) from error
        except (OSError, ValueError) as error:
            raise _unreadable(file) from error
        return _workshop_of(stored, file)

    def _write(self, file: Path, workshop: Workshop) -> None:
        """Write beside then rename, so that a reader never meets half a file."""
        content = json.dumps(to_json(workshop), ensure_ascii=False, indent=1)
        name = ""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            descriptor, name = tempfile.mkstemp(dir=self.folder, suffix=".part")
            with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
                stream.write(content)
            Path(name).replace(file)
        except OSError as error:
            if name:
                Path(name).unlink(missing_ok=True)
            logger.warning("workshop cannot be written to %s: %s", file, error)
            raise WorkshopError(
                "L’atelier n’a pas pu être gardé : le dossier de la base refuse.",
                "Vérifiez la place sur le disque et vos droits.",
            ) from error


def to_json(workshop: Workshop) -> dict[str, Any]:
    """Return a workshop as its file holds it."""
    return {"format": VERSION, "atelier": _form.dump_python(workshop, mode="json")}


def _workshop_of(stored: Any, file: Path) -> Workshop:
    if not isinstance(stored, dict) or not isinstance(stored.get("format"), int):
        raise _unreadable(file)
    if stored["format"] > VERSION:
        raise WorkshopError(
            f"L’atelier « {file.stem} » a été écrit par une version plus récente de Maillage.",
            "Ouvrez-le avec cette version ; il n’est pas modifié ici.",
        )
    try:
        workshop = _form.validate_python(stored.get("atelier"))
        date.fromisoformat(workshop.date)
    except (ValidationError, ValueError) as error:
        raise _unreadable(file) from error
    if workshop.id != file.stem:
        raise _unreadable(file)
    return workshop


def _backwards(day: str) -> int:
    return -date.fromisoformat(day).toordinal()


def _unknown(identifier: str) -> WorkshopError:
    return WorkshopError(
        f"Aucun atelier ne s’appelle « {identifier} ».", "La liste des ateliers gardés donne leurs noms."
    )


def _unreadable(file: Path) -> WorkshopError:
    return WorkshopError(
        f"Le fichier de l’atelier « {file.stem} » est abîmé : il ne peut pas être lu.",
        "Remettez-en une copie, ou supprimez-le ; rien n’est écrit par-dessus.",
    )
