"""Amounts in tables that extraction flattened: head, row heads and cells in one run of text.

    Mio. kr. 2030 2031 Skole 1,2 1,3 Vej og park 0,2 - I alt 1,4 1,3

Only what can hardly be anything else is read: a unit right before a row of years, then at least two
rows, each of a name and as many cells as there are years.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from referat.labels.money_units import details, read_head
from referat.numbers import to_decimal
from referat.patterns import load
from referat.values import Mention, Minutes

_HEAD = 40  # characters before the years in which the unit stands
_FEWEST = 2  # rows


def find_runs(minutes: Minutes) -> Iterator[Mention]:
    """The amounts of flattened tables.

    >>> from referat.values import bare
    >>> text = "Mio. kr. 2030 2031 Skole 1,2 1,3 Vej og park 0,2 - Indstilling"
    >>> [mention.value for mention in find_runs(bare(text))]
    ['1200000', '1300000', '200000']
    """
    text, cursor = minutes.text, 0
    for years in _regex("{run_of_years}").finditer(text):
        if years.start() < cursor:
            continue
        unit = read_head(text[max(years.start() - _HEAD, 0) : years.start()]).unit
        rows = list(_rows(text, years)) if unit else []
        if unit is None or len(rows) < _FEWEST:
            continue
        cursor = rows[-1].end()
        for row in rows:
            if not read_head(row["name"]).counts_other_things:
                for cell in _regex("{line_cell}(?![0-9])").finditer(text, *row.span("cells")):
                    if (number := to_decimal(cell[0])) is not None:
                        more = details(unit, (number,), "header", row=row["name"])
                        yield Mention(*cell.span(), "MONEY", unit.value(number), "money:cell-run", more)


def _rows(text: str, years: re.Match[str]) -> Iterator[re.Match[str]]:
    """The rows behind the years, each with a cell for every year, and for the sum where the head names one."""
    count = len(years[0].split()) - (len(years["sum"].split()) - 1 if years["sum"] else 0)
    position = years.end()
    while row := _row(count).match(text, position):
        yield row
        position = row.end()


@cache
def _row(cells: int) -> re.Pattern[str]:
    return _regex(f"{{run_name}}(?P<cells>(?: {{line_cell}}(?![0-9.,])){{{cells}}})")


@cache
def _regex(regex: str) -> re.Pattern[str]:
    return load("money").compile(regex)
