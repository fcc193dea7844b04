"""Read how a network is to be drawn from the options of a command: the same choices as the address of the screen."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from app.commands.failures import misuse
from app.view_models.layouts.subject import LAYOUTS
from app.view_models.network_address import SEPARATOR, NetworkChoice, read_choice
from app.view_models.network_aggregate import AGGREGATIONS
from app.view_models.network_filters import UNKNOWN
from app.view_models.network_view import CERTITUDES
from app.view_models.palette import NATURES, SECTEURS
from graph.model.dates import is_partial_date, last_day, no_date
from graph.model.vocabularies import vocabulary

OPTIONS: Final[Mapping[str, str]] = {
    "disposition": "--layout",
    "groupes": "--group",
    "natures": "--nature",
    "secteurs": "--sector",
    "themes": "--theme",
    "publics": "--public",
    "certitudes": "--certainty",
    "depuis": "--since",
    "fini": "--ended",
}
"""Option that gives each value of the address of the screen."""

_LISTS: Final = {"themes": "thematiques", "publics": "publics"}


def read_view(given: Mapping[str, str | Sequence[str] | bool | None]) -> NetworkChoice:
    """
    Return what the options ask of a picture, without its start.

    Parameters
    ----------
    given
        Values by name of the address (see `OPTIONS`): texts as a person writes them, codes or French labels.

    Raises
    ------
    app.commands.failures.CommandFailure
        If a value is none of those that its option may take: the message lists them.
    """
    address: dict[str, str] = {}
    for name, value in given.items():
        if not value:
            continue
        if name == "fini":
            address[name] = "oui"
        elif name == "depuis":
            address[name] = _day(str(value))
        else:
            texts = [value] if isinstance(value, str) else list(value) if not isinstance(value, bool) else []
            address[name] = SEPARATOR.join(_code(name, text) for text in texts)
    return read_choice(lambda name: address.get(name, ""))


def asked_for(given: Mapping[str, object]) -> list[str]:
    """Return the options that were given, in order."""
    return [OPTIONS[name] for name, value in given.items() if value]


def _code(name: str, text: str) -> str:
    """Return the code that a text stands for, whatever its capitals and apostrophes."""
    wanted = _plain(text)
    if name in _LISTS:
        term = vocabulary(_LISTS[name]).find(text)
        if term:
            return term.code
        near = difflib.get_close_matches(wanted, [_plain(one) for one in _terms(name)], n=5, cutoff=0.4)
        labels = [label for label in _terms(name) if _plain(label) in near]
        raise misuse(
            f"{OPTIONS[name]} ne connaît pas « {text} ».",
            f"Proches : {', '.join(labels)}." if labels else "Les noms sont ceux du filtre de l’écran Réseau.",
        )
    choices = _choices(name)
    found = next((code for code, label in choices.items() if wanted in {_plain(code), _plain(label)}), None)
    if found is None:
        raise misuse(f"{OPTIONS[name]} ne connaît pas « {text} ».", f"Choisissez : {_said(choices)}.")
    return found


def _terms(name: str) -> list[str]:
    return [term.libelle for term in vocabulary(_LISTS[name]).terms.values()]


def _choices(name: str) -> Mapping[str, str]:
    """Return the labels of an option by code."""
    every: dict[str, Iterable[tuple[str, str]]] = {
        "disposition": ((code.value, label) for code, label in LAYOUTS.items()),
        "groupes": ((code.value, label) for code, label in AGGREGATIONS.items()),
        "natures": ((code, style.caption) for code, style in NATURES.items()),
        "secteurs": (*((code, style.caption) for code, style in SECTEURS.items()), (UNKNOWN, "Secteur non précisé")),
        "certitudes": CERTITUDES.items(),
    }
    return dict(every[name])


def _said(choices: Mapping[str, str]) -> str:
    return ", ".join(choices)


def _plain(text: str) -> str:
    return text.strip().replace("'", "’").casefold()


def _day(text: str) -> str:
    if not is_partial_date(text.strip()):
        raise misuse(no_date(text), "Écrivez --since AAAA-MM-JJ.")
    return last_day(text.strip())
