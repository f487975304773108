"""Where items begin that print no numbers: at a case number, at the mark of an open item, where sections come again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from referat.patterns import alternation, load
from referat.structure.agenda import Opening
from referat.structure.decisions import is_closing, is_decision
from referat.structure.item_lines import ALONE, Start, start_at
from referat.structure.outline import BOUNDS, CASE, CLOSED, HEADING, META, NOISE, OPEN, TEXT, Row
from referat.structure.sections import core_kinds, decision_kind
from referat.structure.titles import Title, is_closed, is_closed_alone, may_be_title, plain, read_title, row_text

_ENDS = (".", ":", ",", ";", "!", "?")
_LONGEST = 200
#: The sections whose lines may be names of files that are closed.
_ENCLOSURES = frozenset({"bilag"})


def unnumbered(text: str, rows: Sequence[Row]) -> list[Opening]:
    """The items by their boundaries, numbered from 1.

    >>> from referat.structure.outline import outline
    >>> text = "Cykelsti\\nSagsid.: 30/1234\\nResume\\nVejen er smal.\\n\\nSagsid.: 30/1235\\nResume\\nIntet."
    >>> [(opening.number, opening.title) for opening in unnumbered(text, outline(text))]
    [(1, 'Cykelsti'), (2, '')]
    """
    marks = list(_marks(rows))
    below = _titles_below(text, rows, marks)
    titled = {index for mark, title in below.items() for index in range(mark, title.end + 1)}
    bounds = _with_standing(text, rows, [mark for mark in marks if mark in below or mark not in titled], titled)
    if not bounds and _has_sections(rows):
        bounds = list(_recurrences(text, rows))
    if len(bounds) == 1 and rows[bounds[0]].kind == CASE and not any(row.kind == HEADING for row in rows):
        return []  # the reference of a letter or a notice
    above = [None if bound in below else _title_above(text, rows, bound) for bound in bounds]
    if len(bounds) > 2 * (len(below) + sum(title is not None for title in above)):
        above = [None] * len(bounds)  # a document prints its titles or leaves them out
    found = [
        Opening(number, bound, below[bound].end, below[bound].text)
        if bound in below
        else _opening(text, rows, number, bound, row)
        for number, bound, row in zip(range(1, len(bounds) + 1), bounds, above, strict=True)
    ]
    return _with_printed_numbers(text, rows, found)


def with_closed(text: str, rows: Sequence[Row], openings: Sequence[Opening]) -> list[Opening]:
    """Numbered items with the closed ones behind them that print nothing but a title; their numbers go on.

    >>> from referat.structure.outline import outline
    >>> text = "1. Vej\\nBeslutning\\nGodkendt.\\n\\nLUKKET: EJENDOMSSAG"
    >>> found = with_closed(text, outline(text), [Opening(1, 0, 1, "Vej", "1. Titel")])
    >>> [(opening.number, opening.title) for opening in found]
    [(1, 'Vej'), (2, 'LUKKET: EJENDOMSSAG')]
    """
    found, kind = list(openings), ""
    told = any(row.heading is not None and row.heading.kind == decision_kind() for row in rows)
    for index in range(found[-1].body if found and found[-1].form else len(rows), len(rows)):
        row = rows[index]
        if row.heading is not None:
            kind = row.heading.kind
            if len(found) > len(openings):
                return list(openings)
        may_end = kind in ("", decision_kind()) or not (told or kind in _ENCLOSURES)
        if row.kind == TEXT and may_end and _is_closed_title(text, rows, index, found):
            found.append(Opening(found[-1].number + 1, index, index + 1, row_text(text, row), found[-1].form))
    return found


def _is_closed_title(text: str, rows: Sequence[Row], index: int, found: Sequence[Opening]) -> bool:
    """Whether a line set off from what stands above it is a closed item's title: `Lukket: Salg`, `Salg (lukket)`.

    The name of a file is one only where another item that was `found` has the mark.
    """
    words = row_text(text, rows[index])
    blank = "\n\n" in text[rows[index - 1].end : rows[index].start]
    apart = blank or _closed("closed_item").match(row_text(text, rows[index - 1])) is not None
    if not apart or len(words) > _LONGEST or words.endswith(_ENDS) or not _closed("closed_item").match(words):
        return False
    if _closed("no_closed_item").search(words):
        return False
    return not _closed("closed_file").match(words) or any(is_closed(opening.title) for opening in found)


def _titles_below(text: str, rows: Sequence[Row], marks: Sequence[int]) -> dict[int, Title]:
    """The titles by the marks that stand above them, in a document that prints them so: `Åben sag` / `Cykelsti`."""
    starts = (Start(mark, 0, ALONE, rows[mark].end) for mark in marks)
    titles = {start.row: title for start in starts if (title := read_title(text, rows, start)).text}
    found = {mark: title for mark, title in titles.items() if _may_be_of_item(text, rows, title)}
    behind = {title.end for title in found.values()}
    others = sum(mark not in found and mark not in behind for mark in marks)
    above = sum(_title_above(text, rows, mark) is not None for mark in list(found)[1:] or found)  # first: the head
    return found if len(found) > others and len(found) > 2 * above else {}


def _may_be_of_item(text: str, rows: Sequence[Row], title: Title) -> bool:
    """Whether a line below a mark may be its item's title: a section, a case number or a decision follows.

    Below the title of a closed item nothing need follow.
    """
    if title.text.endswith(_ENDS) or is_decision(title.text):
        return False
    if title.end == len(rows) or is_closing(row_text(text, rows[title.end])):
        return any(row.kind == CLOSED for row in rows[title.first : title.end])
    return rows[title.end].kind in BOUNDS or is_decision(row_text(text, rows[title.end]))


def _with_printed_numbers(text: str, rows: Sequence[Row], openings: list[Opening]) -> list[Opening]:
    """The items with the numbers that their titles print, where all do, and these rise: longer lists hid the agenda."""
    starts = [start_at(text, rows[opening.row], opening.row) for opening in openings if opening.title]
    numbers = [start.number for start in starts if start is not None]
    if len(numbers) != len(openings) or any(after <= before for before, after in pairwise(numbers)):
        return openings
    titles = (plain(text[start.title : rows[start.row].end]) for start in starts if start is not None)
    return [
        opening._replace(number=number, title=title)
        for opening, number, title in zip(openings, numbers, titles, strict=True)
    ]


def _marks(rows: Sequence[Row]) -> Iterator[int]:
    """Lines of a case number or a mark; those with nothing between them are one boundary."""
    apart = True
    for index, row in enumerate(rows):
        if row.kind in (CASE, OPEN, CLOSED):
            if apart:
                yield index
            apart = False
        elif row.kind not in (META, NOISE):
            apart = True


def _with_standing(text: str, rows: Sequence[Row], marks: Sequence[int], titled: set[int]) -> list[int]:
    """The boundaries with those of the matters that come at every meeting, and have no mark of their own."""
    if not marks:
        return []
    titled = titled.union(*(range(mark - 2, mark) for mark in marks))
    standing = (index + 1 for index in range(len(rows) - 1) if index not in titled and _stands(text, rows, index))
    return sorted({*marks, *standing})


def _stands(text: str, rows: Sequence[Row], index: int) -> bool:
    """Whether a row is the title of a matter that comes at every meeting, with a section or a decision below it."""
    row, below = rows[index], rows[index + 1]
    if row.kind != TEXT or not _standing().match(text, row.begin, row.end):
        return False
    opens = below.kind == HEADING or is_decision(row_text(text, below))
    whole = _standing().fullmatch(row_text(text, row)) is not None
    return opens and whole and _title_above(text, rows, index + 1) == index


def _has_sections(rows: Sequence[Row]) -> bool:
    """Whether the headings are those of an item: of two kinds, one of which every item has."""
    kinds = {row.heading.kind for row in rows if row.heading is not None}
    return len(kinds) > 1 and not kinds.isdisjoint(core_kinds())


def _recurrences(text: str, rows: Sequence[Row]) -> Iterator[int]:
    """The first section of each item: where a name comes again, or before that below a line that looks like a title."""
    seen: set[str] = set()
    titled: int | None = None
    for index, row in enumerate(rows):
        if row.kind != HEADING or row.heading is None:
            continue
        name = " ".join(text[row.begin : row.heading.body].strip("*_:. \t").split()).casefold()
        if not seen:
            yield index
        elif name in seen:
            yield index if titled is None else titled
            seen, titled = set(), None
        elif titled is None and _title_above(text, rows, index) is not None:
            titled = index
        seen.add(name)


def _opening(text: str, rows: Sequence[Row], number: int, bound: int, row: int | None) -> Opening:
    if row is not None:
        return Opening(number, row, bound, row_text(text, rows[row]))
    if is_closed_alone(text, rows[bound]):
        return Opening(number, bound, bound + 1, row_text(text, rows[bound]))
    return Opening(number, bound, bound, "")


def _title_above(text: str, rows: Sequence[Row], bound: int) -> int | None:
    """The row above a boundary that is its item's title: short, set off from the text before it, no sentence."""
    index = bound - 1
    while index >= 0 and rows[index].kind == NOISE:
        index -= 1
    if index < 0 or not may_be_title(text, rows[index]):
        return None
    title = row_text(text, rows[index])
    if len(title) > _LONGEST or title.endswith(_ENDS) or is_decision(title):
        return None
    before = rows[index - 1] if index else None
    blank = before is None or "\n\n" in text[before.end : rows[index].start].replace(" ", "")
    ended = before is None or (before.kind != HEADING and _is_ended(text, before))
    return index if blank or ended else None


def _is_ended(text: str, row: Row) -> bool:
    return row.kind != TEXT or row_text(text, row).endswith(_ENDS)


@cache
def _standing() -> re.Pattern[str]:
    return re.compile(load("agenda").facts["standing"])


@cache
def _closed(name: str) -> re.Pattern[str]:
    months = alternation(load("months").words["month"])
    return re.compile(load("agenda").facts[name].replace("{months}", months))
