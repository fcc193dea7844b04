"""Check each clause in each of its states: what is not documented is never said not to be respected."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.conformity import STATES, Case, Finding, Ground, conformity, tally
from graph.analysis.life_cycle import life_cycle
from graph.model.norms import norm, norms
from graph.model.statement import NodeStatement, RelationshipStatement, Stored
from graph.snapshot import Snapshot
from tests.support.facts import MemoryFacts, link, node

DAY = "2022-06-15"
CLS = "disp:cls"
CLAUSES = tuple(norme for norme in norms() if norme.type_dispositif == "CLS" and norme.controle)
COPIL = node("inst:copil", "Instance", type_instance="COPIL")
HAS_COPIL = link("A_INSTANCE", CLS, "inst:copil")


def scheme(**properties: Stored) -> NodeStatement:
    return node(CLS, "Dispositif", type_dispositif="CLS", **properties)


def case(
    nodes: Sequence[NodeStatement],
    links: Sequence[RelationshipStatement] = (),
    *,
    ground: Ground | None = None,
    day: str | None = DAY,
    seen: str | None = None,
    organisations: dict[str, str] | None = None,
) -> Case:
    snapshot = Snapshot(source=MemoryFacts(nodes, links), day=day, organisations=organisations or {})
    properties = snapshot.nodes("Dispositif").get(CLS, {})
    return Case(snapshot, CLS, life_cycle(properties, day, 12), ground or Ground(), day, seen)


def check(code: str, found: Case) -> Finding:
    (finding,) = conformity(found, [norm(code)])
    return finding


def meeting(name: str, date: str | None, kind: str = "reunion") -> tuple[NodeStatement, RelationshipStatement]:
    dated: dict[str, Stored] = {"date": date} if date else {}
    return node(name, "Evenement", type_evenement=kind, **dated), link("CONCERNE", name, "inst:copil")


@pytest.mark.parametrize(
    ("dates", "count", "state"),
    [
        (["2021-07-01", "2022-03-01"], 2, "verifie"),
        (["2022-03", "2021-12-24"], 2, "verifie"),
        (["2021-06-14", "2022-03-01"], 1, "non_documente"),
        (["2022-06-16", "2022-03-01"], 1, "non_documente"),
        (["2022", "2022-03-01"], 1, "non_documente"),
        ([None, "2022-03-01"], 1, "non_documente"),
        ([], 0, "non_documente"),
    ],
)
def test_meetings_of_the_last_twelve_months(dates: list[str | None], count: int, state: str) -> None:
    events = [meeting(f"evt:{n}", date) for n, date in enumerate(dates)]
    found = case([scheme(), COPIL, *(one for one, _ in events)], [HAS_COPIL, *(one for _, one in events)])
    finding = check("COPIL_MIN_PAR_AN", found)
    assert (finding.valeur, finding.etat) == (count, state)


def test_a_milestone_is_no_meeting_and_sessions_told_together_count() -> None:
    stone, about = meeting("evt:jalon", "2022-03-01", "jalon")
    assert check("COPIL_MIN_PAR_AN", case([scheme(), COPIL, stone], [HAS_COPIL, about])).valeur == 0
    twice = node("evt:deux", "Evenement", type_evenement="seminaire", date="2022-03", nombre=2)
    both = case([scheme(), COPIL, twice], [HAS_COPIL, link("CONCERNE", "evt:deux", "inst:copil")])
    assert check("COPIL_MIN_PAR_AN", both).etat == "verifie"


def test_only_a_documented_rhythm_breaks_the_clause_on_meetings() -> None:
    for rhythm, state in ((1.0, "non_respecte"), (2.0, "verifie")):
        copil = node("inst:copil", "Instance", type_instance="COPIL", periodicite_an=rhythm)
        finding = check("COPIL_MIN_PAR_AN", case([scheme(), copil], [HAS_COPIL]))
        assert (finding.etat, finding.valeur, finding.objets) == (state, rhythm, ("inst:copil",))
    least = node("inst:copil", "Instance", type_instance="COPIL", periodicite_min_an=2.0)
    assert check("COPIL_MIN_PAR_AN", case([scheme(), least], [HAS_COPIL])).etat == "non_documente"
    assert check("COPIL_MIN_PAR_AN", case([scheme()])).raison == "aucune_instance"


@pytest.mark.parametrize(
    ("ground", "state"),
    [
        (Ground(66478, True), "verifie"),
        (Ground(50000, False), "verifie"),
        (Ground(49999, True), "non_respecte"),
        (Ground(49999, False), "non_documente"),
        (Ground(), "non_documente"),
    ],
)
def test_the_population_of_a_perimeter_half_known_proves_only_that_it_is_large(ground: Ground, state: str) -> None:
    assert check("POP_MIN_CLS", case([scheme()], ground=ground)).etat == state


@pytest.mark.parametrize(
    ("properties", "seen", "state", "value"),
    [
        ({"duree_elaboration_mois": 6}, None, "verifie", 6),
        ({"duree_elaboration_mois": 13}, None, "non_respecte", 13),
        ({"cycle": "elaboration", "date_cycle": "2021-03"}, "2021-09-15", "sans_objet", 5),
        ({"cycle": "elaboration", "date_cycle": "2021-03"}, "2022-06-15", "non_respecte", 14),
        ({"cycle": "elaboration", "date_cycle": "2021-03", "date_signature": "2022"}, None, "non_documente", None),
        ({"cycle": "mise_en_oeuvre", "date_cycle": "2019"}, None, "non_documente", None),
        ({}, None, "non_documente", None),
    ],
)
def test_the_length_of_the_preparation(
    properties: dict[str, Stored], seen: str | None, state: str, value: int | None
) -> None:
    finding = check("ELABORATION_MAX_MOIS", case([scheme(**properties)], seen=seen))
    assert (finding.etat, finding.valeur) == (state, value)


def signed(
    kinds: dict[str, str], *, carrier: str | None = None
) -> tuple[list[NodeStatement], list[RelationshipStatement]]:
    actors = [node(f"acteur:{name}", "Acteur", type_acteur=kind, nom=name) for name, kind in kinds.items()]
    links = [link("SIGNE", one.id, CLS, role="signataire") for one in actors]
    return actors, links + ([link("PORTE", f"acteur:{carrier}", CLS)] if carrier else [])


def test_the_least_signatories() -> None:
    kinds = {"ARS": "ars", "Préfecture": "etat", "Région": "region", "Pays": "autre"}
    actors, links = signed(kinds, carrier="Pays")
    complete = check("SIGNATAIRES_MINIMAUX", case([scheme(), *actors], links))
    assert (complete.etat, complete.valeur, complete.total, complete.manquants) == ("verifie", 4, 4, ())
    alone = check("SIGNATAIRES_MINIMAUX", case([scheme(), *actors], links[:-1]))
    assert (alone.etat, alone.manquants) == ("non_respecte", ("collectivite_porteuse",))
    planned = [link("SIGNE", one.id, CLS, statut="prevu") for one in actors]
    assert check("SIGNATAIRES_MINIMAUX", case([scheme(), *actors], planned)).etat == "non_documente"
    preparing = scheme(cycle="elaboration")
    assert check("SIGNATAIRES_MINIMAUX", case([preparing, *actors], planned)).etat == "sans_objet"


def test_two_kinds_of_hospitals_are_told_apart_by_their_name() -> None:
    kinds = {"Centre hospitalier de X": "etablissement_sante"}
    actors, links = signed(kinds)
    missing = check("SIGNATAIRES_HABITUELS", case([scheme(), *actors], links)).manquants
    assert "centre_hospitalier" not in missing
    assert "centre_hospitalier_specialise" in missing
    special = {"Centre hospitalier spécialisé de X": "etablissement_sante"}
    actors, links = signed(special)
    missing = check("SIGNATAIRES_HABITUELS", case([scheme(), *actors], links)).manquants
    assert "centre_hospitalier" in missing
    assert "centre_hospitalier_specialise" not in missing


def test_signatories_sit_themselves_by_a_service_or_by_another() -> None:
    actors, links = signed({"a": "ars", "b": "etat", "c": "region"})
    service = node("acteur:service", "Acteur", type_acteur="service")
    seats = [
        HAS_COPIL,
        link("EST_MEMBRE", "acteur:a", "inst:copil", role="membre"),
        link("EST_MEMBRE", "acteur:service", "inst:copil", role="membre"),
        link("REPRESENTE", "acteur:a", "acteur:c", contexte="inst:copil"),
    ]
    nodes, services = [scheme(), COPIL, service, *actors], {"acteur:service": "acteur:b"}
    every = check("SIGNATAIRES_AU_COPIL", case(nodes, [*links, *seats], organisations=services))
    assert (every.etat, every.valeur, every.total) == ("verifie", 3, 3)
    two = check("SIGNATAIRES_AU_COPIL", case(nodes, [*links, *seats]))
    assert (two.etat, two.manquants) == ("non_documente", ("acteur:b",))
    elsewhere = [*seats[:-1], link("REPRESENTE", "acteur:a", "acteur:c", contexte="inst:autre")]
    other = check("SIGNATAIRES_AU_COPIL", case(nodes, [*links, *elsewhere], organisations=services))
    assert other.manquants == ("acteur:c",)
    assert check("SIGNATAIRES_AU_COPIL", case([scheme(), *actors], links)).raison == "membres_inconnus"


def actions(
    *sources: str | None, levels: str = "fiche_action"
) -> tuple[list[NodeStatement], list[RelationshipStatement]]:
    nodes = [
        node(f"action:{n}", "Action", niveau=levels, **({"pilote_source": source} if source else {}))
        for n, source in enumerate(sources)
    ]
    return nodes, [link("COMPREND", CLS, one.id) for one in nodes]


def test_every_action_has_a_pilot() -> None:
    nodes, links = actions("ARS", "ARS")
    lead = [link("PILOTE", "acteur:a", one.id) for one in nodes]
    base = [scheme(), node("acteur:a", "Acteur"), *nodes]
    assert check("ACTIONS_PILOTEES", case(base, [*links, *lead])).etat == "verifie"
    silent = check("ACTIONS_PILOTEES", case(base, [*links, lead[0]]))
    assert (silent.etat, silent.valeur, silent.total, silent.manquants) == ("non_documente", 1, 2, ("action:1",))
    more = check("ACTIONS_PILOTEES", case([scheme(nb_actions_declare=3), *base[1:]], [*links, *lead]))
    assert (more.etat, more.valeur, more.total) == ("non_documente", 2, 3)


def test_only_a_pilot_to_be_named_breaks_the_clause_on_pilots() -> None:
    nodes, links = actions("À définir", "ARS")
    lead = link("PILOTE", "acteur:a", "action:1")
    finding = check("ACTIONS_PILOTEES", case([scheme(), node("acteur:a", "Acteur"), *nodes], [*links, lead]))
    assert (finding.etat, finding.manquants, finding.objets) == ("non_respecte", ("action:0",), ("action:0",))
    drafts, links = actions(None, levels="orientation")
    assert check("ACTIONS_PILOTEES", case([scheme(cycle="elaboration"), *drafts], links)).etat == "sans_objet"
    assert check("ACTIONS_PILOTEES", case([scheme(), *drafts], links)).etat == "non_documente"


@pytest.mark.parametrize(
    ("start", "end", "state"),
    [
        ("2017-07-11", "2022-07-11", "verifie"),
        ("2019-01-01", "2021-12-31", "verifie"),
        ("2019-01-01", "2021-12-30", "non_respecte"),
        ("2015", "2020", "non_documente"),
        ("2015", "2022", "non_respecte"),
        ("2015", None, "non_documente"),
    ],
)
def test_a_contract_lasts_three_to_five_years(start: str, end: str | None, state: str) -> None:
    dated = scheme(date_debut=start, date_fin=end) if end else scheme(date_debut=start)
    assert check("DUREE_CLS", case([dated])).etat == state


@pytest.mark.parametrize(
    ("properties", "state"),
    [
        ({"date_fin": "2023"}, "verifie"),
        ({"date_fin": "2022"}, "non_documente"),
        ({"date_fin": "2021", "cycle": "evaluation"}, "verifie"),
        ({"date_fin": "2021", "cycle": "mise_en_oeuvre"}, "non_documente"),
        ({"date_fin": "2021", "cycle": "mise_en_oeuvre", "date_cycle": "2022-02"}, "non_respecte"),
        ({"cycle": "diagnostic"}, "sans_objet"),
        ({}, "non_documente"),
    ],
)
def test_the_term_of_a_contract(properties: dict[str, Stored], state: str) -> None:
    assert check("TERME", case([scheme(**properties)])).etat == state


def test_nothing_documented_is_never_not_respected() -> None:
    for found in (case([]), case([scheme()]), case([scheme()], day=None), case([scheme()], day="1990-01-01")):
        findings = conformity(found, CLAUSES)
        assert len(findings) == len(CLAUSES)
        assert {finding.etat for finding in findings} <= {"non_documente", "sans_objet"}


@given(
    st.lists(st.sampled_from(["PILOTE", "SIGNE", "EST_MEMBRE"]), max_size=6), st.sampled_from([None, DAY, "2030-01-01"])
)
def test_an_unrelated_scheme_changes_nothing(types: list[str], day: str | None) -> None:
    actors, links = signed({"ARS": "ars", "Préfecture": "etat"})
    fiches, holds = actions("ARS", "À définir")
    nodes = [scheme(date_debut="2019", date_fin="2023"), COPIL, *actors, *fiches]
    links = [*links, *holds, HAS_COPIL, link("PILOTE", "acteur:ARS", "action:0")]
    other = [
        node("disp:autre", "Dispositif", type_dispositif="CLS"),
        node("inst:autre", "Instance", type_instance="COPIL"),
        node("action:autre", "Action"),
        node("acteur:autre", "Acteur", type_acteur="region"),
    ]
    ends = {"PILOTE": "action:autre", "SIGNE": "disp:autre", "EST_MEMBRE": "inst:autre"}
    more = [link(type_, "acteur:autre", ends[type_]) for type_ in types]
    alone = conformity(case(nodes, links, day=day), CLAUSES)
    together = conformity(case([*nodes, *other], [*links, *more], day=day), CLAUSES)
    assert together == alone
    assert sum(tally(alone).values()) == len(alone)
    assert set(tally(alone)) == set(STATES)


def test_a_clause_about_another_instance_is_left_out() -> None:
    assert conformity(case([scheme(), COPIL], [HAS_COPIL]), [norm("RESEAU_REUNIONS_AN")]) == ()
    assert conformity(case([scheme()]), [norm("COUVERTURE_CIBLE_PCT")]) == ()
