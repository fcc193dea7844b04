"""Find personal data in a text: nominative e-mail, mobile number, civility followed by a name. Keeps none of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

HIDDEN = "donnée masquée"
"""What stands for personal data in a message."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_EMAIL = re.compile(r"(?<![\w.+-])([\w+-]+(?:\.[\w+-]+)*)@[\w-]+(?:\.[\w-]+)+")
_SEPARATOR = r"[\s.\-–_/·,]{0,3}"
_MOBILE = re.compile(
    rf"(?<![\w])(?:(?:\+|00){_SEPARATOR}33{_SEPARATOR}(?:\(0\)|0)?{_SEPARATOR}|\(?0{_SEPARATOR}\)?)[67]"
    rf"(?:{_SEPARATOR}\d){{8}}(?!\d)"
)
_DIGIT = re.compile(r"\d")
_DAY = re.compile(r"\d{1,2}[/.\-]\d{1,2}[/.\-](?:19|20)\d{2}|(?:19|20)\d{2}[/.\-]\d{1,2}[/.\-]\d{1,2}")
_CIVILITY = re.compile(
    r"(?P<before>(?:[\w’'.-]+\s+){0,2})"
    r"(?<![\w.])(?P<civility>M\.|MM\.|Mr\.?|M(?:me|lle)s?\.?|MME|MLLE|[Mm]onsieur|[Mm]adame|[Mm]ademoiselle|"
    r"MONSIEUR|MADAME|Dre?\.?|[Dd]octeure?|Pre?\.?|[Pp]rofesseure?|Me|Ma[îi]tre)\s+"
    r"(?P<name>[A-ZÀ-ÖØ-ÝŒ][\w’'-]*)"
)
_TITLES = frozenset(
    {"dr", "dre", "docteur", "docteure", "pr", "pre", "professeur", "professeure", "me", "maître", "maitre"}
)
_PLACES = _words(
    """
    rue avenue av bd boulevard place allée impasse quai square cours chemin route hôpital hospitalier clinique
    maison résidence espace centre institut fondation lycée collège école stade ehpad pôle pavillon salle
    polyclinique
    """
)
_OFFICES = _words("maire préfet préfète ministre président présidente directeur directrice sous-préfet ou et")
_ARTICLES = _words("le la les")
_GENERIC = _words(
    """
    accueil action actions administration adherents agence agglo animation antenne assistance association ars
    bureau cabinet caf carsat ccas ch chu clic cls clsm collectivite com communaute communication compta
    comptabilite contact contrat coord coordination copil courrier cpam cpts crf ctrs dac demarches departement
    developpement direction dispositif dispositifs dt education ehpad emploi enfance equipe espace etablissement
    famille fondation formation gestion habitat hopital info infos information insertion jeunesse local locale
    logement mail mairie maison mediation medico mission mobile msa msp mutualite no noreply parcours partenaire
    partenaires partenariat partenariats pays petite plateforme pole prefecture presidence prevention projet
    projets promotion ptsm public publique qualite referent region relation relations reply reseau ressources rh
    sante secretariat seniors service services siege social sociale solidarite standard support sociales soins
    territoire territoriale territoires territorial urps usager usagers vie ville webmaster
    """
)


def find(text: str) -> str | None:
    """
    Return what kind of personal data a text holds, in French, or None.

    Notes
    -----
    A mailbox is nominative when its name reads like `prenom.nom` or `p.nom` and no part of it is a word of services
    (`accueil`, `sante`…). A title before a name is accepted in the name of a street or of a house (« rue du Docteur
    Roux »). Names alone, landlines and addresses are not looked for.
    """
    return next((kind for kind, _ in _spans(text)), None)


def mask(text: str) -> str:
    """Return the text with the personal data that `find` sees replaced by « donnée masquée »."""
    spans = sorted(span for _, span in _spans(text))
    if not spans:
        return text
    pieces, position = [], 0
    for start, end in spans:
        if start >= position:
            pieces += [text[position:start], HIDDEN]
        position = max(position, end)
    return "".join(pieces) + text[position:]


def _spans(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    if "@" in text:
        for match in _EMAIL.finditer(text):
            if _nominative(match.group(1)):
                yield "adresse électronique nominative", match.span()
    if _DIGIT.search(text):
        for match in _MOBILE.finditer(text):
            if not _DAY.search(match.group()):
                yield "numéro de téléphone mobile", match.span()
    for match in _CIVILITY.finditer(text):
        if _names_someone(match):
            # The first name, then the name, and no more than can be names.
            tail = re.match(r"(?:[\s-]+[A-ZÀ-ÖØ-ÝŒ][\w’'-]*){0,3}", text[match.end() :])
            yield "civilité suivie d’un nom", (match.start("civility"), match.end() + (tail.end() if tail else 0))


def _nominative(local: str) -> bool:
    words = [_fold(word) for word in re.split(r"[._]", local) if word]
    if len(words) < 2 or any(not re.fullmatch(r"[a-z-]+", word) for word in words):
        return False
    parts = {part for word in words for part in word.split("-")}
    return not parts & _GENERIC and len(words[-1]) > 1


def _names_someone(match: re.Match[str]) -> bool:
    name = match.group("name").casefold()
    following = match.string[match.end() :].split()
    if name in _ARTICLES and following:
        name = following[0].strip(".,;").casefold()
    if name in _OFFICES or name.startswith(("l'", "l’")):
        return False
    civility = match.group("civility").rstrip(".").lower()
    if civility in _TITLES:
        before = [word.strip(".,").casefold() for word in match.group("before").split()]
        if before and before[-1] in {"de", "du", "des", "d’", "d'"}:
            before.pop()
        return not (before and before[-1] in _PLACES)
    return True


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))
