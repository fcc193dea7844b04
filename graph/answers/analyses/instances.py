"""Say who sits in an instance, and where a scheme stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from graph.answer import Row
from graph.answers.context import Context
from graph.answers.outcome import Outcome, Raw
from graph.answers.parameters import Request
from graph.answers.rows import build_row, proofs, supports
from graph.answers.sentence import fill, listing
from graph.certainty import NEVER_CERTAIN, OUT_OF_METRICS, Certitude, weakest
from graph.model.dates import format_french
from graph.model.ontology import relationship_spec
from graph.model.vocabularies import vocabulary
from graph.store.values import GraphNode, GraphRelationship

_NOT_MEMBERS = frozenset({"associe", "represente", "invite", "animateur", "coordinateur", "pilote", "co-pilote"})
_NOUNS = {
    "PORTE": ("portage", False),
    "SIGNE": ("signature", True),
    "FINANCE": ("financement", False),
    "COUVRE": ("couverture", True),
    "S_ARTICULE_AVEC": ("articulation", True),
    "SUCCEDE_A": ("succession", True),
    "COMPREND": ("action", True),
}
_STATUS_WORDS = {"prevu": "prévu", "en_projet": "en projet", "propose": "proposé", "recommande": "recommandé"}
_ANNOUNCED = (OUT_OF_METRICS | NEVER_CERTAIN) - {"a_confirmer", "termine", "ponctuel"}


def instance(context: Context, request: Request, raws: Raw) -> Outcome:
    """Return members by role; a representation is told on the row of whoever sits for another."""
    names = list(request.question.colonnes)
    rows = []
    for raw in raws:
        row = build_row(context, raw, names, request.day)
        rep: GraphRelationship | None = raw["representation"]
        active = rep is not None and context.state(rep, request.day) is not Certitude.INACTIF
        if rep is not None and active:
            extra = tuple(proof for proof in proofs(context, [rep], request.day) if proof not in row.preuves)
            row = Row(row.valeurs, row.certitude, row.preuves + extra)
        elif rep is not None:
            row = Row({**row.valeurs, "represente_id": None, "represente": None}, row.certitude, row.preuves)
        rows.append(row)
    kept = [row for row in rows if request.keeps(row.certitude)]
    members = {
        row.valeurs["acteur_id"]: row.valeurs["acteur"] for row in kept if row.valeurs["role"] not in _NOT_MEMBERS
    }
    leaders = dict.fromkeys(
        row.valeurs["acteur"] for row in kept if row.valeurs["role"] in {"animateur", "coordinateur"}
    )
    meetings = [
        _meeting(context, request, raw) for raw in context.reading("reunions", {"instance": request.values["instance"]})
    ]
    doubtful = [row for row in meetings if row.valeurs["reserve"]]
    missing = [] if meetings else ["Aucune réunion n’est documentée."]
    return Outcome(
        rows=rows,
        measures={"n_membres": len(members), "n_reunions": len(meetings)},
        tables={"reunions": meetings},
        facts={
            "membres": listing(members.values(), 8),
            "animation": f" ; anime : {listing(leaders)}" if leaders else "",
        },
        warnings=[
            *missing,
            *(f"{row.valeurs['evenement']} : {row.valeurs['reserve']}." for row in doubtful),
        ],
        state="suffisant" if kept and meetings else None,
    )


def situation(context: Context, request: Request, raws: Raw) -> Outcome:
    """Return one row: stage, effective carrier, dates, and what the sources announce next."""
    node: GraphNode = raws[0]["noeud"]
    properties = node.properties
    links = [
        raw
        for raw in raws
        if raw["liens"] is not None and context.state(raw["liens"], request.day) is not Certitude.INACTIF
    ]
    announced = [raw for raw in links if raw["liens"].properties.get("statut") in _ANNOUNCED]
    carriers = [raw for raw in _of(links, "PORTE", outgoing=False) if raw not in announced]
    axes = sorted(_of(links, "COMPREND_AXE"), key=lambda raw: raw["objet"].properties.get("numero") or 0)
    publics = _of(links, "CIBLE")
    declared = [raw["objet"].properties.get("nb_epci") for raw in _of(links, "COUVRE")]
    perimeter = context.perimeter(properties["id"], request.day)
    reference = context.territories(request.day).reference
    computed = {reference.communes[code].epci for code in perimeter.communes} - {None}
    next_step = _next(context, properties, announced, _of(links, "SUCCEDE_A", outgoing=False))
    stage = vocabulary("cycle_cls").label(properties.get("cycle"))
    base = {
        "cycle": properties.get("cycle"),
        "etape": stage or None,
        "date_debut": properties.get("date_debut") or properties.get("date_signature"),
        "date_fin": properties.get("date_fin"),
        "suite": next_step or None,
    }
    rows = [_situation_row(context, request, base, node, raw) for raw in carriers or [{"objet": None, "liens": None}]]
    missing = [
        word
        for word, value in (
            ("l’étape", base["cycle"]),
            ("le porteur", carriers or _former(raws)),
            ("le début", base["date_debut"]),
            ("la fin", base["date_fin"]),
        )
        if not value
    ]
    names = listing(str(raw["objet"].properties["nom"]) for raw in carriers)
    actions = [raw for raw in _of(links, "COMPREND") if "Action" in raw["objet"].labels]
    counted = properties.get("nb_actions_declare")
    return Outcome(
        rows=rows,
        measures={
            "axes": len(axes) or None,
            "nb_epci": next((count for count in declared if count is not None), None),
            "nb_epci_calcule": len(computed) or None,
            "n_actions": len(actions) or None,
            "nb_actions_declare": counted,
        },
        tables={
            "publics": [_listed(context, request, raw, "public") for raw in publics],
            "axes": [_listed(context, request, raw, "axe") for raw in axes],
            "a_venir": [_announced_row(context, request, raw) for raw in announced],
        },
        facts={
            "etape": stage.lower() or "étape non documentée",
            "porteurs": f", porté par {names}" if names else _former(raws) or ", porteur non documenté",
            "mots_axes": fill("{n:axe|axes}", {"n": len(axes)}) if axes else "Axes non documentés",
            "periode": _period(base),
            "suite": f" ; suite annoncée : {next_step}" if next_step else "",
        },
        warnings=[f"Non documenté : {listing(missing)}."] if missing else [],
    )


def _former(raws: Raw) -> str:
    """Say who carried the scheme, when nobody does any more at the date."""
    past = _of([raw for raw in raws if raw["liens"] is not None], "PORTE", outgoing=False)
    ended = [(str(raw["liens"].properties["valid_to"]), raw) for raw in past if raw["liens"].properties.get("valid_to")]
    if not ended:
        return ""
    last = max(end for end, _ in ended)
    names = listing(str(raw["objet"].properties["nom"]) for end, raw in ended if end == last)
    return f", porté jusqu’au {format_french(last)} par {names}"


def _meeting(context: Context, request: Request, raw: Mapping[str, Any]) -> Row:
    values = {name: raw[name] for name in ("evenement_id", "evenement", "date", "reserve")}
    dated = bool(raw["date"])
    state = Certitude.CERTAIN if dated and not raw["reserve"] else Certitude.INCERTAIN
    return Row(values, state, tuple(proofs(context, [raw["appuis"], raw["noeud"]], request.day)))


def _situation_row(
    context: Context, request: Request, base: Mapping[str, Any], node: GraphNode, raw: Mapping[str, Any]
) -> Row:
    carrier, link = raw["objet"], raw["liens"]
    values = {
        "cycle": base["cycle"],
        "etape": base["etape"],
        "porteur_id": carrier.properties["id"] if carrier else None,
        "porteur": carrier.properties["nom"] if carrier else None,
        "date_debut": base["date_debut"],
        "date_fin": base["date_fin"],
        "suite": base["suite"],
    }
    state = weakest([context.state(link, request.day)]) if link else Certitude.INCERTAIN
    return Row(values, state, tuple(proofs(context, [*([link] if link else []), node], request.day)))


def _listed(context: Context, request: Request, raw: Mapping[str, Any], name: str) -> Row:
    thing = raw["objet"].properties
    values: dict[str, Any] = {f"{name}_id": thing["id"], name: thing["nom"]}
    values["code" if name == "public" else "numero"] = thing.get("code" if name == "public" else "numero")
    return Row(values, context.state(raw["liens"], request.day), tuple(proofs(context, supports(raw)[0], request.day)))


def _announced_row(context: Context, request: Request, raw: Mapping[str, Any]) -> Row:
    link: GraphRelationship = raw["liens"]
    values = {
        "annonce": _announcement(raw),
        "objet_id": raw["objet"].properties["id"],
        "objet": raw["objet"].properties["nom"],
        "statut": link.properties.get("statut"),
    }
    return Row(values, context.state(link, request.day), tuple(proofs(context, [link], request.day)))


def _announcement(raw: Mapping[str, Any]) -> str:
    """Say what is announced as a noun: « signature prévue : ARS Bretagne »."""
    noun, feminine = _NOUNS.get(raw["type"], (None, False))
    if noun is None:
        spec = relationship_spec(raw["type"])
        noun = spec.caption if spec else str(raw["type"])
    word = _STATUS_WORDS.get(str(raw["liens"].properties.get("statut")), "")
    agreed = f"{word}e" if (feminine and word.endswith("é")) or (feminine and word == "prévu") else word
    return f"{noun} {agreed} : {raw['objet'].properties['nom']}"


def _next(
    context: Context,
    properties: Mapping[str, Any],
    announced: Iterable[Mapping[str, Any]],
    successors: Iterable[Mapping[str, Any]],
) -> str:
    words = []
    if properties.get("cycle_suivant"):
        words.append(vocabulary("cycle_cls").label(properties["cycle_suivant"]).lower())
    words += [f"relayé par {raw['objet'].properties['nom']}" for raw in successors]
    words += [_announcement(raw) for raw in announced if raw["type"] in {"PORTE", "SIGNE"}]
    return " ; ".join(dict.fromkeys(words))


def _period(base: Mapping[str, Any]) -> str:
    start, end = base["date_debut"], base["date_fin"]
    if not start and not end:
        return "dates non documentées"
    begin = f"début : {format_french(start, unknown='inconnu')}"
    return f"{begin}, fin : {format_french(end, unknown='inconnue')}"


def _of(links: Iterable[Mapping[str, Any]], type_: str, *, outgoing: bool = True) -> list[Mapping[str, Any]]:
    return [raw for raw in links if raw["type"] == type_ and raw["sortant"] is outgoing]
