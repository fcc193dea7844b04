"""Check what is missing against plain loops over lists, and that silence is never taken for an absence."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.gaps import ActorGap, NeedGap, actor_gaps, need_gaps, public_gaps, theme_gaps
from graph.analysis.scheme_states import KnownScheme, type_state, type_states
from graph.analysis.scoped_work import ScopedWork, exact_themes, near_themes
from graph.certainty import Certitude
from graph.model.relationships import RELATIONSHIPS
from graph.model.statement import NodeStatement, RelationshipStatement
from graph.model.vocabularies import vocabulary
from graph.snapshot import ORGANISATION, SERVICE, Scope, Snapshot
from graph.territory import Territories
from tests.support.facts import MemoryFacts, link, node

DAY = "2022-06-15"
HERE, ELSEWHERE, BIG = "EPCI-1", "EPCI-2", "DEP-1"
THEMES = ("nutrition", "addictions", "sante_mentale", "isolement", "habitat", "fam_sante_mentale")
PUBLICS = ("enfants", "personnes_agees", "tout_public")
SCOPE = Scope(HERE, frozenset(), frozenset({HERE, BIG}), frozenset({"disp:a", "disp:b"}))


def seen(
    nodes: list[NodeStatement],
    links: list[RelationshipStatement],
    *,
    day: str | None = DAY,
    scope: Scope | None = SCOPE,
    granularite: str = SERVICE,
    **kept: Any,
) -> Snapshot:
    return Snapshot(source=MemoryFacts(nodes, links), day=day, scope=scope, granularite=granularite, **kept)


def place(*actions: tuple[str, str, dict[str, Any]]) -> tuple[list[NodeStatement], list[RelationshipStatement]]:
    """Return one scheme with actions: (id, theme, properties of the statement that holds it)."""
    nodes = [node("disp:a", "Dispositif", type_dispositif="CLS"), node("besoin:1", "Besoin")]
    links = [link("COUVRE", "disp:a", HERE), link("A_BESOIN", HERE, "besoin:1"), treats("besoin:1", "nutrition")]
    for id_, theme, properties in actions:
        nodes.append(node(id_, "Action"))
        links += [link("COMPREND", "disp:a", id_, **properties), treats(id_, theme)]
    return nodes, links


def treats(id_: str, theme: str, **properties: Any) -> RelationshipStatement:
    return link("TRAITE", id_, f"theme:{theme}", **properties)


def aims(id_: str, public: str) -> RelationshipStatement:
    return link("CIBLE", id_, f"public:{public}")


def the_need(snapshot: Snapshot, dispositif_id: str | None = None) -> NeedGap:
    (found,) = need_gaps(ScopedWork(snapshot, dispositif_id))
    return found


# ------------------------------------------------------------------------------------------- another route

terms = st.sets(st.sampled_from(THEMES), min_size=0, max_size=3)
moments = st.sampled_from(
    (
        {},
        {"valid_from": ""},
        {"valid_to": "2022-06-14"},
        {"valid_from": "2022-06-16"},
        {"statut": "en_projet"},
        {"statut": "propose"},
    )
)
drawn_actions = st.lists(st.tuples(terms, moments, st.sampled_from(("disp:a", "disp:c"))), max_size=5)
drawn_needs = st.lists(terms, min_size=1, max_size=3)


def build(
    actions: list[tuple[set[str], dict[str, Any], str]], needs: list[set[str]]
) -> tuple[list[NodeStatement], list[RelationshipStatement]]:
    nodes = [node("disp:a", "Dispositif"), node("disp:c", "Dispositif")]
    links = [link("COUVRE", "disp:a", HERE), link("COUVRE", "disp:c", ELSEWHERE)]
    for rank, (themes, moment, scheme) in enumerate(actions):
        nodes.append(node(f"action:{rank}", "Action"))
        links.append(link("COMPREND", scheme, f"action:{rank}", **moment))
        links += [treats(f"action:{rank}", theme) for theme in sorted(themes)]
    for rank, themes in enumerate(needs):
        nodes.append(node(f"besoin:{rank}", "Besoin"))
        links.append(link("A_BESOIN", HERE, f"besoin:{rank}"))
        links += [treats(f"besoin:{rank}", theme) for theme in sorted(themes)]
    return nodes, links


def plain(actions: list[tuple[set[str], dict[str, Any], str]], wanted: set[str]) -> tuple[str, str]:
    """Return the state and the nearness of a need, from the lists themselves."""
    parents = {code: term.parent for code, term in vocabulary("thematiques").terms.items()}
    here = [(themes, moment) for themes, moment, scheme in actions if scheme == "disp:a"]
    over = ("valid_to" in moment or moment.get("valid_from") == "2022-06-16" for _, moment in here)
    live = [item for item, gone in zip(here, over, strict=True) if not gone]
    firm = [themes for themes, moment in live if moment.get("statut") != "en_projet"]
    planned = [themes for themes, moment in live if moment.get("statut") == "en_projet"]

    def answers(themes: set[str], theme: str) -> bool:
        return any(found == theme or parents[found] == theme for found in themes)

    def beside(themes: set[str], theme: str) -> bool:
        family = parents[theme] or theme
        return any((parents[found] or found) == family for found in themes)

    exact = any(answers(themes, theme) for themes in firm for theme in wanted)
    near = any(beside(themes, theme) for themes in firm for theme in wanted)
    project = any(answers(themes, theme) for themes in planned for theme in wanted)
    state = "present" if exact else "en_projet" if project else "non_documente"
    return state, "exact" if exact else "voisin" if near else "aucune"


@settings(max_examples=150, deadline=None)
@given(actions=drawn_actions, needs=drawn_needs)
def test_needs_meet_the_actions_that_the_lists_hold(
    actions: list[tuple[set[str], dict[str, Any], str]], needs: list[set[str]]
) -> None:
    found = need_gaps(ScopedWork(seen(*build(actions, needs))))
    assert [item.gap.objet_id for item in found] == [f"besoin:{rank}" for rank in range(len(needs))]
    assert [(item.gap.etat, item.gap.proximite) for item in found] == [plain(actions, wanted) for wanted in needs]
    for item in found:
        assert (item.gap.nearest is None) == (item.gap.proximite == "aucune")
        assert bool(item.gap.actions) == (item.gap.etat == "present")


@settings(max_examples=50, deadline=None)
@given(actions=drawn_actions, needs=drawn_needs, seed=st.randoms(use_true_random=False))
def test_order_and_strangers_change_no_need(
    actions: list[tuple[set[str], dict[str, Any], str]], needs: list[set[str]], seed: Any
) -> None:
    nodes, links = build(actions, needs)
    first = need_gaps(ScopedWork(seen(nodes, links)))
    mixed_nodes = [*nodes, node("acteur:x", "Acteur"), node("action:z", "Action")]
    mixed_links = [*links, treats("action:z", "nutrition"), link("INTERVIENT_SUR", "action:z", ELSEWHERE)]
    seed.shuffle(mixed_nodes)
    seed.shuffle(mixed_links)
    assert need_gaps(ScopedWork(seen(mixed_nodes, mixed_links))) == first


@settings(max_examples=50, deadline=None)
@given(actions=drawn_actions)
def test_themes_agree_with_needs_of_one_theme(actions: list[tuple[set[str], dict[str, Any], str]]) -> None:
    """A theme and a need that has only this theme say the same."""
    codes = [term.code for term in vocabulary("thematiques").terms.values() if term.parent]
    nodes, links = build(actions, [{code} for code in codes])
    work = ScopedWork(seen(nodes, links))
    by_need = {item.themes[0]: item.gap for item in need_gaps(work)}
    for gap in theme_gaps(work):
        same = by_need[gap.objet_id]
        assert (gap.etat, gap.proximite, gap.actions) == (same.etat, same.proximite, same.actions)


# -------------------------------------------------------------------------------------------------- needs


def test_a_family_is_answered_by_any_of_its_themes_and_not_the_other_way() -> None:
    assert "theme:isolement" in exact_themes("theme:fam_sante_mentale")
    assert exact_themes("theme:isolement") == {"theme:isolement"}
    assert "theme:fam_sante_mentale" in near_themes("theme:isolement")
    assert near_themes("theme:fam_sante_mentale") == frozenset()


def test_the_best_action_shares_the_publics_of_the_need() -> None:
    nodes, links = place(("action:1", "nutrition", {}), ("action:2", "nutrition", {}))
    links += [aims("besoin:1", "enfants"), aims("action:2", "enfants")]
    assert the_need(seen(nodes, links)).gap.nearest == "action:2"


def test_of_two_actions_the_surest_comes_first() -> None:
    nodes, links = place(("action:1", "nutrition", {"valid_from": ""}), ("action:2", "nutrition", {}))
    assert the_need(seen(nodes, links)).gap.actions == ("action:2", "action:1")


def test_a_need_that_is_answered_in_part_says_what_is_left() -> None:
    nodes, links = place(("action:1", "nutrition", {}))
    found = the_need(seen(nodes, [*links, treats("besoin:1", "habitat")]))
    assert (found.gap.etat, found.left) == ("present", ("theme:habitat",))


def test_only_the_actions_of_the_scheme_asked_for_count() -> None:
    nodes, links = place(("action:1", "nutrition", {}))
    nodes.append(node("disp:b", "Dispositif"))
    snapshot = seen(nodes, [*links, link("COUVRE", "disp:b", HERE)])
    assert the_need(snapshot, "disp:a").gap.etat == "present"
    assert the_need(snapshot, "disp:b").gap.etat == "non_documente"


@pytest.mark.parametrize(
    "properties",
    [{"date_fin": "2022-06-14"}, {"statut": "terminee"}, {"statut": "abandonnee"}, {"statut": "suspendue"}],
)
def test_an_action_that_stopped_covers_nothing(properties: dict[str, str]) -> None:
    nodes, links = place(("action:1", "nutrition", {}))
    stopped = [node("action:1", "Action", **properties) if item.id == "action:1" else item for item in nodes]
    assert the_need(seen(stopped, links)).gap.etat == "non_documente"
    assert the_need(seen(stopped, links, day="2022-06-14")).gap.etat == (
        "present" if "date_fin" in properties else "non_documente"
    )


def test_an_action_that_begins_later_is_a_project() -> None:
    nodes, links = place(("action:1", "nutrition", {}))
    later = [node("action:1", "Action", date_debut="2023") if item.id == "action:1" else item for item in nodes]
    found = the_need(seen(later, links)).gap
    assert (found.etat, found.proximite, found.nearest) == ("en_projet", "aucune", None)


def test_a_contract_past_its_end_leaves_its_actions() -> None:
    """Nobody said that they stopped: they stay, as uncertain as they were."""
    nodes, links = place(("action:1", "nutrition", {"valid_from": ""}))
    over = [node("disp:a", "Dispositif", date_fin="2020") if item.id == "disp:a" else item for item in nodes]
    (mention,) = the_need(seen(over, links)).gap.exact
    assert mention.state is Certitude.INCERTAIN


def test_without_a_theme_a_need_cannot_be_compared() -> None:
    nodes = [node("besoin:1", "Besoin"), node("action:1", "Action"), node("disp:a", "Dispositif")]
    links = [link("A_BESOIN", HERE, "besoin:1"), link("COMPREND", "disp:a", "action:1")]
    found = the_need(seen(nodes, links))
    assert (found.themes, found.gap.etat, found.gap.proximite) == ((), "non_documente", "aucune")
    assert ScopedWork(seen(nodes, links)).unclassified == ("action:1",)


def test_without_a_diagnosis_there_is_no_need() -> None:
    assert need_gaps(ScopedWork(seen([], []))) == []
    nodes, links = place(("action:1", "nutrition", {}))
    assert need_gaps(ScopedWork(seen(nodes, links, scope=replace(SCOPE, zones=frozenset({ELSEWHERE}))))) == []


EPCI_35, EPCI_29 = "EPCI-243500139", "EPCI-242900314"


def on_two_places(*links: RelationshipStatement) -> dict[str, str]:
    """Return the state of one need here and of the same need far away, looked at from the région."""
    nodes = [node("disp:a", "Dispositif"), node("action:1", "Action"), node("offre:1", "Offre")]
    nodes += [node("besoin:1", "Besoin"), node("besoin:2", "Besoin"), node("acteur:1", "Acteur")]
    base = [link("A_BESOIN", EPCI_35, "besoin:1"), link("A_BESOIN", EPCI_29, "besoin:2")]
    base += [treats(id_, "nutrition") for id_ in ("besoin:1", "besoin:2", "action:1", "offre:1")]
    zones = frozenset({EPCI_35, EPCI_29, "REG-53", "DEP-35", "COM-35238"})
    scope = Scope("REG-53", frozenset(), zones, frozenset({"disp:a"}))
    work = ScopedWork(seen(nodes, [*base, *links], scope=scope), None, Territories())
    return {item.gap.objet_id: f"{item.gap.etat}{' et offre' if item.gap.offers else ''}" for item in need_gaps(work)}


def test_an_action_at_one_end_answers_no_need_at_the_other() -> None:
    held = link("COMPREND", "disp:a", "action:1")
    here, there = "besoin:1", "besoin:2"
    zoned = on_two_places(held, link("INTERVIENT_SUR", "action:1", "COM-35238"), link("COUVRE", "disp:a", "REG-53"))
    assert zoned == {here: "present", there: "non_documente"}
    assert on_two_places(held, link("COUVRE", "disp:a", EPCI_29)) == {here: "non_documente", there: "present"}
    assert set(on_two_places(held, link("COUVRE", "disp:a", "REG-53")).values()) == {"present"}


def test_an_offer_is_listed_where_it_can_be_used() -> None:
    proposed = link("PROPOSE", "acteur:1", "offre:1")
    assert on_two_places(proposed, link("INTERVIENT_SUR", "acteur:1", "DEP-35")) == {
        "besoin:1": "non_documente et offre",
        "besoin:2": "non_documente",
    }


# ------------------------------------------------------------------------------------------------- offers


def offered(*links: RelationshipStatement, **actor: Any) -> tuple[str, ...]:
    nodes, base = place()
    nodes += [node("offre:1", "Offre"), node("acteur:1", "Acteur", **actor), node("acteur:2", "Acteur")]
    found = the_need(seen(nodes, [*base, treats("offre:1", "nutrition"), *links]))
    assert found.gap.etat == "non_documente"
    return tuple(offer.id for offer, _ in found.gap.offers)


def test_an_offer_never_makes_a_need_covered() -> None:
    assert offered(link("INTERVIENT_SUR", "offre:1", HERE)) == ("offre:1",)


def test_an_offer_inherits_the_zone_of_the_body_its_service_is_part_of() -> None:
    proposed = link("PROPOSE", "acteur:1", "offre:1")
    part = link("PARTIE_DE", "acteur:1", "acteur:2")
    assert offered(proposed, part, link("INTERVIENT_SUR", "acteur:2", BIG)) == ("offre:1",)
    assert offered(proposed, part, link("INTERVIENT_SUR", "acteur:2", ELSEWHERE)) == ()
    assert offered(proposed) == ()
    assert offered(proposed, niveau="national") == ("offre:1",)
    assert offered(proposed, link("INTERVIENT_SUR", "acteur:1", ELSEWHERE), niveau="national") == ()
    assert offered(proposed, link("INTERVIENT_SUR", "offre:1", ELSEWHERE), niveau="national") == ()


# ------------------------------------------------------------------------------------------------ publics


def test_an_action_for_everybody_is_only_a_neighbour() -> None:
    nodes, links = place(("action:1", "nutrition", {}))
    work = ScopedWork(seen(nodes, [*links, aims("action:1", "tout_public"), aims("besoin:1", "enfants")]))
    found = {item.gap.objet_id: item for item in public_gaps(work)}
    assert "public:tout_public" not in found
    assert (found["public:enfants"].gap.etat, found["public:enfants"].gap.proximite) == ("non_documente", "voisin")
    assert [fact.start for fact in found["public:enfants"].named_by] == ["besoin:1"]
    assert found["public:aidants"].named_by == ()


def test_an_observation_names_a_public_too() -> None:
    nodes, links = place()
    nodes.append(node("obs:1", "Observation"))
    work = ScopedWork(seen(nodes, [*links, link("MESURE", "obs:1", BIG), aims("obs:1", "precarite")]))
    named = {item.gap.objet_id for item in public_gaps(work) if item.named_by}
    assert named == {"public:precarite"}


def test_a_scheme_that_names_a_theme_makes_it_present_without_action() -> None:
    nodes, links = place()
    gaps = {gap.objet_id: gap for gap in theme_gaps(ScopedWork(seen(nodes, [*links, treats("disp:a", "habitat")])))}
    habitat = gaps["theme:habitat"]
    assert (habitat.etat, habitat.nearest, habitat.actions) == ("present", "disp:a", ())
    assert gaps["theme:nutrition"].etat == "non_documente"


# ------------------------------------------------------------------------------------------------- actors

ATTACHMENTS = [
    type_ for type_, spec in RELATIONSHIPS.items() if spec.weight is not None or type_ in {"REPRESENTE", "COMPREND"}
]


def lonely(links: list[RelationshipStatement], **kept: Any) -> list[ActorGap]:
    nodes = [node("acteur:1", "Acteur"), node("acteur:2", "Acteur"), node("x:1", "Instance")]
    return actor_gaps(seen(nodes, links, **kept))[0]


@pytest.mark.parametrize("type_", ATTACHMENTS)
def test_one_role_is_enough(type_: str) -> None:
    assert [gap.acteur_id for gap in lonely([link(type_, "acteur:1", "x:1")])] == ["acteur:2"]


def test_what_does_not_attach() -> None:
    links = [
        link("INTERVIENT_SUR", "acteur:1", HERE),
        link("TRAITE", "acteur:1", "theme:nutrition"),
        link("PROPOSE", "acteur:1", "offre:1"),
        link("PARTIE_DE", "acteur:1", "acteur:2"),
        link("POSSIBLE_DOUBLON", "acteur:1", "acteur:2", statut="a_confirmer"),
    ]
    assert [gap.acteur_id for gap in lonely(links)] == ["acteur:1", "acteur:2"]


def test_the_role_of_a_service_attaches_its_organisation() -> None:
    links = [link("PILOTE", "acteur:1", "x:1"), link("PARTIE_DE", "acteur:1", "acteur:2")]
    organised: dict[str, Any] = {"organisations": {"acteur:1": "acteur:2"}}
    assert lonely(links, granularite=ORGANISATION, **organised) == []
    assert [gap.acteur_id for gap in lonely(links, granularite=SERVICE, **organised)] == ["acteur:2"]


@pytest.mark.parametrize(
    ("properties", "state"),
    [
        ({"statut": "en_projet"}, "en_projet"),
        ({"valid_from": "2023"}, "en_projet"),
        ({"valid_to": "2022-01-31"}, "non_documente"),
        ({"statut": "en_projet", "valid_to": "2022-01-31"}, "non_documente"),
    ],
)
def test_a_role_that_is_planned_or_over_does_not_attach(properties: dict[str, str], state: str) -> None:
    (first, _) = lonely([link("SIGNE", "acteur:1", "x:1", **properties)])
    assert (first.etat, [fact.end for fact in first.facts]) == (state, ["x:1"])


def test_a_filter_on_certainty_isolates_nobody() -> None:
    found = lonely([link("SIGNE", "acteur:1", "x:1", valid_from="")], certitude=Certitude.CERTAIN)
    assert [gap.acteur_id for gap in found] == ["acteur:2"]


def test_actors_of_other_places_are_not_looked_at_and_those_of_no_place_are() -> None:
    links = [link("INTERVIENT_SUR", "acteur:1", ELSEWHERE)]
    (found,) = lonely(links)
    assert (found.acteur_id, found.zones) == ("acteur:2", ())


def test_unnamed_groups_are_not_actors_to_attach() -> None:
    snapshot = seen([node("acteur:1", "Acteur", collectif=True)], [])
    assert actor_gaps(snapshot) == ([], 0)


# -------------------------------------------------------------------------------------------------- types


def scheme(etat: str, id_: str = "disp:1") -> KnownScheme:
    return KnownScheme(id_, id_, "CLS", etat, {})


@pytest.mark.parametrize(
    ("schemes", "inventory", "state"),
    [
        ([], None, "non_documente"),
        ([], "2021", "absent_confirme"),
        ([scheme("present")], "2021", "present"),
        ([scheme("en_projet")], None, "en_projet"),
        ([scheme("terme_depasse", "disp:0"), scheme("en_projet")], None, "en_projet"),
        ([scheme("terme_depasse")], None, "non_documente"),
        ([scheme("terme_depasse")], "2021", "non_documente"),
        ([scheme("non_documente")], "2021", "non_documente"),
    ],
)
def test_only_an_inventory_confirms_an_absence(schemes: list[KnownScheme], inventory: str | None, state: str) -> None:
    found = type_state("CLS", schemes, inventory)
    assert found.etat == state
    assert (found.chosen is not None) == (state in {"present", "en_projet"})


def test_every_type_people_ask_about_is_listed() -> None:
    found = {state.type_dispositif: state.etat for state in type_states([scheme("present")], {"DAC": "2021"})}
    assert found["CLS"] == "present"
    assert found["DAC"] == "absent_confirme"
    assert found["PTSM"] == "non_documente"
    assert "CLSP" not in found
    assert [state.type_dispositif for state in type_states([scheme("present")], {}, every=False)] == ["CLS"]


def test_a_type_of_one_region_is_not_asked_for_elsewhere() -> None:
    def listed(*regions: str) -> set[str]:
        return {state.type_dispositif for state in type_states([], {}, regions=regions)}

    assert "ATS" in listed("53")
    assert "ATS" in listed("53", "52")
    assert "ATS" in listed()
    assert "ATS" not in listed("76")
    assert "CLS" in listed("76")
