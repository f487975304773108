"""The table of contents: which of the lines before the first item belong to it, and which item each announces."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import takewhile

from referat.agenda import Opening
from referat.item_lines import start_at
from referat.outline import CONTENTS, NOISE, Row
from referat.patterns import load
from referat.titles import key, plain, same

#: One contents line: the row, the offset where it begins, the item it announces.
Announced = tuple[int, int]
_SHORT_KEY = 8
#: A contents line is as like as this to the title that it announces; the rest is slips of the pen.
_ALIKE = 0.85


def announced(text: str, rows: Sequence[Row], openings: Sequence[Opening], end: int) -> dict[int, int]:
    """For each row of the contents before row `end`, the item that it announces; 0 for the heading of them all."""
    heading = next((i for i, row in enumerate(rows[:end]) if row.kind == CONTENTS), None)
    first = 0 if heading is None else heading + 1
    keys = [(opening.number, key(_bare(opening.title))) for opening in openings]
    found: dict[int, int] = {}
    for index in range(first, end):
        number = _announces(text, rows[index], keys, titled=heading is not None)
        if number is not None:
            found[index] = number
    if heading is None:
        return found if len(found) > 1 else {}
    return {heading: 0} | _filled(rows, found, first, end)


def _announces(text: str, row: Row, keys: Sequence[tuple[int, str]], *, titled: bool) -> int | None:
    start = start_at(text, row, 0)
    if start is not None and (titled or any(number == start.number for number, _ in keys)):
        words = key(_bare(_page().sub("", text[start.title : row.end])))
        if titled or any(number == start.number and same(words, title) for number, title in keys):
            return start.number
    words = key(_bare(plain(_page().sub("", text[row.begin : row.end]))))
    likeness, number = max(((_likeness(words, title), number) for number, title in keys), default=(0.0, 0))
    return number if likeness >= _ALIKE else None


def _likeness(words: str, title: str) -> float:
    """How much of a contents line is the beginning of a title; it may be cut, and a page number may be left on it."""
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(words, title, strict=False)))
    if shared == len(title) and words[shared:].isdigit():
        return 1.0
    if shared < _SHORT_KEY and words != title:
        return 0.0
    return shared / max(len(words), 1)


def _filled(rows: Sequence[Row], found: dict[int, int], first: int, end: int) -> dict[int, int]:
    """Every row from the first entry to the last has an item: that of its entry, or of the one above."""
    if not found:
        return {}
    filled, current = {}, 0
    for index in range(first, end):
        if index in found:
            current = found[index]
        elif index > max(found) and rows[index].kind != NOISE:
            break
        filled[index] = current
    return filled


def _bare(title: str) -> str:
    for regex in _types():
        if (match := regex.match(title)) and match.end() < len(title):
            title = title[match.end() :]
    return title


@cache
def _types() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(regex) for regex in load("agenda").facts["types"])


@cache
def _page() -> re.Pattern[str]:
    return re.compile(load("agenda").facts["page"])
