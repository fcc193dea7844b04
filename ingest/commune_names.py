"""Index the names of communes, current, delegated, associated, former, and of municipal districts."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from graph.model.dates import format_french
from graph.reference.loader import load_reference
from graph.reference.names import normalise_name
from graph.reference.records import AncienCode

_UNDER = re.compile(r"(?i)s/s(?=[^a-z])")
_SHORT_FORMS = frozenset({"s", "ss", "nd", "n", "lez", "mt"})
_ARTICLES = ("le ", "la ", "les ", "l ")
_KINDS = {
    "commune_deleguee": "commune déléguée de",
    "commune_associee": "commune associée à",
    "ancienne_commune": "ancienne commune, aujourd’hui",
    "ancien_nom": "ancien nom de",
    "arrondissement_municipal": "arrondissement de",
}
_TOO_MANY = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """
    Hold one name of the official lists and the current commune it leads to.

    Parameters
    ----------
    nom
        Name, with its article.
    code
        COG code that goes with it.
    actuel
        COG code of the current commune: `code` itself for a current one.
    commune
        Name of the current commune.
    departement
        Département of the current commune.
    nature
        `commune`, or a nature of `graph.reference.records.AncienCode`.
    date
        ISO text of the day from which the name was no longer that of a commune; None when current or unknown.
    is_used
        Whether lists of these years may still write it.
    """

    nom: str
    code: str
    actuel: str
    commune: str
    departement: str
    nature: str
    date: str | None = None
    is_used: bool = True

    @property
    def is_current(self) -> bool:
        """Tell whether it is a current commune."""
        return self.nature == "commune"

    @property
    def explanation(self) -> str:
        """Return how it leads to the current commune, without capital nor full stop."""
        since = ""
        if self.date:
            how = "changé le" if self.nature == "ancien_nom" else "n’est plus une commune depuis le"
            since = f" ({how} {format_french(self.date)})"
        return f"{_KINDS[self.nature]} {self.commune}{since}"


def places_named(name: str, departement: str | None = None) -> list[Place]:
    """
    Return every place that a name fits, in order of code.

    Parameters
    ----------
    name
        Name, its article first if it has one.
    departement
        Code of the département to look in; when no place there fits, those of the other ones come back.

    Notes
    -----
    First the same words up to case, accents, hyphens, « St » and the first article; then, when no name has them,
    the same letters without spaces (« LABERGEMENT ») and usual short forms (« s/ », « N.-D. », « lez »). An accent or
    an article that is written decides between names that differ by it only; one that is not written decides nothing.
    A name out of use for long (see `graph.reference.records.OLDEST_USED`) is found only when no other place has it.
    """
    same_words = _by_words().get(normalise_name(name), [])
    found = _inside(same_words, departement)
    if not found:
        keys = {key for form in _long_forms(name) for key in _letters(form)}
        unique = {(place.code, place.actuel): place for key in keys for place in _by_letters().get(key, [])}
        same_letters = [unique[key] for key in sorted(unique)]
        found = _inside(same_letters, departement) or same_words or same_letters
    written = _strict(name)
    if len(found) > 1 and written != normalise_name(name):
        found = [place for place in found if written in {_strict(place.nom), _bare(place.nom)}] or found
    return [place for place in found if place.is_used] or list(found)


def _inside(places: list[Place], departement: str | None) -> list[Place]:
    return [place for place in places if departement in {None, place.departement}]


def places_of_code(code: str) -> list[Place]:
    """Return the current commune of a code, or else the places that the code was."""
    reference = load_reference()
    if code in reference.communes:
        return [_current(code)]
    return [_former(link) for link in reference.current_codes(code)]


def _current(code: str) -> Place:
    commune = load_reference().communes[code]
    return Place(
        nom=commune.nom,
        code=code,
        actuel=code,
        commune=commune.nom,
        departement=commune.departement,
        nature="commune",
    )


def _former(link: AncienCode) -> Place:
    commune = load_reference().communes[link.actuel]
    return Place(
        nom=link.nom or link.code,
        code=link.code,
        actuel=link.actuel,
        commune=commune.nom,
        departement=commune.departement,
        nature=link.nature,
        date=link.date,
        is_used=link.is_used,
    )


@cache
def _all() -> tuple[Place, ...]:
    reference = load_reference()
    formers = (_former(link) for link in reference.former_codes() if link.nom)
    return (*map(_current, reference.communes), *formers)


@cache
def _by_words() -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = defaultdict(list)
    for place in _all():
        found[normalise_name(place.nom)].append(place)
    return found


@cache
def _by_letters() -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = defaultdict(list)
    for place in _all():
        for key in {key for form in _long_forms(place.nom) for key in _letters(form)}:
            found[key].append(place)
    return found


def _letters(form: str) -> set[str]:
    """Return the letters of a name without spaces, with and without its first article."""
    # The words are normalised already, but for the article, which begins with this letter.
    bare = normalise_name(form) if form.startswith("l") else form
    return {form.replace(" ", ""), bare.replace(" ", "")} - {""}


def _long_forms(name: str) -> list[str]:
    """Return the words of a name with the usual short forms written out, article kept: several when one is doubtful."""
    # normalise_name drops the first article: a word in front keeps it.
    words = normalise_name(f"x {_UNDER.sub(' sous ', name) if '/' in name else name}").split()[1:]
    if _SHORT_FORMS.isdisjoint(words):
        return [" ".join(words)]
    forms: list[list[str]] = [[]]
    place = 0
    while place < len(words):
        word, after = words[place], words[place + 1] if place + 1 < len(words) else ""
        options = [word]
        if word in {"s", "ss"} and place:
            options = ["sur", "sous"] if word == "s" else ["sous"]
        elif word == "nd" or (word, after) == ("n", "d"):
            options = ["notre dame"]
            place += word == "n"
        elif word == "lez":
            options = ["les"]
        elif word == "mt":
            options = ["mont"]
        forms = [[*form, option] for form in forms for option in options][:_TOO_MANY]
        place += 1
    return [" ".join(form) for form in forms]


def _bare(name: str) -> str:
    """Return the strict form without its first article, so that one left out does not count."""
    strict = _strict(name)
    return next((strict.removeprefix(article) for article in _ARTICLES if strict.startswith(article)), strict)


def _strict(name: str) -> str:
    """Return the words of a name with its accents and its article; « St » and « Ste » are written out."""
    text = unicodedata.normalize("NFC", name.replace("œ", "oe").replace("Œ", "OE")).casefold()
    words = re.findall(r"\w+", text)
    longer = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
    return " ".join(longer.get(word, word) for word in words)
