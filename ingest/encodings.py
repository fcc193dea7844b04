"""Turn the bytes of a text file into text, and the cells that another encoding has spoiled into what was typed.

A byte that does not fit the encoding of the file is kept as it is (a lone surrogate) until its cell is read: then it
is put right, and said. Nothing here raises for bad bytes.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import cache

LOST = "\ufffd"
"""Sign that stands for a letter that no reading can give back."""

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ONE_BYTE = {"cp1252": "Windows-1252", "cp850": "DOS (code 850)", "mac_roman": "Macintosh"}
_SAMPLE = 4096
_ESCAPED = re.compile("[\udc80-\udcff]+")
_QUOTES_AND_SPACES = {chr(code) for code in (0xAB, 0xBB, 0xA0, 0x202F)}
_FRENCH = _QUOTES_AND_SPACES | frozenset("éèêëàâäçîïôöùûüÿœæÉÈÊËÀÂÄÇÎÏÔÖÙÛÜŸŒÆ’‘“”–—…°€²³•·ñáíóú")
_USUAL = _QUOTES_AND_SPACES | frozenset("éèêàçîôûù’")
_PUNCTUATION = "‘’“”–—…€•œŒŸ\u202f\u2009\u2011\u2010"
_SUSPECT = re.compile(f"[ÃÂÅâ{LOST}\udc80-\udcff]")
_TIMES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """
    Hold the text of a file.

    Parameters
    ----------
    text
        Text; bytes of another encoding are lone surrogates, which `mend` puts right.
    encoding
        Python name of the encoding.
    title
        Name that people know, when the encoding was guessed; empty when the file says it or is plain UTF-8.
    """

    text: str
    encoding: str
    title: str = ""


def decode_text(content: bytes) -> Decoded:
    """
    Return the text of a file: by its mark, as UTF-8, or in the one-byte encoding that gives the most French letters.

    Notes
    -----
    Lines decide: when at least as many of those that have accents are UTF-8 as are not, the file is UTF-8 and the
    other lines are put right cell by cell; else it is read in a one-byte encoding, where a stray UTF-8 letter is
    two odd letters, put right too.
    """
    mark = next((name for mark, name in _MARKS if content.startswith(mark)), None)
    if mark:
        return Decoded(
            text=content.decode(mark, errors="surrogateescape" if mark == "utf-8-sig" else "replace"), encoding=mark
        )
    wide = _without_mark(content)
    if wide:
        return Decoded(text=content.decode(wide, errors="replace"), encoding=wide, title="UTF-16")
    try:
        return Decoded(text=content.decode("utf-8"), encoding="utf-8")
    except UnicodeDecodeError:
        pass
    right, wrong = 0, 0
    for line in content.splitlines():
        if not line.isascii():
            fits = _is_utf8(line)
            right, wrong = right + fits, wrong + (not fits)
    if right >= wrong:
        return Decoded(text=content.decode("utf-8", errors="surrogateescape"), encoding="utf-8")
    encoding = _one_byte(content)
    return Decoded(text=_decode_bytes(content, encoding), encoding=encoding, title=_ONE_BYTE[encoding])


def mend(text: str) -> str:
    """
    Return a cell with its letters put right; the same text when it has nothing wrong.

    Examples
    --------
    >>> mend("CoopÃ©ration dâ€™Ã©quipe")
    'Coopération d’équipe'
    """
    if not _SUSPECT.search(text):
        return text
    mended = _ESCAPED.sub(lambda found: _decode_bytes(_raw(found[0]), "cp1252"), text)
    for _ in range(_TIMES):
        again = _doubled().sub(lambda found: _letters()[found[0]], mended)
        if again == mended:
            break
        mended = again
    return mended


def as_read(text: str) -> str:
    """Return a cell as the encoding of its file shows it: a byte that does not fit is `LOST`."""
    return _ESCAPED.sub(lambda found: LOST * len(found[0]), text)


def is_lost(text: str) -> bool:
    """Tell whether letters of a cell cannot be given back."""
    return LOST in text


def _without_mark(content: bytes) -> str | None:
    """Recognise UTF-16 without its mark: one byte out of two is zero."""
    sample = content[:_SAMPLE]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if half and odd > 0.6 * half and even < 0.1 * half:
        return "utf-16-le"
    return "utf-16-be" if half and even > 0.6 * half and odd < 0.1 * half else None


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _one_byte(content: bytes) -> str:
    """Return the one-byte encoding in which the most letters are usual; Windows-1252 when several do as well."""
    lines = b"".join(line for line in content.splitlines() if not line.isascii() and not _is_utf8(line))
    high = bytes(byte for byte in lines[: _SAMPLE * 64] if byte >= 0x80)

    def merit(name: str) -> int:
        text = _decode_bytes(high, name)
        return sum((letter in _FRENCH) + (letter in _USUAL) for letter in text)

    return max(_ONE_BYTE, key=merit)


def _decode_bytes(content: bytes, encoding: str) -> str:
    """Decode bytes of a one-byte encoding; the five that Windows-1252 leaves free are lost letters."""
    return content.decode(encoding, errors="replace")


def _raw(escaped: str) -> bytes:
    return escaped.encode("utf-8", errors="surrogateescape")


@cache
def _letters() -> dict[str, str]:
    """Give, for each letter, what its UTF-8 bytes look like in Windows-1252: « Ã© » for « é »."""
    found = {}
    for letter in [*map(chr, range(0xA0, 0x100)), *_PUNCTUATION]:
        shown = "".join(_shown(byte) for byte in letter.encode("utf-8"))
        found[shown] = letter
    # The space that does not break is often lost on the way: « Ã » then stands alone before a space.
    found["Ã "] = "à"
    return found


def _shown(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


@cache
def _doubled() -> re.Pattern[str]:
    longest = sorted(_letters(), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest)))
