"""Find the official territory that a text names: commune, EPCI, département, région, in the spellings people use.

Nothing is guessed: a text that several territories fit gives them all, as candidates.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from rapidfuzz import fuzz, process

from graph.reference.loader import load_reference
from graph.reference.names import normalise_name
from ingest.commune_names import Place, places_named, places_of_code
from ingest.epci_names import epci_named, says_epci
from ingest.issues import Candidat
from ingest.place_spellings import Spelling, article_first, departement_code, departement_of_code, read_spelling

Kind = Literal["commune", "epci", "departement", "region"]

_OFFICIAL = {"COM": "commune", "EPCI": "epci", "DEP": "departement", "REG": "region"}
_REGION_FIRST = re.compile(r"^region (?:de la |de l |du |des |de |d )?(?P<rest>.+)$")
_REGION_SHORT = {"paca": "93", "idf": "11", "aura": "84"}
_DEPARTEMENT_WORD = re.compile(r"^(?:departement|dept|dpt|dep|depart)\b")
_NEAR = 86


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """
    Hold what a text names.

    Parameters
    ----------
    id
        Id of the territory (`COM-35236`), or None when there is none or more than one.
    label
        What a person reads: « Redon (Ille-et-Vilaine, 35) »; empty without id.
    rule
        Code of the repair (`ING-504`…); empty when the text is the id or a current code, or without id.
    why
        French clause that says how it was recognised, without capital nor full stop.
    candidates
        Without id: the territories it may be, in order of id; when `near` is true, only what reads like it.
    near
        Whether the candidates are only names that resemble the text.
    """

    id: str | None = None
    label: str = ""
    rule: str = ""
    why: str = ""
    candidates: tuple[Candidat, ...] = ()
    near: bool = False

    @property
    def ambiguous(self) -> bool:
        """Tell whether a person must choose."""
        return self.id is None and bool(self.candidates) and not self.near


NOT_FOUND = Found()


@lru_cache(maxsize=65_536)
def find_territory(text: str, *, departement: str | None = None, kind: Kind | None = None) -> Found:
    """
    Return the territory that a text names.

    Parameters
    ----------
    text
        Id, code or name, as a person writes it: « Redon (35) », « Gacilly (La) », « 35600 Redon », « Paris 12e »,
        « CC de Brocéliande », « Ille-et-Vilaine ».
    departement
        Code or name of the département where a commune must be; one written in the text is stronger.
    kind
        What is looked for; anything when None.

    Returns
    -------
    found
        With an id, or with candidates, or with neither.
    """
    written = " ".join(text.split())
    if not written:
        return NOT_FOUND
    coded = _by_code(written, kind)
    if coded is not None:
        return coded
    where = departement_code(departement) if departement else None
    spelling = read_spelling(written)
    name = normalise_name(written)
    if kind in {None, "epci"} and (kind == "epci" or says_epci(name)):
        found = _epci(written, where, strict=False)
        if found is not NOT_FOUND or kind == "epci":
            return found
    choices: list[tuple[str, str, Found]] = []
    if kind in {None, "commune"} and not _DEPARTEMENT_WORD.match(name) and not _REGION_FIRST.match(name):
        found = _commune(spelling, where)
        sure = found.id is not None and where is not None and departement_code(written) != where
        if kind == "commune" or spelling.says_commune or sure:
            return found if found is not NOT_FOUND else _near(spelling, where)
        choices += _as_choices(found)
    choices += _wider(written, name, kind, taken={extent for extent, _, _ in choices})
    if not choices and kind is None:
        found = _epci(written, where, strict=True)
        return found if found is not NOT_FOUND else _near(spelling, where)
    return _one_of([(id_, found) for _, id_, found in choices])


def label_of(id_: str) -> str:
    """Return what a person reads of an official territory: « Redon (Ille-et-Vilaine, 35) »."""
    reference = load_reference()
    kind, _, code = id_.partition("-")
    match kind:
        case "COM" if code in reference.communes:
            return _place_label(places_of_code(code)[0])
        case "EPCI" if code in reference.epci:
            return reference.epci[code].nom_court
        case "DEP" if code in reference.departements:
            return f"{reference.departements[code].nom} (département, {code})"
        case "REG" if code in reference.regions:
            return f"{reference.regions[code].nom} (région)"
    perimetre = reference.perimetres.get(id_)
    return perimetre.nom if perimetre else id_


def _by_code(text: str, kind: Kind | None) -> Found | None:
    """Return what an id or a bare code designates; None when the text is not one."""
    reference = load_reference()
    prefix, dash, rest = text.partition("-")
    expected = _OFFICIAL.get(prefix.upper()) if dash else None
    code = (rest if expected else text).strip().upper()
    asked = expected or kind
    if asked in {None, "commune"} and re.match(r"^(?:\d{5}|2[AB]\d{3})$", code):
        return _from_places(places_of_code(code), by_name=False) if places_of_code(code) else NOT_FOUND
    if asked in {None, "epci"} and re.match(r"^\d{9}$", code):
        return _plain(f"EPCI-{code}") if code in reference.epci else NOT_FOUND
    if asked == "departement" and re.match(r"^(?:\d{1,3}|2[AB])$", code):
        found = departement_code(code)
        return _plain(f"DEP-{found}") if found else NOT_FOUND
    if asked == "region" and re.match(r"^\d{1,2}$", code):
        return _plain(f"REG-{code.zfill(2)}") if code.zfill(2) in reference.regions else NOT_FOUND
    return NOT_FOUND if expected and re.match(r"^[0-9AB]{1,9}$", code) else None


def _plain(id_: str) -> Found:
    return Found(id=id_, label=label_of(id_))


def _commune(spelling: Spelling, departement: str | None) -> Found:
    """Return the commune of a spelling; candidates when several fit, or when the only one is elsewhere."""
    if spelling.district:
        return _from_places(places_of_code(spelling.district), by_name=True)
    strict = spelling.departement or (departement_of_code(spelling.code) if spelling.code else None) or departement
    forms = (spelling.name, article_first(spelling.name), spelling.after_commune)
    places = next((places for form in forms if form and (places := places_named(form, strict))), [])
    if spelling.code:
        exact = [place for place in places if spelling.code in {place.code, place.actuel}]
        if exact:
            return _from_places(exact, by_name=True)
    if strict:
        inside = _current_first([place for place in places if place.departement == strict])
        if inside:
            return _from_places(inside, by_name=True)
        return Found(candidates=_candidates(places)) if places else NOT_FOUND
    return _from_places(places, by_name=True) if places else NOT_FOUND


def _current_first(places: list[Place]) -> list[Place]:
    return [place for place in places if place.is_current] or places


def _from_places(places: Sequence[Place], *, by_name: bool) -> Found:
    """Return the one commune of these places, or candidates."""
    ids = {place.actuel for place in places}
    if len(ids) > 1:
        return Found(candidates=_candidates(places))
    place = _current_first(list(places))[0]
    id_ = f"COM-{place.actuel}"
    label = label_of(id_)
    if place.is_current:
        return Found(id=id_, label=label, rule="ING-504" if by_name else "", why="commune reconnue par son nom")
    if place.nature == "arrondissement_municipal":
        return Found(id=id_, label=label, rule="ING-514", why=f"arrondissement de {place.commune} lu comme la commune")
    if by_name:
        return Found(id=id_, label=label, rule="ING-515", why=place.explanation)
    return Found(id=id_, label=label, rule="ING-213", why=f"{place.nom}, {place.explanation}")


def _candidates(places: Iterable[Place]) -> tuple[Candidat, ...]:
    """Return one candidate per commune, current names first for each, in order of id."""
    kept: dict[str, Place] = {}
    for place in places:
        held = kept.get(place.actuel)
        if held is None or (place.is_current and not held.is_current):
            kept[place.actuel] = place
    return tuple(Candidat(f"COM-{code}", _place_label(kept[code])) for code in sorted(kept))


def _place_label(place: Place) -> str:
    departement = load_reference().departements[place.departement]
    where = f"({departement.nom}, {departement.code})"
    return f"{place.nom} {where}" if place.is_current else f"{place.nom}, aujourd’hui {place.commune} {where}"


def _epci(text: str, departement: str | None, *, strict: bool) -> Found:
    """Return the EPCI of a name; `strict` wants the whole name, for a text that does not say what it is."""
    sirens, sure = epci_named(text, strict=strict)
    if departement and len(sirens) > 1:
        reference = load_reference()
        sirens = [found for found in sirens if departement in reference.departements_of(f"EPCI-{found}")] or sirens
    if len(sirens) == 1 and sure:
        return Found(
            id=f"EPCI-{sirens[0]}",
            label=label_of(f"EPCI-{sirens[0]}"),
            rule="ING-505",
            why="intercommunalité reconnue par son nom",
        )
    return (
        Found(candidates=tuple(Candidat(f"EPCI-{s}", label_of(f"EPCI-{s}")) for s in sirens)) if sirens else NOT_FOUND
    )


def _wider(text: str, name: str, kind: Kind | None, taken: set[str]) -> list[tuple[str, str, Found]]:
    """Return the département, the région and the named perimeter of a name; equal areas once (Paris, Mayotte)."""
    reference = load_reference()
    ids: list[tuple[str, str]] = []
    said_region = _REGION_FIRST.match(name)
    if kind in {None, "departement"} and not said_region:
        code = departement_code(text)
        if code and not text.strip().isdigit():
            ids.append((f"DEP-{code}", "département reconnu par son nom"))
    if kind in {None, "region"} and not _DEPARTEMENT_WORD.match(name):
        wanted = said_region["rest"] if said_region else name
        code = _regions().get(wanted) or _REGION_SHORT.get(wanted)
        if code:
            ids.append((f"REG-{code}", "région reconnue par son nom"))
    if kind is None:
        ids += [(id_, "territoire reconnu par son nom") for id_ in _perimetres().get(name, ())]
    found = []
    for id_, why in ids:
        extent = _extent(reference.communes_of(id_))
        if extent not in taken:
            taken.add(extent)
            found.append((extent, id_, Found(id=id_, label=label_of(id_), rule="ING-505", why=why)))
    return found


def _extent(codes: Iterable[str]) -> str:
    return " ".join(sorted(codes))


def _as_choices(found: Found) -> list[tuple[str, str, Found]]:
    ids = [found.id] if found.id else [candidate.valeur for candidate in found.candidates]
    return [(id_.partition("-")[2], id_, found) for id_ in ids]


def _one_of(choices: list[tuple[str, Found]]) -> Found:
    """Return the only choice, or candidates: the widest territories first."""
    if not choices:
        return NOT_FOUND
    if len(choices) == 1 and choices[0][1].id:
        return choices[0][1]
    order = {"REG": 0, "DEP": 1, "EPCI": 2}
    candidates: dict[str, Candidat] = {}
    for id_, found in choices:
        known = next((candidate for candidate in found.candidates if candidate.valeur == id_), None)
        candidates[id_] = known or Candidat(id_, found.label)
    ordered = sorted(candidates, key=lambda id_: (order.get(id_.partition("-")[0], 3), id_))
    return Found(candidates=tuple(candidates[id_] for id_ in ordered))


def _near(spelling: Spelling, departement: str | None) -> Found:
    """Return the communes of the département that read like a name found nowhere: a help, never an answer."""
    inside = spelling.departement or departement
    inside = departement_code(inside) if inside else None
    if inside is None:
        return NOT_FOUND
    reference = load_reference()
    names = {code: normalise_name(reference.communes[code].nom) for code in reference.communes_by_departement[inside]}
    close = process.extract(normalise_name(spelling.name), names, scorer=fuzz.ratio, score_cutoff=_NEAR, limit=3)
    codes = [code for _, _, code in close]
    if not codes:
        return NOT_FOUND
    return Found(candidates=tuple(Candidat(f"COM-{code}", label_of(f"COM-{code}")) for code in codes), near=True)


@cache
def _regions() -> dict[str, str]:
    return {normalise_name(found.nom): code for code, found in load_reference().regions.items()}


@cache
def _perimetres() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for id_, perimetre in load_reference().perimetres.items():
        found[normalise_name(perimetre.nom)].append(id_)
    return found
