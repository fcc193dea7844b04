"""Whatever the tables and the bytes: never an exception, rows that add up, a report that says why, rows given back."""

import json
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.importer import Checked, check
from ingest.rejected import write_rejected
from tests.support.defects.case import ACTEURS, LINE, TODAY, book
from tests.support.hostile_tables import SOUND, Table, as_folder, as_workbook, hostile_tables, spoiled_tables


def judged(path: Path, *, partial: bool) -> Checked:
    """Check a file, and hold its report to what any report owes."""
    checked = check([path], None, today=TODAY, partial=partial)
    report = checked.report
    rows = report.lignes.to_json()
    assert rows["lues"] == rows["chargees"] + rows["reparees"] + rows["rejetees"]
    assert min(rows.values()) >= 0
    assert all(issue.message and issue.remede for issue in report.problemes)
    assert json.loads(json.dumps(report.to_json()))["lignes"] == rows
    assert report.to_text().startswith(report.fichier)
    if report.refuse:
        assert checked.statements == ()
        assert rows["chargees"] == rows["reparees"] == 0
        assert any(issue.blocking for issue in report.problemes)
    elif not partial:
        assert rows["rejetees"] == 0
    assert write_rejected(report, checked.rejetees, path.parent / "rejets.xlsx") == rows["rejetees"]
    return checked


@given(tables=hostile_tables(), partial=st.booleans())
@settings(max_examples=60, deadline=None)
def test_any_workbook(tables: list[Table], partial: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        judged(as_workbook(Path(folder) / "essai.xlsx", tables), partial=partial)


@given(
    tables=hostile_tables(hostility=40), partial=st.booleans(), encoding=st.sampled_from(("utf-8", "cp1252", "utf-16"))
)
@settings(max_examples=100, deadline=None)
def test_any_folder_of_texts(tables: list[Table], partial: bool, encoding: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        judged(as_folder(Path(folder) / "essai", tables, encoding), partial=partial)


@given(tables=spoiled_tables())
@settings(max_examples=40, deadline=None)
def test_the_rows_given_back_are_all_there(tables: list[Table]) -> None:
    """Every row of a refused file is in the workbook of rejected rows, and is read again from it."""
    with tempfile.TemporaryDirectory() as folder:
        whole = judged(as_workbook(Path(folder) / "essai.xlsx", tables), partial=False)
        if whole.report.refuse and whole.report.lignes.rejetees:
            again = check([Path(folder) / "rejets.xlsx"], None, today=TODAY)
            assert again.report.lignes.lues == whole.report.lignes.rejetees


def test_the_sound_tables_have_no_defect(tmp_path: Path) -> None:
    checked = judged(as_workbook(tmp_path / "essai.xlsx", SOUND), partial=False)
    assert not checked.report.refuse
    assert checked.report.lignes.lues == checked.report.lignes.chargees == 12


@given(content=st.binary(max_size=300), name=st.sampled_from(("acteurs.csv", "a.xlsx", "a.xls", "a.ods", "a.json")))
@settings(max_examples=150, deadline=None)
def test_any_bytes(content: bytes, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        judged(path, partial=False)


@given(data=st.data(), name=st.sampled_from(("acteurs.csv", "essai.xlsx")))
@settings(max_examples=80, deadline=None)
def test_a_sound_file_with_bytes_changed(data: st.DataObject, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        if name == "acteurs.csv":
            path.write_bytes(LINE.encode() * 3)
        else:
            book(path, {"acteurs": ACTEURS})
        content = bytearray(path.read_bytes())
        # The length of a workbook varies with the time it bears: places are drawn as shares of it.
        for share, byte in data.draw(st.lists(st.tuples(st.integers(0, 9_999), st.integers(0, 255)), min_size=1)):
            content[share * len(content) // 10_000] = byte
        cut = data.draw(st.integers(5_000, 20_000)) * len(content) // 10_000
        path.write_bytes(bytes(content[:cut]))
        judged(path, partial=data.draw(st.booleans()))
