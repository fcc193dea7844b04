"""Say where an organisation has no documented role, among the schemes of its territory or of its jurisdiction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.analysis.absences import Absence, absences, areas, roles_held
from graph.analysis.life_cycle import OVER, life_cycle
from graph.answer import INSUFFISANT, PARTIEL, SUFFISANT, Row
from graph.answers.context import Context
from graph.answers.outcome import Outcome, Raw
from graph.answers.parameters import Request
from graph.answers.rows import fact_proofs, fact_state
from graph.answers.sentence import fill, french_number, listing
from graph.answers.unplaced import unplaced_reserve
from graph.certainty import Certitude
from graph.model.dates import format_french
from graph.model.vocabularies import vocabulary
from graph.snapshot import ORGANISATION, Fact, Snapshot
from graph.territory import Perimeter

WITHOUT, FORMER = "sans_role_documente", "role_termine"


def undocumented_roles(context: Context, request: Request, raws: Raw) -> Outcome:
    """
    Return one row per scheme of the territory of an organisation where it has no role at the date.

    Rows are ordered as the types of schemes are in their vocabulary, then by decreasing share of the scheme inside
    the territory, then by id. A scheme whose end is past is left out and counted in a reserve.
    """
    snapshot = context.snapshot(request.day, granularite=request.granularite, certitude=request.certitude)
    asked = request.values["acteur"]
    acteur_id = snapshot.actor(asked)
    given = request.values.get("territoire")
    grounds = () if given else areas(snapshot, acteur_id)
    zones = [given] if given else list(dict.fromkeys(fact.end for fact in grounds))
    if not zones:
        return Outcome(rows=(), state=INSUFFISANT, sentence=_nowhere(context, acteur_id))
    placed = {scheme: zone for zone in reversed(zones) for scheme in context.schemes_on(zone, request.day)}
    nodes = snapshot.nodes("Dispositif")
    over = [id_ for id_ in sorted(placed) if life_cycle(nodes[id_], request.day, None).terme == OVER]
    schemes = [id_ for id_ in sorted(placed) if id_ not in over and id_ != acteur_id]
    held = roles_held(snapshot, acteur_id, schemes)
    shares = _shares(context, request, {id_: placed[id_] for id_ in schemes})
    found = sorted(absences(snapshot, acteur_id, schemes), key=lambda one: _order(one, nodes, shares))
    rows = [
        _row(context, snapshot, acteur_id, one, placed[one.dispositif_id], shares[one.dispositif_id], grounds)
        for one in found
    ]
    return Outcome(
        rows=rows,
        measures={"n_dispositifs": len(schemes) or None, "n_avec_role": len(held) if schemes else None},
        facts={
            "organisme": context.name_of.get(acteur_id, acteur_id),
            "m": len(schemes),
            "zones": listing(context.names_for(zones)),
        },
        state=_state(context, schemes, shares),
        sentence=None if rows or not schemes else _everywhere(context, acteur_id, len(schemes)),
        warnings=_warnings(context, request, asked, acteur_id, over, shares) if schemes else [],
    )


def _row(
    context: Context,
    snapshot: Snapshot,
    acteur_id: str,
    one: Absence,
    zone: str,
    share: float | None,
    grounds: Sequence[Fact],
) -> Row:
    properties = snapshot.nodes("Dispositif")[one.dispositif_id]
    covers = snapshot.out_of(one.dispositif_id, "COUVRE", planned=True)
    carriers = snapshot.into(one.dispositif_id, "PORTE")
    ends = [str(fact.properties["valid_to"]) for fact in one.former if fact.properties.get("valid_to")]
    values = {
        "dispositif_id": one.dispositif_id,
        "dispositif": properties["nom"],
        "type_dispositif": properties.get("type_dispositif"),
        "etat": FORMER if one.former else WITHOUT,
        "role_termine_le": max(ends, default=None),
        "territoire_id": zone,
        "territoire": context.name_of.get(zone, zone),
        "part": share,
        "etape": vocabulary("cycle_cls").label(properties.get("cycle")) or None,
        "porteurs": context.names_for(dict.fromkeys(snapshot.actor(fact.start) for fact in carriers)),
        "pairs": context.names_for(one.peers),
    }
    placing = [fact for fact in grounds if fact.end == zone]
    facts = (*covers, *placing)
    return Row(
        values,
        fact_state(facts) if facts else Certitude.INCERTAIN,
        fact_proofs(context, (*one.former, *facts)),
        phrase=_phrase(context, acteur_id, values),
    )


def _phrase(context: Context, acteur_id: str, values: Mapping[str, Any]) -> str:
    name = context.name_of.get(acteur_id, acteur_id)
    when = f" depuis le {format_french(values['role_termine_le'])}" if values["role_termine_le"] else ""
    verb = f"n’a plus de rôle documenté{when}" if values["etat"] == FORMER else "n’a aucun rôle documenté"
    said = f"{name} {verb} dans « {values['dispositif']} »"
    if values["part"] is not None:
        said += f" ; {_percent(values['part'])} de ses habitants vivent sur ce territoire ({values['territoire']})"
    if values["pairs"]:
        said += f" ; y ont un rôle, parmi les organismes de même type : {listing(values['pairs'])}"
    return f"{said}."


def _shares(context: Context, request: Request, placed: Mapping[str, str]) -> dict[str, float | None]:
    """Return, by scheme, the share of its inhabitants that live in its territory; None when it cannot be counted."""
    territories, members = context.territories(request.day), context.members(request.day)
    inside = {zone: territories.communes(zone) for zone in set(placed.values())}
    shares: dict[str, float | None] = {}
    for scheme, zone in placed.items():
        perimeter = territories.perimeter(members.get(scheme, ()))
        part = Perimeter({code: share for code, share in perimeter.shares.items() if code in inside[zone]})
        whole = None if perimeter.unknown else territories.population(perimeter, request.year).value
        count = territories.population(part, request.year).value if part.shares else 0
        shares[scheme] = count / whole if whole and count is not None else None
    return shares


def _order(one: Absence, nodes: Mapping[str, Mapping[str, Any]], shares: Mapping[str, float | None]) -> tuple[Any, ...]:
    types = list(vocabulary("types_dispositif").terms)
    type_ = nodes[one.dispositif_id].get("type_dispositif")
    return (types.index(type_) if type_ in types else len(types), -(shares[one.dispositif_id] or 0), one.dispositif_id)


def _state(context: Context, schemes: Sequence[str], shares: Mapping[str, float | None]) -> str:
    if not schemes:
        return INSUFFISANT
    partial = unplaced_reserve(context) or any(share is None for share in shares.values())
    return PARTIEL if partial else SUFFISANT


def _warnings(
    context: Context,
    request: Request,
    asked: str,
    acteur_id: str,
    over: Sequence[str],
    shares: Mapping[str, float | None],
) -> list[str]:
    found = []
    if asked != acteur_id and request.granularite == ORGANISATION:
        found.append(
            f"La réponse est par organisme : {context.name_of.get(asked, asked)} est compté avec "
            f"{context.name_of.get(acteur_id, acteur_id)}."
        )
    unknown = [id_ for id_, share in shares.items() if share is None]
    if unknown:
        found.append(
            f"{len(unknown)} dispositifs sur {len(shares)} sont situés sans que leurs communes soient connues : "
            f"{listing(context.names_for(unknown))}."
        )
    reserve = unplaced_reserve(context)
    if reserve:
        found.append(reserve)
    if over:
        words = "{n:dispositif au terme passé n’est pas compté|dispositifs au terme passé ne sont pas comptés}"
        found.append(f"{fill(words, {'n': len(over)})} : {listing(context.names_for(over))}.")
    return found


def _nowhere(context: Context, acteur_id: str) -> str:
    name = context.name_of.get(acteur_id, acteur_id)
    return f"Le territoire où agit {name} n’est pas documenté : choisissez un territoire."


def _everywhere(context: Context, acteur_id: str, count: int) -> str:
    name = context.name_of.get(acteur_id, acteur_id)
    return fill(f"{name} a un rôle documenté dans tous les dispositifs de ce territoire ({{n}}).", {"n": count})


def _percent(value: float) -> str:
    return f"{french_number(round(value * 100))}\u00a0%"
