"""Check where an organisation has no documented role, against a reading of every statement one by one."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.absences import absences, areas, roles_held
from graph.model.statement import NodeStatement, RelationshipStatement
from graph.snapshot import SERVICE, Snapshot
from tests.support.facts import MemoryFacts, link, node

DAY = "2022-06-15"
MINE, SERVICE_ID = "acteur:mienne", "acteur:service"
SERVICES = {SERVICE_ID: MINE}
ACTORS = [node(MINE, "Acteur", type_acteur="assurance_maladie"), node(SERVICE_ID, "Acteur", type_acteur="service")]
OVER = {"valid_from": "2018-01-01", "valid_to": "2020-01-01"}


def snapshot(
    nodes: list[NodeStatement], links: list[RelationshipStatement], granularite: str = "organisation"
) -> Snapshot:
    return Snapshot(source=MemoryFacts(nodes, links), day=DAY, granularite=granularite, organisations=SERVICES)


def schemes(count: int) -> tuple[list[NodeStatement], list[RelationshipStatement]]:
    """Return schemes `disp:n` that each hold an action, an instance and an event of its own."""
    nodes, links = [], []
    for n in range(count):
        nodes += [
            node(f"disp:{n}", "Dispositif", type_dispositif="CLS"),
            node(f"action:{n}", "Action"),
            node(f"inst:{n}", "Instance", type_instance="COPIL"),
            node(f"evt:{n}", "Evenement", type_evenement="reunion"),
        ]
        links += [
            link("COMPREND", f"disp:{n}", f"action:{n}"),
            link("A_INSTANCE", f"disp:{n}", f"inst:{n}"),
            link("CONCERNE", f"evt:{n}", f"disp:{n}"),
        ]
    return nodes, links


@given(st.sets(st.tuples(st.integers(0, 3), st.sampled_from(["disp", "action", "inst", "evt"]), st.booleans())))
def test_a_role_anywhere_in_a_scheme_is_a_role(held: set[tuple[int, str, bool]]) -> None:
    nodes, links = schemes(4)
    types = {"disp": "SIGNE", "action": "PILOTE", "inst": "EST_MEMBRE", "evt": "PARTICIPE"}
    roles = [link(types[kind], SERVICE_ID if by else MINE, f"{kind}:{n}") for n, kind, by in sorted(held)]
    ids = [f"disp:{n}" for n in range(4)]
    whole = snapshot([*ACTORS, *nodes], [*links, *roles])
    with_role = {f"disp:{n}" for n, _, _ in held}
    assert [one.dispositif_id for one in absences(whole, MINE, ids)] == [id_ for id_ in ids if id_ not in with_role]
    assert set(roles_held(whole, MINE, ids)) == with_role
    alone = snapshot([*ACTORS, *nodes], [*links, *roles], SERVICE)
    own = {f"disp:{n}" for n, _, by in held if not by}
    assert {one.dispositif_id for one in absences(alone, MINE, ids)} == set(ids) - own


def test_a_role_that_is_over_is_said_and_a_planned_one_is_a_role() -> None:
    nodes, links = schemes(2)
    roles = [
        link("SIGNE", MINE, "disp:0", **OVER),
        link("EST_MEMBRE", MINE, "inst:1", statut="en_projet"),
    ]
    (found,) = absences(snapshot([*ACTORS, *nodes], [*links, *roles]), MINE, ["disp:0", "disp:1"])
    assert found.dispositif_id == "disp:0"
    assert [fact.type for fact in found.former] == ["SIGNE"]


def test_peers_are_the_others_of_the_same_kind() -> None:
    nodes, links = schemes(1)
    others = [
        node("acteur:soeur", "Acteur", type_acteur="assurance_maladie"),
        node("acteur:ville", "Acteur", type_acteur="commune"),
    ]
    roles = [link("SIGNE", "acteur:ville", "disp:0"), link("EST_MEMBRE", "acteur:soeur", "inst:0")]
    (found,) = absences(snapshot([*ACTORS, *others, *nodes], [*links, *roles]), MINE, ["disp:0"])
    assert found.peers == ("acteur:soeur",)


def test_the_area_of_competence_comes_before_offices_and_services() -> None:
    zones = [node(name, "Territoire") for name in ("DEP-35", "COM-35236")]
    office = link("INTERVIENT_SUR", MINE, "COM-35236", role="siege")
    area = link("INTERVIENT_SUR", MINE, "DEP-35", role="circonscription")
    service = link("INTERVIENT_SUR", SERVICE_ID, "COM-35236", role="antenne")
    for links, expected in (
        ([office, area, service], ["DEP-35"]),
        ([office, service], ["COM-35236"]),
        ([service], ["COM-35236"]),
        ([], []),
    ):
        assert [fact.end for fact in areas(snapshot([*ACTORS, *zones], links), MINE)] == expected
    assert areas(snapshot([*ACTORS, *zones], [service], SERVICE), MINE) == ()


def test_itself_is_never_missing_and_nothing_gives_nothing() -> None:
    both = node("disp:dac", ("Acteur", "Dispositif"), type_dispositif="DAC")
    assert absences(snapshot([both], []), "disp:dac", ["disp:dac"]) == ()
    assert absences(snapshot([], []), MINE, []) == ()
    for first, second in product([MINE, "acteur:inconnu"], repeat=2):
        assert roles_held(snapshot([], []), first, [second]) == ()
