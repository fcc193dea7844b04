"""Offer the kit: one button, one archive of everything to print; or one of its parts alone."""

from __future__ import annotations

import io
import zipfile

import streamlit as st

from app import data
from app.components import dates, frame
from app.exports.documents.desk import Desk, desk_of
from app.view_models.dates import NEWEST
from app.workshops.record import Workshop

_MIME = "application/zip"


def draw(workshop: Workshop) -> None:
    """Draw the button of the whole kit."""
    frame.section("Le kit à imprimer")
    frame.note(
        "Une archive de documents numérotés dans l’ordre où ils servent, lisibles en noir et blanc, avec le format "
        "d’impression de chacun : liste des invités, fiches, ordre du jour, plan, badges, affiche, cartes, "
        "questionnaires."
    )
    st.download_button(
        "Télécharger le kit", lambda: whole(workshop), f"kit-{workshop.id}.zip", _MIME, key="atelier_kit",
        type="primary", icon=":material/folder_zip:", on_click="ignore",
        help="Quelques secondes : chaque document est écrit au moment du clic.",
    )  # fmt: skip


def part(workshop: Workshop, codes: tuple[str, ...], label: str, name: str, key: str) -> None:
    """Draw the button of some parts of the kit alone."""
    st.download_button(
        label, lambda: some(workshop, codes), f"{name}-{workshop.id}.zip", _MIME, key=key,
        icon=":material/description:", on_click="ignore",
    )  # fmt: skip


def whole(workshop: Workshop) -> bytes:
    """Return the archive of the whole kit."""
    from app.exports.kit import build  # noqa: PLC0415 (heavy: drawing is rare)

    return build(workshop, desk())


def some(workshop: Workshop, codes: tuple[str, ...]) -> bytes:
    """Return an archive of some parts of the kit."""
    from app.exports.kit import parts  # noqa: PLC0415 (heavy: drawing is rare)

    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in parts(workshop, desk(), only=codes):
            for file in one.files:
                archive.writestr(zipfile.ZipInfo(file.path), file.content)
            if one.lacks:
                archive.writestr(zipfile.ZipInfo(f"{one.number:02d}-a-savoir.txt"), "\n".join(one.lacks))
    return content.getvalue()


def desk() -> Desk:
    """Return where documents ask their questions, at the date of the view."""
    view = dates.current()
    return desk_of(data.context(), None if view.choice == NEWEST else view.value)
