"""Put the form of a workshop in the kit: on paper, and as a workbook that is read back, for the day and for later."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from functools import partial
from typing import Final

from app.exports.kit.material import Material
from app.exports.kit.part import File, Part, both
from app.view_models.typography import counted
from app.workshops.capture_form import to_xlsx
from app.workshops.capture_paper import paper_form
from app.workshops.record import DAY, LATER

_PART: Final = Part(
    number=11,
    name="questionnaire",
    purpose="Qui connaissait qui, qui a rencontré qui, quel prochain pas. Le classeur se relit à l’écran.",
    when="jour J à la fin, saisie à J+7\u202f; puis J+90",
)
_NAMES: Final = {DAY: "jour de l’atelier", LATER: "trois mois après"}
_ZIP_DATE: Final = (1980, 1, 1, 0, 0, 0)
_STAMP: Final = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")


def capture(material: Material) -> Part:
    """Return the two forms, on the day and three months later, on paper and as workbooks."""
    answering = len(material.workshop.venus)
    if answering < 2:
        why = "Un questionnaire demande au moins deux participants. À l’écran « Atelier », complétez la liste."
        return replace(_PART, lacks=(why,))
    files: list[File] = []
    for moment, name in _NAMES.items():
        paper = paper_form(material.workshop, moment, today=material.desk.today, version=material.desk.context.version)
        files += both(paper, partial(_path, name))
        workbook = steady(to_xlsx(material.workshop, moment), material.desk.today)
        files.append(File(_PART.path("xlsx", name), workbook))
    copies = f"{counted(answering, 'questionnaire')}, et 5 de plus"
    return replace(_PART, copies=copies, files=tuple(files))


def _path(name: str, extension: str) -> str:
    return _PART.path(extension, name)


def steady(workbook: bytes, written: str) -> bytes:
    """Return a workbook that bears one day instead of the minute it was made at: the same forms give the same bytes."""
    stamp = f"{written}T00:00:00Z".encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as read, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name in read.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            content = read.read(name)
            made.writestr(entry, _STAMP.sub(rb"\g<1>" + stamp + rb"\g<3>", content) if "docProps" in name else content)
    return buffer.getvalue()
