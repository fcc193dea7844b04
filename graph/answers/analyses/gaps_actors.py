"""Answer which actors of a territory no role and no link attaches to anything."""

from __future__ import annotations

from graph.analysis.gaps import ActorGap, actor_gaps, once
from graph.analysis.scheme_states import PLANNED
from graph.answer import INSUFFISANT, PARTIEL, SUFFISANT, Row
from graph.answers.analyses.gap_rows import GapRows, state_measures
from graph.answers.outcome import Outcome
from graph.answers.sentence import fill, listing
from graph.certainty import Certitude
from graph.model.relationships import RELATIONSHIPS
from graph.model.vocabularies import vocabulary


def actors(write: GapRows) -> Outcome:
    """Return one row per actor that nothing in force attaches: those of the territory first, then by id."""
    found, total = actor_gaps(write.snapshot)
    if not total:
        return Outcome(
            rows=(),
            state=INSUFFISANT,
            sentence=f"Aucun acteur n’est documenté pour {write.place} {write.when}.",
        )
    rows = [_row(write, gap) for gap in sorted(found, key=lambda gap: (not gap.zones, gap.acteur_id))]
    lost = sum(not gap.zones for gap in found)
    measures = {**state_measures(row.valeurs["etat"] for row in rows), "n_acteurs": total, "n_non_situes": lost}
    measures |= {"n": total, "n_presents": total - len(found)}
    warnings = []
    if lost:
        one = lost == 1
        warnings.append(
            f"{lost} de ces acteurs {'n’a' if one else 'n’ont'} pas de zone d’intervention connue : "
            f"{'il est listé' if one else 'ils sont listés'} quel que soit le territoire."
        )
    silent = [str(row.valeurs["objet"]) for row in rows if row.valeurs["etat"] != PLANNED]
    if not rows:
        sentence = fill(
            f"Aucun acteur sans rattachement pour {write.place} {write.when} : {{n:acteur étudié|acteurs étudiés}}.",
            {"n": total},
        )
    else:
        sentence = fill(
            f"{{n:acteur|acteurs}} sur {{total}} sans rattachement documenté pour {write.place} {write.when}"
            f"{f' : {listing(silent, 8)}' if silent else ''}.",
            {"n": len(silent), "total": total},
        )
        if measures["n_en_projet"]:
            sentence += fill(" Seulement en projet : {n:acteur|acteurs}.", {"n": measures["n_en_projet"]})
    return Outcome(
        rows=rows,
        measures=measures,
        state=PARTIEL if warnings else SUFFISANT,
        sentence=sentence,
        warnings=warnings,
    )


def _row(write: GapRows, gap: ActorGap) -> Row:
    properties = write.snapshot.nodes("Acteur").get(gap.acteur_id, {})
    place = gap.zones[0].end if gap.zones else None
    type_ = properties.get("type_acteur")
    facts = once(gap.facts)
    over = [fact for fact in facts if fact.state is Certitude.INACTIF]
    planned = [fact for fact in facts if fact.state is not Certitude.INACTIF]
    details = []
    if planned:
        words = dict.fromkeys(
            f"{RELATIONSHIPS[f.type].caption} « {write.name(_other(f.start, f.end, gap))} »" for f in planned
        )
        details.append(f"en projet : {listing(words)}")
    if over:
        words = dict.fromkeys(f"« {write.name(_other(f.start, f.end, gap))} »" for f in over)
        details.append(f"terminé, ou pas encore commencé : {listing(words)}")
    if not gap.zones:
        details.append("zone d’intervention non documentée")
    values = write.values(
        objet_id=gap.acteur_id,
        objet=properties.get("nom"),
        groupe=vocabulary("types_acteur").label(type_) if type_ else None,
        etat=gap.etat,
        proximite="aucune",
        territoire_id=place,
        territoire=write.name(place) or None,
        detail=" ; ".join(details) or None,
    )
    name = properties.get("nom")
    phrase = (
        f"{name} n’a de rôle qu’en projet ou à venir."
        if gap.etat == PLANNED
        else f"Aucun rôle ni aucun lien de {name} n’est documenté à cette date. Ce n’est pas une absence confirmée."
    )
    return write.row(values, gap.zones, phrase)


def _other(start: str, end: str, gap: ActorGap) -> str:
    return end if start == gap.acteur_id else start if end == gap.acteur_id else end
