"""The first day of a text that is full, with its year: what the head and the headings of decisions are dated by."""

from __future__ import annotations

from typing import NamedTuple

from referat.dates.forms import grammar, read


class Day(NamedTuple):
    """A day in ISO form, and where it stands."""

    value: str
    start: int
    end: int


def first_day(text: str, start: int = 0, end: int | None = None) -> Day | None:
    """The first full day, or None.

    >>> first_day("Referat: 14. maj 2030 kl. 08:30")
    Day(value='2030-05-14', start=9, end=21)
    """
    for hit in grammar().scan(text, start, end):
        for found in read(hit, None):
            if found.first.grain == "day" and found.first.year is not None and found.last is None:
                return Day(found.first.value, found.start, found.end)
    return None
