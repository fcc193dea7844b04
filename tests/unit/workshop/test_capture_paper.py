"""Print the form of a workshop: everybody is on it, the scale too, and it stays short."""

import io
from itertools import product

import pytest
from pypdf import PdfReader

from app.exports.documents.content import Table
from app.exports.documents.pdf_writer import to_pdf
from app.workshops.capture_paper import paper_form
from app.workshops.capture_questions import MOMENTS, scale
from app.workshops.record import DAY, LATER
from tests.support.workshops import workshop


def pages(moment: str, identifier: str, count: int) -> list[str]:
    content = to_pdf(paper_form(workshop(count), moment, identifier))
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]


@pytest.mark.parametrize(("moment", "identifier"), tuple(product(MOMENTS, ("p03", ""))))
def test_the_form_on_paper_asks_about_all_the_others(moment: str, identifier: str) -> None:
    document = paper_form(workshop(5), moment, identifier)
    (table,) = [block for section in document.sections for block in section.blocks if isinstance(block, Table)]
    names = [row[0] for row in table.rows]
    assert len(names) == (4 if identifier else 5)
    assert ("3. Organisme 3" in names) == (not identifier)
    headings = [heading.text for heading in table.headings]
    assert ("Lien avant" in headings) == (moment == DAY)
    assert ("Revu depuis l’atelier" in headings) == (moment == LATER)


def test_a_form_of_fifteen_others_fits_on_one_page() -> None:
    (page,) = pages(DAY, "p01", 16)
    for grade in scale():
        assert f"{grade.value} : {grade.words.lower()}" in page
    for question in ("Quel prochain pas, pour quand", "Un acteur absent à inviter", "Une erreur sur votre fiche"):
        assert question in page


def test_a_form_of_sixty_is_whole() -> None:
    text = " ".join(pages(DAY, "", 60))
    assert "60. Organisme 60" in text
    assert "1. Organisme 1 " in text
