"""Document text -> Minutes: the head, the agenda items, their sections, the tables."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from referat.agenda import Opening, numbered
from referat.contents import announced, listed
from referat.head import meeting
from referat.items import items
from referat.outline import Row, outline
from referat.tables import find_tables
from referat.unnumbered import unnumbered
from referat.values import Minutes
from referat.zones import zones


def parse(text: str, *, meeting_date: str | None = None) -> Minutes:
    """The structure of a text in plain form; `meeting_date` (ISO) where the caller knows it.

    >>> minutes = parse("Referat\\n1. Cykelsti\\nResume\\nVejen er smal.\\nBeslutning\\nGodkendt.")
    >>> [(item.number, item.title, item.decision.outcome) for item in minutes.items]
    [(1, 'Cykelsti', 'approved')]
    """
    rows = outline(text)
    openings = agenda(text, rows)
    contents = announced(text, rows, openings)
    parted = zones(text, rows, openings, contents)
    first = openings[0].row if openings else len(rows)
    about = meeting(text, [row for row in rows[:first] if not contents.holds(row)], meeting_date)
    return Minutes(text, about, items(text, rows, openings, parted, about), parted, find_tables(text))


def agenda(text: str, rows: Sequence[Row]) -> Sequence[Opening]:
    """Where the items begin: by their numbers, unless the text falls into more parts than those explain."""
    parts = unnumbered(text, rows)
    for openings in (numbered(text, rows), listed(text, rows)):
        if openings and _explained(parts, openings) * 2 >= len(parts):
            return openings
    return parts


def _explained(parts: Sequence[Opening], openings: Sequence[Opening]) -> int:
    """How many of the parts have an item of their own: one that begins in them, or right above them."""
    begins = [opening.row for opening in openings]
    reached = [bisect_right(begins, part.body) for part in parts]
    return sum(after > before for before, after in pairwise([0, *reached]))
