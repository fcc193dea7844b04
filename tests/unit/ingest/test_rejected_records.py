"""Records of a JSON file left out come back as JSON, with the reasons; corrected, they are imported."""

import json
from pathlib import Path
from typing import Any

from ingest.choices import Cell, Choices
from ingest.importer import check
from ingest.rejected_records import WHY, write_rejected_records
from tests.unit.ingest.builders import TODAY, workbook


def _export() -> dict[str, Any]:
    """Return an export edited by hand: a wrong type of actor, and an end that nothing describes."""
    return {
        "entete": {"format": "maillage-faits", "version": 1},
        "noeuds": [
            {"id": "acteur:a", "etiquettes": ["Acteur"], "proprietes": {"nom": "A", "type_acteur": "ars"}},
            {
                "id": "acteur:b",
                "etiquettes": ["Acteur"],
                "proprietes": {"nom": "B", "type_acteur": "guinguette"},
                "fichiers": ["liste.xlsx", "autre.xlsx"],
                "dits": {
                    "liste.xlsx": {"proprietes": {"nom": "B", "type_acteur": "guinguette"}, "preuves": []},
                    "autre.xlsx": {"proprietes": {"nom": "B bis"}, "preuves": []},
                },
            },
            "rien",
        ],
        "relations": [{"type": "LIEN", "de": "acteur:a", "vers": "acteur:zz", "proprietes": {}}],
    }


def _given_back(path: Path, folder: Path, choices: Choices | None = None, name: str = "r.json") -> dict[str, Any]:
    """Check a file, write the records left out and return them."""
    checked = check([path], None, partial=True, today=TODAY, choices=choices or Choices())
    count = write_rejected_records(checked.report, checked.rejetees, folder / name)
    assert count == checked.report.lignes.rejetees
    found: dict[str, Any] = json.loads((folder / name).read_text(encoding="utf-8"))
    return found


def _written(folder: Path, content: object, name: str = "faits.json") -> Path:
    path = folder / name
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def test_the_records_left_out_come_back_whole_and_say_why(tmp_path: Path) -> None:
    given = _export()
    back = _given_back(_written(tmp_path, given), tmp_path)
    [actor, other] = back["noeuds"]
    [link] = back["relations"]
    assert any("valeur hors liste (« guinguette »)" in reason for reason in actor.pop(WHY))
    assert actor == given["noeuds"][1]
    assert other["contenu"] == "rien"
    assert "acteur:zz" in " ".join(link[WHY])


def test_corrected_they_are_imported(tmp_path: Path) -> None:
    back = _given_back(_written(tmp_path, _export()), tmp_path)
    actor = back["noeuds"][0]
    actor["dits"]["liste.xlsx"]["proprietes"]["type_acteur"] = "association"
    back["noeuds"] = [actor]
    back["relations"][0] |= {"vers": "acteur:b", "de": "acteur:b2"}
    other = {"nom": "B2", "type_acteur": "ars"}
    back["noeuds"].append({"id": "acteur:b2", "etiquettes": ["Acteur"], "proprietes": other})
    checked = check([_written(tmp_path, back, "corrige.json")], None, today=TODAY)
    assert not checked.report.refuse
    assert {s.location.origin for s in checked.statements if s.id == "acteur:b" and s.location} == {
        "liste.xlsx",
        "autre.xlsx",
    }


def test_imported_again_as_they_are_they_have_the_same_problems(tmp_path: Path) -> None:
    first = check([_written(tmp_path, _export())], None, partial=True, today=TODAY)
    back = _given_back(tmp_path / "faits.json", tmp_path)
    assert set(back["relations"][0]) == {WHY, "type", "de", "vers", "proprietes"}
    again = check([tmp_path / "r.json"], None, partial=True, today=TODAY)
    said = [issue.message for issue in first.report.problemes if issue.blocking and issue.feuille == "noeuds"]
    told = [issue.message for issue in again.report.problemes if issue.blocking and issue.feuille == "noeuds"]
    assert [text for text in told if "guinguette" in text] == [text for text in said if "guinguette" in text] != []


def test_personal_data_is_not_written(tmp_path: Path) -> None:
    content = _export()
    content["noeuds"][0]["proprietes"] |= {
        "extra_cles": ["remarque", "ton"],
        "extra_valeurs": ["voir Mme Martin à l’accueil", "bleu"],
    }
    back = _given_back(_written(tmp_path, content), tmp_path)
    [actor] = [node for node in back["noeuds"] if node.get("id") == "acteur:a"]
    assert "Martin" not in (tmp_path / "r.json").read_text(encoding="utf-8")
    assert actor["proprietes"]["extra_valeurs"] == ["", "bleu"]
    assert "La donnée personnelle a été vidée ici." in actor[WHY]


def test_corrections_are_kept_and_apply_to_what_each_file_said(tmp_path: Path) -> None:
    path = _written(tmp_path, _export())
    choices = Choices(corrections={Cell(path.name, "noeuds", 2, "nom"): "Bé"})
    actor = _given_back(path, tmp_path, choices)["noeuds"][0]
    assert [said["proprietes"]["nom"] for said in actor["dits"].values()] == ["Bé", "Bé"]


def test_several_files_are_told_apart(tmp_path: Path) -> None:
    paths = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        content = _export()
        content["noeuds"][1]["id"] = f"acteur:{name}{name}"
        paths.append(_written(tmp_path / name, content))
    paths.append(workbook(tmp_path / "c.xlsx", {"acteurs": [("id", "nom", "type_acteur"), ("acteur:c", "C", "zzz")]}))
    checked = check(paths, None, partial=True, today=TODAY)
    count = write_rejected_records(checked.report, checked.rejetees, tmp_path / "r.json")
    found = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["noeuds"]
    assert count == sum(len(table.rows) for table in checked.rejetees if table.records)
    assert {entry[WHY][0].partition(",")[0] for entry in found} == {"a/faits.json", "b/faits.json"}
