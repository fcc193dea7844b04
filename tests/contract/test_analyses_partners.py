"""Ask on the Breton example whom to call: the expected partners, and the same answer as on the whole graph."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest

from graph.analysis.partner_area import Ground
from graph.analysis.partner_works import PartnerQuery, candidates, open_places, works
from graph.analysis.partners import find_partners
from graph.analysis.reach import Reach, Ties
from graph.answer import INSUFFISANT, Answer, explain
from graph.answers import BadParameter, ask
from graph.answers.context import Context

pytestmark = pytest.mark.contract

REDON = "EPCI-243500741"
CPAM = "acteur:cpam-35"
IN_SEPTEMBER = "2021-09-15"
SERVICES = {"granularite": "service"}


def column(answer: Answer, name: str) -> list[Any]:
    return [row.valeurs[name] for row in answer.lignes]


def _ask(context: Context, date: str | None = IN_SEPTEMBER, **given: object) -> Answer:
    return ask(context.store, "partenaires", {"acteur": CPAM, "territoire": REDON, **given}, date=date, context=context)


def test_whom_to_call_on_nutrition_at_redon(example: Context) -> None:
    answer = _ask(example, themes=["nutrition"], **SERVICES)
    found = set(column(answer, "acteur_id"))
    assert {"acteur:ats-redon", "acteur:clic-redon", "acteur:cpam-44", "acteur:cpam-56"} <= found
    assert "acteur:cpam35-ces" not in found
    assert CPAM not in found
    places = answer.tableaux["places_ouvertes"].lignes
    assert [row.valeurs["action_id"] for row in places] == ["action:redon1-01"]
    assert "A définir" in str(places[0].valeurs["alerte"])
    first = answer.lignes[0]
    assert first.valeurs["acteur_id"] == "acteur:ats-redon"
    assert first.valeurs["parent_id"] == "acteur:redon-agglomeration"
    assert column(answer, "rang") == list(range(1, len(answer.lignes) + 1))


def test_every_partner_has_reasons_parts_and_proofs(example: Context) -> None:
    answer = _ask(example, themes=["nutrition"], **SERVICES)
    for row in answer.lignes:
        assert 1 <= len(row.valeurs["raisons"]) <= 3
        assert row.preuves
        assert [part.nom for part in row.parts][:-1] == [
            "f_territoire", "f_theme", "f_public", "f_role", "f_proximite", "f_fraicheur",
        ]  # fmt: skip
        known = [part for part in row.parts[:-1] if part.valeur is not None]
        total = sum(part.poids or 0.0 for part in known)
        by_hand = 100 * sum((part.poids or 0.0) * (part.valeur or 0.0) for part in known) / total
        assert row.valeurs["score"] == pytest.approx(by_hand, abs=0.005)
        told = explain(row)
        assert told.phrase.startswith(f"«\u00a0{row.valeurs['acteur']}\u00a0» est un partenaire possible : cet acteur ")
        assert told.sources
    ats = answer.lignes[0]
    # The area of the ATS is the EPCI (0.8); one exact action where the largest list counts five works.
    assert [ats.valeurs[name] for name in ("f_territoire", "f_theme", "f_role", "f_proximite", "f_fraicheur")] == [
        0.8, 0.3869, 1.0, 1.0, 1.0,
    ]  # fmt: skip
    assert ats.valeurs["score"] == pytest.approx(72.48, abs=0.005)


def test_organisations_answer_for_their_services(example: Context) -> None:
    answer = _ask(example, themes=["nutrition"])
    assert answer.lignes[0].valeurs["acteur_id"] == "acteur:redon-agglomeration"
    assert not {"acteur:ats-redon", "acteur:clic-redon"} & set(column(answer, "acteur_id"))
    # Asked for a service, the whole organisation is left out.
    from_service = _ask(example, themes=["nutrition"], acteur="acteur:cpam35-ces", **SERVICES)
    assert CPAM not in column(from_service, "acteur_id")
    assert column(from_service, "acteur_id") == column(_ask(example, themes=["nutrition"], **SERVICES), "acteur_id")


def test_one_sure_role_makes_a_row_certain_and_certain_rows_are_those_asked_for(example: Context) -> None:
    """Themes are never dated: they do not decide, nor do the area and the path."""
    plain, sure = (_ask(example, themes=["nutrition"], certitude=name) for name in ("incertain", "certain"))
    certain = [row.valeurs["acteur_id"] for row in plain.lignes if str(row.certitude) == "certain"]
    assert 0 < len(certain) < len(plain.lignes)
    assert set(column(sure, "acteur_id")) == set(certain)
    assert {str(row.certitude) for row in sure.lignes} == {"certain"}
    assert {row.valeurs["n_elements"] for row in sure.lignes} <= set(column(plain, "n_elements"))
    left_out = len(plain.lignes) - len(certain)
    assert any(f"{left_out}\u00a0acteurs ne sont pas montrés" in text for text in sure.avertissements)


def test_nobody_certain_is_said_with_the_reason(example: Context) -> None:
    answer = _ask(example, "toutes", themes=["nutrition"], role="offreur", certitude="certain")
    every = _ask(example, "toutes", themes=["nutrition"], role="offreur")
    assert every.lignes
    assert (answer.lignes, answer.etat_donnees) == ((), INSUFFISANT)
    assert any("Seul ce qui est certain est demandé" in text for text in answer.avertissements)
    assert not any("aucun autre acteur" in text for text in answer.avertissements)


def test_only_new_partners(example: Context) -> None:
    every, new = (_ask(example, themes=["nutrition"], mode=mode, **SERVICES) for mode in ("tous", "nouveaux"))
    tied = {row.valeurs["acteur_id"] for row in every.lignes if row.valeurs["f_proximite"] == 1.0}
    assert {"acteur:ats-redon", "acteur:cpam-44"} <= tied
    assert set(column(new, "acteur_id")) == set(column(every, "acteur_id")) - tied
    assert any("déjà en lien" in text for text in new.avertissements)


def test_who_introduces_the_university(example: Context) -> None:
    given = {"territoire": "REG-53", "themes": ["perturbateurs_endocriniens"]}
    rows = {row.valeurs["acteur_id"]: row for row in _ask(example, "toutes", **given).lignes}
    ubo = rows["acteur:ubo"].valeurs
    assert ubo["intermediaires"] == ["acteur:region-bretagne"]
    assert ubo["f_proximite"] == 0.5
    assert any("mêle" in text for text in ubo["alertes"])
    then = {row.valeurs["acteur_id"]: row for row in _ask(example, IN_SEPTEMBER, **given).lignes}
    assert "acteur:ubo" not in then or then["acteur:ubo"].valeurs["f_proximite"] == 0.0


def test_a_long_list_is_cut_and_says_so(example: Context) -> None:
    whole, cut = _ask(example, themes=["nutrition"], limite=0), _ask(example, themes=["nutrition"], limite=5)
    assert column(cut, "acteur_id") == column(whole, "acteur_id")[:5]
    assert cut.mesures["n_partenaires"] == len(whole.lignes)
    assert any("Les 5 premiers sont montrés" in text for text in cut.avertissements)


def test_weights_change_the_score_and_wrong_ones_are_refused(example: Context) -> None:
    only = _ask(
        example, themes=["nutrition"], poids=["territoire=0", "public=0", "role=0", "proximite=0", "fraicheur=0"]
    )
    assert all(row.valeurs["score"] == pytest.approx(100 * row.valeurs["f_theme"], abs=0.01) for row in only.lignes)
    with pytest.raises(BadParameter):
        _ask(example, poids=["couleur=1"])


def test_before_the_first_fact_and_where_nothing_is_known(example: Context) -> None:
    early = _ask(example, "2010-01-01", themes=["nutrition"])
    assert (early.lignes, early.etat_donnees) == ((), INSUFFISANT)
    assert early.phrase.startswith("Aucune donnée à cette date")
    nowhere = _ask(example, territoire="COM-97411", themes=["mobilite_acces"])
    assert (nowhere.lignes, nowhere.etat_donnees) == ((), INSUFFISANT)
    assert "Ce n’est pas une absence" in nowhere.phrase


CASES: list[dict[str, Any]] = [
    {"themes": ["nutrition"]},
    {"themes": ["nutrition", "acces_soins"], "publics": ["enfants"]},
    {"themes": ["fam_prevention"]},
    {"publics": ["personnes_agees"]},
    {},
    {"territoire": "REG-53", "themes": ["perturbateurs_endocriniens"]},
    {"territoire": "terr:pays-broceliande"},
    {"territoire": "Brest", "acteur": "acteur:cpam-finistere"},
    {"themes": ["acces_soins"], "acteur": "acteur:redon-agglomeration"},
]


@pytest.mark.parametrize("date", [IN_SEPTEMBER, "toutes", "2025-06-01"])
@pytest.mark.parametrize("granularite", ["organisation", "service"])
@pytest.mark.parametrize("given", CASES, ids=lambda given: "-".join(map(str, given.values())) or "tout")
def test_the_neighbourhood_read_gives_the_answer_of_the_whole_graph(
    embedded_example: Context, given: dict[str, Any], granularite: str, date: str
) -> None:
    """The question reads a few hundred facts; the same functions on every fact of the base say the same."""
    example = embedded_example
    answer = _ask(example, date, granularite=granularite, limite=0, **given)
    day = None if date == "toutes" else date
    territoire = str(answer.parametres["territoire"])
    whole = example.snapshot(day, granularite=granularite, territoire_id=territoire)
    tops = whole.organisations
    top = tops.get(answer.parametres["acteur"], answer.parametres["acteur"])
    own = frozenset([top, *(service for service, organisation in tops.items() if organisation == top)])
    query = PartnerQuery(own, tuple(answer.parametres.get("themes", ())), tuple(answer.parametres.get("publics", ())))
    found = works(whole, query)
    proposed = candidates(whole, query, found)
    everywhere = replace(whole, scope=None, _facts={}, _ends={})
    reach = Reach(everywhere, {whole.actor(id_) for id_ in own})
    ties = Ties(everywhere)
    ways = {c.acteur_id: reach.way(c.acteur_id, ties) for c in proposed} if reach.known else None
    year = int(date[:4]) if day else datetime.date.today().year
    ground = Ground(territoire, example.territories(day), year)
    ranked = find_partners(whole, query, proposed, ground, ways, day or str(example.newest_source))
    assert column(answer, "acteur_id") == [partner.acteur_id for partner in ranked]
    assert column(answer, "score") == [None if partner.score is None else round(partner.score, 2) for partner in ranked]
    assert column(answer, "intermediaires") == [
        list(partner.way.intermediaries) if partner.way else [] for partner in ranked
    ]
    places = [row.valeurs["action_id"] for row in answer.tableaux["places_ouvertes"].lignes]
    assert places == [work.id for work in open_places(whole, found)]
