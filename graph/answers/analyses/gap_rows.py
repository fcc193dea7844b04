"""Write the rows of what is missing: the same columns whatever is looked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from graph.analysis.gaps import once
from graph.analysis.scheme_states import ABSENT, PLANNED, PRESENT, UNKNOWN
from graph.analysis.scoped_work import Offer
from graph.answer import Row
from graph.answers.context import Context
from graph.answers.parameters import Request, describe_territory
from graph.answers.rows import fact_proofs, fact_state
from graph.certainty import Certitude
from graph.model.dates import format_french
from graph.snapshot import Fact, Snapshot


@dataclass(frozen=True, slots=True)
class GapRows:
    """
    Write rows from what an analysis found.

    Parameters
    ----------
    context, request, snapshot
        What the answer is made from.
    """

    context: Context
    request: Request
    snapshot: Snapshot

    @property
    def place(self) -> str:
        """Return the territory in words."""
        return describe_territory(self.context, str(self.request.values["territoire"]))

    @property
    def when(self) -> str:
        """Return the date in words."""
        return "toutes dates confondues" if self.request.day is None else f"au {format_french(self.request.day)}"

    @property
    def inside(self) -> str:
        """Return the words that name the scheme looked at, or the territory."""
        dispositif_id = self.request.values.get("dispositif")
        return f"dans « {self.name(dispositif_id)} »" if dispositif_id else f"sur {self.place}"

    @property
    def silence(self) -> Certitude:
        """Return the state of a row that no statement supports: shown whatever certainty is asked for."""
        return Certitude.INCERTAIN if self.request.keeps(Certitude.INCERTAIN) else Certitude.CERTAIN

    def name(self, id_: str | None) -> str:
        """Return the name of an entity."""
        return self.context.name_of.get(id_ or "", id_ or "")

    def values(self, **given: Any) -> dict[str, Any]:
        """Return the values of a row: those given, and nothing in the other columns."""
        return {
            **dict.fromkeys(self.request.question.colonnes),
            "nature": self.request.values["nature"],
            **given,
        }

    def row(self, values: Mapping[str, Any], facts: Iterable[Fact], phrase: str, beside: Iterable[Fact] = ()) -> Row:
        """Return a row with the proofs of what it rests on, then of what it names `beside`; silence has none."""
        found = once(facts)
        state = fact_state(found) if found else self.silence
        return Row(values, state, fact_proofs(self.context, once((*found, *beside))), phrase)

    def offers(self, objet_id: str, objet: str, found: Iterable[tuple[Offer, Fact]]) -> list[Row]:
        """Return one row per offer that answers a subject and per actor that proposes it, ordered by ids."""
        rows = []
        for offer, fact in found:
            properties = self.snapshot.nodes("Offre").get(offer.id, {})
            for acteur_id in offer.acteurs or (None,):
                values = {
                    "objet_id": objet_id,
                    "objet": objet,
                    "offre_id": offer.id,
                    "offre": properties.get("nom"),
                    "acteur_id": acteur_id,
                    "acteur": self.name(acteur_id) or None,
                    "reserve": properties.get("note_qualite"),
                }
                by = f", proposée par {values['acteur']}" if acteur_id else ", sans porteur documenté"
                said = f"« {properties.get('nom')} »{by} : une offre répond au sujet, sans remplacer une action."
                rows.append(self.row(values, (fact, *offer.facts), said))
        return rows


def state_measures(states: Iterable[object]) -> dict[str, Any]:
    """Return how many rows there are, and how many in each of the four states."""
    found = [str(state) for state in states]
    return {
        "n": len(found),
        "n_presents": found.count(PRESENT),
        "n_en_projet": found.count(PLANNED),
        "n_absents_confirmes": found.count(ABSENT),
        "n_non_documentes": found.count(UNKNOWN),
    }
