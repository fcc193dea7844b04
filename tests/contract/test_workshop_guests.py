"""Check guest lists on the example, on both engines: value, reasons, substitutes, pairs, what is refused."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from itertools import combinations
from typing import Any

import pytest

from graph.answer import INSUFFISANT, PARTIEL, Answer
from graph.answers import BadParameter, ask
from graph.answers.context import Context
from graph.ties import ties

pytestmark = pytest.mark.contract

REDON, DAY = "EPCI-243500741", "2021-09-15"
LEVELS = {"PILOTE": 1.0, "EST_PARTENAIRE": 0.6}


def asked(example: Context, date: str = DAY, **given: object) -> Answer:
    return ask(example.store, "invites", {"territoire": REDON, **given}, date=date, context=example)


def invited(answer: Answer) -> list[str]:
    return [str(row.valeurs["acteur_id"]) for row in answer.lignes]


def pilots(example: Context) -> list[str]:
    """Return the organisations that pilot the actions of the first contract of Redon."""
    snapshot = example.snapshot(DAY, territoire_id=REDON)
    actions = {fact.end for fact in snapshot.out_of("disp:cls-redon-1", "COMPREND")}
    assert len(actions) == 39
    return sorted({snapshot.actor(fact.start) for id_ in actions for fact in snapshot.into(id_, "PILOTE")})


# ---------------------------------------------------------------------------------------------------- against the data


def test_the_nineteen_pilots_form_171_pairs_of_which_14_are_tied(example: Context) -> None:
    wanted = pilots(example)
    assert len(wanted) == 19
    answer = asked(example, places=19, obligatoires=wanted)
    assert sorted(invited(answer)) == wanted
    counts = [answer.mesures[name] for name in ("n_paires", "n_paires_liees", "n_paires_sans_lien")]
    assert counts == [171, 14, 157]
    assert answer.phrase.endswith("14\u00a0paires ont un lien documenté sur 171, et 157 n’en ont pas.")


def test_the_value_is_that_of_the_definition(example: Context) -> None:
    """Done again with plain sets: themes from the statements, missing links from the question about them."""
    answer = asked(example, places=12)
    guests = set(invited(answer))
    snapshot = example.snapshot(DAY, territoire_id=REDON)
    brings: dict[str, dict[str, float]] = defaultdict(dict)
    themes = set()
    objects = ("Action", "Dispositif", "Evenement", "Instance", "Offre", "Acteur")
    for id_ in {id_ for label in objects for id_ in snapshot.nodes(label)}:
        said = [fact.end for fact in snapshot.out_of(id_, "TRAITE")]
        offering = [fact for fact in snapshot.into(id_, "PROPOSE") if not snapshot.out_of(id_, "INTERVIENT_SUR")]
        here = snapshot.in_scope(id_) or any(snapshot.in_scope(fact.start) for fact in offering)
        roles = [
            (snapshot.actor(fact.start), LEVELS.get(type_, 0.3))
            for type_ in ("PILOTE", "EST_PARTENAIRE", "PORTE", "ANIME", "SIGNE", "FINANCE", "EST_MEMBRE", "ORGANISE",
                          "PARTICIPE", "PROPOSE")
            for fact in snapshot.into(id_, type_)
        ]  # fmt: skip
        if id_ in snapshot.nodes("Acteur"):
            roles.append((snapshot.actor(id_), 0.3))
        national = any(snapshot.nodes("Acteur")[f.start].get("niveau") == "national" for f in offering)
        if here or national:
            themes |= set(said)
            for acteur_id, level in roles:
                for theme in said:
                    brings[acteur_id][theme] = max(level, brings[acteur_id].get(theme, 0.0))
    cover = sum(1 - math.prod(1 - brings[id_].get(theme, 0.0) for id_ in guests) for theme in themes)
    sectors = Counter(snapshot.secteur(id_) for id_ in guests)
    variety = 0.2 * sum(math.sqrt(number) for secteur, number in sectors.items() if secteur)
    links = ask(example.store, "liens_oublies", {"territoire": REDON, "limite": 1000}, date=DAY, context=example)
    scores = {(row.valeurs["a_id"], row.valeurs["b_id"]): row.valeurs["score"] for row in links.lignes}
    strongest = max(scores.values())
    pairs = [pair for pair in scores if guests.issuperset(pair)]
    opened = 0.1 * sum(scores[pair] / strongest for pair in pairs)
    assert answer.mesures["n_themes"] == len(themes) == 40
    assert answer.mesures["n_liens_ouverts"] == len(pairs) == len(answer.tableaux["liens"].lignes)
    assert answer.mesures["valeur"] == pytest.approx(cover + variety + opened, abs=1e-5)
    assert answer.mesures["borne"] >= answer.mesures["valeur"]
    represented = {theme for id_ in guests for theme in brings[id_]}
    assert answer.mesures["n_themes_representes"] == len(represented)


def test_pairs_of_guests_are_tied_or_not_as_the_network_says(example: Context) -> None:
    answer = asked(example, places=12)
    network = ties(example.snapshot(DAY))
    pairs = list(combinations(invited(answer), 2))
    tied = sum(network.has_edge(a, b) for a, b in pairs)
    assert (answer.mesures["n_paires"], answer.mesures["n_paires_liees"]) == (len(pairs), tied)
    for row in answer.tableaux["liens"].lignes:
        assert not network.has_edge(row.valeurs["a_id"], row.valeurs["b_id"])
        assert 0 < row.valeurs["force"] <= 1


# ---------------------------------------------------------------------------------------------------- what people read


def test_the_sentence_says_who_what_and_how_good(example: Context) -> None:
    answer = asked(example, places=12)
    assert answer.phrase.startswith(
        "Avec 12\u00a0invités, 95\u00a0% des thèmes et 17\u00a0liens manquants sur 27 sont représentés. "
        "Aucune autre liste ne fait mieux\u00a0: c’est prouvé."
    )
    assert answer.etat_donnees == PARTIEL
    assert answer.mesures["optimale"] is True


def test_each_guest_has_a_concrete_reason(example: Context) -> None:
    answer = asked(example, places=12)
    reasons = {str(row.valeurs["acteur_id"]): str(row.valeurs["raison"]) for row in answer.lignes}
    assert reasons["acteur:mission-locale-redon"] == (
        "pilote une action sur «\u00a0Accueil, écoute, orientation\u00a0», seul invité sur ce thème, "
        "seul du secteur «\u00a0Emploi / insertion\u00a0»"
    )
    # Who shares a lead is said so, and what documents only propose is never said as in force.
    assert reasons["disp:cpts-redon"].startswith(
        "est partenaire d’une action sur «\u00a0Dossier médical (DMP)\u00a0» (rôle proposé) et 3\u00a0autres thèmes"
    )
    assert reasons["acteur:cpam-35"].startswith(
        "pilote 3 actions sur «\u00a0Accès aux droits\u00a0» (dont 2 rôles proposés) et "
    )
    assert reasons["acteur:pole-coord-sante-sexuelle"].startswith("co-pilote 2 actions sur «\u00a0Vie affective, ")
    assert reasons["acteur:redon-agglomeration"].startswith("pilote ou co-pilote 4 actions sur «\u00a0Interconn")
    for row in answer.lignes:
        assert row.phrase == f"Inviter «\u00a0{row.valeurs['acteur']}\u00a0»\u00a0: {row.valeurs['raison']}."
        assert row.preuves
        assert row.valeurs["gain"] == pytest.approx(sum(part.valeur or 0 for part in row.parts[:3]), abs=1e-4)
        opened = len(row.valeurs["avec"])
        assert row.valeurs["liens_ouverts"] == opened
        assert f"{opened}\u00a0lien" in reasons[row.valeurs["acteur_id"]] or not opened
    gains = [row.valeurs["gain"] for row in answer.lignes]
    assert gains == sorted(gains, reverse=True)


def test_substitutes_are_not_on_the_list(example: Context) -> None:
    answer = asked(example, places=12)
    spare = {str(row.valeurs["acteur_id"]) for row in answer.tableaux["reserve"].lignes}
    assert {row.valeurs["remplacant_id"] for row in answer.lignes} <= spare
    assert spare.isdisjoint(invited(answer))
    assert len(spare) + 12 == answer.mesures["n_candidats"]


def test_a_theme_that_hardly_anybody_holds_is_said_with_its_neighbours(example: Context) -> None:
    answer = asked(example, places=20, themes=["Santé mentale"])
    on = sum(bool(row.valeurs["themes"]) for row in answer.lignes)
    assert (on, len(answer.lignes)) == (1, 20)
    (said,) = [text for text in answer.avertissements if "thème demandé" in text]
    assert said.startswith(
        "Un seul des 20 invités agit, d’après les documents, sur le thème demandé\u202f; les autres "
    )
    counts = [int(text) for text in re.findall(r"\((\d+)(?=\)|\u202f)", said)]
    assert sum(counts) == 19
    assert "«\u00a0Prévention du suicide\u00a0» (2\u00a0acteurs ici)" in said
    all_themes = " ".join(asked(example, places=20).avertissements)
    assert "thème demandé" not in all_themes
    family = " ".join(asked(example, places=20, themes=["fam_sante_mentale"]).avertissements)
    assert "voisin" not in family


def test_fewer_substitutes_than_guests_is_said(example: Context) -> None:
    answer = asked(example, places=24)
    spare = len([row for row in answer.tableaux["reserve"].lignes if not row.valeurs["exclu"]])
    assert 1 < spare < 24
    assert any(f"il ne reste que {spare}\u00a0candidats" in text for text in answer.avertissements)
    assert not any("il ne reste que" in text for text in asked(example, places=12).avertissements)


def test_what_is_unknown_is_said(example: Context) -> None:
    answer = asked(example, places=24)
    said = " ".join(answer.avertissements)
    assert "aucun thème n’est documenté" in said
    assert "«\u00a0Inclusion numérique\u00a0» et «\u00a0Mobilité pour accéder aux soins\u00a0»" in said
    assert "faute de savoir lequel la source désigne\u00a0: ARS (agence non précisée)" in said
    silent = [row for row in answer.lignes if "thèmes non documentés" in row.valeurs["raison"]]
    assert silent
    assert all(row.valeurs["themes"] == [] for row in silent)


# ------------------------------------------------------------------------------------------------------------- choices


def test_themes_asked_for_are_the_ones_that_count(example: Context) -> None:
    answer = asked(example, places=6, themes=["nutrition=2", "acces_soins", "fam_sante_mentale"])
    weights = {row.valeurs["theme_id"]: row.valeurs["poids"] for row in answer.tableaux["themes"].lignes}
    assert weights == {"theme:nutrition": 2.0, "theme:acces_soins": 1.0, "theme:fam_sante_mentale": 1.0}
    names = {row.valeurs["theme"] for row in answer.tableaux["themes"].lignes}
    assert {theme for row in answer.lignes for theme in row.valeurs["themes"]} <= names
    named = asked(example, places=6, themes=["Alimentation, nutrition = 2", "Accès aux soins", "fam_sante_mentale"])
    assert invited(named) == invited(answer)


def test_who_must_and_must_not_come(example: Context) -> None:
    answer = asked(
        example,
        places=5,
        obligatoires=["acteur:ubo", "acteur:ars-non-precisee"],
        exclus=["acteur:redon-agglomeration", "acteur:cpam-35"],
    )
    found = {str(row.valeurs["acteur_id"]): row for row in answer.lignes}
    assert {"acteur:ubo", "acteur:ars-non-precisee"} <= set(found)
    assert {"acteur:redon-agglomeration", "acteur:cpam-35"}.isdisjoint(found)
    assert found["acteur:ubo"].valeurs["raison"].endswith("présence demandée")
    assert "aucun rôle documenté sur ce territoire" in found["acteur:ubo"].valeurs["raison"]
    assert found["acteur:ars-non-precisee"].valeurs["alerte"]
    spare = answer.tableaux["reserve"].lignes
    assert [row.valeurs["acteur_id"] for row in spare if row.valeurs["exclu"]] == [
        row.valeurs["acteur_id"] for row in spare[-2:]
    ]


def test_services_of_one_organisation_share_its_seats(example: Context) -> None:
    one = asked(example, places=20, granularite="service")
    held = Counter(row.valeurs["organisme_id"] for row in one.lignes)
    assert max(held.values()) == 1
    two = asked(example, places=20, granularite="service", max_par_organisme=2)
    assert max(Counter(row.valeurs["organisme_id"] for row in two.lignes).values()) == 2
    assert two.mesures["valeur"] > one.mesures["valeur"]
    without = asked(example, places=20, granularite="service", exclus="acteur:redon-agglomeration")
    assert "acteur:redon-agglomeration" not in {row.valeurs["organisme_id"] for row in without.lignes}


def test_a_service_named_stands_for_its_organisation_and_that_is_said(example: Context) -> None:
    answer = asked(example, places=6, exclus=["acteur:ats-redon"])
    assert "acteur:redon-agglomeration" not in invited(answer)
    said = [text for text in answer.avertissements if "est compté avec son organisme" in text]
    assert len(said) == 1
    assert "«\u00a0Redon Agglomération\u00a0»" in said[0]
    apart = asked(example, places=6, exclus=["acteur:ats-redon"], granularite="service")
    assert "acteur:redon-agglomeration" in {row.valeurs["organisme_id"] for row in apart.lignes}
    assert "acteur:ats-redon" not in invited(apart)
    assert not any("est compté avec son organisme" in text for text in apart.avertissements)


def test_weights_are_a_choice(example: Context) -> None:
    usual = asked(example, places=8)
    linked = asked(example, places=8, poids=["liens=2"])
    assert linked.mesures["n_liens_ouverts"] > usual.mesures["n_liens_ouverts"]
    varied = asked(example, places=8, poids=["themes=0", "liens=0"])
    assert len({row.valeurs["secteur"] for row in varied.lignes}) > len(
        {row.valeurs["secteur"] for row in linked.lignes}
    )


# -------------------------------------------------------------------------------------------------- what is not enough


def test_everything_wrong_is_said_at_once(example: Context) -> None:
    with pytest.raises(BadParameter) as refused:
        asked(
            example,
            places=1,
            obligatoires=["CPAM 35", "cpam du finistere", "Zorglub"],
            exclus=["acteur:cpam-35"],
            themes=["nutrition=beaucoup", "machin"],
            poids=["liens=-1"],
        )
    for said in (
        "«\u00a0nutrition=beaucoup\u00a0»\u00a0: le poids d’un thème est un nombre positif ou nul",
        "«\u00a0machin\u00a0» ne désigne rien de connu.",
        "«\u00a0Zorglub\u00a0» ne désigne rien de connu.",
        "est à la fois obligatoire et exclu\u00a0: gardez l’un ou l’autre.",
        "2\u00a0invités sont obligatoires pour 1\u00a0place\u00a0: ajoutez 1\u00a0place, ou",
        "Un poids ne peut pas être négatif",
    ):
        assert said in refused.value.message


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"places": 0}, "Il faut au moins une place"),
        ({"max_par_organisme": 0}, "au moins une personne par organisme"),
        ({"themes": ["nutrition=0"]}, "Tous les thèmes ont un poids nul"),
        ({"obligatoires": ["theme:nutrition"]}, "il faut ici un acteur"),
    ],
)
def test_a_list_that_cannot_be_made_says_what_to_do(example: Context, given: dict[str, Any], said: str) -> None:
    with pytest.raises(BadParameter) as refused:
        asked(example, **given)
    assert said in refused.value.message


def test_fewer_candidates_than_seats_gives_them_all_and_says_so(example: Context) -> None:
    answer = asked(example, places=60)
    assert len(answer.lignes) == answer.mesures["n_candidats"] < 60
    assert answer.avertissements[0].startswith(
        f"{len(answer.lignes)}\u00a0acteurs seulement peuvent être invités pour 60"
    )
    assert all(row.valeurs["remplacant_id"] is None for row in answer.lignes)


def test_nobody_to_invite_is_an_answer(example: Context) -> None:
    empty = ask(example.store, "invites", {"territoire": "COM-01001"}, date=DAY, context=example)
    assert (empty.lignes, empty.etat_donnees) == ((), INSUFFISANT)
    assert empty.phrase.startswith("Aucun acteur n’est documenté sur ce territoire")
    everyone = [row.valeurs["acteur_id"] for row in asked(example, places=60).lignes]
    none = asked(example, exclus=everyone)
    assert (none.lignes, none.etat_donnees) == ((), INSUFFISANT)
    assert "exclus" in none.phrase


def test_without_missing_link_nor_theme_the_sentence_says_so(example: Context) -> None:
    certain = asked(example, places=5, certitude="certain")
    assert "ni thème ni lien manquant n’est documenté" in certain.phrase
    assert {str(row.certitude) for row in certain.lignes} == {"certain"}
    brest = ask(example.store, "invites", {"territoire": "terr:pays-brest"}, date="2025-06-01", context=example)
    assert "des thèmes sont représentés\u202f; aucun lien manquant n’est connu" in brest.phrase
