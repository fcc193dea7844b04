"""Say which schemes act on a territory, with which actions, and what is known of each type of scheme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graph.analysis.scheme_states import ABSENT, OVER, PLANNED, PRESENT, UNKNOWN, KnownScheme, TypeState, situation
from graph.analysis.scheme_states import type_states as states_by_type
from graph.answer import Row
from graph.answers.analyses.inventories import Inventories
from graph.answers.context import Context
from graph.answers.outcome import Outcome, Raw
from graph.answers.parameters import Request
from graph.answers.rows import build_row, proofs
from graph.answers.sentence import fill, listing
from graph.certainty import Certitude, weakest
from graph.model.dates import format_french
from graph.model.vocabularies import vocabulary
from graph.store.values import GraphNode, GraphRelationship

EXACT, FAMILY = "exact", "meme_famille"
_SUFFIXES = {PRESENT: "", PLANNED: " (en projet)", OVER: " (terme dépassé)", UNKNOWN: " (étape non documentée)"}
_COUNTED = {
    PRESENT: "{n:présent|présents}",
    PLANNED: "{n:en projet|en projet}",
    OVER: "{n:au terme dépassé|au terme dépassé}, à vérifier",
    UNKNOWN: "{n:d’étape non documentée|d’étape non documentée}",
}


def present_on(context: Context, request: Request, raws: Raw) -> Outcome:
    """
    List the schemes of a territory and their actions, exact theme first, then the same family.

    Rows are ordered by proximity, scheme, number of the action, then ids. Without a theme every scheme comes, alone
    and with each of its actions.
    """
    theme = request.values.get("theme")
    wanted = _Wanted.of(theme)
    found: dict[tuple[Any, ...], Row] = {}
    for raw in raws:
        if not _active(context, request, raw):
            continue
        proximity = wanted.proximity(raw) if wanted else None
        if wanted and proximity is None:
            continue
        row = _row(context, request, raw, proximity)
        key = (row.valeurs["dispositif_id"], row.valeurs["action_id"], row.valeurs["acteur_id"])
        known = found.get(key)
        if known is None:
            found[key] = row
        elif wanted is None:
            found[key] = _join_themes(known, row)
        elif (known.valeurs["proximite"], proximity) == (FAMILY, EXACT):
            found[key] = row
    rows = sorted(found.values(), key=_order)
    states = type_states(context, request, raws)
    schemes = {
        row.valeurs["dispositif_id"]: f"{row.valeurs['dispositif']}{_SUFFIXES[row.valeurs['etat']]}"
        for row in rows
        if request.keeps(row.certitude)
    }
    actions = {row.valeurs["action_id"] for row in rows if row.valeurs["action_id"]}
    over = {row.valeurs["dispositif_id"]: row.valeurs["dispositif"] for row in rows if row.valeurs["etat"] == OVER}
    ends = {raw["dispositif"].properties["id"]: raw["dispositif"].properties.get("date_fin") for raw in raws}
    missing = [row for row in states if row.valeurs["etat"] == UNKNOWN]
    name = f" sur « {context.name_of.get(theme, theme)} »" if theme else ""
    return Outcome(
        rows=rows,
        measures={"n_dispositifs": len(schemes), "n_actions": len(actions)},
        tables={"etats": states},
        facts={
            "sur_le_theme": name,
            "dispositifs": listing(dict.fromkeys(schemes.values())),
            "detail": f" {listing(str(row.valeurs['type_dispositif']) for row in missing)} : non documentés."
            if missing
            else "",
        },
        warnings=[
            _over_warning(str(name), ends.get(id_)) for id_, name in sorted(over.items(), key=lambda i: str(i[1]))
        ],
    )


def schemes_of(context: Context, request: Request, raws: Raw) -> Outcome:
    """List the schemes of a territory with their state (see `graph.analysis.scheme_states.situation`)."""
    rows = []
    for raw in raws:
        row = build_row(context, raw, list(request.question.colonnes), request.day)
        state = scheme_state(raw["appuis"], raw["liens"], request.day)
        rows.append(Row({**row.valeurs, "etat": state}, row.certitude, row.preuves))
    kept = [row for row in rows if request.keeps(row.certitude)]
    counts = Counter(row.valeurs["etat"] for row in kept)
    words = [fill(_COUNTED[state], {"n": counts[state]}) for state in _COUNTED if counts[state]]
    return Outcome(
        rows=rows,
        facts={"par_etat": listing(words)},
        warnings=[
            _over_warning(str(row.valeurs["dispositif"]), row.valeurs["date_fin"])
            for row in kept
            if row.valeurs["etat"] == OVER
        ],
    )


def type_states(context: Context, request: Request, raws: Raw) -> list[Row]:
    """Return one row per type of scheme people ask about (see `graph.analysis.scheme_states`)."""
    supports: dict[str, list[Any]] = {}
    known: dict[str, KnownScheme] = {}
    for raw in raws:
        node: GraphNode = raw["dispositif"]
        if not _covered(context, request, raw):
            continue
        properties = node.properties
        covers = _valid(context, raw["couvertures"], request.day)
        id_, code = properties["id"], str(properties.get("type_dispositif"))
        state = situation(properties, [link.properties.get("statut") for link in covers], request.day)
        known[id_] = KnownScheme(id_, properties["nom"], code, state, properties)
        supports[id_] = [*raw["couvertures"], node]
    rows = []
    place = str(request.values["territoire"])
    complete = Inventories(context, request.day).of(place)
    for found in states_by_type(known.values(), complete, regions=context.territories(request.day).regions(place)):
        items = [item for scheme in found.schemes for item in supports[scheme.id]]
        rows.append(
            Row(type_values(found), Certitude.INCERTAIN, tuple(proofs(context, _links_first(items), request.day)))
        )
    return rows


def type_values(found: TypeState) -> dict[str, Any]:
    """Return what is known of a type, in words."""
    words = [scheme_words(scheme) for scheme in found.schemes]
    if found.etat == ABSENT:
        words = [f"inventaire complet du {format_french(found.inventory)}"]
    return {
        "type_dispositif": found.type_dispositif,
        "libelle": vocabulary("types_dispositif").label(found.type_dispositif),
        "etat": found.etat,
        "detail": " ; ".join(words),
        "dispositif_id": found.chosen.id if found.chosen else None,
        "dispositif": found.chosen.nom if found.chosen else None,
    }


def scheme_state(node: GraphNode, covers: Sequence[GraphRelationship], day: str | None) -> str:
    """Return the state of a scheme, by the same rule as the coverage and the gaps (see `situation`)."""
    return situation(node.properties, [link.properties.get("statut") for link in covers], day)


def _over_warning(name: str, end: object) -> str:
    if not end:
        return f"L’étape connue de « {name} » est celle d’un contrat terminé : à vérifier."
    return f"La date de fin de « {name} » est passée : à vérifier."


def scheme_words(scheme: KnownScheme) -> str:
    """Return a scheme in words: its name, its stage when it is being prepared, what is to be checked."""
    if scheme.etat == OVER:
        end = scheme.properties.get("date_fin")
        return f"{scheme.nom} : {f'terme {format_french(str(end))}' if end else 'clos'}, à vérifier"
    if scheme.etat == UNKNOWN:
        return f"{scheme.nom} : étape et dates non documentées"
    cycle = scheme.properties.get("cycle")
    step = f" : {vocabulary('cycle_cls').label(cycle).lower()}" if cycle and scheme.etat == PLANNED else ""
    return f"{scheme.nom}{step}"


def _links_first(items: Iterable[Any]) -> list[Any]:
    return sorted(items, key=lambda item: isinstance(item, GraphNode))


class _Wanted:
    """Hold the themes that answer exactly, and those of the same family."""

    def __init__(self, exact: frozenset[str], families: frozenset[str]) -> None:
        self._exact, self._families = exact, families

    @classmethod
    def of(cls, theme: str | None) -> _Wanted | None:
        if not theme:
            return None
        code = theme.removeprefix("theme:")
        terms = vocabulary("thematiques").terms
        children = {term.code for term in terms.values() if term.parent == code}
        parent = terms[code].parent if code in terms else None
        return cls(frozenset({code} | children), frozenset({parent} if parent else {code}))

    def proximity(self, raw: Mapping[str, Any]) -> str | None:
        if raw["theme"] in self._exact:
            return EXACT
        return FAMILY if raw["famille"] in self._families else None


def _active(context: Context, request: Request, raw: Mapping[str, Any]) -> bool:
    links = [link for link in (raw["traite"], raw["comprend"]) if link is not None]
    return _covered(context, request, raw) and all(
        context.state(link, request.day) is not Certitude.INACTIF for link in links
    )


def _covered(context: Context, request: Request, raw: Mapping[str, Any]) -> bool:
    return not raw["couvertures"] or bool(_valid(context, raw["couvertures"], request.day))


def _valid(context: Context, links: Iterable[GraphRelationship], day: str | None) -> list[GraphRelationship]:
    return [link for link in links if context.state(link, day) is not Certitude.INACTIF]


def _row(context: Context, request: Request, raw: Mapping[str, Any], proximity: str | None) -> Row:
    node: GraphNode = raw["dispositif"]
    covers = _valid(context, raw["couvertures"], request.day)
    pilot = raw["pilote"]
    if pilot is not None and context.state(pilot, request.day) is Certitude.INACTIF:
        pilot = None
    links = [
        link for link in (*covers, raw["comprend"], raw["traite"] if proximity else None, pilot) if link is not None
    ]
    values = {
        "dispositif_id": node.properties["id"],
        "dispositif": node.properties["nom"],
        "type_dispositif": node.properties.get("type_dispositif"),
        "etat": scheme_state(node, covers, request.day),
        "action_id": raw["action_id"],
        "action": f"{raw['numero']}. {raw['action']}" if raw["numero"] is not None else raw["action"],
        "acteur_id": raw["acteur_id"] if pilot else None,
        "acteur": raw["acteur"] if pilot else None,
        "theme": raw["theme"],
        "proximite": proximity,
    }
    state = weakest(context.state(link, request.day) for link in links)
    return Row(values, state, tuple(proofs(context, [*links, node], request.day)))


def _join_themes(known: Row, row: Row) -> Row:
    themes = {*str(known.valeurs["theme"] or "").split(", "), str(row.valeurs["theme"] or "")} - {""}
    values = {**known.valeurs, "theme": ", ".join(sorted(themes)) or None}
    return Row(values, known.certitude, known.preuves)


def _order(row: Row) -> tuple[Any, ...]:
    values = row.valeurs
    number = str(values["action"] or "").split(".")[0]
    return (
        values["proximite"] == FAMILY,
        values["dispositif_id"],
        int(number) if number.isdigit() else -1,
        values["action_id"] or "",
        values["acteur_id"] or "",
    )
