"""Read the weights a reader gave to the parts of a score; those not given keep their default."""

from __future__ import annotations

from collections.abc import Mapping

from graph.answers.errors import BadParameter
from graph.answers.parameters import Request

PARAMETER = "poids"


def read_weights(request: Request, defaults: Mapping[str, float], name: str = PARAMETER) -> dict[str, float]:
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

    Raises
    ------
    BadParameter
        If a part is unknown, a weight is not a number of 0 or more, or all weights are 0.
    """
    found = dict(defaults)
    remedy = f"Par défaut : {', '.join(f'{key}={value:g}' for key, value in defaults.items())}."
    for text in request.values.get(name) or ():
        part, sign, number = str(text).partition("=")
        part = part.strip()
        if not sign or part not in defaults:
            raise BadParameter(name, f"« {text} » n’est pas un poids de cette question.", remedy)
        try:
            found[part] = float(number.strip().replace(",", "."))
        except ValueError:
            raise BadParameter(name, f"« {number} » n’est pas un nombre ({part}).", remedy) from None
        if not 0 <= found[part] < float("inf"):
            raise BadParameter(name, f"Un poids ne peut pas être négatif ni infini ({text}).", remedy)
    if not any(found.values()):
        raise BadParameter(name, "Tous les poids sont à zéro : il n’y a plus rien à compter.", remedy)
    return found
