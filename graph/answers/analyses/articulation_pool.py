"""Choose the schemes that a question about articulation compares, and say which are left out, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

import pandas as pd

from graph.analysis.articulation import Articulation, Pair
from graph.analysis.comparison import never_together
from graph.analysis.overlap import INDETERMINE
from graph.answer import Row
from graph.answers.analyses.frameworks import both_frameworks, frameworks_asked
from graph.answers.analyses.overlap_left_out import LeftOut, left_out_rows
from graph.answers.analyses.overlap_schemes import Schemes
from graph.answers.errors import BadParameter
from graph.answers.parameters import Request, describe_territory
from graph.answers.sentence import fill, listing
from graph.certainty import Certitude
from graph.model.dates import format_french
from graph.model.vocabularies import vocabulary


class Pool:
    """
    Choose the schemes of a question, and the pairs of them that make sense.

    Parameters
    ----------
    schemes
        Schemes of the base at the day of the request.
    request
        The question as understood.
    """

    def __init__(self, schemes: Schemes, request: Request) -> None:
        self.schemes = schemes
        self.territoire: str | None = request.values.get("territoire")
        self.dispositif: str | None = request.values.get("dispositif")
        self.types = _wanted_types(request)
        self.every = frameworks_asked(request, self.types)
        """Whether pairs of framework documents are ranked like the others."""
        self.n_nowhere = 0
        """Pairs of which a perimeter is not known, and that no document puts in the same place: not counted."""
        self.present = self._present()
        self.over = [id_ for id_ in self.present if schemes.is_over(id_) and id_ != self.dispositif]
        placed = [id_ for id_ in self.present if id_ not in self.over]
        self.unplaced = self._unplaced(placed)
        self.ids = sorted({*placed, *self.unplaced})

    @property
    def place(self) -> str:
        """Return what the list is about, in words."""
        words = []
        if self.dispositif:
            words.append(f"avec « {self.schemes.name(self.dispositif)} »")
        if self.territoire:
            words.append(f"sur {describe_territory(self.schemes.context, self.territoire)}")
        return " ".join(words) or "dans toute la base"

    @cached_property
    def planned(self) -> list[str]:
        """Schemes whose perimeter is only planned."""
        placed = (
            self.schemes.on(self.territoire, planned=True) if self.territoire else sorted(self.schemes.extents.planned)
        )
        return [id_ for id_ in placed if not self.types or self.schemes.type_of(id_) in self.types]

    def split(
        self, pairs: pd.DataFrame, found: Mapping[Pair, Articulation], inside: frozenset[Pair]
    ) -> tuple[list[int], dict[Pair, str]]:
        """Return the places of the pairs kept, and the pairs left out with the reason in French."""
        kept: list[int] = []
        apart: dict[Pair, str] = {}
        periods = {id_: self.schemes.period_of(id_) for id_ in self.ids}
        for place, i, j, lost in zip(pairs.index, pairs["i"], pairs["j"], pairs["classe"], strict=True):
            pair = self.ids[i], self.ids[j]
            if self.dispositif and self.dispositif not in pair:
                continue
            if pair not in found and lost == INDETERMINE and not self._may_meet(pair):
                self.n_nowhere += 1
                continue
            if frozenset(pair) in self.schemes.successions:
                apart[pair] = "l’un renouvelle ou remplace l’autre"
            elif pair in inside:
                apart[pair] = "l’un fait partie de l’autre"
            elif never_together(periods[pair[0]], periods[pair[1]]):
                apart[pair] = "ils ne sont pas en vigueur en même temps"
            else:
                kept.append(int(place))
        return kept, apart

    def is_framework(self, pair: Pair) -> bool:
        """Tell whether both schemes are framework documents, set apart unless the question asks for them."""
        return not self.every and both_frameworks(self.schemes, pair)

    def left_out(self, apart: Mapping[Pair, str]) -> list[Row]:
        """Return the schemes and the pairs that are not compared, with the reason."""
        found: list[LeftOut] = [
            (id_, None, f"arrivé à son terme ({format_french(str(self.schemes.nodes[id_]['date_fin']))}), à vérifier")
            for id_ in self.over
        ]
        found += [(id_, None, "périmètre seulement en projet") for id_ in self.planned]
        found += [(one, other, reason) for (one, other), reason in sorted(apart.items())]
        return left_out_rows(self.schemes, found, Certitude.CERTAIN)

    def warnings(self) -> list[str]:
        """Say what is not compared."""
        said = []
        if self.dispositif and self.schemes.is_over(self.dispositif):
            said.append(
                f"« {self.schemes.name(self.dispositif)} » est arrivé à son terme "
                f"({format_french(str(self.schemes.nodes[self.dispositif]['date_fin']))}), à vérifier."
            )
        for names, one, many in (
            (
                self.over,
                "est arrivé à son terme et n’est pas comparé",
                "sont arrivés à leur terme et ne sont pas comparés",
            ),
            (self.planned, "n’est qu’en projet et n’est pas comparé", "ne sont qu’en projet et ne sont pas comparés"),
        ):
            if names:
                count = fill("{n:dispositif|dispositifs}", {"n": len(names)})
                said.append(f"{count} {many if len(names) > 1 else one} : {listing(self.schemes.names(names))}.")
        if self.n_nowhere:
            count = fill("{n:autre paire|autres paires}", {"n": self.n_nowhere})
            said.append(
                f"{count} dont un périmètre n’est pas connu : aucun document ne nomme un territoire des deux, "
                f"{'elles ne sont' if self.n_nowhere > 1 else 'elle n’est'} ni à part ni dans les comptes."
            )
        extents = self.schemes.extents
        situated = extents.covered.keys() | extents.planned.keys() | extents.ended
        lost = [id_ for id_ in self.schemes.nodes if id_ not in situated]
        if lost:
            count = fill("{n:dispositif|dispositifs}", {"n": len(lost)})
            said.append(
                f"{count} sur {len(self.schemes.nodes)} sans périmètre connu, impossible à situer : "
                f"{listing(self.schemes.names(lost))}."
            )
        return said

    def _present(self) -> list[str]:
        covered = self.schemes.extents.covered
        if self.territoire:
            found = set(self.schemes.on(self.territoire))
        elif self.dispositif:
            here = {id_ for extent in covered.get(self.dispositif, ()) for id_ in extent.territoires}
            found = {
                id_ for id_, extents in covered.items() if any(not here.isdisjoint(e.territoires) for e in extents)
            }
            found |= set(self.schemes.sharing_ground([self.dispositif]))
        else:
            found = set(covered)
        if self.types:
            found = {id_ for id_ in found if self.schemes.type_of(id_) in self.types}
        return sorted(found | ({self.dispositif} if self.dispositif else set()))

    def _may_meet(self, pair: Pair) -> bool:
        """Tell whether two schemes, one of which is not known commune by commune, are said to be in the same place."""
        if not self.unplaced.isdisjoint(pair):
            return False
        covered = self.schemes.extents.covered
        one, other = ({id_ for extent in covered[scheme] for id_ in extent.territoires} for scheme in pair)
        return self.territoire is not None or not one.isdisjoint(other)

    def _unplaced(self, placed: Sequence[str]) -> frozenset[str]:
        """Return the schemes without a known perimeter that a statement joins to one of these: listed, not ranked."""
        covered, inside = self.schemes.extents.covered, frozenset(placed)
        joined = {
            id_
            for link in self.schemes.context.facts.links("S_ARTICULE_AVEC")
            for id_, other in ((link.start, link.end), (link.end, link.start))
            if other in inside and id_ in self.schemes.nodes and id_ not in covered and not self.schemes.is_over(id_)
        }
        if self.types:
            joined = {id_ for id_ in joined if self.schemes.type_of(id_) in self.types}
        return frozenset(joined - self.schemes.extents.planned.keys()) | frozenset(
            id_ for id_ in placed if id_ not in covered
        )


def _wanted_types(request: Request) -> frozenset[str]:
    """Return the types of schemes to keep; empty keeps every one."""
    wanted = {str(text).strip().upper() for text in request.values.get("types") or ()}
    known = vocabulary("types_dispositif").terms
    for code in sorted(wanted - known.keys()):
        raise BadParameter("types", f"« {code} » n’est pas un type de dispositif.", f"Types : {listing(known, 40)}.")
    return frozenset(wanted)
