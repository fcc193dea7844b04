"""Run every rule on what the files say, and collect all the problems at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from ingest.facts import Facts
from ingest.issues import Issue
from ingest.rules import governance, identity, quotes, references, territory, time


def validate(facts: Facts, *, today: date, texts: Mapping[str, str] | None = None) -> list[Issue]:
    """
    Return the problems of the facts, in the order of the rules.

    Parameters
    ----------
    facts
        Everything the files say, names already turned into ids.
    today
        Day on which « still active » and « 24 months » are judged.
    texts
        Text of source documents by file name, to look the quotes up; None when they are not supplied.
    """
    return list(_run(facts, today, texts or {}))


def _run(facts: Facts, today: date, texts: Mapping[str, str]) -> Iterator[Issue]:
    for blocking in (
        identity.personal_data,
        references.declared_ids,
        references.natures,
        references.required_values,
        references.ends,
        identity.contradictions,
        time.reversed_dates,
    ):
        yield from blocking(facts)
    for advice in (
        governance.absent_signatories,
        governance.without_pilot,
        governance.rare_meetings,
        governance.announced_numbers,
        territory.small_populations,
        territory.several_regions,
        territory.without_perimeter,
        identity.doubles,
        identity.homonyms,
        identity.to_specify,
        time.week_ends,
    ):
        yield from advice(facts)
    yield from time.stages(facts, today)
    yield from time.old_observations(facts, today)
    if texts:
        yield from quotes.missing_quotes(facts, texts)
