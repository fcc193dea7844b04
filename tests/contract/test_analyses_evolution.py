"""Check what changed between two days on the example, on both engines, against plain counts of the graph."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from app.exports.documents.catalogue import WRITERS, make
from app.exports.documents.content import Document, Drawing, Picture, words_of
from app.exports.documents.desk import desk_of
from app.exports.documents.kinds import EVOLUTION
from app.exports.evolution_picture import read_panels
from app.exports.poster.primitives import Outline
from graph.answer import INSUFFISANT, PARTIEL, Answer
from graph.answers import BadParameter, ask
from graph.answers.context import Context
from graph.settings import Settings
from tests.support.command import maillage

pytestmark = pytest.mark.contract

REDON = "EPCI-243500741"
BEFORE, AFTER = "2021-09-15", "2025-06-01"
ABSENT = "Pas à cette date\u00a0: "
OUT = ["en_projet", "recommande", "a_confirmer"]
COUNT = (
    "MATCH (a:Entite)-[r]->(:Entite) WHERE NOT 'Note' IN labels(a) AND r.est_fait AND type(r) <> 'POSSIBLE_DOUBLON' "
    "AND NOT coalesce(r.statut, 'effectif') IN $out AND {condition} RETURN count(r) AS n"
)


def asked(example: Context, debut: str, fin: str, **given: object) -> Answer:
    return ask(example.store, "evolution", {"debut": debut, "fin": fin, **given}, context=example)


def kinds(answer: Answer) -> dict[str, int]:
    told = [str(row.valeurs["changement"]) for row in answer.lignes]
    return {kind: told.count(kind) for kind in ("cree", "termine", "decouvert")}


@pytest.mark.parametrize(("debut", "fin"), [("2019-01-01", BEFORE), (BEFORE, AFTER), ("2017-01-01", "2017-07-11")])
def test_what_began_and_ended_is_what_the_graph_counts(example: Context, debut: str, fin: str) -> None:
    def count(condition: str) -> int:
        given = {"debut": debut, "fin": fin, "out": OUT}
        return int(example.store.read(COUNT.format(condition=condition), given)[0]["n"])

    answer = asked(example, debut, fin)
    found = kinds(answer)
    held = answer.mesures
    changed = found["cree"] + found["decouvert"] - found["termine"]
    assert held["n_en_vigueur_debut"] + changed == held["n_en_vigueur_fin"]
    assert held["n_en_vigueur_fin"] == count(
        "(r.valid_from IS NULL OR r.valid_from <= $fin) AND (r.valid_to IS NULL OR r.valid_to >= $fin) "
        "AND $debut < $fin"
    )
    assert found["cree"] == count("r.valid_from > $debut AND r.valid_from <= $fin")
    assert found["termine"] == count("r.valid_to >= $debut AND r.valid_to < $fin")
    assert found["cree"] > 0


def test_the_sentence_gives_the_three_counts_and_what_is_doubtful(example: Context) -> None:
    answer = asked(example, BEFORE, AFTER)
    assert (kinds(answer), answer.etat_donnees) == ({"cree": 15, "termine": 18, "decouvert": 21}, PARTIEL)
    assert answer.phrase.startswith(
        "Depuis le 15 septembre 2021\u00a0: 15\u00a0créés, 18\u00a0terminés, 21\u00a0découverts."
    )
    maybe = [row.valeurs["quand"] for row in answer.lignes if row.valeurs["peut_etre"]]
    # A month that goes on after the last day, and a year that a term of 2023 does not leave.
    assert set(maybe) == {"en juin 2025"}
    assert f"{len(maybe)}\u00a0changements ont peut-être eu lieu hors de la période" in answer.phrase
    assert (answer.date, answer.parametres["fin"]) == (AFTER, AFTER)
    assert "vu au 1er juin 2025" in answer.perimetre


def test_every_change_has_its_proof_and_its_sentence(example: Context) -> None:
    answer = asked(example, BEFORE, AFTER)
    assert all(row.preuves and row.phrase.endswith(".") for row in answer.lignes)
    ended = next(row for row in answer.lignes if row.valeurs["de_id"] == "acteur:addictions-france")
    assert ended.phrase == (
        "Prend fin le 11 juillet 2022\u00a0: «\u00a0Association Addictions France\u00a0» signe "
        "«\u00a0CLS du Pays de Brocéliande 2017-2022\u00a0»."
    )
    assert str(ended.certitude) == "certain"
    discovered = [row for row in answer.lignes if row.valeurs["changement"] == "decouvert"]
    assert {str(row.certitude) for row in discovered} == {"incertain"}
    assert all(row.valeurs["date_debut"] is None for row in discovered)


def test_the_network_is_compared_with_the_measures_of_each_day(example: Context) -> None:
    answer = asked(example, BEFORE, AFTER)
    for name, day in (("valeur_debut", BEFORE), ("valeur_fin", AFTER)):
        health = ask(example.store, "sante_reseau", {}, date=day, context=example)
        expected = {row.valeurs["mesure"]: row.valeurs["valeur"] for row in health.lignes}
        found = {row.valeurs["mesure"]: row.valeurs[name] for row in answer.tableaux["mesures_reseau"].lignes}
        assert found == {
            code: value if value is None else pytest.approx(value, abs=1e-6) for code, value in expected.items()
        }
    measures = answer.mesures
    assert (measures["n_liens_debut"], measures["n_liens_fin"]) == (146, 48)
    assert measures["n_liens_communs"] + measures["n_liens_disparus"] == measures["n_liens_debut"]
    assert measures["n_liens_communs"] + measures["n_liens_apparus"] == measures["n_liens_fin"]
    moved = measures["n_acteurs_entres"] - measures["n_acteurs_sortis"]
    assert measures["n_acteurs_debut"] + moved == measures["n_acteurs_fin"]
    union = measures["n_liens_communs"] + measures["n_liens_apparus"] + measures["n_liens_disparus"]
    assert measures["J"] == pytest.approx(measures["n_liens_communs"] / union, abs=1e-6)
    said = " ".join(answer.avertissements)
    assert "104 des 104 liens entre acteurs disparus viennent d’un seul cadre" in said
    assert "Moins de 30\u00a0% des liens entre acteurs" in said
    assert "n’ont pas de date de début" in said
    assert "La certitude baisse" in said
    assert "même ceux que la base ne fait que nommer" in said


def test_who_arrives_and_leaves_and_which_articulations_change(example: Context) -> None:
    answer = asked(example, BEFORE, AFTER)
    moves = {(row.valeurs["changement"], row.valeurs["acteur_id"]) for row in answer.tableaux["acteurs"].lignes}
    assert ("entre", "acteur:ubo") in moves
    assert ("sort", "acteur:addictions-france") in moves
    assert all(row.preuves for row in answer.tableaux["acteurs"].lignes)
    levels = {
        (row.valeurs["a_id"], row.valeurs["b_id"]): row.valeurs for row in answer.tableaux["articulations"].lignes
    }
    brest = levels["disp:cls-brest", "disp:dac-brest"]
    assert (brest["sens"], brest["niveau_debut"], brest["niveau_fin"]) == ("monte", 0, 2)
    over = levels["disp:cls-broceliande-1", "disp:prs-bretagne"]
    # A scheme that is over has no level: it has not fallen to 0.
    assert (over["sens"], over["niveau_debut"], over["niveau_fin"]) == ("prend fin", 1, None)


def test_objects_of_the_period(example: Context) -> None:
    rows = asked(example, "2019-01-01", BEFORE).tableaux["objets"].lignes
    found = {(row.valeurs["objet_id"], row.valeurs["etape"]): row.valeurs for row in rows}
    assert found["disp:cls-redon-1", "se termine"]["quand"] == "en 2020"
    assert found["evt:gt-am-1", "a lieu"]["quand"] == "le 15 mars 2021"
    assert found["disp:cls-fougeres-2", "commence"]["peut_etre"] is True
    assert all(row.preuves for row in rows)


def test_an_event_about_a_place_is_told_on_its_territory(example: Context) -> None:
    answer = asked(example, "2000-01-01", AFTER, territoire=REDON)
    (said,) = example.store.read(
        "MATCH (e:Entite:Evenement)-[:CONCERNE]->(t:Entite {id: $id}) RETURN e.id AS id ORDER BY e.id", {"id": REDON}
    )
    about = {row.valeurs["de_id"] for row in answer.lignes} | {row.valeurs["vers_id"] for row in answer.lignes}
    assert said["id"] in about


def test_what_no_document_can_know_yet_is_said(example: Context) -> None:
    newest = example.newest_source
    assert newest is not None
    said = "Le document le plus récent de la base est daté du"
    assert not any(text.startswith(said) for text in asked(example, BEFORE, newest).avertissements)
    assert any(text.startswith(said) for text in asked(example, newest, "2049-01-01").avertissements)


def test_a_territory_only_tells_its_own(example: Context) -> None:
    every, redon = (asked(example, BEFORE, AFTER, **given) for given in ({}, {"territoire": REDON}))
    ids = {row.valeurs["objet_id"] for row in every.lignes}
    assert {row.valeurs["objet_id"] for row in redon.lignes} < ids
    assert not any("Brocéliande" in str(row.valeurs["vers"]) for row in redon.lignes)
    assert "Redon Agglomération" in redon.perimetre


def test_only_the_natures_asked_for(example: Context) -> None:
    roles = asked(example, BEFORE, AFTER, natures=["rôles"])
    assert {row.valeurs["nature"] for row in roles.lignes} == {"rôles"}
    assert [row.valeurs["nature"] for row in roles.tableaux["natures"].lignes] == ["rôles"]
    with pytest.raises(BadParameter, match="n’est pas une nature de lien"):
        asked(example, BEFORE, AFTER, natures=["amitié"])


@pytest.mark.parametrize(
    ("debut", "fin", "said"),
    [
        (AFTER, BEFORE, "La date de début (1er juin 2025) vient après la date de fin (15 septembre 2021)"),
        (BEFORE, BEFORE, "Les deux dates sont la même (15 septembre 2021)"),
        ("2000-01-01", "2010-01-01", "Aucune donnée à cette date"),
        ("toutes", BEFORE, "Une évolution se lit entre deux jours"),
        (BEFORE, "toutes", "Une évolution se lit entre deux jours"),
    ],
)
def test_what_is_no_period_is_said(example: Context, debut: str, fin: str, said: str) -> None:
    for given in ({}, {"territoire": REDON}):
        answer = asked(example, debut, fin, **given)
        assert (answer.lignes, answer.etat_donnees, answer.mesures) == ((), INSUFFISANT, {})
        assert answer.phrase.startswith(said)


def test_before_the_first_dated_statement_there_is_no_network_to_compare(example: Context) -> None:
    answer = asked(example, "2008-01-01", BEFORE, territoire=REDON)
    assert kinds(answer)["cree"] > 0
    assert "J" not in answer.mesures
    assert answer.tableaux["mesures_reseau"].lignes == ()
    assert any(warning.startswith("Avant le 1er janvier 2015, aucun énoncé") for warning in answer.avertissements)


def test_partial_dates_are_the_widest_period(example: Context) -> None:
    answer = asked(example, "2019", "2021")
    assert (answer.parametres["debut"], answer.date) == ("2019-01-01", "2021-12-31")
    with pytest.raises(BadParameter):
        asked(example, "hier", "2021")
    with pytest.raises(BadParameter, match="debut"):
        ask(example.store, "evolution", {"fin": "2021"}, context=example)


def test_the_end_is_the_date_of_the_view_when_none_is_given(example: Context) -> None:
    answer = ask(example.store, "evolution", {"debut": "2019-01-01"}, date=BEFORE, context=example)
    assert answer.to_json() == asked(example, "2019-01-01", BEFORE).to_json()


def made(example: Context, since: str, territoire: str = REDON, date: str = BEFORE) -> Document:
    return make(desk_of(example, date), EVOLUTION, (), territoire, since)


def test_the_document_says_what_the_answer_says(embedded_example: Context) -> None:
    document = made(embedded_example, "2019-01-01")
    answer = asked(embedded_example, "2019-01-01", BEFORE, territoire=REDON)
    text = words_of(document.sections)
    assert answer.phrase in text
    assert all(warning.rstrip(".") in text for warning in answer.avertissements)
    blocks = [block for section in document.sections for block in section.blocks]
    assert [type(block) for block in blocks if isinstance(block, Drawing | Picture)] == [
        Drawing,
        Drawing,
        Picture,
        Picture,
    ]
    titles = [section.title for section in document.sections]
    assert titles[:5] == [
        "L’essentiel", "Le réseau, avant et après", "Les articulations", "La couverture, avant et après",
        "Ce qui a changé",
    ]  # fmt: skip


def test_the_files_hold_the_pictures_with_their_words(embedded_example: Context) -> None:
    document = made(embedded_example, "2019-01-01")
    word = docx.Document(io.BytesIO(WRITERS["docx"](document)))
    described = [shape._inline.docPr.get("descr") for shape in word.inline_shapes]
    assert len(described) == 4
    assert "À cette date seulement" in described[1]
    assert word.element.body.findall(f".//{qn('w:tbl')}")
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(WRITERS["pdf"](document))).pages)
    assert "Depuis le 1er janvier 2019" in text.replace("\u00a0", " ")


def test_a_document_about_no_period_says_so(embedded_example: Context) -> None:
    text = words_of(made(embedded_example, BEFORE).sections)
    assert "Données insuffisantes." in text
    assert "Les deux dates sont la même" in text
    with pytest.raises(ValueError, match="evolution"):
        make(desk_of(embedded_example, BEFORE), EVOLUTION, (), REDON)


def test_the_two_pictures_have_the_same_places(embedded_example: Context) -> None:
    panels = read_panels(embedded_example, REDON, ("2019-01-01", BEFORE), today="2026-01-01", width=125.0, height=115.0)
    assert panels is not None
    places: list[dict[str, object]] = [{}, {}]
    for found, panel in zip(places, panels, strict=True):
        for group in panel.scene.groups:
            first = group.marks[0] if group.kind == "element" else None
            if isinstance(first, Outline):
                found[group.title] = first.at
    ghosts = [title for title in places[0] if title.startswith(ABSENT)]
    assert len(ghosts) == 1
    assert sorted(map(repr, places[0].values())) == sorted(map(repr, places[1].values()))


def test_the_command_writes_it_and_explains_what_lacks(
    embedded_settings: Settings, embedded_example: Context, tmp_path: Path
) -> None:
    assert embedded_example.version
    out = tmp_path / "evolution.docx"
    given = ("--document", "evolution", "--territory", "Redon Agglomération", "--date", BEFORE)
    done = maillage("export", "docx", str(out), *given, "--since", "2019", settings=embedded_settings)
    assert done.status == 0, done.err
    assert "du 1er janvier 2019 au 15 septembre 2021" in done.out.replace("\u00a0", " ")
    lacking = maillage("export", "docx", str(tmp_path / "b.docx"), *given, settings=embedded_settings)
    assert lacking.status == 2
    assert "--since" in lacking.err
