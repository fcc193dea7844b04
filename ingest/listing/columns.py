"""Recognise the columns of a listing: the name of a scheme, a commune, and those that name persons."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from graph.model.vocabularies import vocabulary
from ingest.headings import fold, singular
from ingest.person_headings import announces_person
from ingest.tables import REASONS

_NAME = re.compile(
    r"^(?:(?:nom|intitule|libelle|denomination)(?: complet)?(?: (?:de la|de l|du|des|de|d))? ?)?(?P<what>.*)$"
)
_COMMUNES = frozenset(
    {
        *("commune", "ville", "territoire", "nom commune", "nom de la commune", "nom de commune", "libelle commune"),
        *("commune du territoire", "commune couverte", "commune membre", "commune concernee", "commune rattachee"),
    }
)
_CODES = frozenset(
    {
        *("code insee", "insee", "code commune", "codgeo", "code insee commune", "code commune insee"),
        *("depcom", "code com", "com code", "cog"),
    }
)
_DEPARTEMENTS = frozenset(
    ["dpt", "dep", "dept", "departement", "code departement", "departement code", "numero departement", "n departement"]
)
_EPCI = frozenset(["epci", "nom epci", "nom de l epci", "intercommunalite", "nom intercommunalite", "libelle epci"])
_TYPES = frozenset(["type", "type de dispositif", "type dispositif", "nature", "dispositif type"])
_SCHEME = frozenset({"dispositif", "structure d exercice coordonne"})
_PERSONS = re.compile(
    r"\b(?:president|presidence|coordonnat|coordinat|coordonnateur|coordination|contact|referent|mail|courriel|email|"
    r"e mail|tel|telephone|mobile|portable|prenom|directeur|directrice|responsable|interlocut|medecin|animat)"
)
_OF_SOMETHING_ELSE = re.compile(r"\b(?:action|acteur|structure|etablissement|pilote|finess)\b")
_GENDERED = re.compile(r"[-·.](?:e|ne|rice|trice|ice|euse)s?\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingColumns:
    """
    Hold where the columns of a listing are, by position from 0; None when there is none.

    Parameters
    ----------
    name
        Name of the scheme.
    commune, code, epci
        What it covers: name of a commune, its COG code, name of an EPCI.
    departement, type
        Département of the commune, type of the scheme.
    persons
        Columns that name persons, or how to reach them: never read.
    others
        Other columns.
    announced
        Code of the type that the heading of the name says (« Nom CPTS »), or None.
    """

    name: int
    commune: int | None
    code: int | None
    epci: int | None
    departement: int | None
    type: int | None
    persons: tuple[int, ...]
    others: tuple[int, ...]
    announced: str | None

    @property
    def covered(self) -> int:
        """Return the column by which the covered territory is shown."""
        found = next((place for place in (self.commune, self.code, self.epci) if place is not None), None)
        assert found is not None  # noqa: S101 - a listing has one
        return found


def listing_columns(headings: Sequence[str]) -> ListingColumns | None:
    """
    Return the columns of a listing, or None when the headings are not those of one.

    Examples
    --------
    >>> found = listing_columns(["Nom CPTS", "Territoire", "dpt", "Président-e"])
    >>> found.announced, found.commune, found.persons
    ('CPTS', 1, (3,))
    >>> listing_columns(["Fiche action", "Commune"]) is None
    True
    """
    folded = [singular(fold(heading)) for heading in headings]
    if any(_OF_SOMETHING_ELSE.search(text) for text in folded):
        return None
    persons = tuple(place for place, heading in enumerate(headings) if heading and names_persons(heading))
    free = [place for place in range(len(headings)) if place not in persons]
    schemes = [(place, type_) for place in free if (type_ := _scheme(folded[place])) is not None]
    name = schemes[0] if schemes else None
    places = {
        what: next((place for place in free if folded[place] in names and (name is None or place != name[0])), None)
        for what, names in (
            ("commune", _COMMUNES),
            ("code", _CODES),
            ("epci", _EPCI),
            ("departement", _DEPARTEMENTS),
            ("type", _TYPES),
        )
    }
    if name is None or all(places[what] is None for what in ("commune", "code", "epci")):
        return None
    taken = {name[0], *places.values(), *persons}
    others = tuple(p for p in free if p not in taken and headings[p] and headings[p].casefold() != REASONS)
    return ListingColumns(name=name[0], persons=persons, others=others, announced=name[1] or None, **places)


def is_listing(headings: Sequence[str]) -> bool:
    """Tell whether headings are those of a listing."""
    return listing_columns(headings) is not None


def names_persons(heading: str) -> bool:
    """Tell whether a column names persons or how to reach them (« Président-e », « Contact »)."""
    return announces_person(heading) or bool(_PERSONS.search(fold(_GENDERED.sub("", heading))))


def type_named(text: str) -> str | None:
    """
    Return the code of the type of scheme that a text names, by its acronym or its whole label; None if none or two.

    Examples
    --------
    >>> type_named("Listing CPTS_012026"), type_named("CLS et CLSM"), type_named("Contrats locaux de santé")
    ('CPTS', None, 'CLS')
    """
    words = set(singular(fold(text.replace("_", " "))).split())
    found = {code for code in vocabulary("types_dispositif").terms if singular(fold(code)) in words and code != "AUTRE"}
    folded = singular(fold(text))
    for term in vocabulary("types_dispositif").terms.values():
        if _alike(term.libelle) in _plain(folded):
            found.add(term.code)
    return found.pop() if len(found) == 1 else None


def _scheme(folded: str) -> str | None:
    """Return the type that the heading of a name announces, empty when it is any scheme; None when it is not one."""
    matched = _NAME.match(folded)
    what = matched["what"].strip() if matched else ""
    if what in _SCHEME:
        return ""
    type_ = type_named(what)
    if type_ is None:
        return None
    # « CPTS » or « nom CPTS » is a name; « population CPTS » or « date du CLS » is not.
    whole = {singular(fold(type_)), _alike(vocabulary("types_dispositif").label(type_))}
    return type_ if _plain(what) in whole else None


def _alike(label: str) -> str:
    return _plain(singular(fold(label)))


def _plain(folded: str) -> str:
    """Return a folded text whose plurals in -aux are singular: « contrats locaux » and « contrat local » are alike."""
    return " ".join(f"{word[:-2]}al" if word.endswith("au") and len(word) > 4 else word for word in folded.split())
