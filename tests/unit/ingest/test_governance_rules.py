"""Rules that look at several rows: signatories, committees, populations, régions."""

from pathlib import Path

from tests.unit.ingest.builders import Tables, check_tables, found

CLS = [("id", "nom", "type_dispositif", "date_debut"), ("disp:cls", "CLS", "CLS", "2021")]
ACTEURS = [
    ("id", "nom", "type_acteur"),
    ("acteur:ars", "ARS Bretagne", "ars"),
    ("acteur:dd", "Délégation", "service"),
    ("acteur:cpam", "CPAM 35", "assurance_maladie"),
    ("acteur:msa", "MSA", "msa"),
]


def committee(members: str | None, *, meetings: int = 0, territory: str = "DEP-35") -> Tables:
    return {
        "acteurs": ACTEURS,
        "dispositifs": CLS,
        "perimetres": [("dispositif", "territoire"), ("disp:cls", territory)],
        "instances": [
            ("id", "nom", "type_instance", "dispositif", "membres"),
            ("inst:copil", "COPIL", "COPIL", "disp:cls", members),
        ],
        "relations": [
            ("type", "de", "vers"),
            ("PARTIE_DE", "acteur:dd", "acteur:ars"),
            ("REPRESENTE", "acteur:cpam", "acteur:msa"),
            *(("SIGNE", id_, "disp:cls") for id_ in ("acteur:ars", "acteur:cpam", "acteur:msa")),
        ],
        "evenements": [
            ("id", "nom", "type_evenement", "date", "concerne"),
            *((f"evt:{n}", f"COPIL {n}", "reunion", f"2021-0{n + 1}-01", "inst:copil") for n in range(meetings)),
        ],
    }  # fmt: skip


def test_a_signatory_out_of_the_committee(tmp_path: Path) -> None:
    checked = check_tables(tmp_path, committee("acteur:dd"))
    assert [issue.valeur for issue in found(checked, "ING-406")] == ["CPAM 35", "MSA"]


def test_a_parent_and_a_represented_organisation_are_present(tmp_path: Path) -> None:
    assert not found(check_tables(tmp_path, committee("acteur:dd|acteur:cpam")), "ING-406")


def test_an_unknown_committee_proves_nothing(tmp_path: Path) -> None:
    assert not found(check_tables(tmp_path, committee(None)), "ING-406")


def test_rare_meetings_where_the_norm_applies(tmp_path: Path) -> None:
    for meetings, territory, expected in ((0, "DEP-35", 1), (1, "DEP-35", 1), (2, "DEP-35", 0), (0, "DEP-75", 0)):
        checked = check_tables(tmp_path, committee(None, meetings=meetings, territory=territory))
        assert len(found(checked, "ING-408")) == expected, (meetings, territory)


def test_a_population_below_the_norm(tmp_path: Path) -> None:
    for territory, expected in (("COM-35236", 1), ("DEP-35", 0), ("COM-75056", 0)):
        checked = check_tables(tmp_path, committee(None, territory=territory))
        assert len(found(checked, "ING-407")) == expected, territory


def test_exceptions_are_taken_out_of_the_population(tmp_path: Path) -> None:
    tables = {
        "dispositifs": CLS,
        "perimetres": [
            ("dispositif", "territoire", "part"),
            ("disp:cls", "EPCI-243500741", None),
            ("disp:cls", "COM-35236", 0),
        ],
    }
    assert found(check_tables(tmp_path, tables), "ING-407") == []
    tables["perimetres"] = [
        *tables["perimetres"],
        *(
            ("disp:cls", f"COM-{code}", 0)
            for code in ("35219", "44067", "35013", "56221", "44128", "44185", "35285", "44057", "56154")
        ),
    ]
    [issue] = found(check_tables(tmp_path, tables), "ING-407")
    assert "RP2018" in issue.message


def test_a_perimeter_over_two_regions(tmp_path: Path) -> None:
    [issue] = found(check_tables(tmp_path, committee(None, territory="EPCI-243500741")), "ING-409")
    assert "Bretagne, Pays de la Loire" in issue.message
    assert not found(check_tables(tmp_path, committee(None)), "ING-409")
