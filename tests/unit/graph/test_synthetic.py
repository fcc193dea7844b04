"""Check the synthetic territories: same seed same statements, valid for the model, and true to what they announce."""

import os
import re
import subprocess
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from hashlib import sha256
from itertools import combinations, product
from pathlib import Path

import networkx as nx
import pytest

from graph.certainty import Certitude, certainty, counts_in_metrics
from graph.model.dates import first_day
from graph.model.ontology import (
    end_allowed,
    label_of_id,
    node_properties,
    relationship_properties,
    relationship_spec,
    tie_weight,
)
from graph.model.spec import PropertySpec
from graph.model.statement import Location, RelationshipStatement, Stored
from graph.model.values import format_cell, parse_cell
from graph.model.vocabularies import vocabulary
from graph.reference.loader import load_reference
from graph.territory import Member, Territories
from ingest.facts import Facts
from ingest.known import Known
from ingest.records import Record
from ingest.validate import validate
from tests.support.synthetic.block_schemes import PLANTED_CLASSES
from tests.support.synthetic.generate import Territory, generate
from tests.support.synthetic.sizes import NATIONAL, REGION, SMALL, Size
from tests.support.synthetic.truth import CERTAIN, IN_FORCE, Lien, Moment, Ressemblance

CASES = [(1, SMALL), (2, SMALL), (35, SMALL), (1, REGION)]
IDS = [f"{size.nom}-{seed}" for seed, size in CASES]
CONTEXTS = {"Action", "Instance", "Evenement", "Dispositif"}


@cache
def _made(seed: int, size: Size) -> Territory:
    return generate(seed, size)


@pytest.fixture(params=CASES, ids=IDS)
def territory(request: pytest.FixtureRequest) -> Territory:
    return _made(*request.param)


# ------------------------------------------------------------------------------------------------ statements


def test_the_same_seed_gives_the_same_territory() -> None:
    again = generate(1, SMALL)
    assert again == _made(1, SMALL)
    assert again.statements != _made(2, SMALL).statements


def test_another_process_gives_the_same_territory() -> None:
    """The order of a set changes from one process to the next: nothing may depend on it."""
    command = (
        "from hashlib import sha256\n"
        "from tests.support.synthetic.generate import generate\n"
        "from tests.support.synthetic.sizes import REGION\n"
        "print(sha256(repr(generate(1, REGION).statements).encode()).hexdigest())\n"
    )
    root = Path(__file__).parents[3]
    environment = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": str(root)}
    found = subprocess.run(
        [sys.executable, "-c", command], env=environment, cwd=root, capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == sha256(repr(_made(1, REGION).statements).encode()).hexdigest()


def test_sizes_are_those_announced() -> None:
    small, region = _made(1, SMALL), _made(1, REGION)
    assert {node.id[4:6] for node in small.nodes if node.id.startswith("DEP-")} == {"29"}
    assert 10 <= _count(small, "Dispositif") <= 20
    assert 40 <= _count(small, "Acteur") <= 60
    assert _count(region, "Acteur") == pytest.approx(REGION.acteurs, rel=0.1)
    assert _count(region, "Dispositif") == REGION.dispositifs
    assert _count(region, "Action") == REGION.actions
    assert len(region.relationships) == pytest.approx(20_000, rel=0.1)


@pytest.mark.slow
def test_the_national_size_is_that_announced() -> None:
    national = generate(1, NATIONAL)
    reference = 107_000
    assert _count(national, "Acteur") == pytest.approx(NATIONAL.acteurs, rel=0.05)
    assert _count(national, "Dispositif") == NATIONAL.dispositifs
    assert _count(national, "Action") == NATIONAL.actions
    assert len(national.statements) + reference == pytest.approx(650_000, rel=0.05)
    assert len({departement for departement, _ in national.truth.territories}) == NATIONAL.blocs


def test_ids_are_distinct_and_ends_exist(territory: Territory) -> None:
    nodes = [node.id for node in territory.nodes]
    edges = [edge.id for edge in territory.relationships]
    assert [id_ for id_, n in Counter(nodes + edges).items() if n > 1] == []
    known, reference = set(nodes), Known(None)
    ends = {end for edge in territory.relationships for end in (edge.start, edge.end)}
    assert sorted(end for end in ends - known if not reference.in_reference(end)) == []
    used = ends | {node.id for node in territory.nodes if "Source" in node.labels}
    lonely = [id_ for id_ in known - used if not id_.startswith(("COM-", "EPCI-", "DEP-"))]
    assert lonely == []


def test_every_statement_fits_the_model(territory: Territory) -> None:
    labels = {node.id: set(node.labels) for node in territory.nodes}
    faults = []
    for node in territory.nodes:
        announced = label_of_id(node.id)
        faults += [f"{node.id}: label {announced}"] if announced not in node.labels else []
        faults += _property_faults(node.id, node.properties, node_properties(node.labels).values())
    for edge in territory.relationships:
        spec = relationship_spec(edge.type)
        assert spec is not None
        for end, allowed in ((edge.start, spec.start), (edge.end, spec.end)):
            found = labels.get(end) or {label_of_id(end) or ""}
            faults += [f"{edge.type} {end}: {found}"] if not end_allowed(allowed, found) else []
        role = edge.properties.get("role")
        faults += [f"{edge.type}: role {role}"] if role and role not in spec.roles else []
        faults += _property_faults(edge.id, edge.properties, relationship_properties(edge.type).values())
    assert faults == []


def test_every_statement_has_a_proof_from_a_document_of_the_territory(territory: Territory) -> None:
    documents = {node.properties["fichier"] for node in territory.nodes if "Source" in node.labels}
    assert [s.id for s in territory.statements if not s.preuves] == []
    assert {preuve.source for s in territory.statements for preuve in s.preuves} <= documents


@pytest.mark.parametrize("seed", [1, 35])
def test_an_import_would_accept_every_statement(seed: int) -> None:
    made = _made(seed, SMALL)
    records = [
        Record(statement=replace(statement, location=Location(file="territoire", row=row)))
        for row, statement in enumerate(made.statements, start=2)
    ]
    issues = validate(Facts(records, Known(None)), today=date.fromisoformat(made.jour))
    assert [issue.message for issue in issues if issue.blocking] == []


# ------------------------------------------------------------------------------------------------------ time


def test_moments_are_those_of_the_statements(territory: Territory) -> None:
    observed = {
        node.properties["fichier"]: node.properties.get("date_document") or node.properties.get("date_plancher")
        for node in territory.nodes
        if "Source" in node.labels
    }
    expected = {
        **dict.fromkeys(CERTAIN, Certitude.CERTAIN),
        **dict.fromkeys(IN_FORCE - CERTAIN, Certitude.INCERTAIN),
        Moment.ECHU: Certitude.INACTIF,
        Moment.FUTUR: Certitude.INACTIF,
    }
    moments = territory.truth.moments
    assert set(moments) == {edge.id for edge in territory.relationships}
    wrong = []
    for edge in territory.relationships:
        moment = moments[edge.id]
        day = observed[edge.preuves[0].source]
        state = certainty(edge.properties, territory.jour, str(day) if day else None)
        if counts_in_metrics(edge.properties) is (moment is Moment.EN_PROJET):
            wrong.append(f"{moment} counted: {edge.properties}")
        if moment in expected and state is not expected[moment]:
            wrong.append(f"{moment} is {state}: {edge.properties}")
    assert wrong == []


def test_every_moment_is_planted(territory: Territory) -> None:
    truth = territory.truth
    assert set(truth.moments.values()) == set(Moment)
    out = {edge.id for edge in territory.relationships if truth.moments[edge.id] not in IN_FORCE}
    assert truth.never_in_figures == out
    assert {Moment.ECHU, Moment.FUTUR, Moment.NON_DATE, Moment.EN_PROJET} <= set(truth.scheme_moments.values())


# ------------------------------------------------------------------------------------- perimeters and gaps


def test_perimeters_are_those_of_the_statements(territory: Territory) -> None:
    truth, territories = territory.truth, Territories([])
    members: dict[str, list[Member]] = defaultdict(list)
    for edge in _in_force(territory, "COUVRE"):
        part = edge.properties.get("part")
        members[edge.start].append(Member(edge.end, None if part is None else float(str(part))))
    found = {id_: territories.perimeter(covered) for id_, covered in members.items()}
    known = {id_: dict(perimeter.shares) for id_, perimeter in found.items() if not perimeter.unknown}
    assert {id_: dict(shares) for id_, shares in truth.perimeters.items()} == known
    assert {id_ for id_, perimeter in found.items() if perimeter.unknown} <= set(truth.unknown_perimeters)
    in_force = {id_ for id_, moment in truth.scheme_moments.items() if moment in IN_FORCE}
    assert in_force == set(truth.perimeters) | set(truth.unknown_perimeters)


def test_overlaps_have_their_class(territory: Territory) -> None:
    truth = territory.truth
    departements = {departement for departement, _ in truth.territories}
    classes = Counter(overlap.classe for overlap in truth.overlaps if overlap.planted)
    assert sum(classes.values()) == len(PLANTED_CLASSES) * len(departements)
    assert classes == Counter({name: n * len(departements) for name, n in Counter(PLANTED_CLASSES.values()).items()})
    succession = {frozenset(pair) for pair in truth.successions}
    for overlap in truth.overlaps:
        a, b = truth.perimeters[overlap.a], truth.perimeters[overlap.b]
        assert overlap.communes == set(a) & set(b)
        assert (overlap.classe == "disjoint") == (not overlap.communes)
        assert frozenset((overlap.a, overlap.b)) not in succession


def test_confirmed_gaps_have_an_inventory_and_nothing_else_does(territory: Territory) -> None:
    reference, truth = load_reference(), territory.truth
    inventories: dict[str, dict[str, str]] = {}
    for node in territory.nodes:
        types, dates = node.properties.get("inventaire_types"), node.properties.get("inventaire_dates")
        if isinstance(types, list) and isinstance(dates, list):
            inventories[node.id] = dict(zip(map(str, types), map(str, dates), strict=True))
    kinds = {node.id: node.properties.get("type_dispositif") for node in territory.nodes}
    covering: dict[tuple[str, str], set[str]] = defaultdict(set)
    for edge in territory.relationships:
        if edge.type == "COUVRE" and territory.truth.moments[edge.id] not in {Moment.ECHU, Moment.FUTUR}:
            for commune in reference.communes_of(edge.end):
                covering[commune, str(kinds[edge.start])].add(edge.start)
    states = Counter(gap.etat for gap in truth.gaps)
    assert set(states) == {"present", "en_projet", "absent_confirme", "non_documente"}
    for gap in truth.gaps:
        communes = reference.communes_of(gap.territoire)
        schemes = set().union(*(covering[commune, gap.type_dispositif] for commune in communes))
        dated = [
            dates[gap.type_dispositif]
            for id_, dates in inventories.items()
            if gap.type_dispositif in dates and communes <= reference.communes_of(id_)
        ]
        known = any(first_day(day) <= territory.jour for day in dated)
        assert (gap.etat == "absent_confirme") == (known and not schemes), gap
        assert (gap.etat == "non_documente") == (not known and not schemes), gap
        assert set(gap.dispositifs) <= schemes, gap


def test_coverage_is_that_of_the_active_contracts(territory: Territory) -> None:
    truth = territory.truth
    active = {"signature", "mise_en_oeuvre", "prolongation", "evaluation", "renouvellement"}
    communes = set()
    for node in territory.nodes:
        if node.properties.get("type_dispositif") == "CLS" and node.properties.get("cycle") in active:
            communes |= set(truth.perimeters.get(node.id, ()))
    assert truth.covered == communes
    assert truth.covered < truth.covered_or_preparing


def test_needs_meet_what_they_announce(territory: Territory) -> None:
    truth, reference = territory.truth, load_reference()
    families = {f"theme:{term.code}": term.parent for term in vocabulary("thematiques").terms.values()}
    place = {edge.end: truth.perimeters.get(edge.start, {}) for edge in _in_force(territory, "COMPREND")}
    treated: dict[str, set[str]] = defaultdict(set)
    for edge in _in_force(territory, "TRAITE"):
        if edge.start in place:
            treated[edge.start].add(edge.end)
    for need in truth.besoins:
        communes, theme = reference.communes_of(need.territoire), f"theme:{need.theme}"
        here = {action for action in treated if communes & set(place[action])}
        exact = {action for action in here if theme in treated[action]}
        near = {action for action in here if families[theme] in {families[t] for t in treated[action]}}
        wanted = "couvert" if exact else "voisin" if near else "non_couvert"
        assert need.etat == wanted, need
        assert set(need.actions) == (exact or near), need
        assert not set(need.ecartees) & here
    needing = {edge.start for edge in territory.relationships if edge.type == "A_BESOIN"}
    assert not needing & set(truth.without_diagnosis)
    assert {need.etat for need in truth.besoins} == {"couvert", "voisin", "non_couvert"}


def test_themes_are_those_of_the_statements(territory: Territory) -> None:
    own: dict[str, set[str]] = defaultdict(set)
    for edge in _in_force(territory, "TRAITE"):
        own[edge.start].add(edge.end.removeprefix("theme:"))
    whole = {id_: set(themes) for id_, themes in own.items()}
    for edge in _in_force(territory, "COMPREND"):
        whole.setdefault(edge.start, set()).update(own[edge.end])
    for pair in territory.truth.themes:
        assert (set(pair.themes_a), set(pair.themes_b)) == (whole[pair.a], whole[pair.b])
    sizes = {len(pair.communs) for pair in territory.truth.themes}
    assert {0, 1, 2, 3, 4} <= sizes


# ---------------------------------------------------------------------------------------- actions and actors


def test_similar_actions_are_similar_by_the_published_formula(territory: Territory) -> None:
    truth, resemblance = territory.truth, _Resemblance(territory)
    for pair in truth.actions:
        score, comparable = resemblance.score(pair.a, pair.b), resemblance.comparable(pair.a, pair.b)
        if pair.nature is Ressemblance.DISTINCT:
            assert score < 0.55 or not comparable, pair
        else:
            assert comparable, pair
            assert score >= (0.55 if pair.nature is Ressemblance.COMPLEMENT else 0.75), (pair, score)
    assert {pair.nature for pair in truth.actions} == set(Ressemblance)
    succession = set(truth.successions)
    scheme = {edge.end: edge.start for edge in _in_force(territory, "COMPREND")}
    for pair in truth.actions:
        ends = {(scheme[pair.a], scheme[pair.b]), (scheme[pair.b], scheme[pair.a])}
        assert bool(ends & succession) == (pair.nature is Ressemblance.CONTINUITE)


@pytest.mark.parametrize("seed", [1, 2, 35])
def test_no_other_actions_of_a_block_look_alike(seed: int) -> None:
    made = _made(seed, SMALL)
    resemblance = _Resemblance(made)
    found = {
        (a, b)
        for a, b in combinations(sorted(resemblance.place), 2)
        if resemblance.comparable(a, b) and resemblance.score(a, b) >= 0.55
    }
    assert found == {(pair.a, pair.b) for pair in made.truth.actions if pair.nature is not Ressemblance.DISTINCT}


@pytest.mark.parametrize("seed", [1, 2, 35])
def test_no_other_link_is_missing_in_a_block(seed: int) -> None:
    """Untied organisations that act on a same theme in a same commune, on the reference day: the planted ones."""
    made = _made(seed, SMALL)
    truth, themes = made.truth, _ends(made, "TRAITE")
    place = {edge.end: truth.perimeters.get(edge.start, {}) for edge in _in_force(made, "COMPREND")}
    parents = {edge.start: edge.end for edge in _in_force(made, "PARTIE_DE")}
    acting: dict[str, set[str]] = defaultdict(set)
    for edge in (*_in_force(made, "PILOTE"), *_in_force(made, "EST_PARTENAIRE")):
        if edge.end in place:
            acting[parents.get(edge.start, edge.start)].add(edge.end)
    graph = nx.relabel_nodes(_ties(made), parents)
    found = {
        (a, b)
        for a, b in combinations(sorted(acting), 2)
        if not graph.has_edge(a, b)
        and any(themes[x] & themes[y] and set(place[x]) & set(place[y]) for x, y in product(acting[a], acting[b]))
    }
    assert found == truth.missing_links


def test_links_are_missing_broken_or_there(territory: Territory) -> None:
    truth, graph = territory.truth, _ties(territory)
    themes, publics = _ends(territory, "TRAITE"), _ends(territory, "CIBLE")
    perimeter = {edge.end: truth.perimeters.get(edge.start, {}) for edge in _in_force(territory, "COMPREND")}
    leading: dict[str, set[str]] = defaultdict(set)
    for edge in (*_in_force(territory, "PILOTE"), *_in_force(territory, "EST_PARTENAIRE")):
        if edge.start in truth.planted_actors and edge.end in perimeter:
            leading[edge.start].add(edge.end)
    expired = {
        (edge.start, edge.end)
        for edge in territory.relationships
        if edge.type == "EST_MEMBRE" and truth.moments[edge.id] is Moment.ECHU
    }
    natures = Counter(link.nature for link in truth.liens)
    assert set(natures) == set(Lien)
    for link in truth.liens:
        first, second = link.actions
        assert link.a < link.b
        assert (leading[link.a], leading[link.b]) == ({first}, {second}), link
        shared = themes[first] & themes[second]
        assert shared == {f"theme:{code}" for code in link.themes}
        assert publics[first] & publics[second] == {f"public:{code}" for code in link.publics}
        near = set(perimeter[first]) & set(perimeter[second])
        assert bool(near) == (link.nature is not Lien.ELOIGNE), link
        tied = graph.has_edge(link.a, link.b)
        assert tied == (link.nature is Lien.LIE), link
        together = [end for start, end in expired if start == link.a and (link.b, end) in expired]
        assert bool(together) == (link.nature is Lien.ROMPU), link
        same = truth.services.get(link.a) is not None and truth.services.get(link.a) == truth.services.get(link.b)
        assert same == (link.nature is Lien.MEME_ORGANISME)
        others = {action for action, found in themes.items() if found & shared} - {first, second}
        here = set(load_reference().communes_of(link.territoire))
        assert [action for action in others if here & set(perimeter.get(action, ()))] == [], link


def test_brokers_alone_join_their_groups(territory: Territory) -> None:
    graph = _ties(territory)
    for broker in territory.truth.brokers:
        left, right = broker.groupes
        for group in broker.groupes:
            assert all(graph.has_edge(a, b) for a, b in combinations(sorted(group), 2))
            assert {other for actor in group for other in graph[actor]} <= {*group, broker.acteur}
        assert set(graph[broker.acteur]) == (left | right if broker.moment is Moment.EN_COURS else left)
        without = graph.subgraph(set(graph) - {broker.acteur})
        assert nx.node_connected_component(without, min(left)) == left
        assert nx.node_connected_component(without, min(right)) == right
    assert {broker.moment for broker in territory.truth.brokers} == {Moment.EN_COURS, Moment.ECHU}


def test_the_lonely_and_the_unnamed_are_so(territory: Territory) -> None:
    truth = territory.truth
    attached = {edge.start for edge in territory.relationships if edge.type != "INTERVIENT_SUR"}
    assert truth.isolated
    assert not attached & set(truth.isolated)
    nodes = {node.id: node.properties for node in territory.nodes}
    assert {id_ for id_, p in nodes.items() if p.get("collectif")} == set(truth.collectives)
    assert {id_ for id_, p in nodes.items() if p.get("a_preciser")} == set(truth.to_specify)
    led = {edge.end for edge in territory.relationships if edge.type == "PILOTE"}
    assert truth.open_places
    assert not led & set(truth.open_places)
    parts = {edge.start: edge.end for edge in _in_force(territory, "PARTIE_DE")}
    assert {service: parts[service] for service in truth.services} == dict(truth.services)


# ---------------------------------------------------------------------------------------------------- tools


def _count(territory: Territory, label: str) -> int:
    return sum(1 for node in territory.nodes if label in node.labels)


def _in_force(territory: Territory, type_: str) -> list[RelationshipStatement]:
    moments = territory.truth.moments
    return [edge for edge in territory.relationships if edge.type == type_ and moments[edge.id] in IN_FORCE]


def _ends(territory: Territory, type_: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for edge in _in_force(territory, type_):
        found[edge.start].add(edge.end)
    return found


def _ties(territory: Territory) -> "nx.Graph[str]":
    """Join the actors that share a context, or declared a tie, on the reference day; services stay apart."""
    labels = {node.id: set(node.labels) for node in territory.nodes}
    contexts: dict[str, set[str]] = defaultdict(set)
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(id_ for id_, found in labels.items() if "Acteur" in found)
    for edge in territory.relationships:
        if territory.truth.moments[edge.id] not in IN_FORCE or tie_weight(edge.type) is None:
            continue
        if edge.type == "LIEN":
            graph.add_edge(edge.start, edge.end)
        elif labels[edge.end] & CONTEXTS:
            contexts[edge.end].add(edge.start)
    for members in contexts.values():
        graph.add_edges_from(combinations(sorted(members), 2))
    return graph


def _property_faults(id_: str, properties: Mapping[str, Stored], specs: Iterable[PropertySpec]) -> list[str]:
    """Say which properties are unknown to the model, or change when written to a cell and read back."""
    specs = list(specs)
    declared = {name for spec in specs for name in spec.storage_names}
    faults = [f"{id_}: {name}" for name in properties if name not in declared]
    read: dict[str, object] = {}
    for spec in specs:
        read |= parse_cell(spec, format_cell(spec, properties))
    faults += [f"{id_}: {name}" for name in properties if repr(read.get(name)) != repr(properties[name])]
    return faults + [f"{id_}: {spec.name} required" for spec in specs if spec.required and _lacks(spec, properties)]


def _lacks(spec: PropertySpec, properties: Mapping[str, Stored]) -> bool:
    return spec.name not in properties and spec.name != "id"


class _Resemblance:
    """Score two actions by the published formula: 0.75 is probable, 0.55 worth a look."""

    def __init__(self, territory: Territory) -> None:
        perimeters = territory.truth.perimeters
        self.titles = {node.id: str(node.properties["nom"]) for node in territory.nodes if "Action" in node.labels}
        self.themes, self.publics = _ends(territory, "TRAITE"), _ends(territory, "CIBLE")
        self.place = {
            edge.end: set(perimeters[edge.start])
            for edge in _in_force(territory, "COMPREND")
            if edge.start in perimeters
        }

    def comparable(self, a: str, b: str) -> bool:
        """Tell whether they share a theme and a commune."""
        return bool(self.themes[a] & self.themes[b] and self.place[a] & self.place[b])

    def score(self, a: str, b: str) -> float:
        """Return 0.35 title + 0.35 themes + 0.15 publics + 0.15 territory."""
        place_a, place_b = self.place[a], self.place[b]
        return (
            0.35 * _alike(self.titles[a], self.titles[b])
            + 0.35 * _jaccard(self.themes[a], self.themes[b])
            + 0.15 * _jaccard(self.publics[a], self.publics[b])
            + 0.15 * len(place_a & place_b) / min(len(place_a), len(place_b))
        )


def _alike(a: str, b: str) -> float:
    first, second = _words(a), _words(b)
    threes = [{text[i : i + 3] for i in range(len(text) - 2)} for text in (" ".join(first), " ".join(second))]
    return (_jaccard(set(first), set(second)) + _jaccard(threes[0], threes[1])) / 2


def _words(text: str) -> list[str]:
    spaced = text.replace("’", " ").replace("'", " ")
    plain = unicodedata.normalize("NFKD", spaced).encode("ascii", "ignore").decode().lower()
    stop = {"de", "du", "des", "la", "le", "les", "a", "au", "aux", "l", "d", "et", "en", "un", "une", "par"}
    return [word.removesuffix("s") for word in re.findall(r"[a-z]+", plain) if word not in stop]


def _jaccard(a: set[str], b: set[str]) -> float:
    return len(a & b) / len(a | b) if a | b else 0.0
