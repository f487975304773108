"""Gives dates the year they lack: from their list, their sentence, its tense, the item, the meeting."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from referat.dates.calendar_values import Point
from referat.dates.context import connector
from referat.dates.forms import Found, grammar
from referat.dates.tense import PAST, PROPOSED, is_until, sentence, tense
from referat.values import Minutes

_REACH = 160  # characters of a line that are read
#: A date that went by so short a time ago is likelier than the same one most of a year ahead.
_JUST_GONE = timedelta(days=90)
_HALF_A_YEAR = 6  # months; in a list, a later month before an earlier one by so much is of the year before
#: A half-year or quarter takes the meeting's year whatever the tense.
_BY_TENSE = {"day", "month", "week", "season"}
#: A year this near to the meeting's may govern the dates that follow in its sentence.
_NEAR = 2
#: From where a year was taken that is certain enough for a schedule to turn the year after it.
_TOLD = {None, "sentence", "schedule"}
_LETTERS = re.compile(r"[^\W\d_]+")
_JOINED = {"day", "month", "week", "quarter", "half", "season"}
_STROKED = {"month", "week", "quarter", "half", "season"}


def complete(found: Sequence[Found], minutes: Minutes) -> list[Found]:
    """The dates with their years, those that a dash joins made one; what no one tells stays without a year.

    >>> from referat.dates.forms import read
    >>> from referat.values import bare
    >>> text = "fra 1. maj - 3. juni 2022, senest i januar"
    >>> dates = [one for hit in grammar().scan(text) for one in read(hit, 2022)]
    >>> [date.value for date in complete(dates, bare(text, date="2022-10-11"))]
    ['2022-05-01/2022-06-03', '2023-01']
    """
    dates = _years_from_the_right(list(found), minutes.text)
    years = _Years(minutes)
    for index, one in enumerate(dates):
        previous = dates[index - 1] if index else None
        following = dates[index + 1] if index + 1 < len(dates) else None
        dates[index] = years.give(one, previous, following)
    return _join(dates, minutes.text)


def _years_from_the_right(dates: list[Found], text: str) -> list[Found]:
    """`30. april og 31. juli 2030`: the year that a list's last element has is that of all."""
    for index in range(len(dates) - 2, -1, -1):
        one, after = dates[index], dates[index + 1]
        link = None if one.dated or not after.dated or not _alike(one, after) else connector(text, one.end, after.start)
        if link is not None and after.first.year is not None:
            later = _wraps(one.points[-1], after.first, strictly=link != "list")
            dates[index] = _in_year(one, after.first.year - later, "sentence", ends=True)
    return dates


def _alike(one: Found, other: Found) -> bool:
    return one.first.grain == other.first.grain or {one.first.grain, other.first.grain} == {"day", "month"}


def _wraps(first: Point, last: Point, *, strictly: bool) -> bool:
    """Whether the turn of the year lies between two points, by their places in the year."""
    if first.grain != last.grain:
        return first.number - last.number >= (1 if strictly else _HALF_A_YEAR)
    if strictly or first.grain != "day":
        return (first.number, first.day) > (last.number, last.day)
    return first.number - last.number >= _HALF_A_YEAR


def _in_year(found: Found, year: int, source: str, *, ends: bool = False) -> Found:
    """A date moved to a year; an interval over the turn of the year begins in it, or `ends` in it."""
    if found.last is None:
        return found.moved(found.first.in_year(year), None, source)
    over = _wraps(found.first, found.last, strictly=True)
    start = year - over if ends else year
    return found.moved(found.first.in_year(start), found.last.in_year(start + over), source)


class _Years:
    """Gives the years of one text's dates, which are asked from left to right."""

    def __init__(self, minutes: Minutes) -> None:
        self._text = minutes.text
        self._minutes = minutes
        self._meeting = _iso(minutes.meeting.date)
        self._in_item: dict[tuple[int, int, int], set[int]] = {}
        self._stated: Found | None = None  # the last year, said as such
        self._looked: tuple[int, str | None] = (-1, None)
        self._told: dict[str, Found] = {}  # the last date of each grain whose year stands with it

    def give(self, found: Found, previous: Found | None, following: Found | None) -> Found:
        if found.dated:
            self._remember(found)
            return found
        return (
            self._from_the_words(found)
            or self._from_the_weekday(found)
            or self._from_the_left(found, previous)
            or self._from_the_sentence(found)
            or self._from_a_neighbour(found, following)
            or self._from_the_line_above(found, previous)
            or self._from_the_tense(found)
            or self._from_the_item(found)
            or self._from_the_meeting(found)
            or replace(found, year_from="unknown")
        )

    def _remember(self, found: Found) -> None:
        if found.year_from is not None:
            return
        self._told[found.first.grain] = found
        if found.first.grain == "day" and found.first.year is not None:
            item = self._minutes.zone_at(found.start).item
            self._in_item.setdefault((item, found.first.number, found.first.day), set()).add(found.first.year)
        if found.first.grain == "year" and found.last is None:
            self._stated = found

    def _from_the_words(self, found: Found) -> Found | None:
        """`1. december sidste år`: what stands directly behind the date."""
        behind = _regex("{relative_behind}").match(self._text, found.end)
        if behind is None or self._meeting is None:
            return None
        far = grammar().words["relative"][" ".join(behind["relative"].lower().split())]
        return _existing(_in_year(found, self._meeting.year + far, "sentence"))

    def _from_the_weekday(self, found: Found) -> Found | None:
        """`torsdag den 8. oktober`: of the years around the meeting the one in which that day is a Thursday."""
        name = _LETTERS.match(self._text, found.start)
        if self._meeting is None or name is None or found.first.grain != "day":
            return None
        number = _weekdays().get(name[0].lower())
        moved = (_existing(_in_year(found, self._meeting.year + years, "weekday")) for years in (0, -1, 1))
        return next((one for one in moved if one and one.first.first.isoweekday() == number), None)

    def _from_the_left(self, found: Found, previous: Found | None) -> Found | None:
        """The next such date on or after the one that a list or range begins with."""
        if previous is None or previous.points[-1].year is None or not _alike(found, previous):
            return None
        link = connector(self._text, previous.end, found.start)
        if link is None:
            return None
        year = previous.points[-1].year + _wraps(previous.points[-1], found.first, strictly=link != "list")
        return _existing(_in_year(found, year, previous.year_from or "sentence"))

    def _from_the_sentence(self, found: Found) -> Found | None:
        """`I 2030 følges der op pr. 30. april`: a year that stands earlier in the sentence."""
        stated = self._stated
        if stated is None or stated.start < sentence(self._text, found.start, found.end)[0]:
            return None
        if _regex("{new_clause}").search(self._text, stated.end, found.start) or self._is_of_thing(stated, found):
            return None
        year = stated.first.year or 0
        if not self._is_near(year):
            return None
        moved = _existing(_in_year(found, year, "sentence"))
        return moved if moved and self._agrees(moved) else None

    def _is_of_thing(self, stated: Found, found: Found) -> bool:
        """Whether the year is that of the thing which the date tells of: `udmelder satser for 2021 i november`."""
        beside = _regex("{gap}i{gap}").fullmatch(self._text, stated.end, found.start) is not None
        return beside and self._text[max(stated.start - 5, 0) : stated.start] == " for "

    def _from_a_neighbour(self, found: Found, following: Found | None) -> Found | None:
        """`85 % i 3. kvartal 2022, 88 % i 4. kvartal`: the year of the nearest such date in the sentence before which
        or behind which it comes in the year too, unless the tense speaks against it."""
        left, right = sentence(self._text, found.start, found.end)
        before = self._told.get(found.first.grain)
        for other in (before, following):
            if other is None or other.year_from or other.start < left or other.end > right:
                continue
            pair = (other, found) if other is before else (found, other)
            year = _common_year(*pair)
            if year is not None and self._is_near(year):
                moved = _existing(_in_year(found, year, "sentence"))
                return moved if moved and self._agrees(moved) else None
        return None

    def _is_near(self, year: int) -> bool:
        return self._meeting is None or abs(year - self._meeting.year) <= _NEAR

    def _looks(self, found: Found) -> str | None:
        """The tense around a date, which several rules ask for in turn."""
        if self._looked[0] != found.start:
            self._looked = (found.start, tense(self._text, found.start, found.end))
        return self._looked[1]

    def _agrees(self, found: Found) -> bool:
        """Whether a date lies before or behind the meeting, as the tense of its sentence says."""
        looks = self._looks(found)
        if self._meeting is None or looks is None:
            return True
        return found.first.first <= self._meeting if looks == PAST else found.points[-1].last >= self._meeting

    def _from_the_line_above(self, found: Found, previous: Found | None) -> Found | None:
        """In a schedule, a date a line: the first such date on or after the one in the line above."""
        if previous is None or previous.first.year is None or not self._is_near(previous.first.year):
            return None
        if not _regex("{next_line}").fullmatch(self._text, previous.end, found.start):
            return None
        start, above = self._line_start(found), self._line_start(previous)
        if start is None or not (above or start["label"] or self._text[found.end : found.end + 1] == ":"):
            return None
        sure = previous.year_from in _TOLD
        years = range(previous.first.year, previous.first.year + 1 + sure)
        moved = (_existing(_in_year(found, year, "schedule")) for year in years)
        return next((one for one in moved if one and one.points[-1].last >= previous.first.first), None)

    def _line_start(self, found: Found) -> re.Match[str] | None:
        """What stands between the line's start and the date that opens it; None where the line is a sentence."""
        return _regex("{schedule_start}").search(self._text, max(found.start - _REACH, 0), found.start)

    def _from_the_tense(self, found: Found) -> Found | None:
        """What a decision says of the future lies behind the meeting; elsewhere it may just have gone by."""
        if self._meeting is None or found.first.grain not in _BY_TENSE:
            return None
        looks = self._looks(found)
        if looks is None:
            return None
        around = range(self._meeting.year - 1, self._meeting.year + 2)
        possible = [one for year in around if (one := _existing(_in_year(found, year, "tense")))]
        if looks == PAST and is_until(self._text, found.start):
            meeting = self._meeting
            return min(possible, key=lambda one: abs(one.first.first - meeting), default=None)
        if looks == PAST:
            return next((one for one in reversed(possible) if one.first.first <= self._meeting), None)
        decided = self._minutes.zone_at(found.start).section == "beslutning"
        earliest = self._meeting if looks == PROPOSED or decided else self._meeting - _JUST_GONE
        return next((one for one in possible if one.points[-1].last >= earliest), None)

    def _from_the_item(self, found: Found) -> Found | None:
        """The year that the same day has elsewhere in the item, if there it has but one."""
        item = self._minutes.zone_at(found.start).item
        years = self._in_item.get((item, found.first.number, found.first.day), set())
        if found.first.grain != "day" or len(years) != 1:
            return None
        return _in_year(found, next(iter(years)), "item")

    def _from_the_meeting(self, found: Found) -> Found | None:
        """The meeting's year, or the nearest that has such a day or week; what is past has begun before the meeting."""
        if self._meeting is None:
            return None
        nearest = sorted(range(-4, 5), key=abs)
        moved = (_existing(_in_year(found, self._meeting.year + years, "meeting")) for years in nearest)
        is_past = self._looks(found) == PAST
        return next((one for one in moved if one and not (is_past and one.first.first > self._meeting)), None)


@cache
def _weekdays() -> dict[str, int]:
    """The days of the week by their names, long and short, in lower case."""
    words = grammar().words
    return {**words["weekday"], **words["weekday_short"]}


def _existing(found: Found) -> Found | None:
    return found if all(point.exists for point in found.points) else None


def _iso(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _common_year(first: Found, last: Found) -> int | None:
    """The year of two dates that follow each other in it, one of which has it; else None."""
    start, end = first.points[-1], last.first
    in_order = start.grain == end.grain and (start.number, start.day) < (end.number, end.day)
    return (start.year or end.year) if in_order else None


@cache
def _regex(source: str) -> re.Pattern[str]:
    return grammar().compile(source)


def _join(dates: list[Found], text: str) -> list[Found]:
    joined: list[Found] = []
    for one in dates:
        period = _period(joined[-1], one, text) if joined else None
        if period:
            joined[-1] = period
        else:
            joined.append(one)
    return joined


def _period(first: Found, last: Found, text: str) -> Found | None:
    """The span of two dates that a dash joins, the first being the earlier."""
    grain = first.first.grain
    if first.last or last.last or first.modifier or last.modifier or grain != last.first.grain or grain not in _JOINED:
        return None
    between = text[first.end : last.start]
    if connector(text, first.end, last.start) != "dash" or ("/" in between and grain not in _STROKED):
        return None
    start, end = first.first, last.first
    if (start.year or 0, start.number, start.day) >= (end.year or 0, end.number, end.day):
        return None
    return replace(first, end=last.end, last=end, year_from=first.year_from or last.year_from)
