"""Write XML element by element, without holding the document: a whole region has a hundred thousand of them."""

from __future__ import annotations

from collections.abc import Mapping
from io import TextIOBase
from types import MappingProxyType
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from ingest.graph_file import legible

_NONE: Mapping[str, str] = MappingProxyType({})


class XmlWriter:
    """
    Write one document; texts of elements are made legible, values of attributes must be already (see `escaped`).

    Parameters
    ----------
    stream
        Text file, in UTF-8 without translation of the ends of lines.
    """

    def __init__(self, stream: TextIOBase) -> None:
        self._xml = XMLGenerator(stream, "utf-8", short_empty_elements=True)
        self._xml.startDocument()

    def begin(self, name: str, attributes: Mapping[str, str] = _NONE) -> None:
        """Begin an element."""
        self._xml.startElement(name, AttributesImpl(dict(attributes)))

    def end(self, name: str) -> None:
        """End an element."""
        self._xml.endElement(name)

    def leaf(self, name: str, attributes: Mapping[str, str] = _NONE, text: str = "") -> None:
        """Write an element that holds a text, or nothing."""
        self.begin(name, attributes)
        if text:
            self._xml.characters(legible(text))
        self.end(name)

    def line(self) -> None:
        """Go to the next line."""
        self._xml.ignorableWhitespace("\n")

    def close(self, *names: str) -> None:
        """End these elements, the innermost first, each on its line."""
        for name in names:
            self.end(name)
            self.line()
