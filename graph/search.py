"""Find territories, actors, schemes, themes and acronyms by name, code or id. Never chooses between meanings."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from weakref import WeakKeyDictionary

from rapidfuzz import fuzz, process

from graph.answers.context import Context
from graph.answers.errors import AmbiguousName, Candidate, UnknownName, WrongKind
from graph.model.ontology import ENTITE, node_spec
from graph.model.vocabularies import vocabulary
from graph.reference.loader import load_reference
from graph.reference.names import normalise_name

PERSONAL = "donnees_personnelles"
"""Reason of a refusal: the request is about a person."""

_NEAR = 80.0
_LIKE = 77.0
"""Least similarity of a name that is proposed, 0 to 100: below it two words only share some letters."""
_SUGGESTIONS = 5
_FUNCTIONS = (
    r"r[ée]f[ée]rent|directeur|directrice|pr[ée]sident|coordinat(?:eur|rice)|coordonnat(?:eur|rice)|responsable|charg[ée]|"
    r"m[ée]decin|docteur|maire|[ée]lu|agent|personne|secr[ée]taire|animat(?:eur|rice)|interlocut(?:eur|rice)|monsieur|madame"
)
_CONTACTS = (
    r"noms?\b|pr[ée]noms?|identit[ée]|t[ée]l[ée]phones?|portable|mobile|num[ée]ro|coordonn[ée]es|courriel|e-?mails?|"
    r"adresses?|qui est|contact"
)
_PERSON = (
    re.compile(rf"\b(?:{_CONTACTS})\b.*\b(?:{_FUNCTIONS})", re.I),
    re.compile(rf"\b(?:{_FUNCTIONS})\w*\b.*\b(?:{_CONTACTS})", re.I),
    re.compile(r"\b(?:M\.|Mme|Mlle|Dr|Pr)\s+[A-ZÀ-Ý]"),
    re.compile(r"(?<!\d)0[67](?:[\s.\-]?\d{2}){4}(?!\d)"),
    re.compile(r"\b[a-zà-ÿ\-]+\.[a-zà-ÿ\-]+@[\w\-]+\.\w+", re.I),
)
REFUSAL = (
    "Maillage ne garde aucune donnée sur les personnes : ni nom, ni téléphone, ni adresse nominative. "
    "Cherchez plutôt l’organisme : sa fiche donne son courriel générique et sa page web, s’ils sont connus."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """
    Hold what a text may mean.

    Parameters
    ----------
    texte
        Text looked for.
    candidats
        Everything it may mean, best first; none is chosen.
    suggestions
        Nearest names when it means nothing.
    refus
        Reason of a refusal, or None.
    message
        French sentence to show.
    """

    texte: str
    candidats: tuple[Candidate, ...] = ()
    suggestions: tuple[Candidate, ...] = ()
    refus: str | None = None
    message: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return the shape the command line prints."""
        return {
            "texte": self.texte,
            "candidats": [found.to_json() for found in self.candidats],
            "suggestions": [found.nom for found in self.suggestions],
            "refus": self.refus,
            "message": self.message,
        }


def asks_for_a_person(text: str) -> bool:
    """Tell whether a text asks for the name or the contact of a person."""
    return any(pattern.search(text) for pattern in _PERSON)


def search(context: Context, text: str) -> SearchResult:
    """Return everything a text may mean: entities of the graph, territories of the reference, acronyms."""
    text = text.strip()
    if asks_for_a_person(text):
        return SearchResult(texte=text, refus=PERSONAL, message=REFUSAL)
    index = name_index(context)
    found = [*_meanings(context, text), *index.exact(text, labels=None)]
    known = {candidate.id for candidate in found if candidate.id}
    found += [candidate for candidate in index.containing(text, labels=None) if candidate.id not in known]
    if found:
        several = len(found) > 1
        message = f"{len(found)} réponses possibles : à vous de choisir." if several else "Une réponse."
        return SearchResult(texte=text, candidats=tuple(found[:50]), message=message)
    near = index.nearest(text, labels=None)
    hint = f" Vouliez-vous dire « {near[0].nom} » ?" if near else ""
    return SearchResult(texte=text, suggestions=tuple(near), message=f"Rien ne porte le nom « {text} ».{hint}")


def resolve(context: Context, text: str, labels: Sequence[str], parameter: str) -> str:
    """
    Return the id that a text designates: an id, an official code, a name, an acronym.

    Raises
    ------
    UnknownName
        If nothing bears the name; the nearest names are given.
    WrongKind
        If only something of another kind bears it.
    AmbiguousName
        If several things do.
    """
    index = name_index(context)
    text = text.strip()
    if index.has_id(text, labels):
        return text
    found = index.exact(text, labels)
    if len(found) == 1:
        return found[0].id
    if len(found) > 1:
        raise AmbiguousName(parameter, text, found)
    near = index.containing(text, labels)
    if len(near) == 1:
        return near[0].id
    if near:
        raise AmbiguousName(parameter, text, near)
    close = index.nearest(text, labels)
    if others := index.of_another_kind(text):
        kind = next((spec.one for label in others[0][1] if (spec := node_spec(label))), "un autre objet")
        wanted = [spec.one for label in labels if (spec := node_spec(label))]
        raise WrongKind(parameter, text, [one for one, _ in others], kind=kind, wanted=wanted, near=close)
    raise UnknownName(parameter, text, close)


def name_index(context: Context) -> NameIndex:
    """Return the index of the names of a version of the graph, made once."""
    if context not in _INDEXES:
        _INDEXES[context] = NameIndex(context)
    return _INDEXES[context]


class NameIndex:
    """Look names up among the entities of the graph, then among the territories of the national reference."""

    def __init__(self, context: Context) -> None:
        self._rows = context.names
        self._reference = load_reference()
        self._by_id = {row["id"]: row for row in self._rows}

    @cached_property
    def _folded(self) -> Mapping[str, list[Mapping[str, Any]]]:
        found: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
        for row in self._rows:
            for name in _names(row):
                found[fold(name)].append(row)
        return found

    def has_id(self, text: str, labels: Sequence[str]) -> bool:
        """Tell whether the text is the id of an entity with one of these labels, in the graph or in the reference."""
        row = self._by_id.get(text)
        if row is not None:
            return _fits(row, labels)
        return "Territoire" in labels and bool(self._reference.communes_of(text))

    def exact(self, text: str, labels: Sequence[str] | None) -> list[Candidate]:
        """Return what bears exactly this name, acronym or official code, up to case, accents and hyphens."""
        rows = _unique(row for row in self._folded.get(fold(text), ()) if _fits(row, labels))
        codes = _unique(row for row in self._rows if row["code"] == text and _fits(row, labels))
        found = [_candidate(row) for row in _unique([*codes, *rows])]
        if labels is None or "Territoire" in labels:
            known = {candidate.id for candidate in found}
            found += [c for c in self._reference_communes(text) if c.id not in known]
        return found

    def of_another_kind(self, text: str) -> list[tuple[Candidate, Sequence[str]]]:
        """Return what has this id, or bears exactly this name, whatever its kind: candidate and labels; facts first."""
        row = self._by_id.get(text)
        rows = [row] if row is not None else _unique(self._folded.get(fold(text), ()))
        return [(_candidate(one), one["labels"]) for one in sorted(rows, key=lambda one: not one["est_fait"])]

    def containing(self, text: str, labels: Sequence[str] | None) -> list[Candidate]:
        """Return what has every word of the text in its name; facts first, then shorter names."""
        words = fold(text).split()
        if not words or len(fold(text)) < 3:
            return []
        rows = [
            row
            for row in self._rows
            if _fits(row, labels) and any(set(words) <= set(fold(name).split()) for name in _names(row))
        ]
        rows.sort(key=lambda row: (not row["est_fait"], len(row["nom"]), row["id"]))
        return [_candidate(row) for row in rows]

    def nearest(self, text: str, labels: Sequence[str] | None) -> list[Candidate]:
        """Return the closest names, best first; ties go to facts, then to the id."""
        choices = [(row, name) for row in self._rows if _fits(row, labels) for name in _names(row)]
        scored = process.extract(
            fold(text), [fold(name) for _, name in choices], scorer=fuzz.ratio, limit=40, score_cutoff=_LIKE
        )
        best: dict[str, tuple[float, Mapping[str, Any]]] = {}
        for _, score, position in scored:
            row = choices[position][0]
            if score > best.get(row["id"], (0.0, row))[0]:
                best[row["id"]] = (score, row)
        ranked = sorted(best.values(), key=lambda item: (-item[0], not item[1]["est_fait"], item[1]["id"]))
        top = ranked[0][0] if ranked else 0.0
        kept = [(s, r) for s, r in ranked if s >= max(_NEAR, top - 15)] or ranked[:1]
        return [replace(_candidate(row), score=round(score, 1)) for score, row in kept[:_SUGGESTIONS]]

    def _reference_communes(self, text: str) -> list[Candidate]:
        reference = self._reference
        communes = reference.find_commune(text)
        if text in reference.communes:
            communes = [reference.communes[text]]
        found = [
            Candidate(id=f"COM-{c.code}", nom=c.nom, nature="commune", detail=_department(c.departement))
            for c in communes
            if f"COM-{c.code}" not in self._by_id
        ]
        known = {candidate.id for candidate in found} | set(self._by_id)
        for former in reference.find_former(text):
            current = reference.communes[former.actuel]
            if f"COM-{current.code}" not in known and former.is_used and former.nature != "arrondissement_municipal":
                known.add(f"COM-{current.code}")
                detail = f"{_department(current.departement)}, ancienne commune de {former.nom}"
                found.append(Candidate(id=f"COM-{current.code}", nom=current.nom, nature="commune", detail=detail))
        return [*self._reference_wholes(text), *found]

    def _reference_wholes(self, text: str) -> list[Candidate]:
        """Return the régions, départements and EPCI of the reference that the graph does not hold yet."""
        wanted = fold(text)
        levels = (
            ("REG", "région", self._reference.regions),
            ("DEP", "département", self._reference.departements),
            ("EPCI", "EPCI", self._reference.epci),
        )
        return [
            Candidate(id=f"{prefix}-{code}", nom=place.nom, nature=nature, detail=code)
            for prefix, nature, places in levels
            for code, place in places.items()
            if f"{prefix}-{code}" not in self._by_id and (fold(place.nom) == wanted or code == text)
        ]


def fold(text: str) -> str:
    """Return a name without accents, case, articles, hyphens or apostrophes (see `graph.reference.names`)."""
    return normalise_name(text)


def nature_of(row: Mapping[str, Any]) -> str:
    """Return the French word for what an entity is: its type where the vocabulary has one, else its label."""
    for column, name in (
        ("type_territoire", "types_territoire"),
        ("type_dispositif", "types_dispositif"),
        ("type_acteur", "types_acteur"),
    ):
        code = row.get(column)
        if code:
            return code if column == "type_dispositif" else uncapitalised(vocabulary(name).label(code))
    labels = [label for label in row["labels"] if label != ENTITE]
    spec = node_spec(labels[0]) if labels else None
    return uncapitalised(spec.caption) if spec else "objet"


def uncapitalised(text: str) -> str:
    """Return a label as it reads inside a sentence: « Région » gives « région », « EPCI » stays."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


_INDEXES: WeakKeyDictionary[Context, NameIndex] = WeakKeyDictionary()


def _meanings(context: Context, text: str) -> list[Candidate]:
    """Return the meanings of an acronym, each with the entity that bears it when there is one."""
    term = vocabulary("sigles").terms.get(text.upper())
    if term is None:
        return []
    meanings = term.attributes.get("sens")
    assert isinstance(meanings, list)  # noqa: S101 - shape of our own data file
    found = []
    for meaning in meanings:
        bearers = [
            row
            for row in context.names
            if {"Acteur", "Dispositif", "Offre"} & set(row["labels"]) and fold(meaning) in fold(row["nom"])
        ]
        detail = f"dans la base : {bearers[0]['nom']}" if bearers else ""
        found.append(
            Candidate(
                id=bearers[0]["id"] if len(bearers) == 1 else "",
                nom=text.upper(),
                nature="sigle",
                sens=meaning,
                detail=detail,
            )
        )
    return found


def _names(row: Mapping[str, Any]) -> list[str]:
    return [name for name in (row["nom"], row["sigle"], *(row["alias"] or ())) if name]


def _fits(row: Mapping[str, Any], labels: Sequence[str] | None) -> bool:
    return not labels or bool(set(labels) & set(row["labels"]))


def _unique(rows: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return list({row["id"]: row for row in rows}.values())


def _candidate(row: Mapping[str, Any]) -> Candidate:
    detail = ""
    if row["type_territoire"] == "commune" and row["code"] in load_reference().communes:
        detail = _department(load_reference().communes[row["code"]].departement)
    elif row["code"] and "Territoire" in row["labels"]:
        detail = str(row["code"])
    return Candidate(id=row["id"], nom=row["nom"], nature=nature_of(row), detail=detail)


def _department(code: str) -> str:
    return f"{load_reference().departements[code].nom} ({code})"
