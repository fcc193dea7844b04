"""Read the measures of a workshop as its facilitator does: counts, ranges in words, no cause."""

import re
from dataclasses import replace

import pytest

from app.workshops.capture_keep import with_forms
from app.workshops.effects import Report, history, report
from app.workshops.record import ABSENT, LATER, Form, Workshop
from graph.analysis.workshop.effect_share import Share
from graph.answer import INSUFFISANT, PARTIEL, SUFFISANT
from tests.support.workshops import Said, form, participant, workshop

CAUSES = re.compile(r"grâce|permis|a créé|provoqu|en raison|effet|entraîn|causé|résulte", re.IGNORECASE)


def answered(count: int, of: int = 10, **values: object) -> Workshop:
    """Return a workshop where the first ones answer, each on all the others: links appear between neighbours."""
    people = tuple(participant(place, secteur="sante" if place % 2 else "social") for place in range(1, of + 1))
    made = workshop(participants=people, **values)
    forms = []
    for one in people[:count]:
        said: dict[str, Said] = {}
        for other in people:
            if one is not other:
                gap = abs(int(one.id[1:]) - int(other.id[1:]))
                said[other.id] = (0 if gap else 2, gap < 4, 3 if gap == 1 else 0)
        forms.append(form(one.id, said))
    return with_forms(made, forms)


def texts(found: Report) -> list[str]:
    lines = (*found.lignes, *found.suivi, *found.base)
    return [
        found.phrase,
        *found.reserves,
        *(text for one in lines for text in (one.titre, one.phrase, one.methode, one.fourchette)),
    ]


def test_no_form_says_that_data_are_lacking() -> None:
    found = report(workshop(6))
    assert found.etat == INSUFFISANT
    assert found.phrase == "Données insuffisantes\u00a0: aucun questionnaire n’est reçu, sur 6\u00a0participants."
    assert found.lignes == ()
    later = with_forms(workshop(3), [form("p01", {"p02": (None, None, 3)}, LATER)])
    assert report(later).etat == INSUFFISANT
    assert "aucune du jour" in report(later).phrase


@pytest.mark.parametrize(("count", "state"), [(5, PARTIEL), (6, SUFFISANT), (10, SUFFISANT)])
def test_under_sixty_percent_everything_is_indicative(count: int, state: str) -> None:
    found = report(answered(count))
    assert found.etat == state
    assert found.indicatif == (state == PARTIEL)
    assert ("indicatif" in " ".join(texts(found))) == (state == PARTIEL)
    assert f"{count}\u00a0participants sur 10 ont répondu ({10 * count}\u00a0%)" in found.phrase


def test_each_measure_tells_its_count_its_range_and_its_method() -> None:
    found = report(answered(10))
    new = found.line("liens_nouveaux")
    assert new is not None
    assert new.phrase == (
        "Sur 45\u00a0paires sans lien avant, 9\u00a0en déclarent un des deux côtés après l’atelier (20\u00a0%)."
    )
    assert re.fullmatch(r"de \d+\u00a0% à \d+\u00a0%", new.fourchette)
    density = found.line("densite")
    assert density is not None
    assert "0\u00a0est liée des deux côtés avant l’atelier (0\u00a0%)" in density.phrase
    assert "9\u00a0sont liées des deux côtés après l’atelier (20\u00a0%)" in density.phrase
    sectors = found.line("secteurs")
    assert sectors is not None
    assert "aucun connu avant l’atelier, 9 sur 9 après" in sectors.phrase
    assert all(one.methode for one in found.lignes)
    assert all(re.search(r"\d", one.phrase) or "insuffisantes" in one.phrase for one in found.lignes)


def test_what_one_side_declares_is_kept_apart() -> None:
    found = report(answered(6))
    apart, new = found.line("liens_sans_reponse"), found.line("liens_nouveaux")
    assert apart is not None
    assert new is not None
    # Five links between the six who answered are said by both; the one to the seventh by one side only.
    assert (new.part.n, new.part.m) == (5, 15)
    assert (apart.part.n, apart.part.m) == (1, 24)
    assert "à confirmer" in apart.phrase
    assert "1\u00a0autre n’est déclaré que d’un côté" in found.phrase
    assert any("seul côté" in text for text in found.reserves)


def test_no_sentence_tells_a_cause() -> None:
    made = answered(10, plan=((("p01", "p02", "p03", "p04", "p05"), ("p06", "p07", "p08", "p09", "p10")),), joues=1)
    later = [
        form(one.participant, {c.autre: (None, None, c.aujourd_hui) for c in one.contacts}, LATER)
        for one in made.formulaires
    ]
    found = report(with_forms(made, later))
    assert found.suivi
    for text in texts(found):
        assert not CAUSES.search(text), text


def test_the_second_capture_compares_those_who_answered_twice() -> None:
    made = answered(8)
    again: list[Form] = []
    for one in made.formulaires[:6]:
        kept = {
            contact.autre: (None, None, 2 if contact.aujourd_hui and contact.autre != "p02" else 0)
            for contact in one.contacts
        }
        again.append(form(one.participant, kept, LATER, recu="2026-06-20"))
    found = report(with_forms(made, again))
    both, kept_ = found.line("suivi_reponses"), found.line("suivi_tenus")
    assert both is not None
    assert kept_ is not None
    assert both.phrase == "6\u00a0participants ont répondu aux deux questionnaires, sur 8 au premier."
    # The first six declared eleven links on the day; the two on p02 are over.
    assert (kept_.part.n, kept_.part.m) == (9, 11)


def test_who_was_absent_is_not_counted_unless_a_form_came() -> None:
    made = answered(6)
    people = tuple(replace(one, statut=ABSENT) if one.id in {"p06", "p10"} else one for one in made.participants)
    found = report(replace(made, participants=people))
    assert (found.reponses.n, found.reponses.m) == (6, 9)


def test_who_left_after_a_round_is_counted_and_who_played_none_is_not() -> None:
    plan = (tuple(tuple(f"p{place:02d}" for place in range(start, start + 5)) for start in (1, 6)),) * 2
    made = answered(5, plan=plan)
    people = tuple(replace(one, statut=ABSENT) if one.id == "p10" else one for one in made.participants)
    away = replace(made, participants=people)
    assert [(report(replace(away, joues=played)).reponses.m, away.left_after("p10")) for played in (0, 1)] == [
        (9, 0), (10, 0),
    ]  # fmt: skip
    assert [replace(away, joues=played).left_after("p10") for played in (0, 1, 2)] == [0, 1, 2]
    assert replace(away, joues=2).left_after("p01") == 0


def test_what_the_other_side_said_nothing_of_is_told_in_the_same_words_in_both_places() -> None:
    made = answered(10)
    # The second one answered, but left the line of the first empty.
    blank = replace(made.formulaires[1], contacts=made.formulaires[1].contacts[1:])
    line = report(with_forms(made, [blank])).line("liens_sans_reponse")
    assert line is not None
    assert line.part == Share(1, 1)
    assert "dont l’autre côté n’a rien dit" in line.phrase
    assert line.methode.startswith("L’autre côté n’a rien dit")
    assert "n’a pas répondu" not in line.phrase


def test_rounds_that_nobody_ticked_are_said_to_be_the_plan() -> None:
    plan = (tuple(tuple(f"p{place:02d}" for place in range(start, start + 5)) for start in (1, 6)),)
    assert any("plan prévu" in text for text in report(answered(6, plan=plan)).reserves)
    assert not any("plan prévu" in text for text in report(answered(6, plan=plan, joues=1)).reserves)


def test_rounds_that_were_not_ticked_are_counted_out_and_said() -> None:
    plan = (tuple(tuple(f"p{place:02d}" for place in range(start, start + 5)) for start in (1, 6)),) * 3
    assert any(
        "2 tours ne sont pas notés comme joués" in text for text in report(answered(6, plan=plan, joues=1)).reserves
    )
    assert any("Le dernier tour n’est pas noté" in text for text in report(answered(6, plan=plan, joues=2)).reserves)
    assert not any("comme joué" in text for text in report(answered(6, plan=plan, joues=3)).reserves)


def test_history_is_that_of_the_territory_oldest_first() -> None:
    first, second = answered(6), answered(5, id="redon-2026-09-01", date="2026-09-01")
    other = answered(5, id="brest", territoire="EPCI-242900314")
    found = history([second, other, first], first.territoire)
    assert [one.id for one, _ in found] == [first.id, second.id]
    assert [said.indicatif for _, said in found] == [False, True]
