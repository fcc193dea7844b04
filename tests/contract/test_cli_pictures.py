"""Hold the command that draws a network: posters and the page to share, of a territory, a scheme or an actor."""

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from pypdf import PdfReader

from graph.settings import Settings
from tests.support.command_base import Base, example_base

pytestmark = pytest.mark.contract

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def base(embedded_settings: Settings) -> Base:
    """Import the example into an empty base."""
    return example_base(embedded_settings)


def test_a_poster_of_a_territory_names_everyone_and_its_sources(base: Base, tmp_path: Path) -> None:
    out = tmp_path / "redon.svg"
    done = base("export", "svg", str(out), "--territory", "Redon Agglomération", "--json")
    assert done.status == 0, done.err
    said = done.json
    assert said["titre"] == "Réseau\u00a0: Redon Agglomération (EPCI)"
    assert said["elements"] > 50
    assert said["non_dessines"] == 0
    root = ET.parse(out).getroot()
    kinds = [group.get("class") for group in root.iter(f"{SVG}g")]
    assert kinds.count("element") == kinds.count("nom") == said["elements"]
    assert kinds.count("lien") == said["liens"]
    text = " ".join(element.text or "" for element in root.iter(f"{SVG}text"))
    assert "Sources des liens\u00a0:" in text
    assert "Licence Ouverte 2.0" in text
    assert said["version_donnees"][:12] in text


def test_a_poster_around_an_actor_fits_the_sheet_asked_for(base: Base, tmp_path: Path) -> None:
    out = tmp_path / "cpam.pdf"
    done = base("export", "pdf", str(out), "--id", "CPAM d'Ille-et-Vilaine", "--size", "A1", "--date", "2021-09-15")
    assert done.status == 0, done.err
    assert "feuille A1" in done.out
    page = PdfReader(out).pages[0]
    assert sorted((float(page.mediabox.width), float(page.mediabox.height))) == pytest.approx([1684, 2384], abs=1)
    assert "15 septembre 2021" in page.extract_text().replace("\u00a0", " ")


def test_a_page_to_share_holds_the_same_network(base: Base, tmp_path: Path) -> None:
    out = tmp_path / "redon.html"
    done = base("export", "html", str(out), "--territory", "Redon Agglomération", "--date", "toutes")
    assert done.status == 0, done.err
    assert "même sans réseau" in done.out
    content = out.read_text(encoding="utf-8")
    assert "Toutes dates confondues" in content
    data = content.split('id="data">')[1].split("</script>")[0]
    loaded = json.loads(data)
    assert len(loaded["nodes"]) > 50
    assert loaded["proofs"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "--territory TERRITOIRE, ou --id"),
        (("--territory", "Redon Agglomération", "--id", "CPAM"), "--territory TERRITOIRE, ou --id"),
        (("--id", "CPAM d'Ille-et-Vilaine", "--steps", "9"), "--steps va de 1 à 3"),
        (("--territory", "Redon Agglomération", "--steps", "2"), "--steps va de 1 à 3"),
        (("--territory", "Redon Agglomération", "--size", "A7"), "A4, A3, A2, A1, A0"),
    ],
)
def test_what_cannot_be_drawn_is_refused_at_once(
    base: Base, tmp_path: Path, words: tuple[str, ...], sentence: str
) -> None:
    done = base("export", "svg", str(tmp_path / "a.svg"), *words)
    assert done.status == 2
    assert sentence in done.err
    assert list(tmp_path.iterdir()) == []


def test_options_of_pictures_are_refused_elsewhere(base: Base, tmp_path: Path) -> None:
    done = base("export", "xlsx", str(tmp_path / "a.xlsx"), "--size", "A3")
    assert done.status == 2
    assert "réseau dessiné" in done.err
    assert list(tmp_path.iterdir()) == []


def test_a_picture_is_placed_and_filtered_as_on_the_screen(base: Base, tmp_path: Path) -> None:
    words = ("export", "html", "--territory", "Redon Agglomération", "--date", "2021-09-15")

    def drawn(name: str, *options: str) -> dict[str, Any]:
        out = tmp_path / f"{name}.html"
        done = base(words[0], words[1], str(out), *words[2:], *options)
        assert done.status == 0, done.err
        data: dict[str, Any] = json.loads(out.read_text(encoding="utf-8").split('id="data">')[1].split("</script>")[0])[
            "picture"
        ]
        return data

    every, ringed = drawn("tout"), drawn("cercles", "--layout", "cercles")
    assert (every["layout"], ringed["layout"]) == ("liens", "cercles")
    sectors = drawn("secteurs", "--sector", "sante", "--sector", "Protection sociale")
    coloured = {node["secteur"] for node in sectors["nodes"]} - {None}
    assert coloured == {"sante", "protection_sociale"} < {node["secteur"] for node in every["nodes"]}
    assert len(drawn("themes", "--theme", "Addictions")["nodes"]) < len(every["nodes"])
    assert {edge["certitude"] for edge in drawn("surs", "--certainty", "certain")["edges"]} == {"certain"}
    assert any(node["count"] for node in drawn("groupes", "--group", "type")["nodes"])
    assert "inactif" in {edge["certitude"] for edge in drawn("finis", "--ended")["edges"]}
    assert 0 < len(drawn("depuis", "--since", "2021-09-14", "--certainty", "certain")["edges"]) < len(every["edges"])


def test_nothing_is_drawn_of_a_scheme_before_it_began(base: Base, tmp_path: Path) -> None:
    out = tmp_path / "avant.svg"
    done = base("export", "svg", str(out), "--id", "disp:cls-broceliande-1", "--date", "2010-01-01", "--json")
    assert done.status == 0, done.err
    assert (done.json["elements"], done.json["liens"]) == (1, 0)
    text = " ".join(element.text or "" for element in ET.parse(out).getroot().iter(f"{SVG}text"))
    assert "après la date de l’image" in text


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--layout", "spirale"), "liens, territoire, dispositif, cercles, secteur"),
        (("--theme", "addictologie"), "Addictions"),
        (("--sector", "x"), "protection_sociale"),
        (("--since", "hier"), "AAAA-MM-JJ"),
    ],
)
def test_a_choice_that_does_not_exist_is_refused_with_those_that_do(
    base: Base, tmp_path: Path, words: tuple[str, ...], sentence: str
) -> None:
    done = base("export", "svg", str(tmp_path / "a.svg"), "--territory", "Redon Agglomération", *words)
    assert done.status == 2
    assert sentence in done.err
    facts = base("export", "xlsx", str(tmp_path / "a.xlsx"), *words)
    assert facts.status == 2
