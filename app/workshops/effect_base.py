"""Compare what the base documents between the participants of a workshop: on the eve, and with their answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

import networkx as nx

from app.view_models.typography import day as day_words
from app.view_models.typography import number, typeset
from app.workshops.contacts import last_answer, source_name
from app.workshops.effect_lines import Line, ei_words, of, percent
from app.workshops.planning import guest_parameters
from app.workshops.record import CONFIRMED, Workshop
from graph.analysis.ei_index import EIIndex, ei_index
from graph.analysis.health import network
from graph.analysis.workshop.effect_seating import Pair
from graph.analysis.workshop.effect_share import Share
from graph.answer import Answer
from graph.answers.context import Context
from graph.answers.errors import AskError
from graph.answers.sentence import fill
from graph.model.properties import PREUVE_SOURCES
from graph.snapshot import Snapshot
from graph.ties import ties
from ingest.entries import free_id

BASE, THEMES = "Ce que la base documente", "Les thèmes"
"""Groups of measures."""

Asking = Callable[[str, Mapping[str, str | Sequence[str]]], Answer]

_HOW: Final = (
    "Liens de la base au soir du {jour}, sans puis avec les réponses confirmées et écrites dans la base. Être venu au "
    "même atelier n’est pas compté comme un lien."
)


def missing_pairs(workshop: Workshop, context: Context) -> frozenset[Pair]:
    """
    Return the pairs of participants of different organisations that nothing documented tied on the eve.

    Notes
    -----
    What the forms of this workshop say of earlier links is not counted: the base did not know it. A participant that
    the base does not know is in no pair.
    """
    snapshot = context.snapshot(_eve(workshop))
    actors = _actors(workshop, snapshot)
    graph = _without(ties(snapshot), _cited(workshop))
    ids = sorted(actors)
    return frozenset(
        (one, other)
        for place, one in enumerate(ids)
        for other in ids[place + 1 :]
        if actors[one] != actors[other] and not graph.has_edge(actors[one], actors[other])
    )


def documented(workshop: Workshop, context: Context) -> tuple[Line, ...]:
    """
    Return what the base documents between the participants after the last answers, without them then with them.

    Notes
    -----
    Both are seen at the same day, so that nothing else that changed in the base is counted.
    """
    snapshot = context.snapshot(_after(workshop))
    actors = sorted(set(_actors(workshop, snapshot).values()) & set(snapshot.actors))
    if len(actors) < 2:
        return ()
    whole = ties(snapshot)
    (before, sectors), (after, _) = (
        network(graph.subgraph(actors), snapshot) for graph in (_without(whole, _cited(workshop)), whole)
    )
    pairs = len(actors) * (len(actors) - 1) // 2
    return _lines(
        typeset(_HOW.format(jour=day_words(last_answer(workshop)))),
        (Share(before.count, pairs), Share(after.count, pairs)),
        (Share(int((before.degree == 0).sum()), len(actors)), Share(int((after.degree == 0).sum()), len(actors))),
        (ei_index(before, sectors), ei_index(after, sectors)),
    )


def articulations(workshop: Workshop, context: Context) -> tuple[Line, ...]:
    """Return how many pairs of schemes of the territory are documented at a higher level than on the eve."""
    if not workshop.territoire:
        return ()
    eve, after = _eve(workshop), _after(workshop)
    before, then = (_levels(context.snapshot(day, territoire_id=workshop.territoire)) for day in (eve, after))
    if not then:
        return ()
    both = before.keys() & then.keys()
    share = Share(sum(then[pair] > before[pair] for pair in both), len(both))
    template = (
        "Sur {m:paire|paires} de dispositifs du territoire dont le palier était documenté la veille de l’atelier, "
        "{n:est|sont} à un palier plus haut"
    )
    text = f"{fill(template, {'n': share.n, 'm': share.m})} ({percent(share)})"
    if not share.m:
        text = "Aucune paire de dispositifs du territoire n’avait de palier documenté la veille de l’atelier"
    since = " ; {k:autre n’en a|autres n’en ont} un que depuis" if len(then) > len(both) else ""
    more = fill(since, {"k": len(then) - len(both)})
    return (
        Line(
            code="articulations",
            groupe=BASE,
            titre="Paliers d’articulation plus hauts",
            phrase=typeset(f"{text}{more}."),
            part=share,
            methode=typeset(
                f"Palier de 0 à 4 de chaque paire de dispositifs, la veille puis au soir du "
                f"{day_words(last_answer(workshop))}. Une paire sans palier documenté la veille n’est pas comptée."
            ),
        ),
    )


def themes(workshop: Workshop, asking: Asking) -> tuple[Line, ...]:
    """Return how many themes of the workshop the participants bring; nothing when the base does not tell."""
    came = replace(workshop, participants=tuple(replace(one, statut=CONFIRMED) for one in workshop.venus))
    if not workshop.territoire or not any(one.acteur for one in came.presents):
        return ()
    try:
        measures = asking("invites", guest_parameters(came, kept=True)).mesures
    except AskError:
        # A participant that the base knew when the list was made may have left it since.
        return ()
    count, out_of = measures.get("n_themes_representes"), measures.get("n_themes")
    if not isinstance(count, int) or not isinstance(out_of, int) or not out_of:
        return ()
    share = Share(count, out_of)
    where = "de l’atelier" if workshop.themes else "documentés sur le territoire, familles de thèmes comprises"
    template = f"Sur {{m:thème|thèmes}} {where}, {{n:est apporté|sont apportés}} par un participant au moins"
    return (
        Line(
            code="themes",
            groupe=THEMES,
            titre="Thèmes couverts",
            phrase=typeset(f"{fill(template, {'n': count, 'm': out_of})} ({percent(share)})."),
            part=share,
            methode=typeset(
                "Un participant apporte un thème s’il tient un rôle documenté, même porter ou signer, dans ce qui en "
                "traite sur le territoire. La liste des invités compte de la même façon. La matrice « qui fait quoi » "
                "en montre moins : une famille n’y a pas de colonne, et porter ou signer n’y compte pas."
            ),
        ),
    )


def _lines(
    how: str, pairs: tuple[Share, Share], alone: tuple[Share, Share], ei: tuple[EIIndex | None, EIIndex | None]
) -> tuple[Line, ...]:
    before, after = pairs
    template = (
        "Sur {m:paire|paires} d’organismes participants, {n:est liée|sont liées} dans la base sans les réponses "
        "({part}), {k} avec les réponses confirmées ({reste})."
    )
    values = {"m": before.m, "n": before.n, "part": percent(before), "k": after.n, "reste": percent(after)}
    found = [
        Line(
            code="base_densite",
            groupe=BASE,
            titre="Paires documentées",
            phrase=typeset(fill(template, values)),
            part=after,
            avant=before,
            methode=how,
        ),
        Line(
            code="base_isoles",
            groupe=BASE,
            titre="Organismes sans lien documenté entre eux",
            phrase=typeset(
                f"Organismes participants que rien ne lie à un autre dans la base : {of(alone[0])} sans les réponses, "
                f"{number(alone[1].n)} avec les réponses confirmées."
            ),
            part=alone[1],
            avant=alone[0],
            methode=how,
        ),
    ]
    shares = [Share(one.external, one.external + one.internal) if one else Share(0, 0) for one in ei]
    if any(share.m for share in shares):
        index = ei_words((ei[0].value if ei[0] else None, ei[1].value if ei[1] else None))
        found.append(
            Line(
                code="base_secteurs",
                groupe=BASE,
                titre="Liens documentés entre secteurs",
                phrase=typeset(
                    f"Liens documentés qui traversent les secteurs : {of(shares[0])} sans les réponses, "
                    f"{of(shares[1])} avec{index}."
                ),
                part=shares[1],
                avant=shares[0],
                methode=how,
            )
        )
    return tuple(found)


def _eve(workshop: Workshop) -> str:
    return (date.fromisoformat(workshop.date) - timedelta(days=1)).isoformat()


def _after(workshop: Workshop) -> str:
    """
    Return the day at which the base is seen once the last answers came: the next one.

    Notes
    -----
    Both the presence of the day and a link that a form says over still hold on their last day, until its evening.
    """
    return (date.fromisoformat(last_answer(workshop)) + timedelta(days=1)).isoformat()


def _levels(snapshot: Snapshot) -> dict[Pair, int]:
    """Return the documented level of articulation of each pair of schemes of the territory, the highest of each."""
    found: dict[Pair, int] = {}
    for fact in snapshot.facts("S_ARTICULE_AVEC"):
        level = fact.properties.get("niveau_articulation")
        if level is not None and snapshot.in_scope(fact.start) and snapshot.in_scope(fact.end):
            pair = (min(fact.start, fact.end), max(fact.start, fact.end))
            found[pair] = max(found.get(pair, 0), int(level))
    return found


def _actors(workshop: Workshop, snapshot: Snapshot) -> dict[str, str]:
    """Return the organisation of each participant that the base knows, by id of the participant."""
    known = snapshot.nodes("Acteur")
    return {one.id: snapshot.actor(one.acteur) for one in workshop.venus if one.acteur in known}


def _without(graph: nx.Graph[str], cited: frozenset[str]) -> nx.Graph[str]:
    """Return the network without the ties that these documents alone tell."""
    kept = graph.copy()
    data: Any
    for one, other, data in graph.edges(data=True):
        facts = [fact for reason in data["shared"] for fact in reason.facts]
        if all(_cites(fact.properties, cited) for fact in facts):
            kept.remove_edge(one, other)
    return kept


def _cites(properties: Mapping[str, Any], cited: frozenset[str]) -> bool:
    sources = properties.get(PREUVE_SOURCES)
    return bool(sources) and set(map(str, sources or ())) <= cited


def _cited(workshop: Workshop) -> frozenset[str]:
    """Return the names under which the proofs cite the forms of a workshop."""
    name = source_name(workshop)
    return frozenset({name, free_id("src:", name)})
