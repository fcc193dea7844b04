"""Say in French why a partner is proposed, how its score was computed, and what to check before calling."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.analysis.partner_area import OF_ORGANISATION, OF_WORKS, OWN
from graph.analysis.partner_works import EXACT, NEAR, Engagement, PartnerQuery
from graph.analysis.partners import HALF_LIFE, NEAR_THEME, Partner
from graph.answer import Part
from graph.answers.context import Context
from graph.answers.rows import fact_state
from graph.answers.sentence import Number, french_number, listing
from graph.certainty import Certitude, weakest
from graph.model.dates import format_french
from graph.model.statement import proofs_of
from graph.snapshot import Fact, Snapshot

LABELS: Mapping[str, str] = {
    "territoire": "Territoire",
    "theme": "Thème",
    "public": "Public",
    "role": "Rôle",
    "proximite": "Proximité",
    "fraicheur": "Fraîcheur",
}
"""French names of the parts of the score."""

REASONS = 3

_VERBS: Mapping[str | None, str] = {
    "PORTE": "porte", "PILOTE": "pilote", "ANIME": "anime", "SIGNE": "a signé", "EST_PARTENAIRE": "est partenaire de",
    "FINANCE": "finance", "EST_MEMBRE": "est membre de", "ORGANISE": "organise", "PARTICIPE": "participe à",
    "EVALUE": "évalue", "PROPOSE": "propose",
}  # fmt: skip
_NATURES = {
    "Action": "action|actions", "Dispositif": "dispositif|dispositifs", "Instance": "instance|instances",
    "Evenement": "événement|événements", "Offre": "offre|offres", "Acteur": "organisme|organismes",
}  # fmt: skip
_DOES = frozenset({"theme", "role"})
_NOT_SETTLED = frozenset({"propose", "prevu"})
_ORIGINS = {
    OWN: "agit sur",
    OF_WORKS: "a des actions qui couvrent",
    OF_ORGANISATION: "relève d’un organisme qui agit sur",
}
_WHOLE, _SHORT, _OLD, _PLURAL = 0.995, 70, 2.0, 2


@dataclass(frozen=True, slots=True)
class Reason:
    """
    Hold one reason.

    Parameters
    ----------
    part
        Part of the score it comes from.
    words
        What is said, from the verb on, with the titles of the works.
    facts
        Statements that say so.
    short
        The same without titles; empty when the words are short.
    """

    part: str
    words: str
    facts: tuple[Fact, ...]
    short: str = ""

    @property
    def brief(self) -> str:
        """Return the shortest words."""
        return self.short or self.words


class PartnerWords:
    """
    Write the sentences of one answer.

    Parameters
    ----------
    context
        Names and documents.
    snapshot
        The graph of the subject.
    query
        What is looked for.
    weights
        Weight of each part.
    tied
        Whether the own organisation has a documented tie.
    """

    def __init__(
        self,
        context: Context,
        snapshot: Snapshot,
        query: PartnerQuery,
        weights: Mapping[str, float],
        *,
        tied: bool = True,
    ) -> None:
        self._context = context
        self._snapshot = snapshot
        self._query = query
        self._weights = weights
        self._tied = tied
        self._over: dict[str, bool] = {}

    def name(self, id_: str) -> str:
        """Return the name of an entity."""
        return self._context.name_of.get(id_, id_)

    def reasons(self, partner: Partner) -> list[Reason]:
        """Return up to three reasons: what it does on the subject, then the parts that bring it the most points."""
        worth = {name: self._weights[name] * (value or 0.0) for name, value in partner.values.items()}
        # The order of the parts breaks ties: sorting keeps it.
        others = sorted((name for name in worth if worth[name] > 0 and name not in _DOES), key=lambda n: -worth[n])
        return [self._does(partner), *(self._reason(partner, name) for name in others[: REASONS - 1])]

    @staticmethod
    def said(reason: Reason, source: str) -> str:
        """Return a reason with the name and the date of the document that says it, when there is one."""
        return f"{reason.words} (source : {source})" if source else reason.words

    def source(self, reason: Reason) -> str:
        """Return the name and the date of the document that says a reason; empty when none is cited."""
        for fact in reason.facts:
            for preuve in proofs_of(fact.properties):
                info = self._context.sources.get(preuve.source)
                date = format_french(info.date if info else None, unknown="document non daté")
                return f"{_cut(info.nom if info else preuve.source)}, {date}"
        return ""

    def parts(self, partner: Partner) -> tuple[Part, ...]:
        """Return every part of the score with its computation, then the score itself."""
        how = {
            "territoire": self._area_how,
            "theme": self._theme_how,
            "public": self._public_how,
            "role": self._role_how,
            "proximite": self._way_how,
            "fraicheur": self._age_how,
        }
        found = [
            Part(f"f_{name}", LABELS[name], value, self._weights[name], how[name](partner))
            for name, value in partner.values.items()
        ]
        return (*found, Part("score", "Note sur 100", partner.score, None, self._total(partner)))

    def way(self, partner: Partner) -> str:
        """Return how to reach the partner: already tied, by whom and by what, or that no way is documented."""
        if not self._tied:
            return "aucun lien de votre organisme n’est documenté"
        way = partner.way
        if way is None:
            return "aucun chemin de deux intermédiaires ou moins n’est documenté"
        spaces = [self._space(step.shared[0].context_id) for step in way.steps]
        if not way.intermediaries:
            return f"déjà en lien avec vous, par {spaces[0]}"
        steps = [f"{self.name(step.vers)} par {space}" for step, space in zip(way.steps, spaces, strict=True)]
        return "à présenter par étapes : vous connaissez " + ", qui connaît ".join(steps)

    def alerts(self, partner: Partner) -> list[str]:
        """Return what to check before calling, the gravest first."""
        snapshot, candidate = self._snapshot, partner.candidate
        found = []
        if snapshot.nodes("Acteur").get(partner.acteur_id, {}).get("a_preciser"):
            found.append("organisme à préciser : la source ne dit pas lequel")
        if partner.years is None:
            found.append("à vérifier : aucun énoncé daté")
        elif partner.years > _OLD:
            found.append(f"à vérifier : rien de plus récent que {format_french((candidate.date or '')[:7])}")
        if candidate.roles and all(fact.statut in _NOT_SETTLED for fact in candidate.roles):
            found.append("rôle proposé ou prévu, pas encore confirmé")
        schemes = {work.id: snapshot.scheme_of.get(work.id, work.id) for work in candidate.works}
        over = sorted({scheme for scheme in schemes.values() if self.over(scheme)})
        if over and all(self.over(scheme) for scheme in schemes.values()):
            found.append(f"dispositif arrivé à son terme : {listing(self.name(id_) for id_ in over)}")
        if partner.items and not candidate.exact:
            found.append("sur un thème proche, pas sur le thème demandé")
        if partner.way and partner.way.mixes_dates:
            found.append("le chemin pour le joindre mêle des liens qui n’ont pas eu cours en même temps")
        if partner.cover is None:
            found.append("zone d’intervention non documentée")
        return found

    def state(self, engagement: Engagement) -> Certitude:
        """
        Return what a role is worth; who is said to deal with the theme itself rests on that statement.

        What belongs to a scheme that is over may be over too: no document settles it.
        """
        work = engagement.work
        state = engagement.fact.state if engagement.fact else fact_state(work.facts)
        over = self.over(self._snapshot.scheme_of.get(work.id, work.id))
        return weakest([state, Certitude.INCERTAIN]) if over else state

    def over(self, dispositif_id: str) -> bool:
        """Tell whether the declared end of a scheme is before the date."""
        if dispositif_id not in self._over:
            day = self._snapshot.day
            end = self._snapshot.nodes("Dispositif").get(dispositif_id, {}).get("date_fin")
            self._over[dispositif_id] = bool(end and day and str(end) < day[: len(str(end))])
        return self._over[dispositif_id]

    def _reason(self, partner: Partner, part: str) -> Reason:
        if part == "public":
            facts = tuple(
                fact
                for work in partner.candidate.works
                if work.public == partner.values["public"]
                for fact in work.facts
                if fact.type == "CIBLE"
            )
            names = listing(dict.fromkeys(self.name(fact.end) for fact in facts), 3)
            return Reason(part, f"s’adresse à ce public : {names}", facts)
        if part == "territoire" and partner.cover:
            cover = partner.cover
            share = "tout le territoire" if cover.part >= _WHOLE else f"{_percent(cover.part)} du territoire"
            return Reason(part, f"{_ORIGINS[cover.origin]} {share}", cover.facts)
        if part == "proximite" and partner.way:
            way = partner.way
            facts = tuple(fact for step in way.steps for fact in step.shared[0].facts)
            if not way.intermediaries:
                return Reason(
                    part, f"est déjà en lien avec vous par {self._space(way.steps[0].shared[0].context_id)}", facts
                )
            names = " puis ".join(self.name(id_) for id_ in way.intermediaries)
            return Reason(part, f"peut vous être présenté par {names}", facts)
        newest = [fact for fact in partner.candidate.facts if str(fact.date or "").startswith(_month(partner))]
        return Reason(part, f"a un rôle documenté en {format_french(_month(partner))}", tuple(newest))

    def _does(self, partner: Partner) -> Reason:
        """Return what the actor does on the subject: its works counted, by role."""
        counted = [
            e
            for e in partner.candidate.engagements
            if not partner.items or not partner.items.exact or e.work.proximite == EXACT
        ]
        groups: dict[tuple[str | None, str], list[Engagement]] = {}
        for engagement in counted:
            type_ = engagement.fact.type if engagement.fact else None
            groups.setdefault((type_, engagement.work.nature), []).append(engagement)
        if not self._query.themes and len(groups) > 1:
            groups = {key: found for key, found in groups.items() if key[0]}
        shown = list(groups.items())[:2]
        said = _once([(type_, self._group(type_, nature, found)) for (type_, nature), found in shown])
        short = _once([(type_, self._group(type_, nature, found, titled=False)) for (type_, nature), found in shown])
        subject = self._subject(counted)
        facts = tuple(e.fact for e in counted if e.fact) or tuple(f for e in counted for f in e.work.facts)
        part = "theme" if partner.items else "role"
        return Reason(part, f"{said}{subject}", facts, f"{short}{subject}")

    def _group(self, type_: str | None, nature: str, found: Sequence[Engagement], *, titled: bool = True) -> str:
        if type_ is None:
            if self._query.themes:
                return "s’occupe lui-même de ce sujet"
            return "s’adresse lui-même à ce public" if self._query.publics else "est présent sur ce territoire"
        works = list(dict.fromkeys(e.work.id for e in found))
        if not titled:
            return f"{_VERBS[type_]} {format(Number(len(works)), _NATURES[nature])}"
        titles = listing((f"« {_cut(self.name(id_))} »" for id_ in works), 2)
        if len(works) == 1:
            said = f"{_with_article(_VERBS[type_], nature)} {titles}"
        else:
            said = f"{_VERBS[type_]} {format(Number(len(works)), _NATURES[nature])} : {titles}"
        return f"{said} (proposé)" if all(e.fact and e.fact.statut in _NOT_SETTLED for e in found) else said

    def _subject(self, counted: Iterable[Engagement]) -> str:
        themes = {f.end: e.work.proximite for e in counted for f in e.work.facts if f.type == "TRAITE"}
        exact, near = ([self.name(id_) for id_ in sorted(themes) if themes[id_] == level] for level in (EXACT, NEAR))
        if exact:
            more = f" et sur {format(Number(len(near)), 'thème proche|thèmes proches')}" if near else ""
            return f", sur le thème {listing((f'« {name} »' for name in exact), 3)}{more}"
        return f", sur un thème proche ({listing(near, 3)})" if near else ""

    def _area_how(self, partner: Partner) -> str:
        cover = partner.cover
        if cover is None:
            return "zone d’intervention non documentée : critère non compté"
        apart = [fact for fact in cover.facts if fact.properties.get("part") == 0]
        zones = listing(dict.fromkeys(self.name(fact.end) for fact in cover.facts if fact not in apart), 3)
        zones += f", sauf {listing(dict.fromkeys(self.name(fact.end) for fact in apart), 3)}" if apart else ""
        whose = {OWN: "sa zone", OF_WORKS: "zone de ses actions", OF_ORGANISATION: "zone de son organisme"}
        scale = cover.valeur / cover.part if cover.part else 0.0
        unit = "de la population" if cover.unit == "habitants" else "des communes"
        if not cover.part:
            return f"{whose[cover.origin]} ({zones}) ne couvre rien de ce territoire"
        return (
            f"{whose[cover.origin]} ({zones}) couvre {_percent(cover.part)} {unit} du territoire "
            f"× {french_number(scale, 2)} pour l’échelle = {french_number(cover.valeur, 2)}"
        )

    def _theme_how(self, partner: Partner) -> str:
        items = partner.items
        if items is None:
            return "aucun thème demandé : critère non compté"
        what = "sur le thème" if items.exact else "dans la même famille de thèmes"
        near = len(partner.candidate.works) - items.count
        more = f" (et {format(Number(near), 'autre|autres')} sur un thème proche)" if near else ""
        return (
            f"{format(Number(items.count), 'élément|éléments')} {what}{more} : "
            f"{french_number(1.0 if items.exact else NEAR_THEME, 1)} × ln(1 + {items.count}) ÷ ln(1 + {items.most})"
        )

    def _public_how(self, partner: Partner) -> str:
        value = partner.values["public"]
        if not self._query.publics:
            return "aucun public demandé : critère non compté"
        if value is None:
            return "le public de ce qu’il fait n’est pas documenté : critère non compté"
        words = {1.0: "s’adresse au public demandé", 0.5: "s’adresse à tous les publics"}
        return words.get(value, "s’adresse à d’autres publics")

    def _role_how(self, partner: Partner) -> str:
        if partner.best is None:
            return "aucun rôle pesé n’est documenté sur le sujet : critère non compté"
        return f"rôle le plus fort : {_VERBS[partner.best.type]} « {_cut(self.name(partner.best.end))} »"

    def _age_how(self, partner: Partner) -> str:
        if partner.years is None:
            return "aucun énoncé daté : critère non compté"
        date = format_french(partner.candidate.date)
        years = french_number(partner.years, 1)
        unit = "an" if partner.years < _PLURAL else "ans"
        return (
            f"énoncé le plus récent : {date}, soit {years}\u00a0{unit} ; 2^(−{years} ÷ {french_number(HALF_LIFE, 0)})"
        )

    def _way_how(self, partner: Partner) -> str:
        if partner.way or partner.values["proximite"] is None:
            return self.way(partner)
        return f"{self.way(partner)} : personne de connu ne peut vous présenter, 0"

    def _total(self, partner: Partner) -> str:
        known = {name: value for name, value in partner.values.items() if value is not None and self._weights[name]}
        if not known:
            return "aucun critère connu"
        terms = " + ".join(f"{french_number(self._weights[n], 2)} × {french_number(v, 2)}" for n, v in known.items())
        total = french_number(sum(self._weights[name] for name in known), 2)
        return f"100 × ({terms}) ÷ {total}, sur {len(known)} critères connus sur {len(partner.values)}"

    def _space(self, context_id: str | None) -> str:
        return f"« {_cut(self.name(context_id))} »" if context_id else "un lien direct déclaré"


def together(clauses: Sequence[str]) -> str:
    """Return clauses joined by « et », after a comma when what comes before is itself a list."""
    text = clauses[0] if clauses else ""
    for clause in clauses[1:]:
        text += f"{', et' if ' et ' in text or ', ' in text else ' et'} {clause}"
    return text


def _once(groups: Sequence[tuple[str | None, str]]) -> str:
    """Return what is said by role, a verb that comes again said once: « pilote 16 actions et 1 dispositif »."""
    clauses = []
    for place, (type_, text) in enumerate(groups):
        again = place and type_ == groups[place - 1][0]
        verb = _VERBS.get(type_, "").removesuffix(" de").removesuffix(" à")
        clauses.append(text.removeprefix(verb).lstrip() if again else text)
    return together(clauses)


def _with_article(verb: str, nature: str) -> str:
    """Return a verb with what it is about in the singular: « pilote l’action », « est partenaire du dispositif »."""
    noun = _NATURES[nature].partition("|")[0]
    if nature != "Dispositif":
        return f"{verb} l’{noun}"
    for ending, contracted in ((" de", " du"), (" à", " au")):
        if verb.endswith(ending):
            return f"{verb.removesuffix(ending)}{contracted} {noun}"
    return f"{verb} le {noun}"


def _month(partner: Partner) -> str:
    return (partner.candidate.date or "")[:7]


def _percent(share: float) -> str:
    return f"{french_number(100 * share, 0 if share in {0.0, 1.0} else 1)} %"


def _cut(text: str) -> str:
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 1].rstrip()}…"
