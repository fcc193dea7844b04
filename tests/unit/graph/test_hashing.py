"""Check the graph hash: independent of order, blind to technical fields, sensitive to facts."""

from hypothesis import given
from hypothesis import strategies as st

from graph import hashing


def test_order_and_technical_fields_do_not_matter() -> None:
    one = hashing.node_digest("a", ["Acteur", "Dispositif"], {"nom": "A", "part": 22.0, "est_fait": True})
    two = hashing.node_digest("a", ["Dispositif", "Acteur"], {"part": 22, "nom": "A", "id": "a", "origines": ["f"]})
    assert one == two


def test_any_fact_matters() -> None:
    base = hashing.relationship_digest("r-1", "SIGNE", "a", "d", {"role": "signataire"})
    others = [
        hashing.relationship_digest("r-2", "SIGNE", "a", "d", {"role": "signataire"}),
        hashing.relationship_digest("r-1", "PORTE", "a", "d", {"role": "signataire"}),
        hashing.relationship_digest("r-1", "SIGNE", "d", "a", {"role": "signataire"}),
        hashing.relationship_digest("r-1", "SIGNE", "a", "d", {"role": "autre"}),
        hashing.relationship_digest("r-1", "SIGNE", "a", "d", {}),
    ]
    assert base not in others
    assert len(set(others)) == len(others)


@given(st.lists(st.integers(min_value=0, max_value=(1 << 256) - 1)), st.randoms())
def test_adding_then_removing_comes_back(digests: list[int], random: object) -> None:
    version = hashing.add(hashing.EMPTY_VERSION, added=digests, removed=[])
    shuffled = list(digests)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert hashing.add(hashing.EMPTY_VERSION, added=shuffled, removed=[]) == version
    assert hashing.add(version, added=[], removed=digests) == hashing.EMPTY_VERSION
