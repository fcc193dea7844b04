"""Say codes, labels and states of the graph in the words people use, with a mark that does not depend on colour."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from app.view_models.glossary import expansions
from graph.answers.sentence import type_word
from graph.certainty import Certitude
from graph.model.ontology import all_relationship_properties, label_of_id, node_specs
from graph.model.vocabularies import vocabularies, vocabulary

PLANNED: Final = frozenset({"en_projet", "prevu", "propose", "recommande", "a_confirmer"})
"""Statuses of what does not exist yet, or that nobody confirmed."""


_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Mark:
    """
    Hold a state in words and as a sign.

    Parameters
    ----------
    code
        State.
    sign
        One character, drawn alike in black and white.
    label
        French word.
    help
        French sentence: what it means.
    """

    code: str
    sign: str
    label: str
    help: str

    @property
    def text(self) -> str:
        """Return the sign and the word."""
        return f"{self.sign}\u00a0{self.label}"


CERTAINTIES: Final[Mapping[str, Mark]] = {
    mark.code: mark
    for mark in (
        Mark(
            "certain",
            "●",
            "certain",
            "Son début est connu, et sa fin aussi, ou bien un document de cette date ou plus récent l’affirme.",
        ),
        Mark(
            "incertain",
            "◐",
            "incertain",
            "Un document le dit, mais ni son début ni sa durée ne sont établis à cette date.",
        ),
        Mark("inactif", "○", "pas à cette date", "Fini, ou pas encore commencé à la date choisie."),
        Mark("en_projet", "◇", "en projet", "Annoncé, proposé ou recommandé : rien ne dit que cela existe déjà."),
    )
}
"""Certainty of a statement at the date of the view."""

DERIVATIONS: Final[Mapping[str, Mark]] = {
    mark.code: mark
    for mark in (
        Mark("explicite", "❝", "écrit dans la source", "La citation le dit mot pour mot."),
        Mark("inferee", "∴", "déduit de la source", "La citation permet de le déduire ; la note dit comment."),
        Mark(
            "classement",
            "#",
            "classé d’après l’intitulé",
            "Classement proposé par Maillage, à confirmer par un lecteur.",
        ),
    )
}
"""Where a statement comes from: its own words, a deduction, a classification."""

PRESENCES: Final[Mapping[str, Mark]] = {
    mark.code: mark
    for mark in (
        Mark("present", "●", "présent", "Documenté à cette date."),
        Mark("en_projet", "◇", "en projet", "Annoncé ou en préparation à cette date."),
        Mark(
            "terme_depasse", "◑", "terme dépassé, à vérifier", "Sa date de fin est passée ; rien ne dit s’il continue."
        ),
        Mark("absent_confirme", "✕", "absent confirmé", "Un inventaire complet dit qu’il n’y en a pas."),
        Mark(
            "absent",
            "–",
            "pas dans la liste documentée",
            "Ne figure pas parmi ceux que la source cite ; cette liste est peut-être incomplète.",
        ),
        Mark("non_documente", "?", "non documenté", "Aucune source de la base n’en parle. Ce n’est pas une absence."),
    )
}
"""Four states of a presence, and the two that a date or a list adds."""

DATA_STATES: Final[Mapping[str, Mark]] = {
    mark.code: mark
    for mark in (
        Mark("suffisant", "●", "données suffisantes", "Tout ce que la question demande est documenté."),
        Mark(
            "partiel", "◐", "données partielles", "Une partie de ce que la question demande manque ; voir les réserves."
        ),
        Mark(
            "insuffisant", "?", "données insuffisantes", "La base ne permet pas de répondre. Ce n’est pas un « non »."
        ),
    )
}
"""What the data allow."""

_WORDS: Final = {
    "indetermine": "indéterminé",
    "exact": "exact",
    "ars": "ARS",
    "cpam": "CPAM",
    "epci": "EPCI",
    "meme_famille": "même famille",
    "voisin": "voisin",
    "aucune": "aucune",
    "minimum": "minimum",
    "habituel": "habituel",
    "sortant": "vers",
    "entrant": "depuis",
    "presidence": "présidence",
    "co-presidence": "coprésidence",
    "secretariat": "secrétariat",
    "represente": "représenté",
    "associe": "associé",
    "invite": "invité",
    "referent_cls": "référent CLS",
    "evaluateur": "évaluateur",
    "prestataire_diagnostic": "prestataire du diagnostic",
    "siege": "siège",
    "departement": "département",
    "region": "région",
    "representation": "représentation",
    "perimetre": "périmètre",
    "recommandee": "recommandée",
    "declinaison": "déclinaison",
    "echange_information": "échange d’information",
    "action_commune": "action commune",
    "cooperation": "coopération",
    "declare": "déclaré",
    "calcule": "calculé",
    "non_documente": "non documenté",
    "verifie": "✓ vérifiée",
    "non_respecte": "✕ non respectée",
    "coherence": "cohérence",
    "a_venir": "à venir",
    "termine": "terminé",
    "imprecis": "selon le jour exact",
    "a_lancer": "à lancer",
    "a_lancer_peut_etre": "peut-être à lancer",
    "commencee": "commencée",
    "passee": "passée",
    "terme_depasse": "terme dépassé",
    "sans_role_documente": "sans rôle documenté",
    "role_termine": "rôle terminé",
}
_EXTRA_LISTS: Final = {
    "theme": "thematiques",
    "themes": "thematiques",
    "themes_communs": "thematiques",
    "publics_communs": "publics",
    "public": "publics",
    "publics": "publics",
    "famille": "thematiques",
    "cycle": "cycle_cls",
    "suite": "cycle_cls",
    "nature": "",
}


def certainty_mark(certitude: str, statut: str | None = None) -> Mark:
    """Return how sure a row is; what is only planned is said so."""
    if certitude != Certitude.INACTIF and statut in PLANNED:
        return CERTAINTIES["en_projet"]
    return CERTAINTIES[certitude]


def word(column: str, value: str) -> str:
    """
    Return a code as people say it; a text that is no code is returned as it is.

    Parameters
    ----------
    column
        Column, property or parameter that holds the value: it names the vocabulary.
    value
        Code or text. Several codes may be separated by commas.
    """
    if column == "type_dispositif":
        return ", ".join(type_word(code) for code in value.split(", "))
    for name in _lists(column):
        terms = vocabulary(name)
        codes = value.split(", ")
        if all(code in terms.terms for code in codes):
            return ", ".join(terms.label(code) for code in codes)
    if column in {"etat", "presence"} and value in PRESENCES:
        return PRESENCES[value].text
    if value in _WORDS:
        return _WORDS[value]
    return value.replace("_", " ") if value.isascii() and value.islower() and "_" in value else value


def caption(labels: Iterable[str]) -> str:
    """Return the French name of an object from its labels: « Acteur », « Dispositif et acteur »."""
    names = [spec.caption for spec in node_specs() if spec.label in set(labels)]
    return " et ".join((names[0], *(name.lower() for name in names[1:]))) if names else "Objet"


def is_id(value: object) -> bool:
    """Tell whether a value is the id of an object."""
    return isinstance(value, str) and " " not in value and label_of_id(value) is not None


def acronyms(text: str) -> list[tuple[str, str]]:
    """
    Return the acronyms that a text uses and what they stand for: the vocabularies first, then the glossary.

    Only those with a single meaning: an ambiguous one is left to the reader's search.
    """
    words = set(_WORD.findall(text))
    found: dict[str, str] = {}
    for code, term in vocabulary("types_dispositif").terms.items():
        if code in words and "_" not in code:  # What holds a sign of programs is no acronym.
            found[code] = term.libelle
    for code, term in vocabulary("sigles").terms.items():
        meanings = term.attributes.get("sens")
        known = isinstance(meanings, list) and len(meanings) == 1 and not str(meanings[0]).startswith("non ")
        if code in words and code not in found and known:
            found[code] = term.libelle
    for code, meaning in expansions().items():
        if code in words:
            found.setdefault(code, meaning)
    return list(found.items())


@lru_cache(maxsize=512)
def _lists(column: str) -> tuple[str, ...]:
    """Return the vocabularies that the model declares for a property of this name, then those of answers."""
    names = [spec.vocabulary for declared in node_specs() for spec in declared.properties if spec.name == column]
    own = all_relationship_properties().get(column)
    names.append(own.vocabulary if own else None)
    names.append(_EXTRA_LISTS.get(column))
    known = vocabularies()
    return tuple(name for name in dict.fromkeys(names) if name and name in known)
