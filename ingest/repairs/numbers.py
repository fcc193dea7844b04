"""Repair numbers written the French way: thousands, decimal comma, percentage, unit after the number."""

from __future__ import annotations

import re
from decimal import Decimal

from graph.model.spec import PropertySpec, ValueType
from ingest.headings import fold, singular
from ingest.repairs.rule import Question, Repair, plain

_NUMBER = re.compile(r"^([+\-−]?)\s?(\d[\d\s.,'’]*)\s*(%|[^\d\s].*)?$")
_ROUGH = re.compile(r"^(?:environ|env\.?|~|≈|près de|à peu près|plus de|moins de|>|<)\s*(\d[\d\s.,]*)$", re.IGNORECASE)
_DIGITS = r"\d{1,3}(?:G\d{3})+"
_SHARES = frozenset({"part", "confiance"})
_UNITS = {
    "habitants": ("hab", "habitant"),
    "euros": ("€", "eur", "euro", "euros"),
    "km²": ("km²", "km2"),
    "hab./km²": ("hab/km²", "hab./km2", "hab/km2"),
    "ans": ("an", "annee"),
    "heures": ("h", "heure"),
}


def repair(spec: PropertySpec, raw: object) -> Repair | None:
    """Return the number that a text writes, with a decimal comma and no unit; None when it is not clear."""
    if spec.type not in {ValueType.ENTIER, ValueType.DECIMAL} or spec.vocabulary or isinstance(raw, int | float):
        return None
    found = _NUMBER.match(plain(raw))
    if found is None:
        return None
    digits, grouped = _digits(found[2].strip())
    if digits is None:
        return None
    number, after = Decimal(("-" if found[1] in {"-", "−"} else "") + digits), (found[3] or "").strip()
    rules = ["les séparateurs de milliers sont ôtés"] if grouped else []
    if after == "%" and spec.format in _SHARES:
        number /= 100
        rules = ["un pourcentage est une part de 100"]
    elif after and not _is_unit(after, spec):
        return None
    elif after:
        rules.append("l’unité est celle de la colonne")
    if found[1] == "−":
        rules.append("le signe moins est reconnu")
    return Repair("ING-509", _shown(number), " et ".join(rules) or "le nombre est remis en forme")


def question(spec: PropertySpec, raw: object) -> Question | None:
    """Return the number behind « environ 1 200 », the thousands of « 66.478 », the percentage of a share above one."""
    if spec.type not in {ValueType.ENTIER, ValueType.DECIMAL} or spec.vocabulary:
        return None
    text = plain(raw)
    rough = _ROUGH.match(text)
    if rough:
        digits, _ = _digits(rough[1].strip())
        return Question("Ce nombre est approché.", ((_shown(Decimal(digits)), text),)) if digits else None
    if spec.type is ValueType.ENTIER and re.fullmatch(r"\d{1,3}(?:[.,]\d{3})", text):
        whole = re.sub(r"\D", "", text)
        return Question("Un nombre entier est attendu, et ce signe sépare peut-être les milliers.", ((whole, whole),))
    found = _NUMBER.match(text)
    digits = _digits(found[2].strip())[0] if found and not found[1] and not found[3] else None
    if spec.format in _SHARES and digits and 1 < Decimal(digits) <= 100:
        share = _shown(Decimal(digits) / 100)
        return Question("Est-ce un pourcentage ?", ((share, f"{_shown(Decimal(digits))}\u00a0%"),))
    return None


def _digits(text: str) -> tuple[str | None, bool]:
    """Return the number with a decimal point, and whether thousands were separated; None when two readings compete."""
    text = text.rstrip(" .,'’")
    for group, decimal in ((r"[\s'’]", r"[.,]"), (r"\.", ","), (",", r"\.")):
        grouped = _DIGITS.replace("G", group)
        if re.fullmatch(rf"{grouped}(?:{decimal}\d+)?", text):
            if group in {r"\.", ","} and len(re.findall(r"[.,]", text)) < 2:
                break
            whole, *rest = re.split(decimal, text)
            return ".".join([re.sub(r"\D", "", whole), *rest]), True
    if re.fullmatch(r"\d+(?:[.,]\d+)?", text):
        return text.replace(",", "."), False
    return None, False


def _is_unit(text: str, spec: PropertySpec) -> bool:
    """Tell whether what follows a number is the unit of the property, in full or abbreviated."""
    if not spec.unit:
        return False
    wanted = {spec.unit, *_UNITS.get(spec.unit, ())}
    same = text.casefold().rstrip(".").replace(" ", "") in {
        name.casefold().rstrip(".").replace(" ", "") for name in wanted
    }
    return same or (bool(fold(text)) and singular(fold(text)) in {singular(fold(name)) for name in wanted})


def _shown(number: Decimal) -> str:
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")
