"""Type, correct, date and close things without a file, on every engine; undone exactly, and stronger than files."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from app.exports.facts import choose_facts
from app.exports.facts_json import facts_json
from graph.answers.context import Context
from graph.model.dates import format_french
from graph.model.statement import relationship_id
from graph.plan import SAISIE, ChangeKind, NodeState, RelationshipState, State, contradictions
from graph.provenance import TEAM
from graph.resembling import resembling
from graph.settings import Settings
from graph.store.store import Store
from ingest import entries, manual
from ingest.choices import Choices
from ingest.entries import Entry, EntryRefused, Told
from ingest.importer import Checked, apply, check, plan
from ingest.manual import Prepared
from ingest.provenance import plan_issues
from tests.support.stores import emptied
from tests.unit.ingest.builders import TODAY, workbook

pytestmark = pytest.mark.contract

CPAM, CLS, SIGNE = "acteur:cpam-35", "disp:cls-redon", "SIGNE|acteur:cpam-35|disp:cls-redon"
TOLD = Told(document="Compte rendu du COPIL", jour="2026-05-12", citation="la CPAM signe")
TABLES: dict[str, list[tuple[object, ...]]] = {
    "acteurs": [
        ("id", "nom", "sigle", "type_acteur", "source", "citation"),
        (CPAM, "CPAM d’Ille-et-Vilaine", "CPAM 35", "assurance_maladie", "contrat.txt", "la CPAM"),
    ],
    "dispositifs": [
        ("id", "nom", "type_dispositif", "date_debut"),
        (CLS, "CLS de Redon", "CLS", "2017-07-11"),
    ],
    "relations": [
        ("type", "de", "vers", "role", "source", "citation"),
        ("SIGNE", CPAM, CLS, "signataire", "contrat.txt", "signé par la CPAM"),
    ],
}


@pytest.fixture
def store(engine_settings: Settings, tmp_path: Path) -> Iterator[Store]:
    """Give a base that one file fed."""
    with emptied(engine_settings) as opened:
        feed(opened, tmp_path)
        yield opened


def feed(store: Store, folder: Path) -> None:
    checked = check([workbook(folder / "un.xlsx", TABLES)], store, today=TODAY)
    assert not checked.report.refuse, checked.report.to_text()
    apply(checked, plan(checked, store), store)


def type_in(store: Store, entry: Entry, told: Told = TOLD) -> Prepared:
    prepared = manual.prepare(store, entry, told, today=TODAY)
    assert prepared.plan is not None, prepared.checked.report.to_text()
    assert manual.write(store, prepared) is not None
    assert store.recompute_version() == store.version()
    return prepared


def everything(store: Store) -> dict[str, State]:
    return {state.id: state for state in store.dump()}


def replace_name(checked: Checked, name: str) -> Checked:
    """Return what a file says as another file would."""
    statements = tuple(
        replace(one, location=replace(one.location, file=name)) if one.location else one for one in checked.statements
    )
    return replace(checked, statements=statements)


def signature(store: Store) -> RelationshipState:
    found = manual.relationship(store, SIGNE)
    assert found is not None
    return found


def node(store: Store, id_: str) -> NodeState:
    found = manual.node(store, id_)
    assert found is not None
    return found


def add(store: Store, label: str, values: Mapping[str, object]) -> tuple[str, Prepared]:
    id_, entry = entries.add_node(label, values, taken=Context(store).name_of)
    return id_, type_in(store, entry)


def test_an_actor_typed_is_there_with_its_source_and_goes_with_the_undo(store: Store) -> None:
    before = everything(store)
    id_, _ = add(store, "Acteur", {"nom": "Mission locale de Redon", "type_acteur": "mission locale"})
    state = node(store, id_)
    assert (id_, state.origines) == ("acteur:mission-locale-de-redon", (SAISIE,))
    assert state.properties["type_acteur"] == "mission_locale"
    assert state.properties["secteur"] == "emploi_insertion"
    assert state.properties["preuve_citations"] == ["la CPAM signe"]
    source = next(
        s for s in everything(store).values() if isinstance(s, NodeState) and s.id == "src:compte-rendu-du-copil"
    )
    assert source.properties["date_document"] == "2026-05-12"
    entry = store.journal()[0]
    assert (entry.nature, entry.lecteur) == ("saisie", "saisie")
    store.apply_undo(store.prepare_undo())
    assert everything(store) == before


def test_what_is_typed_wins_over_the_file_even_when_it_comes_again(store: Store, tmp_path: Path) -> None:
    type_in(store, entries.correct_node(node(store, CPAM), {"sigle": "CPAM IV"}))
    feed(store, tmp_path)
    state = node(store, CPAM)
    assert state.properties["sigle"] == "CPAM IV"
    (found,) = contradictions(state)
    assert (found.propriete, found.tranchee) == ("sigle", True)
    assert set(found.valeurs) == {("un.xlsx", "CPAM 35"), (SAISIE, "CPAM IV")}


def test_a_relationship_is_closed_on_its_day_and_reopened_by_the_undo(store: Store) -> None:
    before = everything(store)
    prepared = type_in(store, entries.correct_relationship(signature(store), {}, closing="2025"))
    assert prepared.plan is not None
    assert prepared.plan.count(ChangeKind.CLOS) == 1
    assert signature(store).properties["valid_to"] == "2025-12-31"
    store.apply_undo(store.prepare_undo())
    assert everything(store) == before


def test_a_need_given_another_territory_is_no_more_that_of_the_former_one(store: Store, tmp_path: Path) -> None:
    heading = ("id", "nom", "type_besoin", "territoire", "territoires")
    needs: dict[str, list[tuple[object, ...]]] = {
        "besoins": [
            tuple(name for name in heading if name != "type_besoin"),
            ("besoin:acces", "Accès aux soins", "COM-35236", None),
            ("besoin:mobilite", "Mobilité", "COM-35236", "COM-35236|COM-35238"),
        ]
    }
    checked = check([workbook(tmp_path / "besoins.xlsx", needs)], store, today=TODAY)
    assert not checked.report.refuse, checked.report.to_text()
    apply(checked, plan(checked, store), store)
    before = everything(store)

    def territories(need: str) -> dict[str, bool]:
        links = [link for link in manual.links_of(store, need) if link.type == "A_BESOIN"]
        return {link.start: "valid_to" not in link.properties for link in links}

    type_in(store, entries.correct_node(node(store, "besoin:acces"), {"territoire": "COM-35238"}))
    assert node(store, "besoin:acces").properties["territoire"] == "COM-35238"
    assert territories("besoin:acces") == {"COM-35236": False, "COM-35238": True}
    # The file that said the former territory says it again: what was put right stays.
    again = check([tmp_path / "besoins.xlsx"], store, today=TODAY)
    apply(again, plan(again, store), store)
    assert territories("besoin:acces") == {"COM-35236": False, "COM-35238": True}
    type_in(store, entries.correct_node(node(store, "besoin:mobilite"), {"territoire": "Rennes (35)"}))
    assert territories("besoin:mobilite") == {"COM-35236": False, "COM-35238": True}
    store.apply_undo(store.prepare_undo())
    store.apply_undo(store.prepare_undo())
    assert everything(store) == before


def test_an_undated_relationship_gets_its_first_day_and_the_file_still_means_it(store: Store, tmp_path: Path) -> None:
    old = signature(store)
    type_in(store, entries.correct_relationship(old, {"valid_from": "2017-07-11"}))
    new = signature(store)
    assert (new.properties["valid_from"], new.origines) == ("2017-07-11", ("un.xlsx", SAISIE))
    assert old.id not in everything(store)
    version = store.version()
    feed(store, tmp_path)
    assert store.version() == version
    assert [one.id for one in manual.links_of(store, CPAM)] == [new.id]


def test_a_role_put_right_keeps_what_the_file_said(store: Store) -> None:
    add(store, "Action", {"id": "action:a", "nom": "Nutrition"})
    type_in(store, entries.add_relationship("PILOTE", CPAM, "action:a", {"role": "pilote"}))
    link = manual.relationship(store, f"PILOTE|{CPAM}|action:a")
    assert link is not None
    type_in(store, entries.correct_relationship(link, {"role": "co-pilote"}))
    (found,) = manual.links_of(store, "action:a")
    assert found.properties["role"] == "co-pilote"
    type_in(store, entries.add_relationship("PILOTE", CPAM, "action:a", {"role": "pilote"}))
    back = manual.relationship(store, f"PILOTE|{CPAM}|action:a|pilote")
    assert back is not None
    entry = entries.correct_relationship(back, {"role": "co-pilote"})
    with pytest.raises(EntryRefused, match="déjà cette relation"):
        manual.prepare(store, entry, TOLD)


def lead(store: Store, folder: Path, role: str = "pilote", *more: tuple[object, ...]) -> Checked:
    """Check a file that says that the CPAM leads an action, and some proofs of that."""
    relation = ("PILOTE", CPAM, "action:a", role, "pilotage.txt", "la CPAM mène")
    tables: dict[str, list[tuple[object, ...]]] = {
        "actions": [("id", "nom"), ("action:a", "Nutrition")],
        "relations": [("type", "de", "vers", "role", "source", "citation"), relation],
    }
    if more:
        tables = {"preuves": [("objet", "source", "citation"), *more]}
    return check([workbook(folder / ("preuves.xlsx" if more else "pilotes.xlsx"), tables)], store, today=TODAY)


def leader(store: Store) -> RelationshipState:
    (found,) = (link for link in manual.links_of(store, "action:a") if link.type == "PILOTE")
    return found


@pytest.fixture
def corrected(store: Store, tmp_path: Path) -> Store:
    """Give a base where a person put right the role that a file gave."""
    checked = lead(store, tmp_path)
    apply(checked, plan(checked, store), store)
    type_in(store, entries.correct_relationship(leader(store), {"role": "co-pilote"}))
    return store


def test_a_file_that_says_the_former_role_again_does_not_undo_the_correction(corrected: Store, tmp_path: Path) -> None:
    checked = lead(corrected, tmp_path)
    found = plan(checked, corrected)
    assert found.is_empty
    [one] = found.redits
    [issue] = plan_issues(found)
    day = corrected.journal()[0].date[:10]
    assert (one.changes, one.jour, one.corrigee.properties["role"]) == (("role",), day, "co-pilote")
    assert (issue.code, issue.ligne, issue.valeur, issue.apres) == ("ING-518", 2, "pilote", "co-pilote")
    assert f"corrigé à la main le {format_french(day)}" in issue.message
    assert [issue.key] == [entry["cle"] for entry in checked.report.to_json(found)["problemes"] if "cle" in entry]
    for refused in (issue.key, "ING-518"):
        again = plan(replace(checked, choices=Choices(refused=frozenset({refused}))), corrected)
        assert (again.redits, again.count(ChangeKind.CREE)) == ((), 1)


def test_another_file_that_says_the_former_role_adds_its_proof(corrected: Store, tmp_path: Path) -> None:
    (tmp_path / "autre").mkdir()
    checked = replace_name(lead(corrected, tmp_path / "autre"), "autre.xlsx")
    apply(checked, plan(checked, corrected), corrected)
    state = leader(corrected)
    assert (state.properties["role"], state.origines) == ("co-pilote", ("pilotes.xlsx", SAISIE, "autre.xlsx"))
    assert corrected.recompute_version() == corrected.version()


def test_a_proof_may_cite_a_relationship_by_the_id_it_had(corrected: Store, tmp_path: Path) -> None:
    state = leader(corrected)
    old = relationship_id("PILOTE", CPAM, "action:a", "pilote")
    assert state.id != old
    named = f"PILOTE|{CPAM}|action:a|pilote"
    proofs = [(target, f"note {rank}.txt", "elle mène") for rank, target in enumerate((old, state.id, named))]
    checked = lead(corrected, tmp_path, "", *proofs)
    assert not checked.report.refuse, checked.report.to_text()
    apply(checked, plan(checked, corrected), corrected)
    cited = leader(corrected).properties["preuve_sources"]
    assert isinstance(cited, list)
    assert {"note 0.txt", "note 1.txt", "note 2.txt"} <= set(cited)
    unknown = lead(corrected, tmp_path, "", ("r-0123456789", "note.txt", "elle mène"))
    assert "ni de la base" in unknown.report.to_text()


def test_a_correction_comes_back_from_an_export(corrected: Store, tmp_path: Path) -> None:
    path = tmp_path / "faits.json"
    path.write_text(json.dumps(facts_json(choose_facts(corrected)), ensure_ascii=False), encoding="utf-8")
    before, version = leader(corrected), corrected.version()
    assert plan(check([path], corrected), corrected).is_empty
    with emptied(corrected.settings) as other:
        checked = check([path], other)
        apply(checked, plan(checked, other), other)
        assert leader(other) == before
        assert other.version() == version


def test_what_a_team_knows_does_not_move_the_default_date(store: Store) -> None:
    def type_link(told: Told) -> str | None:
        _, entry = entries.add_node("Acteur", {"nom": f"Acteur {told.jour}", "type_acteur": "association"})
        type_in(store, entry, told)
        return Context(store).newest_source

    assert Context(store).newest_source is None
    assert type_link(Told(fonction="chargée de mission santé", jour="2026-11-20")) == "2026-11-20"
    assert type_link(Told(document="Contrat signé", jour="2021-09-15")) == "2021-09-15"
    assert type_link(Told(fonction="chargée de mission santé", jour="2026-11-22")) == "2021-09-15"
    assert type_link(Told(document="Compte rendu", jour="2022-03-01")) == "2022-03-01"


def test_a_scheme_ends_by_its_date_and_an_actor_with_its_relationships(store: Store) -> None:
    type_in(store, entries.close_node(node(store, CPAM), manual.links_of(store, CPAM), "2025-12-31"))
    assert signature(store).properties["valid_to"] == "2025-12-31"
    assert node(store, CPAM).properties["statut"] == "termine"
    type_in(store, entries.close_node(node(store, CLS), manual.links_of(store, CLS), "2022-07-11"))
    assert node(store, CLS).properties["date_fin"] == "2022-07-11"


def test_an_end_before_the_beginning_is_refused(store: Store) -> None:
    entry = entries.close_node(node(store, CLS), [], "2016")
    with pytest.raises(EntryRefused, match="avant le début"):
        manual.prepare(store, entry, TOLD)


def test_what_a_file_may_not_say_cannot_be_typed(store: Store) -> None:
    version = store.version()
    for label, values, code in (
        ("Acteur", {"nom": "X", "type_acteur": "planète"}, "ING-201"),
        ("Acteur", {"nom": "X", "type_acteur": "ars", "siren": "123"}, "ING-204"),
        ("Acteur", {"nom": "Dr Camille Exemple", "type_acteur": "ars"}, "ING-207"),
        ("Acteur", {"nom": "X"}, "ING-206"),
        ("Dispositif", {"nom": "X", "type_dispositif": "CLS", "date_debut": "bientôt"}, "ING-203"),
    ):
        prepared = manual.prepare(store, entries.add_node(label, values)[1], TOLD)
        assert prepared.plan is None
        assert code in {issue.code for issue in prepared.problems}, (values, prepared.problems)
    unknown = manual.prepare(store, entries.add_relationship("SIGNE", CPAM, "disp:rien", {}), TOLD)
    assert unknown.plan is None
    person = manual.prepare(
        store,
        entries.add_node("Acteur", {"nom": "X", "type_acteur": "ars"})[1],
        Told(fonction="Mme Camille Exemple", jour="2026-01-01"),
    )
    assert person.plan is None
    assert store.version() == version


@pytest.mark.parametrize(
    "told", [Told(), Told(fonction="chargée de mission"), Told(jour="2026-01-01"), Told(document="  ")]
)
def test_nothing_is_typed_without_its_source(store: Store, told: Told) -> None:
    with pytest.raises(EntryRefused, match="manque"):
        manual.prepare(store, entries.correct_node(node(store, CPAM), {"sigle": "X"}), told)


def test_what_the_team_knows_is_a_dated_source(store: Store) -> None:
    told = Told(fonction="chargée de mission santé", jour="2026-11-22")
    type_in(store, entries.correct_node(node(store, CPAM), {"url": "https://www.ameli.fr"}), told)
    (source,) = [
        s for s in everything(store).values() if isinstance(s, NodeState) and s.properties.get("type_source") == TEAM
    ]
    assert source.properties["nom"] == "Connaissance de l’équipe (chargée de mission santé), 2026-11-22"
    version = store.version()
    again = manual.prepare(store, entries.correct_node(node(store, CPAM), {"url": "https://www.ameli.fr"}), told)
    assert again.plan is not None
    assert again.plan.is_empty
    assert store.version() == version


def test_a_heading_of_no_table_and_an_unknown_label_are_refused() -> None:
    with pytest.raises(EntryRefused, match=r"Vouliez-vous dire .*sigle"):
        entries.add_node("Acteur", {"nom": "X", "sigl": "Y"})
    with pytest.raises(EntryRefused, match=r"ajouter .*Thematique"):
        entries.add_node("Thematique", {"nom": "X"})
    with pytest.raises(EntryRefused, match="nom manque"):
        entries.add_node("Acteur", {"sigle": "Y"})


def test_a_name_written_otherwise_is_found_before_a_double_is_made(store: Store) -> None:
    context = Context(store)
    for name in ("CPAM 35", "cpam d'ille et vilaine", "Caisse primaire d’assurance maladie d’Ille-et-Vilaine"):
        near = resembling(context, "Acteur", name)
        assert [(one.id, one.exact) for one in near] == [(CPAM, True)], name
    assert not resembling(context, "Acteur", "Mission locale de Redon")
    assert not resembling(context, "Dispositif", "CPAM 35")
    assert not resembling(context, "Acteur", "  ")
