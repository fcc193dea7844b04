"""Hold what each filter keeps, and that what it hides is said."""

from dataclasses import replace

import pytest

from app.view_models.network import EdgeRecord, NodeRecord
from app.view_models.network_filters import UNKNOWN, Filters, choices, filter_records
from app.view_models.network_scope import NetworkRecords

CPAM = NodeRecord(id="acteur:cpam", labels=("Acteur",), nom="CPAM 35", secteur="protection_sociale")
CLUB = NodeRecord(id="acteur:club", labels=("Acteur",), nom="Club omnisports", secteur="sport")
OTHER = NodeRecord(id="acteur:autre", labels=("Acteur",), nom="Association sans secteur")
CLS = NodeRecord(id="disp:cls", labels=("Dispositif",), nom="CLS de Redon")
ADDICTIONS = NodeRecord(
    id="action:1", labels=("Action",), nom="Prévenir les addictions", themes=("addictions",), publics=("jeunes",)
)
AIDANTS = NodeRecord(id="action:2", labels=("Action",), nom="Soutenir les aidants", themes=("aidants",))
UNTOLD = NodeRecord(id="action:3", labels=("Action",), nom="Action dont personne ne dit le thème")
EDGES = (
    EdgeRecord(id="r1", type="COMPREND", start=CLS.id, end=ADDICTIONS.id),
    EdgeRecord(id="r2", type="COMPREND", start=CLS.id, end=AIDANTS.id),
    EdgeRecord(id="r3", type="PILOTE", start=CPAM.id, end=ADDICTIONS.id, certitude="incertain"),
    EdgeRecord(id="r4", type="PILOTE", start=CLUB.id, end=AIDANTS.id),
    EdgeRecord(
        id="r5", type="SIGNE", start=CPAM.id, end=CLS.id, certitude="inactif", valid_from="2018", valid_to="2020"
    ),
)
NETWORK = NetworkRecords((CPAM, CLUB, OTHER, CLS, ADDICTIONS, AIDANTS, UNTOLD), EDGES, {}, frozenset())


def ids(records: NetworkRecords) -> set[str]:
    return {node.id for node in records.nodes} | {edge.id for edge in records.edges}


def test_no_filter_hides_nothing() -> None:
    found = filter_records(NETWORK)
    assert found.records == NETWORK
    assert found.sentence == ""
    assert Filters().words == ""


def test_natures() -> None:
    found = filter_records(NETWORK, Filters(natures=frozenset({"acteur", "dispositif"})))
    assert ids(found.records) == {CPAM.id, CLUB.id, OTHER.id, CLS.id, "r5"}
    assert found.sentence == "3 objets et 4 liens sont cachés par les filtres."


def test_sectors_are_those_of_actors_and_unknown_is_one_of_them() -> None:
    sport = filter_records(NETWORK, Filters(secteurs=frozenset({"sport"})))
    assert {node.id for node in sport.records.nodes} == {CLUB.id, CLS.id, ADDICTIONS.id, AIDANTS.id, UNTOLD.id}
    assert sport.sentence.endswith("Pour l’un d’eux, le secteur n’est pas documenté.")
    unknown = filter_records(NETWORK, Filters(secteurs=frozenset({UNKNOWN})))
    assert OTHER.id in ids(unknown.records)
    assert CLUB.id not in ids(unknown.records)


@pytest.mark.parametrize("theme", ["addictions", "fam_prevention"])
def test_a_theme_keeps_who_bears_it_and_who_works_on_it(theme: str) -> None:
    found = filter_records(NETWORK, Filters(themes=frozenset({theme})))
    assert ids(found.records) == {ADDICTIONS.id, CPAM.id, CLS.id, "r1", "r3", "r5"}
    # The club, the association without sector and the untold action have no theme of their own.
    assert found.sentence == (
        "4 objets et 2 liens sont cachés par les filtres. Pour 3 d’entre eux, le thème n’est pas documenté."
    )


def test_theme_and_public_are_those_of_one_object() -> None:
    both = Filters(themes=frozenset({"aidants"}), publics=frozenset({"jeunes"}))
    assert filter_records(NETWORK, both).records.nodes == ()
    right = Filters(themes=frozenset({"addictions"}), publics=frozenset({"jeunes"}))
    assert ADDICTIONS.id in ids(filter_records(NETWORK, right).records)


def test_where_the_picture_starts_is_always_kept() -> None:
    found = filter_records(NETWORK, Filters(natures=frozenset({"action"})), keep=(CLS.id, "absent"))
    assert CLS.id in ids(found.records)
    assert {"r1", "r2"} <= ids(found.records)


def test_certainty_hides_links_and_leaves_objects() -> None:
    found = filter_records(NETWORK, Filters(certitudes=frozenset({"certain"})))
    assert found.records.nodes == NETWORK.nodes
    assert [edge.id for edge in found.records.edges] == ["r1", "r2", "r4"]
    assert found.sentence == "2 liens sont cachés par les filtres."


def test_links_are_judged_at_the_day() -> None:
    at = {
        day: {edge.id: edge.certitude for edge in filter_records(NETWORK, day=day).records.edges}["r5"]
        for day in ("2017-12-31", "2018-01-01", "2020-12-31", "2021-01-01")
    }
    assert list(at.values()) == ["inactif", "certain", "certain", "inactif"]
    found = filter_records(NETWORK, Filters(certitudes=frozenset({"certain"})), day="2019-06-01")
    assert [edge.id for edge in found.records.edges] == ["r5"]


def test_filters_are_said_in_french() -> None:
    said = Filters(
        natures=frozenset({"acteur"}), secteurs=frozenset({"sante", UNKNOWN}), themes=frozenset({"addictions"}),
        certitudes=frozenset({"incertain"}),
    ).words  # fmt: skip
    assert said.startswith(
        "Objets\u00a0: acteur\u202f; secteurs\u00a0: Secteur non précisé et Santé\u202f; thèmes\u00a0: "
    )
    assert said.endswith("liens\u00a0: incertain, à confirmer")


def test_only_what_is_there_is_offered() -> None:
    offered = choices(NETWORK)
    assert [(choice.code, choice.count) for choice in offered.natures] == [
        ("acteur", 3),
        ("dispositif", 1),
        ("action", 3),
    ]
    assert [choice.code for choice in offered.secteurs] == ["protection_sociale", "sport", UNKNOWN]
    themes = {choice.code: choice.count for choice in offered.themes}
    assert themes["addictions"] == themes["fam_prevention"] == 1
    assert [choice.code for choice in offered.publics] == ["jeunes"]
    assert [(choice.code, choice.count) for choice in offered.certitudes] == [
        ("certain", 3), ("incertain", 1), ("inactif", 1),
    ]  # fmt: skip
    strange = replace(NETWORK, nodes=(replace(ADDICTIONS, themes=("inconnu",)),))
    assert [choice.label for choice in choices(strange).themes] == ["inconnu"]
