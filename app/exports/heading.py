"""Say what an export is: title, dates, scope, legend, sources and licence, in the same words whatever the format."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from app.exports.facts import Facts
from graph.model.dates import format_french
from graph.plan import NodeState
from graph.reference.loader import load_reference
from ingest.territories import label_of

LICENCE = (
    "Faits et citations : selon chaque document cité. Territoires et populations : INSEE, DGCL, IGN, "
    "Licence Ouverte 2.0."
)

_SOURCES_SHOWN = 200
_LONGEST_NAME = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """
    Hold what is said above, or beside, the data of an export.

    Parameters
    ----------
    titre
        One line.
    ecrit_le
        Day of the export, ISO.
    date
        What the data are worth: all dates, or one day, in words.
    perimetre
        Territory in words, or the whole base.
    contenu
        Numbers of objects and relationships, in words.
    legende
        One sentence per line.
    sources
        Documents cited, by name.
    licence, attribution
        Licence of the facts; who the reference data come from.
    version
        Version of the data.
    """

    titre: str
    ecrit_le: str
    date: str
    perimetre: str
    contenu: str
    legende: tuple[str, ...]
    sources: tuple[str, ...]
    licence: str
    attribution: str
    version: str

    @property
    def scope(self) -> str:
        """Return the territory and the date."""
        return f"{self.perimetre}, {self.date}"

    def rows(self, *, shown: int = _SOURCES_SHOWN) -> list[tuple[str, str]]:
        """Return the lines: what, and its text; sources beyond a number are counted."""
        sources = list(self.sources[:shown])
        left = len(self.sources) - len(sources)
        if left:
            sources.append(f"et {left} autres, décrits dans les données")
        return [
            ("Titre", self.titre),
            ("Écrit le", format_french(self.ecrit_le)),
            ("Date des données", self.date),
            ("Périmètre", self.perimetre),
            ("Contenu", self.contenu),
            *(("Légende", line) for line in self.legende),
            *(("Source", name) for name in sources or ["aucun document n’est cité"]),
            ("Licence", self.licence),
            ("Attribution", self.attribution),
            ("Version des données", self.version),
        ]

    def text(self) -> str:
        """Return the lines as one text."""
        return "\n".join(f"{what} : {said}" for what, said in self.rows())


def heading(facts: Facts, legend: tuple[str, ...] = ()) -> Heading:
    """
    Return the heading of an export.

    Parameters
    ----------
    facts
        What is exported.
    legend
        Sentences of the format (see `table_legend`).
    """
    perimetre = scope_of(facts)
    date = "toutes dates" if facts.date is None else f"au {format_french(facts.date)}"
    return Heading(
        titre=f"Maillage : {perimetre}, {date}",
        ecrit_le=datetime.now(UTC).date().isoformat(),
        date=date,
        perimetre=perimetre,
        contenu=f"{len(facts.nodes)} objets, {len(facts.relationships)} relations"
        + (", sans compter les territoires et les termes des listes" if facts.references else ""),
        legende=legend,
        sources=tuple(_source(node) for node in facts.sources),
        licence=LICENCE,
        attribution=str(load_reference().manifest["attribution"]),
        version=facts.version,
    )


def table_legend() -> tuple[str, ...]:
    """Return how to read tables."""
    return (
        "Une table par sorte d’objet, une ligne par objet ; la table « relations » dit qui fait quoi, la table "
        "« preuves », s’il y en a une, donne les citations qui ne tiennent pas sur la ligne de leur objet.",
        "Une case vide veut dire « non documenté », jamais « non ».",
        "Une relation sans dernier jour connu dure encore, ou sa fin n’est pas documentée.",
    )


def scope_of(facts: Facts) -> str:
    """Return what an export holds: a part said in words, a territory by its name, or the whole base."""
    if facts.part:
        return facts.part
    if facts.territoire is None:
        return "toute la base"
    node = next((node for node in (*facts.references, *facts.nodes) if node.id == facts.territoire), None)
    name = node.properties.get("nom") if node else None
    return f"{name} ({facts.territoire})" if name else label_of(facts.territoire)


def _source(node: NodeState) -> str:
    name = " ".join(str(node.properties.get("nom", node.id)).split())
    name = name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"
    date = node.properties.get("date_document")
    return f"{name} ({format_french(str(date))})" if date else name
