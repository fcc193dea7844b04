"""Read one cell: clean text, personal data, errors of the spreadsheet, value of a property. Reports, never raises."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime

from graph.model.identifiers import identifier_problem
from graph.model.spec import PropertySpec, ValueType
from graph.model.statement import Location, Properties
from graph.model.values import ValueProblem, is_empty, parse_cell
from graph.model.vocabularies import vocabulary
from ingest.choices import NO_CHOICES, Cell, Choices
from ingest.headings import fold
from ingest.issues import Candidat, Issue, problem, quoted
from ingest.kinds import KINDS
from ingest.personal import find, find_number, hint, is_bare_mobile, may_be_nir, may_be_nominative, may_be_personal
from ingest.repairs.cell import question, repair
from ingest.repairs.rule import Repair

LONGEST = 32_767
"""Characters that a cell of a spreadsheet can hold; a longer text could not be written back."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u200e\u200f\u2060\ufeff\ufffe\uffff]")
_ERRORS = frozenset(
    {"#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#NOM?", "#VALEUR!", "#NOMBRE!", "#NUL!"}
)
_ERROR_OF_CALC = re.compile(r"^Err\s?:\s?\d{3}$")
_ERROR_STARTS = frozenset("#E")
_FRENCH_DAY = re.compile(r"^(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})$")
_PHONE_HEADING = re.compile(r"\b(tel|telephone|portable|mobile|gsm|phone)\b")
_OTHER_NUMBER_HEADING = re.compile(
    r"\b(siren|siret|finess|rna|uai|code|codes|insee|id|identifiant|numero|population|habitants|nombre|nb|montant|budget|"
    r"euros|cout|surface|effectif|effectifs)\b"
)
_NUMBERS = frozenset({ValueType.ENTIER, ValueType.DECIMAL})
_SHORT_LIST = 8
_SHORTEST_NUMBER = 9
_CODES = {"type": "ING-202", "vocabulaire": "ING-201", "date": "ING-203", "format": "ING-204"}
_WORDS = {
    "type": "valeur du mauvais type",
    "vocabulaire": "valeur hors liste",
    "date": "date illisible",
    "format": "valeur mal formée",
}
# Digits of these are identifiers, and a document's digest may look like a telephone number.
_NOT_TEXT = frozenset({"siren", "siret", "finess", "rna"})


def clean(
    raw: object,
    where: Location,
    heading: str,
    issues: list[Issue],
    spec: PropertySpec | None = None,
    *,
    quiet: bool = False,
) -> object:
    """
    Return what a cell says, without invisible characters; None when it says nothing or cannot be kept.

    Parameters
    ----------
    raw
        Cell as the file gives it.
    where, heading
        Place, for the problems.
    issues
        Where problems are added.
    spec
        Property that the cell holds, or None.
    quiet
        Whether the texts of the row are known to hold neither personal data nor characters that do not show.
    """
    if not isinstance(raw, str):
        return None if is_empty(raw) else _clean_number(raw, where, heading, issues, spec)
    text = raw
    if quiet:
        text = raw.strip()
        if text and len(text) <= LONGEST and text[0].isalpha() and text[0] not in _ERROR_STARTS:
            return text
    # What shows has neither ends of lines nor invisible characters.
    if not raw.isprintable():
        text = raw.replace("\r\n", "\n").replace("\r", "\n")
        if _CONTROL.search(text):
            text = _CONTROL.sub("", text)
            issues.append(problem("ING-210", where, "caractères invisibles retirés du texte", column=heading))
    text = text.strip()
    if not text:
        return None
    if text in _ERRORS or _ERROR_OF_CALC.match(text):
        issues.append(
            problem("ING-212", where, "le tableur n’a pas pu calculer la cellule", column=heading, value=text)
        )
        return None
    if len(text) > LONGEST:
        issues.append(
            problem(
                "ING-208",
                where,
                f"texte de {len(text)} caractères",
                column=heading,
                expected=f"Une cellule tient {LONGEST} caractères au plus.",
            )
        )
        return None
    if holds_text(spec) and _is_personal(text, where, heading, issues, spec):
        return None
    return text


def _is_personal(text: str, where: Location, heading: str, issues: list[Issue], spec: PropertySpec | None) -> bool:
    """Tell whether a text holds personal data; that, or the doubt, is added to the problems."""
    suspect = may_be_personal(text)
    kind = (find(text) if suspect else None) or _personal_number(text, heading, spec)
    if kind:
        issues.append(_personal(where, heading, kind))
    elif not suspect:
        return False
    elif may_be_nominative(text):
        issues.append(
            problem(
                "ING-214",
                where,
                "cette adresse électronique est peut-être celle d’une personne",
                column=heading,
                expected="La valeur n’est pas répétée ici.",
            )
        )
    elif may_be_nir(text):
        issues.append(_maybe_nir(where, heading))
    return kind is not None


def _clean_number(raw: object, where: Location, heading: str, issues: list[Issue], spec: PropertySpec | None) -> object:
    """Return a cell that is not a text; None when its digits are those of a person."""
    number = _personal_number(as_text(raw), heading, spec)
    if number:
        issues.append(_personal(where, heading, number))
        return None
    if (spec is None or spec.format not in _NOT_TEXT) and may_be_nir(as_text(raw)):
        issues.append(_maybe_nir(where, heading))
    return raw


def read_property(
    spec: PropertySpec,
    value: object,
    where: Location,
    heading: str,
    issues: list[Issue],
    choices: Choices = NO_CHOICES,
) -> Properties:
    """
    Return the stored properties of a clean cell, repaired if need be.

    Parameters
    ----------
    spec
        Property.
    value
        Clean cell.
    where, heading
        Place, for the problems.
    issues
        Where the repair, or the problem, is added: a cell that cannot be read gives no property.
    choices
        Repairs refused.
    """
    # Free text reads as it is.
    if isinstance(value, str) and is_free_text(spec):
        text = value.strip()
        return {spec.name: text} if text else {}
    try:
        return parse_cell(spec, value)
    except ValueProblem as found:
        mended = repair(spec, value)
        if mended is not None and accepts(mended, value, where, heading, issues, choices):
            return parse_cell(spec, mended.value)
        issue = problem(
            _CODES[found.kind],
            where,
            _WORDS[found.kind],
            column=heading,
            value=found.value,
            expected=found.expected if found.suggestion else found.expected + _accepted(spec, found.kind),
            suggestion=found.suggestion or _iso_day(spec, found.value),
        )
        issues.append(issue if mended is not None else _asked(issue, spec, value))
        return {}


def holds_text(spec: PropertySpec | None) -> bool:
    """Tell whether personal data is looked for in the texts of a column; not where digits are identifiers."""
    return spec is None or (spec.format not in _NOT_TEXT and spec.name != "sha256")


def is_free_text(spec: PropertySpec) -> bool:
    """Tell whether a property holds any text, kept as it reads."""
    return spec.type is ValueType.TEXTE and not (spec.vocabulary or spec.format)


def accepts(
    mended: Repair, written: object, where: Location, heading: str, issues: list[Issue], choices: Choices
) -> bool:
    """Add a repair to the problems and return True, unless the person refuses it."""
    if where.row is not None and choices.refuses(mended.code, Cell(where.file, where.sheet, where.row, heading)):
        return False
    title = KINDS[mended.code].titre
    issues.append(
        problem(
            mended.code,
            where,
            title[0].lower() + title[1:],
            column=heading,
            value=as_text(written),
            expected=f"Lu comme « {quoted(mended.value)} » : {mended.rule}.",
            after=mended.value,
        )
    )
    return True


def _asked(issue: Issue, spec: PropertySpec, value: object) -> Issue:
    """Add to a problem what the cell may mean, when that is a question."""
    found = question(spec, value)
    if found is None:
        return issue
    answers = " ou ".join(f"« {text} »" for text, _ in found.answers)
    return replace(
        issue,
        message=f"{issue.message} {found.why} Peut-être {answers}.",
        candidats=tuple(Candidat(text, label) for text, label in found.answers),
    )


def as_text(value: object) -> str:
    """Return a clean cell as text: whole numbers without decimals, days in ISO form."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == datetime.min.time():
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value).strip()


def _iso_day(spec: PropertySpec, text: str) -> str | None:
    """Suggest the ISO form of a day written the French way."""
    found = _FRENCH_DAY.match(text)
    if spec.type is not ValueType.DATE or found is None:
        return None
    day, month, year = (int(part) for part in found.groups())
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _accepted(spec: PropertySpec, kind: str) -> str:
    """Say where the accepted values are, or which they are when they are few."""
    if kind != "vocabulaire" or not spec.vocabulary:
        return ""
    terms = vocabulary(spec.vocabulary).terms.values()
    if len(terms) > _SHORT_LIST:
        return " Les valeurs acceptées sont dans la feuille « codes » du modèle de classeur."
    return f" Valeurs acceptées : {', '.join(f'« {term.libelle} »' for term in terms)}."


def _personal_number(text: str, heading: str, spec: PropertySpec | None) -> str | None:
    """Return what kind of personal number a whole cell is, or None."""
    # Most cells are no number at all: they are too short, end otherwise than with a digit, or begin with a letter.
    if len(text) < _SHORTEST_NUMBER or not text[-1].isdigit() or text[0].isalpha():
        return None
    if spec is not None and spec.type in _NUMBERS:
        return None
    return find_number(text, fold(heading)) or (
        "numéro de téléphone mobile" if _digits_of_a_mobile(text, heading, spec) else None
    )


def _digits_of_a_mobile(text: str, heading: str, spec: PropertySpec | None) -> bool:
    """
    Recognise a cell that is only a mobile number, even without the first zero, which a spreadsheet drops.

    Identifiers and amounts have the same digits: those are told by the property, by the heading or by the key of the
    SIREN, but never under the heading of a telephone.
    """
    if not is_bare_mobile(text):
        return False
    words = fold(heading)
    if _PHONE_HEADING.search(words):
        return True
    if spec is not None and (spec.format in _NOT_TEXT or spec.name == "code"):
        return False
    if spec is None and not text.startswith(("0", "+")) and _OTHER_NUMBER_HEADING.search(words):
        return False
    return spec is not None or identifier_problem("siren", text) is not None


def _maybe_nir(where: Location, heading: str) -> Issue:
    return problem(
        "ING-218",
        where,
        "ces quinze chiffres ont la forme d’un numéro de sécurité sociale, mais la clé est fausse",
        column=heading,
        expected="La valeur n’est pas répétée ici.",
    )


def _personal(where: Location, heading: str, kind: str) -> Issue:
    return problem(
        "ING-207",
        where,
        f"donnée personnelle ({kind})",
        column=heading,
        expected=f"La valeur n’est pas répétée ici : Maillage ne garde aucune donnée sur les personnes.{hint(kind)}",
    )
