"""Prepare the readings of the network: which question each asks, about what, where its actors are in the picture."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from app.view_models.network_scope import AROUND, TERRITORY
from app.view_models.typography import counted, sentence, typeset
from graph.answer import Answer, Row
from graph.answers.sentence import of_name

BROKERS, FORGOTTEN, HEALTH = "relais", "liens_oublies", "sante_reseau"
"""Readings; each bears the name of its question."""

_LABELS: Final = {
    BROKERS: "Qui relie les groupes",
    FORGOTTEN: "Liens oubliés",
    HEALTH: "Santé du réseau",
}

LEFT_OUT: Final[Mapping[str, tuple[str, ...]]] = {
    BROKERS: (
        "secteur", "contrainte", "taille_efficace", "articulation", "composantes_creees", "coordinateur",
        "gardien_representant", "consultant", "liaison", "liens_termines", "liens_non_dates",
    ),
    FORGOTTEN: ("communs", "actions_a", "actions_b", "n_intermediaires"),
    HEALTH: ("mesure", "veut_dire", "ne_dit_pas", "reference"),
}  # fmt: skip
"""Columns that only the drawer of a row shows."""

LARGEST: Final = 8000
"""Actors above which a reading asks for a territory first."""

_MOST_LINKS = 8
_AT_ONCE = 7


@dataclass(frozen=True, slots=True)
class ActorLink:
    """
    Hold a link that shows an actor in the picture.

    Parameters
    ----------
    id, label
        Actor and its name.
    values
        Values of the address of the network that shows it.
    """

    id: str
    label: str
    values: Mapping[str, str]


def readings() -> dict[str, str]:
    """Return the French label of each reading whose question exists, in order."""
    return dict(_LABELS)


def scope_sentence(territory: str) -> str:
    """Say what the figures are about, and why they may count fewer actors than the picture shows."""
    counted_once = (
        "Un service y compte avec son organisme et un groupe sans nom n’y compte pas : "
        "le nombre d’acteurs peut donc différer de celui de l’image."
    )
    if territory:
        said = f"Les mesures portent sur les acteurs {of_name(territory)} et sur ce qu’ils y font ensemble."
    else:
        said = "Les mesures portent sur toute la base, quel que soit le point de départ de l’image."
    return sentence(f"{said} {counted_once}")


def scroll_hint(rows: int) -> str:
    """Return what to say above a table whose rows do not all show at once, or an empty text."""
    return f"{counted(rows, 'ligne')} : faites défiler le tableau pour les voir toutes." if rows > _AT_ONCE else ""


def too_large(actors: int, territory: str) -> str:
    """Return why the whole base is not measured here, or an empty text."""
    if territory or actors <= LARGEST:
        return ""
    return "Cette base a trop d’acteurs pour être lue d’un coup : choisissez « D’un territoire » ci-dessus."


def scope_of(view: str, identifier: str) -> str:
    """Return the territory that the readings are about; empty for the whole base."""
    return identifier if view == TERRITORY else ""


def actor_links(
    rows: Iterable[Row], drawn: Collection[str], here: Mapping[str, str], columns: Sequence[str] = ("acteur_id",)
) -> tuple[ActorLink, ...]:
    """
    Return the links to the first actors of a reading, each once.

    Parameters
    ----------
    rows
        Rows of the answer.
    drawn
        Ids that the picture shows.
    here
        Values of the address of this picture; an actor that it does not show is put at the centre of another one.
    columns
        Columns that hold actors.
    """
    found: dict[str, ActorLink] = {}
    for row in rows:
        for column in columns:
            identifier = str(row.valeurs[column])
            place = here if identifier in drawn else {"vue": AROUND, "id": identifier}
            label = typeset(str(row.valeurs[column.removesuffix("_id")]))
            found.setdefault(identifier, ActorLink(identifier, label, {**place, "choix": identifier}))
            if len(found) == _MOST_LINKS:
                return tuple(found.values())
    return tuple(found.values())


def actor_columns(name: str) -> tuple[str, ...]:
    """Return the columns of a reading that hold actors; none for the health of the whole."""
    return {BROKERS: ("acteur_id",), FORGOTTEN: ("a_id", "b_id")}.get(name, ())


def about(answer: Answer, identifier: str) -> str:
    """Return what a reading says of the actor that the picture starts from, or an empty text."""
    row = next((row for row in answer.lignes if row.valeurs.get("acteur_id") == identifier), None)
    return sentence(row.phrase) if row else ""
