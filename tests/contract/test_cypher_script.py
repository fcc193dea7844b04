"""The Cypher script, run statement by statement on an empty graph, gives the same graph hash, on both engines."""

from pathlib import Path

import pytest

from app.exports.csv_folder import write_csv_folder
from app.exports.cypher import write_cypher
from app.exports.facts import choose_facts
from graph.settings import Settings
from graph.state import State
from graph.store.conflicts import StoreBusy
from graph.store.connection import Connection
from graph.store.cypher_script import UNDER_WAY, literal
from graph.store.store import Store
from ingest.importer import apply, check, plan
from tests.support.engines import empty
from tests.support.example import load_example
from tests.support.hostile_texts import hostile_statements
from tests.support.stores import emptied

pytestmark = pytest.mark.contract

HOSTILE = (
    "d\x27ici \\ \\u0027 \\\\ \x22 \x60 \x3b // /* */ $x {y} :play\n\x3b\n\r\t\u2028\u2029\u0085\u0007\u0000",
    "\u202eabc\u202c \U0001f469\u200d\U0001f4bb \U000e0041 \ufeff é e\u0301",
    "\x27) }) DETACH DELETE n //",
    "x" * 100_000,
    "",
)


def statements_of(path: Path) -> list[str]:
    """Cut a script as programs do: a statement ends where a line ends with a semicolon."""
    text = path.read_text(encoding="utf-8")
    body = "\n".join(line for line in text.split("\n") if not line.startswith("//"))
    return [one for one in body.split(";\n") if one.strip()]


def run(connection: Connection, statements: list[str]) -> None:
    """Run statements, each in its own transaction."""
    for one in statements:
        with connection.transaction() as transaction:
            transaction.run(one)


def everything(store: Store) -> dict[str, State]:
    """Return every entity by id, technical properties included."""
    return {one.id: one for one in store.dump()}


def written(store: Store, path: Path) -> Path:
    """Write the whole store."""
    write_cypher(path, choose_facts(store), tuple(store.dump()), store.journal())
    return path


def test_the_script_builds_the_same_graph(neo4j_settings: Settings, tmp_path: Path) -> None:
    # The server that scripts are for; the other tests build smaller graphs on the embedded engine.
    with emptied(neo4j_settings) as store:
        load_example(store)
        before, held, told = store.version(), everything(store), store.journal()
        path = written(store, tmp_path / "base.cypher")
        # Not even a constraint is left.
        empty(store.connection)
        run(store.connection, statements_of(path))
    with Store.open(neo4j_settings) as store:
        assert store.version() == before == store.recompute_version()
        assert everything(store) == held
        assert [(one.id, one.fichier, one.version_apres) for one in store.journal()] == [
            (one.id, one.fichier, one.version_apres) for one in told
        ]
        assert written(store, tmp_path / "encore.cypher").read_bytes() == path.read_bytes()


def test_hostile_texts_come_back_to_the_letter(embedded_settings: Settings, tmp_path: Path) -> None:
    with emptied(embedded_settings) as store:
        load_hostile(store, tmp_path)
        before, held = store.version(), everything(store)
        path = written(store, tmp_path / "base.cypher")
    with emptied(embedded_settings) as store:
        run(store.connection, statements_of(path))
        assert store.version() == before == store.recompute_version()
        assert everything(store) == held


def load_hostile(store: Store, folder: Path) -> None:
    """Import what says hostile things in every text."""
    write_csv_folder(folder / "faits", tuple(hostile_statements()), "Texte.")
    checked = check([folder / "faits"], store)
    assert not checked.report.refuse
    apply(checked, plan(checked, store), store)


def test_a_part_builds_a_graph_of_its_own_version(embedded_settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "partie.cypher"
    with emptied(embedded_settings) as store:
        load_example(store)
        before, size = store.version(), len(everything(store))
        facts = choose_facts(store, territoire="EPCI-243500741", day="2021-09-15")
        write_cypher(path, facts, tuple(store.dump()), store.journal())
    assert "n’est pas celle de la base d’origine" in path.read_text(encoding="utf-8")
    with emptied(embedded_settings) as store:
        run(store.connection, statements_of(path))
        assert store.version() == store.recompute_version() != before
        held = everything(store)
        assert len(held) < size
        wanted: list[State] = [*facts.nodes, *facts.relationships]
        assert {one.id for one in held.values() if one.fait and not one.reference} == {
            one.id for one in wanted if not one.reference
        }


def test_half_a_script_is_never_read(embedded_settings: Settings, tmp_path: Path) -> None:
    with emptied(embedded_settings) as store:
        load_example(store)
        statements = statements_of(written(store, tmp_path / "base.cypher"))
    with emptied(embedded_settings) as store:
        run(store.connection, statements[:-1])
        with pytest.raises(StoreBusy):
            Store.open(embedded_settings)
        run(store.connection, ["MATCH (n) DETACH DELETE n", *statements])
        assert store.version() == store.recompute_version()
        assert not store.state().pending
    assert UNDER_WAY in "".join(statements)


@pytest.mark.parametrize("text", HOSTILE, ids=["quotes", "directions", "injection", "long", "empty"])
def test_a_text_is_read_back_to_the_letter(engine_settings: Settings, text: str) -> None:
    with Connection.open(engine_settings) as connection:
        found = connection.read(f"RETURN {literal({'texte': text, 'liste': [text, text]})} AS x")[0]["x"]
    assert found == {"texte": text, "liste": [text, text]}
    assert ";" not in literal(text)
    assert "\n" not in literal(text)
