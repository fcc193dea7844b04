"""GEXF and GraphML hold hostile texts to the letter, dates as days, and are read with care."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pytest

from app.exports.facts import Facts
from app.exports.gexf import write_gexf
from app.exports.graphml import write_graphml
from graph.model.statement import Preuve, relationship_id, with_proofs
from graph.plan import NodeState, RelationshipState
from ingest.graph_file import escaped, node_entry, unescaped
from ingest.importer import Checked, check
from ingest.issues import Issue

WRITERS: dict[str, Callable[[Path, Facts], None]] = {".gexf": write_gexf, ".graphml": write_graphml}

HOSTILE = (
    '<script>alert(1)</script> & "l\'un" ]]> <!-- x --> &amp; &#0;',
    "x" * 100_000,
    "\u202eabc\u202c \u2067fdp\u2069 \u05e9\u05dc\u05d5\u05dd",
    "👩‍💻 e\u0301 \u2028 \u0085",
    "un\u0000deux\u0007trois\u001b\ufffe\uffff",
    "ligne\r\nsuite\ttab\r",
    "json:[1]",
    "",
    " autour ",
    "true",
    "\\u0041",
)
XMLS = '<?xml version="1.0" encoding="UTF-8"?>\n'


def facts(*texts: str) -> Facts:
    """Return an actor per text, each tied twice to one scheme and once to a commune that the reference knows."""
    scheme = NodeState(
        id="disp:d",
        labels=("Acteur", "Dispositif"),
        properties={
            "nom": "CPTS",
            "type_dispositif": "CPTS",
            "type_acteur": "cpts",
            "alias": ["a|b", 'c"d'],
            "a_preciser": True,
        },
        fait=True,
        origines=("a.xlsx",),
    )
    nodes = [scheme]
    links = []
    for place, text in enumerate(texts):
        proof = (Preuve(text or "doc.txt", text),)
        properties = with_proofs({"nom": text, "type_acteur": "ars", "note_qualite": text}, proof)
        nodes.append(
            NodeState(
                id=f"acteur:{place}", labels=("Acteur",), properties=properties, fait=True, origines=("a.xlsx", "b.csv")
            )
        )
        for role, since, until in (("pilote", "2021", "2022-02"), ("copilote", None, "2020-12-31")):
            said = {"role": role, **({"valid_from": since} if since else {}), "valid_to": until, "confidence": 1}
            links.append(tie("PILOTE", f"acteur:{place}", "disp:d", said))
        links.append(tie("INTERVIENT_SUR", f"acteur:{place}", "COM-35236", {"note": text}))
    commune = NodeState(id="COM-35236", labels=("Territoire",), properties={"nom": "Redon"}, reference=True)
    return Facts(
        nodes=tuple(nodes),
        relationships=tuple(links),
        references=(commune,),
        territoire=None,
        date=None,
        version="0" * 64,
    )


def tie(type_: str, start: str, end: str, properties: dict[str, object]) -> RelationshipState:
    """Return a relationship that one file asserts."""
    return RelationshipState(
        id=relationship_id(type_, start, end, properties.get("role"), properties.get("valid_from")),
        type=type_,
        start=start,
        end=end,
        properties=properties,  # type: ignore[arg-type]
        fait=True,
        origines=("a.xlsx",),
    )


def read(path: Path) -> nx.MultiDiGraph[str]:
    """Return what networkx reads."""
    found = nx.read_gexf(path) if path.suffix == ".gexf" else nx.read_graphml(path, force_multigraph=True)
    return nx.MultiDiGraph(found)


def blocking(checked: Checked) -> list[Issue]:
    """Return the blocking problems."""
    return [issue for issue in checked.report.problemes if issue.blocking]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_that_xml_cannot_hold_is_read_back(text: str) -> None:
    ET.fromstring(f"<a>{ET.tostring(element(escaped(text)), encoding='unicode')}</a>")
    assert unescaped(escaped(text)) == text


def element(text: str) -> ET.Element:
    """Return an element that holds a text."""
    found = ET.Element("b")
    found.text = text
    return found


@pytest.mark.parametrize("suffix", WRITERS)
def test_hostile_texts_are_kept_to_the_letter_and_inert(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"hostile{suffix}"
    given = facts(*HOSTILE)
    WRITERS[suffix](path, given)
    graph = read(path)
    assert graph.number_of_nodes() == len(given.nodes) + 1
    assert graph.number_of_edges() == len(given.relationships)
    for place, text in enumerate(HOSTILE):
        cells = {name: value for name, value in graph.nodes[f"acteur:{place}"].items() if isinstance(value, str)}
        entry = node_entry(f"acteur:{place}", cells)
        assert entry["proprietes"]["nom"] == entry["proprietes"]["note_qualite"] == text
        assert entry["preuves"] == [{"source": text or "doc.txt", "citation": text}]
        assert entry["fichiers"] == ["a.xlsx", "b.csv"]
        assert len(cells["label"]) <= 120
    tags = {one.tag.rpartition("}")[2] for one in ET.parse(path).iter()}
    assert not tags & {"script", "img", "x"}


@pytest.mark.parametrize("suffix", WRITERS)
def test_names_that_come_back_are_those_of_the_facts(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"faits{suffix}"
    WRITERS[suffix](path, facts("ARS Bretagne", HOSTILE[0], HOSTILE[3], "json:[1]"))
    checked = check([path], None)
    assert not blocking(checked), checked.report.to_text()
    rows = checked.report.lignes
    assert (rows.lues, rows.chargees, rows.rejetees) == (17, 17, 0)
    names = {one.id: one.properties["nom"] for one in checked.statements if "nom" in one.properties}
    assert names["acteur:1"] == HOSTILE[0]
    assert names["acteur:3"] == "json:[1]"
    scheme = next(one for one in checked.statements if one.id == "disp:d")
    assert scheme.properties["alias"] == ["a|b", 'c"d']
    assert scheme.properties["a_preciser"] is True


def test_partial_dates_are_days_and_stay_as_written(tmp_path: Path) -> None:
    path = tmp_path / "dates.gexf"
    write_gexf(path, facts("ARS"))
    graph = read(path)
    found = {one["role"]: one for _, _, one in graph.edges(data=True) if "role" in one}
    pilot, second = found["pilote"], found["copilote"]
    assert (pilot["start"], pilot["end"]) == ("2021-01-01", "2022-02-28")
    assert (pilot["valid_from"], pilot["valid_to"]) == ("2021", "2022-02")
    assert ("start" in second, second["end"]) == (False, "2020-12-31")
    assert isinstance(pilot["confidence"], float)


def test_dates_out_of_order_are_left_to_the_attributes(tmp_path: Path) -> None:
    path = tmp_path / "dates.gexf"
    given = facts()
    wrong = tie("PORTE", "disp:d", "disp:d", {"valid_from": "2022", "valid_to": "2021"})
    write_gexf(path, replace(given, relationships=(wrong,)))
    (_, _, edge), *others = read(path).edges(data=True)
    assert not others
    assert not {"start", "end"} & edge.keys()
    assert (edge["valid_from"], edge["valid_to"]) == ("2022", "2021")


@pytest.mark.parametrize("suffix", WRITERS)
def test_parallel_relationships_are_all_there(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"faits{suffix}"
    WRITERS[suffix](path, facts("ARS"))
    graph = read(path)
    assert graph.number_of_edges("acteur:0", "disp:d") == 2
    if suffix == ".gexf":
        kinds = [one.get("kind") for one in ET.parse(path).iter() if one.tag.endswith("}edge")]
        assert kinds == ["PILOTE", "PILOTE 2", "INTERVIENT_SUR"]


@pytest.mark.parametrize("suffix", WRITERS)
def test_the_file_says_what_it_is(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"faits{suffix}"
    source = NodeState(id="source:s", labels=("Source",), properties={"nom": "Contrat\u0000 local"}, fait=True)
    given = facts("ARS")
    WRITERS[suffix](path, replace(given, nodes=(*given.nodes, source), date="2021-09-15"))
    text = path.read_text(encoding="utf-8")
    for said in ("Maillage", "15 septembre 2021", "toute la base", "Légende", "Contrat\ufffd local", "Licence Ouverte"):
        assert said in text


def test_colours_and_shapes_say_sector_and_nature(tmp_path: Path) -> None:
    path = tmp_path / "faits.gexf"
    write_gexf(path, facts("ARS"))
    graph = read(path)
    shapes = {
        node.get("id"): shape.get("value")
        for node in ET.parse(path).iter("{http://gexf.net/1.3}node")
        for shape in node.iter("{http://gexf.net/1.3/viz}shape")
    }
    assert shapes == {"acteur:0": "disc", "disp:d": "square", "COM-35236": "disc"}
    assert graph.nodes["acteur:0"]["viz"]["color"] != graph.nodes["COM-35236"]["viz"]["color"]


BOMB = (
    '<!DOCTYPE gexf [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    '<gexf><graph><nodes><node id="&b;"/></nodes></graph></gexf>'
)
SPY = '<!DOCTYPE graphml [<!ENTITY f SYSTEM "file:///etc/hostname">]><graphml><desc>&f;</desc></graphml>'


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        ("", "ING-103", "vide"),
        (XMLS + BOMB, "ING-102", "DOCTYPE"),
        (XMLS + SPY, "ING-102", "DOCTYPE"),
        (XMLS + "<gexf><graph><nodes><node id='a'", "ING-106", "incomplet"),
        ("pas du XML", "ING-106", "XML"),
        ('<?xml version="1.0" encoding="klingon"?><gexf/>', "ING-106", "XML"),
        (XMLS + "<a>" * 200 + "</a>" * 200, "ING-102", "niveaux"),
        (XMLS + "<gexf><graph/></gexf>", "ING-102", "aucun nœud"),
        (
            XMLS + '<gexf><graph><nodes><node id="a" label="CPAM"/></nodes></graph></gexf>',
            "ING-102",
            "pas été écrit par Maillage",
        ),
    ],
)
@pytest.mark.parametrize("suffix", WRITERS)
def test_what_is_not_an_export_is_refused_in_words(
    tmp_path: Path, content: str, code: str, words: str, suffix: str
) -> None:
    path = tmp_path / f"essai{suffix}"
    path.write_text(content, encoding="utf-8")
    (issue,) = blocking(check([path], None))
    assert issue.code == code
    assert words in issue.message


@pytest.mark.parametrize("suffix", WRITERS)
def test_a_graph_of_elsewhere_is_sent_to_the_tables(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"karate{suffix}"
    graph = nx.karate_club_graph()
    (nx.write_gexf if suffix == ".gexf" else nx.write_graphml)(graph, path)
    checked = check([path], None)
    (issue,) = blocking(checked)
    assert "CSV" in issue.remede
    assert "Gephi" in issue.remede
    assert checked.report.lignes.lues == 0


def test_a_drawing_of_yed_is_refused_the_same_way(tmp_path: Path) -> None:
    path = tmp_path / "dessin.graphml"
    path.write_text(
        '<graphml xmlns:y="http://www.yworks.com/xml/graphml"><key id="d0" for="node" yfiles.type="nodegraphics"/>'
        '<graph edgedefault="directed"><node id="n0"><data key="d0"><y:ShapeNode><y:NodeLabel>CPAM</y:NodeLabel>'
        "</y:ShapeNode></data></node></graph></graphml>",
        encoding="utf-8",
    )
    (issue,) = blocking(check([path], None))
    assert "pas été écrit par Maillage" in issue.message


@pytest.mark.parametrize("suffix", WRITERS)
def test_what_another_program_added_is_told(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"faits{suffix}"
    WRITERS[suffix](path, facts("ARS"))
    graph = read(path)
    graph.add_node("n0", label="Ajouté", degre=3)
    graph.add_edge("n0", "acteur:0", key="e0")
    graph.nodes["acteur:0"]["label"] = "Un autre nom"
    graph.nodes["acteur:0"]["nom"] = "ARS de Bretagne"
    for _, data in graph.nodes(data=True):
        data.pop("viz", None)
    (nx.write_gexf if suffix == ".gexf" else nx.write_graphml)(graph, path)
    checked = check([path], None, partial=True)
    rows = checked.report.lignes
    assert (rows.lues, rows.rejetees) == (7, 2)
    assert rows.lues == rows.chargees + rows.reparees + rows.rejetees
    said = [issue.message for issue in checked.report.problemes]
    assert any("nœud a été ajouté" in one for one in said)
    assert any("lien a été ajouté" in one for one in said)
    assert any("degre" in one for one in said)
    assert any("libellé d’un nœud" in one for one in said)
    actor = next(one for one in checked.statements if one.id == "acteur:0")
    assert actor.properties["nom"] == "ARS de Bretagne"


def test_an_xml_file_is_known_by_what_it_holds(tmp_path: Path) -> None:
    for suffix, write in WRITERS.items():
        path = tmp_path / f"{suffix[1:]}.xml"
        write(path, facts("ARS"))
        checked = check([path], None)
        assert not blocking(checked)
        assert checked.report.lecteur == suffix[1:]
    other = tmp_path / "autre.xml"
    other.write_text("<rss/>", encoding="utf-8")
    (issue,) = blocking(check([other], None))
    assert issue.code == "ING-102"
