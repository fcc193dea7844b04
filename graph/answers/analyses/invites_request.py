"""Read what a guest list is asked for: themes with their weights, seats, who must and must not come; faults at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.answers.context import Context
from graph.answers.errors import AskError, BadParameter
from graph.answers.parameters import Request
from graph.answers.sentence import french_number
from graph.answers.weights import read_weights
from graph.model.ontology import node_spec
from graph.search import resolve

PARTS: Mapping[str, float] = {"themes": 1.0, "secteurs": 0.2, "liens": 0.1}
"""Weights of the three things that make a list good, by default."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestRequest:
    """
    Hold what is asked for.

    Parameters
    ----------
    themes
        Weight by id of theme; empty for all the themes of the territory, alike.
    mandatory, excluded
        Ids of actors, in the order given, each once.
    seats, most
        Seats, and most guests of one organisation.
    weights
        Weight of the themes, of the sectors and of the missing links.
    faults
        French sentences: what was not understood, with what to do.
    notes
        French sentences: services that were named, and for which their organisation was taken.
    """

    themes: Mapping[str, float]
    mandatory: tuple[str, ...]
    excluded: tuple[str, ...]
    seats: int
    most: int
    weights: Mapping[str, float]
    faults: tuple[str, ...]
    notes: tuple[str, ...]


def read_guest_request(context: Context, request: Request, actor: Mapping[str, str]) -> GuestRequest:
    """
    Return what is asked for.

    Parameters
    ----------
    context, request
        The question and what surrounds it.
    actor
        Organisation that stands for each service, when organisations are asked for.
    """
    faults: list[str] = []
    values = request.values
    themes = _themes(context, values["themes"], faults)
    given = {name: _actors(context, name, values[name], faults) for name in ("obligatoires", "exclus")}
    named = {name: tuple(dict.fromkeys(actor.get(id_, id_) for id_ in ids)) for name, ids in given.items()}
    try:
        weights = read_weights(request, PARTS)
    except BadParameter as error:
        faults.append(f"{error.message} {error.remedy}")
        weights = dict(PARTS)
    return GuestRequest(
        themes=themes,
        mandatory=named["obligatoires"],
        excluded=named["exclus"],
        seats=int(values["places"]),
        most=int(values["max_par_organisme"]),
        weights=weights,
        faults=tuple(faults),
        notes=tuple(_notes(context, actor, dict.fromkeys(id_ for ids in given.values() for id_ in ids))),
    )


def _actors(context: Context, name: str, texts: Iterable[str], faults: list[str]) -> list[str]:
    found = []
    for text in texts:
        try:
            found.append(resolve(context, text, ("Acteur",), name))
        except AskError as error:
            faults.append(_said(error))
    return found


def _notes(context: Context, actor: Mapping[str, str], ids: Iterable[str]) -> list[str]:
    """Say for which services their organisation was taken: to leave a service out is not to leave all of it out."""
    name = context.name_of
    return [
        f"« {name.get(id_, id_)} » est compté avec son organisme, « {name.get(actor[id_], actor[id_])} » : "
        "demandez une réponse par service pour les distinguer."
        for id_ in ids
        if actor.get(id_, id_) != id_
    ]


def _themes(context: Context, texts: Iterable[str], faults: list[str]) -> dict[str, float]:
    found: dict[str, float] = {}
    before = len(faults)
    for text in texts:
        name, sign, number = str(text).partition("=")
        weight = _weight(number) if sign else 1.0
        if weight is None:
            faults.append(
                f"« {text} » : le poids d’un thème est un nombre positif ou nul, par exemple « {name.strip()}=2 »."
            )
            continue
        try:
            found[_theme(context, name.strip())] = weight
        except AskError as error:
            faults.append(_said(error))
    if found and not any(found.values()) and len(faults) == before:
        faults.append(
            "Tous les thèmes ont un poids nul : donnez à l’un d’eux un poids d’au moins "
            f"{french_number(0.1, 1)}, ou n’en demandez aucun."
        )
    return found


def _theme(context: Context, text: str) -> str:
    spec = node_spec("Thematique")
    coded = f"{spec.prefix[0] if spec else ''}{text}"
    return coded if coded in context.name_of else resolve(context, text, ("Thematique",), "themes")


def _weight(text: str) -> float | None:
    try:
        found = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return found if 0 <= found < float("inf") else None


def _said(error: AskError) -> str:
    return f"{error.message} {error.remedy}".rstrip()
