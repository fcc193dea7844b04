"""Read XML as it comes, in bounded depth, and refuse what declares entities: a line of them could fill the memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol
from xml.parsers import expat

LARGEST = 250 * 1024 * 1024
"""Largest file, in bytes."""

_DEEPEST = 100
_CHUNK = 1 << 20


class XmlRefused(ValueError):
    """
    Stop reading a file.

    Parameters
    ----------
    reason
        French words: why.
    damaged
        Whether it is broken, rather than of a kind that is not read.
    """

    def __init__(self, reason: str, *, damaged: bool) -> None:
        super().__init__(reason)
        self.damaged = damaged


class Listener(Protocol):
    """Receive the elements of a document, in order; names come without their prefix."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Begin an element."""
        ...

    def text(self, text: str) -> None:
        """Receive a part of the text of the current element."""
        ...

    def end(self, name: str) -> None:
        """End an element."""
        ...


def read_xml(path: Path, listener: Listener) -> None:
    """
    Tell a listener what an XML file says.

    Raises
    ------
    XmlRefused
        If it is not well-formed, is too deep, is in an unknown encoding or declares a document type.
    OSError
        If the system does not let us read it.
    """
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise XmlRefused(f"ses éléments s’emboîtent sur plus de {_DEEPEST} niveaux", damaged=False)
        listener.start(_local(name), attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        listener.end(_local(name))

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = listener.text
    parser.StartDoctypeDeclHandler = _refuse
    try:
        with path.open("rb") as stream:
            _feed(parser.Parse, stream.read)
    except (expat.ExpatError, LookupError) as error:
        raise XmlRefused("le fichier n’est pas du XML, ou il est incomplet", damaged=True) from error


def _feed(parse: Callable[[bytes, bool], object], read: Callable[[int], bytes]) -> None:
    while chunk := read(_CHUNK):
        parse(chunk, False)
    parse(b"", True)


def _refuse(*_: object) -> None:
    raise XmlRefused("il déclare un type de document (DOCTYPE), ce qu’un graphe n’a pas à faire", damaged=False)


def _local(name: str) -> str:
    return name.rpartition(":")[2]
