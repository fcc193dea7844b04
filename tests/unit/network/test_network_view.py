"""Hold what the picture draws, leaves out and says."""

import pytest

from app.view_models.network import (
    EdgeRecord,
    NetworkView,
    NodeRecord,
    build_network_view,
    nature_of,
    network_table,
)
from tests.support.networks import realistic_network

CPAM = NodeRecord(id="acteur:cpam-35", labels=("Acteur",), nom="CPAM 35", secteur="protection_sociale")
CLS = NodeRecord(id="disp:cls", labels=("Dispositif",), nom="CLS de Redon")
CPTS = NodeRecord(id="disp:cpts", labels=("Dispositif", "Acteur"), nom="CPTS de Redon", secteur="sante")
GROUPE = NodeRecord(id="acteur:structures", labels=("Acteur",), nom="Une quinzaine de structures", collectif=True)
SIGNE = EdgeRecord(
    id="r1", type="SIGNE", start=CPAM.id, end=CLS.id, role="signataire", proof="Contrat, 2021", weight=0.8
)
PILOTE = EdgeRecord(
    id="r2", type="PILOTE", start=CPAM.id, end=CLS.id, certitude="incertain", label="pilote", weight=1.0
)
ANCIEN = EdgeRecord(id="r3", type="EST_PARTENAIRE", start=CPTS.id, end=CLS.id, certitude="inactif")


def small_view(*, show_inactive: bool = False) -> NetworkView:
    nodes, edges = [GROUPE, CPTS, CLS, CPAM], [PILOTE, ANCIEN, SIGNE]
    return build_network_view(nodes, edges, version="1", focus=CPAM.id, show_inactive=show_inactive)


@pytest.mark.parametrize(
    ("labels", "nature"),
    [
        (("Acteur", "Entite"), "acteur"),
        (("Dispositif",), "dispositif"),
        (("Dispositif", "Acteur"), "acteur_dispositif"),
        (("Action",), "action"),
        (("Instance",), "instance"),
        (("Territoire",), "territoire"),
        (("Thematique",), "thematique"),
        (("Public",), "public"),
        (("Evenement",), "evenement"),
        (("Besoin",), "autre"),
        ((), "autre"),
    ],
)
def test_labels_give_the_nature(labels: tuple[str, ...], nature: str) -> None:
    assert nature_of(labels) == nature


def test_the_picture_says_what_it_draws() -> None:
    view = small_view()
    assert view.summary == (
        "4 éléments\u00a0: 2 acteurs, 1 dispositif et 1 acteur et dispositif. 2 liens, dont 1 à confirmer."
    )
    assert view.hidden_message == ""
    assert [node.id for node in view.nodes] == [CPAM.id, CLS.id, CPTS.id, GROUPE.id]
    assert [edge.id for edge in view.edges] == ["r1", "r2"]
    assert view.edges[0].sentence == "CPAM 35 signe CLS de Redon (signataire)"
    assert view.edges[0].title.splitlines()[-1] == "Contrat, 2021"
    assert view.edges[1].sentence == "CPAM 35 pilote CLS de Redon (incertain, à confirmer)"
    assert view.nodes[0].title.splitlines() == ["CPAM 35", "Acteur · Protection sociale", "2 liens"]
    assert "groupe non détaillé" in view.nodes[3].title


def test_links_not_in_force_are_drawn_only_on_demand() -> None:
    view = small_view(show_inactive=True)
    assert [edge.id for edge in view.edges] == ["r1", "r2", "r3"]
    assert ("certitude", "inactif", 1) in [(item.kind, item.code, item.count) for item in view.legend]


def test_the_legend_holds_only_what_is_drawn() -> None:
    assert [(item.kind, item.code, item.count) for item in small_view().legend] == [
        ("nature", "acteur", 2),
        ("nature", "dispositif", 1),
        ("nature", "acteur_dispositif", 1),
        ("collectif", "collectif", 1),
        ("secteur", "protection_sociale", 1),
        ("secteur", "sante", 1),
        # Counted though they have no colour: sectors add up to the actors.
        ("secteur", "non_precise", 1),
        ("certitude", "certain", 1),
        ("certitude", "incertain", 1),
    ]


def test_the_table_says_the_same_in_the_same_order() -> None:
    view = small_view()
    rows = network_table(view)
    assert [row["id"] for row in rows] == [node.id for node in view.nodes]
    assert rows[1] == {
        "id": CLS.id,
        "objet": "CLS de Redon",
        "type": "Dispositif",
        "secteur": "",
        "nombre_liens": 2,
        "liens": [
            "CPAM 35 pilote CLS de Redon (incertain, à confirmer)",
            "CPAM 35 signe CLS de Redon (signataire)",
        ],
    }
    assert rows[3]["liens"] == []
    big = build_network_view(*realistic_network(150), version="1")
    assert [row["nombre_liens"] for row in network_table(big)] == [len(row["liens"]) for row in network_table(big)]


def test_above_the_cap_the_closest_to_the_focus_are_kept() -> None:
    nodes, edges = realistic_network(200)
    view = build_network_view(nodes, edges, version="1", cap=30, focus="acteur:003")
    kept = {node.id for node in view.nodes}
    assert len(kept) == 30
    assert view.hidden_nodes == 170
    assert view.hidden_message.startswith("170 autres éléments ne sont pas dessinés.")
    assert view.nodes[0].id == "acteur:003"
    direct = {
        {edge.start: edge.end, edge.end: edge.start}["acteur:003"]
        for edge in edges
        if "acteur:003" in (edge.start, edge.end) and edge.certitude != "inactif"
    }
    assert direct <= kept
    assert all(edge.source in kept and edge.target in kept for edge in view.edges)


def test_without_focus_the_most_linked_are_kept() -> None:
    nodes, edges = realistic_network(200)
    everything = build_network_view(nodes, edges, version="1")
    few = build_network_view(nodes, edges, version="1", cap=10)
    assert {node.id for node in few.nodes} <= {node.id for node in everything.nodes[:14]}
    assert build_network_view(nodes, edges, version="1", cap=199).hidden_message.startswith("1 autre élément ")


def test_thousands_are_written_the_french_way() -> None:
    nodes, edges = realistic_network(1240)
    view = build_network_view(nodes, edges, version="1", cap=5)
    assert view.hidden_message.startswith("1\u202f235 autres éléments")


def test_the_version_follows_what_is_drawn_and_nothing_else() -> None:
    nodes, edges = realistic_network(60)
    first = build_network_view(nodes, edges, version="1")
    assert build_network_view(nodes[::-1], edges[::-1], version="1") == first
    assert build_network_view(nodes, edges, version="2").version != first.version
    assert build_network_view(nodes, edges[1:], version="1").version != first.version


def test_odd_input_is_no_failure() -> None:
    assert build_network_view([], [], version="1").summary == "Aucun élément à dessiner pour ce choix."
    dangling = EdgeRecord(id="r9", type="SIGNE", start="acteur:inconnu", end=CLS.id)
    loop = EdgeRecord(id="r8", type="RELEVE_DE", start=CLS.id, end=CLS.id)
    view = build_network_view([CLS], [dangling, loop, loop], version="1", focus="acteur:inconnu")
    assert view.focus is None
    assert [edge.id for edge in view.edges] == ["r8"]
    assert network_table(view)[0]["nombre_liens"] == 1
    with pytest.raises(ValueError, match="cap"):
        build_network_view([CLS], [], version="1", cap=0)
