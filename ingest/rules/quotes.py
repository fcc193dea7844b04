"""Check that quotes stand in their documents, when the text of the documents is supplied (R16)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ingest.facts import Facts
from ingest.issues import Issue, problem

_UNIFIED = str.maketrans("’‘“”\u00a0\u202f", "''\"\"  ")


def missing_quotes(facts: Facts, texts: Mapping[str, str]) -> Iterator[Issue]:
    """
    Warn of quotes that their document does not hold.

    Parameters
    ----------
    facts
        Everything the files say.
    texts
        Text of documents, by file name; quotes from other documents are not judged.

    Notes
    -----
    White space is collapsed and apostrophes and quotation marks are unified before the comparison.
    """
    plain = {name: _plain(text) for name, text in texts.items()}
    for fact in facts:
        for record in fact.records:
            for preuve in record.statement.preuves:
                document = plain.get(preuve.source)
                if document is not None and preuve.citation and _plain(preuve.citation) not in document:
                    yield problem(
                        "ING-412",
                        record.location,
                        f"cette citation n’est pas dans « {preuve.source} »",
                        column=record.headings.get("citation", "citation"),
                        value=preuve.citation,
                    )


def _plain(text: str) -> str:
    return " ".join(text.translate(_UNIFIED).split()).casefold()
