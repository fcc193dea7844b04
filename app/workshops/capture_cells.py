"""Read the cells of a form: a grade, a yes or no, a text, a day, the name of a participant. Nothing here raises."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

from app.view_models.typography import day as in_words
from app.view_models.typography import number, typeset
from app.workshops.capture_questions import HIGHEST, written
from app.workshops.record import Participant, Workshop
from graph.model.spec import PropertySpec, ValueType
from graph.model.values import is_empty
from ingest.headings import fold
from ingest.personal import find, mask
from ingest.repairs import booleans, dates

MOST_TEXT: Final = 500
"""Most characters of an answer in words."""

_SHOWN: Final = 60
_NUMBERS: Final = (
    "zero", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix",
)  # fmt: skip
_WORDS: Final = {
    **{word: value for value, word in enumerate(_NUMBERS)},
    "une": 1, "aucun": 0, "aucune": 0, "aucun lien": 0, "pas de lien": 0, "neant": 0, "non": 0, "rien": 0,
}  # fmt: skip
_UNKNOWN: Final = frozenset(
    {"nsp", "ne sait pas", "ne sais pas", "je ne sais pas", "sans reponse", "pas de reponse", "inconnu", "n a", "na"}
)
_SPACES: Final = re.compile(r"[ \t\r\n\f\v]+")
_BLANKS: Final = " ?-–—_.…/*\u00a0\u202f"
_GRADE: Final = re.compile(rf"([+-]?\d{{1,6}}(?:[.,]\d{{1,6}})?)(?:\s*/\s*{HIGHEST}|\s*sur\s*{HIGHEST})?")
_YES_NO: Final = PropertySpec(name="rencontre", caption="", description="", type=ValueType.BOOLEEN)
_DAY: Final = PropertySpec(name="recu", caption="", description="", type=ValueType.DATE)
_ID_AT_END: Final = re.compile(r"\(\s*([^()\s]+)\s*\)\s*$")
_NEAR: Final = 65.0
_FARTHEST: Final = 20.0
_NUMBER: Final = re.compile(r"p? ?(\d{1,4})")
_SUGGESTIONS: Final = 3


@dataclass(frozen=True, slots=True)
class Trouble:
    """Hold what is wrong with a cell, and what to do: French sentences, without capital nor stop for the first."""

    message: str
    remedy: str


def shown(raw: object) -> str:
    """Return a cell as a message repeats it: one line, cut, personal data masked."""
    if isinstance(raw, datetime.date):
        raw = f"{raw:%d/%m/%Y}"
    text = mask(" ".join(_plain_number(raw).split()))
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def grade(raw: object) -> int | Trouble | None:
    """Return a link from 0 to 5, None for an empty cell (unknown, not zero), or what is wrong."""
    wanted = f"Écrivez un nombre entier de 0 à {HIGHEST}, ou laissez vide si vous ne savez pas."
    if is_empty(raw):
        return None
    if isinstance(raw, bool):
        return Trouble("un lien se note par un nombre", wanted)
    if isinstance(raw, datetime.date | datetime.time):
        return Trouble("le tableur a changé cette case en date", wanted)
    text = " ".join(_plain_number(raw).split())
    word = fold(text)
    if _says_nothing(text):
        return None
    value = float(_WORDS[word]) if word in _WORDS else None
    if value is None and (found := _GRADE.fullmatch(text)):
        value = float(found[1].replace(",", "."))
    if value is None:
        return Trouble("ce n’est pas un lien noté par un nombre", wanted)
    if not 0 <= value <= HIGHEST:
        return Trouble(f"{number(value)} n’est pas entre 0 et {HIGHEST}", wanted)
    if value != int(value):
        return Trouble("un lien se note par un nombre entier", wanted)
    return int(value)


def yes_no(raw: object) -> bool | Trouble | None:
    """Return yes, no, None for an empty cell, or what is wrong."""
    if is_empty(raw):
        return None
    if isinstance(raw, bool):
        return raw
    text = _plain_number(raw)
    found = booleans.repair(_YES_NO, text)
    if found is not None:
        return found.value == "oui"
    if _says_nothing(text):
        return None
    return Trouble("ce n’est ni « oui » ni « non »", "Écrivez « oui » ou « non », ou laissez vide.")


def words(raw: object) -> str | Trouble:
    """Return an answer in words on one line, empty for an empty cell, or what is wrong."""
    if is_empty(raw):
        return ""
    if isinstance(raw, datetime.datetime | datetime.date):
        return raw.isoformat()[:10]
    # The space that does not break is part of how French is written: it stays.
    text = _SPACES.sub(" ", _plain_number(raw)).strip()
    if kind := find(text):
        return Trouble(
            f"le texte contient une donnée personnelle ({kind})",
            "Écrivez la fonction ou le service, jamais le nom ni les coordonnées d’une personne.",
        )
    if len(text) > MOST_TEXT:
        return Trouble(f"le texte a plus de {MOST_TEXT} caractères", "Raccourcissez-le.")
    return text


def day(raw: object) -> str | Trouble:
    """Return an ISO day, empty for an empty cell, or what is wrong."""
    if is_empty(raw):
        return ""
    if isinstance(raw, datetime.datetime | datetime.date):
        return raw.isoformat()[:10]
    text = str(raw).strip()
    found = dates.repair(_DAY, raw)
    text = found.value if found else text
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        return Trouble("ce n’est pas un jour", "Écrivez la date du jour de réception, par exemple 24/03/2027.")


def day_received(raw: object, held: str, today: str = "") -> str | Trouble:
    """
    Return the ISO day on which a form came, empty for an empty cell, or what is wrong.

    Parameters
    ----------
    raw
        Cell.
    held
        ISO day of the workshop: no form comes before it.
    today
        ISO day on which the file is read: no form comes after it; any day may be when empty.
    """
    found = day(raw)
    if isinstance(found, Trouble) or not found:
        return found
    remedy = "Corrigez la date de réception, ou laissez-la vide."
    if found < held:
        return Trouble(f"ce jour est avant l’atelier ({in_words(held)})", remedy)
    if today and found > today:
        return Trouble("ce jour n’est pas encore venu", remedy)
    return found


class Names:
    """
    Find participants by what a form calls them.

    Parameters
    ----------
    workshop
        Workshop; those who declined or were absent are known too.

    Notes
    -----
    Case, accents and punctuation do not count; nothing else is guessed: a name that only resembles is proposed.
    """

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        self._named: dict[str, set[str]] = defaultdict(set)
        for one in workshop.participants:
            for name in _calls(workshop, one):
                self._named[_key(name)].add(one.id)

    def find(self, raw: object, number: object = "") -> str | Trouble:
        """
        Return the id of a participant, or what is wrong.

        Parameters
        ----------
        raw
            Name as written, possibly with the id in brackets.
        number
            Id of the participant when the form gives it apart.
        """
        text = " ".join(_plain_number(raw).split()) if not is_empty(raw) else ""
        given = fold(_plain_number(number)) if not is_empty(number) else ""
        if found := _ID_AT_END.search(text):
            inside = fold(found[1])
            if inside in {fold(one.id) for one in self._workshop.participants}:
                given, text = given or inside, text[: found.start()].strip()
        by_name = self._named.get(_key(text), set()) if text else set()
        if not given and not by_name and _NUMBER.fullmatch(fold(text)):
            given, text = fold(text), ""
        by_number = {one.id for one in self._workshop.participants if _same_number(one.id, given)}
        if by_number:
            # A name put right since the form was printed still resembles the one that bears the number.
            if not by_number & (by_name or (self._nearest(text) if text else by_number)):
                said = self._name(next(iter(by_number)))
                return Trouble(
                    f"le numéro et le nom ne désignent pas le même participant ({said} porte ce numéro)",
                    "Corrigez le numéro ou le nom.",
                )
            return next(iter(by_number))
        if by_name and _NUMBER.fullmatch(given) and not given.isdigit():
            # A bare number may be that of a row; « p99 » is meant as the number of somebody.
            return Trouble(
                f"le numéro « {given} » n’est celui d’aucun participant",
                "Corrigez le numéro, ou effacez-le : le nom suffit.",
            )
        if len(by_name) == 1:
            return next(iter(by_name))
        if by_name:
            names = "\u202f; ".join(f"{id_} ({self._name(id_, whole=True)})" for id_ in sorted(by_name))
            return Trouble("plusieurs participants portent ce nom", f"Écrivez le numéro du bon\u00a0: {names}.")
        return Trouble("ce participant n’est pas dans la liste de l’atelier", self._remedy(text))

    def _remedy(self, text: str) -> str:
        """Say whom the name may mean; else where to add it."""
        score = self._resemblance(text)
        least = max(_NEAR, max(score.values(), default=0.0) - _FARTHEST)
        near = [id_ for id_ in sorted(score, key=lambda id_: (-score[id_], id_)) if score[id_] >= least][:_SUGGESTIONS]
        if not near:
            return "Écrivez le nom tel qu’il est sur le badge, ou ajoutez ce participant à la liste de l’atelier."
        said = " ou ".join(f"« {self._name(id_)} » ({id_})" for id_ in near)
        return f"Vouliez-vous dire {said}\u202f? Sinon, ajoutez ce participant à la liste de l’atelier."

    def _nearest(self, text: str) -> set[str]:
        """Return the participants whose name resembles a text most; none when no name does."""
        score = self._resemblance(text)
        best = max(score.values(), default=0.0)
        return {id_ for id_ in score if score[id_] == best >= _NEAR}

    def _resemblance(self, text: str) -> dict[str, float]:
        """Return how far the name of each participant resembles a text, 0 to 100."""
        best: dict[str, float] = {}
        for one in self._workshop.participants if text else ():
            for name in (one.nom, f"{one.nom} {one.fonction}"):
                score = max(fuzz.ratio(fold(text), fold(name)), fuzz.token_set_ratio(fold(text), fold(name)))
                best[one.id] = max(best.get(one.id, 0.0), score)
        return best

    def _name(self, identifier: str, *, whole: bool = False) -> str:
        one = self._workshop.participant(identifier)
        return typeset(f"{one.nom}, {one.fonction}" if whole and one.fonction else one.nom)


def _calls(workshop: Workshop, one: Participant) -> Iterable[str]:
    """Yield what a form may call a participant."""
    printed = _number_of(one.id)
    yield from (one.id, one.nom, written(workshop, one), f"{one.id} {one.nom}")
    if printed:
        # The paper form numbers its rows: « 5. CCAS de Redon ».
        yield from (f"{printed} {one.nom}", f"{printed} {written(workshop, one)}")
    if one.acteur:
        yield one.acteur
    if one.fonction:
        yield f"{one.nom} {one.fonction}"


def _number_of(identifier: str) -> str:
    """Return the number of a participant as paper forms print it; empty when its id has none."""
    found = _NUMBER.fullmatch(fold(identifier))
    return str(int(found[1])) if found else ""


def _same_number(identifier: str, given: str) -> bool:
    """Tell whether a text, already folded, is the number of a participant: `p05`, `p5`, `05`, `5`."""
    if not given:
        return False
    found = _NUMBER.fullmatch(given)
    return fold(identifier) == given or (found is not None and _number_of(identifier) == str(int(found[1])))


def _key(name: str) -> str:
    """Return the comparable form of a name; a name without Latin letters stays as it is."""
    return fold(name) or " ".join(name.casefold().split())


def _says_nothing(text: str) -> bool:
    """Tell whether a cell says that one does not know, in words or by a sign alone."""
    return not text.strip(_BLANKS) or fold(text) in _UNKNOWN


def _plain_number(raw: object) -> str:
    """Return a cell as text; a whole number that a spreadsheet gives with decimals has none."""
    return str(int(raw)) if isinstance(raw, float) and raw.is_integer() else str(raw)
