"""Check a contract against the clauses of its région: one finding per clause, with what proves it.

A clause is *verified* when the documents show it, *not respected* when they show the contrary, *not documented* when
they say too little, *not applicable* when it cannot be judged yet. Too few documented facts never make a clause not
respected: what nobody wrote down is not absent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.analysis.life_cycle import PREPARING, LifeCycle, add_months, duration, interval, months_between
from graph.analysis.signatories import fillers, signatures
from graph.model.norms import CategorieSignataire, Norme
from graph.reference.names import normalise_name
from graph.snapshot import Fact, Snapshot

VERIFIED, BROKEN, UNDOCUMENTED, NOT_APPLICABLE = "verifie", "non_respecte", "non_documente", "sans_objet"
STATES = (VERIFIED, BROKEN, UNDOCUMENTED, NOT_APPLICABLE)

_IN_FORCE = frozenset({"signature", "mise_en_oeuvre", "prolongation"})
_WINDOW_MONTHS = 12
_SITS = ("EST_MEMBRE", "ANIME", "PILOTE")
_TO_NAME = "a definir"


@dataclass(frozen=True, slots=True)
class Ground:
    """
    Hold the perimeter of a scheme, as far as its communes are known.

    Parameters
    ----------
    population
        Inhabitants counted; None when nothing can be counted.
    whole
        Whether every commune and its inhabitants are known: else the population is a lower bound.
    vintage
        Census used.
    """

    population: int | None = None
    whole: bool = False
    vintage: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """
    Hold what the documents say of one clause.

    Parameters
    ----------
    norme
        The clause.
    etat
        One of `STATES`.
    raison
        Code of what was found, for the sentence.
    valeur
        Value measured, in the unit of the clause; None when nothing was measured.
    total
        What the value is out of, or the other bound of an interval; None when it has no sense.
    manquants
        Ids of actors or actions, or codes of categories, that keep the clause from being verified.
    facts
        Statements it rests on, ordered as read.
    objets
        Ids of the objects whose own properties it rests on.
    signataires
        For lists of signatories: statements by category.
    """

    norme: Norme
    etat: str
    raison: str
    valeur: float | None = None
    total: float | None = None
    manquants: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    objets: tuple[str, ...] = ()
    signataires: tuple[tuple[CategorieSignataire, tuple[Fact, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """
    Hold the scheme under examination.

    Parameters
    ----------
    snapshot
        The graph at the day of examination.
    dispositif_id
        The scheme.
    life
        Where it stands at the day of the view.
    ground
        Its perimeter.
    day
        Day of examination: that of the view, or the last day of a contract that is over; None for all dates.
    seen
        Date of the newest document that speaks of the scheme, or None.
    """

    snapshot: Snapshot
    dispositif_id: str
    life: LifeCycle
    ground: Ground = field(default_factory=Ground)
    day: str | None = None
    seen: str | None = None

    @property
    def properties(self) -> Mapping[str, Any]:
        """Return the properties of the scheme; empty when it is not in the graph."""
        return self.snapshot.nodes("Dispositif").get(self.dispositif_id, {})

    @property
    def unsigned(self) -> bool:
        """Tell whether the contract is still prepared: no signature, and a stage before it."""
        return self.life.etape in PREPARING and not self.properties.get("date_signature")

    def instances(self, norme: Norme) -> list[str]:
        """Return the ids of the instances of the scheme that a clause speaks of."""
        known = self.snapshot.nodes("Instance")
        return [
            fact.end
            for fact in self.snapshot.out_of(self.dispositif_id, "A_INSTANCE")
            if (
                norme.instance == fact.end
                if norme.instance
                else known[fact.end]["type_instance"] == norme.type_instance
            )
        ]


def conformity(case: Case, clauses: Iterable[Norme]) -> tuple[Finding, ...]:
    """
    Return one finding per clause that can be checked, in the order of the clauses.

    Parameters
    ----------
    case
        The scheme.
    clauses
        Clauses of its région and of its type; those without a check, or about an instance it does not have, are left
        out.
    """
    return tuple(
        _CHECKS[clause.controle](case, clause)
        for clause in clauses
        if clause.controle in _CHECKS and (clause.instance is None or case.instances(clause))
    )


def tally(findings: Iterable[Finding]) -> dict[str, int]:
    """Return how many clauses are in each state, every state present."""
    states = [finding.etat for finding in findings]
    return {state: states.count(state) for state in STATES}


def _meetings(case: Case, norme: Norme) -> Finding:
    """Count the documented meetings of the last twelve months; a documented rhythm comes first."""
    instances = case.instances(norme)
    if not instances:
        return Finding(norme, UNDOCUMENTED, "aucune_instance")
    nodes = case.snapshot.nodes("Instance")
    rhythms = {id_: float(nodes[id_]["periodicite_an"]) for id_ in instances if nodes[id_].get("periodicite_an")}
    least = norme.valeur or 0
    if rhythms:
        rhythm = max(rhythms.values())
        kept = tuple(id_ for id_, value in rhythms.items() if value == rhythm)
        state = VERIFIED if rhythm >= least else BROKEN
        return Finding(norme, state, "rythme", valeur=rhythm, objets=kept)
    held = [fact for id_ in instances for fact in case.snapshot.into(id_, "CONCERNE") if _counts(case, fact)]
    events = case.snapshot.nodes("Evenement")
    count = sum(int(events[fact.start].get("nombre") or 1) for fact in held)
    state = VERIFIED if count >= least else UNDOCUMENTED
    return Finding(norme, state, "reunions", valeur=count, facts=tuple(held), objets=tuple(fact.start for fact in held))


def _counts(case: Case, fact: Fact) -> bool:
    """Tell whether an event is a meeting that surely took place in the twelve months before the day."""
    event = case.snapshot.nodes("Evenement").get(fact.start)
    days = interval(event.get("date")) if event else None
    if event is None or days is None or event.get("type_evenement") == "jalon":
        return False
    return case.day is None or (add_months(case.day, -_WINDOW_MONTHS) < days[0] and days[1] <= case.day)


def _population(case: Case, norme: Norme) -> Finding:
    count, least = case.ground.population, norme.valeur or 0
    if count is None:
        return Finding(norme, UNDOCUMENTED, "perimetre_inconnu")
    facts = case.snapshot.out_of(case.dispositif_id, "COUVRE", planned=True)
    if count >= least:
        return Finding(norme, VERIFIED, "population", valeur=count, facts=facts)
    state, why = (BROKEN, "population") if case.ground.whole else (UNDOCUMENTED, "population_partielle")
    return Finding(norme, state, why, valeur=count, facts=facts)


def _elaboration(case: Case, norme: Norme) -> Finding:
    """Compare the documented length of the preparation, or the time it has already taken, with the longest allowed."""
    most, own = norme.valeur or 0, (case.dispositif_id,)
    length = case.properties.get("duree_elaboration_mois")
    if length is not None:
        return Finding(norme, VERIFIED if length <= most else BROKEN, "elaboration", valeur=float(length), objets=own)
    since = interval(case.properties.get("date_cycle"))
    if not case.unsigned or since is None:
        return Finding(norme, UNDOCUMENTED, "elaboration_inconnue")
    # Nobody said that it went on after the newest document.
    known = [day for day in (case.day, case.seen) if day]
    elapsed = months_between(since[1], min(known)) if known else 0
    if elapsed > most:
        return Finding(norme, BROKEN, "elaboration_en_cours", valeur=float(elapsed), objets=own)
    return Finding(norme, NOT_APPLICABLE, "elaboration_en_cours", valeur=float(max(elapsed, 0)), objets=own)


def _signatories(case: Case, norme: Norme) -> Finding:
    signed = signatures(case.snapshot, case.dispositif_id)
    if not signed:
        if case.unsigned:
            return Finding(norme, NOT_APPLICABLE, "pas_signe")
        return Finding(norme, UNDOCUMENTED, "signatures_inconnues")
    filled = fillers(case.snapshot, case.dispositif_id, norme.categories)
    lists = tuple((category, filled[category.code]) for category in norme.categories)
    missing = tuple(category.code for category, facts in lists if not facts)
    return Finding(
        norme,
        BROKEN if missing else VERIFIED,
        "signataires",
        valeur=len(lists) - len(missing),
        total=len(lists),
        manquants=missing,
        facts=tuple({fact.id: fact for _, facts in lists for fact in facts}.values()),
        signataires=lists,
    )


def _signatories_sit(case: Case, norme: Norme) -> Finding:
    """Look for each signatory among the documented members of the steering committee, or of those it sits for."""
    signed = signatures(case.snapshot, case.dispositif_id)
    if not signed:
        why = "pas_signe" if case.unsigned else "signatures_inconnues"
        return Finding(norme, NOT_APPLICABLE if case.unsigned else UNDOCUMENTED, why)
    instances = case.instances(norme)
    seats = [fact for id_ in instances for type_ in _SITS for fact in case.snapshot.into(id_, type_)]
    if not seats:
        return Finding(norme, UNDOCUMENTED, "membres_inconnus", total=len(signed))
    present = {_top(case, fact.start) for fact in seats}
    for fact in case.snapshot.facts("REPRESENTE"):
        if _top(case, fact.start) in present and fact.properties.get("contexte") in {None, *instances}:
            present.add(_top(case, fact.end))
    missing = tuple(fact.start for fact in signed if _top(case, fact.start) not in present)
    return Finding(
        norme,
        UNDOCUMENTED if missing else VERIFIED,
        "signataires_au_copil",
        valeur=len(signed) - len(missing),
        total=len(signed),
        manquants=missing,
        facts=tuple(seats),
    )


def _pilots(case: Case, norme: Norme) -> Finding:
    """Look for the pilot of every action; only a document that says « à définir » makes the clause not respected."""
    nodes = case.snapshot.nodes("Action")
    actions = [
        id_
        for id_ in case.snapshot.parts(case.dispositif_id)
        if id_ in nodes and nodes[id_].get("niveau") != "orientation"
    ]
    if not actions:
        why = "actions_a_ecrire" if case.unsigned else "actions_inconnues"
        return Finding(norme, NOT_APPLICABLE if case.unsigned else UNDOCUMENTED, why)
    leads = {id_: case.snapshot.into(id_, "PILOTE") for id_ in actions}
    missing = tuple(id_ for id_, facts in leads.items() if not facts)
    unnamed = tuple(
        id_ for id_ in missing if normalise_name(str(nodes[id_].get("pilote_source") or "")).startswith(_TO_NAME)
    )
    declared = max(int(case.properties.get("nb_actions_declare") or 0), len(actions))
    complete = not missing and len(actions) == declared
    return Finding(
        norme,
        BROKEN if unnamed else VERIFIED if complete else UNDOCUMENTED,
        "pilotes_a_definir" if unnamed else "pilotes",
        valeur=len(actions) - len(missing),
        total=declared,
        manquants=unnamed or missing,
        facts=tuple(fact for facts in leads.values() for fact in facts),
        objets=unnamed or (case.dispositif_id,),
    )


def _length(case: Case, norme: Norme) -> Finding:
    months, own = duration(case.life), (case.dispositif_id,)
    if months is None:
        why = "pas_signe" if case.unsigned else "duree_inconnue"
        return Finding(norme, NOT_APPLICABLE if case.unsigned else UNDOCUMENTED, why)
    shortest, longest = months
    least, most = (norme.valeur or 0) * 12, (norme.maximum or float("inf")) * 12
    if longest < least or shortest > most:
        state = BROKEN
    else:
        state = VERIFIED if shortest >= least and longest <= most else UNDOCUMENTED
    why = "duree_imprecise" if state == UNDOCUMENTED else "duree"
    return Finding(norme, state, why, valeur=shortest / 12, total=longest / 12, objets=own)


def _term(case: Case, norme: Norme) -> Finding:
    """Compare the end with the day of the view; a contract that documents still call in force may only be unread."""
    life, own = case.life, (case.dispositif_id,)
    if life.fin is None:
        why = "pas_signe" if case.unsigned else "fin_inconnue"
        return Finding(norme, NOT_APPLICABLE if case.unsigned else UNDOCUMENTED, why)
    if life.mois_restants is None or life.terme is None:
        return Finding(norme, NOT_APPLICABLE, "sans_date", objets=own)
    if life.terme in {"en_cours", "a_venir"}:
        return Finding(norme, VERIFIED, "en_cours", objets=own)
    if life.terme == "imprecis":
        return Finding(norme, UNDOCUMENTED, "fin_imprecise", objets=own)
    if life.etape is not None and life.etape not in _IN_FORCE | PREPARING:
        return Finding(norme, VERIFIED, "suite_connue", objets=own)
    seen = interval(case.properties.get("date_cycle"))
    late = life.etape in _IN_FORCE and seen is not None and seen[0] > life.fin[1]
    return Finding(norme, BROKEN if late else UNDOCUMENTED, "terme_depasse", objets=own)


_CHECKS: Mapping[str | None, Callable[[Case, Norme], Finding]] = {
    "reunions": _meetings,
    "population": _population,
    "elaboration": _elaboration,
    "signataires": _signatories,
    "signataires_au_copil": _signatories_sit,
    "pilotes": _pilots,
    "duree": _length,
    "terme": _term,
}


def _top(case: Case, acteur_id: str) -> str:
    return case.snapshot.organisations.get(acteur_id, acteur_id)
