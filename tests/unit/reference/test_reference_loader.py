"""Hold the counts, look-ups and vintages of the territorial reference."""

from __future__ import annotations

from collections import Counter

import pytest

from graph.reference.loader import Reference, load_reference, vintage_for

REDON = "EPCI-243500741"


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load_reference()


def test_counts_of_the_cog_2026(reference: Reference) -> None:
    assert len(reference.communes) == 34_875
    assert len(reference.epci) == 1_253
    assert len(reference.departements) == 101
    assert len(reference.regions) == 18
    assert sum(commune.pop_rp2023 or 0 for commune in reference.communes.values()) == 68_350_798


def test_tables_are_in_code_order(reference: Reference) -> None:
    for table in (reference.communes, reference.epci, reference.departements, reference.regions):
        assert list(table) == sorted(table)


def test_every_code_points_to_a_known_territory(reference: Reference) -> None:
    for commune in reference.communes.values():
        assert commune.epci is None or commune.epci in reference.epci
        assert reference.departements[commune.departement].region == commune.region
    assert set(reference.communes_by_epci) == set(reference.epci)
    assert set(reference.communes_by_departement) == set(reference.departements)
    assert set(reference.communes_by_region) == set(reference.regions)


def test_four_communes_have_no_epci(reference: Reference) -> None:
    alone = {code for code, commune in reference.communes.items() if commune.epci is None}
    assert alone == {"22016", "29083", "29155", "85113"}


def test_epci_are_those_of_2026(reference: Reference) -> None:
    assert reference.epci["994579670"].nom_court == "CC du Lévézou"
    assert reference.epci["992367730"].nom_court == "CA Thionville Fensch Agglomération"
    assert not {"241200658", "241200765", "245701222", "245701362"} & set(reference.epci)
    kinds = Counter(epci.type for epci in reference.epci.values())
    assert kinds == {"CC": 987, "CA": 230, "CU": 14, "METRO": 21, "MET69": 1}


def test_redon_agglomeration(reference: Reference) -> None:
    communes = [reference.communes[code] for code in reference.communes_of(REDON)]
    assert len(communes) == 31
    assert Counter(commune.departement for commune in communes) == {"35": 12, "44": 8, "56": 11}
    assert reference.population(REDON, "RP2018").total == 66_478
    assert reference.population(REDON, "RP2023").total == 67_666
    assert reference.regions_of(REDON) == {"52", "53"}
    assert reference.departements_of(REDON) == {"35", "44", "56"}


def test_regions_of_each_kind_of_territory(reference: Reference) -> None:
    assert reference.regions_of("COM-35236") == {"53"}
    assert reference.regions_of("DEP-44") == {"52"}
    assert reference.regions_of("REG-53") == {"53"}
    assert reference.regions_of("terr:pays-brest") == {"53"}
    assert reference.regions_of("COM-75101") == {"11"}, "a district stands for its commune"


@pytest.mark.parametrize("unknown", ["COM-00000", "EPCI-000000000", "terr:pays-fougeres", "acteur:cpam-35", ""])
def test_an_unknown_territory_has_no_commune(reference: Reference, unknown: str) -> None:
    assert reference.communes_of(unknown) == frozenset()
    assert reference.regions_of(unknown) == frozenset()
    assert reference.population(unknown, "RP2023").total is None


def test_populations_2018_match_the_published_perimeters(reference: Reference) -> None:
    published = {
        "terr:pays-broceliande": 70_891,
        "terr:pays-cornouaille": 268_457,
        "terr:pays-brest": 421_380,
    }
    for identifier, inhabitants in published.items():
        assert reference.population(identifier, "RP2018").total == inhabitants


def test_an_unknown_population_is_never_zero(reference: Reference) -> None:
    unknown = {code for code, commune in reference.communes.items() if commune.pop_rp2018 is None}
    assert unknown == {
        *("15031", "15035", "15047", "15141", "15171"),  # Neussargues en Pinatelle, split in 2025
        *("60054", "60694"),  # Les Hauts-Talican
        *("85084", "85165", "85212"),  # Essarts-en-Bocage
        *("22016", "29083", "29155", "85113"),  # without EPCI: absent from the DGCL's list
    }
    empty = {code for code, commune in reference.communes.items() if commune.pop_rp2018 == 0}
    assert empty == {"55039", "55050", "55139", "55189", "55239", "55307"}, "villages destroyed in 1916"
    assert reference.population("COM-29083", "RP2018").total is None
    lower_bound = reference.population("EPCI-200066637", "RP2018")
    assert lower_bound.unknown == ("15031", "15035", "15047", "15141", "15171")
    assert lower_bound.total is not None


def test_merged_communes_add_up(reference: Reference) -> None:
    merged = reference.communes["93066"]
    assert merged.nom == "Saint-Denis"
    assert merged.pop_rp2018 is not None
    assert merged.pop_rp2018 > 140_000, "Saint-Denis and Pierrefitte-sur-Seine, merged in 2025"


def test_mayotte_is_counted_apart(reference: Reference) -> None:
    assert reference.actual_vintage("97611", "RP2023") == "RP2017"
    assert reference.actual_vintage("35236", "RP2023") == "RP2023"
    assert reference.communes["97611"].pop_rp2018 == reference.communes["97611"].pop_rp2023


@pytest.mark.parametrize(
    ("year", "code", "wanted", "exact"),
    [
        (2019, "RP2018", "RP2016", False),
        (2021, "RP2018", "RP2018", True),
        (2023, "RP2018", "RP2020", False),
        (2024, "RP2023", "RP2021", False),
        (2026, "RP2023", "RP2023", True),
        (2030, "RP2023", "RP2027", False),
    ],
)
def test_vintage_of_a_year(reference: Reference, year: int, code: str, wanted: str, *, exact: bool) -> None:
    vintage = vintage_for(year)
    assert (vintage.code, vintage.wanted, vintage.exact) == (code, wanted, exact)
    assert reference.vintage_for(year) == vintage


@pytest.mark.parametrize(
    ("former", "current", "kind"),
    [
        ("75101", "75056", "arrondissement_municipal"),
        ("69381", "69123", "arrondissement_municipal"),
        ("13214", "13055", "arrondissement_municipal"),
        ("93059", "93066", "commune_deleguee"),
        ("12076", "12218", "commune_deleguee"),
        ("01120", "01262", "commune_associee"),
        ("22309", "22147", "commune_deleguee"),
    ],
)
def test_former_codes(reference: Reference, former: str, current: str, kind: str) -> None:
    (link,) = reference.current_codes(former)
    assert (link.actuel, link.nature) == (current, kind)
    assert link.actuel in reference.communes


def test_every_district_and_former_code_leads_somewhere(reference: Reference) -> None:
    manifest = reference.manifest["fichiers"]["communes_anciennes.csv.gz"]
    links = [link for code in _former_codes(reference) for link in reference.current_codes(code)]
    assert len(links) == manifest["lignes"] == 7_090
    assert {link.actuel for link in links} <= set(reference.communes)
    assert Counter(link.actuel for link in links if link.nature == "arrondissement_municipal") == {
        "75056": 20,
        "13055": 16,
        "69123": 9,
    }


def test_an_ambiguous_former_code_gives_every_commune(reference: Reference) -> None:
    assert [link.actuel for link in reference.current_codes("55273")] == ["55245", "55386"]
    assert reference.current_codes("99999") == ()


def test_the_name_of_a_merger_that_was_undone_leads_to_each_of_its_communes(reference: Reference) -> None:
    links = [link for link in reference.former_codes() if link.nom == "Neussargues en Pinatelle"]
    assert [link.actuel for link in links] == ["15031", "15035", "15047", "15141", "15171"]
    assert {link.code for link in links} == {"15141"}
    assert reference.communes_of("COM-15141") == {"15141"}


def test_find_a_commune_by_name(reference: Reference) -> None:
    assert [commune.code for commune in reference.find_commune("SAINT MALO", "35")] == ["35288"]
    assert [commune.code for commune in reference.find_commune("St-Malo", "35")] == ["35288"]
    assert [commune.code for commune in reference.find_commune("hoedic", "56")] == ["56085"]
    assert len(reference.find_commune("Sainte-Colombe")) > 5
    assert reference.find_commune("Redon", "29") == []


def test_name_and_departement_are_a_key_but_once(reference: Reference) -> None:
    assert {commune.nom for commune in reference.find_commune("La Vergne", "17")} == {"La Vergne", "Vergné"}
    for commune in reference.communes.values():
        found = reference.find_commune(commune.nom, commune.departement)
        assert len(found) == 1 or {other.code for other in found} == {"17464", "17465"}


def test_find_a_former_commune_by_name(reference: Reference) -> None:
    assert [link.actuel for link in reference.find_former("Marseille 14e arrondissement")] == ["13055"]
    pierrefitte = reference.find_former("Pierrefitte sur Seine", "93")
    assert [(link.code, link.actuel) for link in pierrefitte] == [("75059", "93066"), ("93059", "93066")]
    [messac] = [link for link in reference.find_former("Messac", "35") if link.nature == "ancien_nom"]
    assert (messac.code, messac.actuel, messac.date, messac.is_used) == ("35176", "35176", "2016-01-01", True)
    assert not any(link.is_used for link in reference.find_former("Châlons-sur-Marne"))
    assert reference.find_former("Pierrefitte sur Seine", "35") == []


def test_named_perimeters(reference: Reference) -> None:
    broceliande = reference.perimetres["terr:pays-broceliande"]
    assert len(broceliande.membres) == 3
    assert len(reference.communes_of("terr:pays-broceliande")) == broceliande.nb_communes_declare == 33
    assert reference.population("terr:pays-broceliande", "RP2023").total == 73_047
    assert (broceliande.population_declaree, broceliande.population_declaree_annee) == (69_706, 2016)

    cornouaille = reference.perimetres["terr:pays-cornouaille"]
    assert len(cornouaille.membres) == 7
    assert len(reference.communes_of("terr:pays-cornouaille")) == cornouaille.nb_communes_declare == 67
    assert cornouaille.population_declaree == 267_276
    assert "29083" not in reference.communes_of("terr:pays-cornouaille"), "Île-de-Sein is in a note only"

    brest = reference.perimetres["terr:pays-brest"]
    assert (len(brest.membres), brest.statut, brest.date) == (7, "deduit", "2019-06-26")
    assert brest.population_declaree is None
    assert "2025" in brest.note
    assert all(perimetre.source for perimetre in reference.perimetres.values())


def test_the_reference_is_loaded_once() -> None:
    assert len(Reference().communes) == 34_875
    assert load_reference() is load_reference()


def _former_codes(reference: Reference) -> list[str]:
    """Every code of the table, found through names and codes that could be one."""
    candidates = {f"{number:05d}" for number in range(100_000)}
    candidates |= {f"2{letter}{number:03d}" for letter in "AB" for number in range(1_000)}
    return sorted(code for code in candidates if reference.current_codes(code))
