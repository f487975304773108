"""Amounts in tables that extraction took apart: the cells of a row on one line parted by single
spaces, or each cell on a line of its own; and in lists of one amount a line.

Only what can hardly be anything else is read: a unit in the lines above, at least two rows, the same
number of cells in each of them, and no column that counts other things.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from referat.frozen import frozen
from referat.labels.money_units import Unit, details, read_head
from referat.numbers import is_year, to_decimal
from referat.patterns import load
from referat.values import Mention, Minutes

Span = tuple[int, int]
#: The end of a line whose last cell is a number. (A regex that begins with one letter runs many times as fast.)
_LAST_CELL = re.compile(r"\n(?:{})".format("|".join(rf"(?<=[0-9][ \u00a0\r]{{{n}}}\n)" for n in range(4))))
_LONGEST_LINE = 110
_LARGEST_BLOCK = 20_000
_CAPTION = 300  # characters of the line above a block that are read
#: A shorter number in a column may count something.
_LONG_FIGURE = 3


def find_lines(minutes: Minutes) -> Iterator[Mention]:
    r"""The amounts of tables in single lines or single cells.

    >>> from referat.values import bare
    >>> text = "Tabel 1 (mio. kr.)\n2030 2031\nSkole 1,5 -2\nPleje 3 4\n"
    >>> [mention.value for mention in find_lines(bare(text))]
    ['1500000', '-2000000', '3000000', '4000000']
    """
    text, cursor = minutes.text, 0
    for candidate in _LAST_CELL.finditer(text + "\n"):
        at = candidate.start() - 1
        if at >= cursor:
            start, cursor = _extent(text, at, cursor)
            if _regex("{unit_word}").search(text, max(start - _CAPTION, 0), cursor):
                for block in _blocks(text, start, cursor):
                    yield from block.amounts(text)


def _extent(text: str, at: int, floor: int) -> tuple[int, int]:
    """The lines around an offset up to blank ones; where each cell stands between blank lines, up to a long line."""
    reach = min(at + _LARGEST_BLOCK, len(text))
    blank = text.rfind("\n\n", floor, at)
    start = blank + 2 if blank >= 0 else floor
    end = text.find("\n\n", at, reach)
    if end < 0:
        end = reach if reach == len(text) else max(text.rfind("\n", at, reach), at + 1)
    if "\n" in text[start:end]:
        return start, end
    while (above := text.rfind("\n\n", max(start - _LONGEST_LINE, floor), start - 2)) >= 0:
        start = above + 2
    while 0 <= (below := text.find("\n\n", end + 2, end + _LONGEST_LINE)) < reach:
        end = below
    return start, end


@frozen
class _Row:
    """A row: its head, and the spans of its cells. One that is `listed` is a line of text that ends in a number."""

    head: str
    cells: tuple[Span, ...]
    listed: bool = False


@dataclass(slots=True)
class _Block:
    """The lines of one table: what stands above its first row, and its rows."""

    head: list[str]
    rows: list[_Row] = field(default_factory=list)

    def amounts(self, text: str) -> Iterator[Mention]:
        rows = [row for row in self.rows if not row.listed] or self._list(text)
        if len(rows) == 1:
            yield from self._column(text, rows[0])
        if len(rows) < 2 or len({len(row.cells) for row in rows}) > 1:
            return
        head = read_head("\n".join(self.head))
        columns = "\n".join(line for line in self.head if len(line) <= _LONGEST_LINE)
        if head.unit is None or read_head(columns).other or _regex("{counted_compound}").search(columns):
            return
        for row in rows:
            if read_head(row.head).other:
                continue
            for span in row.cells:
                yield from _amount(text, span, head.unit, "header", row=row.head)

    def _column(self, text: str, row: _Row) -> Iterator[Mention]:
        """A column by itself: below a head with a unit (`Bevilling i kr.`) nothing but amounts, each on its line."""
        head = read_head(row.head)
        figures = [span for span in row.cells if not is_year(text[slice(*span)])]
        long = all(len(text[slice(*span)].lstrip("-+")) >= _LONG_FIGURE for span in figures)
        if head.unit is None or head.other or read_head("\n".join(self.head)).other or len(figures) < 2 or not long:
            return
        for span in figures:
            yield from _amount(text, span, head.unit, "column")

    def _list(self, text: str) -> list[_Row]:
        """The lines of a list in which a number is marked off, or can be little but an amount; and beside such the
        numbers that are long enough to be one."""
        figures = [text[slice(*row.cells[0])] for row in self.rows]
        sure = any(map(_is_amount, self.rows, figures))
        return [row for row, number in zip(self.rows, figures, strict=True) if sure and _may_be_amount(row, number)]


def _amount(text: str, span: Span, unit: Unit, place: str, **more: str) -> Iterator[Mention]:
    """The amount in a cell, if it is one, in a unit that stands at a place."""
    number = to_decimal(text[slice(*span)])
    if number is not None:
        yield Mention(*span, "MONEY", unit.value(number), "money:cell-line", details(unit, (number,), place, **more))


def _is_amount(row: _Row, figures: str) -> bool:
    return _regex("{amount_figures}").search(figures) is not None or _regex("{list_mark}").search(row.head) is not None


def _may_be_amount(row: _Row, figures: str) -> bool:
    return _is_amount(row, figures) or len(figures.lstrip("-+")) >= 3


def _blocks(text: str, start: int, end: int) -> Iterator[_Block]:
    """Lines as tables: a long line ends one, and may introduce the next."""
    block = _Block([_line_before(text, start)])
    label, single, own = "", list[Span](), list[Span]()
    for line_start, line in _lines(text, start, end):
        if not line.strip():
            continue
        spans = _cells(line, line_start)
        if len(spans) == 1 and spans[0][1] - spans[0][0] == len(line.strip()):
            single += spans
            continue
        _add(text, block, label, single, own)
        label, single, own = line.strip(), [], spans
        if len(line) > _LONGEST_LINE:
            yield block
            block = _Block([])
        elif len(spans) > 1:
            _add(text, block, line[: spans[0][0] - line_start].strip(), spans)
            label, own = "", []
    _add(text, block, label, single, own)
    yield block


def _add(text: str, block: _Block, label: str, cells: list[Span], own: Sequence[Span] = ()) -> None:
    """A row with its cells; what has no cells, or only years, belongs to the head while there are no rows.

    `own` is the number that ends the label. Below a unit it makes the label a row of a list.
    """
    if label and cells and not all(is_year(text[slice(*cell)]) for cell in cells):
        block.rows.append(_Row(label, tuple(cells)))
    elif own and not is_year(text[slice(*own[0])]) and read_head("\n".join(block.head)).unit:
        block.rows.append(_Row(label[: own[0][0] - own[0][1]].strip(), tuple(own), listed=True))
    elif not block.rows:
        block.head.append(label)


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    for line in text[start:end].split("\n"):
        yield start, line
        start += len(line) + 1


def _cells(line: str, offset: int) -> list[Span]:
    """The numbers that end a line, parted by single spaces."""
    if len(line) > _LONGEST_LINE or "\t" in line or "|" in line:
        return []
    cells: list[Span] = []
    end = len(line.rstrip())
    while end > 0:
        start = line.rfind(" ", 0, end) + 1
        if not _regex("{line_cell}").fullmatch(line, start, end):
            break
        cells.append((offset + start, offset + end))
        end = start - 1
    return cells[::-1]


def _line_before(text: str, start: int) -> str:
    """The caption over one blank line."""
    end = max(start - 2, 0)
    return text[max(end - _CAPTION, 0) : end].rpartition("\n")[2]


@cache
def _regex(regex: str) -> re.Pattern[str]:
    return load("money").compile(regex)
