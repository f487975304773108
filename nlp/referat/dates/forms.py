"""Reads what a date pattern matched: groups of a hit -> spans with points of the calendar."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import chain

from referat.dates.calendar_values import Point, century
from referat.frozen import frozen
from referat.numbers import to_decimal
from referat.patterns import Grammar, Hit, load

_NUMBER = re.compile(r"[0-9]+")
_LONGEST_SPAN = 50  # years; a longer `1999-75` is no period


@frozen
class Found:
    """A span that may be a date: its first and, for an interval, last point. A point may lack its year.

    `year_from` says where a missing year was taken from; `source` who read it, where it was not we.
    """

    start: int
    end: int
    rule: str
    first: Point
    last: Point | None = None
    modifier: str | None = None
    year_from: str | None = None
    source: str | None = None

    @property
    def value(self) -> str:
        """The canonical value."""
        period = self.first.value + (f"/{self.last.value}" if self.last else "")
        return f"{period};mod={self.modifier}" if self.modifier else period

    @property
    def form(self) -> str:
        """The pattern's id."""
        return self.rule.partition(":")[2]

    @property
    def points(self) -> tuple[Point, ...]:
        """The points, one or two."""
        return (self.first, self.last) if self.last else (self.first,)

    def moved(self, first: Point, last: Point | None, year_from: str | None) -> Found:
        """The same span with other points, and where their year was taken from."""
        return Found(self.start, self.end, self.rule, first, last, self.modifier, year_from, self.source)

    @property
    def dated(self) -> bool:
        """Whether its year is known."""
        return self.points[-1].year is not None


@cache
def grammar() -> Grammar:
    """The pattern file of the dates.

    >>> grammar().label
    'DATE'
    """
    return load("date")


@cache
def _words(*names: str) -> Mapping[str, int]:
    tables = [grammar().words[name] for name in names]
    return {word.casefold(): value for word, value in chain.from_iterable(table.items() for table in tables)}


def read(hit: Hit, near: int | None) -> Iterator[Found]:
    """The dates of a hit: one, for a list of weeks several, none where the calendar has no such day.

    `near` is the year that two digits of a year are read by.

    >>> [found.value for text in ("3/5-30", "31. februar 2022") for found in read(next(grammar().scan(text)), 2022)]
    ['2030-05-03']
    """
    if hit["weeks"]:
        found = _weeks(hit)
    elif hit["name"]:
        found = _by_dateparser(hit)
    else:
        points = _points(hit, near)
        last = points[1] if points and len(points) > 1 else None
        found = iter([Found(hit.start, hit.end, hit.rule, points[0], last)] if points else [])
    for one in found:
        if all(point.exists for point in one.points) and _rises(one):
            yield replace(one, modifier=_modifier(hit)) if hit["mod"] else one


def _rises(found: Found) -> bool:
    first, last = found.first.year, found.last.year if found.last else None
    return first is None or last is None or found.points[-1].first > found.first.first


def _modifier(hit: Hit) -> str:
    words = {**grammar().words["modifier"], **grammar().words["modifier_bare"]}
    return str(words[(hit["mod"] or "").lower()])


def _points(hit: Hit, near: int | None) -> tuple[Point, ...] | None:
    """One point, or the two ends of an interval; None where the figures make no date."""
    if hit["d"]:
        return _days(hit, near)
    if hit["m"]:
        return (Point("month", _year(hit["y"], near), _month(hit["m"])),)
    if (season := hit["season"] or hit["s2"]) is not None:
        return _season(hit, season, near)
    if hit["edge"]:
        return _months_of_year(hit)
    if hit["unit"]:
        return _part(hit)
    if hit["decade"]:
        decade = int(hit["decade"] or 0)
        return Point("year", decade), Point("year", decade + 9)
    return _years(hit, near)


def _days(hit: Hit, near: int | None) -> tuple[Point, ...] | None:
    year = _year(hit["y"], near)
    first = Point("day", year, _month(hit["m"] or hit["m2"]), int(hit["d"] or 0))
    if not hit["d2"]:
        return (first,)
    last = Point("day", _year(hit["y2"] or hit["y3"], near), _month(hit["m2"] or hit["m"]), int(hit["d2"] or 0))
    if first.year is None and first.number == last.number and first.day >= last.day:
        return None
    if first.year is None and last.year is not None:
        first = first.in_year(last.year - ((first.number, first.day) > (last.number, last.day)))
    return first, last


def _month(text: str | None) -> int:
    text = (text or "").strip().rstrip(".").casefold()
    return int(text) if text.isdecimal() else _words("month", "month_short", "month_english")[text]


def _year(text: str | None, near: int | None) -> int | None:
    if not text:
        return None
    digits = text.strip()
    return int(digits) if len(digits) == 4 else century(int(digits), near)


def _season(hit: Hit, name: str, near: int | None) -> tuple[Point, ...] | None:
    year = _year(hit["y"], near)
    if year is not None and hit["y2"] and not _follows(year, hit["y2"]):
        return None
    return (Point("season", year, _words("season", "season_definite")[name.casefold()]),)


def _part(hit: Hit) -> tuple[Point]:
    unit = (hit["unit"] or "").casefold()
    numeral = (hit["n"] or (hit["this"] or "").split()[-1]).casefold()
    digit = _NUMBER.search(numeral)
    number = int(digit[0]) if digit else _words("ordinal", "last")[numeral]
    grain = grammar().words["part"][unit]
    parts = 4 if grain == "quarter" else 2
    year = _year(hit["y"] or hit["y2"], None)
    return (Point(grain, year, number if number > 0 else parts),)


def _months_of_year(hit: Hit) -> tuple[Point, ...] | None:
    """`første 10 måneder`: the first so many months or quarters of a year, or the last; six months are a half."""
    edge, count = _words("ordinal", "last")[(hit["edge"] or "").casefold()], int(to_decimal(hit["n"] or "") or 0)
    year = _year(hit["y"], None)
    grain = grammar().words["counted"][(hit["counted"] or "").casefold()]
    parts = 12 if grain == "month" else 4
    if abs(edge) != 1 or not 2 <= count < parts:
        return None
    if (grain, count) == ("month", 6):
        return (Point("half", year, 1 if edge > 0 else 2),)
    first, last = (1, count) if edge > 0 else (parts + 1 - count, parts)
    return Point(grain, year, first), Point(grain, year, last)


def _years(hit: Hit, near: int | None) -> tuple[Point, ...] | None:
    """A year, a period of years, or a school year: from August to July."""
    start, second = _year(hit["y"], near) or 0, hit["y2"] or hit["y3"]
    if not second:
        return (Point("year", start),)
    if hit.rule.endswith("range"):
        end = int(second) if len(second) == 4 else start - start % 100 + int(second)
        return (Point("year", start), Point("year", end)) if start < end <= start + _LONGEST_SPAN else None
    if not _follows(start, second):
        return None
    if hit.rule.endswith("school-year"):
        return school_year(start)
    return Point("year", start), Point("year", start + 1)


def school_year(start: int) -> tuple[Point, Point]:
    """The ends of the school year that begins in a year.

    >>> [point.value for point in school_year(2018)]
    ['2018-08', '2019-07']
    """
    return Point("month", start, 8), Point("month", start + 1, 7)


def _follows(year: int, text: str) -> bool:
    return str(year + 1).endswith(text)


def _weeks(hit: Hit) -> Iterator[Found]:
    """Every week, or dash-joined period of weeks, in a list is one span; the first has the word with it."""
    year, list_start = _year(hit["y"], None), hit.span("weeks")[0]
    parts = list(_week_parts().finditer(hit["weeks"] or ""))
    for part in parts:
        start = hit.start if part is parts[0] else list_start + part.start()
        end = hit.end if part is parts[-1] else list_start + part.end()
        numbers = [int(number) for number in _NUMBER.findall(part[0])]
        first, last = Point("week", year, numbers[0]), Point("week", year, numbers[-1])
        if len(numbers) == 1:
            yield Found(start, end, hit.rule, first)
        elif len(numbers) == 2 and first != last:
            wraps = year is not None and last.number < first.number
            yield Found(start, end, hit.rule, first.in_year(year - 1) if wraps and year else first, last)


@cache
def _week_parts() -> re.Pattern[str]:
    return grammar().compile("[0-9]+(?:{sp0}(?:{dash}|/){sp0}[0-9]+)*+")


def _by_dateparser(hit: Hit) -> Iterator[Found]:
    """A day whose month is spelled in a way of its own or in another language."""
    import dateparser  # costs half a second, and few texts have such a date

    text = f"{int(hit['d'] or 0)} {(hit['name'] or '').rstrip('.')} {hit['y']}"
    settings = {"DATE_ORDER": "DMY", "REQUIRE_PARTS": ["day", "month", "year"]}
    read = dateparser.parse(text, languages=grammar().facts["languages"], settings=settings)
    if read is not None:
        yield Found(hit.start, hit.end, hit.rule, Point("day", read.year, read.month, read.day), source="dateparser")
