"""Points of the calendar and their values: ISO 8601, and the forms it lacks.

A point may lack its year; its value is then ISO's truncated form (`--04-05`), which is honest.
"""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, date, timedelta

from referat.frozen import frozen

SEASONS = ("SP", "SU", "FA", "WI")
_FULL_YEAR = 2020  # a leap year of 53 weeks: every day and week that some year has
#: How many months a point of each grain lasts.
_MONTHS_OF = {"month": 1, "quarter": 3, "half": 6, "season": 3, "year": 12}
_LETTER_OF = {"quarter": "Q", "half": "H"}


@frozen
class Point:
    """A day, month, week, quarter, half, season or year; `year` None is a year not yet known.

    `number` is the number of the month, week, quarter, half or season in the year, from 1.

    >>> Point("week", 2022, 37).value, Point("day", None, 4, 5).value, Point("season", 2022, 1).value
    ('2022-W37', '--04-05', '2022-SP')
    """

    grain: str
    year: int | None
    number: int = 0
    day: int = 0

    @property
    def value(self) -> str:
        """The canonical value."""
        year = "-" if self.year is None else f"{self.year:04}"
        if self.grain == "year":
            return year
        if self.grain in ("day", "month"):
            return f"{year}-{self.number:02}" + (f"-{self.day:02}" if self.grain == "day" else "")
        tail = f"W{self.number:02}" if self.grain == "week" else ""
        tail = tail or (
            SEASONS[self.number - 1] if self.grain == "season" else f"{_LETTER_OF[self.grain]}{self.number}"
        )
        return f"-{tail}" if self.year is None else f"{year}-{tail}"

    @property
    def exists(self) -> bool:
        """Whether the calendar has such a point: no 31 February, no week 54; with no year, in any year.

        >>> Point("day", 2023, 2, 29).exists, Point("day", None, 2, 29).exists
        (False, True)
        """
        return _first(self if self.year is not None else self.in_year(_FULL_YEAR)) is not None

    @property
    def first(self) -> date:
        """The first day. Raises ValueError for a point that does not exist or has no year.

        >>> Point("half", 2022, 2).first
        datetime.date(2022, 7, 1)
        """
        if self.year is None or (found := _first(self)) is None:
            raise ValueError(f"no first day: {self}")
        return found

    @property
    def last(self) -> date:
        """The last day. A winter begins in December of its year and ends in February of the next.

        >>> Point("season", 2022, 4).last
        datetime.date(2023, 2, 28)
        """
        if self.grain == "day":
            return self.first
        if self.grain == "week":
            return self.first + timedelta(days=6)
        return _months_on(self.first, _MONTHS_OF[self.grain]) - timedelta(days=1)

    def in_year(self, year: int) -> Point:
        """The same point of another year.

        >>> Point("month", None, 4).in_year(2016).value
        '2016-04'
        """
        return Point(self.grain, year, self.number, self.day)


def _first(point: Point) -> date | None:
    year, number = point.year, point.number
    if year is None or not MINYEAR <= year < MAXYEAR:
        return None
    try:
        if point.grain == "week":
            return date.fromisocalendar(year, number, 1)
        if point.grain == "season":
            return date(year, 3 * number, 1)
        if point.grain == "year":
            return date(year, 1, 1)
        if point.grain == "day":
            return date(year, number, point.day)
        return date(year, (number - 1) * _MONTHS_OF[point.grain] + 1, 1)
    except ValueError:
        return None


def _months_on(day: date, months: int) -> date:
    total = day.year * 12 + day.month - 1 + months
    return date(total // 12, total % 12 + 1, 1)


def century(two_digits: int, near: int | None) -> int:
    """The year that ends in two digits and lies nearest to `near`; with none, from 1970 to 2069.

    >>> century(99, 2000), century(30, 2016), century(99, None)
    (1999, 2030, 1999)
    """
    middle = 2020 if near is None else near
    candidates = [base * 100 + two_digits for base in range(middle // 100 - 1, middle // 100 + 2)]
    return min(candidates, key=lambda year: (abs(year - middle), year))
