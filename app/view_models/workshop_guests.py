"""Lay out a guest list: who, why, what each one brings, the missing links it opens, who could come instead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from app.view_models.table import RowView, TableView, columns_of
from app.view_models.typography import NBSP, counted, number, readable, sentence, typeset
from app.view_models.workshop_words import STATUSES, badges
from app.workshops.record import INVITED, Workshop
from graph.answer import Answer, Row
from graph.model.vocabularies import vocabulary

_SAME: Final = 1e-6
_FEW: Final = 4
_SEVERAL: Final = 2
_APART: Final = frozenset({"rang", "secteur"})
_UNKNOWN: Final = "inconnu de la base"
_COLUMNS: Final = columns_of(
    ("rang", "N°", "Numéro sur le plan de table et sur les documents.", False),
    ("nom", "Participant", "Organisme et fonction, comme sur le badge.", False),
    ("statut", "Réponse", "Invité, confirmé, décline, absent le jour même, arrivé sur place.", False),
    ("secteur", "Secteur", "Secteur de l’organisme.", False),
    ("themes", "Ce qu’il apporte", "Thèmes sur lesquels ses actions portent, sur ce territoire.", False),
    ("liens", "Liens manquants", "Invités avec qui il agit sur la même chose sans lien connu.", True),
    ("raison", "Pourquoi", "Raison de sa présence dans la liste.", False),
    ("remplacant", "À sa place", "Qui inviter s’il décline.", False),
)


def build_guests(
    workshop: Workshop, answer: Answer | None, names: Mapping[str, str], titles: Mapping[str, str]
) -> TableView:
    """
    Return the list as a table whose rows open what proves them.

    Parameters
    ----------
    workshop
        Its participants, in order.
    answer
        Answer to `invites` for the list as it is; None when nothing is known of it.
    names
        Names of the actors by id.
    titles
        Titles of the documents by the name that proofs cite.
    """
    found = {str(row.valeurs["acteur_id"]): row for row in answer.lignes} if answer else {}
    called = badges(workshop.participants)
    rows = []
    for one in workshop.participants:
        row = found.get(one.acteur) or found.get(one.organisme)
        links = _links(row)
        cells = {
            "rang": one.id,
            "nom": called[one.id],
            "statut": STATUSES[one.statut],
            "secteur": sector_name(one.secteur),
            "themes": _themes(row) if one.acteur else _UNKNOWN,
            "liens": links,
            "raison": sentence(one.raison),
            "remplacant": typeset(names.get(one.remplacant, "")),
        }
        rows.append(
            RowView(
                title=called[one.id],
                cells=cells,
                sort=cells,
                links=((one.acteur, names.get(one.acteur, one.nom)),) if one.acteur else (),
                certainty=None,
                preuves=row.preuves if row else (),
                said=sentence(one.raison) if one.raison else sentence(row.phrase) if row else "",
                titles=titles,
            )
        )
    kept = tuple(column for column in _COLUMNS if any(row.cells[column.name] not in (None, "") for row in rows))
    if all(one.statut == INVITED for one in workshop.participants):
        kept = tuple(column for column in kept if column.name != "statut")
    return TableView(
        title="Liste des invités",
        columns=tuple(column for column in kept if column.name not in _APART),
        rows=tuple(rows),
        more=tuple(column for column in kept if column.name in _APART),
    )


def sector_name(code: str) -> str:
    """Return a sector in words; a word that the model does not know stays as it is; unknown is said."""
    if not code:
        return ""
    known = vocabulary("secteurs")
    return typeset(known.label(code)) if code in known.terms else sentence(code)


def worth(workshop: Workshop, measures: Mapping[str, Any], best: Mapping[str, Any] | None) -> tuple[str, ...]:
    """
    Return, in plain words, what a list covers and how good it is known to be.

    Parameters
    ----------
    workshop
        Its participants: how many of them the base knows.
    measures
        Measures of the answer for the list as it is.
    best
        Measures of the answer for the list that the same choices propose; None when it was not asked.
    """
    people, known_people = len(workshop.presents), sum(bool(one.acteur) for one in workshop.presents)
    actors = int(measures.get("n_invites") or 0)
    # Several guests of one organisation count once in the figures of the list.
    words = (
        ("invité connu", "invités connus") if actors == known_people else ("acteur représenté", "acteurs représentés")
    )
    guests = counted(actors, *words)
    share, opened, missing = (measures.get(name) for name in ("part_themes", "n_liens_ouverts", "n_liens_manquants"))
    themes = ""
    if share is not None:
        brought, known = (number(int(measures.get(name) or 0)) for name in ("n_themes_representes", "n_themes"))
        themes = f"{int(100 * float(share) + 1e-9)}{NBSP}% des thèmes ({brought} sur {known}) et "
    links = counted(int(opened or 0), "lien manquant", "liens manquants")
    are = "est représenté" if share is None and int(opened or 0) < _SEVERAL else "sont représentés"
    said = [f"Avec {guests} de la base, {themes}{links} sur {number(int(missing or 0))} {are}."]
    if known_people < people:
        only = "un seul est connu" if known_people == 1 else f"{number(known_people)} sont connus"
        said.append(f"Sur {counted(people, 'participant')}, {only} de la base : les autres ne sont pas comptés ici.")
    if best and best.get("borne") and measures.get("valeur") is not None and 2 * known_people >= people:
        value, proposed = float(measures["valeur"]), float(best.get("valeur") or 0)
        part = min(100, int(100 * value / float(best["borne"]) + 1e-9))
        if known_people == people and best.get("optimale") and value >= proposed - _SAME:
            said.append("Aucune autre liste ne ferait mieux avec ces choix : toutes ont été écartées par le calcul.")
        else:
            counting = "" if known_people == people else ", en ne comptant que les participants connus"
            said.append(
                f"Cette liste vaut au moins {part}{NBSP}% de la meilleure possible avec ces choix, quelle qu’elle "
                f"soit{counting}."
            )
    return tuple(said)


def counts(workshop: Workshop) -> tuple[tuple[str, str], ...]:
    """Return the figures at the top of the list: value, what it counts."""
    present = workshop.presents
    known = {one.organisme or one.nom for one in present}
    sectors = {one.secteur for one in present if one.secteur}
    confirmed = sum(one.statut == "confirme" for one in present)
    return (
        (number(len(present)), counted(len(present), "participant").split(NBSP)[1] + f" sur {workshop.places} places"),
        (number(len(known)), counted(len(known), "organisme").split(NBSP)[1]),
        (number(len(sectors)), counted(len(sectors), "secteur").split(NBSP)[1]),
        (number(confirmed), counted(confirmed, "confirmé").split(NBSP)[1]),
    )


def _themes(row: Row | None) -> str:
    themes = list(row.valeurs.get("themes") or ()) if row else []
    rest = len(themes) - _FEW
    if rest < 2:
        return readable(themes)
    return f"{readable(themes[:_FEW])} et {rest} autres"


def _links(row: Row | None) -> int | None:
    found = row.valeurs.get("liens_ouverts") if row else None
    if found is None:
        return None
    return len(found) if isinstance(found, list | tuple) else int(found)
