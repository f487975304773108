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
        if (numbers := _numbers(minutes.text, hit)) is None:
            continue
        start, values = numbers
        points = " ".join((hit["unit"] or "").lower().split()) in grammar.words["percentage_point"]
        value = "/".join(map(plain, values))
        yield Mention(
            start, hit.end, LABEL, f"{value};unit=pp" if points else value, hit.rule, {"unit": "pp" if points else "%"}
        )


def _numbers(text: str, hit: Hit) -> tuple[int, tuple[Decimal, ...]] | None:
    """Where the percentage begins, and its number or the two ends of its range."""
    low, high, number = hit["low"], hit["high"], hit["number"]
    if low and high:
        if (ends := range_of(low, high)) is not None:
            return hit.start, ends
        start, number = hit.span("high")[0], high
    elif number:
        start = hit.start
    else:
        found = words_before(text, hit.start)
        return found and (found[0], (found[1],))
    value = to_decimal(number)
    start, sign = sign_before(text, start)
    return None if value is None else (start, (value * sign,))
