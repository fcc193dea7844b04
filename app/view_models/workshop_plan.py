"""Say what a table plan is worth in plain sentences, and lay it out by round, by table and by person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from app.view_models.typography import NBSP, counted, number, typeset
from app.view_models.workshop_words import badges
from app.workshops.planning import SPARE, most_met
from app.workshops.plans import Figures
from app.workshops.record import PAIRS, Workshop
from ingest.headings import slug

_WHOLE: Final = 0.995
_FEW_PAIRS: Final = 5

_PLURAL: Final = 2
"""From this number on, French takes the plural: « 1,5 paire »."""


@dataclass(frozen=True, slots=True)
class TableView:
    """
    Hold one table of one round.

    Parameters
    ----------
    title
        « Table 3 ».
    host
        Who keeps it in every round; empty when nobody does.
    people
        The others, in words.
    """

    title: str
    host: str
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoundView:
    """
    Hold one round.

    Parameters
    ----------
    rank
        From 1.
    title
        « Tour 2 », « Tour 1, joué ».
    played
        Whether it was played.
    tables
        In order.
    resting
        Who has no partner this time, in words.
    """

    rank: int
    title: str
    played: bool
    tables: tuple[TableView, ...]
    resting: tuple[str, ...] = ()


def sentences(workshop: Workshop, figures: Figures) -> tuple[str, ...]:
    """Return what a plan is worth: value and bound first, then chance, gain, what it could not avoid."""
    if _is_over(workshop):
        return (short(workshop, figures),)
    said = [_value(figures)]
    if figures.chance is not None:
        said.append(_chance(figures))
    if figures.weight_bound > 0:
        share = min(100, int(100 * figures.weight / figures.weight_bound + 1e-9))
        said.append(
            f"Ceux à qui il manque un lien se rencontrent : {share}{NBSP}% de ce qui est possible, en comptant d’abord "
            "les liens les plus utiles."
        )
    if figures.repeats:
        again = counted(figures.repeats, "rencontre revient", "rencontres reviennent")
        why = "on ne peut pas faire moins" if figures.proven else "rien ne démontre que ce soit le moins possible"
        said.append(f"{again} : {why}. {who_meets_again(workshop)}".rstrip())
    if workshop.reparti and workshop.mode != PAIRS:
        said.append(
            "Vous avez demandé que les mêmes se retrouvent moins souvent, quitte à perdre jusqu’à "
            f"{round(100 * SPARE)}{NBSP}% des rencontres : rien de mieux n’a été trouvé dans cette limite."
        )
    own = figures.same_organisation
    if own:
        twice = counted(own, "fois", "fois")
        said.append(f"Deux participants d’un même organisme sont à la même table, {twice}.")
    elif _shared_organisations(workshop):
        said.append("Deux participants d’un même organisme ne sont jamais à la même table.")
    if workshop.mode != PAIRS and (mixed := _sectors(workshop, figures.sector_imbalance)):
        said.append(mixed)
    return tuple(typeset(text) for text in said)


def who_meets_again(workshop: Workshop) -> str:
    """Return the pairs who meet most often, a few by their names; empty when nobody meets twice."""
    most, pairs = most_met(workshop.plan)
    if most <= 1:
        return ""
    called = badges(workshop.participants)
    named = [f"{called.get(a, a)} avec {called.get(b, b)}" for a, b in pairs[:_FEW_PAIRS]]
    rest = len(pairs) - len(named)
    others = f" ; et {counted(rest, 'autre paire', 'autres paires')}" if rest else ""
    return typeset(f"Deux mêmes personnes se retrouvent {most} fois au plus : {' ; '.join(named)}{others}.")


def _value(figures: Figures) -> str:
    met = counted(figures.distinct, "rencontre différente", "rencontres différentes")
    if figures.proven:
        return f"{met} sur {number(figures.bound)} possibles : aucun plan ne peut faire mieux."
    if figures.exact is not None and figures.distinct >= figures.exact:
        return f"{met} : tous les plans ont été essayés, aucun ne fait mieux."
    if figures.exact is not None:
        return (
            f"{met}, quand {number(figures.exact)} sont possibles : ce plan-ci tient aussi compte des liens manquants, "
            "des organismes et des secteurs."
        )
    share = int(100 * figures.distinct / figures.bound) if figures.bound else 100
    return (
        f"{met}, sur {number(figures.bound)} au plus ({share}{NBSP}%) : il est démontré qu’aucun plan ne dépasse ce "
        "nombre, pas qu’un plan l’atteint."
    )


def _sectors(workshop: Workshop, imbalance: float) -> str:
    """Say how sectors are mixed; empty when no two participants are known to be of one sector."""
    known = [one.secteur for one in workshop.presents if one.secteur]
    if len(set(known)) == len(known) or workshop.joues >= len(workshop.plan):
        return ""
    unknown = len(workshop.presents) - len(known)
    apart = f" ({counted(unknown, 'participant')} de secteur inconnu à part)" if unknown else ""
    if imbalance == 0:
        return f"Chaque secteur est réparti entre les tables aussi également qu’il se peut{apart}."
    pairs = "paire" if imbalance < _PLURAL else "paires"
    return (
        f"Les secteurs pourraient être plus mêlés : par tour, {number(round(imbalance, 1))} {pairs} d’un même secteur "
        f"de plus que le moins possible, en moyenne{apart}."
    )


def _is_over(workshop: Workshop) -> bool:
    """Tell whether every round was played: nothing is left to compare with what could be."""
    return bool(workshop.plan) and workshop.joues >= len(workshop.plan)


def _possible(count: int) -> str:
    return counted(count, "possible", "possibles")


def _chance(figures: Figures) -> str:
    assert figures.chance is not None  # noqa: S101 - seen by the caller
    drawn = number(round(figures.chance))
    if figures.gain is None or figures.gain >= _WHOLE:
        return f"Au hasard : {drawn} en moyenne."
    return f"Au hasard : {drawn} en moyenne. Le plan fait {round(100 * figures.gain)}{NBSP}% du chemin entre les deux."


def short(workshop: Workshop, figures: Figures) -> str:
    """Return a plan in one line: « 112 rencontres différentes sur 112 possibles ; au hasard : 96 »."""
    if _is_over(workshop):
        met = counted(figures.distinct, "rencontre différente a eu lieu", "rencontres différentes ont eu lieu")
        return typeset(f"Tous les tours sont joués : {met}")
    most = _possible(figures.bound) if figures.proven else f"{number(figures.bound)} au plus"
    text = f"{counted(figures.distinct, 'rencontre différente', 'rencontres différentes')} sur {most}"
    if figures.chance is not None:
        text += f" ; au hasard : {number(round(figures.chance))}"
    return typeset(text)


def rounds(workshop: Workshop) -> tuple[RoundView, ...]:
    """Return the rounds ready to draw; people of a table in the order of the list, its host apart."""
    called = badges(workshop.participants)
    hosts = {one.id: one.table for one in workshop.presents if one.table} if workshop.mode != PAIRS else {}
    noun = "Place" if workshop.mode == PAIRS else "Table"
    found = []
    for rank, tour in enumerate(workshop.plan, start=1):
        tables = []
        resting = []
        for place, people in enumerate(tour, start=1):
            if workshop.mode == PAIRS and len(people) == 1:
                resting.append(called.get(people[0], people[0]))
                continue
            own = [one for one in people if hosts.get(one) == place]
            tables.append(
                TableView(
                    f"{noun}{NBSP}{place}",
                    " · ".join(called.get(one, one) for one in own),
                    tuple(called.get(one, one) for one in people if one not in own),
                )
            )
        played = rank <= workshop.joues
        title = f"Tour{NBSP}{rank}" + (", joué" if played else "")
        found.append(RoundView(rank, title, played, tuple(tables), tuple(resting)))
    return tuple(found)


def by_person(workshop: Workshop) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return the heading and one row per participant: where it sits at each round, « – » when nowhere."""
    called = badges(workshop.participants)
    seated = {one for tour in workshop.plan for table in tour for one in table}
    # The order of the list at the door, on paper: accents and signs count for nothing.
    order = sorted((id_ for id_ in called if id_ in seated), key=lambda id_: (slug(called[id_]), called[id_], id_))
    rows = [(called[id_], *(_place(tour, id_) for tour in workshop.plan)) for id_ in order]
    heading = ("Participant", *(f"Tour{NBSP}{rank}" for rank in range(1, len(workshop.plan) + 1)))
    return heading, rows


def by_table(workshop: Workshop) -> list[tuple[str, tuple[str, ...], tuple[list[str], ...]]]:
    """Return, for each table, its title, a heading and one row: who sits there at each round."""
    called = badges(workshop.participants)
    most = max((len(tour) for tour in workshop.plan), default=0)
    heading = tuple(f"Tour{NBSP}{rank}" for rank in range(1, len(workshop.plan) + 1))
    found = []
    for place in range(most):
        row = tuple(
            [called.get(one, one) for one in tour[place]] if place < len(tour) else [] for tour in workshop.plan
        )
        found.append((f"Table{NBSP}{place + 1}", heading, row))
    return found


def _place(tour: Sequence[Sequence[str]], identifier: str) -> str:
    for place, people in enumerate(tour, start=1):
        if identifier in people:
            return str(place) if len(people) > 1 else "repos"
    return "–"


def _shared_organisations(workshop: Workshop) -> bool:
    own = [one.organisme or one.nom for one in workshop.presents]
    return len(set(own)) < len(own)
