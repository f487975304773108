"""The rows of a document parted into those of the head and those of each item."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from functools import cache
from itertools import pairwise, takewhile
from typing import NamedTuple

from referat.dates.days import first_day
from referat.patterns import load
from referat.structure.agenda import Opening
from referat.structure.decisions import core, first_sentence, is_decision, is_stage
from referat.structure.outline import AROUND_CASE, CASE, CLOSED_GROUP, HEADING, META, NOISE, OPEN_GROUP, TEXT, Row
from referat.structure.sections import ALWAYS, FALLBACK, STAGE, Heading, decision_kind, first_kinds, route_kind
from referat.structure.titles import begins_item, key, row_text
from referat.values import Meeting

#: No heading of a group of items is longer.
_GROUP_LIMIT = 80


#: The rows that show a table of cells on lines of their own; the head of a column and a name in it are no longer.
_CELLS, _CELL, _NAME = 7, 20, 60
#: The word for a body is no shorter.
_BODY = 5


class Block(NamedTuple):
    """An item's rows: those above its first line that announce it, those of its title, and its body.

    `closed` is whether the items stand below the heading of a group of closed ones.
    """

    number: int
    title: str
    above: Sequence[Row]
    lines: Sequence[Row]
    body: Sequence[Row]
    closed: bool

    @property
    def start(self) -> int:
        """Where the item begins."""
        return next(rows[0].start for rows in (self.above, self.lines, self.body) if rows)


def blocks(
    text: str,
    rows: Sequence[Row],
    openings: Sequence[Opening],
    meeting: Meeting = Meeting(),  # noqa: B008 (it is frozen)
) -> list[Block]:
    """Each item's rows, in the order of the text. The meeting's body and day tell its decision from others.

    >>> from referat.structure.agenda import numbered
    >>> from referat.structure.outline import outline
    >>> text = "Byrådet\\nLukkede punkter\\n7. Salg\\nSagsnr. 30/1234\\nResume\\nIntet."
    >>> [block] = blocks(text, outline(text), numbered(text, outline(text)))
    >>> block.closed, [len(part) for part in (block.above, block.lines, block.body)]
    (True, [1, 1, 3])
    """
    if not openings:
        return []
    again = _printed_above(text, rows, openings)
    behind = [0, *(opening.body for opening in openings)]
    case_above, tied = _case_above(rows, openings[0]), _tied_above(rows, openings)
    ends = [*(opening.row - case_above for opening in openings[1:]), len(rows)]
    firsts = [
        _first(text, rows, opening, range(top, end), again, case_above, tied)
        for opening, top, end in zip(openings, behind, ends, strict=False)
    ]
    found, closed = [], False
    for opening, first, end in zip(openings, firsts, [*firsts[1:], len(rows)], strict=True):
        above = rows[first : opening.row]
        closed = next((row.kind == CLOSED_GROUP for row in above if row.kind in (OPEN_GROUP, CLOSED_GROUP)), closed)
        body = _without_columns(text, _with_case(text, rows[opening.body : end]))
        body = _with_name(text, body, meeting.body)
        body = _opened_once(_with_spares(text, _with_route(_with_treatment(text, body, meeting.date)), meeting.date))
        found.append(Block(opening.number, opening.title, above, rows[opening.row : opening.body], body, closed))
    return found


def _printed_above(text: str, rows: Sequence[Row], openings: Sequence[Opening]) -> frozenset[str]:
    """The lines that stand above most items: the body and the day of the meeting, printed anew for each."""
    above = [rows[o.row - 2 : o.row] for o in openings if o.row > 1]
    counts = Counter(row_text(text, last) for before, last in above if last.kind == TEXT and before.kind != HEADING)
    often = (line for line, count in counts.items() if count > 1 and count * 2 >= len(openings))
    return frozenset(line for line in often if not line.endswith("."))


def _case_above(rows: Sequence[Row], first: Opening) -> bool:
    """Whether a paper prints the case number above the title: the first item has one there."""
    return first.row > 0 and rows[first.row - 1].kind in AROUND_CASE


def _tied_above(rows: Sequence[Row], openings: Sequence[Opening]) -> Collection[str]:
    """The kinds of rows above a title that belong to it; marks of open items do where a paper prints them there."""
    return AROUND_CASE if sum(_case_above(rows, opening) for opening in openings) > 1 else (CASE, META)


def _first(
    text: str,
    rows: Sequence[Row],
    opening: Opening,
    within: range,
    again: frozenset[str],
    case_above: bool,
    tied: Collection[str],
) -> int:
    """The first of the rows above an item that announce it; it stands `within` the title before and the next item.

    A case number with a blank line below it, in a paper that prints them elsewhere, belongs to the item before.
    """
    lacks_case = not any(row.kind == CASE for row in rows[opening.body : min(opening.body + 2, within.stop)])
    lacks_case = lacks_case and (case_above or not _is_set_off(text, rows, opening.row))
    between = range(within.start, opening.row)
    top = next((index for index in between if rows[index].kind not in AROUND_CASE), opening.row)
    if case_above and top == opening.row:  # nothing but case numbers since the title before: the last is this item's
        top = next((index for index in reversed(between) if rows[index].kind == CASE), opening.row)
    first = index = opening.row
    while index > within.start:
        index -= 1
        row = rows[index]
        if (
            (row.kind in tied and lacks_case and index >= top)
            or _heads_group(text, row)
            or (row.kind == TEXT and row_text(text, row) in again)
        ):
            first = index
        elif row.kind != NOISE:
            break
    return first


def _is_set_off(text: str, rows: Sequence[Row], index: int) -> bool:
    """Whether a blank line stands above a row."""
    return index > 0 and text.count("\n", rows[index - 1].end, rows[index].start) > 1


def _with_case(text: str, body: Sequence[Row]) -> Sequence[Row]:
    """A body whose first line could be a date or a page of so many, and is the case number: `30/1` above a section."""
    if len(body) > 1 and body[1].kind == HEADING and (match := _short().match(text, body[0].begin, body[0].end)):
        return [body[0]._replace(kind=CASE, case_number=match.group()), *body[1:]]
    return body


def _with_name(text: str, body: Sequence[Row], name: str | None) -> Sequence[Row]:
    """A body in which the name of who meets tells what they decided, where no heading does.

    It stands alone on its line before all other text, or before a colon: `Byrådet: Godkendt.`
    """
    headings = (row.heading for row in body if row.heading is not None)
    decided = any(heading.kind == decision_kind() and heading.rank != FALLBACK for heading in headings)
    if name is None or decided:
        return body
    first = next((index for index, row in enumerate(body) if row.kind not in (*AROUND_CASE, NOISE)), len(body))
    for index, row in enumerate(body):
        if row.kind == TEXT and (end := _named(text, row, name, alone=index == first)):
            heading = Heading(row.start, end, row.end, decision_kind(), ALWAYS, row.marked, alone=end == row.end)
            return [*body[:index], row._replace(kind=HEADING, heading=heading), *body[index + 1 :]]
    return body


def _named(text: str, row: Row, name: str, *, alone: bool) -> int:
    """Where the text of a row begins behind the name of who meets and a colon, or at its end; 0 where it has none."""
    if alone and key(row_text(text, row)) == key(name):
        return row.end
    words, colon, behind = text[row.begin : row.end].partition(":")
    whole = words.casefold() == name.casefold() or (len(core(words)) >= _BODY and core(words) in core(name))
    return row.end - len(behind.lstrip()) if whole and colon and behind.strip() else 0


def _with_treatment(text: str, body: Sequence[Row], date: str | None) -> Sequence[Row]:
    """A body in which the heading of its route heads the decision, where nothing else does: `POLITISK BEHANDLING`.

    A decision follows it at once, or the bodies that treated the matter one after the other, the one that meets among
    them, each with its own.
    """
    kinds = {row.heading.kind for row in body if row.heading is not None}
    if decision_kind() in kinds or route_kind() not in kinds:
        return body
    for index, row in enumerate(body):
        if row.heading is not None and _is_kind(row, route_kind()):
            below = list(takewhile(lambda row: row.heading is None, body[index + 1 :]))
            decided = below and is_decision(first_sentence(row_text(text, below[0])))
            if decided or any(is_stage(row_text(text, row)) and _is_of(text, row, date) for row in below):
                heading = row.heading._replace(kind=decision_kind())
                return [*body[:index], row._replace(heading=heading), *body[index + 1 :]]
    return body


def _without_columns(text: str, body: Sequence[Row]) -> Sequence[Row]:
    """A body in which the head of a column is no heading where another is of its kind: `Dato` / `Beslutning`."""
    headings = [index for index, row in enumerate(body) if row.heading is not None]
    heads = {index for route, index in pairwise(headings) if _heads_column(text, body[route : index + 1])}
    heads |= {index for index in headings if _heads_cells(text, body[index : index + _CELLS])}
    if not heads:
        return body
    others = {heading.kind for index in headings if index not in heads and (heading := body[index].heading)}
    return [
        row._replace(kind=TEXT, heading=None) if index in heads and row.heading and row.heading.kind in others else row
        for index, row in enumerate(body)
    ]


def _heads_column(text: str, rows: Sequence[Row]) -> bool:
    """Whether the last of these rows, of a route's heading and what follows, heads a column beside others."""
    if len(rows) < 3 or not (_is_kind(rows[0], route_kind()) and _is_kind(rows[-1], decision_kind())):
        return False
    columns = load("headings").facts["route_columns"]
    return all(row_text(text, row) in columns for row in rows[1:-1])


def _heads_cells(text: str, rows: Sequence[Row]) -> bool:
    """Whether the first of these rows heads a table whose cells stand each on its own line: `Finansiering` / `Kr.`"""
    heading = rows[0].heading
    if heading is None or heading.rank == ALWAYS or not heading.alone or len(rows) < _CELLS:
        return False
    first, second, *cells = (row_text(text, row) for row in rows[1:])
    heads = not any(cell[:1].isdigit() or len(cell) > _CELL for cell in (first, second))
    return heads and sum(cell[:1].isdigit() for cell in cells) > 1 and all(len(cell) <= _NAME for cell in cells)


def _is_kind(row: Row, kind: str) -> bool:
    """Whether a row is a heading of this kind, alone on its line."""
    return row.heading is not None and row.heading.kind == kind and row.heading.alone


def _with_route(body: Sequence[Row]) -> Sequence[Row]:
    """A body, its rows made text that only list who treats the matter when, below the heading of its route."""
    rows, above = list(body), ""
    for index, row in enumerate(body):
        if above == route_kind() and _may_decide(row) and _heads_nothing(body, index):
            rows[index] = row._replace(kind=TEXT, heading=None, spare=None)
        elif row.heading is not None:
            above = row.heading.kind
    return rows


def _heads_nothing(body: Sequence[Row], index: int) -> bool:
    """Whether nothing stands below a row but another heading."""
    heading = body[index].heading or body[index].spare
    below = next((row for row in body[index + 1 :] if row.kind != NOISE), None)
    return heading is not None and heading.alone and (below is None or below.kind == HEADING or _may_decide(below))


def _with_spares(text: str, body: Sequence[Row], date: str | None) -> Sequence[Row]:
    """A body in which what may open a section does where nothing else opens one of its kind.

    What other meetings decided, below the heading of the matter's route, is no decision of the item.
    """
    if not any(row.spare or (row.heading and row.heading.rank == FALLBACK) for row in body):
        return body
    opened = {row.heading.kind for row in body if row.heading is not None}
    decided = any(_may_decide(row) and _is_of(text, row, date) for row in body)
    rows, above = [], ""
    for row in body:
        taken = row
        if _may_decide(row) and above == route_kind() and not _is_of(text, row, date):
            taken = row._replace(kind=TEXT, heading=None) if decided else row
        elif row.spare is not None and (not above if row.spare.kind in first_kinds() else row.spare.kind not in opened):
            taken = row._replace(kind=HEADING, heading=row.spare) if decided or row.spare.rank != STAGE else row
        above = taken.heading.kind if taken.heading else above
        rows.append(taken)
    return rows


def _may_decide(row: Row) -> bool:
    """Whether a row heads a decision by its body and day alone."""
    heading = row.heading or row.spare
    return heading is not None and heading.kind == decision_kind() and heading.rank in (FALLBACK, STAGE)


def _is_of(text: str, row: Row, date: str | None) -> bool:
    """Whether a row tells the day of the meeting."""
    day = first_day(row_text(text, row))
    return day is not None and day.value == date


def _opened_once(body: Sequence[Row]) -> Sequence[Row]:
    """A body, its rows made text that would open the section again in which they stand: a second recommendation."""
    rows, kind = list(body), ""
    for index, row in enumerate(body):
        if row.heading is None:
            continue
        if row.heading.rank == FALLBACK and row.heading.kind == kind != decision_kind():
            rows[index] = row._replace(kind=TEXT, heading=None)
        kind = row.heading.kind
    return rows


def _heads_group(text: str, row: Row) -> bool:
    """Whether a line heads the items below it: by its words, or in capitals as the body that sends them is."""
    if row.kind != TEXT or row.end - row.begin > _GROUP_LIMIT:
        return row.kind in (OPEN_GROUP, CLOSED_GROUP)
    words = row_text(text, row)
    return words.isupper() and words[-1].isalpha() and not is_decision(words) and not begins_item(text, row)


@cache
def _short() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(load('agenda').facts['cases']['short'])})(?=[*_ \t]*\Z)")
