"""Say in French what changed between two days: when, what, how sure, and what cannot be compared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graph.analysis.evolution import CREATED, DISCOVERED, ENDED, HELD, Changes, Days
from graph.answers.sentence import agree, fill
from graph.model.dates import first_day, format_french, last_day
from graph.model.ontology import relationship_spec

_SAYS: Final[Mapping[str, str]] = {
    CREATED: "Commence",
    ENDED: "Prend fin",
    DISCOVERED: "Découvert",
    HELD: "A eu lieu",
}


def on(day: str) -> str:
    """Return a day after « le »: « le 5 février 2019 »."""
    return f"le {format_french(day)}"


def when(days: Days, kind: str) -> str:
    """Return the days of a change in words: a day, a month, a year, or an interval."""
    first, last = days
    if kind == DISCOVERED:
        return f"connu depuis {on(first)}"
    if first == last:
        return on(first)
    for text in (first[:7], first[:4]):
        if days == (first_day(text), last_day(text)):
            return f"en {format_french(text)}"
    return f"entre {on(first)} et {on(last)}"


def verb(type_: str) -> str:
    """Return how a relationship reads between its ends."""
    spec = relationship_spec(type_)
    return spec.caption if spec else type_.lower()


def row_sentence(kind: str, days: Days, said: str, *, sure: bool) -> str:
    """Return what happened to a statement or an object, in one sentence."""
    maybe = "" if sure else ", peut-être"
    return f"{_SAYS[kind]} {when(days, kind)}{maybe} : {said}."


def wrong_period(start: str | None, end: str | None) -> str | None:
    """Return why two days make no period, in French; None when they make one."""
    if start is None or end is None:
        which = "de début" if start is None else "de fin"
        return f"Une évolution se lit entre deux jours : choisissez une date {which} plutôt que « toutes les dates »."
    if start == end:
        return (
            f"Les deux dates sont la même ({format_french(start)}) : rien ne peut avoir changé entre elles. "
            "Choisissez une date de début plus ancienne."
        )
    if start > end:
        return (
            f"La date de début ({format_french(start)}) vient après la date de fin ({format_french(end)}) : "
            "échangez-les."
        )
    return None


def nothing_before(first: str | None, end: str, total: int) -> str | None:
    """Return why a period that ends before anything is dated has no answer; None when something is."""
    if not total:
        return (
            "Rien n’est documenté sur ce périmètre : on ne peut pas dire ce qui a changé. "
            "Ce n’est pas une absence de changement."
        )
    if first is None:
        return (
            "Aucun énoncé de ce périmètre n’a de date : on ne peut pas dire ce qui a changé. "
            "Ce n’est pas une absence de changement."
        )
    if first > end:
        return f"Aucune donnée à cette date : le premier énoncé daté de ce périmètre est du {format_french(first)}."
    return None


def after_the_sources(newest: str | None, end: str) -> list[str]:
    """Return what a period that goes on after the newest document cannot show; nothing when it does not."""
    if newest is None or newest >= end:
        return []
    return [
        f"Le document le plus récent de la base est daté du {format_french(newest)} : ce qui a changé depuis n’est pas "
        f"connu, et les liens restent tels quels jusqu’au {format_french(end)}."
    ]


def answer_sentence(start: str, counts: Mapping[str, int], maybe: int) -> str:
    """Return the answer: how many began, came to an end, were discovered; how many of them may have fallen outside."""
    said = fill(
        "Depuis {when} : {x:créé|créés}, {y:terminé|terminés}, {z:découvert|découverts}.",
        {"when": on(start), "x": counts[CREATED], "y": counts[ENDED], "z": counts[DISCOVERED]},
    )
    if maybe:
        said += fill(
            " {n:changement a|changements ont} peut-être eu lieu hors de la période : "
            f"{agree(maybe, 'sa date n’est connue', 'leur date n’est connue')} qu’au mois ou à l’année.",
            {"n": maybe},
        )
    return said


def warnings(found: Changes, total: int, waiting: int, first: str | None, start: str) -> list[str]:
    """
    Return what to keep in mind: what has no date, what is counted apart.

    Parameters
    ----------
    found
        What changed.
    total
        Number of statements of the scope.
    waiting
        Changes of statements that are only in project, recommended or to confirm.
    first
        First day that the scope speaks of.
    start
        First day of the period.
    """
    said = []
    if first and start < first:
        said.append(
            f"Avant {on(first)}, aucun énoncé de ce périmètre n’est daté : le réseau {on(start)} n’est pas connu, "
            "et rien ne lui est comparé."
        )
    if found.undated:
        n = len(found.undated)
        said.append(
            fill(
                "{n:lien|liens} sur {total} {they} : on ne sait pas quand {rest}.",
                {
                    "n": n,
                    "total": total,
                    "they": agree(n, "n’a pas de date de début", "n’ont pas de date de début"),
                    "rest": agree(
                        n,
                        "il a commencé, et il compte comme présent aux deux dates",
                        "ils ont commencé, et ils comptent comme présents aux deux dates",
                    ),
                },
            )
        )
    if found.lost:
        said.append(
            fill(
                "Parmi eux, {n:lien n’a|liens n’ont} aucune date du tout, ni dans un document ni au journal.",
                {"n": len(found.lost)},
            )
        )
    if found.possible:
        said.append(
            fill(
                "{n:changement de plus a|changements de plus ont} pu avoir lieu dans la période : leur date est trop "
                "imprécise pour le dire. Ils sont dans une liste à part et ne sont pas comptés.",
                {"n": len(found.possible)},
            )
        )
    if found.late:
        said.append(
            fill(
                "{n:lien a commencé|liens ont commencé} avant la période et {known} que depuis : ce n’est pas un "
                "changement, et ce n’est pas compté.",
                {"n": len(found.late), "known": agree(len(found.late), "n’est connu", "ne sont connus")},
            )
        )
    if found.finished:
        said.append(
            fill(
                "{n:lien est dit terminé|liens sont dits terminés} sans que la date le soit : on ne sait pas si c’est "
                "dans la période.",
                {"n": len(found.finished)},
            )
        )
    if waiting:
        said.append(
            fill(
                "{n:changement ne compte|changements ne comptent} pas : un projet, une recommandation ou un lien à "
                "confirmer. Ils sont dans une liste à part.",
                {"n": waiting},
            )
        )
    return said


def tie_warnings(jaccard: float | None, sizes: tuple[int, int], undated: int, ties: int) -> list[str]:
    """Return what makes two networks hard to compare: different sizes, too much change, ties without dates."""
    said = []
    first, second = sizes
    if first != second and min(sizes):
        said.append(
            fill(
                "Le réseau compte {a:acteur|acteurs} à la première date et {b:acteur|acteurs} à la seconde : la "
                "plupart des mesures changent avec la taille, et un écart ne dit pas à lui seul que le réseau va "
                "mieux ou moins bien.",
                {"a": first, "b": second},
            )
        )
    if jaccard is not None and jaccard < 0.3:
        said.append(
            "Moins de 30 % des liens entre acteurs se retrouvent aux deux dates : ce sont presque deux réseaux "
            "différents, et les mesures se comparent mal."
        )
    if undated:
        said.append(
            fill(
                "{n} des {m:lien|liens} entre acteurs aux deux dates ne {rest} que sur des énoncés sans date de "
                "début : s’ils ont changé, on ne le voit pas.",
                {"n": undated, "m": ties, "rest": agree(undated, "repose", "reposent")},
            )
        )
    return said


def faded_warnings(sure: tuple[int, int], held: tuple[int, int], faded: int) -> list[str]:
    """
    Return how far certainty faded between the two days: nothing when it did not.

    Parameters
    ----------
    sure, held
        Certain statements, and statements in force, on each day.
    faded
        Statements in force on both days, certain on the first one only.
    """
    if not faded:
        return []
    return [
        fill(
            "{lead} {a} des {n:lien|liens} en vigueur {is} à la première date, {b} des {m} à la "
            "seconde. {k:lien vaut|liens valent} toujours, mais aucun document ne {them} dit encore à la seconde date "
            ": ce n’est pas un changement.",
            {
                "lead": "La certitude baisse :" if sure[1] < sure[0] else "La certitude bouge :",
                "a": sure[0],
                "n": held[0],
                "is": agree(sure[0], "est certain", "sont certains"),
                "b": sure[1],
                "m": held[1],
                "k": faded,
                "them": agree(faded, "le", "les"),
            },
        )
    ]


def actor_warnings(sizes: tuple[int, int], present: tuple[int, int]) -> list[str]:
    """Return why the measures do not count the actors that arrive and leave: those that do nothing on a day too."""
    if sizes == present:
        return []
    return [
        fill(
            "Les mesures du réseau comptent {a:acteur|acteurs} à la première date et {b} à la seconde, même ceux que "
            "la base ne fait que nommer. {c} puis {d} ont un rôle, une zone d’action ou un lien direct : ce sont eux "
            "qui arrivent et qui partent.",
            {"a": sizes[0], "b": sizes[1], "c": present[0], "d": present[1]},
        )
    ]


def difference(first: float | None, second: float | None) -> float | None:
    """Return how much a measure changed; None when it is not known at both days."""
    return None if first is None or second is None else round(second - first, 6)
