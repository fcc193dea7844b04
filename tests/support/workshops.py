"""Make workshops for the tests: participants, forms, plans."""

from __future__ import annotations

from collections.abc import Mapping

from app.workshops.record import DAY, Contact, Form, Participant, Round, Workshop

Said = tuple[int | None, bool | None, int | None]
"""What a form says of one other: before, met, today."""


def participant(number: int, nom: str = "", **values: object) -> Participant:
    """Return a participant `pNN`."""
    id_ = f"p{number:02d}"
    given = {"organisme": f"org-{number}", "acteur": f"acteur:{number}", **values}
    return Participant(id=id_, nom=nom or f"Organisme {number}", **given)  # type: ignore[arg-type]


def workshop(count: int = 6, **values: object) -> Workshop:
    """Return a workshop of so many participants."""
    given: dict[str, object] = {
        "id": "redon-2026-03-18",
        "titre": "Atelier de Redon",
        "territoire": "EPCI-243500741",
        "date": "2026-03-18",
        "participants": tuple(participant(number) for number in range(1, count + 1)),
        **values,
    }
    return Workshop(**given)  # type: ignore[arg-type]


def form(who: str, said: Mapping[str, Said], moment: str = DAY, **values: str) -> Form:
    """Return a form from what it says of others, by id."""
    contacts = tuple(
        Contact(autre=other, avant=before, rencontre=met, aujourd_hui=today)
        for other, (before, met, today) in said.items()
    )
    return Form(participant=who, moment=moment, contacts=contacts, **values)


def rounds(*tables: tuple[str, ...]) -> tuple[Round, ...]:
    """Return a plan of one round, from its tables written « p01 p02 »."""
    return (tuple(tuple(table) for table in tables),)
