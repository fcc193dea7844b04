"""Ask a synthetic territory what is covered and missing: every planted gap is found, none is invented."""

from collections.abc import Iterator

import pytest

from graph.answer import INSUFFISANT, Answer
from graph.answers import ask
from graph.answers.context import Context
from graph.settings import Settings
from tests.support.stores import emptied
from tests.support.synthetic.generate import Territory, generate
from tests.support.synthetic.loading import load
from tests.support.synthetic.sizes import SMALL

pytestmark = pytest.mark.contract

_NEARNESS = {"couvert": "exact", "voisin": "voisin", "non_couvert": "aucune"}


@pytest.fixture(scope="module")
def territory() -> Territory:
    """Give one block of planted truth."""
    return generate(7, SMALL)


@pytest.fixture(scope="module")
def planted(territory: Territory, engine_settings: Settings) -> Iterator[Context]:
    """Give the synthetic territory on each engine in turn."""
    store = emptied(engine_settings)
    load(store, territory)
    yield Context(store)
    store.close()


def gaps(context: Context, territory: Territory, nature: str, territoire: str) -> Answer:
    given = {"nature": nature, "territoire": territoire}
    return ask(context.store, "manques", given, date=territory.jour, context=context)


def test_every_planted_state_of_a_type_is_found(planted: Context, territory: Territory) -> None:
    wrong = []
    for gap in territory.truth.gaps:
        rows = {row.valeurs["objet_id"]: row.valeurs for row in gaps(planted, territory, "type", gap.territoire).lignes}
        state = rows[gap.type_dispositif]["etat"]
        if state != gap.etat:
            wrong.append(f"{gap.territoire} {gap.type_dispositif}: {state} instead of {gap.etat} ({gap.raison})")
    assert wrong == []
    assert {gap.etat for gap in territory.truth.gaps} == {"present", "en_projet", "absent_confirme", "non_documente"}


def test_no_absence_is_invented(planted: Context, territory: Territory) -> None:
    confirmed = territory.truth.confirmed_gaps
    found = set()
    for territoire in sorted({gap.territoire for gap in territory.truth.gaps}):
        answer = gaps(planted, territory, "type", territoire)
        found |= {
            (territoire, row.valeurs["objet_id"]) for row in answer.lignes if row.valeurs["etat"] == "absent_confirme"
        }
    asked = {(gap.territoire, gap.type_dispositif): gap.etat for gap in territory.truth.gaps}
    assert confirmed <= found
    # An inventory of the département holds for every territory of it: only these were not written down one by one.
    assert {pair for pair in found - confirmed if asked.get(pair, "absent_confirme") != "absent_confirme"} == set()
    assert {type_ for _, type_ in found - confirmed} <= {"MAIA", "CLIC"}


def test_needs_meet_what_was_planted(planted: Context, territory: Territory) -> None:
    for need in territory.truth.besoins:
        answer = gaps(planted, territory, "besoin", need.territoire)
        rows = {row.valeurs["objet_id"]: row for row in answer.lignes}
        row = rows[need.besoin].valeurs
        assert row["proximite"] == _NEARNESS[need.etat], need
        assert (row["etat"] == "present") == (need.etat == "couvert"), need
        if need.actions:
            assert row["proche_id"] in need.actions, need
        assert row["proche_id"] not in need.ecartees
        offers = {
            line.valeurs["offre_id"]
            for line in answer.tableaux["offres"].lignes
            if line.valeurs["objet_id"] == need.besoin
        }
        assert set(need.offres) <= offers


def test_a_need_says_the_same_from_afar(planted: Context, territory: Territory) -> None:
    """Looked at from the département, an action elsewhere still answers nothing here."""
    whole = gaps(planted, territory, "besoin", f"DEP-{territory.size.departements[0]}")
    from_afar = {row.valeurs["objet_id"]: row.valeurs["proximite"] for row in whole.lignes}
    for need in territory.truth.besoins:
        assert from_afar[need.besoin] == _NEARNESS[need.etat], need


def test_without_a_diagnosis_no_need_is_missing(planted: Context, territory: Territory) -> None:
    for territoire in territory.truth.without_diagnosis:
        answer = gaps(planted, territory, "besoin", territoire)
        assert (answer.lignes, answer.etat_donnees) == ((), INSUFFISANT)


def test_isolated_actors_are_found_and_no_other(planted: Context, territory: Territory) -> None:
    whole = f"DEP-{territory.size.departements[0]}"
    rows = {row.valeurs["objet_id"]: row.valeurs for row in gaps(planted, territory, "acteur", whole).lignes}
    assert set(territory.truth.isolated) <= {id_ for id_, row in rows.items() if row["etat"] == "non_documente"}
    attached = {
        end
        for statement in territory.relationships
        if statement.type in {"PILOTE", "SIGNE", "PORTE", "ANIME", "EST_MEMBRE", "LIEN", "EST_PARTENAIRE"}
        and statement.id not in territory.truth.never_in_figures
        for end in ((statement.start, statement.end) if statement.type == "LIEN" else (statement.start,))
    }
    assert attached & set(rows) == set()
    assert set(territory.truth.collectives) & set(rows) == set()


@pytest.mark.parametrize("elaboration", ["non", "oui"])
def test_coverage_is_that_of_the_planted_communes(planted: Context, territory: Territory, elaboration: str) -> None:
    whole = f"DEP-{territory.size.departements[0]}"
    given = {"territoire": whole, "elaboration": elaboration}
    answer = ask(planted.store, "couverture", given, date=territory.jour, context=planted)
    communes = territory.truth.covered_or_preparing if elaboration == "oui" else territory.truth.covered
    reference = planted.territories(None).reference.communes
    expected = sum(reference[code].population("RP2023") or 0 for code in communes)
    assert answer.mesures["population_couverte"] == expected
    assert answer.mesures["n_communes"] == len(communes)
    absent = {
        row.valeurs["territoire_id"]
        for row in answer.tableaux["epci"].lignes
        if row.valeurs["etat"] == "absent_confirme"
    }
    planted_absent = {place for place, type_ in territory.truth.confirmed_gaps if type_ == "CLS"}
    assert absent == {place for place in planted_absent if place.startswith("EPCI-")}
