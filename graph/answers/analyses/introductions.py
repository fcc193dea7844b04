"""Answer who can introduce one actor to another, tie after tie; or where the two could meet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from graph.analysis.introductions import Path, Step, introductions, period
from graph.analysis.meeting_grounds import MeetingGround, near_instances, shared_territories
from graph.analysis.tie_index import tie_index
from graph.answer import INSUFFISANT, PARTIEL, SUFFISANT, Row
from graph.answers.analyses.work_reading import read_snapshot
from graph.answers.context import Context
from graph.answers.errors import BadParameter
from graph.answers.outcome import Outcome, Raw
from graph.answers.parameters import Request, describe_territory
from graph.answers.rows import fact_proofs, fact_state
from graph.answers.sentence import fill, listing
from graph.model.dates import format_french
from graph.model.ontology import relationship_specs
from graph.snapshot import Fact, Snapshot
from graph.ties import Shared

_MOST_WAYS = 10
_DIRECT_WORDS = "lien direct déclaré"
_TOGETHER = {
    "PORTE": "portent ensemble",
    "PILOTE": "pilotent ensemble",
    "ANIME": "animent ensemble",
    "SIGNE": "ont signé",
    "EST_PARTENAIRE": "sont partenaires de",
    "FINANCE": "financent",
    "EST_MEMBRE": "siègent dans",
    "ORGANISE": "organisent ensemble",
    "PARTICIPE": "participent à",
}
_IN = {
    "Action": "dans l’action",
    "Instance": "dans l’instance",
    "Evenement": "dans la rencontre",
    "Dispositif": "dans le dispositif",
}
_ROLES = {
    "referent_cls": "référent CLS",
    "presidence": "présidence",
    "co-presidence": "co-présidence",
    "secretariat": "secrétariat",
    "invite": "invité",
    "associe": "associé",
    "represente": "représenté",
    "evaluateur": "évaluateur",
    "echange_information": "échange d’information",
    "cooperation": "coopération",
    "action_commune": "action commune",
}
_INFERRED = "inferee"
_SHOWN_GROUNDS = 3


def introducers(context: Context, request: Request, raws: Raw) -> Outcome:
    """
    Return one row per tie of each way, the best way first.

    Notes
    -----
    Services are brought up to their organisation unless services are asked for. When no way exists at the date, says
    whether one exists all dates together, and where the two could meet.
    """
    k = int(request.values["k"])
    if not 1 <= k <= _MOST_WAYS:
        raise BadParameter("k", f"Demandez de 1 à {_MOST_WAYS} chemins.", "Par défaut : 3.")
    snapshot = read_snapshot(context, request)
    de, vers = (snapshot.actor(str(request.values[name])) for name in ("de", "vers"))
    why = _why_none(context, snapshot, de, vers)
    if why:
        return Outcome(rows=(), state=INSUFFISANT, sentence=why)
    paths = introductions(snapshot, de, vers, k)
    warnings = _warnings(context, request, paths)
    measures = {
        "n_chemins": len(paths),
        "n_intermediaires": len(paths[0].intermediaries) if paths else None,
        "unique": len(paths) == 1 if paths else None,
        "alerte_date": any(path.mixes_dates for path in paths) if paths else None,
    }
    if not paths:
        return _without_way(context, request, snapshot, de, vers, measures)
    return Outcome(
        rows=[
            _step_row(context, rank, number, step)
            for rank, path in enumerate(paths, start=1)
            for number, step in enumerate(path.steps, start=1)
        ],
        measures=measures,
        tables={"chemins": [_path_row(context, rank, path) for rank, path in enumerate(paths, start=1)]},
        sentence=_sentence(context, paths),
        state=PARTIEL if warnings else SUFFISANT,
        warnings=warnings,
    )


def _why_none(context: Context, snapshot: Snapshot, de: str, vers: str) -> str | None:
    """Say why the question has no meaning for these two, or None."""
    names = context.names_for((de, vers))
    if de == vers:
        return f"C’est le même organisme : {names[0]}."
    for acteur_id, name in zip((de, vers), names, strict=True):
        if snapshot.is_collective(acteur_id):
            return f"« {name} » désigne un groupe aux membres non nommés : il n’a pas de liens."
    return None


def _sentence(context: Context, paths: Sequence[Path]) -> str:
    best = paths[0]
    reasons = " ; ".join(_tie_words(context, step) for step in best.steps)
    if not best.intermediaries:
        names = context.names_for((best.steps[0].de, best.steps[0].vers))
        begins = f"{names[0]} et {names[1]} ont déjà un lien : {reasons}."
    else:
        begins = f"Passez par {listing(context.names_for(best.intermediaries), 10)} : {reasons}."
    others = len(paths) - 1
    if others:
        return begins + fill(" {n:autre chemin, sans les mêmes intermédiaires|autres chemins, sans les mêmes "
                             "intermédiaires}.", {"n": others})  # fmt: skip
    return begins + (" C’est le seul chemin connu." if best.intermediaries else "")


def _tie_words(context: Context, step: Step) -> str:
    """Say the strongest reason of a tie: « A et B ont signé « CLS » (du… au…) »."""
    a, b = context.names_for((step.de, step.vers))
    first = step.shared[0]
    if first.context_id is None:
        return f"{a} et {b} ont un lien direct déclaré{_dates_words(first)}"
    types = {fact.type for fact in first.facts}
    verb = _TOGETHER.get(types.pop()) if len(types) == 1 else None
    labels = {label for label in _IN if first.context_id in context.facts.nodes(label)}
    where = next((words for label, words in _IN.items() if label in labels), "dans")
    name = f"« {context.name_of.get(first.context_id, first.context_id)} »"
    return f"{a} et {b} {verb or f'ont tous deux un rôle {where}'} {name}{_dates_words(first)}"


def _context_name(context: Context, shared: Shared) -> str:
    if shared.context_id is None:
        return _DIRECT_WORDS
    return f"« {context.name_of.get(shared.context_id, shared.context_id)} »"


def _dates_words(shared: Shared) -> str:
    start, end = period(shared)
    words = [f"depuis le {format_french(start)}"] if start and not end else []
    words += [f"du {format_french(start)} au {format_french(end)}"] if start and end else []
    words += [f"jusqu’au {format_french(end)}"] if end and not start else []
    return f" ({words[0]})" if words else ""


def _step_row(context: Context, rank: int, number: int, step: Step) -> Row:
    first = step.shared[0]
    start, end = period(first)
    de, vers = context.names_for((step.de, step.vers))
    roles = [_role_words(fact) for fact in _by_actor(step, first)]
    values: dict[str, Any] = {
        "rang": rank,
        "etape": number,
        "de_id": step.de,
        "de": de,
        "vers_id": step.vers,
        "vers": vers,
        "contexte_id": first.context_id,
        "contexte": context.name_of.get(first.context_id, first.context_id) if first.context_id else _DIRECT_WORDS,
        "role_de": roles[0],
        "role_vers": roles[1],
        "autres_contextes": [
            context.name_of.get(item.context_id, item.context_id) if item.context_id else _DIRECT_WORDS
            for item in step.shared[1:]
        ],
        "force": step.force,
        "date": step.date,
        "date_debut": start or None,
        "date_fin": end or None,
    }
    # A tie holds as soon as one of its reasons does: the heaviest is shown and decides.
    return Row(values, fact_state(first.facts), fact_proofs(context, step.facts), f"{_tie_words(context, step)}.")


def _by_actor(step: Step, shared: Shared) -> tuple[Fact, Fact]:
    """Return the statements of both actors, in the order of the step."""
    first, last = shared.facts[0], shared.facts[-1]
    return (first, last) if step.de < step.vers else (last, first)


def _role_words(fact: Fact) -> str:
    if fact.role:
        return _ROLES.get(fact.role, fact.role)
    return next((spec.caption for spec in relationship_specs() if spec.type == fact.type), fact.type)


def _path_row(context: Context, rank: int, path: Path) -> Row:
    facts = [fact for step in path.steps for fact in step.shared[0].facts]
    values = {
        "rang": rank,
        "chemin": list(path.actors),
        "noms": context.names_for(path.actors),
        "n_intermediaires": len(path.intermediaries),
        "force": path.force,
        "date": path.date,
        "melange_de_dates": path.mixes_dates,
    }
    return Row(values, fact_state(facts), fact_proofs(context, facts), " → ".join(context.names_for(path.actors)))


def _warnings(context: Context, request: Request, paths: Sequence[Path]) -> list[str]:
    """Say what makes a way less sure than it looks: ties that never held together, deduced statements."""
    found = []
    for rank, path in enumerate(paths, start=1):
        which = f"Chemin {rank}" if len(paths) > 1 else "Ce chemin"
        if path.mixes_dates:
            spells = [_spell(context, step) for step in path.steps]
            found.append(
                f"{which} mélange des dates : {listing(spells, 10)}. Ces liens n’ont pas existé en même temps."
            )
        inferred = [step for step in path.steps if any(_is_inferred(fact) for fact in step.shared[0].facts)]
        if inferred:
            ties = listing((" – ".join(context.names_for((step.de, step.vers))) for step in inferred), 10)
            found.append(f"{which} repose en partie sur une déduction, à vérifier : {ties}.")
    return found


def _spell(context: Context, step: Step) -> str:
    start, end = period(step.shared[0])
    name = _context_name(context, step.shared[0])
    if end:
        return f"{name} s’arrête le {format_french(end)}"
    return f"{name} commence le {format_french(start)}" if start else f"{name} n’est pas daté"


def _is_inferred(fact: Fact) -> bool:
    return fact.properties.get("derivation") == _INFERRED


def _without_way(
    context: Context, request: Request, snapshot: Snapshot, de: str, vers: str, measures: dict[str, Any]
) -> Outcome:
    """Say that no known way joins them, whether another date has one, and where they could meet."""
    names = context.names_for((de, vers))
    index = tie_index(snapshot)
    alone = [name for acteur_id, name in zip((de, vers), names, strict=True) if acteur_id not in index.number]
    begins = f"Aucun chemin connu entre {names[0]} et {names[1]} à cette date."
    if request.day is None:
        begins = f"Aucun chemin connu entre {names[0]} et {names[1]}, toutes dates confondues."
    if alone:
        begins += f" Aucun lien n’est documenté pour {listing(alone)} : ce n’est pas une preuve d’isolement."
    territories = context.territories(request.day)
    grounds = shared_territories(snapshot, territories, de, vers)[:_SHOWN_GROUNDS]
    instances = near_instances(snapshot, territories, de, vers)[:_SHOWN_GROUNDS]
    rows = [
        _ground_row(context, "instance", ground, names[1] if ground.acteur_id == de else names[0])
        for ground in instances
    ]
    rows = [_ground_row(context, "territoire", ground, "") for ground in grounds] + rows
    meeting = _meeting_words(context, grounds, instances)
    warnings = []
    if request.day is not None:
        later = context.snapshot(
            None,
            granularite=request.granularite,
            certitude=request.certitude,
            territoire_id=request.values.get("territoire"),
        )
        ends = [later.actor(str(request.values[name])) for name in ("de", "vers")]
        if ends[0] != ends[1] and introductions(later, ends[0], ends[1], 1):
            warnings.append("Un chemin existe toutes dates confondues : choisissez la date « toutes » pour le voir.")
    return Outcome(
        rows=(),
        measures=measures,
        tables={"rencontres": rows},
        sentence=f"{begins} {meeting}",
        state=INSUFFISANT if alone else SUFFISANT,
        warnings=warnings,
    )


def _meeting_words(context: Context, grounds: Sequence[MeetingGround], instances: Sequence[MeetingGround]) -> str:
    words = []
    if grounds:
        words.append(f"Territoire commun le plus proche : {describe_territory(context, grounds[0].id)}.")
    if instances:
        first = instances[0]
        seated = context.name_of.get(str(first.acteur_id), str(first.acteur_id))
        name = context.name_of.get(first.id, first.id)
        words.append(f"Instance la plus proche : « {name} », où siège {seated}.")
    return " ".join(words) or "Aucun territoire ni aucune instance en commun n’est connu."


def _ground_row(context: Context, nature: str, ground: MeetingGround, other: str) -> Row:
    place = (
        describe_territory(context, ground.id) if nature == "territoire" else context.name_of.get(ground.id, ground.id)
    )
    values = {
        "nature": nature,
        "objet_id": ground.id,
        "objet": place,
        "acteur_id": ground.acteur_id,
        "acteur": context.name_of.get(ground.acteur_id, ground.acteur_id) if ground.acteur_id else None,
        "n_communes": ground.n_communes,
    }
    phrase = (
        f"Les deux agissent sur {place}."
        if nature == "territoire"
        else f"{values['acteur']} siège dans « {place} », qui concerne un territoire de {other}."
    )
    return Row(values, fact_state(ground.facts), fact_proofs(context, ground.facts), phrase)
