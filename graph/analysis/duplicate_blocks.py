"""Choose the pairs of records worth comparing: all pairs of a country would be billions.

Blocking in the manner of Christen (2012, chapter 4): a pair is kept when something rare brings it together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence

import numpy as np
from scipy import sparse

from graph.analysis.duplicates import EXACT_IDENTIFIERS, WHOLE_IDENTIFIERS, Record
from graph.analysis.name_similarity import trigrams
from graph.analysis.sparse_tables import Matrix, Numbers, incidence, union

_LARGE_BLOCK = 60
"""Records that one key may bring together; beyond, the key is not rare and says nothing."""

_SHARED = 0.5
"""Jaccard index of the runs of three letters of their own words from which two names are compared."""

_CHUNK = 1_000


def worthwhile_pairs(records: Sequence[Record]) -> list[tuple[int, int]]:
    """
    Return the numbers of the records of each pair worth comparing, the first the smaller, in order.

    Notes
    -----
    A pair is kept when the two share an identifier, a name once read, an acronym in the same département, the initials
    of the other, or, with the same nature, enough runs of three letters of the words of their own.
    """
    size = len(records)
    blocks: dict[Hashable, list[int]] = defaultdict(list)
    for number, record in enumerate(records):
        if not (record.collectif or record.a_preciser):
            for key in set(_keys(record)):
                blocks[key].append(number)
    encoded = [
        first * size + second
        for block in blocks.values()
        if 1 < len(block) <= _LARGE_BLOCK
        for position, first in enumerate(block)
        for second in block[position + 1 :]
    ]
    found = union([np.asarray(encoded, dtype=np.int64), *_by_letters(records)])
    return [(int(pair) // size, int(pair) % size) for pair in found]


def _keys(record: Record) -> Iterator[Hashable]:
    """Yield what brings a record together with another."""
    for kind in (*EXACT_IDENTIFIERS, *WHOLE_IDENTIFIERS):
        if record.identifiants.get(kind):
            yield kind, record.identifiants[kind]
    for form in record.forms:
        if not form.is_generic:
            yield "name", form.key
            if form.words:
                yield "words", frozenset(form.words), form.places
            for place in record.places:
                yield "placed name", form.key, place
        else:
            for zone in record.zones:
                yield "generic", form.key, zone
        if len(form.words) == 1:
            yield "initials", form.words[0]
    for found in record.acronyms:
        yield "initials", found
    if record.acronym_key:
        for place in record.places:
            yield "acronym", record.acronym_key, place


def _by_letters(records: Sequence[Record]) -> Iterator[Numbers]:
    """Yield the pairs of one nature whose own words share enough runs of three letters, département by département."""
    size = len(records)
    natures: dict[str | None, list[int]] = defaultdict(list)
    for number, record in enumerate(records):
        if not (record.collectif or record.a_preciser):
            natures[record.nature].append(number)
    for members in natures.values():
        numbers = np.asarray(members, dtype=np.int64)
        table = _runs([records[number] for number in members])
        by_place: dict[str, list[int]] = defaultdict(list)
        for row, number in enumerate(members):
            for place in records[number].places or {""}:
                by_place[place].append(row)
        # Those that say no place are compared with everybody of their nature.
        unplaced = by_place.pop("", [])
        yield _near(table, numbers, unplaced, unplaced, size)
        for rows in by_place.values():
            yield _near(table, numbers, rows, [*rows, *unplaced], size)


def _runs(records: Sequence[Record]) -> Matrix:
    """Return the 0/1 table of the runs of three letters of the own words of records: one row per record."""
    columns: dict[str, int] = {}
    rows, cells = [], []
    for row, record in enumerate(records):
        for run in {run for form in record.forms[:3] for run in trigrams(form.text)}:
            rows.append(row)
            cells.append(columns.setdefault(run, len(columns)))
    return incidence(rows, cells, (len(records), max(len(columns), 1)))


def _near(table: Matrix, numbers: Numbers, some: Sequence[int], every: Sequence[int], size: int) -> Numbers:
    """Return the pairs between some rows and all of them whose runs overlap enough (Jaccard index)."""
    found = []
    ours, theirs = np.asarray(some, dtype=np.int64), np.asarray(every, dtype=np.int64)
    against = table[theirs].T.tocsr()
    counts = np.asarray(table.sum(axis=1), dtype=np.int64).ravel()
    for start in range(0, len(ours), _CHUNK):
        chunk = ours[start : start + _CHUNK]
        shared = sparse.coo_array(table[chunk] @ against)
        one, two = chunk[shared.row], theirs[shared.col]
        alike = (shared.data >= _SHARED * (counts[one] + counts[two] - shared.data)) & (one != two)
        first, second = numbers[one[alike]], numbers[two[alike]]
        found.append(np.minimum(first, second) * size + np.maximum(first, second))
    return union(found)
