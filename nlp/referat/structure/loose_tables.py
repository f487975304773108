"""Tables whose rows or lines the extraction lost: each cell on a line of its own, or all of them in one run of text.

    Område              Mio. kr. Budget Forbrug Skole 1,2 1,3 Vej 0,2 - I alt 1,4 1,3
    Budget
    Skole
    1,2

What tells them is that they go on evenly: at least two rows that are made alike, of a name and of numbers one of
which is written as only counts and amounts are. Which words and numbers: `patterns/tables.toml`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import dropwhile, pairwise

from referat.patterns import load
from referat.structure.outline import LABEL, NOISE, TEXT, Row
from referat.values import Cell, Table

_Row = tuple[Cell, ...]

#: What a line may be: a name, a number, or neither; a page's head and number in between are left out.
_NAME, _NUMBER, _OTHER = "N", "0", "x"
#: Rows made alike: a number or none, names, numbers; a heading of a group may stand between two, a shorter sum behind.
#: Where no number begins the rows, none is left behind one.
_ALIKE = re.compile(
    r"(?P<row>(?P<numbered>(?<!0)0)?N{1,3}0{1,9}(?(numbered)|(?!0)))"
    r"(?:N?(?P=row)(?(numbered)|(?!0)))+(?P<sum>N0{1,8}(?!0))?"
)
_FIGURES = re.compile(r"[^ |]+")
#: No name in a table and no cell is longer; no head is, in a run of text.
_LONGEST, _HEAD = 80, 220
#: A shorter line holds no table that lost its lines.
_LONG_LINE = 60


def loose_tables(text: str, rows: Sequence[Row]) -> Iterator[Table]:
    r"""The tables whose cells are lines, and those that are parts of a long line.

    >>> from referat.structure.outline import outline
    >>> text = "Område\nMio. kr.\nSkole\n1,2\nVej\n0,4\n"
    >>> [table] = loose_tables(text, outline(text))
    >>> [[text[cell.start : cell.end] for cell in row] for row in table.rows]
    [['Område', 'Mio. kr.'], ['Skole', '1,2'], ['Vej', '0,4']]
    """
    if _regex("number_alone").search(text):
        yield from _of_lines(text, rows)
    for row in rows:
        if row.end - row.begin > _LONG_LINE and _regex("beside").search(text, row.begin, row.end):
            yield from _of_run(text, row.begin, row.end)
            yield from _of_pairs(text, row.begin, row.end)


def _of_lines(text: str, lines: Sequence[Row]) -> Iterator[Table]:
    cells, kinds = [], ""
    for row in lines:
        if kind := _kind(text, row):
            kinds += kind
            cells.append(_cell(text, row.begin, row.end))
    names = "".join(_NAME if _is_year(text, cell) else kind for kind, cell in zip(kinds, cells, strict=True))
    for found in _longest(kinds):
        rows = list(_alike(kinds, cells, found))
        head, width = 0 if _of_years(text, rows[0]) else _head(names, found), len(found["row"])
        table = [*_head_row(cells[found.start() - head : found.start()], width), *rows]
        above = found.start() - head - 1
        for part in _parts(text, table):
            if len(part) > 1 and _tells(text, part):
                yield _made(part, cells[above] if above >= 0 and part[0] is table[0] else None)


def _longest(kinds: str) -> Iterator[re.Match[str]]:
    """The stretches of rows made alike, from left to right; of those that begin in one row, the longest."""
    at = 0
    while found := _ALIKE.search(kinds, at):
        begins = range(found.start() + 1, found.end("row"))
        tries = (found, *filter(None, (_ALIKE.match(kinds, begin) for begin in begins)))
        found = max(tries, key=lambda match: match.end() - match.start())
        yield found
        at = found.end()


def _parts(text: str, table: Sequence[_Row]) -> Iterator[list[_Row]]:
    """The rows, parted where one of years heads those below it."""
    part: list[_Row] = []
    for row in table:
        if len(part) > 1 and _of_years(text, row):
            yield part
            part = []
        part.append(row)
    yield part


def _of_years(text: str, row: _Row) -> bool:
    return len(row) > 1 and all(_is_year(text, cell) for cell in row[1:])


def _is_year(text: str, cell: Cell) -> bool:
    return _regex("year").fullmatch(text, cell.start, cell.end) is not None


def _kind(text: str, row: Row) -> str:
    """Which kind of line a row is; none where it is a page's head or number in the middle of the table."""
    words = text[row.begin : row.end].rstrip()
    if row.kind in (TEXT, NOISE) and _regex("number").fullmatch(words):
        return _NUMBER
    if row.kind in (TEXT, LABEL) and "\t" not in words and "|" not in words:
        short = len(words) <= _LONGEST and (not words.endswith((".", ":")) or _regex("ends_short").search(words))
        return _NAME if short else _OTHER
    return "" if row.kind == NOISE else _OTHER


def _head(names: str, found: re.Match[str]) -> int:
    """How many names and years above the rows are those of columns: one for each, or for all but that of the names."""
    above, width = found.start() - len(names[: found.start()].rstrip(_NAME)), len(found["row"])
    return min(above, width) if above >= max(width - 1, 2) else 0


def _head_row(cells: Sequence[Cell], width: int) -> list[_Row]:
    if not cells:
        return []
    corner = (Cell(cells[0].start, cells[0].start),) if len(cells) < width else ()
    return [(*corner, *cells)]


def _alike(kinds: str, cells: Sequence[Cell], found: re.Match[str]) -> Iterator[_Row]:
    """The rows that are made alike, the headings of groups between them, and the sum."""
    at, width = found.start(), len(found["row"])
    while at < found.end():
        size = width if kinds.startswith(found["row"], at) else 1
        if at == found.start("sum"):
            yield _sum(cells[at : found.end()], len(found["row"].rstrip(_NUMBER)))
            return
        yield tuple(cells[at : at + size])
        at += size


def _sum(cells: Sequence[Cell], names: int) -> _Row:
    """The sum, whose numbers begin in the first column of numbers, behind so many of names."""
    name, *numbers = cells
    return (name, *[Cell(name.end, name.end)] * (names - 1), *numbers)


def _tells(text: str, rows: Sequence[_Row]) -> bool:
    """Whether a number in the rows is written as those of lists and contents are not."""
    return any(
        _regex("telling").search(text[cell.start : cell.end])
        and _regex("number").fullmatch(text[cell.start : cell.end])
        for row in rows
        for cell in row
    )


def _of_run(text: str, start: int, end: int) -> Iterator[Table]:
    """The tables in a long line: cells side by side again and again, short names between them."""
    found = list(_regex("cells").finditer(text, start, end))
    at = 0
    while at + 1 < len(found):
        last = at
        while last + 1 < len(found) and _regex("name").fullmatch(text, found[last].end(), found[last + 1].start()):
            last += 1
        if last > at:
            yield from _run_tables(text, start, found[at : last + 1])
        at = last + 1


def _of_pairs(text: str, start: int, end: int) -> Iterator[Table]:
    """The tables of names with one number each, below a unit."""
    for found in _regex("pairs").finditer(text, start, end):
        pairs = list(_regex("pair").finditer(text, *found.span()))
        rows = [(Cell(*pair.span("name")), Cell(*pair.span("cell"))) for pair in pairs]
        begin, first = _head_start(text, start, found.start()), rows[0][1]
        head = _cell(text, begin, first.start)
        counts = any(_is_year(text, cell) for _, cell in rows)
        if not counts and _tells(text, rows) and len(_regex("unit").findall(text, head.start, head.end)) == 1:
            yield _made([(Cell(first.start, first.start), first), *rows[1:]], head)


def _run_tables(text: str, floor: int, runs: Sequence[re.Match[str]]) -> Iterator[Table]:
    cells = [[Cell(*cell.span()) for cell in _FIGURES.finditer(text, *run.span())] for run in runs]
    width = Counter(map(len, cells)).most_common(1)[0][0] - _numbered(text, cells)
    rows: list[_Row] = []
    begin = end = _head_start(text, floor, cells[0][0].start)
    for run in dropwhile(lambda run: len(run) < width, cells):
        if len(run) < width:
            break
        kept = _in_place(text, run, width, last=run is cells[-1])
        rows.append((_cell(text, end, kept[0].start), *kept))
        end = kept[-1].end
    for part in _parts(text, rows):
        if len(part) > 1 and (_tells(text, part) or _of_years(text, (cells[0][0], *cells[0]))):
            table = _headed(text, begin, part) if part[0] is rows[0] else _made(part, None)
            yield from filter(None, [table])


def _numbered(text: str, cells: Sequence[Sequence[Cell]]) -> bool:
    """Whether the last number of each row but one is that of the row behind it: 2, 3, 4."""
    last = [text[run[-1].start : run[-1].end] for run in cells[:-1]]
    if len(last) < 2 or not all(number.isdigit() and len(number) < 3 for number in last):
        return False
    return all(int(one) < int(other) for one, other in pairwise(last))


def _in_place(text: str, run: Sequence[Cell], width: int, *, last: bool) -> Sequence[Cell]:
    """The cells of a row, without a number that ends its name or stands behind it: that of a page, of the next row."""
    first, behind = run[:width], run[-width:]
    if not last and not _regex("telling").search(text[run[-1].start : run[-1].end]):
        return first if _marks(text, first) > _marks(text, behind) else behind
    return behind if _marks(text, behind) > _marks(text, first) else first


def _marks(text: str, cells: Sequence[Cell]) -> int:
    return sum(_regex("telling").search(text[cell.start : cell.end]) is not None for cell in cells)


def _headed(text: str, begin: int, rows: Sequence[_Row]) -> Table | None:
    """The table with the names of its columns; where they cannot be parted, it needs one unit for all of them."""
    first, *rest = rows
    width, end = len(first), first[1].start
    middle = max((match.end() for match in _regex("colon").finditer(text, begin, end)), default=begin)
    names = [_cell(text, left, right) for left, right in pairwise(_columns(text, middle, end))]
    units = _regex("unit")
    if len(names) in (width, width + 1) and all(len(units.findall(text, name.start, name.end)) < 2 for name in names):
        head = _head_row(names[:-1], width)
        return _made([*head, (names[-1], *first[1:]), *rest], _cell(text, begin, names[0].start))
    if _regex("mixed").search(text, middle, end) or len(units.findall(text, middle, end)) > 1:
        return None
    return _made([(Cell(end, end), *first[1:]), *rest], _cell(text, begin, end))


def _head_start(text: str, floor: int, end: int) -> int:
    """Where the head of a table in running text begins at the earliest."""
    start = max(floor, end - _HEAD)
    return max((match.end() for match in _regex("sentence").finditer(text, start, end + 1)), default=start)


def _columns(text: str, start: int, end: int) -> list[int]:
    return [*(match.start() for match in _regex("column").finditer(text, start, end)), end]


def _cell(text: str, start: int, end: int) -> Cell:
    words = text[start:end]
    left = start + len(words) - len(words.lstrip(" |"))
    return Cell(left, max(start + len(words.rstrip(" |")), left))


def _made(rows: Sequence[_Row], caption: Cell | None) -> Table:
    return Table(rows[0][0].start, max(cell.end for cell in rows[-1]), tuple(rows), caption)


@cache
def _regex(name: str) -> re.Pattern[str]:
    return load("tables").compile(load("tables").facts[name])
