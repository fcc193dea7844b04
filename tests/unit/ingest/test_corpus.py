"""Each file of the corpus gives its whole report, and nothing else; its rows add up, whole or with rows set aside."""

from pathlib import Path

import pytest

from ingest.importer import check
from tests.support.defects.case import TODAY, Case, counts_of, told_by
from tests.support.defects.corpus import CORPUS


def test_the_corpus_is_large_and_without_doubles() -> None:
    titles = [case.title for case in CORPUS]
    assert len(set(titles)) == len(titles) >= 60


@pytest.mark.parametrize("case", CORPUS, ids=lambda case: case.title)
def test_a_defective_file_gives_its_report(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in case.limits.items():
        monkeypatch.setattr(name, value)
    path = case.write(tmp_path)
    entries = sorted(tmp_path.rglob("*"))
    whole = check([path], None, today=TODAY)
    assert told_by(whole.report) == list(case.told)
    assert counts_of(whole.report) == case.rows
    assert whole.report.refuse == any(issue.blocking for issue in whole.report.problemes)
    assert (whole.statements == ()) == whole.report.refuse
    partial = check([path], None, today=TODAY, partial=True)
    assert sorted(map(str, told_by(partial.report))) == sorted(map(str, (*case.told, *case.more)))
    assert counts_of(partial.report) == (case.partial or case.rows)
    for report in (whole.report, partial.report):
        counts = report.to_json()["lignes"]
        assert counts["lues"] == counts["chargees"] + counts["reparees"] + counts["rejetees"]
        assert all(issue.message and issue.remede for issue in report.problemes)
    assert sorted(tmp_path.rglob("*")) == entries
