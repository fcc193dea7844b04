"""Say what a plan does in sentences, alike for the command and the screens."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from app.view_models.typography import NBSP, counted, day, number, typeset
from app.view_models.verbs import verb
from graph.judgement import DOUBLON
from graph.model.ontology import UNLIKE, node_spec, relationship_caption, relationship_spec
from graph.plan import ChangeKind, Plan
from graph.state import RelationshipState

DIFFERENT = "« sont deux objets différents »"
"""How relationships that keep two records apart are counted."""


def credited_sentence(count: int) -> str:
    """Return how many facts known already only gain this file as one more origin."""
    told = counted(count, "énoncé déjà connu sera", "énoncés déjà connus seront")
    return f"{told} aussi {'porté' if count < 2 else 'portés'} au compte de ce fichier."


def last_day_sentence(plan: Plan, today: date | None = None) -> str:
    """
    Return the last day of what a file no longer says: it counts still on that day, and no more after it.

    Parameters
    ----------
    plan
        Plan that closes at least one relationship for that.
    today
        Day on which the sentence is read; the real one when None.
    """
    gone = {one.state.id for one in plan.disparus if one.ferme}
    last = next(str(c.after.properties["valid_to"]) for c in plan.changes if c.after is not None and c.after.id in gone)
    them, their = ("Elle vaut", "son") if len(gone) < 2 else ("Elles valent", "leur")
    when = f"aujourd’hui, {day(last)}" if last == (today or date.today()).isoformat() else f"le {day(last)}"
    after = date.fromisoformat(last) + timedelta(days=1)
    return typeset(f"{them} encore {when}, {their} dernier jour ; plus à partir du {day(after.isoformat())}.")


def restated_sentence(count: int) -> str:
    """Return how many relationships, put right by hand, files say again as they were."""
    what = "Relation corrigée" if count < 2 else "Relations corrigées"
    return f"{what} à la main, que le fichier redit comme avant{NBSP}: {number(count)}. La correction est gardée."


def counted_kinds(counts: Mapping[str, int]) -> str:
    """Return how many objects and relationships of each kind there are: « 2 acteurs, 1 relation « signe » »."""
    return ", ".join(f"{number(count)} {_kind(name, count)}" for name, count in counts.items())


def changed_kinds(plan: Plan, kind: ChangeKind) -> str:
    """Return how many objects and relationships of each kind a plan changes so; those judged different are told so."""
    judged = judged_different(plan, kind)
    told = [
        f"{number(count - apart)} {_kind(name, count - apart)}"
        for name, count in plan.counts_by_name(kind).items()
        if count > (apart := judged if name == DOUBLON else 0)
    ]
    if judged:
        told.append(f"{number(judged)} {'relation' if judged < 2 else 'relations'} {DIFFERENT}")
    return ", ".join(told)


def judged_different(plan: Plan, kind: ChangeKind) -> int:
    """Return how many relationships that a plan changes so say that two objects are different."""
    found = [change.state for change in plan.changes if change.kind is kind]
    return sum(
        isinstance(state, RelationshipState) and relationship_caption(state.type, state.properties) == UNLIKE
        for state in found
    )


def _kind(name: str, count: int) -> str:
    if spec := node_spec(name):
        return (spec.caption if count < 2 else spec.plural).lower()
    if relationship_spec(name) is None:
        return name
    return f"{'relation' if count < 2 else 'relations'} « {verb(name)} »"
