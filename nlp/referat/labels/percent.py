"""Percentages and percentage points: a number with its unit; a compact range is one span."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from referat.numbers import plain, range_of, sign_before, to_decimal, words_before
from referat.patterns import Hit, load
from referat.values import Mention, Minutes

LABEL = "PERCENT"


def find(minutes: Minutes) -> Iterator[Mention]:
    """All percentages of the text.

    >>> from referat.values import bare
    >>> [(mention.value, mention.rule) for mention in find(bare("steg 1,5 procentpoint, ca. 40-50 pct."))]
    [('1.5;unit=pp', 'percent:number-unit'), ('40/50', 'percent:range-unit')]
    """
    grammar = load("percent")
    for hit in grammar.scan(minutes.text):
        points = " ".join((hit["unit"] or "").lower().split()) in grammar.words["percentage_point"]
        for start, end, numbers in _numbers(minutes.text, hit):
            value = "/".join(map(plain, numbers)) + (";unit=pp" if points else "")
            yield Mention(start, end, LABEL, value, hit.rule, {"unit": "pp" if points else "%"})


def _numbers(text: str, hit: Hit) -> Iterator[tuple[int, int, tuple[Decimal, ...]]]:
    """Where a percentage begins and ends, and its number or the two ends of its range."""
    low, high, number = hit["low"], hit["high"], hit["number"]
    if low and high and (ends := range_of(low, high)) is not None:
        yield hit.start, hit.end, ends
    elif number or high:
        if hit["low_unit"]:
            yield from _signed(text, hit.start, hit.span("low_unit")[1], low)
        yield from _signed(text, hit.span("high")[0] if high else hit.start, hit.end, number or high)
    elif found := words_before(text, hit.start):
        yield found[0], hit.end, (found[1],)


def _signed(text: str, start: int, end: int, number: str | None) -> Iterator[tuple[int, int, tuple[Decimal, ...]]]:
    value = to_decimal(number or "")
    start, sign = sign_before(text, start)
    if value is not None:
        yield start, end, (value * sign,)
