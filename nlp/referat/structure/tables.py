"""Finds tables in extracted text: rows parted by tabs, runs of spaces, bars, strokes with spaces, or semicolons.

What holds for a table: at least two rows on consecutive lines, parted in the same way. A short line
of one cell between two rows (a group heading, a wrapped label) stays in the table as a row of one cell, and
a blank line between two is none where the lower one has as many cells and numbers in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from referat.patterns import load
from referat.values import Cell, Table

Row = tuple[Cell, ...]

_NEEDLES = ("\t", "|", "  ", "\u00a0\u00a0", " \u00a0", "\u00a0 ", " / ", "; ")
_PARTED = {
    "bars": re.compile(r"(?<!\\)\|"),
    "tabs": re.compile(r"\t"),
    "strokes": re.compile(r" / "),
    "semicolons": re.compile(r"; "),
    "spaces": re.compile(r"[ \u00a0]{2,}+"),
}
#: What may stand at both ends of a line, too.
_EDGES = {"bars": "|", "strokes": "/ "}
#: What parts words as well: rows are told by their numbers.
_LOOSE = ("strokes", "semicolons")
#: A cell that holds a number, a share or a dash.
_FIGURES = re.compile(r"[-\u2013+]?(?:[0-9]{1,3}(?: [0-9]{3})+,[0-9]+|[0-9][0-9.,]*)(?: ?%)?|[-\u2013]")
#: A number, and a sentence or heading behind it.
_RUN_ON = re.compile(rf"(?:{_FIGURES.pattern})(?= [A-ZÆØÅ][a-zæøå]{{2,}})")
_MARK = re.compile(r"[.,]")
#: Words that may be one number.
_ONE_NUMBER = re.compile(r"[-\u2013+]?[0-9]{1,3}(?: [0-9]{3})+(?:,[0-9]+)?")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
#: The last of two cells parted by one bar, which is no more than that in a line of words.
_LAST_FIGURES = re.compile(rf"\|[ \t]*(?:{_FIGURES.pattern})[ \t]*\Z")
_RULE = re.compile(r"[\s|:=+\-\u2013\u2014]+\Z")  # a line that only draws: | --- | :-: |, +----+
_LEADER = re.compile(r"\.{4}|(?:\. ){4}|\u2026\u2026")  # a line of a table of contents
_BULLET = re.compile(r"(?:[-\u2013\u2022\u00b7*o\uf0b7]|\(?(?:[0-9]{1,2}|[a-z])[.)])\Z")
#: The last sentence of a line that introduces what stands below it.
_INTRODUCTION = re.compile(r"(?:^|(?<=[^\W\d_]{3}[.!?] ))[A-ZÆØÅ](?:[^.!?]|[.!?](?! [A-ZÆØÅ]))*:\Z")
_CAPTION_LIMIT = 250
_GROUP_HEADING_LIMIT = 80


def find_tables(text: str) -> tuple[Table, ...]:
    r"""All tables of a text, in their order.

    >>> table = find_tables("Tabel 1: Drift\n\nt.kr.\t2022\t2023\nLøn\t1.200\t-300\n")[0]
    >>> [cell.end - cell.start for cell in table.rows[1]], table.caption
    ([3, 5, 4], Cell(start=0, end=14))
    """
    lines = _parted_lines(text)
    tables = []
    previous_end = 0
    for starts, kind in _blocks(text, lines):
        rows = _without_text_behind(text, _rows(text, starts, kind))
        if len(rows) < 2 or not any(_filled(row) > 1 for row in rows):
            continue
        start, end = rows[0][0].start, max(cell.end for cell in rows[-1])
        caption = _caption(text, starts[0], previous_end)
        tables.append(Table(start, end, rows, None if kind in _LOOSE and _is_sentence(text, caption) else caption))
        previous_end = end
    return tuple(tables)


def _parted_lines(text: str) -> dict[int, str]:
    """The lines that look like rows: where each starts, and how it is parted."""
    lines: dict[int, str] = {}
    for needle in _NEEDLES:
        at = text.find(needle)
        while at >= 0:
            start, end = text.rfind("\n", 0, at) + 1, _line_end(text, at)
            if start not in lines and (kind := _kind(text[start:end])):
                lines[start] = kind
            at = text.find(needle, end)
    return dict(sorted(lines.items()))


def _kind(line: str) -> str | None:
    if _LEADER.search(line):
        return None
    if line.count("|") > 1 or _LAST_FIGURES.search(line):
        return "bars"
    if "\t" in line:
        cells = [cell.strip() for cell in line.split("\t")]
        bullet = len(cells) == 2 and _BULLET.match(cells[0])
        return "tabs" if any(cells) and not bullet else None
    for kind in _LOOSE:
        if len(_PARTED[kind].findall(line)) > 1:
            return kind
    cells = _PARTED["spaces"].split(line.strip())
    return "spaces" if len(cells) > 1 and not _BULLET.match(cells[0]) else None


def _blocks(text: str, lines: dict[int, str]) -> Iterator[tuple[list[int], str]]:
    """The starts of the lines of each run of rows, group headings between them included."""
    block: list[int] = []
    for start, kind in lines.items():
        if block and lines[block[0]] == kind and (between := _joins(text, block[-1], start, kind)) is not None:
            block += [*between, start]
            continue
        if block:
            yield block, lines[block[0]]
        block = [start]
    if block:
        yield block, lines[block[0]]


def _joins(text: str, last: int, start: int, kind: str) -> list[int] | None:
    """The starts of the lines between two rows of one table; None where the rows are of two tables."""
    after = _line_end(text, last) + 1
    if after >= start:
        return []
    end = _line_end(text, after)
    if end + 1 == start and not text[after:end].strip():
        return [] if kind != "spaces" and _goes_on(text, last, start, kind) else None
    short = 0 < len(text[after:end].strip()) <= _GROUP_HEADING_LIMIT
    return [after] if end + 1 == start and short and text[after] != "#" else None


def _goes_on(text: str, last: int, start: int, kind: str) -> bool:
    """Whether a row below a blank line is one more of the table above: as many cells, numbers but no years alone."""
    above, below = (_cells(text, at, _line_end(text, at), kind) for at in (last, start))
    figures = [text[cell.start : cell.end] for cell in below[1:] if cell.end > cell.start]
    return len(above) == len(below) and _are_figures(figures) and not all(map(_YEAR.fullmatch, figures))


def _are_figures(cells: Sequence[str]) -> bool:
    return bool(cells) and all(map(_FIGURES.fullmatch, cells))


def _rows(text: str, starts: Sequence[int], kind: str) -> tuple[Row, ...]:
    spans = [(start, _line_end(text, start)) for start in starts]
    rows = [_cells(text, start, end, kind) for start, end in spans if not _RULE.match(text, start, end)]
    rows = [row for row in rows if row]
    if kind in _LOOSE and not (_is_even(text, rows) or _ends_in_figures(text, rows)):
        return ()
    if kind == "spaces":
        rows = _with_figures_apart(text, rows)
        aligned = _aligned(rows, {row[0].start: text.rfind("\n", 0, row[0].start) + 1 for row in rows})
        return aligned or (tuple(_header_in_place(rows)) if _is_even(text, rows) else ())
    return tuple(_header_in_place(rows))


def _cells(text: str, start: int, end: int, kind: str) -> Row:
    line = text[start:end]
    if kind != "tabs":
        start += len(line) - len(line.lstrip())
        line = line.strip()
    if (edge := _EDGES.get(kind)) is not None:
        start += len(edge) * line.startswith(edge)
        line = line.removeprefix(edge).removesuffix(edge.strip())
    borders = [(0, 0), *(part.span() for part in _PARTED[kind].finditer(line)), (len(line), len(line))]
    return tuple(_stripped(line, start, left[1], right[0]) for left, right in pairwise(borders))


def _stripped(line: str, offset: int, left: int, right: int) -> Cell:
    cell = line[left:right]
    start = offset + left + len(cell) - len(cell.lstrip())
    return Cell(start, start + len(cell.strip())) if cell.strip() else Cell(offset + left, offset + left)


def _with_figures_apart(text: str, rows: list[Row]) -> list[Row]:
    """The rows, their last cells taken apart at single spaces where as many numbers stand in all of them but the first.

    `Løn   2.105 2.168`: the names have room, the numbers have not. Numbers may have spaces in them, others have marks.
    """
    last = [text[row[-1].start : row[-1].end].split(" ") for row in rows]
    numbers = [word for words in last[1:] for word in words]
    even = len({len(words) for words in last}) == 1 and len(last[0]) > 1
    if even and not all(map(_YEAR.fullmatch, last[0])):
        even = not all(_ONE_NUMBER.fullmatch(" ".join(words)) for words in last[1:])
    if not even or not _are_figures(numbers) or not any(_MARK.search(word) for word in numbers):
        return rows
    return [(*row[:-1], *_words(text, row[-1])) for row in rows]


def _words(text: str, cell: Cell) -> Iterator[Cell]:
    start = cell.start
    for word in text[cell.start : cell.end].split(" "):
        yield Cell(start, start + len(word))
        start += len(word) + 1


def _without_text_behind(text: str, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The rows, the last without the text that lost its line: a number ends it, as it ends the row above."""
    if len(rows) < 3 or len(rows[-1]) != len(rows[-2]) or not _are_figures(_texts(text, rows[-2][-1:])):
        return rows
    end = rows[-1][-1]
    found = _RUN_ON.match(text, end.start, end.end)
    return rows if found is None else (*rows[:-1], (*rows[-1][:-1], Cell(end.start, found.end())))


def _texts(text: str, cells: Sequence[Cell]) -> list[str]:
    return [text[cell.start : cell.end] for cell in cells]


def _is_even(text: str, rows: Sequence[Row]) -> bool:
    """Whether rows are those of a table, whatever parts them: as many cells in each, with numbers in them."""
    widths = {len(row) for row in rows[1:]}
    figures = [[text[cell.start : cell.end] for cell in row[1:]] for row in rows[1:]]
    return len(widths) == 1 and len(figures) > 1 and all(map(_are_figures, figures))


def _ends_in_figures(text: str, rows: Sequence[Row]) -> bool:
    """Whether rows with columns of words are those of a table: all as wide as the head, a number at each end."""
    return (
        len(rows) > 2
        and len({len(row) for row in rows}) == 1
        and all(_are_figures(_texts(text, row[-1:])) for row in rows[1:])
        and not _are_figures(_texts(text, rows[0][-1:]))
    )


def _header_in_place(rows: list[Row]) -> list[Row]:
    """A header row that lacks the empty cell over the row heads gets it."""
    widths = {len(row) for row in rows[1:] if len(row) > 1}
    if rows and len(rows[0]) > 1 and widths == {len(rows[0]) + 1}:
        start = rows[0][0].start
        return [(Cell(start, start), *rows[0]), *rows[1:]]
    return rows


def _aligned(rows: list[Row], line_starts: dict[int, int]) -> tuple[Row, ...]:
    """Rows parted by spaces, each cell in the column it stands under; none where no column is shared."""
    places = [[(c.start - line_starts[r[0].start], c.end - line_starts[r[0].start]) for c in r] for r in rows]
    if not any(_share_column(above, below) for above, below in pairwise(places)):
        return ()
    width = max(map(len, places))
    full = [place for place in places if len(place) == width]
    ends = [max(place[column][1] for place in full) for column in range(width)]
    return tuple(_placed(row, place, ends) for row, place in zip(rows, places, strict=True))


def _share_column(above: list[tuple[int, int]], below: list[tuple[int, int]]) -> bool:
    starts, ends = {start for start, _ in above[1:]}, {end for _, end in above[1:]}
    return any(start in starts or end in ends for start, end in below[1:])


def _placed(row: Row, places: list[tuple[int, int]], ends: list[int]) -> Row:
    cells: list[Cell] = []
    for left, (cell, (start, _)) in enumerate(zip(row, places, strict=True)):
        last = len(ends) - (len(row) - left)
        while len(cells) < last and start >= ends[len(cells)]:
            cells.append(Cell(cell.start, cell.start))
        cells.append(cell)
    return tuple(cells)


def _caption(text: str, start: int, floor: int) -> Cell | None:
    """The line before the table, over one blank line at most; of a long one that a colon ends its last sentence."""
    for _ in range(2):
        if start <= floor:
            return None
        end, start = start - 1, text.rfind("\n", 0, start - 1) + 1
        if line := text[start:end].strip():
            left = start + text[start:end].index(line[0])
            if len(line) > _CAPTION_LIMIT and line[-1] == ":" and (sentence := _INTRODUCTION.search(line)):
                left, line = left + sentence.start(), sentence.group()
            return Cell(left, left + len(line)) if len(line) <= _CAPTION_LIMIT and start >= floor else None
    return None


def _is_sentence(text: str, caption: Cell | None) -> bool:
    """Whether the line above a table says something by itself, and introduces nothing."""
    words = text[caption.start : caption.end] if caption else ""
    told = _regex(r"(?<![^\W_]){verb}|{told}").search(words) is not None
    return told and not words.endswith(":") and _regex("{tells_unit}").search(words) is None


@cache
def _regex(regex: str) -> re.Pattern[str]:
    return load("tables").compile(regex)


def _filled(row: Row) -> int:
    return sum(cell.end > cell.start for cell in row)


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end
