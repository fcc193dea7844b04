"""Write the ordinary actions and instances of a scheme: who leads, who helps, about what, for whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.model.vocabularies import vocabulary
from tests.support.synthetic.chance import Weighted
from tests.support.synthetic.draft import Draft
from tests.support.synthetic.truth import IN_FORCE, Moment

_VERBS = (
    "Organiser", "Développer", "Renforcer", "Expérimenter", "Faciliter", "Déployer", "Soutenir", "Structurer",
    "Animer", "Évaluer", "Ouvrir", "Coordonner", "Recenser", "Promouvoir", "Financer", "Préparer",
)  # fmt: skip
_MEANS = (
    "des ateliers", "une permanence", "un réseau de relais", "des formations", "une équipe mobile", "un annuaire",
    "des consultations avancées", "une campagne", "un parcours coordonné", "des rencontres", "un guide pratique",
    "une plateforme", "un groupe d’échange", "un diagnostic partagé", "des visites à domicile", "un appel à projets",
)  # fmt: skip
_WHERE = (
    "au collège", "en maison de quartier", "dans les établissements", "en milieu rural", "sur le lieu de travail",
    "à la sortie de l’hôpital", "dans les foyers", "en centre social", "par téléphone", "au marché", "en mairie",
)  # fmt: skip

THEMES = Weighted(
    (term.code, 1 / (rank + 5))
    for rank, term in enumerate(term for term in vocabulary("thematiques").terms.values() if term.parent)
)
"""Themes, families excluded: some are common, some are rare."""

PUBLICS = Weighted((code, 1 / (rank + 3)) for rank, code in enumerate(vocabulary("publics").terms))
"""Publics; the first of the list are the most common."""

ORDINARY = Weighted(
    (
        (Moment.EN_COURS, 72),
        (Moment.PERIODE, 8),
        (Moment.ANCIEN, 8),
        (Moment.NON_DATE, 5),
        (Moment.PONCTUEL, 2),
        (Moment.ECHU, 3),
        (Moment.EN_PROJET, 2),
    )
)
"""Moments of the statements about a scheme in force."""

_SHARE_WITHOUT_PILOT = 0.05


@dataclass(frozen=True, slots=True)
class Crew:
    """
    Hold a scheme and those who may work in it.

    Parameters
    ----------
    dispositif
        Id of the scheme.
    moment
        How it stands; what belongs to a scheme out of force is out of force with it.
    local
        Ids of the actors of the place.
    institutions
        Ids of the organisations of the département.
    communes
        Codes of the communes it covers.
    """

    dispositif: str
    moment: Moment
    local: Sequence[str]
    institutions: Sequence[str]
    communes: Sequence[str]

    def when(self, draft: Draft) -> Moment:
        """Return the moment of one statement about the scheme."""
        return ORDINARY.draw(draft.draw) if self.moment in IN_FORCE else self.moment

    def someone(self, draft: Draft, count: int) -> list[str]:
        """Return some different actors, local ones more often."""
        found: dict[str, None] = {}
        for _ in range(count):
            institution = not self.local or draft.draw.random() < 0.2
            found[draft.draw.choice(self.institutions if institution else self.local)] = None
        return [actor for actor in found if actor != self.dispositif]


def write_actions(draft: Draft, crew: Crew, count: int) -> None:
    """Say that a scheme has so many actions, under three axes when they are many."""
    draw, slug = draft.draw, crew.dispositif.removeprefix("disp:")
    axes = []
    if count >= 9:
        for rank in (1, 2, 3):
            axes.append(draft.node(f"axe:{slug}-{rank}", "Axe", f"Axe {rank}", numero=rank))
            draft.relate("COMPREND_AXE", crew.dispositif, axes[-1], crew.when(draft))
    labels = vocabulary("thematiques")
    for rank in range(1, count + 1):
        themes = tuple(dict.fromkeys(THEMES.draw(draw) for _ in range(draw.choice((1, 1, 2, 2, 3)))))
        publics = tuple(dict.fromkeys(PUBLICS.draw(draw) for _ in range(draw.choice((0, 1, 1, 2)))))
        subject = labels.label(themes[0]).lower()
        nom = f"{draw.choice(_VERBS)} {draw.choice(_MEANS)} {draw.choice(_WHERE)}\u00a0: {subject}"
        pilots = [] if draw.random() < _SHARE_WITHOUT_PILOT else crew.someone(draft, draw.choice((1, 1, 1, 1, 2)))
        moment = crew.when(draft)
        action = draft.action(
            f"action:{slug}-{rank}",
            nom,
            crew.dispositif,
            themes,
            publics,
            pilots=pilots,
            moment=moment,
            contents=moment if moment not in IN_FORCE else draw.choice((Moment.EN_COURS, Moment.NON_DATE)),
            statut=draw.choice(("validee", "mise_en_oeuvre", "mise_en_oeuvre", "evaluation", "inconnu")),
        )
        for partner in crew.someone(draft, draw.choice((2, 3, 4, 5))):
            draft.relate("EST_PARTENAIRE", partner, action, crew.when(draft), role="partenaire")
        if draw.random() < 0.12:
            draft.relate("FINANCE", draw.choice(crew.institutions), action, crew.when(draft), role="financeur")
        if draw.random() < 0.15:
            draft.relate("INTERVIENT_SUR", action, f"COM-{draw.choice(crew.communes)}", crew.when(draft))
        if axes:
            draft.relate("RELEVE_DE", action, draw.choice(axes), moment)


def write_instances(draft: Draft, crew: Crew, count: int) -> None:
    """Say that a scheme has so many instances, the first one a steering committee, with members and meetings."""
    draw, slug = draft.draw, crew.dispositif.removeprefix("disp:")
    for rank in range(count):
        kind = "COPIL" if rank == 0 else draw.choice(("COTECH", "groupe_de_travail", "groupe_de_travail", "reseau"))
        id_ = draft.node(
            f"inst:{slug}-{rank}",
            "Instance",
            f"{vocabulary('types_instance').label(kind)} {slug} {rank}",
            type_instance=kind,
            periodicite_an=float(draw.choice((1, 2, 2, 4, 6))) if draw.random() < 0.7 else None,
        )
        draft.relate("A_INSTANCE", crew.dispositif, id_, crew.when(draft))
        for place, member in enumerate(crew.someone(draft, draw.choice((6, 8, 10, 14)))):
            role = "presidence" if kind == "COPIL" and place == 0 else "membre"
            draft.relate("EST_MEMBRE", member, id_, crew.when(draft), role=role)
        if draw.random() < 0.4:
            day = draw.choice(("2025-11-18", "2026-02-03", "2026-04-14", "2026-05"))
            event = draft.node(
                f"evt:{slug}-{rank}", "Evenement", f"Réunion {slug} {rank}", type_evenement="reunion", date=day
            )
            draft.relate("CONCERNE", event, id_, crew.when(draft))
