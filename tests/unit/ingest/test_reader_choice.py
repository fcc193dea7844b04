"""Adding a reader is adding one file; readers are asked in order of rank, and each file finds its own."""

import sys
from pathlib import Path

import pytest

import ingest.readers
from ingest.importer import check
from ingest.readers.base import reader_for, readers

_NEW = '''
from pathlib import Path

from graph.model.statement import Location, NodeStatement
from ingest.readers.base import NO_OPTIONS, ReadOptions, beginning
from ingest.records import ReadResult, Record


class ListReader:
    """Read a list of names, one a line, under a first line « #acteurs »."""

    name = "essai_liste"
    title = "Liste de noms"
    rank = 5

    def accepts(self, path: Path, options: ReadOptions = NO_OPTIONS) -> bool:
        return beginning(path).startswith(b"#acteurs")

    def files(self, path: Path) -> list[Path]:
        return [path]

    def read(self, path: Path, options: ReadOptions = NO_OPTIONS) -> ReadResult:
        result = ReadResult(reader=self.name)
        for row, line in enumerate(path.read_text(encoding="utf-8").splitlines()[1:], start=2):
            where = Location(file=path.name, row=row)
            result.rows.append(where)
            properties = {"nom": line, "type_acteur": "association"}
            id_ = f"acteur:{line.lower()}"
            statement = NodeStatement(id=id_, labels=("Acteur",), properties=properties, location=where)
            result.records.append(Record(statement=statement))
        return result


READER = ListReader()
'''


@pytest.fixture
def dropped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put one more module in the folder of the readers, as a person would."""
    folder = tmp_path / "readers"
    folder.mkdir()
    (folder / "essai_liste.py").write_text(_NEW, encoding="utf-8")
    monkeypatch.setattr(ingest.readers, "__path__", [*ingest.readers.__path__, str(folder)])
    monkeypatch.delitem(sys.modules, "ingest.readers.essai_liste", raising=False)


@pytest.mark.usefixtures("dropped")
def test_one_file_is_one_more_format(tmp_path: Path) -> None:
    path = tmp_path / "noms.csv"
    path.write_text("#acteurs\nAlpha\nBeta\n", encoding="utf-8")
    checked = check([path], None)
    assert checked.report.lecteur == "essai_liste"
    assert [statement.id for statement in checked.statements] == ["acteur:alpha", "acteur:beta"]
    assert next(iter(readers())) == "essai_liste"


def test_readers_are_asked_in_order_of_rank() -> None:
    ranks = [reader.rank for reader in readers().values()]
    assert ranks == sorted(ranks)
    assert list(readers())[-2:] == ["classeur", "csv"]
    assert {"json", "correspondance", "finess", "listing"} <= set(readers())


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("acteurs.csv", b"id;nom;type_acteur\n", "csv"),
        ("faits.json", b"{}", "json"),
        ("x.csv", b"finess;etalab;93;2026-01-06\n", "finess"),
        ("x.csv", b"nofinesset,rs,categetab\n1,2,3\n", "finess"),
        ("CPTS.csv", b"Nom CPTS;Commune\nA;Redon\n", "listing"),
        ("perimetres.csv", b"dispositif;territoire\n", "csv"),
        ("x.csv", b"", "csv"),
        ("x.csv", bytes(range(256)) * 10, "csv"),
        ("note.docx", b"PK", None),
    ],
)
def test_the_reader_of_a_file(tmp_path: Path, name: str, content: bytes, expected: str | None) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    found = reader_for(path)
    assert (found.name if found else None) == expected


def test_a_folder_is_read_as_csv(tmp_path: Path) -> None:
    found = reader_for(tmp_path)
    assert found is not None
    assert found.name == "csv"
