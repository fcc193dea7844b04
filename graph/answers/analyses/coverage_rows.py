"""Write the rows and the words of the coverage of a territory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from graph.analysis.coverage import Area, Coverage, CoveringScheme, Suggestion, area_ids, areas
from graph.analysis.scheme_states import OVER, PLANNED, PRESENT, UNKNOWN
from graph.answer import Part, Row
from graph.answers.analyses.coverage_declared import GOAL, Declared, Target
from graph.answers.analyses.inventories import Inventories
from graph.answers.analyses.jurisdictions import reference_proof
from graph.answers.context import Context
from graph.answers.parameters import Request
from graph.answers.rows import fact_proofs, fact_state
from graph.answers.sentence import agree_type, french_number, listing, of_name
from graph.certainty import Certitude
from graph.model.dates import format_french
from graph.reference.loader import load_reference
from graph.snapshot import Snapshot
from graph.territory import Territories

_OTHERS = {
    PRESENT: "en vigueur",
    PLANNED: "en préparation",
    OVER: "terme dépassé, à vérifier",
    UNKNOWN: "étape inconnue",
}
_POSSIBLE = {
    PRESENT: ("peut-être déjà couvert", "peut-être déjà couvert"),
    PLANNED: ("un {type} y est en projet", "une {type} y est en projet"),
    OVER: ("un {type} y est arrivé à son terme, à vérifier", "une {type} y est arrivée à son terme, à vérifier"),
    UNKNOWN: ("un {type} y est documenté, sans étape connue", "une {type} y est documentée, sans étape connue"),
}
"""What to check of a place that a scheme whose communes are not known seems to hold, by state of the scheme."""


@dataclass(frozen=True, slots=True)
class CoverageRows:
    """
    Write the answer from a computed coverage.

    Parameters
    ----------
    context, request, snapshot, territories
        What the answer is made from.
    result
        The coverage.
    target
        Share to reach, or None.
    minimum
        Whether the computed rate is a lower bound.
    """

    context: Context
    request: Request
    snapshot: Snapshot
    territories: Territories
    result: Coverage
    target: Target | None
    minimum: bool

    @property
    def standing(self) -> str:
        """Return the words for what counts: in force, or being prepared as well."""
        return "en vigueur ou en préparation" if self.request.values["elaboration"] == "oui" else "en vigueur"

    @property
    def left(self) -> int | None:
        """Return the inhabitants still to cover; None when the target or the coverage is not known."""
        result = self.result
        if self.target is None or result.covered.value is None or result.territory.value is None:
            return None
        return max(0, round(self.target.share * result.territory.value) - result.covered.value)

    def gap(self, rate: float | None) -> float | None:
        """Return what a rate lacks to reach the target, in percentage points; 0 once it is reached."""
        return None if rate is None or self.target is None else max(0.0, (self.target.share - rate) * 100)

    def start(self) -> str:
        """Return the first words of the sentence: the share, and whether it is a lower bound."""
        if self.result.rate is None:
            return ""
        percent = f"{french_number(self.result.rate * 100, 1)}\u00a0%"
        return f"Au moins {percent}" if self.minimum and self.result.rate < 1 else percent

    def missing(self) -> str:
        """Return the sentence that says what is missing to reach the target."""
        target, gap = self.target, self.gap(self.result.rate)
        if target is None:
            return " Aucune cible n’est connue pour ce territoire : indiquez-en une pour voir ce qu’il reste à couvrir."
        if gap is None:
            return ""
        percent = round(target.share * 100, 1)
        goal = f"{french_number(percent, 0 if percent == round(percent) else 1)}\u00a0%"
        if gap == 0:
            return f" La {target.origin}, {goal}, est atteinte."
        verb = "il manque au plus" if self.minimum else "il manque"
        return (
            f" Pour atteindre {goal} ({target.origin}), {verb} {french_number(gap, 1)} points, "
            f"soit {french_number(self.left)} habitants."
        )

    def computed(self) -> Row:
        """Return the row of the computed rate."""
        result, code = self.result, str(self.request.values["type"])
        one, none = f"{agree_type(code, 'un', 'une')} {code}", f"{agree_type(code, 'Aucun', 'Aucune')} {code}"
        counted = agree_type(code, "compté", "comptée")
        facts = [fact for scheme in result.counted for fact in scheme.facts]
        known = result.rate is not None
        values = {
            "origine": "calcule",
            "observation": f"Part de la population couverte par {one} {self.standing}",
            "date": self.request.day,
            "statut": ("minimum" if self.minimum else "complet") if known else None,
            "taux": result.rate,
            "population_couverte": result.covered.value,
            "population": result.territory.value,
            "ecart": self.gap(result.rate),
            "population_restante": self.left,
            "observation_id": None,
        }
        if known:
            said = (
                f"{self.start()} de la population est couverte par {one} {self.standing} : "
                f"{french_number(result.covered.value)} habitants sur {french_number(result.territory.value)} "
                f"({result.territory.vintage})."
            )
        else:
            said = f"{none} {self.standing} ne peut être {counted} à cette date : la part couverte n’est pas connue."
        # Without a scheme the row says that nothing is known: whatever the certainty asked for, it must be read.
        state = fact_state(facts) if facts else Certitude.CERTAIN
        proofs = (*fact_proofs(self.context, facts), reference_proof(result.territory.vintage))
        return Row(values, state, proofs, said, self._parts())

    def declared(self, item: Declared) -> Row:
        """Return the row of a rate that a document declares: nothing of it enters the computed one."""
        goal = item.properties.get("statut") == GOAL
        values = {
            "origine": "declare",
            "observation": item.properties.get("nom"),
            "date": item.day or None,
            "statut": item.properties.get("statut") or "observe",
            "taux": item.share,
            "population_couverte": None,
            "population": None,
            "ecart": None if goal else self.gap(item.share),
            "population_restante": None,
            "observation_id": item.id,
        }
        share = "une valeur" if item.share is None else f"{french_number(round(item.share * 100))}\u00a0%"
        said = f"Un document donne {share} ({format_french(item.day)}) : valeur déclarée, non recalculée."
        return Row(values, fact_state(item.facts), fact_proofs(self.context, item.facts), said)

    def suggestion(self, rank: int, item: Suggestion) -> Row:
        """Return the row of an intercommunalité to cover next."""
        name = territory_name(self.context, item.territoire_id)
        share = item.cumulated / (self.result.territory.value or 1)
        check = self._to_check(item.possible)
        values = {
            "rang": rank,
            "territoire_id": item.territoire_id,
            "territoire": name,
            "n_communes": len(item.communes),
            "population": item.population,
            "population_cumulee": item.cumulated,
            "taux_cumule": share,
            "en_preparation": listing(self.context.names_for(item.preparing)) or None,
            "a_verifier": check or None,
        }
        said = (
            f"Couvrir {name} ajouterait {french_number(item.population)} habitants : "
            f"{french_number(share * 100, 1)}\u00a0% de la population serait couverte."
        )
        if check:
            said += f" À vérifier avant : {check}."
        facts = [fact for scheme in self._known(item.possible) for fact in scheme.facts]
        proofs = (*fact_proofs(self.context, facts), reference_proof(self.result.territory.vintage))
        return Row(values, Certitude.CERTAIN, proofs, said)

    def schemes(self) -> list[Row]:
        """Return one row per scheme of the type, those counted first, those without communes last."""
        known = {scheme.dispositif_id for scheme in self.result.schemes}
        others = [scheme for scheme in (*self.result.unplaced, *self.result.blank) if scheme.dispositif_id not in known]
        return [self._scheme(scheme) for scheme in (*self.result.schemes, *others)]

    def areas(self, territoire_id: str, inventories: Inventories) -> list[Row]:
        """Return one row per intercommunalité of the territory, by id."""
        code = str(self.request.values["type"])
        ids = area_ids(self.territories, territoire_id)
        complete = frozenset(id_ for id_ in ids if code in inventories.of(id_))
        schemes = {scheme.dispositif_id: scheme for scheme in self.result.schemes}
        found = areas(self.result, self.territories, territoire_id, self.request.year, complete)
        return [self._area(area, schemes) for area in found]

    def _parts(self) -> tuple[Part, ...]:
        """Return what each scheme brings, what is counted once, and the division."""
        result, parts, total = self.result, [], 0
        for scheme in result.counted:
            inside = self._people(scheme, inside=True) or 0
            total += inside
            said = f"{communes_in_words(len(scheme.inside.shares))} : {french_number(inside)} habitants"
            if len(scheme.whole.shares) > len(scheme.inside.shares):
                said = (
                    f"{len(scheme.inside.shares)} de ses {communes_in_words(len(scheme.whole.shares))} sont dans le "
                    f"territoire : {french_number(inside)} habitants sur {french_number(self._people(scheme))}"
                )
            name = self.context.name_of.get(scheme.dispositif_id, scheme.dispositif_id)
            parts.append(Part(scheme.dispositif_id, name, float(inside), calcul=said))
        if result.rate is None or result.covered.value is None:
            return tuple(parts)
        twice = total - result.covered.value
        # Each population is rounded: fewer than one inhabitant per scheme is no overlap.
        if twice > len(parts):
            said = "couverts par plusieurs dispositifs, comptés une seule fois"
            parts.append(Part("chevauchements", "Habitants déjà comptés", float(-twice), calcul=said))
        said = f"{french_number(result.covered.value)} ÷ {french_number(result.territory.value)}"
        parts.append(Part("taux", "Part couverte", result.rate, calcul=said))
        return tuple(parts)

    def _people(self, scheme: CoveringScheme, *, inside: bool = False) -> int | None:
        perimeter = scheme.inside if inside else scheme.whole
        return self.territories.population(perimeter, self.request.year).value if perimeter.shares else None

    def _scheme(self, scheme: CoveringScheme) -> Row:
        properties = self.snapshot.nodes("Dispositif")[scheme.dispositif_id]
        values = {
            "dispositif_id": scheme.dispositif_id,
            "dispositif": properties.get("nom"),
            "etat": scheme.etat,
            "cycle": properties.get("cycle"),
            "compte": scheme.counted and bool(scheme.inside.shares),
            "n_communes": len(scheme.inside.shares) or None,
            "population": self._people(scheme, inside=True),
            "population_totale": None if scheme.whole.unknown else self._people(scheme),
            "detail": self._why(scheme, properties),
        }
        return Row(values, fact_state(scheme.facts), fact_proofs(self.context, scheme.facts))

    def _why(self, scheme: CoveringScheme, properties: Mapping[str, Any]) -> str:
        blank = ""
        if scheme.whole.unknown:
            places = listing(map(of_name, self.context.names_for(scheme.whole.unknown)))
            blank = f"les communes {places} ne sont pas connues"
        if scheme.counted and blank:
            return f"{blank} : il n’est pas compté{' en entier' if scheme.inside.shares else ''}"
        why = self._stage(scheme, properties)
        if blank:
            return f"{why} ; {blank}"
        if why:
            return why
        outside = len(scheme.whole.shares) - len(scheme.inside.shares)
        return f"{communes_in_words(outside)} hors du territoire" if outside else ""

    def _stage(self, scheme: CoveringScheme, properties: Mapping[str, Any]) -> str:
        """Return why the stage of a scheme counts or does not, or an empty text when it is in force."""
        if scheme.etat == OVER:
            end = properties.get("date_fin")
            return f"terme {format_french(str(end))}, à vérifier : non compté" if end else "clos : non compté"
        if scheme.etat == UNKNOWN:
            return "ni son étape ni ses dates ne sont documentées : non compté"
        if scheme.etat == PLANNED:
            return "en préparation : compté" if scheme.counted else "en préparation : non compté"
        return ""

    def _maybe(self, ids: Iterable[str]) -> list[str]:
        """Return schemes that may cover a place, with what is not known of them."""
        return [
            f"{self.context.name_of.get(scheme.dispositif_id, scheme.dispositif_id)} "
            f"({_OTHERS[scheme.etat]}, communes inconnues)"
            for scheme in self._known(ids)
        ]

    def _to_check(self, ids: Iterable[str]) -> str:
        """Return what schemes that may cover a place change there, by state: only those in force may cover it."""
        found: dict[str, list[str]] = {}
        for scheme in self._known(ids):
            name = self.context.name_of.get(scheme.dispositif_id, scheme.dispositif_id)
            found.setdefault(scheme.etat, []).append(f"{name} (communes inconnues)")
        code = str(self.request.values["type"])
        words = {state: agree_type(code, *texts).format(type=code) for state, texts in _POSSIBLE.items()}
        return "\u202f; ".join(f"{words[state]}\u00a0: {listing(found[state])}" for state in words if state in found)

    def _known(self, ids: Iterable[str]) -> list[CoveringScheme]:
        """Return schemes that may cover a place, in the order given."""
        found = {scheme.dispositif_id: scheme for scheme in (*self.result.unplaced, *self.result.blank)}
        return [found[id_] for id_ in ids if id_ in found]

    def _area(self, area: Area, schemes: Mapping[str, CoveringScheme]) -> Row:
        facts = [fact for id_ in (*area.schemes, *area.others) for fact in schemes[id_].facts]
        known = area.covered is not None
        values = {
            "territoire_id": area.territoire_id,
            "territoire": territory_name(self.context, area.territoire_id),
            "etat": area.etat,
            "n_dispositifs": len(area.schemes) if known else None,
            "dispositifs": self.context.names_for(area.schemes),
            "autres": [f"{self.context.name_of.get(id_, id_)} ({_OTHERS[schemes[id_].etat]})" for id_ in area.others]
            + [f"peut-être : {said}" for said in self._maybe(area.possible)],
            "n_communes": area.n_communes,
            "population": area.population,
            "population_couverte": area.covered,
            "taux": area.covered / area.population if area.covered is not None and area.population else None,
        }
        state = fact_state(facts) if facts else Certitude.CERTAIN
        proofs = (*fact_proofs(self.context, facts), reference_proof(self.result.territory.vintage))
        return Row(values, state, proofs)


def territory_name(context: Context, territoire_id: str) -> str:
    """Return the name of a territory, from the graph or from the national reference."""
    if territoire_id in context.name_of:
        return str(context.name_of[territoire_id])
    kind, _, code = territoire_id.partition("-")
    reference = load_reference()
    tables: dict[str, Mapping[str, Any]] = {
        "COM": reference.communes, "EPCI": reference.epci, "DEP": reference.departements, "REG": reference.regions,
    }  # fmt: skip
    entry = tables.get(kind, {}).get(code)
    return str(getattr(entry, "nom_court", None) or entry.nom) if entry else territoire_id


def communes_in_words(count: int) -> str:
    """Return a number of communes, agreed."""
    return f"{french_number(count)} {'commune' if count < 2 else 'communes'}"
