"""Damage the names of communes the way lists do."""

import random
import re
import unicodedata
from collections.abc import Callable

_ARTICLE = re.compile(r"^(Le|La|Les) |^(L['’])")


def article_moved(name: str) -> str:
    """« La Gacilly » -> « Gacilly (La) »."""
    found = _ARTICLE.match(name)
    return f"{name[found.end() :]} ({found[0].strip()})" if found else name


def article_after_comma(name: str) -> str:
    """« La Gacilly » -> « Gacilly, La »."""
    found = _ARTICLE.match(name)
    return f"{name[found.end() :]}, {found[0].strip()}" if found else name


def article_dropped(name: str) -> str:
    """« La Gacilly » -> « Gacilly »."""
    found = _ARTICLE.match(name)
    return name[found.end() :] if found else name


def without_accents(name: str) -> str:
    """« Guémené » -> « Guemene »."""
    plain = name.replace("œ", "oe").replace("Œ", "Oe").replace("æ", "ae").replace("Æ", "Ae")
    return "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))


def short_saint(name: str) -> str:
    """« Saint-Malo » -> « St-Malo »."""
    return re.sub(r"\bSaint(e?s?)\b", r"St\1", name)


def short_saint_dotted(name: str) -> str:
    """« Saint-Malo » -> « St. Malo »."""
    return re.sub(r"\bSaint(e?s?)-", r"St\1. ", name)


def without_hyphens(name: str) -> str:
    """« Val-d'Anast » -> « Val d'Anast »."""
    return name.replace("-", " ")


def without_apostrophes(name: str) -> str:
    """« Val-d'Anast » -> « Val-d Anast »."""
    return name.replace("'", " ").replace("’", " ")


def glued_apostrophes(name: str) -> str:
    """« L'Hermitage » -> « LHermitage »."""
    return name.replace("'", "").replace("’", "")


def curly(name: str) -> str:
    """« L'Hermitage » -> « L’Hermitage », spaces that do not break."""
    return name.replace("'", "’").replace(" ", "\u00a0")


DAMAGES: tuple[Callable[[str], str], ...] = (
    article_moved,
    article_after_comma,
    article_dropped,
    without_accents,
    short_saint,
    short_saint_dotted,
    without_hyphens,
    without_apostrophes,
    glued_apostrophes,
    curly,
    str.upper,
    str.lower,
)


def damaged(name: str, chance: random.Random) -> str:
    """Apply one to four kinds of damage, in the order of the list."""
    for place in sorted(chance.sample(range(len(DAMAGES)), chance.randint(1, 4))):
        name = DAMAGES[place](name)
    return name
