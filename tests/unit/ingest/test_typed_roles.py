"""A relationship that has one role only is typed with it, as the sheets read it."""

import pytest

from ingest.entries import add_relationship


@pytest.mark.parametrize(
    ("type_", "given", "expected"),
    [
        ("SIGNE", {}, "signataire"),
        ("SIGNE", {"role": " "}, "signataire"),
        ("ANIME", {}, None),
        ("ANIME", {"role": "coordinateur"}, "coordinateur"),
    ],
)
def test_the_role_of_a_typed_relationship(type_: str, given: dict[str, str], expected: str | None) -> None:
    [(_, cells)] = add_relationship(type_, "acteur:a", "disp:d", given).lignes
    assert cells.get("role") == expected
