"""Which item and which section every stretch of the text belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from referat.agenda import Opening, extents
from referat.outline import CASE, CLOSED, HEADING, META, NOISE, OPEN, Row
from referat.values import Zone

#: Rows that go on with the line of the case number.
_AROUND_CASE = frozenset({CASE, META, OPEN, CLOSED, NOISE})


def zones(text: str, rows: Sequence[Row], openings: Sequence[Opening], contents: Mapping[int, int]) -> tuple[Zone, ...]:
    """The zones of a text: sorted, without a gap; one of item 0 where there is no agenda."""
    marks = [(0, 0, "head" if openings else "other")]
    first = openings[0].row if openings else len(rows)
    marks += _before(rows, contents, first) if openings else _sections(rows, 0, len(rows), 0, "other")
    for opening, end in extents(openings, len(rows)):
        marks += _item(rows, opening, end)
    return tuple(_joined(_announcing(rows, openings, marks), len(text)))


def _before(rows: Sequence[Row], contents: Mapping[int, int], first: int) -> Iterator[tuple[int, int, str]]:
    for index in range(first):
        if index in contents:
            yield rows[index].start, contents[index], "toc"
        else:
            yield rows[index].start, 0, "head"


def _item(rows: Sequence[Row], opening: Opening, end: int) -> Iterator[tuple[int, int, str]]:
    if opening.row < opening.body:
        yield rows[opening.row].start, opening.number, "title"
    yield from _sections(rows, opening.body, end, opening.number, "title")


def _sections(rows: Sequence[Row], first: int, end: int, number: int, section: str) -> Iterator[tuple[int, int, str]]:
    """The sections of an item's rows; a case number opens one only before the first heading."""
    opened = False
    for row in rows[first:end]:
        if row.heading is not None and row.kind == HEADING:
            opened, section = True, row.heading.kind
        elif not opened:
            section = _unopened(row.kind, section)
        else:
            continue
        yield row.start, number, section


def _unopened(kind: str, section: str) -> str:
    """The section of a row under no heading yet."""
    if kind in _AROUND_CASE:
        return section if kind == NOISE else "case"
    return "other"


def _announcing(
    rows: Sequence[Row], openings: Sequence[Opening], marks: list[tuple[int, int, str]]
) -> list[tuple[int, int, str]]:
    """The marks, with a case number above an item's first line given to the item that it announces."""
    moved = []
    for opening in openings:
        index = opening.row
        own = any(row.kind == CASE for row in rows[opening.body : opening.body + 2])
        while not own and index and rows[index - 1].kind in (CASE, META):
            index -= 1
        if index < opening.row and rows[index].kind == CASE:
            moved.append((rows[index].start, rows[opening.row].start, opening.number))
    for start, until, number in moved:
        marks = [mark for mark in marks if not start <= mark[0] < until] + [(start, number, "case")]
    return sorted(marks, key=lambda mark: mark[0])


def _joined(marks: Sequence[tuple[int, int, str]], length: int) -> Iterator[Zone]:
    """Zones from marks; marks that say the same as the one before are left out."""
    kept: list[tuple[int, int, str]] = []
    for mark in marks:
        if kept and kept[-1][0] == mark[0]:
            kept.pop()
        if not kept or kept[-1][1:] != mark[1:]:
            kept.append(mark)
    ends = [start for start, *_ in kept[1:]] + [length]
    for (start, item, section), end in zip(kept, ends, strict=True):
        yield Zone(start, end, item, section)
