"""Check a contract against the clauses of its région, clause by clause, and say where it stands in its life."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graph.analysis.conformity import (
    BROKEN,
    NOT_APPLICABLE,
    UNDOCUMENTED,
    VERIFIED,
    Case,
    Finding,
    Ground,
    conformity,
    tally,
)
from graph.analysis.life_cycle import OVER, LifeCycle, life_cycle
from graph.answer import INSUFFISANT, PARTIEL, SUFFISANT, Part, Proof, Row
from graph.answers.analyses.conformity_words import explained, limit, measured
from graph.answers.analyses.deadlines import (
    end_words,
    evaluation_words,
    has_life_cycle,
    next_known,
    node_state,
    stage_words,
)
from graph.answers.analyses.governance import norm_proofs, regions_of
from graph.answers.context import Context
from graph.answers.outcome import Outcome, Raw
from graph.answers.parameters import Request
from graph.answers.rows import fact_proofs, fact_state, proofs
from graph.answers.sentence import fill, listing
from graph.certainty import Certitude, weakest
from graph.model.dates import format_french
from graph.model.norms import Norme, evaluation_notice, norms
from graph.model.vocabularies import vocabulary
from graph.reference.loader import load_reference
from graph.snapshot import SERVICE, Snapshot
from graph.store.values import GraphNode

_LABELS = ("Dispositif", "Action", "Instance", "Evenement")
_DOUBT = (
    "Une clause « non respectée » l’est d’après les documents de la base : un signataire ou un pilote "
    "que personne n’y a écrit peut exister."
)


def conformity_of(context: Context, request: Request, raws: Raw) -> Outcome:
    """
    Return one row per clause, in the order of the data file of norms.

    Notes
    -----
    A contract that is over at the day of the view is examined at its last day: its signatures ended with it.
    """
    dispositif_id = request.values["dispositif"]
    today = context.snapshot(request.day, granularite=SERVICE, certitude=request.certitude)
    properties = today.nodes("Dispositif")[dispositif_id]
    life = life_cycle(properties, request.day, evaluation_notice())
    day = life.fin[1] if life.fin and life.terme == OVER else request.day
    snapshot = today if day == request.day else context.snapshot(day, granularite=SERVICE, certitude=request.certitude)
    regions = regions_of(context, dispositif_id, day)
    type_ = str(properties.get("type_dispositif") or "")
    clauses = [found for found in norms() if _applies(found, type_, regions)]
    case = Case(
        snapshot=snapshot,
        dispositif_id=dispositif_id,
        life=life,
        ground=_ground(context, dispositif_id, day, request),
        day=day,
        seen=context.observed(properties),
    )
    findings = conformity(case, clauses)
    counts = tally(findings)
    applied = len(findings) - counts[NOT_APPLICABLE]
    rows = [_row(context, case, finding) for finding in findings]
    judged = {
        "n_clauses": applied,
        "n_verifiees": counts[VERIFIED],
        "n_non_respectees": counts[BROKEN],
        "n_non_documentees": counts[UNDOCUMENTED],
        "n_sans_objet": counts[NOT_APPLICABLE],
    }
    return Outcome(
        rows=rows,
        measures={
            # Without a clause nothing was counted: a zero would read as a verdict.
            **{name: count if findings else None for name, count in judged.items()},
            "mois_restants": life.mois_restants[0] if life.mois_restants else None,
            "fin_au_plus_tot": life.fin[0] if life.fin else None,
            "fin_au_plus_tard": life.fin[1] if life.fin else None,
            "evaluation": life.evaluation if has_life_cycle(type_) else None,
            "evaluation_des": life.evaluation_des[0] if life.evaluation_des else None,
            "etape": vocabulary("cycle_cls").label(life.etape) or None,
            "etape_suivante": stage_words(next_known(properties, life)) or None,
            "jour_examine": day,
        },
        tables={"signataires": [row for finding in findings for row in _signatory_rows(context, finding)]},
        facts={"bilan": _summary(counts, applied), "vie": _life(life)},
        state=_state(counts, applied),
        sentence=None if findings else _no_clause(context, dispositif_id, type_, regions),
        warnings=_warnings(context, request, case, findings, regions, type_),
    )


def _applies(norme: Norme, type_: str, regions: frozenset[str]) -> bool:
    if norme.instance:
        return "*" in norme.regions or bool(regions & set(norme.regions))
    return norme.applies_to(type_, regions)


def _ground(context: Context, dispositif_id: str, day: str | None, request: Request) -> Ground:
    perimeter = context.perimeter(dispositif_id, day)
    if not perimeter.communes:
        return Ground()
    year = int(day[:4]) if day else request.year
    figure = context.territories(day).population(perimeter, year)
    return Ground(figure.value, not perimeter.unknown and not figure.missing, figure.vintage)


def _row(context: Context, case: Case, finding: Finding) -> Row:
    norme = finding.norme
    nodes = [node for id_ in finding.objets if (node := _node(case.snapshot, id_))]
    states = [node_state(context, node.properties, case.day) for node in nodes]
    if finding.facts:
        states.append(fact_state(finding.facts))
    found: tuple[Proof, ...] = (
        *proofs(context, nodes, case.day),
        *fact_proofs(context, finding.facts),
        *norm_proofs(context, norme),
    )
    value, threshold = measured(finding, case), limit(norme)
    sentence = explained(context, case, finding)
    values = {
        "clause": norme.libelle,
        "code": norme.code,
        "nature": norme.nature,
        "etat": finding.etat,
        "valeur": value,
        "seuil": threshold,
        "mesure": finding.valeur,
        "manquants": _names(context, finding),
    }
    part = Part(norme.code.lower(), norme.libelle, finding.valeur, None, sentence)
    return Row(
        values,
        weakest(states) if states else Certitude.INCERTAIN,
        tuple(dict.fromkeys(found)),
        phrase=sentence,
        parts=(part,),
    )


def _names(context: Context, finding: Finding) -> list[str]:
    labels = {category.code: category.libelle for category in finding.norme.categories}
    return [labels.get(id_) or context.name_of.get(id_, id_) for id_ in finding.manquants]


def _signatory_rows(context: Context, finding: Finding) -> Iterable[Row]:
    for category, facts in finding.signataires:
        base = {"categorie": category.libelle, "attendu": finding.norme.libelle}
        for fact in facts:
            values = {**base, "etat": "present", "acteur_id": fact.start, "acteur": context.name_of.get(fact.start)}
            yield Row(values, fact.state, fact_proofs(context, [fact]))
        if not facts:
            values = {**base, "etat": "absent", "acteur_id": None, "acteur": None}
            yield Row(values, Certitude.INCERTAIN, norm_proofs(context, finding.norme))


def _node(snapshot: Snapshot, id_: str) -> GraphNode | None:
    for label in _LABELS:
        if id_ in snapshot.nodes(label):
            properties = dict(snapshot.nodes(label)[id_])
            return GraphNode(tuple(properties.pop("labels", ())), properties)
    return None


def _summary(counts: dict[str, int], applied: int) -> str:
    verified = counts[VERIFIED]
    if verified:
        verb = "est vérifiée" if verified < 2 else "sont vérifiées"
        parts = [f"{verified} clause{'s' if verified > 1 else ''} sur {applied} {verb}"]
    else:
        parts = [f"Aucune des {applied} clauses n’est vérifiée" if applied > 1 else "Aucune clause n’est vérifiée"]
    if counts[UNDOCUMENTED]:
        parts.append(fill("{n:n’est pas documentée|ne sont pas documentées}", {"n": counts[UNDOCUMENTED]}))
    if counts[BROKEN]:
        parts.append(fill("{n:n’est pas respectée|ne sont pas respectées}", {"n": counts[BROKEN]}))
    return " ; ".join(parts)


def _life(life: LifeCycle) -> str:
    evaluation = evaluation_words(life)
    said = f"Le contrat {end_words(life)}{f' ; {evaluation}' if evaluation else ''}."
    if life.etape:
        stage = vocabulary("cycle_cls").label(life.etape).lower()
        following = stage_words(life.suivantes)
        word = "étape annoncée ensuite" if life.annoncee else "étape suivante possible"
        said += f" Étape documentée : {stage}{f' ; {word} : {following}' if following else ''}."
    return said


def _state(counts: dict[str, int], applied: int) -> str:
    if not applied or counts[UNDOCUMENTED] == applied:
        return INSUFFISANT
    return PARTIEL if counts[UNDOCUMENTED] else SUFFISANT


def _warnings(
    context: Context,
    request: Request,
    case: Case,
    findings: Sequence[Finding],
    regions: frozenset[str],
    type_: str,
) -> list[str]:
    found = []
    if case.day != request.day:
        found.append(
            f"Ce contrat a pris fin : ses clauses sont examinées à son dernier jour, le {format_french(case.day)}."
        )
    named = {code for norme in norms() if norme.type_dispositif == type_ for code in norme.regions}
    regional = load_reference().regions
    with_norms, without = (
        [regional[code].nom for code in sorted(codes)] for codes in (regions & named, regions - named)
    )
    if findings and without:
        kept = (
            f"celles de {listing(with_norms)} sont examinées" if with_norms else "seules les clauses communes le sont"
        )
        found.append(f"Aucune norme propre à {listing(without)} n’est enregistrée : {kept}.")
    if findings and not regions:
        found.append("La région du périmètre n’est pas connue : seules les clauses communes sont examinées.")
    if any(finding.etat == BROKEN for finding in findings):
        found.append(_DOUBT)
    return found


def _no_clause(context: Context, dispositif_id: str, type_: str, regions: frozenset[str]) -> str:
    name = context.name_of.get(dispositif_id, dispositif_id)
    kind = vocabulary("types_dispositif").label(type_).lower() or "dispositif"
    return (
        f"Aucune clause n’est enregistrée pour ce type de dispositif ({kind}) : "
        f"on ne peut pas dire si « {name} » y est conforme."
    )
