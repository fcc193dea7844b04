"""Make the kit: every part in the order of use, then one archive, the same bytes for the same data."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from types import MappingProxyType
from typing import Final

from app.exports.documents.desk import Desk
from app.exports.kit.actor_sheets import actor_sheets
from app.exports.kit.agenda import agenda
from app.exports.kit.articulation_sheets import articulation_sheets
from app.exports.kit.badges import badges
from app.exports.kit.capture import capture
from app.exports.kit.forgotten_links import forgotten_links
from app.exports.kit.guide import guide
from app.exports.kit.invitations import invitations
from app.exports.kit.material import Material
from app.exports.kit.notes import notes
from app.exports.kit.part import File, Part, plain
from app.exports.kit.poster import poster
from app.exports.kit.seating import seating
from app.exports.kit.who_does_what import who_does_what
from app.workshops.record import Workshop

Made = Callable[[Material], Part]

MAKERS: Final = MappingProxyType(
    {
        "invites": invitations,
        "fiches": actor_sheets,
        "ordre_du_jour": agenda,
        "plan": seating,
        "badges": badges,
        "affiche": poster,
        "notes": notes,
        "matrice": who_does_what,
        "liens_oublies": forgotten_links,
        "articulations": articulation_sheets,
        "questionnaire": capture,
    }
)
"""What makes each part, by its code, in the order of use."""

_ZIP_DATE: Final = (1980, 1, 1, 0, 0, 0)


def parts(
    workshop: Workshop,
    desk: Desk,
    *,
    only: tuple[str, ...] = (),
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Part, ...]:
    """
    Return the parts of the kit, in the order of use.

    Parameters
    ----------
    workshop
        The workshop, with or without a plan.
    desk
        Where questions are asked.
    only
        Codes of the parts wanted (see `MAKERS`); all of them when empty.
    progress
        Told how many parts are made, out of how many.

    Returns
    -------
    parts
        A part that cannot be made has no file and says why.
    """
    material = Material(workshop, desk)
    return _made(material, only, progress)


def build(workshop: Workshop, desk: Desk, *, progress: Callable[[int, int], None] | None = None) -> bytes:
    """
    Return the kit as a ZIP archive: a first page that says what each file is for, then the parts.

    Parameters
    ----------
    workshop
        The workshop, with or without a plan.
    desk
        Where questions are asked.
    progress
        Told how many parts are made, out of how many.

    Notes
    -----
    The same workshop, data and day give the same bytes: files bear one fixed date.
    """
    material = Material(workshop, desk)
    made = _made(material, (), progress)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in (guide(material, made), *(file for part in made for file in part.files)):
            _add(archive, file)
    return buffer.getvalue()


def file_name(workshop: Workshop) -> str:
    """Return the name of the archive: the workshop, its day."""
    return f"kit-{plain(workshop.titre)}-{plain(workshop.date)}.zip"


def _made(material: Material, only: tuple[str, ...], progress: Callable[[int, int], None] | None) -> tuple[Part, ...]:
    wanted: list[Made] = [maker for code, maker in MAKERS.items() if not only or code in only]
    found = []
    for rank, maker in enumerate(wanted, start=1):
        found.append(maker(material))
        if progress:
            progress(rank, len(wanted))
    return tuple(found)


def _add(archive: zipfile.ZipFile, file: File) -> None:
    entry = zipfile.ZipInfo(file.path, _ZIP_DATE)
    # What is packed already gains nothing from being packed again.
    entry.compress_type = zipfile.ZIP_STORED if file.path.endswith((".docx", ".xlsx")) else zipfile.ZIP_DEFLATED
    archive.writestr(entry, file.content)
