"""Plant schemes on known perimeters: overlaps of every class, gaps of every state, statements out of date."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations

from graph.reference.loader import load_reference
from tests.support.synthetic.draft import Draft
from tests.support.synthetic.ground import Ground, overlap_class, population, shared, smallest_commune
from tests.support.synthetic.institutions import Institutions
from tests.support.synthetic.truth import ArticulationTruth, GapTruth, Moment, OverlapTruth

PART = 0.4
"""Share of a commune that the town health workshop covers."""


@dataclass(slots=True)
class BlockSchemes:
    """
    Hold the schemes of a block.

    Parameters
    ----------
    ids
        Id of each scheme by its part in the block (see `plant_schemes`).
    perimeters
        Communes (code -> share) by scheme id, for the schemes in force whose perimeter is known.
    steering
        Actors that sit together in the steering committee of the main contract.
    overlaps, gaps, articulations
        What was planted.
    """

    ids: dict[str, str]
    perimeters: dict[str, dict[str, float]] = field(default_factory=dict)
    steering: tuple[str, ...] = ()
    overlaps: list[OverlapTruth] = field(default_factory=list)
    gaps: list[GapTruth] = field(default_factory=list)
    articulations: list[ArticulationTruth] = field(default_factory=list)


_SCHEMES: tuple[tuple[str, str, str, Moment, dict[str, str | int]], ...] = (
    ("contrat", "CLS", "Contrat local de santé", Moment.EN_COURS,
     {"generation": 2, "cycle": "mise_en_oeuvre", "date_debut": "2026-01-01", "date_fin": "2030-12-31"}),
    ("ancien", "CLS", "Ancien contrat local de santé", Moment.NON_DATE,
     {"generation": 1, "cycle": "clos", "date_fin": "2025-12-31"}),
    ("cpts", "CPTS", "Communauté professionnelle territoriale de santé", Moment.EN_COURS, {"date_debut": "2022"}),
    ("conseil", "CLSM", "Conseil local de santé mentale", Moment.EN_COURS, {"date_debut": "2023-05"}),
    ("voisine", "CPTS", "Communauté professionnelle territoriale de santé voisine", Moment.EN_COURS,
     {"date_debut": "2023"}),
    ("eloigne", "CLS", "Contrat local de santé éloigné", Moment.EN_COURS,
     {"generation": 1, "cycle": "signature", "date_signature": "2026-02-10", "date_debut": "2026-02-10",
      "date_fin": "2031-02-09"}),
    ("marginal", "CLIC", "Centre local d’information et de coordination", Moment.EN_COURS, {"date_debut": "2018"}),
    ("appui", "DAC", "Dispositif d’appui à la coordination", Moment.EN_COURS, {"date_debut": "2022-07-01"}),
    ("projet", "PTSM", "Projet territorial de santé mentale", Moment.EN_COURS, {"date_debut": "2024"}),
    ("atelier", "ASV", "Atelier santé ville", Moment.EN_COURS, {"date_debut": "2021"}),
    ("sans_liste", "PTS", "Projet territorial de santé du pays", Moment.EN_COURS, {"date_debut": "2025"}),
    ("sans_perimetre", "CTSANTE", "Contrat territorial de santé", Moment.EN_COURS, {"date_debut": "2025"}),
    ("echu", "CLS", "Contrat local de santé terminé", Moment.ECHU,
     {"generation": 1, "cycle": "clos", "date_debut": "2019-01-01", "date_fin": "2023-12-31"}),
    ("en_projet", "CLSM", "Conseil local de santé mentale en projet", Moment.EN_PROJET,
     {"statut": "en_projet", "cycle": "diagnostic"}),
    ("futur", "CPTS", "Communauté professionnelle territoriale de santé à venir", Moment.FUTUR,
     {"date_debut": "2027-01-01"}),
    ("non_date", "MSP", "Maison de santé pluriprofessionnelle", Moment.NON_DATE, {}),
    ("preparation", "CLS", "Contrat local de santé en préparation", Moment.EN_COURS,
     {"generation": 1, "cycle": "elaboration"}),
)  # fmt: skip
"""Part in the block, type, name, moment, properties."""

PLANTED_CLASSES = {
    ("contrat", "cpts"): "identique",
    ("contrat", "conseil"): "inclus",
    ("conseil", "cpts"): "inclus",
    ("contrat", "voisine"): "recouvrement",
    ("cpts", "voisine"): "recouvrement",
    ("contrat", "marginal"): "marginal",
    ("contrat", "eloigne"): "disjoint",
    ("conseil", "voisine"): "disjoint",
    ("appui", "projet"): "identique",
    ("appui", "contrat"): "inclus",
    ("atelier", "contrat"): "inclus",
    ("contrat", "preparation"): "disjoint",
    ("preparation", "voisine"): "inclus",
}
"""Class for which each pair of parts was laid out."""


def plant_schemes(draft: Draft, ground: Ground, institutions: Institutions) -> BlockSchemes:
    """Plant the schemes of a block, their perimeters, their governance, and what they leave uncovered."""
    code = ground.departement
    ids = {}
    for part, type_, nom, moment, properties in _SCHEMES:
        id_ = f"disp:{type_.lower()}-{part.replace('_', '-')}-{code}"
        ids[part] = draft.dispositif(id_, f"{nom} {code}", type_, moment, **properties)
    found = BlockSchemes(ids)
    _cover(draft, ground, found)
    _govern(draft, ground, institutions, found)
    _compare(found)
    _inventory(draft, ground, found)
    return found


def _cover(draft: Draft, ground: Ground, found: BlockSchemes) -> None:
    ids, code = found.ids, ground.departement
    departement = f"DEP-{code}"
    small = smallest_commune(ground.gauche)
    workshop = next(iter(ground.shares("milieu")))
    whole = {
        "contrat": [ground.epci("gauche"), ground.epci("milieu")],
        "cpts": [f"COM-{c}" for c in ground.shares("gauche", "milieu")],
        "conseil": [f"COM-{c}" for c in ground.shares("gauche")],
        "voisine": [ground.epci("milieu"), *(f"COM-{c}" for c in ground.shares("droite"))],
        "eloigne": [ground.epci("lointain")],
        "marginal": [ground.epci("lointain"), f"COM-{small}"],
        "appui": [departement],
        "projet": [departement],
        "preparation": [ground.epci("droite")],
    }
    for part, territories in whole.items():
        for territory in territories:
            draft.relate("COUVRE", ids[part], territory)
    draft.relate("COUVRE", ids["atelier"], f"COM-{workshop}", part=PART)
    for territory in whole["contrat"]:
        draft.relate("COUVRE", ids["ancien"], territory, Moment.NON_DATE)
    for part, moment in (
        ("echu", Moment.ECHU),
        ("en_projet", Moment.EN_PROJET),
        ("futur", Moment.FUTUR),
        ("non_date", Moment.NON_DATE),
    ):
        draft.relate("COUVRE", ids[part], ground.epci("dates"), moment)
    country = draft.node(f"terr:pays-{code}", "Territoire", f"Pays {code}", type_territoire="pays")
    draft.relate("COUVRE", ids["sans_liste"], country)
    draft.relate("SUCCEDE_A", ids["contrat"], ids["ancien"])
    known = {
        "contrat": ground.shares("gauche", "milieu"),
        "ancien": ground.shares("gauche", "milieu"),
        "cpts": ground.shares("gauche", "milieu"),
        "conseil": ground.shares("gauche"),
        "voisine": ground.shares("milieu", "droite"),
        "eloigne": ground.shares("lointain"),
        "marginal": {**ground.shares("lointain"), small: 1.0},
        "appui": _whole_departement(code),
        "projet": _whole_departement(code),
        "atelier": {workshop: PART},
        "non_date": ground.shares("dates"),
        "preparation": ground.shares("droite"),
    }
    found.perimeters = {ids[part]: shares for part, shares in known.items()}


def _govern(draft: Draft, ground: Ground, who: Institutions, found: BlockSchemes) -> None:
    ids, code = found.ids, ground.departement
    communities = {
        purpose: draft.acteur(
            f"acteur:epci-{getattr(ground, purpose)}",
            f"Établissement intercommunal {getattr(ground, purpose)}",
            "epci",
            niveau="local",
        )
        for purpose in ("gauche", "milieu", "droite", "lointain")
    }
    for purpose, community in communities.items():
        draft.relate("INTERVIENT_SUR", community, ground.epci(purpose), role="ressort")
    found.steering = (*who.all, communities["gauche"], communities["milieu"])
    draft.relate("PORTE", communities["gauche"], ids["contrat"], role="porteur")
    draft.relate("ANIME", communities["gauche"], ids["contrat"], role="coordinateur")
    for rank, actor in enumerate(
        (who.ars, communities["gauche"], who.prefecture, who.region, who.departement, who.cpam)
    ):
        draft.relate("SIGNE", actor, ids["contrat"], role="signataire", rang="associe" if rank > 1 else "principal")
        draft.relate("SIGNE", actor, ids["ancien"], Moment.ECHU, role="signataire")
    draft.relate("PORTE", communities["gauche"], ids["ancien"], Moment.ECHU, role="porteur")
    draft.relate("PORTE", communities["lointain"], ids["eloigne"], Moment.PERIODE, role="porteur")
    draft.relate("PORTE", communities["droite"], ids["preparation"], Moment.EN_PROJET, role="porteur")
    draft.relate("PORTE", who.psychiatrie, ids["conseil"], role="porteur")
    draft.relate("PORTE", who.ars, ids["sans_perimetre"], role="porteur")
    for actor in (who.ars, communities["lointain"], who.prefecture):
        draft.relate("SIGNE", actor, ids["eloigne"], role="signataire")
    draft.instance(
        f"inst:copil-{code}", f"Comité de pilotage {code}", "COPIL", [ids["contrat"]], found.steering, periodicite=2
    )
    group = draft.instance(
        f"inst:groupe-{code}",
        f"Groupe santé mentale {code}",
        "groupe_de_travail",
        [ids["contrat"], ids["conseil"]],
        (who.psychiatrie, who.hopital, who.ars),
        periodicite=4,
    )
    network = draft.instance(
        f"inst:reseau-{code}", f"Réseau de coordination {code}", "reseau", [ids["appui"], ids["contrat"]],
        (who.ars, communities["gauche"]), periodicite=2,
    )  # fmt: skip
    for day in ("2025-10-14", "2026-03-17"):
        event = draft.node(
            f"evt:copil-{code}-{day}", "Evenement", f"Réunion du comité {code}", type_evenement="reunion", date=day
        )
        draft.relate("CONCERNE", event, f"inst:copil-{code}")
    draft.relate("S_ARTICULE_AVEC", ids["contrat"], ids["appui"], niveau_articulation=2)
    draft.relate("S_ARTICULE_AVEC", ids["contrat"], ids["cpts"], Moment.EN_PROJET, role="recommandee")
    draft.relate("CORRESPOND_A", ids["contrat"], ids["cpts"], role="perimetre")
    for other, level, instances in (("appui", 2, (network,)), ("conseil", None, (group,)), ("cpts", None, ())):
        a, b = sorted((ids["contrat"], ids[other]))
        found.articulations.append(ArticulationTruth(a, b, level, instances))


def _compare(found: BlockSchemes) -> None:
    planted = {tuple(sorted((found.ids[a], found.ids[b]))) for a, b in PLANTED_CLASSES}
    succession = {found.ids["contrat"], found.ids["ancien"]}
    for a, b in combinations(sorted(found.perimeters), 2):
        if {a, b} == succession:
            continue
        left, right = found.perimeters[a], found.perimeters[b]
        both = shared(left, right)
        found.overlaps.append(
            OverlapTruth(a, b, overlap_class(left, right), frozenset(both), population(both), (a, b) in planted)
        )


def _inventory(draft: Draft, ground: Ground, found: BlockSchemes) -> None:
    ids, reference = found.ids, load_reference()

    def declare(territory: str, type_: str, nom: str, dates: dict[str, str]) -> None:
        draft.node(
            territory, "Territoire", nom, type_territoire=type_,
            inventaire_types=list(dates), inventaire_dates=list(dates.values()),
        )  # fmt: skip

    complete, left = ground.epci("inventorie"), ground.epci("gauche")
    declare(complete, "epci", reference.epci[ground.inventorie].nom_court, {
        "CLS": "2026-01-15", "CLSM": "2026-01", "CPTS": "2025", "CDS": "2026-12-01",
    })  # fmt: skip
    declare(left, "epci", reference.epci[ground.gauche].nom_court, {"CLS": "2026-01-15"})
    departement = f"DEP-{ground.departement}"
    declare(departement, "departement", reference.departements[ground.departement].nom, {"MAIA": "2025-11-30"})
    inside = f"COM-{next(iter(ground.shares('inventorie')))}"

    def gap(territory: str, type_: str, etat: str, raison: str, *parts: str) -> None:
        found.gaps.append(GapTruth(territory, type_, etat, raison, tuple(sorted(ids[part] for part in parts))))

    for type_ in ("CLS", "CLSM", "CPTS"):
        gap(complete, type_, "absent_confirme", "inventaire")
        gap(inside, type_, "absent_confirme", "inventaire_herite")
        gap(ground.epci("inconnu"), type_, "non_documente", "sans_inventaire")
    for purpose in ("gauche", "lointain", "inconnu"):
        gap(ground.epci(purpose), "MAIA", "absent_confirme", "inventaire_herite")
    gap(complete, "CDS", "non_documente", "inventaire_posterieur")
    gap(complete, "ASV", "non_documente", "sans_inventaire")
    for territory in (complete, ground.epci("inconnu"), left):
        gap(territory, "DAC", "present", "dispositif", "appui")
        gap(territory, "PTSM", "present", "dispositif", "projet")
    gap(left, "CLS", "present", "dispositif", "contrat")
    gap(left, "CPTS", "present", "dispositif", "cpts")
    gap(left, "CLSM", "present", "dispositif", "conseil")
    gap(ground.epci("milieu"), "CLSM", "non_documente", "sans_inventaire")
    gap(ground.epci("droite"), "CLS", "en_projet", "en_preparation", "preparation")
    gap(ground.epci("droite"), "CPTS", "present", "dispositif", "voisine")
    gap(ground.epci("lointain"), "CLS", "present", "dispositif", "eloigne")
    gap(ground.epci("dates"), "CLS", "non_documente", "echu")
    gap(ground.epci("dates"), "CLSM", "en_projet", "en_preparation", "en_projet")
    gap(ground.epci("dates"), "MSP", "present", "non_date", "non_date")


def _whole_departement(code: str) -> dict[str, float]:
    return dict.fromkeys(load_reference().communes_by_departement[code], 1.0)
