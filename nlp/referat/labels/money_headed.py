"""Amounts of a sentence that its unit heads: `i 1.000 kr.: løn 28.400, leje 4.110`, `udgør i mio. kr. 1,2 i 2030`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache

from referat.labels.money_units import Unit, unit_of
from referat.numbers import is_year, sign_before, to_decimal
from referat.patterns import load

#: A list of fewer figures than this must show in another way that they are amounts.
_SEVERAL = 2
#: A figure of fewer digits, without a mark, may count or number something.
_LONG = 3
_MARKS = (",", ".", "½", "¼", "¾")


def headed(text: str, start: int) -> Iterator[tuple[int, int, Decimal, Unit]]:
    """The figures that the unit at `start` heads, with their spans and values in that unit.

    >>> text = "Udgift i 1.000 kr.: løn 28.400 og leje 4.110."
    >>> [(text[start:end], str(number)) for start, end, number, unit in headed(text, 9)]
    [('28.400', '28400'), ('4.110', '4110')]
    """
    if not _regex("{head_leader}").search(text, max(start - 6, 0), start):
        return
    head = _regex("{list_head}").match(text, start)
    elements = [] if head is None else list(_elements(text, head.end()))
    if head is None or not _are_amounts(text, elements, colon=head["colon"] is not None):
        return
    unit = unit_of(head.groupdict())
    unit = Unit(unit.power + 3 * (head["thousand"] or "").count("000"), unit.currency)
    for element in elements:
        begin, end = element.span("number")
        number = to_decimal(text[begin:end])
        if number is not None:
            begin, sign = sign_before(text, begin)
            yield begin, end, number * sign, unit


def _elements(text: str, cursor: int) -> Iterator[re.Match[str]]:
    """The figures, each with what it is for, up to one that counts something else."""
    while (element := _regex("{headed_element}").match(text, cursor)) is not None:
        if is_year(element["number"]) or _regex("{headed_other}").search(element["name"] or ""):
            return
        yield element
        cursor = element.end()


def _are_amounts(text: str, elements: Sequence[re.Match[str]], *, colon: bool) -> bool:
    """Whether figures can be amounts: several, with years or in a form that counts have not, and no other behind."""
    if not elements or _regex("{headed_more}").match(text, elements[-1].end()):
        return False
    figures = [element["number"] for element in elements]
    decimal = any(mark in figure for figure in figures for mark in _MARKS)
    dated = all(element["led"] or element["dated"] for element in elements)
    long = any(sum(map(str.isdigit, figure)) >= _LONG for figure in figures)
    return (decimal or dated or long) if len(elements) >= _SEVERAL else (colon and decimal)


@cache
def _regex(regex: str) -> re.Pattern[str]:
    return load("money").compile(regex)
