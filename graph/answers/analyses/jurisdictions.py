"""Say of which ARS, CPAM and départements a perimeter depends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph.analysis.jurisdictions import fragmentation
from graph.answer import INSUFFISANT, PARTIEL, SUFFISANT, Proof, Row
from graph.answers.context import Context
from graph.answers.errors import BadParameter
from graph.answers.outcome import Outcome, Raw
from graph.answers.parameters import Request
from graph.answers.rows import proofs, row_state, supports
from graph.answers.sentence import fill, listing, of_name
from graph.certainty import Certitude
from graph.reference.entities import COG_VINTAGE
from graph.reference.loader import load_reference
from graph.territory import Member, Perimeter, PopulationFigure

_BODIES = (("ars", "ars", "REG"), ("assurance_maladie", "cpam", "DEP"), ("msa", "msa", "DEP"))


def jurisdictions(context: Context, request: Request, raws: Raw) -> Outcome:
    """
    Return one row per région, département and competent body, with communes, inhabitants and share.

    Notes
    -----
    The areas of the MSA do not follow départements: those whose documented area is a département of the perimeter are
    listed, without figures. Shares are of the municipal population in force at the date.
    """
    dispositif, territoire = request.values.get("dispositif"), request.values.get("territoire")
    if bool(dispositif) == bool(territoire):
        raise BadParameter(
            "dispositif", "Donnez un dispositif ou un territoire, pas les deux.", "-p dispositif=… ou -p territoire=…"
        )
    return divide(context, request, raws, dispositif_id=dispositif, territoire_id=territoire)


def divide(
    context: Context, request: Request, raws: Raw, *, dispositif_id: str | None, territoire_id: str | None
) -> Outcome:
    """
    Divide the perimeter of a scheme, or else a territory, between régions, départements and competent bodies.

    Parameters
    ----------
    context, request
        What surrounds the answer, and its date.
    raws
        Competent bodies with their areas (rows of the question `juridictions`).
    dispositif_id, territoire_id
        Scheme, or territory when there is no scheme.
    """
    territories = context.territories(request.day)
    members = context.members(request.day).get(dispositif_id, []) if dispositif_id else [Member(str(territoire_id))]
    perimeter = territories.perimeter(members)
    if not perimeter.communes:
        over = context.why_no_perimeter(dispositif_id, request.day) if dispositif_id else None
        return Outcome(rows=(), state=INSUFFISANT, sentence=over)
    whole = territories.population(perimeter, request.year)
    bodies = [raw for raw in raws if row_state(context, *supports(raw), request.day) is not Certitude.INACTIF]
    rows = []
    shares: dict[str, int] = {}
    for level in ("region", "departement"):
        for code, part in territories.split(perimeter, level).items():
            figure = territories.population(part, request.year)
            if level == "departement" and figure.value is not None:
                shares[code] = figure.value
            rows.append(_territory_row(context, level, code, part, figure.value, whole))
    placed = {row.valeurs["territoire_id"]: row.valeurs for row in rows}
    rows += [
        row
        for kind, name, prefix in _BODIES
        for row in _body_rows(context, request, bodies, kind, name, prefix, placed)
    ]
    ars = [row for row in rows if row.valeurs["niveau"] == "ars"]
    cpam = [row for row in rows if row.valeurs["niveau"] == "cpam"]
    warnings = perimeter_warnings(context, perimeter, whole.missing, whole.exact_vintage, whole.vintage)
    warnings += _absent_bodies(placed, rows)
    return Outcome(
        rows=rows,
        measures={
            "fragmentation": fragmentation(shares),
            "n_communes": len(perimeter.communes),
            "population": whole.value,
            "millesime": whole.vintage,
            "n_regions": sum(row.valeurs["niveau"] == "region" for row in rows),
            "n_departements": len(shares),
            "n_ars": len(ars) or None,
            "n_cpam": len(cpam) or None,
        },
        facts={
            "autorites": _authorities(
                [str(row.valeurs["acteur"]) for row in ars], [str(row.valeurs["acteur"]) for row in cpam]
            )
        },
        state=PARTIEL if warnings else SUFFISANT,
        warnings=warnings,
    )


def _authorities(ars: list[str], cpam: list[str]) -> str:
    """Say which bodies are competent, and which are not documented: never « 0 ARS »."""
    known = [fill("{n:ARS|ARS}", {"n": len(ars)})] if ars else []
    known += [fill("{n:CPAM|CPAM}", {"n": len(cpam)})] if cpam else []
    unknown = [word for word, found in (("ARS", ars), ("CPAM", cpam)) if not found]
    words = f"relève de {' et de '.join(known)} : {listing([*ars, *cpam])}" if known else "a ses limites connues"
    return f"{words} ; {' et '.join(unknown)} non documentée{'s' if len(unknown) > 1 else ''}" if unknown else words


def _territory_row(
    context: Context, level: str, code: str, part: Perimeter, population: int | None, whole: PopulationFigure
) -> Row:
    reference = load_reference()
    known = reference.regions if level == "region" else reference.departements
    prefix = "REG" if level == "region" else "DEP"
    values = {
        "niveau": level,
        "territoire_id": f"{prefix}-{code}",
        "code": code,
        "territoire": context.name_of.get(f"{prefix}-{code}", known[code].nom),
        "acteur_id": None,
        "acteur": None,
        "n_communes": len(part.communes),
        "population": population,
        "part": population / whole.value if population is not None and whole.value else None,
    }
    return Row(values, Certitude.CERTAIN, (reference_proof(whole.vintage),))


def reference_proof(vintage: str) -> Proof:
    """Return the proof of a computed figure: the editions of the national reference it comes from."""
    return Proof(
        source=f"Référentiel territorial (INSEE, DGCL), {COG_VINTAGE}",
        date_document=COG_VINTAGE.removeprefix("COG "),
        citation=f"Composition au {COG_VINTAGE}, population municipale {vintage}.",
        derivation="explicite",
        certitude=str(Certitude.CERTAIN),
        note="calculé à partir des communes du périmètre",
    )


def _body_rows(
    context: Context,
    request: Request,
    bodies: list[Mapping[str, Any]],
    kind: str,
    name: str,
    prefix: str,
    placed: Mapping[str, Mapping[str, Any]],
) -> list[Row]:
    """List bodies of one kind; a délégation or a service is left to its organisation."""
    organisations = context.organisations(request.day)
    rows = []
    for raw in bodies:
        place = placed.get(raw["territoire_id"])
        if raw["type_acteur"] != kind or place is None or not raw["territoire_id"].startswith(prefix):
            continue
        if raw["acteur_id"] in organisations:
            continue
        links, others = supports(raw)
        counted = kind != "msa"
        values = {
            "niveau": name,
            "territoire_id": raw["territoire_id"],
            "code": place["code"],
            "territoire": place["territoire"],
            "acteur_id": raw["acteur_id"],
            "acteur": raw["acteur"],
            **{key: place[key] if counted else None for key in ("n_communes", "population", "part")},
        }
        state = row_state(context, links, others, request.day)
        rows.append(Row(values, state, tuple(proofs(context, [*links, *others], request.day))))
    return rows


def perimeter_warnings(
    context: Context, perimeter: Perimeter, missing: tuple[str, ...], exact: bool, vintage: str
) -> list[str]:
    """Say what makes a computed perimeter smaller, or less exact, than it looks."""
    found = []
    if perimeter.unknown:
        names = listing(map(of_name, context.names_for(perimeter.unknown)))
        found.append(f"Les communes {names} ne sont pas connues : le périmètre est plus grand que ce qui est compté.")
    if missing:
        found.append(f"{len(missing)} communes sans population dans le recensement {vintage} : total par défaut.")
    if not exact:
        found.append(
            f"Le recensement en vigueur à cette date n’est pas dans le référentiel : {vintage}, le plus proche."
        )
    return found


def _absent_bodies(placed: Mapping[str, Mapping[str, Any]], rows: list[Row]) -> list[str]:
    """Say for which régions and départements no ARS or CPAM is in the base."""
    found = []
    for name, prefix, word in (("ars", "REG-", "ARS"), ("cpam", "DEP-", "CPAM")):
        known = {row.valeurs["territoire_id"] for row in rows if row.valeurs["niveau"] == name}
        lost = [values["territoire"] for id_, values in placed.items() if id_.startswith(prefix) and id_ not in known]
        if lost:
            found.append(f"{word} non documentée pour : {listing(str(item) for item in lost)}.")
    return found
