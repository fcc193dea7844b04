"""Say which expected categories of signatories a contract has, from who signed it and who carries it."""

from __future__ import annotations

from collections.abc import Mapping

from graph.model.norms import CategorieSignataire
from graph.reference.names import normalise_name
from graph.snapshot import Fact, Snapshot

PLANNED = "prevu"
"""Status of a signature that is announced: nobody has signed yet."""


def fills(category: CategorieSignataire, type_acteur: object, nom: str, *, carries: bool) -> bool:
    """
    Tell whether a signatory fills a category.

    Parameters
    ----------
    category
        The category.
    type_acteur, nom
        Type and name of the signatory.
    carries
        Whether it carries the scheme.

    Notes
    -----
    A category is filled by an actor of its types whose name has, or has not, the declared words; that of the carrying
    body, by its relationship to the scheme.
    """
    if category.porteur:
        return carries
    name = normalise_name(nom)
    return (
        type_acteur in category.types_acteur
        and (not category.nom or any(normalise_name(word) in name for word in category.nom))
        and not any(normalise_name(word) in name for word in category.sauf_nom)
    )


def signatures(snapshot: Snapshot, dispositif_id: str) -> tuple[Fact, ...]:
    """Return the signatures of a scheme that are in force, announced ones left out, ordered by actor."""
    return tuple(fact for fact in snapshot.into(dispositif_id, "SIGNE") if fact.statut != PLANNED)


def fillers(
    snapshot: Snapshot, dispositif_id: str, categories: tuple[CategorieSignataire, ...]
) -> Mapping[str, tuple[Fact, ...]]:
    """
    Return the signatures that fill each category.

    Returns
    -------
    filled
        Signatures by code of category, in the order of the categories; an empty tuple when no signatory fills one.
    """
    carriers = {fact.start for fact in snapshot.into(dispositif_id, "PORTE", planned=True)}
    actors = snapshot.nodes("Acteur")
    signed = signatures(snapshot, dispositif_id)
    return {
        category.code: tuple(
            fact
            for fact in signed
            if fills(
                category,
                actors.get(fact.start, {}).get("type_acteur"),
                str(actors.get(fact.start, {}).get("nom") or ""),
                carries=fact.start in carriers,
            )
        )
        for category in categories
    }
