"""Which item and which section every stretch of the text belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from referat.agenda import Opening
from referat.contents import Contents
from referat.decisions import is_decision
from referat.outline import CASE, CLOSED, GROUP, META, NOISE, OPEN, TEXT, Row
from referat.titles import row_text
from referat.values import Zone

#: Where a stretch begins, its item and its section.
Mark = tuple[int, int, str]
#: Rows that go on with the line of the case number.
_AROUND_CASE = frozenset({CASE, META, OPEN, CLOSED})
#: No heading of a group of items is longer.
_GROUP_LIMIT = 80


def zones(text: str, rows: Sequence[Row], openings: Sequence[Opening], contents: Contents) -> tuple[Zone, ...]:
    """The zones of a text: sorted, without a gap. Where there is no agenda, all of it is item 0."""
    marks = _agenda(text, rows, openings, contents) if openings else _sections(rows, 0, "other")
    return tuple(_joined([(0, 0, "head" if openings else "other"), *marks], len(text)))


def _agenda(text: str, rows: Sequence[Row], openings: Sequence[Opening], contents: Contents) -> Iterator[Mark]:
    yield from ((start, item, "toc") for start, item in contents.entries)
    yield from ((row.start, 0, "head") for row in rows[: openings[0].row] if row.start >= contents.end > 0)
    firsts = [_announced_from(text, rows, opening) for opening in openings]
    for opening, first, end in zip(openings, firsts, [*firsts[1:], len(rows)], strict=True):
        yield from ((row.start, opening.number, _unopened(row.kind, "other")) for row in rows[first : opening.row])
        if opening.row < opening.body:
            yield rows[opening.row].start, opening.number, "title"
        yield from _sections(rows[opening.body : end], opening.number, "title")


def _announced_from(text: str, rows: Sequence[Row], opening: Opening) -> int:
    """The first of the rows above an item that announce it: a group's heading, a case number that it lacks below."""
    first = opening.row
    own = any(row.kind == CASE for row in rows[opening.body : opening.body + 2])
    while first and _announces(text, rows[first - 1], own):
        first -= 1
    return first


def _announces(text: str, row: Row, own: bool) -> bool:
    if row.kind == TEXT:
        words = row_text(text, row)
        return words.isupper() and len(words) <= _GROUP_LIMIT and words[-1].isalpha() and not is_decision(words)
    return row.kind == GROUP or (not own and row.kind in (CASE, META))


def _sections(rows: Sequence[Row], item: int, section: str) -> Iterator[Mark]:
    """The sections of an item's rows; before the first heading they are the case number's line, or other text."""
    opened = False
    for row in rows:
        if row.heading is not None:
            opened = True
            yield row.start, item, row.heading.kind
        elif not opened:
            section = _unopened(row.kind, section)
            yield row.start, item, section


def _unopened(kind: str, section: str) -> str:
    """The section of a row under no heading yet; a page's number leaves it as it is."""
    if kind == NOISE:
        return section
    return "case" if kind in _AROUND_CASE else "other"


def _joined(marks: Sequence[Mark], length: int) -> Iterator[Zone]:
    """Zones from marks in their order; of two at one place the later holds, and none repeats the one before."""
    kept: list[Mark] = []
    for mark in marks:
        if kept and kept[-1][0] == mark[0]:
            kept.pop()
        if not kept or kept[-1][1:] != mark[1:]:
            kept.append(mark)
    ends = [start for start, *_ in kept[1:]] + [length]
    for (start, item, section), end in zip(kept, ends, strict=True):
        yield Zone(start, end, item, section)
