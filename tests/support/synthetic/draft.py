"""Write statements with their dates and proofs, and keep how each one stands against the reference day."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable

from graph.model.relationships import RELATIONSHIPS
from graph.model.statement import NodeStatement, Preuve, Properties, RelationshipStatement, Stored, relationship_id
from graph.model.vocabularies import vocabulary
from tests.support.synthetic.truth import IN_FORCE, Moment

JOUR = "2026-06-30"
"""Reference day: populations are those of RP2023, and the recent documents are a fortnight younger."""

_RECENT, _OLD, _FLOOR, _UNDATED = "contrats", "bilan", "notes", "presentation"
_SOURCES: dict[str, dict[str, Stored]] = {
    _RECENT: {"date_document": "2026-07-15", "type_source": "contrat"},
    _OLD: {"date_document": "2023-03-10", "type_source": "rapport"},
    _FLOOR: {"date_plancher": "2024-02", "type_source": "notes"},
    _UNDATED: {"type_source": "page web"},
}
_STARTS = (
    "2020",
    "2021",
    "2021-09-01",
    "2022",
    "2022-03-15",
    "2023-01-01",
    "2023-07",
    "2024",
    "2024-10-01",
    "2025",
    "2025-03-20",
    "2026-01-01",
)
_ENDS = ("2026-06-30", "2026-06", "2026-12-31", "2027", "2027-06-30", "2028-12")
_OLD_STARTS = ("2015", "2016-05-02", "2017-01-01", "2018", "2018-09")
_PAST_ENDS = ("2019-12-31", "2021", "2023-06-30", "2025-12", "2026-06-29", "2026-05")
_LATER = ("2026-07-01", "2026-09", "2027", "2027-01-01")
_DOUBTFUL = ("prevu", "propose", "ponctuel", "termine")
_NOT_YET = ("en_projet", "recommande", "a_confirmer")
_CLASSIFIED = frozenset({"TRAITE", "CIBLE"})


class Draft:
    """
    Collect statements.

    Parameters
    ----------
    seed
        Same seed, same statements.

    Attributes
    ----------
    draw
        Source of chance.
    nodes, relationships
        Statements by id, in order.
    moments
        Standing of each relationship, by id.
    scheme_moments
        Standing of each scheme, by id.
    themes
        Theme codes of each scheme in force: its own, and those of its actions.
    """

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)
        self.nodes: dict[str, NodeStatement] = {}
        self.relationships: dict[str, RelationshipStatement] = {}
        self.moments: dict[str, Moment] = {}
        self.scheme_moments: dict[str, Moment] = {}
        self.themes: dict[str, set[str]] = defaultdict(set)
        self._counters: dict[str, int] = defaultdict(int)
        self._place = ""

    def at(self, departement: str) -> None:
        """Name the département whose documents the next statements come from, and bring these documents."""
        self._place = departement
        for name, properties in _SOURCES.items():
            fichier = self._document(name)
            id_ = f"src:{name}-{departement}"
            if id_ not in self.nodes:
                self.nodes[id_] = NodeStatement(
                    id=id_,
                    labels=("Source",),
                    properties={"nom": f"{name.capitalize()} {departement}", "fichier": fichier, **properties},
                    preuves=(Preuve(fichier, ""),),
                )

    def number(self, kind: str) -> int:
        """Return the next number of a kind, from 1."""
        self._counters[kind] += 1
        return self._counters[kind]

    def node(self, id_: str, label: str | tuple[str, ...], nom: str, **properties: Stored | None) -> str:
        """Say that a node exists; a property that is None is left out. Return its id."""
        labels = (label,) if isinstance(label, str) else tuple(sorted(label))
        kept: Properties = {"nom": nom, **{name: value for name, value in properties.items() if value is not None}}
        self.nodes[id_] = NodeStatement(
            id=id_, labels=labels, properties=kept, preuves=(Preuve(self._document(_RECENT), nom),)
        )
        return id_

    def acteur(self, id_: str, nom: str, type_acteur: str, **properties: Stored | None) -> str:
        """Say that an actor exists; its sector is that of its type."""
        return self.node(id_, "Acteur", nom, **_actor(type_acteur), **properties)

    def dispositif(
        self, id_: str, nom: str, type_dispositif: str, moment: Moment = Moment.EN_COURS, **properties: Stored | None
    ) -> str:
        """Say that a scheme exists; it is an actor too when its type may be one."""
        term = vocabulary("types_dispositif").terms[type_dispositif]
        dual = bool(term.attributes.get("peut_etre_acteur"))
        as_actor = _actor(_ACTOR_OF_SCHEME.get(type_dispositif, "autre")) if dual else {}
        self.scheme_moments[id_] = moment
        labels = ("Acteur", "Dispositif") if dual else "Dispositif"
        return self.node(id_, labels, nom, type_dispositif=type_dispositif, **as_actor, **properties)

    def relate(
        self,
        type_: str,
        start: str,
        end: str,
        moment: Moment = Moment.EN_COURS,
        role: str | None = None,
        **properties: Stored,
    ) -> str:
        """Say that a relationship holds, dated as the moment asks; return its id. Saying it twice changes nothing."""
        said, source = self._dated(moment)
        if role:
            said["role"] = role
        said |= properties
        if type_ in _CLASSIFIED:
            said["derivation"], said["confidence"] = "classement", 0.8
        else:
            said.setdefault("derivation", "explicite")
        id_ = relationship_id(type_, start, end, role, said.get("valid_from"))
        if id_ not in self.relationships:
            citation = f"{self._nom(start)} {RELATIONSHIPS[type_].caption} {self._nom(end)}"
            self.relationships[id_] = RelationshipStatement(
                type=type_, start=start, end=end, properties=said, preuves=(Preuve(source, citation),)
            )
            self.moments[id_] = moment
        return id_

    def contents(
        self, id_: str, themes: Iterable[str], publics: Iterable[str] = (), moment: Moment = Moment.EN_COURS
    ) -> None:
        """Say which themes and publics (codes) an object is about."""
        for theme in themes:
            self.relate("TRAITE", id_, f"theme:{theme}", moment)
        for public in publics:
            self.relate("CIBLE", id_, f"public:{public}", moment)

    def scheme_themes(self, dispositif: str, themes: Iterable[str]) -> None:
        """Say which themes a scheme treats by itself."""
        self.contents(dispositif, themes)
        self.themes[dispositif].update(themes)

    def action(
        self,
        id_: str,
        nom: str,
        dispositif: str,
        themes: tuple[str, ...],
        publics: tuple[str, ...] = (),
        *,
        pilots: Iterable[str] = (),
        partners: Iterable[str] = (),
        moment: Moment = Moment.EN_COURS,
        contents: Moment = Moment.EN_COURS,
        **properties: Stored | None,
    ) -> str:
        """Say that a scheme has an action; `moment` dates its place there, `contents` its themes and publics."""
        number = self.number(f"action of {dispositif}")
        self.node(id_, "Action", nom, niveau="fiche_action", numero=number, libelle_source=nom, **properties)
        self.relate("COMPREND", dispositif, id_, moment)
        self.contents(id_, themes, publics, contents)
        for rank, pilot in enumerate(pilots):
            self.relate("PILOTE", pilot, id_, moment, role="co-pilote" if rank else "pilote")
        for partner in partners:
            self.relate("EST_PARTENAIRE", partner, id_, moment, role="partenaire")
        if moment in IN_FORCE and contents in IN_FORCE:
            self.themes[dispositif].update(themes)
        return id_

    def instance(
        self,
        id_: str,
        nom: str,
        type_instance: str,
        dispositifs: Iterable[str],
        members: Iterable[str],
        *,
        moment: Moment = Moment.EN_COURS,
        periodicite: float | None = None,
    ) -> str:
        """Say that schemes have an instance, with its members; the first one chairs a steering committee."""
        yearly = None if periodicite is None else float(periodicite)
        self.node(id_, "Instance", nom, type_instance=type_instance, periodicite_an=yearly)
        for dispositif in dispositifs:
            self.relate("A_INSTANCE", dispositif, id_)
        for rank, member in enumerate(members):
            chairs = type_instance == "COPIL" and rank == 0
            self.relate("EST_MEMBRE", member, id_, moment, role="presidence" if chairs else "membre")
        return id_

    def _dated(self, moment: Moment) -> tuple[Properties, str]:
        draw = self.draw
        match moment:
            case Moment.EN_COURS:
                said: Properties = {"valid_from": draw.choice(_STARTS), "observed_at": "2026-07-15"}
                return said, self._document(_RECENT)
            case Moment.PERIODE:
                return {"valid_from": draw.choice(_STARTS), "valid_to": draw.choice(_ENDS)}, self._document(_OLD)
            case Moment.ANCIEN:
                return {"valid_from": draw.choice(_STARTS[:5])}, self._document(_OLD)
            case Moment.NON_DATE:
                return {}, self._document(draw.choice((_FLOOR, _UNDATED, _RECENT)))
            case Moment.PONCTUEL:
                return {"valid_from": "2025", "statut": draw.choice(_DOUBTFUL)}, self._document(_RECENT)
            case Moment.ECHU:
                return {
                    "valid_from": draw.choice(_OLD_STARTS),
                    "valid_to": draw.choice(_PAST_ENDS),
                    "observed_at": "2026-07-15",
                }, self._document(_RECENT)
            case Moment.FUTUR:
                return {"valid_from": draw.choice(_LATER), "observed_at": "2026-07-15"}, self._document(_RECENT)
        said = {"statut": draw.choice(_NOT_YET)}
        if draw.random() < 0.5:
            said["valid_from"] = draw.choice(_STARTS)
        return said, self._document(_RECENT)

    def _document(self, name: str) -> str:
        return f"{name}_{self._place}.pdf"

    def _nom(self, id_: str) -> str:
        node = self.nodes.get(id_)
        return str(node.properties["nom"]) if node else id_


_ACTOR_OF_SCHEME = {
    "CPTS": "cpts",
    "MSP": "msp",
    "CDS": "centre_sante",
    "DAC": "dac",
    "CLIC": "clic",
    "UNITE_MOBILE": "unite_mobile",
}


def _actor(type_acteur: str) -> Properties:
    sector = vocabulary("types_acteur").terms[type_acteur].attributes.get("secteur_defaut")
    kept: Properties = {"type_acteur": type_acteur}
    if sector in vocabulary("secteurs").terms:
        kept["secteur"] = str(sector)
    return kept
