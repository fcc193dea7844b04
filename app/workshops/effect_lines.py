"""Hold one measure of a workshop as it is read: title, sentence with its count, range in words, how it is computed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from app.view_models.typography import NBSP, number, typeset
from graph.analysis.workshop.effect_share import LEAST, Share
from graph.answers.sentence import fill

NOTHING: Final = "Données insuffisantes"
"""What is said of a measure of which nothing is known."""

RANGES: Final = typeset(
    "Une fourchette dit de combien le chiffre bouge selon qui, parmi les répondants, est tiré au sort : 95 tirages sur "
    "100 tombent dedans (2 000 tirages, avec remise). Elle ne dit rien de ceux qui n’ont pas répondu."
)
"""How ranges are read, said once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """
    Hold one measure, ready to be read.

    Parameters
    ----------
    code, groupe, titre
        ASCII name, group and French title.
    phrase
        What it says, with its count.
    part
        The share.
    avant
        The same share before, when the measure compares.
    fourchette
        The range in words, or why there is none; empty where it would say nothing.
    methode
        How it is computed.
    """

    code: str
    groupe: str
    titre: str
    phrase: str
    part: Share
    avant: Share | None = None
    fourchette: str = ""
    methode: str = ""


def line(code: str, groupe: str, titre: str, share: Share, template: str, how: str) -> Line:
    """
    Return a measure; one of which nothing is known says so.

    Parameters
    ----------
    code, groupe, titre
        See `Line`.
    share
        The share.
    template
        Sentence without its stop: `{n:word|words}` and `{m:word|words}` agree with the count.
    how
        How it is computed.
    """
    if share.m:
        text = f"{fill(template, {'n': share.n, 'm': share.m})} ({percent(share)})."
    else:
        text = f"{NOTHING} : aucune réponse connue ne permet de le dire."
    return Line(
        code=code,
        groupe=groupe,
        titre=typeset(titre),
        phrase=typeset(text),
        part=share,
        fourchette=range_of(share),
        methode=typeset(how),
    )


def range_of(share: Share) -> str:
    """Return the range of a share in words; why there is none when there is none."""
    if share.low is not None:
        return _between(share)
    if not share.m:
        return ""
    if share.n in {0, share.m}:
        return "aucune : toutes les réponses connues se ressemblent"
    return f"aucune : moins de {LEAST} réponses, ou trop peu de réponses connues"


def two_ranges(before: Share, after: Share) -> str:
    """Return the ranges of a share before and after."""
    if before.low is None or after.low is None:
        return range_of(after if before.low is None else before)
    return typeset(f"{_between(before)} avant ; {_between(after)} après")


def of(share: Share) -> str:
    """Return « n sur m », or that nothing is known."""
    return f"{number(share.n)} sur {number(share.m)}" if share.m else "aucun connu"


def percent(share: Share) -> str:
    """Return a share as a whole percentage, or « inconnu »."""
    return "inconnu" if share.value is None else _percent(share.value)


def ei_words(values: tuple[float | None, float | None]) -> str:
    """Return the E-I index before and after, in brackets after a space; empty when one is not known."""
    before, after = values
    if before is None or after is None:
        return ""
    return f" (indice E-I : {_signed(before)} puis {_signed(after)})"


def _between(share: Share) -> str:
    low, high = _percent(share.low or 0.0), _percent(share.high or 0.0)
    return f"environ {low}" if low == high else f"de {low} à {high}"


def _percent(value: float) -> str:
    return f"{number(100 * value, 0)}{NBSP}%"


def _signed(value: float) -> str:
    return number(value, 2).replace("-", "−")
