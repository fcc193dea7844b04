"""Open the screen of one organisation: every role by scheme, seats, offers, and what nobody documents."""

from tests.app.conftest import Open
from tests.support.screens import fails, headings, links, tables, words

DAY = "2021-09-15"
CPAM_35 = "acteur:cpam-35"


def test_everything_one_organisation_is_engaged_in(open_screen: Open) -> None:
    page = open_screen("engagements", date=DAY, acteur=CPAM_35)
    assert fails(page) == []
    said = words(page)
    assert "Mes engagements : CPAM d’Ille-et-Vilaine (CPAM 35)" in said
    assert "17 rôles effectifs et 9 en projet" in said
    assert "Fin du dispositif : 11 juillet 2022 (9 mois)." in said
    assert "Sans rôle documenté ne veut pas dire absent" in said
    titles = [table["title"] for table in tables(page)]
    assert "CLS du Pays de Brocéliande 2017-2022" in titles
    assert "Hors d’un dispositif" in titles
    assert "données partielles" in said, "reserves say what is missing"
    assert "instances (dont 1 en projet)" in said
    grouped = sum(len(table["rows"]) for table in tables(page) if headings(table)[0] == "Rôle")
    assert grouped == 26
    seats = next(table for table in tables(page) if table["title"] == "Instances")
    assert [row["cells"][headings(seats).index("Heures par an (estimées)")] for row in seats["rows"]] == ["4", "16", ""]


def test_roles_of_services_and_their_certainty_are_shown(open_screen: Open) -> None:
    page = open_screen("engagements", date=DAY, acteur=CPAM_35)
    second = next(table for table in tables(page) if table["title"].startswith("CLS de Redon Agglomération (2e"))
    assert "Service" in headings(second)
    assert "Certitude" in headings(second)
    cells = [cell for row in second["rows"] for cell in row["cells"]]
    assert any(cell.startswith("Centre d’examen de santé") for cell in cells)
    assert any(cell.endswith("en projet") for cell in cells)


def test_what_is_over_or_due_is_pointed_out(open_screen: Open) -> None:
    said = words(open_screen("engagements", date=DAY, acteur=CPAM_35))
    assert "À regarder de près" in said
    assert "CLS de Redon Agglomération (1re génération) » a pris fin en 2020" in said


def test_an_organisation_without_seat_nor_offer_is_not_said_absent(open_screen: Open) -> None:
    page = open_screen("engagements", date=DAY, acteur="acteur:carsat")
    assert fails(page) == []
    said = words(page)
    assert "Aucun siège n’est documenté à cette date. Ce n’est pas une absence." in said
    assert "choisissez un territoire" in said


def test_without_an_organisation_the_screen_offers_some(open_screen: Open) -> None:
    page = open_screen("engagements", date=DAY)
    assert "Choisissez votre organisme" in words(page)
    assert any("acteur%3Acpam-35" in target for target in links(page).values())


def test_the_choice_stays_in_the_address(open_screen: Open) -> None:
    page = open_screen("engagements", date=DAY)
    box = next(one for one in page.selectbox if one.label == "Mon organisme")
    page = box.set_value(CPAM_35).run()
    assert page.query_params["acteur"] == CPAM_35
    assert "17 rôles effectifs et 9 en projet" in words(page)
    named = open_screen("engagements", date=DAY, acteur="CPAM 35")
    assert named.query_params["acteur"] == CPAM_35
