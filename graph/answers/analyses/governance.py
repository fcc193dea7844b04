"""Say who signs a contract, and which expected signatories are not there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graph.analysis.signatories import fills
from graph.answer import INSUFFISANT, PARTIEL, Proof, Row
from graph.answers.context import Context
from graph.answers.outcome import Outcome, Raw
from graph.answers.parameters import Request
from graph.answers.rows import build_row, proofs, supports
from graph.answers.sentence import fill, listing
from graph.certainty import Certitude, certainty, counts_in_metrics
from graph.model.dates import format_french
from graph.model.norms import CategorieSignataire, Norme, norms
from graph.model.vocabularies import vocabulary

MINIMUM, USUAL = "SIGNATAIRES_MINIMAUX", "SIGNATAIRES_HABITUELS"
_DOUBT = (
    "« Absent » veut dire : absent de la liste de signataires que les sources donnent. Un signataire exigé y manque : "
    "cette liste est peut-être incomplète."
)
_STATES = {MINIMUM: "minimum", USUAL: "habituel"}


def signatories(context: Context, request: Request, raws: Raw) -> Outcome:
    """Return the signatories; planned signatures are listed, said so, and not counted in the sentence."""
    rows = [build_row(context, raw, list(request.question.colonnes), request.day) for raw in raws]
    kept = [row for row in rows if request.keeps(row.certitude)]
    planned = [row for row in kept if row.valeurs["statut"] not in (None, "effectif", "termine")]
    done = [row for row in kept if row not in planned]
    warnings = []
    if planned:
        names = listing(str(row.valeurs["acteur"]) for row in planned)
        warnings.append(f"Signatures annoncées et non constatées : {names}.")
    sectors = Counter(str(row.valeurs["secteur"] or "non documenté") for row in done)
    return Outcome(
        rows=rows,
        measures={"nombre": len(done) or None},
        tables={"secteurs": [_sector_row(code, count) for code, count in sorted(sectors.items())]},
        facts={
            "n": len(done),
            "n_principaux": sum(row.valeurs["rang"] == "principal" for row in done),
            "liste": listing(str(row.valeurs["acteur"]) for row in done),
        },
        sentence=None
        if done
        else _only_planned(context, request, planned)
        if planned
        else _over(context, request, rows),
        warnings=warnings,
    )


def missing_signatories(context: Context, request: Request, raws: Raw) -> Outcome:
    """
    Compare the signatories with the norm and the custom of the region.

    Notes
    -----
    A category is filled by an actor of its types whose name has, or has not, the declared words; the carrying body
    is recognised by its PORTE relationship. When no signature at all is known, nothing is said to be absent.
    """
    dispositif_id = request.values["dispositif"]
    type_dispositif = next((r["type_dispositif"] for r in context.names if r["id"] == dispositif_id), None)
    regions = regions_of(context, dispositif_id, request.day)
    applied = [found for found in norms() if found.categories and found.applies_to(type_dispositif or "", regions)]
    signed = [
        raw
        for raw in raws
        if all(
            counts_in_metrics(item.properties) and item.properties.get("statut") != "prevu" for item in supports(raw)[0]
        )
        and request.keeps(build_row(context, raw, (), request.day).certitude)
    ]
    rows = [row for found in applied for row in _rows(context, request, found, signed)]
    minimum = [row for row in rows if row.valeurs["attendu"] == "minimum"]
    usual_absent = [row for row in rows if row.valeurs["attendu"] == "habituel" and row.valeurs["etat"] == "absent"]
    complete = bool(minimum) and all(row.valeurs["etat"] == "present" for row in minimum)
    absent = [row for row in rows if row.valeurs["etat"] == "absent"]
    lost = [str(row.valeurs["categorie"]) for row in minimum if row.valeurs["etat"] == "absent"]
    return Outcome(
        rows=rows,
        measures={
            "minimum_complet": complete if signed and minimum else None,
            "n_absents": len(usual_absent) if signed and rows else None,
        },
        tables={
            "absents": [Row({"categorie": row.valeurs["categorie"]}, row.certitude, row.preuves) for row in absent]
        },
        facts={
            "minimum": "complet" if complete else f"incomplet ({listing(lost)})" if lost else "incomplet",
            "absents": _absent_words(usual_absent),
        },
        warnings=[_DOUBT] if signed and not complete and minimum else [],
        state=INSUFFISANT if rows and not signed else PARTIEL if not complete and rows else None,
        sentence=None
        if signed or not rows
        else _over(context, request, [build_row(context, raw, ("acteur_id", "date_fin"), request.day) for raw in raws])
        or _nothing_signed(context, dispositif_id),
    )


def _rows(context: Context, request: Request, found: Norme, signed: Raw) -> Iterable[Row]:
    state = _STATES.get(found.code, found.libelle)
    for category in found.categories:
        fillers = [raw for raw in signed if _fills(raw, category, request, context)]
        if not fillers:
            presence = "absent" if signed else "non_documente"
            values = {
                "categorie": category.libelle,
                "etat": presence,
                "attendu": state,
                "acteur_id": None,
                "acteur": None,
            }
            yield Row(values, Certitude.INCERTAIN, norm_proofs(context, found))
        for raw in fillers:
            links, others = supports(raw)
            values = {
                "categorie": category.libelle,
                "etat": "present",
                "attendu": state,
                "acteur_id": raw["acteur_id"],
                "acteur": raw["acteur"],
            }
            states = build_row(context, raw, (), request.day).certitude
            yield Row(values, states, tuple(proofs(context, [*links, *others], request.day)))


def _fills(raw: Mapping[str, Any], category: CategorieSignataire, request: Request, context: Context) -> bool:
    link = raw["porte"]
    carries = link is not None and (
        certainty(link.properties, request.day, context.observed(link.properties)) is not Certitude.INACTIF
    )
    return fills(category, raw["type_acteur"], str(raw["acteur"]), carries=carries)


def _absent_words(rows: list[Row]) -> str:
    if not rows:
        return "aucun absent"
    return f"{listing(str(row.valeurs['categorie']) for row in rows)} : {'absents' if len(rows) > 1 else 'absent'}"


def norm_proofs(context: Context, found: Norme) -> tuple[Proof, ...]:
    """Return the words of a norm: what proves that something was expected; none for a rule without document."""
    if not found.source:
        return ()
    info = context.sources.get(found.source)
    date = info.date if info else None
    return (Proof(found.source, date, found.citation, "explicite", str(Certitude.CERTAIN), found.libelle),)


def regions_of(context: Context, dispositif_id: str, day: str | None) -> frozenset[str]:
    """Return the codes of the régions that a perimeter touches, as far as they are known at a day."""
    territories = context.territories(day)
    members = context.members(day).get(dispositif_id, [])
    found = set(territories.split(territories.perimeter(members), "region"))
    known = [f"REG-{code}" for code in territories.reference.regions]
    for member in members:
        # A pays whose communes nobody gave still lies in a département, hence in a région.
        if member.part != 0 and not territories.communes(member.territoire_id):
            found |= {id_.removeprefix("REG-") for id_ in territories.meets(member.territoire_id, known)}
    return frozenset(found)


def _sector_row(code: str, count: int) -> Row:
    return Row({"secteur": code, "libelle": vocabulary("secteurs").label(code), "n": count}, Certitude.CERTAIN)


def _over(context: Context, request: Request, rows: Sequence[Row]) -> str | None:
    """Say that signatures are documented and not in force at the date, with their last day when it is known."""
    idle = [row for row in rows if row.certitude is Certitude.INACTIF]
    if not idle:
        return None
    name = context.name_of.get(request.values["dispositif"], "")
    count = fill("{n:signature est documentée|signatures sont documentées}", {"n": len(idle)})
    ends = [str(row.valeurs["date_fin"]) for row in idle if row.valeurs.get("date_fin")]
    until = f", jusqu’au {format_french(max(ends))}" if ends else ""
    return f"{count} pour « {name} »{until} : aucune n’est en vigueur à cette date. Choisissez une autre date."


def _only_planned(context: Context, request: Request, planned: list[Row]) -> str:
    name = context.name_of.get(request.values["dispositif"], "")
    names = listing(str(row.valeurs["acteur"]) for row in planned)
    return f"Aucune signature de « {name} » n’est constatée ; sont annoncées : {names}."


def _nothing_signed(context: Context, dispositif_id: str) -> str:
    name = context.name_of.get(dispositif_id, dispositif_id)
    return f"Aucune signature de « {name} » n’est documentée : on ne peut pas dire qui manque."
