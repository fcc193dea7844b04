"""Say what each FINESS category of establishment is in the model: a kind of actor, and sometimes a scheme too.

Codes and labels are those of the directory (DREES and ANS, Licence Ouverte).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ingest.headings import fold, singular


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """
    Say what the establishments of one category are.

    Parameters
    ----------
    type_acteur
        Code of `types_acteur`.
    type_dispositif
        Code of `types_dispositif` when they are schemes too, or None.
    secteur
        Code of `secteurs` when the type of actor does not give it, or None.
    """

    type_acteur: str
    type_dispositif: str | None = None
    secteur: str | None = None


_HOSPITAL = Category(type_acteur="etablissement_sante")
_HEALTH = Category(type_acteur="autre", secteur="sante")
_CARE_HOME = Category(type_acteur="esms")

CATEGORIES: dict[str, Category] = {
    "603": Category(type_acteur="msp", type_dispositif="MSP"),
    "604": Category(type_acteur="cpts", type_dispositif="CPTS"),
    "606": Category(type_acteur="dac", type_dispositif="DAC"),
    "124": Category(type_acteur="centre_sante", type_dispositif="CDS"),
    # Centres de santé sexuelle, GRADeS, mobile teams, MDPH: no scheme of the list, plain actors.
    "228": _HEALTH,
    "607": _HEALTH,
    "608": Category(type_acteur="unite_mobile", secteur="medico_social"),
    "609": Category(type_acteur="departement", secteur="medico_social"),
    # Hospitals and their psychiatric services.
    **dict.fromkeys(("101", "106", "109", "114", "128", "129", "131", "141", "146"), _HOSPITAL),
    **dict.fromkeys(("156", "161", "292", "355", "362", "365", "366", "425", "430", "444"), _HOSPITAL),
    # Pharmacies and laboratories.
    **dict.fromkeys(("610", "611", "620", "627", "628", "629"), _HEALTH),
    # Homes and services for older people.
    **dict.fromkeys(("202", "207", "209", "354", "381", "460", "500", "501", "502"), _CARE_HOME),
}
"""What the known categories are, by code."""

_LABELS = {
    "101": "Centre Hospitalier Régional (CHR)|CHU",
    "106": "Centre hospitalier, ex Hôpital local|Hôpital local",
    "124": "Centre de Santé|CDS",
    "156": "Centre Médico-Psychologique (C.M.P.)|CMP",
    "228": "Centre de santé sexuelle",
    "292": "Centre Hospitalier Spécialisé lutte Maladies Mentales|CHS",
    "354": "Service de Soins Infirmiers A Domicile (S.S.I.A.D)|SSIAD",
    "355": "Centre Hospitalier (C.H.)|CH",
    "500": "Etablissement d’hébergement pour personnes âgées dépendantes|EHPAD",
    "603": "Maison de santé (L.6223-3)|Maison de santé pluriprofessionnelle|MSP",
    "604": "Communautés professionnelles territoriales de santé (CPTS)|CPTS",
    "606": "Dispositif d’appui à la coordination (DAC)|DAC",
    "609": "Maisons Départementales des Personnes Handicapées (MDPH)|MDPH",
    "611": "Laboratoire de Biologie Médicale|LBM",
    "620": "Pharmacie d’Officine",
}
"""Labels by which tables name the categories instead of their code, and their usual short forms."""

_ASIDE = re.compile(r"\s*\([^)]*\)")
_CODE = re.compile(r"(\d{3})(?:\.0)?(?!\d)")

_BY_FAMILY = {"1": _HOSPITAL, "2": _HEALTH, "3": _HEALTH, "4": _CARE_HOME}
"""What the large families are, by the first digit of the aggregate code: hospitals, care, other health, social."""

_UNKNOWN = Category(type_acteur="autre")


def category_code(*texts: str) -> str:
    """
    Return the code of a known category that one of the texts says, as a code or as a label; empty when none does.

    Examples
    --------
    >>> category_code("604"), category_code("Communauté professionnelle territoriale de santé"), category_code("zz")
    ('604', '604', '')
    """
    for text in texts:
        code = _CODE.match(text.strip())
        if code and code[1] in CATEGORIES:
            return code[1]
        found = None if code else _codes().get(_comparable(text)) or _codes().get(_comparable(_ASIDE.sub("", text)))
        if found:
            return found
    return ""


@cache
def _codes() -> dict[str, str]:
    found: dict[str, str] = {}
    for code, labels in _LABELS.items():
        for label in labels.split("|"):
            found |= {_comparable(label): code, _comparable(_ASIDE.sub("", label)): code}
    return found


def _comparable(text: str) -> str:
    return singular(fold(text))


def category(code: str, aggregate: str = "") -> Category:
    """
    Return what an establishment is; one of an unknown category is a plain actor of its family.

    Parameters
    ----------
    code
        Category, three digits.
    aggregate
        Aggregate, four digits; may be empty.

    Examples
    --------
    >>> category("604").type_dispositif
    'CPTS'
    >>> category("999", "4401").type_acteur
    'esms'
    """
    return CATEGORIES.get(code) or _BY_FAMILY.get(aggregate[:1], _UNKNOWN)


_STATUTES = (
    ("association", "association"),
    ("mutualis", "mutualite"),
    ("hospitali", "etablissement_sante"),
    ("departement", "departement"),
    ("region", "region"),
    ("c c a s", "ccas"),
    ("centre communal d action sociale", "ccas"),
    ("commune", "commune"),
)


def type_of_legal_entity(statute: str) -> str:
    """
    Return the kind of actor that a legal status announces, `autre` when it announces none.

    Parameters
    ----------
    statute
        Label of the legal status, folded (see `ingest.headings.fold`).
    """
    return next((type_ for word, type_ in _STATUTES if word in statute), "autre")
