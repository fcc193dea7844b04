"""Guess what a table is: the sheet of the model, and the column that each heading means, by words and values."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from stdnum import luhn
from stdnum.fr import siren, siret

from graph.model.identifiers import is_finess
from graph.model.vocabularies import vocabulary
from ingest.headings import fold, singular
from ingest.listing.columns import type_named
from ingest.mapping.model import Match, Reason, TableMapping, is_column
from ingest.mapping.sample import TableSample
from ingest.mapping.synonyms import SHEETS, SYNONYMS
from ingest.person_headings import announces_person
from ingest.sheets import Sheet, SheetKind, find_sheet, match_heading, sheets
from ingest.tables import APART, REASONS
from ingest.territories import find_territory

_NEAR = 90
_MOST = 0.8
_FEW = 12
_WEIGHTS = {Reason.NOM: 1.0, Reason.SYNONYME: 0.9, Reason.PROCHE: 0.6, Reason.VALEURS: 0.5}
_TITLED = 1.5
# A SIREN has the same key: only the usual beginnings tell a FINESS number from it.
_FINESS = re.compile(r"^(?:\d{2}|2[AB])(?:00|78|79|80)\d{5}$")
_DAY = re.compile(r"^(?:\d{4}(?:-\d{2}){0,2}|\d{1,2}/\d{1,2}/\d{4})$")


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Hold one meaning of a heading, with what it is worth."""

    heading: str
    column: str
    reason: Reason


def guess(sample: TableSample, *, sheet: str | None = None) -> TableMapping:
    """
    Return what a table seems to be; a person confirms it.

    Parameters
    ----------
    sample
        Headings and first rows.
    sheet
        Name of the sheet, when it is known.

    Raises
    ------
    ValueError
        If the model has no such sheet.
    """
    if sheet is not None:
        target = find_sheet(sheet)
        if target is None:
            msg = f"unknown sheet: {sheet}"
            raise ValueError(msg)
        return _mapping(sample, target)
    named = _title_sheet(sample)
    best, best_score = None, -1.0
    for name in SHEETS:
        target = find_sheet(name)
        if target is None:
            continue
        found = _mapping(sample, target)
        score = _score(found) + (_TITLED if named is not None and named.name == name else 0)
        if score > best_score:
            best, best_score = found, score
    if named is not None and named.name not in SHEETS:
        return _mapping(sample, named)
    assert best is not None  # noqa: S101 - there are sheets
    return best


def _title_sheet(sample: TableSample) -> Sheet | None:
    """Return the sheet that the title of the table names, whole or by one of its words."""
    exact = find_sheet(sample.title)
    if exact is not None:
        return exact
    words = set(singular(fold(sample.title.replace("_", " "))).split())
    return next((found for found in sheets() if singular(fold(found.name)) in words), None)


def _score(mapping: TableMapping) -> float:
    """Weigh a mapping: what it recognises, less what rows of this sheet cannot do without."""
    worth = sum(_WEIGHTS.get(match.reason, 0.0) for match in mapping.matches.values() if match.column != APART)
    missing = [column.name for column in mapping.missing()]
    # A table without names is not one of objects; a type may be the same for every row, and asked for.
    hard = [name for name in missing if name == "nom" or mapping.target.kind is not SheetKind.OBJETS]
    return worth - 3.0 * len(hard) - 0.4 * (len(missing) - len(hard))


def _mapping(sample: TableSample, sheet: Sheet) -> TableMapping:
    taken: dict[str, _Candidate] = {}
    chosen: dict[str, _Candidate] = {}
    for look in (_by_name, _by_synonym, _by_likeness, _by_values):
        for heading in sample.headings:
            if heading in chosen or _is_left_out(heading):
                continue
            found = look(heading, sample, sheet)
            if found is not None and found.column not in taken and is_column(sheet, found.column):
                taken[found.column] = chosen[heading] = found
    matches = {}
    for heading in sample.headings:
        if heading.casefold() == REASONS:
            continue
        candidate = chosen.get(heading)
        if candidate is not None:
            matches[heading] = Match(candidate.column, candidate.reason)
        elif announces_person(heading):
            matches[heading] = Match(None, Reason.PERSONNE)
        else:
            matches[heading] = Match(APART, Reason.INCONNU)
    return TableMapping(sheet=sheet.name, matches=matches, constants=_constants(sample, sheet, set(taken)))


def _is_left_out(heading: str) -> bool:
    return heading.casefold() == REASONS or announces_person(heading)


def _by_name(heading: str, sample: TableSample, sheet: Sheet) -> _Candidate | None:
    column = match_heading(sheet, heading)
    # « source » heads the first end of a link as often as a document.
    if column is None or (sheet.name == "liens" and column.name == "source"):
        return None
    return _Candidate(heading, column.name, Reason.NOM)


def _by_synonym(heading: str, sample: TableSample, sheet: Sheet) -> _Candidate | None:
    column = SYNONYMS.get(sheet.name, {}).get(singular(fold(heading)))
    return _Candidate(heading, column, Reason.SYNONYME) if column else None


def _by_likeness(heading: str, sample: TableSample, sheet: Sheet) -> _Candidate | None:
    words = dict(SYNONYMS.get(sheet.name, {}))
    for column in sheet.template_columns:
        words.setdefault(singular(fold(column.caption)), column.name)
        words.setdefault(singular(fold(column.name)), column.name)
    text = singular(fold(heading))
    if len(text) < 4:
        return None
    long = [word for word in words if len(word) > 4]
    found = process.extractOne(text, long, scorer=fuzz.token_sort_ratio, score_cutoff=_NEAR)
    return _Candidate(heading, words[found[0]], Reason.PROCHE) if found else None


def _by_values(heading: str, sample: TableSample, sheet: Sheet) -> _Candidate | None:
    values = sample.values(heading)[:_FEW]
    if len(values) < 2:
        return None
    for column, fits in _tests(sheet):
        if sum(1 for text in values if fits(text)) >= _MOST * len(values):
            return _Candidate(heading, column, Reason.VALEURS)
    return None


def _tests(sheet: Sheet) -> Sequence[tuple[str, Callable[[str], bool]]]:
    """Return the columns of a sheet that values alone may announce, the surest first."""
    places = next((c.name for c in sheet.columns if c.name in {"territoires", "territoire"}), "")
    type_ = next((c for c in sheet.columns if c.spec is not None and c.spec.required and c.spec.vocabulary), None)
    days = "date" if any(column.name == "date" for column in sheet.columns) else ""
    found: list[tuple[str, Callable[[str], bool]]] = [
        ("siret", siret.is_valid),
        ("finess_et", lambda text: bool(_FINESS.match(text)) and is_finess(text)),
        ("siren", lambda text: siren.is_valid(text) and luhn.is_valid(text)),
        ("url", lambda text: text.startswith(("http://", "https://", "www."))),
        (places, lambda text: find_territory(text).id is not None),
        (days, lambda text: bool(_DAY.match(text))),
    ]
    if type_ is not None and type_.spec is not None and type_.spec.vocabulary:
        terms = vocabulary(type_.spec.vocabulary)
        found.append((type_.name, lambda text: terms.find(text) is not None))
    return [(column, fits) for column, fits in found if column]


def _constants(sample: TableSample, sheet: Sheet, taken: set[str]) -> dict[str, str]:
    """Return the type that the title says, when no column does: « Liste des CPTS », « Associations »."""
    if sheet.name == "dispositifs" and "type_dispositif" not in taken:
        named = type_named(sample.title)
        return {"type_dispositif": named} if named else {}
    if sheet.name == "acteurs" and "type_acteur" not in taken:
        words = set(singular(fold(sample.title.replace("_", " "))).split())
        terms = vocabulary("types_acteur").terms
        found = [code for code in terms if singular(fold(code.replace("_", " "))) in words]
        return {"type_acteur": found[0]} if len(found) == 1 else {}
    return {}
