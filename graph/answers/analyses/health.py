"""Measure the network of actors as a whole, and say each measure in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graph.analysis.health import MEASURED, Whole, declared, measure, network
from graph.analysis.tie_matrix import TieMatrix
from graph.answer import INSUFFISANT, PARTIEL, SUFFISANT, Row
from graph.answers.analyses.health_sentences import Line, lines
from graph.answers.analyses.networks import Network, network_of
from graph.answers.context import Context
from graph.answers.outcome import Outcome, Raw
from graph.answers.parameters import Request
from graph.answers.rows import fact_proofs
from graph.answers.sentence import fill, listing
from graph.certainty import Certitude, weakest
from graph.snapshot import Fact
from graph.ties import DIRECT

_NAMED = 30


def network_health(context: Context, request: Request, raws: Raw) -> Outcome:
    """Return one row per measure, in the order in which they are read; then the actors, pieces and groups."""
    found = network_of(context, request)
    ties, secteurs = network(found.graph, found.snapshot)
    whole = None if found.reason else measure(ties, secteurs)
    if whole is None:
        return _list_only(context, found, ties, secteurs)
    state = weakest(reason.state for _, _, data in found.graph.edges(data=True) for reason in data["shared"])
    said = lines(context, whole, ties, declared(found.snapshot, found.graph), found.largest)
    warnings = found.warnings(context)
    if whole.ei and whole.ei.unclassed:
        warnings.append(
            fill(
                "{k:lien n’est|liens ne sont} pas dans la mesure par secteur : un des deux secteurs n’est pas connu.",
                {"k": whole.ei.unclassed},
            )
        )
    if not whole.exact:
        warnings.append("Réseau très grand : les mesures de distance et de passage sont estimées sur un tirage fixe.")
    return Outcome(
        rows=[_row(context, found, line, state) for line in said],
        measures={
            "n": whole.size,
            "m": whole.ties,
            "densite": whole.density,
            "fragmentation": whole.fragmentation,
            "n_composantes": len(whole.components),
            "n_isoles": len(whole.isolates),
            "E": whole.ei.external if whole.ei else None,
            "I": whole.ei.internal if whole.ei else None,
        },
        tables={
            "acteurs": _actors(context, found, ties, secteurs, whole),
            "composantes": _members(context, ties, "rang", whole.components),
            "groupes": _members(context, ties, "groupe", whole.groups.members if whole.groups else ()),
            "points_articulation": [
                Row({"acteur_id": id_, "acteur": context.name_of.get(id_, id_)}, _state(found, id_))
                for id_ in (ties.ids[place] for place in whole.articulations)
            ],
        },
        facts={"lecture": _reading(whole)},
        state=PARTIEL if whole.isolates or warnings else SUFFISANT,
        warnings=warnings,
    )


def _reading(whole: Whole) -> str:
    values = {
        "n": whole.size,
        "m": whole.ties,
        "d": 100 * whole.density,
        "f": 100 * whole.fragmentation,
        "k": len(whole.isolates),
    }
    isolates = (
        "{k:acteur n’a|acteurs n’ont} aucun lien documenté"
        if whole.isolates
        else "tous les acteurs ont au moins un lien"
    )
    return fill(
        "{n:acteur|acteurs}, {m:lien|liens} : {d:.1f} % des liens possibles existent, {f:.0f} % des paires d’acteurs "
        f"ne peuvent pas se joindre, {isolates}.",
        values,
    )


def _list_only(context: Context, found: Network, ties: TieMatrix, secteurs: Sequence[str | None]) -> Outcome:
    """Return the actors without any measure: too few of them, or no tie."""
    few = fill(
        f"{{n:acteur|acteurs}} seulement : sous {MEASURED}, le réseau se lit dans la liste et ne se mesure pas.",
        {"n": found.size},
    )
    return Outcome(
        rows=(),
        measures={"n": found.size or None, "m": ties.count or None},
        tables={"acteurs": _actors(context, found, ties, secteurs, None)},
        state=INSUFFISANT,
        sentence=found.reason or few,
        warnings=found.warnings(context) if ties.count else (),
    )


def _row(context: Context, found: Network, line: Line, state: Certitude) -> Row:
    values = {
        "mesure": line.code,
        "libelle": line.label,
        "valeur": line.value,
        "lecture": line.reading,
        "veut_dire": line.means,
        "ne_dit_pas": line.limits,
        "reference": line.reference,
    }
    return Row(values, state, fact_proofs(context, _facts(found, line.code)), line.reading, line.parts)


def _facts(found: Network, code: str) -> list[Fact]:
    """Return what proves a measure, when it rests on few statements: one contract, or the direct ties."""
    if code == "reciprocite":
        return [fact for fact in found.snapshot.facts(DIRECT) if found.graph.has_node(found.snapshot.actor(fact.start))]
    if code != "premier_cadre" or not found.largest:
        return []
    id_ = found.largest.context_id
    facts = {
        fact.id: fact
        for _, _, data in found.graph.edges(data=True)
        for reason in data["shared"]
        if reason.context_id == id_
        for fact in reason.facts
    }
    return [facts[key] for key in sorted(facts)]


def _actors(
    context: Context, found: Network, ties: TieMatrix, secteurs: Sequence[str | None], whole: Whole | None
) -> list[Row]:
    """List the actors, most tied first, then by id."""
    group_of = {
        place: number
        for number, members in enumerate(whole.groups.members if whole and whole.groups else (), start=1)
        for place in members
    }
    core = {whole.main.ids[place] for place in whole.core.members} if whole and whole.core else set()
    force = ties.strength.sum(axis=1)
    order = sorted(range(ties.size), key=lambda place: (-int(ties.degree[place]), place))
    return [
        Row(
            {
                "acteur_id": ties.ids[place],
                "acteur": context.name_of.get(ties.ids[place], ties.ids[place]),
                "secteur": secteurs[place],
                "n_liens": int(ties.degree[place]),
                "force": round(float(force[place]), 6),
                "noyau": whole.coreness[place] if whole else None,
                "groupe": group_of.get(place),
                "coeur": ties.ids[place] in core if whole and whole.core else None,
            },
            _state(found, ties.ids[place]),
        )
        for place in order
    ]


def _members(context: Context, ties: TieMatrix, number: str, parts: Iterable[Sequence[int]]) -> list[Row]:
    return [
        Row(
            {
                number: rank,
                "n_acteurs": len(part),
                "acteurs": listing(context.names_for(ties.ids[place] for place in part), _NAMED),
            },
            Certitude.CERTAIN,
        )
        for rank, part in enumerate(parts, start=1)
    ]


def _state(found: Network, acteur_id: str) -> Certitude:
    """Return the weakest of what ties an actor; that an isolated actor exists is not in doubt."""
    states = [reason.state for reason in found.reasons(acteur_id)]
    return weakest(states) if states else Certitude.CERTAIN
