"""Define what an analysis gives back to the door of questions, and what it is given."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.answer import Row
from graph.answers.context import Context
from graph.answers.parameters import Request


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """
    Hold what an analysis found.

    Parameters
    ----------
    rows
        Rows of the main table, in order, inactive ones included.
    measures
        Single figures by name.
    tables
        Rows of the second tables by name.
    facts
        Values for the sentence beside the common ones.
    state
        What the data allow, when the analysis knows better than the common rule; else None.
    sentence
        Sentence, when the template is not enough; else None.
    warnings
        French sentences.
    """

    rows: Sequence[Row]
    measures: Mapping[str, Any] = field(default_factory=dict)
    tables: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    state: str | None = None
    sentence: str | None = None
    warnings: Sequence[str] = ()


Raw = Sequence[Mapping[str, Any]]
Handler = Callable[[Context, Request, Raw], Outcome]
