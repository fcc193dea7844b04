"""Check the comparison of statements with the graph, its counts, its inverse and its hash."""

from hypothesis import given
from hypothesis import strategies as st

from graph import hashing
from graph.model.statement import NodeStatement, Preuve, RelationshipStatement, relationship_id
from graph.plan import ChangeKind, NodeState, Plan, RelationshipState, State, compute_plan


def _acteur(nom: str = "CPAM 35", *preuves: Preuve, **properties: str) -> NodeStatement:
    return NodeStatement(id="acteur:a", labels=("Acteur",), properties={"nom": nom, **properties}, preuves=preuves)


def _signe(**properties: str) -> RelationshipStatement:
    return RelationshipStatement(type="SIGNE", start="acteur:a", end="disp:d", properties=properties)


def _plan(*statements: object, current: dict[str, State] | None = None, reference: list[State] | None = None) -> Plan:
    return compute_plan(
        statements,  # type: ignore[arg-type]
        reference or [],
        current or {},
        origin="f.xlsx",
        base_version=hashing.EMPTY_VERSION,
    )


def _applied(plan: Plan, current: dict[str, State] | None = None) -> dict[str, State]:
    state = dict(current or {})
    for change in plan.changes:
        if change.after is None:
            del state[change.state.id]
        else:
            state[change.after.id] = change.after
    return state


def test_the_id_of_a_relationship_is_stable() -> None:
    assert relationship_id("INCLUS_DANS", "COM-56001", "EPCI-243500741") == "r-dea8f4dcb1"
    assert _signe(role="signataire", valid_from="2017-07-11").id != _signe(role="signataire").id


def test_new_statements_are_created_nodes_first() -> None:
    plan = _plan(_signe(role="signataire"), _acteur())
    assert [type(change.state) for change in plan.changes] == [NodeState, RelationshipState]
    assert plan.counts_by_name(ChangeKind.CREE) == {"Acteur": 1, "SIGNE": 1}


def test_the_same_file_twice_changes_nothing() -> None:
    first = _plan(_acteur(), _signe(role="signataire"))
    second = _plan(_acteur(), _signe(role="signataire"), current=_applied(first))
    assert second.is_empty
    assert second.unchanged == 2


def test_a_blank_never_erases_and_a_new_value_replaces() -> None:
    before = _applied(_plan(_acteur(sigle="CPAM", url="https://a.fr")))
    plan = _plan(_acteur(sigle="CPAM 35"), current=before)
    (change,) = plan.changes
    assert change.kind is ChangeKind.MODIFIE
    assert change.differences() == {"sigle": ("CPAM", "CPAM 35")}
    assert change.state.properties["url"] == "https://a.fr"


def test_a_second_proof_is_added_and_the_same_one_is_not_doubled() -> None:
    one, two = Preuve("a.txt", "dit"), Preuve("b.txt", "redit")
    before = _applied(_plan(_acteur("CPAM 35", one)))
    again = _plan(_acteur("CPAM 35", one), current=before)
    more = _plan(_acteur("CPAM 35", one, two), current=before)
    assert again.is_empty
    assert more.changes[0].state.properties["preuve_sources"] == ["a.txt", "b.txt"]


def test_giving_an_end_closes_a_relationship() -> None:
    before = _applied(_plan(_signe(role="signataire")))
    plan = _plan(_signe(role="signataire", valid_to="2022-07-11"), current=before)
    assert plan.count(ChangeKind.CLOS) == 1


def test_the_reference_fills_and_does_not_overwrite_a_file() -> None:
    statement = NodeStatement(id="REG-53", labels=("Territoire",), properties={"nom": "Bretagne (fichier)"})
    known = NodeState(id="REG-53", labels=("Territoire",), properties={"nom": "Bretagne", "code": "53"}, reference=True)
    other = NodeState(id="REG-52", labels=("Territoire",), properties={"nom": "Pays de la Loire"}, reference=True)
    plan = _plan(statement, reference=[known, other])
    state = _applied(plan)["REG-53"]
    assert (state.properties["nom"], state.properties["code"]) == ("Bretagne (fichier)", "53")
    assert (state.fait, state.reference) == (True, True)
    assert plan.counts_by_name(ChangeKind.CREE) == {"Territoire": 1}
    assert plan.counts_by_name(ChangeKind.REFERENTIEL) == {"Territoire": 1}


def test_a_territory_already_brought_by_the_reference_is_a_new_fact() -> None:
    known = NodeState(id="REG-53", labels=("Territoire",), properties={"nom": "Bretagne"}, reference=True)
    statement = NodeStatement(id="REG-53", labels=("Territoire",), properties={"nom": "Bretagne"})
    plan = _plan(statement, current={"REG-53": known})
    assert plan.count(ChangeKind.CREE) == 1


def test_a_dual_node_gathers_its_labels() -> None:
    scheme = NodeStatement(id="disp:c", labels=("Dispositif",), properties={"nom": "CPTS"})
    actor = NodeStatement(id="disp:c", labels=("Acteur",), properties={"type_acteur": "cpts"})
    plan = _plan(scheme, actor)
    assert plan.changes[0].state.kinds == ("Acteur", "Dispositif")
    assert plan.counts_by_name(ChangeKind.CREE) == {"Acteur": 1, "Dispositif": 1}


_NAMES = st.sampled_from(["a", "b", "c", "d"])
_STATEMENTS = st.lists(
    st.builds(
        lambda id_, nom, sigle: NodeStatement(
            id=id_, labels=("Acteur",), properties={"nom": nom, **({"sigle": sigle} if sigle else {})}
        ),
        _NAMES,
        st.text(max_size=3),
        st.none() | st.text(min_size=1, max_size=2),
    ),
    max_size=6,
)


@given(_STATEMENTS, _STATEMENTS)
def test_the_hash_follows_and_the_inverse_restores(first: list[NodeStatement], second: list[NodeStatement]) -> None:
    start = _applied(_plan(*first))
    base = hashing.add(hashing.EMPTY_VERSION, added=[state.digest for state in start.values()], removed=[])
    plan = compute_plan(second, [], start, origin="g.xlsx", base_version=base)
    after = _applied(plan, start)
    recomputed = hashing.add(hashing.EMPTY_VERSION, added=[state.digest for state in after.values()], removed=[])
    assert plan.version_after == recomputed
    undone = plan.inverse()
    assert undone.version_after == base
    assert _applied(undone, after) == start
