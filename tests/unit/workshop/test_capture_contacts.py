"""Turn any answers into links: who declares, since when, confirmed by whom."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.workshops.contacts import CONFIRMED, PENDING, Statements, statements
from app.workshops.record import DAY, LATER, Contact, Form, Workshop
from ingest.entries import EntryRefused
from tests.support.workshops import form, participant, workshop

DAY_OF, CAME = "2026-03-18", "2026-06-20"
ACTORS = frozenset(f"acteur:{number}" for number in range(1, 5))


def made(*forms: Form) -> Workshop:
    people = tuple(participant(number) for number in range(1, 5))
    return workshop(participants=people, formulaires=forms)


def links(said: Statements) -> list[dict[str, object]]:
    return [dict(cells) for _, cells in said.entry.lignes if cells.get("type") == "LIEN"]


@st.composite
def answers(draw: st.DrawFn) -> tuple[Form, ...]:
    grade = st.none() | st.integers(0, 5)
    found = []
    for moment in (DAY, LATER):
        for number in draw(st.lists(st.integers(1, 4), unique=True, min_size=moment == DAY)):
            others = draw(st.lists(st.sampled_from([n for n in range(1, 5) if n != number]), unique=True))
            contacts = tuple(
                Contact(autre=f"p{other:02d}", avant=draw(grade) if moment == DAY else None, aujourd_hui=draw(grade))
                for other in others
            )
            recu = CAME if moment == LATER else ""
            found.append(Form(participant=f"p{number:02d}", moment=moment, contacts=contacts, recu=recu))
    return tuple(found)


@settings(max_examples=150, deadline=None)
@given(answers())
def test_every_link_is_what_one_side_said_and_is_confirmed_by_the_other(forms: tuple[Form, ...]) -> None:
    said = statements(made(*forms), ACTORS)
    told = {
        (f"acteur:{int(one.participant[1:])}", f"acteur:{int(contact.autre[1:])}", one.moment): contact
        for one in forms
        for contact in one.contacts
    }
    found = links(said)
    pairs = [(str(cells["de"]), str(cells["vers"])) for cells in found]
    assert len(set(pairs)) == len(pairs)
    declared: dict[tuple[str, str], bool] = {}
    over: dict[tuple[str, str], bool] = {}
    for one, other in {(start, end) for start, end, _ in told}:
        day, later = told.get((one, other, DAY)), told.get((one, other, LATER))
        before, today = (day.avant, day.aujourd_hui) if day else (None, None)
        then = later.aujourd_hui if later else None
        newest = next((value for value in (then, today, before) if value is not None), None)
        declared[one, other] = bool(today or then or (before and newest))
        over[one, other] = then == 0
        assert ((one, other) in pairs) == declared[one, other]
    for cells in found:
        one, other = str(cells["de"]), str(cells["vers"])
        day = told.get((one, other, DAY))
        assert one != other
        assert 1 <= int(str(cells["intensite"])) <= 5
        # Who says that it is over bears out nothing that the other one does not say over too.
        denied = over.get((other, one), False) and not over[one, other]
        assert cells["statut"] == (CONFIRMED if declared.get((other, one)) and not denied else PENDING)
        assert ("valid_from" in cells) == (day is not None and day.avant == 0)
        assert cells.get("valid_from") in {None, DAY_OF, CAME}
        assert cells.get("valid_to") in {None, CAME}
    assert said.confirmed + said.pending + said.over == len(found)
    assert said.over == sum(bool(cells.get("valid_to")) for cells in found)
    assert said.confirmed == 2 * said.pairs
    assert said.denied <= said.pending
    assert statements(made(*forms), ACTORS) == said


def test_who_the_base_does_not_know_is_told_and_nothing_is_written_of_them() -> None:
    answered = made(form("p01", {"p02": (0, True, 3), "p04": (0, True, 3)}), form("p04", {"p01": (0, True, 3)}))
    said = statements(answered, ACTORS - {"acteur:4"})
    assert [one.id for one in said.unknown] == ["p04"]
    assert [(cells["de"], cells["vers"]) for cells in links(said)] == [("acteur:1", "acteur:2")]
    (note,) = said.notes
    assert note.startswith("1\u00a0participant est inconnu de la base, et rien n’en est écrit\u00a0: Organisme 4.")


def test_next_steps_stand_in_the_note_of_the_link() -> None:
    contact = Contact(autre="p02", avant=0, aujourd_hui=2, pas="Visiter le centre", pour_quand="2026-05")
    (cells,) = links(statements(made(Form(participant="p01", contacts=(contact,))), ACTORS))
    assert cells["note"] == (
        "Lien déclaré\u00a0: 0 avant, 2 le jour de l’atelier. "
        "Prochain pas\u00a0: Visiter le centre (pour mai\u00a02026)."
    )


def test_a_link_of_before_that_is_over_on_the_day_is_not_written_and_is_said() -> None:
    said = statements(made(form("p01", {"p02": (3, True, 0), "p03": (0, True, 1)})), ACTORS)
    assert len(links(said)) == 1
    assert any("1\u00a0lien d’avant est dit nul" in note for note in said.notes)


def test_nothing_received_is_refused() -> None:
    with pytest.raises(EntryRefused, match="Aucun questionnaire"):
        statements(made(), ACTORS)


def test_the_links_are_counted_by_side_and_by_pair_in_words() -> None:
    answered = made(
        form("p01", {"p02": (0, True, 3), "p03": (0, True, 2), "p04": (0, True, 1)}),
        form("p02", {"p01": (0, True, 2)}),
        form("p03", {"p01": (0, False, 0)}),
    )
    said = statements(answered, ACTORS)
    assert said.links_said == (
        "2\u00a0liens déclarés des deux côtés, chaque côté comptant pour un\u00a0: 1\u00a0paire d’organismes.",
        "2\u00a0liens déclarés d’un seul côté, à confirmer\u202f; pour 1 d’entre eux, l’autre côté écrit 0.",
    )


def later(who: str, **said: int) -> Form:
    contacts = tuple(Contact(autre=other, aujourd_hui=grade) for other, grade in said.items())
    return Form(participant=who, moment=LATER, contacts=contacts, recu=CAME)


def test_three_months_later_the_links_are_counted_as_they_stand_and_those_over_apart() -> None:
    day = (
        form("p01", {"p02": (0, True, 3), "p03": (0, True, 2)}),
        form("p02", {"p01": (0, True, 2), "p03": (0, True, 1)}),
        form("p03", {"p01": (0, True, 2), "p02": (0, True, 1)}),
    )
    # The first pair stands; one side of the second says it over; both sides of the third do.
    again = (later("p01", p02=3, p03=2), later("p02", p01=2, p03=0), later("p03", p01=0, p02=0))
    assert statements(made(*day), ACTORS).links_said == (
        "6\u00a0liens déclarés des deux côtés, chaque côté comptant pour un\u00a0: 3\u00a0paires d’organismes.",
        "0\u00a0lien déclaré d’un seul côté, à confirmer.",
    )
    assert statements(made(*day, *again), ACTORS).links_said == (
        "2\u00a0liens déclarés des deux côtés, chaque côté comptant pour un\u00a0: 1\u00a0paire d’organismes.",
        "1\u00a0lien déclaré d’un seul côté, à confirmer\u202f; pour 1 d’entre eux, l’autre côté écrit 0.",
        "3\u00a0liens sont dits finis trois mois après\u00a0: ils ne sont pas comptés ci-dessus.",
    )


def test_a_link_that_the_other_side_says_over_waits_and_the_closed_one_keeps_what_was() -> None:
    day = (form("p01", {"p02": (0, True, 3)}), form("p02", {"p01": (0, True, 3)}))
    later = (
        Form(participant="p01", moment=LATER, contacts=(Contact(autre="p02", aujourd_hui=4),), recu=CAME),
        Form(participant="p02", moment=LATER, contacts=(Contact(autre="p01", aujourd_hui=0),), recu=CAME),
    )
    open_, closed = links(statements(made(*day, *later), ACTORS))
    assert (open_["statut"], open_.get("valid_to")) == (PENDING, None)
    assert (closed["statut"], closed["valid_from"], closed["valid_to"]) == (CONFIRMED, DAY_OF, CAME)


def test_the_confirmation_may_come_with_the_second_form_in_any_order() -> None:
    first = form("p01", {"p02": (0, True, 3)})
    later = Form(participant="p02", moment=LATER, contacts=(Contact(autre="p01", aujourd_hui=2),), recu=CAME)
    for forms in ((first, later), (later, first)):
        said = statements(made(*forms), ACTORS)
        assert [cells["statut"] for cells in links(said)] == [CONFIRMED, CONFIRMED]
        assert said.pairs == 1
