"""Answer which actors work on the same thing in the same place without a known link."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import networkx as nx

from graph.analysis.link_validation import FEWEST_TIES, Validation, validate
from graph.analysis.missing_links import Activity, MissingLink, activity, candidates, missing_links
from graph.analysis.tie_index import TieIndex, tie_index
from graph.analysis.works import Work
from graph.answer import INSUFFISANT, PARTIEL, SUFFISANT, Part, Row
from graph.answers.analyses.work_reading import WorkReading, missing_words, quoted, read_snapshot, read_works
from graph.answers.context import Context
from graph.answers.errors import BadParameter
from graph.answers.outcome import Outcome, Raw
from graph.answers.parameters import Request
from graph.answers.rows import fact_proofs, fact_state
from graph.answers.sentence import fill, listing
from graph.snapshot import Fact

_SHOWN_INTERMEDIARIES = 3


@dataclass(frozen=True, slots=True)
class _Side:
    """Hold what one actor of a pair does that the other does too: titles of its actions, statements."""

    titres: tuple[str, ...]
    facts: tuple[Fact, ...]


def forgotten_links(context: Context, request: Request, raws: Raw) -> Outcome:
    """
    Return one row per pair of untied actors, the strongest first.

    Notes
    -----
    Actions are those of the territory; a link is looked for everywhere: two actors that sit together elsewhere know
    each other. Proofs are the statements that give both their actions, themes and publics; the absence of a link has no
    proof: it says that none is documented.
    """
    limit = int(request.values["limite"])
    if limit < 1:
        raise BadParameter("limite", "Il faut demander au moins une paire.", "Par exemple : limite=100.")
    bonus = float(request.values["bonus"])
    if not 0 <= bonus < float("inf"):
        raise BadParameter("bonus", "Le bonus par intermédiaire ne peut pas être négatif.", "Par défaut : 0.")
    reading = read_works(context, request)
    acting = activity(reading.works, reading.grounds)
    if len(acting.acteurs) < 2:
        return Outcome(rows=(), state=INSUFFISANT, sentence=_why_nothing(reading, acting))
    everywhere = read_snapshot(context, request, everywhere=True)
    index = tie_index(everywhere)
    known = everywhere.nodes("Acteur")
    vague = frozenset(id_ for id_ in acting.acteurs if known.get(id_, {}).get("a_preciser"))
    organisations = context.organisations(request.day)
    pairs = candidates(acting, index, organisations)
    links = missing_links(acting, index, pairs, top=limit, bonus=bonus)
    checked = validate(reading.works, reading.grounds, acting, index, organisations, pairs)
    sides = _sides(reading, links)
    rows = [
        _row(context, acting, rank, link, (sides[link.a, link.b], sides[link.b, link.a]), vague)
        for rank, link in enumerate(links, start=1)
    ]
    warnings = missing_words(reading, actors=True)
    first = links[0] if links else None
    count = len(pairs.scores)
    return Outcome(
        rows=rows,
        measures={
            "n_paires": count,
            "n_acteurs": len(acting.acteurs),
            "n_liens": checked.n_ties,
            "auc": checked.auc,
            "precision_10": checked.precision,
            "validation": _validation(checked),
        },
        tables={"intermediaires": _introducers(context, index, links)},
        facts={
            "premier": listing(context.names_for((first.a, first.b))) if first else "",
            "montres": ""
            if count <= limit
            else fill(" {n:paire montrée|paires montrées}, les meilleures d’abord.", {"n": limit}),
        },
        state=PARTIEL if warnings else SUFFISANT,
        warnings=warnings,
    )


def _why_nothing(reading: WorkReading, acting: Activity) -> str:
    if not reading.works:
        return "Aucune action n’est documentée sur ce périmètre à cette date : il n’y a rien à comparer."
    if not acting.acteurs:
        return (
            "Aucune action de ce périmètre n’a à la fois un thème, un lieu et un pilote ou partenaire connus : "
            "il n’y a rien à comparer."
        )
    return "Un seul acteur pilote ou accompagne des actions sur ce périmètre : il n’y a personne à lui rapprocher."


def _validation(checked: Validation) -> str:
    if checked.auc is None:
        known = fill("{n:lien connu|liens connus}", {"n": checked.n_ties})
        return f"Trop peu de données pour valider : {known} entre ces acteurs, il en faut {FEWEST_TIES}."
    return fill(
        "{n_hidden} liens connus sur {n_ties} ont été cachés : un lien caché passe devant une paire jamais "
        "liée dans {auc} % des cas (50 % serait le hasard), et {precision} % des dix premières paires "
        "sont des liens cachés.",
        {
            "n_hidden": checked.n_hidden,
            "n_ties": checked.n_ties,
            "auc": round(100 * checked.auc),
            "precision": round(100 * (checked.precision or 0.0)),
        },
    )


def _sides(reading: WorkReading, links: Sequence[MissingLink]) -> Mapping[tuple[str, str], _Side]:
    """Return, by (actor, other actor), the actions that make them a pair, with their statements."""
    wanted = {acteur_id for link in links for acteur_id in (link.a, link.b)}
    of: dict[str, list[tuple[Work, int]]] = defaultdict(list)
    for work, place in zip(reading.works, reading.grounds.index.tolist(), strict=True):
        if place >= 0 and work.themes:
            for acteur_id in wanted.intersection(work.acteurs):
                of[acteur_id].append((work, place))
    found = {}
    for link in links:
        shared = {*link.themes, *link.publics}
        for one, two in ((link.a, link.b), (link.b, link.a)):
            titres: list[str] = []
            facts: list[Fact] = []
            for work, place in of[one]:
                met = {
                    subject
                    for other, ground in of[two]
                    if ground in reading.grounds.near[place]
                    for subject in shared.intersection((*work.themes, *work.publics))
                    if subject in other.themes or subject in other.publics
                }
                if met:
                    titres.append(work.titre)
                    facts += work.roles(one)
                    facts += [
                        fact
                        for subject in sorted(met)
                        for fact in (*work.themes.get(subject, ()), *work.publics.get(subject, ()))
                    ]
            found[one, two] = _Side(tuple(titres), tuple(facts))
    return found


def _row(
    context: Context,
    acting: Activity,
    rank: int,
    link: MissingLink,
    sides: tuple[_Side, _Side],
    vague: frozenset[str],
) -> Row:
    a, b = context.names_for((link.a, link.b))
    themes, publics = context.names_for(link.themes), context.names_for(link.publics)
    facts = [fact for side in sides for fact in side.facts]
    unsaid = [id_ for id_ in (link.a, link.b) if id_ in vague]
    alert = (
        f"organisme à préciser : la source ne dit pas lequel ({listing(context.names_for(unsaid))})" if unsaid else None
    )
    values: dict[str, Any] = {
        "rang": rank,
        "a_id": link.a,
        "a": a,
        "b_id": link.b,
        "b": b,
        "score": link.score,
        "communs": sorted(subject.partition(":")[2] for subject in (*link.themes, *link.publics)),
        "themes": themes,
        "publics": publics,
        "actions_a": list(sides[0].titres),
        "actions_b": list(sides[1].titres),
        "n_intermediaires": len(link.intermediaires),
        "intermediaires": context.names_for(link.intermediaires),
        "alerte": alert,
    }
    people = f" pour {quoted(publics)}" if publics else ""
    phrase = f"{a} et {b} agissent tous deux sur {quoted(themes)}{people}, et aucun lien n’est documenté."
    if alert:
        phrase += f" Attention : {alert}."
    parts = [
        Part(
            nom=subject.partition(":")[2],
            libelle=context.name_of.get(subject, subject),
            valeur=weight,
            calcul=fill(
                "{n} acteurs de ce périmètre agissent sur ce sujet : 1 ÷ ln(1 + {n}) = "
                "{w}. Plus un sujet est rare, plus il compte.",
                {"n": acting.degree[subject], "w": weight},
            ),
        )
        for subject, weight in {**link.themes, **link.publics}.items()
    ]
    if link.bonus:
        calcul = fill("{n:acteur lié|acteurs liés} aux deux.", {"n": len(link.intermediaires)})
        parts.append(Part("bonus", "Intermédiaires communs", link.bonus, calcul=calcul))
    return Row(values, fact_state(facts), fact_proofs(context, facts), phrase, tuple(parts))


def _introducers(context: Context, index: TieIndex, links: Sequence[MissingLink]) -> list[Row]:
    """Return, for each pair, the actors tied to both, those whose weaker tie is the strongest first."""
    people = {acteur_id for link in links for acteur_id in (link.a, link.b, *link.intermediaires)}
    if not any(link.intermediaires for link in links):
        return []
    graph = index.between(people)
    rows = []
    for rank, link in enumerate(links, start=1):
        ranked = sorted((-round(_strength(graph, link, id_), 9), id_) for id_ in link.intermediaires)
        rows += [_introducer(context, graph, rank, link, id_) for _, id_ in ranked[:_SHOWN_INTERMEDIARIES]]
    return rows


def _strength(graph: nx.Graph[str], link: MissingLink, acteur_id: str) -> float:
    return float(min(graph[acteur_id][link.a]["weight"], graph[acteur_id][link.b]["weight"]))


def _introducer(context: Context, graph: nx.Graph[str], rank: int, link: MissingLink, acteur_id: str) -> Row:
    strongest = [graph[acteur_id][other]["shared"][0] for other in (link.a, link.b)]
    places = [item.context_id for item in strongest]
    facts = [fact for item in strongest for fact in item.facts]
    words = [context.name_of.get(place, place) if place else "lien direct déclaré" for place in places]
    name, a, b = context.names_for((acteur_id, link.a, link.b))
    values = {
        "rang": rank,
        "a_id": link.a,
        "a": a,
        "b_id": link.b,
        "b": b,
        "acteur_id": acteur_id,
        "acteur": name,
        "force": _strength(graph, link, acteur_id),
        "contexte_a_id": places[0],
        "contexte_a": words[0],
        "contexte_b_id": places[1],
        "contexte_b": words[1],
    }
    phrase = f"{name} peut présenter {a} à {b} : {quoted(words[:1])} avec l’un, {quoted(words[1:])} avec l’autre."
    return Row(values, fact_state(facts), fact_proofs(context, facts), phrase)
