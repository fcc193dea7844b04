"""Write the ordinary schemes of a territory: perimeter, governance, actions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from graph.model.statement import Stored
from graph.reference.loader import load_reference
from tests.support.synthetic.background_actions import THEMES, Crew, write_actions, write_instances
from tests.support.synthetic.chance import Weighted
from tests.support.synthetic.draft import Draft
from tests.support.synthetic.institutions import Institutions
from tests.support.synthetic.truth import IN_FORCE, Moment

if TYPE_CHECKING:
    from tests.support.synthetic.background import Place

_KINDS = Weighted(
    (
        ("CLS", 24),
        ("CPTS", 30),
        ("CLSM", 12),
        ("MSP", 14),
        ("CLIC", 6),
        ("ASV", 6),
        ("CDS", 5),
        ("CONTRAT_VILLE", 3),
    )
)
_NAMES = {
    "CLS": "Contrat local de santé",
    "CPTS": "Communauté professionnelle territoriale de santé",
    "CLSM": "Conseil local de santé mentale",
    "MSP": "Maison de santé pluriprofessionnelle",
    "CLIC": "Centre local d’information et de coordination",
    "ASV": "Atelier santé ville",
    "CDS": "Centre de santé",
    "CONTRAT_VILLE": "Contrat de ville",
    "DAC": "Dispositif d’appui à la coordination",
    "PTSM": "Projet territorial de santé mentale",
}
_USUAL_ACTIONS = {"CLS": 30, "CPTS": 10, "CLSM": 8, "MSP": 3, "CLIC": 3, "ASV": 6, "CDS": 2, "CONTRAT_VILLE": 4}
_INSTANCES = {"CLS": 6, "CPTS": 4, "CLSM": 4}
_OF_TOWNS = frozenset({"ASV", "CONTRAT_VILLE"})
_OF_A_FEW_COMMUNES = frozenset({"MSP", "CDS"})
_MOMENTS = Weighted(
    (
        (Moment.EN_COURS, 68),
        (Moment.PERIODE, 8),
        (Moment.ANCIEN, 8),
        (Moment.NON_DATE, 5),
        (Moment.ECHU, 6),
        (Moment.FUTUR, 2),
        (Moment.EN_PROJET, 3),
    )
)
_STAGES = ("signature", "mise_en_oeuvre", "mise_en_oeuvre", "evaluation", "renouvellement", "elaboration")
_WITH_EXCEPTION = 0.05


def write_schemes(
    draft: Draft, places: Sequence[Place], institutions: Mapping[str, Institutions], *, dispositifs: int, actions: int
) -> dict[str, dict[str, float]]:
    """
    Write so many schemes with so many actions in all.

    Returns
    -------
    perimeters
        Communes (code -> share) of each scheme in force on the reference day.
    """
    perimeters = _of_departements(draft, institutions)
    dispositifs -= len(perimeters)
    where = Weighted((place, place.weight) for place in places)
    planned = [(_KINDS.draw(draft.draw), where.draw(draft.draw)) for _ in range(max(0, dispositifs))]
    wanted = sum(_USUAL_ACTIONS[kind] for kind, _ in planned)
    of_place: dict[str, list[tuple[Moment, str]]] = defaultdict(list)
    usual = written = 0
    for kind, place in planned:
        draft.at(place.departement)
        moment = _MOMENTS.draw(draft.draw)
        id_, shares = _scheme(draft, kind, place, moment, institutions[place.departement])
        if moment in IN_FORCE:
            perimeters[id_] = shares
        if kind == "CLS":
            of_place[place.siren].append((moment, id_))
        who = institutions[place.departement]
        crew = Crew(id_, moment, [*place.organisations, *place.services], who.all, sorted(shares))
        # Whole numbers all along, so that the total is exact.
        usual += _USUAL_ACTIONS[kind]
        due = max(0, actions) * usual // wanted
        write_actions(draft, crew, due - written)
        written = due
        write_instances(draft, crew, _INSTANCES.get(kind, 2))
    _succeed(draft, of_place)
    return perimeters


def _of_departements(draft: Draft, institutions: Mapping[str, Institutions]) -> dict[str, dict[str, float]]:
    """Give each département the two schemes of its size, unless the plants already did."""
    having = {
        edge.end
        for edge in draft.relationships.values()
        if edge.type == "COUVRE" and edge.start.startswith(("disp:dac-", "disp:ptsm-"))
    }
    found: dict[str, dict[str, float]] = {}
    for code, who in institutions.items():
        territory = f"DEP-{code}"
        if territory in having:
            continue
        draft.at(code)
        for kind, theme, carrier in (("DAC", "parcours", who.departement), ("PTSM", "sante_mentale", who.psychiatrie)):
            id_ = draft.dispositif(f"disp:{kind.lower()}-{code}", f"{_NAMES[kind]} {code}", kind, date_debut="2023")
            draft.relate("COUVRE", id_, territory)
            draft.relate("PORTE", carrier, id_, role="porteur")
            draft.scheme_themes(id_, [theme])
            found[id_] = dict.fromkeys(load_reference().communes_by_departement[code], 1.0)
    return found


def _scheme(draft: Draft, kind: str, place: Place, moment: Moment, who: Institutions) -> tuple[str, dict[str, float]]:
    number = draft.number("dispositif")
    id_ = f"disp:f{number}"
    draft.dispositif(id_, f"{_NAMES[kind]} {number}", kind, moment, **_properties(draft, kind, moment))
    shares = _cover(draft, id_, kind, place, moment)
    carrier = draft.draw.choice(place.organisations)
    crew = Crew(id_, moment, place.organisations, who.all, ())
    draft.relate("PORTE", carrier, id_, crew.when(draft), role="porteur")
    draft.relate("ANIME", draft.draw.choice(place.organisations), id_, crew.when(draft), role="coordinateur")
    for theme in {THEMES.draw(draft.draw): None for _ in range(draft.draw.choice((1, 2, 3)))}:
        draft.relate("TRAITE", id_, f"theme:{theme}", crew.when(draft))
    if kind == "CLS":
        for rank, actor in enumerate(
            dict.fromkeys((who.ars, place.organisations[0], who.prefecture, who.region, who.cpam))
        ):
            rang = "associe" if rank > 1 else "principal"
            draft.relate("SIGNE", actor, id_, crew.when(draft), role="signataire", rang=rang)
        for actor in crew.someone(draft, 6):
            draft.relate("EST_PARTENAIRE", actor, id_, crew.when(draft), role="partenaire")
    return id_, shares


def _properties(draft: Draft, kind: str, moment: Moment) -> dict[str, Stored]:
    found: dict[str, Stored] = {}
    if moment is Moment.EN_PROJET:
        found["statut"] = "en_projet"
    if kind == "CLS":
        found["generation"] = draft.draw.choice((1, 1, 2, 3))
        if moment in IN_FORCE:
            found["cycle"] = draft.draw.choice(_STAGES)
        elif moment is Moment.ECHU:
            found |= {"cycle": "clos", "date_fin": "2024-12-31"}
        else:
            found["cycle"] = "prefiguration"
    if moment is Moment.EN_COURS:
        found["date_debut"] = draft.draw.choice(("2021", "2022-06", "2024-01-01"))
    elif moment is Moment.FUTUR:
        found["date_debut"] = "2027-01-01"
    return found


def _cover(draft: Draft, id_: str, kind: str, place: Place, moment: Moment) -> dict[str, float]:
    draw = draft.draw
    if kind in _OF_TOWNS:
        commune, part = draw.choice(place.communes), draw.choice((0.2, 0.35, 0.5))
        draft.relate("COUVRE", id_, f"COM-{commune}", moment, part=part)
        return {commune: part}
    if kind in _OF_A_FEW_COMMUNES:
        communes = draw.sample(place.communes, min(len(place.communes), draw.choice((2, 4, 6))))
        return _list(draft, id_, communes, moment)
    covered = [place, *place.near[: draw.choice((0, 0, 1, 1, 2))]]
    everything = [commune for found in covered for commune in found.communes]
    if kind == "CPTS" or draw.random() < 0.2:
        return _list(draft, id_, everything, moment)
    for found in covered:
        draft.relate("COUVRE", id_, f"EPCI-{found.siren}", moment)
    shares = dict.fromkeys(everything, 1.0)
    if len(shares) > 3 and draw.random() < _WITH_EXCEPTION:
        excluded = draw.choice(everything)
        draft.relate("COUVRE", id_, f"COM-{excluded}", moment, part=0.0)
        del shares[excluded]
    return shares


def _list(draft: Draft, id_: str, communes: Sequence[str], moment: Moment) -> dict[str, float]:
    for commune in communes:
        draft.relate("COUVRE", id_, f"COM-{commune}", moment)
    return dict.fromkeys(communes, 1.0)


def _succeed(draft: Draft, contracts: Mapping[str, list[tuple[Moment, str]]]) -> None:
    """Join each contract of a place that is over to the first one in force there."""
    for found in contracts.values():
        present = [id_ for moment, id_ in found if moment in IN_FORCE]
        for id_ in (id_ for moment, id_ in found if moment is Moment.ECHU):
            if present:
                draft.relate("SUCCEDE_A", present[0], id_)
