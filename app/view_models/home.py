"""Say what the base holds and where each user may begin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.view_models.typography import counted, day, number, typeset
from graph.answers.context import SourceInfo
from graph.model.ontology import node_spec
from graph.store.store import Counts

_SHOWN = ("Acteur", "Dispositif", "Action", "Instance", "Territoire", "Source")


@dataclass(frozen=True, slots=True)
class Landmarks:
    """
    Hold the objects by which a visit may begin: the most linked of each nature, as (id, name), or None.

    Parameters
    ----------
    territoire, caisse, contrat, dispositif, instance
        Territory with most schemes, health-insurance office with most facts, most signed or led scheme, scheme with
        most actions, instance with most members.
    """

    territoire: tuple[str, str] | None = None
    caisse: tuple[str, str] | None = None
    contrat: tuple[str, str] | None = None
    dispositif: tuple[str, str] | None = None
    instance: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class HomeView:
    """
    Hold what the base holds.

    Parameters
    ----------
    figures
        Facts: (number, what).
    reference
        Sentence on what comes from the reference.
    newest
        Sentence on the newest dated source, or why there is none.
    sources
        Documents: (title, date), newest first, undated last.
    landmarks
        Where to begin.
    """

    figures: tuple[tuple[str, str], ...]
    reference: str
    newest: str
    sources: tuple[tuple[str, str], ...]
    landmarks: Landmarks


def build_home(
    counts: Counts, sources: Iterable[SourceInfo], rows: Iterable[Mapping[str, Any]], territoire: tuple[str, str] | None
) -> HomeView:
    """
    Return the home page's content.

    Parameters
    ----------
    counts
        What the base holds.
    sources
        Documents; one given twice counts once.
    rows
        Rows of the reading `reperes`.
    territoire
        Territory that the reader already chose, or None.
    """
    figures = [
        (number(counts.noeuds[label]), _plural(label, counts.noeuds[label])) for label in _SHOWN if counts.noeuds[label]
    ]
    figures.append((number(counts.total_noeuds), "objet en tout" if counts.total_noeuds < 2 else "objets en tout"))
    figures.append((number(counts.total_relations), "relation" if counts.total_relations < 2 else "relations"))
    documents = sorted(set(sources), key=lambda info: (info.date or "", info.nom), reverse=True)
    dated = [info for info in documents if info.date]
    return HomeView(
        figures=tuple(figures),
        reference=_reference(counts),
        newest=f"Source datée la plus récente : « {typeset(dated[0].nom)} », {day(dated[0].date)}."
        if dated
        else "Aucun document de la base n’est daté.",
        sources=tuple((typeset(info.nom), day(info.date, "non daté")) for info in documents),
        landmarks=build_landmarks(rows, territoire),
    )


def build_landmarks(rows: Iterable[Mapping[str, Any]], territoire: tuple[str, str] | None = None) -> Landmarks:
    """Return the first object of each nature; rows come the most linked first."""
    first: dict[str, tuple[str, str]] = {}
    for row in rows:
        first.setdefault(row["nature"], (row["id"], typeset(row["nom"])))
    if territoire:
        first["territoire"] = territoire
    return Landmarks(**first)


def _plural(label: str, count: int) -> str:
    spec = node_spec(label)
    if spec is None:
        return label
    words = {"Territoire": ("territoire cité", "territoires cités"), "Source": ("document source", "documents sources")}
    singular, plural = words.get(label, (spec.caption.lower(), spec.plural.lower()))
    return singular if count < 2 else plural


def _reference(counts: Counts) -> str:
    territories = counts.reference_noeuds["Territoire"]
    terms = sum(count for label, count in counts.reference_noeuds.items() if label != "Territoire")
    notes = f" {counted(counts.notes, 'note')} de lecture accompagnent les faits." if counts.notes else ""
    return (
        f"Compté à part, le référentiel : {counted(territories, 'autre territoire', 'autres territoires')} "
        f"(communes, intercommunalités, départements des régions citées) et {counted(terms, 'terme')} de "
        f"vocabulaire.{notes}"
    )
