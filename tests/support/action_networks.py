"""Draw small sets of actions with their themes, publics, places and people, for the analyses that compare them."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st

from graph.model.statement import NodeStatement, RelationshipStatement
from graph.snapshot import Snapshot
from tests.support.facts import link, node, snapshot_of

ACTORS = tuple(f"acteur:{letter}" for letter in "abcdef")
THEMES = ("theme:nutrition", "theme:vaccination", "theme:isolement")
PUBLICS = ("public:enfants", "public:jeunes", "public:tout_public")
PLACES = {"EPCI-243500741": 31, "COM-35236": 1, "COM-35238": 1, "terr:sans-liste": 0}
"""Grounds and their number of communes: one holds the second, none holds the third, one has no known commune."""
INSIDE = {frozenset({"EPCI-243500741", "COM-35236"})}
TITLES = (
    "Prévention du suicide",
    "Prévenir les suicides",
    "Téléexpertise",
    "Développer la téléexpertise",
    "Les actions pour tous",
    "Pour tous",
)


@dataclass(frozen=True, slots=True)
class Action:
    """Hold a drawn action as it was drawn: the tests compute from this, not from the graph."""

    id: str
    titre: str
    statut: str
    themes: frozenset[str]
    publics: frozenset[str]
    places: frozenset[str]
    acteurs: frozenset[str]


def actions() -> st.SearchStrategy[list[Action]]:
    """Return the strategy that draws up to seven actions."""
    drawn = st.tuples(
        st.sampled_from(TITLES),
        st.sampled_from(("mise_en_oeuvre", "terminee", "inconnu")),
        st.frozensets(st.sampled_from(THEMES), max_size=2),
        st.frozensets(st.sampled_from(PUBLICS), max_size=2),
        st.frozensets(st.sampled_from(sorted(PLACES)), max_size=1),
        st.frozensets(st.sampled_from(ACTORS), max_size=3),
    )
    return st.lists(drawn, max_size=7).map(
        lambda found: [Action(f"action:{number}", *values) for number, values in enumerate(found)]
    )


def snapshot_with(drawn: list[Action], *more: RelationshipStatement, day: str | None = "2022-06-15") -> Snapshot:
    """Return the graph of drawn actions; the first actor of each leads it, the others join it."""
    nodes: list[NodeStatement] = [node(id_, "Acteur", type_acteur="association") for id_ in ACTORS]
    nodes += [node(id_, "Thematique") for id_ in THEMES] + [node(id_, "Public") for id_ in PUBLICS]
    nodes += [node(id_, "Territoire") for id_ in PLACES] + [node("inst:groupe", "Instance")]
    said: list[RelationshipStatement] = []
    for action in drawn:
        nodes.append(node(action.id, "Action", nom=action.titre, statut=action.statut))
        said += [link("TRAITE", action.id, theme) for theme in sorted(action.themes)]
        said += [link("CIBLE", action.id, public) for public in sorted(action.publics)]
        said += [link("INTERVIENT_SUR", action.id, place) for place in sorted(action.places)]
        for rank, acteur in enumerate(sorted(action.acteurs)):
            said.append(link("EST_PARTENAIRE" if rank else "PILOTE", acteur, action.id))
    return snapshot_of(nodes, [*said, *more], day)


def meet(one: Action, two: Action) -> bool:
    """Tell whether two actions take place on grounds that meet."""
    return any(a == b or frozenset({a, b}) in INSIDE for a in one.places for b in two.places)
