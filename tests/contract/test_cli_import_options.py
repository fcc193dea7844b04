"""Hold the options of the import command and the matching of columns: run on the embedded engine."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from graph.settings import Settings
from graph.store.store import Store
from tests.support.command import Done, maillage
from tests.support.stores import emptied

pytestmark = pytest.mark.contract

ACTEURS = "id;nom;type_acteur;siren\nacteur:a;A;association;243500741\nacteur:b;B;associatio;123\n"
NAME = "acteurs.csv"
SIREN = f"{NAME}!!3!siren=200039022"
TYPE = f"{NAME}!!3!type_acteur=association"


class Folder:
    """Run commands on an empty base, on files of one folder."""

    def __init__(self, settings: Settings, path: Path) -> None:
        self.settings = settings
        self.path = path

    def __call__(self, *words: str) -> Done:
        return maillage(*words, settings=self.settings)

    def file(self, name: str, text: str) -> str:
        path = self.path / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    def ids(self) -> set[str]:
        with Store.open(self.settings) as store:
            return {state.id for state in store.dump() if state.fait}


@pytest.fixture
def folder(embedded_settings: Settings, tmp_path: Path) -> Folder:
    """Empty the base."""
    emptied(embedded_settings).close()
    return Folder(embedded_settings, tmp_path)


def test_corrections_repair_a_file_without_touching_it(folder: Folder) -> None:
    path = folder.file(NAME, ACTEURS)
    refused = folder("import", path, "--yes", "--json")
    assert refused.status == 1
    done = folder("import", path, "--yes", "--json", "--correct", SIREN, "--correct", TYPE)
    assert done.status == 0, done.err
    assert folder.ids() == {"acteur:a", "acteur:b"}
    assert Path(path).read_text(encoding="utf-8") == ACTEURS


def test_choices_of_a_file_and_refusals(folder: Folder) -> None:
    path = folder.file("acteurs.csv", "id;nom;type_acteur;siren\nacteur:a;A;association;243 500 741\n")
    accepted = folder("import", path, "--plan", "--json")
    assert accepted.status == 0
    keys = [entry["cle"] for entry in accepted.json["problemes"] if entry["code"] == "ING-503"]
    assert keys == ["ING-503@acteurs.csv!!2!siren"]
    for refusal in ("ING-503", keys[0]):
        done = folder("import", path, "--plan", "--json", "--refuse", refusal)
        assert done.status == 1
        assert "ING-204" in {entry["code"] for entry in done.json["problemes"]}
    choices = folder.file("choix.json", json.dumps({"refus": ["ING-503"]}))
    assert folder("import", path, "--plan", "--json", "--choices", choices).status == 1


def test_rejected_records_of_a_json_come_back_as_json(folder: Folder) -> None:
    actors = [
        {"id": f"acteur:{name}", "etiquettes": ["Acteur"], "proprietes": {"nom": name, "type_acteur": kind}}
        for name, kind in (("a", "ars"), ("b", "zzz"))
    ]
    heading = {"format": "maillage-faits", "version": 1}
    path = folder.file("faits.json", json.dumps({"entete": heading, "noeuds": actors, "relations": []}))
    out = folder.path / "rejets.json"
    wrong = folder("import", path, "--yes", "--partial", "--rejected", str(out.with_suffix(".xlsx")))
    assert (wrong.status, ".json" in wrong.err) == (2, True)
    done = folder("import", path, "--yes", "--partial", "--json", "--rejected", str(out))
    assert done.status == 0, done.err
    content = json.loads(out.read_text(encoding="utf-8"))
    [left] = content["noeuds"]
    assert (left["id"], folder.ids()) == ("acteur:b", {"acteur:a"})
    assert "valeur hors liste" in left["pourquoi"][0]
    left["proprietes"]["type_acteur"] = "association"
    again = folder("import", folder.file("corrige.json", json.dumps(content)), "--yes", "--json")
    assert again.status == 0, again.err
    assert folder.ids() == {"acteur:a", "acteur:b"}


def test_rejected_rows_and_records_of_one_import_come_side_by_side(folder: Folder) -> None:
    actor = {"id": "acteur:z", "etiquettes": ["Acteur"], "proprietes": {"nom": "Z", "type_acteur": "zzz"}}
    heading = {"format": "maillage-faits", "version": 1}
    facts = folder.file("faits.json", json.dumps({"entete": heading, "noeuds": [actor], "relations": []}))
    out = folder.path / "rejets.xlsx"
    done = folder("import", folder.file(NAME, ACTEURS), facts, "--yes", "--partial", "--rejected", str(out))
    assert done.status == 0, done.err
    assert "acteurs.csv" in str([row[-1].value for row in load_workbook(out)["acteurs"].iter_rows()])
    assert [entry["id"] for entry in json.loads(out.with_suffix(".json").read_text())["noeuds"]] == ["acteur:z"]


def test_files_of_one_name_are_told_apart(folder: Folder) -> None:
    paths = []
    for name in ("un/a", "deux/a"):
        (folder.path / name).mkdir(parents=True)
        paths.append(folder.file(f"{name}/{NAME}", ACTEURS.replace("acteur:", f"acteur:{name[:2]}")))
    done = folder("import", *paths, "--plan", "--json")
    assert {problem["fichier"] for problem in done.json["problemes"]} == {"un/a/acteurs.csv", "deux/a/acteurs.csv"}
    corrected = [word for name in ("un/a", "deux/a") for word in ("--correct", f"{name}/{SIREN}")]
    corrected += [word for name in ("un/a", "deux/a") for word in ("--correct", f"{name}/{TYPE}")]
    assert folder("import", *paths, "--plan", "--json", *corrected).status == 0


def test_rejected_rows_are_written_corrected_and_imported_again(folder: Folder) -> None:
    path = folder.file(NAME, ACTEURS)
    out = folder.path / "rejets.xlsx"
    done = folder("import", path, "--yes", "--partial", "--json", "--rejected", str(out))
    assert done.status == 0, done.err
    assert folder.ids() == {"acteur:a"}
    book = load_workbook(out)
    sheet = book["acteurs"]
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    assert rows[0][-1] == "_motif"
    assert rows[1][:2] == ["acteur:b", "B"]
    sheet["C2"], sheet["D2"] = "association", "200039022"
    book.save(out)
    assert folder("import", str(out), "--yes").status == 0
    assert folder.ids() == {"acteur:a", "acteur:b"}


@pytest.mark.parametrize(
    "words",
    [
        ["--refuse", "ING-101"],
        ["--correct", "nom=x"],
        ["--correct", "autre.csv!!3!nom=x"],
        ["--choices", "absent.json"],
        ["--rejected", "rejets.csv"],
        ["--closing-date", "demain"],
        ["--reader", "pdf"],
    ],
)
def test_options_written_wrongly_exit_2(folder: Folder, words: list[str]) -> None:
    done = folder("import", folder.file(NAME, ACTEURS), "--plan", "--json", *words)
    assert done.status == 2, done.out
    assert done.json["erreur"]["message"]
    assert folder.ids() == set()


def test_a_new_version_under_another_name_closes_what_it_no_longer_says(folder: Folder) -> None:
    names = "id;nom;type_acteur\n" + "".join(f"acteur:{n};{n.upper()};association\n" for n in "abcd")
    (folder.path / "v1").mkdir()
    (folder.path / "v2").mkdir()
    folder.file("v1/acteurs.csv", names)
    folder.file("v1/liens.csv", "de;vers\nacteur:a;acteur:b\nacteur:a;acteur:c\nacteur:a;acteur:d\n")
    folder.file("v2/acteurs.csv", names)
    folder.file("v2/liens.csv", "de;vers\nacteur:a;acteur:b\nacteur:a;acteur:c\n")
    assert folder("import", str(folder.path / "v1"), "--yes").status == 0
    second = str(folder.path / "v2")
    alone = folder("import", second, "--plan", "--json")
    assert alone.json["plan"]["clos"] == 0
    kept = folder("import", second, "--plan", "--json", "--replaces", "v1", "--no-close")
    assert kept.json["plan"]["clos"] == 0
    done = folder("import", second, "--yes", "--json", "--replaces", "v1", "--close", "--closing-date", "2026-06-30")
    assert done.status == 0, done.err
    assert done.json["plan"]["clos"] == 1
    with Store.open(folder.settings) as store:
        ends = [state.properties["valid_to"] for state in store.dump() if "valid_to" in state.properties]
    assert ends == ["2026-06-30"]


def test_another_file_of_the_same_name_is_kept_under_its_own(folder: Folder) -> None:
    (folder.path / "autre").mkdir()
    first = folder.file(NAME, "id;nom;type_acteur\nacteur:a;A;association\n")
    second = folder.file(f"autre/{NAME}", "id;nom;type_acteur\nacteur:a;A;commune\n")
    assert folder("import", first, "--yes").status == 0
    done = folder("import", second, "--yes", "--json", "--as", "acteurs de Redon.csv")
    assert done.status == 0, done.err
    assert done.json["plan"]["contradictions"] == 1
    with Store.open(folder.settings) as store:
        [one] = [state for state in store.dump() if state.id == "acteur:a"]
    assert one.origines == (NAME, "acteurs de Redon.csv")
    assert one.properties["type_acteur"] == "association"
    assert folder("import", first, second, "--plan", "--as", "x", "--json").status == 2


def test_a_former_file_that_was_never_read_is_refused(folder: Folder) -> None:
    path = folder.file(NAME, "id;nom;type_acteur\nacteur:a;A;association\n")
    assert folder("import", path, "--yes").status == 0
    for asked in ("absent.csv", "absent.csv=acteurs.csv", "acteurs.csv=absent.csv"):
        done = folder("import", path, "--plan", "--json", "--replaces", asked)
        assert done.status == 2, done.out
        assert NAME in done.json["erreur"]["remede"]


def test_facts_known_already_are_credited_to_the_file(folder: Folder) -> None:
    text = "id;nom;type_acteur\nacteur:a;A;association\n"
    assert folder("import", folder.file(NAME, text), "--yes").status == 0
    done = folder("import", folder.file("acteurs_2.csv", text), "--plan", "--reader", "csv")
    assert "1\u00a0énoncé déjà connu sera aussi porté au compte de ce fichier." in done.out


PARTNERS = "Structure;Type de structure;Ville;Nom du référent\nMaison;association;Redon (35);Jeanne Exemple\n"


def test_columns_are_matched_kept_and_used_by_the_import(folder: Folder) -> None:
    path = folder.file("partenaires.csv", PARTNERS)
    assert folder("import", path, "--plan", "--json").status == 1
    shown = folder("map", path)
    assert shown.status == 0, shown.err
    assert "Jeanne" not in shown.out
    assert "--save" in shown.out
    done = folder("map", path, "--set", "Type de structure=type_acteur", "--save", "--json")
    assert done.json["gardee"] is True
    assert done.json["colonnes"]["Nom du référent"]["colonne"] is None
    imported = folder("import", path, "--yes", "--json")
    assert imported.status == 0, imported.out
    assert imported.json["lecteur"] == "correspondance"
    assert "acteur:maison-35236" in folder.ids()
    assert folder("map", path, "--forget", "--json").json["gardee"] is False


@pytest.mark.parametrize(
    "words",
    [
        ["--set", "Absent=nom"],
        ["--set", "Structure=absente"],
        ["--set", "Structure"],
        ["--value", "niveau"],
        ["--sheet", "planètes"],
        ["--table", "autre"],
    ],
)
def test_a_mapping_written_wrongly_exits_2(folder: Folder, words: list[str]) -> None:
    done = folder("map", folder.file("partenaires.csv", PARTNERS), "--json", *words)
    assert done.status == 2, done.out


def test_a_file_without_a_table_cannot_be_matched(folder: Folder) -> None:
    done = folder("map", folder.file("vide.csv", ""), "--json")
    assert (done.status, done.json["erreur"]["code"]) == (1, "APP-140")
