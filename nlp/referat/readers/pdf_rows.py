"""The words of a page put into rows: a row of one cell is a line of prose, one of several a row of a table.

Two signs show a table: ruled lines between the words, and where there are none, columns whose edges at least
two rows share. A gap alone shows nothing, since justified text has wide ones.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from referat.readers.content import CELL_LIMIT
from referat.readers.pdf_words import PageWords, Rule, Word

#: Two edges this near (in points) are the same edge.
_NEAR = 3.0
#: A gap this wide, as a share of the letters' height, may part two cells.
_GAP = 0.9
#: So many lines above the last one may a cell of the same row of an unruled table begin.
_LOOK_BACK = 4
#: A table of fewer ruled rows than this is ruled round its head and its body, not between its rows.
_FEW_ROWS = 3
#: Ruled tables are numbered from this on, each group of them that touch from a multiple of it.
_NUMBERS = 10_000
#: A page with more lines than this holds a drawing or a map.
_DRAWING = 4000

Piece = list[Word]


@dataclass
class Row:
    """Cells from left to right, each a list of the lines in it. `table` numbers the page's tables; 0 is prose."""

    cells: list[list[Piece]]
    table: int = 0
    box: tuple[float, float, float, float] = field(init=False)

    def __post_init__(self) -> None:
        self.measure()

    def measure(self) -> None:
        """Takes the row's box anew from its words."""
        words = [word for cell in self.cells for piece in cell for word in piece]
        self.box = (
            min(word.left for word in words),
            min(word.top for word in words),
            max(word.right for word in words),
            max(word.bottom for word in words),
        )

    @property
    def first(self) -> Word:
        return next(cell for cell in self.cells if cell)[0][0]

    @property
    def last(self) -> Word:
        return next(cell for cell in reversed(self.cells) if cell)[-1][-1]


def rows_of(page: PageWords) -> list[Row]:
    """All rows of a page in the order in which they are read."""
    grids = _grids(page.rules)
    pieces = list(_pieces(page.words, sorted(rule for rule in page.rules if _is_down(rule))))
    rows: list[Row] = []
    done: set[int] = set()
    for piece in pieces:
        number = next((n for n, grid in enumerate(grids) if grid.holds(piece[0])), None)
        if number is None:
            _place(rows, piece)
        elif number not in done:
            done.add(number)
            inside = [p for p in pieces if grids[number].holds(p[0])]
            rows += _grid_rows(grids[number], inside, _NUMBERS * (number + 1))
    _mark_tables(rows)
    return rows


def _is_down(rule: Rule) -> bool:
    return rule.right - rule.left < rule.bottom - rule.top


def _pieces(words: Iterable[Word], down: Sequence[Rule]) -> Iterator[Piece]:
    """Runs of words on one line with no wide gap and no ruled line between them."""
    piece: Piece = []
    for word in words:
        if piece and not _goes_on(piece[-1], word, down):
            yield piece
            piece = []
        piece.append(word)
    if piece:
        yield piece


def _goes_on(word: Word, after: Word, down: Sequence[Rule]) -> bool:
    gap = after.left - word.right
    if not _level(word, after) or not -_NEAR < gap < _GAP * min(word.height, after.height):
        return False
    between = down[bisect_left(down, (word.right - 1,)) : bisect_right(down, (after.left + 1,))]
    return not any(rule.top <= word.middle <= rule.bottom for rule in between)


def _level(word: Word, other: Word) -> bool:
    return abs(word.middle - other.middle) < 0.4 * min(word.height, other.height)


def _place(rows: list[Row], piece: Piece) -> None:
    """Puts a piece into the row it stands in, or begins a new one with it."""
    word = piece[0]
    row = rows[-1] if rows and not rows[-1].table else None
    if row is not None and len(row.cells) > 1 and _continues(row.cells[-1], word):
        row.cells[-1].append(piece)
        row.measure()
        return
    for back in range(1, min(_LOOK_BACK, len(rows)) + 1):
        above = rows[-back]
        if above.table or (back > 1 and len(above.cells) > 1):
            break
        if above.cells[-1][0][-1].right < word.left and _level(above.cells[-1][0][-1], word):
            _merge(rows, back)
            rows[-1].cells.append([piece])
            rows[-1].measure()
            return
    rows.append(Row([[piece]]))


def _continues(cell: list[Piece], word: Word) -> bool:
    """Whether a word begins the next line of a cell."""
    last = cell[-1][0]
    below = 0 < word.middle - last.middle < 1.6 * last.height
    return below and abs(word.left - cell[0][0].left) < _NEAR


def _merge(rows: list[Row], count: int) -> None:
    """Makes one cell of the last rows, the lines of which stand under one another."""
    if count > 1:
        joined = rows[-count:]
        del rows[-count:]
        rows.append(Row([[piece for row in joined for piece in row.cells[0]]]))


def _mark_tables(rows: list[Row]) -> None:
    """Rows with gaps are rows of a table where a neighbour with gaps shares an edge; else they are prose."""
    gapped = [row for row in rows if len(row.cells) > 1 and not row.table]
    for number, (above, below) in enumerate(pairwise(gapped), 1):
        if 0 < below.box[1] - above.box[1] < 8 * above.first.height and _share_edge(above, below):
            above.table = below.table = above.table or number
    for row in gapped:
        if not row.table and all(len(cell) == 1 for cell in row.cells):
            row.cells = [[[word for cell in row.cells for piece in cell for word in piece]]]


def _share_edge(above: Row, below: Row) -> bool:
    def edges(row: Row, side: int) -> list[float]:
        return [(cell[0][0].left, max(piece[-1].right for piece in cell))[side] for cell in row.cells[1:]]

    return any(
        abs(edge - other) < _NEAR for side in (0, 1) for edge in edges(above, side) for other in edges(below, side)
    )


@dataclass(frozen=True, slots=True)
class _Grid:
    """Ruled tables that touch one another: the places of the lines across, and the lines down."""

    across: tuple[float, ...]
    down: tuple[Rule, ...]
    left: float
    right: float

    def holds(self, word: Word) -> bool:
        return self.across[0] < word.middle < self.across[-1] and self.left - 1 < word.left < self.right

    def bands(self) -> Iterator[tuple[set[int], frozenset[float]]]:
        """The bands between two lines across, those of one table together, with the places of its lines down."""
        table: set[int] = set()
        known: frozenset[float] = frozenset()
        for number, (top, bottom) in enumerate(pairwise(self.across), 1):
            middle = (top + bottom) / 2
            lines = frozenset(_distinct([rule.left for rule in self.down if rule.top <= middle <= rule.bottom]))
            if table and not (_within(lines, known) or _within(known, lines)):
                yield table, known
                table, known = set(), frozenset()
            table.add(number)
            known = max(known, lines, key=len)
        yield table, known


def _within(places: frozenset[float], others: frozenset[float]) -> bool:
    return all(any(abs(place - other) <= _NEAR for other in others) for place in places)


def _grids(rules: Sequence[Rule]) -> list[_Grid]:
    """The ruled tables of a page: lines that hang together, with at least two columns and two lines across."""
    grids: list[_Grid] = []
    if len(rules) > _DRAWING:
        return grids
    for group in _touching(rules):
        across = _distinct([(rule.top + rule.bottom) / 2 for rule in group if not _is_down(rule)])
        down = tuple(rule for rule in group if _is_down(rule))
        places = _distinct([rule.left for rule in down])
        if len(across) > 1 and len(places) > 2:
            grids.append(_Grid(tuple(across), down, places[0], places[-1]))
    return grids


def _distinct(places: list[float]) -> list[float]:
    kept: list[float] = []
    for place in sorted(places):
        if not kept or place - kept[-1] > _NEAR:
            kept.append(place)
    return kept


def _touching(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Groups of rules that touch one another, by a sweep down the page."""
    groups: list[list[Rule]] = []
    reach: list[tuple[float, float, float, float]] = []
    for rule in sorted(rules, key=lambda rule: rule.top):
        touched = [n for n, box in enumerate(reach) if _touches(box, rule)]
        members = [rule]
        for n in reversed(touched):
            members = groups.pop(n) + members
            reach.pop(n)
        groups.append(members)
        reach.append((
            min(member.left for member in members), min(member.top for member in members),
            max(member.right for member in members), max(member.bottom for member in members),
        ))  # fmt: skip
    return groups


def _touches(box: tuple[float, float, float, float], rule: Rule) -> bool:
    left, top, right, bottom = box
    return (
        rule.left <= right + _NEAR
        and left <= rule.right + _NEAR
        and rule.top <= bottom + _NEAR
        and top <= rule.bottom + _NEAR
    )


def _grid_rows(grid: _Grid, pieces: list[Piece], number: int) -> Iterator[Row]:
    """The rows of ruled tables, numbered from `number` on."""
    bands: dict[int, list[Piece]] = {}
    for piece in pieces:
        bands.setdefault(bisect_right(grid.across, piece[0].middle), []).append(piece)
    for count, (members, lines) in enumerate(grid.bands()):
        yield from _table_rows(
            [bands[band] for band in sorted(members) if band in bands], sorted(lines), number + count
        )


def _table_rows(bands: list[list[Piece]], lines: list[float], number: int) -> Iterator[Row]:
    """The rows of one ruled table. Where a cell holds whole paragraphs, its lines are rows of their own."""
    rows = [_columns(band, lines) for band in bands]
    if any(sum(len(word.text) for piece in cell for word in piece) > CELL_LIMIT for row in rows for cell in row):
        yield from (Row([[piece]]) for row in rows for cell in row for piece in cell)
        return
    used = [column for column in range(len(lines) + 1) if any(row[column] for row in rows)]
    for row in rows:
        cells = [row[column] for column in used]
        levels = _levels(cells) if len(rows) < _FEW_ROWS else []
        yield from (Row(level, number) for level in levels or [cells])


def _columns(band: list[Piece], lines: list[float]) -> list[list[Piece]]:
    cells: list[list[Piece]] = [[] for _ in range(len(lines) + 1)]
    for piece in band:
        cells[bisect_right(lines, piece[0].left + 1)].append(piece)
    return cells


def _levels(row: list[list[Piece]]) -> list[list[list[Piece]]]:
    """The lines of print of rows that no line across parts; none where the cells do not stand in line."""
    levels = sorted({round(piece[0].middle, 1) for cell in row for piece in cell})
    if any(below - above < _NEAR for above, below in pairwise(levels)):
        return []
    return [[[piece for piece in cell if round(piece[0].middle, 1) == level] for cell in row] for level in levels]
