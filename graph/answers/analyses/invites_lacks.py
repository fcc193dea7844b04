"""Say in French what a guest list lacks: guests on the themes asked for, neighbouring themes, substitutes."""

from __future__ import annotations

from collections import Counter

from graph.analysis.content import family
from graph.analysis.workshop.guest_pool import Pool
from graph.analysis.workshop.guest_value import GuestProblem
from graph.analysis.workshop.guests import GuestList
from graph.answers.analyses.invites_words import GuestWords
from graph.answers.context import Context
from graph.answers.sentence import Number, agree, listing

_NEIGHBOURS = 5


def off_theme(context: Context, pool: Pool, chosen: GuestList, words: GuestWords) -> str:
    """
    Return the sentence on guests who do not act on the themes asked for; empty when half of the guests do.

    Notes
    -----
    Guests whose themes are not documented are counted apart from those known for something else.
    """
    total = len(chosen.guests)
    on = sum(bool(guest.themes) for guest in chosen.guests)
    if 2 * on >= total:
        return ""
    silent = sum(words.silent(guest.id) for guest in chosen.guests)
    elsewhere = total - on - silent
    theme = agree(len(pool.themes), "le thème demandé", "les thèmes demandés")
    single = total == 1
    others = "les autres" if on else "il" if single else "ils"
    rest = []
    if elsewhere:
        rest.append(f"{'n’agit' if single else 'n’agissent'} que sur d’autres thèmes ({Number(elsewhere)})")
    if silent:
        count = f"{Number(silent)} ; non documenté ne veut pas dire sans intérêt"
        rest.append(f"{'n’a' if single else 'n’ont'} aucun thème documenté ({count})")
    near = _neighbours(context, pool)
    said = f"{_acts(on, total)}, d’après les documents, sur {theme} ; {others} {' ou '.join(rest)}."
    return f"{said} {near}" if near else said


def few_substitutes(context: Context, problem: GuestProblem, chosen: GuestList) -> str:
    """Return the sentence that says that there are fewer substitutes than guests; empty when there are enough."""
    invited = {guest.id for guest in chosen.guests}
    allowed = dict(zip(problem.ids, problem.allowed.tolist(), strict=True))
    spare = [id_ for id_ in problem.ids if allowed[id_] and id_ not in invited]
    if len(spare) >= len(invited):
        return ""
    if not spare:
        return "Il ne reste personne à proposer à la place d’un invité : tout le monde est dans la liste, ou exclu."
    left = Number(len(spare))
    return (
        f"Pour remplacer {Number(len(invited)):invité|invités}, il ne reste que {left:candidat|candidats} "
        f"({listing(context.names_for(spare))}) : {agree(len(spare), 'il ne peut', 'ils ne peuvent')} prendre que "
        f"{agree(len(spare), 'une seule place', f'{left} places')}, même si le même nom est proposé plusieurs fois."
    )


def _acts(on: int, total: int) -> str:
    """Return how many guests act, up to the verb."""
    count, among = Number(on), Number(total)
    if total == 1:
        return "L’invité n’agit pas"
    if not on:
        return f"Aucun des {among} invités n’agit"
    return f"Un seul des {among} invités agit" if on == 1 else f"{count:invité|invités} sur {among} agissent"


def _neighbours(context: Context, pool: Pool) -> str:
    """Return the themes of the same families that actors of the territory hold, those that most hold first."""
    families = {family(theme) for theme in pool.themes}
    held = Counter(
        theme
        for acting in pool.acting.values()
        for theme in {fact.end for one in acting.engagements for fact in pool.about.get(one.work.id, ())}
        if theme not in pool.themes and family(theme) in families and family(theme) not in pool.themes
    )
    if not held:
        return ""
    order = sorted(held, key=lambda theme: (-held[theme], theme))[:_NEIGHBOURS]
    named = listing(
        f"« {context.name_of.get(theme, theme)} » ({Number(held[theme]):acteur ici|acteurs ici})" for theme in order
    )
    may = agree(len(order), "Un thème voisin peut être ajouté", "Des thèmes voisins peuvent être ajoutés")
    return f"{may} : {named}."
