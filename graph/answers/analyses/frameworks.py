"""Set pairs of framework documents apart from the others, unless the question asks for them."""

from __future__ import annotations

from collections.abc import Collection

from graph.answers.analyses.overlap_schemes import Schemes
from graph.answers.parameters import Request
from graph.answers.sentence import fill
from graph.model.vocabularies import vocabulary

ASKED = "cadres"
"""Parameter that ranks pairs of framework documents like the others."""


def frameworks_asked(request: Request, types: Collection[str]) -> bool:
    """Tell whether pairs of framework documents are ranked: asked for, or schemes or types are named."""
    return bool(types) or bool(request.values.get("dispositif")) or request.values.get(ASKED) == "oui"


def both_frameworks(schemes: Schemes, pair: Collection[str]) -> bool:
    """Tell whether every scheme of a pair is a framework document: regional plan, agreement on objectives, strategy."""
    terms = vocabulary("types_dispositif").terms
    kinds = [terms.get(str(schemes.type_of(id_))) for id_ in pair]
    return all(term is not None and term.attributes.get("cadre") for term in kinds)


def framework_warnings(n: int) -> list[str]:
    """Say how many pairs of framework documents are apart, and how to rank them; nothing when there is none."""
    if not n:
        return []
    count = fill("{n:paire de documents-cadres est|paires de documents-cadres sont}", {"n": n})
    return [
        f"{count} à part (projet régional, contrat d’objectifs, convention, stratégie) : pour les classer avec les "
        "autres, demandez « cadres=oui », ou nommez leur type."
    ]
