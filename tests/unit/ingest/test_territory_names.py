"""A territory is found by any name that people write, and never guessed."""

import random
from pathlib import Path

import pytest

from graph.model.statement import RelationshipStatement
from graph.reference.loader import load_reference
from ingest.choices import Cell, Choices
from ingest.importer import Checked, check
from ingest.territories import find_territory
from tests.unit.ingest.builders import TODAY, Tables, codes, found, workbook
from tests.unit.ingest.place_damage import damaged

DISPOSITIF = [("id", "nom", "type_dispositif"), ("disp:a", "CLS A", "CLS")]


@pytest.mark.parametrize(
    ("text", "id_", "rule"),
    [
        ("Redon", "COM-35236", "ING-504"),
        ("REDON (35)", "COM-35236", "ING-504"),
        ("Redon - 35", "COM-35236", "ING-504"),
        ("Redon, Ille et Vilaine", "COM-35236", "ING-504"),
        ("35600 Redon", "COM-35236", "ING-504"),
        ("35236 - Redon", "COM-35236", "ING-504"),
        ("Gacilly (La)", "COM-56061", "ING-504"),
        ("GACILLY LA", "COM-56061", "ING-504"),
        ("ville de la Gacilly", "COM-56061", "ING-504"),
        ("Ville d’Avray", "COM-92077", "ING-504"),
        ("St Malo", "COM-35288", "ING-504"),
        ("Rennes CEDEX 7", "COM-35238", "ING-504"),
        ("LABERGEMENT CLEMENCIAT", "COM-01001", "ING-504"),
        ("Vitry s/ Seine", "COM-94081", "ING-504"),
        ("N.-D. de Bondeville", "COM-76474", "ING-504"),
        ("Ajaccio 2A", "COM-2A004", "ING-504"),
        ("La Vergne (17)", "COM-17465", "ING-504"),
        ("Vergné (17)", "COM-17464", "ING-504"),
        ("Marseille 14e Arrondissement", "COM-13055", "ING-514"),
        ("12e arrondissement de Paris", "COM-75056", "ING-514"),
        ("Paris XII", "COM-75056", "ING-514"),
        ("COM-69383", "COM-69123", "ING-514"),
        ("Guipry", "COM-35176", "ING-515"),
        ("Messac (35)", "COM-35176", "ING-515"),
        ("Châlons-sur-Marne", "COM-51108", "ING-515"),
        ("COM-35043", "COM-35068", "ING-213"),
        ("Redon Agglomération", "EPCI-243500741", "ING-505"),
        ("Redon Agglo", "EPCI-243500741", "ING-505"),
        ("CC de Brocéliande", "EPCI-243500618", "ING-505"),
        ("Rennes Métropole", "EPCI-243500139", "ING-505"),
        ("Métropole de Lyon", "EPCI-200046977", "ING-505"),
        ("Ille-et-Vilaine", "DEP-35", "ING-505"),
        ("Département du Morbihan", "DEP-56", "ING-505"),
        ("Région Bretagne", "REG-53", "ING-505"),
        ("Pays de Brest", "terr:pays-brest", "ING-505"),
        ("35236", "COM-35236", ""),
        ("243500741", "EPCI-243500741", ""),
        ("REG-53", "REG-53", ""),
    ],
)
def test_what_people_write(text: str, id_: str, rule: str) -> None:
    place = find_territory(text)
    assert (place.id, place.rule) == (id_, rule)
    assert place.label


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("Messac", {"COM-17231", "COM-35176"}),
        ("Vienne", {"DEP-86", "COM-38544"}),
        ("Bretagne", {"REG-53", "COM-36024", "COM-90019"}),
        ("Vergne (17)", {"COM-17464", "COM-17465"}),
        ("Redon (44)", {"COM-35236"}),
        ("CC Redon", {"EPCI-243500741"}),
        ("COM-55273", {"COM-55245", "COM-55386"}),
        ("Neussargues en Pinatelle", {"COM-15031", "COM-15035", "COM-15047", "COM-15141", "COM-15171"}),
        ("Bois-Guillaume-Bihorel (76)", {"COM-76095", "COM-76108"}),
    ],
)
def test_what_could_be_several_is_a_question(text: str, candidates: set[str]) -> None:
    place = find_territory(text)
    assert place.ambiguous
    assert {candidate.valeur for candidate in place.candidates} == candidates


@pytest.mark.parametrize("text", ["", "(35)", "CPAM", "COM-99999", "243500742", "Nantes et alentours", "35"])
def test_what_is_no_territory(text: str) -> None:
    place = find_territory(text)
    assert (place.id, place.ambiguous) == (None, False)


def test_a_near_name_is_only_a_suggestion() -> None:
    place = find_territory("Rdon (35)")
    assert (place.id, place.near, place.candidates[0].valeur) == (None, True, "COM-35236")


def test_names_damaged_as_lists_damage_them() -> None:
    """At least 99.5 % found with the département, none wrong; without it, none wrong either."""
    reference = load_reference()
    chance = random.Random(20261122)
    sample = chance.sample(list(reference.communes.values()), 2_000)
    right = 0
    for commune in sample:
        text = damaged(commune.nom, chance)
        beside = find_territory(text, departement=commune.departement)
        inside = find_territory(f"{text} ({commune.departement})")
        alone = find_territory(text, kind="commune")
        assert {beside.id, inside.id, alone.id} <= {f"COM-{commune.code}", None}, text
        right += (beside.id is not None) + (inside.id is not None)
    assert right / (2 * len(sample)) >= 0.995


def perimeter(
    folder: Path, *rows: tuple[object, ...], headings: tuple[str, ...] = ("dispositif", "territoire")
) -> Path:
    return workbook(folder / "p.xlsx", {"dispositifs": DISPOSITIF, "perimetres": [headings, *rows]})


def covered(checked: Checked) -> set[str]:
    return {s.end for s in checked.statements if isinstance(s, RelationshipStatement) and s.type == "COUVRE"}


def test_a_name_is_a_repair_that_can_be_refused(tmp_path: Path) -> None:
    path = perimeter(tmp_path, ("disp:a", "Redon"), ("disp:a", "Ploërmel Communauté"))
    checked = check([path], None, today=TODAY)
    assert covered(checked) == {"COM-35236", "EPCI-200066777"}
    [issue] = found(checked, "ING-504")
    assert (issue.valeur, issue.apres, issue.ligne, issue.colonne) == ("Redon", "COM-35236", 2, "territoire")
    assert "Redon (Ille-et-Vilaine, 35)" in issue.message
    assert checked.report.lignes.reparees == 2
    refused = check([path], None, today=TODAY, choices=Choices(refused=frozenset({issue.key})))
    assert codes(refused, blocking=True) == {"ING-403"}


def test_an_ambiguous_name_is_answered_by_a_correction(tmp_path: Path) -> None:
    path = perimeter(tmp_path, ("disp:a", "Sainte-Colombe"))
    checked = check([path], None, today=TODAY)
    [issue] = found(checked, "ING-404")
    assert ("COM-25515", "Sainte-Colombe (Doubs, 25)") in {(c.valeur, c.libelle) for c in issue.candidats}
    assert issue.cell is not None
    answered = check([path], None, today=TODAY, choices=Choices(corrections={issue.cell: "COM-25515"}))
    assert not answered.report.refuse
    assert covered(answered) == {"COM-25515"}


def test_a_candidate_of_a_list_keeps_the_other_items(tmp_path: Path) -> None:
    tables = {
        "dispositifs": [
            ("id", "nom", "type_dispositif", "territoires"),
            ("disp:a", "CLS A", "CLS", "Redon | Sainte-Colombe"),
        ]
    }
    path = workbook(tmp_path / "a.xlsx", tables)
    [issue] = found(check([path], None, today=TODAY), "ING-404")
    # The other item is in Ille-et-Vilaine: that candidate comes first.
    assert issue.candidats[0].valeur == "Redon | COM-35262"
    assert issue.cell is not None
    answered = check([path], None, today=TODAY, choices=Choices(corrections={issue.cell: issue.candidats[0].valeur}))
    assert covered(answered) == {"COM-35236", "COM-35262"}


@pytest.mark.parametrize(("heading", "value"), [("Département", "Doubs"), ("dpt", "25"), ("Code postal", "25300")])
def test_the_departement_beside_decides(tmp_path: Path, heading: str, value: str) -> None:
    path = perimeter(tmp_path, ("disp:a", "Sainte-Colombe", value), headings=("dispositif", "territoire", heading))
    assert covered(check([path], None, today=TODAY)) == {"COM-25515"}


def test_the_departement_most_cited_only_comes_first(tmp_path: Path) -> None:
    sure = [("disp:a", f"{name} (25)") for name in ("Besançon", "Pontarlier", "Morteau")]
    checked = check([perimeter(tmp_path, *sure, ("disp:a", "Sainte-Colombe"))], None, today=TODAY)
    [issue] = found(checked, "ING-404")
    assert issue.blocking
    assert issue.candidats[0].valeur == "COM-25515"
    assert len(issue.candidats) > 1


def test_two_departements_in_question_are_not_decided(tmp_path: Path) -> None:
    sure = [("disp:a", f"{name} (25)") for name in ("Besançon", "Pontarlier", "Morteau", "Ornans")]
    path = perimeter(tmp_path, *sure, ("disp:a", "Gap (05)"), ("disp:a", "Sainte-Colombe"))
    assert codes(check([path], None, today=TODAY), blocking=True) == {"ING-404"}


def test_a_former_code_says_when_it_ended(tmp_path: Path) -> None:
    path = perimeter(tmp_path, ("disp:a", "COM-35043"))
    checked = check([path], None, today=TODAY)
    [issue] = found(checked, "ING-213")
    assert "1er avril 1973" in issue.message.replace("\u00a0", " ")
    cell = Cell("p.xlsx", "perimetres", 2, "territoire")
    assert issue.cell == cell
    refused = check([path], None, today=TODAY, choices=Choices(refused=frozenset({"ING-213"})))
    assert codes(refused, blocking=True) == {"ING-205"}


def test_the_institution_and_its_area(tmp_path: Path) -> None:
    """The name of an actor of the file stands for its area where a territory is expected."""
    tables: Tables = {
        "acteurs": [("id", "nom", "type_acteur"), ("acteur:redon", "Redon Agglomération", "epci")],
        "dispositifs": DISPOSITIF,
        "perimetres": [("dispositif", "territoire"), ("disp:a", "Redon Agglomération")],
    }
    checked = check([workbook(tmp_path / "a.xlsx", tables)], None, today=TODAY)
    assert covered(checked) == {"EPCI-243500741"}
