"""Choose the intercommunalités of a planted block, and measure perimeters the plainest way."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from graph.reference.loader import load_reference

Shares = Mapping[str, float]
"""Share covered by commune code."""

PURPOSES = ("gauche", "milieu", "droite", "lointain", "inventorie", "inconnu", "dates")
_FEWEST_COMMUNES = 12


@dataclass(frozen=True, slots=True)
class Ground:
    """
    Hold the intercommunalités (SIREN) that a block keeps for itself, all inside one département.

    Parameters
    ----------
    departement, region
        Codes.
    gauche, milieu, droite
        Where schemes overlap: some cover the first two, others the last two.
    lointain
        Where a scheme lies apart from these, and where links are missing.
    inventorie, inconnu
        Without any CLS, CPTS or CLSM: the first has a complete inventory that says so, the second has none.
    dates
        Where statements are over, to come, planned or undated.
    """

    departement: str
    region: str
    gauche: str
    milieu: str
    droite: str
    lointain: str
    inventorie: str
    inconnu: str
    dates: str

    def epci(self, purpose: str) -> str:
        """Return the territory id of one of them."""
        return f"EPCI-{getattr(self, purpose)}"

    def shares(self, *purposes: str) -> dict[str, float]:
        """Return the communes of several of them, whole."""
        known = load_reference().communes_by_epci
        return {code: 1.0 for purpose in purposes for code in known[getattr(self, purpose)]}

    @property
    def sirens(self) -> frozenset[str]:
        """Return the SIREN of all of them."""
        return frozenset(getattr(self, purpose) for purpose in PURPOSES)


@cache
def epci_inside() -> Mapping[str, tuple[str, ...]]:
    """Return the SIREN of the intercommunalités that lie whole in each département."""
    reference = load_reference()
    found: dict[str, list[str]] = defaultdict(list)
    for siren, codes in reference.communes_by_epci.items():
        departements = {reference.communes[code].departement for code in codes}
        if len(departements) == 1:
            found[departements.pop()].append(siren)
    return {code: tuple(sirens) for code, sirens in sorted(found.items())}


@cache
def epci_mostly_in() -> Mapping[str, tuple[str, ...]]:
    """Return the SIREN of the intercommunalités by the département that has most of their communes."""
    reference = load_reference()
    found: dict[str, list[str]] = defaultdict(list)
    for siren, codes in reference.communes_by_epci.items():
        counted = Counter(reference.communes[code].departement for code in codes)
        found[min(counted, key=lambda code: (-counted[code], code))].append(siren)
    return {code: tuple(sirens) for code, sirens in sorted(found.items())}


def choose_ground(departement: str, draw: random.Random) -> Ground | None:
    """
    Return the intercommunalités of a block, or None when the département cannot hold one.

    Notes
    -----
    Redrawn until the classes of overlap are far from their limits: the middle weighs 20 to 80 % of each side, and the
    smallest commune of the left is under 3 % of what it is compared with.
    """
    candidates = [siren for siren in epci_inside().get(departement, ()) if len(_codes(siren)) >= _FEWEST_COMMUNES]
    others = [siren for siren in epci_inside().get(departement, ()) if siren not in candidates]
    if len(candidates) < 4 or len(candidates) + len(others) < len(PURPOSES):
        return None
    for _ in range(200):
        chosen = draw.sample(candidates, 4)
        if not _balanced(*chosen):
            continue
        left = [siren for siren in (*candidates, *others) if siren not in chosen]
        rest = draw.sample(left, 3)
        region = load_reference().departements[departement].region
        return Ground(departement, region, *chosen, *rest)
    return None


def smallest_commune(siren: str) -> str:
    """Return the code of the least populated commune of an intercommunalité."""
    communes = load_reference().communes
    return min(_codes(siren), key=lambda code: (communes[code].pop_rp2023 or 0, code))


def population(shares: Shares) -> float:
    """Return the inhabitants (RP2023) of a perimeter."""
    communes = load_reference().communes
    return sum(share * (communes[code].pop_rp2023 or 0) for code, share in sorted(shares.items()))


def shared(a: Shares, b: Shares) -> dict[str, float]:
    """Return what two perimeters share: the smaller share of each common commune."""
    return {code: min(share, b[code]) for code, share in sorted(a.items()) if code in b}


def overlap_class(a: Shares, b: Shares) -> str:
    """Return the class of an overlap, by the published limits, in population."""
    both = population(shared(a, b))
    if not set(a) & set(b):
        return "disjoint"
    pop_a, pop_b = population(a), population(b)
    if both / (pop_a + pop_b - both) >= 0.95:
        return "identique"
    largest = both / min(pop_a, pop_b)
    if largest >= 0.95:
        return "inclus"
    return "recouvrement" if largest >= 0.10 else "marginal"


def _codes(siren: str) -> tuple[str, ...]:
    return load_reference().communes_by_epci[siren]


def _balanced(gauche: str, milieu: str, droite: str, lointain: str) -> bool:
    pops = [population(dict.fromkeys(_codes(siren), 1.0)) for siren in (gauche, milieu, droite, lointain)]
    left, middle, right, far = pops
    smallest = population({smallest_commune(gauche): 1.0})
    return (
        0.2 <= middle / (left + middle) <= 0.8
        and 0.2 <= middle / (middle + right) <= 0.8
        and 0 < smallest <= 0.03 * min(far, left + middle)
    )
