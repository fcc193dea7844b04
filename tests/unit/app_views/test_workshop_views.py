"""Hold the words of the workshop: real days, distances, what a plan is worth, who sits where, history."""

from dataclasses import replace
from datetime import date

import pytest

from app.view_models import workshop_plan as view
from app.view_models.workshop_guests import worth
from app.view_models.workshop_history import history_rows
from app.view_models.workshop_words import badges, distance, next_step, step_label
from app.workshops import milestones
from app.workshops.editing import play, tick
from app.workshops.people import numbered
from app.workshops.plans import Figures, seat
from app.workshops.record import PAIRS, Contact, Form, Participant, Workshop
from tests.support.screens import plain

WORKSHOP = Workshop(id="x", titre="Essai", territoire="EPCI-243500741", date="2027-03-13", participants=numbered(20))
BEST = Figures(distinct=112, bound=112, simple_bound=120, chance=96.5, gain=1.0, repeats=8, proven=True)


def test_steps_fall_on_real_days() -> None:
    days = {name: step.day(WORKSHOP).isoformat() for name, step in milestones.MILESTONES.items()}
    assert days == {
        "objectif": "2027-01-12",
        "invites": "2027-01-27",
        "fiches": "2027-02-11",
        "plan": "2027-03-03",
        "jour": "2027-03-13",
        "reponses": "2027-03-20",
        "bilan": "2027-06-11",
    }
    said = plain(next_step(WORKSHOP, date(2027, 1, 10)))
    assert said == "À faire : objectif, pour le 12 janvier 2027 (dans 2 jours)."


def test_the_facilitator_takes_up_at_the_first_step_not_ticked() -> None:
    half = tick(tick(WORKSHOP, "invites", done=True), "objectif", done=True)
    assert milestones.current(half).name == "fiches"
    assert milestones.current(tick(half, "objectif", done=False)).name == "objectif"
    whole = replace(WORKSHOP, faits=tuple(milestones.MILESTONES))
    assert milestones.current(whole).name == "bilan"
    assert next_step(whole, date(2027, 1, 10)) == "Toutes les étapes sont faites."
    assert plain(next_step(half, date(2027, 3, 1))).endswith("En retard.")


def test_a_step_says_its_distance_and_its_tick() -> None:
    step = milestones.MILESTONES["plan"]
    assert step_label(WORKSHOP, step) == "J\u201110 · Plan de table"
    assert step_label(tick(WORKSHOP, "jour", done=True), milestones.MILESTONES["jour"]) == "✓ Jour J"


@pytest.mark.parametrize(
    ("then", "said"),
    [
        ("2027-01-10", "aujourd’hui"),
        ("2027-01-11", "demain"),
        ("2027-01-09", "hier"),
        ("2027-02-01", "dans 22 jours"),
        ("2027-05-10", "dans 4 mois"),
        ("2026-12-01", "il y a 40 jours"),
    ],
)
def test_a_distance_is_said_in_words(then: str, said: str) -> None:
    assert plain(distance(date.fromisoformat(then), date(2027, 1, 10))) == said


def test_the_worth_of_a_plan_is_plain() -> None:
    said = [plain(text) for text in view.sentences(WORKSHOP, BEST)]
    assert said == [
        "112 rencontres différentes sur 112 possibles : aucun plan ne peut faire mieux.",
        "Au hasard : 96 en moyenne.",
        "8 rencontres reviennent : on ne peut pas faire moins.",
    ]
    assert plain(view.short(WORKSHOP, BEST)) == "112 rencontres différentes sur 112 possibles ; au hasard : 96"


def test_a_plan_names_the_pairs_who_meet_most_often() -> None:
    twice = replace(WORKSHOP, plan=((("p01", "p02", "p03"), ("p04", "p05")), (("p01", "p02"), ("p04", "p05", "p03"))))
    said = [plain(text) for text in view.sentences(twice, replace(BEST, repeats=2))]
    assert said[-1] == (
        "2 rencontres reviennent : on ne peut pas faire moins. Deux mêmes personnes se retrouvent 2 fois au plus : "
        "Participant 1 avec Participant 2 ; Participant 4 avec Participant 5."
    )
    many = replace(WORKSHOP, plan=((("p01", "p02", "p03", "p04"),), (("p04", "p03", "p02", "p01"),)))
    said = [plain(text) for text in view.sentences(many, replace(BEST, repeats=6))]
    assert said[-1].endswith("Participant 2 avec Participant 4 ; et 1 autre paire.")
    assert view.who_meets_again(replace(many, plan=many.plan[:1])) == ""


def known(*actors: str) -> Workshop:
    people = [Participant(id=f"p{rank}", nom=f"Organisme {rank}", acteur=one) for rank, one in enumerate(actors)]
    return replace(WORKSHOP, participants=tuple(people))


def test_a_list_is_judged_on_those_whom_the_base_knows() -> None:
    measures = {"n_invites": 1, "part_themes": 0.5, "n_themes": 4, "n_themes_representes": 2, "valeur": 1.0}
    best = {"borne": 2.0, "valeur": 1.0, "optimale": True}
    alone = [plain(text) for text in worth(known("acteur:a", "", ""), measures, best)]
    assert alone[1:] == ["Sur 3 participants, un seul est connu de la base : les autres ne sont pas comptés ici."]
    half = [plain(text) for text in worth(known("acteur:a", ""), measures, best)]
    assert half[-1].startswith("Cette liste vaut au moins 50 %")
    assert half[-1].endswith("quelle qu’elle soit, en ne comptant que les participants connus.")
    whole = [plain(text) for text in worth(known("acteur:a"), measures, best)]
    assert whole[0].startswith("Avec 1 invité connu de la base, 50 % des thèmes (2 sur 4)")
    assert "Aucune autre liste ne ferait mieux" in whole[-1]
    assert len(whole) == 2
    shared = [plain(text) for text in worth(known("acteur:a", "acteur:a"), measures, best)]
    assert shared[0].startswith("Avec 1 acteur représenté de la base, "), "two guests of one actor are counted once"


def test_once_every_round_is_played_nothing_is_compared() -> None:
    over = replace(WORKSHOP, plan=((("p01", "p02"),),), joues=1)
    said = "Tous les tours sont joués : 112 rencontres différentes ont eu lieu"
    assert plain(view.short(over, BEST)) == said
    assert [plain(text) for text in view.sentences(over, BEST)] == [said]


def test_meetings_to_spare_are_said() -> None:
    asked = [plain(text) for text in view.sentences(replace(WORKSHOP, reparti=True), BEST)]
    assert any("jusqu’à 5 % des rencontres : rien de mieux n’a été trouvé" in text for text in asked)


def test_how_sectors_are_mixed_is_said_where_it_is_known() -> None:
    people = tuple(replace(one, secteur="sante" if rank < 3 else "") for rank, one in enumerate(WORKSHOP.participants))
    mixed = replace(WORKSHOP, participants=people, plan=(tuple((one.id,) for one in people),))
    said = [plain(text) for text in view.sentences(mixed, BEST)]
    assert said[-1] == (
        "Chaque secteur est réparti entre les tables aussi également qu’il se peut (17 participants de secteur inconnu "
        "à part)."
    )
    uneven = [plain(text) for text in view.sentences(mixed, replace(BEST, sector_imbalance=1 / 3))]
    assert "par tour, 0,3 paire d’un même secteur de plus que le moins possible" in uneven[-1]
    assert not any("secteur" in text for text in view.sentences(WORKSHOP, BEST))


def test_a_bound_that_is_not_reached_is_not_called_possible() -> None:
    less = replace(BEST, distinct=108, gain=0.742, proven=False, same_organisation=1)
    said = [plain(text) for text in view.sentences(WORKSHOP, less)]
    assert said[0].startswith("108 rencontres différentes, sur 112 au plus (96 %) : il est démontré")
    assert said[1] == "Au hasard : 96 en moyenne. Le plan fait 74 % du chemin entre les deux."
    assert "à la même table, 1 fois." in said[-1]
    known = replace(less, exact=110, bound=110, same_organisation=0)
    assert plain(view.sentences(WORKSHOP, known)[0]).startswith("108 rencontres différentes, quand 110 sont possibles")
    best = replace(less, exact=108, same_organisation=0)
    assert plain(view.sentences(WORKSHOP, best)[0]).endswith("tous les plans ont été essayés, aucun ne fait mieux.")


def test_the_plan_reads_by_round_by_table_and_by_person() -> None:
    hosted = replace(WORKSHOP, participants=numbered(8), tables=2, tours=2)
    hosted = replace(hosted, participants=(replace(hosted.participants[0], table=2), *hosted.participants[1:]))
    made = play(seat(hosted, {}, seconds=1)[0], 1)
    first, second = view.rounds(made)
    assert (first.title, second.title) == ("Tour\u00a01, joué", "Tour\u00a02")
    assert first.tables[1].host == second.tables[1].host == "Participant 1"
    heading, rows = view.by_person(made)
    assert heading == ("Participant", "Tour\u00a01", "Tour\u00a02")
    assert rows[0] == ("Participant 1", "2", "2")
    assert len(rows) == 8
    for place, (title, _, row) in enumerate(view.by_table(made)):
        assert title == f"Table\u00a0{place + 1}"
        assert [len(people) for people in row] == [4, 4]


def test_who_has_no_partner_is_said() -> None:
    made = seat(replace(WORKSHOP, participants=numbered(5), mode=PAIRS, tours=2), {})[0]
    tour = view.rounds(made)[0]
    assert len(tour.resting) == 1
    assert len(tour.tables) == 2
    assert "repos" in {cell for row in view.by_person(made)[1] for cell in row}


def test_badges_that_read_alike_are_told_apart() -> None:
    people = (
        Participant(id="p01", nom="CPAM 35", fonction="Chargée de mission"),
        Participant(id="p02", nom="CPAM 35", fonction="Chargée de mission"),
        Participant(id="p03", nom="CPAM 35"),
    )
    assert badges(people) == {
        "p01": "CPAM 35, Chargée de mission (p01)",
        "p02": "CPAM 35, Chargée de mission (p02)",
        "p03": "CPAM 35",
    }


def test_the_history_counts_new_links_that_both_sides_declare() -> None:
    forms = (
        Form(participant="p01", contacts=(Contact(autre="p02", avant=0, aujourd_hui=3),)),
        Form(participant="p02", contacts=(Contact(autre="p01", avant=0, aujourd_hui=2),)),
    )
    held = replace(WORKSHOP, id="a", date="2026-01-15", formulaires=forms, faits=("jour",))
    heading, rows = history_rows([WORKSHOP, held])
    assert heading[-1] == "Liens nouveaux"
    assert plain(rows[0][0]) == "15 janvier 2026, Essai"
    assert rows[0][1:] == ("20", "–", "2 sur 20, indicatif", "1 sur 1")
    assert rows[1][1:] == ("20 invités", "–", "–", "–")
