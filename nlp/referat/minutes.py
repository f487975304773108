"""Document text -> Minutes: the head, the agenda items, their sections, the tables."""

from __future__ import annotations

from referat.tables import find_tables
from referat.values import Meeting, Minutes, Zone


def parse(text: str, *, meeting_date: str | None = None) -> Minutes:
    """The structure of a text in plain form; `meeting_date` (ISO) where the caller knows it."""
    return Minutes(text, Meeting(date=meeting_date), zones=(Zone(0, len(text), 0, "other"),), tables=find_tables(text))
