"""Answer what is missing on a territory: four states, and never an absence that nobody confirmed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from graph.analysis.scheme_states import (
    ABSENT,
    PLANNED,
    PRESENT,
    UNKNOWN,
    KnownScheme,
    TypeState,
    situation,
    type_states,
)
from graph.answer import INSUFFISANT, PARTIEL, SUFFISANT, Row
from graph.answers.analyses.gap_rows import GapRows, state_measures
from graph.answers.analyses.gaps_actors import actors
from graph.answers.analyses.gaps_content import needs, publics, themes
from graph.answers.analyses.inventories import Inventories
from graph.answers.analyses.jurisdictions import divide
from graph.answers.analyses.presence import type_values
from graph.answers.context import Context
from graph.answers.errors import BadParameter
from graph.answers.outcome import Outcome, Raw
from graph.answers.parameters import Request
from graph.answers.rows import fact_proofs, fact_state
from graph.answers.sentence import agree, fill, french_number, listing, of_name
from graph.answers.unplaced import unplaced_reserve
from graph.snapshot import Fact, Snapshot

_WITH_SCHEME = frozenset({"theme", "public", "besoin", "juridiction"})
_LEVELS = {"ars": "ARS", "cpam": "CPAM", "msa": "MSA"}
_COMPETENT = (("ars", "region"), ("cpam", "departement"))


def missing(context: Context, request: Request, raws: Raw) -> Outcome:
    """
    Return what is known of each type, theme, public, need, actor or jurisdiction of the territory.

    Raises
    ------
    BadParameter
        If a scheme is given for a nature that is not about its actions or its perimeter.
    """
    nature = str(request.values["nature"])
    if request.values.get("dispositif") and nature not in _WITH_SCHEME:
        accepted = ", ".join(sorted(_WITH_SCHEME))
        raise BadParameter(
            "dispositif", f"« dispositif » ne s’applique pas à la nature « {nature} ».", f"Il accepte : {accepted}."
        )
    snapshot = context.snapshot(
        request.day,
        granularite=request.granularite,
        certitude=request.certitude,
        territoire_id=request.values["territoire"],
    )
    return _BY_NATURE[nature](GapRows(context, request, snapshot))


def _types(write: GapRows) -> Outcome:
    """Return one row per type of scheme, in the order of the vocabulary."""
    context, request, snapshot = write.context, write.request, write.snapshot
    supports = {id_: _covers(snapshot, id_) for id_ in sorted(snapshot.scope.dispositifs)} if snapshot.scope else {}
    schemes = snapshot.nodes("Dispositif")
    known = [
        KnownScheme(
            id_,
            str(schemes[id_].get("nom")),
            str(schemes[id_].get("type_dispositif")),
            situation(schemes[id_], [fact.statut for fact in facts], snapshot.day),
            schemes[id_],
        )
        for id_, facts in supports.items()
        if facts
    ]
    place = str(request.values["territoire"])
    inventories = Inventories(context, request.day).of(place)
    found = type_states(known, inventories, regions=context.territories(request.day).regions(place))
    rows = [_type_row(write, state, supports) for state in found]
    silent = [row for row in rows if row.valeurs["etat"] == UNKNOWN]
    warnings = []
    if silent:
        count = len(silent)
        types = fill("{n:type de dispositif|types de dispositif}", {"n": count})
        warnings.append(
            f"{types} sur {len(rows)} {agree(count, 'n’est pas documenté', 'ne sont pas documentés')} : "
            "aucun inventaire complet ne permet de dire qu’ils sont absents."
        )
        reserve = unplaced_reserve(context)
        warnings += [reserve] if reserve else []
    counts = [row.valeurs["etat"] for row in rows]
    said = [
        _named(rows, PRESENT, "présent", "présents"),
        _named(rows, PLANNED, "en projet", "en projet"),
        _named(rows, ABSENT, "absent confirmé", "absents confirmés"),
        _named(rows, UNKNOWN, "non documenté", "non documentés"),
    ]
    sentence = f"Types de dispositif pour {write.place} {write.when} : {' ; '.join(text for text in said if text)}."
    nothing = not known and not inventories
    if nothing:
        sentence = f"Aucun dispositif n’est documenté pour {write.place} {write.when}. Ce n’est pas une absence."
    return Outcome(
        rows=rows,
        measures=state_measures(counts),
        state=INSUFFISANT if nothing else PARTIEL if warnings else SUFFISANT,
        sentence=sentence,
        warnings=warnings,
    )


def _type_row(write: GapRows, found: TypeState, supports: Mapping[str, tuple[Fact, ...]]) -> Row:
    said = type_values(found)
    facts = [fact for scheme in found.schemes for fact in supports[scheme.id]]
    chosen = found.chosen
    planned = found.etat == PLANNED
    values = write.values(
        objet_id=found.type_dispositif,
        objet=said["libelle"],
        groupe=None if "_" in found.type_dispositif else found.type_dispositif,
        etat=found.etat,
        proximite="exact" if found.etat == PRESENT else "aucune",
        proche_id=chosen.id if chosen and not planned else None,
        proche=chosen.nom if chosen and not planned else None,
        projet_id=chosen.id if chosen and planned else None,
        projet=chosen.nom if chosen and planned else None,
        derniere_date=max((fact.date for fact in facts if fact.date), default=None),
        detail=said["detail"] or None,
    )
    words = {PRESENT: "présent", PLANNED: "en projet", ABSENT: "absence confirmée", UNKNOWN: "non documenté"}
    detail = f" {said['detail']}." if said["detail"] else ""
    phrase = f"{said['libelle']} : {words[found.etat]}.{detail}"
    state = fact_state(facts) if facts else write.silence
    return Row(values, state, fact_proofs(write.context, facts), phrase)


def _covers(snapshot: Snapshot, dispositif_id: str) -> tuple[Fact, ...]:
    """Return the statements that put a scheme on the territory."""
    facts = snapshot.out_of(dispositif_id, "COUVRE", planned=True)
    return tuple(fact for fact in facts if snapshot.scope and fact.end in snapshot.scope.zones)


def _jurisdictions(write: GapRows) -> Outcome:
    """Return one row per competent body, then one per région or département of which none is known."""
    context, request = write.context, write.request
    outcome = divide(
        context,
        request,
        context.reading("juridictions", {}),
        dispositif_id=request.values.get("dispositif"),
        territoire_id=request.values["territoire"],
    )
    if not outcome.rows:
        sentence = outcome.sentence or (
            f"Les communes {of_name(write.place)} ne sont pas connues : on ne peut pas dire de quelles juridictions "
            "il relève."
        )
        return Outcome(rows=(), state=INSUFFISANT, sentence=sentence)
    rows = [_body_row(write, row) for row in outcome.rows if row.valeurs["niveau"] in _LEVELS]
    for level, place in _COMPETENT:
        known = {row.valeurs["territoire_id"] for row in outcome.rows if row.valeurs["niveau"] == level}
        rows += [
            _no_body_row(write, row, level)
            for row in outcome.rows
            if row.valeurs["niveau"] == place and row.valeurs["territoire_id"] not in known
        ]
    counts = [row.valeurs["etat"] for row in rows]
    figures = outcome.measures
    inhabitants = "" if figures["population"] is None else f", {french_number(figures['population'])} habitants"
    sentence = fill(
        f"Ce périmètre {outcome.facts['autorites']}. {{n_communes:commune|communes}}{inhabitants}.", figures
    )
    split = figures["fragmentation"]
    if split:
        chances = f"{french_number(round(split * 100))}\u00a0%"
        sentence += (
            f" Deux habitants pris au hasard ont {chances} de chances de vivre dans deux départements différents "
            f"(fragmentation {french_number(split, 3)})."
        )
    return Outcome(
        rows=rows,
        measures={**state_measures(counts), **figures},
        state=outcome.state,
        sentence=sentence,
        warnings=outcome.warnings,
    )


def _body_row(write: GapRows, row: Row) -> Row:
    values = row.valeurs
    detail = None
    if values["n_communes"] is not None:
        share = "" if values["part"] is None else f", {french_number(values['part'] * 100, 1)}\u00a0% de la population"
        detail = (
            f"{french_number(values['n_communes'])} communes, {french_number(values['population'])} habitants{share}"
        )
    level = _LEVELS[str(values["niveau"])]
    kept = write.values(
        objet_id=values["acteur_id"],
        objet=values["acteur"],
        groupe=level,
        etat=PRESENT,
        proximite="exact",
        territoire_id=values["territoire_id"],
        territoire=values["territoire"],
        detail=detail or "ressort à vérifier : il ne suit pas les départements",
    )
    phrase = f"{values['acteur']} est compétente pour {values['territoire']}{f' : {detail}' if detail else ''}."
    return Row(kept, row.certitude, row.preuves, phrase)


def _no_body_row(write: GapRows, row: Row, level: str) -> Row:
    values = row.valeurs
    kept = write.values(
        objet_id=values["territoire_id"],
        objet=f"{_LEVELS[level]} compétente pour {values['territoire']}",
        groupe=_LEVELS[level],
        etat=UNKNOWN,
        proximite="aucune",
        territoire_id=values["territoire_id"],
        territoire=values["territoire"],
        detail=f"{french_number(values['n_communes'])} communes, {french_number(values['population'])} habitants",
    )
    phrase = f"La base ne dit pas quelle {_LEVELS[level]} est compétente pour {values['territoire']}."
    return Row(kept, write.silence, row.preuves, phrase)


def _named(rows: Iterable[Row], state: str, singular: str, plural: str) -> str:
    names = [str(row.valeurs["groupe"] or row.valeurs["objet"]) for row in rows if row.valeurs["etat"] == state]
    return (
        f"{french_number(len(names))} {singular if len(names) < 2 else plural} ({listing(names, 8)})" if names else ""
    )


_BY_NATURE: Mapping[str, Callable[[GapRows], Outcome]] = {
    "type": _types,
    "theme": themes,
    "public": publics,
    "besoin": needs,
    "acteur": actors,
    "juridiction": _jurisdictions,
}
