"""Decides what only the surroundings can tell: whether a bare year says when, whether `3/5` is a day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from referat.dates.forms import Found, grammar, school_year
from referat.values import Cell, Minutes, Table

_REACH = 40  # characters that are read behind a candidate
_LISTED = 70  # and between two years of a list
_BACK = 26  # and before it: the longest word that leads to a year, and a space
_YEARS = {"year", "year-range", "years-joined"}
_NUMERIC = {"dots-short", "dashes-short", "slash-short", "slash-no-year", "dots-no-year"}
_EVERYDAY = {(24, 7), (16, 9)}  # day and night; the shape of a screen
_FRACTIONS_END = 12  # no day above it is the numerator of a fraction in running text
#: `2000 deltog`, `1900 deltagende`: no year, where it could as well be a number.
_ROUND, _LOW = 2000, 1950
_NEAR = 10
_BETWEEN_YEARS = r"[ \t\r\n|\u00a0]{1,6}"


@cache
def _regex(source: str) -> re.Pattern[str]:
    return grammar().compile(source)


class Context:
    """The surroundings of the candidates of one text. They are asked from left to right.

    >>> from referat.dates.forms import read
    >>> from referat.values import bare
    >>> text = "Budget 2019 gælder for 2020"
    >>> years = [found for hit in grammar().scan(text) for found in read(hit, None)]
    >>> [Context(bare(text)).says_when(year, None) for year in years]
    [False, True]
    """

    def __init__(self, minutes: Minutes) -> None:
        self._text = minutes.text
        self._cells: dict[int, int] = {}
        for table in minutes.tables:
            self._cells |= {cell.start: cell.end for cell in _head_cells(minutes.text, table)}
        self._judges = {
            "slash-no-year": self._slash,
            "dots-no-year": self._dots,
            "season": self._season,
            "month": self._month,
            "month-short": self._short_month,
        }
        self._time_cells = dict(_time_cells(minutes))
        year = (minutes.meeting.date or "")[:4]
        self._scheduled = -1  # where the last year of a schedule ends
        self._meeting_year = int(year) if year.isdecimal() else None

    def says_when(self, found: Found, previous: Found | None) -> bool:
        """Whether the candidate is a date, `previous` being the date before it in the text."""
        if previous is not None and found.start < previous.end:
            return False
        if found.modifier:
            return True
        form = found.form
        if form in _YEARS:
            return self._year(found, previous)
        if form in _NUMERIC and self._before(found, "{before_number}"):
            return False
        if form == "slash-range":
            return found.dated or self._slash(found, previous)
        judge = self._judges.get(form)
        return judge is None or judge(found, previous)

    def _year(self, found: Found, previous: Found | None) -> bool:
        if self._is_school_year(found, previous):
            return True
        if self._counts(found):
            return False
        if self._is_led(found) or self._after(found, "{onward}") or self._is_scheduled(found) or self._opens(found):
            return True
        if previous and previous.form in _YEARS and self._is_of_list(found, previous):
            return True
        if self._after(found, "{to_a_year}") and not self._before(found, "{word_before}"):
            return True
        return found.form != "years-joined" and (self._heads(found) or self._dates_a_paper(found))

    def _is_led(self, found: Found) -> bool:
        """Whether a word before it says that a year follows. The common ones are looked up, which is faster."""
        left = self._left(found)
        words = left.split()
        if not words or not left[-1].isspace():
            return False
        last = words[-1]
        if left[-1] == " " and last.lower() in grammar().words["year_lead"]:
            return True
        return (last[-1].isalpha() or last[-1] in ".:") and _regex("{before_year}").search(left) is not None

    def _is_of_list(self, found: Found, previous: Found) -> bool:
        """`i 2031, 2032 (5 mio. kr.) og evt. 2033`."""
        if self._joined(found, previous):
            return True
        near = found.start - previous.end <= _LISTED
        return near and _regex("{year_joint}").fullmatch(self._text, previous.end, found.start) is not None

    def _is_scheduled(self, found: Found) -> bool:
        """`Tidsplanen er således: 2031 bassin, 2032-2033 ledninger`: each behind a colon, or the comma of the next."""
        scheduled = self._scheduled >= 0 and self._between(found, "{of_schedule}")
        if scheduled or self._before(found, "{schedule_colon}"):
            self._scheduled = found.end
            return True
        return False

    def _between(self, found: Found, source: str) -> bool:
        """Whether this is all that stands between a date and the last year of the schedule."""
        return _regex(source).fullmatch(self._text, self._scheduled, found.start) is not None

    def _counts(self, found: Found) -> bool:
        """Whether so round or so low a number, unless the meeting is near it, counts the word behind it."""
        year = found.first.year or 0
        return (year == _ROUND or year < _LOW) and not self._is_near(found) and self._after(found, "{counted_behind}")

    def _is_near(self, found: Found) -> bool:
        """Whether a year is near the meeting's."""
        return self._meeting_year is not None and abs((found.first.year or 0) - self._meeting_year) <= _NEAR

    def _opens(self, found: Found) -> bool:
        """`2022 var det første år uden restriktioner.`"""
        return self._is_near(found) and self._after(found, "{as_subject}") and self._before(found, "{opening}")

    def as_listed(self, found: Found, previous: Found | None) -> Found:
        """The date as the list says in which it stands: after a school year `2019/20` is another one."""
        if previous is None or not self._is_school_year(found, previous):
            return found
        first, last = school_year(found.first.year or 0)
        return replace(found, rule=previous.rule, first=first, last=last)

    def _is_school_year(self, found: Found, previous: Found | None) -> bool:
        listed = found.form == "years-joined" and previous is not None and previous.form == "school-year"
        return listed and self._joined(found, previous)

    def _heads(self, found: Found) -> bool:
        """A year that heads a column, a row, a line, an amount, or stands in a row of years."""
        if self._before(found, "{line_start}") and self._after(found, r"[ \u00a0]?:(?![0-9])"):
            return True
        if self._before(found, "{list_part}") and self._after(found, "{heads_part}", reach=_LISTED):
            return True
        if self._before(found, "{before_amount}") and self._after(found, "{colon_or_end}"):
            return True
        if found.last is not None:
            return self._in_table_head(found) or self._is_labelled(found)
        return self._in_table_head(found) or self._counts_on(found) or self._in_column_of_time(found)

    def _is_labelled(self, found: Found) -> bool:
        """`Anlæg: 2027-28`, but not `Budget: 2027-28`."""
        return self._before(found, "{label_colon}") and not self._before(found, "{name_colon}")

    def _in_column_of_time(self, found: Found) -> bool:
        return found.end == self._time_cells.get(found.start)

    def _in_table_head(self, found: Found) -> bool:
        for start in range(found.start, max(found.start - 15, -1), -1):
            end = self._cells.get(start, 0)
            if end >= found.end:
                whole = (start, end) == (found.start, found.end)
                return whole or bool(_regex("{before_cell}").match(self._text[start : found.start]))
        return False

    def _counts_on(self, found: Found) -> bool:
        """`2022 2023 2024`: the head of a table whose cells ran together."""
        year = found.first.year or 0
        after = _regex(_BETWEEN_YEARS + "({year4})").match(self._text, found.end)
        before = _regex("(?<![0-9.,/-])({year4})" + _BETWEEN_YEARS + "$").search(self._left(found))
        return bool((after and int(after[1]) == year + 1) or (before and int(before[1]) == year - 1))

    def _dates_a_paper(self, found: Found) -> bool:
        """`Statusrapport, 2022` and `Rapport (2022)`, but not a committee's term of office."""
        if self._before(found, "{title_comma}"):
            return self._after(found, "{title_end}")
        bracketed = self._text[found.start - 1 : found.start] == "(" and self._text[found.end : found.end + 1] == ")"
        return bracketed and not self._before(found, "{name_before}")

    def _dots(self, found: Found, previous: Found | None) -> bool:
        """`31.12` needs a word before it that leads to a day; for `31.12.` a weaker one will do."""
        if self._has_weekday(found) or self._before(found, "{before_date}"):
            return True
        if self._text[found.end - 1] != ".":
            return False
        return (
            self._joined(found, previous)
            or self._before(found, "{before_weak}")
            or self._after(found, "{gap}(?i:kl)\\.?{gap0}[0-9]")
        )

    def _slash(self, found: Found, previous: Found | None) -> bool:
        """`3/5` needs a word before it that leads to a day; a number over 12 is no fraction."""
        day, month = found.first.day, found.first.number
        if self._has_weekday(found) or self._joined(found, previous) or self._after(found, "{slash_list}", reach=120):
            return True
        if self._before(found, "{line_start}") and self._after(found, "[ \u00a0]?:(?![0-9])"):
            return True
        if self._before(found, "{body_before}") and self._after(found, "{next_body}"):
            return True
        fraction = max(point.day for point in found.points) <= _FRACTIONS_END
        if self._before(found, "{before_date}"):
            return not (fraction and self._after(found, "{gap}(?:{of}|{counted_plural})"))
        if self._before(found, "{before_weak}"):
            return not fraction or self._after(found, "{gap}{and}{gap}(?:1[3-9]|2[0-9]|3[01])/{month_number}")
        return not fraction and (day, month) not in _EVERYDAY

    def _month(self, found: Found, previous: Found | None) -> bool:
        """A capital opens a line or a cell as well as a name: then what stands around decides."""
        hangs = self._text[found.start - 1 : found.start] == "-" and not self._joined(found, previous)
        if hangs or not self._text[found.start].isupper():
            return not hangs
        if self._before(found, "{before_year}") or self._joined(found, previous) or self._after(found, "{month_pair}"):
            return True
        return self._before(found, "{line_start}") and self._after(found, "(?:[ \\u00a0]?:|{line_end})")

    def _short_month(self, found: Found, previous: Found | None) -> bool:
        if self._text[found.end - 1] != "." or self._text[found.start].isupper():
            return False
        if self._joined(found, previous) or self._after(found, "{short_pair}"):
            return True
        feast = _regex("{also_a_feast}").match(self._text, found.start, found.end) is not None
        return not feast and self._before(found, "{before_year}")

    def _season(self, found: Found, previous: Found | None) -> bool:
        return (
            self._joined(found, previous)
            or self._before(found, "{before_season}")
            or self._after(found, "{season_of_range}")
        )

    def _has_weekday(self, found: Found) -> bool:
        return self._text[found.start].isalpha()

    def _joined(self, found: Found, previous: Found | None) -> bool:
        return previous is not None and connector(self._text, previous.end, found.start) is not None

    def _left(self, found: Found) -> str:
        return self._text[max(found.start - _BACK, 0) : found.start]

    def _before(self, found: Found, source: str) -> bool:
        return _regex(source).search(self._left(found)) is not None

    def _after(self, found: Found, source: str, reach: int = _REACH) -> bool:
        return _regex(source).match(self._text, found.end, found.end + reach) is not None


def _head_cells(text: str, table: Table) -> Iterator[Cell]:
    """The cells of the first row, and of the first column unless its head says that it counts."""
    first, *rows = table.rows
    yield from first
    if not _regex("{counting_column}").match(text, first[0].start, first[0].end):
        yield from (row[0] for row in rows)


def _time_cells(minutes: Minutes) -> Iterator[tuple[int, int]]:
    """The cells of the columns whose head speaks of time: where each starts and ends."""
    for table in minutes.tables:
        heads, *rows = table.rows
        columns = [n for n, cell in enumerate(heads) if _speaks_of_time(minutes.text, cell)]
        for row in rows:
            yield from ((row[n].start, row[n].end) for n in columns if n < len(row))


def _speaks_of_time(text: str, cell: Cell) -> bool:
    return _regex("{time_column}").search(text, cell.start, cell.end) is not None


def connector(text: str, start: int, end: int) -> str | None:
    """What joins two dates: a `dash` or stroke, the word `to`, a `list`; None where they stand apart.

    >>> connector("3. maj og 5. juni", 6, 10), connector("3. maj - 5. juni", 6, 9), connector("maj. I juni", 3, 7)
    ('list', 'dash', None)
    """
    if not 0 < end - start <= _REACH:
        return None
    found = _regex("{connector}").fullmatch(text, start, end)
    return None if found is None else "dash" if found["dash"] else "to" if found["to"] else "list"
