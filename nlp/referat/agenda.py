"""Where the items of an agenda begin: of all lines that could begin one, the reading that explains the document.

Every line that looks like an item's first line is weighed by what stands around it: a case number or a section's
name below it speaks for it, a full stop at its end or a list around it against. Of the forms (`Punkt 3:`, `12.`) the
one that explains most is the document's; of the lines, the chain of rising numbers that weighs most is the agenda.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from referat.decisions import is_decision
from referat.item_lines import ALONE, BARE, STOP, Start, starts
from referat.outline import BOUNDS, CASE, CLOSED, TEXT, Row
from referat.titles import Title, parts, read_title, row_text

#: What speaks for a line, and against it.
_FOR = {CASE: 4.0, "heading": 3.0, "open": 3.0, CLOSED: 3.0}
_NOT_THE_FORM = -2.5
_IN_SEQUENCE = 1.0


class Opening(NamedTuple):
    """The beginning of an item: its number, its rows up to the end of its title, and the title as printed."""

    number: int
    row: int
    body: int
    title: str
    form: str
    weight: float


def numbered(text: str, rows: Sequence[Row]) -> list[Opening]:
    """The items that print their numbers.

    >>> from referat.outline import outline
    >>> text = "46. Cykelsti\\nResume\\nTo løsninger:\\n1. Bro\\n2. Tunnel\\n48. Havn\\nResume\\nIntet."
    >>> [(opening.number, opening.title) for opening in numbered(text, outline(text))]
    [(46, 'Cykelsti'), (48, 'Havn')]
    """
    found = list(starts(text, rows))
    candidates = list(_weighed(text, rows, found))
    forms = {candidate.form for candidate in candidates}
    if not forms:
        return []
    chains = {form: _chain([c for c in candidates if c.form == form]) for form in sorted(forms)}
    form = max(chains, key=lambda name: sum(c.weight for c in chains[name]))
    others = (c if c.form == form else c._replace(weight=c.weight + _NOT_THE_FORM) for c in candidates)
    return _chain(list(others))


def extents(openings: Sequence[Opening], count: int) -> Iterator[tuple[Opening, int]]:
    """Each item with the row behind its last, of so many rows in all."""
    for opening, after in zip_longest(openings, openings[1:]):
        yield opening, count if after is None else after.row


def _weighed(text: str, rows: Sequence[Row], found: Sequence[Start]) -> Iterable[Opening]:
    """Each candidate with its weight; a title that is printed several times in succession is one."""
    rows_of = {start.row for start in found}
    section_seen, listed_to = _first_bound(rows), (-1, "")
    previous: tuple[Start, Title] | None = None
    for start in found:
        if previous is not None and start.row < previous[1].end:
            continue
        if start.form == ALONE and start.row + 1 in rows_of:
            continue
        title = read_title(text, rows, start.row, start.title)
        if previous is not None and title.first < previous[1].end:
            continue
        listed = _is_listed(rows, start, listed_to, section_seen, previous)
        if listed:
            listed_to = start.number, start.form
        previous = start, title
        weight = _weight(text, rows, start, title) - 3 * listed
        yield Opening(start.number, title.first, title.end, title.text, start.form, weight)


def _first_bound(rows: Sequence[Row]) -> int:
    return next((index for index, row in enumerate(rows) if row.kind in BOUNDS), len(rows))


def _is_listed(
    rows: Sequence[Row], start: Start, listed: tuple[int, str], bound: int, previous: tuple[Start, Title] | None
) -> bool:
    """Whether a number belongs to a list inside a section: the list starts at 1 behind a section's name."""
    if start.form not in (STOP, BARE) or start.row < bound:
        return False
    if start.number == 1:
        return True
    if previous is None or listed != (start.number - 1, start.form):
        return False
    return not any(row.kind in BOUNDS for row in rows[previous[0].row : start.row][:40])


def _weight(text: str, rows: Sequence[Row], start: Start, title: Title) -> float:
    words = title.text
    if not words:
        return -5.0
    worded = start.form[0].isalpha()
    weight = -0.5 + _support(text, rows, title.end) + 1.0 * rows[start.row].marked
    if words[0].islower():
        weight -= 4
    if words.endswith((".", ";", ",", ":")):
        weight -= 1 if worded else 3
    if len(words) > 250:
        weight -= 4
    if parts(words).closed:
        weight += 2
    return weight


def _support(text: str, rows: Sequence[Row], index: int) -> float:
    """What follows a title: a case number, a section's name, a mark, a decision."""
    plain = 0
    for row in rows[index : index + 8]:
        if row.kind in _FOR:
            return max(_FOR[row.kind] - plain, 0)
        if row.kind == TEXT:
            if not plain and is_decision(row_text(text, row)):
                return 2.0
            plain += 1
    return 0.0


def _chain(candidates: Sequence[Opening]) -> list[Opening]:
    """The heaviest chain of rising numbers, in the order of the text; of two alike the later one."""
    best: list[float] = []
    before: list[int] = []
    tree = _Heaviest(max((c.number for c in candidates), default=0) + 1)
    last_of: dict[int, int] = {}
    for index, candidate in enumerate(candidates):
        weight, back = tree.below(candidate.number)
        if (near := last_of.get(candidate.number - 1)) is not None and best[near] + _IN_SEQUENCE >= weight:
            weight, back = best[near] + _IN_SEQUENCE, near
        if weight < 0:
            weight, back = 0.0, -1
        best.append(weight + candidate.weight)
        before.append(back)
        tree.put(candidate.number, best[-1], index)
        known = last_of.get(candidate.number)
        if known is None or best[-1] >= best[known]:
            last_of[candidate.number] = index
    return _walk_back(candidates, best, before)


def _walk_back(candidates: Sequence[Opening], best: Sequence[float], before: Sequence[int]) -> list[Opening]:
    if not best or max(best) <= 0:
        return []
    top = max(best)
    index = max(i for i, weight in enumerate(best) if weight == top)
    chain = []
    while index >= 0:
        chain.append(candidates[index])
        index = before[index]
    return chain[::-1]


class _Heaviest:
    """The heaviest chain that ends below a number (a Fenwick tree of maxima)."""

    def __init__(self, size: int) -> None:
        self._best: list[tuple[float, int]] = [(0.0, -1)] * (size + 1)

    def put(self, number: int, weight: float, index: int) -> None:
        at = number + 1
        while at < len(self._best):
            self._best[at] = max(self._best[at], (weight, index))
            at += at & -at

    def below(self, number: int) -> tuple[float, int]:
        found = (0.0, -1)
        while number > 0:
            found = max(found, self._best[number])
            number -= number & -number
        return found
