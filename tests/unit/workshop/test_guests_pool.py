"""Check who may be invited on a territory, and what each brings, on small graphs written by hand."""

from __future__ import annotations

from collections.abc import Iterable

from graph.analysis.workshop.guest_pool import Pool, guest_pool
from graph.analysis.workshop.guests import OTHER, PARTNER, PILOT
from graph.model.statement import NodeStatement, RelationshipStatement
from graph.snapshot import Scope, Snapshot
from tests.support.facts import MemoryFacts, link, node

PLACE = "EPCI-1"
NODES = [
    *(node(f"acteur:{letter}", "Acteur", type_acteur="association") for letter in "abcdefg"),
    node("acteur:cnam", "Acteur", niveau="national"),
    node("acteur:ars", "Acteur", a_preciser=True),
    node("disp:cls", "Dispositif"),
    node("action:1", "Action"),
    node("action:2", "Action"),
    node("offre:1", "Offre"),
    *(node(f"theme:{code}", "Thematique") for code in ("nutrition", "addictions", "acces_soins", "fam_prevention")),
    node(PLACE, "Territoire"),
]
LINKS = [
    link("COMPREND", "disp:cls", "action:1"),
    link("COMPREND", "disp:cls", "action:2"),
    link("TRAITE", "action:1", "theme:nutrition"),
    link("TRAITE", "action:2", "theme:nutrition"),
    link("TRAITE", "action:2", "theme:addictions"),
    link("PILOTE", "acteur:a", "action:1"),
    link("EST_PARTENAIRE", "acteur:a", "action:2"),
    link("EST_PARTENAIRE", "acteur:b", "action:2"),
    link("FINANCE", "acteur:c", "action:2"),
    link("INTERVIENT_SUR", "acteur:d", PLACE),
]


def pool(
    more: Iterable[RelationshipStatement] = (),
    *,
    under_way: Iterable[str] = ("action:1", "action:2"),
    wanted: tuple[str, ...] = (),
    kept: tuple[str, ...] = (),
    nodes: Iterable[NodeStatement] = (),
) -> Pool:
    scope = Scope(PLACE, frozenset(), frozenset({PLACE}), frozenset({"disp:cls"}))
    snapshot = Snapshot(source=MemoryFacts([*NODES, *nodes], [*LINKS, *more]), day="2022-06-15", scope=scope)
    return guest_pool(snapshot, set(under_way), wanted, kept)


def test_a_role_that_is_only_a_project_brings_nothing_and_one_proposed_counts_like_another() -> None:
    ahead = [
        link("PILOTE", "acteur:e", "action:1", statut="en_projet"),
        link("PILOTE", "acteur:f", "action:1", statut="propose"),
    ]
    found = pool(ahead, kept=("acteur:e",))
    assert "acteur:e" not in found.acting
    assert dict(found.acting["acteur:f"].contributions) == {"theme:nutrition": PILOT}


def test_what_each_role_brings() -> None:
    found = pool()
    assert {id_: dict(acting.contributions) for id_, acting in found.acting.items()} == {
        "acteur:a": {"theme:nutrition": PILOT, "theme:addictions": PARTNER},
        "acteur:b": {"theme:nutrition": PARTNER, "theme:addictions": PARTNER},
        "acteur:c": {"theme:nutrition": OTHER, "theme:addictions": OTHER},
        "acteur:d": {},
    }
    assert found.themes == ("theme:addictions", "theme:nutrition")


def test_the_strongest_role_on_a_theme_is_the_one_told() -> None:
    acting = pool([link("PILOTE", "acteur:a", "action:2")]).acting["acteur:a"]
    type_, works = acting.on("theme:nutrition")
    assert (type_, {work.id for work in works}) == ("PILOTE", {"action:1", "action:2"})


def test_an_actor_without_theme_may_be_invited_and_is_known_to_be_silent() -> None:
    found = pool()
    assert not found.acting["acteur:d"].knows
    assert pool(wanted=("theme:acces_soins",)).acting["acteur:a"].knows


def test_a_family_stands_for_its_themes() -> None:
    found = pool(wanted=("theme:fam_prevention",))
    assert found.themes == ("theme:fam_prevention",)
    assert found.acting["acteur:a"].contributions == {"theme:fam_prevention": PILOT}
    assert found.acting["acteur:b"].contributions == {"theme:fam_prevention": PARTNER}


def test_a_theme_asked_for_that_nobody_deals_with_still_counts() -> None:
    assert pool(wanted=("theme:acces_soins",)).themes == ("theme:acces_soins",)


def test_actions_that_are_over_do_not_count() -> None:
    found = pool(under_way=("action:1",))
    assert set(found.acting) == {"acteur:a", "acteur:d"}
    assert found.acting["acteur:a"].contributions == {"theme:nutrition": PILOT}
    assert found.themes == ("theme:nutrition",)


def test_a_national_offer_alone_is_no_reason_to_come() -> None:
    offer = [link("PROPOSE", "acteur:cnam", "offre:1"), link("TRAITE", "offre:1", "theme:nutrition")]
    assert "acteur:cnam" not in pool(offer).acting
    assert "acteur:cnam" in pool(offer, kept=("acteur:cnam",)).acting
    assert "acteur:cnam" in pool([*offer, link("EST_PARTENAIRE", "acteur:cnam", "action:1")]).acting


def test_who_only_evaluated_does_not_act_there() -> None:
    judged = [link("EVALUE", "acteur:e", "disp:cls")]
    assert "acteur:e" not in pool(judged).acting
    assert "acteur:e" in pool([*judged, link("INTERVIENT_SUR", "acteur:e", PLACE)]).acting


def test_an_organisation_to_be_settled_is_left_out_and_said() -> None:
    unsaid = [link("PILOTE", "acteur:ars", "action:1")]
    found = pool(unsaid)
    assert "acteur:ars" not in found.acting
    assert found.unclear == ("acteur:ars",)
    asked = pool(unsaid, kept=("acteur:ars",))
    assert "acteur:ars" in asked.acting
    assert asked.unclear == ()


def test_statements_of_an_actor_are_its_roles_and_their_themes() -> None:
    found = pool()
    facts = found.facts(found.acting["acteur:b"])
    assert [(fact.type, fact.end) for fact in facts] == [
        ("EST_PARTENAIRE", "action:2"),
        ("TRAITE", "theme:addictions"),
        ("TRAITE", "theme:nutrition"),
    ]
