"""Hold the page that is shared: whole, light, closed to the outside, and readable before any script runs."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest

from app.exports.network_file import NetworkFile
from app.exports.shared_page import shared_page
from tests.support.hostile_texts import MARK
from tests.support.network_files import HOSTILE, hostile_file, realistic_file

MOST_BYTES = 3_000_000
LOADING = {"src", "srcset", "data", "poster", "background", "action", "formaction", "ping", "style"}


class Reader(HTMLParser):
    """Note elements, attributes, and the text of each element."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: dict[str, list[str]] = {}
        self.feed(content)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in {"meta", "input", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.open:
            self.texts.setdefault(self.open[-1], []).append(data)

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def read(file: NetworkFile) -> Reader:
    return Reader(shared_page(file).decode("utf-8"))


def data_of(content: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', content, re.DOTALL)
    assert found
    loaded: dict[str, Any] = json.loads(found[1])
    return loaded


@pytest.mark.parametrize("make", [lambda: realistic_file(80), hostile_file], ids=["realistic", "hostile"])
def test_nothing_is_loaded_from_anywhere(make: Any) -> None:
    page = read(make())
    assert page.of("link") == page.of("img") == page.of("iframe") == page.of("base") == page.of("form") == []
    for tag, attributes in page.elements:
        assert not attributes.keys() & LOADING, tag
        assert not [name for name in attributes if name.startswith("on")], tag
        assert (attributes.get("href") or "#").startswith("#")
    for style in page.texts["style"]:
        assert not re.search(r"url\(|@import|https?:", style)
    assert [attributes.get("type") for attributes in page.of("script")] == ["application/json", "module"]


def test_the_policy_allows_one_script_and_nothing_from_outside() -> None:
    content = shared_page(realistic_file(20)).decode("utf-8")
    policy = Reader(content).of("meta")[1]
    assert policy["http-equiv"] == "Content-Security-Policy"
    script = re.search(r'<script type="module">(.*?)</script>', content, re.DOTALL)
    assert script
    fingerprint = base64.b64encode(hashlib.sha256(script[1].encode()).digest()).decode()
    assert policy["content"] == (
        f"default-src 'none'; script-src 'sha256-{fingerprint}'; style-src 'unsafe-inline'; "
        "base-uri 'none'; form-action 'none'"
    )
    # It stands before anything that it must forbid.
    assert content.index("Content-Security-Policy") < content.index("<style") < content.index("<script")


def test_five_hundred_elements_weigh_less_than_three_megabytes() -> None:
    file = realistic_file(500)
    content = shared_page(file)
    assert len(content) < MOST_BYTES
    assert len(data_of(content.decode("utf-8"))["picture"]["nodes"]) == 500


def test_text_and_table_come_first_and_say_the_same_as_the_picture() -> None:
    file = realistic_file(80, cap=60)
    content = shared_page(file).decode("utf-8")
    places = [
        content.index(part)
        for part in (
            f"<h1>{file.title}</h1>",
            file.view.summary,
            "20 autres éléments ne sont pas dessinés.",
            "<table>",
            'type="search"',
            'class="mr-frame"',
            'id="sheet"',
            "Sources, licence et données",
            "<script",
        )
    ]
    assert places == sorted(places)
    page = Reader(content)
    assert content.count('<th scope="row">') == 60
    assert {edge.sentence[:1].upper() + edge.sentence[1:] for edge in file.view.edges} <= set(page.texts["bdi"])
    assert set(file.sources) <= set(page.texts["bdi"])
    assert file.licence in content
    assert "version 0123456789ab" in content
    assert page.of("html") == [{"lang": "fr", "data-theme": ""}]
    assert {"header", "main", "footer", "nav", "aside"} <= {tag for tag, _ in page.elements}


def test_hostile_texts_are_text() -> None:
    file = hostile_file()
    content = shared_page(file).decode("utf-8")
    page = Reader(content)
    assert MARK not in {attributes.get("id") for _, attributes in page.elements}
    # A third script would be one that a name opened.
    assert len(page.of("script")) == content.count("</script") == 2
    assert content.count("<!--") == 0
    names = {node["name"] for node in data_of(content)["nodes"].values()}
    assert names == set(HOSTILE)
    block = re.search(r'id="data">(.*?)</script>', content, re.DOTALL)
    assert block
    assert not set(block[1]) & set("<>&\u2028\u2029")
    assert "\x00" not in content
    assert "\x07" not in content


def test_a_proof_is_written_once_and_long_quotes_are_cut() -> None:
    file = realistic_file(80)
    data = data_of(shared_page(file).decode("utf-8"))
    assert len(data["proofs"]) == 7
    assert all(edge["proofs"] for edge in data["edges"].values())
    long = realistic_file(12)
    proof = next(iter(long.proofs.values()))[0]
    object.__setattr__(proof, "quote", "mot " * 2000)
    quotes = [one["quote"] for one in data_of(shared_page(long).decode("utf-8"))["proofs"]]
    assert max(map(len, quotes)) < 1210
    assert any(quote.endswith("…") for quote in quotes)


def test_an_empty_network_is_a_page_too() -> None:
    page = read(realistic_file(0))
    assert "Aucun élément à dessiner pour ce choix." in page.texts["p"]
    assert "Aucun document ne prouve les liens dessinés." in page.texts["p"]


def test_the_same_network_gives_the_same_page() -> None:
    assert shared_page(realistic_file(20)) == shared_page(realistic_file(20))
