"""Hold the date of the view: one for all screens, said on each, kept in the address."""

from __future__ import annotations

from datetime import date

from app.view_models.typography import day
from tests.app.conftest import Open
from tests.support.screens import fails, links, plain, words

REDON = "EPCI-243500741"


def test_today_can_be_chosen_and_follows_the_links(open_screen: Open) -> None:
    page = open_screen("territoire", territoire=REDON)
    page.radio(key="menu_choix").set_value("jour").run()
    today = date.today().isoformat()
    assert page.query_params["date"] == today
    assert plain(f"Vu au {day(today)}") in words(page)
    assert all(f"date={today}" in target for target in links(page).values())


def test_a_free_date_is_kept(open_screen: Open) -> None:
    page = open_screen("territoire", territoire=REDON)
    page.radio(key="menu_choix").set_value("autre").run()
    page.date_input(key="menu_jour").set_value(date(2021, 9, 15)).run()
    assert page.query_params["date"] == "2021-09-15"
    assert "Vu au 15 septembre 2021" in words(page)


def test_every_date_at_once(open_screen: Open) -> None:
    page = open_screen("territoire", territoire=REDON, date="toutes")
    assert fails(page) == []
    assert "Toutes dates confondues" in words(page)


def test_an_unreadable_date_is_said(open_screen: Open) -> None:
    page = open_screen("territoire", territoire=REDON, date="hier")
    assert "La date de l’adresse n’est pas lisible" in words(page)
    assert page.query_params["date"] == "2025-06-01"


def test_the_territory_follows_the_reader(open_screen: Open) -> None:
    page = open_screen("territoire", territoire=REDON, date="2021-09-15")
    page.switch_page("screens/accueil.py").run()
    assert page.query_params["territoire"] == REDON
    assert page.query_params["date"] == "2021-09-15"
    assert "Qui agit sur Redon Agglomération (EPCI) ?" in links(page)
