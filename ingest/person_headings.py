"""Tell the headings that announce a person (« nom du référent », « prénom », « mobile ») from those of a service."""

from __future__ import annotations

import re

from graph.model.statement import Location
from ingest.headings import fold
from ingest.issues import Issue, problem

_ROLE = (
    r"(?:referent|interlocuteur|interlocutrice|responsable|president|directeur|directrice|coordinateur|coordinatrice|"
    r"coordonnateur|coordonnatrice|animateur|animatrice|medecin|professionnel|chef de projet|charge de mission|"
    r"chargee de mission|elu|agent|redacteur|redactrice|representant|titulaire|suppleant|contact|signataire)"
    r"(?:e|s|es|le|les)?"
)
_ANYWHERE = re.compile(
    r"\b(?:prenoms?|civilite|date de naissance|ne e le|nee? le|patronyme|nom de famille|nom d usage|securite sociale|"
    r"adresse personnelle)\b"
    rf"|\bnoms?(?: complet)?(?: et prenom)? (?:du |de la |de l |des |de |d |d un |d une )?{_ROLE}\b"
    r"|\b(?:tel|telephone|numero)(?: de)? (?:perso\w*|mobile|portable)\b"
    r"|\b(?:personne|contact) (?:a contacter|contact|ressource|referente?|nominatif)\b"
    rf"|\b(?:mail|courriel|email|e mail) (?:perso\w*|nominatif|(?:du |de la |de l |de ){_ROLE})"
)
_WHOLE = re.compile(
    rf"{_ROLE}(?: (?:e|s|es|rice|trice|ice|ne))?(?: (?:medical|cls|cpts|local|territorial|sante))?"
    r"|(?:mobile|portable|gsm)s?|nir|(?:n |no |numero |code |identifiant )?(?:rpps|adeli)"
)
# These also name organisations, or count.
_SERVICES = frozenset(
    {"contact", "contacts", "signataire", "signataires", "professionnels", "medecins", "agents", "animateurs"}
    | {"responsables", "representants", "titulaires", "elus"}
)


def announces_person(heading: str) -> bool:
    """
    Tell whether a heading announces a person rather than a service.

    Examples
    --------
    >>> announces_person("Nom du référent"), announces_person("Nom de la structure")
    (True, False)
    """
    folded = fold(heading)
    if folded in _SERVICES:
        return False
    return bool(_ANYWHERE.search(folded) or _WHOLE.fullmatch(folded))


def describes_persons(where: Location, heading: str, count: int) -> Issue:
    """Warn of a column that describes persons, with the number of its cells that are filled."""
    return problem(
        "ING-215",
        where,
        f"cette colonne semble décrire des personnes, et {count} de ses cellules sont remplies"
        if count > 1
        else "cette colonne semble décrire une personne, et une de ses cellules est remplie",
        column=heading,
        expected="Maillage ne garde aucune donnée sur les personnes.",
    )
