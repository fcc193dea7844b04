"""Answer which actions look like the same work, and what they are to each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from graph.analysis.similar_actions import (
    PUBLICS,
    TERRITOIRE,
    THEMES,
    TITRE,
    WEIGHTS,
    Nature,
    Similarity,
    similar_actions,
)
from graph.analysis.works import Work
from graph.answer import INSUFFISANT, PARTIEL, SUFFISANT, Part, Row
from graph.answers.analyses.work_reading import missing_words, quoted, read_works
from graph.answers.context import Context
from graph.answers.errors import BadParameter
from graph.answers.outcome import Outcome, Raw
from graph.answers.parameters import Request
from graph.answers.rows import fact_proofs, fact_state
from graph.answers.sentence import fill, listing
from graph.answers.weights import read_weights
from graph.snapshot import Snapshot

_LABELS = {TITRE: "Intitulés", THEMES: "Thèmes", PUBLICS: "Publics", TERRITOIRE: "Territoire"}
_NATURES = {
    Nature.DOUBLON: "doublon possible",
    Nature.CONTINUITE: "suite possible",
    Nature.COMPLEMENT: "complément possible",
}
_SUCCESSION, _DOUBT = "SUCCEDE_A", "POSSIBLE_DOUBLON"


def resembling_actions(context: Context, request: Request, raws: Raw) -> Outcome:
    """
    Return one row per pair of actions that look alike, the closest first.

    Notes
    -----
    Nothing is merged: `decision` repeats what people noted on the pair, and stays empty otherwise.
    """
    threshold, limit = float(request.values["seuil"]), int(request.values["limite"])
    if not 0 < threshold <= 1:
        raise BadParameter("seuil", "Le seuil est un nombre au-dessus de 0 et jusqu’à 1.", "Par défaut : 0,55.")
    if limit < 1:
        raise BadParameter("limite", "Il faut demander au moins une paire.", "Par exemple : limite=200.")
    weights = read_weights(request, WEIGHTS)
    reading = read_works(context, request)
    if (
        sum(bool(work.themes) and place >= 0 for work, place in zip(reading.works, reading.grounds.index, strict=True))
        < 2
    ):
        known = len(reading.works)
        sentence = (
            "Aucune action n’est documentée sur ce périmètre à cette date : il n’y a rien à comparer."
            if not known
            else fill(
                "{n:action documentée|actions documentées} sur ce périmètre, mais moins de deux ont un thème et un "
                "lieu connus : il n’y a rien à comparer.",
                {"n": known},
            )
        )
        return Outcome(rows=(), state=INSUFFISANT, sentence=sentence)
    found = similar_actions(
        reading.works, reading.grounds, weights=weights, threshold=threshold, successions=_successions(reading.snapshot)
    )
    works = {work.id: work for work in reading.works}
    decisions = _decisions(reading.snapshot)
    rows = [
        _row(context, rank, pair, works, weights, decisions.get(frozenset((pair.a, pair.b))))
        for rank, pair in enumerate(found[:limit], start=1)
    ]
    counts = {nature: sum(pair.nature is nature for pair in found) for nature in Nature}
    warnings = missing_words(reading, actors=False)
    return Outcome(
        rows=rows,
        measures={
            "n_paires": len(found),
            "n_actions": len(works),
            "n_probables": sum(pair.probable for pair in found),
            **{f"n_{nature}s": count for nature, count in counts.items()},
        },
        facts={
            "montrees": ""
            if len(found) <= limit
            else fill(" {n:paire montrée|paires montrées}, les plus proches d’abord.", {"n": limit}),
            "natures": _count_words(counts),
        },
        state=PARTIEL if warnings else SUFFISANT,
        warnings=warnings,
    )


def _count_words(counts: Mapping[Nature, int]) -> str:
    words = {
        Nature.DOUBLON: "{n:doublon possible|doublons possibles}",
        Nature.CONTINUITE: "{n:suite possible|suites possibles}",
        Nature.COMPLEMENT: "{n:complément possible|compléments possibles}",
    }
    return listing(fill(words[nature], {"n": count}) for nature, count in counts.items() if count)


def _successions(snapshot: Snapshot) -> list[tuple[str, str]]:
    """Return the schemes that follow each other, whatever the date: a new contract follows one that is over."""
    return [(fact.start, fact.end) for fact in snapshot.every(_SUCCESSION)]


def _decisions(snapshot: Snapshot) -> Mapping[frozenset[str], str]:
    return {
        frozenset((fact.start, fact.end)): str(fact.properties.get("note") or "signalée comme doublon possible")
        for fact in snapshot.every(_DOUBT)
        if fact.start in snapshot.nodes("Action")
    }


def _row(
    context: Context,
    rank: int,
    pair: Similarity,
    works: Mapping[str, Work],
    weights: Mapping[str, float],
    decision: str | None,
) -> Row:
    a, b = works[pair.a], works[pair.b]
    themes = sorted(set(a.themes) & set(b.themes))
    facts = [
        fact
        for work in (a, b)
        for found in (work.themes, work.publics, work.pilotes)
        for statements in found.values()
        for fact in statements
    ]
    facts += [*a.placed, *b.placed]
    values: dict[str, Any] = {
        "rang": rank,
        "a_id": pair.a,
        "a": a.titre,
        "b_id": pair.b,
        "b": b.titre,
        "score": pair.score,
        "niveau": "probable" if pair.probable else "a_examiner",
        "type": str(pair.nature),
        "dispositifs_a": context.names_for(a.dispositifs),
        "dispositifs_b": context.names_for(b.dispositifs),
        "pilotes_a": context.names_for(a.pilotes),
        "pilotes_b": context.names_for(b.pilotes),
        "themes_communs": context.names_for(themes),
        "publics_a": context.names_for(a.publics),
        "publics_b": context.names_for(b.publics),
        **{f"part_{name}": value for name, value in pair.values.items()},
        "decision": decision,
    }
    # Themes are what made the pair: its certainty is that of what each one treats.
    state = fact_state(fact for work in (a, b) for found in work.themes.values() for fact in found)
    return Row(
        values, state, fact_proofs(context, facts), _phrase(context, pair, a, b, themes), _parts(pair, a, b, weights)
    )


def _phrase(context: Context, pair: Similarity, a: Work, b: Work, themes: Iterable[str]) -> str:
    names = context.names_for(themes)
    same = f"même{'s' if len(names) > 1 else ''} thème{'s' if len(names) > 1 else ''} {quoted(names)}"
    led = [context.names_for(work.pilotes) for work in (a, b)]
    if not any(led):
        pilots = "sans pilote connu des deux côtés"
    elif set(a.pilotes) == set(b.pilotes):
        pilots = f"même pilotage : {listing(led[0])}"
    else:
        pilots = f"pilotage : {listing(led[0]) or 'inconnu'} d’un côté, {listing(led[1]) or 'inconnu'} de l’autre"
    return fill(
        "Ces deux actions se ressemblent à {score} % ({nature}) : {same}, {pilots}.",
        {"score": round(100 * pair.score), "nature": _NATURES[pair.nature], "same": same, "pilots": pilots},
    )


def _parts(pair: Similarity, a: Work, b: Work, weights: Mapping[str, float]) -> tuple[Part, ...]:
    calculs = {
        TITRE: _title_words(pair),
        THEMES: _shared_words(set(a.themes), set(b.themes), "thème|thèmes"),
        PUBLICS: _shared_words(set(a.publics), set(b.publics), "public|publics"),
        TERRITOIRE: "Communes partagées ÷ communes de la plus petite des deux emprises."
        if pair.values[TERRITOIRE] is not None
        else "Les communes de l’une des deux ne sont pas connues : cette part ne compte pas.",
    }
    return tuple(Part(name, _LABELS[name], pair.values[name], weights[name], calculs[name]) for name in WEIGHTS)


def _title_words(pair: Similarity) -> str:
    if pair.mots is None or pair.trigrammes is None:
        return "L’un des intitulés est vide : cette part ne compte pas."
    half = " L’un des intitulés n’a qu’un mot : la ressemblance compte pour moitié." if pair.court else ""
    return fill(
        "Moyenne des mots partagés ({mots}) et des suites de trois lettres partagées ({lettres})." + half,
        {"mots": pair.mots, "lettres": pair.trigrammes},
    )


def _shared_words(ours: set[str], theirs: set[str], word: str) -> str:
    if not ours or not theirs:
        return "Inconnu pour l’une des deux actions : cette part ne compte pas."
    return fill(
        "{shared:" + word + "} en commun sur {every} en tout.",
        {"shared": len(ours & theirs), "every": len(ours | theirs)},
    )
