"""Read how a place is written: its name, the département, the code or the district given with it. Looks nothing up."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache

from graph.reference.loader import load_reference
from graph.reference.names import normalise_name

_ARTICLE = re.compile(r"^(?:le|la|les|l)$")
_LAST_BRACKETS = re.compile(r"^(?P<rest>.*\S)\s*[(\[](?P<inside>[^()\[\]]*)[)\]]\s*$", re.DOTALL)
_LAST_PART = re.compile(r"^(?P<rest>.*?\S)\s*(?:,|;|/|\s[-–—]\s|\s[-–—]|[-–—]\s)\s*(?P<inside>[^,;/]+)$", re.DOTALL)
_LAST_CODE = re.compile(r"^(?P<rest>.*\D)\s+(?P<inside>\d{5}|\d{2,3}|2[ABab])$", re.DOTALL)
_FIRST_CODE = re.compile(r"^(?P<inside>\d{5}|2[ABab]\d{3}|\d{4})\s*(?:[-–—:,]\s*)?(?P<rest>\D.*)$", re.DOTALL)
_CEDEX = re.compile(r"\s+cedex(?:\s+\d{1,2})?$", re.IGNORECASE)
_FULL_CODE = re.compile(r"^(?:\d{5}|2[AB]\d{3})$")
_ARTICLE_LAST = re.compile(r"^(?P<rest>.*\S)\s+(?P<inside>LA|LE|LES|L[’'])$", re.IGNORECASE)
_COMMUNE_FIRST = re.compile(r"^(?:commune|ville|cne)\s+(?:de\s+la\s+|du\s+|des\s+|de\s+l[’']\s*|de\s+|d[’']\s*)", re.I)
_DEPARTEMENT_FIRST = re.compile(
    r"^(?:(?:departement|dept|dpt|dep|depart)\s+)(?:de la |de l |du |des |de |d )?(?P<rest>.+)$"
)
_NUMBER = r"(?P<{0}>\d{{1,2}}|[ivx]{{1,5}})\s?(?:er|ere|e|eme|ieme|nd|nde)?"
_DISTRICT = re.compile(rf"^(?P<city>paris|lyon|marseille) {_NUMBER.format('number')}(?: (?:arr\w*|ardt|ar))?$")
_DISTRICT_FIRST = re.compile(
    rf"^{_NUMBER.format('number')} (?:arr\w*|ardt)(?: (?:municipal ))?(?: ?(?:de|a))? (?P<city>paris|lyon|marseille)$"
)
_DEPARTEMENT_IN_BRACKETS = re.compile(r"\(\d\d\)\s*$")
_ROMAN = {"i": 1, "v": 5, "x": 10}
_DISTRICTS = {"paris": (75100, 20), "lyon": (69380, 9), "marseille": (13200, 16)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """
    Hold what a person wrote about a place.

    Parameters
    ----------
    name
        Name, its article put first.
    departement
        Code of the département written with it, or None.
    code
        Five characters written with it, a COG or a postal code: only the name can tell. None when there is none.
    district
        COG code of the municipal district it names (« Marseille 14e arrondissement »), or None.
    after_commune
        Name without « commune de » or « ville de » in front, None when nothing of the kind stands there: some names
        begin so (« Ville-d’Avray »).
    """

    name: str
    departement: str | None = None
    code: str | None = None
    district: str | None = None
    after_commune: str | None = None

    @property
    def says_commune(self) -> bool:
        """Tell whether it can only be a commune."""
        return any((self.departement, self.code, self.district, self.after_commune))


def read_spelling(text: str) -> Spelling:
    """
    Return what a text says of a place.

    Examples
    --------
    >>> read_spelling("Gacilly (La) (56)")
    Spelling(name='La Gacilly', departement='56', code=None, district=None, after_commune=None)
    >>> read_spelling("Marseille 14e arrondissement").district
    '13214'
    """
    plain = " ".join(unicodedata.normalize("NFC", text).split())
    district = None if _DEPARTEMENT_IN_BRACKETS.search(plain) else read_district(plain)
    if district:
        return Spelling(name=plain, district=district)
    spelling = Spelling(name=_CEDEX.sub("", plain))
    first = _FIRST_CODE.match(spelling.name)
    if first:
        spelling = replace(spelling, name=_CEDEX.sub("", first["rest"].strip()), code=_five(first["inside"]))
    for _ in range(4):
        shorter = _without_last(spelling)
        if shorter is None:
            break
        spelling = shorter
    district = read_district(spelling.name)
    if district:
        return replace(spelling, district=district)
    return replace(spelling, after_commune=_after_commune(spelling.name))


def _after_commune(name: str) -> str | None:
    """Return « Le Mans » for « ville du Mans »; None when the name does not begin so."""
    said = _COMMUNE_FIRST.match(name)
    if said is None or not normalise_name(name[said.end() :]):
        return None
    last = said[0].split()[-1].lower().replace("’", "'")
    article = {"du": "Le ", "des": "Les ", "la": "La ", "l'": "L’"}.get(last, "")
    return article + name[said.end() :]


def departement_code(text: str) -> str | None:
    """
    Return the code of the département that a text names, or None.

    Examples
    --------
    >>> departement_code("35"), departement_code("Ille et Vilaine"), departement_code("1"), departement_code("2a")
    ('35', '35', '01', '2A')
    """
    known = load_reference().departements
    code = text.strip().upper().removeprefix("DEP-").removesuffix(".0")
    if code in known:
        return code
    if code.isdigit() and code.zfill(2) in known:
        return code.zfill(2)
    name = normalise_name(text)
    said = _DEPARTEMENT_FIRST.match(name)
    if said:
        return departement_code(said["rest"])
    by_number = re.match(r"^(\d{2,3}|2[ab])\s(?P<rest>.+)$", name) or re.match(r"^(?P<rest>.+)\s(\d{2,3}|2[ab])$", name)
    found = _departement_names().get(by_number["rest"] if by_number else name)
    if by_number:
        return found if found and found == by_number[1].upper() else None
    return found


def departement_of_code(code: str) -> str | None:
    """Return the département that the first characters of a postal or COG code say, or None."""
    known = load_reference().departements
    if code.startswith("20"):
        return "2A" if code[2] in "01" else "2B"
    return next((start for start in (code[:3], code[:2].upper()) if start in known), None)


def read_district(text: str) -> str | None:
    """
    Return the COG code of the municipal district of Paris, Lyon or Marseille that a text names, or None.

    Examples
    --------
    >>> read_district("Paris XIIe"), read_district("3e arrondissement de Lyon"), read_district("Lyon 12")
    ('75112', '69383', None)
    """
    name = normalise_name(text)
    found = _DISTRICT.match(name) or _DISTRICT_FIRST.match(name)
    if found is None:
        return None
    first, count = _DISTRICTS[found["city"]]
    number = int(found["number"]) if found["number"].isdigit() else _roman(found["number"])
    return str(first + number) if 1 <= number <= count else None


def article_first(text: str) -> str | None:
    """Return « LA GACILLY » for « GACILLY LA »; None when no article ends the text."""
    found = _ARTICLE_LAST.match(text)
    return _with_article(found["inside"], found["rest"]) if found else None


def _without_last(spelling: Spelling) -> Spelling | None:
    """Take off what ends a name and is not it: an article, a département, a code; None when nothing does."""
    for pattern in (_LAST_BRACKETS, _LAST_PART, _LAST_CODE):
        found = pattern.match(spelling.name)
        if found is None:
            continue
        inside, rest = found["inside"].strip(), found["rest"].strip()
        if pattern is not _LAST_CODE and _ARTICLE.match(normalise_name(inside)):
            return replace(spelling, name=_with_article(inside, rest))
        if _FULL_CODE.match(inside.upper()) and spelling.code is None:
            return replace(spelling, name=rest, code=inside.upper())
        departement = departement_code(inside)
        if departement and spelling.departement is None:
            return replace(spelling, name=rest, departement=departement)
        if pattern is _LAST_BRACKETS and normalise_name(inside) == "france":
            return replace(spelling, name=rest)
    return None


def _with_article(article: str, name: str) -> str:
    word = normalise_name(article)
    return f"L’{name}" if word == "l" else f"{word.capitalize()} {name}"


def _five(code: str) -> str:
    """Give back its first zero to a code that a spreadsheet shortened."""
    return code.upper().zfill(5)


def _roman(text: str) -> int:
    values = [_ROMAN[letter] for letter in text]
    return sum(-value if value < max(values[place:]) else value for place, value in enumerate(values))


@cache
def _departement_names() -> dict[str, str]:
    return {normalise_name(found.nom): code for code, found in load_reference().departements.items()}
