"""Recompute the partner finder by another route: works, parts, score and order, on small graphs and random ones."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.partner_area import Ground, area
from graph.analysis.partner_works import (
    EXACT,
    NEAR,
    PartnerQuery,
    candidates,
    open_places,
    own_offers,
    works,
)
from graph.analysis.partners import VARIETY, WEIGHTS, Partner, age, combine, find_partners, in_order
from graph.analysis.reach import Reach, Ties
from graph.model.statement import NodeStatement, RelationshipStatement
from graph.snapshot import ORGANISATION, SERVICE, Scope, Snapshot
from graph.territory import Territories
from tests.support.facts import MemoryFacts, link, node

REDON = "EPCI-243500741"
DAY = "2022-06-15"
TERRITORIES = Territories()
SCOPE = Scope(
    REDON,
    TERRITORIES.communes(REDON),
    frozenset({REDON, "COM-35236", "DEP-35", "DEP-44", "REG-53"}),
    frozenset({"disp:cls"}),
)
OWN = frozenset({"acteur:cpam", "acteur:cpam-service"})

NODES: list[NodeStatement] = [
    node("acteur:cpam", "Acteur", type_acteur="assurance_maladie"),
    node("acteur:cpam-service", "Acteur", type_acteur="service"),
    node("acteur:cpam-voisine", "Acteur", secteur="protection_sociale"),
    node("acteur:ehpad", "Acteur", secteur="medico_social"),
    node("acteur:ville", "Acteur", secteur="collectivite"),
    node("acteur:ville-sports", "Acteur", type_acteur="service"),
    node("acteur:ars", "Acteur", secteur="sante", a_preciser=True),
    node("acteur:groupe", "Acteur", collectif=True),
    node("acteur:ailleurs", "Acteur", secteur="sante"),
    node("disp:cls", "Dispositif", type_dispositif="CLS"),
    node("disp:autre", "Dispositif", type_dispositif="CLS"),
    node("action:repas", "Action"),
    node("action:sport", "Action"),
    node("action:jardin", "Action"),
    node("action:loin", "Action"),
    node("offre:bilan", "Offre"),
    node("offre:atelier", "Offre"),
]
LINKS: list[RelationshipStatement] = [
    link("PARTIE_DE", "acteur:cpam-service", "acteur:cpam"),
    link("PARTIE_DE", "acteur:ville-sports", "acteur:ville"),
    link("COMPREND", "disp:cls", "action:repas"),
    link("COMPREND", "disp:cls", "action:sport"),
    link("COMPREND", "disp:cls", "action:jardin"),
    link("COMPREND", "disp:autre", "action:loin"),
    link("TRAITE", "action:repas", "theme:nutrition"),
    link("TRAITE", "action:sport", "theme:activite_physique"),
    link("TRAITE", "action:jardin", "theme:nutrition"),
    link("TRAITE", "action:loin", "theme:nutrition"),
    link("CIBLE", "action:repas", "public:enfants"),
    link("CIBLE", "action:sport", "public:tout_public"),
    link("PILOTE", "acteur:ehpad", "action:repas"),
    link("EST_PARTENAIRE", "acteur:cpam-voisine", "action:repas"),
    link("EST_PARTENAIRE", "acteur:cpam-service", "action:repas"),
    link("EST_PARTENAIRE", "acteur:groupe", "action:repas"),
    link("PILOTE", "acteur:ville-sports", "action:sport"),
    link("EST_PARTENAIRE", "acteur:ars", "action:repas", observed_at="2020-06-15"),
    link("PILOTE", "acteur:ailleurs", "action:loin"),
    link("INTERVIENT_SUR", "acteur:ehpad", "COM-35236"),
    link("INTERVIENT_SUR", "acteur:cpam-voisine", "DEP-44"),
    link("INTERVIENT_SUR", "acteur:ville", REDON),
    link("PROPOSE", "acteur:cpam-service", "offre:bilan"),
    link("TRAITE", "offre:bilan", "theme:nutrition"),
    link("PROPOSE", "acteur:cpam", "offre:atelier"),
    link("TRAITE", "offre:atelier", "theme:vaccination"),
    link("LIEN", "acteur:cpam", "acteur:ehpad", intensite=3),
]


def snapshot_of(
    nodes: Sequence[NodeStatement] = NODES,
    links: Sequence[RelationshipStatement] = LINKS,
    *,
    granularite: str = ORGANISATION,
    day: str | None = DAY,
    scope: Scope | None = SCOPE,
) -> Snapshot:
    tops = {"acteur:cpam-service": "acteur:cpam", "acteur:ville-sports": "acteur:ville"}
    return Snapshot(source=MemoryFacts(nodes, links), day=day, granularite=granularite, organisations=tops, scope=scope)


def ranked(
    snapshot: Snapshot, query: PartnerQuery, weights: Mapping[str, float] = WEIGHTS, today: str = DAY
) -> list[Partner]:
    found = candidates(snapshot, query, works(snapshot, query))
    everywhere = replace(snapshot, scope=None, _facts={}, _ends={})
    reach = Reach(everywhere, {snapshot.actor(id_) for id_ in query.own})
    around = Ties(everywhere)
    ways = {c.acteur_id: reach.way(c.acteur_id, around) for c in found} if reach.known else None
    return find_partners(snapshot, query, found, Ground(REDON, TERRITORIES, 2021), ways, today, weights)


NUTRITION = PartnerQuery(OWN, ("theme:nutrition",))


def test_works_are_exact_or_of_the_same_family_and_on_the_territory() -> None:
    found = {work.id: work.proximite for work in works(snapshot_of(), NUTRITION)}
    assert found == {"action:jardin": EXACT, "action:repas": EXACT, "action:sport": NEAR}
    family = PartnerQuery(OWN, ("theme:fam_prevention",))
    assert {work.proximite for work in works(snapshot_of(), family)} == {EXACT}


def test_own_services_groups_and_actors_of_elsewhere_are_left_out() -> None:
    for granularite in (ORGANISATION, SERVICE):
        snapshot = snapshot_of(granularite=granularite)
        ids = [partner.acteur_id for partner in ranked(snapshot, NUTRITION)]
        service = "acteur:ville" if granularite == ORGANISATION else "acteur:ville-sports"
        assert set(ids) == {"acteur:ehpad", "acteur:cpam-voisine", service, "acteur:ars"}
        assert ids[-1] == "acteur:ars"


def test_each_part_is_what_the_formula_says() -> None:
    found = {
        partner.acteur_id: partner for partner in ranked(snapshot_of(), replace(NUTRITION, publics=("public:enfants",)))
    }
    people = {code: TERRITORIES.reference.communes[code].population("RP2018") or 0 for code in SCOPE.communes}
    total = math.fsum(people.values())
    redon = people["35236"] / total
    west = math.fsum(count for code, count in people.items() if code.startswith("44")) / total
    ehpad, cpam, ville = (found[id_].values for id_ in ("acteur:ehpad", "acteur:cpam-voisine", "acteur:ville"))
    assert ehpad["territoire"] == pytest.approx(redon)
    assert cpam["territoire"] == pytest.approx(0.6 * west)
    assert ville["territoire"] == pytest.approx(0.8)
    assert (ehpad["theme"], cpam["theme"], ville["theme"]) == (1.0, 1.0, 0.5)
    assert (ehpad["public"], cpam["public"], ville["public"]) == (1.0, 1.0, 0.5)
    assert (ehpad["role"], cpam["role"], ville["role"]) == (1.0, 0.6, 1.0)
    # A direct tie, a shared action through the own service, nothing.
    assert (ehpad["proximite"], cpam["proximite"], ville["proximite"]) == (1.0, 1.0, 0.0)
    assert ehpad["fraicheur"] == 1.0
    assert found["acteur:ars"].values["fraicheur"] == pytest.approx(2 ** (-(730 / 365.25) / 2))
    by_hand = 0.25 * redon + 0.30 + 0.15 + 0.10 + 0.10 + 0.10
    assert found["acteur:ehpad"].score == pytest.approx(100 * by_hand)


def test_what_is_not_known_is_never_a_zero() -> None:
    found = {partner.acteur_id: partner for partner in ranked(snapshot_of(), NUTRITION)}
    ars = found["acteur:ars"]
    assert ars.values["territoire"] is None
    assert ars.values["public"] is None
    known = {name: value for name, value in ars.values.items() if value is not None}
    total = sum(WEIGHTS[name] for name in known)
    assert ars.score == pytest.approx(100 * sum(WEIGHTS[name] * value for name, value in known.items()) / total)
    assert combine(dict.fromkeys(WEIGHTS), WEIGHTS) is None
    assert combine({"theme": 1.0}, {"theme": 0.0}) is None


def test_without_a_zone_of_its_own_an_actor_is_where_its_works_are() -> None:
    links = [*LINKS, link("INTERVIENT_SUR", "action:repas", REDON)]
    snapshot = snapshot_of(links=links)
    candidate = next(
        c for c in candidates(snapshot, NUTRITION, works(snapshot, NUTRITION)) if c.acteur_id == "acteur:ars"
    )
    cover = area(snapshot, Ground(REDON, TERRITORIES, 2021), candidate)
    assert cover is not None
    assert (cover.part, cover.origin) == (1.0, "actions")
    assert cover.valeur == pytest.approx(0.8)


def test_a_work_without_a_zone_is_where_its_scheme_is() -> None:
    snapshot = snapshot_of(links=[*LINKS, link("COUVRE", "disp:cls", "COM-35236", part=0.5)])
    query = PartnerQuery(OWN, themes=("theme:nutrition",))
    found = {one.acteur_id: one for one in candidates(snapshot, query, works(snapshot, query))}
    ground = Ground(REDON, TERRITORIES, 2021)
    cover = area(snapshot, ground, found["acteur:ars"])
    assert cover is not None
    counts, _ = ground.weights
    assert cover.origin == "actions"
    # Half of the commune: its share counts for half, and the scale alone is left between share and value.
    assert cover.part == pytest.approx(0.5 * counts["35236"] / sum(counts.values()))
    assert cover.valeur == pytest.approx(cover.part)


def test_a_zone_taken_out_does_not_cover_and_the_finest_scale_counts() -> None:
    snapshot = snapshot_of()
    ground = Ground(REDON, TERRITORIES, 2021)
    facts = snapshot_of(
        links=[link("COUVRE", "acteur:ehpad", REDON), link("COUVRE", "acteur:ehpad", "COM-35236", part=0.0)]
    ).facts("COUVRE")
    cover = ground.cover(snapshot, facts, "acteur")
    assert cover is not None
    assert cover.valeur == pytest.approx(0.8 * cover.part)
    assert 0.8 < cover.part < 0.9
    both = snapshot_of(
        links=[link("INTERVIENT_SUR", "acteur:ehpad", "DEP-35"), link("INTERVIENT_SUR", "acteur:ehpad", "COM-35236")]
    ).facts("INTERVIENT_SUR")
    mixed = ground.cover(snapshot, both, "acteur")
    assert mixed is not None
    assert 0.6 * mixed.part < mixed.valeur < mixed.part
    unknown = snapshot_of(links=[link("INTERVIENT_SUR", "acteur:ehpad", "terr:nulle-part")]).facts("INTERVIENT_SUR")
    assert ground.cover(snapshot, unknown, "acteur") is None


def test_open_places_and_own_offers() -> None:
    snapshot = snapshot_of()
    assert [work.id for work in open_places(snapshot, works(snapshot, NUTRITION))] == ["action:jardin"]
    offers = own_offers(snapshot, NUTRITION)
    assert [(offer.work.id, offer.work.proximite) for offer in offers] == [
        ("offre:bilan", EXACT),
        ("offre:atelier", NEAR),
    ]
    assert own_offers(snapshot, PartnerQuery(OWN, ("theme:sante_mentale",))) == []


def test_an_offer_without_a_zone_belongs_where_its_provider_acts() -> None:
    offered = [
        link("PROPOSE", "acteur:ailleurs", "offre:atelier"),
        link("PROPOSE", "acteur:ehpad", "offre:bilan"),
    ]
    nodes = [*(n for n in NODES if n.id != "acteur:ailleurs"), node("acteur:ailleurs", "Acteur", niveau="local")]
    snapshot = snapshot_of(nodes, [*LINKS, *offered])
    found = {c.acteur_id for c in candidates(snapshot, NUTRITION, works(snapshot, NUTRITION))}
    assert "acteur:ailleurs" not in found
    national = [*(n for n in NODES if n.id != "acteur:ailleurs"), node("acteur:ailleurs", "Acteur", niveau="national")]
    snapshot = snapshot_of(national, [*LINKS, *offered])
    assert "acteur:ailleurs" in {c.acteur_id for c in candidates(snapshot, NUTRITION, works(snapshot, NUTRITION))}


def test_a_role_asked_for_is_held_by_all() -> None:
    query = replace(NUTRITION, roles=frozenset({"PILOTE"}))
    assert {partner.acteur_id for partner in ranked(snapshot_of(), query)} == {"acteur:ehpad", "acteur:ville"}


def test_without_theme_nor_public_everybody_of_the_territory_comes() -> None:
    found = ranked(snapshot_of(), PartnerQuery(OWN))
    assert {partner.acteur_id for partner in found} == {
        "acteur:ehpad",
        "acteur:cpam-voisine",
        "acteur:ville",
        "acteur:ars",
    }
    assert all(partner.values["theme"] is None and partner.values["public"] is None for partner in found)


def test_an_old_statement_is_worth_half_after_two_years() -> None:
    assert age(None, DAY) is None
    assert age("2022-06-16", DAY) == 0.0
    years = age("2020-06-15", DAY)
    assert years is not None
    assert 2 ** (-years / 2) == pytest.approx(0.5, abs=0.001)


@pytest.mark.parametrize("edge", ["empty", "undated", "expired", "early"])
def test_edges_never_fail_and_never_say_zero(edge: str) -> None:
    def changed(statement: RelationshipStatement) -> RelationshipStatement:
        properties = {
            "undated": {},
            "expired": {"valid_from": "2015-01-01", "valid_to": "2016-12-31"},
            "early": {"valid_from": "2030-01-01"},
        }[edge]
        return replace(statement, properties=dict(properties))

    if edge == "empty":
        assert ranked(snapshot_of([], []), NUTRITION) == []
        return
    found = ranked(snapshot_of(links=[changed(statement) for statement in LINKS]), NUTRITION)
    if edge == "undated":
        assert len(found) == 4
        assert all(partner.values["fraicheur"] is None for partner in found)
    else:
        assert found == []


def test_an_actor_that_does_something_else_changes_nothing() -> None:
    before = ranked(snapshot_of(), NUTRITION)
    more_nodes = [*NODES, node("acteur:zzz", "Acteur"), node("action:zzz", "Action")]
    more_links = [
        *LINKS,
        link("COMPREND", "disp:cls", "action:zzz"),
        link("TRAITE", "action:zzz", "theme:sante_mentale"),
        link("PILOTE", "acteur:zzz", "action:zzz"),
    ]
    after = ranked(snapshot_of(more_nodes, more_links), NUTRITION)
    assert [(p.acteur_id, p.score, p.values) for p in after] == [(p.acteur_id, p.score, p.values) for p in before]


@settings(max_examples=40, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_facts_changes_nothing(chance: random.Random) -> None:
    nodes, links = list(NODES), list(LINKS)
    chance.shuffle(nodes)
    chance.shuffle(links)
    before, after = ranked(snapshot_of(), NUTRITION), ranked(snapshot_of(nodes, links), NUTRITION)
    assert [(p.acteur_id, p.score) for p in after] == [(p.acteur_id, p.score) for p in before]


weights = st.fixed_dictionaries({name: st.sampled_from([0.0, 0.1, 0.3, 1.0]) for name in WEIGHTS})


@settings(max_examples=60, deadline=None)
@given(weights)
def test_the_score_stays_between_0_and_100(chosen: dict[str, float]) -> None:
    found = ranked(snapshot_of(), replace(NUTRITION, publics=("public:enfants",)), chosen)
    for partner in found:
        known = [name for name, value in partner.values.items() if value is not None and chosen[name]]
        if not known:
            assert partner.score is None
            continue
        total = sum(chosen[name] for name in known)
        by_hand = 100 * math.fsum(chosen[name] * (partner.values[name] or 0.0) for name in known) / total
        assert partner.score == pytest.approx(by_hand)
        assert 0 <= by_hand <= 100.0001


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 20), st.sampled_from(["sante", "social", "collectivite", None]), st.booleans()),
        max_size=9,
    )
)
def test_the_order_is_that_of_maximal_marginal_relevance(spec: list[tuple[int, str | None, bool]]) -> None:
    nodes = [
        node(f"acteur:{i}", "Acteur", a_preciser=last, **({"secteur": secteur} if secteur else {}))
        for i, (_, secteur, last) in enumerate(spec)
    ]
    snapshot = snapshot_of(nodes, [])
    model = ranked(snapshot_of(), NUTRITION)[0]
    partners = [
        replace(model, candidate=replace(model.candidate, acteur_id=f"acteur:{i}"), score=5.0 * points)
        for i, (points, _, _) in enumerate(spec)
    ]
    expected: list[str] = []
    for last in (False, True):
        waiting = [
            (p.acteur_id, (p.score or 0.0) / 100, s)
            for p, (_, s, end) in zip(partners, spec, strict=True)
            if end is last
        ]
        listed: list[str | None] = []
        while waiting:

            def worth(item: tuple[str, float, str | None], listed: list[str | None] = listed) -> float:
                similar = 1.0 if item[2] is not None and item[2] in listed else 0.0
                return round(VARIETY * item[1] - (1 - VARIETY) * similar, 12)

            best = min(waiting, key=lambda item: (-worth(item), item[0]))
            waiting.remove(best)
            listed.append(best[2])
            expected.append(best[0])
    assert [partner.acteur_id for partner in in_order(snapshot, partners)] == expected
