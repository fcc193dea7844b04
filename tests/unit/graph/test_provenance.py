"""Check who says what: several files about one object, a file that comes again, what it no longer says."""

from collections.abc import Iterable, Mapping

from hypothesis import given
from hypothesis import strategies as st

from graph import hashing
from graph.closing import Closing, Raison, Renewal, Rules
from graph.model.statement import Location, NodeStatement, Preuve, Properties, RelationshipStatement, Statement
from graph.plan import SAISIE, ChangeKind, NodeState, Plan, State, compute_plan, contradictions
from graph.provenance import FERMETURE, read_dits, write_dits

TODAY = "2026-11-22"
Graph = dict[str, State]


def acteur(origin: str, id_: str = "acteur:a", *preuves: Preuve, **properties: object) -> NodeStatement:
    """Say something of an actor in a file."""
    return NodeStatement(
        id=id_,
        labels=("Acteur",),
        properties=properties,  # type: ignore[arg-type]
        preuves=preuves,
        location=Location(file=origin),
    )


def membre(origin: str, end: str = "disp:d", *preuves: Preuve, **properties: object) -> RelationshipStatement:
    """Say in a file that an actor is a member of something."""
    return RelationshipStatement(
        type="EST_MEMBRE",
        start="acteur:a",
        end=end,
        properties=properties,  # type: ignore[arg-type]
        preuves=preuves,
        location=Location(file=origin),
    )


def version(graph: Mapping[str, State]) -> str:
    return hashing.add(hashing.EMPTY_VERSION, added=[state.digest for state in graph.values()], removed=[])


def planned(
    graph: Graph,
    *statements: Statement,
    closing: Closing = Closing.AUTO,
    replaces: Mapping[str, str] | None = None,
    incomplets: Iterable[str] = (),
    ecartes: Iterable[str] = (),
    reference: Iterable[State] = (),
) -> Plan:
    """Compare statements with a graph as an import does."""
    formers = {one.location.origin: one.location.origin for one in statements if one.location} | dict(replaces or {})
    renewals = [
        Renewal(
            origine=name,
            former=former,
            said={id_: state for id_, state in graph.items() if {name, former} & set(state.origines)},
            incomplet=name in set(incomplets),
        )
        for name, former in formers.items()
    ]
    return compute_plan(
        statements,
        reference,
        graph,
        origin="?",
        base_version=version(graph),
        renewals=[renewal for renewal in renewals if renewal.said],
        rules=Rules(closing=closing, day=TODAY, ecartes=frozenset(ecartes)),
    )


def applied(graph: Graph, plan: Plan) -> Graph:
    after = dict(graph)
    for change in plan.changes:
        if change.after is None:
            del after[change.state.id]
        else:
            after[change.after.id] = change.after
    return after


def imported(*imports: Iterable[Statement], start: Graph | None = None, closing: Closing = Closing.AUTO) -> Graph:
    """Return the graph after several imports, one after the other."""
    graph: Graph = dict(start or {})
    for statements in imports:
        graph = applied(graph, planned(graph, *statements, closing=closing))
    return graph


def test_one_file_alone_keeps_nothing_beside_the_state() -> None:
    graph = imported([acteur("a.xlsx", nom="CPAM 35")])
    assert graph["acteur:a"].dits == {}
    assert contradictions(graph["acteur:a"]) == ()


def test_two_files_that_agree_add_their_proofs() -> None:
    graph = imported(
        [acteur("a.xlsx", "acteur:a", Preuve("a.txt", "dit"), nom="CPAM 35")],
        [acteur("b.xlsx", "acteur:a", Preuve("b.txt", "redit"), nom="CPAM 35")],
    )
    state = graph["acteur:a"]
    assert state.origines == ("a.xlsx", "b.xlsx")
    assert state.properties["preuve_sources"] == ["a.txt", "b.txt"]
    assert state.properties["preuve_citations"] == ["dit", "redit"]
    assert contradictions(state) == ()


def test_two_files_that_disagree_are_both_kept_and_the_first_one_shows() -> None:
    graph = imported([acteur("a.xlsx", nom="CPAM 35", sigle="A")], [acteur("b.xlsx", nom="CPAM", url="u")])
    state = graph["acteur:a"]
    assert (state.properties["nom"], state.properties["sigle"], state.properties["url"]) == ("CPAM 35", "A", "u")
    [one] = contradictions(state)
    assert (one.propriete, one.retenue, one.tranchee) == ("nom", "CPAM 35", False)
    assert one.valeurs == (("a.xlsx", "CPAM 35"), ("b.xlsx", "CPAM"))


def test_a_plan_tells_the_contradictions_that_it_brings_once() -> None:
    graph = imported([acteur("a.xlsx", nom="CPAM 35")])
    plan = planned(graph, acteur("b.xlsx", nom="CPAM"))
    [(state, one)] = plan.contradictions()
    assert (state.id, one.propriete) == ("acteur:a", "nom")
    assert plan.version_after == plan.base_version, "what is shown does not change"
    graph = applied(graph, plan)
    assert planned(graph, acteur("c.xlsx", sigle="S")).contradictions() == ()


def test_what_a_person_types_wins_over_every_file() -> None:
    graph = imported([acteur("a.xlsx", nom="CPAM 35")], [acteur("b.xlsx", nom="CPAM")], [acteur(SAISIE, nom="La CPAM")])
    state = graph["acteur:a"]
    assert state.properties["nom"] == "La CPAM"
    [one] = contradictions(state)
    assert (one.retenue, one.tranchee) == ("La CPAM", True)
    again = imported([acteur("a.xlsx", nom="CPAM d’Ille-et-Vilaine")], start=graph)
    assert again["acteur:a"].properties["nom"] == "La CPAM"


def test_a_file_that_comes_again_replaces_what_it_said_and_only_that() -> None:
    graph = imported(
        [acteur("a.xlsx", nom="CPAM 35", sigle="A", url="u")],
        [acteur("b.xlsx", nom="CPAM", siren="1")],
        [acteur("a.xlsx", nom="CPAM Ille-et-Vilaine", sigle="A2")],
    )
    state = graph["acteur:a"]
    assert (state.properties["nom"], state.properties["sigle"]) == ("CPAM Ille-et-Vilaine", "A2")
    assert (state.properties["url"], state.properties["siren"]) == ("u", "1"), "a blank never erases"
    corrected = imported([acteur("b.xlsx", nom="CPAM Ille-et-Vilaine")], start=graph)
    assert contradictions(corrected["acteur:a"]) == ()


def test_lists_of_names_headings_and_dates_of_observation_are_put_together() -> None:
    graph = imported(
        [membre("a.xlsx", observed_at="2021-01-01", extra_cles=["Couleur"], extra_valeurs=["bleu"], alias=["x", "y"])],
        [
            membre(
                "b.xlsx",
                observed_at="2023-01-01",
                extra_cles=["Taille", "Couleur"],
                extra_valeurs=["grande", "vert"],
                alias=["y", "z"],
            )
        ],
    )
    [state] = graph.values()
    properties = state.properties
    assert (properties["alias"], properties["observed_at"]) == (["x", "y", "z"], "2023-01-01")
    assert dict(zip(properties["extra_cles"], properties["extra_valeurs"], strict=True)) == {  # type: ignore[arg-type]
        "Couleur": "bleu",
        "Taille": "grande",
    }
    assert [(one.propriete, one.retenue) for one in contradictions(state)] == [("extra:Couleur", "bleu")]


def test_the_reference_is_not_taken_for_the_words_of_a_file() -> None:
    reference = [
        NodeState(id="COM-1", labels=("Territoire",), properties={"nom": "Redon", "population": 9}, reference=True)
    ]
    first = NodeStatement(id="COM-1", labels=("Territoire",), properties={"nom": "Redon"}, location=Location(file="a"))
    second = NodeStatement(
        id="COM-1", labels=("Territoire",), properties={"population": 10}, location=Location(file="b")
    )
    graph = applied({}, planned({}, first, reference=reference))
    assert graph["COM-1"].dits == {"a": {"nom": "Redon"}}
    graph = imported([second], start=graph)
    assert graph["COM-1"].properties["population"] == 10, "what a file says wins over the reference"
    assert contradictions(graph["COM-1"]) == ()
    assert planned(graph, first).is_empty
    assert planned(graph, second).is_empty


def test_what_a_file_no_longer_says_is_closed_with_the_day() -> None:
    graph = imported(
        [acteur("a.xlsx", nom="A"), membre("a.xlsx", "d:1"), membre("a.xlsx", "d:2"), membre("a.xlsx", "d:3")]
    )
    plan = planned(graph, acteur("a.xlsx", nom="A"), membre("a.xlsx", "d:1"), membre("a.xlsx", "d:2"))
    [change] = plan.changes
    assert change.kind is ChangeKind.CLOS
    assert change.differences() == {"valid_to": (None, TODAY)}
    [gone] = plan.disparus
    assert (gone.state.id, gone.raison, gone.ferme) == (change.state.id, Raison.FERMEE, True)
    graph = applied(graph, plan)
    same = planned(graph, acteur("a.xlsx", nom="A"), membre("a.xlsx", "d:1"), membre("a.xlsx", "d:2"))
    assert (same.is_empty, same.disparus) == (True, ()), "the same file again changes nothing"


def test_a_relationship_that_comes_back_is_open_again() -> None:
    first = [membre("a.xlsx", f"d:{n}") for n in range(3)]
    graph = imported(first, first[:2])
    assert any(FERMETURE in state.dits for state in graph.values())
    assert imported(first, start=graph) == imported(first)
    other = imported([membre("b.xlsx", "d:2")], start=graph)[first[2].id]
    assert "valid_to" not in other.properties, "another file says that it holds"


def test_a_closing_that_a_file_gives_is_its_words() -> None:
    first = [membre("a.xlsx", f"d:{n}") for n in range(3)]
    graph = imported(first, first[:2], [*first[:2], membre("a.xlsx", "d:2", valid_to="2024-06-30")])
    state = graph[first[2].id]
    assert (state.properties["valid_to"], state.dits) == ("2024-06-30", {})


def test_what_another_file_says_stays_and_loses_one_origin() -> None:
    shared = [membre(name, "d:9", note=name) for name in ("a.xlsx", "b.xlsx")]
    kept = [membre("a.xlsx", f"d:{n}") for n in range(3)]
    graph = imported([*kept, shared[0]], [shared[1]])
    plan = planned(graph, *kept)
    [gone] = plan.disparus
    assert gone.raison is Raison.AUTRE_ORIGINE
    state = applied(graph, plan)[shared[0].id]
    assert (state.origines, state.dits) == (("b.xlsx",), {})
    assert state.properties == {"note": "b.xlsx"}


def test_objects_stay_where_they_are() -> None:
    graph = imported([acteur("a.xlsx", f"acteur:{n}", nom="A") for n in range(4)])
    plan = planned(graph, *(acteur("a.xlsx", f"acteur:{n}", nom="A") for n in range(3)))
    assert plan.is_empty
    assert [(one.state.id, one.raison) for one in plan.disparus] == [("acteur:3", Raison.OBJET)]


def test_too_little_left_rejected_rows_and_a_refusal_keep_everything() -> None:
    graph = imported([membre("a.xlsx", f"d:{n}") for n in range(4)])
    one, most = membre("a.xlsx", "d:0"), [membre("a.xlsx", f"d:{n}") for n in range(3)]
    for plan, raison in (
        (planned(graph, one), Raison.TROP_PEU),
        (planned(graph, *most, incomplets=["a.xlsx"]), Raison.LIGNES_REJETEES),
        (planned(graph, *most, closing=Closing.NON), Raison.REFUSE),
        (planned(graph, *most, ecartes=[membre("a.xlsx", "d:3").id]), Raison.LIGNE_ECARTEE),
    ):
        assert plan.is_empty
        assert {gone.raison for gone in plan.disparus} == {raison}
    assert planned(graph, one, closing=Closing.OUI).count(ChangeKind.CLOS) == 3
    assert planned(graph, *most, closing=Closing.OUI, incomplets=["a.xlsx"]).count(ChangeKind.CLOS) == 1


def test_a_file_without_its_relationships_closes_none_of_them() -> None:
    """A workbook whose sheet of relationships is missing is not a workbook whose relationships are over."""
    actors: list[Statement] = [acteur("a.xlsx", f"acteur:{n}", nom="A") for n in range(9)]
    graph = imported([*actors, membre("a.xlsx")])
    plan = planned(graph, *actors)
    assert [gone.raison for gone in plan.disparus] == [Raison.TROP_PEU]


def test_a_relationship_that_has_not_begun_is_not_closed_before_it_begins() -> None:
    graph = imported([membre("a.xlsx", "d:1"), membre("a.xlsx", "d:2", valid_from="2030-01-01")])
    plan = planned(graph, membre("a.xlsx", "d:1"))
    assert [gone.raison for gone in plan.disparus] == [Raison.A_VENIR]


def test_a_new_version_under_another_name_takes_the_place_of_the_former() -> None:
    first: list[Statement] = [acteur("2025.xlsx", nom="A"), *(membre("2025.xlsx", f"d:{n}") for n in range(3))]
    graph = imported(first, [acteur("b.xlsx", nom="B")])
    new: list[Statement] = [acteur("2026.xlsx", nom="A"), *(membre("2026.xlsx", f"d:{n}") for n in range(2))]
    plan = planned(graph, *new, replaces={"2026.xlsx": "2025.xlsx"})
    assert [gone.raison for gone in plan.disparus] == [Raison.FERMEE]
    after = applied(graph, plan)
    assert after["acteur:a"].origines == ("2026.xlsx", "b.xlsx")
    assert list(after["acteur:a"].dits) == ["2026.xlsx", "b.xlsx"]
    assert planned(after, *new, replaces={"2026.xlsx": "2025.xlsx"}).is_empty


def test_an_undated_statement_joins_the_same_relationship_dated() -> None:
    dated = membre("a.xlsx", "d:1", Preuve("a.txt", "depuis 2021"), valid_from="2021-01-01", role="membre")
    undated = membre("b.xlsx", "d:1", Preuve("b.txt", "membre"), role="membre", note="x")
    graph = imported([dated])
    plan = planned(graph, undated)
    [one] = plan.rapproches
    assert (one.id, one.valid_from) == (dated.id, "2021-01-01")
    after = applied(graph, plan)
    assert set(after) == {dated.id}
    assert after[dated.id].properties["preuve_sources"] == ["a.txt", "b.txt"]
    assert planned(after, undated).is_empty
    assert set(applied({}, planned({}, undated, dated))) == {dated.id}, "together, in any order"


def test_an_undated_statement_stays_apart_when_it_could_mean_two_or_none() -> None:
    first, second = (membre("a.xlsx", valid_from=day) for day in ("2019-01-01", "2021-01-01"))
    undated = membre("b.xlsx")
    assert planned(imported([first, second]), undated).rapproches == ()
    over = membre("a.xlsx", valid_from="2019-01-01", valid_to="2020-12-31")
    assert planned(imported([over]), undated).rapproches == ()
    assert planned(imported([over, second]), undated).rapproches != ()
    assert planned(imported([membre("a.xlsx", valid_from="2019-01-01", role="membre")]), undated).rapproches == ()
    assert planned({}, first, membre("a.xlsx")).rapproches == (), "one file that says both means both"


def test_a_match_is_refused_when_the_person_says_so() -> None:
    graph = imported([membre("a.xlsx", valid_from="2021-01-01")])
    plan = compute_plan([membre("b.xlsx")], [], graph, origin="?", base_version=version(graph), refused=lambda _: True)
    assert (plan.rapproches, plan.count(ChangeKind.CREE)) == ((), 1)


def test_a_date_given_at_last_replaces_the_undated_relationship_of_the_same_file() -> None:
    others = [membre("a.xlsx", f"d:{n}") for n in range(3)]
    graph = imported([*others, membre("a.xlsx", "d:9", Preuve("a.txt", "q"), note="x")])
    dated = membre("a.xlsx", "d:9", valid_from="2021-01-01")
    plan = planned(graph, *others, dated)
    assert [gone.raison for gone in plan.disparus] == [Raison.PRECISEE]
    after = applied(graph, plan)
    assert set(after) == {dated.id, *(one.id for one in others)}
    assert after[dated.id].properties == {
        "valid_from": "2021-01-01", "note": "x", "preuve_sources": ["a.txt"], "preuve_citations": ["q"],
    }  # fmt: skip
    assert applied(after, plan.inverse()) == graph


def test_a_date_that_went_blank_keeps_the_relationship() -> None:
    graph = imported([membre("a.xlsx", valid_from="2021-01-01")])
    plan = planned(graph, membre("a.xlsx"))
    assert plan.is_empty
    assert plan.rapproches != ()


_WORDS = st.sampled_from(["x", "y", "z"])
_PROPERTIES = st.fixed_dictionaries(
    {},
    optional={
        "nom": _WORDS,
        "sigle": _WORDS,
        "population": st.sampled_from([1, 2, 2.5]),
        "alias": st.lists(_WORDS, min_size=1, max_size=2, unique=True),
        "observed_at": st.sampled_from(["2021-01-01", "2022-01-01"]),
    },
)
_PROOFS = st.lists(st.builds(Preuve, st.sampled_from(["s.txt", "t.txt"]), _WORDS), max_size=2, unique=True).map(tuple)


def _file(origin: str) -> st.SearchStrategy[list[Statement]]:
    nodes = st.builds(
        lambda id_, preuves, properties: acteur(origin, id_, *preuves, **properties),
        st.sampled_from(["acteur:a", "acteur:b", "acteur:c"]),
        _PROOFS,
        _PROPERTIES,
    )
    links = st.builds(
        lambda end, preuves, properties, start: membre(origin, end, *preuves, **{**properties, **start}),
        st.sampled_from(["d:1", "d:2", "d:3"]),
        _PROOFS,
        _PROPERTIES,
        st.sampled_from([{}, {"valid_from": "2021-01-01"}, {"valid_from": "2022-01-01"}]),
    )
    return st.lists(nodes | links, max_size=6, unique_by=lambda one: one.id)


@given(_file("a.xlsx"), _file("b.xlsx"))
def test_importing_a_file_again_after_another_changes_nothing(a: list[Statement], b: list[Statement]) -> None:
    graph = imported(a, b)
    again = planned(graph, *a)
    assert [change.differences() for change in again.changes] == []
    assert imported(a, start=graph) == graph
    assert planned(graph, *b).is_empty


@given(_file("a.xlsx"), _file("b.xlsx"), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(a: list[Statement], b: list[Statement], random: object) -> None:
    shuffled = sorted(b, key=lambda _: random.random())  # type: ignore[attr-defined]
    assert imported(a, b) == imported(a, shuffled)


@given(_file("a.xlsx"), _file("b.xlsx"), _file("c.xlsx"))
def test_a_contradiction_never_loses_a_value(a: list[Statement], b: list[Statement], c: list[Statement]) -> None:
    graph = imported(a, b, c)
    apart = {"alias", "observed_at"}
    for origin, statements in (("a.xlsx", a), ("b.xlsx", b), ("c.xlsx", c)):
        again = planned(graph, *statements, closing=Closing.NON)
        assert again.changes == (), "a file that comes again changes nothing"
        lent = {one.statement.id: one.id for one in again.rapproches}
        for statement in statements:
            state = graph[lent.get(statement.id, statement.id)]
            heard = {one.propriete: dict(one.valeurs) for one in contradictions(state)}
            for name, value in statement.properties.items():
                if name in apart:
                    continue
                assert heard.get(name, {}).get(origin) == value or state.properties[name] == value
            for preuve in statement.preuves:
                pairs = zip(state.properties["preuve_sources"], state.properties["preuve_citations"], strict=True)  # type: ignore[arg-type]
                assert (preuve.source, preuve.citation) in set(pairs)


@given(_file("a.xlsx"), _file("b.xlsx"), _file("a.xlsx"))
def test_the_inverse_restores_exactly(a: list[Statement], b: list[Statement], new: list[Statement]) -> None:
    graph = imported(a, b)
    for closing in Closing:
        plan = planned(graph, *new, closing=closing)
        after = applied(graph, plan)
        assert version(after) == plan.version_after
        assert applied(after, plan.inverse()) == graph


@given(_file("a.xlsx"), _file("b.xlsx"))
def test_what_is_kept_survives_the_store(a: list[Statement], b: list[Statement]) -> None:
    for state in imported(a, b).values():
        assert read_dits(write_dits(state.dits)) == state.dits


def test_an_origin_may_hold_a_tab() -> None:
    dits: dict[str, Properties] = {"a\tb.xlsx": {"nom": "x\ty"}, "c": {}}
    assert read_dits(write_dits(dits)) == dits
