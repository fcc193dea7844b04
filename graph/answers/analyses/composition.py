"""Say what a territory or a perimeter is made of: computed figures beside declared ones, never mixed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graph.answer import INSUFFISANT, PARTIEL, SUFFISANT, Proof, Row
from graph.answers.analyses.jurisdictions import perimeter_warnings, reference_proof
from graph.answers.context import Context
from graph.answers.errors import BadParameter
from graph.answers.outcome import Outcome, Raw
from graph.answers.parameters import Request, describe_territory
from graph.answers.rows import proofs
from graph.answers.sentence import french_number, of_name
from graph.certainty import Certitude
from graph.reference.entities import COG_VINTAGE
from graph.store.values import GraphNode
from graph.territory import Member, Perimeter

_DECLARED = {
    "communes": ("nb_communes", "nb_communes_declare"),
    "EPCI": ("nb_epci",),
    "habitants": ("population", "population_declaree"),
}


def composition(context: Context, request: Request, raws: Raw) -> Outcome:
    """
    Return one row per quantity: communes, EPCI, départements, régions, inhabitants.

    Notes
    -----
    A figure that the territorial reference does not know is left empty. Declared figures come from the territory
    itself; those of a scheme made of several territories are not added up.
    """
    territoire, dispositif = request.values.get("territoire"), request.values.get("dispositif")
    if bool(dispositif) == bool(territoire):
        raise BadParameter(
            "territoire", "Donnez un territoire ou un dispositif, pas les deux.", "-p territoire=… ou -p dispositif=…"
        )
    territories = context.territories(request.day)
    members = context.members(request.day).get(dispositif, []) if dispositif else [Member(str(territoire))]
    perimeter = territories.perimeter(members)
    name = context.name_of.get(dispositif, dispositif) if dispositif else describe_territory(context, str(territoire))
    named = {member.territoire_id for member in members if member.part != 0}
    nodes: list[GraphNode] = [raw["noeud"] for raw in raws if raw["noeud"].properties["id"] in named]
    figure = territories.population(perimeter, request.year)
    known = bool(perimeter.communes)
    over = context.why_no_perimeter(dispositif, request.day) if dispositif else None
    communes = [territories.reference.communes[code] for code in sorted(perimeter.communes)]
    computed = {
        "communes": len(communes) if known else None,
        "EPCI": len({commune.epci for commune in communes if commune.epci}) if known else None,
        "départements": len({commune.departement for commune in communes}) if known else None,
        "régions": len({commune.region for commune in communes}) if known else None,
        "habitants": figure.value,
    }
    declared = {word: _declared(nodes, names) for word, names in _DECLARED.items()}
    rows = [_row(context, request, word, value, declared.get(word), figure.vintage) for word, value in computed.items()]
    warnings = (
        perimeter_warnings(context, perimeter, figure.missing, figure.exact_vintage, figure.vintage) if known else []
    )
    gaps = list(_gaps(computed, declared))
    declared_people = declared["habitants"]
    unknown = f"Les communes {of_name(name)} ne sont pas connues : rien ne peut être calculé."
    return Outcome(
        rows=rows if known or any(declared.values()) else (),
        measures={
            "n_communes": computed["communes"],
            "n_epci": computed["EPCI"],
            "n_departements": computed["départements"],
            "n_regions": computed["régions"],
            "population": figure.value,
            "population_declaree": declared_people.value if declared_people else None,
            "millesime": figure.vintage if known else None,
        },
        tables={"communes": _commune_rows(context, perimeter, figure.vintage, request)},
        facts={"nom": name, "ecarts": f" À côté : {' ; '.join(gaps)}." if gaps else ""},
        state=INSUFFISANT if not known else PARTIEL if warnings else SUFFISANT,
        sentence=None if known else over or unknown,
        warnings=warnings,
    )


@dataclass(frozen=True, slots=True)
class _Declared:
    """Hold a declared figure, the node that bears it and whether it came with the named perimeter."""

    value: float
    node: GraphNode
    published: bool


def _declared(nodes: list[GraphNode], names: tuple[str, ...]) -> _Declared | None:
    if len(nodes) != 1:
        return None
    for name in names:
        value = nodes[0].properties.get(name)
        if value is not None:
            return _Declared(value, nodes[0], name.endswith(("_declare", "_declaree")))
    return None


def _row(
    context: Context, request: Request, word: str, value: int | None, declared: _Declared | None, vintage: str
) -> Row:
    proof: tuple[Proof, ...] = (reference_proof(vintage),) if value is not None else ()
    origin = None
    if declared is not None:
        quotes = _published(declared, word) if declared.published else proofs(context, [declared.node], request.day)
        proof = (*proof, *quotes)
        origin = quotes[0].source if quotes else None
    values = {
        "grandeur": word,
        "calcule": value,
        "millesime": (vintage if word == "habitants" else COG_VINTAGE) if value is not None else None,
        "declare": declared.value if declared else None,
        "declare_par": origin,
    }
    return Row(values, Certitude.CERTAIN if value is not None else Certitude.INCERTAIN, proof)


def _published(declared: _Declared, word: str) -> list[Proof]:
    """Return the proof of a figure published with a named perimeter: the document the reference took it from."""
    properties = declared.node.properties
    year = properties.get("population_declaree_annee") if word == "habitants" else None
    figure = f"{french_number(declared.value)} {word}" + (f" ({year})" if year else "")
    return [
        Proof(
            source=str(properties.get("source_perimetre") or "Référentiel territorial"),
            date_document=str(year) if year else None,
            citation=figure,
            derivation="explicite",
            certitude=str(Certitude.CERTAIN),
            note="chiffre publié avec le périmètre, gardé à côté du calcul",
        )
    ]


def _gaps(computed: dict[str, int | None], declared: dict[str, _Declared | None]) -> Iterable[str]:
    for word, found in declared.items():
        value = computed.get(word)
        if found and value is not None and found.value != value:
            yield f"une source déclare {french_number(found.value)} {word}"


def _commune_rows(context: Context, perimeter: Perimeter, vintage: str, request: Request) -> list[Row]:
    reference = context.territories(request.day).reference
    rows = []
    for code, share in perimeter.shares.items():
        commune = reference.communes[code]
        population = commune.pop_rp2018 if vintage == "RP2018" else commune.pop_rp2023
        values = {
            "territoire_id": f"COM-{code}",
            "territoire": commune.nom,
            "departement": commune.departement,
            "epci": reference.epci[commune.epci].nom_court if commune.epci else None,
            "population": population,
            "part": share,
        }
        rows.append(Row(values, Certitude.CERTAIN, (reference_proof(vintage),)))
    return rows
