"""Build 0/1 tables and sets of numbers for the analyses that work on many pairs at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Matrix = sparse.csr_array[Any]
Numbers = NDArray[np.int64]
Indices = Sequence[int] | Numbers


def incidence(rows: Indices, columns: Indices, shape: tuple[int, int]) -> Matrix:
    """Return the 0/1 matrix that has a 1 at each (row, column), each counted once."""
    found = sparse.csr_array((np.ones(len(rows), dtype=np.int32), (rows, columns)), shape=shape)
    found.sum_duplicates()
    found.data[:] = 1
    return found


def union(parts: Sequence[Numbers]) -> Numbers:
    """Return the numbers found in any part, sorted, each once."""
    every = np.sort(np.concatenate([np.empty(0, dtype=np.int64), *parts]))
    # numpy's own `unique` hashes: on millions of pair numbers it was a hundred times slower than this.
    return every[np.concatenate([[True], every[1:] != every[:-1]])] if len(every) else every


def pairs_met(table: Matrix, meets: Matrix) -> tuple[Numbers, Numbers]:
    """Return the pairs of rows of a table (the first number the smaller) that have columns which meet."""
    met = sparse.triu(table @ meets @ table.T, k=1).tocoo()
    return met.row.astype(np.int64), met.col.astype(np.int64)
