"""Answer whom an organisation could work with: ranked partners, places left open, what the organisation can offer."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from graph.analysis.introductions import Path
from graph.analysis.partner_area import Ground
from graph.analysis.partner_works import (
    Candidate,
    Engagement,
    PartnerQuery,
    Work,
    candidates,
    open_places,
    own_offers,
    works,
)
from graph.analysis.partners import WEIGHTS, Partner, find_partners
from graph.answer import INSUFFISANT, PARTIEL, SUFFISANT, Row
from graph.answers.analyses.partner_readings import PartnerReadings
from graph.answers.analyses.partner_words import PartnerWords, together
from graph.answers.context import Context
from graph.answers.outcome import Outcome, Raw
from graph.answers.parameters import Request
from graph.answers.rows import fact_proofs, fact_state
from graph.answers.sentence import Number, agree, listing
from graph.answers.weights import read_weights
from graph.certainty import Certitude
from graph.model.vocabularies import vocabulary
from graph.snapshot import Snapshot

ROLES: Mapping[str, str] = {
    "porteur": "PORTE",
    "pilote": "PILOTE",
    "animateur": "ANIME",
    "signataire": "SIGNE",
    "partenaire": "EST_PARTENAIRE",
    "financeur": "FINANCE",
    "membre": "EST_MEMBRE",
    "organisateur": "ORGANISE",
    "participant": "PARTICIPE",
    "évaluateur": "EVALUE",
    "offreur": "PROPOSE",
}
"""Type of relationship by role, as the question names them."""

NEW_ONLY = "nouveaux"
_NAMED = 3


def partners(context: Context, request: Request, raws: Raw) -> Outcome:
    """
    Rank the partners of an organisation on a territory.

    Rows are in the order of the list. Second tables: actions on the subject without pilot, offers of the organisation.
    """
    weights = read_weights(request, WEIGHTS)
    values = request.values
    readings = PartnerReadings(context, request)
    snapshot = readings.subject(raws)
    query = PartnerQuery(
        own=readings.own,
        themes=tuple(values["themes"]),
        publics=tuple(values["publics"]),
        roles=frozenset([ROLES[values["role"]]] if values["role"] else []),
    )
    found = works(snapshot, query)
    near = readings.neighbourhood()
    words = PartnerWords(context, snapshot, query, weights, tied=near.reach.known)
    every = candidates(snapshot, query, found)
    proposed = every if request.keeps(Certitude.INCERTAIN) else _certain(words, every)
    ways = _ways(readings, proposed)
    tied = {id_ for id_, way in (ways or {}).items() if way and not way.intermediaries}
    kept = [c for c in proposed if values["mode"] != NEW_ONLY or c.acteur_id not in tied]
    ground = Ground(values["territoire"], context.territories(request.day), request.year)
    today = request.day or context.newest_source or datetime.date.today().isoformat()
    ranked = find_partners(snapshot, query, kept, ground, ways, today, weights)
    shown = ranked[: values["limite"] or len(ranked)]
    rows = [_row(context, snapshot, words, partner, rank) for rank, partner in enumerate(shown, start=1)]
    places = [_place(context, snapshot, words, work) for work in open_places(snapshot, found)]
    places = [row for row in places if request.keeps(row.certitude)]
    offers = [_offer(context, near.offers, readings, engagement) for engagement in own_offers(near.offers, query)]
    missing = _missing(query, ranked)
    return Outcome(
        rows=rows,
        measures={
            "n_partenaires": len(ranked),
            "n_deja_en_lien": sum(partner.acteur_id in tied for partner in ranked),
            "n_places_ouvertes": len(places),
            "n_offres_utiles": len(offers),
        },
        tables={"places_ouvertes": places, "offres_utiles": offers},
        facts={
            "n": len(ranked),
            "sujet": _subject(context, query),
            "premier": _first(words, ranked),
        },
        state=INSUFFISANT if not rows else PARTIEL if missing or ways is None else SUFFISANT,
        warnings=[*_cut(ranked, shown), *missing, *_set_aside(request, found, every, proposed, kept, ways)],
    )


def _ways(readings: PartnerReadings, proposed: Sequence[Candidate]) -> dict[str, Path | None] | None:
    """Return the best way to each candidate; None when the own organisation has no tie at all."""
    reach = readings.neighbourhood().reach
    if not reach.known:
        return None
    far = [candidate.acteur_id for candidate in proposed if not reach.near(candidate.acteur_id)]
    around = readings.around(far) if far else None
    return {candidate.acteur_id: reach.way(candidate.acteur_id, around) for candidate in proposed}


def _row(context: Context, snapshot: Snapshot, words: PartnerWords, partner: Partner, rank: int) -> Row:
    acteur_id = partner.acteur_id
    candidate = partner.candidate
    nodes = snapshot.nodes("Acteur")
    parent_id = snapshot.organisations.get(acteur_id)
    own, above = nodes.get(acteur_id, {}), nodes.get(parent_id or "", {})
    secteur = snapshot.secteur(acteur_id)
    reasons = words.reasons(partner)
    sources = [words.source(reason) for reason in reasons]
    first = together([reason.words for reason in reasons[:2]])
    between = partner.way.intermediaries if partner.way else ()
    values: dict[str, Any] = {
        "rang": rank,
        "acteur_id": acteur_id,
        "acteur": words.name(acteur_id),
        "parent_id": parent_id,
        "parent": words.name(parent_id) if parent_id else None,
        "secteur": vocabulary("secteurs").label(secteur) if secteur else None,
        "score": None if partner.score is None else round(partner.score, 2),
        **{f"f_{name}": None if value is None else round(value, 4) for name, value in partner.values.items()},
        "n_elements": len(candidate.works),
        "raisons": [words.said(reason, source) for reason, source in zip(reasons, sources, strict=True)],
        "motifs": [reason.words for reason in reasons],
        "documents": list(dict.fromkeys(source for source in sources if source)),
        "intermediaires": list(between),
        "noms_intermediaires": [words.name(id_) for id_ in between],
        "chemin": words.way(partner),
        "contact": own.get("courriel_generique") or above.get("courriel_generique"),
        "site": own.get("url") or above.get("url"),
        "alertes": words.alerts(partner),
    }
    facts = [*candidate.facts, *(partner.cover.facts if partner.cover else ())]
    if partner.way:
        facts += [fact for step in partner.way.steps for fact in step.shared[0].facts]
    return Row(
        values,
        # One sure role is enough to be a possible partner: theme, area and path only rank it.
        min((words.state(engagement) for engagement in candidate.engagements), key=list(Certitude).index),
        fact_proofs(context, facts),
        f"« {values['acteur']} » est un partenaire possible : cet acteur {first}.",
        words.parts(partner),
    )


def _certain(words: PartnerWords, proposed: Sequence[Candidate]) -> list[Candidate]:
    """Return candidates with their certain roles only; those left with none are out."""
    found = []
    for candidate in proposed:
        sure = tuple(e for e in candidate.engagements if words.state(e) is Certitude.CERTAIN)
        if sure:
            found.append(Candidate(candidate.acteur_id, sure))
    return found


def _place(context: Context, snapshot: Snapshot, words: PartnerWords, work: Work) -> Row:
    node = snapshot.nodes("Action")[work.id]
    scheme = snapshot.scheme_of.get(work.id)
    said = node.get("pilote_source")
    alerts = [f"la source dit du pilote : « {said} »"] if said else []
    if any(snapshot.into(work.id, "PILOTE", planned=True)):
        alerts.append("un pilote est envisagé ou reste à confirmer")
    if scheme and words.over(scheme):
        alerts.append("dispositif arrivé à son terme")
    values = {
        "action_id": work.id,
        "action": words.name(work.id),
        "dispositif_id": scheme,
        "dispositif": words.name(scheme) if scheme else None,
        "publics": [words.name(fact.end) for fact in snapshot.out_of(work.id, "CIBLE")],
        "alerte": " ; ".join(alerts) or None,
    }
    contained = [fact for fact in snapshot.into(work.id, "COMPREND") if fact.start == scheme]
    facts = [*contained, *work.facts]
    return Row(values, fact_state(contained or work.facts), fact_proofs(context, facts))


def _offer(context: Context, offers: Snapshot, readings: PartnerReadings, engagement: Engagement) -> Row:
    work, fact = engagement.work, engagement.fact
    node = offers.nodes("Offre")[work.id]
    service = fact.start if fact and fact.start != readings.organisation else None
    names = context.name_of
    values = {
        "offre_id": work.id,
        "offre": names.get(work.id, work.id),
        "service_id": service,
        "service": names.get(service, service) if service else None,
        "proximite": work.proximite,
        "themes": [names.get(f.end, f.end) for f in offers.out_of(work.id, "TRAITE")],
        "publics": [names.get(f.end, f.end) for f in offers.out_of(work.id, "CIBLE")],
        "conditions": node.get("conditions"),
    }
    facts = [*([fact] if fact else []), *work.facts]
    return Row(values, fact_state(facts[:1]), fact_proofs(context, facts))


def _subject(context: Context, query: PartnerQuery) -> str:
    themes = listing(f"« {name} »" for name in context.names_for(query.themes))
    publics = listing(f"« {name} »" for name in context.names_for(query.publics))
    return (f", sur le thème {themes}" if themes else "") + (f", pour le public {publics}" if publics else "")


def _first(words: PartnerWords, ranked: Sequence[Partner]) -> str:
    """Say who comes first and why, then who comes after."""
    if not ranked:
        return ""
    reasons = together([reason.brief for reason in words.reasons(ranked[0])[:2]])
    others = listing(f"« {words.name(partner.acteur_id)} »" for partner in ranked[1:_NAMED])
    after = f" Ensuite : {others}." if others else ""
    return f" En premier, « {words.name(ranked[0].acteur_id)} » : cet acteur {reasons}.{after}"


def _cut(ranked: Sequence[Partner], shown: Sequence[Partner]) -> list[str]:
    """Say that the list is longer than what is shown."""
    if len(shown) == len(ranked):
        return []
    first = agree(len(shown), "Seul le premier est montré", f"Les {len(shown)} premiers sont montrés")
    return [f"{first}, sur {Number(len(ranked))} : précisez le sujet, ou changez la limite."]


def _missing(query: PartnerQuery, ranked: Sequence[Partner]) -> list[str]:
    """Say for how many actors a part is not known: they are compared on the others."""
    wanted = {
        "territoire": "la zone d’intervention n’est pas documentée",
        "fraicheur": "aucun énoncé n’est daté",
        **({"public": "le public n’est pas documenté"} if query.publics else {}),
    }
    found = []
    for part, reason in wanted.items():
        unknown = sum(partner.values[part] is None for partner in ranked)
        if unknown:
            found.append(
                f"Pour {Number(unknown):acteur|acteurs} sur {len(ranked)}, {reason} : ce critère n’y est pas compté."
            )
    return found


def _set_aside(
    request: Request,
    found: Sequence[Work],
    every: Sequence[Candidate],
    proposed: Sequence[Candidate],
    kept: Sequence[Candidate],
    ways: Mapping[str, Path | None] | None,
) -> list[str]:
    said = []
    if len(proposed) < len(every):
        words = "acteur n’est pas montré : son rôle|acteurs ne sont pas montrés : leur rôle"
        said.append(
            f"Seul ce qui est certain est demandé. {format(Number(len(every) - len(proposed)), words)} ici n’a pas de "
            "date, n’est pas confirmé, ou tient à un dispositif arrivé à son terme."
        )
    if len(kept) < len(proposed):
        words = "acteur déjà en lien n’est pas montré|acteurs déjà en lien ne sont pas montrés"
        said.append(f"{format(Number(len(proposed) - len(kept)), words)}.")
    if ways is None and proposed:
        said.append("Aucun lien de votre organisme n’est documenté : la proximité n’est pas comptée.")
    if found and not every:
        what = f"{Number(len(found)):élément porte sur ce sujet|éléments portent sur ce sujet}"
        said.append(
            f"{what}, mais aucun autre acteur n’y a un rôle documenté{' de ce type' if request.values['role'] else ''}."
        )
    return said
