"""Write the badges: organisation and function only, ten a sheet, in letters as large as the badge allows."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from app.exports.kit.card_sheet import BADGES, CardSheets
from app.exports.kit.material import Material, Seat
from app.exports.kit.part import NOBODY, File, Part
from app.view_models.typography import counted

_PART: Final = Part(
    number=5,
    name="badges",
    purpose="Un badge par personne attendue, organisme et fonction seulement, à couper (85 × 54 mm).",
    when="J-2, puis le jour J à l’accueil",
    paper="A4, papier épais (160 g ou plus), taille réelle (100 %, sans ajuster à la page)",
)


def badges(material: Material) -> Part:
    """Return the badges of those who are expected, in the order of the list."""
    seats = material.seats
    if not seats:
        return replace(_PART, lacks=(NOBODY,))
    pdf = CardSheets(BADGES, f"Badges : {material.title}", material.desk.today)
    for seat, corner in zip(seats, pdf.places(len(seats)), strict=True):
        _draw(pdf, seat, corner)
    copies = f"1 ({counted(BADGES.sheets(len(seats)), 'feuille')} de dix badges)"
    return replace(_PART, copies=copies, files=(File(_PART.path("pdf"), pdf.content()),))


def _draw(pdf: CardSheets, seat: Seat, corner: tuple[float, float]) -> None:
    left, top = corner
    if not seat.function:
        pdf.words(
            seat.called, (left + 5, top + 5, 75, 44), largest=30, smallest=9, bold=True, centred=True, middle=True
        )
        return
    pdf.words(seat.called, (left + 5, top + 4, 75, 31), largest=28, smallest=9, bold=True, centred=True, middle=True)
    pdf.rule(left + 20, top + 37, 45, strong=True)
    pdf.words(seat.function, (left + 5, top + 38.5, 75, 12), largest=16, smallest=8, centred=True, middle=True)
