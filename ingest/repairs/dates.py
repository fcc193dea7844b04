"""Repair dates that people type (`01/07/2021`, `juillet 2021`) and days that a spreadsheet left as numbers."""

from __future__ import annotations

import re
from datetime import date, timedelta

from rapidfuzz.distance import OSA

from graph.model.dates import MONTHS, format_french, is_partial_date
from graph.model.spec import PropertySpec, ValueType
from ingest.calendar_1904 import GAP, Since1904
from ingest.headings import fold
from ingest.repairs.rule import Question, Repair, plain

FIRST_SERIAL, LAST_SERIAL = 32_874, 55_153
"""Days of a spreadsheet that are read as dates: 1990-01-01 to 2050-12-31, the calendar that starts in 1900."""

_EPOCH = date(1899, 12, 30)
_YEARS = range(1900, 2101)
_SIGN = r"\s*[/.\-\s]\s*"
_TIME = r"(?:(?:\s+|\s*T\s*|\s+à\s+)\d{1,2}\s?[:hH]\s?\d{0,2}(?:[:.]\d{1,2}(?:\.\d+)?)?(?:Z|\+\d\d:?\d\d)?)?"
_DAY = re.compile(rf"^(\d{{1,2}}){_SIGN}(\d{{1,2}}){_SIGN}(\d{{4}}){_TIME}$")
_SHORT = re.compile(rf"^(\d{{1,2}}){_SIGN}(\d{{1,2}}){_SIGN}(\d{{2}})$")
_BACKWARDS = re.compile(rf"^(\d{{4}}){_SIGN}(\d{{1,2}}){_SIGN}(\d{{1,2}}){_TIME}$")
_MONTH = re.compile(rf"^(\d{{1,2}}){_SIGN}(\d{{4}})$")
_MONTH_BACKWARDS = re.compile(r"^(\d{4})\s*[/.\-]\s*(\d{1,2})$")
_TOGETHER = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_YEAR = re.compile(r"^(?:en |annee |l annee )?(\d{4})(?: 0+)?$")
_WEEKDAY = r"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) )?"
_LETTERS = re.compile(
    rf"^(?:le )?{_WEEKDAY}(?:(\d{{1,2}})(?:er|re|e)? )?(?:en |le mois de |mois de )?([a-z]+) (\d{{4}}|\d\d)$"
)
_SERIAL = re.compile(r"^(\d{5})(?:[.,]\d+)?$")
_ABBREVIATED = {
    "janv": 1, "jan": 1, "fevr": 2, "fev": 2, "mar": 3, "avr": 4, "juil": 7, "jul": 7, "aou": 8, "sept": 9, "sep": 9,
    "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_NAMES = {fold(name): number for number, name in enumerate(MONTHS, start=1)}
_DAY_FIRST = "le jour est lu avant le mois, comme on l’écrit en France"


def repair(spec: PropertySpec, raw: object) -> Repair | None:
    """Return the ISO form of a day, a month or a year written otherwise; None when it is not clear, or not a date."""
    if spec.type is not ValueType.DATE or isinstance(raw, bool):
        return None
    text = plain(raw)
    serial = _serial(text, isinstance(raw, Since1904))
    if serial:
        return serial
    if isinstance(raw, int | float) and not _TOGETHER.match(text):
        return None
    written, rule = _written(text) or (None, "")
    return Repair("ING-506", written, rule) if written and is_partial_date(written) else None


def question(spec: PropertySpec, raw: object) -> Question | None:
    """Return the dates that a cell may mean when its year has two digits, or its month is beyond twelve."""
    if spec.type is not ValueType.DATE:
        return None
    text = plain(raw)
    short, lettered, full = _SHORT.match(text), _LETTERS.match(fold(text)), _DAY.match(text)
    if short:
        day, month, year = (int(part) for part in short.groups())
        return _asked("L’année n’a que deux chiffres.", [_day(2000 + year, month, day), _day(1900 + year, month, day)])
    if lettered and len(lettered[3]) == 2:
        month_ = _month_number(lettered[2])
        year = int(lettered[3])
        dates = [_lettered(lettered[1], month_, century + year) for century in (2000, 1900)]
        return _asked("L’année n’a que deux chiffres.", dates)
    if full and int(full[2]) > 12:
        return _asked(
            "Le jour vient avant le mois, et il n’y a que douze mois.", [_day(int(full[3]), int(full[1]), int(full[2]))]
        )
    return None


def read_day(text: str) -> str | None:
    """Return the ISO form of a day, a month or a year that a person types, in ISO or the French way; None otherwise."""
    typed = plain(text)
    if is_partial_date(typed):
        return typed
    written, _ = _written(typed) or (None, "")
    return written if written and is_partial_date(written) else None


def _serial(text: str, since_1904: bool) -> Repair | None:
    found = _SERIAL.match(text)
    number = int(found[1]) + (GAP if since_1904 else 0) if found else 0
    if not FIRST_SERIAL <= number <= LAST_SERIAL:
        return None
    day = _EPOCH + timedelta(days=number)
    rule = "le tableur a laissé le numéro du jour à la place de la date"
    return Repair("ING-507", day.isoformat(), f"{rule}, et ce classeur compte depuis 1904" if since_1904 else rule)


def _written(text: str) -> tuple[str | None, str] | None:
    """Return the date that a text writes in full, and how it was read."""
    folded = fold(text)
    if found := _YEAR.match(folded):
        return (found[1] if int(found[1]) in _YEARS else None), "seule l’année est dite"
    if found := _DAY.match(text):
        return _day(int(found[3]), int(found[2]), int(found[1])), _DAY_FIRST
    if found := _BACKWARDS.match(text):
        return _day(*map(int, found.groups())), "l’année est lue d’abord, puis le mois et le jour"
    if found := _MONTH.match(text):
        return _month(int(found[2]), int(found[1])), "le mois est lu avant l’année ; le jour n’est pas dit"
    if found := _MONTH_BACKWARDS.match(text):
        return _month(int(found[1]), int(found[2])), "l’année est lue avant le mois ; le jour n’est pas dit"
    if found := _TOGETHER.match(text):
        return _day(*map(int, found.groups())), "l’année, le mois et le jour se suivent sans séparateur"
    found = _LETTERS.match(folded)
    if found and len(found[3]) == 4:
        exact = "le mois est écrit en lettres" if found[1] else "le mois est écrit en lettres ; le jour n’est pas dit"
        return _lettered(found[1], _month_number(found[2]), int(found[3])), exact
    return None


def _lettered(day: str | None, month: int | None, year: int) -> str | None:
    if month is None:
        return None
    return _day(year, month, int(day)) if day else _month(year, month)


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat() if year in _YEARS else None
    except ValueError:
        return None


def _month(year: int, month: int) -> str | None:
    return f"{year:04}-{month:02}" if year in _YEARS and 1 <= month <= 12 else None


def _month_number(name: str) -> int | None:
    """Return the month that a word names, in full, abbreviated or with one letter wrong."""
    known = _NAMES.get(name) or _ABBREVIATED.get(name)
    if known or len(name) < 5:
        return known
    near = {number for month, number in _NAMES.items() if len(month) > 4 and OSA.distance(name, month) == 1}
    return near.pop() if len(near) == 1 else None


def _asked(why: str, dates: list[str | None]) -> Question | None:
    answers = tuple((text, format_french(text)) for text in dates if text)
    return Question(why, answers) if answers else None
