"""Make networks that look like a French health territory, any size, the same for the same seed."""

from __future__ import annotations

import random

from app.view_models.network import EdgeRecord, NodeRecord

_PLACES = (
    "Redon", "Pipriac", "Guichen", "Fougères", "Vitré", "Saint-Malo", "Dinan", "Ploërmel", "Brocéliande",
    "Quimperlé", "Concarneau", "Landerneau", "Morlaix", "Carhaix", "Pontivy", "Auray", "Vannes", "Lorient",
    "Lannion", "Guingamp", "Loudéac", "Lamballe", "Montfort-sur-Meu", "Liffré", "Janzé", "Retiers",
)  # fmt: skip
_ACTEURS = (
    ("Centre hospitalier de {}", "sante"),
    ("Maison de santé pluriprofessionnelle de {}", "sante"),
    ("Association d’aide à domicile du pays de {}", "medico_social"),
    ("Service d’accompagnement à la vie sociale de {}", "medico_social"),
    ("Centre communal d’action sociale de {}", "social"),
    ("Caisse primaire d’assurance maladie, antenne de {}", "protection_sociale"),
    ("Mutualité sociale agricole, secteur de {}", "protection_sociale"),
    ("{} Communauté", "collectivite"),
    ("Sous-préfecture de {}", "etat"),
    ("Collège public de {}", "education"),
    ("Mission locale du pays de {}", "emploi_insertion"),
    ("Office public de l’habitat de {}", "habitat"),
    ("Club omnisports de {}", "sport"),
    ("Groupe d’entraide mutuelle de {}", "usagers"),
)
_DISPOSITIFS = ("Contrat local de santé du pays de {}", "Conseil local en santé mentale de {}")
_THEMES = (
    "Prévenir les conduites addictives chez les jeunes",
    "Faciliter l’accès aux soins des personnes en situation de précarité",
    "Repérer la souffrance psychique des agriculteurs",
    "Soutenir les aidants",
    "Développer l’activité physique adaptée",
)


def realistic_network(count: int, seed: int = 35) -> tuple[list[NodeRecord], list[EdgeRecord]]:
    """
    Return some dispositifs, their acteurs and actions, and a few nodes without any link.

    Parameters
    ----------
    count
        Number of nodes, at least 10.
    seed
        Another seed, another network.

    Returns
    -------
    nodes, edges
        Ids start with `acteur:`, `disp:` or `action:`.
    """
    draw = random.Random(seed)
    nodes: list[NodeRecord] = []
    dispositifs = max(2, count // 12)
    actions = count // 4
    for i in range(dispositifs):
        both = i % 5 == 4
        name = (
            f"CPTS de {_PLACES[i % len(_PLACES)]}"
            if both
            else _DISPOSITIFS[i % 2].format(_PLACES[i // 2 % len(_PLACES)])
        )
        nodes.append(
            NodeRecord(
                id=f"disp:{i:03}",
                labels=("Dispositif", "Acteur") if both else ("Dispositif",),
                nom=name,
                secteur="sante" if both else None,
            )
        )
    nodes += [
        NodeRecord(id=f"action:{i:03}", labels=("Action",), nom=f"Action {i + 1} – {_THEMES[i % len(_THEMES)]}")
        for i in range(actions)
    ]
    acteurs = count - dispositifs - actions
    for i in range(acteurs):
        pattern, secteur = _ACTEURS[i % len(_ACTEURS)]
        nodes.append(
            NodeRecord(
                id=f"acteur:{i:03}",
                labels=("Acteur", "Entite"),
                nom=pattern.format(_PLACES[i // len(_ACTEURS) % len(_PLACES)]),
                secteur=secteur,
                collectif=i % 17 == 16,
            )
        )
    edges: list[EdgeRecord] = []

    def link(type_: str, label: str, start: str, end: str, weight: float) -> None:
        rank = len(edges)
        edges.append(
            EdgeRecord(
                id=f"r-{rank:05}",
                type=type_,
                label=label,
                start=start,
                end=end,
                certitude="inactif" if rank % 23 == 22 else "incertain" if rank % 4 == 3 else "certain",
                weight=weight,
                proof="Convention signée le 15/09/2021",
            )
        )

    for i in range(actions):
        link("COMPREND", "comprend", f"disp:{i % dispositifs:03}", f"action:{i:03}", 0.2)
        link("PILOTE", "pilote", f"acteur:{draw.randrange(acteurs):03}", f"action:{i:03}", 1.0)
    for i in range(acteurs):
        if i % 11 == 10:
            continue
        home = i * dispositifs // acteurs
        link("SIGNE", "signe", f"acteur:{i:03}", f"disp:{home:03}", 0.8)
        if draw.random() < 0.25:
            link(
                "EST_PARTENAIRE",
                "est partenaire de",
                f"acteur:{i:03}",
                f"disp:{draw.randrange(dispositifs):03}",
                0.6,
            )
    return nodes, edges
