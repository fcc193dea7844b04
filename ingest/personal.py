"""Find personal data: nominative e-mail, mobile, civility and name, NIR, RPPS, ADELI. Keeps none of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from stdnum.fr import nir

HIDDEN = "donnée masquée"
"""What stands for personal data in a message."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_EMAIL = re.compile(
    r"(?<![\w.+-])(?P<local>[\w+-]+(?:\.[\w+-]+)*)"
    r"(?:@|\s?[(\[]\s?(?:at|arobase|@)\s?[)\]]\s?)(?P<domain>[\w-]+(?:\.[\w-]+)+)",
    re.IGNORECASE,
)
_AT = re.compile(r"@|[(\[]\s?(?:at|arobase)\s?[)\]]", re.IGNORECASE)
_SEPARATOR = r"[\s.\-–_/·,]{0,3}"
_MOBILE = re.compile(
    rf"(?<![\w])(?:\(?(?:\+|00){_SEPARATOR}33\)?{_SEPARATOR}(?:\(0\)|0)?{_SEPARATOR}|\(?[0Oo]{_SEPARATOR}\)?)"
    rf"[67]\)?(?:{_SEPARATOR}\d){{8}}(?!\d)"
    # Without « + » or without the first zero: only the usual groups, since other digits look like these. A VAT
    # number (« FR 33 612345678 ») is not one, nor is a part of a longer list of numbers.
    r"|(?<![\w+])(?<!FR )(?<!\d[ .,\-])(?:33[\s.\-]?(?:\(0\)|0)?[67](?:[\s.\-]?\d\d){4}"
    r"|[67]\d\d(?:[\s.\-]\d\d){3}|[67](?:[\s.\-]\d\d){4})(?!\d)(?![ .,\-]\d)"
)
_SIGN = r"[\s.\-]?"
_NIR = re.compile(
    rf"(?<![\w.])[12]{_SIGN}\d\d{_SIGN}\d\d{_SIGN}(?:\d\d|2[ABab]){_SIGN}\d{{3}}{_SIGN}\d{{3}}{_SIGN}\d\d(?![\w])"
)
# Said to be one: then its key may be missing or wrong.
_NIR_SAID = re.compile(
    r"(?i:\bs[ée]cu(?:\.|\b|rit[ée] sociale)|\bNIR\b|\bNSS\b|\bn[°ºo]?\s?(?:de\s)?ss\b)\D{0,20}?"
    rf"(?P<number>[12]{_SIGN}\d\d{_SIGN}\d\d{_SIGN}(?:\d\d|2[ABab]){_SIGN}\d{{3}}{_SIGN}\d{{3}}(?:{_SIGN}\d\d)?)(?!\d)"
)
_NIR_SAYS = re.compile(r"s[ée]cu|nir|ss", re.IGNORECASE)
_PROFESSIONAL = re.compile(
    r"(?<!\w)(?:RPPS|ADELI)\b\D{0,20}(?:[18](?:[\s.\-]?\d){10}|\d(?:[\s.\-]?\d){8})(?!\d)", re.IGNORECASE
)
_REGISTER = re.compile(r"rpps|adeli", re.IGNORECASE)
_NIR_LENGTH = 15
_FEWEST_DIGITS = 9
_NINE_DIGITS = re.compile(rf"(?:\D*+\d){{{_FEWEST_DIGITS}}}")
_RPPS_NUMBER = re.compile(r"[18]\d{10}")
_ADELI_NUMBER = re.compile(r"(?:\d\d|2[AB])\d{7}")
_NIR_NUMBER = re.compile(r"[12]\d{4}(?:\d\d|2[AB])\d{6}(?:\d\d)?")
_NIR_HEADINGS = frozenset({"nir", "nss", "secu", "ss"})
_MONTHS = frozenset({*range(1, 13), *range(20, 43), *range(50, 100)})
_NIR_WORDS = "numéro de sécurité sociale"
_PROFESSIONAL_WORDS = "numéro RPPS ou ADELI d’un professionnel"
_HINTS = {
    _NIR_WORDS: " Un numéro de sécurité sociale n’a sa place dans aucun fichier de coordination.",
    _PROFESSIONAL_WORDS: " Ce numéro désigne un professionnel ; donnez plutôt le FINESS de sa structure.",
}
_BARE_MOBILE = re.compile(r"(?:0|33|0033|\+33)?[67]\d{8}")
_DIGIT = re.compile(r"\d")
_DAY = re.compile(r"\d{1,2}[/.\-]\d{1,2}[/.\-](?:19|20)\d{2}|(?:19|20)\d{2}[/.\-]\d{1,2}[/.\-]\d{1,2}")
_NAME = r"[A-ZÀ-ÖØ-ÝŒ][\w’'-]*"
_CIVILITY = re.compile(
    r"(?P<before>(?:[\w’'.-]+\s+){0,2})"
    r"(?<![\w.])(?:(?P<civility>M\.|MM\.|[Mm]rs?\.?|(?:M|m)(?:me|lle|elle)s?\.?|MME|MLLE|MELLE|"
    r"[Dd]re?\.?|DR|[Dd]octeure?|DOCTEUR|Pre?\.?|[Pp]rofesseure?|Me|Ma[îi]tre)\s+"
    rf"(?P<name>{_NAME})"
    # Words that say nothing else than a civility: a name may follow in small letters.
    r"|(?P<word>(?i:monsieur|madame|mademoiselle|messieurs|mesdames|mesdemoiselles|m(?:me|lle)\.?))\s+"
    r"(?P<any>[^\W\d_][\w’'-]+)"
    # « M » alone, but not in an amount (« 12 M EUROS »).
    r"|(?<!\d )(?<!['’])(?P<alone>M)\s+(?P<capital>[A-ZÀ-ÖØ-ÝŒ][\w’'-]{2,}))"
)
# What every civility above begins with: most texts have none, and this is much quicker to see, the more so as the
# search may jump from one of these three letters to the next.
_TITLE = re.compile(
    r"[MDPmdp](?<!\w[MDPmdp])(?:"
    r"(?<=[Mm])(?i:m|rs?|(?:me|lle|elle)s?|e|a[îi]tre|onsieur|adame|ademoiselle|essieurs|esdames|esdemoiselles|)"
    r"|(?<=[Dd])(?i:re?|octeure?)|(?<=[Pp])(?i:re?|rofesseure?))\b"
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
_OFFICES = _words(
    """
    maire maires préfet préfète préfets ministre ministres président présidente présidents présidentes directeur
    directrice directeurs directrices sous-préfet sous-préfète ou et madame monsieur mesdames messieurs
    mesdemoiselles élu élus élue élues conseiller conseillère sénateur sénatrice député députée recteur rectrice
    délégué déléguée coordinateur coordinatrice chargé chargée
    """
)
_NOT_NAMES = _words(
    """
    le la les un une de du des et ou à au aux en qui que est sont sera a ont avait son sa ses leur leurs pour par
    avec dans sur se ne tout tous toutes chaque notre votre nos vos ce cette
    """
)
_ARTICLES = _words("le la les")
_TOWNS = _words("saint sainte st ste le la les l de du des d val haut haute bas basse ille cotes vallee centre")
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
    acces aide aidants alzheimer asso associations asv beneficiaires bibliotheque cancer cd cdad cdos centre chr
    chs ciap cias cidff cjc clae clsh cmp cms collectif college comite conseil conseiller cooperation creche croix
    csapa cts culture ddets delegation demande depistage diabete dg dga dgs ecole ecoute elus environnement esms
    federation france gem gerontologie groupe handicap hebergement hospitalisation ireps jeunes laboratoire ligue
    loisirs mda mdph mediatheque metropole mutuelle ordre pass permanence planning pmi pmr polyclinique presse
    qvs reception recherche reclamation recrutement redaction rectorat residence responsable samu secours
    securite sport sports syndicat union universite urgences vaccination vie
    """
)


def find(text: str) -> str | None:
    """
    Return what kind of personal data a text holds, in French, or None.

    Notes
    -----
    A mailbox is nominative when its name reads like `prenom.nom`, `prenom-nom` or `p.nom` and no part of it is a word
    of services (`accueil`, `sante`…). A title before a name is accepted in the name of a street or of a house (« rue
    du Docteur Roux »). Names alone, landlines and addresses are not looked for.
    """
    if not may_be_personal(text):
        return None
    for kind, _ in _spans(text):
        return kind
    return None


def may_be_personal(text: str) -> bool:
    """
    Tell whether a text needs a closer look: a sign of address, the digits of a number or the letters of a civility.

    Notes
    -----
    Most texts have none of the three: then none of the other functions on texts finds anything.
    """
    text = _plain(text)
    if _has_at(text) or (len(text) >= _FEWEST_DIGITS and _NINE_DIGITS.match(text) is not None):
        return True
    return _TITLE.search(text) is not None


def find_number(text: str, heading: str) -> str | None:
    """
    Return what kind of personal number a whole cell is under its heading, in French, or None.

    Parameters
    ----------
    text
        Cell.
    heading
        Folded heading (`ingest.headings.fold`): an RPPS, an ADELI or a NIR without its key are told by it.
    """
    digits = re.sub(r"[\s.\-]", "", _plain(text)).upper()
    words = frozenset(heading.split())
    if _NIR_NUMBER.fullmatch(digits):
        keyed = len(digits) == 15 and nir.is_valid(digits)
        if keyed or words & _NIR_HEADINGS or "securite sociale" in heading:
            return _NIR_WORDS
    listed = bool(_RPPS_NUMBER.fullmatch(digits) or _ADELI_NUMBER.fullmatch(digits))
    return _PROFESSIONAL_WORDS if listed and words & {"rpps", "adeli"} else None


def hint(kind: str) -> str:
    """Return what to write instead of one kind of personal data, after a space; empty when there is nothing."""
    return _HINTS.get(kind, "")


def is_bare_mobile(text: str) -> bool:
    """Tell whether a whole cell is the digits of a mobile number, with or without its first zero or `33`."""
    return bool(_BARE_MOBILE.fullmatch(_plain(text).strip()))


def may_be_nominative(text: str) -> bool:
    """Tell whether a text holds a mailbox that may be somebody's: one word, and no word of services (`jdupont@…`)."""
    if not _has_at(text):
        return False
    return any(
        _doubtful(match["local"], match["domain"])
        for match in _EMAIL.finditer(_plain(text))
        if not _nominative(match["local"], match["domain"])
    )


def may_be_nir(text: str) -> bool:
    """Tell whether a text holds fifteen digits laid out as a NIR, whose key is wrong: a mistyped one, or no NIR."""
    if len(text) < _NIR_LENGTH or len(_DIGIT.findall(text)) < _NIR_LENGTH - 1:
        return False
    found = [re.sub(r"[\s.\-]", "", match.group()) for match in _NIR.finditer(_plain(text))]
    # The fourth and fifth digits are a month, or what stands for one when it is not known.
    return any(int(digits[3:5]) in _MONTHS and not nir.is_valid(digits) for digits in found)


def names_service(word: str) -> bool:
    """Tell whether a folded word is one of services (`accueil`, `sante`…)."""
    return word in _GENERIC


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


class _Plain(dict[int, str]):
    """Give the plain variant of a character, looked for once."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        plain = unicodedata.normalize("NFKC", character)
        self[code] = found = plain if len(plain) == 1 else character
        return found


_PLAIN = _Plain()


def _plain(text: str) -> str:
    """Replace the variants of a character (full-width digits…) by the plain one; the text keeps its length."""
    if text.isascii() or unicodedata.is_normalized("NFKC", text):
        return text
    # A text has few different signs that are not plain letters.
    for sign in set(text):
        if not sign.isascii() and (plain := _PLAIN[ord(sign)]) != sign:
            text = text.replace(sign, plain)
    return text


def _has_at(text: str) -> bool:
    # Most texts have none of these signs: no need to look for what stands around them.
    return "@" in text or (("(" in text or "[" in text) and _AT.search(text) is not None)


def _spans(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    text = _plain(text)
    if _has_at(text):
        for match in _EMAIL.finditer(text):
            if _nominative(match["local"], match["domain"]):
                yield "adresse électronique nominative", match.span()
    # Most digits are years and numbers of rows: a mobile number has nine at least.
    if _NINE_DIGITS.match(text):
        for match in _MOBILE.finditer(text):
            if not _DAY.search(match.group()):
                yield "numéro de téléphone mobile", match.span()
        for match in _NIR.finditer(text) if len(text) >= _NIR_LENGTH else ():
            if nir.is_valid(re.sub(r"[\s.\-]", "", match.group())):
                yield _NIR_WORDS, match.span()
        for match in _NIR_SAID.finditer(text) if _NIR_SAYS.search(text) else ():
            yield _NIR_WORDS, match.span("number")
        for match in _PROFESSIONAL.finditer(text) if _REGISTER.search(text) else ():
            yield _PROFESSIONAL_WORDS, match.span()
    for match in _CIVILITY.finditer(text) if _TITLE.search(text) else ():
        if _names_someone(match):
            # The first name, then the name, and no more than can be names.
            tail = re.match(rf"(?:(?:[\s-]+|\s+et\s+){_NAME}){{0,3}}", text[match.end() :])
            start = max(match.start(group) for group in ("civility", "word", "alone"))
            yield "civilité suivie d’un nom", (start, match.end() + (tail.end() if tail else 0))


def _nominative(local: str, domain: str) -> bool:
    words = [_fold(word) for word in re.split(r"[._]", local) if word]
    parts = [part.rstrip("0123456789") for word in words for part in word.split("-")]
    if len(parts) < 2 or not all(re.fullmatch(r"[a-z]+", part) for part in parts) or len(parts[-1]) < 2:
        return False
    if len(words) == 1 and (len(parts) > 3 or parts[0] in _TOWNS or _DIGIT.search(local)):
        return False
    return not _GENERIC.intersection(parts) and not _named_by(parts, domain)


def _doubtful(local: str, domain: str) -> bool:
    parts = [_fold(part) for part in re.split(r"[._+-]", local) if part]
    whole = "".join(parts)
    # An acronym is short; a number or a word of services tells a service.
    if len(whole) < 5 or _DIGIT.search(whole) or _GENERIC.intersection(parts) or _named_by(parts, domain):
        return False
    return not any(whole.startswith(word) for word in _GENERIC if len(word) > 3)


def _named_by(parts: list[str], domain: str) -> bool:
    """Tell whether a mailbox bears the name of its own domain (`france-asthme@france-asthme.fr`)."""
    named = _fold(domain).split(".")[0].replace("-", "")
    return bool(named) and "".join(parts) in named


def _names_someone(match: re.Match[str]) -> bool:
    name = (match["name"] or match["any"] or match["capital"]).casefold()
    following = match.string[match.end() :].split()
    if name in _ARTICLES and following:
        if match["any"] and match["any"].islower() and following[0][0].islower():
            return False
        name = following[0].strip(".,;").casefold()
    if name in _OFFICES or name.startswith(("l'", "l’")):
        return False
    if match["any"] and match["any"].islower() and name in _NOT_NAMES:
        return False
    if match["alone"]:
        return name not in _GENERIC and not re.search(r"\d\s+$", match["before"])
    civility = (match["civility"] or match["word"]).rstrip(".").lower()
    if civility in _TITLES:
        before = [word.strip(".,").casefold() for word in match.group("before").split()]
        if before and before[-1] in {"de", "du", "des", "d’", "d'"}:
            before.pop()
        return not (before and before[-1] in _PLACES)
    return True


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))
