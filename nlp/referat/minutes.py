"""Document text -> Minutes: the head, the agenda items, their sections, the tables."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from referat.structure.agenda import Opening, is_sure, numbered
from referat.structure.blocks import blocks
from referat.structure.contents import Contents, announced, listed, with_listed_titles
from referat.structure.frames import framed
from referat.structure.head import kind_by_decisions, meeting
from referat.structure.items import items
from referat.structure.loose_tables import loose_tables
from referat.structure.outline import CASE, Row, outline
from referat.structure.tables import find_tables
from referat.structure.titles import key
from referat.structure.unnumbered import unnumbered, with_closed
from referat.structure.zones import zones
from referat.values import Minutes, Table

#: So few numbered lines may be something else than the items, and so may those that explain less of the parts.
_FEW, _MOST = 3, 0.75


def parse(text: str, *, meeting_date: str | None = None) -> Minutes:
    """The structure of a text in plain form; `meeting_date` (ISO) where the caller knows it.

    >>> minutes = parse("Referat\\n1. Cykelsti\\nResume\\nVejen er smal.\\nBeslutning\\nGodkendt.")
    >>> [(item.number, item.title, item.decision.outcome) for item in minutes.items]
    [(1, 'Cykelsti', 'approved')]
    """
    rows = outline(text)
    openings = with_closed(text, rows, with_listed_titles(text, rows, _agenda(text, rows)))
    contents = announced(text, rows, openings)
    about = meeting(text, _head(rows, openings, contents), meeting_date)
    parted = blocks(text, rows, openings, about)
    found = items(text, parted, about)
    about = about if about.kind else replace(about, kind=kind_by_decisions(found))
    return Minutes(text, about, found, zones(text, rows, parted, contents), _tables(text, rows))


def _tables(text: str, rows: Sequence[Row]) -> tuple[Table, ...]:
    """The tables in their order; one that lost its lines is none where another holds its place."""
    kept: list[Table] = []
    for table in sorted([*find_tables(text), *loose_tables(text, rows)], key=lambda table: table.start):
        if not kept or kept[-1].end <= table.start:
            kept.append(table)
    return tuple(kept)


def _head(rows: Sequence[Row], openings: Sequence[Opening], contents: Contents) -> list[Row]:
    """The rows that tell of the meeting: those before the first item, but for the contents and case numbers."""
    before = rows[: openings[0].row if openings else None]
    return [row for row in before if row.kind != CASE and not contents.holds(row)]


def _agenda(text: str, rows: Sequence[Row]) -> Sequence[Opening]:
    """Where the items begin: by their numbers or the titles of the contents, unless the text falls into other parts."""
    parts, by_number = unnumbered(text, rows), numbered(text, rows)
    explained = _explained(parts, by_number)
    if explained < len(parts) * _MOST or len(by_number) < _FEW:
        by_form = numbered(text, rows, framed(text, rows))
        more = len(by_form) - len(by_number) if is_sure(by_form) else 0
        if (_explained(parts, by_form), more) > (explained, 0) or _print_again(by_number, by_form):
            by_number, explained = by_form, _explained(parts, by_form)
    by_title = listed(text, rows) if explained < len(parts) else []
    titled = _explained(parts, by_title)
    if by_number and explained * 2 >= len(parts) and explained >= titled:
        return by_number if parts or is_sure(by_number) or _is_meeting(text, rows[: by_number[0].row]) else ()
    return by_title if titled == len(parts) or len(by_title) > len(parts) else parts


def _print_again(first: Sequence[Opening], later: Sequence[Opening]) -> bool:
    """Whether items are those of a list above them, which then is the contents, printed again in another form."""
    titles = {opening.number: key(opening.title) for opening in first}
    known = sum(key(opening.title) == titles.get(opening.number) for opening in later)
    return bool(first and later) and later[0].row > first[-1].row and known * 2 > len(first)


def _is_meeting(text: str, head: Sequence[Row]) -> bool:
    """Whether a head tells of a meeting, so that a list of numbers below it may be an agenda."""
    about = meeting(text, head)
    return about.date is not None and (about.kind is not None or about.body is not None)


def _explained(parts: Sequence[Opening], openings: Sequence[Opening]) -> int:
    """How many of the parts have an item of their own: one that begins in them, or right above them."""
    begins = [opening.row for opening in openings]
    reached = [bisect_right(begins, part.body) for part in parts]
    return sum(after > before for before, after in pairwise([0, *reached]))
