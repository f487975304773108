"""The rows of a document's pages as one text: lines joined to paragraphs, hyphens at line ends undone.

Page heads and feet that come round again are left out, the first page's head apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from referat.patterns import load
from referat.readers.content import Content, Words
from referat.readers.pdf_rows import Piece, Row, rows_of
from referat.readers.pdf_words import PageWords, Word
from referat.values import Box, Page

#: So many rows from the edge of a page may be its head or its foot.
_EDGE_ROWS = 3
#: Heads and feet stand within this share of the page's height from its edge.
_EDGE = 0.14
#: Heads and feet stand at the same height on each page, to within so many points.
_SAME_PLACE = 4.0
#: A row that stands this much lower (in heights of letters) begins a new paragraph.
_PARAGRAPH_GAP = 0.55
#: Letters of one paragraph differ in height no more than this, by the fonts that a program mixes.
_SIZES = 1.4
#: Letters this much higher than a page's usual ones are a heading's.
_LARGE = 1.3
#: Lines of one paragraph stand no further apart than this, times the least distance on the page.
_LOOSE = 1.2
#: A line that fills less of the page's width than this is no full line of a paragraph.
_NARROW = 0.3
#: How wide a space is, as a share of the letters' height.
_SPACE = 0.3
_DIGITS = re.compile(r"[0-9]+")
_SOFT_HYPHENS = ("\u00ad", "\u2010")


def text_of(pages: Sequence[PageWords], remarks: tuple[str, ...] = ()) -> Content:
    """The text of a document's pages, with the place of each word."""
    rows = [rows_of(page) for page in pages]
    dropped = _repeated(pages, rows)
    writer = _Writer()
    for number, (page, page_rows) in enumerate(zip(pages, rows, strict=True), 1):
        kept = [row for row in page_rows if id(row) not in dropped]
        writer.page(number, page, kept)
    return writer.content(remarks)


class _Writer:
    """Writes words, and remembers where each stands in the text and on the page."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._words = Words()
        self._pages: list[Page] = []
        self._before: _Line | None = None

    def page(self, number: int, page: PageWords, rows: list[Row]) -> None:
        right, leading = _right_edges(rows), _leading(rows)
        start = self._length
        for index, row in enumerate(rows):
            line = _Line(row, right.get(round(row.box[0] / 20), 0.0), leading, _NARROW * page.width, index == 0)
            lead = _between(self._before, line)
            if self._before is not None:
                self._gap(lead)
            if index == 0:
                start = self._length
            self._row(row, number)
            self._before = line
        self._pages.append(Page(number, start, self._length, page.width, page.height))

    def content(self, remarks: tuple[str, ...]) -> Content:
        if self._length:
            self._add("\n")
        return Content("".join(self._parts), tuple(self._pages), self._words, remarks)

    def _gap(self, lead: str | None) -> None:
        """What stands between two rows; None where a word goes on over the line's end."""
        if lead is None:
            self._parts[-1] = self._parts[-1][:-1]
            self._length -= 1
            self._words.shorten()
        else:
            self._add(lead)

    def _row(self, row: Row, number: int) -> None:
        for index, cell in enumerate(row.cells):
            if index:
                self._add("\t")
            self._cell(cell, number)

    def _cell(self, cell: Sequence[Piece], number: int) -> None:
        before: Word | None = None
        for piece in cell:
            for word in piece:
                if before is not None:
                    joins = before.text.endswith(_SOFT_HYPHENS) and word is piece[0]
                    self._gap(None if joins else " ")
                self._word(word, number)
                before = word

    def _word(self, word: Word, number: int) -> None:
        start = self._length
        self._add(word.text)
        self._words.add(start, self._length, Box(number, word.left, word.top, word.right, word.bottom))

    def _add(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)


@dataclass(frozen=True, slots=True)
class _Line:
    """A row with what is known of its page: the right edge of its column, the least distance of two lines, the width
    under which a line is none of a paragraph's, and whether it is the page's first.
    """

    row: Row
    right: float
    leading: float
    narrow: float
    first: bool

    @property
    def prose(self) -> bool:
        return len(self.row.cells) == 1


def _between(before: _Line | None, line: _Line) -> str | None:
    """What parts a row from the one before it: a space, a line end, a blank line, or nothing (None)."""
    if before is None:
        return ""
    above, below = before.row, line.row
    if before.prose and line.prose and _wraps(before, line):
        return _joint(above.last.text, below.first.text)
    if line.first:
        return "\n" if above.table and below.table else "\n\n"
    if above.table or below.table:
        return "\n" if above.table == below.table else "\n\n"
    gap = below.box[1] - above.box[3]
    return "\n\n" if gap > _PARAGRAPH_GAP * min(above.first.height, below.first.height) else "\n"


def _wraps(before: _Line, line: _Line) -> bool:
    """Whether a line goes on with the sentence before it: its first word had no room there."""
    above, below = before.row, line.row
    height = _height(above)
    if not 1 / _SIZES < _height(below) / height < _SIZES:
        return False
    if line.first:
        if not below.first.text[0].islower() and _ends_sentence(above):
            return False
    elif not 0 < _distance(above, below) <= _LOOSE * line.leading:
        return False
    if above.box[2] - above.box[0] < before.narrow:
        return False
    if below.box[0] < above.box[0] - 30 or below.box[0] > above.box[0] + 40:
        return False
    if _point().match(_text(below)) and not _is_sentence_end_missing(above, below):
        return False
    room = before.right - above.box[2]
    return below.first.right - below.first.left + _SPACE * height > room


def _height(row: Row) -> float:
    return row.box[3] - row.box[1]


def _distance(above: Row, below: Row) -> float:
    return (below.box[1] + below.box[3] - above.box[1] - above.box[3]) / 2


def _leading(rows: Sequence[Row]) -> float:
    """How far apart the lines of a paragraph stand on a page: the least of the distances, outliers left aside."""
    prose = ((above, below) for above, below in pairwise(rows) if not above.table and not below.table)
    distances = sorted(
        distance for above, below in prose if 0 < (distance := _distance(above, below)) < 2 * _height(above)
    )
    return distances[len(distances) // 10] if distances else 0.0


def _is_sentence_end_missing(above: Row, below: Row) -> bool:
    """Whether what looks like the number of a point is a date or the like in a sentence that goes on."""
    words = [word for cell in below.cells for piece in cell for word in piece]
    return not _ends_sentence(above) and len(words) > 1 and words[0].text[0].isdigit() and words[1].text[0].islower()


def _ends_sentence(row: Row) -> bool:
    return row.last.text[-1] in ".:;!?"


def _joint(last: str, first: str) -> str | None:
    """What joins the last word of a line to the first of the next; None where the hyphen goes.

    >>> _joint("kommunal\\u00ad", "bestyrelsen"), _joint("drifts-", "og"), _joint("kommunal-", "bestyrelsen")
    (None, ' ', None)
    >>> _joint("2019-", "8714"), _joint("den", "3.")
    ('', ' ')
    """
    if last.endswith(_SOFT_HYPHENS):
        return None
    if len(last) < 2 or last[-1] != "-" or not last[-2].isalnum():
        return " "
    if first.strip(".,;:") in load("pdf").facts["joining_words"]:
        return " "
    return None if last[-2].isalpha() and first[0].islower() else ""


def _right_edges(rows: Sequence[Row]) -> dict[int, float]:
    """How far to the right the prose of each column reaches, by its left edge in steps of 20 points.

    A heading in larger letters may reach over the columns below, so it counts only where nothing else does.
    """
    prose = [row for row in rows if len(row.cells) == 1]
    usual = sorted(map(_height, prose))[len(prose) // 2] if prose else 0.0
    edges: dict[int, float] = {}
    for large in (False, True):
        found: dict[int, float] = {}
        for row in prose:
            if (_height(row) > _LARGE * usual) is large:
                for key in range(round(row.box[0] / 20) - 1, round(row.box[0] / 20) + 2):
                    found[key] = max(found.get(key, 0.0), row.box[2])
        edges = found | edges
    return edges


def _text(row: Row) -> str:
    return " ".join(word.text for cell in row.cells for piece in cell for word in piece)


def _repeated(pages: Sequence[PageWords], rows: Sequence[list[Row]]) -> set[int]:
    """The heads and feet that come round again, by identity; the first head stays where it says something."""
    found: dict[tuple[str, bool], list[Row]] = {}
    for page, page_rows in zip(pages, rows, strict=True):
        for row, foot in _edge_rows(page, page_rows):
            found.setdefault((_DIGITS.sub("#", _text(row)), foot), []).append(row)
    enough = max(2, (len(pages) + 2) // 3)
    dropped: set[int] = set()
    for (shape, foot), alike in found.items():
        place = sorted(row.box[1] for row in alike)[len(alike) // 2]
        same = [row for row in alike if abs(row.box[1] - place) < _SAME_PLACE]
        number = bool(_page_number().fullmatch(_text(same[0])))
        if len(same) >= enough or (number and len(pages) > 1):
            says = not foot and any(character.isalpha() for character in shape) and not number
            dropped |= {id(row) for row in same[says:]}
    return dropped


def _edge_rows(page: PageWords, rows: Sequence[Row]) -> Iterator[tuple[Row, bool]]:
    """The rows near the upper and the lower edge of a page, and whether it is the lower one."""
    by_place = sorted(rows, key=lambda row: row.box[1])
    for row in by_place[:_EDGE_ROWS]:
        if row.box[1] < _EDGE * page.height:
            yield row, False
    for row in by_place[-_EDGE_ROWS:]:
        if row.box[3] > (1 - _EDGE) * page.height:
            yield row, True


@cache
def _page_number() -> re.Pattern[str]:
    return re.compile(load("pdf").facts["page_number"])


@cache
def _point() -> re.Pattern[str]:
    return re.compile(load("pdf").facts["point"])
