"""Say how large a synthetic territory is: one département for a unit test, a région, the whole country."""

from __future__ import annotations

from dataclasses import dataclass

from graph.reference.loader import load_reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """
    Hold the size of a synthetic territory; numbers include what is planted.

    Parameters
    ----------
    nom
        Name of the size.
    departements
        Codes of the départements where something happens; empty for all of them.
    blocs
        Number of planted blocks, one per département, in those that have intercommunalités to spare.
    acteurs, dispositifs, actions
        Numbers aimed at; the plants alone may already exceed small ones.
    reserve_epci
        Intercommunalités a département must have left for the background once a block took its own.
    """

    nom: str
    departements: tuple[str, ...]
    blocs: int
    acteurs: int
    dispositifs: int
    actions: int
    reserve_epci: int = 4

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the codes of the départements, in order."""
        return self.departements or tuple(load_reference().departements)


SMALL = Size(nom="small", departements=("29",), blocs=1, acteurs=0, dispositifs=0, actions=0, reserve_epci=0)
"""One block and nothing around it: some sixty actors, seventeen schemes, one département."""

REGION = Size(
    nom="region", departements=("22", "29", "35", "56"), blocs=2, acteurs=2_000, dispositifs=160, actions=1_000
)
"""The order of a région: 2,000 actors, about 20,000 relationships."""

NATIONAL = Size(nom="national", departements=(), blocs=30, acteurs=60_000, dispositifs=2_000, actions=25_000)
"""Every commune of France, about 650,000 nodes and relationships with the reference."""
