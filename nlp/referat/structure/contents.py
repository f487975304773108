"""The table of contents: which lines before the first item belong to it, and which item each announces."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from referat.patterns import alternation, load
from referat.structure.agenda import Opening
from referat.structure.item_lines import behind_counter, start_at
from referat.structure.outline import BOUNDS, CONTENTS, NOISE, TEXT, Row
from referat.structure.title_parts import parts, shared_types
from referat.structure.titles import is_contents, joined, key, plain, row_text, row_title, without_page

#: A contents line is as like as this to the title that it announces; the rest is slips of the pen.
_ALIKE = 0.85
#: Less of a title tells nothing, unless it is all of it.
_TELLING = 8
#: So many titles that begin alike are told apart.
_MOST_ALIKE = 30
#: A contents title may be cut; so much of one is searched for.
_CUT = 40
#: A longer row is flattened text: the titles are searched for in it.
_FLATTENED = 200
#: A shorter one that begins with a word is no list of titles.
_LISTING = 80


class Entry(NamedTuple):
    """Where a part of the contents begins, and the item that it announces; 0 for the heading of them all."""

    start: int
    item: int


class Contents(NamedTuple):
    """The parts of the contents in their order, and where they end."""

    entries: tuple[Entry, ...]
    end: int

    def holds(self, row: Row) -> bool:
        """Whether a row belongs to them."""
        return bool(self.entries) and self.entries[0].start <= row.start < self.end


def listed(text: str, rows: Sequence[Row]) -> list[Opening]:
    """The items that print no numbers but whose titles the contents list, each where its title comes again.

    >>> from referat.structure.outline import outline
    >>> text = "Indhold\\n7 Cykelsti..... 2\\n8 Havnen..... 3\\nCykelsti\\nResume\\nSmal.\\nHavnen\\nResume\\nDyb."
    >>> [(opening.number, opening.title) for opening in listed(text, outline(text))]
    [(7, 'Cykelsti'), (8, 'Havnen')]
    """
    entries: dict[str, list[tuple[str, int]]] = {}
    found: list[Opening] = []
    listing, count = True, 0
    for index in range(_heading(rows, len(rows)) + 1 or len(rows), len(rows)):
        row = rows[index]
        listing = listing and row.kind not in BOUNDS
        if row.kind != TEXT or row.end - row.begin > _FLATTENED:
            continue
        number, title = _entry(text, row)
        alike = entries.get(title[:_TELLING], ())[:_MOST_ALIKE]
        if again := next((item for entry, item in alike if _is_print(entry, title)), 0):
            if not found or again > found[-1].number:
                found.append(Opening(again, index, index + 1, plain(text[row.begin : row.end])))
        elif listing and not found and title:
            count += 1
            entries.setdefault(title[:_TELLING], []).append((title, number or count))
    return found if len(found) > 1 else []


def with_listed_titles(text: str, rows: Sequence[Row], openings: Sequence[Opening]) -> list[Opening]:
    """The items, those whose title the contents do not have with the line beside it that they have.

    >>> from referat.structure.agenda import numbered
    >>> from referat.structure.outline import outline
    >>> text = "Cykelsti, s. 2\\nHavnebad, s. 3\\nNr. 21 - By\\nCykelsti\\nResume\\nNr. 22 - By\\nHavnebad\\nResume"
    >>> rows = outline(text)
    >>> [opening.title for opening in with_listed_titles(text, rows, numbered(text, rows))]
    ['Cykelsti', 'Havnebad']
    """
    head = [key(text[row.begin : row.end]) for row in rows[: openings[0].row if openings else 0]]
    known = [not opening.form or _tells(text, rows, opening, head) for opening in openings]
    if all(known):
        return list(openings)
    found = [
        opening if listed else _beside(text, rows, opening, head)
        for opening, listed in zip(openings, known, strict=True)
    ]
    changed = Counter(now.title for was, now in zip(openings, found, strict=True) if was is not now)
    told = (sum(known) + changed.total()) * 2 > len(found) and all(count == 1 for count in changed.values())
    return found if told else list(openings)


def _tells(text: str, rows: Sequence[Row], opening: Opening, head: Sequence[str]) -> bool:
    """Whether the contents have an item's title, or all of its first line, where the title is too short to tell."""
    return _is_listed(head, parts(opening.title).topic) or _is_listed(head, row_text(text, rows[opening.row]))


def _is_listed(head: Sequence[str], title: str) -> bool:
    words = key(title)
    return len(words) >= _TELLING and any(words in line for line in head)


def _beside(text: str, rows: Sequence[Row], opening: Opening, head: Sequence[str]) -> Opening:
    """An item with the title that the contents have, which stands near its number."""
    for index in range(opening.body - 1, opening.body + 2):
        if not 0 <= index < len(rows) or rows[index].kind != TEXT:
            continue
        title = row_title(text, rows[index])
        if _is_listed(head, title) and key(title) not in key(opening.title):
            more = row_title(text, rows[index + 1]) if index + 1 < len(rows) else ""
            goes_on = more != "" and rows[index + 1].kind == TEXT and _is_listed(head, joined([title, more]))
            title = joined([title, more]) if goes_on else title
            return opening._replace(title=title, body=max(opening.body, index + 1 + goes_on))
    return opening


def _is_print(entry: str, title: str) -> bool:
    """Whether a line is the title that an entry cuts or misspells at its end."""
    return entry == title or (len(entry) >= _CUT and _shared(entry, title) >= _ALIKE * len(entry))


def _shared(one: str, other: str) -> int:
    """How many letters two titles begin with alike."""
    apart = (at for at, (letter, of_other) in enumerate(zip(one, other, strict=False)) if letter != of_other)
    return next(apart, min(len(one), len(other)))


def announced(text: str, rows: Sequence[Row], openings: Sequence[Opening]) -> Contents:
    """The contents before the first item; empty where there are none."""
    end = openings[0].row if openings else 0
    heading = _heading(rows, end)
    titles = _Titles(openings)
    entries: list[Entry] = []
    last = heading
    for index in range(heading + 1, end):
        found = []
        if rows[index].end - rows[index].begin <= _FLATTENED:
            after = entries[-1].item if entries else 0
            item = titles.announced(text, rows[index], after, headed=heading >= 0)
            found = [Entry(_start(text, rows, index, item), item)] if item else []
        if not found and (heading >= 0 or _may_list(text, rows[index])):
            found = _of_row(rows[index], list(_within(text, rows[index], titles.beginnings)))
        entries += found
        last = index if found else last
    if heading < 0 and len(entries) < 2:
        return Contents((), 0)
    while last + 1 < end and rows[last + 1].kind == NOISE:
        last += 1
    start = rows[heading].start if heading >= 0 else _heading_start(text, rows, entries[0].start)
    head = (Entry(start, 0),) if heading >= 0 or start < entries[0].start else ()
    return Contents((*head, *entries), rows[last].end)


def _heading_start(text: str, rows: Sequence[Row], first: int) -> int:
    """Where the words begin that head the first entry: its columns, each on a line, or words in flattened text."""
    words = frozenset(load("agenda").facts["columns"])
    top = index = next(index for index, row in enumerate(rows) if row.end > first)
    while top and text[rows[top - 1].begin : rows[top - 1].end].strip() in words:
        top -= 1
    if top < index:
        return rows[top].start
    line = rows[index] if rows[index].start < first or not index else rows[index - 1]
    heading = _words().search(text, line.start, first) if text[first - 1 : first] == " " else None
    return heading.start() if heading else first


def _heading(rows: Sequence[Row], end: int) -> int:
    """The row that heads the contents; -1 where none does."""
    return next((index for index, row in enumerate(rows[:end]) if row.kind == CONTENTS), -1)


def _entry(
    text: str, row: Row, shared: Sequence[re.Pattern[str]] = (), known: Container[int] = ()
) -> tuple[int | None, str]:
    """The number that a contents line prints, and the key of its title; of two numbers the one that is `known`."""
    start = start_at(text, row, 0)
    second = start and behind_counter(text, start)
    if start and second and start.number not in known and second.number in known:
        start = second
    line = text[row.begin if start is None else start.title : row.end]
    return None if start is None else start.number, key(parts(plain(without_page(line)), shared).topic)


class _Titles:
    """The titles of the items, to be known again in the contents."""

    def __init__(self, openings: Sequence[Opening]) -> None:
        self._shared = shared_types([opening.title for opening in openings])
        topics = {opening.number: parts(opening.title, self._shared).topic for opening in openings}
        self.beginnings = [(number, topic[:_CUT]) for number, topic in topics.items()]
        self._of_number = {number: key(topic) for number, topic in topics.items()}
        self._next = dict(pairwise([0, *self._of_number]))
        self._alike: dict[str, list[int]] = {}
        for number, title in self._of_number.items():
            self._alike.setdefault(title[:_TELLING], []).append(number)

    def announced(self, text: str, row: Row, after: int, *, headed: bool) -> int:
        """The item that a row announces, by its number or by its title; 0 where it announces none.

        `after` is the item of the row above: a contents line whose title is spelled in another way is the next one's.
        """
        if row.kind == NOISE:
            return 0
        number, words = _entry(text, row, self._shared, self._of_number)
        if number is not None and (headed or self._likeness(words, number)):
            return number
        alike = self._alike.get(words[:_TELLING], ())[:_MOST_ALIKE]
        likeness, number = max(((self._likeness(words, number), number) for number in alike), default=(0.0, 0))
        if likeness >= _ALIKE:
            return number
        return self._next.get(after, 0) if headed and is_contents(text[row.begin : row.end]) else 0

    def _likeness(self, words: str, number: int) -> float:
        """How much of a contents line is the beginning of a title; a page's number may be left on it."""
        title = self._of_number.get(number, "")
        shared = _shared(words, title)
        if shared == len(title) and (shared == len(words) or words[shared:].isdigit()):
            return float(bool(title))
        return shared / len(words) if shared >= _TELLING else 0.0


def _start(text: str, rows: Sequence[Row], index: int, item: int) -> int:
    """Where an entry begins: at its number, which may stand on the line above."""
    above = rows[index - 1] if index else None
    alone = above is not None and text[above.begin : above.end].strip(" .") == str(item)
    return above.start if above is not None and alone else rows[index].start


def _may_list(text: str, row: Row) -> bool:
    """Whether a row may hold titles below no heading: a number, a cell or that heading begins it, or it is long."""
    first = text[row.begin]
    return first.isdigit() or first == "|" or row.end - row.begin > _LISTING or bool(_words().match(text, row.begin))


def _of_row(row: Row, entries: list[Entry]) -> list[Entry]:
    """The entries of a row; one that is alone in a short row is all of it: `| 310 | Havn |`."""
    alone = len(entries) == 1 and row.end - row.begin <= _LISTING
    return [entries[0]._replace(start=row.start)] if alone else entries


def _within(text: str, row: Row, beginnings: Sequence[tuple[int, str]]) -> Iterator[Entry]:
    """The entries of contents that flattened text runs into one line, found by the beginnings of the titles."""
    cursor = row.begin
    for number, title in beginnings:
        at = text.find(title, cursor, row.end) if len(title) >= _TELLING else -1
        if at >= 0:
            numbered = _number_before().search(text, cursor, at)
            begin = numbered.start() if numbered and int(numbered[1]) == number else at
            cursor = at + len(title)
            yield Entry(begin, number)


@cache
def _number_before() -> re.Pattern[str]:
    return re.compile(r"\b([0-9]{1,4})[.:]?\s\Z")


@cache
def _words() -> re.Pattern[str]:
    """The words that head the contents, within a line."""
    return re.compile(rf"(?<![^\W_]){alternation(load('agenda').facts['contents'])}(?![^\W_])")
