"""Compute the graph hash: one number that changes with any fact and comes back with it.

The hash is the sum, modulo 2^256, of the SHA-256 of each entity's canonical JSON. It does not depend on order, and a
plan updates it from its own differences.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping

from graph.model.properties import TECHNICAL_PROPERTIES

_MODULUS = 1 << 256
_CANONICAL = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)
EMPTY_VERSION = f"{0:064x}"
"""Version of an empty graph."""


def node_digest(id_: str, labels: Iterable[str], properties: Mapping[str, object]) -> int:
    """Return the number of one node; technical properties are left out."""
    return _digest(["n", id_, sorted(labels), _declared(properties)])


def relationship_digest(id_: str, type_: str, start: str, end: str, properties: Mapping[str, object]) -> int:
    """Return the number of one relationship; technical properties are left out."""
    return _digest(["r", id_, type_, start, end, _declared(properties)])


def add(version: str, *, added: Iterable[int], removed: Iterable[int]) -> str:
    """Return the version after some entities appeared and others disappeared (64 hexadecimal digits)."""
    total = (int(version, 16) + sum(added) - sum(removed)) % _MODULUS
    return f"{total:064x}"


def _declared(properties: Mapping[str, object]) -> dict[str, object]:
    return {
        key: _number(value)
        for key, value in sorted(properties.items())
        if key not in TECHNICAL_PROPERTIES and key != "id" and value is not None
    }


def _number(value: object) -> object:
    # An engine may give back 22 for 22.0: both must hash alike.
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, list):
        return [_number(item) for item in value]
    return value


def _digest(canonical: object) -> int:
    return int.from_bytes(hashlib.sha256(_CANONICAL.encode(canonical).encode()).digest(), "big")
