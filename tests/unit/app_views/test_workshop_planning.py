"""Hold what becomes of a workshop: plans that fit or no longer, absences, who replaces whom, figures of a kept plan."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.workshops import editing, planning, plans
from app.workshops.people import numbered
from app.workshops.record import CONFIRMED, DECLINED, PAIRS, Form, Participant, Workshop
from app.workshops.store import WorkshopError
from graph.answer import Answer, Row

EMPTY = Workshop(id="x", titre="Essai", territoire="EPCI-243500741", date="2027-03-18")
ANSWER = Answer(
    question="invites", titre="", parametres={}, date="2021-09-15", perimetre="", etat_donnees="suffisant", phrase="",
    colonnes=(), lignes=(),
)  # fmt: skip
TWELVE = replace(EMPTY, participants=numbered(12), tables=3, tours=3)


@pytest.fixture(scope="module")
def seated() -> Workshop:
    """Give a workshop whose plan is computed."""
    return plans.seat(TWELVE, {}, seconds=2)[0]


def test_a_kept_plan_has_the_figures_it_had_when_it_was_found() -> None:
    made, found = plans.seat(TWELVE, {}, seconds=2)
    assert planning.plan_state(made).code == planning.CURRENT
    again = plans.figures_of(made, {})
    assert replace(again, seconds=0) == replace(found, seconds=0)
    assert found.distinct == len(planning.met_pairs(made.plan))


def test_a_plan_that_no_longer_fits_says_each_reason(seated: Workshop) -> None:
    other = editing.add(editing.set_status(seated, DECLINED, ["p03"]), Participant(id="", nom="Mairie"))
    other = replace(editing.forbid(other, "p01", seated.plan[0][0][1]), tours=4, tables=4)
    together = next(table for table in seated.plan[0] if "p01" in table)
    other = editing.forbid(other, "p01", next(one for one in together if one != "p01"))
    state = planning.plan_state(other)
    assert state.code == planning.STALE
    assert [text.split("\u00a0")[0].split(" :")[0] for text in state.reasons[:2]] == [
        "Ne viennent plus",
        "N’ont pas de place",
    ]
    assert "Le nombre de tours a changé." in state.reasons
    assert "Le nombre de tables a changé." in state.reasons
    assert "Une paire à séparer est à la même table." in state.reasons


def test_played_rounds_stay_when_people_leave_and_arrive(seated: Workshop) -> None:
    on_the_day = editing.leave(editing.play(seated, 1), ["p02", "p05"])
    on_the_day = editing.arrive(on_the_day, Participant(id="", nom="Mairie"))
    assert planning.plan_state(on_the_day).code == planning.STALE
    made, _ = plans.seat(on_the_day, {}, seconds=1)
    assert made.plan[0] == seated.plan[0]
    for tour in made.plan[1:]:
        assert sorted(one for table in tour for one in table) == sorted(one.id for one in made.presents)
    assert planning.plan_state(made).code == planning.CURRENT


def test_who_does_not_come_stands_in_for_nobody() -> None:
    people = tuple(
        replace(
            one, acteur=f"acteur:{one.id}", organisme=f"acteur:{one.id}", remplacant="acteur:old", raison="ancienne"
        )
        for one in numbered(4)
    )
    listed = replace(EMPTY, participants=people, exclus=("acteur:x", "acteur:p01"))
    away = editing.set_status(listed, DECLINED, ["p03"])
    assert planning.guest_parameters(away, kept=True)["exclus"] == ["acteur:x", "acteur:p03"]
    said = "nouvelle, présence demandée"
    rows = (Row({"acteur_id": "acteur:p01", "raison": said, "remplacant_id": "acteur:y"}),)
    made = planning.refreshed(away, replace(ANSWER, lignes=rows), "acteur:z")
    found = [(one.raison, one.remplacant) for one in made.participants]
    old = ("ancienne", "acteur:old")
    assert found == [("nouvelle", "acteur:y"), old, ("ancienne", "acteur:z"), old]
    wanted = planning.refreshed(replace(away, obligatoires=("acteur:p01",)), replace(ANSWER, lignes=rows))
    assert wanted.participants[0].raison == said
    asked: list[planning.Parameters] = []

    def asking(name: str, given: planning.Parameters) -> Answer:
        asked.append(given)
        return replace(ANSWER, lignes=(*rows, Row({"acteur_id": "acteur:new"})))

    assert planning.next_guest(away, asking) == "acteur:new"
    assert asked[0]["places"] == "4"


def test_too_few_people_left_leave_tables_unused(seated: Workshop) -> None:
    gone = editing.leave(editing.play(seated, 1), [f"p{rank:02d}" for rank in range(5, 13)])
    made, _ = plans.seat(gone, {}, seconds=1)
    assert all(len(table) >= 2 for tour in made.plan[1:] for table in tour)
    assert planning.plan_state(made).code == planning.CURRENT


def test_pairs_rest_in_turn_and_do_not_meet_again() -> None:
    made, figures = plans.seat(replace(TWELVE, participants=numbered(7), mode=PAIRS, tours=7), {})
    assert figures.distinct == figures.bound == 21
    assert figures.proven
    resting = [table[0] for tour in made.plan for table in tour if len(table) == 1]
    assert sorted(resting) == [one.id for one in made.participants]
    assert planning.plan_state(made).code == planning.CURRENT


def test_pairs_already_played_count_in_the_figures() -> None:
    made, _ = plans.seat(replace(TWELVE, participants=numbered(6), mode=PAIRS, tours=3), {})
    again, figures = plans.seat(editing.play(made, 1), {})
    assert again.plan[0] == made.plan[0]
    assert figures.distinct == figures.bound == 9


@pytest.mark.parametrize(
    ("count", "rounds", "played", "gone", "arriving"),
    [(5, 3, 1, ["p03"], ["Maison des aidants"]), (9, 4, 2, ["p03", "p05"], [])],
)
def test_who_was_alone_before_is_not_alone_again(
    count: int, rounds: int, played: int, gone: list[str], arriving: list[str]
) -> None:
    made, _ = plans.seat(replace(TWELVE, participants=numbered(count), mode=PAIRS, tours=rounds), {})
    left = editing.leave(editing.play(made, played), gone)
    for name in arriving:
        left = editing.arrive(left, Participant(id="", nom=name, organisme=name))
    again, figures = plans.seat(left, {})
    alone = [table[0] for tour in again.plan for table in tour if len(table) == 1]
    assert len(alone) == len(set(alone)) == rounds
    assert figures.proven
    assert figures.repeats == 0


def test_what_is_impossible_is_said_all_at_once() -> None:
    with pytest.raises(WorkshopError) as caught:
        plans.seat(replace(TWELVE, participants=numbered(3), tables=5, tours=0), {})
    said = str(caught.value)
    assert "au moins 4 participants" in said
    assert "plus de tables (5)" in said
    assert "au moins un tour" in said


def test_forbidden_pairs_that_leave_no_seat_are_named() -> None:
    people = tuple(Participant(id=f"p0{rank}", nom=name) for rank, name in enumerate(("ARS", "CPAM", "CCAS", "CAF"), 1))
    crowded = replace(EMPTY, participants=people, tables=2, tours=2)
    for pair in (("p01", "p02"), ("p01", "p03"), ("p02", "p03")):
        crowded = editing.forbid(crowded, *pair)
    (said,) = plans.problems(crowded)
    assert all(name in said for name in ("ARS", "CPAM", "CCAS"))
    assert "CAF" not in said


def test_a_participant_number_is_never_used_twice(seated: Workshop) -> None:
    fewer = editing.remove(seated, "p12")
    assert editing.new_id(fewer) == "p13"
    answered = replace(EMPTY, formulaires=(Form(participant="p07"),))
    assert editing.new_id(answered) == "p08"


def test_a_substitute_takes_the_place_in_the_list() -> None:
    three = editing.add_all(EMPTY, (Participant(id="", nom=name) for name in ("ARS", "CPAM", "CAF")))
    changed = editing.put_instead(editing.forbid(three, "p01", "p02"), "p02", Participant(id="", nom="MSA"))
    assert [(one.id, one.nom) for one in changed.participants] == [("p01", "ARS"), ("p04", "MSA"), ("p03", "CAF")]
    assert changed.interdits == ()


def test_who_left_its_place_is_proposed_no_more() -> None:
    people = (Participant(id="", nom=name, acteur=f"acteur:{name}", organisme=f"acteur:{name}") for name in "ab")
    listed = editing.add_all(replace(EMPTY, exclus=("acteur:c",)), people)
    changed = editing.put_instead(listed, "p01", Participant(id="", nom="c", acteur="acteur:c", organisme="acteur:c"))
    assert changed.exclus == ("acteur:a",)
    assert planning.guest_parameters(changed)["exclus"] == ["acteur:a"]
    assert planning.guest_parameters(changed, kept=True)["exclus"] == ["acteur:a"]
    back = editing.put_instead(changed, "p03", Participant(id="", nom="a", acteur="acteur:a", organisme="acteur:a"))
    assert back.exclus == ("acteur:c",)


def test_a_status_is_given_to_these_and_no_others() -> None:
    first = editing.set_status(TWELVE, CONFIRMED, ["p01", "p02"])
    then = editing.set_status(first, CONFIRMED, ["p02", "p03"])
    assert [one.id for one in then.participants if one.statut == CONFIRMED] == ["p02", "p03"]
    declined = editing.set_status(then, DECLINED, ["p02"])
    assert [one.id for one in declined.participants if one.statut == CONFIRMED] == ["p03"]


@settings(deadline=None)
@given(st.lists(st.sampled_from(["ajoute", "retire", "absent", "revient", "joue"]), max_size=12))
def test_whatever_happens_everyone_there_is_seated_once(gestures: list[str]) -> None:
    workshop = plans.seat(replace(TWELVE, participants=numbered(8), tables=2, tours=4), {}, seconds=0.05)[0]
    for gesture in gestures:
        present = [one.id for one in workshop.presents]
        away = [one.id for one in workshop.participants if one.id not in present]
        if gesture == "ajoute":
            workshop = editing.arrive(workshop, Participant(id="", nom="Nouveau"))
        elif gesture == "retire" and len(present) > 4 and not workshop.joues:
            workshop = editing.remove(workshop, present[0])
        elif gesture == "absent" and len(present) > 4:
            workshop = editing.leave(workshop, [*away, present[-1]])
        elif gesture == "revient" and away:
            workshop = editing.arrive(workshop, workshop.participant(away[0]))
        elif gesture == "joue" and planning.plan_state(workshop).code == planning.CURRENT:
            workshop = editing.play(workshop, workshop.joues + 1)
        if planning.plan_state(workshop).code == planning.STALE:
            kept = workshop.plan[: workshop.joues]
            workshop, _ = plans.seat(workshop, {}, seconds=0.02)
            assert workshop.plan[: workshop.joues] == kept
        assert planning.plan_state(workshop).code == planning.CURRENT
        for tour in workshop.plan[workshop.joues :]:
            assert sorted(one for table in tour for one in table) == sorted(one.id for one in workshop.presents)


def test_pairs_that_are_all_kept_apart_are_refused() -> None:
    four = replace(EMPTY, participants=numbered(4), mode=PAIRS, tours=2)
    apart = tuple((one.id, other.id) for one in four.participants for other in four.participants if one.id < other.id)
    assert any("séparés" in one for one in plans.problems(replace(four, interdits=apart)))
    assert not plans.problems(replace(four, interdits=apart[1:]))
