"""Say in French how far two schemes are articulated, how O was computed, and what the first step would be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.analysis.articulation import (
    ACTION,
    CASCADE,
    DECLARED,
    GOVERNING,
    INSTANCE,
    LEVEL_ZERO,
    LIKENESS,
    LOWEST,
    MOST_GOVERNING,
    RECOMMENDED,
    ROLE,
    SURPLUS,
    TOP,
    UNSETTLED,
    Articulation,
    Evidence,
)
from graph.analysis.combined_index import DIMENSIONS
from graph.analysis.overlap import IDENTIQUE, INCLUS, INDETERMINE, SAME
from graph.answer import Part
from graph.answers.analyses.overlap_words import PairFigures
from graph.answers.sentence import fill, french_number, listing
from graph.model.dates import format_french, precision
from graph.model.ontology import relationship_spec
from graph.model.vocabularies import vocabulary
from graph.snapshot import Fact

_LAST = "Dernier palier atteint"
_STEPS = {
    1: "faire se rencontrer les deux équipes",
    2: "échanger régulièrement informations et expériences",
    3: "écrire ensemble les attentes et les objectifs communs",
    4: "mutualiser des moyens ou mener une action commune",
}
_STATUSES = {"prevu": "prévu", "propose": "proposé"}
_MENTIONS = {
    RECOMMENDED: "un document recommande cette articulation",
    CASCADE: "l’un décline l’autre sur son territoire",
    UNSETTLED: "une articulation est en projet ou à confirmer",
    LEVEL_ZERO: "un document dit qu’il n’y a pas d’articulation",
    LIKENESS: "un document dit que leurs périmètres se correspondent",
}
_LABELS = {
    DECLARED: "Articulation déclarée",
    INSTANCE: "Instance commune",
    ACTION: "Action commune",
    ROLE: "Rôle de l’un dans l’autre",
    GOVERNING: "Organisme qui gouverne les deux",
}
_SHORT = 3


@dataclass(frozen=True, slots=True)
class Named:
    """
    Hold the names that a sentence about a pair needs; None where nothing is documented.

    Parameters
    ----------
    a, b
        The schemes.
    instance, host, guest
        Instance to open or already shared, scheme that holds it, whom to invite.
    shared
        Whether the instance is already shared.
    opener, both_sides
        Who opens the door, and whether it has a role in both.
    meeting, meeting_date
        Next dated event.
    """

    a: str
    b: str
    instance: str | None = None
    host: str | None = None
    guest: str | None = None
    shared: bool = False
    opener: str | None = None
    both_sides: bool = False
    meeting: str | None = None
    meeting_date: str | None = None


def level_label(niveau: int) -> str:
    """Return a level in words."""
    return vocabulary("niveau_articulation").terms[str(niveau)].libelle


def next_level(niveau: int) -> str:
    """Return the level after this one, in words."""
    return _LAST if niveau >= TOP else level_label(niveau + 1)


def pair_sentence(pair: PairFigures, articulation: Articulation, named: Named, names: Mapping[str, str]) -> str:
    """Say what two schemes share, where they stand, what is only proposed, and the next step."""
    lost = pair.classe == INDETERMINE
    said = [f"{_ground(pair)}{_standing(articulation, lost=lost)}"]
    known = space_words(articulation, names)
    if known:
        said.append(f"Déjà en place : {' ; '.join(known[:_SHORT])}.")
    pending = pending_words(articulation, names, likeness=lost)
    if pending:
        said.append(f"{_capital(' ; '.join(pending))}.")
    said.append(step_sentence(articulation.niveau, named))
    return " ".join(said)


def step_sentence(niveau: int, named: Named) -> str:
    """Say the next step: who to invite where, through whom; what to create when there is nowhere."""
    start = "Premier pas" if niveau == 0 else "Pas suivant"
    if niveau >= TOP:
        return "Le dernier palier est atteint : il reste à faire vivre ce travail commun."
    aim = _STEPS[niveau + 1]
    by = f", par l’intermédiaire de {_quoted(named.opener)}, présent des deux côtés" if named.both_sides else ""
    if named.shared:
        return f"{start} : {aim}, dans {_quoted(named.instance)} où les deux siègent{by}."
    if named.instance is None:
        lead = f", à l’initiative de {_quoted(named.opener)}" if named.opener else ""
        both = ", présent des deux côtés" if named.both_sides else ""
        return f"Aucune instance n’est documentée. {start} : créer un premier espace commun{lead}{both}."
    guest = (
        _quoted(named.guest) if named.guest else f"l’équipe de {_quoted(named.b if named.host == named.a else named.a)}"
    )
    if not by and named.opener:
        by = f" ; {_quoted(named.opener)} peut ouvrir la porte"
    return f"{start} : inviter {guest} à {_quoted(named.instance)}{by}."


def levers_words(pair: PairFigures, articulation: Articulation, named: Named, names: Mapping[str, str]) -> str:
    """Return what can be leant on: themes, proposed actions, actors on both sides, instance, next meeting."""
    found = []
    themes = pair.shared["themes"]
    if themes:
        found.append(f"{'thèmes communs' if len(themes) > 1 else 'thème commun'} : {listing(map(_lower, themes))}")
    proposed = [_object(item, names) for item in articulation.evidence if item.nature == ACTION and item.halved]
    if proposed:
        plural = len(proposed) > 1
        found.append(f"{'actions communes proposées' if plural else 'action commune proposée'} : {listing(proposed)}")
    actors = pair.shared["membres"]
    if actors:
        found.append(
            f"présents des deux côtés : {listing(actors)}"
            if len(actors) > 1
            else f"présent des deux côtés : {actors[0]}"
        )
    if named.instance:
        found.append(f"instance {'commune' if named.shared else 'à ouvrir'} : {named.instance}")
    if named.meeting:
        found.append(f"prochaine rencontre : {named.meeting} ({when(named.meeting_date)})")
    return _capital(" ; ".join(found)) if found else "Aucun levier documenté"


def space_words(articulation: Articulation, names: Mapping[str, str]) -> list[str]:
    """Return what effectively articulates a pair, in words."""
    return [evidence_words(item, names) for item in articulation.evidence if item.niveau]


def pending_words(articulation: Articulation, names: Mapping[str, str], *, likeness: bool = False) -> list[str]:
    """
    Return what is only planned, proposed or recommended, in words, each once.

    Parameters
    ----------
    articulation
        What articulates the pair.
    names
        Names by id.
    likeness
        Whether a likeness of perimeters is worth saying: only when they are not known.
    """
    found = [
        f"{evidence_words(item, names)}, seulement {_status(item)}" for item in articulation.evidence if item.halved
    ]
    found += [
        _MENTIONS[item.nature]
        for item in articulation.mentions
        if item.nature in _MENTIONS and (likeness or item.nature != LIKENESS)
    ]
    return list(dict.fromkeys(found))


def evidence_words(item: Evidence, names: Mapping[str, str]) -> str:
    """Return one thing that articulates two schemes, in words."""
    if item.nature == DECLARED:
        if item.declared is None:
            return f"articulation déclarée sans palier, comptée au palier {LOWEST}"
        return f"articulation déclarée au palier {item.declared}"
    if item.nature == INSTANCE:
        return f"instance commune {_object(item, names)}"
    if item.nature == ACTION:
        return f"action commune {_object(item, names)}"
    if item.nature == ROLE:
        return _role_words(item.facts[0], names)
    return f"{_object(item, names)} {' et '.join(_role_words(fact, names, alone=True) for fact in item.facts)}"


def opportunity_parts(
    index: tuple[Part, ...], value: float | None, articulation: Articulation, names: Mapping[str, str], why: str = ""
) -> tuple[Part, ...]:
    """
    Return every part of O, so that it can be computed again by hand: dimensions, I, each a_k, L, O.

    Parameters
    ----------
    index
        Parts of the combined index, with their weights.
    value
        The combined index; None when it is not known.
    articulation
        What articulates the pair.
    names
        Names by id.
    why
        Why the combined index is not known, in French.
    """
    gap = articulation.degree
    found = [*index, Part("indice", "Indice de recouvrement (I)", value, None, _index_calculation(index, value) or why)]
    for rank, item in enumerate(articulation.evidence, start=1):
        found.append(
            Part(f"a{rank}", _LABELS[item.nature], _rounded(item.counted), None, _evidence_calculation(item, names))
        )
    found += [
        Part(item.nature, "N’ajoute rien", 0.0, None, _mention_calculation(item, names))
        for item in articulation.mentions
    ]
    found.append(Part("L", "Articulation (L)", _rounded(gap), None, _gap_calculation(articulation)))
    opportunity = None if value is None else value * (1 - gap)
    if value is None or opportunity is None:
        how = "L’indice de recouvrement n’est pas connu : l’opportunité ne peut pas être calculée."
    else:
        how = f"{_figure(value)} × (1 − {_figure(gap)}) = {_figure(opportunity)}."
    return (*found, Part("O", "Opportunité (O)", None if opportunity is None else _rounded(opportunity), None, how))


def when(date: str | None) -> str:
    """Return a date as people say it: « le 7 août 2021 », « en août 2021 »."""
    if date is None:
        return ""
    return f"le {format_french(date)}" if precision(date) == "jour" else f"en {format_french(date)}"


def _ground(pair: PairFigures) -> str:
    a, b = pair.a.quoted, pair.b.quoted
    if pair.classe == IDENTIQUE:
        return f"{a} et {b} couvrent le même territoire{_theme_words(pair, ' et ')}"
    if pair.classe == INCLUS:
        inner, outer = (a, b) if (pair.k_ab or 0) >= SAME else (b, a)
        return f"Le territoire de {inner} est compris dans celui de {outer}{_theme_words(pair, ', avec ')}"
    if pair.classe == INDETERMINE:
        return f"On ne sait pas si {a} et {b} couvrent les mêmes communes{_theme_words(pair, ' ; ils ont ')}"
    shared = fill("{n:commune|communes}", {"n": pair.n_communes})
    return f"{a} et {b} partagent {shared}{_theme_words(pair, ' et ')}"


def _theme_words(pair: PairFigures, before: str) -> str:
    themes = pair.shared["themes"]
    if themes:
        count = fill("{n:thème commun|thèmes communs}", {"n": len(themes)})
        return f"{before}{count} ({listing(map(_lower, themes), _SHORT)})"
    if pair.overlaps["themes"] is None:
        return " (leurs thèmes communs ne sont pas documentés)"
    return ", sans thème commun documenté"


def _standing(articulation: Articulation, *, lost: bool) -> str:
    niveau = articulation.niveau
    if niveau == 0 and lost:
        return ". Aucun espace commun effectif n’est connu."
    if niveau == 0:
        return ", mais aucun espace commun effectif n’est connu."
    stands = f"palier {niveau} sur {TOP} ({_lower(level_label(niveau))})"
    if niveau == 1:
        return f" ; ils en sont au {stands}, mais aucun espace commun effectif n’est connu."
    return f" ; ils en sont au {stands}."


def _evidence_calculation(item: Evidence, names: Mapping[str, str]) -> str:
    words = _capital(evidence_words(item, names))
    if item.halved:
        return (
            f"{words} : {_figure(item.worth)}, pour moitié car seulement {_status(item)}, soit {_figure(item.counted)}."
        )
    return f"{words} : {_figure(item.worth)}."


def _mention_calculation(item: Evidence, names: Mapping[str, str]) -> str:
    if item.nature != SURPLUS:
        return f"{_capital(_MENTIONS[item.nature])} : cela n’ajoute rien."
    if item.objet_id is None:
        return "Autre articulation déclarée : seule la plus avancée est comptée."
    return f"{_object(item, names)} gouverne aussi les deux : {MOST_GOVERNING} organismes au plus sont comptés."


def _gap_calculation(articulation: Articulation) -> str:
    if not articulation.evidence:
        return "Rien de connu n’articule les deux dispositifs : 0."
    terms = " × ".join(f"(1 − {_figure(item.counted)})" for item in articulation.evidence)
    return f"1 − {terms} = {_figure(articulation.degree)}."


def _index_calculation(index: Sequence[Part], value: float | None) -> str:
    if value is None:
        return ""
    used = [
        (part.valeur, part.poids)
        for part in index
        if part.nom in DIMENSIONS and part.valeur is not None and part.poids is not None
    ]
    terms = " + ".join(f"{_figure(weight)} × {_figure(overlap)}" for overlap, weight in used)
    total = " + ".join(_figure(weight) for _, weight in used)
    return f"({terms}) ÷ ({total}) = {_figure(value)}."


def _status(item: Evidence) -> str:
    """Return why an item counts for a half; an action that is only a proposal has no planned statement."""
    words = {_STATUSES[fact.statut] for fact in item.facts if fact.statut in _STATUSES} or {"proposé"}
    feminine = "" if item.nature in {ROLE, GOVERNING} else "e"
    return " et ".join(sorted(f"{word}{feminine}" for word in words))


def _role_words(fact: Fact, names: Mapping[str, str], *, alone: bool = False) -> str:
    spec = relationship_spec(fact.type)
    verb = spec.caption if spec else fact.type
    done = f"{verb} {_quoted(names.get(fact.end, fact.end))}"
    return done if alone else f"{_quoted(names.get(fact.start, fact.start))} {done}"


def _object(item: Evidence, names: Mapping[str, str]) -> str:
    return _quoted(names.get(item.objet_id or "", item.objet_id))


def _quoted(name: str | None) -> str:
    return f"« {(name or '').rstrip('. ')} »"


def _figure(value: float) -> str:
    """Return a figure with as many digits as it needs, three at most."""
    return french_number(round(value, 3), 3).rstrip("0").rstrip(",")


def _rounded(value: float) -> float:
    return round(value, 6)


def _lower(name: str) -> str:
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
