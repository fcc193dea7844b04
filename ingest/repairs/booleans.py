"""Repair yes and no in the forms that people tick or type (`o`, `n`, `coché`, ✓)."""

from __future__ import annotations

from graph.model.spec import PropertySpec, ValueType
from ingest.headings import fold
from ingest.repairs.rule import Repair, plain

_YES = frozenset({"o", "oui", "y", "yes", "vrai", "true", "x", "1", "1 0", "coche", "cochee", "actif", "active"})
_NO = frozenset({"n", "non", "no", "faux", "false", "0", "0 0", "non coche", "non cochee", "decoche", "decochee"})
_SIGNS = {"✓": True, "✔": True, "☑": True, "✅": True, "☒": True, "✗": False, "✘": False, "❌": False, "☐": False}


def repair(spec: PropertySpec, raw: object) -> Repair | None:
    """Return `oui` or `non`, or None when the cell says neither."""
    if spec.type is not ValueType.BOOLEEN:
        return None
    text = plain(raw).replace("\ufe0f", "")
    word = fold(text)
    if text in _SIGNS:
        said = _SIGNS[text]
    elif word in _YES | _NO:
        said = word in _YES
    else:
        return None
    answer = "oui" if said else "non"
    return Repair("ING-508", answer, f"c’est une façon d’écrire « {answer} »")
