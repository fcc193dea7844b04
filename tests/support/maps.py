"""Give maps of real communes with made-up facts: the same each time."""

from __future__ import annotations

from app.view_models.map_layers import CoverageLayer, Layer, OverlapLayer, Scheme, StatesLayer
from graph.reference.loader import load_reference

REDON, VITRE, FOUGERES = "243500741", "200039022", "200072452"
SCHEMES = ("CLS du Pays de Redon", "CPTS du Sud Ille-et-Vilaine", "CPTS de Vilaine et Don")


def communes(*epci: str) -> frozenset[str]:
    """Return the ids of the communes of some EPCI."""
    return frozenset(f"COM-{code}" for siren in epci for code in load_reference().communes_by_epci[siren])


def of_region(code: str) -> list[str]:
    """Return the ids of the communes of a région, in code order."""
    return [f"COM-{commune}" for commune in load_reference().communes_by_region[code]]


def layer(name: str) -> Layer:
    """Return the layer of a map by name."""
    return {
        "deux": lambda: overlap(2),
        "trois": lambda: overlap(3),
        "etats": states,
        "etats_bretagne": states_of_brittany,
        "couverture": lambda: coverage("53"),
        "agregat": lambda: coverage("53"),
        "agregat_deux": overlap_of_brittany,
        "france": national,
        "reunion": lambda: coverage("04"),
        "melange": mixed,
        "vide": lambda: CoverageLayer(titre="Rien", counts={}),
    }[name]()


def overlap(size: int) -> OverlapLayer:
    """Return schemes that share communes around Redon."""
    around = sorted(communes(REDON))
    longitudes = load_reference().communes
    ordered = sorted(around, key=lambda id_: (longitudes[id_.removeprefix("COM-")].lon or 0.0, id_))
    upright = sorted(around, key=lambda id_: (longitudes[id_.removeprefix("COM-")].lat or 0.0, id_))
    parts = (frozenset(ordered[:20]), frozenset(ordered[12:28]), frozenset(upright[:14]))
    return OverlapLayer(
        titre="Communes partagées",
        schemes=tuple(Scheme(nom, part) for nom, part in zip(SCHEMES[:size], parts, strict=False)),
        scope=frozenset(around),
    )


def overlap_of_brittany() -> OverlapLayer:
    """Return two schemes as wide as départements."""
    ids = of_region("53")
    return OverlapLayer(
        titre="Communes partagées",
        schemes=(
            Scheme("Dispositif de l’est", frozenset(id_ for id_ in ids if id_[4:6] in {"35", "22"})),
            Scheme(
                "Dispositif du sud", frozenset(id_ for id_ in ids if id_[4:6] in {"35", "56"} and id_ < "COM-56150")
            ),
        ),
        scope=frozenset(ids),
    )


def coverage(region: str) -> CoverageLayer:
    """Return how many schemes cover the communes of a région: some unknown, the others by their code."""
    counts = {id_: None if int(id_[-2:]) % 11 == 0 else int(id_[-3:]) // 60 % 6 for id_ in of_region(region)}
    names = {id_: tuple(f"Dispositif {rank}" for rank in range(1, (count or 0) + 1)) for id_, count in counts.items()}
    return CoverageLayer(titre="Dispositifs par commune", counts=counts, covered_by=names)


def national() -> CoverageLayer:
    """Return the communes of the whole country."""
    counts = {f"COM-{code}": int(commune.epci or 0) // 100 % 4 for code, commune in load_reference().communes.items()}
    return CoverageLayer(titre="Dispositifs par commune", counts=counts)


def mixed() -> CoverageLayer:
    """Return communes of the mainland and of La Réunion, a commune without contour and an unknown place."""
    counts: dict[str, int | None] = dict.fromkeys(of_region("04"), 1)
    counts |= dict.fromkeys(communes(REDON), 2) | {"COM-15031": 0, "terr:quartier": 1}
    return CoverageLayer(titre="Dispositifs par commune", counts=counts)


def states() -> StatesLayer:
    """Return the four states over the EPCI of Ille-et-Vilaine."""
    reference = load_reference()
    epci = sorted({e for c in reference.communes_by_departement["35"] if (e := reference.communes[c].epci)})
    codes = ("present", "en_projet", "absent_confirme", "non_documente", "present")
    return StatesLayer(
        titre="Contrat local de santé",
        states={f"EPCI-{siren}": codes[rank % len(codes)] for rank, siren in enumerate(epci)},
        details={f"EPCI-{epci[0]}": ("CLS 2021-2026",)},
    )


def states_of_brittany() -> StatesLayer:
    """Return every state over the communes of Bretagne."""
    codes = ("present", "en_projet", "absent_confirme", "non_documente", "terme_depasse")
    reference = load_reference()
    epci = {
        siren: rank
        for rank, siren in enumerate(sorted({reference.communes[id_[4:]].epci or "" for id_ in of_region("53")}))
    }
    return StatesLayer(
        titre="Contrat local de santé",
        states={id_: codes[epci[reference.communes[id_[4:]].epci or ""] % len(codes)] for id_ in of_region("53")},
    )
