"""Hold how the command speaks before any base is opened: help, wrong words, exit codes."""

import json
import socket
import subprocess
import sys

import pytest

from app.cli import VERBS
from tests.support.command import ROOT, Done, maillage

ENGLISH = ("Usage:", "Options:", "No such", "Missing", "Invalid", "Show this message", "Traceback")


def said(done: Done) -> str:
    return done.out + done.err


def test_help_lists_every_verb_at_once() -> None:
    done = maillage("--help")
    assert done.status == 0
    assert all(f"  {verb} " in done.out for verb in VERBS)
    assert not any(word in said(done) for word in ENGLISH)


def test_help_loads_nothing_heavy() -> None:
    script = "import sys; from app.cli import main; main(['--help']); print(sorted(sys.modules), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = done.stderr
    assert "'app.cli'" in loaded
    assert not [name for name in ("pandas", "numpy", "neo4j", "streamlit", "openpyxl") if f"'{name}'" in loaded]


def test_no_word_at_all_shows_the_help() -> None:
    assert maillage().out == maillage("--help").out


def test_version_is_one_line() -> None:
    done = maillage("--version")
    assert done.status == 0
    assert done.out.startswith("maillage ")
    assert done.out.count("\n") == 1


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_a_french_help(verb: str) -> None:
    done = maillage(verb, "--help", TERMINAL_WIDTH="200")
    assert done.status == 0
    assert VERBS[verb].help in done.out
    assert "--data" in done.out
    assert "--log-level" in done.out
    assert not any(word in said(done) for word in ENGLISH)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["stats"], "Vouliez-vous dire «\u00a0status\u00a0»"),
        (["--inconnu", "status"], "L’option --inconnu n’existe pas"),
        (["status", "--inconnu"], "L’option --inconnu n’existe pas"),
        (["status", "--verif"], "--verify"),
        (["status", "mot"], "un mot est de trop"),
        (["cypher"], "Il manque REQUÊTE"),
        (["status", "--log-level", "fort"], "--log-level"),
        (["serve", "--port", "0"], "--port"),
        (["serve", "--port", "abc"], "--port"),
        (["status", "--data"], "--data attend une valeur"),
        (["ask", "signataires", "-p", "sans-valeur"], "-p clé=valeur"),
        (["cypher", "RETURN 1", "-p", "sans-valeur"], "-p clé=valeur"),
    ],
)
def test_wrong_words_exit_2_with_a_french_sentence(words: list[str], sentence: str) -> None:
    done = maillage(*words)
    assert done.status == 2
    assert sentence in done.err
    assert done.out == ""
    assert not any(word in said(done) for word in ENGLISH)


def test_an_error_is_json_when_json_was_asked_for() -> None:
    for words in (["--json", "stats"], ["status", "--inconnu", "--json"]):
        done = maillage(*words)
        assert done.status == 2
        assert set(done.json["erreur"]) == {"code", "message", "remede"}
        assert done.json["erreur"]["message"] in done.err


def test_another_address_is_refused_with_the_reason() -> None:
    for address in ("0.0.0.0", "192.168.1.10", "::"):
        done = maillage("serve", "--address", address)
        assert done.status == 2
        assert "mot de passe" in done.err
        assert "--behind-proxy" in done.err


def test_a_taken_port_is_refused() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        for verb in ("serve", "demo"):
            done = maillage(verb, "--port", str(port))
            assert done.status == 3
            assert f"Le port {port} est déjà pris" in done.err


def test_json_is_utf8_whatever_the_locale() -> None:
    done = maillage("stats", "--json", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0", PYTHONIOENCODING="ascii")
    assert "existe pas" in json.loads(done.out)["erreur"]["message"]
    assert "’" in done.out
    assert "\\u" not in done.out


def test_a_server_that_does_not_answer_exits_3() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    done = maillage("status", "--json", NEO4J_URI=f"bolt://127.0.0.1:{port}", NEO4J_PASSWORD="x")
    assert done.status == 3
    assert done.json["erreur"]["code"] == "GRA-202"
    assert "Traceback" not in said(done)


def test_a_traceback_needs_the_debug_level() -> None:
    words = ("status", "--json")
    settings = {"NEO4J_URI": "bolt://127.0.0.1:1", "NEO4J_PASSWORD": "secret-de-test"}
    assert "Traceback" not in maillage(*words, **settings).err
    loud = maillage(*words, "--log-level", "debug", **settings)
    assert "Traceback" in loud.err
    assert "secret-de-test" not in loud.err


def test_the_name_of_a_question_leads_to_ask() -> None:
    done = maillage("contradictions")
    assert done.status == 2
    assert "maillage ask contradictions" in done.err
