"""Define the answer to a question: rows with their certainty and proofs, a sentence, figures, warnings.

One shape for the command line, the screens, the exports and the documents.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.certainty import Certitude

SUFFISANT, PARTIEL, INSUFFISANT = "suffisant", "partiel", "insuffisant"
"""What the data allow: enough, enough for a part of the scope, not enough to answer."""


@dataclass(frozen=True, slots=True)
class Column:
    """
    Describe one column.

    Parameters
    ----------
    nom
        ASCII name; an entity is `<objet>_id` with a readable twin `<objet>`.
    type
        `texte`, `entier`, `decimal`, `booleen`, `date` or `liste`.
    description
        French sentence, also the heading's help.
    titre
        French heading shown to people.
    """

    nom: str
    type: str
    description: str
    titre: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """
    Hold what proves a row.

    Parameters
    ----------
    source
        Name of the document.
    date_document
        Date of the document (its floor date when it has none), or None.
    citation
        Words of the document.
    derivation
        `explicite`, `inferee` or `classement`.
    certitude
        State of the statement at the date of the answer.
    note
        How it was deduced, or None.
    """

    source: str
    date_document: str | None
    citation: str
    derivation: str
    certitude: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """
    Hold one part of a score.

    Parameters
    ----------
    nom, libelle
        ASCII name, and French name shown to people.
    valeur
        Value between 0 and 1 or in its own unit; None when it is not known.
    poids
        Weight in the score; None when the part is not weighted.
    calcul
        French sentence that says how the value was computed, with its figures.
    """

    nom: str
    libelle: str
    valeur: float | None
    poids: float | None = None
    calcul: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """
    Hold one row.

    Parameters
    ----------
    valeurs
        Values by column name.
    certitude
        The weakest of what it rests on.
    preuves
        What proves it.
    phrase
        What the row says, in one French sentence; empty when its values say it.
    parts
        Parts of its score, when it has one.
    """

    valeurs: Mapping[str, Any]
    certitude: Certitude = Certitude.INCERTAIN
    preuves: tuple[Proof, ...] = ()
    phrase: str = ""
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """Hold why a row says what it says: a French sentence, the parts of its score, the names of its documents."""

    phrase: str
    parts: tuple[Part, ...]
    sources: tuple[str, ...]


def explain(row: Row) -> Explanation:
    """Return the sentence, the parts and the documents of a row, documents in order, each once."""
    return Explanation(row.phrase, row.parts, tuple(dict.fromkeys(proof.source for proof in row.preuves)))


@dataclass(frozen=True, slots=True)
class Table:
    """Hold a second table of an answer: columns, and rows in order."""

    colonnes: tuple[Column, ...]
    lignes: tuple[Row, ...]
    titre: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """
    Hold a whole answer.

    Parameters
    ----------
    question, titre
        Name and French title of the question.
    parametres
        Parameters as understood: ids instead of names.
    date
        ISO day of the answer, or `toutes`.
    perimetre
        French sentence: territory, granularity, certainty that were asked.
    etat_donnees
        `suffisant`, `partiel` or `insuffisant`.
    phrase
        The answer in one French sentence.
    colonnes, lignes
        The table, in order.
    mesures
        Single figures by name.
    tableaux
        Second tables by name.
    avertissements
        French sentences to read with the figures.
    version_donnees
        Graph hash.
    methode
        How the figures are computed, in plain French; empty when nothing is computed.
    """

    question: str
    titre: str
    parametres: Mapping[str, Any]
    date: str
    perimetre: str
    etat_donnees: str
    phrase: str
    colonnes: tuple[Column, ...]
    lignes: tuple[Row, ...]
    mesures: Mapping[str, Any] = field(default_factory=dict)
    tableaux: Mapping[str, Table] = field(default_factory=dict)
    avertissements: tuple[str, ...] = ()
    version_donnees: str = ""
    methode: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return the answer in the shape that the command line promises (docs/json.md)."""
        found: dict[str, Any] = {
            "question": self.question,
            "titre": self.titre,
            "parametres": dict(self.parametres),
            "date": self.date,
            "perimetre": self.perimetre,
            "etat_donnees": self.etat_donnees,
            "phrase": self.phrase,
            "colonnes": [_column(column) for column in self.colonnes],
            "lignes": [_row(row) for row in self.lignes],
            "mesures": dict(self.mesures),
            "tableaux": {
                name: {
                    "titre": table.titre,
                    "colonnes": [_column(column) for column in table.colonnes],
                    "lignes": [_row(row) for row in table.lignes],
                }
                for name, table in self.tableaux.items()
            },
            "avertissements": list(self.avertissements),
            "version_donnees": self.version_donnees,
        }
        if self.methode:
            found["methode"] = self.methode
        return found


def _column(column: Column) -> dict[str, str]:
    return {"nom": column.nom, "type": column.type, "titre": column.titre, "description": column.description}


def _row(row: Row) -> dict[str, Any]:
    found: dict[str, Any] = {
        "valeurs": dict(row.valeurs),
        "certitude": str(row.certitude),
        "preuves": [
            {
                "source": proof.source,
                "date_document": proof.date_document,
                "citation": proof.citation,
                "derivation": proof.derivation,
                "certitude": proof.certitude,
                "note": proof.note,
            }
            for proof in row.preuves
        ],
    }
    if row.phrase or row.parts:
        found["explication"] = {
            "phrase": row.phrase,
            "parts": [
                {
                    "nom": part.nom,
                    "libelle": part.libelle,
                    "valeur": part.valeur,
                    "poids": part.poids,
                    "calcul": part.calcul,
                }
                for part in row.parts
            ],
        }
    return found
