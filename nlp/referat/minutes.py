"""Document text -> Minutes: the head, the agenda items, their sections, the tables."""

from __future__ import annotations

from referat.agenda import Opening, numbered
from referat.contents import announced
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
    openings = _openings(text, rows)
    first = openings[0].row if openings else len(rows)
    contents = announced(text, rows, openings, first)
    about = meeting(text, [row for index, row in enumerate(rows[:first]) if index not in contents], meeting_date)
    parted = zones(text, rows, openings, contents)
    found = items(text, rows, openings, parted, about.date)
    return Minutes(text, about, found, parted, find_tables(text))


def _openings(text: str, rows: list[Row]) -> list[Opening]:
    by_number, by_bounds = numbered(text, rows), unnumbered(text, rows)
    begins = [opening.row for opening in by_number]
    missed = len(by_bounds) - len(begins)
    return by_bounds if missed > len(begins) else by_number
