"""Tell a function (« Chargée de mission ») from what looks like the first name and the name of a person."""

from __future__ import annotations

import re
from typing import Final

from ingest.headings import fold
from ingest.personal import names_service

_PART = r"[A-ZÀ-ÖØ-ÝŒ][a-zà-öø-ÿœ]+"
_FIRST_NAME = re.compile(rf"{_PART}(?:-{_PART})*")
_NAME = re.compile(rf"(?:[dDL][’']|Mc|Mac)?(?:{_PART}|[A-ZÀ-ÖØ-ÝŒ]{{5,}})(?:-(?:{_PART}|[A-ZÀ-ÖØ-ÝŒ]{{2,}}))*")
_PARTICLES: Final = frozenset({"de", "du", "des", "le", "la", "van", "von", "el", "ben"})
_ENDINGS: Final = ("trice", "teur", "tion", "sion", "logue", "euse", "iere", "ires", "ales", "eaux", "elles")
"""Ends of words that functions, services and their adjectives have, and that few names have."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_WORDS: Final = _words(
    """
    adjoint adjointe agent agglomeration animateur animatrice attache attachee auxiliaire armor bretagne cadre chef
    cheffe charge chargee comptable correspondant correspondante docteur elu elue est expert experte facilitatrice
    finistere grand grande haute haut ille infirmier infirmiere ingenieur ingenieure inspecteur interne juriste mairie
    maire medecin mission morbihan nord numerique ouest pharmacien pilote pole president presidente preventeur
    prevention pays redon rennes brest quimper vannes lorient fougeres vitre saint sainte secretaire senior stagiaire
    sage sud technicien technicienne vallee vallons val vice vilaine volontaire sociale social general generale
    generaux regional regionale departemental departementale national nationale communal communale communautaire
    intercommunal intercommunale municipal municipale territorial territoriale local locale mental mentale
    administratif administrative technique publique public medical medicale social sociaux qualite securite
    communaute commune canton comite groupe equipe gouvernance strategie politique politiques projets donnees
    autonomie vieillesse famille petite handicap precarite nutrition sport addictions cancer parentalite mobilite
    """
)


def looks_like_name(text: str) -> bool:
    """
    Tell whether a function, or a part of it between commas, looks like a first name and a name.

    Notes
    -----
    Two words that begin with a capital, none of which is a word of functions, of services or of territories. A short
    word all in capitals is an acronym.
    """
    return any(_is_name(part.split()) for part in re.split(r"[,;:()/–—|]|\s-\s", text))


def _is_name(words: list[str]) -> bool:
    kept = [word for word in words if word.casefold() not in _PARTICLES or word is words[0]]
    if len(kept) != 2 or len(words) > 4:
        return False
    first, last = kept
    if not (_FIRST_NAME.fullmatch(first) and _NAME.fullmatch(last)):
        return False
    parts = fold(f"{first} {last}").split()
    return not any(part in _WORDS or names_service(part) or part.endswith(_ENDINGS) for part in parts)
