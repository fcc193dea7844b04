"""Check what the library's questions say of the Breton example, on every engine, against its documents."""

from collections import Counter
from typing import Any

import pytest

from graph.answer import Answer
from graph.answers import ask
from graph.answers.context import Context
from graph.model.statement import proofs_of

pytestmark = pytest.mark.contract

REDON = "EPCI-243500741"
REDON_1, REDON_2, BROCELIANDE, BREST = (
    "disp:cls-redon-1",
    "disp:cls-redon-2",
    "disp:cls-broceliande-1",
    "disp:cls-brest",
)
IN_SEPTEMBER = "2021-09-15"
NBSP = "\u00a0"


def column(answer: Answer, name: str, **where: object) -> list[Any]:
    """Return the values of a column, in order, for the rows that hold these values."""
    return [
        row.valeurs[name] for row in answer.lignes if all(row.valeurs[key] == value for key, value in where.items())
    ]


# ------------------------------------------------------------------------------------------------------ an actor


def test_engagements_name_the_scheme_and_the_dates(example: Context) -> None:
    answer = _ask(example, "engagements", IN_SEPTEMBER, acteur="acteur:cpam-35")
    (signed,) = [row.valeurs for row in answer.lignes if row.valeurs["objet_id"] == BROCELIANDE]
    assert (signed["dispositif_id"], signed["role"]) == (BROCELIANDE, "signataire")
    assert (signed["date_debut"], signed["date_fin"]) == ("2017-07-11", "2022-07-11")
    piloted = column(answer, "objet_id", dispositif_id=REDON_1, role="pilote")
    assert piloted == ["action:redon1-27", "action:redon1-29"]
    assert "inst:gt-am-redon" in column(answer, "objet_id", dispositif_id=REDON_2, role="animateur")


def test_engagements_of_an_organisation_are_those_of_its_services_too(example: Context) -> None:
    whole = _ask(example, "engagements", IN_SEPTEMBER, acteur="acteur:cpam-35")
    alone = _ask(example, "engagements", IN_SEPTEMBER, acteur="acteur:cpam-35", granularite="service")
    services = {id_ for id_ in column(whole, "service_id") if id_}
    assert "acteur:cpam35-ces" in services
    assert set(column(alone, "service_id")) == {None}
    own = [row for row in whole.lignes if row.valeurs["service_id"] is None]
    assert [row.valeurs for row in own] == [row.valeurs for row in alone.lignes]


def test_an_engagement_ends_with_its_last_day(example: Context) -> None:
    after = _ask(example, "engagements", "2022-07-12", acteur="acteur:cpam-35")
    assert BROCELIANDE not in column(after, "dispositif_id")
    kept = _ask(example, "engagements", "2022-07-12", acteur="acteur:cpam-35", certitude="inactif")
    assert [str(row.certitude) for row in kept.lignes if row.valeurs["dispositif_id"] == BROCELIANDE] == ["inactif"]


def test_a_service_changes_house(example: Context) -> None:
    """The mission for the contracts leaves the offre-de-soins branch on 1 September 2021."""
    kept = _ask(example, "services_de_l_acteur", IN_SEPTEMBER, acteur="acteur:cpam-35", certitude="inactif")
    links = {
        row.valeurs["parent_id"]: (row.valeurs["date_fin"], str(row.certitude))
        for row in kept.lignes
        if row.valeurs["service_id"] == "acteur:cpam35-mission-cls"
    }
    assert ("2021-08-31", "inactif") in links.values()
    seen = _ask(example, "services_de_l_acteur", IN_SEPTEMBER, acteur="acteur:cr-gdr")
    assert "acteur:cpam35-mission-cls" in column(seen, "service_id")


def test_pilots_and_actions_of_a_pilot_agree(example: Context) -> None:
    pilots = _ask(example, "pilotes", "2019-02-05", dispositif=REDON_1, granularite="service")
    for row in pilots.lignes:
        answer = _ask(
            example, "actions_d_un_pilote", "2019-02-05", acteur=row.valeurs["acteur_id"], granularite="service"
        )
        assert set(column(answer, "action_id", dispositif_id=REDON_1)) == set(row.valeurs["actions"])
    whole = _ask(example, "actions_d_un_pilote", "2019-02-05", acteur="acteur:redon-agglomeration")
    assert len(set(column(whole, "action_id"))) == 16


def test_ties_say_how_and_where(example: Context) -> None:
    answer = _ask(example, "liens_de_l_acteur", IN_SEPTEMBER, acteur="acteur:cpam-35")
    assert column(answer, "contexte_id", lien="représente", acteur_id="acteur:cpam-56") == ["inst:copil-redon-2"]
    seated = set(column(answer, "acteur_id", lien="siège avec", contexte_id="inst:gt-am-redon"))
    assert {"acteur:cpam-44", "acteur:cpam-56", "acteur:msa-portes-de-bretagne"} <= seated
    assert "acteur:cpam-35" not in column(answer, "acteur_id")
    back = _ask(example, "liens_de_l_acteur", IN_SEPTEMBER, acteur="acteur:cpam-56")
    assert column(back, "lien", acteur_id="acteur:cpam-35", contexte_id="inst:copil-redon-2") == [
        "est représenté par",
        "siège avec",
    ]


def test_offers_of_an_organisation_say_which_service(example: Context) -> None:
    answer = _ask(example, "offres_de_l_acteur", IN_SEPTEMBER, acteur="acteur:cpam-35")
    assert column(answer, "service_id", offre_id="offre:bilan-ces") == ["acteur:cpam35-ces"]
    assert column(answer, "service_id", offre_id="offre:aides-ass") == [None]
    assert str(column(answer, "programme", offre_id="offre:misas")[0]).startswith("PLANIR")


# ----------------------------------------------------------------------------------------------------- a scheme


def test_roles_are_said_in_words(example: Context) -> None:
    answer = _ask(example, "roles_du_dispositif", IN_SEPTEMBER, dispositif=REDON_2)
    assert column(answer, "acteur_id", role="porteur") == ["acteur:redon-agglomeration"]
    assert set(column(answer, "acteur_id", role="co-pilote")) == {
        "acteur:ars-bretagne",
        "acteur:ars-pays-de-la-loire",
        "acteur:redon-agglomeration",
    }
    assert column(answer, "acteur_id", role="prestataire du diagnostic") == ["acteur:acsantis"]
    assert set(column(answer, "acteur_id", statut="a_confirmer")) == {
        "acteur:cpam-56",
        "acteur:msa-portes-de-bretagne",
    }
    services = _ask(example, "roles_du_dispositif", IN_SEPTEMBER, dispositif=REDON_2, granularite="service")
    assert column(services, "acteur_id", role="coordinateur") == ["acteur:ats-redon"]


def test_what_follows_is_read_from_both_sides(example: Context) -> None:
    second = _ask(example, "suites_du_dispositif", IN_SEPTEMBER, dispositif=REDON_2)
    assert column(second, "lien", objet_id=REDON_1) == ["succède à"]
    first = _ask(example, "suites_du_dispositif", IN_SEPTEMBER, dispositif=REDON_1)
    assert column(first, "lien", objet_id=REDON_2) == ["a pour suite"]
    assert set(column(second, "lien", objet_id="disp:cpts-redon")) == {
        "a un périmètre qui correspond à",
        "devrait s’articuler avec",
    }


def test_a_network_carried_by_two_schemes_ties_them(example: Context) -> None:
    answer = _ask(example, "suites_du_dispositif", None, dispositif=BREST)
    shared = column(answer, "precision", lien="partage une instance avec", objet_id="disp:dac-brest")
    assert shared == ["Réseau de structures de coordination en santé du Pays de Brest"]
    instances = _ask(example, "instances_du_dispositif", None, dispositif=BREST)
    assert column(instances, "periodicite_an", instance_id="inst:reseau-coord-brest") == [2]


@pytest.mark.parametrize(("dispositif", "count"), [(REDON_1, 31), (REDON_2, 14)])
def test_themes_of_the_two_contracts_of_redon(example: Context, dispositif: str, count: int) -> None:
    answer = _ask(example, "themes_du_dispositif", IN_SEPTEMBER, dispositif=dispositif)
    piloted = [row for row in answer.lignes if row.valeurs["n_actions"]]
    assert len(piloted) == count
    assert all(len(row.valeurs["actions"]) == row.valeurs["n_actions"] for row in answer.lignes)


def test_actions_of_a_scheme_are_all_there(example: Context) -> None:
    first = _ask(example, "actions_du_dispositif", IN_SEPTEMBER, dispositif=REDON_1)
    assert column(first, "numero") == list(range(1, 40))
    second = _ask(example, "actions_du_dispositif", IN_SEPTEMBER, dispositif=REDON_2)
    assert set(column(second, "niveau")) == {"orientation"}
    assert len(second.lignes) == 16


def test_a_perimeter_ends_with_the_contract(example: Context) -> None:
    within = _ask(example, "perimetre_du_dispositif", "2022-07-11", dispositif=BROCELIANDE)
    assert column(within, "territoire_id") == ["terr:pays-broceliande"]
    after = _ask(example, "perimetre_du_dispositif", "2022-07-12", dispositif=BROCELIANDE)
    assert (after.lignes, after.etat_donnees) == ((), "insuffisant")


def test_money_is_announced_not_spent(example: Context) -> None:
    answer = _ask(example, "financeurs", None)
    assert {(row.valeurs["dispositif_id"], row.valeurs["role"], row.valeurs["statut"]) for row in answer.lignes} == {
        ("disp:cls-cornouaille", "cofinanceur", "prevu"),
        ("disp:mobisante", "soutien", "prevu"),
    }
    assert column(answer, "montant") == [None, None]


def test_axes_come_in_their_order(example: Context) -> None:
    answer = _ask(example, "axes_du_dispositif", None, dispositif="disp:cls-cornouaille")
    assert column(answer, "numero") == [1, 2, 3, 4]
    assert set(column(answer, "n_actions")) == {None}, "no action is attached to an axis: that is unknown, not zero"


# --------------------------------------------------------------------------------------------------- a territory


def test_a_scheme_is_found_from_each_territory_it_meets(example: Context) -> None:
    for territoire in ("Pipriac", "Guémené-Penfao", "Allaire", REDON, "DEP-44", "REG-53", "REG-52"):
        answer = _ask(example, "dispositifs_du_territoire", IN_SEPTEMBER, territoire=territoire, type="CLS")
        assert {REDON_1, REDON_2} <= set(column(answer, "dispositif_id")), territoire
    elsewhere = _ask(example, "dispositifs_du_territoire", IN_SEPTEMBER, territoire="Quimper", type="CLS")
    assert REDON_1 not in column(elsewhere, "dispositif_id")


def test_a_local_office_acts_in_its_own_departement(example: Context) -> None:
    def reasons(commune: str) -> set[object]:
        answer = _ask(example, "acteurs_du_territoire", IN_SEPTEMBER, territoire=commune)
        return set(column(answer, "raison", acteur_id="acteur:cpam-44"))

    assert "circonscription" in reasons("Guémené-Penfao")
    assert "circonscription" not in reasons("Pipriac")
    assert "partenaire" in reasons("Pipriac"), "it takes part in the contract that covers Pipriac"


def test_actors_roll_up_to_their_organisation(example: Context) -> None:
    whole = _ask(example, "acteurs_du_territoire", IN_SEPTEMBER, territoire=REDON)
    services = _ask(example, "acteurs_du_territoire", IN_SEPTEMBER, territoire=REDON, granularite="service")
    assert "acteur:ats-redon" in column(services, "acteur_id")
    assert "acteur:ats-redon" not in column(whole, "acteur_id")
    assert "acteur:redon-agglomeration" in column(whole, "acteur_id")


def test_actions_by_theme_agree_with_the_territory(example: Context) -> None:
    by_theme = _ask(example, "actions_par_theme", IN_SEPTEMBER, theme="sante_mentale", territoire="Pipriac")
    exact = column(by_theme, "action_id", proximite="exact")
    assert exact == ["action:redon1-14", "action:redon1-16"]
    near = column(by_theme, "action_id", proximite="meme_famille")
    assert near == ["action:redon1-15", "action:redon1-17", "action:redon1-18"]
    here = _ask(example, "actions_du_territoire", IN_SEPTEMBER, territoire="Pipriac", theme="sante_mentale")
    assert column(here, "action_id") == exact


def test_a_family_of_themes_holds_its_themes(example: Context) -> None:
    family = _ask(example, "actions_du_dispositif", IN_SEPTEMBER, dispositif=REDON_1, theme="fam_prevention")
    theme = _ask(example, "actions_du_dispositif", IN_SEPTEMBER, dispositif=REDON_1, theme="nutrition")
    assert set(column(theme, "action_id")) < set(column(family, "action_id"))


def test_actions_for_all_come_after_those_for_a_public(example: Context) -> None:
    answer = _ask(example, "actions_par_public", IN_SEPTEMBER, public="personnes_agees", territoire=REDON)
    order = column(answer, "proximite")
    assert order == sorted(order)
    assert set(order) == {"exact", "tout_public"}
    assert all(
        "Personnes âgées" in row.valeurs["publics"] for row in answer.lignes if row.valeurs["proximite"] == "exact"
    )


def test_needs_reach_every_commune_and_no_further(example: Context) -> None:
    here = _ask(example, "besoins_du_territoire", IN_SEPTEMBER, territoire="Allaire")
    assert len(here.lignes) == 11
    elsewhere = _ask(example, "besoins_du_territoire", None, territoire="Brest")
    assert (elsewhere.lignes, elsewhere.etat_donnees) == ((), "insuffisant")


def test_offers_follow_their_zone_or_that_of_the_house(example: Context) -> None:
    redon = set(column(_ask(example, "offres_du_territoire", IN_SEPTEMBER, territoire=REDON), "offre_id"))
    allaire = set(column(_ask(example, "offres_du_territoire", IN_SEPTEMBER, territoire="Allaire"), "offre_id"))
    assert {"offre:mobilite-solidaire", "offre:bilan-ces", "offre:mtdents"} <= redon
    # Allaire is in Morbihan: what the office of Ille-et-Vilaine proposes does not reach it, national offers do.
    local = {"offre:mobilite-solidaire", "offre:transport-commun-redon"}
    assert allaire == local | {"offre:sophia", "offre:mtdents", "offre:fnpeis"}


def test_figures_keep_their_unit_date_and_comparisons(example: Context) -> None:
    answer = _ask(example, "observations_du_territoire", IN_SEPTEMBER, territoire=REDON)
    (row,) = [row.valeurs for row in answer.lignes if row.valeurs["observation_id"] == "obs:redon-chomage"]
    assert (row["valeur"], row["unite"], row["date"]) == (11.8, "%", "2018")
    assert row["comparateurs"] == [f"Bretagne{NBSP}: 11,4", f"Pays de la Loire{NBSP}: 11,2"]
    (row,) = [row.valeurs for row in answer.lignes if row.valeurs["observation_id"] == "obs:redon-mort-gen"]
    assert (row["valeur"], row["minimum"], row["maximum"]) == (None, 856, 931)
    assert row["comparateurs"] == [f"France métropolitaine{NBSP}: 759"]
    assert column(answer, "territoire_id")[0] == REDON


# ---------------------------------------------------------------------------------------------- meetings and dates


def test_seats_agree_with_each_instance(example: Context) -> None:
    seats = _ask(example, "membres_des_instances", None, granularite="service")
    for instance in dict.fromkeys(column(seats, "instance_id")):
        alone = _ask(example, "instance", None, instance=instance, granularite="service")
        assert set(column(alone, "acteur_id")) == set(column(seats, "acteur_id", instance_id=instance))


def test_the_calendar_is_in_order_and_keeps_the_undated_for_the_end(example: Context) -> None:
    dates = column(_ask(example, "calendrier", None), "date")
    dated = [str(date) for date in dates if date]
    assert dated == sorted(dated)
    assert dates[len(dated) :] == [None] * (len(dates) - len(dated))
    assert None in dates


def test_the_calendar_of_a_period(example: Context) -> None:
    answer = _ask(example, "calendrier", IN_SEPTEMBER, dispositif=REDON_2, debut="2021-03-15", fin="2021-07-01")
    dated = {row.valeurs["evenement_id"]: row.valeurs["date"] for row in answer.lignes if row.valeurs["date"]}
    assert dated == {
        "evt:gt-am-1": "2021-03-15",
        "evt:gt-am-2": "2021-06-16",
        "evt:copil-2021-07-01": "2021-07-01",
        "evt:jalon-redon-2021": "2021",
    }, "an event known to the year may fall in the period"


def test_meetings_are_counted_up_to_the_day(example: Context) -> None:
    def group(date: str) -> tuple[object, object]:
        answer = _ask(example, "instances_du_dispositif", date, dispositif=REDON_2)
        (row,) = [row.valeurs for row in answer.lignes if row.valeurs["instance_id"] == "inst:gt-am-redon"]
        return row["n_reunions"], row["derniere_reunion"]

    assert group("2021-09-15") == (3, "2021-08-07")
    assert group("toutes") == (3, "2021-08-07")


# ----------------------------------------------------------------------------------- what proves it, what is missing


def test_every_document_counts_what_it_proves(example: Context) -> None:
    nodes: Counter[str] = Counter()
    links: Counter[str] = Counter()
    for state in example.store.dump():
        cited = {proof.source for proof in proofs_of(state.properties)}
        (links if hasattr(state, "start") else nodes).update(cited)
    answer = _ask(example, "sources", None)
    assert len(answer.lignes) == 5
    for row in answer.lignes:
        name = row.valeurs["fichier"]
        assert (row.valeurs["n_objets"], row.valeurs["n_relations"]) == (nodes[name], links[name])
    assert sum(column(answer, "n_relations")) > 700


def test_each_quote_of_an_object_is_there_once(example: Context) -> None:
    answer = _ask(example, "preuves", None, id="disp:cpts-redon")
    assert "la signature en juillet 2021 de la CPTS de l'agglomération de Redon" in column(
        answer, "citation", relation=None
    )
    for row in answer.lignes:
        assert row.valeurs["citation"] in {proof.citation for proof in row.preuves}
        assert row.valeurs["source_id"] == "src:003"


def test_what_is_missing_is_never_said_to_be_absent(example: Context) -> None:
    answer = _ask(example, "documentation_manquante", IN_SEPTEMBER, territoire=REDON)
    assert set(column(answer, "etat")) == {"non_documente"}
    without = set(column(answer, "objet_id", manque="pilote"))
    assert {id_ for id_ in without if str(id_).startswith("action:redon1")} == {"action:redon1-01", "action:redon1-14"}
    assert "inst:copil-redon-1" in column(answer, "objet_id", manque="membres")
    assert "signataires" in column(answer, "manque", objet_id=REDON_1)
    assert "périmètre" not in column(answer, "manque", objet_id=REDON_1)
    brest = _ask(example, "documentation_manquante", None, territoire="Brest")
    assert "disp:prse-bretagne" in column(brest, "objet_id", manque="périmètre"), "nobody knows where it applies"
    assert REDON_1 not in column(brest, "objet_id")


def test_what_is_announced_is_apart(example: Context) -> None:
    answer = _ask(example, "statuts_incertains", None, territoire="Quimper")
    assert ("acteur:pole-metropolitain-cornouaille", "PORTE", "en_projet") in {
        (row.valeurs["objet_id"], row.valeurs["relation"], row.valeurs["statut"]) for row in answer.lignes
    }
    assert {str(row.certitude) for row in answer.lignes} == {"incertain"}
    everywhere = _ask(example, "statuts_incertains", None)
    assert len(everywhere.lignes) > len(answer.lignes)
    assert "POSSIBLE_DOUBLON" not in column(everywhere, "relation")


def test_doubtful_actors_are_listed_with_their_candidates(example: Context) -> None:
    answer = _ask(example, "a_preciser", None)
    pairs = {(row.valeurs["objet_id"], row.valeurs["proche_id"]) for row in answer.lignes if row.valeurs["proche_id"]}
    assert ("acteur:addictions-france", "acteur:anpaa") in pairs
    assert ("acteur:msa-non-precisee", "acteur:msa-portes-de-bretagne") in pairs
    assert len(pairs) == 5
    assert "acteur:coll-elus-brest" in column(answer, "objet_id", raison="collectif")


def test_reading_notes_come_first_when_they_matter(example: Context) -> None:
    answer = _ask(example, "notes_de_lecture", None)
    notes = {id_ for id_ in column(answer, "note_id") if id_}
    assert len(notes) == 13
    order = column(answer, "gravite")
    assert order == sorted(order)
    assert "evt:gt-am-3" in column(answer, "objet_id"), "a Saturday: to be confirmed"


def _ask(context: Context, name: str, date: str | None, **given: object) -> Answer:
    return ask(context.store, name, given, date=date, context=context)
