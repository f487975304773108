"""Amounts of a sentence that its unit heads: `i 1.000 kr.: løn 28.400, leje 4.110`, `udgør i mio. kr. 1,2 i 2030`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from referat.labels.money_units import Unit, unit_of
from referat.numbers import is_year, sign_before, to_decimal
from referat.patterns import load

#: A list of fewer figures than this must show in another way that they are amounts.
_SEVERAL = 2


def headed(text: str, start: int) -> Iterator[tuple[int, int, Decimal, Unit]]:
    """The figures that the unit at `start` heads, with their spans and values in that unit.

    >>> text = "Udgift i 1.000 kr.: løn 28.400 og leje 4.110."
    >>> [(text[start:end], str(number)) for start, end, number, unit in headed(text, 9)]
    [('28.400', '28400'), ('4.110', '4110')]
    """
    if not _regex("{head_leader}").search(text, max(start - 6, 0), start):
        return
    head = _regex("{list_head}").match(text, start)
    if head is None:
        return
    thousands = (head["thousand"] or "").count("000")
    unit = unit_of(head.groupdict())
    unit = Unit(unit.power + 3 * thousands, unit.currency)
    found = list(_figures(text, head.end()))
    decimal = any("," in text[start:end] or "." in text[start:end] for start, end, _ in found)
    if len(found) >= _SEVERAL or (head["colon"] and decimal):
        yield from ((start, end, number, unit) for start, end, number in found)


def _figures(text: str, cursor: int) -> Iterator[tuple[int, int, Decimal]]:
    while (element := _regex("{headed_element}").match(text, cursor)) is not None:
        start, end = element.span("number")
        number = to_decimal(text[start:end])
        if number is None or is_year(text[start:end]):
            return
        start, sign = sign_before(text, start)
        yield start, end, number * sign
        cursor = element.end()


@cache
def _regex(regex: str) -> re.Pattern[str]:
    return load("money").compile(regex)
