"""Count between which sectors an actor stands: the roles of Gould and Fernandez."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from graph.analysis.masked_product import masked_product
from graph.analysis.tie_matrix import Integers, TieMatrix

COORDINATEUR, PASSEUR, CONSULTANT, LIAISON = "coordinateur", "gardien_representant", "consultant", "liaison"
ROLES = (COORDINATEUR, PASSEUR, CONSULTANT, LIAISON)
"""Roles, in the order that breaks ties between equal counts."""


@dataclass(frozen=True, slots=True)
class Brokerage:
    """
    Hold how many pairs of contacts that are not tied each actor stands between.

    Parameters
    ----------
    counts
        One array per role, one value per actor: pairs of contacts that are not tied to each other. `coordinateur`:
        both of its own sector; `gardien_representant`: one of its own sector, one of another; `consultant`: both of
        one other sector; `liaison`: three different sectors.
    unclassed
        One value per actor: pairs left out because the sector of one of the three is not known.
    """

    counts: Mapping[str, Integers]
    unclassed: Integers

    def of(self, position: int) -> dict[str, int]:
        """Return the counts of one actor by role."""
        return {role: int(self.counts[role][position]) for role in ROLES}

    def dominant(self, position: int) -> str | None:
        """Return the role that an actor plays most; None when it stands between nobody."""
        counts = self.of(position)
        role = max(ROLES, key=lambda name: counts[name])
        return role if counts[role] else None


def brokerage(ties: TieMatrix, secteurs: Sequence[str | None]) -> Brokerage:
    """
    Count the roles of every actor.

    Parameters
    ----------
    ties
        The network.
    secteurs
        Sector of each actor, in the order of `ties.ids`; None when it is not known.

    Notes
    -----
    Ties have no direction here: the gatekeeper (from another sector to one's own) and the representative (from one's
    own to another) are the same pairs, so they are counted once, together.

    References
    ----------
    .. [1] Gould, R. V. and Fernandez, R. M., "Structures of mediation: a formal approach to brokerage in transaction
       networks", Sociological Methodology 19, 1989.
    """
    codes = sorted({secteur for secteur in secteurs if secteur is not None})
    index = {code: position for position, code in enumerate(codes)}
    own = np.array([index[secteur] if secteur is not None else -1 for secteur in secteurs], dtype=np.int64)
    known = own >= 0
    between = np.asarray(known[ties.ends].all(axis=1), dtype=np.bool_)
    classed = ties.kept(between)
    whole = classed.adjacency
    inside = classed.kept(own[classed.ends[:, 0]] == own[classed.ends[:, 1]]).adjacency
    outside = whole - inside
    rows = np.flatnonzero(known)
    belongs = sparse.csr_array((np.ones(len(rows)), (rows, own[rows])), shape=(ties.size, max(len(codes), 1)))
    by_sector = (whole @ belongs).toarray()
    mine = np.asarray(inside.sum(axis=1)).ravel()
    others = by_sector.sum(axis=1) - mine
    # Pairs of contacts by their sectors, less the pairs that are tied to each other (triangles).
    same = (by_sector * (by_sector - 1) / 2).sum(axis=1)
    closed_inside = _triangles(inside, inside, inside) / 2
    coordinateur = mine * (mine - 1) / 2 - closed_inside
    passeur = mine * others - _triangles(inside, whole, outside)
    consultant = same - mine * (mine - 1) / 2 - (_triangles(whole, inside, whole) / 2 - closed_inside)
    every = _open_pairs(classed)
    liaison = every - coordinateur - passeur - consultant
    found = {COORDINATEUR: coordinateur, PASSEUR: passeur, CONSULTANT: consultant, LIAISON: liaison}
    counts = {role: np.where(known, np.rint(values), 0).astype(np.int64) for role, values in found.items()}
    counted = sum(counts.values(), np.zeros(ties.size, dtype=np.int64))
    return Brokerage(counts, np.rint(_open_pairs(ties)).astype(np.int64) - counted)


def _open_pairs(ties: TieMatrix) -> Any:
    """Return, for each actor, its pairs of contacts that are not tied."""
    return ties.degree * (ties.degree - 1) / 2 - ties.closed


def _triangles(first: Any, between: Any, second: Any) -> Any:
    """Count, for each actor a, the pairs (i, j) with a–i in `first`, i–j in `between` and a–j in `second`."""
    return np.asarray(masked_product(first, between, second).sum(axis=1)).ravel()
