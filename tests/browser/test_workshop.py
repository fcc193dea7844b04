"""Prepare a workshop in a real browser: from a territory to a printed kit, then the day itself on a tablet."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from app.view_models.statement import admitted
from app.workshops import plans
from app.workshops.milestones import MILESTONES
from app.workshops.people import numbered
from app.workshops.record import Contact, Form, Workshop
from app.workshops.store import FOLDER, Workshops
from tests.support.accessibility import deviations, printed, unspaced
from tests.support.app_page import SECONDS, SIZE, choose, eventually, settle, visit
from tests.support.browser import StreamlitServer, watch_errors, watch_requests
from tests.support.example_app import serve_example

pytestmark = pytest.mark.browser

DAY, REDON = "2021-09-15", "EPCI-243500741"
NARROW = {"width": 390, "height": 844}
TABLET = {"width": 820, "height": 1180}
# Streamlit looks for its own settings under the path of the screen first: those answers are its business.
_OWN_ERRORS = "404 (Not Found)"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("workshop")


@pytest.fixture(scope="module")
def app(folder: Path) -> Iterator[StreamlitServer]:
    with serve_example(folder) as running:
        yield running


def test_from_a_territory_to_a_printed_kit_then_the_day(
    app: StreamlitServer, browser: Browser, page: Page, folder: Path, tmp_path: Path
) -> None:
    outside, errors = watch_requests(page), watch_errors(page)
    shelf = Workshops(folder / "base" / FOLDER)
    for one in shelf.all():
        shelf.delete(one.id)
    visit(page, app.url, "atelier", date=DAY)
    choose(page, page.get_by_role("combobox", name="Territoire"), "Redon Aggl", "Redon Agglomération · EPCI", REDON)
    page.get_by_role("button", name="Préparer cet atelier").click()
    page.wait_for_url(re.compile("atelier=redon-agglomeration"))
    settle(page)
    page.get_by_role("button", name=re.compile("Aller droit au kit")).click()
    page.wait_for_url(re.compile("etape=plan"))
    settle(page)
    expect(page.get_by_role("heading", level=2, name="Ce que vaut ce plan")).to_be_visible()
    expect(page.get_by_text(re.compile(r"rencontres différentes")).first).to_be_visible()
    (kept,) = shelf.all()

    sheets = printed(page)
    said = "".join(sheets)
    for one in kept.presents:
        assert unspaced(one.nom.replace("'", "’")) in said
    assert unspaced("Télécharger le kit") not in said
    page.emulate_media(media="screen")

    with page.expect_download() as waiting:
        page.get_by_role("button", name="Télécharger le kit").click()
    archive = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(archive)
    assert archive.name == f"kit-{kept.id}.zip"
    _read_back(archive, [one.nom for one in kept.presents])
    assert outside == []
    assert [error for error in errors if _OWN_ERRORS not in error] == []
    _the_day(app, browser, kept.id, folder)


@pytest.mark.parametrize("step", MILESTONES)
def test_no_step_has_a_deviation(app: StreamlitServer, browser: Browser, folder: Path, step: str) -> None:
    shelf = Workshops(folder / "base" / FOLDER)
    shelf.save(_held())
    # The policy of the page would refuse the script that looks at it.
    context = browser.new_context(viewport=SIZE, locale="fr-FR", bypass_csp=True)  # type: ignore[arg-type]
    context.set_default_timeout(2 * SECONDS)
    page = context.new_page()
    visit(page, app.url, "atelier", date=DAY, atelier="essai", etape=step, repond="p01", invite="p01")
    allowed = {(found.rule, found.element) for found in admitted()}
    for scheme, size in (("light", SIZE), ("light", TABLET), ("light", NARROW), ("dark", SIZE)):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.wait_for_timeout(500)  # Menus slide and colours fade.
        found = [one for one in deviations(page) if (one.rule, one.element) not in allowed]
        assert found == [], f"{step}, {scheme}, {size['width']} px"
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    context.close()
    shelf.delete("essai")


def test_answers_are_read_then_written_and_a_hostile_name_stays_as_it_is(
    app: StreamlitServer, page: Page, folder: Path
) -> None:
    shelf = Workshops(folder / "base" / FOLDER)
    held = _held()
    name = "*CCAS* [de](x) :smile: $a$ <b>Redon</b>"
    known = replace(held.participants[1], acteur="acteur:ch-redon", nom="CH de Redon")
    people = (held.participants[0], known, replace(held.participants[2], nom=name), *held.participants[3:])
    shelf.save(replace(held, participants=people))
    visit(page, app.url, "atelier", date=DAY, atelier="essai", etape="jour")
    expect(page.get_by_role("button", name=name, exact=True)).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text=name).first).to_be_visible()
    visit(page, app.url, "atelier", date=DAY, atelier="essai", etape="reponses")
    page.get_by_role("button", name="Voir ce qui changerait dans la base").click()
    settle(page)
    expect(page.get_by_text("2 liens déclarés des deux côtés, chaque côté comptant pour un")).to_be_visible()
    page.get_by_role("button", name="Écrire dans la base", exact=True).click()
    expect(page.get_by_text("C’est écrit.")).to_be_visible()
    assert shelf.get("essai").evenement
    shelf.delete("essai")


def _held() -> Workshop:
    """Return a workshop that took place, with answers."""
    people = tuple(replace(one, nom=f"Organisme {one.id}") for one in numbered(8))
    known = replace(people[0], acteur="acteur:cpam-35", nom="CPAM 35", organisme="acteur:cpam-35", table=1)
    made = Workshop(
        id="essai",
        titre="Essai",
        territoire=REDON,
        date="2021-06-01",
        participants=(known, *people[1:]),
        tables=2,
        tours=2,
    )
    said = tuple(
        Form(participant=one, contacts=(Contact(autre=other, avant=0, rencontre=True, aujourd_hui=3),))
        for one, other in (("p01", "p02"), ("p02", "p01"), ("p03", "p04"))
    )
    return replace(plans.seat(made, {}, seconds=0.3)[0], formulaires=said, joues=1, faits=("objectif", "invites"))


def _read_back(archive: Path, names: list[str]) -> None:
    """Open every file of the kit: each reads, and the plan, the badges and the forms name everyone."""
    with zipfile.ZipFile(archive) as found:
        assert found.testzip() is None
        files = {name: found.read(name) for name in found.namelist()}
    assert len(files) > 20
    assert next(iter(files)).startswith("00")
    texts: dict[str, str] = {}
    for name, content in files.items():
        if name.endswith(".pdf"):
            texts[name] = "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
        elif name.endswith(".docx"):
            document = Document(io.BytesIO(content))
            cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
            texts[name] = "".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
        elif name.endswith(".xlsx"):
            texts[name] = " ".join(load_workbook(io.BytesIO(content)).sheetnames)
    assert all(text.strip() for text in texts.values())
    wanted = {name.replace("'", "’") for name in names}
    # What is worn bears the name alone, without what the base notes of it.
    worn = {name.split(" (sigle non développé")[0] for name in wanted}
    for word, awaited in (("plan-de-table.pdf", wanted), ("plan-de-table.docx", wanted), ("badges", worn)):
        name = next(name for name in texts if word in name)
        assert {one for one in awaited if unspaced(one) not in unspaced(texts[name].replace("'", "’"))} == set(), name
    book = next(text for name, text in texts.items() if name.endswith(".xlsx"))
    assert len(re.findall(r"p\d\d", book)) == len(names)


def _the_day(app: StreamlitServer, browser: Browser, workshop: str, folder: Path) -> None:
    """Note an absence by touch on a tablet, and play on."""
    context = browser.new_context(viewport=TABLET, locale="fr-FR", has_touch=True)  # type: ignore[arg-type]
    context.set_default_timeout(2 * SECONDS)
    page = context.new_page()
    shelf = Workshops(folder / "base" / FOLDER)
    visit(page, app.url, "atelier", date=DAY, atelier=workshop, etape="jour")
    assert page.evaluate("document.documentElement.scrollWidth") <= TABLET["width"]
    small = page.evaluate(
        """() => [...document.querySelectorAll('[data-testid="stMain"] button')]
        .filter((at) => at.checkVisibility() && at.getBoundingClientRect().height < 40)
        .map((at) => at.textContent)"""
    )
    assert [text for text in small if text.strip()] == []
    page.get_by_role("button", name="Tour 1 terminé").tap()
    eventually(page, lambda: shelf.get(workshop).joues, lambda found: found == 1)
    settle(page)
    before = shelf.get(workshop)
    gone = before.presents[0]
    page.get_by_role("button", name=gone.nom.replace("'", "’"), exact=True).tap()
    expect(page.get_by_text("Le plan ne va plus pour les tours qui restent")).to_be_visible()
    settle(page)
    page.get_by_role("button", name="Refaire les tours qui restent").tap()
    expect(page.get_by_text("Les tours qui restent sont refaits")).to_be_visible()
    after = shelf.get(workshop)
    assert after.plan[0] == before.plan[0]
    assert gone.id not in {one for tour in after.plan[1:] for table in tour for one in table}
    context.close()
