"""Say in French why two records may be the same, and what stands against it."""

from __future__ import annotations

from collections.abc import Mapping

from graph.analysis.duplicates import (
    CONTRADICTED,
    IDENTIFIANTS,
    NATURE,
    NOM,
    SIGLE,
    TERRITOIRE,
    UNPLACED,
    Resemblance,
)
from graph.analysis.unclear import Proposal
from graph.answer import Part
from graph.answers.sentence import fill, listing

_IDENTIFIERS = {
    "siren": "SIREN",
    "siret": "SIRET",
    "finess_et": "FINESS établissement",
    "finess_ej": "FINESS entité juridique",
    "rna": "numéro RNA",
}
_LABELS = {NOM: "Nom", SIGLE: "Sigle", TERRITOIRE: "Territoire", NATURE: "Nature", IDENTIFIANTS: "Identifiants"}
_ALMOST = 0.999


def reasons(pair: Resemblance) -> list[str]:
    """Return what brings two records together, the strongest first."""
    found = [f"même {_IDENTIFIERS.get(kind, kind)}" for kind in pair.communs]
    if pair.nom.same or pair.nom.value >= _ALMOST:
        found.append("même nom, une fois lus les sigles, les abréviations et les départements")
    elif pair.nom.by_initials:
        found.append("l’un est le sigle de l’autre")
    elif pair.nom.value > 0:
        found.append(fill("noms qui se ressemblent à {n} %", {"n": round(100 * pair.nom.value)}))
    if pair.values[SIGLE] == 1 and not pair.nom.by_initials:
        found.append("même sigle")
    if pair.values[TERRITOIRE]:
        exact = pair.values[TERRITOIRE] == 1
        found.append("même territoire" if exact else "même département")
    if pair.values[NATURE]:
        found.append("même nature")
    return found


def differences(pair: Resemblance) -> list[str]:
    """Return what stands against it, and what is not known."""
    found = [f"{_IDENTIFIERS.get(kind, kind)} différents" for kind in pair.contraires]
    if pair.nom.places_differ:
        found.append("leurs noms disent deux départements ou régions différents")
    if pair.nom.numbers_differ:
        found.append("leurs noms portent des numéros ou des années différents")
    if pair.values[TERRITOIRE] == 0 and not pair.nom.places_differ:
        found.append("territoires différents")
    if pair.values[TERRITOIRE] is None:
        found.append("le territoire de l’une au moins n’est pas connu")
    if pair.values[SIGLE] == 0:
        found.append("sigles différents")
    if pair.values[NATURE] == 0:
        found.append("natures différentes")
    return found


def proposal_reasons(one: Proposal, note: str) -> list[str]:
    """Return why an unclear record may be another one."""
    found = [f"un de vos documents le propose{chr(0xA0)}: {note}" if note else "un de vos documents le propose"]
    if not one.signale:
        found = ["même nature et même sorte d’organisme"]
    if one.au_meme_endroit:
        found.append("présent là où l’objet à préciser est engagé")
    return found


def sentence(a: str, b: str, pair: Resemblance, why: list[str]) -> str:
    """Return a pair in one sentence."""
    level = "sont probablement le même objet" if pair.probable else "sont peut-être le même objet"
    return fill(
        "« {a} » et « {b} » {level} ({score} %)\u00a0: {why}. À vous de juger.",
        {"a": a, "b": b, "level": level, "score": round(100 * pair.score), "why": listing(why)},
    )


def parts(pair: Resemblance, weights: Mapping[str, float]) -> tuple[Part, ...]:
    """Return the parts of the score of a pair."""
    calculs = {
        NOM: "Moyenne des mots partagés et des suites de trois lettres partagées, une fois les noms lus.",
        SIGLE: "1 si les sigles sont les mêmes, ou si l’un est le sigle de l’autre.",
        TERRITOIRE: "1 si un territoire est commun, 0,9 ou 0,7 si c’est seulement un département.",
        NATURE: "1 si le type est le même.",
    }
    unknown = "Pas connu des deux côtés\u00a0: cette part ne compte pas."
    found = [
        Part(
            name,
            _LABELS[name],
            pair.values[name],
            weights[name],
            unknown if pair.values[name] is None else calculs[name],
        )
        for name in weights
    ]
    decided = (
        "Un identifiant officiel commun porte le score à 0,98 au moins."
        if pair.communs
        else "Des identifiants officiels différents ramènent le score à 0,30 au plus."
        if pair.contraires
        else unknown
    )
    found.append(Part(IDENTIFIANTS, _LABELS[IDENTIFIANTS], pair.values[IDENTIFIANTS], None, decided))
    if pair.score in (UNPLACED, CONTRADICTED) and not pair.communs and not pair.contraires:
        words = (
            "Sans territoire connu des deux côtés, le score ne dépasse pas 0,92."
            if pair.score == UNPLACED
            else "Un département, un numéro ou une génération différents ramènent le score à 0,30 au plus."
        )
        found.append(Part("plafond", "Plafond", pair.score, None, words))
    return tuple(found)
