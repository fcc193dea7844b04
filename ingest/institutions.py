"""Name the institutions that the law puts in every région and département, and say where others are found.

What the name alone does not settle (several caisses in one département, a collectivité of its own kind) is proposed to
be filled in, never written as a fact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.reference.records import Departement, Epci, Region
from ingest.headings import slug


def _named(names: str) -> frozenset[str]:
    return frozenset(names.split("|"))


_DES = _named(
    "Alpes-de-Haute-Provence|Hautes-Alpes|Alpes-Maritimes|Ardennes|Bouches-du-Rhône|Côtes-d’Armor|Landes|"
    "Hautes-Pyrénées|Pyrénées-Atlantiques|Pyrénées-Orientales|Deux-Sèvres|Vosges|Yvelines|Hauts-de-Seine"
)
_DU = _named(
    "Calvados|Cantal|Cher|Doubs|Finistère|Gard|Gers|Jura|Loiret|Lot|Morbihan|Nord|Pas-de-Calais|Puy-de-Dôme|Bas-Rhin|"
    "Haut-Rhin|Rhône|Tarn|Territoire de Belfort|Var|Val-de-Marne|Val-d’Oise"
)
_DE_LA = _named(
    "Charente|Corrèze|Côte-d’Or|Creuse|Dordogne|Drôme|Gironde|Guadeloupe|Haute-Corse|Haute-Garonne|Haute-Loire|"
    "Haute-Marne|Haute-Saône|Haute-Savoie|Haute-Vienne|Loire|Lozère|Manche|Marne|Mayenne|Meuse|Moselle|Nièvre|Sarthe|"
    "Savoie|Somme|Vendée|Vienne"
)

_OTHER_COLLECTIVITE = frozenset({"2A", "2B", "67", "68", "69", "75", "972", "973", "976"})
_OTHER_CPAM = frozenset({"48", "59", "62", "64", "76", "971", "972", "973", "974", "976"})
_OTHER_CAF = frozenset({"48", "64", "976"})
"""Départements whose institution has another name, or that have several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Institution:
    """
    Describe one institution of a territory.

    Parameters
    ----------
    id, nom
        Id, and name; an empty name is for the person to fill in.
    type_acteur, niveau, sigle
        Codes of the vocabularies, acronym.
    territoire
        Id of the territory it has in charge.
    role
        Role of the relationship.
    texte
        Text of law, or register, that says that it exists there.
    aide
        Where to look, when the name is not known.
    """

    id: str
    nom: str
    type_acteur: str
    niveau: str
    territoire: str
    role: str = "ressort"
    sigle: str = ""
    texte: str = ""
    aide: str = ""


def of_region(region: Region) -> Iterator[Institution]:
    """Yield the institutions of a région."""
    yield Institution(
        id=f"acteur:ars-{slug(region.nom)}",
        nom=f"ARS {region.nom}",
        sigle="ARS",
        type_acteur="ars",
        niveau="regional",
        territoire=f"REG-{region.code}",
        texte="Code de la santé publique, article L1431-1",
    )


def of_departement(departement: Departement) -> Iterator[Institution]:
    """Yield the institutions of a département: préfecture, département, CPAM, CAF, MSA."""
    code, of = departement.code, genitive(departement.nom)
    place = f"DEP-{code}"
    yield Institution(
        id=f"acteur:prefecture-{code.lower()}",
        nom=f"Préfecture {of}",
        type_acteur="etat",
        niveau="departemental",
        territoire=place,
        texte="Décret n° 2004-374 du 29 avril 2004 relatif aux pouvoirs des préfets",
    )
    yield _of_kind(
        departement,
        "departement",
        "departement",
        f"Département {of}",
        "Code général des collectivités territoriales, article L3211-1",
        code in _OTHER_COLLECTIVITE,
        "La collectivité qui exerce ici les compétences du département a un autre nom : voyez son site.",
    )
    yield _of_kind(
        departement,
        "cpam",
        "assurance_maladie",
        f"CPAM {of}",
        "Code de la sécurité sociale, article L211-1",
        code in _OTHER_CPAM,
        "Plusieurs caisses, ou une caisse d’un autre nom, dans ce département : voyez ameli.fr, une ligne par caisse.",
        sigle=f"CPAM {code}",
        role="circonscription",
    )
    yield _of_kind(
        departement,
        "caf",
        "caf",
        f"CAF {of}",
        "Code de la sécurité sociale, article L212-1",
        code in _OTHER_CAF,
        "Plusieurs caisses, ou une caisse d’un autre nom, dans ce département : voyez caf.fr, une ligne par caisse.",
        sigle=f"CAF {code}",
        role="circonscription",
    )
    yield Institution(
        id=f"acteur:msa-{code.lower()}",
        nom="",
        type_acteur="msa",
        niveau="departemental",
        territoire=place,
        role="circonscription",
        aide="Une caisse de MSA couvre souvent plusieurs départements : son nom exact est sur msa.fr. Une seule ligne "
        "suffit, avec tous ses départements dans « territoires ».",
    )


def of_epci(epci: Epci) -> Institution:
    """Return an EPCI as the body that acts, beside the territory of the same name."""
    # « CA Redon Agglomération » is read « Redon Agglomération »; « CC du Pays d’Iroise » stays whole.
    short = re.sub(r"^(?:CA|CC|CU) (?!d[eu]s? |d['’]|la |le )", "", epci.nom_court)
    return Institution(
        id=f"acteur:{slug(short)}",
        nom=short,
        type_acteur="epci",
        niveau="local",
        territoire=f"EPCI-{epci.siren}",
        texte="Code officiel géographique 2026 (INSEE)",
    )


def genitive(name: str) -> str:
    """
    Return the name of a département after « de ».

    Examples
    --------
    >>> [genitive(name) for name in ("Morbihan", "Ille-et-Vilaine", "Ain", "Landes", "Vendée", "Maine-et-Loire")]
    ['du Morbihan', 'd’Ille-et-Vilaine', 'de l’Ain', 'des Landes', 'de la Vendée', 'de Maine-et-Loire']
    """
    shown = name.replace("'", "’")
    for names, word in ((_DES, "des "), (_DU, "du "), (_DE_LA, "de la ")):
        if shown in names:
            return word + shown
    if name[0] in "AEIOUYÉH" and not name.startswith("Haut"):
        return f"d’{shown}" if "-et-" in name else f"de l’{shown}"
    return f"de {shown}"


def _of_kind(
    departement: Departement,
    word: str,
    type_acteur: str,
    nom: str,
    texte: str,
    other: bool,
    aide: str,
    *,
    sigle: str = "",
    role: str = "ressort",
) -> Institution:
    return Institution(
        id=f"acteur:{word}-{departement.code.lower()}",
        nom="" if other else nom,
        sigle="" if other else sigle,
        type_acteur=type_acteur,
        niveau="departemental",
        territoire=f"DEP-{departement.code}",
        role=role,
        texte="" if other else texte,
        aide=aide if other else "",
    )
