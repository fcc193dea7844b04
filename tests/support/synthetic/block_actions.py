"""Plant actions that are the same work, follow or complete each other, or only look alike, and needs beside them."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.support.synthetic.block_schemes import BlockSchemes
from tests.support.synthetic.draft import Draft
from tests.support.synthetic.ground import Ground
from tests.support.synthetic.truth import ActionPairTruth, BesoinTruth, Moment, Ressemblance


@dataclass(frozen=True, slots=True)
class _Work:
    """Hold one side of a pair: part of the scheme, title, themes, publics."""

    part: str
    titre: str
    themes: tuple[str, ...]
    publics: tuple[str, ...] = ()


@dataclass(slots=True)
class BlockActions:
    """
    Hold the actions and needs of a block.

    Parameters
    ----------
    pairs, besoins
        What was planted.
    by_theme
        Ids of the actions in force on the left and middle intercommunalités, by theme code.
    """

    pairs: list[ActionPairTruth] = field(default_factory=list)
    besoins: list[BesoinTruth] = field(default_factory=list)
    by_theme: dict[str, list[str]] = field(default_factory=dict)


_R = Ressemblance
_ALL = ("tout_public",)
_FOOD = ("nutrition", "activite_physique")
_SUICIDE = ("prevention_suicide", "sante_mentale")
_RIGHTS = ("acces_droits", "non_recours")
_YOUNG = ("jeunes", "adolescents")
_SKILLS = "competences_psychosociales"

_PAIRS: tuple[tuple[Ressemblance, str, _Work, _Work], ...] = (
    (_R.DOUBLON, "accents",
     _Work("contrat", "Développer l’éducation à l’alimentation équilibrée", _FOOD, ("enfants",)),
     _Work("cpts", "DEVELOPPER L'EDUCATION A L'ALIMENTATION EQUILIBREE", _FOOD, ("enfants",))),  # verbatim
    (_R.DOUBLON, "pluriel",
     _Work("contrat", "Organiser une consultation avancée en addictologie", ("addictions",), _YOUNG),
     _Work("cpts", "Organiser des consultations avancées en addictologie", ("addictions",), _YOUNG)),
    (_R.DOUBLON, "ordre",
     _Work("contrat", "Prévention du suicide : former des sentinelles", _SUICIDE, _ALL),
     _Work("conseil", "Former des sentinelles, prévention du suicide", _SUICIDE, _ALL)),
    (_R.DOUBLON, "synonyme",
     _Work("contrat", "Ouvrir une permanence mobile d’accès aux droits de santé", _RIGHTS, ("precarite",)),
     _Work("voisine", "Créer une permanence mobile d’accès aux droits de santé", _RIGHTS, ("precarite",))),
    (_R.CONTINUITE, "ponctuation",
     _Work("ancien", "Promouvoir le dépistage organisé des cancers", ("depistage_cancers",), _ALL),
     _Work("contrat", "Promouvoir le dépistage organisé des cancers – suite", ("depistage_cancers",), _ALL)),
    (_R.CONTINUITE, "pluriel",
     _Work("ancien", "Campagne de rattrapage vaccinal au collège", ("vaccination",), ("adolescents",)),
     _Work("contrat", "Campagnes de rattrapage vaccinal aux collèges", ("vaccination",), ("adolescents",))),
    (_R.COMPLEMENT, "pluriel",
     _Work("contrat", "Rompre l’isolement par des visites de convivialité", ("isolement",), ("personnes_agees",)),
     _Work("conseil", "Rompre l’isolement par une visite de convivialité", ("isolement",), ("jeunes",))),
    (_R.DISTINCT, "autre_theme",
     _Work("contrat", "Former les professionnels au repérage précoce du diabète", ("maladies_chroniques",),
           ("professionnels_sante",)),
     _Work("cpts", "Former les professionnels au repérage précoce de la dépression", ("accueil_ecoute_orientation",),
           ("professionnels_sante",))),
    (_R.DISTINCT, "autre_titre",
     _Work("contrat", "Installer des jardins partagés dans les écoles", (_SKILLS, "prevention_generale"),
           ("parents_familles",)),
     _Work("voisine", "Financer du matériel sportif adapté", (_SKILLS, "sante_sexuelle"), ("handicap",))),
    (_R.DISTINCT, "autre_territoire",
     _Work("contrat", "Ateliers de cuisine pour petits budgets", ("nutrition",), ("habitants_qpv",)),
     _Work("eloigne", "Ateliers de cuisine pour petits budgets", ("nutrition",), ("habitants_qpv",))),
)  # fmt: skip
"""Nature, noise or reason, both sides."""


def plant_actions(draft: Draft, ground: Ground, schemes: BlockSchemes) -> BlockActions:
    """Plant the pairs of actions of a block, led by organisations that already sit together, then the needs."""
    found = BlockActions()
    leads = schemes.steering
    for rank, (nature, raison, *works) in enumerate(_PAIRS):
        ids = []
        for side, work in enumerate(works):
            id_ = f"action:{work.part}-{rank + 1}{'ab'[side]}-{ground.departement}"
            old = work.part == "ancien"
            draft.action(
                id_,
                work.titre,
                schemes.ids[work.part],
                work.themes,
                work.publics,
                pilots=[leads[(2 * rank + side) % len(leads)]],
                partners=[leads[(2 * rank + side + 3) % len(leads)]],
                moment=Moment.NON_DATE if old else Moment.EN_COURS,
                contents=Moment.NON_DATE if old else Moment.EN_COURS,
                statut="terminee" if old else "mise_en_oeuvre",
            )
            if work.part != "eloigne":
                for theme in work.themes:
                    found.by_theme.setdefault(theme, []).append(id_)
            ids.append(id_)
        a, b = sorted(ids)
        found.pairs.append(ActionPairTruth(a, b, nature, raison))
    draft.scheme_themes(schemes.ids["appui"], ("parcours",))
    draft.scheme_themes(schemes.ids["projet"], ("sante_mentale",))
    draft.scheme_themes(schemes.ids["contrat"], ("acces_soins",))
    draft.scheme_themes(schemes.ids["cpts"], ("acces_soins", "exercice_coordonne"))
    _needs(draft, ground, schemes, found)
    return found


def _needs(draft: Draft, ground: Ground, schemes: BlockSchemes, found: BlockActions) -> None:
    code, left, dated = ground.departement, ground.epci("gauche"), ground.epci("dates")

    def need(territory: str, theme: str, etat: str, **truth: tuple[str, ...]) -> None:
        id_ = draft.node(
            f"besoin:{theme.replace('_', '-')}-{code}", "Besoin", f"Besoin {theme} {code}", territoire=territory
        )
        draft.relate("A_BESOIN", territory, id_)
        draft.contents(id_, [theme])
        found.besoins.append(BesoinTruth(id_, territory, theme, etat, **truth))

    on_left = {theme: _on_left(ids) for theme, ids in found.by_theme.items()}
    need(left, "nutrition", "couvert", actions=on_left["nutrition"])
    need(left, "isolement", "couvert", actions=on_left["isolement"])
    prevention = tuple(sorted({id_ for theme in _PREVENTION for id_ in on_left.get(theme, ())}))
    need(left, "sante_bucco_dentaire", "voisin", actions=prevention)
    need(left, "repit_aidants", "voisin", actions=on_left["maladies_chroniques"])
    need(left, "habitat", "non_couvert")
    need(left, "parentalite", "non_couvert")
    offer = draft.node(f"offre:numerique-{code}", "Offre", f"Atelier numérique {code}", conditions="Ouvert à tous")
    draft.relate("PROPOSE", schemes.steering[1], offer)
    draft.relate("INTERVIENT_SUR", offer, left)
    draft.contents(offer, ["inclusion_numerique"], ["tout_public"])
    need(left, "inclusion_numerique", "non_couvert", offres=(offer,))
    over = draft.action(
        f"action:echue-{code}", "Soutenir les soins à domicile", schemes.ids["echu"], ("soins_domicile",),
        ("personnes_agees",), pilots=[schemes.steering[2]], moment=Moment.ECHU, contents=Moment.ECHU,
    )  # fmt: skip
    planned = draft.action(
        f"action:projet-{code}", "Ouvrir un lieu de répit", schemes.ids["en_projet"], ("handicap",), ("aidants",),
        pilots=[schemes.steering[3]], moment=Moment.EN_PROJET, contents=Moment.EN_PROJET, statut="proposee",
    )  # fmt: skip
    need(dated, "soins_domicile", "non_couvert", ecartees=(over,))
    need(dated, "handicap", "non_couvert", ecartees=(planned,))


_PREVENTION = (
    "nutrition",
    "activite_physique",
    "addictions",
    "depistage_cancers",
    "vaccination",
    "competences_psychosociales",
    "prevention_generale",
    "sante_sexuelle",
)


def _on_left(ids: list[str]) -> tuple[str, ...]:
    """Leave out the actions of the neighbouring community, which does not cover the left."""
    return tuple(sorted(id_ for id_ in ids if not id_.startswith("action:voisine-")))
