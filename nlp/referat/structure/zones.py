"""Which item and which section every stretch of the text belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from referat.structure.blocks import Block
from referat.structure.contents import Contents
from referat.structure.outline import AROUND_CASE, CASE, NOISE, Row
from referat.values import Zone

#: The section of the lines with the case number.
CASE_SECTION = "case"
#: Where a stretch begins, its item and its section.
Mark = tuple[int, int, str]


def zones(text: str, rows: Sequence[Row], blocks: Sequence[Block], contents: Contents) -> tuple[Zone, ...]:
    """The zones of a text: sorted, without a gap. Where there is no agenda, all of it is item 0."""
    if not blocks:
        return (Zone(0, len(text), 0, "other"),)
    marks = [(0, 0, "head"), *_head(rows, blocks[0].start, contents)]
    marks += (mark for block in blocks for mark in _item(block))
    return tuple(_joined(marks, len(text)))


def _head(rows: Sequence[Row], end: int, contents: Contents) -> Iterator[Mark]:
    """The contents, and what stands between them and the first item; what that item takes is no part of them."""
    yield from ((start, item, "toc") for start, item in contents.entries if start < end)
    behind = next((row.start for row in rows if row.start >= contents.end > 0), end)
    if behind < end:
        yield behind, 0, "head"


def _item(block: Block) -> Iterator[Mark]:
    yield from ((row.start, block.number, _unopened(row.kind, "other")) for row in block.above)
    yield from ((row.start, block.number, CASE_SECTION if row.kind == CASE else "title") for row in block.lines)
    told = any(row.kind == CASE for row in (*block.lines, *block.above))
    yield from _sections(block.body, block.number, "title", None if told else _last_case(block.body))


def _last_case(rows: Sequence[Row]) -> Row | None:
    """The item's case number where it is the last line of the item or of a section, and no other stands before it."""
    found = next((index for index, row in enumerate(rows) if row.kind == CASE), len(rows))
    behind = next((row for row in rows[found + 1 :] if row.kind not in AROUND_CASE), None)
    return rows[found] if found < len(rows) and (behind is None or behind.heading is not None) else None


def _sections(rows: Sequence[Row], item: int, section: str, last: Row | None = None) -> Iterator[Mark]:
    """The sections of rows; before the first heading they are the line of the case number, or other text.

    `last` is the case number that stands behind the item's text.
    """
    opened = False
    for row, below in zip_longest(rows, rows[1:]):
        if row.heading is not None:
            opened = True
            yield row.start, item, row.heading.kind
        elif (last is not None and row.start == last.start) or (
            row.kind == CASE and row.case_number is None and below is not None and below.kind == CASE
        ):
            yield row.start, item, CASE_SECTION  # the label is a heading of its own, the number below it
        elif not opened:
            section = _unopened(row.kind, section)
            yield row.start, item, section


def _unopened(kind: str, section: str) -> str:
    """The section of a row under no heading yet; a page's number leaves it as it is."""
    if kind == NOISE:
        return section
    return CASE_SECTION if kind in AROUND_CASE else "other"


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
