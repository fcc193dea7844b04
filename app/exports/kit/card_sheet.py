"""Set cards on A4 sheets to be cut out: a grid, cut marks, and words as large as their room allows."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from fpdf import FPDF

from app.exports.documents.content import clean
from app.exports.documents.fonts import BOLD, REGULAR, drawn, font_folder
from app.exports.poster.lettering import wrapped

_FONT: Final = "DejaVu"
_POINT: Final = 25.4 / 72
_LEADING: Final = 1.2
_BLACK, _GREY, _CUT = (20, 20, 20), (80, 80, 80), (150, 150, 150)
_MARK, _AIR = 5.0, 1.5
"""Millimetres of a cut mark, and between it and the cards."""


@dataclass(frozen=True, slots=True)
class Grid:
    """
    Hold how cards stand on an A4 sheet, upright.

    Parameters
    ----------
    columns, rows
        Cards side by side, and one under another.
    width, height
        Of a card, millimetres.
    """

    columns: int
    rows: int
    width: float
    height: float

    @property
    def each(self) -> int:
        """Return how many cards one sheet holds."""
        return self.columns * self.rows

    def sheets(self, cards: int) -> int:
        """Return how many sheets some cards need."""
        return -(-cards // self.each)

    @property
    def left(self) -> float:
        """Return the white left of the first card."""
        return (210 - self.columns * self.width) / 2

    @property
    def top(self) -> float:
        """Return the white over the first card."""
        return (297 - self.rows * self.height) / 2


BADGES: Final = Grid(2, 5, 85.0, 54.0)
"""Ten badges a sheet, of the size of usual holders."""
CARDS: Final = Grid(2, 2, 95.0, 136.0)
"""Four cards a sheet."""


class CardSheets(FPDF):
    """
    Hold the sheets under way.

    Parameters
    ----------
    grid
        How cards stand.
    title
        Title of the file.
    written
        ISO day on which it is written.
    """

    def __init__(self, grid: Grid, title: str, written: str) -> None:
        super().__init__(format="A4")
        self._grid = grid
        folder = font_folder()
        self.add_font(_FONT, "", folder / REGULAR)
        self.add_font(_FONT, "B", folder / BOLD)
        self.set_margins(0, 0, 0)
        self.c_margin = 0
        self.set_auto_page_break(auto=False)
        self.set_lang("fr-FR")
        self.set_title(drawn(clean(title, 250)))
        self.set_author("Maillage")
        self.set_creator("Maillage")
        self.set_creation_date(datetime.datetime.fromisoformat(written).replace(tzinfo=datetime.UTC))

    def places(self, count: int) -> Iterator[tuple[float, float]]:
        """Yield the top left corner of each card, in reading order; sheets come as they are needed."""
        grid = self._grid
        for rank in range(count):
            place = rank % grid.each
            if not place:
                self.add_page()
                self._cuts()
            row, column = divmod(place, grid.columns)
            yield grid.left + column * grid.width, grid.top + row * grid.height

    def words(
        self,
        text: str,
        box: tuple[float, float, float, float],
        *,
        largest: float,
        smallest: float,
        bold: bool = False,
        centred: bool = False,
        middle: bool = False,
        grey: bool = False,
    ) -> float:
        """
        Write a text as large as a box allows.

        Parameters
        ----------
        text
            Words.
        box
            Left, top, width, height, in millimetres.
        largest, smallest
            Limits of the height of letters, in points; what does not fit at the smallest ends with « … ».
        bold, centred, middle, grey
            Weight; whether lines are centred; whether they stand in the middle of the height; colour.

        Returns
        -------
        bottom
            Where the last line ends, in millimetres.
        """
        left, top, wide, high = box
        size, lines = fitted(text, wide, high, largest=largest, smallest=smallest, bold=bold)
        leading = size * _POINT * _LEADING
        self.set_font(_FONT, "B" if bold else "", size)
        self.set_text_color(*(_GREY if grey else _BLACK))
        start = top + (max(high - leading * len(lines), 0) / 2 if middle else 0)
        for rank, line in enumerate(lines):
            aside = (wide - self.get_string_width(drawn(line))) / 2 if centred else 0.0
            self.text(left + max(aside, 0), start + rank * leading + 0.78 * leading, drawn(line))
        return start + leading * len(lines)

    def rule(self, left: float, top: float, wide: float, *, strong: bool = False) -> None:
        """Draw a level line."""
        self.set_draw_color(*(_BLACK if strong else _GREY))
        self.set_line_width(0.4 if strong else 0.15)
        self.line(left, top, left + wide, top)

    def content(self) -> bytes:
        """Return the bytes of the file."""
        return bytes(self.output())

    def _cuts(self) -> None:
        """Draw where to cut: marks around the cards for a guillotine, faint dashes between them for scissors."""
        grid = self._grid
        right, bottom = 210 - grid.left, 297 - grid.top
        xs = [grid.left + rank * grid.width for rank in range(grid.columns + 1)]
        ys = [grid.top + rank * grid.height for rank in range(grid.rows + 1)]
        self.set_draw_color(*_CUT)
        self.set_line_width(0.1)
        self.set_dash_pattern(dash=1.2, gap=1.8)
        for x in xs:
            self.line(x, grid.top, x, bottom)
        for y in ys:
            self.line(grid.left, y, right, y)
        self.set_dash_pattern()
        self.set_draw_color(*_BLACK)
        self.set_line_width(0.2)
        for x in xs:
            self.line(x, grid.top - _AIR - _MARK, x, grid.top - _AIR)
            self.line(x, bottom + _AIR, x, bottom + _AIR + _MARK)
        for y in ys:
            self.line(grid.left - _AIR - _MARK, y, grid.left - _AIR, y)
            self.line(right + _AIR, y, right + _AIR + _MARK, y)


def fitted(
    text: str, wide: float, high: float, *, largest: float, smallest: float, bold: bool = False
) -> tuple[float, list[str]]:
    """
    Return the largest height of letters at which a text fits in a box, and its lines.

    Parameters
    ----------
    text
        Words.
    wide, high
        Box, millimetres.
    largest, smallest
        Limits, in points; a word is only broken at the smallest.
    bold
        Weight.
    """
    for size in _sizes(largest, smallest):
        height = size * _POINT
        lines = wrapped(text, height, wide, bold=bold)
        unbroken = all(len(wrapped(word, height, wide, bold=bold)) <= 1 for word in text.split(" "))
        if unbroken and len(lines) <= _most_lines(high, height):
            return size, lines
    height = smallest * _POINT
    return smallest, wrapped(text, height, wide, most=_most_lines(high, height), bold=bold)


def fits(text: str, wide: float, high: float, size: float) -> bool:
    """Tell whether a text holds whole in a box, in letters of a size in points."""
    return len(wrapped(text, size * _POINT, wide)) <= _most_lines(high, size * _POINT)


def text_height(size: float, lines: int) -> float:
    """Return the millimetres that lines of letters of a size in points take."""
    return lines * size * _POINT * _LEADING


def _most_lines(high: float, height: float) -> int:
    return max(int(high / (height * _LEADING) + 1e-6), 1)


def _sizes(largest: float, smallest: float) -> Iterable[float]:
    """Return the sizes to try, the largest first, half a point apart."""
    steps = int((largest - smallest) * 2)
    return [largest - rank / 2 for rank in range(steps)] + [smallest]
