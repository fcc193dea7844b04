"""
Measure a workshop: gather its forms, its plan and what the base held, compute, and give each measure its sentence.

Nothing here says that the workshop caused anything: it says what stood before, and what stands after.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.view_models.typography import typeset
from app.workshops import effect_base, effect_words
from app.workshops.effect_base import Asking
from app.workshops.effect_lines import Line
from app.workshops.record import DAY, LATER, Round, Workshop
from graph.analysis.workshop.effect import Answers, Effect, Panel, Said, effect, follow, is_indicative, panel
from graph.analysis.workshop.effect_share import Share
from graph.answer import INSUFFISANT, PARTIEL, SUFFISANT
from graph.answers.context import Context


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """
    Hold what can be said after a workshop.

    Parameters
    ----------
    etat
        `suffisant`, `partiel` (fewer than 60 % answered: the figures are only a sign) or `insuffisant` (no form).
    phrase
        The sentence to read if one reads only one.
    reponses
        Participants that answered.
    lignes
        Measures of the first capture, in the order of reading.
    suivi
        Measures of the second capture; empty without one.
    base
        What the base documents between the participants, without and with the confirmed answers.
    reserves
        What to keep in mind, French sentences.
    """

    etat: str
    phrase: str
    reponses: Share
    lignes: tuple[Line, ...] = ()
    suivi: tuple[Line, ...] = ()
    base: tuple[Line, ...] = ()
    reserves: tuple[str, ...] = ()

    @property
    def indicatif(self) -> bool:
        """Tell whether too few answered for the figures to be more than a sign."""
        return self.etat == PARTIEL

    def line(self, code: str) -> Line | None:
        """Return a measure by its code, or None."""
        return next((line for line in (*self.lignes, *self.suivi, *self.base) if line.code == code), None)


def report(workshop: Workshop, context: Context | None = None, asking: Asking | None = None) -> Report:
    """
    Return what can be said after a workshop.

    Parameters
    ----------
    workshop
        Workshop with its forms and its plan.
    context
        What surrounds the base; None when there is none: what rests on it is left out.
    asking
        Answers a named question; without it, what the participants bring to the themes is left out.
    """
    people, answers = workshop.venus, answers_of(workshop, DAY)
    first = panel([one.id for one in people], answers)
    response = Share(int(first.answered.sum()), len(people))
    if not response.n:
        later = any(form.moment == LATER for form in workshop.formulaires)
        return Report(etat=INSUFFISANT, phrase=effect_words.no_form(len(people), later=later), reponses=response)
    missing = effect_base.missing_pairs(workshop, context) if context else None
    found = effect(
        first,
        missing=missing,
        rounds=played(workshop),
        sectors={one.id: one.secteur for one in people if one.secteur},
        seed=workshop.graine,
    )
    indicative = is_indicative(first)
    lines = effect_words.lines(found)
    return Report(
        etat=PARTIEL if indicative else SUFFISANT,
        phrase=effect_words.headline(found, indicative=indicative),
        reponses=response,
        lignes=(*lines, *(effect_base.themes(workshop, asking) if asking else ())),
        suivi=_followed(workshop, first),
        base=(*effect_base.documented(workshop, context), *effect_base.articulations(workshop, context))
        if context
        else (),
        reserves=tuple(map(typeset, _reserves(workshop, found, known=context is not None))),
    )


def answers_of(workshop: Workshop, moment: str) -> Answers:
    """Return what the forms of a capture say, by respondent then by other."""
    return {
        form.participant: {
            contact.autre: Said(contact.avant, contact.rencontre, contact.aujourd_hui) for contact in form.contacts
        }
        for form in workshop.formulaires
        if form.moment == moment
    }


def played(workshop: Workshop) -> tuple[Round, ...]:
    """Return the rounds that were played; all those planned when nobody ticked any (see `unplayed`)."""
    return workshop.plan[: workshop.joues] if workshop.joues else workshop.plan


def unplayed(workshop: Workshop) -> str:
    """Say which rounds are not ticked as played, and what the report then counts; empty when all of them are."""
    left = len(workshop.plan) - workshop.joues
    if left <= 0:
        return ""
    if not workshop.joues:
        return "Aucun tour n’est noté comme joué : les rencontres à table du bilan sont celles du plan prévu."
    which = "Le dernier tour n’est pas noté comme joué" if left == 1 else f"{left} tours ne sont pas notés comme joués"
    return f"{which} : le bilan ne compte que les rencontres à table des autres. S’il le faut, corrigez au Jour J."


def history(workshops: Iterable[Workshop], territoire: str = "") -> tuple[tuple[Workshop, Report], ...]:
    """
    Return the workshops of a territory, the oldest first, each with what can be said without the base.

    Parameters
    ----------
    workshops
        Workshops kept.
    territoire
        Id of the territory; all of them when empty.
    """
    kept = [one for one in workshops if not territoire or one.territoire == territoire]
    return tuple((one, report(one)) for one in sorted(kept, key=lambda one: (one.date, one.id)))


def _followed(workshop: Workshop, first: Panel) -> tuple[Line, ...]:
    answers = answers_of(workshop, LATER)
    if not answers:
        return ()
    later = panel(first.people, answers)
    return effect_words.followed(follow(first, later, seed=workshop.graine))


def _reserves(workshop: Workshop, found: Effect, *, known: bool) -> Iterable[str]:
    yield (
        "Il n’y a pas de groupe de comparaison : ces chiffres disent ce qui est déclaré avant et après l’atelier, pas "
        "pourquoi."
    )
    yield "Une case vide est une réponse inconnue : elle ne compte ni comme un lien, ni comme une absence de lien."
    if found.new_one_sided.n or found.unanswered.n:
        yield "Ce qu’un seul côté déclare reste à confirmer : dans la base, il n’entre dans aucun calcul."
    if doubt := unplayed(workshop):
        yield doubt
    strangers = [one for one in workshop.venus if not one.acteur]
    if known and strangers:
        yield (f"Participants que la base ne connaît pas, hors des calculs qui s’appuient sur elle : {len(strangers)}.")
