"""Multiply sparse matrices where only some entries are wanted, without ever holding the others."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import sparse

CELLS = 20_000_000
"""Products of two entries held at once; a network with very connected actors would make far more in one go."""


def masked_product(first: Any, second: Any, mask: Any, *, cells: int = CELLS) -> Any:
    """
    Return (first @ second) ∘ mask: the product where the mask has entries, times them.

    Parameters
    ----------
    first, second, mask
        Sparse matrices by row, of the same square shape.
    cells
        Most products held at once.

    Returns
    -------
    product
        Sparse matrix by row; its entries are among those of the mask.
    """
    work = np.concatenate(([0], np.cumsum(np.maximum(first.astype(bool) @ np.diff(second.indptr), 1))))
    parts, start = [], 0
    while start < first.shape[0]:
        stop = max(start + 1, int(np.searchsorted(work, work[start] + cells, side="right")) - 1)
        parts.append((first[start:stop] @ second).multiply(mask[start:stop]))
        start = stop
    return sparse.csr_array(sparse.vstack(parts, format="csr")) if parts else sparse.csr_array(mask.shape)
