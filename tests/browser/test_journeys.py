"""Follow a person through the application in a real browser, and hold that no page asks anything of another host."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, BrowserContext, Page, expect

from ingest.examples import example_paths
from tests.support.app_page import SECONDS, SIZE, choose, keep_picture, settle, visit
from tests.support.browser import StreamlitServer, watch_errors, watch_requests
from tests.support.example_app import serve_empty

pytestmark = pytest.mark.browser

DAY = "2021-09-15"
REDON = "EPCI-243500741"
# Streamlit looks for its own settings under the path of the screen first: those two answers are its business.
_OWN_ERRORS = "404 (Not Found)"

# The picture of the network is kept by its script under one global name, behind a shadow root.
PLACES = """() => {
  const find = (root) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.classList?.contains('mr')) return element;
      const inside = element.shadowRoot && find(element.shadowRoot);
      if (inside) return inside;
    }
  };
  const picture = globalThis.maillageNetwork?.pictures.get(find(document));
  if (!picture) return null;
  const box = picture.canvas.getBoundingClientRect();
  return Object.fromEntries([...picture.nodes.values()].map((node) => {
    const at = picture.network.canvasToDOM({ x: node.x, y: node.y });
    return [node.id, [Math.round(box.x + at.x), Math.round(box.y + at.y)]];
  }));
}"""


@pytest.fixture
def page(window: BrowserContext) -> Iterator[Page]:
    opened = window.new_page()
    outside, errors = watch_requests(opened), watch_errors(opened)
    yield opened
    opened.close()
    assert outside == []
    assert [error for error in errors if _OWN_ERRORS not in error] == []


def test_from_the_first_start_to_the_first_proof(tmp_path: Path, page: Page) -> None:
    with serve_empty(tmp_path) as running:
        visit(page, running.url)
        expect(page.get_by_text("Cette base ne contient encore aucun fait")).to_be_visible()
        keep_picture(page, "premier-demarrage")
        page.get_by_role("button", name="Charger l’exemple breton").click()
        expect(page.get_by_text("C’est écrit.")).to_be_visible(timeout=3 * SECONDS)
        expect(page.get_by_role("heading", name="Ce que la base contient")).to_be_visible()
        page.get_by_role("link", name="Qui agit sur Redon Agglomération").click()
        expect(page.get_by_role("heading", name="Qui agit sur ce territoire")).to_be_visible()
        page.get_by_role("button", name="citation").first.click()
        drawer = page.get_by_role("dialog")
        expect(drawer.get_by_role("heading", name="Ce que disent les documents")).to_be_visible()
        expect(drawer.locator("blockquote").first).to_contain_text("«")
        keep_picture(page, "premiere-preuve")
        page.keyboard.press("Escape")
        expect(drawer).to_be_hidden()
        # The server goes away before the page: it would call for it in vain.
        page.goto("about:blank")


def test_a_row_opens_with_the_keyboard_alone(app: StreamlitServer, page: Page) -> None:
    visit(page, app.url, "questions", question="signataires", dispositif="disp:cls-broceliande-1", date=DAY)
    button = page.get_by_role("button", name="citation, ARS Bretagne")
    button.focus()
    page.keyboard.press("Enter")
    drawer = page.get_by_role("dialog")
    expect(drawer).to_contain_text("écrit dans la source", ignore_case=True)
    keep_picture(page, "preuve-signataire")
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()


def test_one_press_goes_back_to_the_screen_before(app: StreamlitServer, page: Page) -> None:
    sheet = "CLS de Redon Agglomération (1re génération)"
    visit(page, app.url, "territoire", date=DAY, territoire=REDON)
    page.get_by_role("button", name="citation").first.click()
    page.get_by_role("dialog").get_by_role("link", name=sheet).click()
    expect(page.get_by_role("heading", level=1, name=sheet)).to_be_visible()
    settle(page)
    page.go_back()
    expect(page.get_by_role("heading", level=1, name="Redon Agglomération")).to_be_visible()
    settle(page)
    _expect_address(page, "/territoire", {"date": [DAY], "territoire": [REDON]})
    # The menu drops the date and the territory; they come back without another press.
    page.get_by_test_id("stSidebarNavLink").filter(has_text="Fiche").click()
    expect(page.get_by_role("heading", level=1, name="Fiche")).to_be_visible()
    settle(page)
    _expect_address(page, "/fiche", {"date": [DAY], "territoire": [REDON]})
    page.go_back()
    expect(page.get_by_role("heading", level=1, name="Redon Agglomération")).to_be_visible()
    settle(page)
    depth = page.evaluate("history.length")
    page.go_forward()
    expect(page.get_by_role("heading", level=1, name="Fiche")).to_be_visible()
    settle(page)
    assert page.evaluate("history.length") == depth, "going back and forth adds nothing"


def _expect_address(page: Page, path: str, query: dict[str, list[str]]) -> None:
    """Wait for an address: a screen gives it back its date and territory once it is drawn."""
    for _ in range(100):
        if _address(page) == (path, query):
            return
        page.wait_for_timeout(100)
    assert _address(page) == (path, query)


def _address(page: Page) -> tuple[str, dict[str, list[str]]]:
    parts = urlsplit(page.url)
    return parts.path, parse_qs(parts.query)


def test_a_table_sorts_and_filters_without_the_server(app: StreamlitServer, page: Page) -> None:
    visit(page, app.url, "territoire", territoire=REDON, date=DAY, partie="acteurs")
    names = page.locator(".gr tbody th")
    expect(names.first).to_have_text("ADECAM 56")
    heading = page.get_by_role("columnheader", name="Acteur", exact=True)
    heading.get_by_role("button").click()
    expect(heading).to_have_attribute("aria-sort", "ascending")
    heading.get_by_role("button").click()
    expect(heading).to_have_attribute("aria-sort", "descending")
    expect(names.first).not_to_have_text("ADECAM 56")
    visible = page.locator(".gr tbody tr:visible")
    page.get_by_role("searchbox", name="Filtrer ces lignes").fill("cpam du morbihan")
    expect(visible.first).to_contain_text("CPAM du Morbihan")
    assert 0 < visible.count() < names.count()


def test_a_faulty_workbook_is_refused_with_its_report(app: StreamlitServer, page: Page, tmp_path: Path) -> None:
    visit(page, app.url, "donnees")
    page.locator('input[type="file"]').set_input_files(_faulty_workbook(tmp_path))
    page.get_by_role("button", name="Voir la vérification").click()
    expect(page.get_by_text("Import refusé")).to_be_visible()
    expect(page.get_by_text("Rien n’a été écrit")).to_be_visible()
    expect(page.get_by_text("(ING-201)")).to_be_visible()
    expect(page.locator(".m-fault").first).to_contain_text("pas un secteur")
    expect(page.get_by_role("button", name="dans la base")).to_have_count(0)
    keep_picture(page, "fichier-refuse")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Télécharger le rapport").click()
    waiting.value.save_as(tmp_path / "rapport.xlsx")
    report = load_workbook(tmp_path / "rapport.xlsx")
    assert report["problemes"]["A2"].value.startswith("ING-")


def test_a_corrected_file_is_planned_written_and_seen(app: StreamlitServer, page: Page, tmp_path: Path) -> None:
    visit(page, app.url, "donnees")
    page.locator('input[type="file"]').set_input_files(_good_files(tmp_path))
    page.get_by_role("button", name="Voir la vérification").click()
    expect(page.get_by_text("Import possible")).to_be_visible()
    page.get_by_role("button", name="Voir le plan").click()
    expect(page.get_by_role("table", name="Changements")).to_contain_text("Maison de la prévention")
    keep_picture(page, "plan")
    page.get_by_role("button", name="dans la base").click()
    expect(page.get_by_text("C’est écrit.")).to_be_visible()
    expect(page.get_by_role("table", name="Journal")).to_contain_text("acteurs.csv")
    page.get_by_role("link", name="Accueil").click()
    page.get_by_role("textbox", name="Chercher un territoire").fill("Maison de la prévention")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Maison de la prévention").click()
    expect(page.get_by_role("heading", name="Maison de la prévention", exact=True)).to_be_visible()
    keep_picture(page, "fiche-importee")


def test_an_actor_is_clicked_in_the_network_and_nothing_moves(app: StreamlitServer, page: Page) -> None:
    visit(page, app.url, "reseau", vue="territoire", territoire=REDON, date=DAY)
    page.wait_for_function(f"({PLACES})() !== null")
    page.get_by_role("application").scroll_into_view_if_needed()
    before = page.evaluate(PLACES)
    x, y = before["acteur:cpam-35"]
    page.mouse.click(x, y)
    panel = page.get_by_role("link", name="Ouvrir la fiche")
    expect(panel).to_be_visible()
    settle(page)
    assert page.evaluate(PLACES) == before
    assert "choix=acteur%3Acpam-35" in page.url
    keep_picture(page, "reseau-acteur")
    panel.click()
    expect(page.get_by_role("heading", name="CPAM d’Ille-et-Vilaine (CPAM 35)", exact=True)).to_be_visible()


def test_a_question_chosen_in_the_list_keeps_its_address(app: StreamlitServer, page: Page) -> None:
    visit(page, app.url, "questions", date=DAY)
    page.get_by_role("link", name="Qui a signé ce dispositif").click()
    expect(page.get_by_role("heading", name="Qui a signé ce dispositif")).to_be_visible()
    settle(page)
    assert "question=signataires" in page.url
    box, name = page.get_by_role("combobox", name="Dispositif"), "CLS du Pays de Brocéliande 2017-2022"
    choose(page, box, "CLS du Pays de Brocéliande", name, "dispositif=")
    expect(page.get_by_text("15 signataires")).to_be_visible()
    settle(page)
    query = parse_qs(urlsplit(page.url).query)
    assert query == {"date": [DAY], "question": ["signataires"], "dispositif": ["disp:cls-broceliande-1"]}


@pytest.mark.parametrize(
    ("screen", "link", "said"),
    [
        ("fiche", "CPAM d’Ille-et-Vilaine (CPAM 35)", "id=acteur%3Acpam-35"),
        ("territoire", "Redon Agglomération (EPCI)", f"territoire={REDON}"),
        ("reseau", "Par exemple", "id=acteur%3Acpam-35"),
    ],
)
def test_a_link_to_the_same_screen_is_kept_by_the_address(
    app: StreamlitServer, page: Page, screen: str, link: str, said: str
) -> None:
    visit(page, app.url, screen, date=DAY)
    page.get_by_test_id("stMain").get_by_role("link", name=link).click()
    page.wait_for_url(f"**{said}*")
    settle(page)  # As a reader who sees the screen before the next gesture: Streamlit's own state follows the address.
    page.get_by_role("radio", name="Toutes les dates").first.check(force=True)
    expect(page.get_by_text("Toutes dates confondues").first).to_be_visible()
    settle(page)
    assert said in page.url
    assert "date=toutes" in page.url


def test_a_date_being_typed_follows_the_reader_to_the_next_screen(app: StreamlitServer, page: Page) -> None:
    visit(page, app.url, "territoire", territoire=REDON, date=DAY)
    page.get_by_test_id("stDateInput").get_by_role("spinbutton").first.click()
    page.keyboard.type("01032022")
    page.get_by_test_id("stSidebarNavLink").filter(has_text="Fiche").click(delay=100)
    expect(page.get_by_role("heading", name="Fiche", exact=True)).to_be_visible()
    expect(page.get_by_text("Vu au 1er mars 2022")).to_be_visible()
    settle(page)
    assert parse_qs(urlsplit(page.url).query) == {"date": ["2022-03-01"], "territoire": [REDON]}


def test_a_copied_address_reopens_the_same_view(app: StreamlitServer, page: Page, browser: Browser) -> None:
    visit(page, app.url, "territoire", territoire=REDON, date=DAY, partie="besoins")
    page.get_by_role("radio", name="Toutes les dates").first.check(force=True)
    expect(page.get_by_text("Toutes dates confondues").first).to_be_visible()
    other = browser.new_context(viewport=SIZE, locale="fr-FR").new_page()  # type: ignore[arg-type]
    other.goto(page.url)
    settle(other)
    expect(other.get_by_text("Toutes dates confondues").first).to_be_visible()
    rows = page.locator(".gr tbody tr")
    expect(rows).not_to_have_count(0)
    expect(other.locator(".gr tbody tr")).to_have_text(rows.all_text_contents())
    other.context.close()


def test_a_broker_is_shown_in_the_picture_and_the_address_reopens_it(app: StreamlitServer, page: Page) -> None:
    visit(page, app.url, "reseau", vue="autour", id="acteur:cpam-35", date="toutes", lecture="relais")
    expect(page.get_by_text("Montrer dans l’image")).to_be_visible()
    page.get_by_test_id("stMain").get_by_role("link", name="ARS Bretagne").click()
    expect(page.get_by_text("Acteur · Santé · 6 liens ici")).to_be_in_viewport()
    settle(page)
    assert parse_qs(urlsplit(page.url).query)["choix"] == ["acteur:ars-bretagne"]
    page.goto(page.url)
    settle(page)
    expect(page.get_by_text("Acteur · Santé · 6 liens ici")).to_be_visible()
    assert parse_qs(urlsplit(page.url).query)["choix"] == ["acteur:ars-bretagne"]


@pytest.mark.parametrize(
    ("name", "screen", "address"),
    [
        ("accueil", "", {}),
        ("territoire", "territoire", {"territoire": REDON, "date": DAY}),
        ("territoire-non-documente", "territoire", {"territoire": REDON, "date": DAY, "partie": "manques"}),
        ("fiche", "fiche", {"id": "acteur:cpam-35", "date": DAY}),
        ("reseau", "reseau", {"vue": "dispositif", "id": "disp:cls-broceliande-1", "date": DAY}),
        ("questions", "questions", {}),
        ("requete", "questions", {"question": "cypher", "requete": "MATCH (d:Dispositif) RETURN d.nom AS nom"}),
        ("donnees", "donnees", {}),
    ],
)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_screen_is_drawn_in_both_themes(
    app: StreamlitServer, page: Page, name: str, screen: str, address: dict[str, str], theme: str
) -> None:
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    visit(page, app.url, screen, **address)
    expect(page.locator('[data-testid="stException"]')).to_have_count(0)
    assert page.evaluate("document.documentElement.lang") == "fr"
    # Nothing overflows the window sideways.
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    keep_picture(page, f"{name}-{'clair' if theme == 'light' else 'sombre'}")


def _faulty_workbook(folder: Path) -> Path:
    book = load_workbook(example_paths()[0])
    sheet = book["acteurs"]
    headings = [cell.value for cell in sheet[1]]
    sheet.cell(3, headings.index("secteur") + 1).value = "pas un secteur"
    path = folder / "fautif.xlsx"
    book.save(path)
    return path


def _good_files(folder: Path) -> list[Path]:
    tables = {
        "acteurs.csv": [{"id": "acteur:maison-test", "nom": "Maison de la prévention", "type_acteur": "association"}],
        "sources.csv": [{"id": "src:test", "nom": "Compte rendu", "fichier": "cr.txt", "date_document": "2024-03-01"}],
    }
    paths = []
    for name, rows in tables.items():
        buffer = io.StringIO()
        writer = csv.DictWriter(buffer, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
        path = folder / name
        path.write_text(buffer.getvalue(), encoding="utf-8")
        paths.append(path)
    return paths


def test_a_referent_goes_from_a_theme_to_a_partner_who_introduces_and_its_proof(
    app: StreamlitServer, page: Page
) -> None:
    visit(page, app.url, "partenaires", date=DAY, acteur="acteur:cpam-35")
    choose(page, page.get_by_role("combobox", name="Territoire"), "Redon Agg", "Redon Agglomération", REDON)
    expect(page.get_by_role("heading", name="À solliciter, dans cet ordre")).to_be_visible()
    choose(page, page.get_by_role("combobox", name="Thème"), "nutrition", "Alimentation, nutrition", "nutrition")
    page.keyboard.press("Escape")  # The list of themes stays open for another one.
    expect(page.get_by_text("sur le thème « Alimentation, nutrition »").first).to_be_visible()
    settle(page)
    assert parse_qs(urlsplit(page.url).query)["themes"] == ["theme:nutrition"]
    expect(page.get_by_text("Pour le joindre").first).to_be_visible()
    expect(page.get_by_role("heading", name="Places ouvertes")).to_be_visible()
    keep_picture(page, "partenaires")
    page.get_by_role("button", name="Calcul et preuves").first.click()
    drawer = page.get_by_role("dialog")
    expect(drawer.get_by_role("table", name="Comment ce chiffre est calculé")).to_be_visible()
    expect(drawer.get_by_text("Ce que disent les documents")).to_be_visible()
    expect(drawer.locator("blockquote").first).to_be_visible()
    keep_picture(page, "partenaire-preuve")
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Autres façons d’être présenté").first.click()
    expect(page.get_by_role("heading", name="Qui peut présenter cet acteur à un autre")).to_be_visible()
    expect(page.get_by_text("Passez par").first).to_be_visible()
    settle(page)
    assert "question=presenter" in page.url
    keep_picture(page, "presenter")


def test_an_officer_goes_from_two_schemes_to_their_shared_map_its_proof_and_the_next_step(
    app: StreamlitServer, page: Page
) -> None:
    visit(page, app.url, "recouvrements", date=DAY)
    schemes = page.get_by_role("combobox", name="Ou bien deux ou trois dispositifs")
    for typed, name, chosen in (
        ("Redon Agglomération (2e", "CLS de Redon Agglomération (2e", "cls-redon-2"),
        ("CPTS de Redon", "CPTS de Redon", "cpts-redon"),
    ):
        choose(page, schemes, typed, name, chosen)
    page.keyboard.press("Escape")  # The list of schemes stays open for a third one.
    expect(page.get_by_text("31 communes et 66 478 habitants").first).to_be_visible()
    expect(page.get_by_role("table", name="Comment l’indice est calculé")).to_be_visible()
    expect(page.get_by_text("ont 31 communes en commun")).to_be_visible()
    settle(page)
    assert "disp%3Acls-redon-2" in page.url
    keep_picture(page, "recouvrement")
    page.get_by_role("table", name="La paire et ses preuves").get_by_role("button", name="citations").first.click()
    expect(page.get_by_role("dialog").locator("blockquote").first).to_be_visible()
    keep_picture(page, "recouvrement-preuve")
    page.keyboard.press("Escape")
    page.get_by_role("link", name="S’articulent-ils, et quel premier pas").click()
    expect(page.get_by_role("heading", name="Articulations").first).to_be_visible()
    expect(page.get_by_text("Le pas suivant")).to_be_visible()
    expect(page.get_by_text("COPIL du CLS 2 de Redon Agglomération").first).to_be_visible()
    settle(page)
    keep_picture(page, "articulation")
