"""Where the items of an agenda begin: of all lines that could begin one, the reading that explains the document.

Every line that looks like an item's first line is weighed by what stands around it: a case number or a section's
name below it speaks for it, a full stop at its end or a list around it against. Of the forms (`Punkt 3:`, `12.`) the
one that explains most is the document's; of the lines, the chain of rising numbers that weighs most is the agenda.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from referat.structure.decisions import is_decision
from referat.structure.item_lines import ALONE, BARE, LISTS, Start, go_on, starts, with_running
from referat.structure.outline import AROUND_CASE, BOUNDS, CASE, CLOSED, HEADING, OPEN, TEXT, Row
from referat.structure.title_parts import parts
from referat.structure.titles import (
    Title,
    is_closed,
    is_contents,
    is_named_like_a_section,
    is_sentence,
    key,
    read_title,
    row_text,
    same,
    title_on_line,
)

#: What speaks for a line: the first of these below its title, less one for each line of text before it.
_BELOW = {CASE: 4.0, HEADING: 3.0, OPEN: 3.0, CLOSED: 3.0}
_DECISION_BELOW = 2.0
_CLOSED_TITLE = 2.0
_MARKED = 1.0
_AGAIN = 1.0
#: What speaks against it.
_PRIOR = -0.5
_NO_TITLE = -5.0
_LOWER_CASE = -4.0
_SENTENCE = -3.0
_SENTENCE_BEHIND_WORD = -1.0
_CONTENTS = -4.0
_LISTED = -3.0
_LONG = -4.0
_LONGEST = 250
_NOT_THE_FORM = -2.5
#: What speaks for a line whose number is one more than the last item's.
_IN_SEQUENCE = 1.0
#: Weight that a number alone never has.
_SURE = 1.0
#: Below so many numbers alone on their lines stands a page's head; two items may have the same title.
_PAGES = 3
#: So far below its title an item's first section is looked for.
_REACH = 8


class Opening(NamedTuple):
    """The beginning of an item: its number, its rows up to the end of its title, and the title as printed."""

    number: int
    row: int
    body: int
    title: str
    form: str = ""
    weight: float = 0.0


def numbered(text: str, rows: Sequence[Row], found: Iterable[Start] | None = None) -> list[Opening]:
    """The items that print their numbers, in the lines that were `found` to begin them, else in those of known forms.

    >>> from referat.structure.outline import outline
    >>> text = "46. Cykelsti\\nResume\\nTo løsninger:\\n1. Bro\\n2. Tunnel\\n48. Havn\\nResume\\nIntet."
    >>> [(opening.number, opening.title) for opening in numbered(text, outline(text))]
    [(46, 'Cykelsti'), (48, 'Havn')]
    """
    found = _running(text, rows, list(starts(text, rows))) if found is None else list(found)
    candidates = _printed_again(list(_weighed(text, rows, found)))
    by_form: dict[str, list[Opening]] = {}
    for candidate in candidates:
        by_form.setdefault(candidate.form, []).append(candidate)
    if not by_form:
        return []
    chains = {form: _heaviest(of_form) for form, of_form in by_form.items()}
    form = max(chains, key=lambda name: sum(opening.weight for opening in chains[name]))
    if len(chains) == 1:
        return chains[form]
    return _heaviest([c if c.form == form else c._replace(weight=c.weight + _NOT_THE_FORM) for c in candidates])


def _running(text: str, rows: Sequence[Row], found: Sequence[Start]) -> Sequence[Start]:
    listed = _listed(text, rows, found)
    return with_running(text, rows, found, [start for start, in_list in zip(found, listed, strict=True) if not in_list])


def is_sure(openings: Sequence[Opening]) -> bool:
    """Whether anything but the numbers themselves says that these are items."""
    return any(opening.weight >= _SURE for opening in openings)


def _weighed(text: str, rows: Sequence[Row], found: Sequence[Start]) -> Iterator[Opening]:
    """Each candidate with its weight. A line that is part of the title before is none."""
    above = _titles_stand_above(text, rows, found)
    titles = [read_title(text, rows, start, above=above) for start in found]
    heads, pages = _running_heads(found, titles), _pages(found, titles)
    stopped = _end_in_stops(found, titles)
    numbers = {start.row: start.number for start in found}
    behind = -1
    for start, title, in_list in zip(found, titles, _listed(text, rows, found), strict=True):
        is_page = start.form == ALONE and (start.row in pages or title.text in heads)
        if is_page or title.first < behind or start.row < behind:
            continue
        behind = title.end
        weight = _weight(text, rows, start, title, numbers, stopped=stopped) + in_list * _LISTED
        yield Opening(start.number, title.first, title.end, title.text, start.form, weight)


def _pages(found: Sequence[Start], titles: Sequence[Title]) -> frozenset[int]:
    """The rows of numbers alone on their lines that are pages: the line below has an item's number.

    It prints that with its title again, or the numbers below go on by one: `3` / `41 Havn`, `7` / `42 Vej`.
    """
    seen: dict[int, str] = {}
    below: dict[int, int] = {}
    pages = set()
    for (start, title), (after, again) in pairwise(zip(found, titles, strict=True)):
        seen[start.number] = key(title.text)
        if start.form == ALONE and after.form == BARE and after.row == start.row + 1:
            below[start.row] = after.number
            pages |= {start.row} if same(seen.get(after.number, ""), key(again.text)) else set()
    return frozenset(below if len(below) >= _PAGES and go_on(list(below.values())) else pages)


def _running_heads(found: Sequence[Start], titles: Sequence[Title]) -> frozenset[str]:
    """What stands below many numbers alone on their lines: a page's head below its number."""
    pairs = {(start.number, title.text) for start, title in zip(found, titles, strict=True) if start.form == ALONE}
    counts = Counter(title for _, title in pairs)
    return frozenset(title for title, count in counts.items() if count >= _PAGES and not is_closed(title))


def _titles_stand_above(text: str, rows: Sequence[Row], found: Sequence[Start]) -> bool:
    """Whether this document prints an item's number below its title: what follows the number is no title."""
    bare = [start for start in found if start.form[0].isalpha() and not title_on_line(text, rows, start)]
    below = [start.row for start in bare if not is_named_like_a_section(rows, start.row)]
    behind = {row: rows[row + 1] for row in below if row + 1 < len(rows) and rows[row + 1].kind == TEXT}
    words = {row: row_text(text, after) for row, after in behind.items()}
    often = {line for line, count in Counter(words.values()).items() if count > 1 and count * 2 > len(bare)}
    # what comes again below most numbers is no title, whatever it is
    bounded = sum(words.get(row) in often or _is_bounded(text, rows, row + 1) for row in below)
    return bounded * 2 > len(bare)


def _is_bounded(text: str, rows: Sequence[Row], index: int) -> bool:
    """Whether no title follows here, but a section's name or, behind a case number and the like, a sentence."""
    if index == len(rows) or rows[index].kind not in BOUNDS:
        return False
    while index < len(rows) and rows[index].kind in AROUND_CASE:
        index += 1
    return index == len(rows) or rows[index].kind != TEXT or is_sentence(row_text(text, rows[index]))


def _listed(text: str, rows: Sequence[Row], found: Sequence[Start]) -> Iterator[bool]:
    """For each start, whether it belongs to a list inside an item: one that begins with 1 after the agenda has."""
    opened, first, row = False, "", 0
    last: Start | None = None
    for start in found:
        bounds = {rows[index].kind for index in range(row, start.row)} & BOUNDS
        opened, row = opened or bool(bounds & {HEADING, CASE}), start.row
        if bounds:
            last = None
        if start.form not in LISTS or rows[row].end - start.title > _LONGEST:
            yield False
            continue
        if start.number == 1:
            words = key(text[start.title : rows[row].end])
            opened = opened or (first != "" and not same(words, first)) or _introduced(text, rows, row)
            first = words
            last = start if opened else None
        elif last is not None:
            last = start if _goes_on(text, rows, last, start) else None
        yield last is not None


def _goes_on(text: str, rows: Sequence[Row], last: Start, start: Start) -> bool:
    """Whether a number goes on with a list: in form, in count, and set off by a blank line only as its 2 is."""
    blank = "\n\n" in text[rows[start.row - 1].end : rows[start.row].start]
    if (last.form, last.number) != (start.form, start.number - 1):
        return False
    return start.number == 2 or not blank or "\n\n" in text[rows[last.row - 1].end : rows[last.row].start]


def _introduced(text: str, rows: Sequence[Row], index: int) -> bool:
    """Whether the row above ends in a colon, as what introduces a list does."""
    return index > 0 and rows[index - 1].kind == TEXT and row_text(text, rows[index - 1]).endswith(":")


def _end_in_stops(found: Sequence[Start], titles: Sequence[Title]) -> bool:
    """Whether most titles behind a word and a number end in a full stop, so that one says nothing."""
    worded = [title.text for start, title in zip(found, titles, strict=True) if start.form[0].isalpha() and title.text]
    return len(worded) > 1 and sum(words.endswith(".") for words in worded) * 2 > len(worded)


def _weight(
    text: str, rows: Sequence[Row], start: Start, title: Title, numbers: Mapping[int, int], *, stopped: bool
) -> float:
    words = title.text
    if not words:
        return _NO_TITLE
    worded = start.form[0].isalpha()
    below = _below(text, rows, title.end, start.number, numbers)
    weight = _PRIOR + max(below, _BELOW[CASE] * _holds_case(words)) + _MARKED * rows[start.row].marked
    weight += _LOWER_CASE * words[0].islower() + _LONG * (len(words) > _LONGEST)
    weight += _CONTENTS * is_contents(text[start.title : rows[title.end - 1].end])
    if (is_sentence(words) and not (worded and stopped)) or is_decision(words):
        weight += _SENTENCE_BEHIND_WORD if worded and not is_decision(words) else _SENTENCE
    return weight + _CLOSED_TITLE * is_closed(words)


def _holds_case(words: str) -> bool:
    """Whether a title has a case number before or behind it on its line."""
    likely = words[0].isdigit() or words[-1].isdigit() or words[-1] == ")"
    return likely and parts(words).case_number is not None


def _below(text: str, rows: Sequence[Row], first: int, number: int, numbers: Mapping[int, int]) -> float:
    """What speaks for a title in the rows below it: a case number, a section's name, a mark, a decision.

    `numbers` are those of all candidates, by their rows: what stands below a higher one speaks for that.
    """
    between = 0
    for index, row in enumerate(rows[first : first + _REACH], first):
        if numbers.get(index, 0) > number:
            return 0.0
        if row.kind in _BELOW:
            return max(_BELOW[row.kind] - between, 0.0)
        if row.kind == TEXT:
            if not between and is_decision(row_text(text, row)):
                return _DECISION_BELOW
            between += 1
    return 0.0


def _printed_again(candidates: list[Opening]) -> list[Opening]:
    """The candidates, weighed anew where a number and title come again: the contents come first, the item last."""
    last: dict[int, int] = {}
    for index, candidate in enumerate(candidates):
        before = last.get(candidate.number)
        if before is not None and same(key(candidates[before].title).rstrip("0123456789"), key(candidate.title)):
            candidates[before] = candidates[before]._replace(weight=candidates[before].weight + _CONTENTS)
            candidates[index] = candidate._replace(weight=candidate.weight + _AGAIN)
        last[candidate.number] = index
    return candidates


def _heaviest(candidates: Sequence[Opening]) -> list[Opening]:
    """The heaviest chain of rising numbers, in the order of the text; of two alike the earlier one."""
    total: list[float] = []
    before: list[int] = []
    ranks = {number: rank for rank, number in enumerate(sorted({c.number for c in candidates}))}
    chains = _Chains(len(ranks))
    latest: dict[int, int] = {}
    for index, candidate in enumerate(candidates):
        weight, back = chains.below(ranks[candidate.number])
        near = latest.get(candidate.number - 1, -1)
        if near >= 0 and total[near] + _IN_SEQUENCE >= weight:
            weight, back = total[near] + _IN_SEQUENCE, near
        total.append(weight + candidate.weight)
        before.append(back)
        chains.put(ranks[candidate.number], total[-1], index)
        if candidate.number not in latest or total[-1] > total[latest[candidate.number]]:
            latest[candidate.number] = index
    top = max(range(len(total)), key=lambda index: (total[index], -index), default=-1)
    return _walk_back(candidates, before, top if total and total[top] > 0 else -1)


def _walk_back(candidates: Sequence[Opening], before: Sequence[int], index: int) -> list[Opening]:
    chain = []
    while index >= 0:
        chain.append(candidates[index])
        index = before[index]
    return chain[::-1]


class _Chains:
    """The heaviest chain that ends below a number's rank, in logarithmic time (a Fenwick tree of maxima)."""

    def __init__(self, ranks: int) -> None:
        self._best = [(0.0, 1)] * (ranks + 1)

    def put(self, rank: int, weight: float, index: int) -> None:
        mark, at = (weight, -index), rank + 1
        while at < len(self._best):
            if mark > self._best[at]:
                self._best[at] = mark
            at += at & -at

    def below(self, rank: int) -> tuple[float, int]:
        """The weight of the chain, and the index of its last candidate; -1 where there is none."""
        best = self._best[0]
        while rank > 0:
            if self._best[rank] > best:
                best = self._best[rank]
            rank -= rank & -rank
        return best[0], -best[1]
