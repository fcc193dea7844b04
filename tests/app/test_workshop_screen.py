"""Walk through the workshop screen as a facilitator would: from a territory to a plan, the day itself, the answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from app.workshops import editing, planning, plans
from app.workshops.capture_form import to_csv
from app.workshops.record import Contact, Form, Participant, Workshop
from app.workshops.store import Workshops
from graph.answer import Answer
from graph.answers import ask
from graph.answers.context import Context
from graph.settings import Settings
from graph.store.store import Store
from tests.app.conftest import Open
from tests.support.screens import fails, links, plain, tables, words

REDON, DAY = "EPCI-243500741", "2021-09-15"
SCREEN = "atelier"


@pytest.fixture(scope="module")
def planned(example_settings: Settings) -> Workshop:
    """Give a workshop with its guests and its tables, made once, as the buttons make it."""
    with Store.open(example_settings) as store:
        context = Context(store)

        def asking(name: str, parameters: planning.Parameters) -> Answer:
            return ask(store, name, dict(parameters), date=DAY, context=context)

        empty = Workshop(id="redon-2027-03-13", titre="Essai", territoire=REDON, date="2027-03-13", places=12, tables=2)
        answer = asking(planning.GUESTS, planning.guest_parameters(empty))
        listed = editing.add_all(empty, planning.guests_from_answer(answer, context, DAY))
        return plans.seat(listed, planning.weights_of(listed, asking), seconds=0.3)[0]


@pytest.fixture
def prepared(planned: Workshop, shelf: Workshops) -> Workshop:
    """Give a workshop kept, with its guests and its tables."""
    return shelf.save(planned)


def opened(open_screen: Open, workshop: Workshop, step: str, **more: str) -> AppTest:
    """Return a step of a workshop, opened by its address."""
    page = open_screen(SCREEN, atelier=workshop.id, etape=step, date=DAY, **more)
    assert fails(page) == []
    return page


def test_three_clicks_lead_from_a_territory_to_a_plan(open_screen: Open, shelf: Workshops) -> None:
    page = open_screen(SCREEN, territoire=REDON, date=DAY)
    assert "Aucun atelier n’est encore gardé sur ce territoire" in words(page)
    page.date_input(key="atelier_nouveau_jour").set_value(date(2027, 3, 13)).run()
    page.button(key="atelier_creer").click().run()
    (kept,) = shelf.all()
    assert kept.id == "redon-agglomeration-2027-03-13"
    assert (page.query_params["atelier"], page.query_params["etape"]) == (kept.id, "objectif")
    assert "12 janvier 2027" in words(page)
    page.button(key="atelier_tout").click().run()
    assert fails(page) == []
    assert page.query_params["etape"] == "plan"
    made = shelf.get(kept.id)
    assert len(made.participants) > 15
    assert planning.plan_state(made).code == planning.CURRENT
    said = words(page)
    assert "rencontres différentes" in said
    assert "Au hasard :" in said
    assert "Tour 3" in said
    assert [element.proto.label for element in page.get("download_button")] == ["Télécharger le kit"]


def test_the_list_says_why_and_may_be_corrected(open_screen: Open, shelf: Workshops, prepared: Workshop) -> None:
    page = opened(open_screen, prepared, "invites")
    table = tables(page)[0]
    assert [column["title"] for column in table["columns"]] == [
        "Participant", "Ce qu’il apporte", "Liens manquants", "Pourquoi", "À sa place",
    ]  # fmt: skip
    assert len(table["rows"]) == 12
    assert all(any(cell.strip() for cell in row["cells"]) for row in table["rows"])
    said = words(page)
    assert "Avec 12 invités connus de la base" in said
    assert "de la meilleure possible" in said or "Aucune autre liste ne ferait mieux" in said
    first = prepared.participants[0]
    page.multiselect(key=f"{prepared.id}_decline").set_value([first.id]).run()
    assert shelf.get(prepared.id).participants[0].statut == "decline"
    page.button(key=f"atelier_remplacer_{first.id}").click().run()
    changed = shelf.get(prepared.id)
    assert first.id not in {one.id for one in changed.participants}
    assert changed.participants[0].acteur == first.remplacant
    page = opened(open_screen, changed, "plan")
    assert "Ce plan ne va plus" in words(page)


def test_a_guest_is_corrected_added_and_removed_by_hand(
    open_screen: Open, shelf: Workshops, prepared: Workshop
) -> None:
    page = opened(open_screen, prepared, "invites", invite="p02")
    _fill(page, "Fonction (jamais un nom de personne)", "Marie Durand")
    _press(page, "Garder")
    assert any("ressemble au nom d’une personne" in plain(text) for text in fails(page))
    assert shelf.get(prepared.id).participant("p02").fonction == ""
    _fill(page, "Fonction (jamais un nom de personne)", "Chargée de mission")
    _press(page, "Garder")
    assert shelf.get(prepared.id).participant("p02").fonction == "Chargée de mission"
    _fill(page, "Ou un organisme que la base ne connaît pas", "Maison des aidants")
    _press(page, "L’ajouter aussi")
    assert shelf.get(prepared.id).participants[-1].nom == "Maison des aidants"
    assert "la base ne connaît pas ce nom" in words(page)
    page.button(key="atelier_un_retirer").click().run()
    assert "p02" not in {one.id for one in shelf.get(prepared.id).participants}
    assert "n’est plus dans la liste" in words(page)


def test_a_guest_unknown_to_the_base_is_tied_to_its_actor_then_parted(
    open_screen: Open, shelf: Workshops, prepared: Workshop
) -> None:
    stranger = Participant(id="", nom="La Sécu du 35", fonction="Déléguée", organisme="la secu du 35")
    first = prepared.participants[0]
    form = Form(participant="p13", contacts=(Contact(autre="p01", avant=0, aujourd_hui=3),))
    listed = shelf.save(replace(editing.add(prepared, stranger), formulaires=(form,)))
    page = opened(open_screen, listed, "invites", invite="p13")
    assert "1 invité est inconnu de la base : La Sécu du 35." in words(page)
    choice = f"{prepared.id}_p13_acteur"
    page.selectbox(key=choice).set_value(first.acteur).run()
    # The other one has no function: it is said nowhere that they are the same person.
    assert not page.button(key="atelier_rattacher").disabled
    shelf.change(listed.id, lambda one: editing.edit(one, "p13", lambda who: replace(who, fonction=first.fonction)))
    page.run()
    assert "est déjà dans la liste pour cet acteur, avec la même fonction" in words(page)
    assert page.button(key="atelier_rattacher").disabled
    page.checkbox(key=f"{choice}_sur").check().run()
    page.button(key="atelier_rattacher").click().run()
    assert fails(page) == []
    tied = shelf.get(listed.id)
    who = tied.participant("p13")
    assert (who.acteur, who.organisme, who.nom) == (first.acteur, first.organisme, "La Sécu du 35")
    assert (tied.plan, tied.formulaires) == (listed.plan, listed.formulaires)
    assert "La Sécu du 35 est rattaché à" in words(page)
    page.button(key="atelier_detacher").click().run()
    assert shelf.get(listed.id).participant("p13").acteur == ""
    assert "n’est plus rattaché" in words(page)


def test_what_the_aim_overlooks_is_said_and_a_refused_text_stays(
    open_screen: Open, shelf: Workshops, prepared: Workshop
) -> None:
    page = opened(open_screen, shelf.save(replace(prepared, date="2027-03-29", places=10)), "objectif")
    assert "Le 29 mars 2027 est un jour férié (lundi de Pâques)." in words(page)
    assert "12 participants pour 10 places" in words(page)
    aim, typed = f"{prepared.id}_objectif", "Appeler Mme Durand au 06 12 34 56 78"
    page.text_area(key=aim).set_value(typed).run()
    page.number_input(key=f"{prepared.id}_places").set_value(12).run()
    assert page.text_area(key=aim).value == typed
    assert any("Ce texte n’est pas gardé" in plain(text) for text in fails(page))
    kept = shelf.get(prepared.id)
    assert (kept.objectif, kept.places) == ("", 12)
    page.text_area(key=aim).set_value("Se connaître").run()
    assert fails(page) == []
    assert shelf.get(prepared.id).objectif == "Se connaître"


def test_a_list_of_a_file_is_shown_before_it_is_taken(open_screen: Open, shelf: Workshops, prepared: Workshop) -> None:
    page = opened(open_screen, prepared, "invites")
    page.file_uploader(key=f"{prepared.id}_liste").set_value(("liste.csv", b"nom;table\nCPAM 35;deux\n", "text/csv"))
    page.run()
    assert "n’est pas un numéro de table" in words(page)
    good = b"nom;interdit avec\nCPAM 35;\nMairie de Pipriac;CPAM 35\nCPAM 35;\n"
    page.file_uploader(key=f"{prepared.id}_liste").set_value(("liste.csv", good, "text/csv")).run()
    assert "2 invités dans ce fichier, dont 1 connu de la base." in words(page)
    assert "y est chaque fois, compté une fois." in words(page)
    page.checkbox(key=f"{prepared.id}_liste_apart").check().run()
    assert "3 invités dans ce fichier" in words(page)
    page.checkbox(key=f"{prepared.id}_liste_apart").uncheck().run()
    assert len(shelf.get(prepared.id).participants) == 12
    page.button(key="atelier_liste_remplacer").click().run()
    taken = shelf.get(prepared.id)
    assert (taken.participants[0].nom, taken.participants[0].acteur) == ("CPAM 35", "acteur:cpam-35")
    assert len(taken.interdits) == 1


def test_the_day_itself_absences_arrivals_and_rounds(open_screen: Open, shelf: Workshops, prepared: Workshop) -> None:
    host = prepared.plan[0][1][0]
    hosted = plans.seat(editing.edit(prepared, host, lambda one: replace(one, table=2)), {}, seconds=0.1)[0]
    page = opened(open_screen, shelf.save(hosted), "jour")
    before = shelf.get(prepared.id).plan[0]
    page.button(key="atelier_termine").click().run()
    assert shelf.get(prepared.id).joues == 1
    gone = [host, next(one.id for one in prepared.participants if one.id != host)]
    page.pills(key=f"{prepared.id}_absents").set_value(gone).run()
    assert "Le plan ne va plus pour les tours qui restent" in words(page)
    assert plain(page.pills(key=f"{prepared.id}_absents").label) == "Touchez les absents : 10 là, sur 12 attendus"
    arrives = "Arrive sans être sur la liste : organisme"
    _fill(page, arrives, "Mme Durand")
    _press(page, "Il est là")
    assert any("Rien n’est gardé" in plain(text) for text in fails(page))
    assert next(one for one in page.text_input if plain(one.label) == arrives).value == "Mme Durand"
    _fill(page, arrives, "Maison des aidants")
    _press(page, "Il est là")
    assert "Maison des aidants est noté présent." in words(page)
    assert "la base ne connaît pas ce nom" in words(page)
    assert next(one for one in page.text_input if plain(one.label) == arrives).value == ""
    page.button(key="atelier_refaire").click().run()
    assert fails(page) == []
    made = shelf.get(prepared.id)
    (said,) = (plain(one.value) for one in page.warning)
    assert "Personne n’accueille plus à la table 2" in said
    assert "Choisissez qui accueille à l’étape « Plan de table »" in said
    assert made.plan[0] == before
    seated = {one for tour in made.plan[1:] for table in tour for one in table}
    assert not seated & set(gone)
    assert made.participants[-1].id in seated
    assert "Les tours qui restent sont refaits" in words(page)
    page.button(key="atelier_termine").click().run()
    page.button(key="atelier_termine").click().run()
    assert "Tous les tours sont joués" in words(page)


def test_one_form_is_typed_then_corrected(open_screen: Open, shelf: Workshops, prepared: Workshop) -> None:
    page = opened(open_screen, prepared, "reponses", repond="p01")
    other = next(one for table in prepared.plan[0] if "p01" in table for one in table if one != "p01")
    name = f"{prepared.id}_jour_p01_{other}"
    page.button_group(key=f"{name}_avant").set_value(0)
    page.button_group(key=f"{name}_apres").set_value(3)
    page.text_input(key=f"{name}_pas").set_value("Un café en avril")
    _press(page, "Garder ce questionnaire")
    assert fails(page) == []
    (form,) = shelf.get(prepared.id).formulaires
    assert [(c.autre, c.avant, c.aujourd_hui, c.pas) for c in form.contacts] == [(other, 0, 3, "Un café en avril")]
    assert "1 questionnaire reçu sur 12 participants" in words(page)
    assert "reste indicatif" in words(page)
    page = opened(open_screen, prepared, "bilan")
    assert "Résultats indicatifs" in words(page)


def test_the_plan_of_the_writing_is_read_before_it_is_written(
    open_screen: Open, shelf: Workshops, prepared: Workshop
) -> None:
    said = tuple(
        Form(participant=one, contacts=(Contact(autre=other, avant=0, aujourd_hui=3),))
        for one, other in (("p01", "p02"), ("p02", "p01"), ("p03", "p01"))
    )
    shelf.save(replace(prepared, date="2021-09-20", formulaires=said))
    page = opened(open_screen, prepared, "reponses")
    page.button(key="atelier_ecrire_voir").click().run()
    assert fails(page) == []
    shown = words(page)
    assert "2 liens déclarés des deux côtés, chaque côté comptant pour un : 1 paire d’organismes." in shown
    assert "1 lien déclaré d’un seul côté, à confirmer." in shown
    assert any(button.key == "atelier_ecrire" for button in page.button)
    assert shelf.get(prepared.id).evenement == ""


def test_a_file_of_answers_is_read_before_it_is_kept(open_screen: Open, shelf: Workshops, prepared: Workshop) -> None:
    said = Form(participant="p01", contacts=(Contact(autre="p02", avant=0, aujourd_hui=3),))
    good = to_csv(replace(prepared, formulaires=(said,)), filled=True)
    page = opened(open_screen, prepared, "reponses")
    key = f"{prepared.id}_jour_fichier_0"
    page.file_uploader(key=key).set_value(("r.csv", good.replace(b";3;", b";9;"), "text/csv")).run()
    assert fails(page)
    assert "colonne « Lien aujourd’hui (0 à 5) »" in words(page)
    page.file_uploader(key=key).set_value(("r.csv", good, "text/csv")).run()
    assert shelf.get(prepared.id).formulaires == ()
    page.button(key="atelier_reponses_garder").click().run()
    kept = shelf.get(prepared.id).formulaires
    assert [(form.participant, len(form.contacts)) for form in kept] == [("p01", 1)]
    other = good.replace(b";3;", b";4;")
    page.file_uploader(key=f"{prepared.id}_jour_fichier_1").set_value(("autre.csv", other, "text/csv")).run()
    assert not any(button.key == "atelier_reponses_garder" for button in page.button)
    assert "ce qui n’est pas pareil" in words(page)
    page.radio(key=f"{prepared.id}_choix_p01_jour").set_value(1).run()
    page.button(key="atelier_reponses_garder").click().run()
    assert [form.contacts[0].aujourd_hui for form in shelf.get(prepared.id).formulaires] == [4]


def test_a_form_that_says_nothing_is_no_answer(open_screen: Open, shelf: Workshops, prepared: Workshop) -> None:
    page = opened(open_screen, prepared, "reponses", repond="p01")
    _press(page, "Garder ce questionnaire")
    assert "rien n’y est répondu" in words(page)
    assert shelf.get(prepared.id).formulaires == ()


def test_nothing_is_written_in_the_base_before_its_day(open_screen: Open, shelf: Workshops, prepared: Workshop) -> None:
    page = opened(open_screen, prepared, "reponses", repond="p01")
    other = next(one for table in prepared.plan[0] if "p01" in table for one in table if one != "p01")
    page.button_group(key=f"{prepared.id}_jour_p01_{other}_apres").set_value(2)
    _press(page, "Garder ce questionnaire")
    page.button(key="atelier_ecrire_voir").click().run()
    assert "L’atelier n’a pas encore eu lieu" in words(page)


def test_a_workshop_is_renamed_then_deleted_after_confirmation(
    open_screen: Open, shelf: Workshops, prepared: Workshop
) -> None:
    page = open_screen(SCREEN, territoire=REDON, date=DAY)
    name = f"atelier_{prepared.id}_nom"
    page.text_input(key=name).set_value("Rencontre de printemps").run()
    page.button(key=f"{name}_ok").click().run()
    assert shelf.get(prepared.id).titre == "Rencontre de printemps"
    assert "Rencontre de printemps" in links(page)
    assert page.button(key=f"{name}_fin").disabled
    page.checkbox(key=f"{name}_sur").check().run()
    page.button(key=f"{name}_fin").click().run()
    assert shelf.all() == ()
    assert "est supprimé" in words(page)


def test_a_step_is_ticked_and_the_next_one_opens(open_screen: Open, shelf: Workshops, prepared: Workshop) -> None:
    page = opened(open_screen, prepared, "objectif")
    page.button(key="atelier_suivant").click().run()
    assert page.query_params["etape"] == "invites"
    assert shelf.get(prepared.id).faits == ("objectif",)
    resumed = open_screen(SCREEN, atelier=prepared.id, date=DAY)
    assert "Arrêter la liste" in words(resumed)


def test_leaving_the_day_says_which_rounds_are_not_ticked(
    open_screen: Open, shelf: Workshops, prepared: Workshop
) -> None:
    page = opened(open_screen, shelf.save(replace(prepared, joues=1)), "jour")
    page.button(key="atelier_suivant").click().run()
    assert page.query_params["etape"] == "reponses"
    assert "2 tours ne sont pas notés comme joués" in words(page)
    again = opened(open_screen, prepared, "reponses")
    assert "2 tours ne sont pas notés comme joués" in words(again)
    assert "etape=jour" in links(again)["Noter les tours joués, au Jour J"]
    whole = opened(open_screen, shelf.save(replace(prepared, joues=3)), "jour")
    whole.button(key="atelier_suivant").click().run()
    assert "comme joué" not in words(whole)


def test_an_unknown_or_damaged_workshop_is_said(open_screen: Open, shelf: Workshops, prepared: Workshop) -> None:
    page = open_screen(SCREEN, atelier="../secret", date=DAY)
    assert page.exception == []
    assert "Aucun atelier ne s’appelle" in words(page)
    (shelf.folder / f"{prepared.id}.json").write_text("{", encoding="utf-8")
    page = open_screen(SCREEN, atelier=prepared.id, date=DAY)
    assert "abîmé" in words(page)
    assert "abîmé" in words(open_screen(SCREEN, territoire=REDON, date=DAY))


def test_impossible_numbers_are_said_before_anything_is_computed(
    open_screen: Open, shelf: Workshops, prepared: Workshop
) -> None:
    page = opened(open_screen, prepared, "plan")
    page.number_input(key=f"{prepared.id}_tables").set_value(40).run()
    assert "plus de tables (40) que de participants (12)" in words(page)
    assert page.button(key="atelier_composer").disabled
    page.number_input(key=f"{prepared.id}_tables").set_value(3).run()
    page.button_group(key=f"{prepared.id}_mode").set_value("binomes").run()
    page.button(key="atelier_composer").click().run()
    assert fails(page) == []
    assert shelf.get(prepared.id).mode == "binomes"
    assert all(len(table) <= 2 for tour in shelf.get(prepared.id).plan for table in tour)


def test_an_empty_base_says_where_to_begin(open_empty: Open) -> None:
    page = open_empty(SCREEN)
    assert fails(page) == []
    assert "aucun fait" in words(page)


def test_the_default_day_leaves_time_to_prepare(open_screen: Open, shelf: Workshops) -> None:
    page = open_screen(SCREEN, territoire=REDON, date=DAY)
    found = page.date_input(key="atelier_nouveau_jour").value
    assert isinstance(found, date)
    assert found >= date.today() + timedelta(days=60)


def _fill(page: AppTest, label: str, text: str) -> None:
    next(one for one in page.text_input if plain(one.label) == label).set_value(text)


def _press(page: AppTest, label: str) -> Any:
    return next(one for one in page.button if plain(one.label) == label).click().run()
