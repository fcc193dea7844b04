"""Check forgotten links, introductions and resembling actions on the example, on both engines."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from itertools import combinations

import networkx as nx
import pytest

from graph.answer import INSUFFISANT, PARTIEL, SUFFISANT, Answer, Row, explain
from graph.answers import BadParameter, ask
from graph.answers.context import Context
from graph.ties import ties

pytestmark = pytest.mark.contract

REDON = "EPCI-243500741"
DAY = "2021-09-15"


def asked(example: Context, name: str, date: str = DAY, **given: object) -> Answer:
    return ask(example.store, name, given, date=date, context=example)


def pairs(answer: Answer) -> list[tuple[str, str]]:
    return [(str(row.valeurs["a_id"]), str(row.valeurs["b_id"])) for row in answer.lignes]


# --------------------------------------------------------------------------------------------- forgotten links


def test_the_first_links_to_work_on_at_redon(example: Context) -> None:
    answer = asked(example, "liens_oublies", territoire=REDON, granularite="service")
    best = [(pair, round(row.valeurs["score"], 2)) for pair, row in zip(pairs(answer), answer.lignes, strict=True)]
    assert best[:4] == [
        (("acteur:ch-redon", "acteur:cpam-35"), 2.82),
        (("acteur:ats-redon", "acteur:cpam-56"), 2.64),
        (("acteur:ch-redon", "acteur:cpam-56"), 1.91),
        (("acteur:agence-dep-pays-redon", "acteur:ats-redon"), 1.72),
    ]
    assert best[4:7] == [
        (("acteur:anpaa", "acteur:ats-redon"), 1.42),
        (("acteur:ars-non-precisee", "acteur:cpam-35"), 1.42),
        (("acteur:ch-redon", "acteur:maia-redon"), 1.42),
    ]
    assert best[7][1] < 1.42
    assert answer.etat_donnees == PARTIEL
    assert answer.avertissements == (
        "7\u00a0actions sur 55 sans comparaison possible, faute de pilote ni de partenaire connu.",
    )


def test_scores_are_those_of_the_definition(example: Context) -> None:
    """All the actions of Redon take place on the same ground: plain sets are enough to do it again."""
    snapshot = example.snapshot(DAY, granularite="service", territoire_id=REDON)
    subjects: dict[str, set[str]] = defaultdict(set)
    for id_ in snapshot.nodes("Action"):
        named = {fact.end for type_ in ("TRAITE", "CIBLE") for fact in snapshot.out_of(id_, type_)}
        for type_ in ("PILOTE", "EST_PARTENAIRE"):
            for fact in snapshot.into(id_, type_):
                subjects[fact.start] |= named - {"public:tout_public"}
    degree = Counter(subject for found in subjects.values() for subject in found)
    # A link anywhere is a link: the network is that of the whole base.
    network, owner = ties(example.snapshot(DAY, granularite="service")), example.organisations(DAY)
    expected = {}
    for a, b in combinations(sorted(subjects), 2):
        shared = subjects[a] & subjects[b]
        apart = owner.get(a, a) != owner.get(b, b) and not network.has_edge(a, b)
        if apart and any(subject.startswith("theme:") for subject in shared):
            expected[a, b] = sum(1 / math.log(1 + degree[subject]) for subject in shared)
    answer = asked(example, "liens_oublies", territoire=REDON, granularite="service")
    found = {pair: row.valeurs["score"] for pair, row in zip(pairs(answer), answer.lignes, strict=True)}
    assert found == pytest.approx(expected)
    assert answer.mesures["n_paires"] == len(expected) == 42
    for row in answer.lignes:
        pair = (str(row.valeurs["a_id"]), str(row.valeurs["b_id"]))
        common = sorted(nx.common_neighbors(network, *pair))
        assert row.valeurs["intermediaires"] == example.names_for(common)
        assert row.valeurs["n_intermediaires"] == len(common)


def test_a_pair_explains_itself(example: Context) -> None:
    row = asked(example, "liens_oublies", territoire=REDON, granularite="service").lignes[0]
    told = explain(row)
    assert told.phrase.endswith("et aucun lien n’est documenté.")
    assert "« Personnes âgées »" in told.phrase
    assert sum(part.valeur or 0 for part in told.parts) == pytest.approx(row.valeurs["score"])
    assert all("÷" in part.calcul for part in told.parts)
    assert [part.nom for part in told.parts] == ["prevention_generale", "acces_soins", "precarite", "personnes_agees"]
    assert row.preuves
    assert told.sources


def test_services_of_one_organisation_are_no_forgotten_link(example: Context) -> None:
    owner = example.organisations(DAY)
    for granularite in ("service", "organisation"):
        answer = asked(example, "liens_oublies", granularite=granularite)
        assert answer.lignes
        assert all(owner.get(a, a) != owner.get(b, b) for a, b in pairs(answer))


def test_too_few_ties_to_validate(example: Context) -> None:
    answer = asked(example, "liens_oublies", territoire=REDON, granularite="service")
    assert (answer.mesures["auc"], answer.mesures["precision_10"]) == (None, None)
    assert str(answer.mesures["validation"]).startswith("Trop peu de données pour valider : 25\u00a0liens connus")


def test_who_can_introduce_a_pair(example: Context) -> None:
    answer = asked(example, "liens_oublies", territoire=REDON, granularite="service")
    network = ties(example.snapshot(DAY, granularite="service"))
    rows = answer.tableaux["intermediaires"].lignes
    assert rows
    by_pair: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        by_pair[row.valeurs["rang"]].append(row)
        between = [network[row.valeurs["acteur_id"]][row.valeurs[end]]["weight"] for end in ("a_id", "b_id")]
        assert row.valeurs["force"] == pytest.approx(min(between))
        assert row.preuves
    assert all(len(found) <= 3 for found in by_pair.values())
    for found in by_pair.values():
        forces = [row.valeurs["force"] for row in found]
        assert forces == sorted(forces, reverse=True)


def test_only_the_first_pairs_are_shown_and_it_is_said(example: Context) -> None:
    answer = asked(example, "liens_oublies", territoire=REDON, granularite="service", limite=5)
    assert len(answer.lignes) == 5
    assert answer.mesures["n_paires"] == 42
    assert answer.phrase.endswith("5\u00a0paires montrées, les meilleures d’abord.")
    every = asked(example, "liens_oublies", territoire=REDON, granularite="service")
    assert pairs(answer) == pairs(every)[:5]


def test_the_bonus_moves_pairs_that_someone_can_introduce(example: Context) -> None:
    without = asked(example, "liens_oublies", territoire=REDON, granularite="service")
    bonus = asked(example, "liens_oublies", territoire=REDON, granularite="service", bonus="1")
    before = {pair: row.valeurs["score"] for pair, row in zip(pairs(without), without.lignes, strict=True)}
    assert pairs(bonus)[0] == ("acteur:ats-redon", "acteur:cpam-56")
    for pair, row in zip(pairs(bonus), bonus.lignes, strict=True):
        assert row.valeurs["score"] == pytest.approx(before[pair] + row.valeurs["n_intermediaires"])


# ------------------------------------------------------------------------------------------------ introductions


def test_who_can_introduce_the_health_insurance_to_the_university(example: Context) -> None:
    answer = asked(example, "presenter", "toutes", de="acteur:cpam-35", vers="acteur:ubo")
    (path,) = answer.tableaux["chemins"].lignes
    assert path.valeurs["chemin"] == ["acteur:cpam-35", "acteur:region-bretagne", "acteur:ubo"]
    assert [row.valeurs["contexte_id"] for row in answer.lignes] == ["disp:cls-broceliande-1", "inst:gt-pe-brest"]
    assert [row.valeurs["force"] for row in answer.lignes] == pytest.approx([0.8 / 14, 0.5 / 3])
    assert (answer.lignes[0].valeurs["date_fin"], answer.lignes[1].valeurs["date_debut"]) == (
        "2022-07-11",
        "2025-06-01",
    )
    assert (answer.mesures["unique"], answer.mesures["alerte_date"]) == (True, True)
    assert answer.etat_donnees == PARTIEL
    mixed, deduced = answer.avertissements
    assert "mélange des dates" in mixed
    assert "11 juillet 2022" in mixed
    assert "déduction" in deduced
    assert answer.phrase.startswith("Passez par Région Bretagne : ")
    assert answer.phrase.endswith("C’est le seul chemin connu.")


def test_the_way_does_not_exist_in_september(example: Context) -> None:
    answer = asked(example, "presenter", de="acteur:cpam-35", vers="acteur:ubo")
    assert (answer.lignes, answer.mesures["n_chemins"]) == ((), 0)
    assert answer.etat_donnees == INSUFFISANT
    assert "ce n’est pas une preuve d’isolement" in answer.phrase
    assert any("toutes dates" in warning for warning in answer.avertissements)


def test_without_a_way_the_nearest_ground_is_told(example: Context) -> None:
    answer = asked(example, "presenter", de="acteur:cpam-35", vers="acteur:ch-redon")
    assert answer.lignes == ()
    met = [(row.valeurs["nature"], row.valeurs["objet_id"]) for row in answer.tableaux["rencontres"].lignes]
    assert met[:2] == [("territoire", "COM-35236"), ("territoire", REDON)]
    assert ("instance", "inst:copil-redon-2") in met
    assert "Territoire commun le plus proche : Redon (commune, 35)." in answer.phrase
    assert all(row.preuves for row in answer.tableaux["rencontres"].lignes)


def test_actors_already_tied_are_told_so(example: Context) -> None:
    answer = asked(example, "presenter", de="acteur:cpam-35", vers="acteur:cpam-44")
    assert answer.mesures["n_intermediaires"] == 0
    assert "ont déjà un lien" in answer.phrase
    ways = [row.valeurs["chemin"] for row in answer.tableaux["chemins"].lignes]
    assert ways[0] == ["acteur:cpam-35", "acteur:cpam-44"]
    between = [way[1:-1] for way in ways]
    assert len({id_ for way in between for id_ in way}) == sum(map(len, between))
    assert answer.etat_donnees == SUFFISANT


def test_one_organisation_introduces_nobody_to_itself(example: Context) -> None:
    answer = asked(example, "presenter", de="acteur:cpam35-ces", vers="acteur:cpam-35")
    assert (answer.lignes, answer.etat_donnees) == ((), INSUFFISANT)
    assert answer.phrase.startswith("C’est le même organisme")
    services = asked(example, "presenter", de="acteur:cpam35-ces", vers="acteur:cpam-35", granularite="service")
    assert not services.phrase.startswith("C’est le même organisme")


def test_unnamed_groups_are_refused_in_words(example: Context) -> None:
    groups = [id_ for id_, found in example.facts.nodes("Acteur").items() if found.get("collectif")]
    assert groups
    answer = asked(example, "presenter", "toutes", de="acteur:cpam-35", vers=groups[0])
    assert answer.etat_donnees == INSUFFISANT
    assert "aux membres non nommés" in answer.phrase


# --------------------------------------------------------------------------------------------- resembling actions

EXPECTED = {
    ("action:redon1-25", "action:redon2-or10"): (0.73, "continuite"),
    ("action:redon1-05", "action:redon2-or01"): (0.71, "continuite"),
    ("action:redon1-03", "action:redon2-or05"): (0.71, "continuite"),
    ("action:redon1-27", "action:redon1-36"): (0.71, "doublon"),
    ("action:redon1-10", "action:redon2-or03"): (0.69, "continuite"),
    ("action:redon1-01", "action:redon1-02"): (0.69, "complement"),
}


def test_actions_that_look_alike_at_redon(example: Context) -> None:
    answer = asked(example, "actions_semblables", territoire=REDON)
    found = {pair: row.valeurs for pair, row in zip(pairs(answer), answer.lignes, strict=True)}
    assert set(pairs(answer)[:6]) == set(EXPECTED)
    for pair, (score, nature) in EXPECTED.items():
        assert found[pair]["score"] == pytest.approx(score, abs=0.05)
        assert found[pair]["type"] == nature
        assert found[pair]["niveau"] == "a_examiner"
        assert found[pair]["decision"] is None
    assert answer.etat_donnees == SUFFISANT
    assert "rien n’est fusionné" in answer.phrase


def test_a_score_is_the_mean_of_its_parts(example: Context) -> None:
    for row in asked(example, "actions_semblables", territoire=REDON).lignes:
        told = explain(row)
        known = [(part.valeur, part.poids) for part in told.parts if part.valeur is not None and part.poids]
        assert sum(v * w for v, w in known) / sum(w for _, w in known) == pytest.approx(row.valeurs["score"])
        assert all(part.calcul for part in told.parts)
        assert {f"part_{part.nom}": part.valeur for part in told.parts} == {
            name: value for name, value in row.valeurs.items() if name.startswith("part_")
        }


def test_a_single_word_does_not_pass_in_front(example: Context) -> None:
    answer = asked(example, "actions_semblables", territoire=REDON)
    (row,) = [row for row in answer.lignes if row.valeurs["b_id"] == "action:redon2-or14"]
    assert row.valeurs["b"] == "Téléexpertise"
    assert row is answer.lignes[-1]
    assert "n’a qu’un mot" in row.parts[0].calcul


def test_weights_and_threshold_are_the_reader_s(example: Context) -> None:
    by_title = asked(example, "actions_semblables", territoire=REDON, poids=["themes=0", "publics=0", "territoire=0"])
    assert all(row.valeurs["score"] == pytest.approx(row.valeurs["part_titre"]) for row in by_title.lignes)
    strict = asked(example, "actions_semblables", territoire=REDON, seuil="0,7")
    assert all(row.valeurs["score"] >= 0.7 for row in strict.lignes)
    every = asked(example, "actions_semblables", territoire=REDON)
    assert pairs(strict) == pairs(every)[: len(strict.lignes)]


# ----------------------------------------------------------------------------------------------------- edges


@pytest.mark.parametrize("name", ["liens_oublies", "actions_semblables"])
def test_a_place_without_action_is_not_documented(example: Context, name: str) -> None:
    answer = asked(example, name, territoire="Brest")
    assert (answer.lignes, answer.etat_donnees) == ((), INSUFFISANT)
    assert answer.phrase.startswith("Aucune action n’est documentée sur ce périmètre")


@pytest.mark.parametrize("name", ["liens_oublies", "actions_semblables", "presenter"])
def test_before_the_first_statement_there_is_no_answer(example: Context, name: str) -> None:
    ends = {"de": "acteur:cpam-35", "vers": "acteur:ubo"} if name == "presenter" else {}
    answer = asked(example, name, "2010-01-01", **ends)
    assert (answer.lignes, answer.etat_donnees) == ((), INSUFFISANT)
    assert answer.phrase.startswith("Aucune donnée à cette date")


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("liens_oublies", {"limite": 0}),
        ("liens_oublies", {"bonus": "-1"}),
        ("actions_semblables", {"seuil": "0"}),
        ("actions_semblables", {"seuil": "1,5"}),
        ("actions_semblables", {"limite": 0}),
        ("actions_semblables", {"poids": ["couleur=1"]}),
        ("presenter", {"de": "acteur:cpam-35", "vers": "acteur:ubo", "k": 0}),
    ],
)
def test_a_wrong_value_is_explained(example: Context, name: str, given: dict[str, object]) -> None:
    with pytest.raises(BadParameter) as wrong:
        asked(example, name, **given)
    assert wrong.value.message
