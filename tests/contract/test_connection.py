import pytest
from graph.store.connection import Connection
pytestmark = pytest.mark.contract
def test_reading(empty_connection):
    print(empty_connection.engine, empty_connection.server_version)
    with empty_connection.transaction() as tx: tx.run("CREATE CONSTRAINT e_id IF NOT EXISTS FOR (n:Entite) REQUIRE n.id IS UNIQUE")
    print(empty_connection.read("SHOW CONSTRAINTS"))
    print(empty_connection.read("SHOW INDEXES"))
    from tests.support.engines import empty
    empty(empty_connection)
    print(empty_connection.read("SHOW CONSTRAINTS"))
    assert empty_connection.read("RETURN 1 AS x") == [{"x": 1}]
