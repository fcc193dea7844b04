"""Write the rows of a guest list: guests, themes with who brings them, missing links, actors that are not invited."""

from __future__ import annotations

from typing import Any

from graph.analysis.workshop.guest_value import GuestProblem
from graph.analysis.workshop.guests import Guest, GuestList
from graph.answer import Row
from graph.answers.analyses.invites_reading import GuestReading
from graph.answers.analyses.invites_words import GuestWords
from graph.answers.context import Context
from graph.answers.rows import fact_proofs, fact_state
from graph.certainty import Certitude, weakest


class GuestRows:
    """
    Write the rows of one list.

    Parameters
    ----------
    context
        Names and sources.
    reading, problem
        What the list is made from.
    chosen
        The list.
    words
        Its reasons.
    """

    def __init__(
        self, context: Context, reading: GuestReading, problem: GuestProblem, chosen: GuestList, words: GuestWords
    ) -> None:
        self._context = context
        self._reading = reading
        self._problem = problem
        self._chosen = chosen
        self._words = words
        self._invited = frozenset(guest.id for guest in chosen.guests)
        self._rows = [row for row, id_ in enumerate(problem.ids) if id_ in self._invited]

    def guests(self) -> list[Row]:
        """Return one row per guest, those whom the list would miss most first."""
        return [self._guest(guest, rank) for rank, guest in enumerate(self._chosen.guests, start=1)]

    def themes(self) -> list[Row]:
        """Return one row per theme, the least covered first, then the heaviest, then by id."""
        left = self._problem.left(self._rows).tolist()
        rows = [
            self._theme(theme, weight, 1 - share)
            for (theme, weight), share in zip(self._problem.themes.items(), left, strict=True)
        ]
        return sorted(rows, key=lambda row: (row.valeurs["couverture"], -row.valeurs["poids"], row.valeurs["theme_id"]))

    def links(self) -> list[Row]:
        """Return one row per missing link between two guests, the strongest first, then by ids."""
        pairs = {pair: force for pair, force in self._problem.missing.items() if self._invited.issuperset(pair)}
        name = self._name
        return [
            Row(
                {"a_id": a, "a": name(a), "b_id": b, "b": name(b), "force": round(pairs[a, b], 4)},
                weakest(self._reading.state(id_) for id_ in (a, b)),
            )
            for a, b in sorted(pairs, key=lambda pair: (-round(pairs[pair], 9), pair))
        ]

    def reserve(self) -> list[Row]:
        """Return one row per candidate that is not invited: those who would add most first, the excluded ones last."""
        gains = self._problem.gains(self._rows).tolist()
        added = {id_: round(float(gain), 4) for id_, gain in zip(self._problem.ids, gains, strict=True)}
        excluded = self._problem.excluded
        order = sorted(added.keys() - self._invited, key=lambda id_: (id_ in excluded, -added[id_], id_))
        return [self._spare(id_, added[id_]) for id_ in order]

    def _guest(self, guest: Guest, rank: int) -> Row:
        context, reading = self._context, self._reading
        candidate = reading.candidates[guest.id]
        acting = reading.pool.acting.get(guest.id)
        reason, alert = self._words.reason(guest), self._alert(guest.id)
        values: dict[str, Any] = {
            "rang": rank,
            "acteur_id": guest.id,
            "acteur": self._name(guest.id),
            "organisme_id": candidate.organisme,
            "organisme": self._name(candidate.organisme),
            "secteur": self._words.sector(guest.id),
            "themes": context.names_for(guest.themes),
            "liens_ouverts": len(guest.opened),
            "avec": context.names_for(guest.opened),
            "gain": round(guest.gain, 4),
            "raison": reason,
            "remplacant_id": guest.substitute or None,
            "remplacant": self._name(guest.substitute) if guest.substitute else None,
            "alerte": alert,
        }
        facts = (*reading.roles(guest.id), *(reading.pool.facts(acting) if acting else ()))
        phrase = f"Inviter « {values['acteur']} » : {reason}."
        if alert:
            phrase += f" Attention : {alert}."
        return Row(values, reading.state(guest.id), fact_proofs(context, facts), phrase, self._words.parts(guest))

    def _theme(self, theme: str, weight: float, cover: float) -> Row:
        candidates = self._reading.candidates
        bring = sorted(
            (-candidates[id_].contributions[theme], id_)
            for id_ in self._invited
            if theme in candidates[id_].contributions
        )
        values = {
            "theme_id": theme,
            "theme": self._name(theme),
            "poids": weight,
            "couverture": round(cover, 4),
            "invites": self._context.names_for(id_ for _, id_ in bring),
            "n_candidats": sum(theme in candidate.contributions for candidate in candidates.values()),
        }
        held = [one.fact for _, id_ in bring for one in self._reading.pool.acting[id_].brings[theme]]
        facts = [fact for fact in held if fact]
        return Row(values, fact_state(facts) if facts else Certitude.CERTAIN, fact_proofs(self._context, facts))

    def _spare(self, acteur_id: str, gain: float) -> Row:
        brings = self._reading.candidates[acteur_id].contributions.keys() & self._problem.themes.keys()
        values = {
            "acteur_id": acteur_id,
            "acteur": self._name(acteur_id),
            "secteur": self._words.sector(acteur_id),
            "themes": self._context.names_for(sorted(brings)),
            "gain": gain,
            "exclu": acteur_id in self._problem.excluded,
        }
        reading = self._reading
        return Row(values, reading.state(acteur_id), fact_proofs(self._context, reading.roles(acteur_id)))

    def _alert(self, acteur_id: str) -> str | None:
        unsaid = self._reading.snapshot.nodes("Acteur").get(acteur_id, {}).get("a_preciser")
        return "organisme à préciser : la source ne dit pas lequel" if unsaid else None

    def _name(self, id_: str) -> str:
        return self._context.name_of.get(id_, id_)
