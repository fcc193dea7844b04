"""Hold how French health writes its organisations: long forms and their acronyms, legal forms, words that tell little.

Entries are folded (see `graph.analysis.name_forms`): small letters, no accents, no empty words.
"""

from __future__ import annotations

from collections.abc import Mapping

KINDS: Mapping[str, tuple[str, ...]] = {
    "ars": ("agence regionale de sante",),
    "dd": (
        "delegation departementale", "delegation territoriale", "direction departementale ars", "dt",
    ),
    "cpam": (
        "caisse primaire d assurance maladie", "caisse primaire de l assurance maladie", "caisse d assurance maladie",
        "caisse primaire",
    ),
    "cnam": ("caisse nationale d assurance maladie", "caisse nationale de l assurance maladie", "cnamts"),
    "msa": ("mutualite sociale agricole",),
    "caf": ("caisse d allocations familiales",),
    "carsat": ("caisse d assurance retraite et de la sante au travail",),
    "departement": ("conseil departemental", "conseil general"),
    "region": ("conseil regional",),
    "ville": ("mairie", "commune", "municipalite"),
    "epci": (
        "communaute de communes", "communaute d agglomeration", "communaute urbaine", "cc", "ca", "cu", "agglomeration",
        "agglo", "intercommunalite", "communaute", "metropole",
    ),
    "ch": ("centre hospitalier", "hopital", "centre hosp"),
    "chu": ("centre hospitalier universitaire", "centre hospitalier regional universitaire", "chru"),
    "chs": ("centre hospitalier specialise", "epsm", "etablissement public de sante mentale"),
    "ehpad": ("etablissement d hebergement pour personnes agees dependantes",),
    "msp": (
        "maison de sante pluriprofessionnelle", "maison de sante pluridisciplinaire", "maison de sante multisite",
        "maison de sante universitaire", "maison de sante", "maison sante pluriprofessionnelle", "pole de sante",
    ),
    "csi": ("centre de soins infirmiers", "cds infirmiers", "centre de sante infirmiers", "centre soins inf"),
    "cds": ("centre de sante", "centre de soins"),
    "csd": ("centre de sante dentaire", "centre dentaire", "cabinet dentaire", "cabinet dent", "cds dentaire"),
    "cmp": ("centre medico psychologique",),
    "cpef": (
        "centre de planification ou d education familiale", "centre de planification et d education familiale",
        "centre de sante sexuelle", "centre planification education familiale",
    ),
    "cpts": (
        "communaute professionnelle territoriale de sante", "communaute pro territoriale de sante",
        "communautes professionnelles territoriales de sante",
    ),
    "dac": ("dispositif d appui a la coordination",),
    "mdph": (
        "maison departementale des personnes handicapees", "maison dep personnes handicapees", "mdpsh",
        "maison departementale personnes en situation de handicap", "maison dep personnes en situation de handicap",
        "maison departementale de l autonomie", "mda",
    ),
    "clic": ("centre local d information et de coordination",),
    "ccas": ("centre communal d action sociale",),
    "cias": ("centre intercommunal d action sociale",),
    "urps": ("union regionale des professionnels de sante",),
    "ireps": ("instance regionale d education et de promotion de la sante",),
    "ddets": (
        "direction departementale de l emploi du travail et des solidarites",
        "direction departementale emploi travail solidarites",
    ),
    "dsden": ("direction des services departementaux de l education nationale", "inspection academique"),
    "gem": ("groupe d entraide mutuelle",),
    "ces": ("centre d examen de sante", "centre d examens de sante"),
    "mission locale": ("ml",),
    "prefecture": (),
    "ats": ("animation territoriale de sante",),
    "maia": (),
    "pass": ("permanence d acces aux soins de sante", "permanence d acces aux soins"),
    "cls": ("contrat local de sante",),
    "clsm": ("conseil local de sante mentale",),
    "ptsm": ("projet territorial de sante mentale",),
    "prs": ("projet regional de sante",),
    "prse": ("programme regional sante environnement", "plan regional sante environnement"),
    "cpom": ("contrat pluriannuel d objectifs et de moyens",),
    "copil": ("comite de pilotage",),
    "cotech": ("comite technique",),
    "gt": ("groupe de travail",),
    "esp": ("equipe de soins primaires",),
    "cts": ("conseil territorial de sante",),
}  # fmt: skip
"""Kinds of organisation, scheme or instance, and the other ways their names begin."""

UNIQUE = frozenset({"cnam"})
"""Kinds of which there is only one: their name needs no place."""

_LEGAL_FORMS = """
    association associations assoc asso ass gie gip gcs gcsms sisa sas sasu sarl selarl scop scic scm scp loi 1901
    mutuelle
"""
LEGAL_FORMS = frozenset(_LEGAL_FORMS.split())
"""Words that say under which law an organisation stands, not which one it is."""

SHORTENED: Mapping[str, str] = {
    "st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes", "ctre": "centre", "ctr": "centre",
    "hosp": "hospitalier", "ht": "haut", "hte": "haute", "dpt": "departement", "dept": "departement",
    "psy": "psychologique", "agglo": "agglomeration", "nale": "nationale", "territ": "territoriale",
    "dep": "departementale",
}  # fmt: skip
"""Words that lists cut short."""

_WEAK = """
    accueil action agence animation antenne autonome bassin cabinet canton cellule centre comite commun conseil
    coordination delegation departemental departementale direction ensemble equipe espace familiale federation
    france general generation groupe intercommunal local locale maison medical mixte municipal mutualiste national
    nationale nouveau participatif pays pole polyvalent prevention professionnel promotion regional regionale reseau
    sante secteur service site social sociale soin structure syndicat territoire territorial territoriale union
    unite vallee ville
"""
WEAK = frozenset(_WEAK.split())
"""Words that many names share: they count for less."""

_EMPTY = """
    a au aux avec d dans de des du en et l la le les lez ou par pour sous sur
"""
EMPTY = frozenset(_EMPTY.split())
"""Words without content."""

_RIVERS = """
    01 02 03 04 05 07 08 09 10 11 12 15 16 18 19 20 21 23 24 25 26 27 30 32 36 38 39 40 42 46 47 48 50 51 52 53 54
    55 57 58 59 60 61 63 69 72 73 74 75 76 79 80 81 82 83 84 85 86 87 88 89 90 91 92 93 94 95 974
"""
RIVERS = frozenset(_RIVERS.split())
"""Départements whose name of one word is also a river, a wood or a direction: read so after a kind of organisation."""

_DEPARTMENTAL = """
    ars dd cpam caf msa departement mdph ddets dsden dac prefecture codes udaf sdis
"""
DEPARTMENTAL = frozenset(_DEPARTMENTAL.split())
"""Kinds that a département has one of: after them, its name alone means it."""
