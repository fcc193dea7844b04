"""Plant actors that should meet, actors that alone join two groups, and actors that nothing joins."""

from __future__ import annotations

from dataclasses import dataclass, field

from graph.reference.loader import load_reference
from tests.support.synthetic.block_schemes import BlockSchemes
from tests.support.synthetic.draft import Draft
from tests.support.synthetic.ground import Ground
from tests.support.synthetic.truth import BrokerTruth, Lien, LinkTruth, Moment


@dataclass(slots=True)
class BlockNetwork:
    """
    Hold the planted actors of a block.

    Parameters
    ----------
    liens, brokers
        What was planted.
    actors
        Ids of the actors that only the plants name.
    isolated, collectives, to_specify, open_places
        Ids of what they say.
    services
        Service id -> organisation id.
    """

    liens: list[LinkTruth] = field(default_factory=list)
    brokers: list[BrokerTruth] = field(default_factory=list)
    actors: set[str] = field(default_factory=set)
    isolated: list[str] = field(default_factory=list)
    collectives: list[str] = field(default_factory=list)
    to_specify: list[str] = field(default_factory=list)
    open_places: list[str] = field(default_factory=list)
    services: dict[str, str] = field(default_factory=dict)


_TYPES = ("association", "esms", "ccas", "mission_locale", "gem", "commune", "etablissement_sante", "caf")
_NAMES = {
    "association": "Association",
    "esms": "Établissement médico-social",
    "ccas": "Centre communal d’action sociale",
    "mission_locale": "Mission locale",
    "gem": "Groupe d’entraide mutuelle",
    "commune": "Commune",
    "etablissement_sante": "Clinique",
    "caf": "Caisse d’allocations familiales",
    "service": "Service",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    """
    Hold two actors to be, and the action of each.

    Parameters
    ----------
    titres
        Titles of the actions, which have no word in common.
    themes, public
        What both actions share; rare, since no other action of the place has them.
    theme, autre_public
        What only the first, then only the second has: without these, two actions that share all the rest would look
        like the same work.
    parts
        Part of the scheme of each action.
    helps
        Whether the second actor is only a partner, of an action without a pilot.
    """

    nature: Lien
    titres: tuple[str, str]
    themes: tuple[str, str]
    public: str
    theme: str
    autre_public: str
    parts: tuple[str, str] = ("eloigne", "eloigne")
    helps: bool = False


_PAIRS = {
    "environnement": _Pair(
        nature=Lien.MANQUANT,
        titres=("Réduire les perturbateurs endocriniens des crèches", "Relier deux quartiers par une piste cyclable"),
        themes=("perturbateurs_endocriniens", "mobilites_douces"),
        public="migrants",
        theme="sante_environnement",
        autre_public="enfants",
    ),
    "numerique": _Pair(
        nature=Lien.MANQUANT,
        titres=(
            "Installer une cabine de consultation à distance",
            "Alimenter le dossier de chaque enfant confié",
        ),
        themes=("telesante", "dossier_medical_partage"),
        public="enfants_ase",
        theme="observation_donnees",
        autre_public="adolescents",
        helps=True,
    ),
    "offre": _Pair(
        nature=Lien.MANQUANT,
        titres=("Loger les internes en stage", "Faire venir un spécialiste chaque mois"),
        themes=("demographie_medicale", "soins_second_recours"),
        public="etudiants_sante",
        theme="methodologie_evaluation",
        autre_public="professionnels_sante",
        parts=("eloigne", "marginal"),
    ),
    "mobilite": _Pair(
        nature=Lien.ROMPU,
        titres=("Traduire toute convocation", "Transporter gratuitement vers un cabinet"),
        themes=("litteratie", "mobilite_acces"),
        public="porteurs_projets",
        theme="participation_citoyenne",
        autre_public="publics_eloignes",
    ),
    "patients": _Pair(
        nature=Lien.LIE,
        titres=("Animer un groupe de patients experts", "Relayer chaque proche une demi-journée"),
        themes=("education_therapeutique", "repit_aidants"),
        public="aidants",
        theme="interconnaissance",
        autre_public="malades_chroniques",
    ),
    "famille": _Pair(
        nature=Lien.LIE,
        titres=("Accueillir les jeunes parents", "Suivre toute sortie de maternité"),
        themes=("parentalite", "perinatalite"),
        public="femmes_enceintes",
        theme="parcours_enfants",
        autre_public="parents_familles",
    ),
    "domicile": _Pair(
        nature=Lien.ELOIGNE,
        titres=("Organiser le passage infirmier du soir", "Montrer comment se laver les mains"),
        themes=("soins_domicile", "hygiene"),
        public="salaries_entreprises",
        theme="parcours_personnes_agees",
        autre_public="precarite",
        parts=("eloigne", "voisine"),
    ),
    "vieillissement": _Pair(
        nature=Lien.MEME_ORGANISME,
        titres=("Repérer tôt les chutes", "Adapter chaque logement ancien"),
        themes=("autonomie_vieillissement", "handicap"),
        public="elus",
        theme="habitat",
        autre_public="fragilite_psychique",
    ),
}


def plant_network(draft: Draft, ground: Ground, schemes: BlockSchemes) -> BlockNetwork:
    """Plant the links, brokers and lonely actors of a block."""
    found = BlockNetwork()
    for name, pair in _PAIRS.items():
        _link(draft, ground, schemes, found, name, pair)
    _broker(draft, ground, schemes, found, "actuel", (3, 3), Moment.EN_COURS)
    _broker(draft, ground, schemes, found, "parti", (2, 3), Moment.ECHU)
    _alone(draft, ground, schemes, found)
    return found


def _link(draft: Draft, ground: Ground, schemes: BlockSchemes, found: BlockNetwork, name: str, pair: _Pair) -> None:
    code, nature = ground.departement, pair.nature
    services = nature is Lien.MEME_ORGANISME
    actors, actions = [], []
    for side, part in enumerate(pair.parts):
        purpose = "droite" if part == "voisine" else "lointain"
        actor = _actor(draft, ground, found, f"{name}-{'ab'[side]}", purpose, "service" if services else None)
        action = f"action:{name}-{'ab'[side]}-{code}"
        leads = not (side and pair.helps)
        draft.action(
            action,
            pair.titres[side],
            schemes.ids[part],
            pair.themes if side else (*pair.themes, pair.theme),
            (pair.public, pair.autre_public) if side else (pair.public,),
            pilots=[actor] if leads else [],
            partners=[] if leads else [actor],
            statut="mise_en_oeuvre",
        )
        if not leads:
            found.open_places.append(action)
        actors.append(actor)
        actions.append(action)
    if services:
        parent = _actor(draft, ground, found, f"{name}-parent", "lointain", None)
        for service in actors:
            draft.relate("PARTIE_DE", service, parent)
            found.services[service] = parent
    if name == "famille":
        draft.relate("LIEN", actors[0], actors[1], role="cooperation", intensite=4)
    elif nature in {Lien.LIE, Lien.ROMPU}:
        moment = Moment.ECHU if nature is Lien.ROMPU else Moment.EN_COURS
        draft.instance(
            f"inst:{name}-{code}", f"Groupe {name} {code}", "groupe_de_travail", [schemes.ids["eloigne"]], actors,
            moment=moment, periodicite=3,
        )  # fmt: skip
    # Ids grow with the side: the pair is in alphabetical order.
    found.liens.append(
        LinkTruth(
            actors[0], actors[1], nature, frozenset(pair.themes), frozenset({pair.public}), ground.epci("lointain"),
            (actions[0], actions[1]),
        )
    )  # fmt: skip


def _broker(
    draft: Draft,
    ground: Ground,
    schemes: BlockSchemes,
    found: BlockNetwork,
    name: str,
    sizes: tuple[int, int],
    moment: Moment,
) -> None:
    code = ground.departement
    broker = _actor(draft, ground, found, f"charniere-{name}", "droite", None)
    groups = []
    for side, count in enumerate(sizes):
        group = [
            _actor(draft, ground, found, f"{name}-{'gd'[side]}{rank}", "droite", None) for rank in range(1, count + 1)
        ]
        instance = draft.instance(
            f"inst:{name}-{'gd'[side]}-{code}", f"Réseau {name} {'gd'[side]} {code}", "reseau",
            [schemes.ids["voisine"]], group, periodicite=4,
        )  # fmt: skip
        draft.relate("EST_MEMBRE", broker, instance, moment if side else Moment.EN_COURS, role="membre")
        groups.append(frozenset(group))
    found.brokers.append(BrokerTruth(broker, (groups[0], groups[1]), moment))


def _alone(draft: Draft, ground: Ground, schemes: BlockSchemes, found: BlockNetwork) -> None:
    code = ground.departement
    found.isolated += [_actor(draft, ground, found, f"isole-{rank}", "inconnu", None) for rank in (1, 2)]
    collective = draft.acteur(
        f"acteur:collectif-{code}", f"Une quinzaine de structures {code}", "autre", collectif=True
    )
    draft.relate("EST_PARTENAIRE", collective, schemes.ids["contrat"], role="partenaire")
    found.collectives.append(collective)
    unknown = draft.acteur(f"acteur:a-preciser-{code}", f"La mutualité {code}", "mutualite", a_preciser=True)
    draft.relate("EST_PARTENAIRE", unknown, schemes.ids["contrat"], role="partenaire")
    found.to_specify.append(unknown)
    for name, moment in (("prevention", Moment.ANCIEN), ("acces", Moment.PONCTUEL)):
        parent = schemes.steering[1]
        service = draft.acteur(f"acteur:service-{name}-{code}", f"Service {name} de la caisse {code}", "service")
        draft.relate("PARTIE_DE", service, parent)
        draft.relate("EST_PARTENAIRE", service, f"action:contrat-4a-{code}", moment, role="partenaire")
        found.services[service] = parent


def _actor(draft: Draft, ground: Ground, found: BlockNetwork, name: str, purpose: str, type_acteur: str | None) -> str:
    number = draft.number("acteur")
    kind = type_acteur or _TYPES[number % len(_TYPES)]
    actor = draft.acteur(f"acteur:{name}-{ground.departement}", f"{_NAMES[kind]} {number}", kind, niveau="local")
    commune = draft.draw.choice(load_reference().communes_by_epci[getattr(ground, purpose)])
    draft.relate("INTERVIENT_SUR", actor, f"COM-{commune}", role="siege")
    draft.relate("INTERVIENT_SUR", actor, ground.epci(purpose), role="ressort")
    found.actors.add(actor)
    return actor
