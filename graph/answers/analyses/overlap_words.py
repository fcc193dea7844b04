"""Say an overlap in French: what a pair shares, how each part of the index was computed, what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isnan

from graph.analysis.overlap import DISJOINT, IDENTIQUE, INDETERMINE
from graph.analysis.overlap_content import FRAGILE
from graph.answer import Part
from graph.answers.sentence import fill, french_number, listing

LABELS = {"territoire": "Territoire", "themes": "Thèmes", "publics": "Publics", "membres": "Organismes membres"}
"""Dimensions of the index as people read them."""

CHANCE = 0.05
"""Probability under which chance alone would not give so many shared members."""

TOO_LITTLE = "trop peu documentée pour être classée"
"""What is said of a pair of which less than half of the weights is documented."""

_MOST = 5
_CONTENTS = ("themes", "publics", "membres")
_COMMON = {"themes": "{n:thème commun|thèmes communs}", "publics": "{n:public commun|publics communs}",
           "membres": "{n:organisme commun|organismes communs}"}  # fmt: skip
_NONE = {"themes": "Aucun thème documenté", "publics": "Aucun public documenté", "membres": "Aucun organisme documenté"}
_NOUNS = {"themes": "les thèmes", "publics": "les publics", "membres": "les organismes membres"}


@dataclass(frozen=True, slots=True)
class Side:
    """
    Hold one scheme of a pair.

    Parameters
    ----------
    nom
        Its name.
    n_communes, population
        Communes and inhabitants of its known perimeter; the latter None when a commune has no count.
    known
        Whether its whole perimeter is known.
    sizes
        Number of documented themes, publics and members.
    """

    nom: str
    n_communes: int
    population: int | None
    known: bool
    sizes: Mapping[str, int]

    @property
    def quoted(self) -> str:
        """Return the name between French quotes."""
        return f"« {self.nom} »"


@dataclass(frozen=True, slots=True)
class PairFigures:
    """
    Hold the figures of a pair, unknown ones as None.

    Parameters
    ----------
    a, b
        The schemes.
    classe
        Class of the territorial overlap.
    n_communes, population
        What they share.
    k_ab, k_ba
        Share of A (of B) inside the other.
    pondere
        Whether these shares count inhabitants; else communes.
    overlaps
        Overlap coefficient of each dimension; None when it is not documented.
    shared
        Names of the shared themes, publics and members.
    p
        Probability that chance gives as many shared members.
    n_actors
        Number of actors that could be members.
    common_ground
        Names of the territories that both are said to cover, when the communes are not known.
    """

    a: Side
    b: Side
    classe: str
    n_communes: int | None
    population: int | None
    k_ab: float | None
    k_ba: float | None
    pondere: bool
    overlaps: Mapping[str, float | None]
    shared: Mapping[str, Sequence[str]]
    p: float | None
    n_actors: int
    common_ground: Sequence[str] = ()


def known(value: float) -> float | None:
    """Return a figure, or None when it is not known; rounded beyond what anyone reads."""
    return None if isnan(value) else round(float(value), 6)


def territory_sentence(pair: PairFigures) -> str:
    """Say what two perimeters share."""
    a, b = pair.a.quoted, pair.b.quoted
    if pair.classe == INDETERMINE:
        lost = listing(side.quoted for side in (pair.a, pair.b) if not side.known)
        ground = listing(pair.common_ground)
        more = f", mais les documents leur donnent un même territoire ({ground})" if ground else ""
        return f"On ne peut pas mesurer le territoire commun : les communes de {lost} ne sont pas toutes connues{more}."
    if pair.classe == DISJOINT:
        return f"{a} et {b} n’ont aucune commune en commun."
    what = fill("{n:commune|communes}", {"n": pair.n_communes})
    if pair.population is not None:
        what += f" et {fill('{n:habitant|habitants}', {'n': pair.population})}"
    if pair.classe == IDENTIQUE and pair.k_ab == pair.k_ba == 1:
        return f"{a} et {b} couvrent le même territoire : {what}."
    shares = [(share, name) for share, name in ((pair.k_ba, b), (pair.k_ab, a)) if share is not None]
    unit = "de la population" if pair.pondere else "des communes"
    those = "celle" if pair.pondere else "celles"
    of = listing(
        f"{percent(share)} {unit if rank == 0 else f'de {those}'} de {name}"
        for rank, (share, name) in enumerate(shares)
    )
    return f"{a} et {b} partagent {what}, soit {of}."


def content_sentences(pair: PairFigures) -> list[str]:
    """Say which themes, publics and members are shared, and what is not documented."""
    said = [_content_sentence(pair, name) for name in _CONTENTS if pair.a.sizes[name] and pair.b.sizes[name]]
    return [*said, *_not_documented(pair, _CONTENTS)]


def percent(share: float) -> str:
    """Return a share as a percentage; something is never 0 %, and not all is never 100 %."""
    rounded = round(100 * share)
    if 0 < share < 1:
        rounded = min(max(rounded, 1), 99)
    return f"{rounded} %"


def index_sentence(
    index: float | None,
    dimensions: int,
    low: float | None,
    high: float | None,
    total: int = len(LABELS),
    confidence: float | None = None,
) -> str:
    """Say the index, on what it rests, and what it owes to the weights; `confidence` is given when it is too low."""
    if index is None:
        return "Aucune dimension n’est documentée des deux côtés : l’indice ne peut pas être calculé."
    words = f"Indice {french_number(index, 2)} sur 1, calculé sur {dimensions} dimension"
    words += f"{'s' if dimensions > 1 else ''} sur {total}"
    if confidence is not None:
        return f"Paire {TOO_LITTLE} : {percent(confidence)} des poids reposent sur des données. {words}, à part."
    if low is None or high is None or dimensions < 2 or french_number(low, 2) == french_number(high, 2):
        return f"{words}."
    return f"{words} ; de {french_number(low, 2)} à {french_number(high, 2)} selon le poids donné à chacune."


def index_parts(pair: PairFigures, weights: Mapping[str, float]) -> tuple[Part, ...]:
    """Return the parts of the index with how each was computed."""
    return tuple(
        Part(
            nom=name,
            libelle=label,
            valeur=pair.overlaps[name],
            poids=weights[name],
            calcul=_territory_calculation(pair) if name == "territoire" else _content_calculation(pair, name),
        )
        for name, label in LABELS.items()
    )


def _content_sentence(pair: PairFigures, name: str) -> str:
    found = pair.shared[name]
    if name == "membres" and found:
        count = fill("{n:organisme a un rôle|organismes ont un rôle}", {"n": len(found)})
        return f"{count} des deux côtés{_chance(pair.p)} : {listing(found)}."
    if not found:
        half = ""
        if name == "publics" and pair.overlaps[name]:
            half = " ; « tout public », dit de l’un des deux, compte pour moitié"
        return f"{_NONE[name]} n’est commun aux deux{half}."
    if name == "themes":
        count = fill("{n:thème est traité|thèmes sont traités}", {"n": len(found)})
        return f"{count} des deux côtés : {_lower(found)}."
    return f"Les deux s’adressent aux mêmes publics : {_lower(found)}."


def _not_documented(pair: PairFigures, names: Sequence[str]) -> list[str]:
    """Say, in one sentence, what is documented on neither side, then on one side only."""
    lost: dict[str, list[str]] = {}
    for name in names:
        empty = [side.quoted for side in (pair.a, pair.b) if not side.sizes[name]]
        if empty:
            lost.setdefault("des deux dispositifs" if len(empty) == 2 else f"de {empty[0]}", []).append(_NOUNS[name])
    if not lost:
        return []
    return [f"Ne sont pas documentés : {' ; '.join(f'{listing(nouns)} {whose}' for whose, nouns in lost.items())}."]


def _territory_calculation(pair: PairFigures) -> str:
    value = pair.overlaps["territoire"]
    if value is None:
        return territory_sentence(pair) + " Cette dimension n’entre pas dans l’indice."
    if pair.classe == DISJOINT:
        return "Aucune commune partagée : l’indice est nul."
    if pair.pondere and pair.population is not None:
        least = min(side.population for side in (pair.a, pair.b) if side.population is not None)
        return (
            f"{fill('{n:habitant partagé|habitants partagés}', {'n': pair.population})}, "
            f"sur {french_number(least)} pour le moins peuplé des deux périmètres."
        )
    least = min(side.n_communes for side in (pair.a, pair.b))
    return (
        f"{fill('{n:commune partagée|communes partagées}', {'n': pair.n_communes})}, sur {french_number(least)} pour "
        "le plus petit des deux périmètres ; une population manque, les habitants ne sont pas comptés."
    )


def _content_calculation(pair: PairFigures, name: str) -> str:
    sizes = pair.a.sizes[name], pair.b.sizes[name]
    value = pair.overlaps[name]
    if not min(sizes):
        return f"{_not_documented(pair, (name,))[0]} Cette dimension n’entre pas dans l’indice."
    if value is None:
        return "« Tout public » des deux côtés ne prouve rien : cette dimension n’entre pas dans l’indice."
    n = len(pair.shared[name])
    words = f"{fill(_COMMON[name], {'n': n})}, sur {min(sizes)} pour celui qui en a le moins ({sizes[0]} et {sizes[1]})"
    if abs(value * min(sizes) - n) > 0.01:  # Matches by half; values are rounded.
        words += ", « tout public »" if name == "publics" else ", les thèmes d’une même famille"
        words += " comptant pour moitié"
    if name == "themes" and min(sizes) < FRAGILE:
        words += f" ; moins de {FRAGILE} thèmes d’un côté, comparaison fragile"
    if name == "membres" and n:
        words += _probability(pair)
    return f"{words}."


def _probability(pair: PairFigures) -> str:
    among = f"{french_number(pair.n_actors)} organismes connus sur ce territoire"
    if pair.p is None:
        return f" ; {among}, trop peu pour mesurer le hasard"
    shown = "moins de 0,001" if pair.p < 0.001 else french_number(pair.p, 3)
    return f" ; probabilité d’en avoir autant par hasard parmi les {among} : {shown}"


def _chance(p: float | None) -> str:
    if p is None:
        return ""
    return ", plus que ne le ferait le hasard" if p < CHANCE else ", comme le ferait le hasard"


def _lower(names: Sequence[str]) -> str:
    """List names as common nouns: an acronym keeps its capitals; a name may hold « et », so semicolons part them."""
    shown = [name if name[:2].isupper() else name[:1].lower() + name[1:] for name in names[:_MOST]]
    rest = len(names) - len(shown)
    return " ; ".join([*shown, *([f"{rest} autre{'s' if rest > 1 else ''}"] if rest else [])])
