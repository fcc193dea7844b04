"""A ZIP of CSV files is read as its folder would be, within limits, and nothing of it is written anywhere."""

import zipfile
from pathlib import Path

import pytest

from ingest import limits
from ingest.importer import check
from ingest.readers import csv_archive
from ingest.rejected import write_rejected
from tests.unit.ingest.builders import TODAY, codes, csv_folder, found

TABLES = {
    "acteurs": "id;nom;type_acteur\nacteur:ars;ARS;ars\nacteur:cpam;CPAM;assurance_maladie\n",
    "dispositifs": "id;nom;type_dispositif\ndisp:prs;PRS;PRS\n",
    "relations": "type;de;vers;role\nSIGNE;acteur:ars;disp:prs;signataire\n",
}


def packed(path: Path, texts: dict[str, str], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, text in texts.items():
            archive.writestr(name, text)
    return path


@pytest.mark.parametrize("folder", ["", "faits/"])
def test_an_archive_says_what_its_folder_says(tmp_path: Path, folder: str) -> None:
    texts = {f"{folder}{name}.csv": text for name, text in TABLES.items()}
    texts |= {f"{folder}lisez-moi.txt": "Texte.", "__MACOSX/._acteurs.csv": "x"}
    checked = check([packed(tmp_path / "faits.zip", texts)], None, today=TODAY)
    assert checked.report.lecteur == "archive"
    assert not checked.report.problemes, checked.report.to_text()
    whole = check([csv_folder(tmp_path / "dossier", TABLES)], None, today=TODAY)
    assert [(s.id, s.properties) for s in checked.statements] == [(s.id, s.properties) for s in whole.statements]
    assert {s.location.origin for s in checked.statements if s.location} == {"faits.zip"}


def test_a_faulty_row_is_told_in_its_table_and_given_back(tmp_path: Path) -> None:
    texts = {f"{name}.csv": text for name, text in TABLES.items()}
    texts["acteurs.csv"] += "acteur:x;X;inconnu\n"
    checked = check([packed(tmp_path / "faits.zip", texts)], None, today=TODAY, partial=True)
    [issue] = found(checked, "ING-201")
    assert (issue.fichier, issue.feuille, issue.ligne) == ("faits.zip", "acteurs", 4)
    assert write_rejected(checked.report, checked.rejetees, tmp_path / "rejets.xlsx") == 1


def test_what_is_not_a_table_is_told(tmp_path: Path) -> None:
    texts = {**{f"{name}.csv": text for name, text in TABLES.items()}, "../photo.png": "x", "vide.csv": ""}
    checked = check([packed(tmp_path / "faits.zip", texts)], None, today=TODAY)
    assert codes(checked) == {"ING-103", "ING-115"}
    assert not (tmp_path.parent / "photo.png").exists()
    assert codes(check([packed(tmp_path / "autre.zip", {"a.txt": "x"})], None, today=TODAY)) == {"ING-109", "ING-115"}
    twice = {"a/acteurs.csv": TABLES["acteurs"], "b/acteurs.csv": TABLES["acteurs"]}
    assert codes(check([packed(tmp_path / "deux.zip", twice)], None, today=TODAY)) == {"ING-106"}


def test_an_archive_too_big_or_broken_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = packed(tmp_path / "faits.zip", {f"{name}.csv": text for name, text in TABLES.items()}, zipfile.ZIP_STORED)
    content = path.read_bytes()
    broken = tmp_path / "abime.zip"
    broken.write_bytes(content.replace(b"acteur:cpam", b"acteur:cpax", 1))
    assert codes(check([broken], None, today=TODAY)) == {"ING-106"}
    broken.write_bytes(content[: len(content) // 2])
    assert codes(check([broken], None, today=TODAY)) == {"ING-106"}
    bomb = packed(tmp_path / "bombe.zip", {"acteurs.csv": "id;nom\n" + "x" * (limits.MAX_BYTES + 1)})
    assert bomb.stat().st_size < 1_000_000
    assert codes(check([bomb], None, today=TODAY)) == {"ING-107"}
    monkeypatch.setattr(csv_archive, "MAX_UNPACKED", 100)
    assert codes(check([path], None, today=TODAY)) == {"ING-107"}
    monkeypatch.setattr(csv_archive, "_MOST_FILES", 2)
    assert "ING-107" in codes(check([path], None, today=TODAY))
