"""Read the weights a reader gave to the parts of a score; those not given keep their default."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from graph.answers.errors import BadParameter
from graph.answers.parameters import Request

PARAMETER = "poids"


class Words(NamedTuple):
    """Hold how the messages name what the reader gives: « un poids », « une hypothèse »."""

    unknown: str
    negative: str
    zero: str


WEIGHT: Final = Words(
    "n’est pas un poids de cette question",
    "Un poids ne peut pas être négatif ni infini",
    "Tous les poids sont à zéro",
)
HYPOTHESIS: Final = Words(
    "n’est pas une hypothèse de cette question",
    "Une hypothèse ne peut pas être négative ni infinie",
    "Toutes les hypothèses sont à zéro",
)


def read_weights(
    request: Request, defaults: Mapping[str, float], name: str = PARAMETER, words: Words = WEIGHT
) -> dict[str, float]:
    """
    Return the weight of each part, in the order of the defaults.

    Parameters
    ----------
    request
        The question as understood; its parameter `poids` holds texts `part=0,35`.
    defaults
        Weight of each part by name.
    name
        Name of the parameter.
    words
        How messages name what is given.

    Raises
    ------
    BadParameter
        If a part is unknown, a weight is not a number of 0 or more, or all weights are 0.
    """
    found = dict(defaults)
    remedy = f"Par défaut : {', '.join(_written(key, value) for key, value in defaults.items())}."
    for text in request.values.get(name) or ():
        part, sign, number = str(text).partition("=")
        part = part.strip()
        if not sign or part not in defaults:
            raise BadParameter(name, f"« {text} » {words.unknown}.", remedy)
        try:
            found[part] = float(number.strip().replace(",", "."))
        except ValueError:
            raise BadParameter(name, f"« {number} » n’est pas un nombre ({part}).", remedy) from None
        if not 0 <= found[part] < float("inf"):
            raise BadParameter(name, f"{words.negative} ({text}).", remedy)
    if not any(found.values()):
        raise BadParameter(name, f"{words.zero} : il n’y a plus rien à compter.", remedy)
    return found


def _written(part: str, weight: float) -> str:
    """Return a weight as one types it: `territoire=0,35`."""
    return f"{part}={weight:g}".replace(".", ",")
