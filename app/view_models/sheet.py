"""Set out the sheet of one object: identity, relationships by chapter, what the documents do not say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from app.view_models.table import TableView, build_table
from app.view_models.terms import caption
from app.view_models.typography import sentence, typeset
from app.view_models.verbs import group, verb
from graph.answer import Answer, Row
from graph.model.ontology import ENTITE, UNLIKE

_NOT_SHOWN: Final = frozenset({"id", "nom", "extra", "note_qualite"})
_HIDDEN: Final = frozenset({"sens", "type", "note", "statut"})
_TITLES: Final = {
    "rôles": "Rôles",
    "liens directs": "Liens directs",
    "structure": "Organisation",
    "géographie": "Territoires",
    "contenu": "Thèmes, publics, besoins, offres et mesures",
    "articulation": "Articulation avec d’autres dispositifs",
    "soin des données": "Rapprochements à confirmer",
}

_EXPECTED: Final[Mapping[str, tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]]] = {
    # label: (what, properties that say it, relationships that say it)
    "Dispositif": (
        ("son porteur", (), ("PORTE",)),
        ("ses signataires", (), ("SIGNE",)),
        ("son périmètre", (), ("COUVRE",)),
        ("sa date de début", ("date_debut", "date_signature"), ()),
        ("sa date de fin", ("date_fin",), ()),
        ("son étape", ("cycle",), ()),
        ("ses instances", (), ("A_INSTANCE",)),
    ),
    "Acteur": (
        ("son territoire", (), ("INTERVIENT_SUR",)),
        (
            "son identifiant officiel (SIREN, SIRET, FINESS ou RNA)",
            ("siren", "siret", "finess_ej", "finess_et", "rna"),
            (),
        ),
        ("ses offres", (), ("PROPOSE",)),
        ("sa page web ou son courriel générique", ("url", "courriel_generique"), ()),
    ),
    "Action": (
        ("son pilote", (), ("PILOTE",)),
        ("ses partenaires", (), ("EST_PARTENAIRE",)),
        ("ses dates", ("date_debut", "date_fin"), ()),
        ("son territoire propre", (), ("INTERVIENT_SUR",)),
        ("son financement", (), ("FINANCE",)),
        ("ses indicateurs", (), ("MESURE_PAR",)),
    ),
    "Instance": (
        ("ses membres", (), ("EST_MEMBRE",)),
        ("qui l’anime ou la pilote", (), ("ANIME", "PILOTE")),
        ("son rythme de réunion", ("periodicite_an", "periodicite_min_an"), ()),
        ("ses réunions", (), ("CONCERNE",)),
    ),
}


@dataclass(frozen=True, slots=True)
class NoteView:
    """Hold a note of lecture: its title, its text, whether it calls for attention."""

    title: str
    text: str
    attention: bool


@dataclass(frozen=True, slots=True)
class SheetView:
    """
    Hold the sheet of one object.

    Parameters
    ----------
    name, kind
        Name, and what it is in French.
    labels
        Labels in the graph.
    identity
        Fields: (name, value), in the order of the model.
    identity_row
        The identity as one row, for its proof; None when nothing proves it.
    chapters
        Relationships, one table per chapter of the model.
    silent
        What the documents do not say.
    notes
        Notes of lecture.
    """

    name: str
    kind: str
    labels: tuple[str, ...]
    identity: tuple[tuple[str, str], ...]
    identity_table: TableView
    chapters: tuple[TableView, ...]
    silent: tuple[str, ...]
    notes: tuple[NoteView, ...]


def build_sheet(
    answer: Answer, row: Mapping[str, Any], titles: Mapping[str, str], notes: Iterable[Mapping[str, Any]]
) -> SheetView:
    """
    Return the sheet of an object.

    Parameters
    ----------
    answer
        Answer to the question `fiche`.
    row
        Its row in the reading `noms`.
    titles
        Titles of the documents by the name that proofs cite.
    notes
        Rows of the reading `notes_de`.
    """
    labels = tuple(label for label in row["labels"] if label != ENTITE)
    identity = answer.tableaux["identite"]
    named = replace(identity, lignes=tuple(r for r in identity.lignes if r.valeurs["champ"] not in _NOT_SHOWN))
    kept = [found for found in answer.lignes if found.valeurs["nature"] != "note de lecture"]
    return SheetView(
        name=typeset(row["nom"]),
        kind=caption(labels),
        labels=labels,
        identity=tuple((str(r.valeurs["libelle"]), sentence(str(r.valeurs["valeur"]))) for r in named.lignes),
        identity_table=build_table(identity.colonnes, identity.lignes[:1], titles, title="Identité", certainty=False),
        chapters=tuple(
            build_table(
                answer.colonnes,
                rows,
                titles,
                title=_TITLES.get(name, sentence(name)),
                left_out=_HIDDEN,
                title_from=("relation", "objet"),
            )
            for name, rows in _chapters(kept).items()
        ),
        silent=_silent(labels, {r.valeurs["champ"] for r in named.lignes}, {r.valeurs["type"] for r in answer.lignes}),
        notes=tuple(
            NoteView(typeset(str(n["nom"] or "")), sentence(str(n["texte"] or "")), n["gravite"] == "attention")
            for n in notes
        ),
    )


def silence(silent: Iterable[str], ever_silent: Iterable[str]) -> list[str]:
    """
    Return, in sentences, what no document says of an object; what one says for other dates only comes last.

    Parameters
    ----------
    silent, ever_silent
        What is not said at the date of the view, and at any date (`SheetView.silent`).
    """
    never = set(ever_silent)
    found = [f"{sentence(what)}." for what in silent if what in never]
    other = [what for what in silent if what not in never]
    return [*found, f"Documenté pour d’autres dates seulement : {', '.join(other)}."] if other else found


def _chapters(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Group relationships by chapter of the model, in its order, and read them from the sheet's side."""
    found: dict[str, list[Row]] = {name: [] for name in _TITLES}
    for row in rows:
        type_ = str(row.valeurs["type"])
        judged = UNLIKE in str(row.valeurs["relation"])
        said = UNLIKE if judged else verb(type_, outgoing=row.valeurs["sens"] == "sortant")
        found.setdefault(group(type_), []).append(replace(row, valeurs={**row.valeurs, "relation": said}))
    return {name: rows for name, rows in found.items() if rows}


def _silent(labels: Iterable[str], fields: set[str], types: set[str]) -> tuple[str, ...]:
    points: list[str] = []
    for label in labels:
        for what, properties, relationships in _EXPECTED.get(label, ()):
            if not set(properties) & fields and not set(relationships) & types:
                points.append(what)
    return tuple(dict.fromkeys(points))
