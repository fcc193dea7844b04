"""Generate a synthetic territory: statements that the ordinary planning loads, and the truth that was planted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from types import MappingProxyType

from graph.model.statement import NodeStatement, RelationshipStatement, Statement
from graph.model.vocabularies import vocabulary
from tests.support.synthetic.background import fill
from tests.support.synthetic.block_actions import BlockActions, plant_actions
from tests.support.synthetic.block_network import BlockNetwork, plant_network
from tests.support.synthetic.block_schemes import BlockSchemes, plant_schemes
from tests.support.synthetic.draft import JOUR, Draft
from tests.support.synthetic.ground import PURPOSES, Ground, choose_ground, epci_inside
from tests.support.synthetic.institutions import Institutions, bring_institutions
from tests.support.synthetic.sizes import Size
from tests.support.synthetic.truth import ThemesTruth, Truth


@dataclass(frozen=True, slots=True)
class Territory:
    """
    Hold a synthetic territory.

    Parameters
    ----------
    seed, size
        What it was made from.
    jour
        Reference day (ISO): the truth is that of this day.
    nodes, relationships
        Statements, each with its proof, in a fixed order.
    truth
        What was planted.
    """

    seed: int
    size: Size
    jour: str
    nodes: tuple[NodeStatement, ...]
    relationships: tuple[RelationshipStatement, ...]
    truth: Truth

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Return every statement, nodes first."""
        return (*self.nodes, *self.relationships)


@dataclass(slots=True)
class _Block:
    """Hold what one block planted."""

    ground: Ground
    schemes: BlockSchemes
    actions: BlockActions
    network: BlockNetwork


@dataclass(slots=True)
class _Making:
    """Hold a territory in the making."""

    blocks: list[_Block] = field(default_factory=list)
    perimeters: dict[str, dict[str, float]] = field(default_factory=dict)


def generate(seed: int, size: Size) -> Territory:
    """Return the territory of a seed and a size; the same ones give the same territory, on any machine."""
    draft = Draft(seed)
    grounds = _grounds(draft, size)
    institutions: dict[str, Institutions] = {}
    making = _Making()
    for code in size.codes:
        draft.at(code)
        institutions[code] = bring_institutions(draft, code)
        if code in grounds:
            block = _plant(draft, grounds[code], institutions[code])
            making.blocks.append(block)
            making.perimeters |= block.schemes.perimeters
    kept = frozenset(siren for ground in grounds.values() for siren in ground.sirens)
    making.perimeters |= fill(draft, size, institutions, kept)
    nodes, relationships = tuple(draft.nodes.values()), tuple(draft.relationships.values())
    return Territory(seed, size, JOUR, nodes, relationships, _truth(draft, making))


def _grounds(draft: Draft, size: Size) -> dict[str, Ground]:
    """Choose the départements that hold a block, and its intercommunalités."""
    able = [code for code in size.codes if len(epci_inside().get(code, ())) >= len(PURPOSES) + size.reserve_epci]
    draft.draw.shuffle(able)
    found: dict[str, Ground] = {}
    for code in able:
        if len(found) == size.blocs:
            break
        ground = choose_ground(code, draft.draw)
        if ground:
            found[code] = ground
    return found


def _plant(draft: Draft, ground: Ground, institutions: Institutions) -> _Block:
    schemes = plant_schemes(draft, ground, institutions)
    actions = plant_actions(draft, ground, schemes)
    return _Block(ground, schemes, actions, plant_network(draft, ground, schemes))


def _truth(draft: Draft, making: _Making) -> Truth:
    blocks = making.blocks
    covered, preparing = _coverage(draft, making.perimeters)
    return Truth(
        jour=JOUR,
        perimeters=MappingProxyType({id_: MappingProxyType(found) for id_, found in sorted(making.perimeters.items())}),
        unknown_perimeters=tuple(
            block.schemes.ids[part] for block in blocks for part in ("sans_liste", "sans_perimetre")
        ),
        successions=tuple((edge.start, edge.end) for edge in draft.relationships.values() if edge.type == "SUCCEDE_A"),
        overlaps=tuple(overlap for block in blocks for overlap in block.schemes.overlaps),
        themes=tuple(truth for block in blocks for truth in _themes(draft, block)),
        gaps=tuple(gap for block in blocks for gap in block.schemes.gaps),
        besoins=tuple(need for block in blocks for need in block.actions.besoins),
        actions=tuple(pair for block in blocks for pair in block.actions.pairs),
        liens=tuple(link for block in blocks for link in block.network.liens),
        brokers=tuple(broker for block in blocks for broker in block.network.brokers),
        articulations=tuple(found for block in blocks for found in block.schemes.articulations),
        without_diagnosis=tuple(block.ground.epci("inconnu") for block in blocks),
        covered=covered,
        covered_or_preparing=covered | preparing,
        isolated=_joined(block.network.isolated for block in blocks),
        collectives=_joined(block.network.collectives for block in blocks),
        to_specify=_joined(block.network.to_specify for block in blocks),
        open_places=_joined(block.network.open_places for block in blocks),
        services=MappingProxyType({k: v for block in blocks for k, v in block.network.services.items()}),
        moments=MappingProxyType(draft.moments),
        scheme_moments=MappingProxyType(draft.scheme_moments),
        planted_actors=frozenset(actor for block in blocks for actor in block.network.actors),
        territories=MappingProxyType(
            {
                (block.ground.departement, purpose): block.ground.epci(purpose)
                for block in blocks
                for purpose in PURPOSES
            }
        ),
    )


def _themes(draft: Draft, block: _Block) -> Iterable[ThemesTruth]:
    parts = ("contrat", "cpts", "conseil", "voisine", "eloigne")
    for a, b in combinations(sorted(block.schemes.ids[part] for part in parts), 2):
        yield ThemesTruth(a, b, frozenset(draft.themes[a]), frozenset(draft.themes[b]))


def _coverage(draft: Draft, perimeters: Mapping[str, Mapping[str, float]]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the communes under an active CLS, then those under one that is being prepared."""
    stages = vocabulary("cycle_cls").terms
    active: set[str] = set()
    preparing: set[str] = set()
    for id_, shares in perimeters.items():
        properties = draft.nodes[id_].properties
        if properties["type_dispositif"] != "CLS":
            continue
        stage = str(properties["cycle"])
        if stages[stage].attributes["actif_pour_couverture"]:
            active.update(shares)
        elif stage == "elaboration":
            preparing.update(shares)
    return frozenset(active), frozenset(preparing)


def _joined(lists: Iterable[list[str]]) -> tuple[str, ...]:
    return tuple(item for found in lists for item in found)
