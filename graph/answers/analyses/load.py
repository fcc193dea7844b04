"""Say what governance asks of each organisation: instances, hours under stated hypotheses, actions led."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from graph.analysis.load import DOCUMENTED, LEAST, Load, Seat, Stand, gini, heavy, load, top_share
from graph.answer import INSUFFISANT, PARTIEL, SUFFISANT, Part, Row
from graph.answers.context import Context
from graph.answers.outcome import Outcome, Raw
from graph.answers.parameters import Request
from graph.answers.rows import fact_proofs, fact_state
from graph.answers.sentence import fill, french_number, listing
from graph.answers.weights import HYPOTHESIS, read_weights
from graph.model.norms import ChargeHypotheses, charge_hypotheses
from graph.model.vocabularies import vocabulary
from graph.snapshot import Snapshot

_GROUPS = {"COPIL": "n_copil", "COTECH": "n_cotech", "groupe_de_travail": "n_gt"}
_LEADING = frozenset({"presidence", "co-presidence", "animateur", "coordinateur", "pilote", "co-pilote"})
_ROLES = {
    "presidence": "présidence",
    "co-presidence": "co-présidence",
    "represente": "représenté",
    "associe": "associé",
    "invite": "invité",
    "secretariat": "secrétariat",
}
_PARAMETER = "hypotheses"


def governance_load(context: Context, request: Request, raws: Raw) -> Outcome:
    """Return one row per organisation that sits or leads something, most hours first (see `graph.analysis.load`)."""
    snapshot = context.snapshot(
        request.day,
        granularite=request.granularite,
        certitude=request.certitude,
        territoire_id=request.values.get("territoire"),
    )
    scheme = request.values.get("dispositif")
    within = frozenset(snapshot.parts(scheme)) if scheme else None
    hypotheses = read_hypotheses(request)
    loads = load(snapshot, hypotheses, within=within)
    heavies = heavy(loads, hypotheses)
    sitting = [found for found in loads if found.seats]
    hours = [found.heures for found in sitting if found.heures is not None]
    led = [len(found.pilotages) for found in loads if found.pilotages]
    instances = {seat.instance_id for found in sitting for seat in found.seats}
    silent = _silent(snapshot, instances, within)
    return Outcome(
        rows=[_row(context, snapshot, found, found.acteur_id in heavies) for found in loads],
        measures={
            "n_organismes": len(sitting) or None,
            "n_instances": len(instances) or None,
            "heures": sum(hours) if hours else None,
            "gini": gini(hours),
            "part_top3": top_share(hours),
            "gini_pilotages": gini(led),
            "part_top3_pilotages": top_share(led),
            "n_alertes": len(heavies) if hours else None,
        },
        tables={"pilotages": _pilot_rows(context, snapshot, loads, within)},
        facts={"bilan": _summary(context, sitting, instances, hours, loads)},
        state=INSUFFISANT if not loads else PARTIEL if silent or not sitting or _unknown(sitting) else SUFFISANT,
        warnings=_warnings(context, loads, sitting, silent, hypotheses) if loads else [],
    )


def read_hypotheses(request: Request) -> ChargeHypotheses:
    """Return the hypotheses on meetings, with those the reader changed: `duree=1,5`, `COPIL=3`, `animation=2`."""
    known = charge_hypotheses()
    leading = max(known.coefficients.values())
    defaults = {"duree": known.duree_h, **known.reunions_an, "membre": known.coefficient_courant, "animation": leading}
    given = read_weights(request, defaults, _PARAMETER, HYPOTHESIS)
    return replace(
        known,
        duree_h=given["duree"],
        reunions_an={name: given[name] for name in known.reunions_an},
        coefficients={
            role: given["animation"] if value == leading else value for role, value in known.coefficients.items()
        },
        coefficient_courant=given["membre"],
    )


def _row(context: Context, snapshot: Snapshot, found: Load, is_heavy: bool) -> Row:
    instances = snapshot.nodes("Instance")
    kinds = Counter(
        _GROUPS.get(str(instances[seat.instance_id].get("type_instance")), "n_autres") for seat in found.seats
    )
    facts = found.facts
    values = {
        "acteur_id": found.acteur_id,
        "acteur": context.name_of.get(found.acteur_id, found.acteur_id),
        "secteur": snapshot.secteur(found.acteur_id),
        "n_instances": len(found.seats),
        **{name: kinds[name] for name in (*_GROUPS.values(), "n_autres")},
        "n_animees": sum(seat.role in _LEADING for seat in found.seats),
        "n_prevues": sum(seat.prevu for seat in found.seats),
        "heures": found.heures,
        "n_pilotages": len(found.pilotages),
        "n_proposees": found.proposed,
        "n_dispositifs": len(found.schemes),
        "n_cls": len(found.contracts),
        "territoires": _territories(context, snapshot, found),
        "representations": [_stand_words(context, stand, possible=False) for stand in found.stands],
        "representations_possibles": [_stand_words(context, stand, possible=True) for stand in found.possible],
        "alerte": is_heavy,
    }
    return Row(
        values,
        fact_state(facts),
        fact_proofs(context, facts),
        phrase=_phrase(values, found),
        parts=tuple(_parts(context, found)),
    )


def _phrase(values: Mapping[str, object], found: Load) -> str:
    said = []
    if found.seats:
        places = fill("{n:instance documentée|instances documentées}", {"n": len(found.seats)})
        hours = found.heures
        unknown = sum(seat.heures is None for seat in found.seats)
        about = "" if hours is None else f", environ {_hours(hours)} par an"
        if hours is not None and unknown:
            about += fill(" (sans {n:instance au rythme inconnu|instances au rythme inconnu})", {"n": unknown})
        planned = _planned_words(len(found.seats), sum(seat.prevu for seat in found.seats))
        if all(seat.coefficient == 0 for seat in found.seats):
            # Somebody else sits in its place: no hour is its own.
            said.append(f"est représenté dans {places}{planned}")
        else:
            said.append(f"siège dans {places}{planned}{about}")
    if found.pilotages:
        said.append(_led_words(found))
    if found.schemes:
        said.append(fill("porte, pilote ou coordonne {n:dispositif|dispositifs}", {"n": len(found.schemes)}))
    first = f"{values['acteur']} {listing(said)}."
    return f"{first} Sa charge estimée est parmi les plus fortes de ce périmètre." if values["alerte"] else first


def _planned_words(count: int, planned: int) -> str:
    """Say how many of the instances just counted are only planned: « (dont 1 en projet) »; empty when none is."""
    return "" if not planned else " (en projet)" if planned == count else f" (dont {planned} en projet)"


def _led_words(found: Load) -> str:
    count, proposed = len(found.pilotages), found.proposed
    if proposed == count:
        words = fill("pilote {n:action|actions}", {"n": count})
        return f"{words} ({'pilotage seulement proposé' if proposed == 1 else 'pilotages seulement proposés'})"
    words = fill("pilote {n:action|actions}", {"n": count - proposed})
    return f"{words} (et {proposed} autre{'s' if proposed > 1 else ''} en proposition)" if proposed else words


def _parts(context: Context, found: Load) -> Iterable[Part]:
    for seat in found.seats:
        name = context.name_of.get(seat.instance_id, seat.instance_id)
        yield Part(seat.instance_id, name, seat.heures, None, _seat_words(seat))
    if found.pilotages:
        names = listing(context.names_for(found.pilotages), 3)
        yield Part("pilotages", "Actions pilotées", float(len(found.pilotages)), None, f"Actions : {names}.")
    if found.contracts:
        names = listing(context.names_for(found.contracts), 6)
        yield Part("cls", "Contrats locaux de santé", float(len(found.contracts)), None, f"Contrats : {names}.")


def _seat_words(seat: Seat) -> str:
    role = _ROLES.get(seat.role, seat.role)
    planned = " Siège prévu seulement." if seat.prevu else ""
    if seat.coefficient == 0:
        return f"Rôle : {role} ; un autre siège à sa place, aucune heure comptée.{planned}"
    if seat.reunions is None:
        return f"Rôle : {role} ; rythme des réunions non documenté et non supposé : heures inconnues.{planned}"
    origin = {DOCUMENTED: "documenté", LEAST: "minimum d’une règle"}.get(str(seat.rythme), "hypothèse")
    length = "documentée" if seat.duree_connue else "hypothèse"
    return (
        f"{_number(seat.reunions)} réunions par an ({origin}) × {_number(seat.duree)} h ({length}) × "
        f"{_number(seat.coefficient)} (rôle : {role}).{planned}"
    )


def _stand_words(context: Context, stand: Stand, *, possible: bool) -> str:
    other = context.name_of.get(stand.other_id, stand.other_id)
    where = f" ({context.name_of.get(stand.instance_id, stand.instance_id)})" if stand.instance_id else ""
    if stand.sits:
        return f"{'pourrait siéger' if possible else 'siège'} pour {other}{where}"
    return f"{'pourrait être représenté' if possible else 'représenté'} par {other}{where}"


def _territories(context: Context, snapshot: Snapshot, found: Load) -> list[str]:
    """Return the names of the territories of what it sits in or leads: their own, else those of their scheme."""
    zones: dict[str, None] = {}
    for id_ in [seat.instance_id for seat in found.seats] + [*found.schemes, *found.pilotages]:
        scheme = snapshot.scheme_of.get(id_, id_)
        own = snapshot.out_of(id_, "INTERVIENT_SUR") or snapshot.out_of(scheme, "COUVRE", planned=True)
        zones.update(dict.fromkeys(fact.end for fact in own if fact.properties.get("part") != 0))
    return sorted(context.name_of.get(zone, zone) for zone in zones)


def _pilot_rows(
    context: Context, snapshot: Snapshot, loads: Sequence[Load], within: Collection[str] | None
) -> list[Row]:
    """Return who leads how many actions of each scheme, most actions first."""
    actions = snapshot.nodes("Action")
    totals: Counter[str] = Counter()
    for scheme in snapshot.nodes("Dispositif"):
        totals[scheme] = sum(id_ in actions for id_ in snapshot.parts(scheme))
    rows = []
    for found in loads:
        by_scheme: dict[str, list[str]] = defaultdict(list)
        for action in found.pilotages:
            by_scheme[snapshot.scheme_of.get(action, "")].append(action)
        for scheme, led in by_scheme.items():
            facts = [fact for action in led for fact in found.pilotages[action]]
            values = {
                "acteur_id": found.acteur_id,
                "acteur": context.name_of.get(found.acteur_id, found.acteur_id),
                "dispositif_id": scheme or None,
                "dispositif": context.name_of.get(scheme) if scheme else None,
                "n_actions": len(led),
                "n_total": totals[scheme] if (scheme and within is None) or scheme in (within or ()) else None,
            }
            rows.append(Row(values, fact_state(facts), fact_proofs(context, facts)))
    return sorted(
        rows,
        key=lambda row: (-row.valeurs["n_actions"], row.valeurs["acteur_id"], row.valeurs["dispositif_id"] or ""),
    )


def _silent(snapshot: Snapshot, instances: Collection[str], within: Collection[str] | None) -> list[str]:
    """Return the ids of the instances of the scope whose members nobody documents."""
    return [
        id_
        for id_ in snapshot.nodes("Instance")
        if id_ not in instances and snapshot.in_scope(id_) and (within is None or id_ in within)
    ]


def _unknown(sitting: Sequence[Load]) -> bool:
    return any(seat.heures is None for found in sitting for seat in found.seats)


def _summary(
    context: Context, sitting: Sequence[Load], instances: Collection[str], hours: Sequence[float], loads: Sequence[Load]
) -> str:
    if not sitting:
        return fill(
            "Aucun siège n’est documenté ; {n:organisme pilote|organismes pilotent} ou portent quelque chose",
            {"n": len(loads)},
        )
    words = "{n:organisme siège|organismes siègent} dans {i}"
    places = fill("{n:instance documentée|instances documentées}", {"n": len(instances)})
    sure = {seat.instance_id for found in sitting for seat in found.seats if not seat.prevu}
    said = fill(words, {"n": len(sitting), "i": places}) + _planned_words(len(instances), len(instances) - len(sure))
    share = top_share(hours)
    if share is not None:
        said += f" ; les trois premiers y passent {french_number(round(share * 100))}\u00a0% des heures estimées"
    most = max((found for found in loads), key=lambda found: (len(found.pilotages), found.acteur_id))
    if most.pilotages:
        name = context.name_of.get(most.acteur_id, most.acteur_id)
        said += f" ; {name} pilote le plus d’actions documentées ({len(most.pilotages)})"
    return said


def _warnings(
    context: Context,
    loads: Sequence[Load],
    sitting: Sequence[Load],
    silent: Sequence[str],
    hypotheses: ChargeHypotheses,
) -> list[str]:
    found = ["Ces chiffres mesurent ce qui est documenté, pas qui travaille le plus."]
    if any(
        seat.heures and not (seat.duree_connue and seat.rythme == DOCUMENTED) for one in sitting for seat in one.seats
    ):
        types = vocabulary("types_instance")
        rhythms = ", ".join(
            f"{types.label(code)} {_number(value)} par an" for code, value in hypotheses.reunions_an.items()
        )
        found.append(
            f"Les heures sont une estimation : {_hours(hypotheses.duree_h)} par réunion, et, sans rythme documenté, "
            f"{rhythms}. Ces hypothèses se changent."
        )
    unknown = {seat.instance_id for one in sitting for seat in one.seats if seat.heures is None}
    if unknown:
        found.append(f"Heures inconnues, faute de rythme : {listing(context.names_for(sorted(unknown)))}.")
    if silent:
        found.append(
            fill(
                "{n:instance du périmètre n’a|instances du périmètre n’ont} aucun membre nommé à cette date",
                {"n": len(silent)},
            )
            + f" : {listing(context.names_for(silent))}."
        )
    if 0 < len(sitting) < 5:
        found.append("Moins de cinq organismes : l’inégalité de la charge n’est pas calculée.")
    return found


def _hours(value: float) -> str:
    return fill("{n:heure|heures}", {"n": int(value)}) if float(value).is_integer() else f"{_number(value)} heures"


def _number(value: float) -> str:
    return french_number(value, 0 if float(value).is_integer() else 1)
