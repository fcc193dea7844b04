"""Check perimeters: closure to communes, shares, exceptions, populations by vintage, cuts."""

import pytest

from graph.territory import Inclusion, Member, Perimeter, Territories

REDON = "EPCI-243500741"


@pytest.fixture(scope="module")
def territories() -> Territories:
    return Territories([Inclusion("terr:quartier", "COM-35236"), Inclusion("terr:pays-inconnu", "DEP-35")])


def test_redon_counts_and_populations(territories: Territories) -> None:
    perimeter = territories.perimeter([Member(REDON)])
    assert len(perimeter.communes) == 31
    assert territories.population(perimeter, 2021).value == 66_478
    assert territories.population(perimeter, 2021).vintage == "RP2018"
    assert territories.population(perimeter, 2026).value == 67_666
    assert {code: len(part.communes) for code, part in territories.split(perimeter, "departement").items()} == {
        "35": 12,
        "44": 8,
        "56": 11,
    }
    assert list(territories.split(perimeter, "region")) == ["52", "53"]


def test_a_named_perimeter_is_computed_beside_what_is_declared(territories: Territories) -> None:
    perimeter = territories.perimeter([Member("terr:pays-broceliande")])
    assert len(perimeter.communes) == 33
    assert territories.population(perimeter, 2026).value == 73_047
    assert territories.reference.perimetres["terr:pays-broceliande"].population_declaree == 69_706


def test_an_exception_takes_out_and_a_share_weighs(territories: Territories) -> None:
    whole = territories.perimeter([Member(REDON)])
    without = territories.perimeter([Member(REDON), Member("COM-35236", 0.0)])
    assert whole.communes - without.communes == {"35236"}
    half = territories.perimeter([Member("COM-35236", 0.5)])
    full = territories.population(territories.perimeter([Member("COM-35236")]), 2026).value
    assert full is not None
    assert territories.population(half, 2026).value == round(full / 2)
    both = territories.perimeter([Member("COM-35236", 0.5), Member(REDON)])
    assert both.shares["35236"] == 1.0


def test_unknown_communes_are_said_and_never_zero(territories: Territories) -> None:
    perimeter = territories.perimeter([Member("terr:pays-inconnu")])
    assert perimeter.unknown == ("terr:pays-inconnu",)
    assert territories.population(perimeter, 2026).value is None


def test_an_older_year_takes_the_nearest_vintage_and_says_so(territories: Territories) -> None:
    figure = territories.population(Perimeter({"35236": 1.0}), 2012)
    assert (figure.vintage, figure.exact_vintage) == ("RP2018", False)


def test_territories_meet_by_communes_or_by_inclusion(territories: Territories) -> None:
    others = ["COM-35219", "DEP-35", "DEP-44", "DEP-29", "REG-53", "terr:pays-inconnu", REDON, "EPCI-243500139"]
    assert territories.meets("COM-35219", others) == {"COM-35219", "DEP-35", "REG-53", REDON}
    assert territories.meets("REG-53", ["terr:pays-inconnu"]) == {"terr:pays-inconnu"}
    assert territories.meets("terr:pays-inconnu", others) >= {"DEP-35", "REG-53"}
