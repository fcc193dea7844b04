"""Check what is said when a guest list cannot be made as asked: in French, with what to do, all at once."""

from __future__ import annotations

from graph.analysis.workshop.guest_faults import guest_faults, guest_shortage
from graph.analysis.workshop.guests import Candidate

NAMES = {"a": "Agglomération", "a1": "Service Santé", "a2": "Service Social", "b": "Mission locale"}
POOL = [
    Candidate(id="a1", organisme="a"),
    Candidate(id="a2", organisme="a"),
    Candidate(id="b", organisme="b"),
]


def test_a_possible_list_has_no_fault() -> None:
    assert guest_faults(POOL, seats=2, mandatory=["a1", "b"], excluded=["a2", "z"], names=NAMES) == ()
    assert guest_shortage(POOL, seats=2) == ""


def test_everything_wrong_is_said_at_once() -> None:
    said = guest_faults(POOL, seats=2, mandatory=["a1", "a2", "b", "z"], excluded=["b"], names=NAMES)
    assert said == (
        "« z » n’est pas un acteur que l’on peut inviter ici : vérifiez son nom, ou retirez-le.",
        "« Mission locale » est à la fois obligatoire et exclu : gardez l’un ou l’autre.",
        "4 invités sont obligatoires pour 2 places : ajoutez 2 places, ou retirez 2 obligatoires.",
        "2 invités obligatoires pour « Agglomération », et 1 place par organisme : acceptez-en 2, ou retirez-en 1.",
    )


def test_a_list_needs_seats() -> None:
    assert guest_faults(POOL, seats=0, most_per_organisation=0, mandatory=["b"]) == (
        "Il faut au moins une place : indiquez combien de personnes vous pouvez accueillir.",
        "Il faut accepter au moins une personne par organisme.",
    )


def test_the_same_guest_twice_is_one_guest() -> None:
    assert guest_faults(POOL, seats=1, mandatory=["b", "b"]) == ()


def test_a_shortage_says_what_to_do() -> None:
    assert guest_shortage(POOL, seats=3) == (
        "2 acteurs seulement peuvent être invités pour 3 places : acceptez plusieurs personnes par organisme, "
        "élargissez le territoire, ou ajoutez vous-même des acteurs obligatoires."
    )
    assert guest_shortage(POOL, seats=3, most_per_organisation=2) == ""
    assert guest_shortage(POOL, seats=3, most_per_organisation=2, excluded=["a1", "a2"]) == (
        "1 seul acteur peut être invité pour 3 places : retirez des exclusions, "
        "élargissez le territoire, ou ajoutez vous-même des acteurs obligatoires."
    )
