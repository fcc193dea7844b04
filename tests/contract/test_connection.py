"""The connection gives the same rows and the same French refusals on both engines."""

import re
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import SecretStr

from graph.engine import describe
from graph.settings import Settings
from graph.store.connection import Connection
from graph.store.errors import (
    AuthRefused,
    ConstraintViolated,
    QueryInvalid,
    QueryRefused,
    QueryStopped,
    StoreError,
    Unreachable,
)
from graph.store.values import GraphNode, GraphPath, GraphRelationship
from tests.support.engines import empty

pytestmark = pytest.mark.contract

SAMPLE = 300


@pytest.fixture
def filled(engine_settings: Settings) -> Iterator[Connection]:
    """Give a graph of 300 entities, one of them linked to the next; made again only if a test emptied it."""
    with Connection.open(engine_settings) as connection:
        if connection.read("MATCH (n:Entite) RETURN count(n) AS n") != [{"n": SAMPLE}]:
            fill(connection)
        yield connection


def fill(connection: Connection) -> None:
    empty(connection)
    with connection.transaction() as transaction:
        transaction.run("CREATE CONSTRAINT entite_id IF NOT EXISTS FOR (n:Entite) REQUIRE n.id IS UNIQUE")
    with connection.transaction() as transaction:
        transaction.run(
            "UNWIND $rows AS row CREATE (n:Entite:Acteur) SET n += row",
            {"rows": [{"id": f"acteur:{i:03}", "rang": i, "sigles": ["A", "B"]} for i in range(SAMPLE)]},
        )
        transaction.run(
            "MATCH (a:Entite {id: 'acteur:000'}), (b:Entite {id: 'acteur:001'}) "
            "CREATE (a)-[:SIGNE {id: 'lien:1', depuis: '2021-09-15'}]->(b)"
        )


@pytest.fixture
def two(empty_connection: Connection) -> Connection:
    """Give a graph whose entities have a unique id, with one entity."""
    with empty_connection.transaction() as transaction:
        transaction.run("CREATE CONSTRAINT entite_id IF NOT EXISTS FOR (n:Entite) REQUIRE n.id IS UNIQUE")
    with empty_connection.transaction() as transaction:
        transaction.run("CREATE (:Entite {id: 'acteur:un'})")
    return empty_connection


def write(connection: Connection, *statements: str) -> None:
    """Run statements in one transaction."""
    with connection.transaction() as transaction:
        for statement in statements:
            transaction.run(statement)


def engine_pid(settings: Settings) -> int | None:
    status = describe(settings.data_dir)
    return status.pid if status else None


def ids(connection: Connection) -> list[str]:
    return [row["id"] for row in connection.read("MATCH (n:Entite) RETURN n.id AS id ORDER BY id")]


# ------------------------------------------------------------------------------------------------------- reading


def test_the_engine_says_who_it_is(filled: Connection) -> None:
    assert filled.engine in {"embedded", "neo4j"}
    assert re.fullmatch(r"\d+\.\d+\.\d+", filled.server_version)


def test_rows_are_plain_values(filled: Connection) -> None:
    (row,) = filled.read(
        "RETURN 1 AS entier, 1.5 AS reel, true AS vrai, null AS rien, 'é' AS texte, [1, [2]] AS liste, "
        "{a: {b: 1}} AS objet, date('2021-09-15') AS jour, datetime('2021-09-15T10:00:00Z') AS instant, "
        "$p AS parametre",
        {"p": ["x", "y"]},
    )

    assert row == {
        "entier": 1,
        "reel": 1.5,
        "vrai": True,
        "rien": None,
        "texte": "é",
        "liste": [1, [2]],
        "objet": {"a": {"b": 1}},
        "jour": "2021-09-15",
        "instant": row["instant"],
        "parametre": ["x", "y"],
    }
    assert re.fullmatch(r"2021-09-15T10:00:00(\.0+)?(Z|\+00:00)", row["instant"])


def test_nodes_relationships_and_paths_are_frozen_values(filled: Connection) -> None:
    (row,) = filled.read(
        "MATCH p = (a:Entite {id: 'acteur:000'})-[r:SIGNE]->(b) RETURN a, r, p, startNode(r).id AS debut, "
        "endNode(r).id AS fin, type(r) AS type, properties(r) AS proprietes"
    )

    first = GraphNode(("Acteur", "Entite"), {"id": "acteur:000", "rang": 0, "sigles": ["A", "B"]})
    second = GraphNode(("Acteur", "Entite"), {"id": "acteur:001", "rang": 1, "sigles": ["A", "B"]})
    link = GraphRelationship("SIGNE", {"id": "lien:1", "depuis": "2021-09-15"})
    assert row["a"] == first
    assert row["r"] == link
    assert row["p"] == GraphPath((first, second), (link,))
    assert (row["debut"], row["fin"], row["type"]) == ("acteur:000", "acteur:001", "SIGNE")
    assert row["proprietes"] == link.properties


def test_rows_come_in_order_and_all(filled: Connection) -> None:
    rows = filled.read("MATCH (n:Acteur) RETURN n.id AS id ORDER BY n.rang DESC")

    assert [row["id"] for row in rows] == [f"acteur:{i:03}" for i in reversed(range(SAMPLE))]


def test_a_large_answer_comes_whole(filled: Connection) -> None:
    rows = filled.read("UNWIND range(1, 30000) AS i RETURN i")

    assert [row["i"] for row in rows] == list(range(1, 30001))


def test_threads_share_a_connection(filled: Connection) -> None:
    answers: list[Any] = []

    def read(number: int) -> None:
        answers.append(filled.read("MATCH (n:Acteur {rang: $n}) RETURN n.rang AS n", {"n": number})[0]["n"])

    threads = [threading.Thread(target=read, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == list(range(20))


# ------------------------------------------------------------------------------------------------------- writing


def test_a_transaction_is_kept_when_its_block_ends_well(two: Connection) -> None:
    with two.transaction() as transaction:
        made = transaction.run("CREATE (n:Entite {id: $id}) RETURN n.id AS id", {"id": "acteur:deux"})

    assert made == [{"id": "acteur:deux"}]
    assert ids(two) == ["acteur:deux", "acteur:un"]


def test_a_transaction_is_invisible_to_others_until_it_ends(two: Connection) -> None:
    with two.transaction() as transaction:
        transaction.run("CREATE (:Entite {id: 'acteur:deux'})")
        assert ids(two) == ["acteur:un"]


def test_any_exception_takes_the_whole_transaction_back(two: Connection) -> None:
    def change_then_fail() -> None:
        with two.transaction() as transaction:
            transaction.run("CREATE (:Entite {id: 'acteur:deux'})")
            transaction.run("MATCH (n:Entite {id: 'acteur:un'}) SET n.nom = 'changé'")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        change_then_fail()

    assert two.read("MATCH (n:Entite) RETURN properties(n) AS p") == [{"p": {"id": "acteur:un"}}]


def test_a_broken_rule_is_named_and_nothing_is_written(two: Connection) -> None:
    with pytest.raises(ConstraintViolated) as caught:
        write(two, "CREATE (:Autre {id: 'autre'})", "CREATE (:Entite {id: 'acteur:un'})")

    assert caught.value.code == "GRA-221"
    assert "acteur:un" in caught.value.message
    assert "Rien n’a été écrit" in caught.value.remedy
    assert two.read("MATCH (n:Autre) RETURN n.id AS id") == []
    assert ids(two) == ["acteur:un"]


def test_a_connection_works_after_a_failed_transaction(two: Connection) -> None:
    for _ in range(3):
        with pytest.raises(QueryInvalid):
            write(two, "CREATE (")
    with two.transaction() as transaction:
        transaction.run("CREATE (:Entite {id: 'acteur:deux'})")

    assert ids(two) == ["acteur:deux", "acteur:un"]


# --------------------------------------------------------------------------------------------- a user's own query


def test_a_user_reads(filled: Connection) -> None:
    answer = filled.read_as_user(
        "MATCH (n:Acteur) WHERE n.rang < $max RETURN n.id AS id, n.rang AS rang ORDER BY rang", {"max": 2}
    )

    assert answer.columns == ["id", "rang"]
    assert answer.rows == [{"id": "acteur:000", "rang": 0}, {"id": "acteur:001", "rang": 1}]
    assert not answer.truncated
    assert answer.seconds > 0


@pytest.mark.parametrize(
    "cypher",
    ["RETURN 1 AS x", "RETURN 1 AS x;", "\n  RETURN 1 AS x ;\n", "// un\nRETURN 1 AS x", "RETURN 1 AS x // fin"],
)
def test_a_user_writes_as_people_do(filled: Connection, cypher: str) -> None:
    assert filled.read_as_user(cypher).rows == [{"x": 1}]


def test_a_user_gets_values_that_json_can_write(filled: Connection) -> None:
    (row,) = filled.read_as_user(
        "MATCH p = (a:Entite {id: 'acteur:000'})-[r:SIGNE]->() "
        "RETURN a, r, p, date('2021-09-15') AS jour, 0.0 / 0.0 AS indefini"
    ).rows

    first = {"labels": ["Acteur", "Entite"], "properties": {"id": "acteur:000", "rang": 0, "sigles": ["A", "B"]}}
    link = {"type": "SIGNE", "properties": {"id": "lien:1", "depuis": "2021-09-15"}}
    assert row["a"] == first
    assert row["r"] == link
    assert row["p"]["nodes"][0] == first
    assert row["p"]["relationships"] == [link]
    assert (row["jour"], row["indefini"]) == ("2021-09-15", "nan")


def test_rows_beyond_the_limit_are_left_out_and_it_is_said(filled: Connection) -> None:
    cypher = "MATCH (n:Acteur) RETURN n.rang AS rang ORDER BY rang"

    exact = filled.read_as_user(cypher, max_rows=SAMPLE)
    cut = filled.read_as_user(cypher, max_rows=10)

    assert (len(exact.rows), exact.truncated) == (SAMPLE, False)
    assert (cut.rows, cut.truncated) == ([{"rang": i} for i in range(10)], True)


def test_the_limits_are_those_of_the_settings(filled: Connection, engine_settings: Settings) -> None:
    with Connection.open(engine_settings.model_copy(update={"query_rows": 7})) as connection:
        assert len(connection.read_as_user("UNWIND range(1, 100) AS i RETURN i").rows) == 7


def test_an_endless_stream_is_cut_without_waiting_for_its_end(filled: Connection) -> None:
    started = time.monotonic()

    answer = filled.read_as_user("MATCH (a), (b), (c), (d), (e) RETURN a.id AS id", max_rows=50, timeout=60)

    assert (len(answer.rows), answer.truncated) == (50, True)
    # A query without end gives way to the clock; this one was cut by the number of rows.
    assert time.monotonic() - started < 60


FORBIDDEN = [
    "CREATE (:Intrus)",
    "MATCH (n:Acteur {rang: 5}) SET n.rang = 6",
    "MATCH (n:Acteur {rang: 5}) SET n:Intrus",
    "MATCH (n:Acteur {rang: 5}) REMOVE n.rang",
    "MATCH (n:Acteur {rang: 5}) DELETE n",
    "MATCH (n:Acteur {rang: 0}) DELETE n",
    "MATCH (n) DETACH DELETE n",
    "MERGE (n:Intrus {id: 'x'}) RETURN n",
    "MATCH (a:Acteur {rang: 5}), (b:Acteur {rang: 6}) CREATE (a)-[:INTRUS]->(b)",
    "FOREACH (i IN [1] | CREATE (:Intrus))",
    "CALL { CREATE (n:Intrus) RETURN n } RETURN n",
    "CALL { CREATE (:Intrus) } IN TRANSACTIONS",
    "CREATE INDEX intrus FOR (n:Acteur) ON (n.rang)",
    "CREATE CONSTRAINT intrus FOR (n:Acteur) REQUIRE n.rang IS UNIQUE",
    "DROP CONSTRAINT entite_id",
    "LOAD CSV FROM 'file:///etc/hostname' AS ligne RETURN ligne",
    "LOAD CSV FROM 'https://localhost/x.csv' AS ligne RETURN ligne",
    "MATCH (n:Acteur) WITH n LIMIT 1 LOAD CSV FROM 'file:///etc/hostname' AS ligne RETURN ligne",
    "CREATE USER intrus SET PASSWORD 'intrus-intrus'",
    "SHOW USERS",
    "SHOW DATABASES",
    "SHOW TRANSACTIONS",
    "TERMINATE TRANSACTIONS 'x'",
    "CALL dbms.components()",
]


@pytest.mark.parametrize("cypher", FORBIDDEN)
def test_a_user_only_reads_the_graph(filled: Connection, cypher: str) -> None:
    before = filled.read("MATCH (n) RETURN count(n) AS n, sum(n.rang) AS somme")

    with pytest.raises(QueryRefused) as caught:
        filled.read_as_user(cypher)

    assert caught.value.code == "GRA-211"
    assert "MATCH" in caught.value.remedy
    assert filled.read("MATCH (n) RETURN count(n) AS n, sum(n.rang) AS somme") == before
    assert filled.read("MATCH (n:Intrus) RETURN count(n) AS n") == [{"n": 0}]
    assert [row["name"] for row in filled.read("SHOW CONSTRAINTS")] == ["entite_id"]


@pytest.mark.parametrize(
    "cypher", ["CALL apoc.load.json('file:///etc/hostname')", "CALL db.createLabel('Intrus')", "SHOW SETTINGS"]
)
def test_what_reaches_beyond_the_graph_is_refused_or_unknown(filled: Connection, cypher: str) -> None:
    with pytest.raises((QueryRefused, QueryInvalid)):
        filled.read_as_user(cypher)


@pytest.mark.parametrize("cypher", ["CALL db.labels() YIELD label RETURN label", "SHOW CONSTRAINTS", "SHOW INDEXES"])
def test_a_user_may_look_at_the_schema(filled: Connection, cypher: str) -> None:
    assert filled.read_as_user(cypher).rows


R = "range(1, 100000)"
ENDLESS = {
    "product of ranges": f"UNWIND {R} AS a UNWIND {R} AS b UNWIND {R} AS c RETURN count(*)",
    "product of nodes": "MATCH (a), (b), (c), (d) WHERE a.rang + b.rang + c.rang + d.rang < 0 RETURN a",
    "product in a subquery": (
        f"CALL () {{ UNWIND {R} AS a UNWIND {R} AS b UNWIND {R} AS c RETURN count(*) AS n }} RETURN n"
    ),
}
DEAF = "RETURN size([a IN range(1, $n) WHERE any(b IN range(1, $n) WHERE a + b = -1)]) AS n"
"""A loop inside an expression, which neither engine knows how to interrupt."""


@pytest.mark.parametrize("cypher", ENDLESS.values(), ids=ENDLESS.keys())
def test_a_query_without_end_is_stopped_and_the_others_go_on(filled: Connection, cypher: str) -> None:
    started = time.monotonic()

    with pytest.raises(QueryStopped) as caught:
        filled.read_as_user(cypher, timeout=1)

    # One second of work, then what each engine takes to notice; the embedded one may have to start again.
    assert time.monotonic() - started < 60
    assert caught.value.code == "GRA-212"
    assert "1 s" in caught.value.message
    assert filled.read_as_user("MATCH (n:Acteur) RETURN count(n) AS n").rows == [{"n": SAMPLE}]
    assert filled.read("MATCH (n:Acteur) RETURN count(n) AS n") == [{"n": SAMPLE}]


def test_a_query_that_cannot_be_interrupted_costs_the_engine_a_restart(embedded_settings: Settings) -> None:
    with Connection.open(embedded_settings) as connection:
        fill(connection)
        before = engine_pid(embedded_settings)
        with pytest.raises(QueryStopped):
            connection.read_as_user(DEAF, {"n": 1_000_000}, timeout=1)

        # The others are served by the engine that still works on it...
        assert connection.read("MATCH (n:Acteur) RETURN count(n) AS n") == [{"n": SAMPLE}]
        deadline = time.monotonic() + 30
        while engine_pid(embedded_settings) == before and time.monotonic() < deadline:
            time.sleep(0.2)

        # ... then by the one that takes its place.
        assert connection.read("MATCH (n:Acteur) RETURN count(n) AS n") == [{"n": SAMPLE}]
        assert engine_pid(embedded_settings) not in {None, before}


def test_a_server_that_cannot_interrupt_a_query_is_left_to_it(neo4j_settings: Settings) -> None:
    with Connection.open(neo4j_settings) as connection:
        started = time.monotonic()
        with pytest.raises(QueryStopped):
            connection.read_as_user(DEAF, {"n": 30_000}, timeout=1)

        assert time.monotonic() - started < 60
        assert connection.read_as_user("RETURN 1 AS x").rows == [{"x": 1}]


def test_another_user_is_served_while_an_endless_query_runs(filled: Connection) -> None:
    refusals: list[StoreError] = []

    def endless() -> None:
        try:
            filled.read_as_user(ENDLESS["product of ranges"], timeout=2)
        except StoreError as error:
            refusals.append(error)

    thread = threading.Thread(target=endless)
    thread.start()
    time.sleep(0.3)

    answer = filled.read_as_user("MATCH (n:Acteur) RETURN count(n) AS n", timeout=5)

    assert answer.rows == [{"n": SAMPLE}]
    assert thread.is_alive()
    thread.join()
    assert [type(error) for error in refusals] == [QueryStopped]


def test_stopping_one_query_spares_the_same_text_of_another_user(embedded_settings: Settings) -> None:
    """Neo4j counts the time of each transaction by itself; the embedded engine is told which one to end."""
    cypher = f"UNWIND {R} AS a UNWIND range(1, 60) AS b RETURN count(*) AS n"
    outcomes: dict[str, object] = {}

    def ask(name: str, seconds: float) -> None:
        try:
            outcomes[name] = connection.read_as_user(cypher, timeout=seconds).rows
        except StoreError as error:
            outcomes[name] = type(error)

    threads = [threading.Thread(target=ask, args=asked) for asked in (("hurried", 0.05), ("patient", 60.0))]
    with Connection.open(embedded_settings) as connection:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert outcomes == {"hurried": QueryStopped, "patient": [{"n": 6_000_000}]}


def test_a_query_that_eats_the_memory_is_stopped_and_the_others_go_on(filled: Connection) -> None:
    with pytest.raises(QueryStopped):
        filled.read_as_user("RETURN size(reduce(s = 'a', i IN range(1, 40) | s + s)) AS n", timeout=20)

    assert filled.read_as_user("MATCH (n:Acteur) RETURN count(n) AS n").rows == [{"n": SAMPLE}]


# ------------------------------------------------------------------------------------------------ faulty queries


@pytest.mark.parametrize(
    ("cypher", "line", "column"),
    [
        ("MATCH (n RETURN n", 1, 10),
        ("MATCH (n)\n WHERE n.x = RETURN n", 2, 21),
        ("\n\n  MATCH (n RETURN n", 3, 12),
    ],
)
def test_a_badly_written_query_is_shown_its_place(filled: Connection, cypher: str, line: int, column: int) -> None:
    with pytest.raises(QueryInvalid) as caught:
        filled.read_as_user(cypher)

    assert caught.value.code == "GRA-213"
    assert f"à la ligne {line}, colonne {column}." in caught.value.message
    assert "Le moteur dit" in caught.value.message


@pytest.mark.parametrize("cypher", ["", "   ", ";", "\n"])
def test_an_empty_query_is_said_to_be_empty(filled: Connection, cypher: str) -> None:
    with pytest.raises(QueryInvalid, match="La requête est vide"):
        filled.read_as_user(cypher)


@pytest.mark.parametrize("read", ["read", "read_as_user"])
def test_a_missing_parameter_is_named(filled: Connection, read: str) -> None:
    with pytest.raises(QueryInvalid, match=r"le paramètre «\u00a0territoire\u00a0», qui n’est pas donné"):
        getattr(filled, read)("MATCH (n:Acteur {id: $territoire}) RETURN n")


@pytest.mark.parametrize("cypher", ["RETURN inconnu", "RETURN inconnue(1)", "RETURN 1 / 0", "RETURN date('zz')"])
def test_a_query_that_cannot_be_evaluated_keeps_the_engine_s_cause(filled: Connection, cypher: str) -> None:
    with pytest.raises(QueryInvalid, match=r"Le moteur dit\u00a0: «\u00a0.+\u00a0»\."):
        filled.read_as_user(cypher)


# ---------------------------------------------------------------------------------------------- a server's address


def test_routing_addresses_work(neo4j_settings: Settings) -> None:
    routed = neo4j_settings.model_copy(update={"neo4j_uri": neo4j_settings.neo4j_uri.replace("bolt:", "neo4j:")})

    with Connection.open(routed) as connection:
        assert connection.read("RETURN 1 AS x") == [{"x": 1}]
        with connection.transaction() as transaction:
            assert transaction.run("RETURN 2 AS x") == [{"x": 2}]
        assert connection.read_as_user("RETURN 3 AS x").rows == [{"x": 3}]


def test_the_server_chooses_its_database_when_none_is_named(neo4j_settings: Settings) -> None:
    with Connection.open(neo4j_settings.model_copy(update={"neo4j_database": ""})) as connection:
        assert connection.read("RETURN 1 AS x") == [{"x": 1}]


def test_a_wrong_password_is_refused(neo4j_settings: Settings) -> None:
    wrong = neo4j_settings.model_copy(update={"neo4j_password": SecretStr("pas-le-bon")})

    with pytest.raises(AuthRefused, match="NEO4J_PASSWORD") as caught:
        Connection.open(wrong)

    assert "pas-le-bon" not in str(caught.value)


def test_an_unknown_database_is_named(neo4j_settings: Settings) -> None:
    with (
        Connection.open(neo4j_settings.model_copy(update={"neo4j_database": "absente"})) as connection,
        pytest.raises(Unreachable, match="NEO4J_DATABASE"),
    ):
        connection.read("RETURN 1 AS x")


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_an_address_where_nothing_answers(neo4j_settings: Settings, scheme: str) -> None:
    nowhere = neo4j_settings.model_copy(update={"neo4j_uri": f"{scheme}://127.0.0.1:1"})

    with pytest.raises(Unreachable, match="NEO4J_URI") as caught:
        Connection.open(nowhere)

    assert f"{scheme}://127.0.0.1:1" in caught.value.message


@pytest.mark.parametrize("uri", ["http://127.0.0.1:7474", "127.0.0.1:7687", "bolt://", "bolt://hôte:port"])
def test_an_address_that_is_none(neo4j_settings: Settings, uri: str) -> None:
    with pytest.raises(Unreachable, match="NEO4J_URI") as caught:
        Connection.open(neo4j_settings.model_copy(update={"neo4j_uri": uri}))

    assert uri in caught.value.message
