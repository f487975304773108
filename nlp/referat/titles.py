"""The title of an item: where it stands, over how many lines, how often; and what is tied to it but no part of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from referat.item_lines import start_at
from referat.outline import BOUNDS, META, TEXT, Row
from referat.patterns import load

#: A title wraps at the width of its page; a shorter line that is followed by another does not.
_WRAPPED_FROM = 45
_LIMIT = 300
_KEY_LENGTH = 24
#: Nor is a title printed more often in succession.
_PRINTS = 4


class Title(NamedTuple):
    """A title as printed. `first` and `end` are the rows it takes, repetitions included; `span` is its own text."""

    text: str
    first: int
    end: int


class Parts(NamedTuple):
    """A title without what is tied to it."""

    title: str
    type: str | None
    closed: bool
    case_number: str | None


def read_title(text: str, rows: Sequence[Row], index: int, begin: int) -> Title:
    """The title that begins at `begin` on the row, or on the next one where nothing is left of the row.

    >>> from referat.outline import outline
    >>> text = "7. Frigivelse af midler til en ny cykelsti ved Skovvej og\\nSkolegade i Nyby\\nResume"
    >>> read_title(text, outline(text), 0, 3)
    Title(text='Frigivelse af midler til en ny cykelsti ved Skovvej og Skolegade i Nyby', first=0, end=2)
    """
    first, end = index, index + 1
    part = plain(text[begin : rows[index].end])
    if not part:
        if _is_title_row(text, rows, index + 1):
            end, part = index + 2, row_text(text, rows[index + 1])
        elif index and _is_title_row(text, rows, index - 1):
            return Title(row_text(text, rows[index - 1]), index - 1, end)
        else:
            return Title("", first, end)
    parts, length = [part], len(part)
    while end < len(rows) and length <= _LIMIT and _continues(text, rows, end, parts[-1]):
        parts.append(row_text(text, rows[end]))
        length += len(parts[-1]) + 1
        end += 1
    title = _joined(parts)
    return Title(title, first, _past_repetitions(text, rows, end, title))


def row_text(text: str, row: Row) -> str:
    """The text of a row, without Markdown and menu words."""
    return plain(text[row.begin : row.end])


def plain(text: str) -> str:
    """A heading's words, with ordinary spaces and without Markdown."""
    return " ".join(text.strip("*_# \t\\").split())


def key(title: str) -> str:
    """What two prints of one title have in common: the letters and digits, `å` as `aa`."""
    return "".join(c for c in title.casefold() if c.isalnum()).replace("å", "aa")


def same(one: str, other: str) -> bool:
    """Whether one key is the beginning of the other, cut at no less than is telling."""
    short, long = sorted((one, other), key=len)
    return bool(short) and long.startswith(short) and (len(short) == len(long) or len(short) >= _KEY_LENGTH)


def _is_title_row(text: str, rows: Sequence[Row], index: int) -> bool:
    if not 0 <= index < len(rows) or rows[index].kind != TEXT:
        return False
    first = text[rows[index].begin]
    return rows[index].end - rows[index].begin <= _LIMIT and (first.isupper() or first in "\"“”„»'(" or first.isdigit())


def _continues(text: str, rows: Sequence[Row], index: int, before: str) -> bool:
    """Whether the title goes on in this row."""
    row = rows[index]
    if row.kind != TEXT or row.marked or before.endswith((".", ":", "?", "!")):
        return False
    if text.count("\n", rows[index - 1].end, row.start) > 1:
        return False
    part = row_text(text, row)
    if part[:1].islower() and not _is_list(part):
        return True
    wrapped = len(before) >= _WRAPPED_FROM and not part.endswith((".", ":"))
    follows = index + 1 == len(rows) or rows[index + 1].kind in BOUNDS or rows[index + 1].kind == META
    return wrapped and follows and len(part) <= len(before) + 20 and not part.startswith(("-", "•"))


def _is_list(part: str) -> bool:
    return part[1:2] in (")", ".") or part.startswith(("o ", "at "))


def _joined(parts: Sequence[str]) -> str:
    joined = parts[0]
    for part in parts[1:]:
        joined = joined[:-1] + part if joined.endswith("-") and joined[-2:-1] != " " else f"{joined} {part}"
    return joined


def _past_repetitions(text: str, rows: Sequence[Row], end: int, title: str) -> int:
    """The row behind the title's further prints, each on one line or over several, with its number or without."""
    wanted = key(title)
    for _ in range(_PRINTS):
        end = _past_repetition(text, rows, end, wanted) or end
    return end


def _past_repetition(text: str, rows: Sequence[Row], first: int, wanted: str) -> int:
    found = ""
    for index, row in enumerate(rows[first : first + 4], first):
        if row.kind != TEXT:
            break
        start = start_at(text, row, index) if index == first else None
        found += key(row_text(text, row) if start is None else text[start.title : row.end])
        if found and found == wanted:
            return index + 1
        if not wanted.startswith(found):
            break
    return 0


def parts(title: str) -> Parts:
    """A title cut into the title itself and what is tied to it: type, closed doors, case number.

    >>> parts("C-sag: Drøftelse af mål")
    Parts(title='Drøftelse af mål', type='C-sag', closed=False, case_number=None)
    """
    closed = bool(_closed().search(title))
    type_, number = None, None
    for regex in _prefixes():
        if (match := regex.match(title)) and match.end() < len(title):
            type_ = type_ or match.groupdict().get("type")
            title = title[match.end() :]
    for regex in _suffixes():
        if (match := regex.search(title)) and match.start():
            found = match.groupdict()
            type_, number = type_ or found.get("type"), number or found.get("number")
            title = title[: match.start()].rstrip()
    return Parts(title, type_, closed, number)


@cache
def _closed() -> re.Pattern[str]:
    return re.compile(load("agenda").facts["closed_title"])


@cache
def _prefixes() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(regex) for regex in load("agenda").facts["types"])


@cache
def _suffixes() -> tuple[re.Pattern[str], ...]:
    agenda = load("agenda").facts
    forms = "|".join(agenda["cases"]["forms"])
    return (re.compile(rf" *\((?P<number>{forms})\)$"), *(re.compile(regex) for regex in agenda["suffix_types"]))
